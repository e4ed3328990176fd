// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/transfer_service.h"

#include <utility>

#include "core/base/refusal.h"
#include "daemon/rpc/answer.h"
#include "daemon/rpc/decode.h"
#include "daemon/rpc/portable.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

constexpr absl::string_view kNothingTaken = "Nothing was taken over.";

absl::StatusOr<ImportMode> DecodeMode(pb::ImportMode mode) {
  if (mode == pb::IMPORT_MODE_DRY_RUN) return ImportMode::kDryRun;
  if (mode == pb::IMPORT_MODE_APPLY) return ImportMode::kApply;
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_mode",
                 "the request does not say whether to take it over.")
      .Aftermath(kNothingTaken);
}

}  // namespace

grpc::Status TransferService::Export(grpc::ServerContext*, const pb::ExportRequest* request,
                                     pb::ExportResponse* response) {
  const GoalScope scope = request->all() ? GoalScope::kAll : GoalScope::kActive;
  return Answer(exports_.Export(scope, Views(request->goals())),
                [&](const TakenAlong& all) { Encode(all, response->mutable_portable()); });
}

grpc::Status TransferService::Import(grpc::ServerContext*, const pb::ImportRequest* request,
                                     pb::ImportResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  const auto mode = DecodeMode(request->mode());
  if (!mode.ok()) return ToGrpcStatus(mode.status());
  auto file = Decode(request->file());
  if (!file.ok()) return ToGrpcStatus(WithAftermath(file.status(), kNothingTaken));
  return Answer(imports_.Import(*id, *mode, *std::move(file)), [&](const ImportView& view) {
    Encode(view, request->file(), response);
    response->set_dry_run(*mode == ImportMode::kDryRun);
  });
}

}  // namespace twofold

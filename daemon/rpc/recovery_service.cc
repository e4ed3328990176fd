// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/recovery_service.h"

#include "daemon/rpc/answer.h"
#include "daemon/rpc/relay_for.h"

namespace twofold {

namespace pb = daemon::v1;

grpc::Status RecoveryService::Create(grpc::ServerContext*, const pb::CreateRecoveryRequest* request,
                                     pb::CreateRecoveryResponse* response) {
  const absl::StatusOr<std::string> relay = RelayFor(request->relay(), config_relay_, ledger_);
  if (!relay.ok()) return ToGrpcStatus(relay.status());
  return Answer(talk_.Create(*relay, request->device_name()), [&](const MadeRecoveryCode& made) {
    for (const std::string& word : made.words) response->add_words(word);
    response->set_replaced(made.replaced);
    response->set_at_relay(made.noted);
  });
}

grpc::Status RecoveryService::Recover(grpc::ServerContext* context,
                                      const pb::RecoverRequest* request,
                                      pb::RecoverResponse* response) {
  const absl::StatusOr<std::string> relay = RelayFor(request->relay(), config_relay_, ledger_);
  if (!relay.ok()) return ToGrpcStatus(relay.status());
  const absl::Status recovered = talk_.Recover(*relay, request->words(), request->device_name(),
                                               [context] { return !context->IsCancelled(); });
  if (!recovered.ok()) return ToGrpcStatus(recovered);
  const std::optional<Self> self = ledger_.LookAt().state.self;
  if (self) response->set_name(self->name);
  return grpc::Status::OK;
}

}  // namespace twofold

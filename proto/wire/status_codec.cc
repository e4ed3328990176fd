// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "proto/wire/status_codec.h"

#include <string>

#include "core/base/refusal.h"
#include "twofold/error/v1/error.pb.h"

namespace twofold {

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const auto code = static_cast<grpc::StatusCode>(status.code());
  const std::string message(status.message());
  error::v1::ErrorDetail detail;
  detail.set_reason(RefusalReason(status));
  if (detail.reason().empty()) return grpc::Status(code, message);
  for (const RefusalHint& hint : RefusalHints(status)) {
    error::v1::Hint* out = detail.add_hints();
    out->set_label(hint.label);
    out->set_text(hint.text);
  }
  detail.set_aftermath(RefusalAftermath(status));
  detail.set_place(static_cast<std::uint32_t>(RefusalPlace(status)));
  return grpc::Status(code, message, detail.SerializeAsString());
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  error::v1::ErrorDetail detail;
  if (status.error_details().empty() || !detail.ParseFromString(status.error_details()) ||
      detail.reason().empty()) {
    return absl::Status(code, status.error_message());
  }
  Refusal refusal(code, detail.reason(), status.error_message());
  for (const error::v1::Hint& hint : detail.hints()) refusal.Hint(hint.label(), hint.text());
  if (!detail.aftermath().empty()) refusal.Aftermath(detail.aftermath());
  return WithPlace(refusal, detail.place());
}

}  // namespace twofold

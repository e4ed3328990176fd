// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How every handler ends: a view is encoded, a status becomes gRPC's.
#pragma once

#include <grpcpp/support/status.h>

#include <utility>

#include "absl/status/statusor.h"
#include "core/base/refusal.h"
#include "proto/wire/status_codec.h"

namespace twofold {

// A damaged store is no error that a person can do nothing about.
inline absl::Status WithWaysOut(const absl::Status& status) {
  if (!absl::IsDataLoss(status) || !RefusalHints(status).empty()) return status;
  return Refusal(absl::StatusCode::kDataLoss, "store_damaged",
                 "the data on this computer are damaged.")
      .Hint("Ways out", "twofold help damage");
}

// Gives the value to `encode`, or the status to the caller.
template <class T, class EncodeInto>
grpc::Status Answer(const absl::StatusOr<T>& result, EncodeInto encode) {
  if (result.ok()) encode(*result);
  return ToGrpcStatus(WithWaysOut(result.status()));
}

}  // namespace twofold

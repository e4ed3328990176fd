// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How every handler ends: a view is encoded, a status becomes gRPC's.
#pragma once

#include <grpcpp/support/status.h>

#include <utility>

#include "absl/status/statusor.h"
#include "proto/wire/status_codec.h"

namespace twofold {

// Gives the value to `encode`, or the status to the caller.
template <class T, class EncodeInto>
grpc::Status Answer(const absl::StatusOr<T>& result, EncodeInto encode) {
  if (result.ok()) encode(*result);
  return ToGrpcStatus(result.status());
}

}  // namespace twofold

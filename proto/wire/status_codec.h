// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The one place where our status becomes gRPC's and back. Codes are numerically equal; the
// sentence travels as the message, everything else of a refusal as an ErrorDetail.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace twofold {

grpc::Status ToGrpcStatus(const absl::Status& status);

// A status of the transport itself (no answer, deadline) comes back without a reason.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace twofold

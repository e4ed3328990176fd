// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/courier/relay_calls.h"

namespace twofold {
namespace {

constexpr absl::Duration kCall = absl::Seconds(10);
constexpr absl::Duration kGreeting = absl::Seconds(5);
constexpr absl::Duration kPiece = absl::Minutes(1);  // also over a slow line

}  // namespace

absl::Duration Patience(const RelayRequest& request) {
  const bool greeting = std::holds_alternative<relay::v1::HelloRequest>(request) ||
                        std::holds_alternative<relay::v1::LoginRequest>(request);
  const bool piece = std::holds_alternative<relay::v1::PutSnapshotRequest>(request) ||
                     std::holds_alternative<relay::v1::GetSnapshotRequest>(request);
  return greeting ? kGreeting : piece ? kPiece : kCall;
}

}  // namespace twofold

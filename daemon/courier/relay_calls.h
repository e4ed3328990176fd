// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The calls about a mailbox that a device makes to a relay, as values.
#pragma once

#include <variant>

#include "absl/time/time.h"
#include "twofold/relay/v1/relay.pb.h"

namespace twofold {

// An answer has the place in its list that its request has.
using RelayRequest =
    std::variant<relay::v1::HelloRequest, relay::v1::LoginRequest, relay::v1::CreateMailboxRequest,
                 relay::v1::AppendRequest, relay::v1::FetchRequest, relay::v1::AckRequest,
                 relay::v1::PutSnapshotRequest, relay::v1::GetSnapshotRequest>;
using RelayResponse = std::variant<relay::v1::HelloResponse, relay::v1::LoginResponse,
                                   relay::v1::CreateMailboxResponse, relay::v1::AppendResponse,
                                   relay::v1::FetchResponse, relay::v1::AckResponse,
                                   relay::v1::PutSnapshotResponse, relay::v1::GetSnapshotResponse>;

// How long a call may take.
absl::Duration Patience(const RelayRequest& request);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Payloads to and from the messages of sync/v1.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/notary.h"
#include "core/sync/operation.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {

// The format that this version writes.
inline constexpr std::uint32_t kOperationFormat = 1;

sync::v1::OperationKind KindOf(const Payload& payload);
sync::v1::CompatClass CompatOf(const Payload& payload);

std::string EncodePayload(const Payload& payload);

// Never fails: an unknown kind gives UnknownPayload, anything not allowed InvalidPayload.
Payload DecodePayload(int kind, absl::string_view bytes, const Notary& notary);
// The same for what this device keeps to write later: offers, devices and keys are none of it and
// give UnknownPayload.
Payload DecodePlannedPayload(int kind, absl::string_view bytes);

// The exact bytes that an offer's terms hash is taken of.
std::string EncodeOfferTerms(const OfferTerms& terms);

}  // namespace twofold

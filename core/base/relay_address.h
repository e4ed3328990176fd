// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Where a relay can be. Pure.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace twofold {

// Whether an address can be dialled: HOST:PORT, [IPV6]:PORT or unix:/PATH, of
// limits::kRelayAddressBytes at most. InvalidArgument, reason "bad_relay_address".
absl::Status CheckRelayAddress(absl::string_view address);

}  // namespace twofold

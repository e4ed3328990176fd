// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Whether two people's computers have the same of what they share, as a number to read aloud.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "daemon/engine/ledger.h"

namespace twofold {

struct SameState {
  // "482 913": of all operations of the shared space that are here, in effect or not.
  std::string number;
  std::uint64_t waiting = 0;  // operations that are still to be sent
  std::uint64_t held = 0;     // operations that wait for others; the number does not count them
};

// FailedPrecondition "not_started", "not_paired"; errors as StoreView.
absl::StatusOr<SameState> SameStateOf(const Ledger& ledger);

}  // namespace twofold

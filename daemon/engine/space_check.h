// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One space looked over: whether its operations are whole, and whether everything that is worked
// out from them is what it has to be. Only for the doctor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "daemon/engine/change.h"
#include "daemon/engine/rebuild.h"

namespace twofold {

struct SpaceCheck {
  Rebuilt rebuilt;
  // Folded records that are not what the operations say; what they are to be. Not looked for where
  // the operations are not whole.
  std::vector<std::pair<std::string, std::optional<std::string>>> folded;
  // Newest operations that a chain's record does not name.
  std::vector<ChainPosition> heads;
  // Records of newest operations that are not here.
  std::uint64_t lost_heads = 0;
  // As it has to be, where the clock is behind an operation or cannot be read.
  std::optional<SpaceClock> clock;
  // What is to be sent and is not here.
  std::vector<ChainPosition> astray;
  std::uint64_t outbox = 0;  // what is to be sent
  std::uint64_t held = 0;    // what waits for its causes
  std::uint64_t held_unreadable = 0;
  std::optional<std::int32_t> held_since;  // the day number that the oldest of it says
  std::uint64_t members = 0;               // things about members and devices that do not fit

  // Whether what is wrong with what is worked out from operations can be put right from them.
  bool CanBePutRight() const { return rebuilt.whole() && lost_heads == 0; }
  // How many records of that are wrong.
  std::uint64_t wrong() const {
    return folded.size() + rebuilt.seen.size() + heads.size() + (clock ? 1 : 0) + astray.size();
  }
};

// Errors: Cancelled; those of `bytes`; DataLoss where a list of places cannot be read.
absl::StatusOr<SpaceCheck> CheckSpace(const ByteReader& bytes, const Space& space,
                                      const LedgerParts& parts, absl::FunctionRef<bool()> go_on);

// Writes what is worked out from operations as it has to be; nothing else. Returns how many records
// that are. REQUIRES: CanBePutRight(), and nothing was written since the check.
std::uint64_t PutRight(const SpaceCheck& check, const Space& space, Transaction& transaction);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/same_state.h"

#include <cstdint>
#include <optional>

#include "absl/strings/str_cat.h"
#include "core/crypto/bytes.h"
#include "core/crypto/domains.h"

namespace twofold {

Digest32 HashOfState(const SpaceId& space, std::span<const OperationId> operations) {
  std::string ids;
  ids.reserve(operations.size() * OperationId::kSize);
  for (const OperationId& id : operations) absl::StrAppend(&ids, id.bytes());
  return Blake2b(domains::kSameState, {space.bytes(), ids});
}

std::string SameStateNumber(const Digest32& state) {
  for (std::uint32_t round = 0;; ++round) {
    const std::optional<std::string> digits =
        SixDigits(Blake2b(domains::kSameStateNumber, {state.bytes(), LittleEndian(round, 4)}));
    if (digits) return *digits;
  }
}

}  // namespace twofold

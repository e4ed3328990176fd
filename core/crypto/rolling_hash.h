// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The fingerprint of a mailbox's history. A device computes it as it reads and compares it with
// what the relay says: another value means another history (wiped, rolled back, or forked).
#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"

namespace twofold {

// All zero before the first entry.
using RollingHash = FixedId<struct RollingHashTag, 32>;

// Returns the fingerprint after one more entry: BLAKE2b-256 over
//   "twofold relay v1 entry" before LE64(sequence) slot message_id LE32(length of body) body
RollingHash NextRollingHash(const RollingHash& before, std::uint64_t sequence, const SlotId& slot,
                            const MessageId& message, absl::string_view body);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/rolling_hash.h"

#include "absl/strings/str_cat.h"
#include "core/crypto/bytes.h"
#include "core/crypto/digest.h"
#include "core/crypto/domains.h"

namespace twofold {

RollingHash NextRollingHash(const RollingHash& before, std::uint64_t sequence, const SlotId& slot,
                            const MessageId& message, absl::string_view body) {
  const std::string entry =
      absl::StrCat(domains::kRelayEntry, before.bytes(), LittleEndian(sequence, 8), slot.bytes(),
                   message.bytes(), LittleEndian(body.size(), 4), body);
  return RollingHash::Prefix(PlainBlake2b(entry).bytes());
}

}  // namespace twofold

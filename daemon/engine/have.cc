// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/have.h"

namespace twofold {

std::uint64_t Lacking(const Have& here, const Have& there) {
  std::uint64_t lacking = 0;
  for (const auto& [chain, theirs] : there) {
    const auto own = here.find(chain);
    const ChainHave ours = own == here.end() ? ChainHave() : own->second;
    if (ours.sequence < theirs.sequence) {
      lacking += theirs.sequence - ours.sequence;
    } else if (ours.sequence == theirs.sequence && theirs.digest != 0 &&
               ours.digest != theirs.digest) {
      ++lacking;
    }
  }
  return lacking;
}

}  // namespace twofold

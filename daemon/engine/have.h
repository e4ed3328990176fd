// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>

#include "core/base/ids.h"

namespace twofold {

// What is here of a chain, without gaps.
struct ChainHave {
  std::uint64_t sequence = 0;
  // Over all operations of the chain that are here, several at one sequence where it was forked;
  // 0 when it is not known. sync/v1 ChainHead has the rule.
  std::uint64_t digest = 0;
  bool operator==(const ChainHave&) const = default;
};
using Have = std::map<ChainId, ChainHave>;

// How many operations, at least, somebody with `there` has that somebody with `here` lacks.
std::uint64_t Lacking(const Have& here, const Have& there);

}  // namespace twofold

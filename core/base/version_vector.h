// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Who had seen what: for each chain of operations, how far. Pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>

#include "core/base/ids.h"

namespace twofold {

// For each chain, the newest sequence seen; a chain that is absent stands at 0.
using VersionVector = std::map<ChainId, std::uint64_t>;

// Whether the operation (chain, sequence) is in the past that `past` describes.
inline bool Covers(const VersionVector& past, const ChainId& chain, std::uint64_t sequence) {
  const auto it = past.find(chain);
  return it != past.end() && it->second >= sequence;
}

// Raises `into` to everything that `from` has seen.
inline void Merge(VersionVector& into, const VersionVector& from) {
  for (const auto& [chain, sequence] : from) into[chain] = std::max(into[chain], sequence);
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Where an operation stands among the others. Pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/base/version_vector.h"

namespace twofold {

// Its own place and what it had seen, itself included.
struct Place {
  OperationId id;
  ChainId chain;
  std::uint64_t sequence = 0;
  std::uint64_t stamp = 0;
  VersionVector seen;
  bool operator==(const Place&) const = default;
};

// Whether `later` was made with `earlier` in view. An operation has seen itself.
inline bool HadSeen(const Place& later, const Place& earlier) {
  return Covers(later.seen, earlier.chain, earlier.sequence);
}

// Keeps events sorted by operation id; one that is there already changes nothing.
template <class Event>
void InsertById(std::vector<Event>& events, Event event) {
  const auto at =
      std::lower_bound(events.begin(), events.end(), event,
                       [](const Event& a, const Event& b) { return a.place.id < b.place.id; });
  if (at != events.end() && at->place.id == event.place.id) return;
  events.insert(at, std::move(event));
}

}  // namespace twofold

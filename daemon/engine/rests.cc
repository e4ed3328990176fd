// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/rests.h"

#include <algorithm>
#include <tuple>

#include "core/base/status_macros.h"

namespace twofold {
namespace {

bool Precedes(const Rests::Stored& a, const Rests::Stored& b) {
  return std::tie(a.second.goal, a.first) < std::tie(b.second.goal, b.first);
}

}  // namespace

absl::StatusOr<Rests> Rests::Load(const StoreView& view, const SpaceId& me) {
  Rests rests;
  TF_ASSIGN_OR_RETURN(rests.rests_, view.ListRests(me));
  std::sort(rests.rests_.begin(), rests.rests_.end(), Precedes);
  return rests;
}

void Rests::Set(const EntityId& id, const Rest& rest) {
  std::erase_if(rests_, [&](const Stored& each) { return each.first == id; });
  if (rest.removed) return;
  const Stored stored{id, rest};
  rests_.insert(std::upper_bound(rests_.begin(), rests_.end(), stored, Precedes), stored);
}

std::span<const Rests::Stored> Rests::Of(const EntityId& goal) const {
  const auto first = std::partition_point(
      rests_.begin(), rests_.end(), [&](const Stored& each) { return each.second.goal < goal; });
  const auto last = std::partition_point(
      first, rests_.end(), [&](const Stored& each) { return each.second.goal == goal; });
  return {first, last};
}

std::optional<Rest> Rests::Longest(const EntityId& goal, std::int32_t day) const {
  std::optional<Rest> longest;
  const auto look = [&](std::span<const Stored> rests) {
    for (const auto& [id, rest] : rests) {
      if (!Covers(rest, goal, day)) continue;
      if (!longest || LastDay(rest) > LastDay(*longest)) longest = rest;
    }
  };
  look(Of(EntityId()));
  if (!goal.empty()) look(Of(goal));
  return longest;
}

}  // namespace twofold

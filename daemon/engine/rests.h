// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The rests of the own side, by what they cover: an index over the store, so that the years gone by
// are not read whenever somebody looks at a day.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/store/store.h"

namespace twofold {

// A plain value; copy it to change it.
class Rests {
 public:
  using Stored = std::pair<EntityId, Rest>;  // with its id

  static absl::StatusOr<Rests> Load(const StoreView& view, const SpaceId& me);

  // Takes a rest as it stands now; one that was taken back is left out.
  void Set(const EntityId& id, const Rest& rest);

  // Those of everything first, then each goal's side by side.
  const std::vector<Stored>& all() const { return rests_; }
  // A goal's own; of an empty id those of everything.
  std::span<const Stored> Of(const EntityId& goal) const;
  // Of several rests that cover the goal on a day, the one that lasts longest; nothing when none
  // does.
  std::optional<Rest> Longest(const EntityId& goal, std::int32_t day) const;

 private:
  std::vector<Stored> rests_;  // rising by goal and id
};

}  // namespace twofold

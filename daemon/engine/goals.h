// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The goals of the own side, read once: an index over the store, because nearly every call looks at
// all of them, and their versions only become more.
#pragma once

#include <map>
#include <memory>

#include "absl/status/statusor.h"
#include "storage/store/store.h"

namespace twofold {

// A plain value; copy it to change it. Copies share the goals.
class Goals {
 public:
  static absl::StatusOr<Goals> Load(const StoreView& view, const SpaceId& me);

  // Takes a goal as it stands now.
  void Set(Goal goal);

  // Also those that were removed; nothing when there never was one.
  const Goal* Find(const EntityId& goal) const;
  const std::map<EntityId, std::shared_ptr<const Goal>>& all() const { return goals_; }

 private:
  std::map<EntityId, std::shared_ptr<const Goal>> goals_;
};

}  // namespace twofold

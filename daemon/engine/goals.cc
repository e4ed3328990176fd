// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/goals.h"

#include <utility>

#include "core/base/status_macros.h"

namespace twofold {

absl::StatusOr<Goals> Goals::Load(const StoreView& view, const SpaceId& me) {
  Goals goals;
  TF_ASSIGN_OR_RETURN(std::vector<Goal> all, view.ListGoals(me));
  for (Goal& goal : all) goals.Set(std::move(goal));
  return goals;
}

void Goals::Set(Goal goal) {
  const EntityId id = goal.id;
  goals_[id] = std::make_shared<const Goal>(std::move(goal));
}

const Goal* Goals::Find(const EntityId& goal) const {
  const auto it = goals_.find(goal);
  return it == goals_.end() ? nullptr : it->second.get();
}

}  // namespace twofold

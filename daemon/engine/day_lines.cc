// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/day_lines.h"

#include <algorithm>
#include <utility>

namespace twofold {

std::optional<DayLineView> DayLines::Find(const EntityRef& goal, const Basis& basis) const {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto line = lines_.find(goal);
  if (line == lines_.end()) return std::nullopt;
  const Basis& from = line->second.basis;
  if (from.day != basis.day || from.rests != basis.rests) return std::nullopt;
  const auto touched = touched_.find(goal.entity);
  const bool holds =
      touched == touched_.end() || touched->second <= std::min(from.commit, basis.commit);
  if (!holds) return std::nullopt;
  return line->second.view;
}

void DayLines::Keep(const EntityRef& goal, const Basis& basis, DayLineView line) {
  line.goal = GoalView();
  std::lock_guard<std::mutex> lock(mutex_);
  lines_[goal] = {basis, std::move(line)};
}

void DayLines::Touch(const std::set<EntityId>& goals, std::uint64_t commit) {
  std::lock_guard<std::mutex> lock(mutex_);
  for (const EntityId& goal : goals) touched_[goal] = commit;
}

void DayLines::Clear() {
  std::lock_guard<std::mutex> lock(mutex_);
  lines_.clear();
  touched_.clear();
}

}  // namespace twofold

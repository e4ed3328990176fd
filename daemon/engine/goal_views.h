// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Reads that the engines share: goals of both sides as one kind of view.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

// Own goals first, then shared ones, each in the order they began; removed ones left out.
absl::StatusOr<std::vector<GoalView>> ListGoalViews(const StoreView& view,
                                                    const LedgerState& state);

// NotFound, reason "no_such_goal", when the reference is a proposal that never was agreed.
absl::StatusOr<GoalView> ViewGoal(const StoreView& view, const LedgerState& state,
                                  const EntityRef& ref);

// A shared goal as its subject makes it; nothing when no version ever was in force.
std::optional<GoalView> ViewSharedGoal(const LedgerState& state, const Space& space,
                                       const Subject& subject);

absl::StatusOr<DayLineView> ViewDay(const StoreView& view, const GoalView& goal,
                                    absl::CivilDay day);

// The other person of a shared space.
const Member* Partner(const LedgerState& state, const Space& us);

}  // namespace twofold

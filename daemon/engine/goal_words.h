// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// From what a person typed about an own goal to what is written. Writes nothing.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "daemon/engine/goal_engine.h"

namespace twofold {

struct PlannedGoal {
  GoalSetPayload set;
  GoalTerms terms;
  std::vector<StepWrite> steps;
};
// Errors as GoalEngine::Add.
absl::StatusOr<PlannedGoal> PlanGoal(const Change& change, const NewGoal& goal);

// What differs from how the goal stands; nothing of it is set when nothing does. Errors as
// GoalEngine::Edit.
absl::StatusOr<GoalSetPayload> PlanEdit(const Change& change, const GoalView& goal,
                                        const BesideWords& beside);

struct PlannedVersion {
  std::int32_t from = 0;
  GoalTerms before;
  GoalTerms terms;
  std::string learned;
};
// Errors as GoalEngine::Revise.
absl::StatusOr<PlannedVersion> PlanVersion(const Change& change, const GoalView& goal,
                                           const TermsWords& words, absl::string_view from,
                                           absl::string_view learned);

}  // namespace twofold

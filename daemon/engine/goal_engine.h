// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals of the person's own side. Nothing here can make a goal shared.
#pragma once

#include <string>
#include <vector>

#include "core/schedule/schedule.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

struct NewGoal {
  absl::string_view title;
  ScheduleWords schedule;
  absl::string_view unit;    // empty: yes or no
  absl::string_view handle;  // empty: made from the title
};

enum class GoalFilter { kActive, kAll };

// Every call: FailedPrecondition "not_started" before start. Thread-safe.
class GoalEngine {
 public:
  explicit GoalEngine(Ledger& ledger) : ledger_(ledger) {}

  // Adds a goal, private, durable when this returns. InvalidArgument as ValidateTitle,
  // ValidateUnit, ParseSchedule, ValidateHandle; AlreadyExists "handle_taken";
  // ResourceExhausted "too_many_goals".
  absl::StatusOr<GoalView> Add(const RequestId& request, const NewGoal& goal);
  absl::StatusOr<std::vector<GoalView>> List(GoalFilter filter) const;
  // FailedPrecondition "already_archived", "goal_is_shared"; NotFound.
  absl::StatusOr<GoalView> Archive(const RequestId& request, absl::string_view handle);

 private:
  Ledger& ledger_;
};

// Builds terms from what a person typed, starting from every day.
absl::StatusOr<GoalTerms> TermsFrom(const ScheduleWords& words, absl::string_view unit);

}  // namespace twofold

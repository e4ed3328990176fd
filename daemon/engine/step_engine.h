// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The steps of own milestones.
#pragma once

#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

struct StepChange {
  GoalView goal;
  StepView step;  // as it is now; as it was, when it was removed
};

// Every call: FailedPrecondition "not_started", "goal_is_shared", "not_a_milestone"; NotFound for a
// goal or, "no_such_step", a number that is none. Durable when it returns. Thread-safe.
class StepEngine {
 public:
  explicit StepEngine(Ledger& ledger) : ledger_(ledger) {}

  // InvalidArgument as ValidateStepTitle; ResourceExhausted "too_many_steps".
  absl::StatusOr<StepChange> Add(const RequestId& request, absl::string_view goal,
                                 absl::string_view title);
  // Done on a day up to today. InvalidArgument as ParsePastDay. Ticking twice changes nothing.
  absl::StatusOr<StepChange> Tick(const RequestId& request, absl::string_view goal,
                                  std::uint32_t number, absl::string_view on);
  absl::StatusOr<StepChange> Untick(const RequestId& request, absl::string_view goal,
                                    std::uint32_t number);
  absl::StatusOr<StepChange> Remove(const RequestId& request, absl::string_view goal,
                                    std::uint32_t number);

 private:
  template <class Plan>
  absl::StatusOr<StepChange> Write(const RequestId& request, absl::string_view goal, Plan plan);

  Ledger& ledger_;
};

}  // namespace twofold

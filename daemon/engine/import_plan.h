// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// From what stands in a file, and what is here, to what is to be written. Writes nothing.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "daemon/engine/import_engine.h"

namespace twofold {

// Days that were written at one place.
struct PlannedDays {
  WrittenAt written;
  std::vector<DayWrite> days;  // strictly rising
};

// What is to be written of one goal; of a goal that stays as it is, nothing.
struct PlannedImportGoal {
  EntityId id;  // none: a fresh one is to be made
  GoalSetPayload set;
  std::vector<StepWrite> steps;
  std::vector<GoalVersionPayload> versions;
  std::vector<PlannedDays> days;
  std::vector<EaseSetPayload> ease;
  std::vector<Rest> rests;  // their goal is this one
  ImportedGoalView view;
};

struct PlannedImport {
  std::vector<PlannedImportGoal> goals;  // one for each of the file, in order
  std::vector<Rest> rests;               // of everything
  std::uint32_t touched = 0;             // goals that are new or changed
  bool empty() const { return touched == 0 && rests.empty(); }
};

// REQUIRES: a file that TidyAndCheck found good, and state.me. Errors as ImportEngine::Import.
absl::StatusOr<PlannedImport> PlanImport(const StoreView& view, const LedgerState& state,
                                         absl::CivilDay today, ImportedFile file);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Everything of the person, to be taken along.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/portable_goal.h"

namespace twofold {

struct TakenAlong {
  std::vector<PortableGoal> goals;   // the own side, in the person's order
  std::vector<Rest> rests;           // of everything, by first day
  std::vector<PortableGoal> shared;  // also of left spaces, with both persons' days
  bool incomplete = false;           // something of a later version could not be read
};

// Thread-safe.
class ExportEngine {
 public:
  explicit ExportEngine(const Ledger& ledger) : ledger_(ledger) {}

  // The goals that `handles` name, whatever became of them; without any all that fit the scope, and
  // the rests of everything. The same store gives the same values in the same order. What the
  // person keeps beside a shared goal for themself is in it; nothing else of another person is that
  // they did not share. FailedPrecondition "not_started"; NotFound, InvalidArgument as Names::Find.
  absl::StatusOr<TakenAlong> Export(GoalScope scope,
                                    const std::vector<absl::string_view>& handles) const;

 private:
  const Ledger& ledger_;
};

}  // namespace twofold

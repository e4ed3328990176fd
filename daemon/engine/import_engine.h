// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Taking in what a reader made of a file: all of it or nothing, and everything private. Nothing
// here can write into a shared space.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/portable_goal.h"

namespace twofold {

// The format of our own export.
inline constexpr absl::string_view kOwnFormat = "twofold";

struct ImportedFile {
  std::string format;
  std::vector<PortableGoal> goals;  // in the order that new ones get
  std::vector<Rest> rests;          // of everything
};

enum class ImportMode { kDryRun, kApply };
// Left out is what is shared: that begins with two yeses.
enum class ImportedAs { kNew, kChanged, kSame, kLeftOut };

// What became of one goal of the file, or would.
struct ImportedGoalView {
  std::string handle;  // empty when it is left out
  std::string title;   // as it is called here
  ImportedAs as = ImportedAs::kSame;
  // Days that the file says something of, and of those: blank here before, written over, the same.
  std::uint32_t days = 0, added = 0, changed = 0, same = 0;
  std::optional<std::int32_t> first_day, last_day;  // of those days
  std::optional<GoalTerms> terms;                   // in force here today; none when left out
};

struct ImportView {
  std::vector<ImportedGoalView> goals;  // one for each of the file, in order
  std::uint32_t rests = 0;              // of everything, new here
  bool changes = false;
};

// Thread-safe.
class ImportEngine {
 public:
  explicit ImportEngine(Ledger& ledger) : ledger_(ledger) {}

  // Takes the file in as one act, durable when this returns; with kDryRun only says what would be.
  //
  // A goal is found again by its id (our own format alone) or its source; else it is new, behind
  // all others, under its own id and handle where those are free. Of a goal that is here already
  // days, ease and rests are brought up to date, with our own format also what stands about it, its
  // steps and versions. What the file has another value for is changed to that; what it leaves
  // empty takes nothing away. A rest that begins like one that is here is left as it is here.
  //
  // A repeated request writes nothing and says how the file compares now. FailedPrecondition
  // "not_started". What is not allowed refuses the whole file, and the sentence names the goal by
  // its number in it: InvalidArgument as the Validate functions of core/goals/goal.h, "goal_twice",
  // "source_missing", "source_not_text", "version_missing", "version_not_understood", "day_twice",
  // "day_not_understood", "mark_not_understood", "reason_without_skip", "amount_out_of_range",
  // "answer_not_of_this_kind", "zone_not_understood", "ease_not_understood", "step_not_understood",
  // "span_not_understood"; ResourceExhausted "too_many_goals", "too_many_versions",
  // "too_many_steps", "too_many_tags", "too_many_days", "too_many_rests".
  absl::StatusOr<ImportView> Import(const RequestId& request, ImportMode mode,
                                    ImportedFile file) const;

 private:
  Ledger& ledger_;
};

// The refusal said of a goal by its number in the file, from 1.
absl::Status OfGoal(std::size_t number, const absl::Status& refusal);

}  // namespace twofold

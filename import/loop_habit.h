// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A habit of Loop Habit Tracker as both of its files give it, and what becomes of it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/progress/loop_score.h"
#include "import/draft.h"

namespace twofold::importing {

// Loop's numbers for a day. In a number habit every value but -1 and 3 is a quantity in
// thousandths.
inline constexpr std::int64_t kLoopUnknown = -1;
inline constexpr std::int64_t kLoopNo = 0;
inline constexpr std::int64_t kLoopYesAuto = 1;
inline constexpr std::int64_t kLoopYes = 2;
inline constexpr std::int64_t kLoopSkip = 3;

struct LoopRow {
  std::int32_t day = 0;
  std::int64_t value = kLoopUnknown;
  std::string note;
};

struct LoopFileHabit {
  std::string key;
  std::string name, question, description, unit;
  std::int64_t times = 1;  // frequency: `times` in `days`
  std::int64_t days = 1;
  bool numeric = false;
  bool at_most = false;
  std::optional<Amount> target;  // of a number habit, when the file says it
  double target_value = 0;       // the same for the score
  bool archived = false;
  std::optional<int> at_minute;
  bool some_weekdays = false;  // the reminder
  // A zero may be a day that was never touched.
  bool zero_is_unknown = false;
  std::vector<LoopRow> rows;  // in the order of the file
};

// Scores that the file itself holds: four digits of each day, such as "0.2557".
struct LoopFileScore {
  std::int32_t day = 0;
  std::string digits;
};

// What is scored in all, so that a file of many empty centuries ends.
struct ScoreBudget {
  std::int64_t days = 0;
};

// Adds the habit to the file, in the order of the calls. ResourceExhausted: "import_too_large".
absl::StatusOr<GoalDraft*> AddLoopHabit(FileDraft& file, const LoopFileHabit& habit);

// Computes Loop's score on `last` from the rows, and compares it with the file's own where there
// are any. Without rows and scores there is nothing to check.
void CheckLoopScore(GoalDraft& goal, const LoopFileHabit& habit,
                    const std::vector<LoopFileScore>& scores, std::int32_t last,
                    ScoreBudget& budget);

}  // namespace twofold::importing

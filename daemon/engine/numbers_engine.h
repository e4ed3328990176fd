// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Looking back: for the person's own eyes, computed when asked for, never stored, never sent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/progress/numbers.h"
#include "daemon/engine/goal_filter.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

// One judged day with what was said about it.
struct DayView {
  JudgedDay judged;
  DayMark own;
  std::string note;
};

struct GoalNumbers {
  DayLineView today;
  Kept kept;
  TypicalWeek typical;
  std::vector<EaseAnswer> ease;  // rising
  Returns returns;
  std::optional<int> days_on_end;  // only where it was switched on
  std::int32_t first = 0, last = 0;
  std::vector<DayView> days;  // [first, last] without days that are not due and blank
  int did = 0, stayed = 0, stepped_back = 0;  // of an edge, in those days
};

enum class Stretch { kWeek, kMonth, kYear };

struct GoalBack {
  GoalView goal;
  std::vector<DayView> days;
  Kept kept;
  std::int64_t amount_micros = 0;
  std::vector<Glyph> bars;  // of a month by week, of a year by month
};

struct LookBackView {
  std::int32_t first = 0, last = 0;
  std::vector<GoalBack> goals;
  int marks_me = 0, marks_us = 0;  // days practised, all goals of a side together
};

// Every call: FailedPrecondition "not_started". Thread-safe.
class NumbersEngine {
 public:
  explicit NumbersEngine(Ledger& ledger) : ledger_(ledger) {}

  // `weeks` (0: 12) is how far Kept and the days look back. NotFound; InvalidArgument
  // "too_many_weeks".
  absl::StatusOr<GoalNumbers> Show(absl::string_view handle, std::uint32_t weeks) const;
  // The seven days up to a day, or the month or year that holds it, up to today; active goals, and
  // archived ones that were practised then. InvalidArgument as ParsePastDay.
  absl::StatusOr<LookBackView> LookBack(Stretch stretch, absl::string_view on,
                                        const GoalFilter& filter) const;

 private:
  Ledger& ledger_;
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How one goal stands on one day: what `today` shows. Pure.
#pragma once

#include <cstdint>
#include <span>

#include "absl/time/civil_time.h"
#include "core/goals/goal.h"

namespace twofold {

// One person's entry of one day.
struct DatedEntry {
  std::int32_t day = 0;
  DayEntry entry;
};

// A reader of `today` meets these four; a finished day has six states, which other functions judge.
enum class LineState {
  kDone,    // practised on the day, or as often as the week asks for
  kPart,    // some of the week's times, not on this day
  kOpen,    // due and blank
  kNotDue,  // another day's
};

struct LineProgress {
  LineState state = LineState::kOpen;
  std::int64_t amount_micros = 0;  // on the day, all persons together
  int week_done = 0;               // days of the week practised; with times-per-week only, else 0
  int week_due = 0;
};

// `week` holds all persons' entries of the goal for the week of `day`, in any order; entries
// outside that week are left out of account. A day counts once, whoever practised.
LineProgress Progress(const GoalTerms& terms, absl::CivilDay day, std::span<const DatedEntry> week);

}  // namespace twofold

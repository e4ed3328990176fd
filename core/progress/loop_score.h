// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The score of Loop Habit Tracker, for import reports alone: whoever comes from there sees that
// the history arrived intact. Formula: S <- S*m + c*(1-m) per day, m = 0.5^(sqrt(f)/13), f = times
// per day; a skipped day leaves S as it is. S begins with 0, for "at most" with 1. c of a yes/no
// habit: the yeses of the last `days` days by `times`, at most 1; below daily over twice the
// window, against twice the times. What Loop fills in by itself does not enter. c of a number, with
// its sum over the last `days` days: at least: sum by target, at most 1; at most: 1 within the
// target, falling to 0 at twice of it. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace twofold {

// A habit as Loop has it.
struct LoopHabit {
  bool numeric = false;
  int times = 1;  // frequency: `times` in `days`
  int days = 1;
  bool at_most = false;
  double target = 0;  // of a numeric habit
};

// Loop's stored values: yes/no -1 unknown, 0 no, 2 yes, 3 skip; numbers are thousandths, with 3
// still a skip and -1 unknown.
struct LoopDay {
  std::int32_t day = 0;
  std::int64_t value = -1;
};

struct LoopScore {
  std::int32_t day = 0;
  double score = 0;
};

// Returns the score of every day from the first record to `last`, rising; nothing without records,
// or when times or days is under 1. `days` in any order, each day once.
std::vector<LoopScore> LoopScores(const LoopHabit& habit, std::span<const LoopDay> days,
                                  std::int32_t last);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What one day still asks for: the count of its week, month or run, and the next chance. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "core/progress/course.h"

namespace twofold {

// Of goals that count in weeks, months or runs.
struct Count {
  int done = 0;       // kept days; of a weekly or monthly target 1 when it holds
  int due = 0;        // 0: the whole period is excused, or lies outside the goal's span
  bool asks = false;  // not as often as asked yet, or still within the limit
  std::int64_t amount_micros = 0;  // of weekly and monthly targets: so far, and what is asked for
  std::int64_t asked_micros = 0;
};
// The count in the period that holds `day`: all its days up to today. A week or month is counted
// whole, under the terms in force on `day`, though it is judged in parts where the goal began or
// changed within; of times-in-days the last so many days up to `day`. Nothing for other shapes.
// REQUIRES: laid out from ReadFrom(day) on, to the period's end or today.
std::optional<Count> CountOn(const Course& course, std::int32_t day);

// Of Spacing: the first day on which practice is asked for, and the last one; that is known today
// alone, and not while a rest has no end.
struct Window {
  std::int32_t from = 0;
  std::optional<std::int32_t> by;
};
// Nothing for other shapes and outside the goal's span. A day that was kept opens the next one.
std::optional<Window> WindowOn(const Course& course, std::int32_t day);

// The day on which the milestone in force on `day` was reached by then.
std::optional<std::int32_t> ReachedBy(const Course& course, std::int32_t day);

// Whether today is due and nothing is decided about it yet. REQUIRES: laid out up to today.
bool IsOpenToday(const Course& course);

}  // namespace twofold

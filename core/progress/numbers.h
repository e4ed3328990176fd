// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The four numbers that a person sees, each with its counts; nothing else is ever computed about
// a person. Pure. All depend on the set of records alone, never on the order they were made in.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/progress/judge.h"

namespace twofold {

inline constexpr int kWindowDays = 12 * 7;   // Kept looks back so far unless told otherwise
inline constexpr int kReturnsDays = 52 * 7;  // Returns
inline constexpr int kFewOpportunities = 5;  // under this only counts are shown

// Kept k of k+m, and when nothing was said about u: between k/(k+m+u) and (k+u)/(k+m+u). Summed
// over Opportunities of [first, last], so a week that asks for three counts three.
struct Kept {
  int kept = 0;
  int missed = 0;
  int unanswered = 0;
  int excused = 0;  // opportunities skipped, paused; a whole week, month or run counts once
  int open = 0;
  int counted() const { return kept + missed + unanswered; }
  bool few() const { return counted() < kFewOpportunities; }
  bool operator==(const Kept&) const = default;
};
Kept KeptIn(const GoalHistory& history, std::int32_t first, std::int32_t last);

// One week, or one month of a monthly goal, or one run of a times-in-days goal.
struct Glyph {
  std::int32_t first = 0;
  std::int32_t last = 0;
  int done = 0;       // kept days, also such that were not due; of a period target 1 when it holds;
                      // of Spacing the chances kept
  int due = 0;        // after excused days; of the period under way the whole of it
  double ratio = 0;   // min(1, done/due); of a weekly or monthly amount min(1, amount/asked);
                      // at-most: 1 within the limit, else max(0, 1-excess/limit), of daily limits
                      // the mean over the due days. A limit about which nothing was said: 0
  bool open = false;  // the period under way; does not count
};

enum class Unit { kWeek, kMonth, kRun };

// The ratios of the counted periods; the median of the last six, from the third counted one on.
// Periods that are wholly excused, or in which nothing is due, do not count. Each is judged by the
// versions of its days; those of versions that count in another unit are left out. Shapes that name
// days of the month, and monthly amounts, count in months; times-in-days in runs; all others,
// Spacing too, in weeks.
struct TypicalWeek {
  Unit unit = Unit::kWeek;
  int run_days = 7;  // with kRun
  // The last six counted ones, oldest first, fewer in the beginning; behind them the period under
  // way, when anything is due in it.
  std::vector<Glyph> glyphs;
  std::optional<double> median;  // from the third counted one on
  int of = 0;                    // what a full period asks for, at most, by the version in force
  int typically = 0;             // median * of, rounded to the nearest; with `median` alone
};
// REQUIRES: the history holds records from TypicalFrom(history) on.
TypicalWeek Typical(const GoalHistory& history);
// Where looking back ends: 26 periods before today.
std::int32_t TypicalFrom(const std::vector<VersionSpan>& versions, std::int32_t today);

// How often practice resumed after a gap of at least two due opportunities, and how long such gaps
// typically were, in days. For counting shapes an opportunity is a period's days divided by its
// times, rounded up; for Spacing its at-least-every. Excused days are not part of a gap, nor are
// days outside the goal's life. Any amount is practice, but for a daily limit only a day that keeps
// it. Practice before `first` is not known.
struct Returns {
  int count = 0;
  std::optional<int> median_gap_days;
  bool operator==(const Returns&) const = default;
};
Returns ReturnsIn(const GoalHistory& history, std::int32_t first, std::int32_t last);

// How much it happens by itself, 1 to 5, as answered.
struct EaseAnswer {
  std::int32_t day = 0;
  int ease = 0;
};
inline constexpr int kEaseDays = 14;  // between two questions
// Whether it is time to ask again: kEaseDays after the day of the last answer, or after `since`
// where there is none.
bool EaseIsDue(std::optional<std::int32_t> answered, std::int32_t since, std::int32_t today);

// The days on end that were kept, excused and not due ones passed over, up to today (an open today
// does not end it). Ended by the last opportunity that is over and not used in full: a day, or a
// whole week, month or run of goals that count in those. 0 for kinds that are not judged. For
// whoever switched it on; never shared. Looks back no further than `first`.
int StreakAt(const GoalHistory& history, std::int32_t first);

}  // namespace twofold

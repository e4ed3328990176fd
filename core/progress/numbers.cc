// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/numbers.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "core/progress/chances.h"
#include "core/progress/median.h"

namespace twofold {
namespace {

// One opportunity, in parts fine enough for a day of the longest one.
constexpr std::int64_t kWhole = std::int64_t{1} << 40;

// Days by which one opportunity of a counting goal passes.
int DaysEach(const GoalTerms& terms, std::int32_t day) {
  if (const auto* spacing = std::get_if<Spacing>(&terms.schedule.shape)) {
    return spacing->at_least_every;
  }
  const std::optional<Quota> period = PeriodAt(terms, day);
  if (!period) return 1;
  return static_cast<int>((period->run.days() + period->times - 1) / period->times);
}

// How much of an opportunity passes with a day on which nothing was practised.
std::int64_t Passes(const GoalTerms& terms, const DayFacts& facts, std::int32_t day) {
  if (facts.due) return kWhole;
  const bool counts =
      IsJudged(terms.kind) && facts.asked && (IsPeriodTarget(terms) || IsCounting(terms.schedule));
  if (!counts) return 0;
  const int days = DaysEach(terms, day);
  return (kWhole + days - 1) / days;
}

}  // namespace

Kept KeptIn(const GoalHistory& history, std::int32_t first, std::int32_t last) {
  Kept kept;
  for (const Opportunity& one : Opportunities(history, first, last)) {
    kept.kept += one.kept;
    kept.missed += one.missed;
    kept.unanswered += one.unanswered;
    kept.excused += one.excused ? 1 : 0;
    kept.open += one.open;
  }
  return kept;
}

Returns ReturnsIn(const GoalHistory& history, std::int32_t first, std::int32_t last) {
  const Course course(history, first, last);
  Returns returns;
  std::vector<int> gaps;
  bool practised_before = false;
  std::int64_t passed = 0;
  int gap_days = 0;
  for (std::int32_t day = course.first(); day <= course.last(); ++day) {
    const DayFacts& facts = course.On(day);
    const GoalTerms& terms = *course.StretchOn(day).terms;
    if (!IsJudged(terms.kind)) continue;
    const bool practised =
        IsDailyLimit(terms) ? facts.standing == Standing::kKept : facts.practised;
    if (practised) {
      if (practised_before && passed >= 2 * kWhole) gaps.push_back(gap_days);
      practised_before = true;
      passed = 0;
      gap_days = 0;
    } else if (facts.asked && !facts.excused()) {
      passed = std::min(passed + Passes(terms, facts, day), 2 * kWhole);
      ++gap_days;
    }
  }
  returns.count = static_cast<int>(gaps.size());
  if (!gaps.empty()) returns.median_gap_days = static_cast<int>(std::floor(Median(gaps) + 0.5));
  return returns;
}

bool EaseIsDue(std::optional<std::int32_t> answered, std::int32_t since, std::int32_t today) {
  return std::int64_t{today} - answered.value_or(since) >= kEaseDays;
}

int StreakAt(const GoalHistory& history, std::int32_t first) {
  if (!IsJudged(TermsOn(history, history.today).kind)) return 0;
  const Course course(history, ReadFrom(history.versions, first), history.today);
  std::int32_t from = first;
  for (const Chance& chance : Chances(course, first, history.today)) {
    if (chance.is.missed + chance.is.unanswered > 0) from = std::max(from, chance.is.last + 1);
  }
  int days = 0;
  for (std::int32_t day = from; day <= course.last(); ++day) {
    days += course.On(day).standing == Standing::kKept ? 1 : 0;
  }
  return days;
}

}  // namespace twofold

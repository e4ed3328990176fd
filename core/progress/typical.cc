// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <variant>

#include "core/progress/chances.h"
#include "core/progress/median.h"
#include "core/progress/numbers.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

constexpr int kPeriodsBack = 26;
constexpr std::size_t kGlyphs = 6;
constexpr std::size_t kLeastForMedian = 3;

template <class Shape>
bool Is(const GoalTerms& terms) {
  return std::holds_alternative<Shape>(terms.schedule.shape);
}

Unit UnitOf(const GoalTerms& terms) {
  if (IsPeriodTarget(terms)) {
    return terms.target->period == Period::kWeek ? Unit::kWeek : Unit::kMonth;
  }
  if (Is<TimesInDays>(terms)) return Unit::kRun;
  const bool by_month = Is<TimesPerMonth>(terms) || Is<DaysOfMonth>(terms) || Is<NthWeekday>(terms);
  return by_month ? Unit::kMonth : Unit::kWeek;
}

struct Days {
  std::int32_t first = 0;
  std::int32_t last = 0;
};

// The week, month or run that holds the day.
Days PeriodOf(const GoalTerms& terms, std::int32_t day) {
  const absl::CivilDay civil = DayFromNumber(day);
  DaySpan span{civil, civil};
  switch (UnitOf(terms)) {
    case Unit::kWeek:
      span = WeekOf(civil, terms.schedule.week_start);
      break;
    case Unit::kMonth:
      span = MonthOf(civil);
      break;
    case Unit::kRun:
      if (const std::optional<Quota> quota = QuotaAt(terms.schedule, civil)) span = quota->run;
      break;
  }
  return {DayNumber(span.first), DayNumber(span.last)};
}

// What a full period asks for, at most.
int AsksFor(const GoalTerms& terms) {
  if (IsPeriodTarget(terms)) return 1;
  const auto per_week = [](int days) { return (7 + days - 1) / days; };
  const ScheduleShape& shape = terms.schedule.shape;
  if (const auto* days = std::get_if<Weekdays>(&shape)) return std::popcount(days->mask);
  if (const auto* weeks = std::get_if<EveryNWeeks>(&shape)) return std::popcount(weeks->mask);
  if (const auto* month = std::get_if<DaysOfMonth>(&shape)) return std::popcount(month->mask);
  if (const auto* every = std::get_if<EveryNDays>(&shape)) return per_week(every->days);
  if (const auto* spacing = std::get_if<Spacing>(&shape)) return per_week(spacing->at_least_every);
  if (const auto* week = std::get_if<TimesPerWeek>(&shape)) return week->times;
  if (const auto* month = std::get_if<TimesPerMonth>(&shape)) return month->times;
  if (const auto* run = std::get_if<TimesInDays>(&shape)) return run->times;
  return Is<NthWeekday>(terms) ? 1 : 7;
}

struct Drawn {
  Glyph glyph;
  double points = 0;
};

// One for each period in which anything is due, oldest first.
std::vector<Drawn> Draw(const Course& course, Unit unit, std::int32_t first) {
  const std::int32_t today = course.history().today;
  std::vector<Drawn> drawn;
  for (const Chance& chance : Chances(course, first, today)) {
    if (UnitOf(*chance.terms) != unit) continue;
    const Days period = PeriodOf(*chance.terms, chance.is.last);
    if (period.first < first || period.first > today) continue;
    if (drawn.empty() || drawn.back().glyph.first != period.first ||
        drawn.back().glyph.last != period.last) {
      drawn.push_back({{period.first, period.last, 0, 0, 0, period.last >= today}, 0});
    }
    drawn.back().glyph.done += chance.done;
    drawn.back().glyph.due += chance.is.due;
    drawn.back().points += chance.points;
  }
  const Days now = PeriodOf(*course.StretchOn(today).terms, today);
  if (drawn.empty() || drawn.back().glyph.first != now.first) {
    drawn.push_back({{now.first, now.last, 0, 0, 0, true}, 0});
  }
  return drawn;
}

// Adds what dated shapes have besides their opportunities up to today: days kept though not due,
// and the due days of the period under way that are still to come.
void AddDays(const Course& course, Unit unit, Drawn& drawn) {
  const std::int32_t today = course.history().today;
  for (std::int32_t day = drawn.glyph.first; day <= drawn.glyph.last; ++day) {
    const GoalTerms& terms = *course.StretchOn(day).terms;
    if (!IsJudged(terms.kind) || UnitOf(terms) != unit) continue;
    if (IsPeriodTarget(terms) || IsCounting(terms.schedule)) continue;
    if (day > today) {
      if (course.IsDue(day) && !course.IsResting(day)) ++drawn.glyph.due;
    } else if (day >= course.first() && !course.On(day).due &&
               course.On(day).standing == Standing::kKept) {
      ++drawn.glyph.done;
      drawn.points += 1;
    }
  }
}

// The beginning of the period 26 before the one that holds today.
std::int32_t LooksBackTo(const GoalTerms& terms, std::int32_t today) {
  const Days period = PeriodOf(terms, today);
  if (UnitOf(terms) == Unit::kMonth) {
    return DayNumber(absl::CivilDay(absl::CivilMonth(DayFromNumber(period.first)) - kPeriodsBack));
  }
  return period.first - kPeriodsBack * (period.last - period.first + 1);
}

}  // namespace

std::int32_t TypicalFrom(const std::vector<VersionSpan>& versions, std::int32_t today) {
  return ReadFrom(versions, LooksBackTo(TermsOn(versions, today), today));
}

TypicalWeek Typical(const GoalHistory& history) {
  TypicalWeek typical;
  const GoalTerms& terms = TermsOn(history, history.today);
  if (!IsJudged(terms.kind)) return typical;
  typical.unit = UnitOf(terms);
  if (const auto* run = std::get_if<TimesInDays>(&terms.schedule.shape)) {
    if (typical.unit == Unit::kRun) typical.run_days = run->days;
  }
  typical.of = AsksFor(terms);
  const std::int32_t first = LooksBackTo(terms, history.today);
  const Course course(history, ReadFrom(history.versions, first), history.today);
  std::vector<double> ratios;
  std::vector<Drawn> drawn = Draw(course, typical.unit, first);
  for (auto it = drawn.rbegin(); it != drawn.rend() && ratios.size() < kGlyphs; ++it) {
    AddDays(course, typical.unit, *it);
    Glyph& glyph = it->glyph;
    if (glyph.due == 0) continue;
    glyph.ratio = std::min(1.0, it->points / glyph.due);
    typical.glyphs.push_back(glyph);
    if (!glyph.open) ratios.push_back(glyph.ratio);
  }
  std::reverse(typical.glyphs.begin(), typical.glyphs.end());
  if (ratios.size() >= kLeastForMedian) {
    typical.median = Median(ratios);
    typical.typically = static_cast<int>(std::floor(*typical.median * typical.of + 0.5));
  }
  return typical;
}

}  // namespace twofold

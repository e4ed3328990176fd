// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/today.h"

#include <algorithm>
#include <variant>

#include "core/goals/amount.h"
#include "core/progress/chances.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

// The last so many days up to `day`.
Count RollingCount(const Course& course, const TimesInDays& run, std::int32_t day) {
  int free = run.days;
  Count count;
  for (std::int32_t d = std::max(day - run.days + 1, course.first()); d <= day; ++d) {
    const DayFacts& facts = course.On(d);
    count.done += facts.standing == Standing::kKept ? 1 : 0;
    free -= facts.excused() ? 1 : 0;
  }
  count.due = static_cast<int>(Share(run.times, free, run.days));
  count.asks = count.done < count.due;
  return count;
}

// The whole week or month that holds `day`, under the terms in force on it: where the goal began or
// changed within, a person still counts the week that the calendar shows. What it will be judged
// by is smaller.
Count WholeCount(const Course& course, const Quota& quota, std::int32_t day) {
  if (!course.On(day).asked) return Count{};
  const std::int32_t first = DayNumber(quota.run.first);
  const std::int32_t last = DayNumber(quota.run.last);
  const std::int32_t known = std::min(last, course.last());
  int free = static_cast<int>(quota.run.days());
  Count count;
  for (std::int32_t d = std::max(first, course.first()); d <= known; ++d) {
    const DayFacts& facts = course.On(d);
    count.done += facts.standing == Standing::kKept ? 1 : 0;
    free -= facts.excused() ? 1 : 0;
  }
  free -= course.RestingDays(known + 1, last);
  count.due = static_cast<int>(Share(quota.times, free, quota.run.days()));
  count.asks = count.done < count.due;
  return count;
}

// The same for a weekly or monthly target.
Count WholeAmount(const Course& course, const GoalTerms& terms, const DaySpan& period,
                  std::int32_t day) {
  if (!course.On(day).asked) return Count{};
  const std::int32_t first = DayNumber(period.first);
  const std::int32_t last = DayNumber(period.last);
  const std::int32_t known = std::min(last, course.last());
  int free = static_cast<int>(period.days());
  bool practised = false;
  Count count;
  for (std::int32_t d = std::max(first, course.first()); d <= known; ++d) {
    const DayFacts& facts = course.On(d);
    free -= facts.may_rest ? 1 : 0;
    if (course.StretchOn(d).terms->unit != terms.unit) continue;
    practised |= facts.practised;
    count.amount_micros = AddUpToMost(count.amount_micros, facts.amount_micros);
  }
  free -= course.RestingDays(known + 1, last);
  const std::int64_t whole = terms.target->micros;
  // Excused days lower what is asked for, and leave a limit as it is.
  if (terms.target->direction == Direction::kAtMost) {
    count.asked_micros = whole;
    const bool holds = count.amount_micros <= whole;
    count.done = holds && practised && last < course.history().today ? 1 : 0;
    count.asks = holds && free > 0;
  } else {
    count.asked_micros = free == 0 ? whole : Share(whole, free, period.days());
    count.done = count.amount_micros >= count.asked_micros ? 1 : 0;
    count.asks = count.done == 0 && free > 0;
  }
  count.due = free > 0 ? 1 : count.done;
  return count;
}

bool IsAsked(const Stretch& stretch, std::int32_t day) {
  return day >= stretch.asked_first && day <= stretch.asked_last;
}

}  // namespace

std::optional<Count> CountOn(const Course& course, std::int32_t day) {
  const Stretch& stretch = course.StretchOn(day);
  const GoalTerms& terms = *stretch.terms;
  if (!IsJudged(terms.kind)) return std::nullopt;
  if (!IsPeriodTarget(terms)) {
    if (!IsCounting(terms.schedule) || std::holds_alternative<Spacing>(terms.schedule.shape)) {
      return std::nullopt;
    }
    if (const auto* run = std::get_if<TimesInDays>(&terms.schedule.shape)) {
      if (!IsAsked(stretch, day)) return Count{};
      return RollingCount(course, *run, day);
    }
  }
  const std::optional<Quota> period = PeriodAt(terms, day);
  if (!period) return Count{};
  return IsPeriodTarget(terms) ? WholeAmount(course, terms, period->run, day)
                               : WholeCount(course, *period, day);
}

std::optional<Window> WindowOn(const Course& course, std::int32_t day) {
  const Stretch& stretch = course.StretchOn(day);
  const auto* spacing = std::get_if<Spacing>(&stretch.terms->schedule.shape);
  if (spacing == nullptr || !IsJudged(stretch.terms->kind) || !IsAsked(stretch, day)) {
    return std::nullopt;
  }
  const bool is_today = day == course.history().today;
  const std::optional<std::int32_t> kept = course.KeptBefore(day + 1);
  Window window;
  window.from =
      kept ? std::max(stretch.asked_first, *kept + spacing->at_most_every) : stretch.asked_first;
  if (!is_today || !course.FreeDaysAfter(day, 1)) return window;
  if (kept == day) {
    window.by = course.FreeDaysAfter(day, spacing->at_least_every);
  } else {
    for (const Chance& chance : Chances(course, day, day)) window.by = chance.is.last;
  }
  if (window.by) window.by = std::min(*window.by, stretch.asked_last);
  return window;
}

std::optional<std::int32_t> ReachedBy(const Course& course, std::int32_t day) {
  const Stretch& stretch = course.StretchOn(day);
  const std::optional<std::int32_t> kept = course.KeptBefore(day + 1);
  if (!kept || *kept < stretch.first) return std::nullopt;
  return kept;
}

bool IsOpenToday(const Course& course) {
  const std::int32_t today = course.history().today;
  const DayFacts& facts = course.On(today);
  if (!facts.asked) return false;
  if (facts.standing != Standing::kBlank && facts.standing != Standing::kSoFar) return false;
  const GoalTerms& terms = *course.StretchOn(today).terms;
  if (terms.kind == GoalKind::kMilestone) {
    return !ReachedBy(course, today) && today <= terms.deadline.value_or(today);
  }
  if (facts.due) return true;
  if (const std::optional<Window> window = WindowOn(course, today)) return today >= window->from;
  const std::optional<Count> count = CountOn(course, today);
  return count && count->asks;
}

}  // namespace twofold

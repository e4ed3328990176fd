// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/judge.h"

#include <algorithm>

#include "core/progress/chances.h"
#include "core/progress/course.h"
#include "core/progress/today.h"

namespace twofold {
namespace {

// A day that is over, or one of today's on which something was decided.
DayState StateOf(const DayFacts& facts) {
  switch (facts.standing) {
    case Standing::kKept:
      return DayState::kKept;
    case Standing::kSkipped:
      return DayState::kSkipped;
    case Standing::kPaused:
      return DayState::kPaused;
    case Standing::kSaidNot:
      return facts.due ? DayState::kMissed : DayState::kNotDue;
    case Standing::kBlank:
    case Standing::kSoFar:
      return facts.due ? DayState::kUnanswered : DayState::kNotDue;
  }
  return DayState::kNotDue;
}

}  // namespace

std::vector<JudgedDay> Judge(const GoalHistory& history, std::int32_t first, std::int32_t last) {
  last = std::min(last, history.today);
  std::vector<JudgedDay> days;
  if (last < first) return days;
  const Course course(history, ReadFrom(history.versions, first), last);
  days.reserve(static_cast<std::size_t>(last - first) + 1);
  for (std::int32_t day = first; day <= last; ++day) {
    const DayFacts& facts = course.On(day);
    const bool open = day == history.today && IsOpenToday(course);
    days.push_back(
        {day, open ? DayState::kOpen : StateOf(facts), facts.due, facts.mark, facts.amount_micros});
  }
  return days;
}

std::vector<Opportunity> Opportunities(const GoalHistory& history, std::int32_t first,
                                       std::int32_t last) {
  const Course course(history, ReadFrom(history.versions, first), last);
  std::vector<Opportunity> opportunities;
  for (const Chance& chance : Chances(course, first, last)) opportunities.push_back(chance.is);
  return opportunities;
}

}  // namespace twofold

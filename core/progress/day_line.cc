// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/day_line.h"

#include <algorithm>

#include "core/progress/course.h"
#include "core/progress/today.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

// No week, month or run is longer.
constexpr std::int32_t kLongestPeriod = 366;

// A day on which nothing was decided.
LineState StateOfUndecided(const DayFacts& facts, const std::optional<Count>& count, bool asked) {
  if (facts.standing == Standing::kSoFar) return LineState::kPart;
  if (!asked) return LineState::kNotDue;
  const bool begun = count && (count->done > 0 || count->amount_micros > 0);
  return begun ? LineState::kPart : LineState::kOpen;
}

LineState StateOf(const GoalTerms& terms, const DayFacts& facts, const std::optional<Count>& count,
                  bool asked) {
  const bool is_limit = terms.target && terms.target->direction == Direction::kAtMost;
  const bool is_over = count && count->due > 0 && count->amount_micros > count->asked_micros;
  if (is_limit && is_over) return LineState::kOver;
  switch (facts.standing) {
    case Standing::kKept:
      // A limit of the week holds until the week is over.
      return is_limit && count && count->asks ? LineState::kPart : LineState::kDone;
    case Standing::kSkipped:
      return LineState::kSkipped;
    case Standing::kPaused:
      return LineState::kResting;
    case Standing::kSaidNot:
      if (is_limit && facts.practised) return LineState::kOver;
      if (count && count->due > 0 && !count->asks) return LineState::kDone;
      return facts.practised && facts.mark != Mark::kNotKept ? LineState::kPart
                                                             : LineState::kNotToday;
    case Standing::kBlank:
    case Standing::kSoFar:
      break;
  }
  if (count && count->due > 0 && !count->asks) return LineState::kDone;
  return StateOfUndecided(facts, count, asked);
}

}  // namespace

LineProgress Progress(const GoalHistory& history, std::int32_t day) {
  const std::int32_t last = std::min(history.today, day + kLongestPeriod);
  const Course course(history, ReadFrom(history.versions, day), last);
  const GoalTerms& terms = *course.StretchOn(day).terms;
  const DayFacts& facts = course.On(day);
  LineProgress line;
  line.amount_micros = facts.amount_micros;
  bool asked = facts.due;
  const std::optional<Count> count = CountOn(course, day);
  if (count) {
    line.period_done = count->done;
    line.period_due = count->due;
    line.so_far_micros = count->amount_micros;
    line.asked_micros = count->asked_micros;
    asked = facts.asked && count->asks;
  } else if (terms.kind == GoalKind::kMeasure && terms.target) {
    line.so_far_micros = facts.amount_micros;
    line.asked_micros = terms.target->micros;
  }
  if (const std::optional<Window> window = WindowOn(course, day)) {
    line.due_from = window->from;
    line.due_by = window->by;
    asked = day >= window->from;
  }
  if (terms.kind == GoalKind::kMilestone && !ReachedBy(course, day)) {
    line.due_by = terms.deadline;
    asked = facts.asked && day <= terms.deadline.value_or(day);
  }
  line.state = StateOf(terms, facts, count, asked);
  if (!IsAskedFor(terms.kind) && facts.asked && !facts.practised) {
    if (facts.may_rest) line.state = LineState::kResting;
    line.offered = !facts.may_rest && DueOn(terms.schedule, DayFromNumber(day));
  }
  return line;
}

}  // namespace twofold

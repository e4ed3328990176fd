// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/terms.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

bool IsValid(const Target& target) {
  const bool known_direction =
      target.direction == Direction::kAtLeast || target.direction == Direction::kAtMost;
  const bool known_period = target.period == Period::kDay || target.period == Period::kWeek ||
                            target.period == Period::kMonth;
  const std::int64_t least = target.direction == Direction::kAtMost ? 0 : 1;
  return known_direction && known_period && target.micros >= least &&
         target.micros <= limits::kAmountMicros;
}

bool IsLine(absl::string_view text) {
  const std::optional<std::size_t> length = CodePoints(text);
  return length && *length <= limits::kLineLength && !HasControl(text);
}

bool IsEveryDay(const Schedule& schedule) {
  return std::holds_alternative<EveryDay>(schedule.shape);
}

}  // namespace

bool IsJudged(GoalKind kind) {
  return kind == GoalKind::kCheck || kind == GoalKind::kMeasure || kind == GoalKind::kTime;
}

bool IsAskedFor(GoalKind kind) { return IsJudged(kind) || kind == GoalKind::kMilestone; }

bool TakesAmount(const GoalTerms& terms) { return !terms.unit.empty(); }

bool IsPeriodTarget(const GoalTerms& terms) {
  return terms.kind == GoalKind::kMeasure && terms.target && terms.target->period != Period::kDay;
}

bool IsValid(const GoalTerms& terms) {
  if (!IsValid(terms.schedule) || !IsLine(terms.meaning)) return false;
  bool has_unit = false, has_deadline = false, has_size = false;
  switch (terms.kind) {
    case GoalKind::kCheck:
    case GoalKind::kExplore:
    case GoalKind::kTime:
      break;
    case GoalKind::kMeasure:
      has_unit = true;
      break;
    case GoalKind::kMilestone:
      if (!IsEveryDay(terms.schedule)) return false;
      has_deadline = true;
      break;
    case GoalKind::kObserve:
      has_unit = !terms.unit.empty();
      break;
    case GoalKind::kEdge:
      has_size = true;
      break;
    default:
      return false;
  }
  if (has_unit ? !ValidateUnit(terms.unit).ok() : !terms.unit.empty()) return false;
  if (has_deadline != terms.deadline.has_value()) return false;
  if (has_deadline && !IsDayNumber(*terms.deadline)) return false;
  if (has_size ? terms.size < 1 || terms.size > limits::kEdgeSize : terms.size != 0) return false;
  if (!terms.target) return true;
  return terms.kind == GoalKind::kMeasure && IsValid(*terms.target) &&
         (!IsPeriodTarget(terms) || IsEveryDay(terms.schedule));
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/history.h"

#include <algorithm>
#include <variant>

#include "core/goals/amount.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

// What a mark says for the day, lowest first.
int Weight(Mark mark) {
  switch (mark) {
    case Mark::kNone:
      return 0;
    case Mark::kNotKept:
      return 1;
    case Mark::kZero:
      return 2;
    case Mark::kSkipped:
      return 3;
    case Mark::kSteppedBack:
      return 4;
    case Mark::kStayed:
      return 5;
    case Mark::kDifferent:
      return 6;
    case Mark::kFine:
      return 7;
    case Mark::kAgain:
      return 8;
    case Mark::kKept:
      return 9;
  }
  return 0;
}

// The first day whose record matters to a rule on `day`.
std::int32_t ReadFrom(const GoalTerms& terms, std::int32_t day) {
  if (const auto* run = std::get_if<TimesInDays>(&terms.schedule.shape)) {
    return day - run->days + 1;  // the rolling count; the run that holds the day begins no earlier
  }
  if (const auto* spacing = std::get_if<Spacing>(&terms.schedule.shape)) {
    return day - spacing->at_least_every;
  }
  const std::optional<Quota> period = PeriodAt(terms, day);
  return period ? DayNumber(period->run.first) : day;
}

}  // namespace

void Add(DayRecord& record, const DayEntry& entry) {
  const Mark mark = entry.mark.value.mark;
  if (Weight(mark) > Weight(record.mark)) record.mark = mark;
  record.amount_micros = AddWrapping(record.amount_micros, entry.amount_micros);
}

std::int32_t ReadFrom(const std::vector<VersionSpan>& versions, std::int32_t first) {
  std::int32_t from = first;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const bool is_over = i + 1 < versions.size() && versions[i + 1].from <= first;
    if (is_over) continue;
    const std::int32_t since = i == 0 ? first : std::max(first, versions[i].from);
    from = std::min(from, ReadFrom(*versions[i].terms, since));
  }
  return from;
}

std::optional<Quota> PeriodAt(const GoalTerms& terms, std::int32_t day) {
  const absl::CivilDay civil = DayFromNumber(day);
  if (!IsPeriodTarget(terms)) return QuotaAt(terms.schedule, civil);
  return Quota{1, terms.target->period == Period::kWeek ? WeekOf(civil, terms.schedule.week_start)
                                                        : MonthOf(civil)};
}

bool IsPractised(const GoalTerms& terms, const DayRecord& record) {
  if (!Takes(terms.kind, record.mark)) return record.amount_micros > 0 && TakesAmount(terms);
  switch (record.mark) {
    case Mark::kKept:
    case Mark::kStayed:
    case Mark::kSteppedBack:
    case Mark::kAgain:
    case Mark::kDifferent:
    case Mark::kFine:
      return true;
    case Mark::kZero: {
      const bool counts = terms.kind == GoalKind::kObserve ||
                          (terms.target && terms.target->direction == Direction::kAtMost);
      if (counts) return true;
      break;
    }
    case Mark::kNone:
    case Mark::kNotKept:
    case Mark::kSkipped:
      break;
  }
  return record.amount_micros > 0 && TakesAmount(terms);
}

const GoalTerms& TermsOn(const std::vector<VersionSpan>& versions, std::int32_t day) {
  const auto after =
      std::upper_bound(versions.begin(), versions.end(), day,
                       [](std::int32_t d, const VersionSpan& version) { return d < version.from; });
  return *(after == versions.begin() ? after : after - 1)->terms;
}

const GoalTerms& TermsOn(const GoalHistory& history, std::int32_t day) {
  return TermsOn(history.versions, day);
}

}  // namespace twofold

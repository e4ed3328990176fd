// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/course.h"

#include <algorithm>

#include "core/schedule/day.h"

namespace twofold {
namespace {

// Further away than any day number, and far from overflowing.
constexpr std::int32_t kFar = 1'000'000'000;

std::int32_t Near(std::int32_t day) { return std::clamp(day, -kFar, kFar); }

// Whether two versions ask for the same, whatever they say about it.
bool AskTheSame(const GoalTerms& a, const GoalTerms& b) {
  return a.kind == b.kind && a.unit == b.unit && a.target == b.target && a.deadline == b.deadline &&
         a.schedule.shape == b.schedule.shape && a.schedule.first_day == b.schedule.first_day &&
         a.schedule.last_day == b.schedule.last_day &&
         a.schedule.week_start == b.schedule.week_start;
}

bool HasDailyTarget(const GoalTerms& terms) {
  return terms.kind == GoalKind::kMeasure && terms.target && terms.target->period == Period::kDay;
}

// Whether its days are opportunities of their own.
bool IsDated(const GoalTerms& terms) {
  return IsJudged(terms.kind) && !IsPeriodTarget(terms) && !IsCounting(terms.schedule);
}

}  // namespace

bool IsDailyLimit(const GoalTerms& terms) {
  return HasDailyTarget(terms) && terms.target->direction == Direction::kAtMost;
}

Course::Course(const GoalHistory& history, std::int32_t first, std::int32_t last)
    : history_(history), first_(first), last_(std::min(last, history.today)) {
  CutStretches();
  JoinRests();
  LayOut();
}

void Course::CutStretches() {
  for (const VersionSpan& version : history_.versions) {
    if (!stretches_.empty()) {
      if (AskTheSame(*stretches_.back().terms, *version.terms)) continue;
      stretches_.back().last = Near(version.from) - 1;
    }
    const std::int32_t first = stretches_.empty() ? -kFar : Near(version.from);
    stretches_.push_back({version.terms, first, kFar, 0, 0});
  }
  for (Stretch& stretch : stretches_) {
    const Schedule& schedule = stretch.terms->schedule;
    stretch.asked_first =
        std::max({stretch.first, history_.since, schedule.first_day.value_or(stretch.first)});
    stretch.asked_last = std::min(
        {stretch.last, history_.ended.value_or(kFar), schedule.last_day.value_or(stretch.last)});
  }
}

void Course::JoinRests() {
  for (const Rest& rest : history_.rests) {
    if (!Covers(rest, history_.goal, rest.first_day)) continue;  // of another goal, or taken back
    rests_.push_back({Near(rest.first_day), Near(rest.last_day.value_or(kFar))});
  }
  std::sort(rests_.begin(), rests_.end(),
            [](const Span& a, const Span& b) { return a.first < b.first; });
  std::size_t joined = 0;
  for (std::size_t i = 1; i < rests_.size(); ++i) {
    if (rests_[i].first <= rests_[joined].last) {
      rests_[joined].last = std::max(rests_[joined].last, rests_[i].last);
    } else {
      rests_[++joined] = rests_[i];
    }
  }
  if (!rests_.empty()) rests_.resize(joined + 1);
}

void Course::LayOut() {
  auto record = std::lower_bound(
      history_.days.begin(), history_.days.end(), first_,
      [](const DayRecord& candidate, std::int32_t day) { return candidate.day < day; });
  practised_before_ = history_.practised_before;
  for (auto before = record; before != history_.days.begin();) {
    --before;
    if (practised_before_ && before->day <= *practised_before_) break;
    if (!IsPractised(TermsOn(history_, before->day), *before)) continue;
    practised_before_ = before->day;
    break;
  }
  if (last_ < first_) return;
  facts_.resize(static_cast<std::size_t>(last_ - first_) + 1);
  auto stretch = stretches_.begin();
  auto rest = rests_.begin();
  for (std::int32_t day = first_; day <= last_; ++day) {
    while (day > stretch->last) ++stretch;
    while (rest != rests_.end() && day > rest->last) ++rest;
    while (record != history_.days.end() && record->day < day) ++record;
    const GoalTerms& terms = *stretch->terms;
    const bool has_record = record != history_.days.end() && record->day == day;
    const DayRecord said = has_record ? *record : DayRecord{day, Mark::kNone, 0};
    DayFacts& facts = facts_[static_cast<std::size_t>(day - first_)];
    facts.asked = day >= stretch->asked_first && day <= stretch->asked_last;
    facts.due = facts.asked && IsDated(terms) && DueOn(terms.schedule, DayFromNumber(day));
    facts.practised = has_record && IsPractised(terms, said);
    facts.mark = said.mark;
    facts.amount_micros = said.amount_micros;
    const bool rests = facts.asked && rest != rests_.end() && day >= rest->first;
    facts.may_rest = rests || said.mark == Mark::kSkipped;
    facts.standing = StandingOf(terms, said, facts, rests);
  }
}

Standing Course::StandingOf(const GoalTerms& terms, const DayRecord& record, const DayFacts& facts,
                            bool rests) const {
  const bool today = record.day == history_.today;
  const bool measured = terms.kind == GoalKind::kMeasure;
  bool holds = facts.practised;
  if (holds && HasDailyTarget(terms)) {
    holds = IsDailyLimit(terms) ? record.amount_micros <= terms.target->micros
                                : record.amount_micros >= terms.target->micros;
  }
  const bool may_change = today && facts.practised && HasDailyTarget(terms) &&
                          (IsDailyLimit(terms) ? holds : !holds && record.mark != Mark::kNotKept);
  if (holds && !may_change) return Standing::kKept;
  if (!IsAskedFor(terms.kind)) return Standing::kBlank;
  if (record.mark == Mark::kSkipped) return Standing::kSkipped;
  if (rests) return Standing::kPaused;
  if (may_change) return Standing::kSoFar;
  const bool said_not = record.mark == Mark::kNotKept ||
                        (measured && (record.mark == Mark::kZero || record.amount_micros > 0));
  return said_not ? Standing::kSaidNot : Standing::kBlank;
}

const Stretch& Course::StretchOn(std::int32_t day) const {
  std::size_t i = stretches_.size() - 1;
  while (i > 0 && stretches_[i].first > day) --i;
  return stretches_[i];
}

bool Course::IsDue(std::int32_t day) const {
  const Stretch& stretch = StretchOn(day);
  return day >= stretch.asked_first && day <= stretch.asked_last && IsDated(*stretch.terms) &&
         DueOn(stretch.terms->schedule, DayFromNumber(day));
}

int Course::RestingDays(std::int32_t first, std::int32_t last) const {
  int days = 0;
  for (const Span& rest : rests_) {
    if (rest.first > last) break;
    const std::int32_t from = std::max(rest.first, first);
    const std::int32_t to = std::min(rest.last, last);
    if (from <= to) days += to - from + 1;
  }
  return days;
}

std::optional<std::int32_t> Course::FreeDaysAfter(std::int32_t day, int count) const {
  for (const Span& rest : rests_) {
    if (rest.last <= day) continue;
    const std::int32_t free = std::max(rest.first - day - 1, 0);
    if (free >= count) break;
    count -= free;
    day = rest.last;
    if (day >= kFar) return std::nullopt;
  }
  return day + count;
}

std::optional<std::int32_t> Course::KeptBefore(std::int32_t day) const {
  for (std::int32_t d = std::min(day - 1, last_); d >= first_; --d) {
    if (On(d).standing == Standing::kKept) return d;
  }
  return practised_before_;
}

}  // namespace twofold

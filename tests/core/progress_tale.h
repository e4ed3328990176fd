// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A goal's history, told in few words. Days are counted from Monday, 16 November 2026.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <list>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/progress/judge.h"
#include "core/schedule/day.h"

namespace twofold {

inline const std::int32_t kMonday = DayNumber(absl::CivilDay(2026, 11, 16));
inline constexpr std::int64_t kUnit = 1'000'000;

inline GoalTerms CheckTerms(ScheduleShape shape) {
  GoalTerms terms;
  terms.schedule.shape = shape;
  terms.schedule.first_day = kMonday;
  return terms;
}

inline GoalTerms MeasureTerms(ScheduleShape shape) {
  GoalTerms terms = CheckTerms(shape);
  terms.kind = GoalKind::kMeasure;
  terms.unit = "min";
  return terms;
}

inline GoalTerms TargetTerms(ScheduleShape shape, Direction direction, std::int64_t units,
                             Period period = Period::kDay) {
  GoalTerms terms = MeasureTerms(shape);
  terms.target = Target{direction, units * kUnit, period};
  return terms;
}

inline GoalTerms KindTerms(GoalKind kind) {
  GoalTerms terms = CheckTerms(EveryDay{});
  terms.kind = kind;
  return terms;
}

inline GoalTerms WithoutFirstDay(GoalTerms terms) {
  terms.schedule.first_day.reset();
  return terms;
}

class Tale {
 public:
  explicit Tale(GoalTerms terms) {
    history.goal = EntityId::Prefix(std::string(16, 'g'));
    history.since = kMonday;
    Version(-1000, std::move(terms));
  }
  Tale(const Tale&) = delete;

  Tale& Version(int day, GoalTerms terms) {
    history.versions.push_back({kMonday + day, &terms_.emplace_back(std::move(terms))});
    return *this;
  }
  Tale& Since(int day) { return history.since = kMonday + day, *this; }
  Tale& Today(int day) { return history.today = kMonday + day, *this; }
  Tale& Ended(int day) { return history.ended = kMonday + day, *this; }
  Tale& Marked(Mark mark, std::initializer_list<int> days) {
    for (const int day : days) At(day).mark = mark;
    return *this;
  }
  Tale& Kept(std::initializer_list<int> days) { return Marked(Mark::kKept, days); }
  Tale& SaidNo(std::initializer_list<int> days) { return Marked(Mark::kNotKept, days); }
  Tale& Skipped(std::initializer_list<int> days) { return Marked(Mark::kSkipped, days); }
  Tale& Amount(int day, std::int64_t units) {
    At(day).amount_micros = units * kUnit;
    return *this;
  }
  Tale& Rests(int first, int last) {
    history.rests.push_back({history.goal, kMonday + first, kMonday + last, false});
    return *this;
  }
  Tale& AllRests(int first, std::optional<int> last) {
    Rest rest{{}, kMonday + first, std::nullopt, false};
    if (last) rest.last_day = kMonday + *last;
    history.rests.push_back(rest);
    return *this;
  }

  // A letter a day: K kept, M missed, S skipped, P paused, U unanswered, . not due, o open.
  std::string States(int first, int last) const {
    std::string states;
    for (const JudgedDay& day : Judge(history, kMonday + first, kMonday + last)) {
      states += " KMSPU.o"[static_cast<int>(day.state)];
    }
    return states;
  }

  // "0-6 k2 u1, 7-13 o3", with x for one that is excused.
  std::string Chances(int first, int last) const {
    std::string text;
    for (const Opportunity& one : Opportunities(history, kMonday + first, kMonday + last)) {
      absl::StrAppend(&text, text.empty() ? "" : ", ", one.first - kMonday);
      if (one.last != one.first) absl::StrAppend(&text, "-", one.last - kMonday);
      if (one.kept > 0) absl::StrAppend(&text, " k", one.kept);
      if (one.missed > 0) absl::StrAppend(&text, " m", one.missed);
      if (one.unanswered > 0) absl::StrAppend(&text, " u", one.unanswered);
      if (one.open > 0) absl::StrAppend(&text, " o", one.open);
      if (one.excused) absl::StrAppend(&text, " x");
      const int sum = one.kept + one.missed + one.unanswered + one.open;
      if (sum != one.due) absl::StrAppend(&text, " (of ", one.due, ")");
    }
    return text;
  }

  GoalHistory history;

 private:
  DayRecord& At(int day) {
    auto at = std::lower_bound(
        history.days.begin(), history.days.end(), kMonday + day,
        [](const DayRecord& record, std::int32_t number) { return record.day < number; });
    if (at == history.days.end() || at->day != kMonday + day) {
      at = history.days.insert(at, DayRecord{kMonday + day, Mark::kNone, 0});
    }
    return *at;
  }

  std::list<GoalTerms> terms_;  // stay where they are
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A goal's history laid out day by day: which rule holds, what rests, and what stands on each day.
// Judging and counting both go by it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/progress/history.h"

namespace twofold {

// What was said for a day, before anybody asks whether it was due.
enum class Standing {
  kBlank,    // nothing
  kSaidNot,  // not kept, said so, or an amount beside the target
  kSoFar,    // today alone: an amount that may still come to keep the day, or to leave its limit
  kKept,
  kSkipped,
  kPaused,  // covered by a rest; inside the goal's life alone
};

struct DayFacts {
  Standing standing = Standing::kBlank;
  bool asked = false;  // inside the goal's life and its schedule's span
  bool due = false;    // asked, and the day is an opportunity of its own
  bool practised = false;
  bool may_rest = false;  // skipped or resting, also when practised all the same
  Mark mark = Mark::kNone;
  std::int64_t amount_micros = 0;
  bool excused() const { return standing == Standing::kSkipped || standing == Standing::kPaused; }
};

// Days on end under one rule. Versions that ask for the same (all but meaning and time of day) are
// one. The oldest begins, and the newest ends, further away than any day.
struct Stretch {
  const GoalTerms* terms = nullptr;
  std::int32_t first = 0;
  std::int32_t last = 0;
  // Those of its days that are inside the goal's life and the schedule's span; none when the first
  // is after the last.
  std::int32_t asked_first = 0;
  std::int32_t asked_last = 0;
};

// The history has to outlive it.
class Course {
 public:
  // Lays out the days [first, last], none after today.
  Course(const GoalHistory& history, std::int32_t first, std::int32_t last);

  const GoalHistory& history() const { return history_; }
  const std::vector<Stretch>& stretches() const { return stretches_; }
  const Stretch& StretchOn(std::int32_t day) const;
  std::int32_t first() const { return first_; }
  std::int32_t last() const { return last_; }  // before `first` when no day is laid out
  // REQUIRES: first() <= day <= last().
  const DayFacts& On(std::int32_t day) const { return facts_[day - first_]; }

  // These know days to come, too.
  bool IsDue(std::int32_t day) const;  // asked, and an opportunity of its own
  int RestingDays(std::int32_t first, std::int32_t last) const;
  bool IsResting(std::int32_t day) const { return RestingDays(day, day) > 0; }
  // The day by which `count` days after `day` were free of rest; nothing when a rest has no end.
  std::optional<std::int32_t> FreeDaysAfter(std::int32_t day, int count) const;

  // The newest day before `day` that was kept, or practised before the first day laid out.
  std::optional<std::int32_t> KeptBefore(std::int32_t day) const;

 private:
  struct Span {
    std::int32_t first = 0;
    std::int32_t last = 0;
  };
  void CutStretches();
  void JoinRests();
  void LayOut();
  Standing StandingOf(const GoalTerms& terms, const DayRecord& record, const DayFacts& facts,
                      bool rests) const;

  const GoalHistory& history_;
  std::int32_t first_ = 0;
  std::int32_t last_ = 0;
  std::vector<Stretch> stretches_;
  std::vector<Span> rests_;  // rising, no day in two of them
  std::vector<DayFacts> facts_;
  std::optional<std::int32_t> practised_before_;
};

// Whether a daily target of the terms is "at most".
bool IsDailyLimit(const GoalTerms& terms);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Versions of a goal: what was stays judged by the rule it had then.
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/schedule/day.h"
#include "tests/daemon/engine_computer.h"
#include "tests/daemon/standing.h"

namespace twofold {
namespace {

constexpr std::int32_t kToday = 20778;  // Saturday, 21 November 2026

class Revising : public Alone {
 protected:
  // A goal of every day, kept from 1 to 10 November and said to be not kept from 11 to 20.
  Revising() {
    noa.clock.Set(absl::CivilMinute(2026, 11, 1, 12, 0));
    EXPECT_THAT(noa.Add("Read"), IsOk());
    noa.clock.Set(absl::CivilMinute(2026, 11, 21, 12, 0));
    EXPECT_THAT(
        noa.Answer({.goal = "read", .what = "yes", .on = "2026-11-01", .until = "2026-11-10"}),
        IsOk());
    EXPECT_THAT(
        noa.Answer({.goal = "read", .what = "no", .on = "2026-11-11", .until = "2026-11-20"}),
        IsOk());
  }
  absl::StatusOr<RevisedView> Revise(const TermsWords& terms, absl::string_view from = "",
                                     absl::string_view learned = "") {
    return noa.goals->Revise(noa.Request(), "read", terms, from, learned);
  }
  Kept KeptNow() {
    const auto numbers = noa.numbers->Show("read", 0);
    EXPECT_THAT(numbers, IsOk());
    return numbers->kept;
  }
  // The state of each day from 1 November on, by the first letter of its word.
  std::string Days() {
    const auto numbers = noa.numbers->Show("read", 0);
    EXPECT_THAT(numbers, IsOk());
    std::string days(21, '.');
    for (const DayView& day : numbers->days) {
      const auto at = static_cast<std::size_t>(day.judged.day - (kToday - 20));
      days[at] = "?kmspu.o"[static_cast<int>(day.judged.state)];
    }
    return days;
  }
};

TEST_F(Revising, TheStoryBeginsAsItIsTold) {
  EXPECT_EQ(Days(), "kkkkkkkkkkmmmmmmmmmmo");
  EXPECT_EQ(KeptNow(), (Kept{10, 10, 0, 0, 1}));
}

TEST_F(Revising, FromTodayOnThePastStaysAsItWas) {
  const auto revised = Revise({.schedule = {.every = "mon"}}, "", "mornings work better");
  ASSERT_THAT(revised, IsOk());
  EXPECT_EQ(revised->from, kToday);
  EXPECT_EQ(revised->before.schedule, Schedule());
  EXPECT_EQ(revised->goal.terms.schedule.shape, ScheduleShape(Weekdays{1}));
  EXPECT_EQ(revised->goal.versions.back().learned, "mornings work better");
  EXPECT_EQ(Days(), "kkkkkkkkkkmmmmmmmmmm.");
  EXPECT_EQ(KeptNow(), (Kept{10, 10, 0, 0, 0}));
}

TEST_F(Revising, FromAPastDayThatDayAndAllAfterItAreJudgedAnew) {
  ASSERT_THAT(Revise({.schedule = {.every = "mon"}}, "2026-11-12"), IsOk());
  // Of 12 to 21 November only Monday the 16th is due.
  EXPECT_EQ(Days(), "kkkkkkkkkkm....m.....");
  EXPECT_EQ(KeptNow(), (Kept{10, 2, 0, 0, 0}));
}

TEST_F(Revising, FromADayToComeNothingChangesUntilThen) {
  const std::string before = Days();
  const auto revised = Revise({.schedule = {.every = "mon"}}, "2026-12-01");
  ASSERT_THAT(revised, IsOk());
  EXPECT_EQ(revised->goal.terms.schedule.shape, ScheduleShape(Weekdays{1})) << "as it will be";
  EXPECT_EQ(Days(), before);
  EXPECT_EQ(noa.goals->List(GoalScope::kActive, {})->front().terms.schedule, Schedule());
  noa.clock.Set(absl::CivilMinute(2026, 12, 1, 12, 0));
  EXPECT_EQ(noa.StateOn("read"), LineState::kNotDue) << "a Tuesday";
}

TEST_F(Revising, AnotherKindLeavesTheMarksOfThePastAlone) {
  ASSERT_THAT(Revise({.at_least = "20min"}), IsOk());
  EXPECT_EQ(Days(), "kkkkkkkkkkmmmmmmmmmmo");
  ASSERT_THAT(noa.Log("read", "25"), IsOk());
  EXPECT_EQ(Days(), "kkkkkkkkkkmmmmmmmmmmk");
  EXPECT_THAT(noa.Log("read", "yes"), IsRefused("amount_missing"));
  EXPECT_THAT(noa.Log("read", "yes", "yesterday"), IsOk()) << "by the rule of that day";
}

TEST_F(Revising, TheWordsStartFromTheRuleOfThatDay) {
  ASSERT_THAT(Revise({.at_least = "20min"}, "2026-11-10"), IsOk());
  ASSERT_THAT(Revise({.at_least = "30"}), IsOk()) << "the unit is known by then";
  const auto past = Revise({.schedule = {.every = "mon"}}, "2026-11-05");
  ASSERT_THAT(past, IsOk());
  EXPECT_EQ(past->goal.terms.kind, GoalKind::kCheck);
  EXPECT_EQ(past->before.kind, GoalKind::kCheck);
  const auto goal = noa.goals->List(GoalScope::kActive, {})->front();
  EXPECT_EQ(goal.versions.size(), 4u);
  EXPECT_EQ(goal.terms.target->micros, 30'000'000) << "what came later still holds";
}

TEST_F(Revising, TwiceOnOneDayIsOneVersion) {
  ASSERT_THAT(Revise({.schedule = {.every = "mon"}}), IsOk());
  ASSERT_THAT(Revise({.schedule = {.every = "tue"}}), IsOk());
  EXPECT_EQ(noa.goals->List(GoalScope::kActive, {})->front().versions.size(), 2u);
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(noa.goals->List(GoalScope::kActive, {})->front().terms.schedule.shape,
            ScheduleShape(Weekdays{1}));
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(noa.goals->List(GoalScope::kActive, {})->front().versions.size(), 1u);
}

TEST_F(Revising, WhatSaysNothingNewOrNothingAllowedIsRefused) {
  const std::string line(limits::kLineLength + 1, 'l');
  const auto before = noa.Everything();
  EXPECT_THAT(Revise({}), IsRefused("nothing_changed"));
  EXPECT_THAT(Revise({.schedule = {.every = "day"}}), IsRefused("nothing_changed"));
  EXPECT_THAT(Revise({.kind = "measure"}), IsRefused("unit_missing"));
  EXPECT_THAT(Revise({.schedule = {.every = "mon"}}, "someday"), IsRefused("day_not_understood"));
  EXPECT_THAT(Revise({.schedule = {.every = "mon"}}, "1969-12-31"), IsRefused("day_too_early"));
  EXPECT_THAT(Revise({.schedule = {.every = "mon"}}, "", line), IsRefused("line_too_long"));
  EXPECT_THAT(noa.goals->Revise(noa.Request(), "x", {.unit = "min"}, "", ""),
              IsRefused("no_such_goal"));
  EXPECT_EQ(noa.Everything(), before);
  ASSERT_THAT(noa.goals->Archive(noa.Request(), "read"), IsOk());
  EXPECT_THAT(Revise({.schedule = {.every = "mon"}}), IsRefused("goal_not_active"));
}

TEST_F(Revising, AGoalHasAtMostSoManyVersions) {
  std::int32_t day = kToday;
  for (std::size_t i = 1; i < limits::kVersionsPerGoal; ++i) {
    ASSERT_THAT(
        Revise({.schedule = {.every = i % 2 == 1 ? "mon" : "day"}}, IsoDay(DayFromNumber(++day))),
        IsOk());
  }
  EXPECT_THAT(Revise({.schedule = {.every = "tue"}}, IsoDay(DayFromNumber(day + 1))),
              IsRefused("too_many_versions"));
  EXPECT_THAT(Revise({.schedule = {.every = "tue"}}, IsoDay(DayFromNumber(day))), IsOk())
      << "one in the place of another is not one more";
}

TEST_F(Revising, ARepeatAnswersWithTheDayItWasFor) {
  const RequestId request = noa.Request();
  const auto first =
      noa.goals->Revise(request, "read", {.schedule = {.every = "mon"}}, "2026-12-01", "");
  ASSERT_THAT(first, IsOk());
  const auto before = noa.Everything();
  const auto again =
      noa.goals->Revise(request, "read", {.schedule = {.every = "mon"}}, "2026-12-01", "");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->from, first->from);
  EXPECT_EQ(again->before, first->before);
  EXPECT_EQ(again->goal.terms, first->goal.terms);
  EXPECT_EQ(again->goal.version_since, first->goal.version_since);
  EXPECT_EQ(noa.Everything(), before);
}

}  // namespace
}  // namespace twofold

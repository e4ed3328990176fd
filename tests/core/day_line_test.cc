// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/day_line.h"

#include <gtest/gtest.h>

#include "tests/core/progress_tale.h"

namespace twofold {
namespace {

constexpr Direction kAtLeast = Direction::kAtLeast;
constexpr Direction kAtMost = Direction::kAtMost;

LineProgress On(const Tale& tale, int day) { return Progress(tale.history, kMonday + day); }
LineState StateOn(const Tale& tale, int day) { return On(tale, day).state; }

// The state on Thursday, which is today, with a mark on it.
LineState Thursday(GoalTerms terms, Mark mark) {
  Tale tale(std::move(terms));
  tale.Today(3).Marked(mark, {3});
  return StateOn(tale, 3);
}

TEST(DayLine, SaysWhatWasSaidForADueDay) {
  EXPECT_EQ(Thursday(CheckTerms(EveryDay{}), Mark::kNone), LineState::kOpen);
  EXPECT_EQ(Thursday(CheckTerms(EveryDay{}), Mark::kKept), LineState::kDone);
  EXPECT_EQ(Thursday(CheckTerms(EveryDay{}), Mark::kNotKept), LineState::kNotToday);
  EXPECT_EQ(Thursday(CheckTerms(EveryDay{}), Mark::kSkipped), LineState::kSkipped);
}

TEST(DayLine, AnotherDaysGoalIsNotDueAndDoneWhenPractised) {
  EXPECT_EQ(Thursday(CheckTerms(Weekdays{1}), Mark::kNone), LineState::kNotDue);
  EXPECT_EQ(Thursday(CheckTerms(Weekdays{1}), Mark::kKept), LineState::kDone);
}

TEST(DayLine, APastDayIsOpenWhileItIsBlank) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(6).SaidNo({2});
  EXPECT_EQ(StateOn(tale, 1), LineState::kOpen);
  EXPECT_EQ(StateOn(tale, 2), LineState::kNotToday);
}

TEST(DayLine, ADayInsideARestRestsUnlessPractised) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(3).AllRests(2, std::nullopt).SaidNo({3});
  EXPECT_EQ(StateOn(tale, 3), LineState::kResting);
  tale.Kept({3});
  EXPECT_EQ(StateOn(tale, 3), LineState::kDone);
}

TEST(DayLine, NothingIsDueBeforeTheGoalBeganOrAfterItEnded) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Since(2).Today(6).Ended(4);
  EXPECT_EQ(StateOn(tale, 1), LineState::kNotDue);
  EXPECT_EQ(StateOn(tale, 5), LineState::kNotDue);
}

TEST(DayLine, CountsTheDaysOfTheWeek) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(3);
  EXPECT_EQ(StateOn(tale, 3), LineState::kOpen);
  tale.Kept({-1, 0, 1});
  const LineProgress line = On(tale, 3);
  EXPECT_EQ(line.state, LineState::kPart);
  EXPECT_EQ(line.period_done, 2) << "the day before Monday is of another week";
  EXPECT_EQ(line.period_due, 3);
  tale.Kept({2});
  EXPECT_EQ(StateOn(tale, 3), LineState::kDone);
}

TEST(DayLine, PractisedTodayIsDoneThoughTheWeekAsksForMore) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(3).Kept({3});
  const LineProgress line = On(tale, 3);
  EXPECT_EQ(line.state, LineState::kDone);
  EXPECT_EQ(line.period_done, 1);
}

TEST(DayLine, ANoToACountIsForTheDayAlone) {
  Tale tale(CheckTerms(TimesPerWeek{2}));
  tale.Today(4).Kept({0}).SaidNo({3});
  EXPECT_EQ(StateOn(tale, 3), LineState::kNotToday);
  EXPECT_EQ(StateOn(tale, 4), LineState::kPart);
  tale.Kept({1});
  EXPECT_EQ(StateOn(tale, 3), LineState::kDone) << "nothing more is asked for";
}

TEST(DayLine, APastDayCountsItsWholeWeek) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(9).Kept({4, 5, 7});
  EXPECT_EQ(On(tale, 3).period_done, 2);
  EXPECT_EQ(StateOn(tale, 3), LineState::kPart);
}

TEST(DayLine, ExcusedDaysLowerWhatTheWeekAsksFor) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(3).Rests(4, 6).Kept({0, 1});
  const LineProgress line = On(tale, 3);
  EXPECT_EQ(line.period_due, 2);
  EXPECT_EQ(line.state, LineState::kDone);
}

TEST(DayLine, ARestThatHoldsTodayIsCountedOnce) {
  Tale times(CheckTerms(TimesPerWeek{7}));
  times.Today(3).Rests(3, 4);
  EXPECT_EQ(On(times, 3).period_due, 5);
  Tale amount(TargetTerms(EveryDay{}, kAtLeast, 70, Period::kWeek));
  amount.Today(3).Rests(3, 4);
  EXPECT_EQ(On(amount, 3).asked_micros, 50 * kUnit);
}

TEST(DayLine, AWeekInWhichTheGoalBeganOrChangedIsCountedWhole) {
  Tale begun(CheckTerms(TimesPerWeek{3}));
  begun.Since(5).Today(5).Kept({1});
  EXPECT_EQ(On(begun, 5).period_done, 1);
  EXPECT_EQ(On(begun, 5).period_due, 3) << "it will be judged by one";
  EXPECT_EQ(begun.Chances(5, 5), "5-6 k1");
  Tale changed(CheckTerms(EveryDay{}));
  changed.Version(3, CheckTerms(TimesPerWeek{4})).Today(3).Kept({0, 1});
  EXPECT_EQ(On(changed, 3).period_done, 2);
  EXPECT_EQ(On(changed, 3).period_due, 4);
}

TEST(DayLine, TimesInDaysCountTheLastDays) {
  Tale tale(CheckTerms(TimesInDays{2, 5}));
  tale.Today(6).Kept({1, 4});
  EXPECT_EQ(On(tale, 5).period_done, 2);
  EXPECT_EQ(StateOn(tale, 5), LineState::kDone);
  EXPECT_EQ(On(tale, 6).period_done, 1);
  EXPECT_EQ(On(tale, 6).period_due, 2);
  EXPECT_EQ(StateOn(tale, 6), LineState::kPart);
}

TEST(DayLine, DatedGoalsHaveNoCount) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(3).Kept({0, 1});
  EXPECT_EQ(On(tale, 3).period_done, 0);
  EXPECT_EQ(On(tale, 3).period_due, 0);
}

TEST(DayLine, AnAmountOnItsWayIsPart) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 20));
  tale.Today(3).Amount(2, 5).Amount(3, 5);
  EXPECT_EQ(StateOn(tale, 2), LineState::kPart);
  const LineProgress line = On(tale, 3);
  EXPECT_EQ(line.state, LineState::kPart);
  EXPECT_EQ(line.amount_micros, 5 * kUnit);
  EXPECT_EQ(line.so_far_micros, 5 * kUnit);
  EXPECT_EQ(line.asked_micros, 20 * kUnit);
  tale.SaidNo({3});
  EXPECT_EQ(StateOn(tale, 3), LineState::kNotToday);
  tale.Amount(3, 20);
  EXPECT_EQ(StateOn(tale, 3), LineState::kDone);
}

TEST(DayLine, ADailyLimitIsPartWhileItHoldsAndOverBeyond) {
  Tale tale(TargetTerms(EveryDay{}, kAtMost, 2));
  tale.Today(3);
  EXPECT_EQ(StateOn(tale, 3), LineState::kOpen);
  tale.Amount(3, 2).Amount(2, 2).Amount(1, 3);
  EXPECT_EQ(StateOn(tale, 3), LineState::kPart);
  EXPECT_EQ(StateOn(tale, 2), LineState::kDone) << "that day is over";
  EXPECT_EQ(StateOn(tale, 1), LineState::kOver);
  tale.Amount(3, 3);
  EXPECT_EQ(StateOn(tale, 3), LineState::kOver);
}

TEST(DayLine, AWeeklyTargetShowsItsAmount) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 100, Period::kWeek));
  tale.Today(3);
  EXPECT_EQ(StateOn(tale, 3), LineState::kOpen);
  tale.Amount(0, 60);
  LineProgress line = On(tale, 3);
  EXPECT_EQ(line.state, LineState::kPart);
  EXPECT_EQ(line.amount_micros, 0);
  EXPECT_EQ(line.so_far_micros, 60 * kUnit);
  EXPECT_EQ(line.asked_micros, 100 * kUnit);
  EXPECT_EQ(line.period_done, 0);
  EXPECT_EQ(line.period_due, 1);
  tale.Amount(1, 40);
  EXPECT_EQ(StateOn(tale, 3), LineState::kDone);
  EXPECT_EQ(On(tale, 3).period_done, 1);
}

TEST(DayLine, AWeeklyTargetIsTheCalendarsAlsoWhereTheGoalBeganWithin) {
  Tale begun(TargetTerms(EveryDay{}, kAtLeast, 100, Period::kWeek));
  begun.Since(6).Today(6).Amount(5, 40);
  LineProgress line = On(begun, 6);
  EXPECT_EQ(line.state, LineState::kPart) << "40 of 100, not the seventh part of 100";
  EXPECT_EQ(line.so_far_micros, 40 * kUnit);
  EXPECT_EQ(line.asked_micros, 100 * kUnit);
  begun.Amount(4, 60);
  EXPECT_EQ(StateOn(begun, 6), LineState::kDone);

  Tale limit(TargetTerms(EveryDay{}, kAtMost, 10, Period::kWeek));
  limit.Since(6).Today(6).Amount(6, 2);
  EXPECT_EQ(StateOn(limit, 6), LineState::kPart) << "2 of at most 10";
}

TEST(DayLine, ARestLowersAWeeklyTargetAndLeavesALimit) {
  Tale target(TargetTerms(EveryDay{}, kAtLeast, 70, Period::kWeek));
  target.Today(3).Rests(1, 2).Amount(0, 50);
  EXPECT_EQ(On(target, 3).asked_micros, 50 * kUnit);
  EXPECT_EQ(StateOn(target, 3), LineState::kDone);
  Tale limit(TargetTerms(EveryDay{}, kAtMost, 70, Period::kWeek));
  limit.Today(3).Rests(1, 2);
  EXPECT_EQ(On(limit, 3).asked_micros, 70 * kUnit);
}

TEST(DayLine, AWeeklyLimitIsNotKeptBeforeItsLastDayIsOver) {
  Tale tale(TargetTerms(EveryDay{}, kAtMost, 10, Period::kWeek));
  tale.Amount(5, 2).Today(6);
  EXPECT_EQ(On(tale, 6).period_done, 0);
  EXPECT_EQ(On(tale.Today(7), 6).period_done, 1);
}

TEST(DayLine, AmountsOfAnotherUnitDoNotCountTowardsATarget) {
  GoalTerms pages = TargetTerms(EveryDay{}, kAtLeast, 100, Period::kWeek);
  pages.unit = "pages";
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 100, Period::kWeek));
  tale.Version(2, pages).Today(3).Amount(1, 90).Amount(2, 20);
  EXPECT_EQ(On(tale, 3).so_far_micros, 20 * kUnit);
}

TEST(DayLine, WhatNoDayAsksForIsOfferedWhileItIsBlankAndNeverOpen) {
  for (const GoalKind kind : {GoalKind::kObserve, GoalKind::kExplore, GoalKind::kEdge}) {
    Tale tale(KindTerms(kind));
    tale.Today(3);
    EXPECT_EQ(StateOn(tale, 3), LineState::kNotDue);
    EXPECT_TRUE(On(tale, 3).offered);
    EXPECT_TRUE(On(tale, 2).offered) << "also for a day that is past";
    EXPECT_FALSE(On(tale, -1).offered) << "before the goal began";
    tale.Kept({3});
    EXPECT_EQ(StateOn(tale, 3), LineState::kDone);
    EXPECT_FALSE(On(tale, 3).offered);
    tale.AllRests(2, 2);
    EXPECT_EQ(StateOn(tale, 2), LineState::kResting);
    EXPECT_FALSE(On(tale, 2).offered);
  }
  EXPECT_FALSE(On(Tale(CheckTerms(Weekdays{1})).Today(3), 3).offered) << "another day's";
}

TEST(DayLine, AScheduleSaysOnWhichDaysSomethingIsOffered) {
  GoalTerms terms = KindTerms(GoalKind::kObserve);
  terms.schedule.shape = Weekdays{1 << 2};
  Tale tale(terms);
  tale.Today(3);
  EXPECT_TRUE(On(tale, 2).offered);
  EXPECT_FALSE(On(tale, 3).offered);
}

TEST(DayLine, AWeeklyLimitIsOverOnAnyDayOnceItIsExceeded) {
  Tale tale(TargetTerms(EveryDay{}, kAtMost, 10, Period::kWeek));
  tale.Today(3);
  EXPECT_EQ(StateOn(tale, 3), LineState::kOpen);
  tale.Amount(1, 10);
  EXPECT_EQ(StateOn(tale, 3), LineState::kPart);
  tale.Amount(2, 1);
  EXPECT_EQ(StateOn(tale, 3), LineState::kOver);
}

TEST(DayLine, SpacingSaysFromWhenAndByWhen) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Kept({0}).Today(0);
  LineProgress line = On(tale, 0);
  EXPECT_EQ(line.state, LineState::kDone);
  EXPECT_EQ(line.due_from, kMonday + 2) << "the next one";
  EXPECT_EQ(line.due_by, kMonday + 4);
  line = On(tale.Today(1), 1);
  EXPECT_EQ(line.state, LineState::kNotDue);
  EXPECT_EQ(line.due_from, kMonday + 2);
  EXPECT_EQ(line.due_by, kMonday + 4);
  line = On(tale.Today(4), 4);
  EXPECT_EQ(line.state, LineState::kOpen);
  EXPECT_EQ(line.due_by, kMonday + 4);
  line = On(tale.Today(5), 5);
  EXPECT_EQ(line.due_from, kMonday + 2);
  EXPECT_EQ(line.due_by, kMonday + 8) << "it begins anew and is never over";
  EXPECT_FALSE(On(tale, 3).due_by) << "known for today alone";
}

TEST(DayLine, RestsMoveTheLastDayOfASpacing) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Kept({0}).Today(2).Rests(3, 5);
  EXPECT_EQ(On(tale, 2).due_by, kMonday + 7);
  tale.AllRests(3, std::nullopt);
  EXPECT_FALSE(On(tale, 2).due_by);
  EXPECT_EQ(StateOn(tale, 2), LineState::kOpen);
}

TEST(DayLine, ARestBehindTheLastDayOfASpacingMovesNothing) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Kept({0}).Today(2).Rests(5, 8);
  EXPECT_EQ(On(tale, 2).due_by, kMonday + 4) << "the day before the rest";
  tale.Rests(4, 4);
  EXPECT_EQ(On(tale, 2).due_by, kMonday + 9) << "behind both rests, which are one";
}

TEST(DayLine, AMilestoneIsDueEveryDayUntilItIsReached) {
  GoalTerms terms = KindTerms(GoalKind::kMilestone);
  terms.deadline = kMonday + 5;
  Tale tale(terms);
  tale.Today(4).SaidNo({3});
  EXPECT_EQ(StateOn(tale, 2), LineState::kOpen);
  EXPECT_EQ(StateOn(tale, 3), LineState::kNotToday);
  EXPECT_EQ(On(tale, 4).due_by, kMonday + 5);
  tale.Kept({3});
  EXPECT_EQ(StateOn(tale, 2), LineState::kOpen);
  EXPECT_EQ(StateOn(tale, 3), LineState::kDone);
  EXPECT_EQ(StateOn(tale, 4), LineState::kNotDue);
  EXPECT_FALSE(On(tale, 4).due_by);
}

TEST(DayLine, AMilestoneIsNotDueAfterItsDeadline) {
  GoalTerms terms = KindTerms(GoalKind::kMilestone);
  terms.deadline = kMonday + 5;
  Tale tale(terms);
  EXPECT_EQ(StateOn(tale.Today(5), 5), LineState::kOpen);
  EXPECT_EQ(StateOn(tale.Today(6), 6), LineState::kNotDue);
}

TEST(DayLine, KindsThatAreNotJudgedAreNeverOpen) {
  for (const GoalKind kind : {GoalKind::kObserve, GoalKind::kExplore, GoalKind::kEdge}) {
    EXPECT_EQ(Thursday(KindTerms(kind), Mark::kNone), LineState::kNotDue);
    EXPECT_EQ(Thursday(KindTerms(kind), Mark::kKept), LineState::kDone);
  }
}

}  // namespace
}  // namespace twofold

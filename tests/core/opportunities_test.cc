// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <limits>

#include "core/progress/judge.h"
#include "tests/core/progress_tale.h"

namespace twofold {
namespace {

constexpr Direction kAtLeast = Direction::kAtLeast;
constexpr Direction kAtMost = Direction::kAtMost;
constexpr std::uint8_t kMonWedFri = 0x15;

TEST(Opportunities, EachDueDayIsOne) {
  Tale tale(CheckTerms(Weekdays{kMonWedFri}));
  tale.Today(9).Kept({0, 1}).SaidNo({4}).Skipped({7});
  EXPECT_EQ(tale.Chances(0, 9), "0 k1, 2 u1, 4 m1, 7 x, 9 o1");
  EXPECT_EQ(tale.Chances(1, 4), "2 u1, 4 m1");
}

TEST(Opportunities, AWeekAsksForItsTimes) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(15).Kept({0, 3, 7, 8, 9, 10});
  EXPECT_EQ(tale.Chances(0, 15), "0-6 k2 u1, 7-13 k3, 14-20 o3");
  EXPECT_EQ(tale.Chances(0, 12), "0-6 k2 u1") << "the second week ends later";
  EXPECT_EQ(tale.Chances(6, 13), "0-6 k2 u1, 7-13 k3");
  EXPECT_EQ(tale.Chances(7, 13), "7-13 k3");
}

TEST(Opportunities, AWeekThatEndsTodayIsStillUnderWay) {
  Tale tale(CheckTerms(TimesPerWeek{2}));
  tale.Kept({0});
  EXPECT_EQ(tale.Today(6).Chances(0, 6), "0-6 k1 o1");
  EXPECT_EQ(tale.Today(7).Chances(0, 6), "0-6 k1 u1");
}

TEST(Opportunities, AWeekBeginsWhereTheScheduleSays) {
  GoalTerms terms = CheckTerms(TimesPerWeek{3});
  terms.schedule.week_start = 6;
  terms.schedule.first_day.reset();
  Tale tale(terms);
  tale.Since(-50).Today(7).Kept({-1, 5});
  EXPECT_EQ(tale.Chances(-1, 7), "-1-5 k2 u1, 6-12 o3") << "day 6 is a Sunday";
}

TEST(Opportunities, OnlyWhatCannotHaveBeenKeptWasMissed) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(7).Kept({0}).SaidNo({1, 2, 3});
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k1 u2") << "three days have no word";
  tale.SaidNo({4, 5});
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k1 m1 u1");
  tale.SaidNo({6});
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k1 m2");
}

TEST(Opportunities, ExcusedDaysLowerWhatIsAskedInProportion) {
  const auto week = [](int resting) {
    Tale tale(CheckTerms(TimesPerWeek{3}));
    tale.Today(7).Rests(0, resting - 1);
    return tale.Chances(0, 6);
  };
  EXPECT_EQ(week(0), "0-6 u3");
  EXPECT_EQ(week(2), "0-6 u3") << "15/7, rounded up";
  EXPECT_EQ(week(3), "0-6 u2");
  EXPECT_EQ(week(4), "0-6 u2");
  EXPECT_EQ(week(5), "0-6 u1");
  EXPECT_EQ(week(6), "0-6 u1");
  EXPECT_EQ(week(7), "0-6 x");
}

TEST(Opportunities, SkipsAndRestsToComeExcuseAlike) {
  Tale tale(CheckTerms(TimesPerWeek{7}));
  tale.Today(2).Skipped({1}).Rests(5, 9);
  EXPECT_EQ(tale.Chances(0, 2), "0-6 o4");
  tale.Rests(6, 6);
  EXPECT_EQ(tale.Chances(0, 2), "0-6 o4") << "resting twice is resting";
}

TEST(Opportunities, ADayPractisedInARestIsNotExcused) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(7).Rests(0, 6).Kept({2});
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k1");
}

TEST(Opportunities, MoreThanAskedCountsAsAsked) {
  Tale tale(CheckTerms(TimesPerWeek{2}));
  tale.Today(7).Kept({0, 1, 2, 3});
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k2");
}

TEST(Opportunities, AMonthAsksForItsTimes) {
  Tale tale(WithoutFirstDay(CheckTerms(TimesPerMonth{4})));
  tale.Since(-100).Today(15).Kept({0, 1, 15});  // 1 December is day 15
  EXPECT_EQ(tale.Chances(0, 15), "-15-14 k2 u2, 15-45 k1 o3");
}

TEST(Opportunities, TimesInDaysAreJudgedByRuns) {
  Tale tale(CheckTerms(TimesInDays{2, 5}));
  tale.Today(12).Kept({3, 4, 5});
  EXPECT_EQ(tale.Chances(0, 12), "0-4 k2, 5-9 k1 u1, 10-14 o2");
}

TEST(Opportunities, AVersionCutsTheWeekAndEachPartAsksForItsShare) {
  Tale tale(CheckTerms(TimesPerWeek{7}));
  tale.Version(2, CheckTerms(TimesPerWeek{2})).Today(7).Kept({0, 1, 2});
  EXPECT_EQ(tale.Chances(0, 6), "0-1 k2, 2-6 k1 u1") << "10/7, rounded up";
  tale.history.versions[1].from = kMonday + 6;
  EXPECT_EQ(tale.Chances(0, 6), "0-5 k3 u3, 6 u1") << "at least one";
}

TEST(Opportunities, AVersionThatAsksForTheSameCutsNothing) {
  GoalTerms terms = CheckTerms(TimesPerWeek{3});
  Tale tale(terms);
  terms.meaning = "without a phone";
  terms.schedule.at_minute = 600;
  tale.Version(2, terms).Today(7).Kept({0, 1, 2});
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k3");
}

TEST(Opportunities, AGoalBegunInMidweekAsksForItsShareAndCountsTheWholeWeek) {
  Tale tale(CheckTerms(TimesPerWeek{4}));
  tale.Since(3).Today(9).Ended(8).Kept({1});
  EXPECT_EQ(tale.Chances(0, 9), "3-6 k1 u2, 7-8 u2") << "16/7 and 8/7, rounded up";
}

TEST(Opportunities, AChangeFromDaysToTimesIsCutThere) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Version(3, CheckTerms(TimesPerWeek{2})).Today(7).Kept({0, 4, 5});
  EXPECT_EQ(tale.Chances(0, 6), "0 k1, 1 u1, 2 u1, 3-6 k2");
}

TEST(Opportunities, AWeeklyTargetIsOne) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 100, Period::kWeek));
  tale.Today(23).Amount(0, 60).Amount(6, 40).Amount(7, 99).Amount(21, 10);
  EXPECT_EQ(tale.Chances(0, 23), "0-6 k1, 7-13 m1, 14-20 u1, 21-27 o1");
}

TEST(Opportunities, ExcusedDaysLowerAWeeklyAmountAndNoLimit) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 70, Period::kWeek));
  tale.Today(7).Amount(0, 30).Rests(3, 6);
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k1");
  tale.Amount(0, 29);
  EXPECT_EQ(tale.Chances(0, 6), "0-6 m1");
  Tale limit(TargetTerms(EveryDay{}, kAtMost, 70, Period::kWeek));
  limit.Today(7).Amount(0, 70).Rests(3, 6);
  EXPECT_EQ(limit.Chances(0, 6), "0-6 k1");
  limit.Rests(0, 6);
  EXPECT_EQ(limit.Chances(0, 6), "0-6 k1") << "what was logged in a rest is no less true";
}

TEST(Opportunities, AnAmountLoggedInARestDoesNotRaiseWhatIsAsked) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 70, Period::kWeek));
  tale.Today(7).Amount(0, 40).Rests(4, 6);
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k1");
  tale.Amount(5, 1).Amount(6, 1);
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k1");
}

TEST(Opportunities, AWhollyExcusedWeekCountsOnlyWhenItWasKept) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 70, Period::kWeek));
  tale.Today(7).Amount(0, 69).Rests(0, 6);
  EXPECT_EQ(tale.Chances(0, 6), "0-6 x");
  tale.Amount(1, 1);
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k1");
  Tale limit(TargetTerms(EveryDay{}, kAtMost, 70, Period::kWeek));
  limit.Today(7).Amount(0, 71).Rests(0, 6);
  EXPECT_EQ(limit.Chances(0, 6), "0-6 x");
}

TEST(Opportunities, AWeeklyLimitIsBrokenAtOnceAndKeptInTheEnd) {
  Tale tale(TargetTerms(EveryDay{}, kAtMost, 10, Period::kWeek));
  tale.Today(8).Amount(0, 10).Amount(7, 11);
  EXPECT_EQ(tale.Chances(0, 8), "0-6 k1, 7-13 m1");
  tale.Amount(7, 10);
  EXPECT_EQ(tale.Chances(0, 8), "0-6 k1, 7-13 o1");
  tale.Today(21);
  EXPECT_EQ(tale.Chances(14, 20), "14-20 u1") << "nothing was said";
}

TEST(Opportunities, AVersionCutsALimitInProportion) {
  Tale tale(TargetTerms(EveryDay{}, kAtMost, 70, Period::kWeek));
  tale.Version(2, TargetTerms(EveryDay{}, kAtMost, 7, Period::kWeek)).Today(7);
  tale.Amount(0, 20).Amount(3, 5);
  EXPECT_EQ(tale.Chances(0, 6), "0-1 k1, 2-6 k1");
  tale.Amount(0, 21).Amount(3, 6);
  EXPECT_EQ(tale.Chances(0, 6), "0-1 m1, 2-6 m1");
}

TEST(Opportunities, HostileAmountsAddUpToTheMost) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 100, Period::kWeek));
  tale.Today(7).Amount(0, 1).Amount(1, 1).Amount(2, 1);
  tale.history.days[0].amount_micros = std::numeric_limits<std::int64_t>::max();
  tale.history.days[1].amount_micros = std::numeric_limits<std::int64_t>::max();
  tale.history.days[2].amount_micros = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(tale.Chances(0, 6), "0-6 k1");
}

TEST(Opportunities, SpacingGoesFromPracticeToPractice) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Today(10).Kept({0, 2, 6});
  EXPECT_EQ(tale.Chances(0, 10), "0 k1, 1-2 k1, 3-6 k1, 7-10 o1");
  tale.Kept({7});
  EXPECT_EQ(tale.Chances(3, 10), "3-6 k1, 7 k1, 8-11 o1") << "earlier than allowed is practice";
}

TEST(Opportunities, ASpacingThatPassedBeginsAnewAtItsLastDay) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Today(13).Kept({0, 9});
  EXPECT_EQ(tale.Chances(0, 13), "0 k1, 1-4 u1, 5-8 u1, 9 k1, 10-13 o1");
  tale.Today(14);
  EXPECT_EQ(tale.Chances(10, 14), "10-13 u1, 14-17 o1");
}

TEST(Opportunities, ExcusedDaysMoveTheLastDayOfASpacing) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Today(8).Kept({0}).Rests(2, 3).Skipped({5});
  EXPECT_EQ(tale.Chances(0, 8), "0 k1, 1-7 u1, 8-11 o1");
  tale.AllRests(9, 10);
  EXPECT_EQ(tale.Chances(8, 8), "8-13 o1") << "and so do rests to come";
  tale.AllRests(9, std::nullopt);
  EXPECT_EQ(tale.Chances(8, 8), "8 o1") << "no last day is known";
}

TEST(Opportunities, ASpacingIsMissedWhenEveryAllowedDaySaidSo) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Today(5).Kept({0}).SaidNo({2, 3, 4});
  EXPECT_EQ(tale.Chances(1, 4), "1-4 m1") << "day 1 came too early to be asked";
  tale.Marked(Mark::kNone, {3});
  EXPECT_EQ(tale.Chances(1, 4), "1-4 u1");
}

TEST(Opportunities, TheFirstAllowedDayOfASpacingIsAskedForToo) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Today(5).Kept({0}).SaidNo({3, 4});
  EXPECT_EQ(tale.Chances(1, 4), "1-4 u1") << "nothing was said about day 2";
}

TEST(Opportunities, ANewSpacingStartsFreshAndDropsWhatWasUnderWay) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Version(3, CheckTerms(Spacing{3, 5})).Today(8).Kept({0});
  EXPECT_EQ(tale.Chances(0, 8), "0 k1, 3-7 u1, 8-12 o1");
}

TEST(Opportunities, SpacingCountsOnFromAPracticeBeforeTheDaysRead) {
  Tale tale(WithoutFirstDay(CheckTerms(Spacing{2, 4})));
  tale.Since(-100).Today(6);
  tale.history.practised_before = kMonday - 11;
  EXPECT_EQ(tale.Chances(0, 6), "-2-1 u1, 2-5 u1, 6-9 o1") << "-7, -3, 1, 5";
  tale.AllRests(-9, -8);
  EXPECT_EQ(tale.Chances(0, 6), "0-3 u1, 4-7 o1") << "-5, -1, 3";
}

TEST(Opportunities, SpacingCountsOnFromTheNewestPracticeHoweverItIsKnown) {
  Tale tale(WithoutFirstDay(CheckTerms(Spacing{2, 4})));
  tale.Since(-100).Today(6).Kept({-12});
  tale.history.practised_before = kMonday - 11;
  EXPECT_EQ(tale.Chances(0, 6), "-2-1 u1, 2-5 u1, 6-9 o1") << "by what is told beside the days";
  tale.Kept({-10});
  EXPECT_EQ(tale.Chances(0, 6), "-1-2 u1, 3-6 o1") << "by one of the days";
}

TEST(Opportunities, APracticeBeforeItsVersionDoesNotMoveASpacing) {
  const GoalTerms spaced = WithoutFirstDay(CheckTerms(Spacing{2, 4}));
  Tale tale(WithoutFirstDay(CheckTerms(EveryDay{})));
  tale.Since(-100).Version(-10, spaced).Today(6);
  tale.history.practised_before = kMonday - 20;
  EXPECT_EQ(tale.Chances(0, 6), "-2-1 u1, 2-5 u1, 6-9 o1") << "from day -10 on";
}

TEST(Opportunities, KindsThatAreNotJudgedHaveNone) {
  for (const GoalKind kind :
       {GoalKind::kMilestone, GoalKind::kObserve, GoalKind::kExplore, GoalKind::kEdge}) {
    Tale tale(KindTerms(kind));
    tale.Today(6).Kept({1});
    EXPECT_EQ(tale.Chances(0, 6), "");
  }
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/numbers.h"

#include <gtest/gtest.h>

#include "absl/strings/str_format.h"
#include "tests/core/progress_tale.h"

namespace twofold {
namespace {

constexpr Direction kAtLeast = Direction::kAtLeast;
constexpr Direction kAtMost = Direction::kAtMost;

Kept KeptOf(const Tale& tale, int first, int last) {
  return KeptIn(tale.history, kMonday + first, kMonday + last);
}

// "2/3 3/3 (1/3)", the open one in brackets, an odd ratio behind it.
std::string Glyphs(const Tale& tale) {
  std::string text;
  for (const Glyph& glyph : Typical(tale.history).glyphs) {
    std::string one = absl::StrCat(glyph.done, "/", glyph.due);
    const double plain = std::min(1.0, 1.0 * glyph.done / glyph.due);
    if (glyph.ratio != plain) absl::StrAppend(&one, "=", absl::StrFormat("%.3f", glyph.ratio));
    if (glyph.open) one = absl::StrCat("(", one, ")");
    absl::StrAppend(&text, text.empty() ? "" : " ", one);
  }
  return text;
}

TEST(Kept, CountsOpportunitiesAndTheirBounds) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(6).Kept({0, 1}).SaidNo({2}).Skipped({3}).Rests(4, 4);
  const Kept kept = KeptOf(tale, 0, 6);
  EXPECT_EQ(kept, (Kept{2, 1, 1, 2, 1}));
  EXPECT_EQ(kept.counted(), 4);
  EXPECT_TRUE(kept.few());
  EXPECT_FALSE((Kept{3, 1, 1, 0, 0}).few());
}

TEST(Kept, AWeekThatAsksForThreeCountsThree) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(15).Kept({0, 1, 7, 8, 9, 10, 14}).Rests(-7, -1);
  EXPECT_EQ(KeptOf(tale, 0, 15), (Kept{6, 0, 1, 0, 2}));
  tale.Rests(0, 6).Marked(Mark::kNone, {0, 1});
  EXPECT_EQ(KeptOf(tale, 0, 15), (Kept{4, 0, 0, 1, 2}));
}

TEST(Typical, IsTheMedianOfTheLastSixCountedWeeks) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(51);
  // Weeks of 1, 2, 3, 4, 5, 6 and 7 kept days, then one under way.
  for (int week = 0; week < 7; ++week) {
    for (int day = 0; day <= week; ++day) tale.Kept({7 * week + day});
  }
  tale.Kept({49});
  EXPECT_EQ(Glyphs(tale), "2/7 3/7 4/7 5/7 6/7 7/7 (1/7)");
  const TypicalWeek typical = Typical(tale.history);
  EXPECT_DOUBLE_EQ(*typical.median, 4.5 / 7);
  EXPECT_EQ(typical.of, 7);
  EXPECT_EQ(typical.typically, 5) << "4.5, rounded to the nearest, halves up";
  EXPECT_EQ(typical.unit, Unit::kWeek);
  EXPECT_EQ(typical.glyphs.back().first, kMonday + 49);
  EXPECT_EQ(typical.glyphs.back().last, kMonday + 55);
}

TEST(Typical, IsKnownFromTheThirdCountedWeekOn) {
  Tale tale(CheckTerms(TimesPerWeek{2}));
  tale.Kept({0, 7, 8, 14, 15, 16});
  EXPECT_FALSE(Typical(tale.Today(20).history).median);
  const TypicalWeek typical = Typical(tale.Today(21).history);
  EXPECT_EQ(*typical.median, 1);
  EXPECT_EQ(typical.typically, 2);
  EXPECT_EQ(Glyphs(tale), "1/2 2/2 3/2 (0/2)");
}

TEST(Typical, AWhollyExcusedWeekDoesNotCount) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(28).Kept({0, 1, 14, 21, 22, 23}).Rests(7, 13).Rests(14, 17);
  EXPECT_EQ(Glyphs(tale), "2/3 1/2 3/3 (0/3)");
}

TEST(Typical, ExcusedDaysOfADatedGoalAreNotDue) {
  Tale tale(CheckTerms(Weekdays{0x15}));
  tale.Today(23).Kept({0, 2, 7, 8, 9, 21}).Skipped({4}).Rests(14, 20).Rests(25, 25);
  EXPECT_EQ(Glyphs(tale), "2/2 3/3 (1/2)") << "Tuesday made up for Friday";
}

TEST(Typical, AWeekInWhichNothingIsDueDoesNotCount) {
  Tale tale(CheckTerms(EveryNWeeks{2, 0x10}));
  tale.Today(30).Kept({4, 18});
  EXPECT_EQ(Glyphs(tale), "1/1 1/1 (0/1)") << "the Friday of the week under way is to come";
  EXPECT_EQ(Typical(tale.history).of, 1);
}

TEST(Typical, ThePeriodUnderWayIsLeftOutWhenNothingIsDueInIt) {
  Tale tale(CheckTerms(EveryNWeeks{2, 0x10}));
  tale.Today(9).Kept({4});
  EXPECT_EQ(Glyphs(tale), "1/1");
}

TEST(Typical, MonthlyGoalsHaveMonths) {
  Tale tale(WithoutFirstDay(CheckTerms(TimesPerMonth{4})));
  tale.Since(-76).Today(20).Kept({-50, -40, -20, 0, 1, 2, 15});
  const TypicalWeek typical = Typical(tale.history);
  EXPECT_EQ(typical.unit, Unit::kMonth);
  EXPECT_EQ(Glyphs(tale), "1/4 2/4 3/4 (1/4)") << "September, October, November, December";
  EXPECT_EQ(*typical.median, 0.5);
  EXPECT_EQ(typical.typically, 2);
}

TEST(Typical, DaysOfTheMonthHaveMonthsToo) {
  Tale tale(WithoutFirstDay(CheckTerms(DaysOfMonth{0x4001})));  // the 1st and the 15th
  tale.Since(-77).Today(20).Kept({-46, -15, -1, 15});
  EXPECT_EQ(Glyphs(tale), "0/2 1/2 2/2 (1/2)") << "the 1st is day 15, the 15th day -1";
  EXPECT_EQ(Typical(tale.history).of, 2);
}

TEST(Typical, TimesInDaysHaveRuns) {
  Tale tale(CheckTerms(TimesInDays{2, 5}));
  tale.Today(16).Kept({0, 1, 5, 15});
  const TypicalWeek typical = Typical(tale.history);
  EXPECT_EQ(typical.unit, Unit::kRun);
  EXPECT_EQ(typical.run_days, 5);
  EXPECT_EQ(Glyphs(tale), "2/2 1/2 0/2 (1/2)");
}

TEST(Typical, SpacingCountsTheChancesThatEndInTheWeek) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Today(21).Kept({0, 3, 6, 13});
  EXPECT_EQ(Glyphs(tale), "3/3 1/2 0/1 (0/1)") << "10 and 17 passed, 21 is today";
}

TEST(Typical, AWeeklyAmountIsCountedInPart) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 100, Period::kWeek));
  tale.Today(22).Amount(0, 80).Amount(7, 120).Amount(15, 30).Amount(21, 10);
  EXPECT_EQ(Glyphs(tale), "0/1=0.800 1/1 0/1=0.300 (0/1=0.100)");
  EXPECT_EQ(Typical(tale.history).typically, 1);
}

TEST(Typical, AWeeklyLimitFallsToNothingAtTwiceTheLimit) {
  Tale tale(TargetTerms(EveryDay{}, kAtMost, 10, Period::kWeek));
  tale.Today(42).Amount(0, 10).Amount(7, 15).Amount(14, 20).Amount(21, 30).Amount(28, 1);
  EXPECT_EQ(Glyphs(tale), "1/1 0/1=0.500 0/1 0/1 1/1 0/1 (0/1)")
      << "about the last week nothing was said";
}

TEST(Typical, ADailyLimitIsTheMeanOverItsDays) {
  Tale tale(TargetTerms(Weekdays{0x0F}, kAtMost, 10));
  tale.Today(7).Amount(0, 10).Amount(1, 15).Amount(2, 40);
  EXPECT_EQ(Glyphs(tale), "1/4=0.375 (0/4)");
}

TEST(Typical, EachWeekIsJudgedByItsOwnVersion) {
  Tale tale(CheckTerms(TimesPerWeek{1}));
  tale.Version(14, CheckTerms(TimesPerWeek{5})).Today(28).Kept({0, 7, 14, 15, 21});
  EXPECT_EQ(Glyphs(tale), "1/1 1/1 2/5 1/5 (0/5)");
  EXPECT_EQ(Typical(tale.history).of, 5);
}

TEST(Typical, AWeekCutByAVersionIsOneGlyph) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Version(3, CheckTerms(TimesPerWeek{5})).Today(7).Kept({0, 1, 2, 3});
  EXPECT_EQ(Glyphs(tale), "4/5 (0/5)") << "two of three, and three of five, days' shares";
}

TEST(Typical, VersionsThatCountInAnotherUnitAreLeftOut) {
  Tale tale(WithoutFirstDay(CheckTerms(TimesPerMonth{4})));
  tale.Since(-100).Version(0, CheckTerms(EveryDay{})).Today(7).Kept({0, 1});
  EXPECT_EQ(Glyphs(tale), "2/7 (0/7)");
}

TEST(Typical, LooksBackTwentySixPeriods) {
  const auto from = [](GoalTerms terms) {
    const Tale tale(std::move(terms));
    return TypicalFrom(tale.history.versions, kMonday + 2) - kMonday;
  };
  EXPECT_EQ(from(CheckTerms(EveryDay{})), -26 * 7);
  EXPECT_EQ(from(CheckTerms(TimesPerMonth{1})), DayNumber(absl::CivilDay(2024, 9, 1)) - kMonday);
  EXPECT_EQ(from(CheckTerms(TimesInDays{1, 5})), -26 * 5 - 4) << "and what the first one reads";
  Tale tale(WithoutFirstDay(CheckTerms(EveryDay{})));
  tale.Since(-1000).Today(2);
  for (int day = -26 * 7 - 7; day < -26 * 7 + 7; ++day) tale.Kept({day});
  tale.Rests(-26 * 7 + 7, 2);
  EXPECT_EQ(Glyphs(tale), "7/7 (0/4)") << "the week before it is not looked at";
}

TEST(Typical, AWeekThatBeganBeforeTheTwentySixIsLeftOut) {
  GoalTerms sundays = WithoutFirstDay(CheckTerms(EveryDay{}));
  sundays.schedule.week_start = 6;
  Tale tale(sundays);
  // Weeks begin on Mondays from the second of the 26 on.
  tale.Version(-25 * 7, WithoutFirstDay(CheckTerms(EveryDay{}))).Since(-1000).Today(2);
  tale.Kept({-26 * 7, -26 * 7 + 6}).Rests(-25 * 7, 2);
  EXPECT_EQ(Glyphs(tale), "1/1 (0/4)") << "of the two days kept the second alone";
}

TEST(Typical, WhatAFullWeekAsksForIsRoundedUp) {
  const auto asks = [](ScheduleShape shape) {
    Tale tale(CheckTerms(shape));
    return Typical(tale.Today(2).history).of;
  };
  EXPECT_EQ(asks(EveryNDays{3}), 3);
  EXPECT_EQ(asks(EveryNDays{7}), 1);
  EXPECT_EQ(asks(EveryNDays{30}), 1);
  EXPECT_EQ(asks(Spacing{2, 4}), 2);
}

TEST(Typical, KindsThatAreNotJudgedHaveNone) {
  Tale tale(KindTerms(GoalKind::kExplore));
  tale.Today(30).Kept({1, 2, 3});
  EXPECT_TRUE(Typical(tale.history).glyphs.empty());
  EXPECT_EQ(Typical(tale.history).of, 0);
}

Returns ReturnsOf(const Tale& tale, int first, int last) {
  return ReturnsIn(tale.history, kMonday + first, kMonday + last);
}

TEST(Returns, AGapOfTwoDueDaysIsOneReturn) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(20).Kept({0, 2, 5, 10});
  const Returns returns = ReturnsOf(tale, 0, 20);
  EXPECT_EQ(returns.count, 2) << "one blank day between 0 and 2 is no gap";
  EXPECT_EQ(*returns.median_gap_days, 3) << "2 and 4 days";
}

TEST(Returns, ThereIsNoneBeforePracticeResumes) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(20).Kept({5});
  EXPECT_EQ(ReturnsOf(tale, 0, 20), Returns{});
}

TEST(Returns, OnlyDueDaysMakeAGap) {
  Tale tale(CheckTerms(Weekdays{1}));
  tale.Today(60).Kept({0, 14, 35});
  const Returns returns = ReturnsOf(tale, 0, 60);
  EXPECT_EQ(returns.count, 1) << "one Monday, then two";
  EXPECT_EQ(*returns.median_gap_days, 20);
}

TEST(Returns, ExcusedDaysAreNotPartOfAGap) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(20).Kept({0, 5}).Rests(1, 2).Skipped({3});
  EXPECT_EQ(ReturnsOf(tale, 0, 20).count, 0) << "one blank day alone";
  tale.Marked(Mark::kNone, {3});
  EXPECT_EQ(ReturnsOf(tale, 0, 20), (Returns{1, 2}));
}

TEST(Returns, ACountingGoalsOpportunityIsItsShareOfThePeriod) {
  const auto after = [](int days) {
    Tale tale(CheckTerms(TimesPerWeek{3}));  // one in three days
    tale.Today(60).Kept({0, days + 1});
    return ReturnsOf(tale, 0, 60).count;
  };
  EXPECT_EQ(after(5), 0);
  EXPECT_EQ(after(6), 1);
  const auto after_spacing = [](int days) {
    Tale tale(CheckTerms(Spacing{2, 4}));
    tale.Today(60).Kept({0, days + 1});
    return ReturnsOf(tale, 0, 60).count;
  };
  EXPECT_EQ(after_spacing(7), 0);
  EXPECT_EQ(after_spacing(8), 1);
  const auto after_weekly = [](int days) {
    Tale tale(TargetTerms(EveryDay{}, kAtLeast, 100, Period::kWeek));
    tale.Today(60).Amount(0, 1).Amount(days + 1, 1);
    return ReturnsOf(tale, 0, 60).count;
  };
  EXPECT_EQ(after_weekly(13), 0);
  EXPECT_EQ(after_weekly(14), 1);
}

TEST(Returns, AnyAmountIsPracticeButForALimit) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 20));
  tale.Today(9).Amount(0, 1).Amount(3, 1);
  EXPECT_EQ(ReturnsOf(tale, 0, 9), (Returns{1, 2}));
  Tale limit(TargetTerms(EveryDay{}, kAtMost, 2));
  limit.Today(9).Amount(0, 1).Amount(1, 5).Amount(2, 5).Amount(3, 1);
  EXPECT_EQ(ReturnsOf(limit, 0, 9), (Returns{1, 2}));
}

TEST(Returns, DaysOutsideTheGoalsLifeAreNoGap) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Since(5).Today(20).Kept({0, 6});
  EXPECT_EQ(ReturnsOf(tale, 0, 20).count, 0);
}

TEST(EaseIsDue, AsksEveryFourteenDays) {
  EXPECT_FALSE(EaseIsDue(std::nullopt, 100, 113));
  EXPECT_TRUE(EaseIsDue(std::nullopt, 100, 114));
  EXPECT_FALSE(EaseIsDue(130, 100, 143));
  EXPECT_TRUE(EaseIsDue(130, 100, 144));
}

int Streak(const Tale& tale, int first = 0) { return StreakAt(tale.history, kMonday + first); }

TEST(Streak, PassesOverExcusedAndNotDueDaysAndAnOpenToday) {
  Tale tale(CheckTerms(Weekdays{0x1F}));
  tale.Today(9).Kept({1, 2, 3, 5, 7}).SaidNo({0}).Skipped({4}).Rests(8, 8);
  EXPECT_EQ(Streak(tale), 5);
  tale.Kept({9});
  EXPECT_EQ(Streak(tale), 6);
  tale.SaidNo({9});
  EXPECT_EQ(Streak(tale), 0);
}

TEST(Streak, EndsAtADayOfWhichNothingWasSaid) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(5).Kept({0, 1, 3, 4});
  EXPECT_EQ(Streak(tale), 2);
  EXPECT_EQ(Streak(tale, 4), 1) << "looks back no further";
}

TEST(Streak, EndsAtAWeekThatWasNotUsedInFull) {
  Tale tale(CheckTerms(TimesPerWeek{2}));
  tale.Today(22).Kept({0, 1, 7, 14, 15, 16});
  EXPECT_EQ(Streak(tale), 3);
  tale.Kept({8});
  EXPECT_EQ(Streak(tale), 7);
}

TEST(Streak, TheLastDayOfAWeekThatEndedItIsNoPartOfIt) {
  Tale tale(CheckTerms(TimesPerWeek{2}));
  tale.Today(9).Kept({6, 7, 8});
  EXPECT_EQ(Streak(tale), 2);
}

TEST(Streak, IsNoneForKindsThatAreNotJudged) {
  Tale tale(KindTerms(GoalKind::kObserve));
  tale.Today(3).Kept({1, 2});
  EXPECT_EQ(Streak(tale), 0);
}

}  // namespace
}  // namespace twofold

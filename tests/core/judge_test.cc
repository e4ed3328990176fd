// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/judge.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/core/progress_tale.h"

namespace twofold {
namespace {

constexpr Direction kAtLeast = Direction::kAtLeast;
constexpr Direction kAtMost = Direction::kAtMost;
constexpr std::uint8_t kMonWedFri = 0x15;

// ---- Records ----

TEST(AddRecord, WhatSaysMostForTheDayWinsInAnyOrder) {
  const std::vector<Mark> rising = {
      Mark::kNone,   Mark::kNotKept,   Mark::kZero, Mark::kSkipped, Mark::kSteppedBack,
      Mark::kStayed, Mark::kDifferent, Mark::kFine, Mark::kAgain,   Mark::kKept};
  for (std::size_t a = 0; a < rising.size(); ++a) {
    for (std::size_t b = 0; b < rising.size(); ++b) {
      DayEntry one, other;
      one.mark.value.mark = rising[a];
      other.mark.value.mark = rising[b];
      DayRecord record;
      Add(record, one);
      Add(record, other);
      EXPECT_EQ(record.mark, rising[std::max(a, b)]) << a << " " << b;
    }
  }
}

TEST(AddRecord, AmountsAddUpAndWrapAround) {
  DayEntry entry;
  entry.amount_micros = std::numeric_limits<std::int64_t>::max();
  DayRecord record;
  Add(record, entry);
  Add(record, entry);
  EXPECT_EQ(record.amount_micros, -2) << "the same everywhere, and no undefined sum";
}

TEST(IsPractised, LooksAtWhatTheKindCounts) {
  const auto practised = [](const GoalTerms& terms, Mark mark, std::int64_t amount = 0) {
    return IsPractised(terms, {0, mark, amount});
  };
  const GoalTerms check = CheckTerms(EveryDay{});
  EXPECT_TRUE(practised(check, Mark::kKept));
  EXPECT_FALSE(practised(check, Mark::kNotKept));
  EXPECT_FALSE(practised(check, Mark::kSkipped));
  EXPECT_FALSE(practised(check, Mark::kAgain)) << "a mark of another kind";
  EXPECT_FALSE(practised(check, Mark::kNone, 5)) << "it has no unit";
  const GoalTerms measure = MeasureTerms(EveryDay{});
  EXPECT_TRUE(practised(measure, Mark::kNone, 1));
  EXPECT_TRUE(practised(measure, Mark::kSkipped, 1));
  EXPECT_FALSE(practised(measure, Mark::kZero));
  EXPECT_FALSE(practised(measure, Mark::kKept));
  EXPECT_FALSE(practised(measure, Mark::kNone, -1));
  const GoalTerms limit = TargetTerms(EveryDay{}, kAtMost, 2);
  EXPECT_TRUE(practised(limit, Mark::kZero));
  EXPECT_TRUE(practised(limit, Mark::kNone, 1));
  EXPECT_FALSE(practised(limit, Mark::kNone));
  for (const Mark mark : {Mark::kKept, Mark::kAgain, Mark::kDifferent, Mark::kFine}) {
    EXPECT_TRUE(practised(KindTerms(GoalKind::kTime), mark));
  }
  for (const Mark mark : {Mark::kKept, Mark::kStayed, Mark::kSteppedBack}) {
    EXPECT_TRUE(practised(KindTerms(GoalKind::kEdge), mark));
  }
  EXPECT_TRUE(practised(KindTerms(GoalKind::kObserve), Mark::kZero));
}

TEST(ReadFrom, IsTheBeginningOfThePeriod) {
  const auto from = [](const GoalTerms& terms, int day) {
    const Tale tale(terms);
    return ReadFrom(tale.history.versions, kMonday + day) - kMonday;
  };
  EXPECT_EQ(from(CheckTerms(EveryDay{}), 4), 4);
  EXPECT_EQ(from(CheckTerms(TimesPerWeek{3}), 4), 0);
  GoalTerms from_sunday = CheckTerms(TimesPerWeek{3});
  from_sunday.schedule.week_start = 6;
  EXPECT_EQ(from(from_sunday, 4), -1);
  EXPECT_EQ(from(CheckTerms(TimesPerMonth{3}), 4), -15);
  EXPECT_EQ(from(CheckTerms(TimesInDays{3, 10}), 4), -5) << "the last ten days";
  EXPECT_EQ(from(CheckTerms(Spacing{2, 4}), 4), 0);
  EXPECT_EQ(from(TargetTerms(EveryDay{}, kAtLeast, 5, Period::kWeek), 4), 0);
  EXPECT_EQ(from(TargetTerms(EveryDay{}, kAtLeast, 5, Period::kMonth), 4), -15);
}

TEST(ReadFrom, LooksAtEveryVersionThatIsInForceFromThenOn) {
  Tale tale(CheckTerms(TimesPerMonth{3}));
  tale.Version(0, CheckTerms(TimesPerWeek{2})).Version(10, CheckTerms(TimesInDays{1, 30}));
  EXPECT_EQ(ReadFrom(tale.history.versions, kMonday + 4), kMonday - 19) << "ten days after Monday";
  EXPECT_EQ(ReadFrom(tale.history.versions, kMonday + 40), kMonday + 11);
}

// ---- Days ----

TEST(Judge, EveryDayHasItsWord) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(6).Kept({0}).SaidNo({1}).Skipped({2}).Rests(3, 3);
  EXPECT_EQ(tale.States(0, 6), "KMSPUUo");
}

TEST(Judge, NoDayIsJudgedAfterToday) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(2).Kept({3});
  EXPECT_EQ(tale.States(1, 9), "Uo");
  EXPECT_EQ(tale.States(3, 9), "");
  EXPECT_EQ(tale.States(2, 1), "");
}

TEST(Judge, DaysThatAreNotNamedAreNotDueYetCanBeKept) {
  Tale tale(CheckTerms(Weekdays{kMonWedFri}));
  tale.Today(6).Kept({1}).SaidNo({3}).Skipped({5});
  EXPECT_EQ(tale.States(0, 6), "UKU.US.");
  EXPECT_TRUE(Judge(tale.history, kMonday, kMonday)[0].due);
  EXPECT_FALSE(Judge(tale.history, kMonday + 1, kMonday + 1)[0].due);
}

TEST(Judge, NothingIsDueBeforeTheGoalBeganOrAfterItEnded) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Since(2).Today(9).Ended(5).Kept({0, 7}).SaidNo({1}).Rests(-1, 1);
  EXPECT_EQ(tale.States(-1, 9), ".K.UUUU.K..") << "backdated and late practice is kept";
}

TEST(Judge, NothingIsDueOutsideTheSchedulesSpan) {
  GoalTerms terms = CheckTerms(EveryDay{});
  terms.schedule.first_day = kMonday + 2;
  terms.schedule.last_day = kMonday + 4;
  Tale tale(terms);
  tale.Today(6).Kept({1}).Rests(0, 2);
  EXPECT_EQ(tale.States(0, 6), ".KPUU..");
}

TEST(Judge, TheRestOfEverythingEndsNoRestOfTheGoalsOwn) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(9).Rests(1, 6).AllRests(2, 3).AllRests(8, std::nullopt);
  EXPECT_EQ(tale.States(0, 9), "UPPPPPPUPP");
}

TEST(Judge, AnotherGoalsRestAndOneTakenBackCoverNothing) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(3).AllRests(0, 3);
  tale.history.rests[0].removed = true;
  tale.history.rests.push_back(
      {EntityId::Prefix(std::string(16, 'o')), kMonday, kMonday + 3, false});
  EXPECT_EQ(tale.States(0, 3), "UUUo");
}

TEST(Judge, ASkipInsideARestIsASkipAndPracticeIsKept) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.Today(5).Rests(0, 3).Skipped({1}).Kept({2}).SaidNo({3});
  EXPECT_EQ(tale.States(0, 4), "PSKPU");
}

TEST(Judge, TodayIsOpenUntilSomethingIsSaid) {
  const auto today = [](Mark mark) {
    Tale tale(CheckTerms(EveryDay{}));
    tale.Today(0).Marked(mark, {0});
    return tale.States(0, 0);
  };
  EXPECT_EQ(today(Mark::kNone), "o");
  EXPECT_EQ(today(Mark::kKept), "K");
  EXPECT_EQ(today(Mark::kNotKept), "M");
  EXPECT_EQ(today(Mark::kSkipped), "S");
}

TEST(Judge, AMeasureWithoutATargetIsKeptByAnyAmount) {
  Tale tale(MeasureTerms(EveryDay{}));
  tale.Today(3).Amount(0, 1).Marked(Mark::kZero, {1}).Amount(3, 1);
  EXPECT_EQ(tale.States(0, 3), "KMUK");
}

TEST(Judge, AnAtLeastDayIsKeptWhenTheTargetIsReached) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 20));
  tale.Today(6).Amount(0, 20).Amount(1, 19).Amount(2, 25).Marked(Mark::kZero, {3}).Amount(5, -3);
  EXPECT_EQ(tale.States(0, 5), "KMKMUU");
}

TEST(Judge, AnAmountBesideTheTargetIsExcusedByASkipOrARest) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 20));
  tale.Today(6).Amount(0, 5).Skipped({0, 2}).Amount(1, 5).Rests(1, 1).Amount(2, 20);
  EXPECT_EQ(tale.States(0, 2), "SPK");
}

TEST(Judge, TodayStaysOpenWhileTheTargetCanStillBeReached) {
  const auto today = [](std::int64_t units, Mark mark) {
    Tale tale(TargetTerms(EveryDay{}, kAtLeast, 20));
    tale.Today(0).Amount(0, units).Marked(mark, {0});
    return tale.States(0, 0);
  };
  EXPECT_EQ(today(0, Mark::kNone), "o");
  EXPECT_EQ(today(19, Mark::kNone), "o");
  EXPECT_EQ(today(19, Mark::kZero), "o") << "more was added since";
  EXPECT_EQ(today(20, Mark::kNone), "K");
  EXPECT_EQ(today(19, Mark::kNotKept), "M");
  EXPECT_EQ(today(20, Mark::kNotKept), "K");
  EXPECT_EQ(today(0, Mark::kZero), "M");
}

TEST(Judge, AnAtMostDayIsKeptWithinItsLimitOnceSomethingWasSaid) {
  Tale tale(TargetTerms(EveryDay{}, kAtMost, 2));
  tale.Today(6).Amount(0, 2).Amount(1, 3).Marked(Mark::kZero, {2});
  EXPECT_EQ(tale.States(0, 3), "KMKU");
}

TEST(Judge, AtMostZeroIsALimitToo) {
  Tale tale(TargetTerms(EveryDay{}, kAtMost, 0));
  tale.Today(6).Marked(Mark::kZero, {0}).Amount(1, 1);
  EXPECT_EQ(tale.States(0, 2), "KMU");
}

TEST(Judge, TodayStaysOpenWhileTheLimitHolds) {
  const auto today = [](std::int64_t units, Mark mark) {
    Tale tale(TargetTerms(EveryDay{}, kAtMost, 2));
    tale.Today(0).Amount(0, units).Marked(mark, {0});
    return tale.States(0, 0);
  };
  EXPECT_EQ(today(0, Mark::kNone), "o");
  EXPECT_EQ(today(0, Mark::kZero), "o");
  EXPECT_EQ(today(2, Mark::kNone), "o");
  EXPECT_EQ(today(3, Mark::kNone), "M");
}

TEST(Judge, AnAmountOnADayThatIsNotDueKeepsItOrDoesNothing) {
  Tale tale(TargetTerms(Weekdays{1}, kAtLeast, 20));
  tale.Today(6).Amount(1, 5).Amount(2, 20);
  EXPECT_EQ(tale.States(0, 3), "U.K.");
  Tale limit(TargetTerms(Weekdays{1}, kAtMost, 2));
  limit.Today(3).Amount(1, 5).Amount(2, 1).Amount(3, 1);
  EXPECT_EQ(limit.States(0, 3), "U.K.") << "today's limit is not known to hold before the day ends";
}

TEST(Judge, AVersionJudgesItsOwnDaysAlone) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 10));
  tale.Today(6);
  for (int day = 0; day < 6; ++day) tale.Amount(day, 15);
  EXPECT_EQ(tale.States(0, 6), "KKKKKKo");
  tale.Version(3, TargetTerms(EveryDay{}, kAtLeast, 20));
  EXPECT_EQ(tale.States(0, 6), "KKKMMMo");
  tale.Version(5, CheckTerms(Weekdays{0x60}));
  EXPECT_EQ(tale.States(0, 6), "KKKMMUo") << "an amount says nothing to a yes or no";
}

TEST(Judge, DaysBeforeTheOldestVersionAreJudgedByIt) {
  Tale tale(CheckTerms(EveryDay{}));
  tale.history.versions[0].from = kMonday + 5;
  tale.Today(6).Kept({1});
  EXPECT_EQ(tale.States(0, 6), "UKUUUUo");
}

TEST(Judge, CountingShapesLeaveBlankDaysNotDue) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(8).Kept({0}).SaidNo({1}).Skipped({2}).Rests(3, 3);
  EXPECT_EQ(tale.States(0, 7), "K.SP....");
}

TEST(Judge, TodayIsOpenWhileTheWeeksCountIsNotReached) {
  Tale tale(CheckTerms(TimesPerWeek{3}));
  tale.Today(6).Kept({0, 1});
  EXPECT_EQ(tale.States(6, 6), "o");
  tale.Kept({2});
  EXPECT_EQ(tale.States(6, 6), ".");
  EXPECT_EQ(tale.States(0, 6), "KKK....");
  tale.Today(7);
  EXPECT_EQ(tale.States(7, 7), "o") << "a new week";
  tale.SaidNo({7});
  EXPECT_EQ(tale.States(7, 7), ".") << "said for today";
}

TEST(Judge, TodayIsOpenWhileTheLastDaysHoldTooFew) {
  Tale tale(CheckTerms(TimesInDays{2, 5}));
  tale.Today(5).Kept({1, 4});
  EXPECT_EQ(tale.States(5, 5), ".") << "days 1 to 5 hold two";
  tale.Today(6);
  EXPECT_EQ(tale.States(6, 6), "o") << "days 2 to 6 hold one";
}

TEST(Judge, SpacingIsOpenFromTheFirstAllowedDayAfterTheNewestPractice) {
  Tale tale(CheckTerms(Spacing{2, 4}));
  tale.Today(0);
  EXPECT_EQ(tale.States(0, 0), "o") << "nothing came before";
  tale.Kept({0});
  tale.Today(1);
  EXPECT_EQ(tale.States(0, 1), "K.");
  tale.Today(2);
  EXPECT_EQ(tale.States(0, 2), "K.o");
  tale.Today(9);
  EXPECT_EQ(tale.States(5, 9), "....o") << "a chance that passed closes nothing";
}

TEST(Judge, SpacingKnowsThePracticeBeforeTheDaysRead) {
  Tale tale(WithoutFirstDay(CheckTerms(Spacing{60, 61})));
  tale.Since(-500).Today(0);
  for (const int day : {-100, -62, -61, -60}) {
    tale.history.practised_before = kMonday + day;
    EXPECT_EQ(tale.States(0, 0), "o") << day;
  }
  tale.history.practised_before.reset();
  tale.Kept({-59});
  EXPECT_EQ(tale.States(0, 0), ".");
}

TEST(Judge, WeeklyTargetsLeaveBlankDaysNotDue) {
  Tale tale(TargetTerms(EveryDay{}, kAtLeast, 100, Period::kWeek));
  tale.Today(4).Amount(0, 30).Marked(Mark::kZero, {1}).Amount(2, 50);
  EXPECT_EQ(tale.States(0, 4), "K.K.o");
  tale.Amount(3, 20);
  EXPECT_EQ(tale.States(0, 4), "K.KK.") << "reached";
}

TEST(Judge, AWeeklyLimitIsOpenWhileItHolds) {
  Tale tale(TargetTerms(EveryDay{}, kAtMost, 100, Period::kWeek));
  tale.Today(4).Amount(0, 100);
  EXPECT_EQ(tale.States(0, 4), "K...o");
  tale.Amount(1, 1);
  EXPECT_EQ(tale.States(0, 4), "KK...");
}

TEST(Judge, KindsThatAreNotJudgedAreKeptWhenRecorded) {
  for (const GoalKind kind : {GoalKind::kObserve, GoalKind::kExplore}) {
    Tale tale(KindTerms(kind));
    tale.Today(3).Kept({0, 3}).Rests(1, 1).SaidNo({2});
    EXPECT_EQ(tale.States(0, 3), "K..K");
  }
  Tale edge(KindTerms(GoalKind::kEdge));
  edge.Today(3).Kept({0}).Marked(Mark::kStayed, {1}).Marked(Mark::kSteppedBack, {2});
  EXPECT_EQ(edge.States(0, 3), "KKK.");
}

TEST(Judge, TimeForTwoIsKeptHoweverItWas) {
  Tale tale(KindTerms(GoalKind::kTime));
  tale.Today(4).Marked(Mark::kAgain, {0}).Marked(Mark::kDifferent, {1}).Marked(Mark::kFine, {2});
  EXPECT_EQ(tale.States(0, 4), "KKKUo");
}

GoalTerms Milestone(int deadline) {
  GoalTerms terms = KindTerms(GoalKind::kMilestone);
  terms.deadline = kMonday + deadline;
  return terms;
}

TEST(Judge, AMilestoneIsOpenUntilItIsReached) {
  Tale tale(Milestone(20));
  tale.Today(4).Skipped({1}).Rests(2, 2);
  EXPECT_EQ(tale.States(0, 4), ".SP.o");
  tale.Kept({3});
  EXPECT_EQ(tale.States(0, 4), ".SPK.");
  tale.history.days.clear();
  tale.history.practised_before = kMonday - 100;
  EXPECT_EQ(tale.States(4, 4), ".") << "reached long ago";
}

TEST(Judge, AMilestoneIsOpenUpToItsDeadlineAlone) {
  Tale tale(Milestone(4));
  EXPECT_EQ(tale.Today(4).States(4, 4), "o");
  EXPECT_EQ(tale.Today(5).States(5, 5), ".");
  tale.Version(5, Milestone(9));
  EXPECT_EQ(tale.Today(5).States(5, 5), "o");
}

TEST(Judge, AMilestoneReachedUnderAnOlderVersionIsAimedAtAnew) {
  Tale tale(Milestone(20));
  tale.Today(5).Kept({2});
  EXPECT_EQ(tale.States(5, 5), ".");
  tale.Version(4, Milestone(40));
  EXPECT_EQ(tale.States(0, 5), "..K..o");
}

}  // namespace
}  // namespace twofold

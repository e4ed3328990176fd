// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/day_line.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/schedule/day.h"

namespace twofold {
namespace {

const absl::CivilDay kThursday(2026, 11, 19);
const std::int32_t kMonday = DayNumber(kThursday) - 3;

GoalTerms Check(Schedule schedule) { return {GoalKind::kCheck, "", schedule}; }
GoalTerms Measure(Schedule schedule) { return {GoalKind::kMeasure, "min", schedule}; }

const Schedule kEveryDay{EveryDay{}, std::nullopt};
const Schedule kMondays{Weekdays{1}, std::nullopt};
const Schedule kThrice{TimesPerWeek{3}, std::nullopt};

// Monday is 0.
DatedEntry Kept(int weekday) { return {kMonday + weekday, {{Mark::kKept, {1, {}}}, 0}}; }
DatedEntry Blank(int weekday) { return {kMonday + weekday, {{Mark::kNone, {2, {}}}, 0}}; }
DatedEntry Amount(int weekday, std::int64_t micros) { return {kMonday + weekday, {{}, micros}}; }

LineProgress On(const GoalTerms& terms, std::vector<DatedEntry> week) {
  return Progress(terms, kThursday, week);
}

TEST(DayLine, ADueBlankDayIsOpen) {
  EXPECT_EQ(On(Check(kEveryDay), {}).state, LineState::kOpen);
  EXPECT_EQ(On(Check(kEveryDay), {Kept(2)}).state, LineState::kOpen);
}

TEST(DayLine, APractisedDayIsDone) {
  EXPECT_EQ(On(Check(kEveryDay), {Kept(3)}).state, LineState::kDone);
}

TEST(DayLine, ADayTakenBackIsOpenAgain) {
  EXPECT_EQ(On(Check(kEveryDay), {Blank(3)}).state, LineState::kOpen);
  EXPECT_EQ(On(Measure(kEveryDay), {Amount(3, 0)}).state, LineState::kOpen);
}

TEST(DayLine, AnotherDaysGoalIsNotDue) {
  EXPECT_EQ(On(Check(kMondays), {}).state, LineState::kNotDue);
  EXPECT_EQ(On(Check(kMondays), {Kept(0)}).state, LineState::kNotDue);
}

TEST(DayLine, PractisedThoughNotDueIsDone) {
  EXPECT_EQ(On(Check(kMondays), {Kept(3)}).state, LineState::kDone);
}

TEST(DayLine, SomeOfTheWeeksTimesIsPart) {
  const LineProgress progress = On(Check(kThrice), {Kept(0), Kept(1)});
  EXPECT_EQ(progress.state, LineState::kPart);
  EXPECT_EQ(progress.week_done, 2);
  EXPECT_EQ(progress.week_due, 3);
}

TEST(DayLine, NoneOfTheWeeksTimesIsOpen) {
  EXPECT_EQ(On(Check(kThrice), {}).state, LineState::kOpen);
}

TEST(DayLine, AllOfTheWeeksTimesIsDone) {
  EXPECT_EQ(On(Check(kThrice), {Kept(0), Kept(1), Kept(2)}).state, LineState::kDone);
}

TEST(DayLine, PractisedTodayIsDoneThoughTheWeekAsksForMore) {
  const LineProgress progress = On(Check(kThrice), {Kept(3)});
  EXPECT_EQ(progress.state, LineState::kDone);
  EXPECT_EQ(progress.week_done, 1);
}

TEST(DayLine, TwoPersonsOnOneDayCountItOnce) {
  const LineProgress progress = On(Check(kThrice), {Kept(0), Kept(0), Kept(1), Kept(1)});
  EXPECT_EQ(progress.week_done, 2);
  EXPECT_EQ(progress.state, LineState::kPart);
}

TEST(DayLine, EitherPersonMakesTheDay) {
  EXPECT_EQ(On(Check(kEveryDay), {Blank(3), Kept(3)}).state, LineState::kDone);
  EXPECT_EQ(On(Check(kEveryDay), {Kept(3), Blank(3)}).state, LineState::kDone);
}

TEST(DayLine, AmountsOfBothPersonsAddUpOnTheDayOnly) {
  const LineProgress progress =
      On(Measure(kThrice), {Amount(3, 10), Amount(3, 20), Amount(2, 100)});
  EXPECT_EQ(progress.amount_micros, 30);
  EXPECT_EQ(progress.week_done, 2);
}

TEST(DayLine, OtherWeeksAreLeftOut) {
  const LineProgress progress = On(Check(kThrice), {Kept(-1), Kept(7), Kept(0)});
  EXPECT_EQ(progress.week_done, 1);
}

TEST(DayLine, OnlyTimesPerWeekShowsAWeek) {
  const LineProgress progress = On(Check(kEveryDay), {Kept(0), Kept(1)});
  EXPECT_EQ(progress.week_done, 0);
  EXPECT_EQ(progress.week_due, 0);
}

TEST(DayLine, HostileAmountsDoNotOverflow) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const LineProgress progress = On(Measure(kEveryDay), {Amount(3, kMost), Amount(3, kMost)});
  EXPECT_EQ(progress.amount_micros, -2) << "wraps, the same everywhere, and is no undefined sum";
}

}  // namespace
}  // namespace twofold

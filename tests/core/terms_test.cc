// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/terms.h"

#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

GoalTerms Of(GoalKind kind) {
  GoalTerms terms;
  terms.kind = kind;
  if (kind == GoalKind::kMeasure) terms.unit = "min";
  if (kind == GoalKind::kMilestone) terms.deadline = 20'000;
  if (kind == GoalKind::kEdge) terms.size = 3;
  return terms;
}

constexpr GoalKind kKinds[] = {GoalKind::kCheck,   GoalKind::kMeasure, GoalKind::kMilestone,
                               GoalKind::kObserve, GoalKind::kExplore, GoalKind::kEdge,
                               GoalKind::kTime};

GoalTerms WithTarget(Direction direction, std::int64_t micros, Period period = Period::kDay) {
  GoalTerms terms = Of(GoalKind::kMeasure);
  terms.target = Target{direction, micros, period};
  return terms;
}

TEST(IsValidTerms, EachKindTakesWhatIsItsOwnAndNothingElse) {
  for (const GoalKind kind : kKinds) {
    const GoalTerms plain = Of(kind);
    EXPECT_TRUE(IsValid(plain)) << static_cast<int>(kind);
    GoalTerms terms = plain;
    terms.unit = plain.unit.empty() ? "km" : "";
    EXPECT_EQ(IsValid(terms), kind == GoalKind::kObserve) << "unit, " << static_cast<int>(kind);
    terms = plain;
    terms.target = Target{Direction::kAtLeast, 1, Period::kDay};
    EXPECT_EQ(IsValid(terms), kind == GoalKind::kMeasure) << "target, " << static_cast<int>(kind);
    terms = plain;
    if (terms.deadline) {
      terms.deadline.reset();
    } else {
      terms.deadline = 20'000;
    }
    EXPECT_FALSE(IsValid(terms)) << "deadline, " << static_cast<int>(kind);
    terms = plain;
    terms.size = plain.size == 0 ? 1 : 0;
    EXPECT_FALSE(IsValid(terms)) << "size, " << static_cast<int>(kind);
  }
  EXPECT_FALSE(IsValid(Of(static_cast<GoalKind>(0))));
  EXPECT_FALSE(IsValid(Of(static_cast<GoalKind>(8))));
}

TEST(IsValidTerms, AUnitIsAWord) {
  GoalTerms terms = Of(GoalKind::kMeasure);
  terms.unit = "2min";
  EXPECT_FALSE(IsValid(terms));
  terms.kind = GoalKind::kObserve;
  EXPECT_FALSE(IsValid(terms));
}

TEST(IsValidTerms, ATargetHasItsBounds) {
  EXPECT_FALSE(IsValid(WithTarget(Direction::kAtLeast, -1)));
  EXPECT_FALSE(IsValid(WithTarget(Direction::kAtLeast, 0)));
  EXPECT_TRUE(IsValid(WithTarget(Direction::kAtLeast, 1)));
  EXPECT_TRUE(IsValid(WithTarget(Direction::kAtLeast, limits::kAmountMicros)));
  EXPECT_FALSE(IsValid(WithTarget(Direction::kAtLeast, limits::kAmountMicros + 1)));
  EXPECT_FALSE(IsValid(WithTarget(Direction::kAtMost, -1)));
  EXPECT_TRUE(IsValid(WithTarget(Direction::kAtMost, 0)));
  EXPECT_TRUE(IsValid(WithTarget(Direction::kAtMost, limits::kAmountMicros)));
  EXPECT_FALSE(IsValid(WithTarget(Direction::kAtMost, limits::kAmountMicros + 1)));
  EXPECT_FALSE(IsValid(WithTarget(static_cast<Direction>(0), 1)));
  EXPECT_FALSE(IsValid(WithTarget(static_cast<Direction>(3), 1)));
  EXPECT_FALSE(IsValid(WithTarget(Direction::kAtLeast, 1, static_cast<Period>(0))));
  EXPECT_FALSE(IsValid(WithTarget(Direction::kAtLeast, 1, static_cast<Period>(4))));
}

TEST(IsValidTerms, AWeeklyOrMonthlyTargetGoesWithEveryDayAlone) {
  for (const Period period : {Period::kDay, Period::kWeek, Period::kMonth}) {
    GoalTerms terms = WithTarget(Direction::kAtLeast, 1, period);
    EXPECT_TRUE(IsValid(terms));
    EXPECT_EQ(IsPeriodTarget(terms), period != Period::kDay);
    terms.schedule.shape = Weekdays{1};
    EXPECT_EQ(IsValid(terms), period == Period::kDay);
  }
}

TEST(IsValidTerms, AMilestoneHasADayThatOperationsCanCarry) {
  GoalTerms terms = Of(GoalKind::kMilestone);
  const std::int32_t first = DayNumber(absl::CivilDay(1900, 1, 1));
  const std::int32_t last = DayNumber(absl::CivilDay(9999, 12, 31));
  for (const auto& [day, valid] : {std::pair{first - 1, false}, std::pair{first, true},
                                   std::pair{last, true}, std::pair{last + 1, false}}) {
    terms.deadline = day;
    EXPECT_EQ(IsValid(terms), valid) << day;
  }
  terms = Of(GoalKind::kMilestone);
  terms.schedule.shape = Weekdays{1};
  EXPECT_FALSE(IsValid(terms));
}

TEST(IsValidTerms, AnEdgeHasASizeFromOneToFive) {
  GoalTerms terms = Of(GoalKind::kEdge);
  for (const auto& [size, valid] :
       {std::pair{0, false}, std::pair{1, true}, std::pair{limits::kEdgeSize, true},
        std::pair{limits::kEdgeSize + 1, false}}) {
    terms.size = size;
    EXPECT_EQ(IsValid(terms), valid) << size;
  }
}

TEST(IsValidTerms, AMeaningIsOneLine) {
  GoalTerms terms;
  for (std::size_t i = 0; i < limits::kLineLength; ++i) terms.meaning += "\xF0\x9F\x8C\xB1";
  EXPECT_TRUE(IsValid(terms));
  terms.meaning += "x";
  EXPECT_FALSE(IsValid(terms));
  terms.meaning = "a\nb";
  EXPECT_FALSE(IsValid(terms));
  terms.meaning = "\xFF";
  EXPECT_FALSE(IsValid(terms));
}

TEST(IsValidTerms, TheScheduleIsOneOfTheClosedSet) {
  for (const GoalKind kind : kKinds) {
    GoalTerms terms = Of(kind);
    terms.schedule.shape = Weekdays{0};
    EXPECT_FALSE(IsValid(terms)) << static_cast<int>(kind);
  }
}

TEST(IsJudged, ChecksMeasuresAndTimesAre) {
  EXPECT_TRUE(IsJudged(GoalKind::kCheck));
  EXPECT_TRUE(IsJudged(GoalKind::kMeasure));
  EXPECT_TRUE(IsJudged(GoalKind::kTime));
  EXPECT_FALSE(IsJudged(GoalKind::kMilestone));
  EXPECT_FALSE(IsJudged(GoalKind::kObserve));
  EXPECT_FALSE(IsJudged(GoalKind::kExplore));
  EXPECT_FALSE(IsJudged(GoalKind::kEdge));
}

TEST(TakesAmount, GoalsWithAUnitDo) {
  EXPECT_TRUE(TakesAmount(Of(GoalKind::kMeasure)));
  GoalTerms observed = Of(GoalKind::kObserve);
  EXPECT_FALSE(TakesAmount(observed));
  observed.unit = "kg";
  EXPECT_TRUE(TakesAmount(observed));
}

}  // namespace
}  // namespace twofold

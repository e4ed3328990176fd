// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/schedule/schedule.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "core/base/limits.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

using absl::CivilDay;

const CivilDay kMonday(2026, 11, 16);

Schedule From(ScheduleShape shape, CivilDay first) {
  return {.shape = shape, .first_day = DayNumber(first)};
}

Schedule Between(ScheduleShape shape, CivilDay first, CivilDay last) {
  return {.shape = shape, .first_day = DayNumber(first), .last_day = DayNumber(last)};
}

// The days of [first, last] on which it is due.
std::vector<CivilDay> DueDays(const Schedule& schedule, CivilDay first, CivilDay last) {
  std::vector<CivilDay> days;
  for (CivilDay day = first; day <= last; ++day) {
    if (DueOn(schedule, day)) days.push_back(day);
  }
  return days;
}

std::vector<CivilDay> DueDaysOf(const Schedule& schedule, int year) {
  return DueDays(schedule, CivilDay(year, 1, 1), CivilDay(year, 12, 31));
}

TEST(DueOn, EveryDayIsAlwaysDue) {
  for (int i = 0; i < 7; ++i) EXPECT_TRUE(DueOn({EveryDay{}}, kMonday + i));
}

TEST(DueOn, NamedWeekdaysAreDueAndNoOthers) {
  for (int named = 0; named < 7; ++named) {
    const Schedule schedule{Weekdays{static_cast<std::uint8_t>(1 << named)}};
    for (int i = 0; i < 14; ++i) EXPECT_EQ(DueOn(schedule, kMonday + i), i % 7 == named);
  }
}

TEST(DueOn, EveryThirdDayBeginsOnTheFirstDay) {
  EXPECT_EQ(
      DueDays(From(EveryNDays{3}, CivilDay(2026, 12, 30)), kMonday, CivilDay(2027, 1, 7)),
      (std::vector<CivilDay>{CivilDay(2026, 12, 30), CivilDay(2027, 1, 2), CivilDay(2027, 1, 5)}));
}

TEST(DueOn, EverySecondWeekCountsFromTheWeekOfTheFirstDay) {
  // From a Thursday: this week's Monday is over, this week's Friday is not.
  EXPECT_EQ(DueDays(From(EveryNWeeks{2, 0x11}, kMonday + 3), kMonday, kMonday + 20),
            (std::vector<CivilDay>{kMonday + 4, kMonday + 14, kMonday + 18}));
}

TEST(DueOn, TheSameTwoWeeksDifferWithTheDayThatWeeksBeginOn) {
  // From a Sunday, on Sundays and Mondays: with weeks from Sunday on both lie in one week.
  Schedule schedule = From(EveryNWeeks{2, 0x41}, kMonday + 6);
  EXPECT_EQ(DueDays(schedule, kMonday, kMonday + 27),
            (std::vector<CivilDay>{kMonday + 6, kMonday + 14, kMonday + 20}));
  schedule.week_start = 6;
  EXPECT_EQ(DueDays(schedule, kMonday, kMonday + 27),
            (std::vector<CivilDay>{kMonday + 6, kMonday + 7, kMonday + 20, kMonday + 21}));
}

TEST(DueOn, ADayOfTheMonthComesOnceAMonth) {
  const std::vector<CivilDay> days = DueDaysOf({DaysOfMonth{1u << 14}}, 2026);
  ASSERT_EQ(days.size(), 12u);
  for (int i = 0; i < 12; ++i) EXPECT_EQ(days[i], CivilDay(2026, i + 1, 15));
}

TEST(DueOn, ADayThatAMonthDoesNotHaveIsItsLast) {
  const Schedule schedule{DaysOfMonth{1u << 29}};  // the 30th
  EXPECT_TRUE(DueOn(schedule, CivilDay(2026, 1, 30)));
  EXPECT_FALSE(DueOn(schedule, CivilDay(2026, 1, 31)));
  EXPECT_TRUE(DueOn(schedule, CivilDay(2026, 2, 28)));
  EXPECT_FALSE(DueOn(schedule, CivilDay(2028, 2, 28)));
  EXPECT_TRUE(DueOn(schedule, CivilDay(2028, 2, 29)));
}

TEST(DueOn, SeveralDaysThatAMonthDoesNotHaveAreOneDay) {
  const Schedule schedule{DaysOfMonth{0xFu << 27}};  // the 28th to the 31st
  EXPECT_EQ(DueDays(schedule, CivilDay(2026, 2, 1), CivilDay(2026, 2, 28)),
            (std::vector<CivilDay>{CivilDay(2026, 2, 28)}));
  EXPECT_EQ(DueDays(schedule, CivilDay(2026, 4, 1), CivilDay(2026, 4, 30)).size(), 3u);
  EXPECT_EQ(DueDays(schedule, CivilDay(2026, 1, 1), CivilDay(2026, 1, 31)).size(), 4u);
}

TEST(DueOn, FebruaryOfACenturyHasTwentyNineDaysEveryFourthTime) {
  const Schedule last{DaysOfMonth{1u << 30}};
  EXPECT_TRUE(DueOn(last, CivilDay(1900, 2, 28)));
  EXPECT_TRUE(DueOn(last, CivilDay(2000, 2, 29)));
  EXPECT_FALSE(DueOn(last, CivilDay(2000, 2, 28)));
  EXPECT_TRUE(DueOn(last, CivilDay(2100, 2, 28)));
}

TEST(DueOn, TheSecondTuesdayComesOnceAMonth) {
  const std::vector<CivilDay> days = DueDaysOf({NthWeekday{2, 1}}, 2026);
  ASSERT_EQ(days.size(), 12u);
  EXPECT_EQ(days[8], CivilDay(2026, 9, 8));  // a month that begins with a Tuesday
  EXPECT_EQ(days[9], CivilDay(2026, 10, 13));
}

TEST(DueOn, AFifthMondayIsMissingInMostMonths) {
  EXPECT_EQ(DueDaysOf({NthWeekday{5, 0}}, 2026),
            (std::vector<CivilDay>{CivilDay(2026, 3, 30), CivilDay(2026, 6, 29),
                                   CivilDay(2026, 8, 31), CivilDay(2026, 11, 30)}));
}

TEST(DueOn, TheLastFridayIsTheFourthOrTheFifth) {
  const Schedule schedule{NthWeekday{NthWeekday::kLast, 4}};
  const std::vector<CivilDay> days = DueDaysOf(schedule, 2026);
  ASSERT_EQ(days.size(), 12u);
  EXPECT_EQ(days[0], CivilDay(2026, 1, 30));
  EXPECT_EQ(days[1], CivilDay(2026, 2, 27));
  EXPECT_EQ(days[11], CivilDay(2026, 12, 25));
}

TEST(DueOn, ACountingShapeCanBeKeptOnAnyDay) {
  for (const Schedule& schedule : {Schedule{TimesPerWeek{1}}, Schedule{TimesPerMonth{1}},
                                   Schedule{Spacing{2, 4}}, From(TimesInDays{1, 10}, kMonday)}) {
    for (int i = 0; i < 40; ++i) EXPECT_TRUE(DueOn(schedule, kMonday + i));
  }
}

TEST(DueOn, NothingIsDueOutsideTheSpan) {
  for (const ScheduleShape& shape :
       {ScheduleShape{EveryDay{}}, ScheduleShape{Weekdays{0x7F}}, ScheduleShape{TimesPerWeek{1}},
        ScheduleShape{Spacing{1, 1}}, ScheduleShape{DaysOfMonth{0x7FFFFFFF}}}) {
    EXPECT_EQ(DueDays(Between(shape, kMonday, kMonday + 2), kMonday - 40, kMonday + 40),
              (std::vector<CivilDay>{kMonday, kMonday + 1, kMonday + 2}));
  }
}

TEST(DueOn, AnswersForTheFirstAndTheLastDayThereIs) {
  const CivilDay first(1900, 1, 1), last(9999, 12, 31);  // a Monday, a Friday
  EXPECT_TRUE(DueOn({Weekdays{0x01}}, first));
  EXPECT_TRUE(DueOn({Weekdays{0x10}}, last));
  EXPECT_TRUE(DueOn({DaysOfMonth{1u << 30}}, last));
  EXPECT_TRUE(DueOn({NthWeekday{NthWeekday::kLast, 4}}, last));
  EXPECT_TRUE(DueOn(From(EveryNWeeks{2, 0x01}, first), first));
  EXPECT_EQ(DueOn(From(EveryNDays{7}, first), last), (last - first) % 7 == 0);
}

TEST(DueOn, AnswersEvenForWhatIsNotValid) {
  const std::int32_t low = std::numeric_limits<std::int32_t>::min();
  const std::int32_t high = std::numeric_limits<std::int32_t>::max();
  for (const ScheduleShape& shape :
       {ScheduleShape{EveryNDays{0}}, ScheduleShape{EveryNDays{-1}}, ScheduleShape{EveryNDays{low}},
        ScheduleShape{EveryNWeeks{0, 0x7F}}, ScheduleShape{EveryNWeeks{low, 0x7F}},
        ScheduleShape{TimesInDays{1, 0}}, ScheduleShape{NthWeekday{low, high}},
        ScheduleShape{DaysOfMonth{0x80000000}}}) {
    for (const std::optional<std::int32_t> first :
         {std::optional<std::int32_t>(), std::optional(low), std::optional(high)}) {
      const Schedule schedule{.shape = shape, .first_day = first, .week_start = low};
      const bool counting = IsCounting(schedule);
      EXPECT_EQ(DueOn(schedule, kMonday), counting && first != high);
      QuotaAt(schedule, kMonday);
      EXPECT_FALSE(IsValid(schedule));
    }
  }
}

TEST(IsCounting, TellsTheTwoFamiliesApart) {
  EXPECT_FALSE(IsCounting({EveryDay{}}));
  EXPECT_FALSE(IsCounting({Weekdays{1}}));
  EXPECT_FALSE(IsCounting({EveryNDays{2}}));
  EXPECT_FALSE(IsCounting({EveryNWeeks{2, 1}}));
  EXPECT_FALSE(IsCounting({DaysOfMonth{1}}));
  EXPECT_FALSE(IsCounting({NthWeekday{1, 0}}));
  EXPECT_TRUE(IsCounting({TimesPerWeek{1}}));
  EXPECT_TRUE(IsCounting({TimesPerMonth{1}}));
  EXPECT_TRUE(IsCounting({TimesInDays{1, 10}}));
  EXPECT_TRUE(IsCounting({Spacing{2, 4}}));
}

TEST(EverDue, ASpanWithoutTheWeekdayHasNone) {
  EXPECT_FALSE(EverDue(Between(Weekdays{0x01}, kMonday + 1, kMonday + 6)));
  EXPECT_TRUE(EverDue(Between(Weekdays{0x01}, kMonday + 1, kMonday + 7)));
}

TEST(EverDue, ASpanWithoutAFifthMondayHasNone) {
  EXPECT_FALSE(EverDue(Between(NthWeekday{5, 0}, CivilDay(2026, 9, 1), CivilDay(2026, 11, 29))));
  EXPECT_TRUE(EverDue(Between(NthWeekday{5, 0}, CivilDay(2026, 9, 1), CivilDay(2026, 11, 30))));
}

TEST(EverDue, TheLongestWaitIsFound) {
  // From a Tuesday on Mondays of every 52nd week: 52 weeks after the Monday before.
  const CivilDay tuesday = kMonday + 1, due = kMonday + 52 * 7;
  EXPECT_FALSE(EverDue(Between(EveryNWeeks{52, 0x01}, tuesday, due - 1)));
  EXPECT_TRUE(EverDue(Between(EveryNWeeks{52, 0x01}, tuesday, due)));
  EXPECT_TRUE(EverDue(From(EveryNWeeks{52, 0x01}, tuesday)));
}

TEST(EverDue, ASpanThatEndsFirstHasNone) {
  EXPECT_FALSE(EverDue(Between(EveryDay{}, kMonday, kMonday - 1)));
  EXPECT_TRUE(EverDue(Between(EveryDay{}, kMonday, kMonday)));
  EXPECT_FALSE(EverDue(Between(TimesPerWeek{7}, kMonday, kMonday - 1)));
}

TEST(EverDue, NothingHappensAfterTheLastDayThereIs) {
  EXPECT_TRUE(EverDue(From(Weekdays{0x10}, CivilDay(9999, 12, 31))));  // a Friday
  EXPECT_FALSE(EverDue(From(Weekdays{0x01}, CivilDay(9999, 12, 31))));
}

TEST(WeekStart, IsTheMondayBeforeOrOn) {
  const CivilDay monday(2026, 12, 28);
  for (int i = 0; i < 7; ++i) EXPECT_EQ(WeekStart(monday + i, 0), monday);
  EXPECT_EQ(WeekStart(CivilDay(2027, 1, 4), 0), CivilDay(2027, 1, 4));
  EXPECT_EQ(WeekStart(CivilDay(1970, 1, 1), 0), CivilDay(1969, 12, 29));
}

TEST(WeekStart, CanBeAnyWeekday) {
  for (int week_start = 0; week_start < 7; ++week_start) {
    for (int i = 0; i < 14; ++i) {
      const CivilDay start = WeekStart(kMonday + i, week_start);
      EXPECT_EQ(WeekdayIndex(start), week_start);
      EXPECT_LE(start, kMonday + i);
      EXPECT_GT(start + 7, kMonday + i);
    }
  }
}

TEST(WeekOf, HasSevenDays) {
  EXPECT_EQ(WeekOf(kMonday + 2, 0), (DaySpan{kMonday, kMonday + 6}));
  EXPECT_EQ(WeekOf(kMonday + 2, 6), (DaySpan{kMonday - 1, kMonday + 5}));
  EXPECT_EQ(WeekOf(kMonday + 2, 5).days(), 7);
}

TEST(MonthOf, HasTheDaysOfTheCalendar) {
  EXPECT_EQ(MonthOf(CivilDay(2026, 2, 10)), (DaySpan{CivilDay(2026, 2, 1), CivilDay(2026, 2, 28)}));
  EXPECT_EQ(MonthOf(CivilDay(2028, 2, 29)).days(), 29);
  EXPECT_EQ(MonthOf(CivilDay(2026, 12, 31)),
            (DaySpan{CivilDay(2026, 12, 1), CivilDay(2026, 12, 31)}));
}

TEST(QuotaAt, CountsInTheWeekThatBeginsWhereTheScheduleSays) {
  Schedule schedule{TimesPerWeek{3}};
  schedule.week_start = 6;
  const auto quota = QuotaAt(schedule, kMonday);
  ASSERT_TRUE(quota);
  EXPECT_EQ(quota->times, 3);
  EXPECT_EQ(quota->run, (DaySpan{kMonday - 1, kMonday + 5}));
}

TEST(QuotaAt, CountsInTheMonth) {
  const auto quota = QuotaAt({TimesPerMonth{10}}, kMonday);
  ASSERT_TRUE(quota);
  EXPECT_EQ(quota->times, 10);
  EXPECT_EQ(quota->run, MonthOf(kMonday));
}

TEST(QuotaAt, CountsInRunsFromTheFirstDayOn) {
  const Schedule schedule = From(TimesInDays{3, 10}, kMonday);
  EXPECT_EQ(QuotaAt(schedule, kMonday)->run, (DaySpan{kMonday, kMonday + 9}));
  EXPECT_EQ(QuotaAt(schedule, kMonday + 9)->run, (DaySpan{kMonday, kMonday + 9}));
  EXPECT_EQ(QuotaAt(schedule, kMonday + 10)->run, (DaySpan{kMonday + 10, kMonday + 19}));
  EXPECT_EQ(QuotaAt(schedule, kMonday - 1)->run, (DaySpan{kMonday - 10, kMonday - 1}));
  EXPECT_EQ(QuotaAt(schedule, kMonday)->times, 3);
}

TEST(QuotaAt, NamedDaysAndSpacingHaveNone) {
  for (const ScheduleShape& shape :
       {ScheduleShape{EveryDay{}}, ScheduleShape{Weekdays{1}}, ScheduleShape{EveryNDays{2}},
        ScheduleShape{EveryNWeeks{2, 1}}, ScheduleShape{DaysOfMonth{1}},
        ScheduleShape{NthWeekday{1, 0}}, ScheduleShape{Spacing{2, 4}}}) {
    EXPECT_FALSE(QuotaAt(From(shape, kMonday), kMonday));
  }
}

// ---- IsValid: both sides of every bound ----

bool ShapeIsValid(ScheduleShape shape) { return IsValid(From(shape, kMonday)); }

TEST(IsValidSchedule, WeekdaysAreSevenBitsAtLeastOne) {
  EXPECT_FALSE(ShapeIsValid(Weekdays{0}));
  EXPECT_TRUE(ShapeIsValid(Weekdays{1}));
  EXPECT_TRUE(ShapeIsValid(Weekdays{0x7F}));
  EXPECT_FALSE(ShapeIsValid(Weekdays{0x80}));
  EXPECT_FALSE(ShapeIsValid(EveryNWeeks{2, 0}));
  EXPECT_TRUE(ShapeIsValid(EveryNWeeks{2, 1}));
  EXPECT_TRUE(ShapeIsValid(EveryNWeeks{2, 0x7F}));
  EXPECT_FALSE(ShapeIsValid(EveryNWeeks{2, 0x81}));
}

TEST(IsValidSchedule, DaysOfTheMonthAreThirtyOneBitsAtLeastOne) {
  EXPECT_FALSE(ShapeIsValid(DaysOfMonth{0}));
  EXPECT_TRUE(ShapeIsValid(DaysOfMonth{1}));
  EXPECT_TRUE(ShapeIsValid(DaysOfMonth{0x7FFFFFFF}));
  EXPECT_FALSE(ShapeIsValid(DaysOfMonth{0x80000000}));
  EXPECT_FALSE(ShapeIsValid(DaysOfMonth{0x80000001}));
}

TEST(IsValidSchedule, NthIsOneToFiveOrTheLast) {
  EXPECT_FALSE(ShapeIsValid(NthWeekday{0, 0}));
  EXPECT_TRUE(ShapeIsValid(NthWeekday{1, 0}));
  EXPECT_TRUE(ShapeIsValid(NthWeekday{5, 0}));
  EXPECT_FALSE(ShapeIsValid(NthWeekday{6, 0}));
  EXPECT_TRUE(ShapeIsValid(NthWeekday{-1, 0}));
  EXPECT_FALSE(ShapeIsValid(NthWeekday{-2, 0}));
  EXPECT_FALSE(ShapeIsValid(NthWeekday{1, -1}));
  EXPECT_TRUE(ShapeIsValid(NthWeekday{1, 6}));
  EXPECT_FALSE(ShapeIsValid(NthWeekday{1, 7}));
}

TEST(IsValidSchedule, EverySoManyDaysAreTwoTo365) {
  EXPECT_FALSE(ShapeIsValid(EveryNDays{limits::kEveryDaysLeast - 1}));
  EXPECT_TRUE(ShapeIsValid(EveryNDays{limits::kEveryDaysLeast}));
  EXPECT_TRUE(ShapeIsValid(EveryNDays{limits::kEveryDays}));
  EXPECT_FALSE(ShapeIsValid(EveryNDays{limits::kEveryDays + 1}));
  EXPECT_EQ(limits::kEveryDaysLeast, 2);
  EXPECT_EQ(limits::kEveryDays, 365);
}

TEST(IsValidSchedule, EverySoManyWeeksAreTwoTo52) {
  EXPECT_FALSE(ShapeIsValid(EveryNWeeks{limits::kEveryWeeksLeast - 1, 1}));
  EXPECT_TRUE(ShapeIsValid(EveryNWeeks{limits::kEveryWeeksLeast, 1}));
  EXPECT_TRUE(ShapeIsValid(EveryNWeeks{limits::kEveryWeeks, 1}));
  EXPECT_FALSE(ShapeIsValid(EveryNWeeks{limits::kEveryWeeks + 1, 1}));
  EXPECT_EQ(limits::kEveryWeeksLeast, 2);
  EXPECT_EQ(limits::kEveryWeeks, 52);
}

TEST(IsValidSchedule, TimesFitTheirPeriod) {
  EXPECT_FALSE(ShapeIsValid(TimesPerWeek{0}));
  EXPECT_TRUE(ShapeIsValid(TimesPerWeek{1}));
  EXPECT_TRUE(ShapeIsValid(TimesPerWeek{limits::kTimesPerWeek}));
  EXPECT_FALSE(ShapeIsValid(TimesPerWeek{limits::kTimesPerWeek + 1}));
  EXPECT_FALSE(ShapeIsValid(TimesPerMonth{0}));
  EXPECT_TRUE(ShapeIsValid(TimesPerMonth{1}));
  EXPECT_TRUE(ShapeIsValid(TimesPerMonth{limits::kTimesPerMonth}));
  EXPECT_FALSE(ShapeIsValid(TimesPerMonth{limits::kTimesPerMonth + 1}));
  EXPECT_FALSE(ShapeIsValid(TimesInDays{0, 10}));
  EXPECT_TRUE(ShapeIsValid(TimesInDays{1, 10}));
  EXPECT_TRUE(ShapeIsValid(TimesInDays{10, 10}));
  EXPECT_FALSE(ShapeIsValid(TimesInDays{11, 10}));
  EXPECT_FALSE(ShapeIsValid(TimesInDays{1, 1}));
  EXPECT_TRUE(ShapeIsValid(TimesInDays{1, 2}));
  EXPECT_TRUE(ShapeIsValid(TimesInDays{365, 365}));
  EXPECT_FALSE(ShapeIsValid(TimesInDays{1, 366}));
  EXPECT_EQ(limits::kTimesPerMonth, 28);
}

TEST(IsValidSchedule, SpacingIsOneTo365AndTheFirstNotAboveTheSecond) {
  EXPECT_FALSE(ShapeIsValid(Spacing{0, 1}));
  EXPECT_TRUE(ShapeIsValid(Spacing{1, 1}));
  EXPECT_TRUE(ShapeIsValid(Spacing{1, 365}));
  EXPECT_TRUE(ShapeIsValid(Spacing{365, 365}));
  EXPECT_FALSE(ShapeIsValid(Spacing{365, 366}));
  EXPECT_FALSE(ShapeIsValid(Spacing{366, 366}));
  EXPECT_FALSE(ShapeIsValid(Spacing{2, 1}));
  EXPECT_FALSE(ShapeIsValid(Spacing{-1, -1}));
}

TEST(IsValidSchedule, ATimeLiesWithinTheDay) {
  EXPECT_FALSE(IsValid({EveryDay{}, -1}));
  EXPECT_TRUE(IsValid({EveryDay{}, 0}));
  EXPECT_TRUE(IsValid({EveryDay{}, 1439}));
  EXPECT_FALSE(IsValid({EveryDay{}, 1440}));
}

TEST(IsValidSchedule, AWeekBeginsOnAWeekday) {
  for (int week_start : {-1, 0, 6, 7}) {
    EXPECT_EQ(IsValid({.shape = EveryDay{}, .week_start = week_start}),
              week_start >= 0 && week_start <= 6);
  }
}

TEST(IsValidSchedule, FirstAndLastDayAreDaysThatThereAre) {
  const auto starts = [](std::int32_t day) {
    return IsValid({.shape = EveryDay{}, .first_day = day});
  };
  const auto ends = [](std::int32_t day) {
    return IsValid({.shape = EveryDay{}, .last_day = day});
  };
  EXPECT_FALSE(starts(kFirstDayNumber - 1));
  EXPECT_TRUE(starts(kFirstDayNumber));
  EXPECT_TRUE(starts(kLastDayNumber));
  EXPECT_FALSE(starts(kLastDayNumber + 1));
  EXPECT_FALSE(ends(kFirstDayNumber - 1));
  EXPECT_TRUE(ends(kFirstDayNumber));
  EXPECT_TRUE(ends(kLastDayNumber));
  EXPECT_FALSE(ends(kLastDayNumber + 1));
  EXPECT_FALSE(starts(std::numeric_limits<std::int32_t>::min()));
  EXPECT_FALSE(ends(std::numeric_limits<std::int32_t>::max()));
}

TEST(IsValidSchedule, WhatIsCountedFromSomewhereHasAFirstDay) {
  for (const ScheduleShape& shape : {ScheduleShape{EveryNDays{2}}, ScheduleShape{EveryNWeeks{2, 1}},
                                     ScheduleShape{TimesInDays{1, 10}}}) {
    EXPECT_FALSE(IsValid({shape}));
    EXPECT_TRUE(IsValid(From(shape, kMonday)));
  }
}

TEST(IsValidSchedule, ItDoesNotEndBeforeItBegins) {
  EXPECT_TRUE(IsValid(Between(EveryDay{}, kMonday, kMonday)));
  EXPECT_FALSE(IsValid(Between(EveryDay{}, kMonday, kMonday - 1)));
  EXPECT_FALSE(IsValid(Between(Spacing{1, 2}, kMonday, kMonday - 1)));
}

TEST(IsValidSchedule, ItHappensAtLeastOnce) {
  EXPECT_FALSE(IsValid(Between(Weekdays{0x02}, kMonday, kMonday)));
  EXPECT_TRUE(IsValid(Between(Weekdays{0x02}, kMonday, kMonday + 1)));
}

}  // namespace
}  // namespace twofold

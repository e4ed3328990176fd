// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/schedule/schedule.h"

#include <gtest/gtest.h>

#include "core/schedule/day.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

using absl::CivilDay;

constexpr Schedule kEveryDay{EveryDay{}, std::nullopt};

Schedule OnDays(std::uint8_t mask) { return {Weekdays{mask}, std::nullopt}; }
Schedule Times(int times) { return {TimesPerWeek{times}, std::nullopt}; }

Schedule Parsed(const ScheduleWords& words, const Schedule& base = kEveryDay) {
  const auto schedule = ParseSchedule(words, base);
  EXPECT_THAT(schedule, IsOk());
  return schedule.value_or(Schedule{Weekdays{0}, -1});
}

TEST(DueOn, EveryDayIsAlwaysDue) {
  for (int i = 0; i < 7; ++i) EXPECT_TRUE(DueOn(kEveryDay, CivilDay(2026, 11, 16) + i));
}

TEST(DueOn, NamedWeekdaysAreDueAndNoOthers) {
  const CivilDay monday(2026, 11, 16);
  for (int named = 0; named < 7; ++named) {
    const Schedule schedule = OnDays(static_cast<std::uint8_t>(1 << named));
    for (int i = 0; i < 14; ++i) EXPECT_EQ(DueOn(schedule, monday + i), i % 7 == named);
  }
}

TEST(DueOn, TimesPerWeekCanBeKeptOnAnyDay) {
  for (int i = 0; i < 7; ++i) EXPECT_TRUE(DueOn(Times(1), CivilDay(2026, 11, 16) + i));
}

TEST(DueInWeek, CountsTheDaysOrTheTimes) {
  EXPECT_EQ(DueInWeek(kEveryDay), 7);
  EXPECT_EQ(DueInWeek(OnDays(0x15)), 3);
  EXPECT_EQ(DueInWeek(OnDays(0x40)), 1);
  EXPECT_EQ(DueInWeek(Times(3)), 3);
}

TEST(WeekStart, IsTheMondayBeforeOrOn) {
  const CivilDay monday(2026, 12, 28);
  for (int i = 0; i < 7; ++i) EXPECT_EQ(WeekStart(monday + i), monday);
  EXPECT_EQ(WeekStart(CivilDay(2027, 1, 4)), CivilDay(2027, 1, 4));
  EXPECT_EQ(WeekStart(CivilDay(1970, 1, 1)), CivilDay(1969, 12, 29));
}

TEST(IsValidSchedule, HoldsTheClosedSetOnly) {
  EXPECT_TRUE(IsValid(kEveryDay));
  EXPECT_FALSE(IsValid(OnDays(0)));
  EXPECT_TRUE(IsValid(OnDays(1)));
  EXPECT_TRUE(IsValid(OnDays(0x7F)));
  EXPECT_FALSE(IsValid(OnDays(0x80)));
  EXPECT_FALSE(IsValid(Times(0)));
  EXPECT_TRUE(IsValid(Times(1)));
  EXPECT_TRUE(IsValid(Times(7)));
  EXPECT_FALSE(IsValid(Times(8)));
}

TEST(IsValidSchedule, ATimeLiesWithinTheDay) {
  EXPECT_FALSE(IsValid({EveryDay{}, -1}));
  EXPECT_TRUE(IsValid({EveryDay{}, 0}));
  EXPECT_TRUE(IsValid({EveryDay{}, 1439}));
  EXPECT_FALSE(IsValid({EveryDay{}, 1440}));
}

TEST(ParseSchedule, NoWordsLeaveTheBase) {
  EXPECT_EQ(Parsed({}), kEveryDay);
  EXPECT_EQ(Parsed({}, Times(3)), Times(3));
}

TEST(ParseSchedule, KnowsEveryDay) {
  EXPECT_EQ(Parsed({.every = "day"}, Times(3)), kEveryDay);
  EXPECT_EQ(Parsed({.every = "DAY"}, Times(3)), kEveryDay);
}

TEST(ParseSchedule, AWeekdayIsMondayToFriday) {
  EXPECT_EQ(Parsed({.every = "weekday"}), OnDays(0x1F));
}

TEST(ParseSchedule, KnowsNamedDaysInAnyFormAndOrder) {
  EXPECT_EQ(Parsed({.every = "mon,wed,fri"}), OnDays(0x15));
  EXPECT_EQ(Parsed({.every = "Friday, MON ,wed"}), OnDays(0x15));
  EXPECT_EQ(Parsed({.every = "sun"}), OnDays(0x40));
  EXPECT_EQ(Parsed({.every = "mon,mon"}), OnDays(0x01));
}

TEST(ParseSchedule, AllSevenDaysAreEveryDay) {
  EXPECT_EQ(Parsed({.every = "mon,tue,wed,thu,fri,sat,sun"}), kEveryDay);
}

TEST(ParseSchedule, KnowsTimesPerWeekFromOneToSeven) {
  EXPECT_EQ(Parsed({.times = "1", .per = "week"}), Times(1));
  EXPECT_EQ(Parsed({.times = "7", .per = "Week"}), Times(7));
  EXPECT_EQ(Parsed({.times = "3"}), Times(3));
  for (absl::string_view times : {"0", "8", "-1", "x", "1.5", "99999999999"}) {
    EXPECT_THAT(ParseSchedule({.times = times, .per = "week"}, kEveryDay),
                IsRefused("schedule_not_understood"))
        << times;
  }
}

TEST(ParseSchedule, RefusesOtherPeriods) {
  EXPECT_THAT(ParseSchedule({.times = "3", .per = "month"}, kEveryDay),
              IsRefused("schedule_not_understood"));
  EXPECT_THAT(ParseSchedule({.per = "week"}, kEveryDay), IsRefused("schedule_not_understood"));
}

TEST(ParseSchedule, RefusesEveryTogetherWithTimes) {
  EXPECT_THAT(ParseSchedule({.every = "day", .times = "3", .per = "week"}, kEveryDay),
              IsRefused("schedule_not_understood"));
  EXPECT_THAT(ParseSchedule({.every = "day", .per = "week"}, kEveryDay),
              IsRefused("schedule_not_understood"));
}

TEST(ParseSchedule, RefusesWhatIsNoRhythm) {
  for (absl::string_view every : {"mon,", ",", " ", "mon,xyz", "2weeks", "month", "mon;tue", "d"}) {
    EXPECT_THAT(ParseSchedule({.every = every}, kEveryDay), IsRefused("schedule_not_understood"))
        << every;
  }
}

TEST(ParseSchedule, ATimeChangesNothingElse) {
  EXPECT_EQ(Parsed({.at = "20:00"}, Times(3)), (Schedule{TimesPerWeek{3}, 1200}));
}

TEST(ParseSchedule, AShapeLeavesTheTimeAlone) {
  EXPECT_EQ(Parsed({.every = "mon"}, {EveryDay{}, 1200}), (Schedule{Weekdays{1}, 1200}));
}

TEST(ParseTimeOfDay, KnowsTheMinutesOfADay) {
  EXPECT_EQ(*ParseTimeOfDay("20:00"), 1200);
  EXPECT_EQ(*ParseTimeOfDay("8:05"), 485);
  EXPECT_EQ(*ParseTimeOfDay("08:05"), 485);
  EXPECT_EQ(*ParseTimeOfDay("0:00"), 0);
  EXPECT_EQ(*ParseTimeOfDay("23:59"), 1439);
}

TEST(ParseTimeOfDay, RefusesWhatIsNoTime) {
  for (absl::string_view text :
       {"", ":", "24:00", "23:60", "8", "8:5", "008:05", "8:005", "-8:05", "+8:05", "20.00", "8pm",
        "20:00:00", "20:0 ", "8 :05", " 8:05", "2x:00", "20:0x"}) {
    EXPECT_THAT(ParseTimeOfDay(text), IsRefused("time_not_understood")) << "\"" << text << "\"";
  }
}

}  // namespace
}  // namespace twofold

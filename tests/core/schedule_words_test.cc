// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/schedule/schedule_words.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "core/schedule/day.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

using absl::CivilDay;
using absl::StatusOr;

// Saturday.
const CivilDay kToday(2026, 11, 21);

constexpr Schedule kEveryDay{EveryDay{}, std::nullopt};

Schedule OnDays(std::uint8_t mask) { return {Weekdays{mask}, std::nullopt}; }
Schedule Times(int times) { return {TimesPerWeek{times}, std::nullopt}; }

Schedule From(ScheduleShape shape, CivilDay first) {
  return {.shape = shape, .first_day = DayNumber(first)};
}

StatusOr<Schedule> Parse(const ScheduleWords& words, const Schedule& base = kEveryDay,
                         CivilDay today = kToday) {
  return ParseSchedule(words, base, today, 0);
}

Schedule Parsed(const ScheduleWords& words, const Schedule& base = kEveryDay,
                CivilDay today = kToday) {
  const auto schedule = Parse(words, base, today);
  EXPECT_THAT(schedule, IsOk());
  return schedule.value_or(Schedule{Weekdays{0}, -1});
}

std::string Sentence(const ScheduleWords& words, const Schedule& base = kEveryDay) {
  return std::string(Parse(words, base).status().message());
}

TEST(ParseSchedule, NoWordsLeaveTheBase) {
  EXPECT_EQ(Parsed({}), kEveryDay);
  EXPECT_EQ(Parsed({}, Times(3)), Times(3));
  const Schedule counted = From(EveryNDays{3}, CivilDay(2026, 1, 1));
  EXPECT_EQ(Parsed({}, counted), counted);
}

// ---- every ----

TEST(ParseSchedule, KnowsEveryDay) {
  EXPECT_EQ(Parsed({.every = "day"}, Times(3)), kEveryDay);
  EXPECT_EQ(Parsed({.every = "DAY"}, Times(3)), kEveryDay);
}

TEST(ParseSchedule, AWeekdayIsMondayToFridayAndAWeekendTheRest) {
  EXPECT_EQ(Parsed({.every = "weekday"}), OnDays(0x1F));
  EXPECT_EQ(Parsed({.every = "Weekend"}), OnDays(0x60));
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

TEST(ParseSchedule, KnowsEverySoManyDays) {
  EXPECT_EQ(Parsed({.every = "3days"}), From(EveryNDays{3}, kToday));
  EXPECT_EQ(Parsed({.every = "365Days"}), From(EveryNDays{365}, kToday));
}

TEST(ParseSchedule, KnowsEverySoManyWeeks) {
  EXPECT_EQ(Parsed({.every = "2weeks:mon,thu"}), From(EveryNWeeks{2, 0x09}, kToday));
  EXPECT_EQ(Parsed({.every = "52weeks:sun"}), From(EveryNWeeks{52, 0x40}, kToday));
  EXPECT_EQ(Parsed({.every = "2weeks:mon,tue,wed,thu,fri,sat,sun"}),
            From(EveryNWeeks{2, 0x7F}, kToday));
}

TEST(ParseSchedule, WeeksAloneMeanTheWeekdayOfTheFirstDay) {
  EXPECT_EQ(Parsed({.every = "2weeks"}), From(EveryNWeeks{2, 0x20}, kToday));
  EXPECT_EQ(Parsed({.every = "2weeks", .from = "2026-12-01"}),
            From(EveryNWeeks{2, 0x02}, CivilDay(2026, 12, 1)));
  const Schedule base = From(EveryNWeeks{3, 0x7F}, CivilDay(2026, 11, 2));
  EXPECT_EQ(Parsed({.every = "2weeks"}, base), From(EveryNWeeks{2, 0x01}, CivilDay(2026, 11, 2)));
}

TEST(ParseSchedule, KnowsDaysOfTheMonth) {
  EXPECT_EQ(Parsed({.every = "month:1,15"}), (Schedule{DaysOfMonth{0x4001}}));
  EXPECT_EQ(Parsed({.every = "month:15, 1,15"}), (Schedule{DaysOfMonth{0x4001}}));
  EXPECT_EQ(Parsed({.every = "MONTH:31"}), (Schedule{DaysOfMonth{1u << 30}}));
}

TEST(ParseSchedule, TheLastOfTheMonthIsTheThirtyFirst) {
  EXPECT_EQ(Parsed({.every = "month:last"}), Parsed({.every = "month:31"}));
  EXPECT_EQ(Parsed({.every = "month:1,last"}), (Schedule{DaysOfMonth{1u | 1u << 30}}));
}

TEST(ParseSchedule, AMonthAloneMeansTheFirstDaysDayOfIt) {
  EXPECT_EQ(Parsed({.every = "month"}), (Schedule{DaysOfMonth{1u << 20}}));
  EXPECT_EQ(Parsed({.every = "month", .from = "2027-01-31"}),
            From(DaysOfMonth{1u << 30}, CivilDay(2027, 1, 31)));
}

TEST(ParseSchedule, KnowsTheNthWeekdayOfTheMonth) {
  EXPECT_EQ(Parsed({.every = "month:1st-mon"}), (Schedule{NthWeekday{1, 0}}));
  EXPECT_EQ(Parsed({.every = "month:2nd-tue"}), (Schedule{NthWeekday{2, 1}}));
  EXPECT_EQ(Parsed({.every = "month:3rd-Wednesday"}), (Schedule{NthWeekday{3, 2}}));
  EXPECT_EQ(Parsed({.every = "month:4th-sun"}), (Schedule{NthWeekday{4, 6}}));
  EXPECT_EQ(Parsed({.every = "month:5th-sat"}), (Schedule{NthWeekday{5, 5}}));
  EXPECT_EQ(Parsed({.every = "month:Last-Fri"}), (Schedule{NthWeekday{NthWeekday::kLast, 4}}));
}

TEST(ParseSchedule, KnowsAtMostAndAtLeastEverySoManyDays) {
  EXPECT_EQ(Parsed({.every = "2-4days"}), (Schedule{Spacing{2, 4}}));
  EXPECT_EQ(Parsed({.every = "1-365days"}), (Schedule{Spacing{1, 365}}));
  EXPECT_EQ(Parsed({.every = "7-7days"}), (Schedule{Spacing{7, 7}}));
}

TEST(ParseSchedule, KnowsCountingRhythmsInOneWord) {
  EXPECT_EQ(Parsed({.every = "3/week"}), Times(3));
  EXPECT_EQ(Parsed({.every = "10/month"}), (Schedule{TimesPerMonth{10}}));
  EXPECT_EQ(Parsed({.every = "3/10days"}), From(TimesInDays{3, 10}, kToday));
}

TEST(ParseSchedule, RefusesWhatIsNoRhythm) {
  for (absl::string_view every : {"mon,",
                                  ",",
                                  " ",
                                  "mon,xyz",
                                  "mon;tue",
                                  "d",
                                  "days",
                                  "3",
                                  "3 days",
                                  "-3days",
                                  "+3days",
                                  "3dayss",
                                  "1.5days",
                                  "3days:mon",
                                  "2weeks:",
                                  "2weeks:1",
                                  "2weeks:mon,",
                                  "2weeks,mon",
                                  "weeks:mon",
                                  "month:",
                                  "month:1,",
                                  "month:,",
                                  "month:x",
                                  "month:-1",
                                  "month:mon",
                                  "month:2-tue",
                                  "month:2th-tue",
                                  "month:2nd-",
                                  "month:2nd-xyz",
                                  "month:-tue",
                                  "month:2nd-tue,1",
                                  "month:last-",
                                  "months",
                                  "2months",
                                  "2-days",
                                  "-4days",
                                  "2-4weeks",
                                  "2-4",
                                  "2--4days",
                                  "3/",
                                  "/week",
                                  "/",
                                  "3/year",
                                  "x/week",
                                  "3/week/2",
                                  "week",
                                  "year",
                                  "\xFF",
                                  "FREQ=DAILY"}) {
    EXPECT_THAT(Parse({.every = every}), IsRefused("schedule_not_understood")) << every;
  }
}

TEST(ParseSchedule, RefusesNumbersOutsideTheirBounds) {
  for (absl::string_view every : {"1days",
                                  "0days",
                                  "1day",
                                  "366days",
                                  "99999999999999999999days",
                                  "1weeks:mon",
                                  "0weeks",
                                  "53weeks",
                                  "53weeks:mon",
                                  "month:0",
                                  "month:32",
                                  "month:1,32",
                                  "month:99999999999999999999",
                                  "month:0th-tue",
                                  "month:6th-tue",
                                  "0-4days",
                                  "4-2days",
                                  "2-366days",
                                  "366-366days",
                                  "0/week",
                                  "8/week",
                                  "0/month",
                                  "29/month",
                                  "0/10days",
                                  "11/10days",
                                  "1/1days",
                                  "1/366days"}) {
    EXPECT_THAT(Parse({.every = every}), IsRefused("schedule_out_of_range")) << every;
  }
  for (absl::string_view every :
       {"2days", "365days", "2weeks:mon", "52weeks", "month:1", "month:31", "month:1st-tue",
        "month:5th-tue", "1-1days", "365-365days", "1/week", "7/week", "1/month", "28/month",
        "1/10days", "10/10days", "1/2days", "365/365days"}) {
    EXPECT_THAT(Parse({.every = every}), IsOk()) << every;
  }
}

// ---- times, per ----

TEST(ParseSchedule, KnowsTimesPerWeekFromOneToSeven) {
  EXPECT_EQ(Parsed({.times = "1", .per = "week"}), Times(1));
  EXPECT_EQ(Parsed({.times = "7", .per = "Week"}), Times(7));
  EXPECT_EQ(Parsed({.times = "3"}), Times(3));
  for (absl::string_view times : {"-1", "x", "1.5", "3x", " "}) {
    EXPECT_THAT(Parse({.times = times, .per = "week"}), IsRefused("schedule_not_understood"))
        << times;
  }
  for (absl::string_view times : {"0", "8", "99999999999"}) {
    EXPECT_THAT(Parse({.times = times, .per = "week"}), IsRefused("schedule_out_of_range"))
        << times;
  }
}

TEST(ParseSchedule, KnowsTimesPerMonthFromOneTo28) {
  EXPECT_EQ(Parsed({.times = "1", .per = "month"}), (Schedule{TimesPerMonth{1}}));
  EXPECT_EQ(Parsed({.times = "28", .per = "MONTH"}), (Schedule{TimesPerMonth{28}}));
  EXPECT_THAT(Parse({.times = "0", .per = "month"}), IsRefused("schedule_out_of_range"));
  EXPECT_THAT(Parse({.times = "29", .per = "month"}), IsRefused("schedule_out_of_range"));
}

TEST(ParseSchedule, KnowsTimesInSoManyDays) {
  EXPECT_EQ(Parsed({.times = "3", .per = "10days"}), From(TimesInDays{3, 10}, kToday));
  EXPECT_EQ(Parsed({.times = "365", .per = "365days"}), From(TimesInDays{365, 365}, kToday));
  EXPECT_THAT(Parse({.times = "1", .per = "1days"}), IsRefused("schedule_out_of_range"));
  EXPECT_THAT(Parse({.times = "1", .per = "366days"}), IsRefused("schedule_out_of_range"));
  EXPECT_THAT(Parse({.times = "11", .per = "10days"}), IsRefused("schedule_out_of_range"));
}

TEST(ParseSchedule, RefusesOtherPeriods) {
  for (absl::string_view per : {"day", "year", "2weeks", "10", "days", "-10days", "10-20days"}) {
    EXPECT_THAT(Parse({.times = "3", .per = per}), IsRefused("schedule_not_understood")) << per;
  }
}

TEST(ParseSchedule, APeriodAloneNeedsABaseThatCounts) {
  EXPECT_THAT(Parse({.per = "week"}), IsRefused("schedule_not_understood"));
  EXPECT_THAT(Parse({.per = "week"}, {Spacing{2, 4}}), IsRefused("schedule_not_understood"));
  EXPECT_EQ(Parsed({.per = "month"}, Times(3)), (Schedule{TimesPerMonth{3}}));
  EXPECT_EQ(Parsed({.per = "10days"}, {TimesPerMonth{4}}), From(TimesInDays{4, 10}, kToday));
  EXPECT_THAT(Parse({.per = "week"}, {TimesPerMonth{10}}), IsRefused("schedule_out_of_range"));
}

TEST(ParseSchedule, TimesAloneKeepThePeriodOfTheBase) {
  EXPECT_EQ(Parsed({.times = "10"}, {TimesPerMonth{3}}), (Schedule{TimesPerMonth{10}}));
  const Schedule base = From(TimesInDays{3, 10}, CivilDay(2026, 11, 1));
  EXPECT_EQ(Parsed({.times = "9"}, base), From(TimesInDays{9, 10}, CivilDay(2026, 11, 1)));
  EXPECT_EQ(Parsed({.times = "2"}, OnDays(0x15)), Times(2));
}

TEST(ParseSchedule, RefusesEveryTogetherWithTimes) {
  EXPECT_THAT(Parse({.every = "day", .times = "3", .per = "week"}),
              IsRefused("schedule_not_understood"));
  EXPECT_THAT(Parse({.every = "day", .per = "week"}), IsRefused("schedule_not_understood"));
  EXPECT_THAT(Parse({.every = "day", .times = "3"}), IsRefused("schedule_not_understood"));
}

// ---- at ----

TEST(ParseSchedule, ATimeChangesNothingElse) {
  EXPECT_EQ(Parsed({.at = "20:00"}, Times(3)), (Schedule{TimesPerWeek{3}, 1200}));
  EXPECT_THAT(Parse({.at = "8pm"}), IsRefused("time_not_understood"));
}

TEST(ParseSchedule, AShapeLeavesTheTimeAlone) {
  EXPECT_EQ(Parsed({.every = "mon"}, {EveryDay{}, 1200}), (Schedule{Weekdays{1}, 1200}));
}

TEST(ParseSchedule, NoneTakesTheTimeAway) {
  EXPECT_EQ(Parsed({.at = "none"}, {EveryDay{}, 1200}), kEveryDay);
  EXPECT_EQ(Parsed({.at = "None"}), kEveryDay);
}

// ---- from, until ----

TEST(ParseSchedule, FromAndUntilAreDaysToCome) {
  const Schedule schedule = Parsed({.from = "tomorrow", .until = "2026-12-31"});
  EXPECT_EQ(schedule.first_day, DayNumber(kToday + 1));
  EXPECT_EQ(schedule.last_day, DayNumber(CivilDay(2026, 12, 31)));
  EXPECT_EQ(schedule.shape, ScheduleShape(EveryDay{}));
}

TEST(ParseSchedule, AWeekdayAsFromIsTheNextOne) {
  EXPECT_EQ(Parsed({.from = "mon"}).first_day, DayNumber(CivilDay(2026, 11, 23)));
  EXPECT_EQ(Parsed({.until = "sat"}).last_day, DayNumber(kToday));
}

TEST(ParseSchedule, NoneTakesTheSpanAway) {
  const Schedule base{.shape = EveryDay{}, .first_day = 20'000, .last_day = 30'000};
  EXPECT_EQ(Parsed({.from = "none"}, base), (Schedule{.shape = EveryDay{}, .last_day = 30'000}));
  EXPECT_EQ(Parsed({.until = "none"}, base), (Schedule{.shape = EveryDay{}, .first_day = 20'000}));
  EXPECT_EQ(Parsed({.from = "none", .until = "NONE"}, base), kEveryDay);
}

TEST(ParseSchedule, WhatIsCountedFromSomewhereIsThenCountedFromToday) {
  const Schedule base = From(EveryNDays{3}, CivilDay(2026, 1, 1));
  EXPECT_EQ(Parsed({.from = "none"}, base), From(EveryNDays{3}, kToday));
  EXPECT_EQ(Parsed({.every = "2days", .from = "none"}, base), From(EveryNDays{2}, kToday));
}

TEST(ParseSchedule, TheSameShapeGoesOnFromItsOldFirstDay) {
  const CivilDay first(2026, 1, 1);
  EXPECT_EQ(Parsed({.every = "2days"}, From(EveryNDays{3}, first)), From(EveryNDays{2}, first));
  EXPECT_EQ(Parsed({.times = "2", .per = "9days"}, From(TimesInDays{3, 10}, first)),
            From(TimesInDays{2, 9}, first));
}

TEST(ParseSchedule, AnotherShapeBeginsTodayUnlessItsFirstDayIsStillToCome) {
  EXPECT_EQ(Parsed({.every = "2days"}, From(EveryDay{}, CivilDay(2026, 1, 1))),
            From(EveryNDays{2}, kToday));
  EXPECT_EQ(Parsed({.every = "2days"}, From(EveryDay{}, CivilDay(2027, 1, 1))),
            From(EveryNDays{2}, CivilDay(2027, 1, 1)));
  EXPECT_EQ(Parsed({.every = "2days", .from = "2026-12-24"}, From(EveryDay{}, kToday + 100)),
            From(EveryNDays{2}, CivilDay(2026, 12, 24)));
}

TEST(ParseSchedule, AShapeThatIsNotCountedKeepsTheSpan) {
  const Schedule base{.shape = EveryDay{}, .first_day = 20'000, .last_day = 30'000};
  EXPECT_EQ(Parsed({.every = "mon"}, base),
            (Schedule{.shape = Weekdays{1}, .first_day = 20'000, .last_day = 30'000}));
}

TEST(ParseSchedule, RefusesDaysThatAreNone) {
  for (absl::string_view day : {"2026-02-30", "2026-W53", "2026-W53-1", "10000-01-01", "3d",
                                "tomorow", "2026-11", "24.11.2026", " ", "2026-11-31"}) {
    EXPECT_THAT(Parse({.from = day}), IsRefused("day_not_understood")) << day;
    EXPECT_THAT(Parse({.until = day}), IsRefused("day_not_understood")) << day;
  }
  EXPECT_THAT(Parse({.from = "0000-01-01"}), IsRefused("day_too_early"));
  EXPECT_THAT(Parse({.from = "1969-12-31"}), IsRefused("day_too_early"));
  EXPECT_THAT(Parse({.from = "1970-01-01", .until = "9999-12-31"}), IsOk());
}

TEST(ParseSchedule, RefusesToEndBeforeItBegins) {
  EXPECT_THAT(Parse({.from = "2026-12-02", .until = "2026-12-01"}),
              IsRefused("schedule_ends_first"));
  EXPECT_THAT(Parse({.from = "2026-12-01", .until = "2026-12-01"}), IsOk());
  EXPECT_THAT(Parse({.until = "2026-12-01"}, From(EveryDay{}, CivilDay(2027, 1, 1))),
              IsRefused("schedule_ends_first"));
  const Schedule over{.shape = EveryDay{}, .last_day = DayNumber(kToday) - 1};
  EXPECT_THAT(Parse({.from = "today"}, over), IsRefused("schedule_ends_first"));
  EXPECT_THAT(Parse({.every = "3days"}, over), IsRefused("schedule_ends_first"));
  EXPECT_THAT(Parse({.every = "3days", .until = "none"}, over), IsOk());
}

TEST(ParseSchedule, RefusesWhatNeverHappens) {
  EXPECT_THAT(Parse({.every = "mon", .from = "2026-11-24", .until = "2026-11-29"}),
              IsRefused("schedule_never"));
  EXPECT_THAT(Parse({.every = "mon", .from = "2026-11-24", .until = "2026-11-30"}), IsOk());
  EXPECT_THAT(Parse({.every = "month:5th-mon", .from = "2026-12-01", .until = "2027-02-28"}),
              IsRefused("schedule_never"));
  EXPECT_THAT(Parse({.every = "2weeks:mon", .until = "2026-11-29"}), IsRefused("schedule_never"));
  EXPECT_THAT(Parse({.until = "sun"}, From(Weekdays{0x01}, kToday)), IsRefused("schedule_never"));
}

// ---- week_start ----

TEST(ParseSchedule, ANewShapeTakesTheWeeksOfTheReader) {
  EXPECT_EQ(ParseSchedule({.every = "mon"}, kEveryDay, kToday, 6)->week_start, 6);
  EXPECT_EQ(ParseSchedule({.times = "3"}, kEveryDay, kToday, 6)->week_start, 6);
  EXPECT_EQ(ParseSchedule({.at = "20:00"}, kEveryDay, kToday, 6)->week_start, 0);
  EXPECT_EQ(ParseSchedule({.from = "mon"}, kEveryDay, kToday, 6)->week_start, 0);
  EXPECT_EQ(ParseSchedule({}, kEveryDay, kToday, 6)->week_start, 0);
}

// ---- sentences ----

TEST(ParseSchedule, ARefusalSaysTheWordAndAWayOut) {
  EXPECT_EQ(Sentence({.every = "mondays"}),
            "\"mondays\" is not a rhythm I know. Try day, mon,wed,fri or 3days.");
  EXPECT_EQ(Sentence({.every = "month:2nd"}),
            "\"month:2nd\" is not a rhythm I know. Try month:15, month:last or month:2nd-tue.");
  EXPECT_EQ(Sentence({.every = "1days"}),
            "\"1days\" is outside what a rhythm takes: every 2 to 365 days, like 3days.");
  EXPECT_EQ(Sentence({.every = "53weeks"}),
            "\"53weeks\" is outside what a rhythm takes: every 2 to 52 weeks, like 2weeks:mon.");
  EXPECT_EQ(Sentence({.every = "4-2days"}),
            "\"4-2days\" is outside what a rhythm takes: 1 to 365 days, the shorter wait first, "
            "like 2-4days.");
  EXPECT_EQ(Sentence({.times = "8", .per = "week"}),
            "\"8\" is outside what a rhythm takes: 1 to 7 times a week, like --times 3 --per "
            "week.");
  EXPECT_EQ(Sentence({.times = "3", .per = "year"}),
            "\"year\" is not a rhythm I know. Try --per week, --per month or --per 10days.");
  EXPECT_EQ(Sentence({.until = "mondy"}),
            "\"mondy\" is not a day I know. Try tomorrow, tue or 2026-11-22.");
  EXPECT_EQ(Sentence({.at = "8pm"}), "\"8pm\" is not a time I know. Try 20:00.");
}

TEST(ParseSchedule, ARefusedSpanIsSaidAsUnderstood) {
  EXPECT_EQ(Sentence({.from = "mon", .until = "tomorrow"}),
            "\"tomorrow\" as the last day, 2026-11-22, lies before the first, 2026-11-23. Try a "
            "later day, or --until none.");
  const Schedule over{.shape = EveryDay{}, .last_day = DayNumber(CivilDay(2026, 10, 1))};
  EXPECT_EQ(Sentence({.from = "today"}, over),
            "\"today\" as the first day, 2026-11-21, lies after the last, 2026-10-01. Try a later "
            "--until, or none.");
  EXPECT_EQ(Sentence({.every = "3Days"}, over),
            "\"3Days\" would begin on 2026-11-21, after the last day, 2026-10-01. Try a later "
            "--until, or none.");
  EXPECT_EQ(Sentence({.every = "mon", .from = "tue", .until = "fri"}),
            "\"mon\" never happens between 2026-11-24 and 2026-11-27. Try a later --until, or "
            "none.");
}

TEST(ParseSchedule, APersonsWordIsShownBackShortAndHarmless) {
  const std::string forty(40, 'x');
  const std::string quoted_forty = "\"" + forty + "\"";
  EXPECT_TRUE(absl::StartsWith(Sentence({.every = forty}), quoted_forty));
  EXPECT_TRUE(absl::StartsWith(Sentence({.every = forty + "y"}), quoted_forty + " "));
  for (const ScheduleWords& words :
       {ScheduleWords{.every = "\x1b[31m\n"}, ScheduleWords{.times = "\x1b[31m\n"},
        ScheduleWords{.times = "3", .per = "\x1b[31m\n"}, ScheduleWords{.at = "\x1b[31m\n"},
        ScheduleWords{.from = "\x1b[31m\n"}, ScheduleWords{.until = "\x1b[31m\n"}}) {
    EXPECT_TRUE(absl::StartsWith(Sentence(words), "\"[31m\" is not")) << Sentence(words);
  }
  const std::string long_word(100'000, '9');
  EXPECT_LT(Sentence({.every = long_word + "days"}).size(), 200u);
}

// ---- the way back ----

TEST(ShapeWords, SayEachShape) {
  const auto words = [](ScheduleShape shape) { return ShapeWords({shape}); };
  EXPECT_EQ(words(EveryDay{}), "day");
  EXPECT_EQ(words(Weekdays{0x1F}), "weekday");
  EXPECT_EQ(words(Weekdays{0x60}), "weekend");
  EXPECT_EQ(words(Weekdays{0x15}), "mon,wed,fri");
  EXPECT_EQ(words(Weekdays{0x7F}), "day");
  EXPECT_EQ(words(EveryNDays{3}), "3days");
  EXPECT_EQ(words(EveryNWeeks{2, 0x09}), "2weeks:mon,thu");
  EXPECT_EQ(words(DaysOfMonth{0x4001}), "month:1,15");
  EXPECT_EQ(words(DaysOfMonth{1u << 30}), "month:last");
  EXPECT_EQ(words(DaysOfMonth{1u << 29}), "month:30");
  EXPECT_EQ(words(NthWeekday{2, 1}), "month:2nd-tue");
  EXPECT_EQ(words(NthWeekday{NthWeekday::kLast, 4}), "month:last-fri");
  EXPECT_EQ(words(TimesPerWeek{3}), "3/week");
  EXPECT_EQ(words(TimesPerMonth{10}), "10/month");
  EXPECT_EQ(words(TimesInDays{3, 10}), "3/10days");
  EXPECT_EQ(words(Spacing{2, 4}), "2-4days");
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
        "20:00:00", "20:0 ", "8 :05", " 8:05", "2x:00", "20:0x", "none"}) {
    EXPECT_THAT(ParseTimeOfDay(text), IsRefused("time_not_understood")) << "\"" << text << "\"";
  }
}

}  // namespace
}  // namespace twofold

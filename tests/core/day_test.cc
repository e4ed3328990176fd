// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/schedule/day.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "tests/support/refusals.h"

namespace twofold {
namespace {

using absl::CivilDay;

constexpr int kFour = 4 * 60;

// Saturday.
const CivilDay kToday(2026, 11, 21);

absl::TimeZone Zone(const char* name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(name, &zone)) << name;
  return zone;
}

absl::Time Utc(int year, int month, int day, int hour, int minute, int second) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute, second),
                         absl::UTCTimeZone());
}

CivilDay Parsed(absl::string_view word, CivilDay today = kToday) {
  const auto day = ParsePastDay(word, today);
  EXPECT_THAT(day, IsOk()) << word;
  return day.value_or(CivilDay(1, 1, 1));
}

TEST(DayOf, ADayEndsAtFour) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  EXPECT_EQ(DayOf(Utc(2026, 11, 22, 3, 59, 59), utc, kFour), CivilDay(2026, 11, 21));
  EXPECT_EQ(DayOf(Utc(2026, 11, 22, 4, 0, 0), utc, kFour), CivilDay(2026, 11, 22));
}

TEST(DayOf, WithoutAnEndItEndsAtMidnight) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  EXPECT_EQ(DayOf(Utc(2026, 11, 21, 23, 59, 59), utc, 0), CivilDay(2026, 11, 21));
  EXPECT_EQ(DayOf(Utc(2026, 11, 22, 0, 0, 0), utc, 0), CivilDay(2026, 11, 22));
}

TEST(DayOf, EndsAtFourOnTheClockWhenBerlinSpringsForward) {
  const absl::TimeZone berlin = Zone("Europe/Berlin");  // 2026-03-29, 02:00 becomes 03:00
  EXPECT_EQ(DayOf(Utc(2026, 3, 29, 1, 59, 59), berlin, kFour), CivilDay(2026, 3, 28));
  EXPECT_EQ(DayOf(Utc(2026, 3, 29, 2, 0, 0), berlin, kFour), CivilDay(2026, 3, 29));
}

TEST(DayOf, EndsAtFourOnTheClockWhenBerlinFallsBack) {
  const absl::TimeZone berlin = Zone("Europe/Berlin");  // 2026-10-25, 03:00 becomes 02:00
  EXPECT_EQ(DayOf(Utc(2026, 10, 25, 2, 59, 59), berlin, kFour), CivilDay(2026, 10, 24));
  EXPECT_EQ(DayOf(Utc(2026, 10, 25, 3, 0, 0), berlin, kFour), CivilDay(2026, 10, 25));
}

TEST(DayOf, ApiaHasNoThirtiethOfDecember2011) {
  const absl::TimeZone apia = Zone("Pacific/Apia");  // UTC-10 until 10:00 UTC that day, then +14
  std::vector<CivilDay> days;
  for (absl::Time at = Utc(2011, 12, 29, 0, 0, 0); at < Utc(2011, 12, 31, 12, 0, 0);
       at += absl::Minutes(30)) {
    const CivilDay day = DayOf(at, apia, kFour);
    if (days.empty() || days.back() != day) days.push_back(day);
  }
  EXPECT_EQ(days, (std::vector<CivilDay>{CivilDay(2011, 12, 28), CivilDay(2011, 12, 29),
                                         CivilDay(2011, 12, 31)}));
}

TEST(DayOf, ApiasLongNightBelongsToTheTwentyNinth) {
  const absl::TimeZone apia = Zone("Pacific/Apia");
  EXPECT_EQ(DayOf(Utc(2011, 12, 30, 9, 59, 59), apia, kFour), CivilDay(2011, 12, 29));
  EXPECT_EQ(DayOf(Utc(2011, 12, 30, 10, 0, 0), apia, kFour), CivilDay(2011, 12, 29));
  EXPECT_EQ(DayOf(Utc(2011, 12, 30, 13, 59, 59), apia, kFour), CivilDay(2011, 12, 29));
  EXPECT_EQ(DayOf(Utc(2011, 12, 30, 14, 0, 0), apia, kFour), CivilDay(2011, 12, 31));
  EXPECT_EQ(MinuteOfDay(Utc(2011, 12, 30, 10, 0, 0), apia, kFour), 1440);
}

TEST(DayOf, SaoPauloHasADayWithoutMidnight) {
  const absl::TimeZone sao_paulo = Zone("America/Sao_Paulo");  // 2018-11-04, 00:00 becomes 01:00
  EXPECT_EQ(DayOf(Utc(2018, 11, 4, 5, 59, 59), sao_paulo, kFour), CivilDay(2018, 11, 3));
  EXPECT_EQ(DayOf(Utc(2018, 11, 4, 6, 0, 0), sao_paulo, kFour), CivilDay(2018, 11, 4));
  EXPECT_EQ(DayOf(Utc(2018, 11, 4, 2, 59, 59), sao_paulo, 0), CivilDay(2018, 11, 3));
  EXPECT_EQ(DayOf(Utc(2018, 11, 4, 3, 0, 0), sao_paulo, 0), CivilDay(2018, 11, 4));
}

TEST(MinuteOfDay, GoesOnPastMidnightUntilTheDayEnds) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  EXPECT_EQ(MinuteOfDay(Utc(2026, 11, 21, 4, 0, 0), utc, kFour), 240);
  EXPECT_EQ(MinuteOfDay(Utc(2026, 11, 21, 21, 0, 0), utc, kFour), 21 * 60);
  EXPECT_EQ(MinuteOfDay(Utc(2026, 11, 22, 0, 0, 0), utc, kFour), 1440);
  EXPECT_EQ(MinuteOfDay(Utc(2026, 11, 22, 3, 59, 59), utc, kFour), 1440 + 239);
}

TEST(DayNumber, CountsFromNineteenSeventyBothWays) {
  EXPECT_EQ(DayNumber(CivilDay(1970, 1, 1)), 0);
  EXPECT_EQ(DayNumber(CivilDay(1969, 12, 31)), -1);
  EXPECT_EQ(DayNumber(CivilDay(2026, 11, 21)), 20778);
  for (std::int32_t number : {-25567, -1, 0, 1, 20778, 2932896}) {
    EXPECT_EQ(DayNumber(DayFromNumber(number)), number);
  }
}

TEST(IsDayNumber, EndsAt1900And9999) {
  EXPECT_FALSE(IsDayNumber(DayNumber(CivilDay(1899, 12, 31))));
  EXPECT_TRUE(IsDayNumber(DayNumber(CivilDay(1900, 1, 1))));
  EXPECT_TRUE(IsDayNumber(DayNumber(CivilDay(9999, 12, 31))));
  EXPECT_FALSE(IsDayNumber(DayNumber(CivilDay(9999, 12, 31)) + 1));
  EXPECT_FALSE(IsDayNumber(std::numeric_limits<std::int64_t>::max()));
  EXPECT_FALSE(IsDayNumber(std::numeric_limits<std::int64_t>::min()));
}

TEST(DayWords, AreWrittenTwoWays) {
  EXPECT_EQ(IsoDay(CivilDay(2026, 3, 9)), "2026-03-09");
  EXPECT_EQ(ShortDay(kToday), "Sat 21 Nov");
  EXPECT_EQ(ShortDay(CivilDay(2026, 11, 29)), "Sun 29 Nov");
}

TEST(ParsePastDay, NothingAndTodayAreToday) {
  for (absl::string_view word : {"", "today", "TODAY", "Today"}) EXPECT_EQ(Parsed(word), kToday);
}

TEST(ParsePastDay, YesterdayIsTheDayBefore) {
  EXPECT_EQ(Parsed("yesterday"), CivilDay(2026, 11, 20));
  EXPECT_EQ(Parsed("Yesterday", CivilDay(2024, 3, 1)), CivilDay(2024, 2, 29));
}

TEST(ParsePastDay, AWeekdayIsTheLastOneTodayIncluded) {
  EXPECT_EQ(Parsed("sat"), CivilDay(2026, 11, 21));
  EXPECT_EQ(Parsed("fri"), CivilDay(2026, 11, 20));
  EXPECT_EQ(Parsed("thursday"), CivilDay(2026, 11, 19));
  EXPECT_EQ(Parsed("WED"), CivilDay(2026, 11, 18));
  EXPECT_EQ(Parsed("Tuesday"), CivilDay(2026, 11, 17));
  EXPECT_EQ(Parsed("mon"), CivilDay(2026, 11, 16));
  EXPECT_EQ(Parsed("sun"), CivilDay(2026, 11, 15));
}

TEST(ParsePastDay, DaysAgoGoBackAHundredYears) {
  const CivilDay late(2090, 1, 1);
  EXPECT_EQ(Parsed("0d"), kToday);
  EXPECT_EQ(Parsed("3d"), CivilDay(2026, 11, 18));
  EXPECT_EQ(Parsed("3D"), CivilDay(2026, 11, 18));
  EXPECT_EQ(Parsed("36500d", late), late - 36500);
  EXPECT_THAT(ParsePastDay("36501d", late), IsRefused("day_not_understood"));
  EXPECT_THAT(ParsePastDay("99999d", kToday), IsRefused("day_not_understood"));
  EXPECT_THAT(ParsePastDay("99999999999999999999d", kToday), IsRefused("day_not_understood"));
}

TEST(ParsePastDay, ADateIsTakenAsWritten) {
  EXPECT_EQ(Parsed("2026-11-21"), kToday);
  EXPECT_EQ(Parsed("2024-02-29"), CivilDay(2024, 2, 29));
  EXPECT_EQ(Parsed("1970-01-01"), CivilDay(1970, 1, 1));
}

TEST(ParsePastDay, ADayThatDoesNotExistIsNone) {
  for (absl::string_view word :
       {"2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32"}) {
    EXPECT_THAT(ParsePastDay(word, kToday), IsRefused("day_not_understood")) << word;
  }
}

TEST(ParsePastDay, WhatIsNoDayIsRefused) {
  for (absl::string_view word : {"tomorow", "tomorrow", "d", "-3d", "+3d", "3 d", "1.5d", " ",
                                 "2026-1-1", "2026/11/21", "26-11-21", "2026-11-2a", "+026-11-21",
                                 "2026-11-21 ", "satur", "mo", "\xFF", "20261121", "2026-11-211"}) {
    EXPECT_THAT(ParsePastDay(word, kToday), IsRefused("day_not_understood")) << word;
  }
}

TEST(ParsePastDay, TheFutureIsNotLogged) {
  EXPECT_THAT(ParsePastDay("2026-11-22", kToday), IsRefused("day_ahead"));
  EXPECT_THAT(ParsePastDay("9999-12-31", kToday), IsRefused("day_ahead"));
}

TEST(ParsePastDay, TheFutureIsNamedAsTheDayItWouldBe) {
  const auto refused = ParsePastDay("2026-11-28", kToday);
  EXPECT_EQ(refused.status().message(),
            "Sat 28 Nov is still to come; only days up to today can be logged.");
  const auto next_year = ParsePastDay("2027-01-02", kToday);
  EXPECT_EQ(next_year.status().message(),
            "Sat 2 Jan 2027 is still to come; only days up to today can be logged.");
}

TEST(ParsePastDay, NothingIsKeptFromBefore1970) {
  EXPECT_THAT(ParsePastDay("1969-12-31", kToday), IsRefused("day_too_early"));
  EXPECT_THAT(ParsePastDay("0000-01-01", kToday), IsRefused("day_too_early"));
  EXPECT_THAT(ParsePastDay("36000d", kToday), IsRefused("day_too_early"));
}

TEST(ParsePastDay, NothingIsKeptFromBefore1970EvenWhenTheClockStandsThere) {
  const CivilDay first(1970, 1, 1);  // a Thursday
  EXPECT_EQ(Parsed("today", first), first);
  EXPECT_THAT(ParsePastDay("yesterday", first), IsRefused("day_too_early"));
  EXPECT_THAT(ParsePastDay("wed", first), IsRefused("day_too_early"));
}

}  // namespace
}  // namespace twofold

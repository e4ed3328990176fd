// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/schedule/day.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "tests/support/refusals.h"

namespace twofold {
namespace {

using absl::CivilDay;

constexpr int kFour = 4 * 60;
constexpr int kHalfPastTwo = 2 * 60 + 30;

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

TEST(DayOf, LordHoweMovesItsClockByHalfAnHour) {
  const absl::TimeZone lord_howe = Zone("Australia/Lord_Howe");  // +10:30, in summer +11
  // 2026-04-05, 02:00 becomes 01:30; 2026-10-04, 02:00 becomes 02:30.
  EXPECT_EQ(DayOf(Utc(2026, 4, 4, 17, 29, 59), lord_howe, kFour), CivilDay(2026, 4, 4));
  EXPECT_EQ(DayOf(Utc(2026, 4, 4, 17, 30, 0), lord_howe, kFour), CivilDay(2026, 4, 5));
  EXPECT_EQ(DayOf(Utc(2026, 10, 3, 16, 59, 59), lord_howe, kFour), CivilDay(2026, 10, 3));
  EXPECT_EQ(DayOf(Utc(2026, 10, 3, 17, 0, 0), lord_howe, kFour), CivilDay(2026, 10, 4));
}

TEST(DayOf, KathmanduIsThreeQuartersOfAnHourPast) {
  const absl::TimeZone kathmandu = Zone("Asia/Kathmandu");  // +05:45
  EXPECT_EQ(DayOf(Utc(2026, 11, 20, 22, 14, 59), kathmandu, kFour), CivilDay(2026, 11, 20));
  EXPECT_EQ(DayOf(Utc(2026, 11, 20, 22, 15, 0), kathmandu, kFour), CivilDay(2026, 11, 21));
}

TEST(DayOf, ADayThatEndsInTheHourThatIsSkippedEndsWhenTheClockJumps) {
  const absl::TimeZone berlin = Zone("Europe/Berlin");  // 2026-03-29, 02:00 becomes 03:00
  EXPECT_EQ(DayOf(Utc(2026, 3, 29, 0, 59, 59), berlin, kHalfPastTwo), CivilDay(2026, 3, 28));
  EXPECT_EQ(DayOf(Utc(2026, 3, 29, 1, 0, 0), berlin, kHalfPastTwo), CivilDay(2026, 3, 29));
}

TEST(DayOf, ADayThatEndsInTheHourThatComesTwiceEndsTheFirstTime) {
  const absl::TimeZone berlin = Zone("Europe/Berlin");  // 2026-10-25, 03:00 becomes 02:00
  EXPECT_EQ(DayOf(Utc(2026, 10, 25, 0, 29, 59), berlin, kHalfPastTwo), CivilDay(2026, 10, 24));
  EXPECT_EQ(DayOf(Utc(2026, 10, 25, 0, 30, 0), berlin, kHalfPastTwo), CivilDay(2026, 10, 25));
  EXPECT_EQ(DayOf(Utc(2026, 10, 25, 1, 0, 0), berlin, kHalfPastTwo), CivilDay(2026, 10, 25));
  EXPECT_EQ(MinuteOfDay(Utc(2026, 10, 25, 1, 0, 0), berlin, kHalfPastTwo), 120);
}

TEST(DayOf, AnEveningThatComesBackAfterMidnightIsOver) {
  const absl::TimeZone st_johns = Zone("America/St_Johns");  // 2010-11-07, 00:01 becomes 23:01
  EXPECT_EQ(DayOf(Utc(2010, 11, 7, 2, 29, 59), st_johns, 0), CivilDay(2010, 11, 6));
  EXPECT_EQ(DayOf(Utc(2010, 11, 7, 2, 30, 0), st_johns, 0), CivilDay(2010, 11, 7));
  EXPECT_EQ(DayOf(Utc(2010, 11, 7, 2, 31, 0), st_johns, 0), CivilDay(2010, 11, 7));
  EXPECT_EQ(MinuteOfDay(Utc(2010, 11, 7, 2, 31, 0), st_johns, 0), 0);
}

// A year of instants in one zone, day by day.
struct CivilYear {
  const char* zone;
  int year;
  int days;
};

// Whether the clock is moved within the two days around.
bool IsNearTransition(absl::Time at, absl::TimeZone zone) {
  absl::TimeZone::CivilTransition transition;
  return zone.NextTransition(at - absl::Hours(24), &transition) &&
         absl::FromCivil(transition.from, zone) < at + absl::Hours(24);
}

class DaysOfAYear : public testing::TestWithParam<CivilYear> {};

TEST_P(DaysOfAYear, ComeOneAfterTheOtherAndNoneIsLost) {
  const CivilYear& civil = GetParam();
  const absl::TimeZone zone = Zone(civil.zone);
  for (const int ends : {0, 1, 105, kHalfPastTwo, 210, kFour, 11 * 60 + 59}) {
    SCOPED_TRACE(ends);
    std::vector<CivilDay> days;
    int minutes = 0;  // of the day under way
    int step = 1;
    for (absl::Time at = Utc(civil.year - 1, 12, 30, 0, 0, 0);
         at < Utc(civil.year + 1, 1, 3, 0, 0, 0); at += absl::Minutes(step)) {
      const CivilDay day = DayOf(at, zone, ends);
      const int minute = MinuteOfDay(at, zone, ends);
      ASSERT_GE(minute, 0) << absl::FormatTime(at, zone);
      ASSERT_LT(minute, 1440 + ends) << absl::FormatTime(at, zone);
      if (days.empty() || day != days.back()) {
        ASSERT_TRUE(days.empty() || day > days.back()) << absl::FormatTime(at, zone);
        // Every day that was lived whole has about as many minutes as others; Apia's long one
        // takes the night of the day that was left out.
        if (days.size() > 1) {
          ASSERT_GE(minutes, 22 * 60) << days.back();
          ASSERT_LE(minutes, 36 * 60) << days.back();
        }
        days.push_back(day);
        minutes = 0;
      }
      step = IsNearTransition(at, zone) ? 1 : 30;
      minutes += step;
    }
    const auto in_year = std::count_if(days.begin(), days.end(),
                                       [&](CivilDay day) { return day.year() == civil.year; });
    EXPECT_EQ(in_year, civil.days);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Zones, DaysOfAYear,
    testing::Values(CivilYear{"UTC", 2026, 365}, CivilYear{"Europe/Berlin", 2026, 365},
                    CivilYear{"Europe/Berlin", 2028, 366}, CivilYear{"America/New_York", 2026, 365},
                    CivilYear{"America/St_Johns", 2010, 365},
                    CivilYear{"Australia/Lord_Howe", 2026, 365},
                    CivilYear{"Pacific/Apia", 2011, 364}, CivilYear{"Pacific/Apia", 2013, 365},
                    CivilYear{"America/Sao_Paulo", 2018, 365},
                    CivilYear{"Asia/Kathmandu", 2026, 365}, CivilYear{"Asia/Kathmandu", 1986, 365},
                    CivilYear{"Asia/Gaza", 2026, 365}, CivilYear{"Africa/Casablanca", 2026, 365},
                    CivilYear{"Antarctica/Troll", 2026, 365}));

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
  EXPECT_EQ(kFirstDayNumber, DayNumber(CivilDay(1900, 1, 1)));
  EXPECT_EQ(kLastDayNumber, DayNumber(CivilDay(9999, 12, 31)));
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

TEST(ParsePastDay, TomorrowIsADayThatIsStillToCome) {
  for (absl::string_view word : {"tomorrow", "Tomorrow"}) {
    EXPECT_THAT(ParsePastDay(word, kToday), IsRefused("day_ahead")) << word;
  }
}

TEST(ParsePastDay, WhatIsNoDayIsRefused) {
  for (absl::string_view word : {"tomorow", "d", "-3d", "+3d", "3 d", "1.5d", " ", "2026-1-1",
                                 "2026/11/21", "26-11-21", "2026-11-2a", "+026-11-21",
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

TEST(ParseAnyDay, KnowsTheDaysAroundToday) {
  EXPECT_EQ(*ParseAnyDay("today", kToday), kToday);
  EXPECT_EQ(*ParseAnyDay("Tomorrow", kToday), CivilDay(2026, 11, 22));
  EXPECT_EQ(*ParseAnyDay("tomorrow", CivilDay(2026, 12, 31)), CivilDay(2027, 1, 1));
  EXPECT_EQ(*ParseAnyDay("yesterday", kToday), CivilDay(2026, 11, 20));
}

TEST(ParseAnyDay, AWeekdayIsTheNextOneTodayIncluded) {
  EXPECT_EQ(*ParseAnyDay("sat", kToday), CivilDay(2026, 11, 21));
  EXPECT_EQ(*ParseAnyDay("SUN", kToday), CivilDay(2026, 11, 22));
  EXPECT_EQ(*ParseAnyDay("monday", kToday), CivilDay(2026, 11, 23));
  EXPECT_EQ(*ParseAnyDay("fri", kToday), CivilDay(2026, 11, 27));
}

TEST(ParseAnyDay, ADateIsTakenAsWrittenUpToTheLastDayThereIs) {
  EXPECT_EQ(*ParseAnyDay("2024-02-29", kToday), CivilDay(2024, 2, 29));
  EXPECT_EQ(*ParseAnyDay("9999-12-31", kToday), CivilDay(9999, 12, 31));
  EXPECT_THAT(ParseAnyDay("10000-01-01", kToday), IsRefused("day_not_understood"));
  EXPECT_THAT(ParseAnyDay("tomorrow", CivilDay(9999, 12, 31)), IsRefused("day_not_understood"));
}

TEST(ParseAnyDay, BeginsWith1970) {
  EXPECT_EQ(*ParseAnyDay("1970-01-01", kToday), CivilDay(1970, 1, 1));
  EXPECT_THAT(ParseAnyDay("1969-12-31", kToday), IsRefused("day_too_early"));
  EXPECT_THAT(ParseAnyDay("0000-01-01", kToday), IsRefused("day_too_early"));
}

TEST(ParseAnyDay, WhatIsNoDayIsRefused) {
  for (absl::string_view word :
       {"", " ", "tomorow", "3d", "0d", "d", "2026-02-30", "2026-W53", "2026-W53-7", "2026-00-01",
        "2026-1-1", "mo", "next mon", "\xFF", "none"}) {
    EXPECT_THAT(ParseAnyDay(word, kToday), IsRefused("day_not_understood")) << word;
  }
}

TEST(DayWords, ARefusalShowsTheWordShortAndHarmless) {
  const std::string longer = std::string(39, 'x') + "\x1b" + "yz";
  const std::string shown = "\"" + std::string(39, 'x') + "y\" is not a day I know. Try ";
  EXPECT_EQ(ParsePastDay(longer, kToday).status().message(), shown + "today, tue or 2026-11-21.");
  EXPECT_EQ(ParseAnyDay(longer, kToday).status().message(), shown + "tomorrow, tue or 2026-11-22.");
}

TEST(DayFromIso, TakesWhatIsoDayWritesAndNothingElse) {
  for (const CivilDay day : {CivilDay(1970, 1, 1), CivilDay(2024, 2, 29), CivilDay(9999, 12, 31)}) {
    EXPECT_EQ(DayFromIso(IsoDay(day)), day);
  }
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-1-04", " 2026-01-04",
                           "2026-01-04 ", "2026/01/04", "11/24/2026", "٢٠٢٦-٠١-٠٤"}) {
    EXPECT_EQ(DayFromIso(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/prompts/stretch.h"
#include "tests/core/prompts_stepped.h"

namespace twofold {
namespace {

using absl::CivilDay;

constexpr int kFour = 4 * 60;

// "29 01:30-29 02:00", in UTC.
std::string Utc(const std::optional<Stretch>& stretch) {
  if (!stretch) return "none";
  const auto words = [](absl::Time at) {
    return absl::FormatTime("%d %H:%M", at, absl::UTCTimeZone());
  };
  return absl::StrCat(words(stretch->begin), "-", words(stretch->end));
}

TEST(WindowOn, AWindowAfterMidnightBelongsToTheNightThatEndsTheDay) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const CivilDay monday(2026, 11, 23);
  EXPECT_EQ(Utc(WindowOn(monday, Span(0, 30, 2, 0), utc, kFour)), "24 00:30-24 02:00");
  EXPECT_EQ(Utc(WindowOn(monday, Span(22, 0, 1, 0), utc, kFour)), "23 22:00-24 01:00");
  EXPECT_EQ(Utc(WindowOn(monday, Span(4, 0, 5, 0), utc, kFour)), "23 04:00-23 05:00");
  EXPECT_EQ(Utc(WindowOn(monday, Span(3, 59, 4, 0), utc, kFour)), "24 03:59-24 04:00");
}

TEST(WindowOn, WhatCrossesTheDaysEndIsCutThere) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const CivilDay monday(2026, 11, 23);
  EXPECT_EQ(Utc(WindowOn(monday, Span(22, 0, 6, 0), utc, kFour)), "23 22:00-24 04:00");
  EXPECT_EQ(Utc(WindowOn(monday, Span(23, 0, 1, 0), utc, 0)), "23 23:00-24 00:00");
}

TEST(WindowOn, ASkippedTimeMovesForward) {
  const absl::TimeZone berlin = ZoneCalled("Europe/Berlin");  // 02:00 becomes 03:00, 01:00 UTC
  const CivilDay day(2026, 3, 28);
  EXPECT_EQ(Utc(WindowOn(day, Span(2, 30, 3, 50), berlin, kFour)), "29 01:30-29 01:50");
  EXPECT_EQ(Utc(WindowOn(day, Span(1, 0, 2, 30), berlin, kFour)), "29 00:00-29 01:30");
  EXPECT_EQ(Utc(WindowOn(day, Span(2, 10, 2, 40), berlin, kFour)), "29 01:10-29 01:40");
  EXPECT_EQ(Utc(WindowOn(day, Span(1, 0, 3, 0), berlin, kFour)), "29 00:00-29 01:00");
}

TEST(WindowOn, WhatTheSkippedHourWouldSwallowKeepsItsLength) {
  const absl::TimeZone berlin = ZoneCalled("Europe/Berlin");
  const CivilDay day(2026, 3, 28);
  EXPECT_EQ(Utc(WindowOn(day, Span(2, 30, 3, 0), berlin, kFour)), "29 01:30-29 02:00");
  EXPECT_EQ(Utc(WindowOn(day, Span(2, 35, 3, 35), berlin, kFour)),
            "29 01:35-29 02:00");  // the day ends
  EXPECT_EQ(Utc(WindowOn(day, Span(2, 30, 3, 34), berlin, kFour)), "29 01:30-29 02:00");
  EXPECT_EQ(Utc(WindowOn(day, Span(2, 30, 3, 35), berlin, kFour)), "29 01:30-29 01:35");
}

TEST(WindowOn, ARepeatedTimeBeginsTheFirstAndEndsTheLastTime) {
  const absl::TimeZone berlin = ZoneCalled("Europe/Berlin");  // 03:00 becomes 02:00, 01:00 UTC
  const CivilDay day(2026, 10, 24);
  EXPECT_EQ(Utc(WindowOn(day, Span(2, 10, 2, 40), berlin, kFour)), "25 00:10-25 01:40");
  EXPECT_EQ(Utc(WindowOn(day, Span(1, 0, 2, 30), berlin, kFour)), "24 23:00-25 01:30");
  EXPECT_EQ(Utc(WindowOn(day, Span(2, 30, 3, 30), berlin, kFour)), "25 00:30-25 02:30");
}

TEST(WindowOn, WhatEndsWhereTheRepeatedHourBeginsEndsTheFirstTime) {
  const absl::TimeZone sao_paulo = ZoneCalled("America/Sao_Paulo");  // 24:00 becomes 23:00
  EXPECT_EQ(Utc(WindowOn(CivilDay(2018, 2, 17), Span(21, 0, 23, 0), sao_paulo, kFour)),
            "17 23:00-18 01:00");
  EXPECT_EQ(Utc(WindowOn(CivilDay(2018, 2, 17), Span(21, 0, 23, 1), sao_paulo, kFour)),
            "17 23:00-18 02:01");
}

TEST(WindowOn, LordHoweSkipsHalfAnHour) {
  const absl::TimeZone lord_howe = ZoneCalled("Australia/Lord_Howe");  // 02:00 becomes 02:30
  EXPECT_EQ(Utc(WindowOn(CivilDay(2026, 10, 3), Span(2, 10, 3, 0), lord_howe, kFour)),
            "03 15:40-03 16:00");
}

TEST(WindowOn, ADayWithoutMidnightHasItsWindow) {
  const absl::TimeZone sao_paulo = ZoneCalled("America/Sao_Paulo");  // 00:00 becomes 01:00
  EXPECT_EQ(Utc(WindowOn(CivilDay(2018, 11, 4), Span(0, 0, 1, 30), sao_paulo, 0)),
            "04 03:00-04 03:30");
  EXPECT_EQ(Utc(WindowOn(CivilDay(2018, 11, 3), Span(23, 30, 0, 30), sao_paulo, kFour)),
            "04 02:30-04 03:30");
}

TEST(WindowOn, ADayThatTheCalendarLeavesOutHasNone) {
  const absl::TimeZone apia = ZoneCalled("Pacific/Apia");  // after 29 December 2011 comes the 31st
  EXPECT_EQ(Utc(WindowOn(CivilDay(2011, 12, 29), Span(21, 0, 23, 30), apia, kFour)),
            "30 07:00-30 09:30");
  EXPECT_EQ(Utc(WindowOn(CivilDay(2011, 12, 30), Span(21, 0, 23, 30), apia, kFour)), "none");
  EXPECT_EQ(Utc(WindowOn(CivilDay(2011, 12, 31), Span(21, 0, 23, 30), apia, kFour)),
            "31 07:00-31 09:30");
}

TEST(WindowOn, TheNightBeforeTheMissingDayLastsUntilTheOneAfter) {
  const absl::TimeZone apia = ZoneCalled("Pacific/Apia");
  EXPECT_EQ(Utc(WindowOn(CivilDay(2011, 12, 29), Span(0, 30, 2, 0), apia, kFour)),
            "30 10:30-30 12:00");
  EXPECT_EQ(Utc(DayIn(CivilDay(2011, 12, 29), apia, kFour)), "29 14:00-30 14:00");
}

TEST(WindowOn, WhereTheDaysEndIsSkippedNothingIsLeftOfItsLastMinutes) {
  const absl::TimeZone berlin = ZoneCalled("Europe/Berlin");
  const int half_past_two = 150;
  EXPECT_EQ(Utc(WindowOn(CivilDay(2026, 3, 28), Span(2, 0, 2, 30), berlin, half_past_two)), "none");
  EXPECT_EQ(Utc(WindowOn(CivilDay(2026, 3, 28), Span(1, 0, 2, 30), berlin, half_past_two)),
            "29 00:00-29 01:00");
}

TEST(AfterQuiet, WithoutQuietHoursIsNow) {
  const absl::Time now = absl::FromUnixSeconds(1'790'000'000);
  EXPECT_EQ(AfterQuiet(now, {}, absl::UTCTimeZone()), now);
  EXPECT_EQ(AfterQuiet(now, Span(8, 0, 8, 0), absl::UTCTimeZone()), now);
}

TEST(AfterQuiet, HasBothEndsRight) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const auto at = [&](int day, int hour, int minute, int second) {
    return absl::FromCivil(absl::CivilSecond(2026, 11, day, hour, minute, second), utc);
  };
  const ClockSpan quiet = Span(22, 0, 7, 0);
  EXPECT_EQ(AfterQuiet(at(21, 21, 59, 59), quiet, utc), at(21, 21, 59, 59));
  EXPECT_EQ(AfterQuiet(at(21, 22, 0, 0), quiet, utc), at(22, 7, 0, 0));
  EXPECT_EQ(AfterQuiet(at(22, 0, 0, 0), quiet, utc), at(22, 7, 0, 0));
  EXPECT_EQ(AfterQuiet(at(22, 6, 59, 59), quiet, utc), at(22, 7, 0, 0));
  EXPECT_EQ(AfterQuiet(at(22, 7, 0, 0), quiet, utc), at(22, 7, 0, 0));
}

TEST(AfterQuiet, WhatBeganWithTheNewDayLastsWhileTheClockShowsTheOldOneAgain) {
  const absl::TimeZone st_johns = ZoneCalled("America/St_Johns");  // 00:01 became 23:01, 02:31 UTC
  const auto at = [](int hour, int minute) {
    return absl::FromCivil(absl::CivilMinute(2010, 11, 7, hour, minute), absl::UTCTimeZone());
  };
  const ClockSpan quiet = Span(0, 0, 6, 0);
  EXPECT_EQ(AfterQuiet(at(2, 29), quiet, st_johns), at(2, 29));
  EXPECT_EQ(AfterQuiet(at(2, 40), quiet, st_johns), at(9, 30));
}

class StretchOracle : public testing::TestWithParam<const char*> {};

// Eleven years of each zone's changes, each with the days around it.
std::vector<CivilDay> DaysOfChange(absl::TimeZone zone, CivilDay from) {
  std::vector<CivilDay> days;
  absl::Time at = absl::FromCivil(from, zone);
  absl::TimeZone::CivilTransition change;
  for (int i = 0; i < 22 && zone.NextTransition(at, &change); ++i) {
    days.push_back(CivilDay(change.from));
    at = absl::FromCivil(change.to, zone) + absl::Hours(48);
  }
  days.push_back(from);
  return days;
}

TEST_P(StretchOracle, WindowsAndQuietHoursAreWhatTheClockShowsMinuteByMinute) {
  const absl::TimeZone zone = ZoneCalled(GetParam());
  const CivilDay from =
      GetParam() == std::string("Asia/Kathmandu") ? CivilDay(1985, 6, 1) : CivilDay(2008, 1, 1);
  SeededRandom random(20'261'121);
  SCOPED_TRACE(absl::StrCat(GetParam(), ", seed ", 20'261'121));
  for (const CivilDay change : DaysOfChange(zone, from)) {
    const absl::Time begin = absl::FromCivil(change - 6, zone);
    const absl::Time end = absl::FromCivil(change + 6, zone);
    SteppedClock clock(zone, begin, end);
    for (int i = 0; i < 60; ++i) {
      const int ends_at = random.OneIn(2) ? kFour : RandomBetween(random, 0, 719);
      const ClockSpan window = RandomWindow(random, ends_at);
      const CivilDay day = change + RandomBetween(random, -2, 2);
      ASSERT_EQ(Utc(WindowOn(day, window, zone, ends_at)),
                Utc(clock.WindowOn(day, window, ends_at)))
          << day << " " << SpanWords(window) << ", ends at " << ends_at;
      const auto quiet =
          ClockSpan{window.from, (window.from + RandomBetween(random, 5, 1080)) % 1440};
      const absl::Time at =
          absl::FromCivil(day, zone) + absl::Minutes(RandomBetween(random, 0, 1440));
      absl::Time after = at;
      while (clock.IsQuiet(after, quiet)) after += absl::Minutes(1);
      ASSERT_EQ(AfterQuiet(at, quiet, zone), after) << at << " " << SpanWords(quiet);
    }
  }
}

TEST_P(StretchOracle, TheDaysFollowEachOtherWithoutAGap) {
  const absl::TimeZone zone = ZoneCalled(GetParam());
  for (const int ends_at : {0, 90, kFour, 719}) {
    std::optional<absl::Time> ended;
    for (CivilDay day(1980, 1, 1); day < CivilDay(2030, 1, 1); ++day) {
      const std::optional<Stretch> stretch = DayIn(day, zone, ends_at);
      if (!stretch) continue;
      ASSERT_TRUE(!ended || stretch->begin == *ended) << day << ", ends at " << ends_at;
      ASSERT_EQ(DayOf(stretch->begin, zone, ends_at), day);
      ASSERT_EQ(DayOf(stretch->end - absl::Seconds(1), zone, ends_at), day);
      ended = stretch->end;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Zones, StretchOracle,
                         testing::Values("Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                         "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu",
                                         "Pacific/Kwajalein", "America/St_Johns"));

}  // namespace
}  // namespace twofold

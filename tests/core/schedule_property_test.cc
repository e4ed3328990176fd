// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What holds for every schedule, checked against rules written a second time, day by day.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/schedule/schedule_words.h"
#include "tests/support/random_schedule.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

using absl::CivilDay;
using absl::CivilMonth;

constexpr std::uint64_t kSchedules = 20'000;

const CivilDay kFirst(1900, 1, 1);
const CivilDay kLast(9999, 12, 31);

CivilDay RandomDay(SeededRandom& random) {
  return random.OneIn(10) ? DayFromNumber(RandomBetween(random, kFirstDayNumber, kLastDayNumber))
                          : DayFromNumber(RandomBetween(random, 0, 40'000));
}

TEST(ScheduleProperty, TheThirtyFirstIsOneDayInEveryMonthThereIs) {
  const Schedule schedule{DaysOfMonth{1u << 30}};
  int due_days = 0;
  for (CivilDay day = kFirst; day <= kLast; ++day) {
    const bool is_last = CivilMonth(day) != CivilMonth(day + 1);
    ASSERT_EQ(DueOn(schedule, day), is_last) << day;
    due_days += is_last;
  }
  EXPECT_EQ(due_days, (CivilMonth(kLast) - CivilMonth(kFirst)) + 1);
}

TEST(ScheduleProperty, TheLastFridayHasNoOtherFridayAfterItInItsMonth) {
  const Schedule schedule{NthWeekday{NthWeekday::kLast, 4}};
  for (CivilMonth month(kFirst); month <= CivilMonth(kLast); ++month) {
    std::optional<CivilDay> last;
    std::set<CivilDay> due;
    for (CivilDay day(month); CivilMonth(day) == month; ++day) {
      if (absl::GetWeekday(day) == absl::Weekday::friday) last = day;
      if (DueOn(schedule, day)) due.insert(day);
    }
    ASSERT_EQ(due, std::set<CivilDay>{*last});
  }
}

TEST(ScheduleProperty, AnNthWeekdayComesAtMostOnceAMonthAndIsThatWeekdayForTheNthTime) {
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    const NthWeekday shape{RandomBetween(random, 1, 5), RandomBetween(random, 0, 6)};
    const CivilMonth month(RandomDay(random));
    int seen = 0, due = 0;
    for (CivilDay day(month); CivilMonth(day) == month; ++day) {
      if (WeekdayIndex(day) == shape.weekday) ++seen;
      const bool expected = WeekdayIndex(day) == shape.weekday && seen == shape.nth;
      ASSERT_EQ(DueOn({shape}, day), expected) << day;
      due += expected;
    }
    EXPECT_EQ(due, seen >= shape.nth ? 1 : 0);
  }
}

TEST(ScheduleProperty, DaysOfTheMonthAreTheNamedOnesDrawnBackIntoTheMonth) {
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    const DaysOfMonth shape{RandomMonthMask(random)};
    const CivilMonth month(RandomDay(random));
    const DaySpan span = MonthOf(CivilDay(month));
    std::set<CivilDay> expected, due;
    for (int day = 1; day <= 31; ++day) {
      if (((shape.mask >> (day - 1)) & 1) != 0) {
        expected.insert(std::min(span.first + (day - 1), span.last));
      }
    }
    for (CivilDay day = span.first; day <= span.last; ++day) {
      if (DueOn({shape}, day)) due.insert(day);
    }
    ASSERT_EQ(due, expected);
  }
}

TEST(ScheduleProperty, EverySoManyDaysAreExactlySoManyDaysApart) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    const int days = RandomCount(random, 2, 365);
    const CivilDay first = RandomDay(random);
    const Schedule schedule{.shape = EveryNDays{days}, .first_day = DayNumber(first)};
    ASSERT_TRUE(DueOn(schedule, first));
    CivilDay previous = first;
    for (CivilDay day = first + 1; day <= first + 4 * days; ++day) {
      if (!DueOn(schedule, day)) continue;
      ASSERT_EQ(day - previous, days);
      previous = day;
    }
    EXPECT_EQ(previous, first + 4 * days);
    for (int before = 1; before <= days; ++before) ASSERT_FALSE(DueOn(schedule, first - before));
  }
}

TEST(ScheduleProperty, EverySoManyWeeksAreWholeWeeksFromTheirFirstWeekday) {
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    const EveryNWeeks shape{RandomCount(random, 2, 52), RandomWeekdayMask(random)};
    const CivilDay first = RandomDay(random);
    const int week_start = RandomBetween(random, 0, 6);
    const Schedule schedule{
        .shape = shape, .first_day = DayNumber(first), .week_start = week_start};
    CivilDay start = first;  // back to where its week begins
    while (WeekdayIndex(start) != week_start) --start;
    int week = 0;
    for (CivilDay day = start; week <= 2 * shape.weeks; ++day) {
      if (day != start && WeekdayIndex(day) == week_start) ++week;
      const bool named = ((shape.mask >> WeekdayIndex(day)) & 1) != 0;
      ASSERT_EQ(DueOn(schedule, day), day >= first && named && week % shape.weeks == 0) << day;
    }
  }
}

TEST(ScheduleProperty, ADayLiesInItsRunAndRunsTileTheCalendar) {
  for (std::uint64_t seed = 1; seed <= kSchedules; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    const Schedule schedule = RandomSchedule(random);
    const CivilDay day = RandomDay(random);
    const auto quota = QuotaAt(schedule, day);
    const bool has_runs = IsCounting(schedule) && !std::holds_alternative<Spacing>(schedule.shape);
    ASSERT_EQ(quota.has_value(), has_runs);
    if (!quota) continue;
    ASSERT_LE(quota->run.first, day);
    ASSERT_GE(quota->run.last, day);
    ASSERT_GE(quota->run.days(), quota->times);
    ASSERT_EQ(QuotaAt(schedule, quota->run.first)->run, quota->run);
    ASSERT_EQ(QuotaAt(schedule, quota->run.last)->run, quota->run);
    ASSERT_EQ(QuotaAt(schedule, quota->run.last + 1)->run.first, quota->run.last + 1);
    ASSERT_EQ(QuotaAt(schedule, quota->run.first - 1)->run.last, quota->run.first - 1);
    if (std::holds_alternative<TimesInDays>(schedule.shape)) {
      ASSERT_EQ((quota->run.first - DayFromNumber(*schedule.first_day)) % quota->run.days(), 0);
    }
  }
}

TEST(ScheduleProperty, WhateverIsValidHappensWithin364Days) {
  for (std::uint64_t seed = 1; seed <= kSchedules; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    Schedule schedule = RandomSchedule(random);
    const CivilDay first =
        schedule.first_day ? DayFromNumber(*schedule.first_day) : RandomDay(random);
    schedule.last_day.reset();
    bool due = false;
    for (CivilDay day = first; !due && day < first + 364; ++day) due = DueOn(schedule, day);
    ASSERT_TRUE(due);
  }
}

// EverDue against looking at every day of a short span.
TEST(ScheduleProperty, EverDueIsADayInTheSpan) {
  for (std::uint64_t seed = 1; seed <= kSchedules; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    Schedule schedule = RandomSchedule(random);
    const CivilDay first = RandomDay(random);
    const CivilDay last = std::min(first + RandomBetween(random, -3, 60), kLast);
    schedule.first_day = DayNumber(first);
    schedule.last_day = DayNumber(last);
    bool due = false;
    for (CivilDay day = first; day <= last; ++day) due = due || DueOn(schedule, day);
    ASSERT_EQ(EverDue(schedule), due);
    ASSERT_EQ(IsValid(schedule), due);
  }
}

TEST(ScheduleProperty, ItsWordsReadBackAsTheSameSchedule) {
  for (std::uint64_t seed = 1; seed <= kSchedules; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    Schedule schedule = RandomSchedule(random);
    if (schedule.shape == ScheduleShape(Weekdays{0x7F})) schedule.shape = EveryDay{};
    Schedule base = schedule;
    base.shape = EveryDay{};
    base.week_start = 0;
    const std::string words = ShapeWords(schedule);
    const std::string first = IsoDay(DayFromNumber(schedule.first_day.value_or(0)));
    const auto read = ParseSchedule(
        {.every = words, .from = schedule.first_day ? absl::string_view(first) : "none"}, base,
        CivilDay(2026, 11, 21), schedule.week_start);
    if (schedule.first_day.value_or(0) < 0) {
      EXPECT_THAT(read, IsRefused("day_too_early"));
      continue;
    }
    ASSERT_THAT(read, IsOk()) << words;
    ASSERT_EQ(*read, schedule) << words;
  }
}

// Words put together from everything that a rhythm can be made of, and noise.
TEST(ScheduleProperty, WhateverIsReadIsValid) {
  const std::vector<std::string> pieces = {"",
                                           "day",
                                           "days",
                                           "weekday",
                                           "weekend",
                                           "week",
                                           "weeks",
                                           "month",
                                           ":",
                                           ",",
                                           "-",
                                           "/",
                                           "1",
                                           "2",
                                           "3",
                                           "5",
                                           "7",
                                           "28",
                                           "31",
                                           "52",
                                           "365",
                                           "366",
                                           "0",
                                           "last",
                                           "2nd",
                                           "5th",
                                           "6th",
                                           "mon",
                                           "fri",
                                           "sunday",
                                           "none",
                                           "today",
                                           " ",
                                           "x",
                                           "\xFF",
                                           "20:00",
                                           "99999999999999999999"};
  const std::vector<std::string> days = {"",           "none",       "today", "tomorrow",
                                         "mon",        "2026-11-24", "3d",    "2026-12-31",
                                         "9999-12-31", "2026-02-30"};
  std::uint64_t read = 0;
  for (std::uint64_t seed = 1; seed <= 4 * kSchedules; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    const auto some = [&](std::uint64_t most) {
      std::string word;
      for (std::uint64_t i = random.Below(most + 1); i > 0; --i) word += random.Pick(pieces);
      return word;
    };
    const std::string every = some(4), times = random.OneIn(3) ? some(1) : "",
                      per = random.OneIn(3) ? some(2) : "", at = random.OneIn(4) ? some(1) : "";
    const Schedule base = random.OneIn(2) ? RandomSchedule(random) : Schedule{};
    const auto schedule = ParseSchedule({.every = every,
                                         .times = times,
                                         .per = per,
                                         .at = at,
                                         .from = random.Pick(days),
                                         .until = random.Pick(days)},
                                        base, CivilDay(2026, 11, 21), RandomBetween(random, 0, 6));
    if (schedule.ok()) {
      ++read;
      ASSERT_TRUE(IsValid(*schedule)) << every << "|" << times << "|" << per;
    } else {
      ASSERT_FALSE(RefusalReason(schedule.status()).empty()) << schedule.status();
      ASSERT_EQ(schedule.status().code(), absl::StatusCode::kInvalidArgument);
    }
  }
  EXPECT_GT(read, 2'000u);
}

}  // namespace
}  // namespace twofold

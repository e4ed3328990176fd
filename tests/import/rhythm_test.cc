// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/rhythm.h"

#include <gtest/gtest.h>

#include "core/schedule/schedule_words.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

struct Case {
  std::int64_t times;
  std::int64_t days;
  const char* shape;
};

TEST(LoopRhythm, WindowsRollAndMonthsAreMonths) {
  for (const Case& c : {Case{1, 1, "day"},
                        {7, 7, "day"},
                        {9, 7, "day"},
                        {3, 7, "3/7days"},
                        {1, 7, "1/7days"},
                        {1, 2, "1/2days"},
                        {3, 10, "3/10days"},
                        {10, 30, "10/month"},
                        {10, 31, "10/month"},
                        {28, 30, "28/month"},
                        {29, 31, "29/31days"},
                        {30, 30, "day"},
                        {1, 365, "1/365days"},
                        {1, 366, "1/365days"},
                        {365, 366, "day"},
                        {200, 400, "183/365days"}}) {
    Remarks remarks;
    const Rhythm rhythm = LoopRhythm(c.times, c.days, remarks);
    EXPECT_EQ(rhythm.shape, c.shape) << c.times << "/" << c.days;
    EXPECT_EQ(rhythm.counted, rhythm.shape.find("days") != std::string::npos);
    EXPECT_EQ(remarks.Sentences().size(), c.days > 365 ? 1u : 0u);
  }
}

TEST(LoopRhythm, WhatCannotBeReadIsEveryDayAndSaid) {
  for (const Case& c : {Case{0, 7, ""},
                        {-1, 7, ""},
                        {3, 0, ""},
                        {3, -7, ""},
                        {INT64_MAX, INT64_MAX, ""},
                        {1, INT64_MAX, ""}}) {
    Remarks remarks;
    EXPECT_EQ(LoopRhythm(c.times, c.days, remarks), Rhythm());
    EXPECT_EQ(remarks.Sentences().size(), 1u) << c.times << "/" << c.days;
  }
}

TEST(Rhythm, CalendarPeriodsHaveTheirEnds) {
  Remarks remarks;
  EXPECT_EQ(TimesPerWeekRhythm(1, remarks).shape, "1/week");
  EXPECT_EQ(TimesPerWeekRhythm(6, remarks).shape, "6/week");
  EXPECT_EQ(TimesPerWeekRhythm(7, remarks).shape, "day");
  EXPECT_EQ(TimesPerMonthRhythm(28, remarks).shape, "28/month");
  EXPECT_EQ(TimesPerMonthRhythm(29, remarks).shape, "29/31days");
  EXPECT_EQ(TimesPerMonthRhythm(31, remarks).shape, "day");
  EXPECT_TRUE(remarks.Sentences().empty());
}

TEST(Rhythm, EveryShapeIsOneOfOurs) {
  Schedule base{EveryDay{}};
  for (std::int64_t days = 1; days <= 400; ++days) {
    for (std::int64_t times = 1; times <= days; times += 1 + days / 20) {
      Remarks remarks;
      const std::string shape = LoopRhythm(times, days, remarks).shape;
      const auto schedule = ParseSchedule({.every = shape, .from = "2025-01-01"}, base,
                                          absl::CivilDay(2025, 1, 1), 0);
      ASSERT_THAT(schedule, IsOk()) << shape;
      EXPECT_EQ(ShapeWords(*schedule), shape);
    }
  }
}

}  // namespace
}  // namespace twofold::importing

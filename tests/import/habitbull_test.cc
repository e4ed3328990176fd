// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

constexpr char kHeader[] =
    "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n";

Imported Numbers() { return ReadHabitBull(DataFile("habitbull_numbers.csv"), On()); }

TEST(HabitBull, AValueAboveOneMakesAHabitOneOfNumbers) {
  EXPECT_EQ(ShownGoal(Numbers(), "Pages"),
            R"(Pages [habitbull:Pages] in "Mind"
measure day in times from 2016-03-14
why: a book a month
2016-03-14 12 "good"
2016-03-15 zero
2016-03-16 1
2016-03-17 2.5
2016-03-19 "kept the note"
! Its rows have different descriptions or categories; the first ones count.
! Its file does not say how often it is due; every day was taken.
! It had no unit and got "times".
! 1 amount that is no number was left out.
! 1 amount below zero was left out.
! 1 text lost control characters or line breaks.
)");
}

TEST(HabitBull, ZerosAndOnesAreNoAndYesAndTheFirstRowOfADayCounts) {
  EXPECT_EQ(ShownGoal(Numbers(), "Teeth"),
            R"(Teeth [habitbull:Teeth]
check day from 2016-03-14
2016-03-14 kept
2016-03-15 not_kept "at the sea\nsecond row"
2016-03-17 kept "one, two"
! Its file does not say how often it is due; every day was taken.
! 1 repeated day was left out; the first one counts.
)");
}

TEST(HabitBull, RaggedRowsAndBadDaysAreCounted) {
  const auto file = Numbers();
  ASSERT_THAT(file, IsOk());
  ASSERT_EQ(file->remarks_size(), 2);
  EXPECT_EQ(file->remarks(0), "2 rows had too few or too many fields.");
  EXPECT_EQ(file->remarks(1), "1 row without a day from 1970-01-01 on was left out.");
}

TEST(HabitBull, ADayAboveTwelveSaysThatDaysComeFirst) {
  EXPECT_EQ(Shown(ReadHabitBull(DataFile("habitbull_day_first.csv"), On())),
            R"(Teeth [habitbull:Teeth]
check day from 2016-03-04
2016-03-04 kept
2016-03-14 kept
! Its file does not say how often it is due; every day was taken.
!! Days such as 24/11/2026 were read with the day in front.
)");
}

TEST(HabitBull, AnUnstatedEncodingIsSaid) {
  const auto file = ReadHabitBull(absl::StrCat(kHeader, "F\xFCnf,,,2016-03-14,1,\n"), On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).goal().title(), "Fünf");
  EXPECT_EQ(file->remarks(0), "The encoding was not stated; Windows-1252 was taken.");
}

TEST(HabitBull, AnUnclosedQuoteIsCounted) {
  const auto file = ReadHabitBull(
      absl::StrCat(kHeader, "A,,,2016-03-14,1,\nA,,,2016-03-15,1,\"oh\nA,,,2016-03-16,1,\n"), On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).goal().entries_size(), 1);
  EXPECT_EQ(file->remarks(0), "1 row could not be read and was left out.");
}

TEST(HabitBull, RefusesOtherHeadersAndEmptyFiles) {
  EXPECT_THAT(ReadHabitBull("a,b\n1,2\n", On()), IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadHabitBull("", On()), IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadHabitBull(kHeader, On()), IsRefused("import_nothing_found"));
  EXPECT_THAT(ReadHabitBull("HabitName,HabitName,CalendarDate,Value\nx,y,2016-01-01,1\n", On()),
              IsRefused("import_not_that_format"));
}

}  // namespace
}  // namespace twofold::importing

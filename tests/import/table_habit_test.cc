// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "import/json.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

TEST(TableHabit, KeepsNotesZerosSkipsTargetsAndLeavesDeletedOnesOut) {
  EXPECT_EQ(Shown(ReadTableHabit(DataFile("table_habit.json"), On())),
            R"(Read [table_habit:Read 2024-10-04] in "Evening"
check 5/week at 07:05 from 2024-10-04
meaning: Did you read?
why: a page a day
2025-01-01 kept "in bed"
2025-01-02 not_kept
2025-01-03 skipped because ill
! 1 text lost control characters or line breaks.

Sugar [table_habit:Sugar 2025-01-01] archived
measure day in g at_most 25 a day from 2025-01-01
2025-01-01 30.5
2025-01-02 zero

Steps [table_habit:Steps 2025-01-01]
measure 2/9days in steps at_least 5000 a day from 2025-01-01 counted
2025-01-01 6000
! Its reminder could not be read and was left out.
! It had a higher goal beside the daily one, which was left out.
! Its unit lost characters that a unit cannot have.
! 1 row without a day from 1970-01-01 on was left out.
! 1 value that is no state of a day was left out.
! 1 amount that is no number was left out.

Steps [table_habit:Steps 2025-01-01#2]
check 10/month from 2025-01-01
!! Target days do not exist here and were left out.
!! 1 deleted goal was left out.
)");
}

TEST(TableHabit, ValuesBesideZeroAndOneMakeAMeasure) {
  const auto file = ReadTableHabit(
      R"({"habits": [{"name": "x", "type": 1, "daily_goal": 1, "freq_type": 3,
          "freq_custom": "[1,1]", "start_date": 20089, "records": [
          {"record_date": 20089, "record_type": 1, "record_value": 0.5}]}]})",
      On());
  EXPECT_EQ(Shown(file),
            "x [table_habit:x 2025-01-01]\nmeasure day in times at_least 1 a day from 2025-01-01\n"
            "2025-01-01 0.5\n! It had no unit and got \"times\".\n");
}

TEST(TableHabit, AFrequencyThatIsNoneIsEveryDayAndSaid) {
  for (const char* custom : {"", "[]", "[1,2,3]", "x", "[\"1\"]", "{}", "[-1]", "[[1]]"}) {
    const auto file = ReadTableHabit(
        absl::StrCat(
            R"({"habits": [{"name": "x", "freq_type": 1, "start_date": 1, "freq_custom": )",
            Json(custom).dump(), "}]}"),
        On());
    ASSERT_THAT(file, IsOk()) << custom;
    EXPECT_EQ(file->goals(0).goal().versions(0).schedule().shape(), "day") << custom;
    EXPECT_EQ(file->goals(0).remarks_size(), 1) << custom;
  }
}

TEST(TableHabit, TypesThatAreOthersDoNoHarm) {
  const auto file = ReadTableHabit(
      R"({"groups": [3, {"id": [1]}], "habits": [7, null, {"name": 3, "records": 5, "start_date": "x",
          "daily_goal": "y", "reminder": 8, "group_id": {}, "type": [], "status": {}}]})",
      On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(WhyNotTaken(*file), "");
  EXPECT_EQ(file->goals(0).goal().title(), "Imported goal");
  EXPECT_EQ(file->remarks(0), "2 rows could not be read and were left out.");
}

TEST(TableHabit, RefusesOtherJson) {
  EXPECT_THAT(ReadTableHabit("{}", On()), IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadTableHabit("[]", On()), IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadTableHabit("{\"habits\": []}", On()), IsRefused("import_nothing_found"));
  EXPECT_THAT(ReadTableHabit("{\"habits\": ", On()), IsRefused("import_damaged"));
}

}  // namespace
}  // namespace twofold::importing

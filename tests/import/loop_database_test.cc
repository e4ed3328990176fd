// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

Imported Newest() { return ReadLoopDatabase(LoopDatabaseOf(DataFile("loop_v25.sql")), On()); }

// A habit that is due `times` in `days`, with one yes.
Imported WithFrequency(int times, int days) {
  return ReadLoopDatabase(
      LoopDatabaseOf(absl::StrCat(
          "INSERT INTO Habits (id, name, freq_num, freq_den, uuid) VALUES (1, 'x', ", times, ", ",
          days, ", 'u');",
          "INSERT INTO Repetitions (habit, timestamp, value) VALUES (1, 20089 * 86400000, 2);")),
      On());
}

TEST(LoopDatabase, AYesNoHabitKeepsWhatThePersonSaid) {
  EXPECT_EQ(ShownGoal(Newest(), "Run"),
            R"(Run [loop:00112233445566778899aabbccddeeff]
check 3/7days at 06:05 from 2025-01-01 counted
meaning: Did you run, today?
why: Because I like mornings.
2025-01-01 kept
2025-01-02 not_kept "rain, all day"
2025-01-03 skipped "ill"
2025-01-04 "only a note"
! Its reminder was for some weekdays; the hour stands for every day it is due.
! 1 automatic day was left out.
! 1 value that is no state of a day was left out.
)");
}

TEST(LoopDatabase, ANumberHabitIsInThousandthsWithSkipsAndRealZeros) {
  EXPECT_EQ(ShownGoal(Newest(), "Water"),
            R"(Water [loop:ffeeddccbbaa99887766554433221100]
measure day in litres at_least 2.5 a day from 2025-01-01
2025-01-01 2.5
2025-01-02 0.5
2025-01-03 zero "forgot the bottle"
2025-01-04 skipped
2025-01-06 0.001
! 1 amount below zero was left out.
! 1 amount above 1000000000 was left out.
)");
}

TEST(LoopDatabase, AtMostAndArchivedAreKept) {
  EXPECT_EQ(ShownGoal(Newest(), "Coffee"),
            R"(Coffee [loop:0123456789abcdef0123456789abcdef] archived
measure day in times at_most 10 a week from 2025-01-01
2025-01-01 3
! Loop counted the last 7 days on each day; the target counts by weeks of the calendar here.
! It had no unit and got "times".
)");
}

TEST(LoopDatabase, AHabitWithoutADayBeginsOnTheLastDayOfTheFile) {
  EXPECT_EQ(ShownGoal(Newest(), "Letters"),
            "Letters [loop:abcdef0123456789abcdef0123456789]\ncheck 10/month from 2025-01-08\n");
}

TEST(LoopDatabase, HabitsComeInThePersonsOrder) {
  const auto file = Newest();
  ASSERT_THAT(file, IsOk());
  std::vector<std::string> titles;
  for (const auto& goal : file->goals()) titles.push_back(goal.goal().title());
  EXPECT_EQ(titles, (std::vector<std::string>{"Water", "Run", "Coffee", "Letters"}));
}

TEST(LoopDatabase, EntriesOfNobodyAreCounted) {
  const auto file = Newest();
  ASSERT_THAT(file, IsOk());
  ASSERT_EQ(file->remarks_size(), 1);
  EXPECT_EQ(file->remarks(0), "1 entry of a goal that is not in the file was left out.");
}

TEST(LoopDatabase, BeforeFormat24TheIdIsMadeOfNumberAndName) {
  EXPECT_EQ(Shown(ReadLoopDatabase(DatabaseOf(DataFile("loop_v23.sql")), On())),
            R"(Water plants [loop:7 Water plants]
check 1/3days at 18:30 from 2025-01-01 counted
meaning: Did you water the plants?
why: So that it rests.
2025-01-01 kept
)");
}

TEST(LoopDatabase, BeforeFormat16EveryRowIsAYesAndTheDescriptionIsTheQuestion) {
  EXPECT_EQ(Shown(ReadLoopDatabase(DatabaseOf(DataFile("loop_v15.sql")), On())),
            R"(Meditate [loop:3 Meditate]
check day from 2016-07-18
meaning: Did you meditate?
2016-07-18 kept
2016-07-19 kept
2016-07-20 kept
! 1 repeated day was left out; the first one counts.
! 1 row without a day from 1970-01-01 on was left out.
! 1 entry had a time of day; its day counts.
!! 2 entries of goals that are not in the file were left out.
)");
}

TEST(LoopDatabase, KnowsFormats9To25) {
  for (int version = 7; version <= 27; ++version) {
    const auto file = ReadLoopDatabase(
        LoopDatabaseOf(absl::StrCat("INSERT INTO Habits (name, freq_num, freq_den) VALUES ('x', 1, "
                                    "1); PRAGMA user_version = ",
                                    version, ";")),
        On());
    if (version < 9) {
      EXPECT_THAT(file, IsRefused("import_older")) << version;
    } else if (version > 25) {
      EXPECT_THAT(file, IsRefused("import_newer")) << version;
    } else {
      EXPECT_THAT(file, IsOk()) << version;
    }
  }
}

TEST(LoopDatabase, FrequenciesBecomeOurRhythms) {
  const std::vector<std::tuple<int, int, std::string>> cases = {
      {1, 1, "day"},        {7, 7, "day"},        {1, 7, "1/7days"},    {2, 3, "2/3days"},
      {10, 30, "10/month"}, {10, 31, "10/month"}, {29, 30, "29/30days"}};
  for (const auto& [times, days, shape] : cases) {
    const auto file = WithFrequency(times, days);
    ASSERT_THAT(file, IsOk());
    EXPECT_EQ(file->goals(0).goal().versions(0).schedule().shape(), shape) << times << "/" << days;
    EXPECT_EQ(file->goals(0).remarks_size(), 0);
  }
}

TEST(LoopDatabase, AFrequencyThatCannotBeReadIsEveryDayAndSaid) {
  const auto file = WithFrequency(0, 0);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).goal().versions(0).schedule().shape(), "day");
  EXPECT_EQ(file->goals(0).remarks(0),
            "How often it is due could not be read; every day was taken.");
}

TEST(LoopDatabase, ATargetThatCannotBeIsLeftOutAndSaid) {
  for (const char* target : {"0", "-1", "1e30", "'x'"}) {
    const auto file = ReadLoopDatabase(
        LoopDatabaseOf(absl::StrCat("INSERT INTO Habits (name, freq_num, freq_den, type, unit, "
                                    "target_value) VALUES ('x', 1, 1, 1, 'km', ",
                                    target, ");")),
        On());
    ASSERT_THAT(file, IsOk()) << target;
    EXPECT_FALSE(file->goals(0).goal().versions(0).has_target()) << target;
    EXPECT_EQ(file->goals(0).remarks_size(), 1) << target;
  }
}

TEST(LoopDatabase, AtMostNothingIsATarget) {
  const auto file = ReadLoopDatabase(
      LoopDatabaseOf("INSERT INTO Habits (name, freq_num, freq_den, type, unit, target_type, "
                     "target_value) VALUES ('x', 1, 1, 1, 'km', 1, 0);"),
      On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).goal().versions(0).target().amount(), "0");
}

TEST(LoopDatabase, ANumberHabitOverAnOddSpanHasNoTargetAndSaysSo) {
  const auto file = ReadLoopDatabase(
      LoopDatabaseOf("INSERT INTO Habits (name, freq_num, freq_den, type, unit, target_value) "
                     "VALUES ('x', 1, 14, 1, 'km', 5);"),
      On());
  ASSERT_THAT(file, IsOk());
  EXPECT_FALSE(file->goals(0).goal().versions(0).has_target());
  EXPECT_EQ(file->goals(0).goal().versions(0).schedule().shape(), "1/14days");
  EXPECT_EQ(file->goals(0).remarks_size(), 1);
}

// Twenty daily yeses have the score that Loop shows for them.
TEST(LoopDatabase, TheScoreOfTheLastDayIsLoops) {
  std::string rows =
      "INSERT INTO Habits (id, name, freq_num, freq_den, uuid) VALUES (1, 'x', 1, 1, 'u');";
  for (int day = 0; day < 20; ++day) {
    absl::StrAppend(&rows, "INSERT INTO Repetitions (habit, timestamp, value) VALUES (1, ",
                    20089 + day, " * 86400000, 2);");
  }
  const auto file = ReadLoopDatabase(LoopDatabaseOf(rows), On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).loop().day(), "2025-01-20");
  EXPECT_EQ(file->goals(0).loop().score(), "0.6557");
  EXPECT_EQ(file->goals(0).loop().compared(), 0u);
}

TEST(LoopDatabase, CenturiesOfDaysAreNotScored) {
  const std::string bytes = LoopDatabaseOf(
      "INSERT INTO Habits (id, name, freq_num, freq_den, uuid) VALUES (1, 'x', 1, 1, 'u');"
      "INSERT INTO Repetitions (habit, timestamp, value) VALUES (1, 0, 2), (1, 99 * 86400000, 2);");
  Bounds bounds;
  bounds.score_days = 100;
  EXPECT_TRUE(ReadLoopDatabase(bytes, Within(bounds))->goals(0).has_loop());
  bounds.score_days = 99;
  const auto file = ReadLoopDatabase(bytes, Within(bounds));
  ASSERT_THAT(file, IsOk());
  EXPECT_FALSE(file->goals(0).has_loop());
  EXPECT_EQ(file->goals(0).remarks(0), "Its score was not checked: the file covers too many days.");
}

TEST(LoopDatabase, OneInWalModeIsReadAsItIs) {
  std::string bytes = LoopDatabaseOf(DataFile("loop_v25.sql"));
  bytes[18] = bytes[19] = 2;
  EXPECT_EQ(Shown(ReadLoopDatabase(bytes, On())), Shown(Newest()));
}

TEST(LoopDatabase, OneInUtf16IsReadToo) {
  const std::string rows = DataFile("loop_v25.sql");
  const std::string bytes =
      DatabaseOf(absl::StrCat("PRAGMA encoding = 'UTF-16le';", LoopTables(), rows));
  EXPECT_EQ(Shown(ReadLoopDatabase(bytes, On())), Shown(Newest()));
}

TEST(LoopDatabase, OtherDatabasesAreRefused) {
  EXPECT_THAT(ReadLoopDatabase(DatabaseOf("CREATE TABLE notes (x);"), On()),
              IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadLoopDatabase("no database", On()), IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadLoopDatabase(LoopDatabaseOf(""), On()), IsRefused("import_nothing_found"));
}

}  // namespace
}  // namespace twofold::importing

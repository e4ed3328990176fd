// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

Imported All() { return ReadHarsh(DataFolder("harsh"), On()); }

Imported WithLog(absl::string_view log) {
  return ReadHarsh(FolderOf({{"habits", "Run: 1\n"}, {"log", std::string(log)}}), On());
}

TEST(Harsh, TheLastLineOfADayWinsAndCommentsAreJoinedAgain) {
  EXPECT_EQ(ShownGoal(All(), "Gym"), R"(Gym [harsh:Gym] in "Body"
check 3/7days from 2025-01-01 counted
2025-01-01 not_kept "changed my mind"
2025-01-02 skipped because ill
2025-01-03 kept "squats : 5 x 5 : and rowing"
! 1 line was replaced by a later one for the same day.
)");
}

TEST(Harsh, FrequenciesBecomeOurRhythms) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"1", "day"},          {"7", "1/7days"},   {"1w", "1/7days"},
      {"2w", "1/14days"},    {"3/7", "3/7days"}, {"3/1w", "3/7days"},
      {"1w/2w", "7/14days"}, {"7/7", "day"},     {"90", "1/90days"}};
  for (const auto& [word, shape] : cases) {
    const auto file =
        ReadHarsh(FolderOf({{"habits", absl::StrCat("Run: ", word, "\n")}, {"log", ""}}), On());
    ASSERT_THAT(file, IsOk()) << word;
    EXPECT_EQ(file->goals(0).goal().versions(0).schedule().shape(), shape) << word;
    EXPECT_EQ(file->goals(0).remarks_size(), 0) << word;
  }
}

TEST(Harsh, AFrequencyThatIsNoneIsEveryDayAndSaid) {
  for (const char* word : {"x", "-1", "3/2", "0/7", "1/0", "1/2/3", "1d", "99999999999999999999"}) {
    const auto file =
        ReadHarsh(FolderOf({{"habits", absl::StrCat("Run: ", word, "\n")}, {"log", ""}}), On());
    ASSERT_THAT(file, IsOk()) << word;
    EXPECT_EQ(file->goals(0).remarks_size(), 1) << word;
  }
}

TEST(Harsh, ZeroIsObservedAndHasAmounts) {
  EXPECT_EQ(ShownGoal(All(), "Too much coffee"),
            R"(Too much coffee [harsh:Too much coffee] in "Mind"
observe day in times from 2025-01-01
2025-01-01 kept 3 "three cups"
! It had no unit and got "times".
! 1 day without observation was left out: a goal that is only observed has none.
)");
}

TEST(Harsh, AmountsOnEveryKeptDayMakeAMeasure) {
  EXPECT_EQ(ShownGoal(All(), "Pushups"), R"(Pushups [harsh:Pushups] in "Mind"
measure 1/2days in times from 2025-01-01 counted
2025-01-01 15
2025-01-03 not_kept
2025-01-04 12.5 "ratio 1 : 2"
! It had no unit and got "times".
)");
}

TEST(Harsh, AmountsOnSomeKeptDaysStayInTheNotes) {
  EXPECT_EQ(ShownGoal(All(), "Crunches"), R"(Crunches [harsh:Crunches] in "Mind"
check day from 2025-01-01
2025-01-01 kept "20"
2025-01-02 kept
! 1 amount was put in front of the day's note, because other days have none.
)");
}

TEST(Harsh, AnAmountOfNothingIsNoAmount) {
  EXPECT_EQ(ShownGoal(WithLog("2025-01-01 : Run : y :  : 0\n"), "Run"),
            "Run [harsh:Run]\ncheck day from 2025-01-01\n2025-01-01 kept\n");
}

TEST(Harsh, WhatIsInTheLogAloneArrivesArchived) {
  EXPECT_EQ(ShownGoal(All(), "Given up"), R"(Given up [harsh:Given up] archived
check day from 2025-01-05
2025-01-05 kept "long ago"
2025-01-06 skipped
! Its entries are in the log, but it is not among the habits; it arrives archived, due every day.
)");
}

TEST(Harsh, AnEndDateIsTheLastDay) {
  EXPECT_EQ(ShownGoal(All(), "Course"),
            "Course [harsh:Course] in \"Body\"\ncheck day from 2025-01-06 until 2025-02-28\n");
  const auto file = ReadHarsh(
      FolderOf({{"habits", "Run: 1: 2024-01-01\n"}, {"log", "2025-01-01 : Run : y :  : \n"}}),
      On());
  EXPECT_EQ(Shown(file),
            "Run [harsh:Run]\ncheck day from 2025-01-01\n2025-01-01 kept\n"
            "! Its last day lies before its first one and was left out.\n");
}

TEST(Harsh, LinesThatAreNoneAreCounted) {
  const auto file = All();
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->remarks_size(), 3);
}

TEST(Harsh, OlderLogsHaveThreeOrFourFields) {
  EXPECT_EQ(Shown(ReadHarsh(DataFolder("harsh_old"), On())), R"(Read [harsh:Read]
check day from 2019-01-01
2019-01-01 kept
2019-01-02 kept "a comment"
2019-01-03 not_kept "word : word"
)");
}

TEST(Harsh, AnEditorMayHaveTakenTheLastBlank) {
  EXPECT_EQ(ShownGoal(WithLog("2025-01-01 : Run : y : fine :\r\n"), "Run"),
            "Run [harsh:Run]\ncheck day from 2025-01-01\n2025-01-01 kept \"fine\"\n");
}

TEST(Harsh, WithoutALogThereAreGoalsFromToday) {
  EXPECT_EQ(Shown(ReadHarsh(FolderOf({{"habits", "Run: 1\n"}}), On(absl::CivilDay(2026, 11, 24)))),
            "Run [harsh:Run]\ncheck day from 2026-11-24\n"
            "!! There is no file log beside the habits; there are no entries.\n");
}

TEST(Harsh, FilesOfHabitctlAreRefused) {
  EXPECT_THAT(ReadHarsh(DataFolder("harsh_broken"), On()), IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadHarsh(FolderOf({{"log", ""}}), On()), IsRefused("import_not_that_format"));
}

}  // namespace
}  // namespace twofold::importing

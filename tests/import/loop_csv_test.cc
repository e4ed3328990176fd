// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "import/archive.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

constexpr char kHeader[] =
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
    "Target Type,Target Value,Archived?\n";

Imported Third() { return ReadLoopCsv(DataFolder("loop_csv_third"), On()); }

TEST(LoopCsv, TheThirdGenerationHasNotesSkipsAndCommas) {
  EXPECT_EQ(ShownGoal(Third(), "Run, Stairs"),
            R"(Run, Stairs [loop_csv:001 Run, Stairs]
check 3/7days from 2024-12-31 counted
meaning: Did you run, or climb?
why: It is good for me
2024-12-31 skipped "ill, and cold"
2025-01-01 not_kept
2025-01-02 "tired"
2025-01-03 kept "with "friends",\nand rain"
! 2 automatic days were left out.
! 1 row had too few or too many fields.
! 1 text lost control characters or line breaks.
)");
}

TEST(LoopCsv, WordsInANumberHabitAreTheNumbersTheyStandFor) {
  EXPECT_EQ(ShownGoal(Third(), "Water"),
            R"(Water [loop_csv:002 Water]
measure day in litres at_least 2.5 a day from 2024-12-30
2024-12-30 "nothing counted"
2024-12-31 0.002
2025-01-01 skipped
2025-01-02 zero
2025-01-03 0.5
2025-01-04 2.5
! 1 value that is no state of a day was left out.
! 1 amount below zero was left out.
)");
}

TEST(LoopCsv, AtMostAndArchivedAreKept) {
  EXPECT_EQ(ShownGoal(Third(), "Old habit"),
            R"(Old habit [loop_csv:003 Old habit] archived
measure day in cups at_most 10 a week from 2025-01-01
2025-01-01 3
! Loop counted the last 7 days on each day; the target counts by weeks of the calendar here.
)");
}

// In tests/import/data they hold what broken versions wrote: names with commas, printed objects.
TEST(LoopCsv, TheFilesAtTheTopAreNotUsedAndThatIsSaid) {
  const auto file = Third();
  ASSERT_THAT(file, IsOk());
  ASSERT_EQ(file->remarks_size(), 1);
  EXPECT_EQ(file->remarks(0),
            "Checkmarks.csv and Scores.csv at the top of the archive were not used.");
}

TEST(LoopCsv, TheSecondGenerationHasNumbersWithoutSayingSo) {
  const auto file = ReadLoopCsv(DataFolder("loop_csv_second"), On());
  EXPECT_EQ(Shown(file), R"(Walk [loop_csv:001 Walk]
check day from 2021-05-01
meaning: Did you walk?
why: For the back
2021-05-01 skipped
2021-05-02 not_kept
2021-05-04 kept
! Its file does not say whether it is archived.
! 1 automatic day was left out.

Pages [loop_csv:002 Pages]
measure day in times from 2021-04-30
meaning: How many pages?
2021-04-30 skipped
2021-05-02 zero
2021-05-03 0.5
2021-05-04 12
! Values of 4 and more were read as amounts; check the unit.
! Its file does not say whether it is archived.
! It had no unit and got "times".
)");
}

TEST(LoopCsv, InTheFirstGenerationAZeroSaysNothing) {
  EXPECT_EQ(Shown(ReadLoopCsv(DataFolder("loop_csv_first"), On())),
            R"(Floss [loop_csv:001 Floss]
check 2/3days from 2016-03-01 counted
meaning: Did you floss?
2016-03-01 kept
2016-03-04 kept
! Its file does not say whether it is archived.
! 1 automatic day was left out.
! 1 day without a check was left out: the file does not tell a no from nothing said.
! 1 repeated day was left out; the first one counts.
)");
}

TEST(LoopCsv, DigitsMayBeOfAnyScript) {
  const Source source =
      FolderOf({{"Habits.csv",
                 "Position,Name,Description,NumRepetitions,Interval,Color\n٠٠١,قراءة,,١,٧,#fff\n"},
                {"٠٠١ قراءة/Checkmarks.csv", "٢٠١٦-٠٣-٠٤,٢\n۲۰۱۶-۰۳-۰۳,۲\n२०१६-०३-०२,२\n"},
                {"٠٠١ قراءة/Scores.csv", "٢٠١٦-٠٣-٠٤,٠,٠٣١٢\n"}});
  const auto file = ReadLoopCsv(source, On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).goal().versions(0).schedule().shape(), "1/7days");
  EXPECT_EQ(file->goals(0).goal().entries_size(), 3);
  EXPECT_EQ(file->goals(0).loop().compared(), 1u);
}

TEST(LoopCsv, AnArchiveAndItsFolderAreTheSame) {
  const Source folder = DataFolder("loop_csv_third");
  EXPECT_EQ(Shown(Read(OneFile(ZipOf(folder)), std::nullopt, On())), Shown(Third()));
  Source deeper = folder;
  for (SourceFile& file : deeper.files) file.path = absl::StrCat("Loop Habits CSV/", file.path);
  EXPECT_EQ(Shown(ReadLoopCsv(deeper, On())), Shown(Third()));
}

TEST(LoopCsv, HabitsAndFoldersMeetByTheirNumber) {
  const auto file = ReadLoopCsv(
      FolderOf({{"Habits.csv", absl::StrCat(kHeader, "001,A/B?,YES_NO,,,1,1,,,,,false\n",
                                            "002,Gone,YES_NO,,,1,1,,,,,false\n",
                                            "002,Again,YES_NO,,,1,1,,,,,false\n")},
                {"001 A B/Checkmarks.csv", "Date,Value,Notes\n2025-01-01,YES_MANUAL,\n"},
                {"007 Nobody/Checkmarks.csv", "Date,Value,Notes\n2025-01-01,YES_MANUAL,\n"}}),
      On());
  EXPECT_EQ(Shown(file), R"(A/B? [loop_csv:001 A/B?]
check day from 2025-01-01
2025-01-01 kept

Gone [loop_csv:002 Gone]
check day from 2025-01-01
! Its folder is not in the archive; it arrives without entries.
!! 1 folder is not named in Habits.csv and was left out.
!! 1 row could not be read and was left out.
)");
}

TEST(LoopCsv, ScoresAreComparedDayByDay) {
  const auto file = ReadLoopCsv(
      FolderOf({{"Habits.csv", absl::StrCat(kHeader, "001,Run,YES_NO,,,1,1,,,,,false\n")},
                {"001 Run/Checkmarks.csv",
                 "Date,Value,Notes\n2025-01-03,UNKNOWN,\n2025-01-02,YES_MANUAL,\n"
                 "2025-01-01,YES_MANUAL,\n"},
                {"001 Run/Scores.csv",
                 "Date,Score\n2025-01-03,0.0959\n2025-01-02,0.1011\n2025-01-01,0.9999\n"}}),
      On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).loop().day(), "2025-01-03");
  EXPECT_EQ(file->goals(0).loop().score(), "0.0959");
  EXPECT_EQ(file->goals(0).loop().compared(), 3u);
  EXPECT_EQ(file->goals(0).loop().equal(), 2u);
}

TEST(LoopCsv, OfARepeatedDayTheFirstRowIsScored) {
  const auto file = ReadLoopCsv(
      FolderOf({{"Habits.csv", absl::StrCat(kHeader, "001,Run,YES_NO,,,1,1,,,,,false\n")},
                {"001 Run/Checkmarks.csv",
                 "Date,Value,Notes\n2025-01-02,YES_MANUAL,\n2025-01-01,YES_MANUAL,\n"
                 "2025-01-02,NO,\n"},
                {"001 Run/Scores.csv", "Date,Score\n2025-01-02,0.1011\n"}}),
      On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).loop().score(), "0.1011");
  EXPECT_EQ(file->goals(0).loop().equal(), 1u);
}

TEST(LoopCsv, RefusesWhatIsNotLoops) {
  EXPECT_THAT(ReadLoopCsv(FolderOf({{"Scores.csv", "x"}}), On()),
              IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadLoopCsv(FolderOf({{"Habits.csv", "a,b\n1,2\n"}}), On()),
              IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadLoopCsv(FolderOf({{"Habits.csv", ""}}), On()),
              IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadLoopCsv(FolderOf({{"Habits.csv", kHeader}}), On()),
              IsRefused("import_nothing_found"));
}

}  // namespace
}  // namespace twofold::importing

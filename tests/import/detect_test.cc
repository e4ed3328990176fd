// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

std::string FormatFound(Source source) {
  const auto file = Read(std::move(source), std::nullopt, On());
  EXPECT_THAT(file, IsOk());
  return file.ok() ? file->format() : "";
}

Imported Found(Source source) { return Read(std::move(source), std::nullopt, On()); }
Imported Found(std::string bytes) { return Found(OneFile(std::move(bytes))); }

TEST(Detect, KnowsEachFormatByWhatItHolds) {
  EXPECT_EQ(FormatFound(OneFile(LoopDatabaseOf(DataFile("loop_v25.sql")))), "loop");
  EXPECT_EQ(FormatFound(DataFolder("loop_csv_third")), "loop_csv");
  EXPECT_EQ(FormatFound(OneFile(ZipOf(DataFolder("loop_csv_third")))), "loop_csv");
  EXPECT_EQ(FormatFound(OneFile(DataFile("habitbull_numbers.csv"))), "habitbull");
  EXPECT_EQ(FormatFound(DataFolder("harsh")), "harsh");
  EXPECT_EQ(FormatFound(OneFile(DataFile("table_habit.json"))), "table_habit");
  EXPECT_EQ(FormatFound(OneFile(DataFile("generic.csv"))), "csv");
  EXPECT_EQ(FormatFound(OneFile(DataFile("twofold.json"))), "twofold");
}

TEST(Detect, WordsAndFormatsAreThereAndBack) {
  for (const char* word :
       {"loop", "loop_csv", "habitbull", "harsh", "table_habit", "csv", "twofold"}) {
    ASSERT_TRUE(FormatOf(word)) << word;
    EXPECT_EQ(FormatWord(*FormatOf(word)), word);
  }
  EXPECT_FALSE(FormatOf(""));
  EXPECT_FALSE(FormatOf("Loop"));
}

TEST(Detect, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT(Found(""), IsRefused("import_format_unknown"));
  EXPECT_THAT(Found("hello"), IsRefused("import_format_unknown"));
  EXPECT_THAT(Found(DatabaseOf("CREATE TABLE Habits (x);")), IsRefused("import_format_unknown"));
  EXPECT_THAT(Found("{\"tasks\": []}"), IsRefused("import_format_unknown"));
  // Another program's habits.
  EXPECT_THAT(
      Found(R"({"habits": [{"name": "x", "id": "y", "records": [{"day": "d", "done": true}]}]})"),
      IsRefused("import_format_unknown"));
  EXPECT_THAT(Found("[1, 2]"), IsRefused("import_format_unknown"));
  EXPECT_THAT(Found(std::string("\x7F"
                                "ELF\0\0",
                                6)),
              IsRefused("import_not_text"));
  EXPECT_THAT(Found(FolderOf({{"log", ""}})), IsRefused("import_format_unknown"));
  EXPECT_THAT(Found(FolderOf({})), IsRefused("import_format_unknown"));
  EXPECT_THAT(Read(OneFile(ZipOf(FolderOf({{"x.txt", "y"}}))), std::nullopt, On()),
              IsRefused("import_format_unknown"));
}

TEST(Detect, OneFileOfLoopsArchiveIsNotEnough) {
  EXPECT_THAT(Found(DataFile("loop_csv_third/Habits.csv")), IsRefused("import_format_unknown"));
}

TEST(Detect, RefusesWhatCouldBeTwo) {
  EXPECT_THAT(Found("HabitName,CalendarDate,Value,date,goal\n"),
              IsRefused("import_format_ambiguous"));
  EXPECT_THAT(Found(R"({"schema": "twofold.export.v1", "habits": []})"),
              IsRefused("import_format_ambiguous"));
  EXPECT_THAT(Found(FolderOf({{"habits", ""}, {"log", ""}, {"Habits.csv", ""}})),
              IsRefused("import_format_ambiguous"));
}

TEST(Read, AGivenFormatDecidesBetweenTwo) {
  const auto file = Read(OneFile("HabitName,CalendarDate,Value,date,goal,state\n"
                                 "A,2025-01-01,1,2025-01-02,B,kept\n"),
                         Format::kCsv, On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).goal().title(), "B");
}

TEST(Read, AFolderIsNoFileAndAFileNoFolder) {
  EXPECT_THAT(Read(DataFolder("harsh"), Format::kCsv, On()), IsRefused("import_not_that_format"));
  EXPECT_THAT(Read(OneFile("x"), Format::kHarsh, On()), IsRefused("import_not_that_format"));
}

TEST(Read, SaysThatChangesMayLieBesideADatabase) {
  Source source =
      OneFile(LoopDatabaseOf("INSERT INTO Habits "
                             "(name, freq_num, freq_den) VALUES ('x', 1, 1);"));
  source.journal_beside = true;
  const auto file = Read(source, std::nullopt, On());
  ASSERT_THAT(file, IsOk());
  ASSERT_EQ(file->remarks_size(), 1);
  EXPECT_THAT(file->remarks(0), ::testing::HasSubstr("-wal"));
}

}  // namespace
}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Each bound from both of its sides in each reader that it stops.
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

// Files with `goals` goals and `entries` entries in all, of every format.
std::vector<std::pair<Format, Source>> FilesWith(int goals, int entries) {
  const auto day = [](int i) { return absl::StrCat("2025-01-", i < 10 ? "0" : "", i); };
  const auto goal_of = [&](int entry) { return (entry - 1) % goals + 1; };
  std::string csv = "date,goal,state\n", bull = "HabitName,CalendarDate,Value\n", habits, log, rows;
  std::string loop_root =
      "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
      "Target Type,Target Value,Archived?\n";
  std::vector<std::string> marks(goals + 1), records(goals + 1), portable(goals + 1);
  for (int i = 1; i <= entries; ++i) {
    const int goal = goal_of(i);
    absl::StrAppend(&csv, day(i), ",", goal, ",kept\n");
    absl::StrAppend(&bull, goal, ",", day(i), ",1\n");
    absl::StrAppend(&log, day(i), " : ", goal, " : y :  : \n");
    absl::StrAppend(&rows, "INSERT INTO Repetitions (habit, timestamp, value) VALUES (", goal, ", ",
                    20088 + i, " * 86400000, 2);");
    absl::StrAppend(&marks[goal], day(i), ",YES_MANUAL,\n");
    absl::StrAppend(&records[goal], records[goal].empty() ? "" : ",", R"({"record_type": 1,
        "record_value": 1, "record_date": )",
                    20088 + i, "}");
    absl::StrAppend(&portable[goal], portable[goal].empty() ? "" : ",",
                    R"({"mark": "kept", "day": ")", day(i), "\"}");
  }
  Source loop;
  loop.folder = true;
  std::string table, own;
  for (int goal = 1; goal <= goals; ++goal) {
    absl::StrAppend(&habits, goal, ": 1\n");
    absl::StrAppend(&rows, "INSERT INTO Habits (id, name, freq_num, freq_den) VALUES (", goal,
                    ", 'x', 1, 1);");
    absl::StrAppend(&loop_root, goal, ",x,YES_NO,,,1,1,,,,,false\n");
    loop.files.push_back({absl::StrCat(goal, " x/Checkmarks.csv"), marks[goal]});
    absl::StrAppend(&table, goal == 1 ? "" : ",", R"({"name": "x", "freq_type": 1, "start_date": )",
                    goal, R"(, "freq_custom": "[1]", "records": [)", records[goal], "]}");
    absl::StrAppend(&own, goal == 1 ? "" : ",", R"({"title": "x", "versions": [{"from":
        "2025-01-01", "kind": "check", "schedule": {"shape": "day"}}], "entries": [)",
                    portable[goal], "]}");
  }
  loop.files.push_back({"Habits.csv", loop_root});
  return {{Format::kLoop, OneFile(LoopDatabaseOf(rows))},
          {Format::kLoopCsv, loop},
          {Format::kHabitBull, OneFile(bull)},
          {Format::kHarsh, FolderOf({{"habits", habits}, {"log", log}})},
          {Format::kTableHabit, OneFile(absl::StrCat("{\"habits\": [", table, "]}"))},
          {Format::kCsv, OneFile(csv)},
          {Format::kTwofold,
           OneFile(absl::StrCat(R"({"schema": "twofold.export.v1", "goals": [)", own, "]}"))}};
}

TEST(Limits, AsManyGoalsAsTheBoundAndNoMore) {
  Bounds bounds;
  bounds.goals = 3;
  for (auto& [format, source] : FilesWith(3, 6)) {
    const auto file = Read(source, format, Within(bounds));
    ASSERT_THAT(file, IsOk()) << FormatWord(format);
    EXPECT_EQ(file->goals_size(), 3) << FormatWord(format);
  }
  for (auto& [format, source] : FilesWith(4, 8)) {
    EXPECT_THAT(Read(source, format, Within(bounds)), IsRefused("import_too_large"))
        << FormatWord(format);
  }
}

TEST(Limits, AsManyEntriesAsTheBoundAndNoMore) {
  Bounds bounds;
  bounds.entries = 12;
  for (auto& [format, source] : FilesWith(3, 12)) {
    const auto file = Read(source, format, Within(bounds));
    ASSERT_THAT(file, IsOk()) << FormatWord(format);
    int entries = 0;
    for (const auto& goal : file->goals()) entries += goal.goal().entries_size();
    EXPECT_EQ(entries, 12) << FormatWord(format);
  }
  for (auto& [format, source] : FilesWith(3, 13)) {
    EXPECT_THAT(Read(source, format, Within(bounds)), IsRefused("import_too_large"))
        << FormatWord(format);
  }
}

TEST(Limits, TheProgramReadsWithTheStatedOnes) {
  const Bounds bounds;
  EXPECT_EQ(bounds.file_bytes, 256u << 20);
  EXPECT_EQ(bounds.total_bytes, 512u << 20);
  EXPECT_EQ(bounds.member_bytes, 128u << 20);
  EXPECT_EQ(bounds.members, 20'000u);
  EXPECT_EQ(bounds.goals, 10'000u);
  EXPECT_EQ(bounds.entries, 2'000'000u);
  EXPECT_EQ(bounds.field_bytes, 64u << 10);
  EXPECT_EQ(bounds.json_depth, 64u);
}

}  // namespace
}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A remark or a refusal may be shown anywhere, so neither holds a word of the file.
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/import/import_support.h"

namespace twofold::importing {
namespace {

constexpr char kSecret[] = "Qarzel";

// Every text that is said about the file itself.
std::string Said(const Imported& file) {
  if (!file.ok()) return std::string(file.status().ToString());
  std::string said;
  for (const std::string& remark : file->remarks()) absl::StrAppend(&said, remark, "\n");
  for (const auto& goal : file->goals()) {
    for (const std::string& remark : goal.remarks()) absl::StrAppend(&said, remark, "\n");
  }
  EXPECT_FALSE(said.empty());
  return said;
}

void ExpectSilent(const Imported& file) {
  EXPECT_EQ(Said(file).find(kSecret), std::string::npos) << Said(file);
}

TEST(Remarks, HoldNoWordOfTheFile) {
  const std::string longer = absl::StrReplaceAll(std::string(100, 'x'), {{"x", kSecret}});
  ExpectSilent(ReadGenericCsv(
      absl::StrCat("date,goal,state,value,unit,note\n", kSecret, ",", kSecret, ",,,,\n2025-01-01,",
                   longer, "\x01,", kSecret, ",", kSecret, ",", kSecret, kSecret, kSecret, ",\x02",
                   longer, longer, longer, longer, "\n"),
      On()));
  ExpectSilent(ReadHarsh(
      FolderOf(
          {{"habits", absl::StrCat(kSecret, ": ", kSecret, ": ", kSecret, "\n", kSecret, "\n")},
           {"log", absl::StrCat("2025-01-01 : ", kSecret, " : ", kSecret, "\n", kSecret,
                                "\n2025-01-01 : ", kSecret, kSecret, " : y : ", kSecret, "\n")}}),
      On()));
  ExpectSilent(ReadTableHabit(
      absl::StrCat(R"({"habits": [{"name": "\u0001)", longer,
                   R"(", "freq_type": 9, "start_date": ")", kSecret, R"(", "reminder": ")", kSecret,
                   R"(", "daily_goal_unit": "3 )", longer, R"("}]})"),
      On()));
  ExpectSilent(ReadTwofold(
      absl::StrCat(R"({"schema": "twofold.export.v1", ")", kSecret,
                   R"(": 1, "goals": [{"title": ")", longer, R"(", ")", kSecret,
                   R"(": 2, "handle": ")", kSecret,
                   R"(", "versions": [{"from": "2026-01-01", "kind": "check", "schedule": {"shape":
                   "day"}}, {"from": ")",
                   kSecret, R"("}]}]})"),
      On()));
  ExpectSilent(
      ReadLoopDatabase(LoopDatabaseOf(absl::StrCat(
                           "INSERT INTO Habits (name, freq_num, freq_den, type, unit) VALUES "
                           "('",
                           longer, "', 0, 0, 1, '3", longer, "');")),
                       On()));
}

TEST(Refusals, HoldNoWordOfTheFile) {
  for (const std::string& bytes :
       {absl::StrCat(kSecret, ",", kSecret, "\n"), absl::StrCat("{\"", kSecret, "\": "),
        absl::StrCat("{\"", kSecret, "\": 1}"), absl::StrCat("PK\x03\x04", kSecret),
        absl::StrCat("SQLite format 3", std::string(1, '\0'), kSecret, std::string(200, 'x')),
        DatabaseOf(absl::StrCat("CREATE TABLE ", kSecret, " (x);")),
        DatabaseOf(absl::StrCat("CREATE VIEW Habits AS SELECT '", kSecret, "';"))}) {
    const auto file = Read(OneFile(bytes), std::nullopt, On());
    ASSERT_FALSE(file.ok());
    ExpectSilent(file);
  }
}

}  // namespace
}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Databases that were made to do harm, or that came to harm.
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "import/sqlite.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"
#include "tests/support/seeded_random.h"

namespace twofold::importing {
namespace {

constexpr char kRepetitions[] =
    "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER, value "
    "INTEGER);";
constexpr char kHabits[] =
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT, freq_num INTEGER, freq_den INTEGER);";

Imported ReadSql(absl::string_view sql) {
  return ReadLoopDatabase(DatabaseOf(absl::StrCat(sql, "PRAGMA user_version = 25;")), On());
}

// Many rows, so that the tables have several pages.
std::string LargeDatabase() {
  std::string rows;
  for (int habit = 1; habit <= 3; ++habit) {
    absl::StrAppend(&rows, "INSERT INTO Habits (id, name, freq_num, freq_den, uuid) VALUES (",
                    habit, ", 'habit', 3, 7, 'uuid", habit, "');");
    for (int day = 0; day < 300; ++day) {
      absl::StrAppend(&rows, "INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES (",
                      habit, ", ", 20000 + day, " * 86400000, 2, 'a note of some length');");
    }
  }
  return LoopDatabaseOf(absl::StrCat("BEGIN;", rows, "COMMIT;"));
}

void ExpectResultOrRefusal(const Imported& file) {
  if (file.ok()) {
    EXPECT_EQ(WhyNotTaken(*file), "");
  } else {
    EXPECT_NE(RefusalReason(file.status()), "") << file.status();
  }
}

TEST(HostileDatabase, AViewIsNoTable) {
  EXPECT_THAT(ReadSql(absl::StrCat(kRepetitions,
                                   "CREATE TABLE x (id, name, freq_num, freq_den);"
                                   "CREATE VIEW Habits AS SELECT * FROM x;")),
              IsRefused("import_not_that_format"));
}

TEST(HostileDatabase, AViewThatNeverEndsIsNotAsked) {
  EXPECT_THAT(
      ReadSql(absl::StrCat(
          kHabits, "INSERT INTO Habits VALUES (1, 'x', 1, 1);",
          "CREATE VIEW Repetitions AS WITH RECURSIVE c(habit) AS (SELECT 1 UNION ALL SELECT habit "
          "FROM c) SELECT habit, 0 AS timestamp, 2 AS value FROM c;")),
      IsRefused("import_not_that_format"));
}

TEST(HostileDatabase, AVirtualTableIsNoTable) {
  EXPECT_THAT(
      ReadSql(absl::StrCat(kRepetitions,
                           "CREATE VIRTUAL TABLE Habits USING fts5(name, freq_num, freq_den);")),
      IsRefused("import_not_that_format"));
}

TEST(HostileDatabase, ColumnsThatComputeAreNotComputed) {
  EXPECT_THAT(
      ReadSql(absl::StrCat(
          "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT AS (hex(zeroblob(100000000))), "
          "freq_num INTEGER, freq_den INTEGER);",
          "INSERT INTO Habits (id, freq_num, freq_den) VALUES (1, 1, 1);", kRepetitions)),
      IsRefused("import_damaged"));
}

TEST(HostileDatabase, ChecksOfTheSchemaAreNotMade) {
  EXPECT_THAT(ReadSql(absl::StrCat(
                  "PRAGMA ignore_check_constraints = ON;"
                  "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT CHECK "
                  "(length(hex(zeroblob(100000000))) = 7), freq_num INTEGER, freq_den INTEGER);",
                  "INSERT INTO Habits (id, freq_num, freq_den) VALUES (1, 1, 1);", kRepetitions)),
              IsOk());
}

TEST(HostileDatabase, AMissingColumnIsDamage) {
  EXPECT_THAT(
      ReadSql(absl::StrCat("CREATE TABLE Habits (id INTEGER PRIMARY KEY, name);", kRepetitions)),
      IsRefused("import_damaged"));
}

TEST(HostileDatabase, OtherTablesCannotBeRead) {
  auto file = SqliteFile::Open(
      DatabaseOf("CREATE TABLE Secrets (x); INSERT INTO Secrets VALUES (1);"), Bounds());
  ASSERT_THAT(file, IsOk());
  EXPECT_THAT(file->Visit("Secrets", {"x"}, 1, [](const SqliteRow&) { return absl::OkStatus(); }),
              IsRefused("import_damaged"));
}

TEST(HostileDatabase, ValuesOfOtherTypesDoNoHarm) {
  const auto file = ReadSql(absl::StrCat(
      kHabits, "INSERT INTO Habits VALUES (1, X'00FF00', 'three', 1.5);",
      "INSERT INTO Habits VALUES (2, 12, NULL, 9223372036854775807);", kRepetitions,
      "INSERT INTO Repetitions VALUES (1, 1, 'monday', 2), (2, 1, 9223372036854775807, 2), "
      "(3, 1, -9223372036854775808, 2), (4, 1, 0, 'x'), (5, 1.5, 0, 2), (6, 2, 0, X'02'), "
      "(7, 2, 86400000, -9223372036854775808);"));
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(WhyNotTaken(*file), "");
  EXPECT_EQ(file->goals(0).goal().entries_size(), 0);
}

TEST(HostileDatabase, ARowLongerThanTheBoundIsRefused) {
  const std::string bytes = LoopDatabaseOf(
      "INSERT INTO Habits (name, freq_num, freq_den, uuid) VALUES (hex(zeroblob(2000)), 1, 1, "
      "'u');");
  Bounds bounds;
  bounds.row_bytes = 4200;
  EXPECT_THAT(ReadLoopDatabase(bytes, Within(bounds)), IsOk());
  bounds.row_bytes = 3800;
  EXPECT_THAT(ReadLoopDatabase(bytes, Within(bounds)), IsRefused("import_too_large"));
}

TEST(HostileDatabase, ReadingEndsAfterSoManySteps) {
  const std::string bytes = LargeDatabase();
  Bounds bounds;
  bounds.steps = 1'000'000;
  EXPECT_THAT(ReadLoopDatabase(bytes, Within(bounds)), IsOk());
  bounds.steps = 1;
  EXPECT_THAT(ReadLoopDatabase(bytes, Within(bounds)), IsRefused("import_too_large"));
}

TEST(HostileDatabase, OneThatIsCutShortIsRefusedWhereverItIs) {
  const std::string bytes = LargeDatabase();
  ASSERT_GT(bytes.size(), 40'000u);
  std::vector<std::size_t> sizes = {0, 1, 15, 16, 17, 99, 100, 101, bytes.size() - 1};
  for (std::size_t size = 512; size < bytes.size(); size += 512) sizes.push_back(size);
  for (const std::size_t size : sizes) {
    const auto file = ReadLoopDatabase(bytes.substr(0, size), On());
    EXPECT_FALSE(file.ok()) << size;
    EXPECT_NE(RefusalReason(file.status()), "") << size;
  }
}

TEST(HostileDatabase, FlippedBytesGiveAResultOrARefusal) {
  const std::string bytes = LargeDatabase();
  constexpr std::uint64_t kSeed = 20261124;
  SCOPED_TRACE(kSeed);
  SeededRandom random(kSeed);
  int refused = 0;
  for (int round = 0; round < 800; ++round) {
    std::string changed = bytes;
    const std::uint64_t flips = 1 + random.Below(8);
    for (std::uint64_t flip = 0; flip < flips; ++flip) {
      // Every other one goes into the first bytes of a page, where the structure is.
      std::size_t at = random.Below(changed.size());
      if (random.OneIn(2)) at = at / 4096 * 4096 + random.Below(128);
      changed[at] = static_cast<char>(random.Next());
    }
    const auto file = Read(OneFile(changed), Format::kLoop, On());
    refused += file.ok() ? 0 : 1;
    ExpectResultOrRefusal(file);
  }
  EXPECT_GT(refused, 50);
  EXPECT_LT(refused, 800);
}

}  // namespace
}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Files that were changed at random: every reader gives something that twofold takes, or refuses
// with a reason. It never crashes and never hangs.
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "import/archive.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"
#include "tests/support/seeded_random.h"

namespace twofold::importing {
namespace {

constexpr int kRounds = 400;  // for each format

// Pieces that mean something to one of the readers.
const std::vector<std::string>& Pieces() {
  static const auto& pieces = *new std::vector<std::string>{"\"",
                                                            ",",
                                                            ";",
                                                            "\n",
                                                            "\r\n",
                                                            " : ",
                                                            ": ",
                                                            "{",
                                                            "}",
                                                            "[",
                                                            "]",
                                                            "\\u0000",
                                                            "null",
                                                            "-1",
                                                            "99999999999999999999",
                                                            "1e308",
                                                            "0",
                                                            "2.5",
                                                            "1,5",
                                                            "YES_AUTO",
                                                            "2025-01-01",
                                                            "9999-12-31",
                                                            "\xEF\xBB\xBF",
                                                            "\xFF\xFE",
                                                            "\xF0\x9F\x98\x80",
                                                            "\xC2\x85",
                                                            "\xE2\x80\xA8",
                                                            "\xFF",
                                                            std::string(1, '\0'),
                                                            std::string(300, 'x'),
                                                            std::string(70, '['),
                                                            "٢",
                                                            "/",
                                                            "w",
                                                            "true"};
  return pieces;
}

std::string Mutated(std::string bytes, SeededRandom& random) {
  const std::uint64_t changes = 1 + random.Below(6);
  for (std::uint64_t i = 0; i < changes; ++i) {
    const std::size_t at = random.Below(bytes.size() + 1);
    const std::size_t length = std::min<std::size_t>(random.Below(40), bytes.size() - at);
    switch (random.Below(5)) {
      case 0:
        bytes.insert(at, random.Pick(Pieces()));
        break;
      case 1:
        bytes.replace(at, length, random.Pick(Pieces()));
        break;
      case 2:
        bytes.erase(at, length);
        break;
      case 3:
        bytes.insert(at, bytes.substr(random.Below(bytes.size() + 1), length));
        break;
      case 4:
        if (at < bytes.size()) bytes[at] = static_cast<char>(random.Next());
        break;
    }
  }
  return bytes;
}

Source Mutated(Source source, SeededRandom& random) {
  SourceFile& file = source.files[random.Below(source.files.size())];
  file.bytes = Mutated(std::move(file.bytes), random);
  if (random.OneIn(8)) file.path = Mutated(std::move(file.path), random);
  return source;
}

class Mutation : public ::testing::TestWithParam<Format> {};

Source Whole(Format format) {
  switch (format) {
    case Format::kLoop:
      return OneFile(LoopDatabaseOf(DataFile("loop_v25.sql")));
    case Format::kLoopCsv:
      return DataFolder("loop_csv_third");
    case Format::kHabitBull:
      return OneFile(DataFile("habitbull_numbers.csv"));
    case Format::kHarsh:
      return DataFolder("harsh");
    case Format::kTableHabit:
      return OneFile(DataFile("table_habit.json"));
    case Format::kCsv:
      return OneFile(DataFile("generic.csv"));
    case Format::kTwofold:
      return OneFile(DataFile("twofold.json"));
  }
  return Source();
}

void ExpectResultOrRefusal(const Imported& file) {
  if (file.ok()) {
    EXPECT_EQ(WhyNotTaken(*file), "");
  } else {
    EXPECT_NE(RefusalReason(file.status()), "") << file.status();
  }
}

TEST_P(Mutation, GivesAResultOrARefusal) {
  const std::uint64_t seed = 7'000 + static_cast<std::uint64_t>(GetParam());
  SeededRandom random(seed);
  const Source whole = Whole(GetParam());
  int results = 0;
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(absl::StrCat("seed ", seed, ", round ", round));
    const Source changed = Mutated(whole, random);
    const auto file = Read(changed, GetParam(), On());
    ExpectResultOrRefusal(file);
    results += file.ok() ? 1 : 0;
    ExpectResultOrRefusal(Read(changed, std::nullopt, On()));
    if (HasFailure()) return;
  }
  EXPECT_GT(results, 0);
}

INSTANTIATE_TEST_SUITE_P(Formats, Mutation,
                         ::testing::Values(Format::kLoop, Format::kLoopCsv, Format::kHabitBull,
                                           Format::kHarsh, Format::kTableHabit, Format::kCsv,
                                           Format::kTwofold),
                         [](const auto& info) { return std::string(FormatWord(info.param)); });

TEST(MutatedArchive, GivesAResultOrARefusal) {
  constexpr std::uint64_t kSeed = 8'000;
  SeededRandom random(kSeed);
  const std::string zip = ZipOf(DataFolder("loop_csv_third"));
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(absl::StrCat("seed ", kSeed, ", round ", round));
    ExpectResultOrRefusal(Read(OneFile(Mutated(zip, random)), Format::kLoopCsv, On()));
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace twofold::importing

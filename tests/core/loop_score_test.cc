// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/loop_score.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

constexpr LoopHabit kDaily{false, 1, 1, false, 0};

std::vector<LoopDay> Yeses(const std::vector<std::int32_t>& days) {
  std::vector<LoopDay> all;
  for (const std::int32_t day : days) all.push_back({day, 2});
  return all;
}

double Last(const LoopHabit& habit, const std::vector<LoopDay>& days, std::int32_t last) {
  const std::vector<LoopScore> scores = LoopScores(habit, days, last);
  return scores.empty() ? -1 : scores.back().score;
}

TEST(LoopScore, TwentyDailyYeses) {
  std::vector<LoopDay> days;
  for (int day = 0; day < 20; ++day) days.push_back({day, 2});
  EXPECT_NEAR(Last(kDaily, days, 19), 0.6557476, 5e-8);
}

TEST(LoopScore, TwoOfThreeAWeekForAHundredWeeks) {
  std::vector<LoopDay> days;
  for (int week = 0; week < 100; ++week) {
    days.push_back({7 * week, 2});
    days.push_back({7 * week + 3, 2});
  }
  EXPECT_NEAR(Last({false, 3, 7, false, 0}, days, 699), 0.666667, 5e-7);
}

TEST(LoopScore, BelowDailyLooksAtTwiceTheWindow) {
  const double keeps = std::pow(0.5, std::sqrt(2.0 / 3) / 13);
  const LoopHabit habit{false, 2, 3, false, 0};
  double score = 0.25 * (1 - keeps);
  EXPECT_NEAR(Last(habit, Yeses({0}), 0), score, 1e-12) << "one of four in six days";
  for (int day = 1; day <= 5; ++day) score = score * keeps + 0.25 * (1 - keeps);
  EXPECT_NEAR(Last(habit, Yeses({0}), 5), score, 1e-12);
  EXPECT_NEAR(Last(habit, Yeses({0}), 6), score * keeps, 1e-12) << "the yes is out of sight";
}

TEST(LoopScore, IsGivenForEveryDayFromTheFirstRecordOn) {
  const std::vector<LoopScore> scores = LoopScores(kDaily, Yeses({12, 10}), 14);
  ASSERT_EQ(scores.size(), 5u);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(scores[static_cast<std::size_t>(i)].day, 10 + i);
  EXPECT_TRUE(LoopScores(kDaily, {}, 14).empty());
  EXPECT_TRUE(LoopScores(kDaily, Yeses({12}), 11).empty());
  EXPECT_TRUE(LoopScores({false, 0, 1, false, 0}, Yeses({12}), 14).empty());
  EXPECT_TRUE(LoopScores({false, 1, 0, false, 0}, Yeses({12}), 14).empty());
}

TEST(LoopScore, ASkippedDayKeepsIt) {
  std::vector<LoopDay> days = Yeses({0, 1, 2});
  const double before = Last(kDaily, days, 2);
  days.push_back({3, 3});
  EXPECT_EQ(Last(kDaily, days, 3), before);
  EXPECT_LT(Last(kDaily, days, 4), before);
}

TEST(LoopScore, AYesThatLoopFilledInDoesNotEnter) {
  const LoopHabit habit{false, 1, 3, false, 0};
  std::vector<LoopDay> days = Yeses({0, 6});
  const double plain = Last(habit, days, 8);
  days.push_back({1, 1});
  days.push_back({2, 1});
  EXPECT_EQ(Last(habit, days, 8), plain);
}

TEST(LoopScore, AnAmountIsItsShareOfTheTarget) {
  const LoopHabit habit{true, 1, 1, false, 10};
  const double full = Last(habit, {{0, 10'000}}, 0);
  EXPECT_NEAR(full, 1 - std::pow(0.5, 1.0 / 13), 1e-12);
  EXPECT_NEAR(Last(habit, {{0, 5'000}}, 0), full / 2, 1e-12);
  EXPECT_NEAR(Last(habit, {{0, 20'000}}, 0), full, 1e-12);
  EXPECT_EQ(Last(habit, {{0, 0}}, 0), 0);
  EXPECT_EQ(Last(habit, {{0, -1}}, 0), 0) << "unknown";
}

TEST(LoopScore, AWeeklyAmountIsSummedOverSevenDays) {
  const LoopHabit habit{true, 1, 7, false, 10};
  std::vector<LoopDay> days;
  for (int week = 0; week < 200; ++week) days.push_back({7 * week, 10'000});
  EXPECT_NEAR(Last(habit, days, 7 * 200 - 1), 1, 1e-3) << "each day looks at one week's sum";
}

TEST(LoopScore, ALimitBeginsFullAndFallsToNothingAtTwiceOfIt) {
  const LoopHabit habit{true, 1, 1, true, 10};
  const double keeps = std::pow(0.5, 1.0 / 13);
  EXPECT_EQ(Last(habit, {{0, 10'000}}, 0), 1);
  EXPECT_NEAR(Last(habit, {{0, 15'000}}, 0), keeps + 0.5 * (1 - keeps), 1e-12);
  EXPECT_NEAR(Last(habit, {{0, 20'000}}, 0), keeps, 1e-12);
  EXPECT_NEAR(Last(habit, {{0, 90'000}}, 0), keeps, 1e-12);
}

TEST(LoopScore, WithoutATargetItIsAllOrNothing) {
  const double keeps = std::pow(0.5, 1.0 / 13);
  EXPECT_NEAR(Last({true, 1, 1, false, 0}, {{0, 0}}, 0), 1 - keeps, 1e-12);
  EXPECT_EQ(Last({true, 1, 1, true, 0}, {{0, 0}}, 0), 1);
  EXPECT_NEAR(Last({true, 1, 1, true, 0}, {{0, 1'000}}, 0), keeps, 1e-12);
}

// ---- Loop's own export, where it is at hand ----

std::filesystem::path SharedData() {
  const char* set = std::getenv("TWOFOLD_SHARED_DATA");
  return std::filesystem::path(set != nullptr ? set : TWOFOLD_SHARED_DATA) / "loop";
}

std::vector<std::vector<std::string>> Rows(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    if (!line.empty()) rows.push_back(absl::StrSplit(line, ','));
  }
  return rows;
}

std::int32_t Day(const std::string& iso) {
  int year = 0, month = 0, day = 0;
  const std::vector<std::string> parts = absl::StrSplit(iso, '-');
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &year) ||
      !absl::SimpleAtoi(parts[1], &month) || !absl::SimpleAtoi(parts[2], &day)) {
    ADD_FAILURE() << iso;
  }
  return DayNumber(absl::CivilDay(year, month, day));
}

std::int64_t Value(const std::string& word) {
  static const std::map<std::string, std::int64_t> kWords = {
      {"UNKNOWN", -1}, {"NO", 0}, {"YES_AUTO", 1}, {"YES_MANUAL", 2}, {"SKIP", 3}};
  const auto known = kWords.find(word);
  if (known != kWords.end()) return known->second;
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(word, &number)) ADD_FAILURE() << word;
  return number;
}

TEST(LoopScore, MatchesEveryDigitThatLoopPrinted) {
  const std::filesystem::path loop = SharedData();
  if (!std::filesystem::exists(loop / "Habits.csv")) {
    GTEST_SKIP() << "left out: there is no export of Loop at hand";
  }
  int compared = 0;
  for (const auto& habit_row : Rows(loop / "Habits.csv")) {
    ASSERT_GE(habit_row.size(), 12u);
    LoopHabit habit;
    habit.numeric = habit_row[2] == "NUMERICAL";
    ASSERT_TRUE(absl::SimpleAtoi(habit_row[5], &habit.times));
    ASSERT_TRUE(absl::SimpleAtoi(habit_row[6], &habit.days));
    habit.at_most = habit_row[9] == "AT_MOST";
    ASSERT_TRUE(habit_row[10].empty() || absl::SimpleAtod(habit_row[10], &habit.target));
    const std::filesystem::path folder = loop / (habit_row[0] + " " + habit_row[1]);
    std::map<std::int32_t, std::string> printed;
    for (const auto& row : Rows(folder / "Scores.csv")) printed[Day(row[0])] = row[1];
    ASSERT_FALSE(printed.empty()) << habit_row[1];
    std::vector<LoopDay> days;
    for (const auto& row : Rows(folder / "Checkmarks.csv")) {
      days.push_back({Day(row[0]), Value(row[1])});
    }
    // A habit without a record has a score of zero.
    for (int order = 0; order < 2; ++order) {
      std::map<std::int32_t, std::string> reckoned;
      for (const LoopScore& score : LoopScores(habit, days, printed.rbegin()->first)) {
        reckoned[score.day] = absl::StrFormat("%.4f", score.score);
      }
      for (const auto& [day, digits] : printed) {
        const auto at = reckoned.find(day);
        EXPECT_EQ(at == reckoned.end() ? "0.0000" : at->second, digits)
            << habit_row[1] << ", " << IsoDay(DayFromNumber(day));
        ++compared;
      }
      std::reverse(days.begin(), days.end());
    }
  }
  EXPECT_GT(compared, 0);
}

}  // namespace
}  // namespace twofold

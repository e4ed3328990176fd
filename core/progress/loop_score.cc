// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/loop_score.h"

#include <algorithm>
#include <cmath>

namespace twofold {
namespace {

constexpr std::int64_t kUnknown = -1;
constexpr std::int64_t kYes = 2;
constexpr std::int64_t kSkip = 3;
constexpr double kThousandths = 1000;

// What a day adds to the sum over the window. Loop adds the three thousandths of a skipped day,
// too.
double Adds(const LoopHabit& habit, std::int64_t value) {
  if (habit.numeric) return static_cast<double>(std::max<std::int64_t>(value, 0));
  return value == kYes ? 1 : 0;
}

// How far the window's sum fulfils the habit, 0 to 1.
double Fulfilled(const LoopHabit& habit, double sum, int times) {
  if (!habit.numeric) return std::min(1.0, sum / times);
  const double amount = sum / kThousandths;
  if (habit.target > 0) {
    const double share = amount / habit.target;
    return habit.at_most ? std::clamp(2 - share, 0.0, 1.0) : std::min(1.0, share);
  }
  return habit.at_most && amount > 0 ? 0 : 1;
}

}  // namespace

std::vector<LoopScore> LoopScores(const LoopHabit& habit, std::span<const LoopDay> days,
                                  std::int32_t last) {
  std::vector<LoopScore> scores;
  if (days.empty() || habit.times < 1 || habit.days < 1) return scores;
  const std::int32_t first =
      std::min_element(days.begin(), days.end(), [](const LoopDay& a, const LoopDay& b) {
        return a.day < b.day;
      })->day;
  if (last < first) return scores;
  std::vector<std::int64_t> values(static_cast<std::size_t>(last - first) + 1, kUnknown);
  for (const LoopDay& day : days) {
    if (day.day <= last) values[static_cast<std::size_t>(day.day - first)] = day.value;
  }
  const double frequency = static_cast<double>(habit.times) / habit.days;
  const double keeps = std::pow(0.5, std::sqrt(frequency) / 13);
  // Irregular weeks are evened out over a window of twice the length.
  const int stretch = !habit.numeric && habit.times < habit.days ? 2 : 1;
  const std::size_t window = static_cast<std::size_t>(habit.days) * stretch;
  double sum = 0;
  double score = habit.numeric && habit.at_most ? 1 : 0;
  scores.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += Adds(habit, values[i]);
    if (i >= window) sum -= Adds(habit, values[i - window]);
    if (values[i] != kSkip) {
      score = score * keeps + Fulfilled(habit, sum, habit.times * stretch) * (1 - keeps);
    }
    scores.push_back({first + static_cast<std::int32_t>(i), score});
  }
  return scores;
}

}  // namespace twofold

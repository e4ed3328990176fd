// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What people write, at random: texts and terms of every kind, always allowed.
#pragma once

#include <string>

#include "core/base/limits.h"
#include "core/goals/terms.h"
#include "tests/support/random_schedule.h"
#include "tests/support/seeded_random.h"

namespace twofold {

// 1 to `most` code points of one to four bytes, neither beginning nor ending with a blank.
inline std::string RandomText(SeededRandom& random, std::size_t most) {
  static const std::vector<std::string> kLetters = {"a", "e", "n", "R", "7",  "\"", "\\", "'",
                                                    ",", "ä", "ß", "Ж", "中", "…",  "🎻"};
  const std::size_t length =
      1 + random.Below(random.OneIn(20) ? most : std::min<std::size_t>(most, 12));
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    const bool inside = i > 0 && i + 1 < length;
    text += inside && random.OneIn(5) ? " " : random.Pick(kLetters);
  }
  return text;
}

inline GoalTerms RandomTerms(SeededRandom& random) {
  static const std::vector<std::string> kUnits = {"min", "km", "pages", "Gläser", "words read"};
  GoalTerms terms;
  terms.kind = static_cast<GoalKind>(RandomBetween(random, 1, 7));
  terms.schedule = RandomSchedule(random);
  const bool measured = terms.kind == GoalKind::kMeasure;
  if (measured || (terms.kind == GoalKind::kObserve && random.OneIn(2))) {
    terms.unit = random.Pick(kUnits);
  }
  if (measured && !random.OneIn(3)) {
    Target& target = terms.target.emplace();
    target.direction = random.OneIn(2) ? Direction::kAtLeast : Direction::kAtMost;
    target.period = static_cast<Period>(RandomBetween(random, 1, 3));
    target.micros = 1 + static_cast<std::int64_t>(random.Below(limits::kAmountMicros));
    if (target.direction == Direction::kAtMost && random.OneIn(4)) target.micros = 0;
  }
  if (terms.kind == GoalKind::kMilestone) terms.deadline = RandomBetween(random, 0, 40'000);
  if (terms.kind == GoalKind::kEdge) terms.size = RandomBetween(random, 1, limits::kEdgeSize);
  if (terms.kind == GoalKind::kMilestone || IsPeriodTarget(terms)) {
    terms.schedule.shape = EveryDay{};
  }
  if (random.OneIn(3)) terms.meaning = RandomText(random, limits::kLineLength);
  return terms;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Random histories of goals. A failure names its seed; TWOFOLD_SEED=N tries that one alone.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/progress/numbers.h"
#include "tests/core/progress_tale.h"
#include "tests/support/seeded_random.h"

namespace twofold {

inline constexpr std::uint64_t kStories = 6'000;
inline constexpr int kFirst = -70;  // nothing is told before it
inline const EntityId kGoal = EntityId::Prefix(std::string(16, 'g'));
inline const EntityId kOther = EntityId::Prefix(std::string(16, 'o'));

// A history by value, so that a variant of it is a copy.
struct Story {
  std::map<int, GoalTerms> versions;
  std::map<int, DayRecord> days;
  std::vector<Rest> rests;
  int since = 0;
  int today = 0;
  std::optional<int> ended;
};

// REQUIRES: the story outlives it.
inline GoalHistory HistoryOf(const Story& story) {
  GoalHistory history;
  history.goal = kGoal;
  for (const auto& [from, terms] : story.versions) history.versions.push_back({from, &terms});
  for (const auto& [day, record] : story.days) history.days.push_back(record);
  history.rests = story.rests;
  history.since = story.since;
  history.today = story.today;
  history.ended = story.ended;
  return history;
}

inline int Between(SeededRandom& random, int least, int most) {
  return least + static_cast<int>(random.Below(static_cast<std::uint64_t>(most - least + 1)));
}

enum class Shapes { kAll, kDatedAndWeekly };

inline GoalTerms RandomTerms(SeededRandom& random, Shapes shapes) {
  GoalTerms terms;
  const auto mask = [&] { return static_cast<std::uint8_t>(Between(random, 1, 0x7F)); };
  switch (random.Below(shapes == Shapes::kAll ? 10 : 4)) {
    case 0:
      terms.schedule.shape = EveryDay{};
      break;
    case 1:
      terms.schedule.shape = Weekdays{mask()};
      break;
    case 2:
      terms.schedule.shape = EveryNDays{Between(random, 2, 9)};
      break;
    case 3:
      terms.schedule.shape = TimesPerWeek{Between(random, 1, 7)};
      break;
    case 4:
      terms.schedule.shape = EveryNWeeks{Between(random, 2, 4), mask()};
      break;
    case 5:
      terms.schedule.shape = DaysOfMonth{static_cast<std::uint32_t>(random.Below(0x7FFFFFFF)) + 1};
      break;
    case 6:
      terms.schedule.shape = NthWeekday{Between(random, 1, 5), Between(random, 0, 6)};
      break;
    case 7:
      terms.schedule.shape = TimesPerMonth{Between(random, 1, 28)};
      break;
    case 8: {
      const int days = Between(random, 2, 20);
      terms.schedule.shape = TimesInDays{Between(random, 1, days), days};
      break;
    }
    default: {
      const int most = Between(random, 1, 12);
      terms.schedule.shape = Spacing{Between(random, 1, most), most};
    }
  }
  terms.schedule.first_day = kMonday + Between(random, -60, 10);
  if (random.OneIn(5)) terms.schedule.last_day = kMonday + Between(random, 20, 90);
  if (!EverDue(terms.schedule)) terms.schedule.last_day.reset();
  terms.schedule.week_start = random.OneIn(3) ? Between(random, 0, 6) : 0;
  if (shapes == Shapes::kDatedAndWeekly || random.OneIn(2)) return terms;
  if (random.OneIn(6)) {
    terms.kind = GoalKind::kExplore;
  } else if (random.OneIn(8)) {
    terms.kind = GoalKind::kMilestone;
    terms.schedule.shape = EveryDay{};
    terms.deadline = kMonday + Between(random, 0, 90);
  } else {
    terms.kind = GoalKind::kMeasure;
    terms.unit = "min";
    const auto direction = random.OneIn(2) ? Direction::kAtLeast : Direction::kAtMost;
    if (random.OneIn(3)) {
      terms.schedule.shape = EveryDay{};
      terms.target = Target{direction, Between(random, 1, 40) * kUnit,
                            random.OneIn(2) ? Period::kWeek : Period::kMonth};
    } else if (random.OneIn(2)) {
      terms.target = Target{direction, Between(random, 1, 5) * kUnit, Period::kDay};
    }
  }
  return terms;
}

inline Rest RandomRest(SeededRandom& random) {
  Rest rest;
  if (random.OneIn(2)) rest.goal = random.OneIn(4) ? kOther : kGoal;
  rest.first_day = kMonday + Between(random, kFirst, 80);
  if (!random.OneIn(6)) rest.last_day = rest.first_day + Between(random, -1, 20);
  rest.removed = random.OneIn(5);
  return rest;
}

inline DayRecord RandomRecord(SeededRandom& random, int day) {
  DayRecord record{day, Mark::kNone, 0};
  switch (random.Below(6)) {
    case 0:
      record.mark = Mark::kNotKept;
      break;
    case 1:
      record.mark = Mark::kSkipped;
      break;
    case 2:
      record.mark = Mark::kZero;
      break;
    default:
      record.mark = Mark::kKept;
  }
  if (random.OneIn(2)) record.amount_micros = Between(random, -1, 6) * kUnit;
  return record;
}

inline Story RandomStory(SeededRandom& random, Shapes shapes = Shapes::kAll) {
  Story story;
  story.versions.emplace(kMonday + Between(random, -60, 0), RandomTerms(random, shapes));
  for (int more = Between(random, 0, 2); more > 0; --more) {
    GoalTerms terms = RandomTerms(random, shapes);
    if (random.OneIn(4)) {
      terms = story.versions.begin()->second;
      terms.meaning = "the same in other words";
    }
    story.versions.insert_or_assign(kMonday + Between(random, -50, 80), terms);
  }
  story.since = kMonday + Between(random, -60, 10);
  story.today = kMonday + Between(random, 0, 80);
  if (random.OneIn(5)) story.ended = kMonday + Between(random, 0, 80);
  for (int more = Between(random, 0, 3); more > 0; --more) {
    story.rests.push_back(RandomRest(random));
  }
  const int often = Between(random, 0, 10);
  for (int day = kMonday + kFirst; day <= story.today + 5; ++day) {
    if (Between(random, 0, 10) < often) story.days[day] = RandomRecord(random, day);
  }
  return story;
}

inline const GoalTerms& TermsAt(const Story& story, int day) {
  const GoalTerms* terms = &story.versions.begin()->second;
  for (const auto& [from, version] : story.versions) {
    if (from <= day) terms = &version;
  }
  return *terms;
}

inline bool IsCovered(const Story& story, int day) {
  return std::any_of(story.rests.begin(), story.rests.end(),
                     [&](const Rest& rest) { return Covers(rest, kGoal, day); });
}

// Calls `claim` with random stories, each by its own seed.
template <class Claim>
void ForStories(Shapes shapes, Claim claim) {
  std::uint64_t only = 0;
  const char* named = std::getenv("TWOFOLD_SEED");
  if (named != nullptr && !absl::SimpleAtoi(named, &only)) FAIL() << "TWOFOLD_SEED is no number";
  const std::uint64_t from = named != nullptr ? only : 1;
  const std::uint64_t to = named != nullptr ? only : kStories;
  for (std::uint64_t seed = from; seed <= to; ++seed) {
    SCOPED_TRACE(absl::StrCat("TWOFOLD_SEED=", seed));
    SeededRandom random(seed);
    const Story story = RandomStory(random, shapes);
    for (const auto& [day, terms] : story.versions) ASSERT_TRUE(IsValid(terms));
    claim(random, story);
    if (testing::Test::HasFailure()) return;
  }
}

// Fails when the stories were too dull to prove much.
inline void ExpectEnough(int tried, int least) {
  if (std::getenv("TWOFOLD_SEED") == nullptr) {
    EXPECT_GT(tried, least);
  }
}

// A letter for each day from the first one told to `last`.
inline std::string States(const Story& story, int last) {
  std::string states;
  for (const JudgedDay& day : Judge(HistoryOf(story), kMonday + kFirst, last)) {
    states += " KMSPU.o"[static_cast<int>(day.state)];
  }
  return states;
}

inline std::string Text(const Kept& kept) {
  return absl::StrCat("k", kept.kept, " m", kept.missed, " u", kept.unanswered, " x", kept.excused,
                      " o", kept.open);
}

}  // namespace twofold

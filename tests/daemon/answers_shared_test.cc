// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Of a shared goal the partner gets that it happened and how much; everything else stays.
#include <gtest/gtest.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "core/goals/terms_words.h"
#include "tests/daemon/spoken_day.h"
#include "tests/support/refusals.h"
#include "tests/support/seeded_random.h"

namespace twofold {
namespace {

using enum GoalKind;

TEST(SharedAnswers, WhatHappenedIsGivenAndNothingOfItIsKeptBeside) {
  for (absl::string_view word : {"yes", "again", "different", "fine"}) {
    SpokenDay day(kTime, "", Side::kUs);
    ASSERT_THAT(day.Say({.what = word}), IsOk());
    EXPECT_EQ(AnswerWord(kTime, day.mark()), word);
    EXPECT_TRUE(IsBlank(day.kept())) << word;
  }
}

TEST(SharedAnswers, WhatDidNotHappenIsKeptBesideAndNothingIsGiven) {
  for (absl::string_view word : {"no", "skip"}) {
    SpokenDay day(kCheck, "", Side::kUs);
    ASSERT_THAT(day.Say({.what = word}), IsOk());
    EXPECT_FALSE(day.change().given) << word;
    EXPECT_EQ(AnswerWord(kCheck, day.kept().mark.value.mark), word);
  }
}

TEST(SharedAnswers, AZeroIsGivenOnlyWhereItKeepsTheDay) {
  SpokenDay limit(kMeasure, "min", Side::kUs), least(kMeasure, "min", Side::kUs),
      free(kMeasure, "min", Side::kUs);
  limit.SetTarget(Direction::kAtMost, 60'000'000);
  least.SetTarget(Direction::kAtLeast, 60'000'000);
  for (SpokenDay* day : {&limit, &least, &free}) ASSERT_THAT(day->Say({.what = "0"}), IsOk());
  EXPECT_EQ(limit.mark(), Mark::kZero);
  EXPECT_TRUE(IsBlank(limit.kept()));
  EXPECT_FALSE(least.change().given) << "a zero of those is a no";
  EXPECT_EQ(least.kept().mark.value.mark, Mark::kZero);
  EXPECT_FALSE(free.change().given);
}

TEST(SharedAnswers, NotesAndReasonsAreKeptBeside) {
  SpokenDay day(kMeasure, "min", Side::kUs);
  ASSERT_THAT(day.Say({.what = "30", .note = "we laughed"}), IsOk());
  EXPECT_EQ(day.note(), "");
  EXPECT_EQ(day.kept().note.value, "we laughed");
  EXPECT_EQ(day.amount(), 30'000'000);
  EXPECT_EQ(day.kept().amount_micros, 0);
  ASSERT_THAT(day.Say({.what = "skip", .reason = "flu"}), IsOk());
  EXPECT_EQ(day.mark(), Mark::kNone);
  EXPECT_EQ(day.amount(), 0) << "what no longer is true is taken back";
  EXPECT_EQ(day.kept().mark.value, (DayMark{Mark::kSkipped, "flu"}));
  EXPECT_EQ(day.kept().note.value, "we laughed");
}

TEST(SharedAnswers, ANoteAloneGivesNothingWhateverStandsThere) {
  for (absl::string_view before : {"", "yes", "no", "skip"}) {
    SpokenDay day(kCheck, "", Side::kUs);
    if (!before.empty()) {
      ASSERT_THAT(day.Say({.what = before}), IsOk());
    }
    const DayEntry given = day.entry();
    const DayMark kept = day.kept().mark.value;
    ASSERT_THAT(day.Say({.note = "for me"}), IsOk());
    EXPECT_FALSE(day.change().given) << before;
    EXPECT_EQ(day.entry(), given) << before;
    EXPECT_EQ(day.kept().mark.value, kept) << before;
    EXPECT_EQ(day.kept().note.value, "for me");
  }
}

TEST(SharedAnswers, ABlankEmptiesBothHalves) {
  SpokenDay day(kMeasure, "min", Side::kUs);
  ASSERT_THAT(day.Say({.what = "30", .note = "n"}), IsOk());
  ASSERT_THAT(day.Say({.what = "blank"}), IsOk());
  EXPECT_TRUE(day.blank());
}

// Whatever is said in whatever order: the given half never holds a word, nor a mark that says that
// something did not happen, and the two halves never disagree.
TEST(SharedAnswers, NoStoryLeavesAnythingElseInTheGivenHalf) {
  const std::vector<GoalKind> kinds = {kCheck,   kMeasure, kMilestone, kObserve,
                                       kExplore, kEdge,    kTime};
  const std::vector<absl::string_view> words = {"",          "yes",  "no",    "skip", "did",
                                                "stayed",    "back", "again", "fine", "blank",
                                                "different", "0",    "5",     "12.5", "x"};
  int said = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    SeededRandom random(seed);
    const GoalKind kind = random.Pick(kinds);
    const bool amounts = kind == kMeasure || (kind == kObserve && random.OneIn(2));
    SpokenDay day(kind, amounts ? "min" : "", Side::kUs);
    const bool limit = kind == kMeasure && random.OneIn(2);
    if (limit) day.SetTarget(Direction::kAtMost, 10'000'000);
    for (int step = 0; step < 30; ++step) {
      AnswerWords answer{.what = random.Pick(words), .whole = random.OneIn(3)};
      if (random.OneIn(3)) answer.note = "Canary";
      if (random.OneIn(5)) answer.reason = "Canary";
      if (!day.Say(answer).ok()) continue;
      ++said;
      const DayEntry& given = day.entry();
      const Mark mark = given.mark.value.mark;
      EXPECT_EQ(given.mark.value.reason, "");
      EXPECT_EQ(given.note.value, "");
      EXPECT_TRUE(mark == Mark::kNone || mark == Mark::kKept || mark == Mark::kAgain ||
                  mark == Mark::kDifferent || mark == Mark::kFine || (mark == Mark::kZero && limit))
          << static_cast<int>(mark);
      EXPECT_GE(given.amount_micros, 0);
      EXPECT_EQ(day.kept().amount_micros, 0);
      if (mark != Mark::kNone || given.amount_micros != 0) {
        EXPECT_EQ(day.kept().mark.value, DayMark());
      }
    }
  }
  EXPECT_GT(said, 2000);
}

}  // namespace
}  // namespace twofold

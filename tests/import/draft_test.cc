// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/draft.h"

#include <gtest/gtest.h>

#include "core/base/text.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

TEST(SourceId, IsTheKeyWhereThatFits) {
  EXPECT_EQ(SourceId("csv", "Read"), "csv:Read");
  const std::string fits(limits::kSourceLength - 4, 'x');
  EXPECT_EQ(SourceId("csv", fits), "csv:" + fits);
}

TEST(SourceId, IsShortAndTheSameEachTimeForOtherKeys) {
  const std::string longer(limits::kSourceLength - 3, 'x');
  for (const std::string& key : {longer, std::string("a\nb")}) {
    const std::string id = SourceId("csv", key);
    EXPECT_LE(id.size(), limits::kSourceLength);
    EXPECT_FALSE(HasControl(id));
    EXPECT_EQ(id, SourceId("csv", key));
    EXPECT_NE(id, SourceId("csv", key + "y"));
  }
}

TEST(FileDraft, NoTwoGoalsHaveOneSource) {
  FileDraft file("csv", Bounds());
  for (const char* key : {"a", "a#2", "a", "a", "a#2"}) ASSERT_THAT(file.AddGoal(key), IsOk());
  const auto finished = file.Finish(absl::CivilDay(2026, 11, 24));
  ASSERT_THAT(finished, IsOk());
  EXPECT_EQ(WhyNotTaken(*finished), "");
}

TEST(FileDraft, AsManyGoalsAsTheBoundAndNoMore) {
  Bounds bounds;
  bounds.goals = 2;
  FileDraft file("csv", bounds);
  EXPECT_THAT(file.AddGoal("a"), IsOk());
  EXPECT_THAT(file.AddGoal("b"), IsOk());
  EXPECT_THAT(file.AddGoal("c"), IsRefused("import_too_large"));
}

TEST(FileDraft, AsManyEntriesAsTheBoundAndNoMore) {
  Bounds bounds;
  bounds.entries = 2;
  FileDraft file("csv", bounds);
  GoalDraft* const goal = *file.AddGoal("a");
  EXPECT_THAT(file.AddDay(*goal, {.day = 1, .said = Said::kKept}), IsOk());
  EXPECT_THAT(file.AddDay(*goal, {.day = 2}), IsOk());  // holds nothing
  EXPECT_THAT(file.AddDay(*goal, {.day = 3, .said = Said::kKept}), IsOk());
  EXPECT_THAT(file.AddDay(*goal, {.day = 4, .said = Said::kKept}), IsRefused("import_too_large"));
}

TEST(FileDraft, WithoutAnyDayAGoalBeginsToday) {
  FileDraft file("csv", Bounds());
  ASSERT_THAT(file.AddGoal("a"), IsOk());
  const auto finished = file.Finish(absl::CivilDay(2026, 11, 24));
  ASSERT_THAT(finished, IsOk());
  EXPECT_EQ(finished->goals(0).goal().versions(0).from(), "2026-11-24");
}

TEST(FileDraft, AGoalBeginsWithItsFirstEntryEvenBeforeItsStart) {
  FileDraft file("csv", Bounds());
  GoalDraft* const goal = *file.AddGoal("a");
  goal->start_day = 20089;
  ASSERT_THAT(file.AddDay(*goal, {.day = 20088, .said = Said::kKept}), IsOk());
  EXPECT_EQ(file.Finish(absl::CivilDay(2026, 11, 24))->goals(0).goal().versions(0).from(),
            "2024-12-31");
}

TEST(FileDraft, ARepeatedDayGivesWhatTheFirstOneLacks) {
  FileDraft file("csv", Bounds());
  GoalDraft* const goal = *file.AddGoal("a");
  goal->title = "a";
  ASSERT_THAT(file.AddDay(*goal, {.day = 20089, .note = "one"}), IsOk());
  ASSERT_THAT(file.AddDay(*goal, {.day = 20089, .said = Said::kKept, .note = "one"}), IsOk());
  ASSERT_THAT(file.AddDay(*goal, {.day = 20089, .said = Said::kNotKept, .note = "two"}), IsOk());
  EXPECT_EQ(Shown(file.Finish(absl::CivilDay(2026, 11, 24))),
            "a [csv:a]\ncheck day from 2025-01-01\n2025-01-01 kept \"one\\ntwo\"\n"
            "! 2 repeated days were left out; the first one of each counts.\n");
}

}  // namespace
}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/entry.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/limits.h"

namespace twofold {
namespace {

const EntityId kGoal = EntityId::Prefix(std::string(16, 'g'));
const EntityId kOther = EntityId::Prefix(std::string(16, 'o'));

TEST(Takes, EachKindHasItsOwnMarks) {
  using M = Mark;
  const std::vector<M> all = {M::kNone,   M::kKept,        M::kNotKept, M::kSkipped,   M::kZero,
                              M::kStayed, M::kSteppedBack, M::kAgain,   M::kDifferent, M::kFine};
  const auto taken = [&](GoalKind kind) {
    std::vector<M> marks;
    for (const M mark : all) {
      if (Takes(kind, mark)) marks.push_back(mark);
    }
    return marks;
  };
  using Marks = std::vector<M>;
  EXPECT_EQ(taken(GoalKind::kCheck), (Marks{M::kNone, M::kKept, M::kNotKept, M::kSkipped}));
  EXPECT_EQ(taken(GoalKind::kMeasure), (Marks{M::kNone, M::kNotKept, M::kSkipped, M::kZero}));
  EXPECT_EQ(taken(GoalKind::kMilestone), (Marks{M::kNone, M::kKept, M::kNotKept, M::kSkipped}));
  EXPECT_EQ(taken(GoalKind::kObserve), (Marks{M::kNone, M::kKept, M::kZero}));
  EXPECT_EQ(taken(GoalKind::kExplore), (Marks{M::kNone, M::kKept}));
  EXPECT_EQ(taken(GoalKind::kEdge), (Marks{M::kNone, M::kKept, M::kStayed, M::kSteppedBack}));
  EXPECT_EQ(taken(GoalKind::kTime), (Marks{M::kNone, M::kKept, M::kNotKept, M::kSkipped, M::kAgain,
                                           M::kDifferent, M::kFine}));
  EXPECT_FALSE(Takes(GoalKind::kCheck, static_cast<Mark>(10)));
}

TEST(IsBlank, NothingStandsThere) {
  EXPECT_TRUE(IsBlank({}));
  DayEntry entry;
  entry.written.value.zone = "Europe/Berlin";
  EXPECT_TRUE(IsBlank(entry)) << "what was there was taken back";
  entry.mark.value.mark = Mark::kNotKept;
  EXPECT_FALSE(IsBlank(entry));
  entry = {};
  entry.amount_micros = -1;
  EXPECT_FALSE(IsBlank(entry));
  entry = {};
  entry.note.value = "x";
  EXPECT_FALSE(IsBlank(entry));
}

TEST(Covers, BothEndsAreIncluded) {
  const Rest rest{kGoal, 10, 12, false};
  EXPECT_FALSE(Covers(rest, kGoal, 9));
  EXPECT_TRUE(Covers(rest, kGoal, 10));
  EXPECT_TRUE(Covers(rest, kGoal, 12));
  EXPECT_FALSE(Covers(rest, kGoal, 13));
}

TEST(Covers, AGoalsOwnRestTouchesNoOther) {
  EXPECT_FALSE(Covers({kGoal, 10, 12, false}, kOther, 11));
  EXPECT_TRUE(Covers({{}, 10, 12, false}, kOther, 11)) << "a rest of everything";
}

TEST(Covers, ARestWithoutAnEndGoesOn) {
  EXPECT_TRUE(Covers({kGoal, 10, std::nullopt, false}, kGoal, 1'000'000));
  EXPECT_FALSE(Covers({kGoal, 10, std::nullopt, false}, kGoal, 9));
}

TEST(Covers, OneTakenBackCoversNothing) { EXPECT_FALSE(Covers({{}, 10, 12, true}, kGoal, 11)); }

TEST(MarkWord, IsThereAndBack) {
  for (int number = 0; number <= static_cast<int>(Mark::kFine); ++number) {
    const Mark mark = static_cast<Mark>(number);
    EXPECT_EQ(MarkFromWord(MarkWord(mark)), mark) << number;
  }
  EXPECT_EQ(MarkWord(Mark::kNone), "");
  EXPECT_EQ(MarkWord(Mark::kSteppedBack), "stepped_back");
  EXPECT_EQ(MarkFromWord("Kept"), std::nullopt);
}

TEST(WrittenAt, IsAZoneOfPrintableTextAndAnOffsetThatClocksHave) {
  EXPECT_TRUE(IsValid(WrittenAt()));
  EXPECT_TRUE(IsValid(WrittenAt{std::string(limits::kZoneLength, 'z'), 26 * 3600}));
  EXPECT_TRUE(IsValid(WrittenAt{"Asia/Tokyo", -26 * 3600}));
  EXPECT_FALSE(IsValid(WrittenAt{std::string(limits::kZoneLength + 1, 'z'), 0}));
  EXPECT_FALSE(IsValid(WrittenAt{"Asia\nTokyo", 0}));
  EXPECT_FALSE(IsValid(WrittenAt{"\xff", 0}));
  EXPECT_FALSE(IsValid(WrittenAt{"", 26 * 3600 + 1}));
  EXPECT_FALSE(IsValid(WrittenAt{"", -26 * 3600 - 1}));
}

TEST(IsOver, ARestIsOverAfterItsLastDay) {
  EXPECT_FALSE(IsOver({kGoal, 10, 12, false}, 12));
  EXPECT_TRUE(IsOver({kGoal, 10, 12, false}, 13));
  EXPECT_FALSE(IsOver({kGoal, 10, std::nullopt, false}, 1'000'000));
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "daemon/courier/repairs.h"

namespace twofold {
namespace {

class RepairsTest : public testing::Test {
 protected:
  // Answers the word if it is due, and says whether it was.
  bool Answer(const Have& have, absl::Duration now) {
    const bool due = repairs.IsDue(slot, have, now);
    if (due) repairs.Note(slot, have, now);
    return due;
  }

  const SlotId slot = SlotId::Prefix(std::string(16, 's'));
  const ChainId chain = ChainId::Prefix(std::string(16, 'c'));
  const Have three = {{chain, {3, 0}}};
  const Have four = {{chain, {4, 0}}};
  Repairs repairs;
};

TEST_F(RepairsTest, ANewWordIsAnsweredAtOnceAndTheSameOneNot) {
  EXPECT_TRUE(Answer(three, absl::Seconds(1)));
  EXPECT_FALSE(Answer(three, absl::Seconds(2)));
  EXPECT_TRUE(Answer(four, absl::Seconds(3)));
}

// A disk that was put back twice to the same copy says twice the same.
TEST_F(RepairsTest, TheSameWordIsAnsweredAgainLaterAndLater) {
  absl::Duration now, before = absl::ZeroDuration();
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(Answer(three, now));
    absl::Duration wait;
    do {
      wait += absl::Minutes(1);
    } while (!repairs.IsDue(slot, three, now + wait));
    EXPECT_GE(wait, before);
    before = wait;
    now += wait;
  }
  EXPECT_EQ(before, absl::Hours(24));
}

TEST_F(RepairsTest, EverySlotIsAnsweredForItself) {
  EXPECT_TRUE(Answer(three, absl::Seconds(1)));
  EXPECT_TRUE(repairs.IsDue(SlotId::Prefix(std::string(16, 't')), three, absl::Seconds(2)));
}

}  // namespace
}  // namespace twofold

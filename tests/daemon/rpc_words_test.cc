// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What waits for an update, in one sentence.
#include <gtest/gtest.h>

#include "daemon/rpc/words.h"

namespace twofold {
namespace {

TEST(UpdateSentence, OfNothingThereIsNone) {
  EXPECT_EQ(Sentence({}, "Sam"), "");
  EXPECT_EQ(Sentence({.any = true}, "Sam"), "") << "what keeps nothing from being changed";
}

TEST(UpdateSentence, SaysWhatCanOnlyBeRead) {
  EXPECT_EQ(Sentence({.any = true, .read_only = {"read"}}, "Sam"),
            "Until twofold is updated on this computer, read can only be read here.");
  EXPECT_EQ(Sentence({.any = true, .me = true}, ""),
            "Until twofold is updated on this computer, your goals can only be read here.");
  EXPECT_EQ(Sentence({.any = true, .me = true, .us = true}, "Sam"),
            "Until twofold is updated on this computer, your goals and what you share with Sam can "
            "only be read here.");
}

TEST(UpdateSentence, SaysWhatCountsAsNotShared) {
  EXPECT_EQ(Sentence({.any = true, .not_shared = {"walk"}}, "Sam"),
            "Until twofold is updated on this computer, walk counts as not shared.");
  EXPECT_EQ(Sentence({.any = true, .read_only = {"tea"}, .not_shared = {"p2", "walk"}}, "Sam"),
            "Until twofold is updated on this computer, tea can only be read here, and p2 and walk "
            "count as not shared.");
}

TEST(UpdateSentence, NamesFourAndThenThreeAndTheNumberOfTheOthers) {
  Unread unread{.any = true, .read_only = {"a", "b", "c", "d"}};
  EXPECT_EQ(Sentence(unread, ""),
            "Until twofold is updated on this computer, a, b, c and d can only be read here.");
  unread.read_only.push_back("e");
  EXPECT_EQ(Sentence(unread, ""),
            "Until twofold is updated on this computer, a, b, c and 2 more can only be read here.");
}

}  // namespace
}  // namespace twofold

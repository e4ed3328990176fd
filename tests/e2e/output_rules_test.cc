// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The rules must be able to say no.
#include "tests/e2e/output_rules.h"

#include "gtest/gtest.h"

namespace twofold::e2e {
namespace {

TEST(OutputRules, EightyColumnsAreFineAndEightyOneAreNot) {
  // The mark is one column and three bytes.
  const std::string line = "● " + std::string(38, 'a') + " " + std::string(38, 'b') + " ";
  EXPECT_EQ(BrokenRule({"today"}, {0, line + "\n", ""}), "");
  EXPECT_NE(BrokenRule({"today"}, {0, line + "c\n", ""}), "");
  EXPECT_EQ(BrokenRule({"today", "--plain"}, {0, line + "cc\n", ""}), "");
}

TEST(OutputRules, WordsOfBlameAndOfTheLibrariesAreRefusedAnywhere) {
  EXPECT_NE(BrokenRule({"today"}, {0, "2 days missed.\n", ""}), "");
  EXPECT_NE(BrokenRule({"today", "--json"}, {0, "{\"state\":\"missed\"}\n", ""}), "");
  EXPECT_NE(BrokenRule({"sync"}, {1, "", "twofold: gRPC says no.\n"}), "");
  EXPECT_EQ(BrokenRule({"today"}, {0, "Permission dismissed the chocolate.\n", ""}), "");
  EXPECT_EQ(BrokenRule({"import"}, {0, "Loop's own score on 25 Jan 2015: 0.2557\n", ""}), "");
  EXPECT_NE(BrokenRule({"import"}, {0, "Your score on 25 Jan 2015: 0.2557\n", ""}), "");
}

TEST(OutputRules, AnErrorHasItsFormAndItsExitCode) {
  EXPECT_EQ(BrokenRule({"log"}, {3, "", "twofold: there is no goal called \"x\".\n"}), "");
  EXPECT_NE(BrokenRule({"log"}, {0, "", "twofold: there is no goal called \"x\".\n"}), "");
  EXPECT_NE(BrokenRule({"log"}, {3, "", "error: no goal.\n"}), "");
  EXPECT_NE(BrokenRule({"log"}, {3, "", ""}), "");
}

TEST(OutputRules, AnEscapeByteInAPipeIsRefused) {
  EXPECT_NE(BrokenRule({"today"}, {0, "\x1b[31mred\n", ""}), "");
}

}  // namespace
}  // namespace twofold::e2e

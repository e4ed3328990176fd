// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/arguments.h"

#include <gtest/gtest.h>

#include "client/commands/dispatch.h"
#include "client/commands/option_table.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

using Words = std::vector<std::string>;

absl::StatusOr<Arguments> Parse(const Words& words) {
  return ParseArguments(OptionsOf("on every join wait"), words);
}

TEST(Arguments, MayStandBeforeAndAfterOptions) {
  for (const Words& words : {Words{"--on", "tue", "read", "5"}, Words{"read", "--on=tue", "5"},
                             Words{"read", "5", "--on", "tue"}}) {
    const auto arguments = Parse(words);
    ASSERT_TRUE(arguments.ok()) << arguments.status();
    EXPECT_EQ(arguments->words(), (Words{"read", "5"}));
    EXPECT_EQ(arguments->Value("on"), "tue");
  }
}

TEST(Arguments, AreNoOptionsBehindTwoDashes) {
  const auto arguments = Parse({"-q", "--", "--on", "-x"});
  ASSERT_TRUE(arguments.ok()) << arguments.status();
  EXPECT_EQ(arguments->words(), (Words{"--on", "-x"}));
  EXPECT_TRUE(arguments->Has("quiet"));
  EXPECT_FALSE(arguments->Has("on"));
}

TEST(Arguments, TakeTheLastValueAndTheShortForms) {
  const auto arguments = Parse({"--on", "mon", "-y", "--on", "tue", "-q"});
  ASSERT_TRUE(arguments.ok()) << arguments.status();
  EXPECT_EQ(arguments->Value("on"), "tue");
  EXPECT_TRUE(arguments->Has("yes"));
  EXPECT_TRUE(arguments->Has("quiet"));
  EXPECT_FALSE(arguments->Has("json"));
}

TEST(Arguments, TakeAValueThatMayBeAbsent) {
  EXPECT_EQ(Parse({"--join"})->Value("join"), "");
  EXPECT_TRUE(Parse({"--join"})->Has("join"));
  EXPECT_EQ(Parse({"--join", "-"})->Value("join"), "-");
  EXPECT_EQ(Parse({"--join", "--yes"})->Value("join"), "");
}

TEST(Arguments, RefuseInOurWords) {
  const absl::Status unknown = Parse({"--onn", "x"}).status();
  EXPECT_EQ(unknown.message(), "there is no option \"--onn\" here.");
  EXPECT_EQ(RefusalHints(unknown).at(0).text, "--on");
  EXPECT_EQ(Parse({"-x"}).status().message(), "there is no option \"-x\" here.");
  EXPECT_EQ(Parse({"--on"}).status().message(), "\"--on\" wants a value: --on DAY.");
  EXPECT_EQ(Parse({"--on", "--json"}).status().message(), "\"--on\" wants a value: --on DAY.");
  EXPECT_EQ(RefusalReason(Parse({"--json=maybe"}).status()), "option_takes_no_value");
}

TEST(Dispatch, FindsTheCommandAmongOptions) {
  for (const Words& words : {Words{"--json", "goal", "--color", "never", "add", "x"},
                             Words{"goal", "add", "--json", "--color", "never", "x"}}) {
    const auto named = NameCommand(words);
    ASSERT_TRUE(named.ok());
    ASSERT_NE(named->command, nullptr);
    EXPECT_EQ(named->command->name, "goal add");
    EXPECT_EQ(named->rest, (Words{"--json", "--color", "never", "x"}));
  }
  EXPECT_EQ(NameCommand({"--version"})->command, nullptr);
  EXPECT_EQ(NameCommand({"goal"})->noun, "goal");
}

TEST(Dispatch, SuggestsAtMostTwoAndRunsNothing) {
  const absl::Status status = NameCommand({"lgo"}).status();
  EXPECT_EQ(status.message(), "there is no command \"lgo\".");
  EXPECT_EQ(RefusalHints(status).at(0), (RefusalHint{"Did you mean", "log"}));
  EXPECT_FALSE(NameCommand({"lo"}).ok());  // no abbreviations
  EXPECT_FALSE(NameCommand({"goal", "lst"}).ok());
  EXPECT_EQ(RefusalHints(NameCommand({"xyzzy"}).status()).size(), 1u);
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/config/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/refusals.h"

namespace twofold {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Config, SaysNothingAndGetsTheDefaults) {
  for (const char* text : {"", "\n", "# nothing\n", "[day]\n[sync]\n"}) {
    const auto config = ParseConfig(text);
    ASSERT_THAT(config, IsOk()) << text;
    EXPECT_EQ(config->day_ends_at_minute, 240);
    EXPECT_EQ(config->relay, "");
    EXPECT_FALSE(config->sync_paused);
    EXPECT_FALSE(config->quiet_delivery);
  }
}

TEST(Config, TakesEverySetting) {
  const auto config = ParseConfig(
      "[day]\nends_at = \"05:30\"\n[sync]\nrelay = \"r.example.org:443\"\n"
      "relay_ca = \"/ca.pem\"\npaused = true\ndelivery = \"quiet\"\n");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->day_ends_at_minute, 330);
  EXPECT_EQ(config->relay, "r.example.org:443");
  EXPECT_EQ(config->relay_ca, "/ca.pem");
  EXPECT_TRUE(config->sync_paused);
  EXPECT_TRUE(config->quiet_delivery);
  EXPECT_FALSE(ParseConfig("[sync]\ndelivery = \"at once\"")->quiet_delivery);
}

TEST(Config, ADayEndsBeforeNoon) {
  EXPECT_EQ(ParseConfig("[day]\nends_at = \"00:00\"")->day_ends_at_minute, 0);
  EXPECT_EQ(ParseConfig("[day]\nends_at = \"11:59\"")->day_ends_at_minute, 719);
  for (const char* bad : {"\"12:00\"", "\"24:00\"", "\"4\"", "04:00:00", "4", "true", "\"\""}) {
    EXPECT_THAT(ParseConfig(std::string("[day]\nends_at = ") + bad), IsRefused("bad_config"))
        << bad;
  }
}

TEST(Config, NamesTheLineAndTheNearestSetting) {
  const absl::Status status = ParseConfig("[sync]\n\npasued = true\n").status();
  EXPECT_THAT(status, IsRefused("bad_config"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("line 3"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("sync.paused"));
}

TEST(Config, RefusesWhatIsOfTheWrongShape) {
  for (const char* bad :
       {"[sync]\nrelay = 7", "[sync]\npaused = \"yes\"", "[sync]\npaused = 1",
        "[sync]\ndelivery = \"slow\"", "[sync]\ndelivery = true", "[sync]\ndelivery = \"\"",
        "sync = 3", "[[sync]]\npaused = true", "[other]\n", "relay = \"a:1\"", "[sync\n",
        "[sync]\nrelay = \"a\"\nrelay = \"b\"", "\xff\xfe", "a.b.c=1", "[sync.relay]\nx = 1"}) {
    EXPECT_THAT(ParseConfig(bad), IsRefused("bad_config")) << bad;
  }
}

TEST(Config, SurvivesDeepNestingAndHugeText) {
  EXPECT_FALSE(ParseConfig("a = " + std::string(50'000, '[')).ok());
  EXPECT_FALSE(ParseConfig(std::string(64 * 1024, 'a')).ok());
}

TEST(Config, SaysNothingOfAValueAndNoControlCharacters) {
  const absl::Status status =
      ParseConfig("[sync]\n\"\\u001b[2Jx\" = 1\nrelay = \"secret.example.org:1\"\n").status();
  EXPECT_THAT(status, IsRefused("bad_config"));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(std::string(ParseConfig("[sync]\nrelay = secret").status().message()),
              Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A config file that says something wrong: where, and what would be right.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

struct Wrong {
  std::string name;
  std::string text;
  std::string sentence;
};

class WrongConfig : public Scene, public ::testing::WithParamInterface<Wrong> {};

TEST_P(WrongConfig, IsRefusedWithLineAndColumnAndNothingIsTouched) {
  SetUpAlone(noa, "Noa");
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  const std::string before = Standing(noa);
  ASSERT_TRUE(noa.StopDaemon());
  const std::string config = noa.folder() + "/config/twofold/config.toml";
  WriteFile(config, GetParam().text);
  Refuses(noa, {"log", "read"},
          {5, absl::StrCat("twofold: config.toml ", GetParam().sentence), "Nothing was logged."});
  EXPECT_FALSE(noa.RunningDaemon().has_value());
  WriteFile(config, "[day]\nends_at = \"04:00\"\n");
  EXPECT_EQ(Standing(noa), before);
}

INSTANTIATE_TEST_SUITE_P(
    Each, WrongConfig,
    ::testing::Values(
        Wrong{"NoToml", "[day]\nends_at =\n",
              "line 2, column 10: this is not TOML. Try key = \"value\"."},
        Wrong{"AnUnknownSection", "[syn]\nrelay = \"a:1\"\n",
              "line 1, column 2: there is no setting \"syn\"."},
        Wrong{"AnUnknownKey", "[sync]\nrely = \"a:1\"\n",
              "line 2, column 1: there is no setting \"rely\". Did you mean sync.relay?"},
        Wrong{"ANumberForText", "[sync]\nrelay = 5\n",
              "line 2, column 9: this wants text in quotes, like \"host:443\"."},
        Wrong{"ATimeWithoutQuotes", "[day]\nends_at = 07:00:00\n",
              "line 2, column 11: a time needs quotes, like \"04:00\"."},
        Wrong{"ATimeTooLate", "[day]\nends_at = \"12:00\"\n",
              "line 2, column 11: a day ends between \"00:00\" and \"11:59\", like \"04:00\"."},
        Wrong{"TextForAFlag", "[sync]\npaused = \"no\"\n",
              "line 2, column 10: this is either true or false, without quotes."},
        Wrong{"AnUnknownDelivery", "[sync]\ndelivery = \"slow\"\n",
              "line 2, column 12: this wants \"at once\" or \"quiet\", in quotes."},
        Wrong{"ASectionAsAValue", "sync = 3\n",
              "line 1, column 8: \"sync\" is a section: write [sync] on a line of its own."}),
    [](const ::testing::TestParamInfo<Wrong>& wrong) { return wrong.param.name; });

class Config : public Scene {};

TEST_F(Config, AnAuthorityFileThatIsNotThereIsNamed) {
  WriteFile(noa.folder() + "/config/twofold/config.toml", "[sync]\nrelay_ca = \"/nowhere.pem\"\n");
  Refuses(
      noa, {"today"},
      {5, "twofold: config.toml names /nowhere.pem as sync.relay_ca, and there is no such file.",
       ""});
}

TEST_F(Config, PausedSyncSendsNothingUntilItIsSwitchedOnAgain) {
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  ASSERT_TRUE(noa.StopDaemon());
  const std::string config = noa.folder() + "/config/twofold/config.toml";
  WriteFile(config, "[sync]\npaused = true\n");
  Do(noa, {"log", run, "5km"});
  Refuses(noa, {"sync"}, {4, "twofold: syncing is paused by your config.toml.", ""});
  Do(sam, {"sync"});
  EXPECT_EQ(Amount(sam, run), "0");
  ASSERT_TRUE(noa.StopDaemon());
  WriteFile(config, "");
  Do(noa, {"status"});
  Await("5 km at Sam's", [&] { return Amount(sam, run) == "5"; });
}

TEST_F(Config, AQuietDeliveryWaitsOnPurposeSaysSoAndSendsWhenAsked) {
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  Do(noa, {"sync"});
  ASSERT_TRUE(noa.StopDaemon());
  WriteFile(noa.folder() + "/config/twofold/config.toml", "[sync]\ndelivery = \"quiet\"\n");
  Do(noa, {"log", run, "5km"});
  Await("a plan", [&] { return !noa.Json({"status"}).value("delivers_at", "").empty(); });
  EXPECT_TRUE(absl::StrContains(Do(noa, {"status"}), "1 thing waits on purpose until about "));
  Do(sam, {"log", run, "2km"});
  Do(sam, {"sync"});
  Await("2 km at Noa's", [&] { return Amount(noa, run) == "7"; });
  EXPECT_EQ(Amount(sam, run), "2");
  // A restart changes neither the plan nor that it waits.
  const std::string plan = noa.Json({"status"}).value("delivers_at", "");
  ASSERT_TRUE(noa.StopDaemon());
  Await("the same plan", [&] { return noa.Json({"status"}).value("delivers_at", "") == plan; });
  Do(sam, {"sync"});
  EXPECT_EQ(Amount(sam, run), "2");
  Do(noa, {"sync"});
  Do(sam, {"sync"});
  EXPECT_EQ(Amount(sam, run), "7");
  EXPECT_EQ(noa.Json({"status"}).value("delivers_at", ""), "");
}

}  // namespace
}  // namespace twofold::e2e

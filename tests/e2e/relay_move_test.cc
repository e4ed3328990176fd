// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A couple moves to another relay, one after the other; nothing is lost on the way, whether the old
// one is still there, is gone, or is moved back to.
#include <signal.h>

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

class RelayMove : public RunningTogether {
 protected:
  void SetUp() override {
    RunningTogether::SetUp();
    ASSERT_TRUE(household.other_relay().Start());
  }

  const std::string& other() { return household.other_relay().address(); }
  std::string Move(Account& account, const std::string& to) {
    return Do(account, {"relay", "move", to, "--yes"});
  }
};

TEST_F(RelayMove, TellsWhoStaysAndHowToBringThemAlong) {
  EXPECT_EQ(Do(noa, {"relay", "move", other(), "--yes"}),
            absl::StrCat("Moved to ", other(), ".\n", "Sam stays at ", household.relay(),
                         " until the same is said there. What is written\n"
                         "meanwhile waits on either side, and nothing is lost.\n",
                         "  There   twofold relay move ", other(), "\n"));
  EXPECT_EQ(Move(noa, other()),
            absl::StrCat("It is ", other(), " already; nothing was changed.\n"));
  Await("it answers",
        [&] { return absl::StrContains(Do(noa, {"status"}), absl::StrCat(other(), " answers")); });
}

TEST_F(RelayMove, EachAtTheirTimeAndNothingIsLostWhileTheyAreApart) {
  Log(noa, "5");
  AwaitSum("5");
  Move(noa, other());
  Log(noa, "1");
  Log(sam, "20");
  Await("Noa's is at the new one",
        [&] { return noa.Json({"status"}).value("waiting_to_send", 1) == 0; });
  Await("Sam's is at the old one",
        [&] { return sam.Json({"status"}).value("waiting_to_send", 1) == 0; });
  EXPECT_EQ(Amount(noa, run_), "6");
  EXPECT_EQ(Amount(sam, run_), "25");
  Move(sam, other());
  AwaitSum("26");
}

TEST_F(RelayMove, FromARelayThatIsGoneForEver) {
  ASSERT_TRUE(household.EndRelay(SIGKILL));
  Log(noa, "5");
  Log(sam, "2");
  Move(sam, other());
  Move(noa, other());
  AwaitSum("7");
}

TEST_F(RelayMove, BackToOneThatIsStaleFromOneThatWasWiped) {
  Log(noa, "5");
  AwaitSum("5");
  Move(noa, other());
  Move(sam, other());
  Log(sam, "2");
  AwaitSum("7");
  ASSERT_TRUE(household.other_relay().End(SIGKILL));
  std::filesystem::remove_all(household.other_relay().folder());
  ASSERT_TRUE(household.other_relay().Start());
  Log(noa, "1");
  AwaitSum("8");
  Move(noa, household.relay());
  Log(noa, "10");
  Log(sam, "20");
  Move(sam, household.relay());
  AwaitSum("38");
}

TEST_F(RelayMove, OwnComputersAreToldOfTooAndFollowOneByOne) {
  ASSERT_EQ(household.Link(noa, kim, "laptop"), "");
  Await("the laptop has it",
        [&] { return Amount(kim, run_).empty() == Amount(noa, run_).empty(); });
  EXPECT_TRUE(absl::StrContains(Move(noa, other()), "Sam and your other computers stay at "));
  Do(kim, {"goal", "add", "Swim", "--every", "day"});
  Log(noa, "3");
  Move(kim, other());
  Await("both of Noa's have both", [&] {
    return Amount(kim, run_) == "3" &&
           absl::StrContains(Do(noa, {"goal", "list", "--plain"}), "swim");
  });
}

TEST_F(RelayMove, WhatIsNoPlaceForARelayIsRefused) {
  Refuses(noa, {"relay", "move", "nowhere", "--yes"},
          {2, "twofold: \"nowhere\" is not where a relay can be. Try relay.example.org:443.",
           "Nothing was contacted."});
  Refuses(noa, {"relay", "move", other(), "--no-input"},
          {2, "twofold: \"relay move\" contacts a relay and wants a yes.", "Nothing was changed."});
  EXPECT_EQ(noa.Json({"status"}).value("relay", ""), household.relay());
}

TEST_F(Scene, WhoSyncsWithNobodyHasNoRelayToMove) {
  SetUpAlone(noa, "Noa");
  Refuses(noa, {"relay", "move", "relay.example.org:443", "--yes"},
          {4, "twofold: no relay is used yet: there is no shared space and no other computer.",
           "Nothing was contacted."});
}

TEST_F(RelayMove, WhereTheConfigNamesItItIsChangedThere) {
  ASSERT_TRUE(noa.StopDaemon());
  WriteFile(noa.folder() + "/config/twofold/config.toml",
            absl::StrCat("[sync]\nrelay = \"", household.relay(), "\"\n"));
  Refuses(noa, {"relay", "move", other(), "--yes"},
          {4, absl::StrCat("twofold: your config.toml names the relay, ", household.relay(), "."),
           "Nothing was changed."});
  ASSERT_TRUE(noa.StopDaemon());
  WriteFile(noa.folder() + "/config/twofold/config.toml",
            absl::StrCat("[sync]\nrelay = \"", other(), "\"\n"));
  Move(sam, other());
  Log(noa, "5");
  AwaitSum("5");
}

}  // namespace
}  // namespace twofold::e2e

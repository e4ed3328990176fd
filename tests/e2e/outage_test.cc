// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Relay and network come and go; both lives go on, and both sides come together by themselves.
#include <signal.h>

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

namespace fs = std::filesystem;

class Outage : public RunningTogether {};

TEST_F(Outage, WhatOneLogsAppearsAtTheOtherWithoutAsking) {
  Log(noa, "5");
  AwaitSum("5");
  Log(sam, "2");
  AwaitSum("7");
}

TEST_F(Outage, EverythingWorksWithoutARelayAndComesTogetherWhenItIsBack) {
  ASSERT_TRUE(household.EndRelay(SIGTERM));
  for (int i = 0; i < 5; ++i) {
    Log(noa, "1");
    Log(sam, "10");
  }
  Do(noa, {"undo"});
  Do(noa, {"propose", "Dance", "--every", "day", "--yes"});
  EXPECT_EQ(Amount(noa, run_), "4");
  EXPECT_EQ(Amount(sam, run_), "50");
  EXPECT_TRUE(absl::StrContains(Do(noa, {"status"}), "they go by themselves."));
  ASSERT_TRUE(household.StartRelay());
  AwaitSum("54");
  Await("the proposal at Sam's", [&] { return Proposal(sam, "p2").is_object(); });
  Await("nothing left to send",
        [&] { return noa.Json({"status"}).value("waiting_to_send", 1) == 0; });
}

TEST_F(Outage, SyncTellsThatTheRelayIsAwayAndThatWhatWaitsIsSafe) {
  ASSERT_TRUE(household.EndRelay(SIGKILL));
  Log(noa, "1");
  Log(noa, "2");
  Refuses(noa, {"sync"},
          {6, absl::StrCat("twofold: ", household.relay(), " does not answer."),
           "2 things wait here, safe."});
}

TEST_F(Outage, ARelayKilledAndRestartedLosesAndDoublesNothing) {
  Log(noa, "5");
  ASSERT_TRUE(household.EndRelay(SIGKILL));
  Log(sam, "2");
  ASSERT_TRUE(household.StartRelay());
  AwaitSum("7");
  Log(noa, "1");
  AwaitSum("8");
}

TEST_F(Outage, ARelayKilledInTheMiddleOfManyLogsLosesAndDoublesNothing) {
  for (int i = 0; i < 10; ++i) {
    Log(noa, "1");
    Log(sam, "1");
    if (i % 4 == 1) {
      ASSERT_TRUE(household.EndRelay(SIGKILL));
    }
    if (i % 4 == 2) {
      ASSERT_TRUE(household.StartRelay());
    }
  }
  ASSERT_TRUE(household.EndRelay(SIGKILL));
  ASSERT_TRUE(household.StartRelay());
  AwaitSum("20");
}

TEST_F(Outage, ARelayThatLostAllItsDataIsFilledAgainFromBothSides) {
  Log(noa, "5");
  AwaitSum("5");
  ASSERT_TRUE(household.EndRelay(SIGTERM));
  fs::remove_all(household.relay_folder());
  Log(noa, "1");
  Log(sam, "2");
  ASSERT_TRUE(household.StartRelay());
  AwaitSum("8");
  Log(sam, "10");
  AwaitSum("18");
}

TEST_F(Outage, ARelayPutBackToAnOlderCopyComesTogetherAgain) {
  Log(noa, "5");
  AwaitSum("5");
  ASSERT_TRUE(household.EndRelay(SIGTERM));
  const std::string copy = household.folder() + "/relay-copy";
  fs::copy(household.relay_folder(), copy, fs::copy_options::recursive);
  ASSERT_TRUE(household.StartRelay());
  Log(noa, "1");
  Log(sam, "2");
  AwaitSum("8");
  ASSERT_TRUE(household.EndRelay(SIGTERM));
  fs::remove_all(household.relay_folder());
  fs::rename(copy, household.relay_folder());
  Log(sam, "10");
  ASSERT_TRUE(household.StartRelay());
  AwaitSum("18");
  Log(noa, "100");
  AwaitSum("118");
}

TEST_F(Outage, ADaemonThatSleptThroughItAllCatchesUpWhenItIsStarted) {
  ASSERT_TRUE(sam.StopDaemon());
  Log(noa, "1");
  Log(noa, "2");
  AwaitSum("3");
}

TEST_F(Outage, BothDaemonsAndTheRelayKilledAtOnceStillAgreeAfterwards) {
  Log(noa, "1");
  Log(sam, "2");
  ASSERT_TRUE(household.EndRelay(SIGKILL));
  ASSERT_TRUE(noa.KillDaemon());
  ASSERT_TRUE(sam.KillDaemon());
  ASSERT_TRUE(household.StartRelay());
  AwaitSum("3");
}

}  // namespace
}  // namespace twofold::e2e

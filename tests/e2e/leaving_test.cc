// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Leaving needs nobody, tells nobody, and takes nothing from the other.
#include <signal.h>

#include "absl/strings/match.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

class Leaving : public Scene {
 protected:
  void SetUp() override {
    SetUpTogether();
    Do(noa, {"goal", "add", "Read", "--every", "day"});
    run_ = Agree({"Run", "--every", "day", "--unit", "km"});
    Do(noa, {"log", run_, "5km"});
    Do(sam, {"log", run_, "2km"});
    AwaitSameShared();
  }
  std::string run_;
};

TEST_F(Leaving, KeepsAReadOnlyCopyAndTheISide) {
  EXPECT_EQ(Do(noa, {"leave", "--yes"}),
            "Left. The keys of the shared space are gone. Your I side is untouched.\n");
  EXPECT_TRUE(absl::StrContains(Do(noa, {"goal", "list", "--all"}), "ended"));
  RefusesWithoutTrace(noa, {"log", run_, "1km"},
                      {4, "twofold: \"run\" is ended.", "Nothing was logged."});
  Do(noa, {"log", "read"});
  EXPECT_EQ(Item(noa, "read").value("state", ""), "done");
}

TEST_F(Leaving, ForgettingRemovesTheCopyToo) {
  Do(noa, {"leave", "--yes", "--forget"});
  EXPECT_EQ(noa.Json({"goal", "list", "--all"})["goals"].size(), 1U);
  RefusesWithoutTrace(noa, {"log", run_, "1km"},
                      {3, "twofold: there is no goal called \"run\".", "Nothing was logged."});
}

TEST_F(Leaving, LooksToTheOtherLikeAQuietWeek) {
  const std::string before = Standing(sam);
  Do(noa, {"leave", "--yes"});
  Do(sam, {"sync"});
  EXPECT_EQ(Standing(sam), before);
  Do(sam, {"log", run_, "1km"});
  EXPECT_EQ(Amount(sam, run_), "8");
  EXPECT_TRUE(absl::StrContains(Do(sam, {"status"}), "with Noa since"));
}

TEST_F(Leaving, WorksWithoutTheRelay) {
  ASSERT_TRUE(household.EndRelay(SIGKILL));
  Do(noa, {"leave", "--yes"});
  EXPECT_FALSE(noa.Json({"status"}).value("paired", true));
}

TEST_F(Leaving, IsThereAfterARestartToo) {
  Do(noa, {"leave", "--yes"});
  const std::string before = Standing(noa);
  ASSERT_TRUE(noa.KillDaemon());
  EXPECT_EQ(Standing(noa), before);
}

TEST_F(Leaving, PairingAgainMakesANewSpaceInWhichNothingIsSharedYet) {
  Do(noa, {"leave", "--yes"});
  Do(sam, {"leave", "--yes"});
  ASSERT_EQ(household.Pair(), "");
  EXPECT_EQ(noa.Json({"shared"})["given"].size(), 0U);
  EXPECT_EQ(sam.Json({"shared"})["given"].size(), 0U);
  const std::string again = Agree({"Run", "--every", "day", "--unit", "km"});
  EXPECT_NE(again, run_) << "a handle is never reused";
  Do(sam, {"log", again, "1km"});
  Await("1 km at Noa's", [&] { return Amount(noa, again) == "1"; });
}

}  // namespace
}  // namespace twofold::e2e

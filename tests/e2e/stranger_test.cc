// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What answers where the relay was expected is something else, or says nothing.
#include <signal.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"
#include "tests/e2e/tcp_stranger.h"

namespace twofold::e2e {
namespace {

class Strangers : public Scene, public ::testing::WithParamInterface<Manner> {};

TEST_P(Strangers, InPlaceOfTheRelayAreToldOfAndLocalLifeGoesOn) {
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  const std::string address = household.relay();
  const int port = std::atoi(address.substr(address.rfind(':') + 1).c_str());
  ASSERT_TRUE(household.EndRelay(SIGTERM));
  {
    const TcpStranger stranger(GetParam(), port);
    ASSERT_EQ(stranger.address(), address);
    Do(noa, {"log", run, "5km"});
    const auto begin = std::chrono::steady_clock::now();
    const Ended ended = noa.Run({"sync"});
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(13));
    EXPECT_EQ(ended.exit_code, 6) << ended.err;
    const std::string first = FirstLine(ended.err);
    EXPECT_TRUE(first == absl::StrCat("twofold: ", address, " does not answer.") ||
                first == absl::StrCat("twofold: ", address,
                                      " answers, but not as a relay of twofold does.") ||
                first == "twofold: the relay has not answered in time.")
        << first;
    EXPECT_EQ(LastLine(ended.err), "1 thing waits here, safe.");
    Do(noa, {"log", run, "1km"});
    EXPECT_EQ(Amount(noa, run), "6");
  }
  ASSERT_TRUE(household.StartRelay());
  Await(
      "6 km at Sam's", [&] { return Amount(sam, run) == "6"; }, std::chrono::seconds(30));
}

TEST_P(Strangers, AreNoRelayToPairAt) {
  SetUpAlone(noa, "Noa");
  const TcpStranger stranger(GetParam(), 0);
  const std::string before = Standing(noa);
  const Ended ended = noa.Run({"pair", "--yes", "--no-input", "--relay", stranger.address()});
  EXPECT_EQ(ended.exit_code, 6) << ended.err;
  EXPECT_EQ(LastLine(ended.err), "Nothing was shared.");
  EXPECT_EQ(Standing(noa), before);
  EXPECT_EQ(noa.Json({"pair", "--status"}).value("step", ""), "none");
}

INSTANTIATE_TEST_SUITE_P(Each, Strangers, ::testing::Values(Manner::kGarbage, Manner::kSilence),
                         [](const ::testing::TestParamInfo<Manner>& manner) {
                           return manner.param == Manner::kGarbage ? "Garbage" : "Silence";
                         });

}  // namespace
}  // namespace twofold::e2e

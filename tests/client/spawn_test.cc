// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The real program when no daemon runs yet.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "tests/client/run_twofold.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

class Spawn : public ::testing::Test {
 protected:
  Spawn() {
    variables_ = {{"TWOFOLD_SOCKET", folder_.socket()},
                  {"TWOFOLD_DAEMON", FAKE_DAEMON_PROGRAM},
                  {"LANG", "C.UTF-8"},
                  {"USER", "noa"}};
  }
  ~Spawn() override {
    if (pid_ > 1) kill(pid_, SIGTERM);
  }
  // Asks the daemon for its own number.
  void FindDaemon() {
    for (absl::string_view line :
         absl::StrSplit(RunTwofold({"status", "--plain"}, variables_).out, '\n')) {
      if (absl::StartsWith(line, "pid\t") && !absl::SimpleAtoi(line.substr(4), &pid_)) pid_ = 0;
    }
  }

  TemporaryFolder folder_;
  Variables variables_;
  int pid_ = 0;
};

TEST_F(Spawn, StartsTheDaemonOnceInASessionOfItsOwn) {
  const Ran first = RunTwofold({"goal", "list", "--plain"}, variables_);
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_TRUE(absl::StartsWith(first.out, "read\tme\tRead 20 min\t"));
  FindDaemon();
  ASSERT_GT(pid_, 1);
  EXPECT_NE(getsid(pid_), getsid(0));
  const int running = pid_;
  FindDaemon();
  EXPECT_EQ(pid_, running);
}

TEST_F(Spawn, ShowsWhyTheDaemonRefuses) {
  variables_["FAKE_REFUSAL"] = "this data folder was written by a newer twofold.";
  const Ran ran = RunTwofold({"log", "read"}, variables_);
  EXPECT_EQ(ran.code, 5);
  EXPECT_EQ(ran.err,
            "twofold: this data folder was written by a newer twofold.\n"
            "Nothing was logged.\n");
}

TEST_F(Spawn, SaysThatThereIsNoDaemonToStart) {
  variables_["TWOFOLD_DAEMON"] = folder_.path() + "/none";
  const Ran ran = RunTwofold({"log", "read"}, variables_);
  EXPECT_EQ(ran.code, 5);
  EXPECT_EQ(ran.err,
            "twofold: the background service is not running, and twofoldd is not to be found.\n"
            "  Say where it is   TWOFOLD_DAEMON=/path/to/twofoldd\n"
            "Nothing was logged.\n");
}

TEST_F(Spawn, TakesAnotherProgramThatServesNothingForWhatItIs) {
  variables_["TWOFOLD_DAEMON"] = "/bin/true";
  const Ran ran = RunTwofold({"log", "read"}, variables_);
  EXPECT_EQ(ran.code, 5);
  EXPECT_TRUE(absl::StartsWith(ran.err,
                               "twofold: the background service was started but does not serve.\n"))
      << ran.err;
}

TEST_F(Spawn, DoesNotHappenForHelpAndVersion) {
  EXPECT_EQ(RunTwofold({"help"}, variables_).code, 0);
  EXPECT_TRUE(
      absl::StrContains(RunTwofold({"--version"}, variables_).out, "twofoldd  not running\n"));
  EXPECT_NE(access(folder_.socket().c_str(), F_OK), 0);
}

}  // namespace
}  // namespace twofold

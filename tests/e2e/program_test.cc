// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <signal.h>

#include "gtest/gtest.h"

namespace twofold::e2e {
namespace {

using std::chrono::seconds;

TEST(RunProgram, TellsOutputErrorsAndExitCodeApart) {
  const Ended ended =
      RunProgram({"/bin/sh", "-c", "echo out; echo err >&2; exit 3"}, {}, "", seconds(20));
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_EQ(ended.out, "out\n");
  EXPECT_EQ(ended.err, "err\n");
}

TEST(RunProgram, FeedsInputLargerThanAPipeAndReadsItBack) {
  const std::string input(1 << 20, 'x');
  const Ended ended = RunProgram({"/bin/cat"}, {}, input, seconds(20));
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.out.size(), input.size());
}

TEST(RunProgram, AProgramThatDoesNotReadItsInputStillEnds) {
  const Ended ended = RunProgram({"/bin/true"}, {}, std::string(1 << 20, 'x'), seconds(20));
  EXPECT_EQ(ended.exit_code, 0);
}

TEST(RunProgram, GivesExactlyTheEnvironment) {
  const Ended ended = RunProgram({"/usr/bin/env"}, {{"A", "1"}}, "", seconds(20));
  EXPECT_EQ(ended.out, "A=1\n");
}

TEST(RunProgram, KillsAtTheDeadline) {
  const Ended ended = RunProgram({"/bin/sh", "-c", "echo begun; exec tail -f /dev/null"},
                                 {{"PATH", "/bin:/usr/bin"}}, "", std::chrono::milliseconds(300));
  EXPECT_EQ(ended.exit_code, -1);
  EXPECT_EQ(ended.out, "begun\n");
}

TEST(RunProgram, AProgramThatIsNotThereEndsWith127) {
  EXPECT_EQ(RunProgram({"/nowhere/at-all"}, {}, "", seconds(20)).exit_code, 127);
}

TEST(Background, IsReadyWithItsLineAndEndsBySignal) {
  Background program({"/bin/sh", "-c", "echo 127.0.0.1:5 >&9; exec tail -f /dev/null", "sh"},
                     {{"PATH", "/bin:/usr/bin"}}, "/dev/null");
  EXPECT_EQ(program.ready(), "127.0.0.1:5");
  EXPECT_TRUE(program.End(SIGTERM));
}

TEST(Background, AProgramThatEndsWithoutALineIsNotReady) {
  Background program({"/bin/sh", "-c", "exit 1", "sh"}, {}, "/dev/null");
  EXPECT_EQ(program.ready(), "");
}

}  // namespace
}  // namespace twofold::e2e

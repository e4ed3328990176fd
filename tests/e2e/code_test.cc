// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people read each other a number, and see whether their computers have the same.
#include <signal.h>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class Code : public Scene {
 protected:
  std::string Number(Account& account) { return account.Json({"code"}).value("number", ""); }
};

TEST_F(Code, IsTheSameOnBothComputersOnceBothHaveTheSame) {
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  AwaitSameShared();
  Await("the same number", [&] { return Number(noa) == Number(sam); });
  const std::string before = Number(noa);
  EXPECT_THAT(before, MatchesRegex("[0-9]{3} [0-9]{3}"));
  ASSERT_TRUE(household.EndRelay(SIGTERM));
  Do(noa, {"log", run, "5km"});
  EXPECT_NE(Number(noa), before);
  EXPECT_EQ(Number(sam), before);
  EXPECT_THAT(Do(noa, {"code"}), HasSubstr("1 thing waits here to be sent"));
  ASSERT_TRUE(household.StartRelay());
  Do(noa, {"sync"});
  Do(sam, {"sync"});
  EXPECT_EQ(Number(noa), Number(sam));
  EXPECT_THAT(Do(noa, {"code"}), Not(HasSubstr("waits")));
  std::string digits = Number(noa);
  digits.erase(3, 1);
  EXPECT_EQ(Do(sam, {"code", "--plain"}), absl::StrCat(digits, "\t0\t0\n"));
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  EXPECT_EQ(Number(noa), Number(sam)) << "the own side is no part of it";
}

TEST_F(Code, WantsTwo) {
  Refuses(noa, {"code"}, {4, "twofold: nothing is set up yet.", ""});
  SetUpAlone(noa, "Noa");
  Refuses(noa, {"code"}, {4, "twofold: there is no shared space yet.", ""});
}

}  // namespace
}  // namespace twofold::e2e

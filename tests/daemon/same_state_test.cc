// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The number by which two people see whether their computers have the same.
#include "daemon/engine/same_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/daemon/engine_couple.h"

namespace twofold {
namespace {

std::string Number(const Computer& computer) {
  const auto state = SameStateOf(*computer.ledger);
  EXPECT_THAT(state, IsOk());
  return state.ok() ? state->number : "";
}

TEST_F(Couple, TheNumberIsTheSameExactlyWhenBothHaveTheSame) {
  EXPECT_EQ(Number(noa), Number(sam));
  std::set<std::string> numbers = {Number(noa)};
  const std::string walk = Agreed();
  for (int day = 0; day < 5; ++day) {
    EXPECT_EQ(Number(noa), Number(sam));
    EXPECT_TRUE(numbers.insert(Number(noa)).second) << "each state has another";
    ASSERT_THAT(noa.Log(walk, "", absl::StrCat(day, "d")), IsOk());
    EXPECT_NE(Number(noa), Number(sam));
    EXPECT_EQ(SameStateOf(*noa.ledger)->waiting, 1u);
    Sync();
    EXPECT_EQ(SameStateOf(*noa.ledger)->waiting, 0u);
  }
  noa.Reopen();
  EXPECT_EQ(Number(noa), Number(sam));
}

TEST_F(Couple, InWhateverOrderOperationsCameTheNumberIsTheSame) {
  const std::string walk = Agreed();
  for (int day = 0; day < 6; ++day) {
    ASSERT_THAT(noa.Log(walk, "", absl::StrCat(day, "d")), IsOk());
    ASSERT_THAT(sam.Log(walk, "", absl::StrCat(day, "d")), IsOk());
  }
  auto from_noa = noa.Send(), from_sam = sam.Send();
  std::reverse(from_noa.begin(), from_noa.end());
  for (const std::string& one : from_noa) sam.Receive({one});
  noa.Receive(from_sam);
  EXPECT_EQ(Number(noa), Number(sam));
}

TEST_F(Couple, WhatIsHeldIsNotCountedAndIsSaid) {
  const std::string walk = Agreed();
  for (const char* day : {"1d", "2d"}) ASSERT_THAT(noa.Log(walk, "", day), IsOk());
  const std::string before = Number(sam);
  const auto operations = noa.Send();
  sam.Receive({operations[1]});
  EXPECT_EQ(Number(sam), before);
  EXPECT_EQ(SameStateOf(*sam.ledger)->held, 1u);
  EXPECT_NE(Number(sam), Number(noa));
  sam.Receive({operations[0]});
  EXPECT_EQ(SameStateOf(*sam.ledger)->held, 0u);
  EXPECT_EQ(Number(sam), Number(noa));
}

// Both stand at the same sequence, with different operations there; then one has both of them and
// the other one, and the same leads on both.
TEST_F(Couple, AForkShowsUntilBothHaveBothBranches) {
  const std::string walk = Agreed();
  const auto backup = noa.Everything();
  ASSERT_THAT(noa.Log(walk), IsOk());
  const auto one = noa.Send();
  sam.Receive(one);
  noa.Restore(backup);
  ASSERT_THAT(noa.Log(walk, "", "yesterday"), IsOk());
  const auto other = noa.Send();
  EXPECT_NE(Number(noa), Number(sam));
  noa.Receive(one);
  EXPECT_NE(Number(noa), Number(sam));
  sam.Receive(other);
  EXPECT_EQ(Number(noa), Number(sam));
}

TEST_F(Couple, TheOwnSideIsNoPartOfTheNumber) {
  const std::string before = Number(noa);
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(Number(noa), before);
}

TEST_F(Couple, WithoutASharedSpaceThereIsNoNumber) {
  ASSERT_THAT(noa.couple->Leave(noa.Request(), AfterLeaving::kKeep), IsOk());
  EXPECT_THAT(SameStateOf(*noa.ledger), IsRefused("not_paired"));
  Computer fresh('f');
  EXPECT_THAT(SameStateOf(*fresh.ledger), IsRefused("not_started"));
}

}  // namespace
}  // namespace twofold

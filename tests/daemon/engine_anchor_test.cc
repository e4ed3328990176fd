// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How far a store has come, and what happens when an older copy of it comes back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/daemon/engine_couple.h"

namespace twofold {
namespace {

class RememberingAnchor final : public Anchor {
 public:
  void Advance(const AnchorPoint& point) override { advanced.push_back(point); }
  absl::Status Raise(const AnchorPoint& point) override {
    if (failure.ok()) raised = point;
    return failure;
  }
  std::vector<AnchorPoint> advanced;
  AnchorPoint raised;
  absl::Status failure;
};

AnchorPoint PointOf(const Computer& computer) { return computer.state().tally.point; }

class Anchored : public Couple {
 protected:
  Anchored() {
    noa.anchor = &anchor;
    noa.Reopen();
  }
  RememberingAnchor anchor;
};

TEST_F(Anchored, EachDurableCommitCountsOneAndSaysSo) {
  const AnchorPoint before = PointOf(noa);
  ASSERT_FALSE(before.store.empty());
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(PointOf(noa), (AnchorPoint{before.store, before.counter + 2, before.incarnation}));
  ASSERT_EQ(anchor.advanced.size(), 2u);
  EXPECT_EQ(anchor.advanced.back(), PointOf(noa));
  noa.Reopen();
  EXPECT_EQ(PointOf(noa), anchor.advanced.back()) << "it is on the disk with what it counts";
}

TEST_F(Anchored, WhatFailsOrChangesNothingDoesNotCount) {
  const AnchorPoint before = PointOf(noa);
  EXPECT_THAT(noa.Log("nothing like this"), testing::Not(IsOk()));
  noa.store.FailCommits(absl::ResourceExhaustedError(""));
  EXPECT_THAT(noa.Add("Read"), IsRefused("disk_full"));
  noa.store.FailCommits(absl::OkStatus());
  EXPECT_EQ(PointOf(noa), before);
  EXPECT_TRUE(anchor.advanced.empty());
}

TEST_F(Anchored, NotingWhatWasSentMayBeLostAndDoesNotCount) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  const AnchorPoint before = PointOf(noa);
  sam.Receive(noa.Send());
  EXPECT_EQ(PointOf(noa), before);
}

TEST_F(Anchored, SecuringRaisesTheAnchorToWhereTheStoreIs) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.exchange->Secure(), IsOk());
  EXPECT_EQ(anchor.raised, PointOf(noa));
  anchor.failure = absl::ResourceExhaustedError("");
  EXPECT_THAT(noa.exchange->Secure(), testing::Not(IsOk()));
}

TEST_F(Anchored, AWholeStoreMeetsItsAnchorAndNothingHappens) {
  const AnchorPoint point = PointOf(noa);
  const ChainId chain = noa.state().us->chain;
  EXPECT_EQ(*noa.ledger->Meet(point), Ledger::Meeting::kWhole);
  EXPECT_EQ(*noa.ledger->Meet({point.store, point.counter - 1, 0}), Ledger::Meeting::kWhole);
  EXPECT_EQ(noa.state().us->chain, chain);
  EXPECT_EQ(PointOf(noa), point);
}

TEST_F(Anchored, AnOlderCopyGoesOnUnderNewChainsAndThePersonIsToldOnce) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const auto backup = noa.Everything();
  ASSERT_THAT(noa.Log("read"), IsOk());
  ASSERT_THAT(noa.Log(walk), IsOk());
  sam.Receive(noa.Send());
  const AnchorPoint last = PointOf(noa);
  noa.Restore(backup);
  const ChainId me = noa.state().me->chain, us = noa.state().us->chain;
  EXPECT_EQ(*noa.ledger->Meet(last), Ledger::Meeting::kBehind);
  EXPECT_NE(noa.state().me->chain, me);
  EXPECT_NE(noa.state().us->chain, us);
  EXPECT_EQ(PointOf(noa), (AnchorPoint{last.store, last.counter + 1, last.incarnation + 1}));
  EXPECT_EQ(noa.Today()->notice, StoreNotice::kOlder);
  noa.Reopen();
  EXPECT_NE(noa.state().us->chain, us) << "it is on the disk";
  EXPECT_EQ(noa.Today()->notice, StoreNotice::kOlder);
  EXPECT_EQ(*noa.ledger->Meet(last), Ledger::Meeting::kWhole) << "once for each anchor";
  ASSERT_THAT(noa.ledger->NoticeTold(), IsOk());
  EXPECT_EQ(noa.Today()->notice, StoreNotice::kNone);
  noa.Reopen();
  EXPECT_EQ(noa.Today()->notice, StoreNotice::kNone);
}

TEST_F(Anchored, NoPlaceInAChainIsUsedTwiceAfterAnOlderCopyCameBack) {
  const std::string walk = Agreed();
  const auto backup = noa.Everything();
  ASSERT_THAT(noa.Log(walk), IsOk());
  const auto lost = noa.Send();
  sam.Receive(lost);
  const AnchorPoint last = PointOf(noa);
  noa.Restore(backup);
  ASSERT_THAT(noa.ledger->Meet(last), IsOk());
  // Written before the relay or the partner could say anything.
  ASSERT_THAT(noa.Log(walk, "", "yesterday"), IsOk());
  sam.Receive(noa.Send());
  noa.Receive(lost);
  ExpectEqualStates();
  std::set<std::pair<ChainId, std::uint64_t>> places;
  const StoreView view(sam.store);
  const auto heads = view.ListHeads(sam.us());
  ASSERT_THAT(heads, IsOk());
  for (const ChainPosition& head : *heads) {
    const auto operations = view.ListOperations(sam.us(), head.chain, 1, 1000);
    ASSERT_THAT(operations, IsOk());
    for (const auto& [sequence, stored] : *operations) {
      EXPECT_TRUE(places.emplace(head.chain, sequence).second);
    }
  }
}

TEST_F(Anchored, ACopyThatWentItsOwnWayIsOlderEvenWhereItCountedFurther) {
  const auto branch = noa.Everything();
  ASSERT_THAT(noa.ledger->Meet({PointOf(noa).store, PointOf(noa).counter + 1, 0}), IsOk());
  const AnchorPoint anchor_now = PointOf(noa);
  noa.Restore(branch);
  for (int i = 0; i < 5; ++i) {
    ASSERT_THAT(noa.Add(absl::StrCat("Read ", i)), IsOk());
  }
  ASSERT_GT(PointOf(noa).counter, anchor_now.counter);
  EXPECT_EQ(*noa.ledger->Meet(anchor_now), Ledger::Meeting::kBehind);
}

TEST_F(Anchored, AStoreThatWentBackUnderTheDaemonIsDamage) {
  const auto before = noa.Everything();
  ASSERT_THAT(noa.Add("Read"), IsOk());
  // A commit whose outcome is unknown, and then less is there than was answered.
  noa.store.FailCommits(absl::UnavailableError(""));
  EXPECT_THAT(noa.Add("Walk"), testing::Not(IsOk()));
  noa.store.FailCommits(absl::OkStatus());
  ByteBatch back;
  for (const auto& [key, value] : noa.Everything()) back.Delete(key);
  for (const auto& [key, value] : before) back.Put(key, value);
  ASSERT_TRUE(noa.store.Commit(back).ok());
  EXPECT_THAT(noa.Add("Walk"), IsRefused("store_damaged"));
  EXPECT_THAT(noa.Add("Walk"), IsRefused("store_damaged"));
}

TEST(AnchorOfNothing, AnEmptyStoreThatOnceWasNoneIsToldAsGone) {
  Computer kim('k');
  SeededRandom random(4);
  EXPECT_EQ(*kim.ledger->Meet({StoreId::Make(random), 12, 1}), Ledger::Meeting::kBehind);
  EXPECT_EQ(kim.state().tally.notice, StoreNotice::kGone);
  EXPECT_FALSE(PointOf(kim).store.empty());
  EXPECT_EQ(PointOf(kim).counter, 13u);
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Relays that are moved to or lost while keys change: nobody is left behind in a mailbox that the
// others read no more.
#include <set>

#include "absl/strings/match.h"
#include "core/crypto/envelope.h"
#include "daemon/engine/device_engine.h"
#include "tests/sim/scenario.h"
#include "tests/support/refusals.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold::sim {
namespace {

class MovingScenario : public FourDevices {
 protected:
  void Remove(int by, int who) { EXPECT_THAT(world_.Remove(by, who), IsOk()); }
  // All but these go to the new mailbox while they are away, and then the relay loses everything.
  void ChangeKeyAndLoseTheRelayWithout(std::set<int> away) {
    for (const int who : away) world_.Stop(who);
    Remove(kNoa, kPad);
    world_.Pass(absl::Minutes(5));
    world_.relay().Wipe();
  }
  // The bytes of all operations that the relay was ever given under that key.
  std::set<std::string> ToldUnder(const SpaceKey& key) {
    std::set<std::string> told;
    for (const SimRelay::Posted& posted : world_.relay().posted()) {
      const auto plain = OpenEnvelope(key, EnvelopePurpose::kOperations,
                                      {posted.mailbox, posted.slot, posted.message}, posted.body);
      sync::v1::OperationBatch batch;
      if (!plain.ok() || !batch.ParseFromString(*plain)) continue;
      told.insert(batch.operations().begin(), batch.operations().end());
    }
    return told;
  }
};

TEST_F(MovingScenario, ADeviceLeftBehindByALostRelayIsToldOfTheNewerKey) {
  const std::string old = KeyOf(kSam);
  ChangeKeyAndLoseTheRelayWithout({kSam});
  EXPECT_NE(KeyOf(kNoa), old);
  world_.Start(kSam);
  world_.Pass(absl::Hours(2));
  EXPECT_EQ(KeyOf(kSam), KeyOf(kNoa));
  ExpectHealed();
}

TEST_F(MovingScenario, WhereADeviceIsLeftBehindNothingIsToldOfWhatWasSaidSince) {
  const SpaceKey old = *SpaceKey::FromBytes(KeyOf(kSam));
  const SpaceId us = world_.device(kNoa).us();
  ChangeKeyAndLoseTheRelayWithout({kSam});
  VersionVector known;
  for (const KeyRotation& rotation : RosterOf(kNoa).rotations) Merge(known, rotation.place.seen);
  Propose(kNoa), Propose(kPhone);
  world_.Pass(absl::Minutes(5));
  std::set<std::string> since;
  for (const Operation& operation : world_.device(kNoa).Operations()) {
    if (!Covers(known, operation.chain, operation.sequence)) since.insert(operation.bytes);
  }
  ASSERT_GE(since.size(), 2u);
  world_.Start(kSam);
  world_.Pass(absl::Hours(2));
  ASSERT_EQ(Operations(kSam), Operations(kNoa));
  const std::set<std::string> told = ToldUnder(old);
  for (const std::string& bytes : since) EXPECT_FALSE(told.contains(bytes));
  const auto leads_on = Of(kNoa).exchange.WhatLeadsOn(us, OperationId());
  ASSERT_THAT(leads_on, IsOk());
  for (const auto& [chain, have] : *leads_on) {
    EXPECT_TRUE(Covers(known, chain, have.sequence)) << "a word of what was said since";
  }
  ExpectHealed();
}

// Each with a mailbox of its own that the other has never heard of.
TEST_F(MovingScenario, TwoThatChangedTheKeyApartFindEachOtherThoughTheRelayWasLost) {
  const int spare = world_.Link(kSam, World::Linking::kAtOnce);
  world_.Pass(absl::Minutes(5));
  for (const int who : {kSam, kPhone, spare}) world_.Stop(who);
  Remove(kNoa, kPad);
  world_.Pass(absl::Minutes(5));
  world_.Stop(kNoa);
  world_.relay().Wipe();
  for (const int who : {kSam, kPhone}) world_.Start(who);
  world_.Pass(absl::Minutes(5));
  Remove(kSam, spare);
  world_.Pass(absl::Minutes(5));
  world_.relay().Wipe();
  EXPECT_NE(KeyOf(kSam), KeyOf(kNoa));
  world_.Start(kNoa);
  ExpectHealed();
  EXPECT_EQ(KeyOf(kSam), KeyOf(kNoa));
}

TEST_F(MovingScenario, ADiskPutBackToBeforeAKeyIsBroughtForward) {
  const SimDisk::Image before = world_.device(kSam).disk().Copy();
  Remove(kNoa, kPad);
  world_.Pass(absl::Minutes(5));
  const std::string newer = KeyOf(kSam);
  ASSERT_EQ(newer, KeyOf(kNoa));
  world_.BringBack(kSam, before);
  ASSERT_NE(KeyOf(kSam), newer);
  ExpectHealed();
}

// 61
TEST_F(MovingScenario, AMoveToAnotherRelayWhileSomebodyIsAwayForDaysLosesNothing) {
  world_.Stop(kSam);
  Propose(kNoa);
  for (const int who : {kNoa, kPad, kPhone}) world_.Move(who, kOtherRelay);
  Propose(kPhone);
  world_.Pass(absl::Hours(24 * 3));
  EXPECT_EQ(Operations(kNoa), Operations(kPhone));
  world_.Start(kSam);
  Propose(kSam);
  world_.Pass(absl::Hours(1));
  EXPECT_LT(Operations(kNoa), Operations(kSam) + 3)
      << "at the old one it hears what was told there";
  world_.Move(kSam, kOtherRelay);
  ExpectHealed(3);
}

TEST_F(MovingScenario, AMoveMeanwhileTheKeyChangesLeavesNobodyBehind) {
  world_.Stop(kSam);
  for (const int who : {kNoa, kPad, kPhone}) world_.Move(who, kOtherRelay);
  world_.Pass(absl::Minutes(5));
  Remove(kNoa, kPad);
  world_.Pass(absl::Minutes(5));
  ASSERT_EQ(KeyOf(kNoa), KeyOf(kPhone));
  world_.Start(kSam);
  world_.Pass(absl::Hours(1));
  ASSERT_NE(KeyOf(kSam), KeyOf(kNoa));
  world_.Move(kSam, kOtherRelay);
  ExpectHealed();
}

// 60
TEST_F(MovingScenario, OneRelayStaleAndTheOtherWipedBringEverybodyTogetherThroughEither) {
  Propose(kNoa);
  world_.Pass(absl::Minutes(5));
  for (int who = 0; who < 4; ++who) world_.Move(who, kOtherRelay);
  Propose(kSam);
  world_.Pass(absl::Minutes(5));
  world_.Relay(kOtherRelay).Wipe();
  for (const int who : {kNoa, kPhone}) world_.Move(who, kRelay);
  Propose(kNoa), Propose(kSam);
  world_.Pass(absl::Minutes(5));
  ASSERT_NE(Operations(kNoa), Operations(kSam) + 1);
  for (const int who : {kSam, kPad}) world_.Move(who, kRelay);
  ExpectHealed(4);
}

}  // namespace
}  // namespace twofold::sim

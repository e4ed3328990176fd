// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Devices that come and go: what becomes of what they write, and of the keys.
#include <algorithm>

#include "daemon/engine/device_engine.h"
#include "tests/sim/scenario.h"
#include "tests/support/refusals.h"

namespace twofold::sim {
namespace {

using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class DeviceScenario : public FourDevices {
 protected:
  void Remove(int by, int who) { EXPECT_THAT(world_.Remove(by, who), IsOk()); }
  int Link(int by) {
    const int fresh = world_.Link(by, World::Linking::kTakesTime);
    EXPECT_GE(fresh, 0);
    world_.Pass(absl::Minutes(1));
    return fresh;
  }
  bool IsOut(int who) { return world_.device(who).Known(SpaceKind::kMe)->removed_day.has_value(); }
  // Those that were removed open nothing that came later: World::Check tries it.
  void ExpectShutOut(int who) {
    EXPECT_TRUE(IsOut(who));
    EXPECT_FALSE(world_.Lives(who, SpaceKind::kUs));
  }
};

TEST_F(DeviceScenario, WhatEitherOwnDeviceWritesTheOtherHasAndThePartnerHasNothingPrivate) {
  const RequestId request = Request();
  EXPECT_THAT(Of(kPad).goals.Add(request, {.beside = {.title = "private0 read"}}).status(), IsOk());
  world_.Pass(absl::Minutes(1));
  EXPECT_THAT(Lines(kNoa), SizeIs(1));
  EXPECT_THAT(Lines(kSam), IsEmpty());
  ExpectHealed(0);
}

// 44
TEST_F(DeviceScenario, ConsentByADeviceThatIsRemovedMeanwhileIsVoid) {
  Propose(kSam);
  world_.Pass(absl::Minutes(1));
  for (const int who : {kNoa, kPad}) Away(who);
  EXPECT_THAT(Accept(kPad), IsOk());
  Remove(kNoa, kPad);
  Back(kPad);
  world_.Pass(absl::Minutes(1));
  EXPECT_THAT(Lines(kSam), SizeIs(1)) << "until the removal is known";
  ExpectHealed();
  for (const int who : {kNoa, kSam, kPhone}) EXPECT_THAT(Lines(who), IsEmpty()) << who;
  EXPECT_GT(Needed(Rule::kConsentVoid), 0u);
  ExpectShutOut(kPad);
}

TEST_F(DeviceScenario, AnOfferByADeviceThatIsRemovedMeanwhileIsNoneAndItsNumberIsRefused) {
  for (const int who : {kNoa, kPad}) Away(who);
  Propose(kPad);
  Remove(kNoa, kPad);
  Back(kPad);
  world_.Pass(absl::Minutes(1));
  EXPECT_THAT(Of(kSam).entries.Today("", GoalFilter())->proposals, SizeIs(1));
  Back(kNoa);
  world_.Pass(absl::Minutes(10));
  EXPECT_THAT(Of(kSam).entries.Today("", GoalFilter())->proposals, IsEmpty());
  EXPECT_THAT(Accept(kSam), IsRefused("nothing_open"));
  ExpectHealed();
}

// 46, 47
TEST_F(DeviceScenario, LeavingOnOneOwnDeviceIsLeavingOnAllAndThePartnerHearsNothing) {
  const std::string walk = Agreed();
  const SpaceId us = world_.device(kSam).us();
  Away(kNoa);
  EXPECT_THAT(Of(kNoa).couple.Leave(Request(), AfterLeaving::kKeep).status(), IsOk());
  Log(kSam, walk, "yes");
  world_.Pass(absl::Minutes(10));
  EXPECT_TRUE(world_.device(kPad).Known(SpaceKind::kUs)) << "it has not heard of it";
  const std::size_t before = Operations(kSam);
  Back(kNoa);
  world_.Pass(absl::Minutes(10));
  EXPECT_TRUE(world_.device(kPad).IsLeft(us));
  EXPECT_EQ(Operations(kSam), before);
  Log(kPhone, walk, "yes", "1d");
  ExpectHealed();
  for (const int who : {kSam, kPhone}) EXPECT_EQ(Operations(who), before + 1);
}

TEST_F(DeviceScenario, ALaptopThatLeftAndWasThrownAwayTellsNobody) {
  const SpaceId us = world_.device(kSam).us();
  Away(kNoa);
  EXPECT_THAT(Of(kNoa).couple.Leave(Request(), AfterLeaving::kForget).status(), IsOk());
  world_.Stop(kNoa);
  Propose(kSam);
  world_.Pass(absl::Hours(24));
  EXPECT_EQ(world_.device(kPad).us(), us);
  EXPECT_EQ(Operations(kPad), Operations(kSam));
}

// 48
TEST_F(DeviceScenario, PairingAgainMakesAnotherSpaceWhichNothingOldComesInto) {
  Agreed();
  const SpaceId old = world_.device(kSam).us();
  EXPECT_THAT(Of(kNoa).couple.Leave(Request(), AfterLeaving::kKeep).status(), IsOk());
  world_.Pass(absl::Minutes(1));
  EXPECT_THAT(Of(kSam).couple.Leave(Request(), AfterLeaving::kKeep).status(), IsOk());
  world_.Pass(absl::Minutes(1));
  world_.Pair(kPad, kPhone);
  world_.Pass(absl::Minutes(1));
  EXPECT_NE(world_.device(kNoa).us(), old);
  EXPECT_EQ(world_.device(kNoa).us(), world_.device(kSam).us());
  const std::size_t linked = Operations(kNoa);
  EXPECT_THAT(Lines(kNoa), IsEmpty());
  // What of the old space somebody still carries around is nobody's here.
  SimDevice& sam = world_.device(kSam);
  const std::vector<Operation> before = sam.Operations();
  const StoreView view(world_.device(kNoa).disk());
  const auto heads = view.ListHeads(old);
  const auto operations = view.ListOperations(old, heads->front().chain, 1, 100);
  for (const auto& [sequence, stored] : *operations) {
    const auto taken = Of(kSam).exchange.Receive(sam.us(), {&stored.bytes, 1},
                                                 *Of(kSam).exchange.Position(sam.us()));
    EXPECT_EQ(taken->applied, 0);
    EXPECT_EQ(taken->refused, 1);
  }
  EXPECT_EQ(sam.Operations().size(), before.size());
  Propose(kNoa);
  ExpectHealed();
  for (int i = 0; i < 4; ++i) EXPECT_EQ(Operations(i), linked + 1);
}

// 49
TEST_F(DeviceScenario, AStolenDeviceThatGoesOnWritingReadsNoLaterKeyAndAllAgreeOnWhatStays) {
  const std::string walk = Agreed();
  world_.Cut(kPad, World::Cutting::kNoAnswers);
  Remove(kNoa, kPad);
  for (int i = 0; i < 5; ++i) {
    Log(kPad, walk, i % 2 == 0 ? "yes" : "blank");
    Propose(kPad);
    world_.Pass(absl::Seconds(20));
  }
  Log(kNoa, walk, "yes", "1d");
  ExpectHealed();
  EXPECT_NE(KeyOf(kNoa), "");
  EXPECT_THAT(Of(kSam).entries.Today("", GoalFilter())->proposals, IsEmpty());
  ExpectShutOut(kPad);
}

// 50
TEST_F(DeviceScenario, TwoKeysMadeAtOnceForDifferentRemovalsEndInOneThatTheOthersAloneHave) {
  for (const int who : {kNoa, kSam}) Away(who);
  Remove(kNoa, kPad), Remove(kSam, kPhone);
  for (const int who : {kNoa, kSam}) Back(who);
  ExpectHealed();
  EXPECT_EQ(KeyOf(kNoa), KeyOf(kSam));
  const Roster roster = RosterOf(kNoa);
  const auto founders = world_.device(kNoa).Known(SpaceKind::kUs)->members;
  const KeyRotation* key = Membership(founders, roster).Key();
  ASSERT_NE(key, nullptr);
  EXPECT_THAT(key->sealed, SizeIs(2));
  for (const int who : {kPad, kPhone}) ExpectShutOut(who);
}

TEST_F(DeviceScenario, TwoOwnDevicesThatRemoveEachOtherAreBothOut) {
  for (const int who : {kNoa, kPad}) Away(who);
  Remove(kNoa, kPad), Remove(kPad, kNoa);
  Propose(kSam);
  for (const int who : {kNoa, kPad}) Back(who);
  ExpectHealed();
  for (const int who : {kNoa, kPad}) ExpectShutOut(who);
  EXPECT_GT(Needed(Rule::kRemovedEachOther), 0u);
  EXPECT_THAT(world_.Living(SpaceKind::kUs, 0), testing::ElementsAre(kSam, kPhone));
}

// The pad removes nobody, but adds one, and is removed meanwhile.
TEST_F(DeviceScenario, WhomARemovedDeviceAddedMeanwhileIsOutToo) {
  Away(kNoa);
  const int fresh = Link(kPad);
  Remove(kNoa, kPad);
  Back(kNoa);
  ExpectHealed();
  for (const int who : {kPad, fresh}) ExpectShutOut(who);
  EXPECT_THAT(Of(fresh).goals.Add(Request(), {.beside = {.title = "private0"}}).status(),
              IsRefused("device_removed"));
}

// 51. Between the keys the others write, read and acknowledge, so that the relay has let go of it.
TEST_F(DeviceScenario, ADeviceThatWasAwayThroughThreeKeysFollowsToTheNewestMailbox) {
  const std::string walk = Agreed();
  world_.Stop(kPhone);
  Log(kSam, walk, "yes");
  for (int epoch = 0; epoch < 3; ++epoch) {
    const int fresh = Link(kNoa);
    for (int i = 0; i < 5; ++i)
      Log(kNoa, walk, i % 2 == 0 ? "blank" : "yes"), Log(fresh, walk, "yes");
    world_.Pass(absl::Hours(24));
    Remove(kNoa, fresh);
    world_.Pass(absl::Hours(24));
  }
  world_.Start(kPhone);
  world_.Pass(absl::Minutes(5));
  EXPECT_EQ(KeyOf(kPhone), KeyOf(kNoa));
  EXPECT_EQ(Operations(kPhone), Operations(kNoa));
  Log(kPhone, walk, "yes", "1d");
  ExpectHealed();
}

TEST_F(DeviceScenario, ADeviceThatIsLinkedAndComesOnlyAfterTheKeyChangedFindsEverything) {
  const std::string walk = Agreed();
  const int fresh = Link(kNoa);
  world_.Stop(fresh);
  Log(kNoa, walk, "yes"), Log(kSam, walk, "yes");
  world_.Pass(absl::Hours(24));
  Remove(kNoa, kPad);
  world_.Pass(absl::Hours(24));
  world_.Start(fresh);
  ExpectHealed();
  EXPECT_EQ(KeyOf(fresh), KeyOf(kNoa));
}

// A key by a device that was removed meanwhile: Sam's follow it before they hear of that.
TEST_F(DeviceScenario, WhoeverFollowedAKeyThatTurnsOutVoidIsFetched) {
  const int fresh = Link(kNoa);
  Away(kNoa);
  Remove(kPad, fresh);
  world_.Pass(absl::Minutes(5));
  const std::string followed = KeyOf(kSam);
  EXPECT_EQ(followed, KeyOf(kPad));
  Remove(kNoa, kPad);
  Back(kNoa);
  ExpectHealed();
  EXPECT_NE(KeyOf(kSam), followed);
  EXPECT_EQ(KeyOf(kSam), KeyOf(kNoa));
  for (const int who : {kPad, fresh}) ExpectShutOut(who);
}

// 52
TEST_F(DeviceScenario, ARemovedDeviceThatFloodsTheOldMailboxDisturbsNobodyInTheNewOne) {
  const SpaceKey old = *SpaceKey::FromBytes(KeyOf(kPad));
  Remove(kNoa, kPad);
  world_.Pass(absl::Minutes(5));
  ASSERT_NE(KeyOf(kSam), old.bytes());
  const std::size_t sent = world_.relay().posted().size();
  EXPECT_EQ(world_.Flood(kPad, old), "mailbox_full");
  EXPECT_GT(world_.relay().posted().size(), sent + 100);
  Propose(kNoa), Propose(kPhone);
  world_.Pass(absl::Minutes(1));
  EXPECT_EQ(Operations(kNoa), Operations(kPhone));
  ExpectHealed();
}

// 32
TEST_F(DeviceScenario, ADeviceThatIsLinkedWhileTheOtherOwnOneIsOffGetsEverythingFromThePartner) {
  const std::string walk = Agreed();
  world_.Stop(kPad);
  const int fresh = world_.Link(kNoa, World::Linking::kAtOnce);
  world_.Pass(absl::Minutes(1));
  world_.Stop(kNoa), world_.Stop(fresh);
  Log(kSam, walk, "yes");
  world_.Pass(absl::Minutes(10));
  world_.Start(fresh);
  world_.Pass(absl::Minutes(10));
  EXPECT_EQ(Operations(fresh), Operations(kSam));
  Log(fresh, walk, "yes");
  ExpectHealed();
}

// 34
TEST_F(DeviceScenario, ACopiedDeviceIsRemovedWithItsCopies) {
  const std::string walk = Agreed();
  const int copy = world_.Clone(kPad, world_.device(kPad).disk().Copy());
  Log(kPad, walk, "yes"), Log(copy, walk, "blank");
  world_.Pass(absl::Minutes(30));
  Remove(kNoa, kPad);
  ExpectHealed();
  for (const int who : {kPad, copy}) ExpectShutOut(who);
}

// The count of what waits again went back with a commit that failed, and what waited was skipped.
TEST_F(Scenario, WhatWaitsAgainAfterAFailedCommitIsSentAllTheSame) {
  Propose(kSam);
  world_.Pass(absl::Minutes(1));
  Propose(kNoa);
  world_.Pass(absl::Minutes(1));
  world_.relay().Wipe();
  world_.Pass(absl::Minutes(5));
  world_.device(kNoa).disk().SetFull(true);
  const OfferWords offer{"Too much", {.schedule = {.every = "day"}}};
  EXPECT_THAT(Of(kNoa).couple.Propose(Request(), Intent::kSend, offer).status(), Not(IsOk()));
  world_.device(kNoa).disk().SetFull(false);
  world_.relay().Wipe();
  world_.Pass(absl::Minutes(5));
  EXPECT_EQ(Of(kNoa).exchange.Waiting(), 0u);
  ExpectHealed(2);
}

}  // namespace
}  // namespace twofold::sim

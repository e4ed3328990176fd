// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What is known to go wrong between devices and a relay, one thing at a time.
#include "tests/sim/scenario.h"

namespace twofold::sim {
namespace {

TEST_F(Scenario, WhatOneDoesIsThereForTheOtherWithinASecond) {
  world_.Pass(absl::Seconds(5));
  Propose(kNoa);
  world_.Pass(absl::Seconds(1));
  EXPECT_EQ(Operations(kSam), 1u);
  ExpectHealed(1);
}

TEST_F(Scenario, BothOfflineForADayLoseNothing) {
  world_.Pass(absl::Seconds(5));
  for (const int who : {kNoa, kSam}) Away(who);
  for (int i = 0; i < 20; ++i) Propose(i % 2), world_.Pass(absl::Hours(1));
  EXPECT_EQ(Operations(kSam), 10u);
  ExpectHealed(20);
}

TEST_F(Scenario, ARelayWipedWhileBothHaveUnsentWorkGetsEverythingAgain) {
  Propose(kNoa);
  world_.Pass(absl::Minutes(1));
  for (const int who : {kNoa, kSam}) Away(who), Propose(who);
  world_.relay().Wipe();
  ExpectHealed(3);
}

TEST_F(Scenario, ARelayThatWentBackIsBroughtForward) {
  Propose(kNoa);
  world_.Pass(absl::Minutes(1));
  const SimDisk::Image before = world_.relay().Copy();
  Propose(kNoa), Propose(kSam);
  world_.Pass(absl::Minutes(1));
  world_.relay().GoBack(before);
  ExpectHealed(3);
}

// The relay takes something of Noa's behind something of Sam's that Noa has not read yet, and then
// goes back: where Noa stands, the history is still the same.
TEST_F(Scenario, ARelayThatWentBackBehindWhatItTookLosesNothing) {
  world_.Pass(absl::Minutes(1));
  const SimDisk::Image before = world_.relay().Copy();
  world_.Cut(kNoa, World::Cutting::kNoNews);
  Propose(kSam);
  world_.Pass(absl::Seconds(1));
  Propose(kNoa);
  world_.Pass(absl::Milliseconds(90));
  world_.Stop(kNoa);
  world_.relay().GoBack(before);
  ExpectHealed(2);
}

TEST_F(Scenario, ARelayThatLosesPowerKeepsWhatItTook) {
  Propose(kNoa);
  world_.Pass(absl::Seconds(5));
  world_.relay().LosePower();
  ExpectHealed(1);
}

TEST_F(Scenario, AnswersThatGoLostHaveOneEffect) {
  world_.Pass(absl::Seconds(5));
  world_.Cut(kNoa, World::Cutting::kNoAnswers);
  Propose(kNoa);
  world_.Pass(absl::Minutes(10));
  EXPECT_EQ(Operations(kSam), 1u) << "the relay has had it all the time";
  ExpectHealed(1);
}

TEST_F(Scenario, AHalfOpenStreamIsNoticedByItsMissingHeartbeats) {
  world_.Pass(absl::Seconds(5));
  world_.Cut(kSam, World::Cutting::kNoNews);
  Propose(kNoa);
  world_.Pass(absl::Seconds(30));
  EXPECT_EQ(Operations(kSam), 0u);
  world_.Cut(kSam, World::Cutting::kWhole);
  world_.Pass(absl::Seconds(70));
  EXPECT_EQ(Operations(kSam), 1u);
  ExpectHealed(1);
}

TEST_F(Scenario, NewsThatAreHiddenFromOneReaderComeLater) {
  Propose(kNoa);
  world_.Pass(absl::Minutes(1));
  world_.Do(Fault::kHidesNewest, kSam);
  Propose(kNoa);
  world_.Pass(absl::Minutes(1));
  ExpectHealed(2);
}

TEST_F(Scenario, ACrashAfterSendingAndBeforeNotingItSendsAgainToNoEffect) {
  world_.Pass(absl::Seconds(5));
  Propose(kNoa);
  for (int i = 0; i < 40; ++i) {
    world_.Pass(absl::Milliseconds(5));
    world_.Do(Fault::kPower, kNoa);
    world_.Pass(absl::Minutes(20));
  }
  ExpectHealed(1);
}

TEST_F(Scenario, AFullDiskTakesNothingInHalfAndGoesOnWhenThereIsRoom) {
  world_.Pass(absl::Seconds(5));
  world_.device(kSam).disk().SetFull(true);
  for (int i = 0; i < 5; ++i) Propose(kNoa), world_.Pass(absl::Minutes(5));
  EXPECT_EQ(Operations(kSam), 0u);
  ExpectHealed(5);
}

// ---- A dishonest relay ----

TEST_F(Scenario, ARelayWithoutRoomGetsItLaterWithoutAnybodyAsking) {
  world_.Pass(absl::Seconds(5));
  world_.relay().SetFullUntil(world_.agenda().now() + absl::Hours(3));
  for (int i = 0; i < 3; ++i) Propose(kNoa);
  world_.Pass(absl::Hours(2));
  EXPECT_EQ(Operations(kSam), 0u);
  world_.Pass(absl::Minutes(70));
  EXPECT_EQ(Operations(kSam), 3u);
  ExpectHealed(3);
}

TEST_F(Scenario, NeighboursInTheWrongOrderForOneReaderAreNoticedAndChangeNothing) {
  Away(kSam);
  for (int i = 0; i < 4; ++i) Propose(kNoa), world_.Pass(absl::Seconds(10));
  world_.relay().SwapFor(kSam, world_.agenda().now() + absl::Minutes(20));
  Back(kSam);
  world_.Pass(absl::Minutes(30));
  EXPECT_GT(world_.device(kSam).counts().Of(Event::kRelayStartedOver), 0u);
  ExpectHealed(4);
}

TEST_F(Scenario, NewestEnvelopesThatAreKeptFromOneReaderForDaysHoldUpNothingElseAndNobodyStorms) {
  Propose(kNoa);
  world_.Pass(absl::Minutes(1));
  const SlotId slot = SpaceKey::FromBytes(Of(kSam).exchange.Current()->key)
                          ->Login()
                          .SlotOf(world_.device(kSam).identity().device);
  world_.relay().HideNewestFor(slot, Of(kSam).exchange.Position(world_.device(kSam).us())->sequence,
                               absl::InfiniteDuration());
  const std::size_t posted = world_.relay().posted().size();
  Propose(kNoa);
  world_.Pass(absl::Hours(72));
  EXPECT_EQ(Operations(kSam), 1u);
  // What is kept from Sam is no reason to keep anything from Noa.
  Propose(kSam);
  world_.Pass(absl::Minutes(1));
  EXPECT_EQ(Operations(kNoa), 3u);
  EXPECT_LT(world_.relay().posted().size(), posted + 40);
  ExpectHealed(3);
}

TEST_F(Scenario, EnvelopesThatComeOnceMoreHaveNoEffect) {
  const std::string walk = Agreed("min");
  for (int i = 0; i < 5; ++i) Log(i % 2, walk, "10"), world_.Pass(absl::Seconds(10));
  const Records before = world_.device(kSam).Folded();
  world_.relay().Replay(1000);
  world_.Pass(absl::Minutes(10));
  EXPECT_EQ(world_.device(kSam).Folded(), before);
  ExpectHealed(7);
}

TEST_F(Scenario, AnEnvelopeThatTheRelayTookAndDidNotKeepIsSentAgain) {
  world_.Pass(absl::Seconds(5));
  world_.relay().ForgetNext();
  Propose(kNoa);
  world_.Pass(absl::Minutes(1));
  Propose(kSam);
  ExpectHealed(2);
}

class Forks : public Scenario, public testing::WithParamInterface<SimRelay::Survivor> {};

TEST_P(Forks, OfOneHistoryAreJoinedAndEachNoticesOnce) {
  Propose(kNoa);
  world_.Pass(absl::Minutes(1));
  world_.relay().Fork({kSam});
  for (int i = 0; i < 3; ++i) Propose(kNoa), Propose(kSam), world_.Pass(absl::Minutes(1));
  EXPECT_EQ(Operations(kNoa), 4u);
  EXPECT_EQ(Operations(kSam), 4u);
  world_.relay().Join(GetParam());
  world_.Pass(absl::Minutes(30));
  const int apart = GetParam() == SimRelay::Survivor::kFirst ? kSam : kNoa;
  EXPECT_EQ(world_.device(apart).counts().Of(Event::kRelayStartedOver), 1u);
  EXPECT_EQ(world_.device(1 - apart).counts().Of(Event::kRelayStartedOver), 0u);
  ExpectHealed(7);
}

INSTANTIATE_TEST_SUITE_P(EitherSide, Forks,
                         testing::Values(SimRelay::Survivor::kFirst, SimRelay::Survivor::kSecond));

}  // namespace
}  // namespace twofold::sim

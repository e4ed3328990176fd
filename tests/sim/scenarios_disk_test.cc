// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Disks: lost power, older copies of a disk, and copies that live on beside it.
#include <algorithm>

#include "storage/store/store.h"
#include "tests/sim/scenario.h"

namespace twofold::sim {
namespace {

std::vector<ChainId> ChainsOf(SimDevice& device, const DeviceId& of) {
  std::vector<ChainId> chains;
  for (const Operation& operation : device.Operations()) {
    if (operation.device == of) chains.push_back(operation.chain);
  }
  std::sort(chains.begin(), chains.end());
  chains.erase(std::unique(chains.begin(), chains.end()), chains.end());
  return chains;
}

TEST_F(Scenario, WhatWasWrittenBeforeACrashGoesOutAfterItAsTheSameOperation) {
  Away(kNoa);
  Propose(kNoa);
  const auto written = world_.device(kNoa).OwnHead();
  world_.Do(Fault::kKill, kNoa);
  world_.Pass(absl::Minutes(20));
  Back(kNoa);
  world_.Pass(absl::Minutes(5));
  EXPECT_TRUE(world_.device(kSam).Has(*written));
  ExpectHealed(1);
}

TEST_F(Scenario, WhatWasAnsweredIsThereAfterPowerIsLostAtOnce) {
  for (int i = 0; i < 10; ++i) {
    Propose(kNoa);
    const auto written = world_.device(kNoa).OwnHead();
    world_.Do(Fault::kPower, kNoa);
    EXPECT_TRUE(world_.device(kNoa).Has(*written));
    world_.Pass(absl::Minutes(20));
  }
  ExpectHealed(10);
}

// Noa's disk is as it was a month ago; then something is written before the relay is heard.
TEST_F(Scenario, ADiskThatWasPutBackGetsWhatItLostAndWritesOnAnotherChain) {
  const std::string walk = Agreed();
  const SimDisk::Image backup = world_.device(kNoa).disk().Copy();
  for (int i = 0; i < 30; ++i) {
    Log(kNoa, walk, i % 2 == 0 ? "yes" : "blank");
    world_.Pass(absl::Hours(24));
  }
  Propose(kSam);
  world_.Pass(absl::Minutes(1));
  const std::size_t all = Operations(kSam);
  Away(kNoa);
  world_.BringBack(kNoa, backup);
  world_.Pass(absl::Minutes(20));
  ASSERT_LT(Operations(kNoa), all);
  Log(kNoa, walk, "yes", "1d");
  Log(kNoa, walk, "yes", "2d");
  Back(kNoa);
  world_.Pass(absl::Minutes(30));
  Log(kNoa, walk, "yes", "3d");
  const DeviceId noa = world_.device(kNoa).identity().device;
  ExpectHealed(all + 3);
  EXPECT_EQ(ChainsOf(world_.device(kSam), noa).size(), 2u);
  EXPECT_GT(Needed(Rule::kForked), 0u);
}

// The relay has let go of all of it, as everybody had it.
TEST_F(Scenario, WhatADiskLostComesBackEvenWhereTheRelayKeepsNothing) {
  const std::string walk = Agreed();
  const SimDisk::Image backup = world_.device(kNoa).disk().Copy();
  Log(kNoa, walk, "yes");
  Log(kSam, walk, "yes");
  world_.Pass(absl::Minutes(10));
  EXPECT_GT(world_.relay().trimmed(), 3u);
  world_.BringBack(kNoa, backup);
  ExpectHealed(4);
}

// At one place of the chain each has another operation, and the relay neither.
TEST_F(Scenario, AChainThatWasForkedIsWholeEverywhereThoughTheRelayKeepsNothing) {
  const std::string walk = Agreed();
  const SimDisk::Image backup = world_.device(kNoa).disk().Copy();
  Log(kNoa, walk, "yes");
  world_.Pass(absl::Minutes(10));
  Away(kNoa);
  world_.BringBack(kNoa, backup);
  world_.Pass(absl::Minutes(20));
  Log(kNoa, walk, "yes", "1d");
  world_.Pass(absl::Minutes(1));
  Back(kNoa);
  ExpectHealed(4);
  EXPECT_EQ(Needed(Rule::kForked), 1u);
}

// It says the same word each time.
TEST_F(Scenario, ADiskThatIsPutBackTwiceToTheSameCopyGetsWhatItLostTwice) {
  const std::string walk = Agreed();
  const SimDisk::Image backup = world_.device(kNoa).disk().Copy();
  Log(kSam, walk, "yes");
  world_.Pass(absl::Minutes(10));
  for (int i = 0; i < 3; ++i) {
    world_.BringBack(kNoa, backup);
    world_.Pass(absl::Minutes(30));
    EXPECT_EQ(Operations(kNoa), 3u) << i;
  }
  ExpectHealed(3);
}

TEST_F(Scenario, ACopiedDiskLivesOnBesideTheFirstAndBothHaveEverything) {
  const std::string walk = Agreed();
  const int copy = world_.Clone(kNoa, world_.device(kNoa).disk().Copy());
  for (const int who : {kNoa, kSam, copy}) Away(who);
  for (const int who : {kNoa, copy}) {
    for (int i = 0; i < 4; ++i) Log(who, walk, i % 2 == who % 2 ? "yes" : "blank");
  }
  for (const int who : {kNoa, kSam, copy}) Back(who);
  world_.Pass(absl::Minutes(30));
  EXPECT_NE(world_.device(kNoa).Chain(), world_.device(copy).Chain());
  Log(kNoa, walk, "yes", "1d"), Log(copy, walk, "yes", "2d");
  ExpectHealed();
  EXPECT_GT(Needed(Rule::kForked), 0u);
}

TEST_F(Scenario, ThreeCopiesOfWhichOneNeverConnectsHoldUpNobody) {
  const std::string walk = Agreed();
  const SimDisk::Image image = world_.device(kNoa).disk().Copy();
  const int second = world_.Clone(kNoa, image), third = world_.Clone(kNoa, image);
  world_.Stop(third);
  for (int day = 0; day < 100; ++day) {
    Log(kNoa, walk, "yes"), Log(second, walk, "blank"), Log(kSam, walk, "yes");
    world_.Pass(absl::Hours(24));
  }
  EXPECT_EQ(world_.device(kNoa).Ids(), world_.device(kSam).Ids());
  EXPECT_EQ(world_.device(second).Ids(), world_.device(kSam).Ids());
  // And the relay is not full of what the third has not read.
  EXPECT_LT(world_.relay().Copy().size(), 40u);
  ExpectHealed();
}

TEST_F(Scenario, AfterTwoHundredDaysAwayWithFortyUnsentAllIsThere) {
  const std::string walk = Agreed();
  world_.Stop(kSam);
  for (int day = 0; day < 200; ++day) {
    Log(kNoa, walk, "yes");
    world_.Pass(absl::Hours(24));
  }
  Away(kSam);
  world_.Start(kSam);
  for (int i = 0; i < 40; ++i) Log(kSam, walk, i % 2 == 0 ? "yes" : "blank");
  Back(kSam);
  ExpectHealed(242);
}

// A test of the test: if something private stood where it may not, it would be seen.
TEST_F(Scenario, SomethingPrivateOnTheOthersDiskIsComplainedOf) {
  Propose(kNoa);
  ByteBatch batch;
  batch.Put("z", "private0 walk");
  EXPECT_TRUE(world_.device(kSam).disk().Commit(batch).ok());
  world_.Heal();
  world_.Check();
  EXPECT_THAT(world_.outcome().violations,
              testing::ElementsAre("I4: device 1 has something private of the other person"));
}

}  // namespace
}  // namespace twofold::sim

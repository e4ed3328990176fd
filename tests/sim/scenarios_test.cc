// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What is known to go wrong between devices and a relay, one thing at a time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "core/crypto/init.h"
#include "tests/sim/world.h"

namespace twofold::sim {
namespace {

using testing::IsEmpty;

constexpr int kNoa = 0;
constexpr int kSam = 1;

class Scenario : public testing::Test {
 protected:
  Scenario() { EXPECT_TRUE(InitCrypto().ok()); }

  // Offers something new; one operation.
  void Propose(int who) {
    const std::string title = "Something " + std::to_string(++titles_);
    EXPECT_TRUE(world_.device(who)
                    .daemon()
                    ->couple
                    .Propose(RequestId::Make(world_.random()), Intent::kSend,
                             {title, {.schedule = {.every = "day"}}})
                    .ok());
  }
  std::size_t Operations(int who) { return world_.device(who).Operations().size(); }
  // Everything works again: all is everywhere, and nothing more is said.
  void ExpectHealed(std::size_t operations) {
    world_.Heal();
    world_.Check();
    EXPECT_THAT(world_.outcome().violations, IsEmpty());
    EXPECT_EQ(Operations(kNoa), operations);
    EXPECT_EQ(Operations(kSam), operations);
  }
  void Away(int who) { world_.Cut(who, World::Cutting::kCut); }
  void Back(int who) { world_.Cut(who, World::Cutting::kWhole); }

  World world_{Plan{.faults = Faults::None()}};
  int titles_ = 0;
};

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

TEST_F(Scenario, AClockTenYearsAheadForAWeekConvergesAndHidesNothingLater) {
  world_.device(kNoa).clock().Set(absl::Hours(24 * 3650));
  for (int day = 0; day < 7; ++day) Propose(kNoa), world_.Pass(absl::Hours(24));
  world_.device(kNoa).clock().Set(absl::ZeroDuration());
  Propose(kSam);
  world_.Pass(absl::Minutes(1));
  Propose(kNoa);
  ExpectHealed(9);
}

TEST_F(Scenario, AClockThatBeganIn1970Converges) {
  world_.device(kSam).clock().Set(absl::Hours(-24 * 365 * 56));
  Propose(kSam);
  world_.Pass(absl::Minutes(1));
  world_.device(kSam).clock().Set(absl::ZeroDuration());
  Propose(kSam);
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

// ---- Random runs ----

class RandomRuns : public testing::TestWithParam<int> {
 protected:
  RandomRuns() { EXPECT_TRUE(InitCrypto().ok()); }
};

TEST_P(RandomRuns, HoldAllInvariants) {
  constexpr std::uint64_t kSeeds = 20;
  FaultCounts faults{};
  std::uint64_t operations = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Plan plan{.seed = seed * 1000 + static_cast<std::uint64_t>(GetParam()),
                    .steps = 200,
                    .devices = GetParam()};
    const Outcome outcome = Simulate(plan);
    EXPECT_THAT(outcome.violations, IsEmpty())
        << "sim --seed " << plan.seed << " --steps " << plan.steps << " --devices " << plan.devices;
    operations += outcome.operations;
    for (std::size_t kind = 0; kind < faults.size(); ++kind) faults[kind] += outcome.faults[kind];
  }
  EXPECT_GT(operations, 20 * kSeeds) << "the runs are too dull to prove much";
  for (int kind = 0; kind < Faults::kKinds; ++kind) {
    EXPECT_GT(faults[static_cast<std::size_t>(kind)], 0u)
        << NameOf(static_cast<Fault>(kind)) << " never happened";
  }
}

INSTANTIATE_TEST_SUITE_P(Devices, RandomRuns, testing::Values(2, 3, 5));

TEST(Runs, AreTheSameToTheLastEventForTheSameSeed) {
  ASSERT_TRUE(InitCrypto().ok());
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Plan plan{.seed = seed, .steps = 100, .devices = 3};
    const Outcome one = Simulate(plan), two = Simulate(plan);
    EXPECT_EQ(one.trace, two.trace) << "seed " << seed;
    EXPECT_EQ(one.events, two.events) << "seed " << seed;
  }
}

}  // namespace
}  // namespace twofold::sim

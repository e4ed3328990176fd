// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Runs that are repeated, and runs that are long. Those that are many are run by the program sim.
#include "tests/sim/scenario.h"

namespace twofold::sim {
namespace {

using testing::IsEmpty;

TEST(Runs, AreTheSameToTheLastEventForTheSameSeed) {
  ASSERT_TRUE(InitCrypto().ok());
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Plan plan = Varied(seed);
    plan.keeps_log = true;
    const Outcome one = Simulate(plan), two = Simulate(plan);
    ASSERT_FALSE(one.log.empty());
    EXPECT_EQ(one.log, two.log) << "seed " << seed;
  }
}

TEST(Runs, OfAnotherSeedAreOthers) {
  ASSERT_TRUE(InitCrypto().ok());
  EXPECT_NE(Simulate({.seed = 1, .steps = 20}).trace, Simulate({.seed = 2, .steps = 20}).trace);
}

// ---- Long ----

class LongRun : public Scenario {
 protected:
  LongRun() : Scenario(5) {}
};

// Everybody turns their machine on for half an hour a day, and something goes wrong every week.
TEST_F(LongRun, ThreeYearsOfDailyUseKeepTheRelaySmallAndTheLogAsLongAsWhatWasDone) {
  static const std::vector<Fault> kWeekly = {
      Fault::kCutLine, Fault::kRelayRestart, Fault::kRelayWiped, Fault::kRelayBack,
      Fault::kPower,   Fault::kUnknown,      Fault::kRestored,   Fault::kFork,
      Fault::kForgets, Fault::kReplay,       Fault::kFull,       Fault::kClock};
  constexpr int kDays = 3 * 365;
  std::size_t most_kept = 0;
  std::vector<std::size_t> operations;
  for (int i = 0; i < 5; ++i) world_.Stop(i);
  for (int day = 0; day < kDays; ++day) {
    const int who = static_cast<int>(world_.random().Below(5));
    for (int i = 0; i < 5; ++i) {
      if (world_.random().OneIn(2) || i == who) world_.Start(i);
    }
    world_.Pass(absl::Minutes(1));
    if (world_.random().OneIn(7) && world_.device(who).running()) {
      world_.Do(world_.random().Pick(kWeekly), who);
    }
    for (int i = 0; i < 5; ++i) {
      if (world_.device(i).running()) world_.Deed(i);
    }
    world_.Pass(absl::Minutes(10));
    for (int i = 0; i < 5; ++i) {
      if (world_.device(i).running()) world_.Stop(i);
    }
    world_.Pass(absl::Hours(23));
    most_kept = std::max(most_kept, world_.relay().Copy().size());
    if ((day + 1) % 365 == 0) operations.push_back(Operations(kNoa));
  }
  ExpectHealed();
  EXPECT_LT(most_kept, 4000u) << "records that the relay keeps at once";
  ASSERT_EQ(operations.size(), 3u);
  EXPECT_GT(operations[0], 200u);
  EXPECT_LT(operations[2], 5 * operations[0]);
}

// Written by a program, say: all of them on one day, so that the counter of the stamp carries.
TEST_F(Scenario, SeventyThousandOperationsInOneMomentAllArrive) {
  constexpr int kAtOnce = 70'000;
  constexpr int kBatch = 5'000;
  world_.Pass(absl::Minutes(1));
  Propose(kNoa);
  const EntityId about = world_.device(kNoa).Operations().front().entity;
  for (int made = 0; made < kAtOnce; made += kBatch) {
    const auto done = Of(kNoa).ledger->Do([&](Change& change) -> absl::StatusOr<bool> {
      const Space us = *change.state().us;
      for (int i = 0; i < kBatch; ++i) {
        EntryWritePayload write{{DayWrite{.day = (made + i) % 500, .add_micros = 1}}, {}};
        TF_RETURN_IF_ERROR(change.Emit(us, about, std::move(write)).status());
      }
      return true;
    });
    ASSERT_TRUE(done.ok());
  }
  Propose(kNoa);
  world_.Heal();
  EXPECT_EQ(world_.device(kNoa).Ids(), world_.device(kSam).Ids());
  EXPECT_EQ(world_.device(kSam).Ids().size(), kAtOnce + 2u);
  EXPECT_EQ(world_.device(kNoa).Folded(), world_.device(kSam).Folded());
  EXPECT_THAT(world_.outcome().violations, IsEmpty());
}

}  // namespace
}  // namespace twofold::sim

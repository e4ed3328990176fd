// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What people do at once, clocks that are wrong, and devices that somebody modified.
#include "tests/sim/oracle.h"
#include "tests/sim/scenario.h"

namespace twofold::sim {
namespace {

using testing::HasSubstr;

TEST_F(ThreeDevices, OneDayMarkedOnTwoDevicesOfOnePersonIsOneMark) {
  const std::string walk = Agreed();
  for (const int who : {kNoa, kPad}) Away(who);
  Log(kNoa, walk, "yes"), Log(kPad, walk, "yes");
  for (const int who : {kNoa, kPad}) Back(who);
  ExpectHealed(4);
  for (const int who : {kNoa, kPad}) EXPECT_EQ(Lines(who).front().own.mark, Mark::kKept);
  EXPECT_EQ(Lines(kSam).front().own.mark, Mark::kNone);
  EXPECT_EQ(Needed(Rule::kConcurrentMarks), 1u);
}

TEST_F(ThreeDevices, OneDayMarkedDifferentlyAtOnceHasOneMarkEverywhereAndBothOperations) {
  const std::string walk = Agreed();
  Log(kNoa, walk, "yes");
  world_.Pass(absl::Minutes(1));
  for (const int who : {kNoa, kPad}) Away(who);
  Log(kNoa, walk, "blank"), Log(kPad, walk, "blank"), Log(kPad, walk, "yes");
  for (const int who : {kNoa, kPad}) Back(who);
  ExpectHealed(6);
  EXPECT_GT(Needed(Rule::kConcurrentMarks), 0u);
}

TEST_F(Scenario, BothMarkOneSharedDayAndEachHasTheirOwn) {
  const std::string walk = Agreed();
  Log(kNoa, walk, "yes"), Log(kSam, walk, "yes");
  ExpectHealed(4);
  for (const int who : {kNoa, kSam}) {
    EXPECT_EQ(Lines(who).front().own.mark, Mark::kKept);
  }
}

TEST_F(ThreeDevices, AmountsOfSeveralDevicesAddUpThoughTheyComeTwiceAndOutOfOrder) {
  const std::string read = Agreed("min");
  for (int i = 0; i < 3; ++i) Away(i);
  Log(kNoa, read, "1"), Log(kPad, read, "2"), Log(kSam, read, "4"), Log(kPad, read, "1");
  world_.relay().Replay(100);
  for (int i = 0; i < 3; ++i) Back(i);
  world_.Pass(absl::Minutes(5));
  world_.relay().Replay(100);
  ExpectHealed(6);
  EXPECT_EQ(Lines(kNoa).front().progress.amount_micros, 8'000'000);
  EXPECT_EQ(Lines(kSam).front().progress.amount_micros, 8'000'000);
  EXPECT_GT(Needed(Rule::kAmountsAdded), 0u);
}

TEST_F(ThreeDevices, WhoHadSeenTheOtherMarkWinsThoughTheirClockIsADayBehind) {
  const std::string walk = Agreed();
  Log(kNoa, walk, "yes", "3d");
  world_.Pass(absl::Minutes(1));
  world_.device(kPad).clock().Set(absl::Hours(-24));
  Log(kPad, walk, "blank", "2d");  // the same day, on that clock
  ExpectHealed(4);
  for (const auto& [what, is] :
       SayAsShipped(world_.device(kSam).disk(), *world_.device(kSam).Known(SpaceKind::kUs))) {
    if (what.starts_with("entry")) {
      EXPECT_THAT(is, HasSubstr("mark 0 "));
    }
  }
}

// ---- Consent ----

TEST_F(Scenario, OfferedAcceptedAndSteppedOutOfInOrderIsInForceAndThenNot) {
  const std::string walk = Agreed();
  EXPECT_EQ(Lines(kNoa).front().goal.state, GoalState::kActive);
  EXPECT_TRUE(Of(kSam).couple.StepOut(Request(), walk).ok());
  ExpectHealed(3);
  for (const int who : {kNoa, kSam}) EXPECT_TRUE(Lines(who).empty());
}

TEST_F(Scenario, AnAcceptBesideAWithdrawalIsInForceNowhere) {
  Propose(kNoa);
  world_.Pass(absl::Minutes(1));
  for (const int who : {kNoa, kSam}) Away(who);
  EXPECT_TRUE(Of(kNoa).couple.Withdraw(Request(), "p1").ok());
  EXPECT_TRUE(Accept(kSam).ok());
  EXPECT_EQ(Lines(kSam).size(), 1u) << "as far as Sam can know";
  ExpectHealed(3);
  for (const int who : {kNoa, kSam}) EXPECT_TRUE(Lines(who).empty());
  EXPECT_EQ(Needed(Rule::kWithdrawnMeanwhile), 1u);
}

TEST_F(Scenario, AnAcceptBesideASteppingOutIsInForceNowhere) {
  const std::string walk = Agreed();
  const OfferWords less{"", {.schedule = {.every = "mon"}}};
  EXPECT_TRUE(Of(kNoa).couple.Change(Request(), Intent::kSend, walk, less).ok());
  world_.Pass(absl::Minutes(1));
  for (const int who : {kNoa, kSam}) Away(who);
  EXPECT_TRUE(Of(kNoa).couple.StepOut(Request(), walk).ok());
  EXPECT_TRUE(Accept(kSam, walk).ok());
  ExpectHealed(5);
  for (const int who : {kNoa, kSam}) EXPECT_TRUE(Lines(who).empty());
  EXPECT_EQ(Needed(Rule::kSteppedOutMeanwhile), 1u);
}

TEST_F(Scenario, AChangeByOneSideWaitsAndTheOldStaysInForce) {
  const std::string walk = Agreed();
  const GoalTerms before = Lines(kSam).front().goal.terms;
  const OfferWords less{"", {.schedule = {.every = "mon"}}};
  EXPECT_TRUE(Of(kNoa).couple.Change(Request(), Intent::kSend, walk, less).ok());
  ExpectHealed(3);
  for (const int who : {kNoa, kSam}) {
    EXPECT_EQ(Lines(who).front().goal.terms, before);
    EXPECT_EQ(Of(who).entries.Today("", GoalFilter())->proposals.size(), 1u);
  }
}

// ---- Clocks ----

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

// ---- Modified devices ----

class Odd : public Scenario, public testing::WithParamInterface<Oddity> {};

TEST_P(Odd, OperationsAreTheSameToEverybodyAndHoldUpNothing) {
  const std::string walk = Agreed();
  Propose(kSam);
  world_.Pass(absl::Minutes(1));
  for (int i = 0; i < 3; ++i) world_.BeStrange(kSam, GetParam()), world_.Pass(absl::Minutes(1));
  Log(kNoa, walk, "yes"), Log(kSam, walk, "yes");
  world_.Pass(absl::Minutes(1));
  EXPECT_EQ(Lines(kNoa).front().own.mark, Mark::kKept);
  EXPECT_EQ(Lines(kSam).front().own.mark, Mark::kKept);
  // And whoever gets everything anew gets the same.
  world_.relay().Wipe();
  ExpectHealed();
  EXPECT_EQ(Lines(kNoa).size(), 1u) << "nobody agreed to anything else";
}

std::vector<Oddity> AllOddities() {
  std::vector<Oddity> all;
  for (int i = 0; i < static_cast<int>(Oddity::kCount); ++i) all.push_back(static_cast<Oddity>(i));
  return all;
}
INSTANTIATE_TEST_SUITE_P(All, Odd, testing::ValuesIn(AllOddities()));

}  // namespace
}  // namespace twofold::sim

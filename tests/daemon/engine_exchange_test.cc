// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Operations that come and go, carried by hand in every wrong way.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/sync/stamp.h"
#include "tests/daemon/engine_couple.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

// A modified device of a member, writing whatever it likes on a chain of its own.
struct Forger {
  Forger(const TestDevice& device, const SpaceId& space, char chain) : device(device) {
    header.set_format(1);
    header.set_space(space.str());
    header.set_device(device.device.str());
    std::string id = device.device.str().substr(0, 8) + std::string(8, chain);
    header.set_chain(id);
    header.set_entity(std::string(16, 'E'));
    header.set_compat(pb::COMPAT_CLASS_IGNORABLE);
    header.set_stamp(1);
  }
  std::string Next(pb::OperationKind kind, absl::string_view payload) {
    header.set_kind(kind);
    header.set_sequence(header.sequence() + 1);
    const std::string bytes = SignAnything(device, header, payload);
    header.set_previous(ReadOperation(bytes, device.notary)->id.str());
    return bytes;
  }
  std::string Amount(std::int32_t day, std::int64_t micros) {
    pb::AmountAdd add;
    add.set_day(day);
    add.set_micros(micros);
    return Next(pb::OPERATION_KIND_AMOUNT_ADD, add.SerializeAsString());
  }
  const TestDevice& device;
  pb::OperationHeader header;
};

TEST_F(Couple, ReceivedTwiceAnOperationHasOneEffect) {
  const auto proposed =
      noa.couple->Propose(noa.Request(), Intent::kSend, {"Practise", {.unit = "min"}});
  ASSERT_THAT(proposed, IsOk());
  Sync();
  const std::string handle = sam.Accept("p1")->goal.handle;
  Sync();
  ASSERT_THAT(noa.Log(handle, "10"), IsOk());
  const auto operations = noa.Send();
  EXPECT_EQ(sam.Receive(operations).applied, 1);
  EXPECT_EQ(sam.Receive(operations).known, 1);
  auto doubled = operations;
  doubled.insert(doubled.end(), operations.begin(), operations.end());
  EXPECT_EQ(sam.Receive(doubled).known, 2);
  EXPECT_EQ(sam.Today()->lines[0].progress.amount_micros, 10'000'000);
  ExpectEqualStates();
}

TEST_F(Couple, OutOfOrderOperationsAreHeldAndReleasedAlsoAcrossARestart) {
  const std::string walk = Agreed();
  for (int day = 1; day <= 5; ++day) {
    ASSERT_THAT(noa.Log(walk, "", absl::StrCat(day, "d")), IsOk());
  }
  auto operations = noa.Send();
  const std::string first = operations.front();
  operations.erase(operations.begin());
  for (auto it = operations.rbegin(); it != operations.rend(); ++it) {
    EXPECT_EQ(sam.Receive({*it}).applied, 0);
  }
  EXPECT_EQ(StoreView(sam.store).ListHeld(sam.us())->size(), 4u);
  sam.Reopen();
  EXPECT_EQ(sam.Receive({first}).applied, 5);
  EXPECT_TRUE(StoreView(sam.store).ListHeld(sam.us())->empty());
  ExpectEqualStates();
}

TEST_F(Couple, WhatWaitsForeverHoldsUpNobodyElse) {
  const std::string walk = Agreed();
  Forger forger(sam.device, noa.us(), 'x');
  pb::Dependency* missing = forger.header.add_dependencies();
  missing->set_chain(std::string(16, '\xFF'));
  missing->set_sequence(9);
  missing->set_id(std::string(32, 'i'));
  EXPECT_EQ(noa.Receive({forger.Amount(1, 1)}).held, 1);
  ASSERT_THAT(sam.Log(walk), IsOk());
  EXPECT_EQ(noa.Receive(sam.Send()).applied, 1);
  EXPECT_EQ(noa.StateOn(walk), LineState::kDone);
}

TEST_F(Couple, HeldOperationsAreBounded) {
  Forger forger(sam.device, noa.us(), 'x');
  std::vector<std::string> operations;
  for (std::size_t i = 0; i < limits::kHeldOperations + 2; ++i) {
    operations.push_back(forger.Amount(1, 1));
  }
  operations.erase(operations.begin());
  const Received waiting = noa.Receive(operations);
  EXPECT_EQ(waiting.held, static_cast<int>(limits::kHeldOperations));
  EXPECT_EQ(waiting.refused, 1);
}

TEST_F(Couple, AFullRoomOfHeldOperationsIsReleasedInOneGo) {
  Forger forger(sam.device, noa.us(), 'x');
  std::vector<std::string> operations;
  for (std::size_t i = 0; i < limits::kHeldOperations + 1; ++i) {
    forger.header.set_stamp(1'000'000 - i);  // a device that wants to be slow to take
    operations.push_back(forger.Amount(1, 1));
  }
  const std::string first = operations.front();
  operations.erase(operations.begin());
  std::reverse(operations.begin(), operations.end());
  EXPECT_EQ(noa.Receive(operations).held, static_cast<int>(limits::kHeldOperations));
  EXPECT_EQ(noa.Receive({first}).applied, static_cast<int>(limits::kHeldOperations) + 1);
}

TEST_F(Couple, AnOperationOfAnotherSpaceIsRefused) {
  Forger forger(sam.device, SpaceId::Prefix(std::string(16, 'X')), 'x');
  EXPECT_EQ(noa.Receive({forger.Amount(1, 1)}).refused, 1);
}

TEST_F(Couple, AnOperationOfAStrangerIsRefused) {
  TestDevice stranger('x');
  Forger forger(stranger, noa.us(), 'x');
  EXPECT_EQ(noa.Receive({forger.Amount(1, 1)}).refused, 1);
}

TEST_F(Couple, AnUnsignedOrWronglySignedOperationIsRefused) {
  const std::string walk = Agreed();
  ASSERT_THAT(sam.Log(walk), IsOk());
  const std::string genuine = sam.Send().front();
  pb::SignedOperation bent = Opened(genuine);
  bent.mutable_signature()->front() ^= 1;
  EXPECT_EQ(noa.Receive({bent.SerializeAsString()}).refused, 1);
  bent = Opened(genuine);
  bent.clear_signature();
  EXPECT_EQ(noa.Receive({bent.SerializeAsString()}).refused, 1);
  bent = Opened(genuine);
  bent.set_signature(noa.device.notary.Sign(bent.header()).str());
  EXPECT_EQ(noa.Receive({bent.SerializeAsString()}).refused, 1) << "signed by the reader";
  EXPECT_EQ(noa.Receive({"", "garbage", std::string(20'000, 'x')}).refused, 3);
  EXPECT_EQ(noa.Receive({genuine}).applied, 1);
}

TEST_F(Couple, NobodyWritesOnTheChainOfAnother) {
  Forger forger(sam.device, noa.us(), 'x');
  forger.header.set_chain(noa.state().us->chain.str());
  forger.header.set_kind(pb::OPERATION_KIND_STEP_OUT);
  forger.header.set_sequence(1);
  EXPECT_EQ(noa.Receive({SignAnything(sam.device, forger.header, "")}).refused, 1);
}

// E13: nobody logs for somebody else.
TEST_F(Couple, AnEntryIsAlwaysItsSignersOwn) {
  const std::string walk = Agreed();
  const EntityId goal = noa.goals->List(GoalScope::kActive, {})->front().id;
  pb::EntrySet set;
  set.set_day(20778);
  set.set_mark(pb::MARK_KEPT);
  Forger forger(sam.device, noa.us(), 'x');
  forger.header.set_entity(goal.str());
  noa.Receive({forger.Next(pb::OPERATION_KIND_ENTRY_SET, set.SerializeAsString())});
  const auto entries = StoreView(noa.store).ListEntries(noa.us(), goal, 20778, 20778);
  ASSERT_THAT(entries, IsOk());
  ASSERT_EQ(entries->size(), 1u);
  EXPECT_EQ(entries->front().first.person, sam.state().self->person);
}

TEST_F(Couple, GoalsOfTheOwnSideCannotBeMadeByThePartner) {
  pb::GoalSet set;
  set.set_title("Yours now");
  Forger forger(sam.device, noa.us(), 'x');
  EXPECT_EQ(
      noa.Receive({forger.Next(pb::OPERATION_KIND_GOAL_SET, set.SerializeAsString())}).applied, 1);
  EXPECT_TRUE(noa.Handles(GoalScope::kAll).empty());
}

// Scenario 12.
TEST_F(Couple, AStampBeyondTheEndHasNoEffectAndEverybodyGoesOn) {
  Forger forger(sam.device, noa.us(), 'x');
  forger.header.set_stamp(kStampEnd);
  const std::string beyond = forger.Amount(20778, 5'000'000);
  forger.header.set_stamp(7);
  const std::string after = forger.Amount(20778, 1'000'000);
  EXPECT_EQ(noa.Receive({beyond, after}).applied, 2);
  EXPECT_EQ(sam.Receive({beyond, after}).applied, 2);
  ExpectEqualStates();
  const EntryKey key{noa.us(), EntityId::Prefix(std::string(16, 'E')), 20778,
                     sam.state().self->person};
  EXPECT_EQ((*StoreView(noa.store).FindEntry(key))->amount_micros, 1'000'000);
}

TEST_F(Couple, TheLastValidStampDoesNotSilenceEverybodyElse) {
  Forger forger(sam.device, noa.us(), 'x');
  forger.header.set_stamp(kStampEnd - 1);
  Forger other(sam.device, noa.us(), 'y');
  other.header.set_stamp(kStampFollowed - 1);
  const std::vector<std::string> far = {forger.Amount(1, 1), other.Amount(1, 1)};
  noa.Receive(far);
  sam.Receive(far);
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  sam.Receive(noa.Send());
  EXPECT_EQ(sam.OnlyOpen().terms.title, "Walk");
}

TEST_F(Couple, MoreChainsThanFitIntoOneOperationDoNotStopAnybody) {
  std::vector<std::string> operations;
  for (std::size_t i = 0; i < limits::kDependencies + 20; ++i) {
    Forger forger(sam.device, noa.us(), static_cast<char>(i));
    operations.push_back(forger.Amount(1, 1));
  }
  noa.Receive(operations);
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  ASSERT_THAT(noa.Propose("Run"), IsOk());
  const auto sent = noa.Send();
  sam.Receive(operations);
  EXPECT_EQ(sam.Receive(sent).applied, 2);
  EXPECT_EQ(ReadOperation(sent[0], sam.device.notary)->dependencies.size(), limits::kDependencies);
  EXPECT_EQ(ReadOperation(sent[1], sam.device.notary)->dependencies.size(), 20u);
  ExpectEqualStates();
}

TEST_F(Couple, HostileAmountsOverflowNothing) {
  const auto proposed =
      noa.couple->Propose(noa.Request(), Intent::kSend, {"Practise", {.unit = "min"}});
  ASSERT_THAT(proposed, IsOk());
  Sync();
  const std::string handle = sam.Accept("p1")->goal.handle;
  Sync();
  Forger forger(sam.device, noa.us(), 'x');
  forger.header.set_entity(noa.goals->List(GoalScope::kActive, {})->front().id.str());
  std::vector<std::string> operations;
  for (int i = 0; i < 9'300; ++i) operations.push_back(forger.Amount(20778, limits::kAmountMicros));
  noa.Receive(operations);
  EXPECT_THAT(noa.Log(handle, "10"), IsOk());
  EXPECT_THAT(noa.Today(), IsOk());
}

TEST_F(Couple, NoMoreIsReadOfADayThanItCanHold) {
  ASSERT_THAT(noa.couple->Propose(noa.Request(), Intent::kSend, {"Practise", {.unit = "min"}}),
              IsOk());
  Sync();
  ASSERT_THAT(sam.Accept("p1"), IsOk());
  Sync();
  const auto today = [&] { return noa.Today()->lines[0].progress.amount_micros; };
  Forger forger(sam.device, noa.us(), 'x');
  forger.header.set_entity(noa.goals->List(GoalScope::kActive, {})->front().id.str());
  noa.Receive({forger.Amount(20778, limits::kAmountMicros), forger.Amount(20778, 1)});
  EXPECT_EQ(today(), limits::kAmountMicros);
  noa.Receive({forger.Amount(20778, -limits::kAmountMicros), forger.Amount(20778, -2)});
  EXPECT_EQ(today(), 0);
}

TEST_F(Couple, ADayThatTwoComputersFilledIsEmptiedStepByStep) {
  ASSERT_THAT(noa.couple->Propose(noa.Request(), Intent::kSend, {"Practise", {.unit = "min"}}),
              IsOk());
  Sync();
  const std::string handle = sam.Accept("p1")->goal.handle;
  Sync();
  Forger another(noa.device, noa.us(), 'x');
  another.header.set_entity(noa.goals->List(GoalScope::kActive, {})->front().id.str());
  noa.Receive({another.Amount(20778, limits::kAmountMicros)});
  noa.Receive({another.Amount(20778, limits::kAmountMicros)});
  ASSERT_THAT(noa.Log(handle, "blank"), IsOk());
  EXPECT_EQ(noa.Today()->lines[0].progress.amount_micros, limits::kAmountMicros);
  ASSERT_THAT(noa.Log(handle, "blank"), IsOk());
  EXPECT_EQ(noa.Today()->lines[0].progress.amount_micros, 0);
}

TEST_F(Couple, AMarkThatTheKindDoesNotTakeHidesNobodysWord) {
  ASSERT_THAT(noa.couple->Propose(noa.Request(), Intent::kSend, {"Practise", {.unit = "min"}}),
              IsOk());
  Sync();
  const std::string handle = sam.Accept("p1")->goal.handle;
  Sync();
  ASSERT_THAT(noa.Log(handle, "skip"), IsOk());
  EntryWritePayload kept;
  kept.days.push_back({.day = 20778, .mark = DayMark{Mark::kKept, ""}});
  Forger forger(sam.device, noa.us(), 'x');
  forger.header.set_entity(noa.goals->List(GoalScope::kActive, {})->front().id.str());
  forger.header.set_compat(CompatOf(kept));
  ASSERT_EQ(noa.Receive({forger.Next(KindOf(kept), EncodePayload(kept))}).applied, 1);
  EXPECT_EQ(noa.StateOn(handle), LineState::kSkipped) << "a yes is no answer where amounts count";
}

// The small beginning of the simulator: three computers, two persons, every kind of act, lost
// order, doubled envelopes, restored backups; after everybody got everything, all are equal.
TEST(ThreeComputers, ConvergeToTheByteWhateverHappens) {
  std::size_t records = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    SeededRandom random(seed);
    Computer noa('n', seed), pad('p', seed), sam('s', seed);
    std::vector<Computer*> all = {&noa, &pad, &sam};
    for (Computer* computer : all) {
      ASSERT_THAT(computer->profile->Start(computer->Request(), "N", ""), IsOk());
    }
    // The pad is Noa's second computer.
    NewSpace made;
    made.id = SpaceId::Prefix(std::string(16, 'U'));
    made.key = std::string(32, 'U');
    made.members = {{noa.state().self->person,
                     "Noa",
                     {{noa.device.device, noa.device.key}, {pad.device.device, pad.device.key}}},
                    {sam.state().self->person, "Sam", {{sam.device.device, sam.device.key}}}};
    {
      Self self = *pad.state().self;
      self.person = noa.state().self->person;
      Space me = *pad.state().me;
      me.members.front().person = self.person;
      Transaction transaction(pad.store);
      transaction.PutSelf(self);
      transaction.PutSpace(me);
      ASSERT_THAT(transaction.Commit(), IsOk());
    }
    pad.Reopen();
    for (Computer* computer : all) ASSERT_THAT(computer->pairing->Adopt(made), IsOk());

    std::vector<std::string> relay;
    std::map<Computer*, std::map<std::string, std::string>> backups;
    for (int step = 0; step < 60; ++step) {
      Computer& who = *random.Pick(all);
      const std::string item = absl::StrCat("p", 1 + random.Below(3));
      const std::string day = absl::StrCat(random.Below(3), "d");
      switch (random.Below(12)) {
        case 0:
          (void)who.Propose(absl::StrCat("Goal ", step));
          break;
        case 1:
          (void)who.Change(item, {.every = random.OneIn(2) ? "mon" : "sun"});
          break;
        case 2:
        case 3:
          (void)who.Accept(item);
          break;
        case 4:
          (void)who.Decline(item);
          break;
        case 5:
          (void)who.couple->Withdraw(who.Request(), item);
          break;
        case 6:
          (void)who.couple->StepOut(who.Request(), item);
          break;
        case 7:
        case 8:
          (void)who.Log(item, "", day);
          break;
        case 9:
          (void)who.Undo();
          break;
        case 10:
          who.clock.Advance(absl::Hours(24 * (static_cast<int>(random.Below(21)) - 10)));
          break;
        default:
          if (backups.contains(&who) && random.OneIn(2)) {
            who.Restore(backups[&who]);
          } else {
            backups[&who] = who.Everything();
          }
      }
      if (random.OneIn(2)) {
        for (std::string& bytes : who.Send()) relay.push_back(std::move(bytes));
      }
      if (random.OneIn(2)) {
        std::vector<std::string> some;
        for (const std::string& bytes : relay) {
          if (!random.OneIn(3)) some.push_back(bytes);
        }
        random.Shuffle(some);
        who.Receive(some);
      }
    }
    for (Computer* computer : all) {
      ASSERT_THAT(computer->exchange->StartOver(made.id, Generation()), IsOk());
      for (std::string& bytes : computer->Send()) relay.push_back(std::move(bytes));
    }
    for (Computer* computer : all) EXPECT_EQ(computer->Receive(relay).refused, 0);
    records += noa.Folded(made.id).size();
    ASSERT_EQ(noa.Folded(made.id), sam.Folded(made.id));
    ASSERT_EQ(pad.Folded(made.id), sam.Folded(made.id));
    for (Computer* computer : all) {
      EXPECT_TRUE(StoreView(computer->store).ListHeld(made.id)->empty());
    }
  }
  EXPECT_GT(records, 300u) << "the stories are too dull to prove much";
}

}  // namespace
}  // namespace twofold

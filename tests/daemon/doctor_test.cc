// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Each thing that can be wrong with what is kept, one at a time: it is found, named as what it is,
// and put right where the operations say how.
#include "daemon/engine/doctor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/schedule/day.h"
#include "daemon/engine/rest_engine.h"
#include "storage/store/folded.h"
#include "storage/store/keys.h"
#include "storage/store/records_codec.h"
#include "tests/daemon/own_device.h"
#include "tests/support/everything.h"

namespace twofold {
namespace {

bool GoOn() { return true; }

class DoctorTest : public testing::Test {
 protected:
  // Two people, one of them with two computers, and a life that leaves something in every table.
  DoctorTest() {
    noa.Start("Noa");
    sam.Start("Sam");
    Pair(noa, sam);
    Link(noa, phone);
    mail.Settle({&noa, &phone, &sam});
    noa.Add("Read");
    Log(noa, "read");
    Log(noa, "read");
    EXPECT_THAT(RestEngine(*noa.ledger).Rest(noa.Request(), {.goals = {"read"}}, "", "tomorrow"),
                IsOk());
    EXPECT_THAT(EntryEngine(*noa.ledger).SetEase(noa.Request(), "read", "3", ""), IsOk());
    const std::string walk = noa.Propose("Walk");
    mail.Settle({&noa, &phone, &sam});
    EXPECT_THAT(sam.Accept(walk), IsOk());
    mail.Settle({&noa, &phone, &sam});
    for (OwnDevice* device : {&noa, &sam, &phone}) {
      Log(*device, "walk");
      mail.Settle({&noa, &phone, &sam});
    }
  }

  // On another day each time, so that each is an operation.
  void Log(OwnDevice& device, absl::string_view goal) {
    const std::string day = absl::StrCat(++logged_, "d");
    const AnswerWords words{.goal = goal, .on = day};
    EXPECT_THAT(EntryEngine(*device.ledger).Log(device.Request(), Together::kEach, {&words, 1}),
                IsOk());
  }

  static Examination Examine(OwnDevice& device,
                             const std::optional<AnchorPoint>& anchor = std::nullopt) {
    const auto examination = Doctor(*device.ledger, [=] { return anchor; }).Examine(GoOn);
    EXPECT_THAT(examination, IsOk());
    return examination.value_or(Examination());
  }
  static Examination Repair(OwnDevice& device) {
    const auto examination = Doctor(*device.ledger, [] { return std::nullopt; }).Repair(GoOn);
    EXPECT_THAT(examination, IsOk());
    return examination.value_or(Examination());
  }
  // What was found, and how much of it.
  static std::map<Looked, std::uint64_t> Found(const Examination& examination) {
    std::map<Looked, std::uint64_t> found;
    for (const LookedOver& one : examination.looked) {
      if (one.found > 0) found[one.what] = one.found;
    }
    return found;
  }
  static LookedOver Of(const Examination& examination, Looked what) {
    return examination.looked.at(static_cast<std::size_t>(what));
  }

  SpaceId us() const { return noa.state().us->id; }
  SpaceId me() const { return noa.state().me->id; }
  ChainId own() const { return noa.state().us->chain; }
  ChainId sams() const { return sam.state().us->chain; }
  ChainPosition At(const ChainId& chain, std::uint64_t sequence) const {
    const auto places = StoreView(noa.store).ListPlaces(us(), chain, sequence);
    EXPECT_FALSE(places->empty());
    return places->front();
  }
  ChainPosition Head(const ChainId& chain) const {
    return **StoreView(noa.store).GetHead(us(), chain);
  }
  // Changes Noa's store behind everybody's back.
  void Damage(const std::function<void(ByteBatch&)>& damage) {
    ByteBatch batch;
    damage(batch);
    ASSERT_FALSE(batch.empty());
    ASSERT_THAT(noa.store.Commit(batch), IsOk());
  }
  static std::string KeyOf(const SpaceId& space, const ChainPosition& at) {
    return keys::OperationKey(space, at.chain, at.sequence, at.id);
  }
  // Rewrites one stored operation.
  void Rewrite(const ChainPosition& at, const std::function<void(StoredOperation&)>& edit) {
    StoredOperation stored = **StoreView(noa.store).FindOperation(us(), at);
    edit(stored);
    Damage([&](ByteBatch& batch) { batch.Put(KeyOf(us(), at), Encode(stored, at.chain)); });
  }
  // Stores an operation that nobody checked, as the newest of its chain.
  void Plant(const OwnDevice& author, OperationDraft draft) {
    draft.space = us();
    draft.device = author.keys.device();
    draft.payload = StepOutPayload{};
    const auto operation = MakeOperation(draft, author.notary, noa.random);
    ASSERT_THAT(operation, IsOk());
    const ChainPosition at{draft.chain, draft.sequence, operation->id};
    Transaction transaction(noa.store);
    transaction.PutOperation(us(), at, {operation->bytes, {}});
    transaction.PutHead(us(), at);
    ASSERT_THAT(transaction.Commit(), IsOk());
  }
  // A record of one table of a space.
  std::string KeyIn(char table, const SpaceId& space) const {
    for (const auto& [key, value] : Everything(noa.store)) {
      if (key[0] == table && key.substr(1, 16) == space.bytes()) return key;
    }
    ADD_FAILURE() << "nothing in table " << table;
    return "";
  }
  // What is to be found, that it is put right, that nothing else changes, and that all is well
  // then.
  void ExpectPutRight(const Records& before, Looked what, std::uint64_t count) {
    const Examination found = Examine(noa);
    EXPECT_EQ(Found(found), (std::map<Looked, std::uint64_t>{{what, count}}));
    EXPECT_EQ(Of(found, what).reparable, count);
    const Examination after = Repair(noa);
    EXPECT_EQ(after.repaired, count);
    EXPECT_TRUE(after.well());
    Records now = Everything(noa.store);
    EXPECT_NE(now[keys::TallyKey()], before.at(keys::TallyKey())) << "the commit is counted";
    now[keys::TallyKey()] = before.at(keys::TallyKey());
    EXPECT_TRUE(now == before) << "as it was, and nothing else";
    EXPECT_EQ(Repair(noa).repaired, 0u);
  }
  // Found, and left alone.
  void ExpectLeftAlone(const std::map<Looked, std::uint64_t>& expected) {
    const Examination found = Examine(noa);
    EXPECT_EQ(Found(found), expected);
    const Records before = Everything(noa.store);
    const Examination after = Repair(noa);
    EXPECT_EQ(after.repaired, 0u);
    EXPECT_EQ(Found(after), expected);
    EXPECT_TRUE(Everything(noa.store) == before) << "not a byte";
  }

  OwnDevice noa{"desk", 1};
  OwnDevice phone{"phone", 2};
  OwnDevice sam{"sams", 3};
  Mailboxes mail;

 private:
  int logged_ = 0;
};

TEST_F(DoctorTest, WhatIsWholeIsWellEverywhere) {
  for (OwnDevice* device : {&noa, &phone, &sam}) {
    const Records before = Everything(device->store);
    const Examination examination = Examine(*device);
    EXPECT_THAT(Found(examination), testing::IsEmpty()) << device->name;
    EXPECT_TRUE(examination.well());
    EXPECT_EQ(examination.spaces, 2u);
    EXPECT_GE(Of(examination, Looked::kWritten).looked_at, 6u);
    EXPECT_EQ(Of(examination, Looked::kShown).not_compared, 0u);
    EXPECT_TRUE(Everything(device->store) == before) << "looking changes nothing";
    EXPECT_EQ(Repair(*device).repaired, 0u);
    EXPECT_TRUE(Everything(device->store) == before);
  }
}

TEST_F(DoctorTest, BeforeAnythingIsSetUpAllIsWell) {
  OwnDevice fresh("fresh", 9);
  EXPECT_TRUE(Examine(fresh).well());
  EXPECT_EQ(Examine(fresh).spaces, 0u);
}

TEST_F(DoctorTest, AfterARemovalAForkAndLeavingAllIsWell) {
  const Records backup = Everything(noa.store);
  Log(noa, "walk");
  mail.Settle({&noa, &phone, &sam});
  ByteBatch batch;
  for (const auto& [key, value] : Everything(noa.store)) batch.Delete(key);
  for (const auto& [key, value] : backup) batch.Put(key, value);
  ASSERT_THAT(noa.store.Commit(batch), IsOk());
  noa.Reopen();
  Log(noa, "walk");
  Log(noa, "read");
  mail.Settle({&noa, &phone, &sam});
  ASSERT_THAT(noa.devices().Remove(noa.Request(), "phone"), IsOk());
  mail.Settle({&noa, &phone, &sam});
  ASSERT_THAT(CoupleEngine(*sam.ledger).Leave(sam.Request(), AfterLeaving::kKeep), IsOk());
  for (OwnDevice* device : {&noa, &phone, &sam}) {
    EXPECT_THAT(Found(Examine(*device)), testing::IsEmpty()) << device->name;
    EXPECT_EQ(Examine(*device).spaces, 2u) << device->name;
  }
}

TEST_F(DoctorTest, AFoldedRecordOfAnyTableThatChangedIsFoundAndPutRight) {
  const Records before = Everything(noa.store);
  for (const auto& [table, space] : std::vector<std::pair<char, SpaceId>>{{'c', us()},
                                                                          {'e', us()},
                                                                          {'e', me()},
                                                                          {'f', me()},
                                                                          {'g', me()},
                                                                          {'j', me()},
                                                                          {'n', us()},
                                                                          {'n', me()}}) {
    SCOPED_TRACE(table);
    const std::string key = KeyIn(table, space);
    Damage([&](ByteBatch& batch) {
      std::string value = before.at(key);
      value.back() ^= 1;
      batch.Put(key, value);
    });
    ExpectPutRight(before, Looked::kShown, 1);
  }
}

TEST_F(DoctorTest, AFoldedRecordThatIsGoneOrTooManyIsFoundAndPutRight) {
  const Records before = Everything(noa.store);
  const std::string goal = KeyIn('g', me());
  Damage([&](ByteBatch& batch) { batch.Delete(goal); });
  ExpectPutRight(before, Looked::kShown, 1);
  Damage([&](ByteBatch& batch) {
    batch.Put(keys::GoalKey(me(), EntityId::Prefix(std::string(16, 'x'))), before.at(goal));
    batch.Delete(KeyIn('e', us()));
  });
  ExpectPutRight(before, Looked::kShown, 2);
}

TEST_F(DoctorTest, WhatWasPutRightIsShownAtOnce) {
  const Records before = Everything(noa.store);
  Damage([&](ByteBatch& batch) { batch.Delete(KeyIn('g', me())); });
  noa.Reopen();
  EXPECT_THAT(noa.Handles(), testing::ElementsAre("walk"));
  ExpectPutRight(before, Looked::kShown, 1);
  EXPECT_THAT(noa.Handles(), testing::ElementsAre("read", "walk"));
  Log(noa, "read");
}

TEST_F(DoctorTest, WhatAnOperationHadSeenIsPutRight) {
  const Records before = Everything(noa.store);
  Rewrite(Head(sams()), [&](StoredOperation& stored) { stored.seen.at(own()) += 7; });
  ExpectPutRight(before, Looked::kShown, 1);
}

TEST_F(DoctorTest, WhatSomebodyHadSeenIsWorkedOutAnewForAllWhoBuildOnIt) {
  const Records before = Everything(noa.store);
  // Of a first operation; all that follow it stay as they are recorded, and are right.
  Rewrite(At(sams(), 1), [](StoredOperation& stored) { stored.seen.clear(); });
  ExpectPutRight(before, Looked::kShown, 1);
}

TEST_F(DoctorTest, AChangedByteOfAnOperationIsFoundAndNothingIsTouched) {
  const ChainPosition head = Head(own());
  const StoredOperation whole = **StoreView(noa.store).FindOperation(us(), head);
  for (std::size_t at = 0; at < whole.bytes.size(); ++at) {
    SCOPED_TRACE(at);
    Rewrite(head, [&](StoredOperation& stored) {
      stored = whole;
      stored.bytes[at] = static_cast<char>(stored.bytes[at] ^ 0x10);
    });
    const Examination found = Examine(noa);
    EXPECT_EQ(Of(found, Looked::kWritten).found, 1u);
    EXPECT_EQ(Of(found, Looked::kWritten).reparable, 0u);
    EXPECT_EQ(Of(found, Looked::kShown).not_compared, 1u) << "the other space is compared";
  }
  // One that others have built on, which are left out then.
  Rewrite(head, [&](StoredOperation& stored) { stored = whole; });
  Rewrite(At(own(), 1), [](StoredOperation& stored) { stored.bytes.back() ^= 1; });
  ExpectLeftAlone({{Looked::kWritten, 1}});
}

TEST_F(DoctorTest, AnOperationAtAnotherPlaceOrUnreadableIsFound) {
  const ChainPosition at = Head(own());
  const StoredOperation other = **StoreView(noa.store).FindOperation(us(), At(own(), 1));
  Rewrite(at, [&](StoredOperation& stored) { stored.bytes = other.bytes; });
  ExpectLeftAlone({{Looked::kWritten, 1}});
  Damage([&](ByteBatch& batch) { batch.Put(KeyOf(us(), at), "\xFF\xFF"); });
  ExpectLeftAlone({{Looked::kWritten, 1}});
}

TEST_F(DoctorTest, AnOperationOfAStrangerIsFound) {
  const OwnDevice stranger("stranger", 77);
  OperationDraft draft;
  draft.chain = BeginChain(stranger.keys.device(), noa.random);
  draft.sequence = 1;
  Plant(stranger, draft);
  ExpectLeftAlone({{Looked::kWritten, 1}});
}

TEST_F(DoctorTest, AGapInAChainIsFound) {
  ASSERT_GE(Head(own()).sequence, 3u);
  Damage([&](ByteBatch& batch) { batch.Delete(KeyOf(us(), At(own(), Head(own()).sequence - 1))); });
  const auto found = Found(Examine(noa));
  EXPECT_EQ(found.at(Looked::kChains), 1u);
  EXPECT_FALSE(found.contains(Looked::kWritten));
  EXPECT_FALSE(found.contains(Looked::kHeads));
  EXPECT_EQ(Repair(noa).repaired, 0u);
}

TEST_F(DoctorTest, AChainWithoutItsBeginningHasAGap) {
  Damage([&](ByteBatch& batch) { batch.Delete(KeyOf(us(), At(own(), 1))); });
  EXPECT_EQ(Found(Examine(noa)).at(Looked::kChains), 1u);
}

TEST_F(DoctorTest, AnOperationThatFollowsAnotherThanTheOneBeforeItIsFound) {
  const ChainPosition head = Head(own());
  OperationDraft draft;
  draft.chain = own();
  draft.sequence = head.sequence + 1;
  draft.previous = OperationId::Prefix(std::string(32, 'p'));
  Plant(noa, draft);
  ExpectLeftAlone({{Looked::kChains, 1}});
}

TEST_F(DoctorTest, AMissingCauseIsFound) {
  // Sam's newest goes, and with it the record that it is; Noa's phone has named it since.
  const ChainPosition head = Head(sams());
  const ChainPosition before = At(sams(), head.sequence - 1);
  Damage([&](ByteBatch& batch) {
    batch.Delete(KeyOf(us(), head));
    batch.Put(keys::HeadOf(us(), sams()), Encode(before));
  });
  ExpectLeftAlone({{Looked::kCauses, 1}});
}

TEST_F(DoctorTest, AHeadThatIsGoneBehindOrWrongIsPutRight) {
  const Records before = Everything(noa.store);
  const ChainPosition head = Head(own());
  Damage([&](ByteBatch& batch) { batch.Delete(keys::HeadOf(us(), own())); });
  ExpectPutRight(before, Looked::kHeads, 1);
  Damage([&](ByteBatch& batch) {
    batch.Put(keys::HeadOf(us(), own()), Encode(At(own(), head.sequence - 1)));
  });
  ExpectPutRight(before, Looked::kHeads, 1);
  Damage([&](ByteBatch& batch) {
    const ChainPosition wrong{own(), head.sequence, OperationId::Prefix(std::string(32, 'w'))};
    batch.Put(keys::HeadOf(us(), own()), Encode(wrong));
  });
  ExpectPutRight(before, Looked::kHeads, 1);
}

TEST_F(DoctorTest, AHeadOfWhatIsNotHereIsALossAndLeftAlone) {
  const ChainPosition head = Head(own());
  Damage([&](ByteBatch& batch) {
    const ChainPosition ahead{own(), head.sequence + 1, OperationId::Prefix(std::string(32, 'a'))};
    batch.Put(keys::HeadOf(us(), own()), Encode(ahead));
  });
  ExpectLeftAlone({{Looked::kHeads, 1}});
  EXPECT_EQ(Of(Examine(noa), Looked::kShown).not_compared, 1u);
  // Its newest operation alone, of a chain that nobody else has named since.
  Damage([&](ByteBatch& batch) {
    batch.Put(keys::HeadOf(us(), own()), Encode(head));
    const ChainId lost = BeginChain(noa.keys.device(), noa.random);
    batch.Put(keys::HeadOf(us(), lost), Encode(ChainPosition{lost, 1, OperationId()}));
  });
  ExpectLeftAlone({{Looked::kHeads, 1}});
}

TEST_F(DoctorTest, AClockBehindAnOperationIsPutRight) {
  const Records before = Everything(noa.store);
  for (const std::uint64_t back : {1u, 1000u}) {
    Damage([&](ByteBatch& batch) {
      SpaceClock clock = *StoreView(noa.store).GetClock(us());
      clock.stamp -= back;
      batch.Put(keys::ClockOf(us()), Encode(clock));
    });
    ExpectPutRight(before, Looked::kClock, 1);
  }
  // Ahead is where a clock may be.
  Damage([&](ByteBatch& batch) {
    SpaceClock clock = *StoreView(noa.store).GetClock(us());
    clock.stamp += 1000;
    batch.Put(keys::ClockOf(us()), Encode(clock));
  });
  EXPECT_TRUE(Examine(noa).well());
}

TEST_F(DoctorTest, SomethingToBeSentThatIsNotHereIsTakenOutOfTheOutbox) {
  Log(noa, "walk");
  const Records before = Everything(noa.store);
  const ChainPosition astray{own(), 99, OperationId::Prefix(std::string(32, 'a'))};
  Damage([&](ByteBatch& batch) {
    batch.Put(keys::OutboxKey(us(), astray.chain, astray.sequence, astray.id), Encode(astray));
  });
  Exchange exchange(*noa.ledger);
  EXPECT_FALSE(exchange.NextOutgoing(us(), 10, 10'000).ok())
      << "nothing goes out while it is there";
  ExpectPutRight(before, Looked::kOutbox, 1);
  EXPECT_EQ(exchange.NextOutgoing(us(), 10, 10'000)->places.size(), 1u);
}

TEST_F(DoctorTest, WhatWaitsForItsCausesIsCountedAndNotWrong) {
  for (int i = 0; i < 3; ++i) Log(sam, "walk");
  const auto outgoing = Exchange(*sam.ledger).NextOutgoing(us(), 10, 100'000);
  ASSERT_EQ(outgoing->operations.size(), 3u);
  const std::span late(std::next(outgoing->operations.begin()), outgoing->operations.end());
  EXPECT_EQ(Exchange(*noa.ledger).Receive(us(), late, MailboxPosition())->held, 2);
  const LookedOver held = Of(Examine(noa), Looked::kHeld);
  EXPECT_EQ(held.looked_at, 2u);
  EXPECT_EQ(held.found, 0u);
  EXPECT_EQ(held.since_day, DayNumber(sam.ledger->today()));
  EXPECT_TRUE(Examine(noa).well());
  Damage([&](ByteBatch& batch) {
    batch.Put(keys::HeldKey(us(), OperationId::Prefix(std::string(32, 'h'))), "no operation");
  });
  ExpectLeftAlone({{Looked::kHeld, 1}});
}

TEST_F(DoctorTest, MembersWhoAreNotThoseThatSignedTheBeginningAreFound) {
  Damage([&](ByteBatch& batch) {
    Space space = *noa.state().us;
    space.genesis.back() ^= 1;
    batch.Put(keys::SpaceKeyOf(us()), Encode(space));
  });
  ExpectLeftAlone({{Looked::kMembers, 1}});
  Damage([&](ByteBatch& batch) {
    Space space = *noa.state().us;
    for (Member& member : space.members) {
      if (member.name == "Sam") member.person = PersonId::Make(noa.random);
    }
    batch.Put(keys::SpaceKeyOf(us()), Encode(space));
  });
  EXPECT_EQ(Of(Examine(noa), Looked::kMembers).found, 1u);
}

TEST_F(DoctorTest, AChainOfAnotherDeviceToWriteOnIsFound) {
  Damage([&](ByteBatch& batch) {
    Space space = *noa.state().us;
    space.chain = sams();
    batch.Put(keys::SpaceKeyOf(us()), Encode(space));
  });
  EXPECT_EQ(Of(Examine(noa), Looked::kMembers).found, 1u);
}

TEST_F(DoctorTest, AnActThatCannotBeReadIsFound) {
  Damage([&](ByteBatch& batch) { batch.Put(keys::ActKey(1), "\xFF"); });
  ExpectLeftAlone({{Looked::kActs, 1}});
}

TEST_F(DoctorTest, AnAnchorAheadIsFoundAndOneBesideOrBehindIsNot) {
  AnchorPoint point = noa.state().tally.point;
  EXPECT_TRUE(Examine(noa, point).well());
  --point.counter;
  EXPECT_TRUE(Examine(noa, point).well());
  point.counter += 2;
  EXPECT_EQ(Found(Examine(noa, point)), (std::map<Looked, std::uint64_t>{{Looked::kAnchor, 1}}));
  EXPECT_EQ(Of(Examine(noa, std::nullopt), Looked::kAnchor).looked_at, 0u);
}

TEST_F(DoctorTest, WhatIsWrongInOneSpaceKeepsNothingFromTheOther) {
  const Records before = Everything(noa.store);
  const std::string goal = KeyIn('g', me());
  Damage([&](ByteBatch& batch) { batch.Delete(goal); });
  Rewrite(Head(own()), [](StoredOperation& stored) { stored.bytes.back() ^= 1; });
  const Examination after = Repair(noa);
  EXPECT_EQ(after.repaired, 1u);
  EXPECT_EQ(Found(after), (std::map<Looked, std::uint64_t>{{Looked::kWritten, 1}}));
  EXPECT_EQ(Everything(noa.store).at(goal), before.at(goal));
}

TEST_F(DoctorTest, WhileItLooksEverybodyElseGoesOn) {
  int writes = 0;
  const auto write = [&] {
    Log(noa, "walk");
    ++writes;
    return true;
  };
  const auto examination = Doctor(*noa.ledger, [] { return std::nullopt; }).Examine(write);
  ASSERT_THAT(examination, IsOk());
  EXPECT_GE(writes, 2);
  EXPECT_TRUE(examination->well());
}

TEST_F(DoctorTest, WhatIsWrittenWhileARepairLooksIsNotWrittenOver) {
  Goal goal = StoreView(noa.store).ListGoals(me())->front();
  goal.title.value = "Reed";
  Damage([&](ByteBatch& batch) { batch.Put(keys::GoalKey(me(), goal.id), Encode(goal)); });
  // The very record that is wrong is written meanwhile, and right then.
  int asked = 0;
  const auto write = [&] {
    const BesideWords words{.title = "Read on"};
    if (++asked == 1) {
      EXPECT_THAT(GoalEngine(*noa.ledger).Edit(noa.Request(), "read", words), IsOk());
    }
    return true;
  };
  const auto after = Doctor(*noa.ledger, [] { return std::nullopt; }).Repair(write);
  ASSERT_THAT(after, IsOk());
  EXPECT_TRUE(after->well());
  EXPECT_EQ(after->repaired, 0u);
  EXPECT_EQ(StoreView(noa.store).ListGoals(me())->front().title.value, "Read on");
}

TEST_F(DoctorTest, WhereNothingIsToBePutRightARepairKeepsNobodyFromWriting) {
  const auto write = [&] {
    Log(noa, "walk");
    return true;
  };
  EXPECT_TRUE(Doctor(*noa.ledger, [] { return std::nullopt; }).Repair(write)->well());
}

TEST_F(DoctorTest, ItEndsWhenNobodyWantsItAnyMoreAndNothingIsWritten) {
  const Records before = Everything(noa.store);
  Damage([&](ByteBatch& batch) { batch.Delete(KeyIn('g', me())); });
  const Records damaged = Everything(noa.store);
  Doctor doctor(*noa.ledger, [] { return std::nullopt; });
  const auto no = [] { return false; };
  EXPECT_EQ(doctor.Examine(no).status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(doctor.Repair(no).status().code(), absl::StatusCode::kCancelled);
  EXPECT_TRUE(Everything(noa.store) == damaged);
}

TEST_F(DoctorTest, ADiskThatTakesNothingLeavesEverythingAsItWas) {
  const Records before = Everything(noa.store);
  Damage([&](ByteBatch& batch) { batch.Delete(KeyIn('g', me())); });
  const Records damaged = Everything(noa.store);
  noa.store.FailCommits(absl::ResourceExhaustedError("full"));
  Doctor doctor(*noa.ledger, [] { return std::nullopt; });
  EXPECT_THAT(doctor.Repair(GoOn), IsRefused("disk_full"));
  EXPECT_TRUE(Everything(noa.store) == damaged);
  noa.store.FailCommits(absl::OkStatus());
  ExpectPutRight(before, Looked::kShown, 1);
}

}  // namespace
}  // namespace twofold

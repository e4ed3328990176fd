// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A computer that is updated stands as if the later version had been there all the time: scenario
// 53.
#include "absl/strings/str_cat.h"
#include "daemon/engine/refold.h"
#include "daemon/engine/shared_space.h"
#include "storage/store/keys.h"
#include "tests/daemon/later_device.h"
#include "tests/support/operations.h"

namespace twofold {
namespace {

class Upgrade : public OldLaptop {
 protected:
  void Update(OwnDevice& device) {
    device.vocabulary = std::make_shared<const LaterVocabulary>();
    device.Reopen();
  }
  void Downgrade(OwnDevice& device) {
    device.vocabulary.reset();
    device.Reopen();
  }
  void ExpectEqual(OwnDevice& one, OwnDevice& other) {
    EXPECT_TRUE(one.Folded(SpaceKind::kUs) == other.Folded(SpaceKind::kUs));
    if (one.state().self->person != other.state().self->person) return;
    EXPECT_TRUE(one.Folded(SpaceKind::kMe) == other.Folded(SpaceKind::kMe));
  }
  void Erase(OwnDevice& device, const std::string& key) {
    ByteBatch batch;
    batch.Delete(key);
    ASSERT_THAT(device.store.Commit(batch), IsOk());
  }

  LaterPen phone_me{*phone.ledger, SpaceKind::kMe}, phone_us{*phone.ledger, SpaceKind::kUs},
      sams_us{*sams.ledger, SpaceKind::kUs};
};

TEST_F(Upgrade, EachClassIsReadOnceItsWordsAreKnown) {
  const auto fresh = EntityId::Make(phone.random);
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kIgnorable);
  phone_me.Write(IdOf(swim), GoalSetPayload{.cue = "pool"}, CompatClass::kEntityReadOnly);
  phone_me.Write(fresh, GoalSetPayload{.title = "Sew", .handle = "sew"},
                 CompatClass::kSpaceReadOnly, LaterIn::kFormat);
  phone_me.Write(fresh, GoalVersionPayload{20'000, {GoalTerms(), ""}}, CompatClass::kNotShared);
  sams_us.Write(IdOf(walk), StepOutPayload{}, CompatClass::kNotShared);
  Settle();
  EXPECT_FALSE(laptop.Folded(SpaceKind::kMe) == phone.Folded(SpaceKind::kMe));
  Update(laptop);
  ExpectEqual(laptop, phone);
  ExpectEqual(laptop, sams);
  EXPECT_EQ(View(laptop, read).cue, "tea");
  EXPECT_EQ(View(laptop, swim).cue, "pool");
  EXPECT_EQ(View(laptop, "sew").title, "Sew");
  EXPECT_EQ(View(laptop, walk).state, GoalState::kEnded);
  EXPECT_EQ(View(laptop, walk).waits, Waits::kNo);
  EXPECT_FALSE(Today(laptop).unread.any);
  EXPECT_THAT(Answer(laptop, {.goal = swim}), IsOk());
}

TEST_F(Upgrade, WhatComesToBeKnownHasANameAtOnce) {
  OfferPayload offer;
  offer.terms.title = "Sing";
  offer.number = 7;
  sams_us.Say(WithLaterTerms(sams_us.Plain(EntityId::Make(sams.random), offer),
                             CompatClass::kNotShared, sams.notary));
  Settle();
  Update(laptop);
  ASSERT_EQ(Today(laptop).proposals.size(), 1u);
  EXPECT_EQ(Today(laptop).proposals[0].number, 7u);
  EXPECT_THAT(laptop.Accept("p7"), IsOk());
  Settle();
  ExpectEqual(laptop, sams);
  EXPECT_EQ(View(sams, "sing").state, GoalState::kActive);
}

TEST_F(Upgrade, WhatWasSaidOfDevicesIsDoneOnceItIsKnown) {
  const auto entity = EntityId::Prefix(laptop.keys.device().bytes());
  phone_me.Write(entity, DeviceRemovePayload{}, CompatClass::kSpaceReadOnly);
  Settle();
  EXPECT_FALSE(laptop.state().me->removed_day);
  Update(laptop);
  ASSERT_THAT(SettleDevices(*laptop.ledger), IsOk());
  EXPECT_TRUE(laptop.state().me->removed_day);
}

TEST_F(Upgrade, WhatIsOlderThanTheUpdateIsNotFoldedAgainWhereAllOfItWasKnown) {
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kIgnorable);
  Settle();
  // A trace in each space: only where something was unread is it gone.
  Erase(laptop, keys::GoalKey(laptop.state().me->id, IdOf(swim)));
  const std::string subject = keys::SubjectKey(laptop.state().us->id, IdOf(walk));
  Erase(laptop, subject);
  Update(laptop);
  EXPECT_TRUE(laptop.Folded(SpaceKind::kMe) == phone.Folded(SpaceKind::kMe));
  EXPECT_FALSE(laptop.Folded(SpaceKind::kUs).contains(subject));
}

TEST_F(Upgrade, AnUpdateThatIsTakenBackLeavesWhatTheEarlierVersionWouldHave) {
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kEntityReadOnly);
  sams_us.Write(IdOf(walk), StepOutPayload{}, CompatClass::kNotShared);
  Settle();
  const auto me = laptop.Folded(SpaceKind::kMe), us = laptop.Folded(SpaceKind::kUs);
  Update(laptop);
  Downgrade(laptop);
  EXPECT_TRUE(laptop.Folded(SpaceKind::kMe) == me);
  EXPECT_TRUE(laptop.Folded(SpaceKind::kUs) == us);
  EXPECT_THAT(Answer(laptop, {.goal = read}), IsRefused("update_needed"));
  Update(laptop);
  ExpectEqual(laptop, phone);
}

// Stores of format 2 kept such operations and nothing about them.
TEST_F(Upgrade, AStoreThatNeverWroteDownWhatItCouldNotReadIsReadAnew) {
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kEntityReadOnly);
  phone_me.Write(IdOf(swim), GoalSetPayload{.cue = "pool"}, CompatClass::kIgnorable);
  Settle();
  const auto before = laptop.Folded(SpaceKind::kMe);
  const auto forget = [&] {
    Erase(laptop, keys::LaterKey(laptop.state().me->id, IdOf(read)));
    Erase(laptop, keys::FoldingKey());
  };
  forget();
  laptop.Reopen();
  EXPECT_TRUE(laptop.Folded(SpaceKind::kMe) == before);
  EXPECT_TRUE(Today(laptop).unread.any);
  forget();
  Update(laptop);
  ExpectEqual(laptop, phone);
}

TEST_F(Upgrade, ACopyOfASpaceThatIsLeftIsReadAnewToo) {
  sams_us.Write(IdOf(walk),
                EntryWritePayload{{DayWrite{20'000, DayMark{Mark::kKept, ""}, 0, {}}}, {}},
                CompatClass::kIgnorable);
  Settle();
  const SpaceId us = laptop.state().us->id;
  const EntryKey key{us, IdOf(walk), 20'000, sams.state().self->person};
  ASSERT_THAT(CoupleEngine(*laptop.ledger).Leave(laptop.Request(), AfterLeaving::kKeep), IsOk());
  EXPECT_FALSE(laptop.ledger->LookAt().view().FindEntry(key)->has_value());
  Update(laptop);
  EXPECT_TRUE(laptop.ledger->LookAt().view().FindEntry(key)->has_value());
}

TEST_F(Upgrade, WhatWaitedForItsCauseIsReadByWhoeverIsThereThen) {
  const std::string first =
      phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kEntityReadOnly);
  const std::string second =
      phone_me.Write(IdOf(swim), GoalSetPayload{.cue = "pool"}, CompatClass::kEntityReadOnly);
  const auto receive = [&](const std::string& bytes) {
    Exchange exchange(*laptop.ledger, SpaceKind::kMe);
    const SpaceId me = laptop.state().me->id;
    return *exchange.Receive(me, {&bytes, 1}, *exchange.Position(me));
  };
  EXPECT_EQ(receive(second).held, 1);
  Update(laptop);
  EXPECT_EQ(receive(first).applied, 2);
  Settle();
  ExpectEqual(laptop, phone);
}

TEST_F(Upgrade, OneThatTheDiskDoesNotTakeIsDoneTheNextTime) {
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kEntityReadOnly);
  Settle();
  const auto before = laptop.Folded(SpaceKind::kMe);
  LedgerParts parts = laptop.ledger->parts();
  parts.vocabulary = std::make_shared<const LaterVocabulary>();
  laptop.store.FailCommits(absl::ResourceExhaustedError("full"));
  EXPECT_THAT(Ledger::Open(parts), IsRefused("disk_full"));
  laptop.store.FailCommits(absl::OkStatus());
  EXPECT_TRUE(laptop.Folded(SpaceKind::kMe) == before);
  Update(laptop);
  ExpectEqual(laptop, phone);
}

// Nobody can tell whose it is until they can read who added it.
TEST_F(Upgrade, WhatADeviceThatWasAddedInWordsToComeWroteComesOnceTheyAreKnown) {
  OwnDevice tablet("tablet", 9);
  const PersonId noa = laptop.state().self->person;
  DeviceAddPayload add{noa,
                       {tablet.keys.device(), tablet.keys.sign_public(), tablet.keys.box_public()},
                       SignWish(noa, tablet.ledger->parts()),
                       laptop.state().me->rotation};
  phone_me.Write(EntityId::Prefix(tablet.keys.device().bytes()), add, CompatClass::kSpaceReadOnly);
  Settle();
  OperationDraft draft;
  const Space me = *phone.state().me;
  draft.space = me.id;
  draft.device = tablet.keys.device();
  draft.chain = BeginChain(draft.device, tablet.random);
  draft.sequence = 1;
  draft.dependencies = *phone.ledger->LookAt().view().ListHeads(me.id);
  draft.stamp = phone.ledger->LookAt().view().GetClock(me.id)->stamp + 1;
  draft.entity = IdOf(read);
  draft.payload = GoalSetPayload{.cue = "tea"};
  const std::string said = MakeOperation(draft, tablet.notary, tablet.random)->bytes;
  const auto receive = [&](OwnDevice& device) {
    Exchange exchange(*device.ledger, SpaceKind::kMe);
    return *exchange.Receive(me.id, {&said, 1}, *exchange.Position(me.id));
  };
  EXPECT_EQ(receive(phone).applied, 1);
  EXPECT_EQ(receive(laptop).refused, 1);
  Update(laptop);
  EXPECT_EQ(receive(laptop).applied, 1);
  ExpectEqual(laptop, phone);
}

// Whatever was said in whatever words, and whenever the update comes.
TEST(UpgradeAtRandom, TheUpdatedOneEqualsTheOneThatAlwaysKnew) {
  std::size_t differed = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    OwnDevice old("old", seed * 4), knows("knows", seed * 4 + 1), sams("sams", seed * 4 + 2);
    for (OwnDevice* device : {&knows, &sams}) {
      device->vocabulary = std::make_shared<const LaterVocabulary>();
      device->Reopen();
    }
    old.Start("Noa");
    sams.Start("Sam");
    Link(old, knows);
    Pair(old, sams);
    Mailboxes mailboxes;
    const auto settle = [&] { mailboxes.Settle({&old, &knows, &sams}); };
    settle();
    LaterPen knows_me{*knows.ledger, SpaceKind::kMe}, knows_us{*knows.ledger, SpaceKind::kUs},
        sams_us{*sams.ledger, SpaceKind::kUs};
    const int update = static_cast<int>(random.Below(40));
    for (int i = 0; i < 40; ++i) {
      if (i == update) {
        differed += old.Folded(SpaceKind::kMe) != knows.Folded(SpaceKind::kMe) ||
                    old.Folded(SpaceKind::kUs) != knows.Folded(SpaceKind::kUs);
        old.vocabulary = std::make_shared<const LaterVocabulary>();
        old.Reopen();
        ASSERT_THAT(SettleDevices(*old.ledger), IsOk());
      }
      LaterPen& pen = *random.Pick(std::vector<LaterPen*>{&knows_me, &knows_us, &sams_us});
      const auto entity =
          EntityId::Prefix(std::string(16, static_cast<char>('A' + random.Below(3))));
      const std::string plain = pen.Plain(entity, RandomPayload(random));
      const auto compat = static_cast<CompatClass>(1 + random.Below(4));
      const OwnDevice& author = &pen == &sams_us ? sams : knows;
      const auto where = random.OneIn(4) ? LaterIn::kFormat : LaterIn::kKind;
      pen.Say(random.OneIn(3) ? plain : AsLater(plain, where, compat, author.notary));
      if (random.OneIn(4)) settle();
      if (random.OneIn(8)) (void)old.Log("x");
    }
    settle();
    if (HasFailure()) return;
    ASSERT_TRUE(old.Folded(SpaceKind::kMe) == knows.Folded(SpaceKind::kMe));
    ASSERT_TRUE(old.Folded(SpaceKind::kUs) == knows.Folded(SpaceKind::kUs));
    ASSERT_TRUE(old.Folded(SpaceKind::kUs) == sams.Folded(SpaceKind::kUs));
  }
  EXPECT_GT(differed, 30u) << "the stories are too dull to prove much";
}

// The same fold, into another store, of a device that cannot read all of it, and where nearly every
// operation has several causes that it would not count without.
TEST_F(Upgrade, WhatIsFoldedFromZeroEqualsWhatCameBitByBit) {
  for (int round = 0; round < 6; ++round) {
    OwnDevice tablet(absl::StrCat("tablet", round), 10 + static_cast<std::uint64_t>(round));
    const bool odd = round % 2 == 1;
    Link(odd ? phone : laptop, tablet);
    mailboxes.Settle({&laptop, &phone, &sams, &tablet});
    ASSERT_THAT(tablet.Log(read), IsOk());
    ASSERT_THAT(tablet.Log(walk), IsOk());
    mailboxes.Settle({&laptop, &phone, &sams, &tablet});
    OwnDevice& remover = odd ? laptop : phone;
    ASSERT_THAT(remover.devices().Remove(remover.Request(), tablet.name), IsOk());
    Settle();
  }
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kEntityReadOnly);
  phone_me.Write(IdOf(swim), GoalSetPayload{.cue = "pool"}, CompatClass::kSpaceReadOnly);
  sams_us.Write(IdOf(walk), StepOutPayload{}, CompatClass::kNotShared);
  Settle();
  for (const SpaceKind kind : {SpaceKind::kMe, SpaceKind::kUs}) {
    const Ledger::Look look = laptop.ledger->LookAt();
    const Space space = *look.state.of(kind);
    OwnDevice other("other", 9);
    Transaction into(other.store);
    const auto rebuilt = FoldFromZero(look.view(), space, laptop.notary, Vocabulary(), into);
    ASSERT_THAT(rebuilt, IsOk());
    EXPECT_TRUE(rebuilt->unread);
    EXPECT_EQ(rebuilt->operations, Bytes(laptop, kind).size());
    ASSERT_THAT(into.Commit(), IsOk());
    for (const auto& [key, value] : laptop.Folded(kind)) {
      const auto found = other.store.Get(key);
      ASSERT_THAT(found, IsOk());
      EXPECT_TRUE(*found == value) << "table " << key[0];
    }
  }
}

TEST_F(Upgrade, AStoreThatLacksACauseIsDamaged) {
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kIgnorable);
  Settle();
  const Ledger::Look look = laptop.ledger->LookAt();
  const Space& me = *look.state.me;
  const auto places = look.view().ListPlaces(me.id, me.chain, 1);
  Erase(laptop, keys::OperationKey(me.id, me.chain, 1, places->front().id));
  MemoryByteStore other;
  Transaction into(other);
  const Ledger::Look now = laptop.ledger->LookAt();
  EXPECT_THAT(FoldFromZero(now.view(), *now.state.me, laptop.notary, Vocabulary(), into),
              HasCode(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A recovery code is one of a person's devices.
#include "core/base/limits.h"
#include "core/crypto/domains.h"
#include "daemon/engine/recovery_engine.h"
#include "tests/daemon/own_device.h"

namespace twofold {
namespace {

constexpr char kRelay[] = "relay.example.org:443";

class RecoveryEngineTest : public testing::Test {
 protected:
  RecoveryEngineTest() { noa_.Start("Noa"); }

  RecoveryCode Create(OwnDevice& device) {
    RecoveryCode code = RecoveryCode::Make(device.random);
    EXPECT_THAT(RecoveryEngine(*device.ledger).Create(code, kRelay, device.name), IsOk());
    return code;
  }
  static Roster RosterOf(const OwnDevice& device, SpaceKind kind) {
    const Ledger::Look look = device.ledger->LookAt();
    return *look.view().GetRoster(look.state.of(kind)->id);
  }
  static std::optional<Membership::Device> Found(const OwnDevice& device, SpaceKind kind,
                                                 const RecoveryCode& code, bool& present) {
    const Ledger::Look look = device.ledger->LookAt();
    const Roster roster = *look.view().GetRoster(look.state.of(kind)->id);
    const auto found = Membership(look.state.of(kind)->members, roster).Find(code.Keys().device());
    present = found && found->removed == nullptr;
    return found;
  }
  static bool IsIn(const OwnDevice& device, SpaceKind kind, const RecoveryCode& code) {
    bool present = false;
    (void)Found(device, kind, code, present);
    return present;
  }
  static std::vector<RecoveryNote> NotesOf(const OwnDevice& device) {
    const auto notes = RecoveryEngine(*device.ledger).Notes();
    EXPECT_THAT(notes, IsOk());
    return *notes;
  }
  // Whether the newest key of the space opens for the code.
  static bool Holds(const OwnDevice& device, SpaceKind kind, const RecoveryCode& code) {
    const Ledger::Look look = device.ledger->LookAt();
    const std::optional<Space>& space = look.state.of(kind);
    const Roster roster = *look.view().GetRoster(space->id);
    const KeyRotation* key = Membership(space->members, roster).Key();
    if (key == nullptr || !key->sealed.contains(code.Keys().device())) return false;
    const auto opened = code.Keys().boxes().OpenSpaceKey(key->sealed.at(code.Keys().device()));
    return opened && opened->bytes() == space->key;
  }

  OwnDevice noa_{"desk", 1};
  OwnDevice laptop_{"laptop", 2};
  OwnDevice sam_{"Sam's", 3};
  Mailboxes mailboxes_;
};

TEST_F(RecoveryEngineTest, WithASingleComputerTheOwnSideGetsAKeyAndTheCodeIsListedAsWhatItIs) {
  noa_.Add("Read");
  EXPECT_TRUE(noa_.state().me->key.empty());
  const RecoveryCode code = Create(noa_);
  EXPECT_EQ(noa_.state().me->key.size(), SpaceKey::kBytes);
  EXPECT_EQ(noa_.state().me->relay, kRelay);
  const auto views = noa_.devices().List();
  ASSERT_THAT(views, IsOk());
  ASSERT_EQ(views->size(), 2u);
  EXPECT_FALSE((*views)[0].paper);
  EXPECT_TRUE((*views)[1].paper);
  EXPECT_EQ((*views)[1].name, "recovery code");
  EXPECT_EQ((*views)[1].device, code.Keys().device());
}

TEST_F(RecoveryEngineTest, TheCodeIsInBothSpacesAndGetsEveryLaterKey) {
  sam_.Start("Sam");
  Pair(noa_, sam_);
  Link(noa_, laptop_);
  mailboxes_.Settle({&noa_, &laptop_, &sam_});
  const RecoveryCode code = Create(noa_);
  mailboxes_.Settle({&noa_, &laptop_, &sam_});
  for (const SpaceKind kind : {SpaceKind::kMe, SpaceKind::kUs}) {
    EXPECT_TRUE(IsIn(laptop_, kind, code));
  }
  EXPECT_TRUE(IsIn(sam_, SpaceKind::kUs, code));
  ASSERT_THAT(laptop_.devices().Remove(laptop_.Request(), "desk"), IsOk());
  mailboxes_.Settle({&laptop_, &sam_});
  EXPECT_TRUE(Holds(laptop_, SpaceKind::kMe, code));
  EXPECT_TRUE(Holds(laptop_, SpaceKind::kUs, code));
  EXPECT_TRUE(Holds(sam_, SpaceKind::kUs, code));
}

TEST_F(RecoveryEngineTest, ASharedSpaceThatBeginsLaterHasTheCodeToo) {
  const RecoveryCode code = Create(noa_);
  EXPECT_FALSE(NotesOf(noa_).front().welcome->us.has_value());
  sam_.Start("Sam");
  Pair(noa_, sam_);
  EXPECT_TRUE(IsIn(noa_, SpaceKind::kUs, code));
  const auto notes = NotesOf(noa_);
  ASSERT_TRUE(notes.front().welcome->us.has_value());
  EXPECT_EQ(notes.front().welcome->us->key, noa_.state().us->key);
}

TEST_F(RecoveryEngineTest, RemovingItMakesItVoidAndGivesItNoKeyAnyMore) {
  sam_.Start("Sam");
  Pair(noa_, sam_);
  const RecoveryCode code = Create(noa_);
  mailboxes_.Settle({&noa_, &sam_});
  const std::string key = noa_.state().me->key;
  ASSERT_THAT(noa_.devices().Remove(noa_.Request(), "recovery"), IsOk());
  mailboxes_.Settle({&noa_, &sam_});
  EXPECT_NE(noa_.state().me->key, key);
  EXPECT_FALSE(Holds(noa_, SpaceKind::kMe, code));
  EXPECT_FALSE(Holds(noa_, SpaceKind::kUs, code));
  const auto notes = NotesOf(noa_);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_FALSE(notes.front().welcome.has_value()) << "its note is taken back";
}

TEST_F(RecoveryEngineTest, ThereIsOneAtATime) {
  const RecoveryCode first = Create(noa_);
  const RecoveryCode second = RecoveryCode::Make(noa_.random);
  const auto replaced = RecoveryEngine(*noa_.ledger).Create(second, kRelay, "desk");
  ASSERT_THAT(replaced, IsOk());
  EXPECT_TRUE(*replaced);
  EXPECT_FALSE(IsIn(noa_, SpaceKind::kMe, first));
  EXPECT_TRUE(IsIn(noa_, SpaceKind::kMe, second));
  mailboxes_.Settle({&noa_});
  EXPECT_FALSE(Holds(noa_, SpaceKind::kMe, first));
  EXPECT_TRUE(Holds(noa_, SpaceKind::kMe, second));
}

TEST_F(RecoveryEngineTest, AnyOwnComputerKnowsTheNoteAndAPartnerNothingOfIt) {
  sam_.Start("Sam");
  Pair(noa_, sam_);
  Link(noa_, laptop_);
  const RecoveryCode code = Create(noa_);
  mailboxes_.Settle({&noa_, &laptop_, &sam_});
  const auto notes = NotesOf(laptop_);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes.front().mailbox_key, code.MailboxKey().bytes());
  EXPECT_EQ(notes.front().welcome->me.key, laptop_.state().me->key);
  EXPECT_TRUE(Verify(code.Keys().sign_public(), domains::kRecoveryVouch,
                     RecoveryVouch(notes.front().welcome->person, notes.front().welcome->me.id,
                                   notes.front().welcome->me.founders),
                     notes.front().vouch));
  EXPECT_TRUE(NotesOf(sam_).empty());
  EXPECT_TRUE(RosterOf(sam_, SpaceKind::kUs).papers.empty());
}

TEST_F(RecoveryEngineTest, ItIsOneOfAsManyDevicesAsAPersonCanHave) {
  std::vector<std::unique_ptr<OwnDevice>> others;
  for (std::size_t i = 2; i < limits::kDevices; ++i) {
    others.push_back(std::make_unique<OwnDevice>("n" + std::to_string(i), 10 + i));
    Link(noa_, *others.back());
  }
  (void)Create(noa_);
  EXPECT_THAT(noa_.devices().CheckMayInvite(), IsRefused("too_many_devices"));
  (void)Create(noa_);  // in the place of the first
  ASSERT_THAT(noa_.devices().Remove(noa_.Request(), "recovery"), IsOk());
  EXPECT_THAT(noa_.devices().CheckMayInvite(), IsOk());
  others.push_back(std::make_unique<OwnDevice>("last", 20));
  Link(noa_, *others.back());
  const RecoveryCode code = RecoveryCode::Make(noa_.random);
  EXPECT_THAT(RecoveryEngine(*noa_.ledger).Create(code, kRelay, "desk").status(),
              IsRefused("too_many_devices"));
  EXPECT_FALSE(IsIn(noa_, SpaceKind::kMe, code));
}

TEST_F(RecoveryEngineTest, WhatTheRelayHasIsRememberedAcrossARestartAndForgottenWhenItForgets) {
  const RecoveryCode code = Create(noa_);
  const DeviceId paper = code.Keys().device();
  ASSERT_THAT(RecoveryEngine(*noa_.ledger).Noted(paper, "what"), IsOk());
  noa_.Reopen();
  EXPECT_TRUE(RecoveryEngine(*noa_.ledger).IsNoted(paper, "what"));
  EXPECT_FALSE(RecoveryEngine(*noa_.ledger).IsNoted(paper, "else"));
  Exchange exchange(*noa_.ledger, SpaceKind::kMe);
  ASSERT_THAT(exchange.StartOver(noa_.state().me->id, Generation::Make(noa_.random)), IsOk());
  EXPECT_FALSE(RecoveryEngine(*noa_.ledger).IsNoted(paper, "what"));
}

TEST_F(RecoveryEngineTest, ComingToAMailboxOfASpaceWithACodeASnapshotIsOwedOnce) {
  const RecoveryCode code = Create(noa_);
  Exchange exchange(*noa_.ledger, SpaceKind::kMe);
  const SpaceId me = noa_.state().me->id;
  const auto paper = exchange.Paper(me);
  ASSERT_THAT(paper, IsOk());
  EXPECT_EQ(*paper, code.Keys().device());
  MailboxPosition position;
  position.kept_for = **paper;
  ASSERT_THAT(exchange.KeepForPaper(me, position), IsOk());
  EXPECT_TRUE(exchange.OwesSnapshot(me));
  EXPECT_EQ(exchange.Position(me)->kept_for, code.Keys().device());
  ASSERT_THAT(noa_.devices().Remove(noa_.Request(), "recovery"), IsOk());
  EXPECT_EQ(*exchange.Paper(me), std::nullopt);
}

}  // namespace
}  // namespace twofold

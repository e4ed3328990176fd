// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a computer does with what a later version said, until it is updated: scenarios 53 and 55,
// and what a partner or a thief can do with it.
#include "daemon/engine/act_engine.h"
#include "daemon/engine/export_engine.h"
#include "daemon/engine/rest_engine.h"
#include "daemon/engine/shared_space.h"
#include "daemon/engine/step_engine.h"
#include "tests/daemon/later_device.h"

namespace twofold {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class Later : public OldLaptop {
 protected:
  // What changes a goal of the own side, each a call.
  std::map<std::string, absl::Status> ChangesOf(const std::string& handle) {
    GoalEngine goals(*laptop.ledger);
    EntryEngine entries(*laptop.ledger);
    std::map<std::string, absl::Status> out;
    out["edit"] = goals.Edit(laptop.Request(), handle, {.why = "because"}).status();
    out["revise"] =
        goals.Revise(laptop.Request(), handle, {.schedule = {.every = "mon"}}, "", "").status();
    out["move"] = goals.Move(laptop.Request(), handle, ListPlace::kFirst, "").status();
    out["log"] = Answer(laptop, {.goal = handle});
    out["no"] = Answer(laptop, {.goal = handle, .what = "no"});
    out["note"] = Answer(laptop, {.goal = handle, .note = "hm"});
    out["ease"] = entries.SetEase(laptop.Request(), handle, "3", "").status();
    out["archive"] = goals.Archive(laptop.Request(), handle).status();
    return out;
  }
  absl::Status Undo() { return ActEngine(*laptop.ledger).Undo(laptop.Request()).status(); }
  absl::Status Change(const std::string& item) {
    return CoupleEngine(*laptop.ledger)
        .Change(laptop.Request(), Intent::kSend, item, {"Run", {}})
        .status();
  }
  absl::Status Propose(Intent intent) {
    return CoupleEngine(*laptop.ledger).Propose(laptop.Request(), intent, {"Sing", {}}).status();
  }
  absl::Status StepOut() {
    return CoupleEngine(*laptop.ledger).StepOut(laptop.Request(), walk).status();
  }
  absl::Status Remove(OwnDevice& by, const std::string& name) {
    return by.devices().Remove(by.Request(), name).status();
  }
  std::map<std::string, std::string> Everything() {
    std::map<std::string, std::string> all;
    EXPECT_THAT(laptop.store.Scan("", "", ScanOrder::kAscending,
                                  [&](absl::string_view key, absl::string_view value) {
                                    all[std::string(key)] = std::string(value);
                                    return true;
                                  }),
                IsOk());
    return all;
  }
  // What a person has on this computer whatever anybody else said.
  void ExpectFreeAlone() {
    EXPECT_THAT(Answer(laptop, {.goal = swim}), IsOk());
    EXPECT_THAT(Answer(laptop, {.goal = walk, .what = "no", .note = "alone"}), IsOk());
    EXPECT_THAT(GoalEngine(*laptop.ledger).Edit(laptop.Request(), swim, {.why = "w"}), IsOk());
    EXPECT_THAT(RestEngine(*laptop.ledger).Rest(laptop.Request(), {.goals = {walk}}, "", ""),
                IsOk());
    EXPECT_THAT(ExportEngine(*laptop.ledger).Export(GoalScope::kAll, {}), IsOk());
  }

  LaterPen phone_me{*phone.ledger, SpaceKind::kMe}, phone_us{*phone.ledger, SpaceKind::kUs},
      sams_us{*sams.ledger, SpaceKind::kUs};
};

TEST_F(Later, AnIgnorableOneKeepsNothingFromBeingChanged) {
  phone_me.Write(IdOf(read), EaseSetPayload{20'000, 3}, CompatClass::kIgnorable);
  Settle();
  const Unread unread = Today(laptop).unread;
  EXPECT_TRUE(unread.any);
  EXPECT_FALSE(unread.me || unread.us);
  EXPECT_THAT(unread.read_only, IsEmpty());
  for (const auto& [what, status] : ChangesOf(read)) EXPECT_THAT(status, IsOk()) << what;
}

TEST_F(Later, OneAboutAGoalKeepsThatGoalAsItIsAndNoOther) {
  ASSERT_THAT(GoalEngine(*laptop.ledger).Edit(laptop.Request(), read, {.why = "w"}), IsOk());
  Settle();
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kEntityReadOnly);
  Settle();
  EXPECT_EQ(View(laptop, read).waits, Waits::kReadOnly);
  EXPECT_EQ(View(laptop, read).why, "w") << "it is shown";
  EXPECT_THAT(Today(laptop).unread.read_only, ElementsAre(read));
  const auto before = Everything();
  for (const auto& [what, status] : ChangesOf(read)) {
    EXPECT_THAT(status, IsRefused("update_needed")) << what;
  }
  EXPECT_THAT(Undo(), IsRefused("update_needed"));
  EXPECT_TRUE(Everything() == before);
  ExpectFreeAlone();
  for (const auto& [what, status] : ChangesOf(swim)) EXPECT_THAT(status, IsOk()) << what;
  EXPECT_EQ(View(phone, read).waits, Waits::kNo) << "who knows it goes on";
}

TEST_F(Later, OfSeveralAnswersTheOneThatCannotBeGivenIsRefusedAlone) {
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kEntityReadOnly);
  Settle();
  const std::vector<AnswerWords> words = {{.goal = read}, {.goal = swim}};
  const auto views = EntryEngine(*laptop.ledger).Log(laptop.Request(), Together::kEach, words);
  ASSERT_THAT(views, IsOk());
  EXPECT_THAT((*views)[0].refusal, IsRefused("update_needed"));
  EXPECT_THAT((*views)[1].refusal, IsOk());
}

TEST_F(Later, AnAnswerIsKeptAsAWholeOrNotAtAll) {
  // Of the answer the no stays in the own space, where the goal can only be read.
  phone_me.Write(IdOf(walk), EaseSetPayload{20'000, 3}, CompatClass::kEntityReadOnly);
  Settle();
  ASSERT_THAT(Answer(laptop, {.goal = walk}), IsOk());
  Settle();
  const std::vector<AnswerWords> words = {{.goal = walk, .what = "no"},
                                          {.goal = walk, .note = "n"}};
  const auto views = EntryEngine(*laptop.ledger).Log(laptop.Request(), Together::kEach, words);
  ASSERT_THAT(views, IsOk());
  for (const LogView& view : *views) EXPECT_THAT(view.refusal, IsRefused("update_needed"));
  EXPECT_TRUE(laptop.Folded(SpaceKind::kUs) == sams.Folded(SpaceKind::kUs)) << "the yes stands";
}

TEST_F(Later, OneAboutASharedGoalKeepsItAsItIsAndNobodyInIt) {
  sams_us.Write(IdOf(walk), StepOutPayload{}, CompatClass::kEntityReadOnly);
  Settle();
  EXPECT_EQ(View(laptop, walk).waits, Waits::kReadOnly);
  EXPECT_EQ(View(laptop, walk).state, GoalState::kActive);
  EXPECT_THAT(Today(laptop).unread.read_only, ElementsAre(walk));
  EXPECT_THAT(Answer(laptop, {.goal = walk}), IsRefused("update_needed"));
  EXPECT_THAT(Change(walk), IsRefused("update_needed"));
  EXPECT_THAT(Propose(Intent::kSend), IsOk()) << "of another thing";
  ExpectFreeAlone();
  EXPECT_THAT(StepOut(), IsOk());
}

TEST_F(Later, WhatMayHaveBeenANoIsTakenForOne) {
  sams_us.Write(IdOf(walk), StepOutPayload{}, CompatClass::kNotShared);
  Settle();
  const GoalView view = View(laptop, walk);
  EXPECT_EQ(view.waits, Waits::kNotShared);
  EXPECT_NE(view.state, GoalState::kActive);
  const TodayView today = Today(laptop);
  EXPECT_THAT(today.unread.not_shared, ElementsAre(walk));
  for (const DayLineView& line : today.lines) EXPECT_NE(line.goal.handle, walk);
  EXPECT_THAT(Answer(laptop, {.goal = walk}), IsRefused("update_needed"));
  EXPECT_THAT(Change(walk), IsRefused("update_needed"));
  const auto shown = GoalEngine(*laptop.ledger).List(GoalScope::kActive, {});
  EXPECT_TRUE(std::any_of(shown->begin(), shown->end(),
                          [&](const GoalView& goal) { return goal.handle == walk; }));
  ExpectFreeAlone();
  EXPECT_THAT(StepOut(), IsOk());
}

TEST_F(Later, AnOfferThatSomethingWasSaidAboutDoesNotStandOpenAndCanBeDeclined) {
  const std::string item = sams.Propose("Sing");
  Settle();
  ASSERT_EQ(Today(laptop).proposals.size(), 1u);
  sams_us.Write(IdOf(item), StepOutPayload{}, CompatClass::kNotShared);
  Settle();
  EXPECT_THAT(Today(laptop).proposals, IsEmpty());
  EXPECT_THAT(Today(laptop).unread.not_shared, ElementsAre(item));
  EXPECT_THAT(laptop.Accept(item), IsRefused("update_needed"));
  EXPECT_THAT(CoupleEngine(*laptop.ledger).Decline(laptop.Request(), item), IsOk());
}

TEST_F(Later, AnOwnOfferCanBeWithdrawnWhateverWasSaidAboutIt) {
  const std::string item = laptop.Propose("Sing");
  Settle();
  sams_us.Write(IdOf(item), StepOutPayload{}, CompatClass::kSpaceReadOnly);
  sams_us.Write(IdOf(item), StepOutPayload{}, CompatClass::kNotShared);
  Settle();
  EXPECT_THAT(CoupleEngine(*laptop.ledger).Withdraw(laptop.Request(), item), IsOk());
}

TEST_F(Later, AnOfferWithAFieldToComeIsNotShownAndNotAccepted) {
  OfferPayload offer;
  offer.terms.title = "Sing";
  offer.number = 7;
  const auto entity = EntityId::Make(sams.random);
  sams_us.Say(WithLaterTerms(sams_us.Plain(entity, offer), CompatClass::kNotShared, sams.notary));
  Settle();
  EXPECT_THAT(Today(laptop).proposals, IsEmpty());
  EXPECT_EQ(Today(phone).proposals.size(), 1u);
}

TEST_F(Later, OneAboutTheOwnSpaceKeepsAllOfItAsItIs) {
  phone_me.Write(IdOf(read), StepOutPayload{}, CompatClass::kSpaceReadOnly);
  Settle();
  const auto before = Everything();
  for (const std::string& handle : {read, swim}) {
    EXPECT_EQ(View(laptop, handle).waits, Waits::kReadOnly);
    for (const auto& [what, status] : ChangesOf(handle)) {
      EXPECT_THAT(status, IsRefused("update_needed")) << what;
    }
  }
  GoalEngine goals(*laptop.ledger);
  EXPECT_THAT(goals.Add(laptop.Request(), {.beside = {.title = "New"}}),
              IsRefused("update_needed"));
  EXPECT_THAT(RestEngine(*laptop.ledger).Rest(laptop.Request(), {.everything = true}, "", ""),
              IsRefused("update_needed"));
  EXPECT_THAT(laptop.devices().CheckMayInvite(), IsRefused("update_needed"));
  EXPECT_THAT(laptop.devices().Rename(laptop.Request(), "phone", "fon"),
              IsRefused("update_needed"));
  EXPECT_TRUE(Everything() == before);
  EXPECT_TRUE(Today(laptop).unread.me);
  // The other space is another.
  EXPECT_THAT(Answer(laptop, {.goal = walk}), IsOk());
  EXPECT_THAT(ExportEngine(*laptop.ledger).Export(GoalScope::kAll, {}), IsOk());
}

// The partner is the attacker.
TEST_F(Later, OneAboutTheSharedSpaceKeepsNobodyInItAndNothingElseFromBeingChanged) {
  sams_us.Write(IdOf(walk), StepOutPayload{}, static_cast<CompatClass>(77));
  Settle();
  EXPECT_TRUE(Today(laptop).unread.us);
  EXPECT_THAT(Answer(laptop, {.goal = walk}), IsRefused("update_needed"));
  EXPECT_THAT(Change(walk), IsRefused("update_needed"));
  EXPECT_THAT(Propose(Intent::kSend), IsRefused("update_needed"));
  EXPECT_THAT(Propose(Intent::kPreview), IsRefused("update_needed"));
  ExpectFreeAlone();
  // Devices come and go all the same.
  OwnDevice tablet("tablet", 9);
  Link(laptop, tablet);
  mailboxes.Settle({&laptop, &phone, &sams, &tablet});
  EXPECT_THAT(tablet.Handles(), Contains(swim));
  EXPECT_THAT(Remove(laptop, "tablet"), IsOk());
  mailboxes.Settle({&laptop, &phone, &sams});
  EXPECT_THAT(StepOut(), IsOk());
  const auto left = CoupleEngine(*laptop.ledger).Leave(laptop.Request(), AfterLeaving::kForget);
  EXPECT_THAT(left, IsOk());
  EXPECT_FALSE(Today(laptop).unread.any);
  Settle();
  EXPECT_FALSE(phone.state().us) << "the own devices are told";
}

TEST_F(Later, ALeaverTellsTheirOwnDevicesAlsoWhereTheOwnSpaceCanOnlyBeRead) {
  phone_me.Write(IdOf(read), StepOutPayload{}, CompatClass::kSpaceReadOnly);
  Settle();
  EXPECT_THAT(CoupleEngine(*laptop.ledger).Leave(laptop.Request(), AfterLeaving::kKeep), IsOk());
  Settle();
  EXPECT_FALSE(phone.state().us);
}

TEST_F(Later, APairingIsNotKeptBackAndTheOwnDevicesHearOfItAfterTheUpdate) {
  ASSERT_THAT(CoupleEngine(*laptop.ledger).Leave(laptop.Request(), AfterLeaving::kKeep), IsOk());
  Settle();
  phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kSpaceReadOnly);
  Settle();
  OwnDevice kims("kims", 9);
  kims.Start("Kim");
  Pair(laptop, kims);
  mailboxes.Settle({&laptop, &phone, &kims});
  ASSERT_TRUE(laptop.state().us);
  EXPECT_FALSE(phone.state().us);
  laptop.vocabulary = std::make_shared<const LaterVocabulary>();
  laptop.Reopen();
  ASSERT_THAT(SettleDevices(*laptop.ledger), IsOk());
  mailboxes.Settle({&laptop, &phone, &kims});
  ASSERT_TRUE(phone.state().us);
  EXPECT_EQ(phone.state().us->id, laptop.state().us->id);
}

// The thief's computer is one of the own ones until it is removed.
TEST_F(Later, AStolenDeviceIsRemovedWhateverItSaid) {
  phone_me.Write(IdOf(read), StepOutPayload{}, CompatClass::kSpaceReadOnly);
  phone_me.Write(IdOf(swim), StepOutPayload{}, CompatClass::kEntityReadOnly);
  phone_us.Write(IdOf(walk), StepOutPayload{}, CompatClass::kSpaceReadOnly);
  Settle();
  EXPECT_THAT(Answer(laptop, {.goal = swim}), IsRefused("update_needed"));
  EXPECT_THAT(Remove(laptop, "phone"), IsOk());
  EXPECT_THAT(Answer(laptop, {.goal = swim}), IsOk());
  EXPECT_THAT(Answer(laptop, {.goal = walk}), IsOk());
  EXPECT_FALSE(Today(laptop).unread.me || Today(laptop).unread.us);
  const std::string key = laptop.state().me->key;
  mailboxes.Settle({&laptop, &sams});
  EXPECT_NE(laptop.state().me->key, key) << "and has no part in what follows";
  laptop.Reopen();
  EXPECT_THAT(Answer(laptop, {.goal = read}), IsOk());
}

TEST_F(Later, WhatCanOnlyBeReadIsSoAfterARestart) {
  phone_me.Write(IdOf(read), StepOutPayload{}, CompatClass::kEntityReadOnly);
  sams_us.Write(IdOf(walk), StepOutPayload{}, CompatClass::kNotShared);
  Settle();
  const Unread before = Today(laptop).unread;
  laptop.Reopen();
  EXPECT_EQ(Today(laptop).unread.read_only, before.read_only);
  EXPECT_EQ(Today(laptop).unread.not_shared, before.not_shared);
  EXPECT_THAT(Answer(laptop, {.goal = read}), IsRefused("update_needed"));
  EXPECT_THAT(Answer(laptop, {.goal = walk}), IsRefused("update_needed"));
}

// Scenario 55.
TEST_F(Later, WhatCannotBeReadIsSentOnToTheByteAndStillSigned) {
  const std::string said =
      phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"}, CompatClass::kIgnorable);
  const std::string later = phone_me.Write(IdOf(read), GoalSetPayload{.cue = "tea"},
                                           CompatClass::kIgnorable, LaterIn::kFormat);
  GoalVersionPayload version;
  version.valid_from = 20'000;
  version.version.terms.emplace();
  const std::string terms = phone_me.Say(WithLaterTerms(
      phone_me.Plain(IdOf(swim), version), CompatClass::kEntityReadOnly, phone.notary));
  Settle();
  const auto kept = Bytes(laptop, SpaceKind::kMe);
  const SpaceId me = laptop.state().me->id;
  // Everything, for somebody who has nothing.
  Exchange sending(*laptop.ledger, SpaceKind::kMe);
  ASSERT_THAT(sending.QueueMissing(me, {}, Exchange::Word::kWhole), IsOk());
  const auto outgoing = sending.NextOutgoing(me, 100'000, 100'000'000);
  ASSERT_THAT(outgoing, IsOk());
  for (const std::string& bytes : {said, later, terms}) {
    EXPECT_THAT(kept, Contains(bytes));
    EXPECT_THAT(outgoing->operations, Contains(bytes));
    EXPECT_TRUE(
        VerifiedBy(*ReadOperation(bytes, laptop.notary), phone.keys.sign_public(), laptop.notary));
  }
}

TEST_F(Later, APartnerWhoSaysMuchTakesNoMoreRoomThanWhatTheySay) {
  const auto size = [&] {
    std::size_t bytes = 0;
    for (const auto& [key, value] : Everything()) bytes += key.size() + value.size();
    return bytes;
  };
  std::size_t said = 0;
  const std::size_t before = size();
  for (int i = 0; i < 300; ++i) {
    for (const CompatClass compat :
         {CompatClass::kIgnorable, CompatClass::kEntityReadOnly, CompatClass::kSpaceReadOnly}) {
      said += sams_us.Write(EntityId::Make(sams.random), StepOutPayload{}, compat).size();
    }
    said += sams_us.Write(IdOf(walk), StepOutPayload{}, CompatClass::kNotShared).size();
  }
  Settle();
  EXPECT_LT(size() - before, 3 * said);
}

}  // namespace
}  // namespace twofold

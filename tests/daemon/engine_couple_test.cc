// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people: the first week, offers and answers, what is given, leaving.
#include "tests/daemon/engine_couple.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace twofold {
namespace {

TEST_F(Couple, TheFirstWeek) {
  ASSERT_THAT(noa.Add("Read 20 min", {.every = "day"}), IsOk());
  const ScheduleWords three_days{.every = "mon,wed,fri", .at = "20:00"};
  const auto preview = noa.couple->Propose(noa.Request(), Intent::kPreview,
                                           {"Evening walk together", {.schedule = three_days}});
  ASSERT_THAT(preview, IsOk());
  EXPECT_EQ(preview->own_name, "Noa");
  EXPECT_EQ(preview->partner_name, "Sam");
  EXPECT_EQ(noa.exchange->Waiting(), 0u) << "a preview sends nothing";

  const auto sent = noa.Propose("Evening walk together", three_days);
  ASSERT_THAT(sent, IsOk());
  EXPECT_EQ(sent->proposal.number, 1u);
  EXPECT_TRUE(sent->proposal.own);
  Sync();

  const ProposalView seen = sam.OnlyOpen();
  EXPECT_EQ(seen.number, 1u);
  EXPECT_FALSE(seen.own);
  EXPECT_EQ(seen.terms.title, "Evening walk together");
  EXPECT_FALSE(seen.previous.has_value());
  const auto changed = sam.Change("p1", {.every = "mon,wed"});
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->proposal.terms.terms.schedule, (Schedule{Weekdays{0x05}, 1200}));
  ASSERT_TRUE(changed->proposal.previous.has_value());
  EXPECT_EQ(changed->proposal.previous->terms.schedule, (Schedule{Weekdays{0x15}, 1200}));
  EXPECT_TRUE(sam.Today()->lines.empty()) << "not in force yet";
  Sync();

  EXPECT_EQ(noa.OnlyOpen().terms.terms.schedule, (Schedule{Weekdays{0x05}, 1200}));
  const auto agreed = noa.Accept("p1");
  ASSERT_THAT(agreed, IsOk());
  EXPECT_EQ(agreed->goal.handle, "walk");
  EXPECT_EQ(agreed->goal.side, Side::kUs);
  EXPECT_EQ(agreed->day, absl::CivilDay(2026, 11, 21));
  Sync();
  EXPECT_TRUE(noa.Today()->proposals.empty());
  EXPECT_TRUE(sam.Today()->proposals.empty());
  EXPECT_EQ(sam.Handles(), std::vector<std::string>{"walk"});

  noa.clock.Set(absl::CivilMinute(2026, 11, 23, 21, 0));
  sam.clock.Set(absl::CivilMinute(2026, 11, 23, 21, 0));
  const auto logged = noa.Log("walk");
  EXPECT_EQ(logged->shared_with, "Sam");
  Sync();
  EXPECT_EQ(sam.StateOn("walk"), LineState::kDone) << "either of the two makes the day";
  ExpectEqualStates();
}

TEST_F(Couple, NothingIsInForceBeforeBothSaidYes) {
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  EXPECT_TRUE(noa.Handles(GoalScope::kAll).empty());
  EXPECT_THAT(noa.Accept("p1"), IsRefused("own_offer"));
  EXPECT_THAT(noa.Decline("p1"), IsRefused("own_offer"));
  EXPECT_THAT(noa.Log("p1"), IsRefused("no_such_goal"));
}

TEST_F(Couple, ANoIsAFullAnswer) {
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  Sync();
  ASSERT_THAT(sam.Decline("p1"), IsOk());
  Sync();
  EXPECT_TRUE(sam.Today()->proposals.empty());
  EXPECT_TRUE(noa.Today()->proposals.empty());
  EXPECT_THAT(sam.Accept("p1"), IsRefused("nothing_to_answer"));
  EXPECT_THAT(noa.couple->Withdraw(noa.Request(), "p1"), IsRefused("nothing_open"));
  ExpectEqualStates();
}

TEST_F(Couple, AnOwnOfferIsTakenBack) {
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  const auto unsent = noa.couple->Withdraw(noa.Request(), "p1");
  ASSERT_THAT(unsent, IsOk());
  EXPECT_FALSE(unsent->already_given);
  ASSERT_THAT(noa.Propose("Run"), IsOk());
  Sync();
  const auto sent = noa.couple->Withdraw(noa.Request(), "p2");
  ASSERT_THAT(sent, IsOk());
  EXPECT_TRUE(sent->already_given);
  Sync();
  EXPECT_TRUE(sam.Today()->proposals.empty());
  EXPECT_THAT(sam.couple->Withdraw(sam.Request(), "p2"), IsRefused("nothing_open"));
  ExpectEqualStates();
}

// Scenario 43, through the engines.
TEST_F(Couple, WithdrawingBeatsAConcurrentYes) {
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  Sync();
  ASSERT_THAT(noa.couple->Withdraw(noa.Request(), "p1"), IsOk());
  ASSERT_THAT(sam.Accept("p1"), IsOk());
  Sync();
  EXPECT_TRUE(noa.Handles().empty());
  EXPECT_TRUE(sam.Handles().empty());
  ExpectEqualStates();
}

TEST_F(Couple, BothYesAtOnceAreShownAgainAndOneMoreYesResolves) {
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  Sync();
  ASSERT_THAT(sam.Change("p1", {.every = "sun"}), IsOk());
  Sync();
  ASSERT_THAT(noa.Accept("p1"), IsOk());
  ASSERT_THAT(sam.Accept("p1"), IsOk());
  Sync();
  EXPECT_TRUE(noa.OnlyOpen().both_open);
  EXPECT_TRUE(sam.OnlyOpen().both_open);
  EXPECT_TRUE(noa.Handles().empty());
  ASSERT_THAT(noa.Accept("p1"), IsOk());
  Sync();
  EXPECT_EQ(noa.Handles(), std::vector<std::string>{"walk"});
  EXPECT_EQ(sam.Handles(), std::vector<std::string>{"walk"});
  EXPECT_TRUE(sam.Today()->proposals.empty());
  ExpectEqualStates();
}

TEST_F(Couple, AChangeThatSaysNothingNewIsRefused) {
  ASSERT_THAT(noa.Propose("Walk", {.every = "mon"}), IsOk());
  const auto before = noa.Everything();
  EXPECT_THAT(noa.Change("p1", {.every = "mon"}), IsRefused("nothing_changed"));
  EXPECT_THAT(noa.Change("p1", {}), IsRefused("nothing_changed"));
  EXPECT_EQ(noa.Everything(), before);
}

// Scenario 45, through the engines.
TEST_F(Couple, AChangeOfAGoalInForceWaitsForTheOther) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Change(walk, {.every = "sun"}), IsOk());
  Sync();
  const auto goals = sam.goals->List(GoalScope::kActive, {});
  EXPECT_EQ(goals->front().terms.schedule, Schedule());
  EXPECT_EQ(sam.OnlyOpen().goal_handle, walk);
  ASSERT_THAT(sam.Accept(walk), IsOk());
  Sync();
  EXPECT_EQ(noa.goals->List(GoalScope::kActive, {})->front().terms.schedule,
            (Schedule{Weekdays{0x40}, std::nullopt}));
  ExpectEqualStates();
}

TEST_F(Couple, SteppingOutNeedsNobodyAndKeepsTheRecord) {
  const std::string walk = Agreed();
  ASSERT_THAT(sam.Log(walk), IsOk());
  const auto left = sam.couple->StepOut(sam.Request(), walk);
  ASSERT_THAT(left, IsOk());
  EXPECT_EQ(left->state, GoalState::kEnded);
  Sync();
  EXPECT_TRUE(noa.Handles().empty());
  EXPECT_EQ(noa.Handles(GoalScope::kAll), std::vector<std::string>{walk});
  EXPECT_THAT(noa.Log(walk), IsRefused("goal_not_active"));
  EXPECT_THAT(noa.couple->StepOut(noa.Request(), walk), IsRefused("goal_not_active"));
  ExpectEqualStates();
}

TEST_F(Couple, OwnGoalsAreNoneOfTheCouplesBusiness) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  EXPECT_THAT(noa.Accept("read"), IsRefused("goal_is_own"));
  EXPECT_THAT(noa.Change("read", {.every = "mon"}), IsRefused("goal_is_own"));
  EXPECT_THAT(noa.couple->StepOut(noa.Request(), "read"), IsRefused("goal_is_own"));
  EXPECT_EQ(noa.exchange->Waiting(), 0u);
  const std::string walk = Agreed();
  EXPECT_THAT(noa.goals->Archive(noa.Request(), walk), IsRefused("goal_is_shared"));
}

TEST_F(Couple, ASharedGoalsHandleGivesWayToAnOwnOne) {
  ASSERT_THAT(noa.Add("Walk"), IsOk());
  Agreed("Walk together");
  EXPECT_EQ(noa.Handles(), (std::vector<std::string>{"walk", "walk2"}));
  EXPECT_EQ(sam.Handles(), std::vector<std::string>{"walk"});
  EXPECT_EQ(noa.Log("walk")->shared_with, "") << "a word never changes its meaning";
  EXPECT_EQ(noa.Log("walk2")->shared_with, "Sam");
}

TEST_F(Couple, NumbersGivenAtTheSameTimeNeverMeanTwoThings) {
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  ASSERT_THAT(sam.Propose("Swim"), IsOk());
  Sync();
  for (Computer* computer : {&noa, &sam}) {
    const auto open = computer->Today()->proposals;
    ASSERT_EQ(open.size(), 2u);
    EXPECT_EQ(open[0].number, 1u);
    EXPECT_TRUE(open[0].own) << "one's own keeps the number that was shown";
    EXPECT_EQ(open[1].number, 2u);
  }
  ASSERT_THAT(noa.Accept("p2"), IsOk());
  ASSERT_THAT(sam.Accept("p2"), IsOk());
  Sync();
  EXPECT_EQ(noa.Handles(), (std::vector<std::string>{"swim", "walk"}));
  noa.Reopen();
  EXPECT_EQ(noa.Propose("Third")->proposal.number, 3u) << "a number is never used again";
}

TEST_F(Couple, AmountsOfBothAddUp) {
  const auto proposed =
      noa.couple->Propose(noa.Request(), Intent::kSend, {"Practise together", {.unit = "min"}});
  ASSERT_THAT(proposed, IsOk());
  Sync();
  const std::string handle = sam.Accept("p1")->goal.handle;
  Sync();
  ASSERT_THAT(noa.Log(handle, "10"), IsOk());
  ASSERT_THAT(sam.Log(handle, "20"), IsOk());
  Sync();
  for (Computer* computer : {&noa, &sam}) {
    EXPECT_EQ(computer->Today()->lines[0].progress.amount_micros, 30'000'000);
  }
  ASSERT_THAT(noa.Undo(), IsOk());
  Sync();
  EXPECT_EQ(sam.Today()->lines[0].progress.amount_micros, 20'000'000);
  ExpectEqualStates();
}

TEST_F(Couple, UndoOfWhatWasGivenSaysSo) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  EXPECT_FALSE(noa.Undo()->already_given);
  ASSERT_THAT(noa.Redo(), IsOk());
  Sync();
  const auto undone = noa.Undo();
  EXPECT_TRUE(undone->already_given);
  EXPECT_TRUE(undone->day_blank);
  Sync();
  EXPECT_EQ(sam.StateOn(walk), LineState::kOpen);
  ExpectEqualStates();
}

TEST_F(Couple, ADayOnWhichThePartnerPractisedIsNotBlankAfterAnUndo) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  ASSERT_THAT(sam.Log(walk), IsOk());
  Sync();
  EXPECT_FALSE(noa.Undo()->day_blank);
  EXPECT_TRUE([&] {
    Sync();
    return sam.Undo()->day_blank;
  }());
}

TEST_F(Couple, UndoOfAnOfferWithdrawsItWhileItStandsOpen) {
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  Sync();
  EXPECT_EQ(noa.Undo()->act.handle, "p1");
  EXPECT_THAT(noa.Redo(), IsRefused("nothing_to_redo")) << "nothing is sent again by itself";
  Sync();
  EXPECT_TRUE(sam.Today()->proposals.empty());
  ASSERT_THAT(noa.Propose("Run"), IsOk());
  Sync();
  ASSERT_THAT(sam.Accept("p2"), IsOk());
  Sync();
  EXPECT_THAT(noa.Undo(), IsRefused("cannot_undo")) << "an agreement is left, not undone";
}

TEST_F(Couple, RequestsBetweenTwoHaveOneEffect) {
  const RequestId propose = noa.Request(), accept = sam.Request(), out = sam.Request(),
                  decline = sam.Request(), withdraw = noa.Request();
  for (int i = 0; i < 2; ++i) {
    const auto sent = noa.couple->Propose(propose, Intent::kSend, {"Walk", {}});
    ASSERT_THAT(sent, IsOk());
    EXPECT_EQ(sent->proposal.number, 1u);
    noa.Reopen();
  }
  Sync();
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(sam.couple->Accept(accept, "p1")->goal.handle, "walk");
    sam.Reopen();
  }
  for (int i = 0; i < 2; ++i) EXPECT_THAT(sam.couple->StepOut(out, "walk"), IsOk());
  ASSERT_THAT(noa.Propose("Run"), IsOk());
  ASSERT_THAT(noa.Propose("Swim"), IsOk());
  Sync();
  for (int i = 0; i < 2; ++i) EXPECT_THAT(sam.couple->Decline(decline, "p2"), IsOk());
  for (int i = 0; i < 2; ++i) EXPECT_THAT(noa.couple->Withdraw(withdraw, "p3"), IsOk());
  EXPECT_EQ(sam.exchange->Waiting(), 1u);
  EXPECT_EQ(noa.exchange->Waiting(), 1u);
}

TEST_F(Couple, AFailedCommitLeavesNothingWaitingToBeSent) {
  const std::string walk = Agreed();
  noa.store.FailCommits(absl::ResourceExhaustedError("no space"));
  EXPECT_THAT(noa.Log(walk), IsRefused("disk_full"));
  EXPECT_THAT(noa.Propose("Run"), IsRefused("disk_full"));
  noa.store.FailCommits(absl::OkStatus());
  EXPECT_EQ(noa.exchange->Waiting(), 0u);
  EXPECT_EQ(noa.Propose("Run")->proposal.number, 2u);
}

TEST_F(Couple, OnlySharedActsNudgeTheSender) {
  int nudges = 0;
  noa.ledger->OnOutbox([&] { ++nudges; });
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(nudges, 0);
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  EXPECT_EQ(nudges, 1);
}

// ---- What is given ----

TEST_F(Couple, AnOwnGoalNeverReachesTheSharedSpace) {
  constexpr absl::string_view kCanary = "Canary in my own coal mine";
  ASSERT_THAT(noa.Add(kCanary, {}, "birds", "canary"), IsOk());
  ASSERT_THAT(noa.Log("canary", "3"), IsOk());
  ASSERT_THAT(noa.Log("canary", "4", "yesterday"), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  ASSERT_THAT(noa.goals->Archive(noa.Request(), "canary"), IsOk());
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  Sync();
  std::set<EntityId> own;
  const auto goals = StoreView(noa.store).ListGoals(noa.state().me->id);
  ASSERT_THAT(goals, IsOk());
  for (const Goal& goal : *goals) own.insert(goal.id);
  ASSERT_EQ(own.size(), 1u);
  for (const Operation& operation : noa.Operations(noa.us())) {
    EXPECT_FALSE(own.contains(operation.entity));
    for (const EntityId& id : own) EXPECT_FALSE(absl::StrContains(operation.bytes, id.bytes()));
    for (absl::string_view word : {"Canary", "canary", "coal", "birds"}) {
      EXPECT_FALSE(absl::StrContains(operation.bytes, word)) << word;
    }
    EXPECT_FALSE(absl::StrContains(operation.bytes, noa.state().me->id.bytes()));
    EXPECT_FALSE(absl::StrContains(operation.bytes, noa.state().me->chain.bytes()));
  }
  for (const auto& [key, value] : sam.Everything()) {
    EXPECT_FALSE(absl::StrContains(value, "anary"));
  }
}

TEST_F(Couple, AnOperationSharesNoTimeFinerThanTheDay) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  const auto first = noa.Send();
  // The same story some hours later on the same day gives the same stamps.
  Computer late_noa('n'), late_sam('s');
  late_noa.clock.Advance(absl::Hours(9));
  late_sam.clock.Advance(absl::Hours(9));
  ASSERT_THAT(late_noa.profile->Start(late_noa.Request(), "Noa", "21:00"), IsOk());
  ASSERT_THAT(late_sam.profile->Start(late_sam.Request(), "Sam", ""), IsOk());
  Pair({{&late_noa}, {&late_sam}});
  ASSERT_THAT(late_noa.Propose("Evening walk together"), IsOk());
  late_sam.Receive(late_noa.Send());
  ASSERT_THAT(late_sam.Accept("p1"), IsOk());
  late_noa.Receive(late_sam.Send());
  ASSERT_THAT(late_noa.Log("walk"), IsOk());
  EXPECT_EQ(late_noa.Send(), first) << "to the byte";
}

TEST_F(Couple, SharedListsEverythingEverGiven) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const std::string walk = Agreed("Walk");  // given, in force
  ASSERT_THAT(noa.Log(walk), IsOk());
  ASSERT_THAT(noa.Log(walk, "", "yesterday"), IsOk());
  ASSERT_THAT(noa.Change(walk, {.every = "sun"}), IsOk());  // a second version
  ASSERT_THAT(noa.Propose("Swim"), IsOk());                 // open
  ASSERT_THAT(noa.Propose("Run"), IsOk());                  // to be declined
  ASSERT_THAT(noa.Propose("Sing"), IsOk());                 // withdrawn
  ASSERT_THAT(noa.couple->Withdraw(noa.Request(), "p4"), IsOk());
  ASSERT_THAT(sam.Propose("Dance"), IsOk());  // the partner's: an answer is given
  ASSERT_THAT(sam.Propose("Paint"), IsOk());  // the partner's, lies open
  Sync();
  ASSERT_THAT(sam.Decline(sam.Called("Run")), IsOk());
  ASSERT_THAT(noa.Decline(noa.Called("Dance")), IsOk());
  Sync();
  const auto shared = noa.couple->Shared();
  ASSERT_THAT(shared, IsOk());
  EXPECT_EQ(shared->own_goals, 1u);
  EXPECT_EQ(shared->partner_name, "Sam");

  // What was given, by the operations themselves.
  std::map<EntityId, std::set<std::string>> emitted;
  for (const Operation& operation : noa.Operations(noa.us())) {
    if (operation.device != noa.device.device) continue;
    auto& titles = emitted[operation.entity];
    if (const auto* offer = std::get_if<OfferPayload>(&operation.payload)) {
      titles.insert(offer->terms.title);
    }
  }
  std::map<std::string, GivenView> by_title;
  for (const GivenView& given : shared->given) by_title[given.title] = given;
  EXPECT_EQ(shared->given.size(), emitted.size());
  EXPECT_EQ(by_title.size(), shared->given.size());
  EXPECT_FALSE(by_title.contains("Paint")) << "nothing was given there";
  EXPECT_FALSE(by_title.contains("Read"));
  EXPECT_EQ(by_title.at("Walk").state, GivenState::kInForce);
  EXPECT_EQ(by_title.at("Walk").days, 2u);
  EXPECT_EQ(by_title.at("Walk").versions.size(), 2u);
  EXPECT_EQ(by_title.at("Swim").state, GivenState::kOpen);
  EXPECT_EQ(by_title.at("Run").state, GivenState::kDeclined);
  EXPECT_EQ(by_title.at("Sing").state, GivenState::kWithdrawn);
  EXPECT_TRUE(by_title.contains("Dance")) << "a no was given";
}

// ---- Leaving ----

TEST_F(Couple, LeavingKeepsAReadOnlyCopyAndSendsNothing) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  const SpaceId us = noa.us();
  EXPECT_EQ(*noa.couple->Leave(noa.Request(), AfterLeaving::kKeep), "Sam");
  EXPECT_EQ(noa.store.scrubs(), 1);
  EXPECT_FALSE(noa.exchange->Current().has_value());
  EXPECT_EQ(noa.exchange->Waiting(), 0u);
  EXPECT_TRUE(noa.exchange->NextOutgoing(us, 100, 10000)->operations.empty());
  EXPECT_EQ(noa.Handles(GoalScope::kAll), (std::vector<std::string>{"read", walk}));
  EXPECT_THAT(noa.Log(walk), IsRefused("goal_not_active"));
  EXPECT_THAT(noa.Propose("Run"), IsRefused("not_paired"));
  EXPECT_THAT(noa.Log("read"), IsOk());
  for (const auto& [key, value] : noa.Everything()) {
    EXPECT_FALSE(absl::StrContains(value, std::string(32, 'K'))) << "the key is gone";
  }
  noa.Reopen();
  EXPECT_FALSE(noa.exchange->Current().has_value());
  EXPECT_EQ(noa.Handles(GoalScope::kAll), (std::vector<std::string>{"read", walk}));
}

TEST_F(Couple, LeavingAndForgettingRemovesTheCopy) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const std::string walk = Agreed("Kanarienvogel");
  ASSERT_THAT(noa.Log(walk), IsOk());
  const SpaceId us = noa.us();
  ASSERT_THAT(noa.couple->Leave(noa.Request(), AfterLeaving::kForget), IsOk());
  EXPECT_EQ(noa.Handles(GoalScope::kAll), std::vector<std::string>{"read"});
  for (const auto& [key, value] : noa.Everything()) {
    EXPECT_FALSE(absl::StrContains(key, us.bytes()));
    EXPECT_FALSE(absl::StrContains(absl::AsciiStrToLower(value), "kanarienvogel"));
    EXPECT_FALSE(absl::StrContains(value, std::string(32, 'K')));
  }
  noa.Reopen();
  EXPECT_EQ(noa.Handles(GoalScope::kAll), std::vector<std::string>{"read"});
}

TEST_F(Couple, WhoLeftTakesNothingMoreAndThePartnerKeepsEverything) {
  const std::string walk = Agreed();
  const SpaceId us = noa.us();
  ASSERT_THAT(noa.couple->Leave(noa.Request(), AfterLeaving::kKeep), IsOk());
  ASSERT_THAT(sam.Log(walk), IsOk());
  const auto before = noa.Everything();
  const auto received = noa.exchange->Receive(us, sam.Send(), MailboxPosition());
  ASSERT_THAT(received, IsOk());
  EXPECT_EQ(received->applied, 0);
  EXPECT_EQ(noa.Everything(), before);
  EXPECT_EQ(sam.StateOn(walk), LineState::kDone);
  EXPECT_EQ(sam.Handles(), std::vector<std::string>{walk});
}

TEST_F(Couple, AfterLeavingUndoPassesOverWhatWasSharedToWhatIsOnesOwn) {
  const std::string own = noa.Add("Read").value().handle;
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  ASSERT_THAT(noa.couple->Leave(noa.Request(), AfterLeaving::kKeep), IsOk());
  const auto undone = noa.Undo();
  ASSERT_THAT(undone, IsOk());
  EXPECT_EQ(undone->act.handle, own);
  EXPECT_THAT(noa.Undo(), IsRefused("nothing_to_undo"));
}

// Scenario 48, without the pairing itself.
TEST_F(Couple, ANewSpaceBeginsEmptyAndTakesNoOldOperation) {
  const std::string walk = Agreed();
  ASSERT_THAT(sam.Log(walk), IsOk());
  const auto old = sam.Send();
  ASSERT_THAT(noa.couple->Leave(noa.Request(), AfterLeaving::kKeep), IsOk());
  NewSpace made;
  made.id = SpaceId::Prefix(std::string(16, 'V'));
  made.key = std::string(32, 'V');
  made.members = sam.state().us->members;
  ASSERT_THAT(noa.pairing->CheckMayPair(), IsOk());
  ASSERT_THAT(noa.pairing->Adopt(made), IsOk());
  EXPECT_THAT(noa.pairing->CheckMayPair(), IsRefused("already_paired"));
  EXPECT_EQ(noa.Receive(old).refused, static_cast<int>(old.size()));
  EXPECT_EQ(noa.Propose("Run")->proposal.number, 2u) << "numbers go on";
}

TEST_F(Couple, AdoptingTwiceChangesNothing) {
  const auto before = noa.EverythingUncounted();
  Pair({{&noa}, {&sam}});
  EXPECT_EQ(noa.EverythingUncounted(), before);
}

TEST(PendingPairing, IsKeptAcrossARestartAndDropped) {
  Computer noa('n');
  // A new computer that is to be linked does not know yet whose it is.
  ASSERT_THAT(noa.pairing->Save({"state", "relay.example.org", 7, SideId(), "laptop"}), IsOk());
  EXPECT_EQ((*noa.pairing->Pending())->device_name, "laptop");
  ASSERT_THAT(noa.profile->Start(noa.Request(), "Noa", ""), IsOk());
  ASSERT_THAT(noa.pairing->Save({"state", "relay.example.org", 7, SideId()}), IsOk());
  noa.Reopen();
  EXPECT_EQ(*noa.pairing->Pending(), (PendingPairing{"state", "relay.example.org", 7, SideId()}));
  EXPECT_EQ(noa.state().self->relay, "relay.example.org");
  ASSERT_THAT(noa.pairing->Drop(), IsOk());
  EXPECT_FALSE(noa.pairing->Pending()->has_value());
}

}  // namespace
}  // namespace twofold

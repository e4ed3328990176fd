// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the partner gets of a shared goal: read off the operations as they travel.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/daemon/engine_couple.h"
#include "tests/daemon/standing.h"

namespace twofold {
namespace {

constexpr absl::string_view kCanary = "Kanarienvogel";

class Given : public Couple {
 protected:
  // A shared goal of these terms; returns its handle.
  std::string Share(absl::string_view title, const TermsWords& terms) {
    EXPECT_THAT(noa.couple->Propose(noa.Request(), Intent::kSend, {title, terms}), IsOk());
    Sync();
    const auto agreed = sam.Accept(sam.Called(title));
    EXPECT_THAT(agreed, IsOk());
    Sync();
    return agreed->goal.handle;
  }
  // Nothing that Noa's device put into the shared space says more than that something happened,
  // and how much.
  void ExpectNothingPrivate() {
    for (const Operation& operation : noa.Operations(noa.us())) {
      EXPECT_FALSE(absl::StrContains(operation.bytes, kCanary));
      EXPECT_FALSE(absl::StrContains(operation.bytes, noa.clock.Zone().name()));
      const sync::v1::SignedOperation opened = Opened(operation.bytes);
      const sync::v1::OperationHeader header = HeaderOf(operation.bytes);
      switch (header.kind()) {
        case sync::v1::OPERATION_KIND_OFFER:
        case sync::v1::OPERATION_KIND_ACCEPT:
          continue;
        case sync::v1::OPERATION_KIND_ENTRY_WRITE:
          break;
        default:
          ADD_FAILURE() << "an operation of the kind " << header.kind() << " was given";
      }
      sync::v1::EntryWrite write;
      ASSERT_TRUE(write.ParseFromString(opened.payload()));
      EXPECT_TRUE(write.zone().empty());
      EXPECT_EQ(write.offset_seconds(), 0);
      for (const sync::v1::DayWrite& day : write.days()) {
        EXPECT_TRUE(day.reason().empty());
        EXPECT_FALSE(day.has_note());
        EXPECT_NE(day.mark(), sync::v1::MARK_NOT_KEPT);
        EXPECT_NE(day.mark(), sync::v1::MARK_SKIPPED);
        EXPECT_NE(day.mark(), sync::v1::MARK_STAYED);
        EXPECT_NE(day.mark(), sync::v1::MARK_STEPPED_BACK);
      }
    }
    for (const auto& [key, value] : sam.Everything()) {
      EXPECT_FALSE(absl::StrContains(value, kCanary));
    }
  }
  const absl::TimeZone berlin = [] {
    absl::TimeZone zone;
    EXPECT_TRUE(absl::LoadTimeZone("Europe/Berlin", &zone));
    return zone;
  }();
};

TEST_F(Given, WhatDidNotHappenNeverWaitsToBeSent) {
  const std::string walk = Agreed();
  const auto before = sam.EverythingUncounted();
  for (const AnswerWords& words : std::vector<AnswerWords>{
           {.what = "no"},
           {.what = "skip", .reason = kCanary},
           {.note = kCanary},
           {.what = "blank"},
           {.what = "skip", .on = "9d", .until = "today", .reason = kCanary}}) {
    AnswerWords answer = words;
    answer.goal = walk;
    const auto logged = noa.Answer(answer);
    ASSERT_THAT(logged, IsOk());
    EXPECT_EQ(logged->shared_with, "") << "so it says";
    EXPECT_EQ(noa.exchange->Waiting(), 0u);
  }
  ASSERT_THAT(noa.entries->SetEase(noa.Request(), walk, "2", ""), IsOk());
  ASSERT_THAT(noa.rests->Rest(noa.Request(), {.goals = {walk}}, "", "sun"), IsOk());
  for (int i = 0; i < 7; ++i) ASSERT_THAT(noa.Undo(), IsOk());
  for (int i = 0; i < 7; ++i) ASSERT_THAT(noa.Redo(), IsOk());
  EXPECT_EQ(noa.exchange->Waiting(), 0u);
  Sync();
  EXPECT_EQ(sam.EverythingUncounted(), before);
}

TEST_F(Given, ASkipOrRestOfOneIsNoneOfTheOther) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Answer({.goal = walk, .what = "skip", .reason = "flu"}), IsOk());
  Sync();
  EXPECT_EQ(noa.StateOn(walk), LineState::kSkipped);
  EXPECT_EQ(sam.StateOn(walk), LineState::kOpen);
  ASSERT_THAT(noa.Undo(), IsOk());
  ASSERT_THAT(noa.rests->Rest(noa.Request(), {.goals = {walk}}, "", ""), IsOk());
  Sync();
  EXPECT_EQ(noa.StateOn(walk), LineState::kResting);
  EXPECT_EQ(sam.StateOn(walk), LineState::kOpen);
}

TEST_F(Given, ANoTakesBackAYesThatWasGivenAndSaysNoMore) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  Sync();
  const auto said = noa.Answer({.goal = walk, .what = "no", .note = kCanary});
  ASSERT_THAT(said, IsOk());
  EXPECT_EQ(said->shared_with, "Sam") << "that the day is blank again is given";
  Sync();
  EXPECT_EQ(noa.StateOn(walk), LineState::kNotToday);
  EXPECT_EQ(sam.StateOn(walk), LineState::kOpen) << "as if nothing had been said";
  ExpectNothingPrivate();
  ExpectEqualStates();
}

TEST_F(Given, TheNoteBesideAYesStaysWithItsAuthorAlsoThroughUndoAndRedo) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Answer({.goal = walk, .what = "yes", .note = kCanary}), IsOk());
  Sync();
  EXPECT_EQ(noa.Today()->lines[0].note, kCanary);
  EXPECT_EQ(sam.Today()->lines[0].note, "");
  ASSERT_THAT(noa.Undo(), IsOk());
  Sync();
  EXPECT_EQ(noa.Today()->lines[0].note, "");
  EXPECT_EQ(sam.StateOn(walk), LineState::kOpen);
  ASSERT_THAT(noa.Redo(), IsOk());
  Sync();
  EXPECT_EQ(noa.Today()->lines[0].note, kCanary);
  EXPECT_EQ(sam.StateOn(walk), LineState::kDone);
  ExpectNothingPrivate();
}

TEST_F(Given, AnUndoNeverTouchesWhatThePartnerSaid) {
  const std::string walk = Share("Practise", {.unit = "min"});
  ASSERT_THAT(sam.Log(walk, "7"), IsOk());
  ASSERT_THAT(sam.Answer({.goal = walk, .note = "mine"}), IsOk());
  Sync();
  const auto sams = Standing(sam);
  ASSERT_THAT(noa.Answer({.goal = walk, .what = "5", .on = "9d", .until = "today"}), IsOk());
  ASSERT_THAT(noa.Answer({.goal = walk, .what = "blank", .on = "9d", .until = "today"}), IsOk());
  for (int i = 0; i < 2; ++i) ASSERT_THAT(noa.Undo(), IsOk());
  Sync();
  EXPECT_EQ(Standing(sam), sams);
  EXPECT_EQ(noa.Today()->lines[0].progress.amount_micros, 7'000'000);
  ASSERT_THAT(sam.Undo(), IsOk());
  ASSERT_THAT(sam.Undo(), IsOk());
  EXPECT_THAT(sam.Undo(), HasCode(absl::StatusCode::kFailedPrecondition))
      << "only what one did oneself can be taken back";
}

TEST_F(Given, AnUndoSaysWhetherItWasGivenAlready) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  EXPECT_FALSE(noa.Undo()->already_given);
  ASSERT_THAT(noa.Redo(), IsOk());
  Sync();
  EXPECT_TRUE(noa.Undo()->already_given);
  Sync();
  ASSERT_THAT(noa.Log(walk), IsOk());
  Sync();
  EXPECT_TRUE(noa.Undo()->already_given) << "also what never was undone before";
  ASSERT_THAT(noa.Redo(), IsOk());
  EXPECT_FALSE(noa.Undo()->already_given) << "what was brought back waits to be sent";
}

TEST_F(Given, AnUndoOfWhatIsKeptBesideWasNeverGiven) {
  const std::string walk = Agreed();
  for (const AnswerWords& words :
       std::vector<AnswerWords>{{.what = "skip", .reason = "flu"}, {.note = "n"}, {.what = "no"}}) {
    AnswerWords answer = words;
    answer.goal = walk;
    ASSERT_THAT(noa.Answer(answer), IsOk());
    Sync();
    for (int i = 0; i < 2; ++i) {
      EXPECT_FALSE(noa.Undo()->already_given);
      ASSERT_THAT(noa.Redo(), IsOk());
    }
  }
  ASSERT_THAT(noa.entries->SetEase(noa.Request(), walk, "2", ""), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  ASSERT_THAT(noa.Redo(), IsOk());
  EXPECT_FALSE(noa.Undo()->already_given);
  // With a note beside it, brought back and not sent yet.
  ASSERT_THAT(noa.Answer({.goal = walk, .what = "yes", .note = "n"}), IsOk());
  EXPECT_FALSE(noa.Undo()->already_given);
  ASSERT_THAT(noa.Redo(), IsOk());
  EXPECT_FALSE(noa.Undo()->already_given);
}

TEST_F(Given, OfALongSpanItIsEnoughThatTheFirstPartLeft) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.LogAll({{.goal = walk}, {.goal = walk, .on = "yesterday"}}), IsOk());
  const auto first = noa.exchange->NextOutgoing(noa.us(), 1, 1'000'000);
  ASSERT_EQ(first->places.size(), 1u);
  ASSERT_THAT(noa.exchange->MarkSent(noa.us(), first->places, MailboxPosition()), IsOk());
  EXPECT_TRUE(noa.Undo()->already_given);
}

// An attacker who reads every byte that ever was given.
TEST_F(Given, NoStoryGivesAnythingPrivateAway) {
  const std::vector<TermsWords> kinds = {{},
                                         {.unit = "min"},
                                         {.at_most = "60min"},
                                         {.at_least = "100min/week"},
                                         {.kind = "time"},
                                         {.kind = "explore"},
                                         {.kind = "observe"},
                                         {.kind = "edge", .size = "2"}};
  std::vector<std::string> handles;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    handles.push_back(Share(absl::StrCat("Shared ", i), kinds[i]));
  }
  ASSERT_THAT(noa.Add(kCanary), IsOk());
  noa.clock = SimClock(absl::CivilMinute(2026, 11, 21, 12, 0), berlin);
  const std::vector<absl::string_view> words = {"",     "yes",  "no",    "skip", "did", "again",
                                                "fine", "back", "blank", "0",    "5",   "stayed"};
  SeededRandom random(7);
  int logged = 0;
  for (int step = 0; step < 1500; ++step) {
    const std::string day = absl::StrCat(random.Below(9), "d");
    switch (random.Below(10)) {
      case 0:
        (void)noa.Undo();
        break;
      case 1:
        (void)noa.Redo();
        break;
      case 2:
        (void)noa.rests->Rest(noa.Request(), {.goals = {random.Pick(handles)}}, day, "");
        break;
      case 3:
        (void)noa.entries->SetEase(noa.Request(), random.Pick(handles), "4", day);
        break;
      case 4:
        (void)noa.goals->Edit(noa.Request(), "kanarienvogel",
                              {.why = random.OneIn(2) ? kCanary : "", .add_tags = {kCanary}});
        break;
      case 5:
        if (random.OneIn(4)) Sync();
        break;
      default: {
        AnswerWords answer{.goal = random.Pick(handles),
                           .what = random.Pick(words),
                           .on = day,
                           .whole = random.OneIn(3)};
        if (answer.what == "skip") answer.reason = kCanary;
        if (random.OneIn(3)) {
          answer.note = kCanary;
        } else if (random.OneIn(4)) {
          answer.until = "today";
        }
        logged += noa.Answer(answer).ok() ? 1 : 0;
      }
    }
  }
  EXPECT_GT(logged, 200);
  Sync();
  ExpectNothingPrivate();
  ExpectEqualStates();
}

}  // namespace
}  // namespace twofold

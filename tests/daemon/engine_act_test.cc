// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Undo, redo and history of every kind of act.
#include <functional>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "daemon/engine/import_engine.h"
#include "daemon/engine/opposite.h"
#include "tests/daemon/engine_couple.h"
#include "tests/daemon/standing.h"

namespace twofold {
namespace {

class Acts : public Alone {
 protected:
  Acts() {
    EXPECT_THAT(noa.goals->Add(noa.Request(),
                               {.beside = {.title = "Read", .why = "calm", .add_tags = {"home"}}}),
                IsOk());
    EXPECT_THAT(noa.Add("Cello", {}, "min"), IsOk());
    EXPECT_THAT(noa.goals->Add(noa.Request(), {.beside = {.title = "Thesis"},
                                               .terms = {.deadline = "2026-12-24"},
                                               .steps = {"Outline", "Draft"}}),
                IsOk());
    EXPECT_THAT(noa.Answer({.goal = "cello", .what = "10", .note = "slow"}), IsOk());
    EXPECT_THAT(noa.rests->Rest(noa.Request(), {.goals = {"read"}}, "2026-12-01", ""), IsOk());
  }
  PortableGoal Portable(absl::string_view title) {
    PortableGoal goal;
    goal.source = absl::StrCat("loop:", title);
    goal.title = std::string(title);
    goal.tags = {"from-loop"};
    goal.versions = {{20000, GoalTerms(), ""}};
    goal.days = {{20001, {Mark::kSkipped, "flu"}, 0, "note", {"Europe/Berlin", 3600}, ""},
                 {20002, {Mark::kKept, ""}, 0, "", {}, ""}};
    goal.ease = {{20001, 3}};
    goal.rests = {{{}, 20005, 20006, false}};
    return goal;
  }
};

struct Deed {
  ActKind kind;
  std::function<absl::Status()> act;
};

TEST_F(Acts, EveryKindGoesBackAndForthAnyNumberOfTimes) {
  const auto add = [&](const NewGoal& goal) {
    return noa.goals->Add(noa.Request(), goal).status();
  };
  const auto edit = [&](const BesideWords& beside) {
    return noa.goals->Edit(noa.Request(), "read", beside).status();
  };
  const auto answer = [&](const AnswerWords& words) { return noa.Answer(words).status(); };
  const std::vector<Deed> deeds = {
      {ActKind::kLog, [&] { return answer({.goal = "read"}); }},
      {ActKind::kLog,
       [&] { return answer({.goal = "read", .what = "skip", .reason = "flu", .note = "in bed"}); }},
      {ActKind::kLog,
       [&] { return answer({.goal = "read", .what = "no", .on = "40d", .until = "today"}); }},
      {ActKind::kLog, [&] { return answer({.goal = "cello", .what = "5"}); }},
      {ActKind::kLog, [&] { return answer({.goal = "cello", .what = "2", .whole = true}); }},
      {ActKind::kLog, [&] { return answer({.goal = "cello", .what = "blank"}); }},
      {ActKind::kLog,
       [&] {
         return noa.LogAll({{.goal = "read"}, {.goal = "cello", .what = "0"}}).status();
       }},
      {ActKind::kEase,
       [&] { return noa.entries->SetEase(noa.Request(), "read", "2", "").status(); }},
      {ActKind::kEase,
       [&] { return noa.entries->SetEase(noa.Request(), "read", "4", "").status(); }},
      {ActKind::kGoalAdd, [&] { return add({.beside = {.title = "Walk", .add_tags = {"out"}}}); }},
      {ActKind::kGoalEdit,
       [&] {
         return edit({.title = "Read more",
                      .why = "",
                      .cue = "in bed",
                      .smallest = "a page",
                      .group = "Evening",
                      .add_tags = {"quiet"},
                      .remove_tags = {"home"},
                      .asks_ease = true});
       }},
      {ActKind::kGoalEdit, [&] { return edit({.handle = "books"}); }},
      {ActKind::kGoalArchive, [&] { return noa.goals->Archive(noa.Request(), "books").status(); }},
      {ActKind::kGoalRestore, [&] { return noa.goals->Restore(noa.Request(), "books").status(); }},
      {ActKind::kRevise,
       [&] {
         return noa.goals
             ->Revise(noa.Request(), "books", {.schedule = {.every = "mon"}}, "2026-12-01", "less")
             .status();
       }},
      {ActKind::kRevise,
       [&] {
         return noa.goals->Revise(noa.Request(), "books", {.unit = "pages"}, "2026-12-01", "more")
             .status();
       }},
      {ActKind::kGoalMove,
       [&] { return noa.goals->Move(noa.Request(), "books", ListPlace::kLast, "").status(); }},
      {ActKind::kStep, [&] { return noa.steps->Add(noa.Request(), "thesis", "Print").status(); }},
      {ActKind::kStep, [&] { return noa.steps->Tick(noa.Request(), "thesis", 1, "").status(); }},
      {ActKind::kStep,
       [&] { return noa.steps->Tick(noa.Request(), "thesis", 1, "yesterday").status(); }},
      {ActKind::kStep, [&] { return noa.steps->Untick(noa.Request(), "thesis", 1).status(); }},
      {ActKind::kStep, [&] { return noa.steps->Remove(noa.Request(), "thesis", 2).status(); }},
      {ActKind::kRest,
       [&] { return noa.rests->Rest(noa.Request(), {.everything = true}, "", "sun").status(); }},
      {ActKind::kEndRest,
       [&] { return noa.rests->End(noa.Request(), {.goals = {"books"}}).status(); }},
      {ActKind::kImport,
       [&] {
         ImportedFile file{"loop", {Portable("One"), Portable("Two")}, {{{}, 20010, 20012, false}}};
         return ImportEngine(*noa.ledger).Import(noa.Request(), ImportMode::kApply, file).status();
       }},
      {ActKind::kImport,
       [&] {
         PortableGoal goal = Portable("One");
         goal.days[0].note = "changed";
         goal.days[1].mark.mark = Mark::kNone;
         goal.days[1].note = "only this";
         ImportedFile file{"loop", {goal}, {}};
         return ImportEngine(*noa.ledger).Import(noa.Request(), ImportMode::kApply, file).status();
       }},
  };
  std::vector<std::vector<std::string>> states = {Standing(noa)};
  for (const Deed& deed : deeds) {
    ASSERT_THAT(deed.act(), IsOk()) << states.size();
    states.push_back(Standing(noa));
    ASSERT_NE(states.back(), states[states.size() - 2]) << states.size();
    EXPECT_EQ(noa.acts->History(0, 1)->acts.front().kind, deed.kind);
  }
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = deeds.size(); i > 0; --i) {
      SCOPED_TRACE(absl::StrCat("deed ", i, ", round ", round));
      const auto undone = noa.Undo();
      ASSERT_THAT(undone, IsOk());
      EXPECT_EQ(undone->act.kind, deeds[i - 1].kind);
      EXPECT_FALSE(undone->already_given);
      ASSERT_EQ(Standing(noa), states[i - 1]);
    }
    if (round == 1) noa.Reopen();
    for (std::size_t i = 1; i <= deeds.size(); ++i) {
      SCOPED_TRACE(absl::StrCat("deed ", i, ", round ", round));
      const auto again = noa.Redo();
      ASSERT_THAT(again, IsOk());
      EXPECT_EQ(again->kind, deeds[i - 1].kind);
      ASSERT_EQ(Standing(noa), states[i]);
      if (round == 2) noa.Reopen();
    }
    EXPECT_THAT(noa.Redo(), IsRefused("nothing_to_redo"));
  }
}

TEST_F(Acts, AnUndoIsRememberedByItsRequest) {
  const RequestId undo = noa.Request(), redo = noa.Request();
  for (int i = 0; i < 2; ++i) EXPECT_EQ(noa.acts->Undo(undo)->act.kind, ActKind::kRest);
  const auto after_one = Standing(noa);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(noa.acts->Redo(redo)->kind, ActKind::kRest);
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(Standing(noa), after_one) << "each had one effect";
}

TEST_F(Acts, AFailedUndoChangesNothing) {
  noa.store.FailCommits(absl::ResourceExhaustedError("no space"));
  const auto before = noa.Everything();
  EXPECT_THAT(noa.Undo(), IsRefused("disk_full"));
  noa.store.FailCommits(absl::OkStatus());
  EXPECT_EQ(noa.Everything(), before);
  EXPECT_EQ(noa.Undo()->act.kind, ActKind::kRest);
}

TEST_F(Acts, ADayIsSaidToBeBlankOnlyWhenNothingStandsThere) {
  EXPECT_THAT(noa.Undo(), IsOk());
  EXPECT_TRUE(noa.Undo()->day_blank);
  ASSERT_THAT(noa.Redo(), IsOk());
  ASSERT_THAT(noa.Log("cello", "5"), IsOk());
  EXPECT_FALSE(noa.Undo()->day_blank) << "the ten minutes still stand";
  ASSERT_THAT(noa.Answer({.goal = "read", .what = "yes", .on = "2d", .until = "today"}), IsOk());
  EXPECT_FALSE(noa.Undo()->day_blank) << "of a span nothing is said";
}

// ---- Handles ----

// A goal "walk" that Sam proposed: saying yes is no act of Noa's to be undone.
class Proposed : public Couple {
 protected:
  void AgreeOnWalk() {
    ASSERT_THAT(sam.Propose("Walk"), IsOk());
    Sync();
    ASSERT_EQ(noa.Accept("p1")->goal.handle, "walk");
  }
};

TEST_F(Proposed, AGoalDoesNotComeBackUnderAHandleThatNamesAnother) {
  ASSERT_THAT(noa.Add("Walk"), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  AgreeOnWalk();
  const auto before = noa.Everything();
  const auto refused = noa.Redo();
  EXPECT_THAT(refused, IsRefused("handle_taken"));
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(noa.Everything(), before);
  EXPECT_EQ(noa.goals->List(GoalScope::kActive, {})->front().side, Side::kUs);
}

TEST_F(Proposed, AnEditedHandleDoesNotComeBackToNameAnother) {
  ASSERT_THAT(noa.Add("Walk"), IsOk());
  ASSERT_THAT(noa.goals->Edit(noa.Request(), "walk", {.handle = "stroll"}), IsOk());
  AgreeOnWalk();
  EXPECT_THAT(noa.Undo(), IsRefused("handle_taken")) << "of the edit";
  EXPECT_EQ(noa.Handles(), (std::vector<std::string>{"stroll", "walk"}));
}

TEST_F(Couple, AnOfferThatWasTakenBackKeepsItsTitleInHistory) {
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  EXPECT_EQ(noa.Undo()->act.title, "Walk");
  const auto history = noa.acts->History(0, 0);
  ASSERT_EQ(history->acts.size(), 1u);
  EXPECT_TRUE(history->acts[0].undone);
  EXPECT_EQ(history->acts[0].title, "Walk");
  EXPECT_EQ(history->acts[0].handle, "p1");
}

// ---- History ----

TEST_F(Acts, HistoryShowsTheNewestFirstInPages) {
  for (int i = 0; i < 30; ++i) ASSERT_THAT(noa.Log("cello", "1"), IsOk());
  const auto first = noa.acts->History(0, 0);
  ASSERT_EQ(first->acts.size(), 20u);
  EXPECT_TRUE(first->more);
  EXPECT_EQ(first->acts.front().number, 35u);
  EXPECT_EQ(first->acts.front().amount_micros, 1'000'000);
  EXPECT_EQ(first->acts.front().unit, "min");
  EXPECT_EQ(first->acts.front().done_on, 20778);
  const auto rest = noa.acts->History(first->acts.back().number, 15);
  ASSERT_EQ(rest->acts.size(), 15u);
  EXPECT_FALSE(rest->more);
  EXPECT_EQ(rest->acts.back().number, 1u);
  EXPECT_EQ(rest->acts.back().handle, "read");
  EXPECT_TRUE(noa.acts->History(1, 0)->acts.empty());
  EXPECT_THAT(noa.acts->History(0, limits::kHistoryPage), IsOk());
  EXPECT_THAT(noa.acts->History(0, limits::kHistoryPage + 1), IsRefused("too_many_acts"));
}

TEST_F(Acts, HistorySaysWhatStandsUndoneAndOfGoneGoalsTheirName) {
  for (int i = 0; i < 3; ++i) ASSERT_THAT(noa.Undo(), IsOk());
  const auto history = noa.acts->History(0, 0);
  ASSERT_EQ(history->acts.size(), 5u);
  EXPECT_TRUE(history->acts[2].undone);
  EXPECT_EQ(history->acts[2].handle, "thesis");
  EXPECT_FALSE(history->acts[3].undone);
}

// ---- What turns an operation over ----

TEST_F(Acts, OppositesAreWhatStandsThereBeforeTheWrite) {
  const StoreView view(noa.store);
  const LedgerState state = noa.state();
  const auto of = [&](absl::string_view handle, const Payload& payload) {
    const EntityId goal = state.names->Find(handle)->entity;
    const auto opposites = Opposites(view, *state.me, state.self->person, goal, payload);
    EXPECT_THAT(opposites, IsOk());
    return opposites.value_or(std::vector<Payload>());
  };
  GoalSetPayload set;
  set.title = "New";
  set.tags = {{"home", false}, {"new", true}};
  GoalSetPayload back;
  back.title = "Read";
  back.tags = {{"home", true}, {"new", false}};
  EXPECT_EQ(of("read", set), std::vector<Payload>{back});
  // Two days of which one was written before.
  const WrittenAt utc{"UTC", 0};
  const EntryWritePayload write{
      {{20777, DayMark{Mark::kZero, ""}, 0, std::nullopt}, {20778, DayMark{}, -10'000'000, ""}},
      {"Europe/Berlin", 3600}};
  const auto days = of("cello", write);
  ASSERT_EQ(days.size(), 2u);
  EXPECT_EQ(days[0], Payload(EntryWritePayload{{{20777, DayMark{}, 0, std::nullopt}}, {}}));
  EXPECT_EQ(days[1], Payload(EntryWritePayload{{{20778, DayMark{}, 10'000'000, "slow"}}, utc}));
  EXPECT_EQ(of("read", EaseSetPayload{20778, 3}), std::vector<Payload>{(EaseSetPayload{20778, 0})});
  EXPECT_TRUE(of("read", StepOutPayload{}).empty()) << "what is never taken back";
  GoalSetPayload removed;
  removed.removed = true;
  const auto anew =
      Opposites(view, *state.me, state.self->person, EntityId::Prefix(std::string(16, 'N')), set);
  EXPECT_EQ(*anew, std::vector<Payload>{removed}) << "a goal that was not there goes as a whole";
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Own goals: adding, editing, archiving.
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/goals/terms_words.h"
#include "daemon/engine/templates.h"
#include "tests/daemon/engine_couple.h"
#include "tests/daemon/standing.h"

namespace twofold {
namespace {

class Goals : public Alone {
 protected:
  // Refused as this, and nothing was written.
  void ExpectRefused(const NewGoal& goal, const char* reason) {
    const auto before = noa.Everything();
    const auto refused = noa.goals->Add(noa.Request(), goal);
    EXPECT_THAT(refused, IsRefused(reason));
    EXPECT_EQ(RefusalAftermath(refused.status()), "Nothing was added.");
    EXPECT_EQ(noa.Everything(), before);
  }
  absl::StatusOr<GoalView> Edit(absl::string_view handle, const BesideWords& beside) {
    return noa.goals->Edit(noa.Request(), handle, beside);
  }
  GoalView Only() { return noa.goals->List(GoalScope::kAll, {})->front(); }
};

// ---- Adding ----

TEST_F(Goals, EveryKindAndScheduleIsKeptAsItWasSaid) {
  const std::vector<TermsWords> all = {
      {},
      {.unit = "min"},
      {.at_least = "150min/week"},
      {.at_most = "0cups"},
      {.deadline = "2026-12-24"},
      {.kind = "observe", .unit = "of 10"},
      {.kind = "explore"},
      {.size = "5"},
      {.kind = "time"},
      {.schedule = {.every = "mon,wed,fri", .at = "20:00"}},
      {.schedule = {.every = "3days", .from = "tomorrow"}},
      {.schedule = {.every = "2weeks:mon,thu"}},
      {.schedule = {.every = "month:1,31"}},
      {.schedule = {.every = "month:last-fri", .until = "2027-12-31"}},
      {.schedule = {.every = "2-4days"}},
      {.schedule = {.times = "3", .per = "week"}},
      {.schedule = {.times = "10", .per = "month"}},
      {.schedule = {.times = "3", .per = "10days"}},
      {.meaning = "shoes on"}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto added = noa.AddOf(absl::StrCat("Goal ", i), all[i]);
    ASSERT_THAT(added, IsOk()) << i;
    EXPECT_EQ(added->terms, *ParseTerms(all[i], {}, absl::CivilDay(2026, 11, 21), 0)) << i;
    EXPECT_EQ(added->side, Side::kMe);
  }
  const auto before = noa.goals->List(GoalScope::kActive, {});
  noa.Reopen();
  const auto after = noa.goals->List(GoalScope::kActive, {});
  ASSERT_EQ(after->size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ((*after)[i].terms, (*before)[i].terms) << i;
  }
}

TEST_F(Goals, WhatIsSaidBesideAGoalIsKeptTrimmed) {
  const auto added =
      noa.goals->Add(noa.Request(), {.beside = {.title = "  Read  ",
                                                .handle = "r",
                                                .why = " for calm ",
                                                .cue = "in bed",
                                                .smallest = "one page",
                                                .group = " Evening ",
                                                .add_tags = {"home", "quiet", "home"},
                                                .asks_ease = true}});
  ASSERT_THAT(added, IsOk());
  noa.Reopen();
  const GoalView goal = Only();
  EXPECT_EQ(goal.title, "Read");
  EXPECT_EQ(goal.handle, "r");
  EXPECT_EQ(goal.why, "for calm");
  EXPECT_EQ(goal.cue, "in bed");
  EXPECT_EQ(goal.smallest, "one page");
  EXPECT_EQ(goal.group, "Evening");
  EXPECT_EQ(goal.tags, (std::vector<std::string>{"home", "quiet"}));
  EXPECT_TRUE(goal.asks_ease);
}

TEST_F(Goals, WhatIsNotAllowedIsRefusedAndLeavesNothing) {
  const std::string title(limits::kTitleLength, 't'), line(limits::kLineLength, 'l'),
      tag(limits::kTagLength, 'g');
  EXPECT_THAT(noa.goals->Add(noa.Request(), {.beside = {.title = title,
                                                        .why = line,
                                                        .cue = line,
                                                        .smallest = line,
                                                        .group = tag,
                                                        .add_tags = {tag}}}),
              IsOk());
  const std::string title_more = title + "t", line_more = line + "l", tag_more = tag + "g";
  ExpectRefused({}, "title_empty");
  ExpectRefused({.beside = {.title = " \t "}}, "title_not_text");
  ExpectRefused({.beside = {.title = "   "}}, "title_empty");
  ExpectRefused({.beside = {.title = title_more}}, "title_too_long");
  ExpectRefused({.beside = {.title = "a\nb"}}, "title_not_text");
  ExpectRefused({.beside = {.title = "A", .why = line_more}}, "why_too_long");
  ExpectRefused({.beside = {.title = "A", .cue = line_more}}, "cue_too_long");
  ExpectRefused({.beside = {.title = "A", .smallest = line_more}}, "smallest version_too_long");
  ExpectRefused({.beside = {.title = "A", .group = tag_more}}, "group_too_long");
  ExpectRefused({.beside = {.title = "A", .add_tags = {tag_more}}}, "tag_too_long");
  ExpectRefused({.beside = {.title = "A", .add_tags = {"two words"}}}, "tag_not_text");
  ExpectRefused({.beside = {.title = "A", .add_tags = {""}}}, "tag_empty");
  ExpectRefused({.beside = {.title = "A", .handle = "Big"}}, "handle_not_allowed");
  ExpectRefused({.beside = {.title = "A", .handle = "p1"}}, "handle_not_allowed");
  ExpectRefused({.beside = {.title = "A"}, .terms = {.kind = "habit"}}, "kind_not_understood");
  ExpectRefused({.beside = {.title = "A"}, .steps = {"one"}}, "steps_not_wanted");
  ExpectRefused({.beside = {.title = "A"}, .template_name = "nothing"}, "no_such_template");
}

TEST_F(Goals, AGoalHasAtMostSoManyTags) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i <= limits::kTagsPerGoal; ++i) names.push_back(absl::StrCat("t", i));
  NewGoal goal{.beside = {.title = "Read"}};
  goal.beside.add_tags.assign(names.begin(), names.end());
  ExpectRefused(goal, "too_many_tags");
  goal.beside.add_tags.pop_back();
  ASSERT_THAT(noa.goals->Add(noa.Request(), goal), IsOk());
  const absl::string_view last = names.back();
  EXPECT_THAT(Edit("read", {.add_tags = {last}}), IsRefused("too_many_tags"));
  EXPECT_THAT(Edit("read", {.add_tags = {last}, .remove_tags = {"t0"}}), IsOk());
  EXPECT_EQ(Only().tags.size(), limits::kTagsPerGoal);
}

TEST_F(Goals, ThereIsRoomForTenThousandAndNotOneMore) {
  // All but one by hand: each of them through Add would look at all others.
  {
    Transaction transaction(noa.store);
    const WriteOrder order{1, noa.state().me->chain, OperationId::Prefix(std::string(32, 'o'))};
    for (int i = 0; i < limits::kGoalsPerSpace - 1; ++i) {
      Goal goal;
      goal.id = EntityId::Make(noa.random);
      goal.title.Write("Goal", order);
      goal.handle.Write(absl::StrCat("goal-", i), order);
      goal.position.Write(i + 1, order);
      goal.versions[20778].Write({GoalTerms(), ""}, order);
      transaction.PutGoal(noa.me(), goal);
    }
    ASSERT_THAT(transaction.Commit(), IsOk());
  }
  noa.Reopen();
  ASSERT_THAT(noa.Add("Read"), IsOk());
  EXPECT_EQ(noa.Handles().back(), "read");
  ExpectRefused({.beside = {.title = "Walk"}}, "too_many_goals");
}

TEST_F(Goals, EveryTemplateIsAcceptedAndGivesWayToWhatIsTyped) {
  ASSERT_GE(Templates().size(), 10u);
  for (const Template& each : Templates()) {
    const auto added = noa.goals->Add(noa.Request(), {.template_name = each.name});
    ASSERT_THAT(added, IsOk()) << std::string(each.name);
    EXPECT_EQ(added->title, each.title);
    EXPECT_EQ(added->cue, each.cue);
    EXPECT_EQ(added->smallest, each.smallest);
    EXPECT_EQ(FindTemplate(each.name), &each);
  }
  const auto mine = noa.goals->Add(noa.Request(), {.beside = {.title = "Sit", .cue = ""},
                                                   .terms = {.at_least = "20min"},
                                                   .template_name = "MEDITATE"});
  ASSERT_THAT(mine, IsOk());
  EXPECT_EQ(mine->title, "Sit");
  EXPECT_EQ(mine->cue, "") << "what is empty takes it away";
  EXPECT_EQ(mine->smallest, "three breaths");
  EXPECT_EQ(mine->terms.target->micros, 20'000'000);
  const auto limit =
      noa.goals->Add(noa.Request(), {.terms = {.at_most = "5min"}, .template_name = "meditate"});
  EXPECT_EQ(limit->terms.target->direction, Direction::kAtMost)
      << "one target takes the other's place";
}

// ---- Editing ----

TEST_F(Goals, AnEditChangesWhatItNamesAndNothingElse) {
  ASSERT_THAT(noa.goals->Add(noa.Request(),
                             {.beside = {.title = "Read", .why = "calm", .add_tags = {"home"}}}),
              IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  const auto edited = Edit("read", {.title = "Read more", .add_tags = {"quiet"}});
  ASSERT_THAT(edited, IsOk());
  EXPECT_EQ(edited->title, "Read more");
  EXPECT_EQ(edited->handle, "read") << "a new title makes no new handle";
  EXPECT_EQ(edited->why, "calm");
  EXPECT_EQ(edited->tags, (std::vector<std::string>{"home", "quiet"}));
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone);
  EXPECT_EQ(Edit("read", {.why = ""})->why, "");
  EXPECT_EQ(Edit("read", {.remove_tags = {"home", "never"}})->tags,
            std::vector<std::string>{"quiet"});
}

TEST_F(Goals, AnEditThatSaysWhatStandsIsRefused) {
  ASSERT_THAT(
      noa.goals->Add(noa.Request(),
                     {.beside = {.title = "Read", .group = "Evening", .add_tags = {"home"}}}),
      IsOk());
  const auto before = noa.Everything();
  for (const BesideWords& same : std::vector<BesideWords>{{},
                                                          {.title = " Read "},
                                                          {.handle = "read"},
                                                          {.why = ""},
                                                          {.group = "Evening"},
                                                          {.add_tags = {"home"}},
                                                          {.remove_tags = {"never"}},
                                                          {.asks_ease = false}}) {
    EXPECT_THAT(Edit("read", same), IsRefused("nothing_changed"));
  }
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Goals, ARefusedEditChangesNothing) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Add("Walk"), IsOk());
  const auto before = noa.Everything();
  EXPECT_THAT(Edit("read", {.title = ""}), IsRefused("title_empty"));
  EXPECT_THAT(Edit("read", {.handle = "walk"}), IsRefused("handle_taken"));
  EXPECT_THAT(Edit("read", {.title = "New", .handle = "x1"}), IsRefused("handle_not_allowed"));
  EXPECT_THAT(Edit("read", {.title = "New", .add_tags = {"#"}}), IsRefused("tag_not_text"));
  EXPECT_EQ(RefusalAftermath(Edit("read", {.title = ""}).status()), "Nothing was changed.");
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Goals, ANewHandleIsKnownAtOnceAndTheOldOneIsFree) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(Edit("read", {.handle = "books"}), IsOk());
  EXPECT_THAT(noa.Log("books"), IsOk());
  EXPECT_THAT(noa.Log("read"), IsRefused("no_such_goal"));
  noa.Reopen();
  EXPECT_THAT(noa.Log("read"), IsRefused("no_such_goal"));
  EXPECT_EQ(noa.Add("Read")->handle, "read");
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen) << "another goal";
}

TEST_F(Goals, AnEmptyHandleIsMadeOfTheTitleAsItIsThen) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  EXPECT_EQ(Edit("read", {.title = "Swim", .handle = ""})->handle, "swim");
}

TEST_F(Goals, AnArchivedGoalKeepsItsHandleAndComesBackWhole) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Add("Walk"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  const auto standing = Standing(noa);
  const auto archived = noa.goals->Archive(noa.Request(), "read");
  ASSERT_THAT(archived, IsOk());
  EXPECT_EQ(archived->ended, 20778);
  EXPECT_EQ(noa.Add("Read")->handle, "read2");
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_THAT(noa.goals->Restore(noa.Request(), "walk"), IsRefused("not_archived"));
  ASSERT_THAT(noa.goals->Restore(noa.Request(), "read"), IsOk());
  EXPECT_EQ(Standing(noa), standing);
  EXPECT_EQ(noa.Handles(), (std::vector<std::string>{"read", "walk"})) << "in its old place";
}

// ---- The same request twice ----

TEST_F(Goals, ARequestAboutAGoalHasOneEffect) {
  const RequestId edit = noa.Request(), archive = noa.Request(), restore = noa.Request();
  ASSERT_THAT(noa.Add("Read"), IsOk());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(noa.goals->Edit(edit, "read", {.title = "Read more"})->title, "Read more");
  }
  for (int i = 0; i < 2; ++i) EXPECT_THAT(noa.goals->Archive(archive, "read"), IsOk());
  for (int i = 0; i < 2; ++i) EXPECT_THAT(noa.goals->Restore(restore, "read"), IsOk());
  EXPECT_EQ(noa.acts->History(0, 0)->acts.size(), 4u);
}

// ---- Lists ----

TEST_F(Goals, AFilterTakesWhatFitsAllOfItsWords) {
  ASSERT_THAT(
      noa.goals->Add(
          noa.Request(),
          {.beside = {.title = "Read", .cue = "in BED", .group = "Evening", .add_tags = {"home"}}}),
      IsOk());
  ASSERT_THAT(noa.goals->Add(noa.Request(), {.beside = {.title = "Cello", .add_tags = {"Home"}},
                                             .terms = {.unit = "min", .meaning = "scales"}}),
              IsOk());
  const auto fitting = [&](const GoalFilter& filter) {
    std::vector<std::string> handles;
    const auto goals = noa.goals->List(GoalScope::kActive, filter);
    EXPECT_THAT(goals, IsOk());
    for (const GoalView& goal : *goals) handles.push_back(goal.handle);
    return handles;
  };
  using Handles = std::vector<std::string>;
  EXPECT_EQ(fitting({.tag = "HOME"}), (Handles{"read", "cello"}));
  EXPECT_EQ(fitting({.group = "evening"}), Handles{"read"});
  EXPECT_EQ(fitting({.kind = "measure"}), Handles{"cello"});
  EXPECT_EQ(fitting({.search = "bed"}), Handles{"read"});
  EXPECT_EQ(fitting({.search = "SCALES"}), Handles{"cello"});
  EXPECT_EQ(fitting({.tag = "home", .search = "cel"}), Handles{"cello"});
  EXPECT_EQ(fitting({.side = "us"}), Handles{});
  EXPECT_EQ(fitting({.side = "me", .kind = "check"}), Handles{"read"});
  EXPECT_EQ(fitting({.tag = "ho"}), Handles{}) << "a tag is a word, not a part of one";
  EXPECT_THAT(noa.goals->List(GoalScope::kAll, {.side = "both"}),
              IsRefused("filter_not_understood"));
  EXPECT_THAT(noa.Today("", {.kind = "habit"}), IsRefused("filter_not_understood"));
}

TEST_F(Couple, NobodyChangesASharedGoalAlone) {
  const std::string walk = Agreed();
  const auto shared = IsRefused("goal_is_shared");
  EXPECT_THAT(noa.goals->Edit(noa.Request(), walk, {.title = "Run"}), shared);
  EXPECT_THAT(noa.goals->Revise(noa.Request(), walk, {.unit = "min"}, "", ""), shared);
  EXPECT_THAT(noa.goals->Restore(noa.Request(), walk), shared);
  EXPECT_THAT(noa.goals->Move(noa.Request(), walk, ListPlace::kFirst, ""), shared);
  EXPECT_THAT(noa.steps->Add(noa.Request(), walk, "one"), shared);
  EXPECT_EQ(noa.exchange->Waiting(), 0u);
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The order of own goals, and the steps of milestones.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "tests/daemon/engine_computer.h"
#include "tests/daemon/standing.h"

namespace twofold {
namespace {

using Handles = std::vector<std::string>;

class Order : public Alone {
 protected:
  Order() {
    for (absl::string_view title : {"Ant", "Bee", "Cat", "Dog"})
      EXPECT_THAT(noa.Add(title), IsOk());
  }
  absl::Status Move(absl::string_view handle, ListPlace place, absl::string_view other = "") {
    const auto goals = noa.goals->Move(noa.Request(), handle, place, other);
    if (!goals.ok()) return goals.status();
    Handles said;
    for (const GoalView& goal : *goals) said.push_back(goal.handle);
    EXPECT_EQ(said, noa.Handles()) << "what it returns is what a list shows";
    return absl::OkStatus();
  }
};

TEST_F(Order, AGoalGoesFirstLastBeforeAndAfter) {
  ASSERT_THAT(Move("cat", ListPlace::kFirst), IsOk());
  EXPECT_EQ(noa.Handles(), (Handles{"cat", "ant", "bee", "dog"}));
  ASSERT_THAT(Move("ant", ListPlace::kLast), IsOk());
  EXPECT_EQ(noa.Handles(), (Handles{"cat", "bee", "dog", "ant"}));
  ASSERT_THAT(Move("ant", ListPlace::kBefore, "bee"), IsOk());
  EXPECT_EQ(noa.Handles(), (Handles{"cat", "ant", "bee", "dog"}));
  ASSERT_THAT(Move("cat", ListPlace::kAfter, "bee"), IsOk());
  EXPECT_EQ(noa.Handles(), (Handles{"ant", "bee", "cat", "dog"}));
  noa.Reopen();
  EXPECT_EQ(noa.Handles(), (Handles{"ant", "bee", "cat", "dog"}));
  EXPECT_EQ(noa.Add("Eel")->handle, "eel");
  EXPECT_EQ(noa.Handles().back(), "eel");
}

TEST_F(Order, AMoveThatMeansNothingIsRefused) {
  const auto before = noa.Everything();
  EXPECT_THAT(Move("ant", ListPlace::kBefore, "ant"), IsRefused("place_not_understood"));
  EXPECT_THAT(Move("ant", ListPlace::kAfter, "x"), IsRefused("no_such_goal"));
  EXPECT_THAT(Move("x", ListPlace::kFirst), IsRefused("no_such_goal"));
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Order, ArchivedGoalsKeepTheirPlace) {
  ASSERT_THAT(noa.goals->Archive(noa.Request(), "bee"), IsOk());
  ASSERT_THAT(Move("dog", ListPlace::kBefore, "cat"), IsOk());
  ASSERT_THAT(noa.goals->Restore(noa.Request(), "bee"), IsOk());
  EXPECT_EQ(noa.Handles(), (Handles{"ant", "bee", "dog", "cat"}));
}

TEST_F(Order, GoalsOfAVersionWithoutPlacesCanBeMoved) {
  {
    // All at place 0, as an older version left them.
    Transaction transaction(noa.store);
    auto goals = StoreView(noa.store).ListGoals(noa.me());
    ASSERT_THAT(goals, IsOk());
    for (Goal& goal : *goals) {
      goal.position = Register<std::int64_t>();
      transaction.PutGoal(noa.me(), goal);
    }
    ASSERT_THAT(transaction.Commit(), IsOk());
  }
  EXPECT_EQ(noa.Handles(), (Handles{"ant", "bee", "cat", "dog"}));
  const auto standing = Standing(noa);
  ASSERT_THAT(Move("dog", ListPlace::kBefore, "bee"), IsOk());
  EXPECT_EQ(noa.Handles(), (Handles{"ant", "dog", "bee", "cat"}));
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(Standing(noa), standing);
  ASSERT_THAT(noa.Redo(), IsOk());
  EXPECT_EQ(noa.Handles(), (Handles{"ant", "dog", "bee", "cat"}));
}

// Two goals that take turns at the same place halve the room each time.
TEST_F(Order, PlacesNeverRunOut) {
  int anew = 0;
  std::size_t operations = noa.Operations(noa.me()).size();
  for (int i = 0; i < 2000; ++i) {
    const bool cat = i % 2 == 0;
    ASSERT_THAT(Move(cat ? "cat" : "dog", ListPlace::kAfter, "ant"), IsOk());
    if (i > 0) {
      ASSERT_EQ(noa.Handles(), cat ? (Handles{"ant", "cat", "dog", "bee"})
                                   : (Handles{"ant", "dog", "cat", "bee"}));
    }
    if (i % 100 != 99) continue;
    const std::size_t now = noa.Operations(noa.me()).size();
    anew += now - operations > 100 ? 1 : 0;
    operations = now;
  }
  EXPECT_GT(anew, 15) << "the room ran out again and again, and all got new places";
}

TEST_F(Order, AnyMovesEndInTheOrderThatAListWouldHave) {
  SeededRandom random(3);
  Handles expected = noa.Handles();
  for (int i = 0; i < 300; ++i) {
    const std::string what = random.Pick(expected), other = random.Pick(expected);
    const auto place = static_cast<ListPlace>(random.Below(4));
    if (what == other) continue;
    ASSERT_THAT(Move(what, place, other), IsOk());
    std::erase(expected, what);
    auto at = std::find(expected.begin(), expected.end(), other);
    if (place == ListPlace::kFirst) at = expected.begin();
    if (place == ListPlace::kLast) at = expected.end();
    if (place == ListPlace::kAfter) ++at;
    expected.insert(at, what);
    ASSERT_EQ(noa.Handles(), expected);
  }
}

// ---- Steps ----

class Steps : public Alone {
 protected:
  Steps() {
    EXPECT_THAT(noa.goals->Add(noa.Request(), {.beside = {.title = "Thesis"},
                                               .terms = {.deadline = "2026-12-24"},
                                               .steps = {" Outline ", "Draft"}}),
                IsOk());
  }
  std::vector<std::string> Titles() {
    std::vector<std::string> titles;
    const auto goals = noa.goals->List(GoalScope::kActive, {});
    EXPECT_THAT(goals, IsOk());
    for (const StepView& step : goals->front().steps) {
      titles.push_back(absl::StrCat(step.number, " ", step.title, step.done_on ? " done" : ""));
    }
    return titles;
  }
};

TEST_F(Steps, AreNumberedFromOneInTheirOrder) {
  EXPECT_EQ(Titles(), (Handles{"1 Outline", "2 Draft"}));
  const auto added = noa.steps->Add(noa.Request(), "thesis", "Print");
  ASSERT_THAT(added, IsOk());
  EXPECT_EQ(added->step.number, 3u);
  noa.Reopen();
  EXPECT_EQ(Titles(), (Handles{"1 Outline", "2 Draft", "3 Print"}));
}

TEST_F(Steps, AreTickedUntickedAndTakenAway) {
  const auto ticked = noa.steps->Tick(noa.Request(), "thesis", 1, "yesterday");
  ASSERT_THAT(ticked, IsOk());
  EXPECT_EQ(ticked->step.done_on, 20777);
  const auto acts = noa.acts->History(0, 0)->acts.size();
  ASSERT_THAT(noa.steps->Tick(noa.Request(), "thesis", 1, "yesterday"), IsOk());
  EXPECT_EQ(noa.acts->History(0, 0)->acts.size(), acts) << "twice changes nothing";
  ASSERT_THAT(noa.steps->Tick(noa.Request(), "thesis", 1, ""), IsOk());
  EXPECT_EQ(noa.goals->List(GoalScope::kActive, {})->front().steps[0].done_on, 20778);
  ASSERT_THAT(noa.steps->Untick(noa.Request(), "thesis", 1), IsOk());
  EXPECT_EQ(Titles(), (Handles{"1 Outline", "2 Draft"}));
  const auto removed = noa.steps->Remove(noa.Request(), "thesis", 1);
  ASSERT_THAT(removed, IsOk());
  EXPECT_EQ(removed->step.title, "Outline") << "as it was";
  EXPECT_EQ(Titles(), Handles{"2 Draft"}) << "a number keeps its meaning";
  EXPECT_THAT(noa.steps->Tick(noa.Request(), "thesis", 1, ""), IsRefused("no_such_step"));
}

TEST_F(Steps, ThatAreNoneAreRefused) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const auto before = noa.Everything();
  EXPECT_THAT(noa.steps->Add(noa.Request(), "read", "One"), IsRefused("not_a_milestone"));
  EXPECT_THAT(noa.steps->Add(noa.Request(), "thesis", ""), IsRefused("step_empty"));
  EXPECT_THAT(noa.steps->Add(noa.Request(), "thesis", std::string(limits::kTitleLength + 1, 's')),
              IsRefused("step_too_long"));
  for (const std::uint32_t none : {0u, 3u, 4'000'000'000u}) {
    EXPECT_THAT(noa.steps->Tick(noa.Request(), "thesis", none, ""), IsRefused("no_such_step"));
  }
  EXPECT_THAT(noa.steps->Tick(noa.Request(), "thesis", 1, "tomorrow"), IsRefused("day_ahead"));
  EXPECT_THAT(noa.steps->Untick(noa.Request(), "x", 1), IsRefused("no_such_goal"));
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Steps, AMilestoneHasAtMostSoMany) {
  for (std::size_t i = 2; i < limits::kStepsPerGoal; ++i) {
    ASSERT_THAT(noa.steps->Add(noa.Request(), "thesis", absl::StrCat("Step ", i)), IsOk());
  }
  EXPECT_THAT(noa.steps->Add(noa.Request(), "thesis", "More"), IsRefused("too_many_steps"));
  ASSERT_THAT(noa.steps->Remove(noa.Request(), "thesis", limits::kStepsPerGoal), IsOk());
  EXPECT_THAT(noa.steps->Add(noa.Request(), "thesis", "Last"), IsOk());
  ASSERT_THAT(noa.steps->Remove(noa.Request(), "thesis", 1), IsOk());
  const auto again = noa.steps->Add(noa.Request(), "thesis", "In the room that came free");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->step.number, 1u);
  EXPECT_EQ(Titles().size(), limits::kStepsPerGoal);
}

TEST_F(Steps, AsManyAndAsLongAsAreAllowedAreAddedAtOnceInAnyScript) {
  std::string title;
  for (std::size_t i = 0; i < limits::kTitleLength; ++i) title += "\U0001F4D6";
  NewGoal goal{.beside = {.title = "Book"}, .terms = {.deadline = "2026-12-24"}};
  goal.steps.assign(limits::kStepsPerGoal, title);
  const auto standing = Standing(noa);
  const auto added = noa.goals->Add(noa.Request(), goal);
  ASSERT_THAT(added, IsOk());
  EXPECT_EQ(added->steps.size(), limits::kStepsPerGoal);
  EXPECT_EQ(added->steps.back().title, title);
  const auto after = Standing(noa);
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(Standing(noa), standing);
  ASSERT_THAT(noa.Redo(), IsOk());
  EXPECT_EQ(Standing(noa), after);
  goal.steps.push_back("One more");
  EXPECT_THAT(noa.goals->Add(noa.Request(), goal), IsRefused("too_many_steps"));
}

TEST_F(Steps, ARequestAboutThemHasOneEffect) {
  const RequestId add = noa.Request(), tick = noa.Request(), remove = noa.Request();
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(noa.steps->Add(add, "thesis", "Print")->step.title, "Print");
  }
  EXPECT_EQ(Titles().size(), 3u);
  for (int i = 0; i < 2; ++i) EXPECT_THAT(noa.steps->Tick(tick, "thesis", 3, ""), IsOk());
  for (int i = 0; i < 2; ++i) EXPECT_THAT(noa.steps->Remove(remove, "thesis", 3), IsOk());
  EXPECT_EQ(Titles().size(), 2u);
}

}  // namespace
}  // namespace twofold

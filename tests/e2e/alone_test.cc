// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One person, before anybody else: everything works alone, and nothing goes anywhere.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

class Alone : public Scene {
 protected:
  void SetUp() override { SetUpAlone(noa, "Noa"); }
};

TEST_F(Scene, BeforeStartNothingIsThereAndTheNextStepIsNamed) {
  EXPECT_EQ(FirstLine(Do(noa, {})), "twofold: grow an \"I\" and a \"We\" at once.");
  Refuses(noa, {"goal", "add", "Read", "--every", "day"},
          {4, "twofold: nothing is set up yet.", "Nothing was added."});
}

TEST_F(Alone, ASecondStartChangesNothing) {
  const std::string before = Do(noa, {"status", "--plain"});
  const std::string said = Do(noa, {"start", "--no-input", "--name", "Bob", "--checkin", "20:00"});
  EXPECT_EQ(FirstLine(said), "Set up already; nothing was changed.");
  EXPECT_TRUE(absl::StrContains(said, "Name        Noa\n"));
  EXPECT_TRUE(absl::StrContains(Do(noa, {"status", "--plain"}), "name\tNoa\n"));
  EXPECT_TRUE(absl::StrContains(Do(noa, {"status", "--plain"}), "checkin_at\t\n"));
}

TEST_F(Alone, AGoalIsAddedListedLoggedAndDone) {
  EXPECT_EQ(Do(noa, {"goal", "add", "Read 20 min", "--every", "day"}),
            "Added I goal  read    Read 20 min · every day\n"
            "Only you can see it.  Undo: twofold undo\n");
  EXPECT_EQ(Do(noa, {"log", "read"}),
            absl::StrCat("● read    Read 20 min · today, ", DayText(day()), "\n"));
  EXPECT_EQ(Do(noa, {"goal", "list"}), "I\n  read    every day  Read 20 min\n");
  EXPECT_EQ(Do(noa, {"today"}),
            absl::StrCat(LongDayText(day()),
                         "\n\nI\n  ●  read    done  Read 20 min\n\nWe\n"
                         "     Nothing shared yet. To invite your partner: twofold pair\n"));
}

TEST_F(Alone, WhatIsKeptIsStillThereAfterTheDaemonWasKilled) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Do(noa, {"log", "read"});
  const std::string before = Standing(noa);
  ASSERT_TRUE(noa.KillDaemon());
  EXPECT_EQ(Standing(noa), before);
}

TEST_F(Alone, UndoOfTheLastLogMakesTheDayBlankAndRedoBringsItBack) {
  Do(noa, {"goal", "add", "Practise cello", "--every", "day", "--unit", "min"});
  Do(noa, {"log", "cello", "30min", "--on", "yesterday"});
  EXPECT_EQ(Do(noa, {"undo"}),
            absl::StrCat("Undone: cello, 30 min on ", DayText(day() - 1),
                         ". That day is blank again.\n"
                         "Bring it back: twofold redo    Go further back: twofold undo\n"));
  EXPECT_EQ(Do(noa, {"redo"}), absl::StrCat("Back again: cello, 30 min on ", DayText(day() - 1),
                                            ".\nTake it away again: twofold undo\n"));
  EXPECT_EQ(Do(noa, {"undo", "--plain"}),
            absl::StrCat("log\tcello\t", absl::FormatCivilTime(day() - 1),
                         "\t30\tmin\tPractise cello\t\t1\n"));
}

TEST_F(Alone, UndoGoesBackStepByStepToNothingAndRedoAllTheWayForward) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Do(noa, {"goal", "add", "Walk", "--every", "day"});
  Do(noa, {"log", "read"});
  Do(noa, {"goal", "archive", "walk"});
  const std::string whole = Standing(noa);
  for (int i = 0; i < 4; ++i) Do(noa, {"undo"});
  EXPECT_EQ(Do(noa, {"goal", "list", "--all", "--plain"}), "");
  Refuses(noa, {"undo"}, {4, "twofold: there is nothing to undo.", "Nothing was undone."});
  for (int i = 0; i < 4; ++i) Do(noa, {"redo"});
  EXPECT_EQ(Standing(noa), whole);
  Refuses(noa, {"redo"},
          {4, "twofold: there is nothing to bring back.", "Nothing was brought back."});
}

TEST_F(Alone, SomethingNewEndsWhatCouldBeBroughtBack) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Do(noa, {"log", "read"});
  Do(noa, {"undo"});
  Do(noa, {"goal", "add", "Walk", "--every", "day"});
  Refuses(noa, {"redo"},
          {4, "twofold: there is nothing to bring back.", "Nothing was brought back."});
}

TEST_F(Alone, AnArchivedGoalIsPutAwayWithItsHistory) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Do(noa, {"log", "read"});
  Do(noa, {"goal", "archive", "read"});
  EXPECT_EQ(Do(noa, {"goal", "list", "--plain"}), "");
  EXPECT_TRUE(absl::StrContains(Do(noa, {"goal", "list", "--all"}), "archived"));
  Do(noa, {"undo"});
  EXPECT_EQ(Item(noa, "read").value("state", ""), "done");
}

TEST_F(Alone, AmountsOfOneDayAddUp) {
  Do(noa, {"goal", "add", "Run", "--every", "day", "--unit", "km"});
  Do(noa, {"log", "run", "5km"});
  Do(noa, {"log", "run", "0.25"});
  EXPECT_EQ(Amount(noa, "run"), "5.25");
}

TEST_F(Alone, JsonIsOneObjectWithItsSchemaAndPlainHasTabs) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  for (const auto& [words, schema] :
       std::vector<std::pair<Words, std::string>>{{{"today"}, "twofold.today.v1"},
                                                  {{"goal", "list"}, "twofold.goal_list.v1"},
                                                  {{"log", "read"}, "twofold.log.v1"},
                                                  {{"undo"}, "twofold.undo.v1"},
                                                  {{"status"}, "twofold.status.v1"}}) {
    const nlohmann::json answer = noa.Json(words);
    ASSERT_TRUE(answer.is_object()) << schema;
    EXPECT_EQ(answer.value("schema", ""), schema);
  }
  EXPECT_EQ(Do(noa, {"goal", "list", "--plain"}),
            absl::StrCat("read\tme\tRead\tactive\tcheck\t\tevery day\t",
                         absl::FormatCivilTime(day()), "\t\t\t\t\n"));
  const Ended error = noa.Run({"log", "nix", "--json"});
  EXPECT_EQ(error.exit_code, 3);
  const auto object = nlohmann::json::parse(error.err, nullptr, false);
  ASSERT_TRUE(object.is_object()) << error.err;
  EXPECT_EQ(object.value("schema", ""), "twofold.error.v1");
  EXPECT_EQ(object.value("code", ""), "no_such_goal");
}

TEST_F(Alone, QuietSaysNothingOnSuccessAndStillDoesIt) {
  EXPECT_EQ(Do(noa, {"goal", "add", "Read", "--every", "day", "--quiet"}), "");
  EXPECT_EQ(Do(noa, {"log", "read", "--quiet"}), "");
  EXPECT_EQ(Item(noa, "read").value("state", ""), "done");
  EXPECT_EQ(noa.Run({"log", "nix", "--quiet"}).exit_code, 3);
}

TEST_F(Alone, WithoutInputNothingIsAskedAndTheWayForAScriptIsNamed) {
  RefusesWithoutTrace(noa, {"goal", "add", "--every", "day", "--no-input"},
                      {2, "twofold: \"goal add\" wants a title.", "Nothing was added."});
  RefusesWithoutTrace(
      noa, {"pair", "--no-input"},
      {2, "twofold: \"pair\" contacts a relay and wants a person's yes.", "Nothing was shared."});
  RefusesWithoutTrace(
      noa, {"leave", "--no-input"},
      {2, "twofold: \"leave\" wants to be typed by a person.", "Nothing was changed."});
}

TEST_F(Alone, WhatNeedsTwoSaysSoAndHowToBegin) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  const Refused no_space = {4, "twofold: there is no shared space yet.", ""};
  for (const Words& words : std::vector<Words>{{"propose", "Walk", "--every", "day", "--yes"},
                                               {"shared"},
                                               {"sync"},
                                               {"leave", "--yes"},
                                               {"goal", "leave", "read", "--yes"},
                                               {"accept", "p1"}}) {
    RefusesWithoutTrace(noa, words, no_space);
  }
}

}  // namespace
}  // namespace twofold::e2e

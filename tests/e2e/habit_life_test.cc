// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One person and goals of every kind, through corrections, rests, undo, and a daemon that is killed
// between any two acts.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

using nlohmann::json;

struct Typed {
  Words words;
  std::string input = "";
};

class HabitLife : public Scene {
 protected:
  void SetUp() override { SetUpAlone(noa, "Noa"); }

  std::string Iso(int days) const { return absl::FormatCivilTime(day() + days); }

  // Goals of every kind, answers of every kind, corrections, rests: each of them one act.
  std::vector<Typed> Life() const {
    return {
        {{"goal", "add", "Read 20 min", "--every", "day", "--cue", "after breakfast", "--smallest",
          "one page", "--tag", "morning,calm", "--group", "Mind", "--ease", "--why", "-"},
         "for a quiet head\n"},
        {{"goal", "add", "Practise cello", "--times", "3", "--per", "week", "--unit", "min"}},
        {{"goal", "add", "Move", "--at-least", "150min/week"}},
        {{"goal", "add", "Coffee", "--at-most", "2cups"}},
        {{"goal", "add", "House move", "--kind", "milestone", "--deadline", Iso(30), "--step",
          "Pack the books", "--step", "Call the van"}},
        {{"goal", "add", "Mood", "--kind", "observe", "--unit", "points"}},
        {{"goal", "add", "Cold shower", "--kind", "explore"}},
        {{"goal", "add", "Say no kindly", "--kind", "edge", "--size", "3", "--handle", "kindly"}},
        {{"goal", "add", "Water plants", "--every", "2-4days"}},
        {{"goal", "add", "Rent", "--every", "month:1,last", "--at", "09:00"}},
        {{"log", "read"}},
        {{"log", "cello", "30min", "--on", "yesterday"}},
        {{"log", "cello", "15", "--on", "yesterday"}},
        {{"log", "cello", "40min", "--whole", "--on", "yesterday"}},
        {{"log", "move", "40min"}},
        {{"log", "coffee", "0", "--on", "2d"}},
        {{"log", "coffee", "3"}},
        {{"goal", "step", "house", "--done", "1", "--on", "yesterday"}},
        {{"goal", "step", "house", "Clean up"}},
        {{"goal", "step", "house", "--remove", "2"}},
        {{"log", "mood", "7"}},
        {{"log", "cold", "--note", "-"}, "cold, and clear\n"},
        {{"log", "kindly", "stayed"}},
        {{"log", "read", "no", "--on", "3d", "--note", "-"}, "two\n\nlines\n"},
        {{"log", "read", "skip", "--on", "2d", "--reason", "-"}, "travelled\n"},
        {{"log", "read", "yes", "--on", "9d", "--until", "5d"}},
        {{"log", "read", "blank", "--on", "7d"}},
        {{"rest", "cello", "--until", Iso(3)}},
        {{"rest", "--all", "--from", Iso(10), "--until", Iso(12)}},
        {{"rest", "cello", "--end"}},
        {{"revise", "read", "--times", "4", "--per", "week", "--learned", "-"}, "less is more\n"},
        {{"goal", "ease", "read", "3"}},
        {{"goal", "edit", "read", "--untag", "calm", "--cue", "none"}},
        {{"goal", "rename", "cello", "Play the cello"}},
        {{"goal", "order", "mood", "--first"}},
        {{"goal", "archive", "cold"}},
        {{"goal", "restore", "cold"}},
        {{"goal", "archive", "water"}},
        {{"log", "-"}, "read yes 20d\ncello 5min 4d # short\nkindly back yesterday\n"},
    };
  }
  void Live() {
    for (const Typed& typed : Life()) {
      Words words = typed.words;
      words.push_back("--quiet");
      EXPECT_EQ(Do(noa, words, typed.input), "");
    }
  }

  // All that is known, in words that a restart cannot change.
  std::string Whole() { return absl::StrCat(Content(), Do(noa, {"history", "--limit", "1000"})); }
  std::string Content() {
    return absl::StrCat(Do(noa, {"export", "--all"}), Do(noa, {"today", "--json"}),
                        Do(noa, {"rest", "--json"}), Do(noa, {"goal", "list", "--all", "--json"}));
  }
  std::vector<std::string> Handles(Words words) {
    words.push_back("--plain");
    std::vector<std::string> handles;
    for (absl::string_view line : absl::StrSplit(Do(noa, words), '\n', absl::SkipEmpty())) {
      handles.emplace_back(line.substr(0, line.find('\t')));
    }
    return handles;
  }
  json DayOf(const std::string& goal, int days) {
    const json shown = noa.Json({"goal", "show", goal});
    if (!shown.is_object()) return nullptr;
    for (const json& one : shown["days"]) {
      if (one.value("day", "") == Iso(days)) return one;
    }
    return nullptr;
  }
};

TEST_F(HabitLife, NothingThatWasAnsweredIsLostHoweverOftenTheDaemonIsKilled) {
  for (const Typed& typed : Life()) {
    SCOPED_TRACE(absl::StrJoin(typed.words, " "));
    Do(noa, typed.words, typed.input);
    const std::string before = Whole();
    ASSERT_TRUE(noa.KillDaemon());
    ASSERT_EQ(Whole(), before);
  }
}

TEST_F(HabitLife, AllOfItIsTakenBackStepByStepOverARestartAndAllComesBack) {
  const std::string empty = Content();
  Live();
  const std::string whole = Content();
  const std::size_t acts = Life().size();
  for (std::size_t i = 0; i < acts; ++i) {
    Do(noa, {"undo", "--quiet"});
    if (i % 7 == 3) {
      ASSERT_TRUE(noa.KillDaemon());
    }
  }
  EXPECT_EQ(Content(), empty);
  Refuses(noa, {"undo"}, {4, "twofold: there is nothing to undo.", "Nothing was undone."});
  ASSERT_TRUE(noa.StopDaemon());
  Do(noa, {"redo", "--steps", absl::StrCat(acts), "--quiet"});
  EXPECT_EQ(Content(), whole);
  Refuses(noa, {"redo"},
          {4, "twofold: there is nothing to bring back.", "Nothing was brought back."});
}

TEST_F(HabitLife, TodayAndTheDaysBeforeSayWhatWasLogged) {
  Live();
  EXPECT_EQ(Item(noa, "read").value("state", ""), "done");
  EXPECT_EQ(Item(noa, "coffee").value("state", ""), "over");
  EXPECT_EQ(Item(noa, "mood").value("amount", ""), "7");
  EXPECT_EQ(Item(noa, "kindly").value("answer", ""), "stayed");
  EXPECT_EQ(Item(noa, "cold").value("note", ""), "cold, and clear");
  EXPECT_TRUE(Item(noa, "water").is_null()) << "archived";
  EXPECT_EQ(DayOf("cello", -1).value("amount", ""), "40");
  EXPECT_EQ(DayOf("cello", -4).value("amount", ""), "5");
  EXPECT_EQ(DayOf("kindly", -1).value("answer", ""), "back");
  EXPECT_EQ(DayOf("coffee", -2).value("state", ""), "kept");
  EXPECT_EQ(DayOf("read", -3).value("note", ""), "two\n\nlines");
  EXPECT_EQ(DayOf("read", -2).value("reason", ""), "travelled");
  EXPECT_EQ(DayOf("read", -8).value("state", ""), "kept");
  EXPECT_TRUE(DayOf("read", -7).is_null()) << "blank again";
  EXPECT_EQ(DayOf("read", -20).value("state", ""), "kept");
  const json house = Item(noa, "house")["goal"];
  ASSERT_EQ(house["steps"].size(), 2U);
  EXPECT_EQ(house["steps"][0].value("done_on", ""), Iso(-1));
  EXPECT_EQ(house["steps"][1].value("title", ""), "Clean up");
  const json shown = noa.Json({"goal", "show", "read"});
  ASSERT_EQ(shown["versions"].size(), 1U) << "revised on the day it began";
  EXPECT_EQ(shown["versions"][0].value("learned", ""), "less is more");
  EXPECT_EQ(shown["goal"].value("why", ""), "for a quiet head");
  EXPECT_FALSE(shown["goal"].contains("cue"));
  EXPECT_EQ(noa.Json({"rest"})["rests"].size(), 1U) << "only that of everything is left";
}

TEST_F(HabitLife, WhatIsToldOfEachActIsOneLineAndWhoCanSeeIt) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  EXPECT_EQ(Do(noa, {"goal", "add", "Mood", "--kind", "observe", "--unit", "points"}),
            "Added I goal  mood    Mood · only recorded, counted in points\n"
            "Only you can see it.  Undo: twofold undo\n");
  EXPECT_EQ(Do(noa, {"goal", "add", "Cold shower", "--kind", "explore"}),
            "Added I goal  cold    Cold shower · to try out\n"
            "Only you can see it.  Undo: twofold undo\n");
  EXPECT_EQ(
      Do(noa, {"log", "read", "no", "--on", "2d", "--note", "-"}, "tired\n"),
      absl::StrCat("○ read    Read · not that day · with a note · ", DayText(day() - 2), "\n"));
  EXPECT_EQ(Do(noa, {"log", "read", "blank", "--on", "2d"}),
            absl::StrCat("· read    Read · blank · ", DayText(day() - 2), "\n"));
  EXPECT_EQ(Do(noa, {"log", "mood", "7"}),
            absl::StrCat("● mood    Mood · 7 points · today, ", DayText(day()), "\n"));
  EXPECT_EQ(Do(noa, {"log", "mood", "blank"}),
            absl::StrCat("· mood    Mood · blank · today, ", DayText(day()), "\n"));
  EXPECT_EQ(Do(noa, {"rest", "read", "--until", Iso(2)}),
            absl::StrCat("–  read    ", DayText(day()), " to ", DayText(day() + 2),
                         "  Read\nOnly you can see it.  Undo: twofold undo\n"));
  EXPECT_EQ(FirstLine(Do(noa, {"revise", "read", "--times", "4", "--per", "week"})),
            "Changed  read    Read");
  EXPECT_EQ(Do(noa, {"goal", "list"}),
            absl::StrCat("I\n"
                         "  read    resting until ",
                         DayText(day() + 2),
                         "  Read\n"
                         "  mood    only recorded, points     Mood\n"
                         "  cold    to try out                Cold shower\n"));
}

TEST_F(HabitLife, AnEmptyNoteTakesNothingAwayAndTheWordNoneDoes) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Do(noa, {"log", "read", "--note", "-"}, "a quiet hour\n");
  const std::string before = Whole();
  Refuses(noa, {"log", "read", "--note", "-"},
          {2, "twofold: there is no note to keep.", "Nothing was logged."});
  EXPECT_EQ(Whole(), before);
  Do(noa, {"log", "read", "yes", "--note", "-"});
  EXPECT_EQ(Item(noa, "read").value("note", ""), "a quiet hour");
  Do(noa, {"log", "read", "--note", "-"}, "none\n");
  EXPECT_FALSE(Item(noa, "read").contains("note"));
  EXPECT_EQ(Item(noa, "read").value("state", ""), "done");
}

TEST_F(HabitLife, HistoryNamesEachActNewestFirstAndMarksWhatWasTakenBack) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Do(noa, {"log", "read", "skip"});
  Do(noa, {"goal", "archive", "read"});
  Do(noa, {"undo"});
  ASSERT_TRUE(noa.KillDaemon());
  const json history = noa.Json({"history"});
  ASSERT_EQ(history["acts"].size(), 3U);
  EXPECT_EQ(history["acts"][0].value("what", ""), "goal_archive");
  EXPECT_TRUE(history["acts"][0].value("undone", false));
  EXPECT_EQ(history["acts"][1].value("answer", ""), "skip");
  EXPECT_FALSE(history["acts"][1].value("undone", true));
  EXPECT_EQ(history["acts"][2].value("what", ""), "goal_add");
  EXPECT_EQ(noa.Json({"history", "--limit", "1"})["acts"].size(), 1U);
  EXPECT_EQ(noa.Json({"history", "--before", "2"})["acts"][0].value("number", 0), 1);
}

TEST_F(HabitLife, AnArchivedGoalKeepsItsPlaceItsHistoryAndItsName) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Do(noa, {"goal", "add", "Walk", "--every", "day"});
  Do(noa, {"log", "read", "--on", "yesterday"});
  const std::string before = Do(noa, {"export"});
  Do(noa, {"goal", "archive", "read"});
  EXPECT_EQ(Handles({"goal", "list"}), (Words{"walk"}));
  EXPECT_EQ(Handles({"goal", "list", "--all"}), (Words{"read", "walk"}));
  Refuses(noa, {"log", "read"}, {4, "twofold: \"read\" is archived.", "Nothing was logged."});
  Refuses(noa, {"goal", "archive", "read"},
          {4, "twofold: \"read\" is archived already.", "Nothing was changed."});
  Do(noa, {"goal", "add", "Read again", "--every", "day"});
  EXPECT_EQ(Handles({"goal", "list"}), (Words{"walk", "read2"})) << "a handle is used once";
  Do(noa, {"undo"});
  ASSERT_TRUE(noa.KillDaemon());
  Do(noa, {"goal", "restore", "read"});
  EXPECT_EQ(Do(noa, {"export"}), before);
  Refuses(noa, {"goal", "restore", "read"},
          {4, "twofold: \"read\" is not archived.", "Nothing was changed."});
}

TEST_F(HabitLife, ThePersonsOrderIsTheOrderEverywhere) {
  for (const char* title : {"Read", "Walk", "Swim"}) Do(noa, {"goal", "add", title});
  EXPECT_EQ(Handles({"goal", "list"}), (Words{"read", "walk", "swim"}));
  Do(noa, {"goal", "order", "swim", "--first"});
  Do(noa, {"goal", "order", "read", "--after", "walk"});
  for (const Words& list : std::vector<Words>{{"goal", "list"}, {"today"}, {"checkin"}, {"week"}}) {
    EXPECT_EQ(Handles(list), (Words{"swim", "walk", "read"})) << list[0];
  }
  Do(noa, {"undo", "--steps", "2"});
  EXPECT_EQ(Handles({"goal", "list"}), (Words{"read", "walk", "swim"}));
}

TEST_F(HabitLife, TagsGroupsKindsAndTextFindTheirGoals) {
  Do(noa, {"goal", "add", "Read", "--tag", "calm,morning", "--group", "Mind"});
  Do(noa, {"goal", "add", "Yoga", "--tag", "calm", "--group", "Body", "--cue", "after waking"});
  Do(noa, {"goal", "add", "Mood", "--kind", "observe", "--group", "Mind"});
  EXPECT_EQ(Handles({"goal", "list", "--tag", "calm"}), (Words{"read", "yoga"}));
  EXPECT_EQ(Handles({"today", "--tag", "morning"}), (Words{"read"}));
  EXPECT_EQ(Handles({"week", "--group", "Mind"}), (Words{"read", "mood"}));
  EXPECT_EQ(Handles({"goal", "list", "--kind", "observe"}), (Words{"mood"}));
  EXPECT_EQ(Handles({"goal", "list", "--search", "WAKING"}), (Words{"yoga"}));
  EXPECT_EQ(Handles({"goal", "list", "--search", "nowhere"}), Words());
  EXPECT_EQ(Do(noa, {"goal", "list"}),
            "I\n"
            "  Mind\n"
            "    read    every day      Read\n"
            "    mood    only recorded  Mood\n"
            "  Body\n"
            "    yoga    every day      Yoga\n");
  Do(noa, {"rest", "--tag", "calm", "--until", Iso(1)});
  EXPECT_EQ(noa.Json({"rest"})["rests"].size(), 2U);
}

}  // namespace
}  // namespace twofold::e2e

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The check-in: at a terminal word for word, from standard input, as JSON and as columns.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/at_terminal.h"
#include "tests/e2e/output_rules.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

using nlohmann::json;

class CheckinJourney : public Scene {
 protected:
  void SetUp() override {
    for (Account* account : {&noa, &sam}) {
      account->environment()["TERM"] = "xterm";
      account->environment()["NO_COLOR"] = "1";
      SetUpAlone(*account, account == &noa ? "Noa" : "Sam");
      Do(*account, {"goal", "add", "Mood", "--kind", "observe", "--unit", "points"});
      Do(*account,
         {"goal", "add", "Say no kindly", "--kind", "edge", "--size", "2", "--handle", "kindly"});
      Do(*account, {"goal", "add", "Read 20 min", "--every", "day"});
      Do(*account,
         {"goal", "add", "Practise cello", "--times", "3", "--per", "week", "--unit", "min"});
      Do(*account, {"goal", "add", "House move", "--kind", "milestone", "--deadline",
                    absl::FormatCivilTime(day() + 30), "--step", "Pack the books"});
      Do(*account, {"goal", "add", "Swim", "--every", "day"});
      Do(*account, {"goal", "add", "Rent", "--every",
                    absl::StrCat("month:", (day() + 10).day())});  // not today
    }
  }
  std::string Heading() const {
    return absl::StrCat(LongDayText(day()), ". Enter skips one, Ctrl-D ends, nothing is lost.\n\n");
  }
  static void Answer(AtTerminal& at, const std::string& question, const std::string& keys) {
    ASSERT_TRUE(at.Shows(question)) << at.screen();
    at.Type(keys);
  }
  // State and answer of every goal: what both ways of answering have to agree on.
  static std::string Answers(Account& account) {
    std::string all;
    const json today = account.Json({"today"});
    EXPECT_EQ(today["items"].size(), 7U);
    for (const json& item : today["items"]) {
      absl::StrAppend(&all, item["goal"].value("handle", ""), " ", item.value("state", ""), " ",
                      item.value("amount", ""), " ", item.value("answer", ""), "\n");
    }
    return all;
  }
};

TEST_F(CheckinJourney, AtATerminalIsThisWordForWord) {
  AtTerminal at(noa, {"checkin"});
  Answer(at, "[y]es [n]ot today [r]esting  > ", "y\n");
  Answer(at, "how many min [n]ot today [r]esting  > ", "abc\n");
  Answer(at, "how many min [n]ot today [r]esting  > ", "30\n");
  Answer(at, "the step's number, or [y] reached [n]ot today  > ", "1\n");
  Answer(at, "[y]es [n]ot today [r]esting  > ", "r\n");
  Answer(at, "Resting until  [tomorrow]  > ", "\n");
  Answer(at, "how many points [r]esting  > ", "7 +\n");
  Answer(at, "An empty line ends it.\n> ", "calm\n");
  Answer(at, "> ", "\n");
  Answer(at, "[d]id [s]tayed [b]ack [r]esting  > ", "s\n");
  EXPECT_EQ(at.Wait(), 0);
  EXPECT_EQ(
      at.screen(),
      absl::StrCat(Heading(),
                   "  read    Read 20 min                    [y]es [n]ot today [r]esting  > \n"
                   "  cello   Practise cello, 0 of 3\n"
                   "          how many min [n]ot today [r]esting  > \n"
                   "twofold: \"abc\" is not an amount. Try 30min or 20.\n"
                   "Nothing was logged.\n"
                   "          how many min [n]ot today [r]esting  > \n"
                   "  house   House move\n"
                   "          the step's number, or [y] reached [n]ot today  > \n"
                   "  swim    Swim                           [y]es [n]ot today [r]esting  > \n"
                   "          Resting until  [tomorrow]  > \n"
                   "          Resting, ",
                   DayText(day()), " to ", DayText(day() + 1),
                   ".\n"
                   "  And, if you like:\n"
                   "  mood    Mood                           how many points [r]esting  > \n"
                   "          Your note, for you alone.  An empty line ends it.\n"
                   "> \n> \n"
                   "  kindly  Say no kindly\n"
                   "          [d]id [s]tayed [b]ack [r]esting  > \n"
                   "\nKept.\n"));
  EXPECT_EQ(BrokenRuleOnScreen(at.screen(), AtTerminal::kColumns), "");
  EXPECT_EQ(Item(noa, "mood").value("note", ""), "calm");
  // The same by a script.
  Do(sam, {"checkin", "-"}, "read yes\ncello 30\nmood 7\nkindly stayed\n");
  Do(sam, {"rest", "swim", "--until", absl::FormatCivilTime(day() + 1)});
  Do(sam, {"goal", "step", "house", "--done", "1"});
  EXPECT_EQ(Answers(noa), Answers(sam));
}

TEST_F(CheckinJourney, CtrlDEndsItAndWhatWasAnsweredIsKept) {
  AtTerminal at(noa, {"checkin"});
  Answer(at, "[y]es [n]ot today [r]esting  > ", "n\n");
  Answer(at, "how many min [n]ot today [r]esting  > ", "\x04");
  EXPECT_EQ(at.Wait(), 0);
  EXPECT_TRUE(absl::EndsWith(at.screen(), "\nKept.\n")) << at.screen();
  EXPECT_EQ(Item(noa, "read").value("state", ""), "not_today");
  EXPECT_EQ(Item(noa, "cello").value("state", ""), "open");
}

TEST_F(CheckinJourney, CtrlCEndsItAndWhatWasAnsweredIsKept) {
  AtTerminal at(noa, {"checkin"});
  Answer(at, "[y]es [n]ot today [r]esting  > ", "y\n");
  Answer(at, "how many min [n]ot today [r]esting  > ", "\x03");
  EXPECT_EQ(at.Wait(), 130);
  EXPECT_TRUE(absl::StrContains(at.screen(), "What was answered before is kept.\n"));
  EXPECT_EQ(Item(noa, "read").value("state", ""), "done");
  EXPECT_EQ(Item(noa, "cello").value("state", ""), "open");
}

TEST_F(CheckinJourney, EnterAtEveryQuestionChangesNothing) {
  const std::string before = Standing(noa);
  AtTerminal at(noa, {"checkin"});
  for (int question = 0; question < 6; ++question) Answer(at, "  > ", "\n");
  EXPECT_EQ(at.Wait(), 0);
  EXPECT_TRUE(absl::EndsWith(at.screen(), "Nothing was answered; it stays open.\n"));
  EXPECT_EQ(Standing(noa), before);
}

TEST_F(CheckinJourney, ForYesterdayItAsksAboutNothingThatBeganToday) {
  AtTerminal at(noa, {"checkin", "--on", "yesterday"});
  EXPECT_EQ(at.Wait(), 0);
  EXPECT_EQ(at.screen(), absl::StrCat("Nothing is open on ", LongDayText(day() - 1), ".\n"));
}

TEST_F(CheckinJourney, OnANarrowTerminalNoLineIsWider) {
  for (const int columns : {60, 40}) {
    AtTerminal at(noa, {"checkin"}, columns);
    for (int question = 0; question < 6; ++question) Answer(at, "  > ", "\n");
    EXPECT_EQ(at.Wait(), 0);
    for (absl::string_view line : absl::StrSplit(at.screen(), '\n')) {
      // Keys are not broken apart; everything else keeps to the screen.
      if (absl::EndsWith(line, "> ")) continue;
      EXPECT_LE(line.size(), columns) << line;
    }
  }
}

TEST_F(CheckinJourney, AScriptSeesWhatWouldBeAskedInTheOrderOfAsking) {
  EXPECT_EQ(Do(noa, {"checkin", "--plain"}),
            absl::StrCat("read\tme\topen\t\t0\t0\tRead 20 min\t\t\t\t\n"
                         "cello\tme\topen\t0\t0\t3\tPractise cello\tweek\t\t\t\n"
                         "house\tme\topen\t\t0\t0\tHouse move\t\t\t\t",
                         absl::FormatCivilTime(day() + 30),
                         "\n"
                         "swim\tme\topen\t\t0\t0\tSwim\t\t\t\t\n"
                         "mood\tme\tnot_due\t0\t0\t0\tMood\t\t\t\t\n"
                         "kindly\tme\tnot_due\t\t0\t0\tSay no kindly\t\t\t\t\n"));
  const json asked = noa.Json({"checkin"});
  EXPECT_EQ(asked.value("schema", ""), "twofold.checkin.v1");
  ASSERT_EQ(asked["items"].size(), 6U);
  EXPECT_FALSE(asked["items"][3].value("offered", false));
  EXPECT_TRUE(asked["items"][4].value("offered", false));
}

TEST_F(CheckinJourney, WithoutATerminalNothingIsAskedAndTheWayIsNamed) {
  RefusesWithoutTrace(
      noa, {"checkin"},
      {2, "twofold: \"checkin\" asks, and nobody can be asked here.", "Nothing was logged."});
}

TEST_F(CheckinJourney, OfManyLinesEachIsKeptThatCanBe) {
  const Ended ended =
      noa.Run({"checkin", "-"}, "# tonight\nread yes\ncelo 30\nswim maybe\ncello 20 yesterday\n");
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_EQ(ended.out, absl::StrCat("● read    Read 20 min · today, ", DayText(day()),
                                    "\n"
                                    "  line 3: there is no goal called \"celo\".\n"
                                    "  line 4: \"maybe\" is not an answer. Try yes, no, skip or an "
                                    "amount.\n"
                                    "● cello   Practise cello · 20 min · ",
                                    DayText(day() - 1), "\n2 answers kept.\n"));
  EXPECT_EQ(ended.err,
            "twofold: line 3: there is no goal called \"celo\".\n"
            "  Did you mean   cello\n"
            "  All goals      twofold goal list\n"
            "What could be kept is kept.\n");
}

TEST_F(CheckinJourney, AllOrNothingKeepsNothingAndNamesTheLine) {
  RefusesWithoutTrace(
      noa, {"checkin", "-", "--all-or-nothing"},
      {3, "twofold: line 4: there is no goal called \"celo\".", "Nothing was logged."},
      "read yes\n\n# and\ncelo 30\n");
  RefusesWithoutTrace(
      noa, {"log", "-", "--all-or-nothing"},
      {2, "twofold: line 2: this goal counts \"min\", not \"km\".", "Nothing was logged."},
      "read\ncello 3km\nnothere\n");
  const Ended error = noa.Run({"log", "-", "--all-or-nothing", "--json"}, "read\nnothere\n");
  EXPECT_EQ(error.exit_code, 3);
  EXPECT_EQ(json::parse(error.err, nullptr, false).value("message", ""),
            "line 2: there is no goal called \"nothere\".");
  Do(noa, {"log", "-", "--all-or-nothing"}, "read\ncello 3min\n");
  EXPECT_EQ(Item(noa, "read").value("state", ""), "done");
  EXPECT_EQ(Amount(noa, "cello"), "3");
  Do(noa, {"undo"});
  EXPECT_EQ(Item(noa, "read").value("state", ""), "open") << "one act";
}

TEST_F(CheckinJourney, ABatchAsJsonTellsEachAnswerAndEachRefusal) {
  const Ended ended = noa.Run({"log", "-", "--json"}, "read\nnothere\nread\n");
  EXPECT_EQ(ended.exit_code, 3);
  const json batch = json::parse(ended.out, nullptr, false);
  EXPECT_EQ(batch.value("schema", ""), "twofold.log_batch.v1");
  ASSERT_EQ(batch["logged"].size(), 3U);
  EXPECT_EQ(batch["logged"][0]["line"].value("state", ""), "done");
  EXPECT_EQ(batch["logged"][1]["refusal"].value("reason", ""), "no_such_goal");
  EXPECT_TRUE(batch["logged"][2].value("unchanged", false));
}

}  // namespace
}  // namespace twofold::e2e

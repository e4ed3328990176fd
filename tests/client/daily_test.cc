// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The real program against a daemon with canned answers: goals, answers, rests, as scripts use
// them.
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "tests/client/client_fixture.h"
#include "tests/client/first_week.h"

namespace twofold {
namespace {

std::string FirstLineOf(const std::string& text) { return text.substr(0, text.find('\n')); }

class Daily : public ClientTest {
 protected:
  Daily() : ClientTest({{"USER", "noa"}}) {}
};

daemon::v1::Logged Kept() {
  daemon::v1::Logged logged;
  *logged.mutable_line() = Line(ReadGoal(), "done");
  logged.set_day("2026-11-22");
  logged.set_is_today(true);
  return logged;
}

daemon::v1::Logged NotThere() {
  daemon::v1::Logged logged;
  daemon::v1::Refusal& refusal = *logged.mutable_refusal();
  refusal.set_reason("no_such_goal");
  refusal.set_sentence("there is no goal called \"x\".");
  refusal.set_code(static_cast<unsigned>(absl::StatusCode::kNotFound));
  return logged;
}

TEST_F(Daily, AGoalIsAddedWithAllItsTerms) {
  LiveTheFirstWeek(fake_);
  const Ran ran =
      Run({"goal",       "add",        "Move",    "the",        "body",          "--kind",
           "measure",    "--unit",     "min",     "--at-least", "150min/week",   "--at-most=3",
           "--from",     "mon",        "--until", "2027-01-01", "--cue",         "after work",
           "--smallest", "stand up",   "--group", "Body",       "--tag",         "a,b",
           "--tag",      "c",          "--why",   "-",          "--step",        "One",
           "--step",     "Two",        "--ease",  "--counts",   "out of breath", "--size",
           "3",          "--deadline", "sun",     "--template", "walk",          "--handle",
           "mv"},
          "because\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto sent = Sent<daemon::v1::AddGoalRequest>("GoalService/AddGoal");
  EXPECT_EQ(sent.beside().title(), "Move the body");
  EXPECT_EQ(sent.beside().handle(), "mv");
  EXPECT_EQ(sent.beside().cue(), "after work");
  EXPECT_EQ(sent.beside().smallest(), "stand up");
  EXPECT_EQ(sent.beside().group(), "Body");
  EXPECT_EQ(sent.beside().why(), "because");
  EXPECT_TRUE(sent.beside().asks_ease());
  ASSERT_EQ(sent.beside().add_tags_size(), 3);
  EXPECT_EQ(sent.beside().add_tags(2), "c");
  EXPECT_EQ(sent.terms().kind(), "measure");
  EXPECT_EQ(sent.terms().at_least(), "150min/week");
  EXPECT_EQ(sent.terms().at_most(), "3");
  EXPECT_EQ(sent.terms().deadline(), "sun");
  EXPECT_EQ(sent.terms().size(), "3");
  EXPECT_EQ(sent.terms().meaning(), "out of breath");
  EXPECT_EQ(sent.terms().schedule().from(), "mon");
  EXPECT_EQ(sent.terms().schedule().until(), "2027-01-01");
  EXPECT_EQ(sent.template_(), "walk");
  ASSERT_EQ(sent.steps_size(), 2);
  EXPECT_EQ(sent.steps(1), "Two");
}

TEST_F(Daily, ATemplateNeedsNoTitle) {
  LiveTheFirstWeek(fake_);
  EXPECT_EQ(Run({"goal", "add", "--template", "read"}).code, 0);
  EXPECT_FALSE(Sent<daemon::v1::AddGoalRequest>("GoalService/AddGoal").beside().has_title());
  EXPECT_EQ(Run({"goal", "add"}).code, 2);
}

TEST_F(Daily, EditingSendsOnlyWhatWasGiven) {
  LiveTheFirstWeek(fake_);
  EXPECT_EQ(Run({"goal", "edit", "read", "--tag", "+a,-b", "--untag", "c", "--cue", "none",
                 "--handle", "book"})
                .code,
            0);
  const auto sent = Sent<daemon::v1::EditGoalRequest>("GoalService/EditGoal").beside();
  EXPECT_TRUE(sent.has_cue());
  EXPECT_EQ(sent.cue(), "");
  EXPECT_FALSE(sent.has_title());
  EXPECT_FALSE(sent.has_asks_ease());
  EXPECT_EQ(sent.handle(), "book");
  ASSERT_EQ(sent.add_tags_size(), 1);
  EXPECT_EQ(sent.add_tags(0), "a");
  ASSERT_EQ(sent.remove_tags_size(), 2);
  EXPECT_EQ(sent.remove_tags(0), "b");
  EXPECT_EQ(Run({"goal", "edit", "read"}).code, 2);
  EXPECT_EQ(Run({"goal", "edit", "read", "--ease", "--no-ease"}).code, 2);
  EXPECT_EQ(fake_.Requests("GoalService/EditGoal").size(), 1u);
  Run({"goal", "rename", "read", "Read", "a", "little"});
  EXPECT_EQ(Sent<daemon::v1::EditGoalRequest>("GoalService/EditGoal").beside().title(),
            "Read a little");
}

TEST_F(Daily, AnEmptyValueTakesATextAway) {
  LiveTheFirstWeek(fake_);
  EXPECT_EQ(Run({"goal", "edit", "read", "--group", ""}).code, 0);
  EXPECT_TRUE(Sent<daemon::v1::EditGoalRequest>("GoalService/EditGoal").beside().has_group());
}

TEST_F(Daily, PrivateTextIsNeverTakenFromTheCommandLine) {
  LiveTheFirstWeek(fake_);
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"log", "read", "--note", "mywords"},
           {"log", "read", "skip", "--reason=mywords"},
           {"goal", "edit", "read", "--why", "mywords"},
           {"revise", "read", "--every", "day", "--learned", "mywords"}}) {
    const Ran ran = Run(words);
    EXPECT_EQ(ran.code, 2) << ran.err;
    EXPECT_FALSE(absl::StrContains(ran.err, "mywords")) << ran.err;
    EXPECT_TRUE(absl::StrContains(ran.err, "off the command line")) << ran.err;
  }
  EXPECT_EQ(Run({"log", "read", "--note"}).code, 2);
  EXPECT_EQ(Run({"log", "read", "--note", "-", "--reason", "-"}, "x\n").code, 2);
  EXPECT_TRUE(fake_.Requests("EntryService/Log").empty());
  EXPECT_TRUE(fake_.Requests("GoalService/EditGoal").empty());
  EXPECT_TRUE(fake_.Requests("GoalService/ReviseGoal").empty());
}

TEST_F(Daily, ANoteHasItsLinesAndAReasonOne) {
  LiveTheFirstWeek(fake_);
  EXPECT_EQ(
      Run({"log", "read", "no", "--on", "mon", "--until", "tue", "--note", "-"}, "one\n\ntwo\n")
          .code,
      0);
  const auto noted = Sent<daemon::v1::LogRequest>("EntryService/Log").answers(0);
  EXPECT_EQ(noted.note(), "one\n\ntwo");
  EXPECT_EQ(noted.until(), "tue");
  EXPECT_FALSE(noted.whole());
  EXPECT_EQ(Run({"log", "cello", "30", "--whole", "--reason", "-"}, "one\ntwo\n").code, 0);
  const auto reasoned = Sent<daemon::v1::LogRequest>("EntryService/Log").answers(0);
  EXPECT_EQ(reasoned.reason(), "one two");
  EXPECT_TRUE(reasoned.whole());
  EXPECT_FALSE(reasoned.has_note());
}

TEST_F(Daily, OneAnswerIsOneObject) {
  LiveTheFirstWeek(fake_);
  EXPECT_TRUE(absl::StartsWith(Run({"log", "read", "--json"}).out,
                               "{\"schema\":\"twofold.log.v1\",\"line\":{\"goal\":{"));
}

TEST_F(Daily, ABatchKeepsWhatItCanAndEndsWithTheFirstRefusal) {
  daemon::v1::LogResponse response;
  *response.add_logged() = Kept();
  *response.add_logged() = NotThere();
  fake_.Answer("EntryService/Log", response);
  const std::string input = "# my week\n\nread yes mon\n  x 30min # a comment\na b c d\n";
  const Ran ran = Run({"log", "-", "--plain"}, input);
  EXPECT_EQ(ran.code, 3) << ran.err;
  EXPECT_EQ(ran.out,
            "kept\tread\t2026-11-22\t\t\tdone\t\n"
            "no_such_goal\t\t\t\t\t\tline 4: there is no goal called \"x\".\n"
            "line_not_understood\t\t\t\t\t\tline 5: \"d\" is more than GOAL [ANSWER] [DAY].\n");
  EXPECT_EQ(ran.err,
            "twofold: line 4: there is no goal called \"x\".\nWhat could be kept is kept.\n");
  const auto sent = Sent<daemon::v1::LogRequest>("EntryService/Log");
  EXPECT_EQ(sent.together(), daemon::v1::TOGETHER_EACH);
  ASSERT_EQ(sent.answers_size(), 2);
  EXPECT_EQ(sent.answers(0).on(), "mon");
  EXPECT_EQ(sent.answers(1).what(), "30min");
  const Ran json = Run({"checkin", "-", "--json"}, input);
  EXPECT_EQ(json.code, 3);
  EXPECT_TRUE(absl::StartsWith(json.out, "{\"schema\":\"twofold.log_batch.v1\",\"logged\":["));
}

TEST_F(Daily, ABatchOfOneTellsItsLineToo) {
  fake_.Refuse("EntryService/Log", Refusal(absl::StatusCode::kNotFound, "no_such_goal",
                                           "there is no goal called \"x\".")
                                       .Hint("All goals", "twofold goal list"));
  const Ran ran = Run({"log", "-", "--plain"}, "\nx\n");
  EXPECT_EQ(ran.code, 3);
  EXPECT_EQ(ran.out, "no_such_goal\t\t\t\t\t\tline 2: there is no goal called \"x\".\n");
  EXPECT_EQ(ran.err,
            "twofold: line 2: there is no goal called \"x\".\n"
            "  All goals   twofold goal list\nWhat could be kept is kept.\n");
}

TEST_F(Daily, ABatchOfAllOrNothingSendsNothingThatIsNotUnderstood) {
  fake_.Refuse("EntryService/Log",
               Refusal(absl::StatusCode::kNotFound, "no_such_goal", "there is no goal \"x\"."));
  const Ran unclear = Run({"log", "-", "--all-or-nothing"}, "read\na b c d\n");
  EXPECT_EQ(unclear.code, 2);
  EXPECT_TRUE(absl::EndsWith(unclear.err, "Nothing was logged.\n")) << unclear.err;
  EXPECT_TRUE(fake_.Requests("EntryService/Log").empty());
  const Ran refused = Run({"log", "-", "--all-or-nothing"}, "read\nx\n");
  EXPECT_EQ(refused.code, 3);
  EXPECT_TRUE(absl::EndsWith(refused.err, "Nothing was logged.\n")) << refused.err;
  EXPECT_EQ(Sent<daemon::v1::LogRequest>("EntryService/Log").together(),
            daemon::v1::TOGETHER_ALL_OR_NONE);
}

TEST_F(Daily, ABatchOfAllOrNothingNamesTheLineThatIsRefused) {
  fake_.Refuse("EntryService/Log", WithPlace(Refusal(absl::StatusCode::kNotFound, "no_such_goal",
                                                     "there is no goal called \"x\".")
                                                 .Hint("All goals", "twofold goal list")
                                                 .Aftermath("Nothing was logged."),
                                             2));
  const Ran ran = Run({"log", "-", "--all-or-nothing"}, "read\n\n# my week\nx\ncello 3\n");
  EXPECT_EQ(ran.code, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err,
            "twofold: line 4: there is no goal called \"x\".\n"
            "  All goals   twofold goal list\nNothing was logged.\n");
}

TEST_F(Daily, ABatchOfAllOrNothingWithOneLineNamesItToo) {
  fake_.Refuse("EntryService/Log", Refusal(absl::StatusCode::kNotFound, "no_such_goal",
                                           "there is no goal called \"x\"."));
  EXPECT_EQ(FirstLineOf(Run({"log", "-", "--all-or-nothing"}, "\nx\n").err),
            "twofold: line 2: there is no goal called \"x\".");
}

TEST_F(Daily, NothingTypedTakesNoNoteAndNoWhyAway) {
  LiveTheFirstWeek(fake_);
  const Ran empty = Run({"log", "read", "--note", "-"}, "");
  EXPECT_EQ(empty.code, 2);
  EXPECT_EQ(FirstLineOf(empty.err), "twofold: there is no note to keep.");
  EXPECT_TRUE(fake_.Requests("EntryService/Log").empty());
  EXPECT_EQ(Run({"log", "read", "no", "--note", "-"}, "").code, 0);
  EXPECT_FALSE(Sent<daemon::v1::LogRequest>("EntryService/Log").answers(0).has_note());
  EXPECT_EQ(Run({"log", "read", "--note", "-"}, "none\n").code, 0);
  const auto away = Sent<daemon::v1::LogRequest>("EntryService/Log").answers(0);
  EXPECT_TRUE(away.has_note());
  EXPECT_EQ(away.note(), "");
  EXPECT_EQ(Run({"goal", "edit", "read", "--why", "-"}, "").code, 2);
  EXPECT_TRUE(fake_.Requests("GoalService/EditGoal").empty());
}

TEST_F(Daily, ABatchHasAtMostTenThousandAnswers) {
  fake_.Refuse("EntryService/Log", Refusal(absl::StatusCode::kNotFound, "taken", "taken."));
  std::string lines = "# not counted\n";
  for (std::size_t i = 0; i < limits::kAnswersPerCall; ++i) lines += "read\n";
  EXPECT_EQ(Run({"log", "-"}, lines).code, 3);
  EXPECT_EQ(Sent<daemon::v1::LogRequest>("EntryService/Log").answers_size(),
            static_cast<int>(limits::kAnswersPerCall));
  const Ran more = Run({"log", "-"}, lines + "read\n");
  EXPECT_EQ(more.code, 1);
  EXPECT_TRUE(absl::StrContains(more.err, "more than 10000 answers")) << more.err;
  EXPECT_EQ(fake_.Requests("EntryService/Log").size(), 1u);
}

TEST_F(Daily, RestTakesGoalsOrEverythingOrAFilter) {
  LiveTheFirstWeek(fake_);
  EXPECT_EQ(Run({"rest", "cello", "read", "--from", "mon", "--until", "sun"}).code, 0);
  auto sent = Sent<daemon::v1::RestRequest>("EntryService/Rest");
  EXPECT_EQ(sent.goals_size(), 2);
  EXPECT_EQ(sent.from(), "mon");
  EXPECT_EQ(sent.until(), "sun");
  Run({"rest", "--all"});
  EXPECT_TRUE(Sent<daemon::v1::RestRequest>("EntryService/Rest").everything());
  Run({"rest", "--tag", "calm"});
  EXPECT_EQ(Sent<daemon::v1::RestRequest>("EntryService/Rest").filter().tag(), "calm");
  EXPECT_EQ(Run({"rest", "--all", "cello"}).code, 2);
  EXPECT_EQ(Run({"rest", "--until", "sun"}).code, 2);
  EXPECT_EQ(Run({"rest", "--end"}).code, 2);
  EXPECT_EQ(Run({"rest", "--all", "--end"}).code, 0);
  EXPECT_TRUE(Sent<daemon::v1::EndRestRequest>("EntryService/EndRest").everything());
  EXPECT_EQ(Run({"rest", "--plain"}).out, "cello\t2026-11-22\t2026-11-28\tPractise cello\n");
  EXPECT_EQ(fake_.Requests("EntryService/Rest").size(), 3u);
}

TEST_F(Daily, AStepIsAddedTickedOrListed) {
  LiveTheFirstWeek(fake_);
  Run({"goal", "step", "move", "Pack", "the", "books"});
  EXPECT_EQ(Sent<daemon::v1::ChangeStepRequest>("GoalService/ChangeStep").title(),
            "Pack the books");
  Run({"goal", "step", "move", "--done", "1", "--on", "mon"});
  const auto done = Sent<daemon::v1::ChangeStepRequest>("GoalService/ChangeStep");
  EXPECT_EQ(done.what(), "done");
  EXPECT_EQ(done.number(), 1u);
  EXPECT_EQ(done.on(), "mon");
  EXPECT_EQ(Run({"goal", "step", "move", "--plain"}).out, "move\t1\t\tPack the books\n");
  EXPECT_EQ(Run({"goal", "step", "move", "--done", "0"}).code, 2);
  EXPECT_EQ(Run({"goal", "step", "move", "--done", "1", "--remove", "1"}).code, 2);
}

TEST_F(Daily, APlaceIsOneOfFour) {
  LiveTheFirstWeek(fake_);
  EXPECT_EQ(Run({"goal", "order", "read", "--after", "cello"}).code, 0);
  const auto sent = Sent<daemon::v1::MoveGoalRequest>("GoalService/MoveGoal");
  EXPECT_EQ(sent.where(), "after");
  EXPECT_EQ(sent.other(), "cello");
  EXPECT_EQ(Run({"goal", "order", "read"}).code, 2);
  EXPECT_EQ(Run({"goal", "order", "read", "--first", "--last"}).code, 2);
}

TEST_F(Daily, UndoGoesBackInStepsAndTellsEach) {
  LiveTheFirstWeek(fake_);
  TemporaryFolder folder;
  FakeDaemon fake(folder.socket());
  daemon::v1::UndoResponse undo;
  undo.mutable_act()->set_what("goal_add");
  undo.mutable_act()->set_handle("read");
  fake.Answer("EntryService/Undo", undo);
  fake.Answer("EntryService/Undo", undo);
  fake.Refuse("EntryService/Undo", Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_undo",
                                           "there is nothing left to undo."));
  variables_["TWOFOLD_SOCKET"] = folder.socket();
  const Ran ran = Run({"undo", "--steps", "3"});
  EXPECT_EQ(ran.code, 4);
  EXPECT_TRUE(
      absl::StartsWith(ran.out, "Undone: adding the goal read.\nUndone: adding the goal read.\n"))
      << ran.out;
  EXPECT_TRUE(absl::EndsWith(ran.err, "What is told above is undone.\n")) << ran.err;
  EXPECT_TRUE(absl::EndsWith(Run({"undo"}).err, "Nothing was undone.\n"));
  EXPECT_EQ(Run({"undo", "--steps", "0"}).code, 2);
}

TEST_F(Daily, FiltersReachTheDaemon) {
  LiveTheFirstWeek(fake_);
  Run({"today", "--me", "--tag", "calm", "--group", "Body", "--on", "mon"});
  const auto today = Sent<daemon::v1::TodayRequest>("EntryService/Today");
  EXPECT_EQ(today.filter().side(), "me");
  EXPECT_EQ(today.filter().tag(), "calm");
  EXPECT_EQ(today.filter().group(), "Body");
  EXPECT_EQ(today.on(), "mon");
  Run({"goal", "list", "--us", "--kind", "edge", "--search", "sea"});
  const auto list = Sent<daemon::v1::ListGoalsRequest>("GoalService/ListGoals");
  EXPECT_EQ(list.filter().side(), "us");
  EXPECT_EQ(list.filter().kind(), "edge");
  EXPECT_EQ(list.filter().search(), "sea");
}

TEST_F(Daily, AFilterThatLeavesNothingIsNotAnEmptyLife) {
  fake_.Answer("EntryService/Today", daemon::v1::TodayResponse());
  fake_.Answer("GoalService/ListGoals", daemon::v1::ListGoalsResponse());
  fake_.Answer("NumbersService/LookBack", daemon::v1::LookBackResponse());
  const std::string none = "No goal fits that.  All of them: twofold goal list --all\n";
  EXPECT_EQ(Run({"today", "--tag", "calm"}).out, none);
  EXPECT_EQ(Run({"goal", "list", "--search", "sea"}).out, none);
  EXPECT_EQ(Run({"week", "--group", "Body"}).out, none);
  EXPECT_EQ(Run({"today", "--tag", "calm", "--plain"}).out, "");
  EXPECT_TRUE(absl::StrContains(Run({"today"}).out, "Nothing yet."));
}

TEST_F(Daily, HistoryPagesByNumber) {
  LiveTheFirstWeek(fake_);
  Run({"history", "--limit", "5", "--before", "12"});
  const auto sent = Sent<daemon::v1::HistoryRequest>("EntryService/History");
  EXPECT_EQ(sent.limit(), 5u);
  EXPECT_EQ(sent.before(), 12u);
  EXPECT_EQ(Run({"history", "--limit", absl::StrCat(limits::kHistoryPage)}).code, 0);
  EXPECT_EQ(Run({"history", "--limit", absl::StrCat(limits::kHistoryPage + 1)}).code, 2);
}

TEST_F(Daily, ARevisionInAScriptAsksNothing) {
  LiveTheFirstWeek(fake_);
  const Ran ran = Run({"revise", "read", "--times", "4", "--per", "week", "--since", "mon",
                       "--learned", "-", "--plain"},
                      "less is more\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "read\t2026-11-22\tevery day\t4 times a week, any days\tRead 20 min\n");
  const auto sent = Sent<daemon::v1::ReviseGoalRequest>("GoalService/ReviseGoal");
  EXPECT_EQ(sent.from(), "mon");
  EXPECT_EQ(sent.learned(), "less is more");
  EXPECT_EQ(Run({"revise", "read", "--every", "day"}).code, 0);
  EXPECT_EQ(Run({"revise", "read"}).code, 2);
}

TEST_F(Daily, AProposalCarriesAllTerms) {
  LiveTheFirstWeek(fake_);
  Run({"propose", "Walk", "--kind", "time", "--at-least", "20min", "--counts", "phones away",
       "--until", "sun", "--yes"});
  const auto sent = Sent<daemon::v1::ProposeRequest>("CoupleService/Propose").terms();
  EXPECT_EQ(sent.kind(), "time");
  EXPECT_EQ(sent.at_least(), "20min");
  EXPECT_EQ(sent.meaning(), "phones away");
  EXPECT_EQ(sent.schedule().until(), "sun");
  Run({"change", "p1", "--counts", "none", "--yes"});
  const auto change = Sent<daemon::v1::ChangeRequest>("CoupleService/Change").terms();
  EXPECT_TRUE(change.has_meaning());
  EXPECT_EQ(change.meaning(), "");
}

TEST_F(Daily, ACheckinWithoutAPersonListsWhatIsOpenOrSaysHow) {
  LiveTheFirstWeek(fake_);
  EXPECT_EQ(Run({"checkin"}).code, 2);
  EXPECT_EQ(Run({"checkin", "read"}).code, 2);
  EXPECT_EQ(Run({"checkin", "--plain"}).out,
            "read\tme\topen\t\t0\t0\tRead 20 min\t\t\t\t\n"
            "cello\tme\tpart\t\t1\t3\tPractise cello\tweek\t\t\t\n");
  EXPECT_TRUE(absl::StartsWith(Run({"checkin", "--json"}).out,
                               "{\"schema\":\"twofold.checkin.v1\",\"day\":"));
}

}  // namespace
}  // namespace twofold

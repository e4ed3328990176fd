// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The real program on a terminal of its own: the walk of a check-in, and private questions.
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "core/base/refusal.h"
#include "tests/client/client_fixture.h"
#include "tests/client/first_week.h"

namespace twofold {
namespace {

using daemon::v1::DayLine;

class Checkin : public ClientTest {
 protected:
  Checkin() : ClientTest({{"USER", "noa"}, {"TERM", "dumb"}}) {}
  // Lets these be open on Monday, and every answer be kept.
  void Open(const std::vector<DayLine>& lines) {
    daemon::v1::TodayResponse today;
    today.set_day("2026-11-23");
    for (const DayLine& line : lines) *today.add_items() = line;
    fake_.Answer("EntryService/Today", today);
    daemon::v1::LogResponse log;
    *log.add_logged()->mutable_line() = Line(ReadGoal(), "done");
    fake_.Answer("EntryService/Log", log);
  }
  daemon::v1::Answer LastAnswer() {
    return fake_.LastRequest<daemon::v1::LogRequest>("EntryService/Log").answers(0);
  }
};

constexpr char kKeys[] = "[y]es [n]ot today [r]esting  > ";

TEST_F(Checkin, WalksThroughTheDayAndSaysWhatThePartnerReceives) {
  DayLine cello = Line(CelloGoal(), "part");
  cello.mutable_goal()->clear_unit();
  cello.mutable_goal()->set_kind("check");
  cello.set_due(3);
  cello.set_per("week");
  daemon::v1::TodayResponse today;
  today.set_day("2026-11-23");
  *today.add_items() = Line(ReadGoal(), "open");
  *today.add_items() = Line(CelloGoal(), "done");
  *today.add_items() = cello;
  *today.add_items() = Line(WalkGoal(), "open");
  fake_.Answer("EntryService/Today", today);
  daemon::v1::LogResponse log;
  *log.add_logged()->mutable_line() = Line(ReadGoal(), "done");
  fake_.Answer("EntryService/Log", log);
  *log.mutable_logged(0)->mutable_line() = Line(WalkGoal(), "done");
  log.mutable_logged(0)->set_day("2026-11-23");
  log.mutable_logged(0)->set_shared_with("Sam");
  fake_.Answer("EntryService/Log", log);
  daemon::v1::RestResponse rest;
  rest.add_rests()->set_first_day("2026-11-23");
  rest.mutable_rests(0)->set_last_day("2026-11-28");
  fake_.Answer("EntryService/Rest", rest);

  TwofoldOnTerminal terminal({"checkin"}, variables_);
  ASSERT_TRUE(terminal.Shows("Monday 23 November"));
  ASSERT_TRUE(terminal.Shows("Enter skips one, Ctrl-D ends, nothing is lost.\n\n"));
  ASSERT_TRUE(terminal.Shows("  read    Read 20 min                    "));
  ASSERT_TRUE(terminal.Shows(kKeys));
  terminal.Type("y\n");
  ASSERT_TRUE(terminal.Shows("  cello   Practise cello, 0 of 3         "));
  ASSERT_TRUE(terminal.Shows(kKeys));
  EXPECT_EQ(LastAnswer().goal(), "read");
  EXPECT_EQ(LastAnswer().what(), "yes");
  EXPECT_EQ(LastAnswer().on(), "2026-11-23");
  terminal.Type("r\n");
  ASSERT_TRUE(terminal.Shows("          Resting until  [tomorrow]  > "));
  terminal.Type("sat\n");
  ASSERT_TRUE(terminal.Shows("          Resting, Mon 23 Nov"));
  ASSERT_TRUE(
      terminal.Shows("  walk    Evening walk together          [y] it happened  [n]ot  > "));
  const auto rested = fake_.LastRequest<daemon::v1::RestRequest>("EntryService/Rest");
  EXPECT_EQ(rested.goals(0), "cello");
  EXPECT_EQ(rested.from(), "2026-11-23");
  EXPECT_EQ(rested.until(), "sat");
  terminal.Type("y\n");
  ASSERT_TRUE(terminal.Shows("\nKept.  Shared with Sam: \"walk\" happened on Mon 23 Nov"));
  ASSERT_TRUE(terminal.Shows("Nothing else.\n"));
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(terminal.screen().find('\x1b'), std::string::npos);
}

TEST_F(Checkin, EnterSkipsAndTheEndOfInputKeepsWhatWasAnswered) {
  Open({Line(ReadGoal(), "open"), Line(CelloGoal(), "open"), Line(WalkGoal(), "open")});
  TwofoldOnTerminal terminal({"checkin", "--on", "mon"}, variables_);
  ASSERT_TRUE(terminal.Shows(kKeys));
  terminal.Type("\n");
  ASSERT_TRUE(terminal.Shows("how many min [n]ot today [r]esting  > "));
  EXPECT_TRUE(fake_.Requests("EntryService/Log").empty());
  terminal.Type("30min\n");
  ASSERT_TRUE(terminal.Shows("[n]ot  > "));
  terminal.Type("\x04");
  ASSERT_TRUE(terminal.Shows("Kept.\n"));
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(fake_.Requests("EntryService/Log").size(), 1u);
  EXPECT_EQ(LastAnswer().what(), "30min");
  EXPECT_EQ(fake_.LastRequest<daemon::v1::TodayRequest>("EntryService/Today").on(), "mon");
}

TEST_F(Checkin, NothingOpenIsSaidAndNothingAnsweredToo) {
  Open({Line(ReadGoal(), "done")});
  TwofoldOnTerminal none({"checkin"}, variables_);
  ASSERT_TRUE(none.Shows("Nothing is open on Monday 23 November"));
  EXPECT_EQ(none.Wait(), 0);
  TemporaryFolder folder;
  FakeDaemon fake(folder.socket());
  daemon::v1::TodayResponse today;
  *today.add_items() = Line(ReadGoal(), "open");
  fake.Answer("EntryService/Today", today);
  variables_["TWOFOLD_SOCKET"] = folder.socket();
  TwofoldOnTerminal left({"checkin"}, variables_);
  ASSERT_TRUE(left.Shows(kKeys));
  left.Type("\x04");
  ASSERT_TRUE(left.Shows("Nothing was answered; it stays open.\n"));
  EXPECT_EQ(left.Wait(), 0);
}

TEST_F(Checkin, WhatWasTypedAheadDoesNotAnswer) {
  Open({Line(ReadGoal(), "open"), Line(WalkGoal(), "open")});
  TwofoldOnTerminal terminal({"checkin"}, variables_);
  ASSERT_TRUE(terminal.Shows(kKeys));
  terminal.Type("y\ny\n");
  ASSERT_TRUE(terminal.Shows("[y] it happened  [n]ot  > "));
  terminal.Type("n\n");
  ASSERT_TRUE(terminal.Shows("Kept."));
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(fake_.Requests("EntryService/Log").size(), 2u);
  EXPECT_EQ(LastAnswer().what(), "no");
}

TEST_F(Checkin, ASlipIsToldAndAskedAgain) {
  daemon::v1::TodayResponse today;
  today.set_day("2026-11-23");
  *today.add_items() = Line(CelloGoal(), "open");
  fake_.Answer("EntryService/Today", today);
  fake_.Refuse("EntryService/Log",
               Refusal(absl::StatusCode::kInvalidArgument, "amount_not_understood",
                       "\"abc\" is not an amount. Try 30min or 20."));
  daemon::v1::LogResponse log;
  *log.add_logged()->mutable_line() = Line(CelloGoal(), "done");
  fake_.Answer("EntryService/Log", log);
  TwofoldOnTerminal terminal({"checkin"}, variables_);
  ASSERT_TRUE(terminal.Shows("[r]esting  > "));
  terminal.Type("abc\n");
  ASSERT_TRUE(terminal.Shows("twofold: \"abc\" is not an amount. Try 30min or 20.\n"));
  ASSERT_TRUE(terminal.Shows("[r]esting  > "));
  terminal.Type("20\n");
  ASSERT_TRUE(terminal.Shows("Kept."));
  EXPECT_EQ(terminal.Wait(), 0);
}

TEST_F(Checkin, APlusAddsANoteOfSeveralLines) {
  Open({Line(ReadGoal(), "open")});
  TwofoldOnTerminal terminal({"checkin"}, variables_);
  ASSERT_TRUE(terminal.Shows(kKeys));
  terminal.Type("+\n");
  ASSERT_TRUE(terminal.Shows("          with a note: [y]es [n]ot today [r]esting  > "));
  terminal.Type("n\n");
  ASSERT_TRUE(terminal.Shows("Your note, for you alone.  An empty line ends it.\n> "));
  terminal.Type("too tired\n");
  ASSERT_TRUE(terminal.Shows("> "));
  terminal.Type("and fine\n");
  ASSERT_TRUE(terminal.Shows("> "));
  terminal.Type("\n");
  ASSERT_TRUE(terminal.Shows("Kept."));
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(LastAnswer().what(), "no");
  EXPECT_EQ(LastAnswer().note(), "too tired\nand fine");
}

TEST_F(Checkin, AsksForEaseWhereItIsTimeAndWhatItWasLike) {
  DayLine read = Line(ReadGoal(), "open");
  read.set_ease_due(true);
  DayLine paint = Line(ReadGoal(), "open");
  paint.mutable_goal()->set_kind("explore");
  Open({read, paint});
  fake_.Answer("EntryService/SetEase", daemon::v1::SetEaseResponse());
  TwofoldOnTerminal terminal({"checkin"}, variables_);
  ASSERT_TRUE(terminal.Shows(kKeys));
  terminal.Type("y\n");
  ASSERT_TRUE(terminal.Shows("How much by itself, 1 to 5? Enter leaves it  > "));
  terminal.Type("4\n");
  ASSERT_TRUE(terminal.Shows("[t]ried [r]esting  > "));
  EXPECT_EQ(fake_.LastRequest<daemon::v1::SetEaseRequest>("EntryService/SetEase").ease(), "4");
  terminal.Type("t\n");
  ASSERT_TRUE(terminal.Shows("What was it like? Enter leaves it open.\n> "));
  terminal.Type("messy, and good\n");
  ASSERT_TRUE(terminal.Shows("Kept."));
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(LastAnswer().note(), "messy, and good");
}

TEST_F(Checkin, WhatNoDayAsksForIsOfferedLast) {
  DayLine edge = Line(ReadGoal(), "not_due");
  edge.mutable_goal()->set_kind("edge");
  edge.set_offered(true);
  Open({edge, Line(WalkGoal(), "open")});
  TwofoldOnTerminal terminal({"checkin"}, variables_);
  ASSERT_TRUE(terminal.Shows("  walk    Evening walk together          [y] it happened"));
  terminal.Type("y\n");
  ASSERT_TRUE(terminal.Shows("  And, if you like:\n  read    Read 20 min"));
  ASSERT_TRUE(terminal.Shows("[d]id [s]tayed [b]ack [r]esting  > "));
  terminal.Type("s\n");
  ASSERT_TRUE(terminal.Shows("Kept."));
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(LastAnswer().what(), "stayed");
}

TEST_F(Checkin, NothingThatIsOnlyOfferedStaysOpen) {
  DayLine mood = Line(ReadGoal(), "not_due");
  mood.mutable_goal()->set_kind("observe");
  mood.set_offered(true);
  Open({mood});
  TwofoldOnTerminal terminal({"checkin"}, variables_);
  ASSERT_TRUE(terminal.Shows("nothing is lost.\n\n  And, if you like:\n  read"));
  ASSERT_TRUE(terminal.Shows("  > "));
  terminal.Type("\x04");
  ASSERT_TRUE(terminal.Shows("Nothing was answered.\n"));
  EXPECT_EQ(terminal.Wait(), 0);
}

TEST_F(Checkin, AStepOfAMilestoneIsTickedByItsNumber) {
  Open({Line(MoveGoal(), "open")});
  fake_.Answer("GoalService/ChangeStep", daemon::v1::ChangeStepResponse());
  TwofoldOnTerminal terminal({"checkin"}, variables_);
  ASSERT_TRUE(terminal.Shows("the step's number, or [y] reached [n]ot today  > "));
  terminal.Type("1\n");
  ASSERT_TRUE(terminal.Shows("Kept."));
  EXPECT_EQ(terminal.Wait(), 0);
  const auto sent = fake_.LastRequest<daemon::v1::ChangeStepRequest>("GoalService/ChangeStep");
  EXPECT_EQ(sent.what(), "done");
  EXPECT_EQ(sent.on(), "2026-11-23");
}

TEST_F(Checkin, ControlCLeavesWhatWasAnswered) {
  Open({Line(ReadGoal(), "open"), Line(WalkGoal(), "open")});
  TwofoldOnTerminal terminal({"checkin"}, variables_);
  ASSERT_TRUE(terminal.Shows(kKeys));
  terminal.Type("y\n");
  ASSERT_TRUE(terminal.Shows("[n]ot  > "));
  terminal.Type("\x03");
  EXPECT_TRUE(terminal.Shows("What was answered before is kept."));
  EXPECT_EQ(terminal.Wait(), 130);
}

TEST_F(Checkin, PrivateQuestionsCanBeLeftWithoutATrace) {
  LiveTheFirstWeek(fake_);
  TwofoldOnTerminal note({"log", "read", "--note"}, variables_);
  ASSERT_TRUE(note.Shows("Your note, for you alone.  An empty line ends it.\n> "));
  note.Type("\x04");
  EXPECT_TRUE(note.Shows("Nothing was changed."));
  EXPECT_EQ(note.Wait(), 1);
  EXPECT_TRUE(fake_.Requests("EntryService/Log").empty());
  TwofoldOnTerminal revise({"revise", "read", "--times", "4"}, variables_);
  ASSERT_TRUE(revise.Shows("What did you learn? Enter leaves it open.\n> "));
  revise.Type("\n");
  EXPECT_TRUE(revise.Shows("Changed  read"));
  EXPECT_EQ(revise.Wait(), 0);
  EXPECT_EQ(fake_.LastRequest<daemon::v1::ReviseGoalRequest>("GoalService/ReviseGoal").learned(),
            "");
}

}  // namespace
}  // namespace twofold

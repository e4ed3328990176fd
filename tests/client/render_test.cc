// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What people read, word for word.
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "client/render/acts.h"
#include "client/render/checkin.h"
#include "client/render/couple.h"
#include "client/render/days.h"
#include "client/render/entries.h"
#include "client/render/goal_changes.h"
#include "client/render/goals.h"
#include "client/render/pairing.h"
#include "client/render/rests.h"
#include "client/render/standing.h"
#include "client/render/width.h"
#include "tests/client/screen.h"

namespace twofold {
namespace {

using daemon::v1::DayLine;
using daemon::v1::Goal;
using daemon::v1::OpenProposal;
using daemon::v1::Schedule;

Schedule On(const std::string& shape, std::vector<std::string> days, const std::string& at) {
  Schedule schedule;
  schedule.set_shape(shape);
  for (const std::string& day : days) schedule.add_weekdays(day);
  if (shape == "times_per_week") schedule.set_times(3);
  schedule.set_at(at);
  return schedule;
}

DayLine MakeLine(const std::string& handle, const std::string& title, const std::string& state) {
  DayLine line;
  line.mutable_goal()->set_handle(handle);
  line.mutable_goal()->set_side("me");
  line.mutable_goal()->set_title(title);
  line.mutable_goal()->mutable_schedule()->set_shape("every_day");
  line.set_state(state);
  return line;
}

OpenProposal MakeProposal(const std::string& from) {
  OpenProposal proposal;
  proposal.set_handle("p1");
  proposal.set_from(from);
  proposal.mutable_terms()->set_title("Evening walk together");
  *proposal.mutable_terms()->mutable_schedule() = On("weekdays", {"mon", "wed", "fri"}, "20:00");
  return proposal;
}

daemon::v1::TodayResponse MakeToday() {
  daemon::v1::TodayResponse today;
  today.set_day("2026-11-22");
  *today.add_items() = MakeLine("read", "Read 20 min", "open");
  DayLine cello = MakeLine("cello", "Practise cello", "part");
  cello.mutable_goal()->mutable_schedule()->set_shape("times_per_week");
  cello.set_done(1);
  cello.set_due(3);
  cello.set_per("week");
  *today.add_items() = cello;
  return today;
}

TEST(Update, IsAskedForInOneLineAboveTheGoals) {
  daemon::v1::TodayResponse today = MakeToday();
  const std::string without = TodayText(Screen(), today);
  today.set_update_needed("Until twofold is updated on this computer, read can only be read here.");
  const std::string with = TodayText(Screen(), today);
  EXPECT_EQ(with, absl::StrReplaceAll(without,
                                      {{"Sunday 22 November\n",
                                        "Sunday 22 November\n\n  Until twofold is updated on this "
                                        "computer, read can only be read here.\n"}}));
}

TEST(Update, IsNamedBesideTheGoalInAList) {
  daemon::v1::ListGoalsResponse list;
  *list.add_goals() = MakeLine("read", "Read", "open").goal();
  list.mutable_goals(0)->set_waits("read_only");
  *list.add_goals() = MakeLine("walk", "Walk", "open").goal();
  list.mutable_goals(1)->set_side("us");
  list.mutable_goals(1)->set_state("ended");
  list.mutable_goals(1)->set_waits("not_shared");
  const std::string text = GoalListText(Screen(), list);
  EXPECT_TRUE(absl::StrContains(text, "only to be read until an update")) << text;
  EXPECT_TRUE(absl::StrContains(text, "not shared until an update")) << text;
  EXPECT_FALSE(absl::StrContains(text, "ended")) << text;
}

TEST(Days, AreToldWithWeekdayAndWithTheYearOnlyWhenItIsAnother) {
  EXPECT_EQ(DayText(Screen(), "2026-11-21"), "Sat 21 Nov");
  EXPECT_EQ(DayText(Screen(), "2025-11-21"), "Fri 21 Nov 2025");
  EXPECT_EQ(LongDayText(Screen(), "2026-11-22"), "Sunday 22 November");
  EXPECT_EQ(DayText(Screen(), "what\x1b[31m"), "what[31m");
}

TEST(Schedules, AreSaidAsPeopleSayThem) {
  const Look look = Screen();
  EXPECT_EQ(ScheduleText(look, On("every_day", {}, "")), "every day");
  EXPECT_EQ(ScheduleText(look, On("every_day", {}, "07:00")), "every day at 07:00");
  EXPECT_EQ(ScheduleText(look, On("weekdays", {"mon", "wed", "fri"}, "20:00")),
            "Mon, Wed and Fri at 20:00");
  EXPECT_EQ(ScheduleText(look, On("weekdays", {"mon"}, "")), "Mon");
  EXPECT_EQ(ScheduleText(look, On("weekdays", {"mon", "tue", "wed", "thu", "fri"}, "")),
            "every weekday");
  EXPECT_EQ(ScheduleText(look, On("weekdays", {"mon", "tue", "wed", "thu", "sat"}, "")),
            "Mon, Tue, Wed, Thu and Sat");
  EXPECT_EQ(ScheduleText(look, On("times_per_week", {}, "")), "3 times a week");
}

TEST(Today, ShowsIBeforeWeWithTheTextLast) {
  EXPECT_EQ(TodayText(Screen(), MakeToday()),
            "Sunday 22 November\n\n"
            "I\n"
            "  ○  read    any time today    Read 20 min\n"
            "  ◐  cello   1 of 3 this week  Practise cello\n\n"
            "We\n"
            "     Nothing shared yet. To invite your partner: twofold pair\n");
}

TEST(Today, ShowsAnOpenCheckInAndAProposalThatWaits) {
  daemon::v1::TodayResponse today = MakeToday();
  today.mutable_items()->DeleteSubrange(1, 1);
  today.set_checkin_open_since("21:00");
  today.set_paired(true);
  today.set_partner_name("Noa");
  *today.add_proposals() = MakeProposal("partner");
  EXPECT_EQ(TodayText(Screen(), today),
            "Sunday 22 November\n\n"
            "  ·  Your check-in is open since 21:00: twofold checkin\n\n"
            "I\n"
            "  ○  read    any time today  Read 20 min\n\n"
            "We\n"
            "  ?  p1      Noa proposes: Evening walk together\n"
            "             Mon, Wed and Fri at 20:00\n"
            "             twofold accept p1 · change p1 · decline p1 · or leave it lying\n");
}

TEST(Today, HasAsciiTwinsForMarksAndLosesNothing) {
  Look look = Screen();
  look.ascii_marks = look.ascii_text = true;
  daemon::v1::TodayResponse today = MakeToday();
  today.mutable_items(0)->mutable_goal()->set_title("Käse");
  const std::string text = TodayText(look, today);
  EXPECT_NE(text.find("  o  read    any time today    K\\u{e4}se\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  %  cello "), std::string::npos) << text;
  for (const char c : text) EXPECT_LT(static_cast<unsigned char>(c), 0x80) << text;
}

TEST(Today, LeavesTheDetailOutOnANarrowScreen) {
  Look look = Screen();
  look.columns = 40;
  EXPECT_NE(TodayText(look, MakeToday()).find("  ○  read    Read 20 min\n"), std::string::npos);
}

TEST(Today, ColoursSayIAndWeAndAreGoneWithoutColour) {
  Look look = Screen();
  EXPECT_EQ(TodayText(look, MakeToday()).find('\x1b'), std::string::npos);
  look.color = true;
  EXPECT_NE(TodayText(look, MakeToday()).find("\x1b[36mI\x1b[0m"), std::string::npos);
}

TEST(Log, SaysDayAmountAndWhoReceivesIt) {
  daemon::v1::Logged response;
  *response.mutable_line() = MakeLine("read", "Read 20 min", "done");
  response.mutable_line()->set_answer("yes");
  response.set_day("2026-11-21");
  response.set_is_today(true);
  EXPECT_EQ(LogText(Screen(), response), "● read    Read 20 min · today, Sat 21 Nov\n");
  response.mutable_line()->mutable_goal()->set_unit("min");
  response.set_added("30");
  response.mutable_line()->set_amount("30");
  response.mutable_line()->clear_answer();
  response.set_is_today(false);
  EXPECT_EQ(LogText(Screen(), response), "● read    Read 20 min · 30 min · Sat 21 Nov\n");
  response.mutable_line()->set_amount("50");
  response.set_shared_with("Sam");
  EXPECT_EQ(LogText(Screen(), response),
            "● read    Read 20 min · 30 min, 50 in all · Sat 21 Nov\n"
            "Shared with Sam: this entry. Nothing else.\n");
}

TEST(Undo, TellsWhatAndOnWhichDay) {
  daemon::v1::UndoResponse response;
  response.mutable_act()->set_what("log");
  response.mutable_act()->set_handle("cello");
  response.mutable_act()->set_day("2026-11-21");
  response.mutable_act()->set_amount("300");
  response.mutable_act()->set_unit("min");
  response.set_day_blank(true);
  EXPECT_EQ(UndoneText(Screen(), {response}),
            "Undone: cello, 300 min on Sat 21 Nov. That day is blank again.\n"
            "Bring it back: twofold redo    Go further back: twofold undo\n");
  response.set_already_given(true);
  EXPECT_NE(UndoneText(Screen(), {response}).find("keeps having seen it."), std::string::npos);
}

TEST(Preview, IsWhatTheFirstWeekShows) {
  EXPECT_EQ(PreviewText(Screen(), MakeProposal("me"), "Noa", "Sam"),
            "Sam will receive exactly this:\n\n"
            "    Noa proposes: Evening walk together\n"
            "    Mon, Wed and Fri at 20:00. It begins only if you agree.\n\n");
  OpenProposal changed = MakeProposal("me");
  *changed.mutable_previous() = changed.terms();
  *changed.mutable_terms()->mutable_schedule() = On("weekdays", {"mon", "wed"}, "20:00");
  EXPECT_EQ(PreviewText(Screen(), changed, "Sam", "Noa"),
            "Noa will receive exactly this:\n\n"
            "    Sam would agree to: Evening walk together\n"
            "    Mon and Wed at 20:00 (yours said Mon, Wed, Fri)\n\n");
}

TEST(Preview, ShowsALongTitleWholeWithinTheScreen) {
  OpenProposal proposal = MakeProposal("me");
  proposal.mutable_terms()->set_title(std::string(39, 'a') + " " + std::string(40, 'b'));
  const std::string text = PreviewText(Screen(), proposal, "Noa", "Sam");
  EXPECT_NE(text.find(std::string(39, 'a')), std::string::npos);
  EXPECT_NE(text.find(std::string(40, 'b')), std::string::npos);
}

TEST(Text, FromAPartnerCannotSteerTheTerminal) {
  daemon::v1::TodayResponse today = MakeToday();
  today.set_paired(true);
  today.set_partner_name("S\x1b[2Jam");
  *today.add_proposals() = MakeProposal("partner");
  today.mutable_proposals(0)->mutable_terms()->set_title(
      "a\xE2\x80\xAE"
      "b\nWe\rc\x07");
  const std::string text = TodayText(Screen(), today);
  for (const char* unwanted : {"\x1b", "\xE2\x80\xAE", "\r", "\x07", "b\nWe"}) {
    EXPECT_EQ(text.find(unwanted), std::string::npos) << text;
  }
}

TEST(EveryLine, FitsEightyColumnsWithLongTitlesOfAnyScript) {
  const std::string latin(40, 'W');
  std::string hebrew, chinese, emoji;
  for (int i = 0; i < 40; ++i) {
    hebrew += "\xD7\x90";
    chinese += "\xE6\x97\xA5";
    emoji += "\xF0\x9F\x91\x8D";
  }
  for (const std::string& title : {latin, hebrew, chinese, emoji}) {
    for (const bool ascii : {false, true}) {
      Look look = Screen();
      look.ascii_marks = look.ascii_text = ascii;
      daemon::v1::TodayResponse today = MakeToday();
      for (DayLine& line : *today.mutable_items()) line.mutable_goal()->set_title(title);
      *today.add_proposals() = MakeProposal("partner");
      *today.add_proposals() = MakeProposal("me");
      for (OpenProposal& proposal : *today.mutable_proposals()) {
        proposal.mutable_terms()->set_title(title);
        proposal.mutable_previous()->set_title(title + "x");
        *proposal.mutable_previous()->mutable_schedule() = On("weekdays", {"sat", "sun"}, "08:00");
      }
      daemon::v1::Logged log;
      *log.mutable_line() = today.items(1);
      log.mutable_line()->mutable_goal()->set_unit("min");
      log.set_added("1000000");
      log.set_day("2025-11-21");
      log.set_shared_with(title);
      daemon::v1::AddGoalResponse added;
      *added.mutable_goal() = today.items(0).goal();
      *added.mutable_goal()->mutable_schedule() =
          On("weekdays", {"mon", "tue", "wed", "thu", "sat", "sun"}, "20:00");
      daemon::v1::ListGoalsResponse list;
      *list.add_goals() = added.goal();
      daemon::v1::AcceptResponse accepted;
      *accepted.mutable_goal() = added.goal();
      daemon::v1::SharedResponse shared;
      shared.set_partner_name(title);
      shared.set_own_name(title);
      shared.add_given()->set_title(title);
      shared.mutable_given(0)->add_versions()->set_title(title);
      daemon::v1::WithdrawResponse withdrawn;
      *withdrawn.mutable_proposal() = today.proposals(0);
      list.mutable_goals(0)->set_group(title);
      list.mutable_goals(0)->mutable_target()->set_amount("1000000");
      list.mutable_goals(0)->mutable_target()->set_per("month");
      log.mutable_line()->set_answer("different");
      log.set_note("x");
      log.set_first_day("2024-11-21");
      log.set_days(366);
      daemon::v1::LogResponse batch;
      *batch.add_logged() = log;
      batch.add_logged()->mutable_refusal()->set_sentence("line 2: \"" + title + "\" is no goal.");
      daemon::v1::ReviseGoalResponse revised;
      *revised.mutable_goal() = list.goals(0);
      revised.mutable_goal()->set_meaning(title);
      *revised.mutable_before() = revised.goal();
      daemon::v1::EditGoalResponse edited;
      *edited.mutable_goal() = revised.goal();
      edited.mutable_goal()->set_cue(title);
      edited.mutable_goal()->add_tags(title);
      edited.mutable_goal()->set_why(title + title);
      edited.mutable_goal()->add_steps()->set_title(title);
      daemon::v1::RestResponse rested;
      rested.add_rests()->set_handle("read");
      rested.mutable_rests(0)->set_title(title);
      rested.mutable_rests(0)->set_first_day("2025-11-22");
      rested.mutable_rests(0)->set_last_day("2025-11-28");
      daemon::v1::HistoryResponse history;
      history.add_acts()->set_what("goal_restore");
      history.mutable_acts(0)->set_handle("read");
      history.mutable_acts(0)->set_title(title);
      daemon::v1::UndoResponse undone;
      *undone.mutable_act() = history.acts(0);
      const std::string changes = absl::StrCat(
          BatchText(look, batch), RevisedText(look, revised), GoalEditedText(look, edited),
          StepsText(look, edited.goal()), RestedText(look, rested), HistoryText(look, history),
          UndoneText(look, {undone}), CheckedInText(look, {log}),
          CheckinQuestion(look, today.items(1), "[y]es [n]ot today [r]esting"));
      for (absl::string_view line : absl::StrSplit(changes, '\n')) {
        EXPECT_LE(Width(line), 80) << line;
      }
      const std::string all = absl::StrCat(
          TodayText(look, today), LogText(look, log), GoalAddedText(look, added),
          GoalListText(look, list), AcceptedText(look, accepted), SharedText(look, shared),
          WithdrawnText(look, withdrawn), PreviewText(look, today.proposals(0), title, title),
          LeavingText(look, title));
      for (absl::string_view line : absl::StrSplit(all, '\n')) {
        EXPECT_LE(Width(line), 80) << line;
      }
    }
  }
}

TEST(Start, SaysOnlyWhatIsTrueNow) {
  daemon::v1::StartResponse response;
  response.set_name("Noa");
  response.set_checkin_at("21:00");
  response.set_data_folder("/home/noa/.local/share/twofold");
  EXPECT_EQ(StartedText(Screen(), response, "/home/noa"),
            "\nReady.\n"
            "  Your data   ~/.local/share/twofold, readable by you alone. Someone who can\n"
            "              use your unlocked computer can read it: twofold help safety\n"
            "  Network     none. Nothing is contacted until you run \"twofold pair\".\n"
            "  Check-in    from 21:00, \"twofold today\" says so\n\n"
            "Next, something that is only yours:\n"
            "  twofold goal add \"Read 20 min\" --every day\n");
  response.set_already_started(true);
  EXPECT_EQ(StartedText(Screen(), response, "/home/no").substr(0, 37),
            "Set up already; nothing was changed.\n");
}

TEST(Status, TellsASilentRelayWithoutAlarm) {
  daemon::v1::StatusResponse status;
  status.set_version("0.1.0");
  status.set_started(true);
  status.set_paired(true);
  status.set_partner_name("Sam");
  status.set_paired_since("2026-11-22");
  status.set_relay("relay.example.org");
  status.set_relay_state("silent");
  status.set_relay_since("18:20");
  status.set_relay_next_try("18:41");
  status.set_waiting_to_send(2);
  status.set_data_bytes(1'234'567);
  status.set_data_folder("/d");
  EXPECT_EQ(StatusText(Screen(), status, ""),
            "Service   running, twofoldd 0.1.0\n"
            "Shared    with Sam since Sun 22 Nov\n"
            "Relay     relay.example.org does not answer since 18:20; next try 18:41\n"
            "Waiting   2 things to send; they go by themselves. Everything else works.\n"
            "Check-in  none\n"
            "Data      1.2 MB · /d\n");
}

TEST(Status, SaysThatThingsWaitOnPurposeAndUntilAboutWhen) {
  daemon::v1::StatusResponse status;
  status.set_started(true);
  status.set_relay("relay.example.org");
  status.set_relay_state("answers");
  status.set_waiting_to_send(1);
  EXPECT_TRUE(absl::StrContains(StatusText(Screen(), status, ""),
                                "Waiting   1 thing to send; it goes by itself.\n"))
      << "of one's own side too";
  status.set_delivers_at("21:40");
  EXPECT_TRUE(absl::StrContains(
      StatusText(Screen(), status, ""),
      "Waiting   1 thing waits on purpose until about 21:40; now: twofold sync\n"));
  status.set_waiting_to_send(2);
  EXPECT_TRUE(absl::StrContains(StatusText(Screen(), status, ""), "2 things wait on purpose"));
  EXPECT_TRUE(absl::StrContains(StatusPlain(status), "delivers_at\t21:40\n"));
}

TEST(Code, IsANumberToReadAndSaysWhatADifferenceMeans) {
  daemon::v1::CodeResponse code;
  code.set_number("482 913");
  const std::string text = CodeText(Screen(), code);
  EXPECT_EQ(text,
            "\n    482 913\n\n"
            "Read it to each other. The same number on both computers means that both have\n"
            "exactly the same of what you share.\n"
            "If they differ, one of you has something that the other has not received yet:\n"
            "run \"twofold sync\" on both and read again. If they still differ: twofold doctor\n");
  code.set_waiting_to_send(2);
  code.set_held(1);
  const std::string more = CodeText(Screen(), code);
  EXPECT_TRUE(absl::StrContains(more, "2 things wait here to be sent"));
  EXPECT_TRUE(absl::StrContains(more, "1 thing that came here"));
  EXPECT_EQ(CodePlain(code), "482913\t2\t1\n");
}

TEST(Shared, ListsEveryWordingAndTheName) {
  daemon::v1::SharedResponse shared;
  shared.set_partner_name("Sam");
  shared.set_own_name("Noa");
  shared.set_own_goals(1);
  daemon::v1::Given& given = *shared.add_given();
  given.set_handle("walk");
  given.set_what("goal");
  given.set_title("Walk");
  given.set_days(1);
  given.add_versions()->set_title("Walk");
  given.add_versions()->set_title("A walk");
  EXPECT_EQ(SharedText(Screen(), shared),
            "What Sam has been given, complete\n\n"
            "  walk    We goal, happened on 1 day  Walk\n"
            "          Sent: Walk; every day\n"
            "          Sent: A walk; every day\n"
            "          your name                   Noa\n\n"
            "Never given by anything twofold does: your 1 I goal, your check-in time, when\n"
            "you are here, what you have read.\n");
}

TEST(Invitation, ShowsTwelveWordsInTwoLines) {
  daemon::v1::InviteResponse response;
  for (const char* word : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"}) {
    response.add_words(word);
  }
  EXPECT_NE(InvitationText(Screen(), response).find("\n\n    a b c  d e f\n    g h i  j k l\n"),
            std::string::npos)
      << InvitationText(Screen(), response);
  EXPECT_EQ(InvitationPlain(response), "a b c d e f g h i j k l\n");
}

TEST(Width, CountsColumnsAndCutsBeforeTheEdge) {
  EXPECT_EQ(Width("abc"), 3);
  EXPECT_EQ(Width("\xE6\x97\xA5"), 2);
  EXPECT_EQ(Width("e\xCC\x81"), 1);
  EXPECT_EQ(Fit("abcdef", 6, "…"), "abcdef");
  EXPECT_EQ(Fit("abcdefg", 6, "…"), "abcde…");
  EXPECT_EQ(Fit("\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5", 4, "…"), "\xE6\x97\xA5…");
  EXPECT_EQ(Wrap("aa bb cc", 5, LongWord::kBreak), (std::vector<std::string>{"aa bb", "cc"}));
  EXPECT_EQ(Wrap("aaaaaaa", 5, LongWord::kKeep), (std::vector<std::string>{"aaaaaaa"}));
  EXPECT_EQ(Wrap("aaaaaaa", 5, LongWord::kBreak), (std::vector<std::string>{"aaaaa", "aa"}));
}

TEST(Agreement, NamesTheUnitToBothWhereverItIsShown) {
  daemon::v1::AcceptResponse accepted;
  accepted.set_day("2026-11-22");
  accepted.mutable_goal()->set_handle("run");
  accepted.mutable_goal()->set_title("Run");
  accepted.mutable_goal()->set_unit("km");
  *accepted.mutable_goal()->mutable_schedule() = On("every_day", {}, "");
  EXPECT_TRUE(
      absl::StrContains(AcceptedText(Screen(), accepted), "Run · every day, counted in km\n"));
  daemon::v1::SharedResponse shared;
  daemon::v1::Given* given = shared.add_given();
  given->set_what("proposal");
  given->set_state("open");
  daemon::v1::GivenVersion* version = given->add_versions();
  version->set_title("Run");
  version->mutable_terms()->set_unit("km");
  *version->mutable_terms()->mutable_schedule() = On("every_day", {}, "");
  EXPECT_TRUE(
      absl::StrContains(SharedText(Screen(), shared), "Sent: Run; every day, counted in km\n"));
}

}  // namespace
}  // namespace twofold

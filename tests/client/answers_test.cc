// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A day, its answers, rests and acts as people read them.
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "client/render/acts.h"
#include "client/render/checkin.h"
#include "client/render/entries.h"
#include "client/render/rests.h"
#include "tests/client/screen.h"

namespace twofold {
namespace {

using daemon::v1::DayLine;
using daemon::v1::Logged;

constexpr char kToday[] = "2026-11-22";

DayLine In(const std::string& state) {
  DayLine line;
  line.mutable_goal()->set_handle("read");
  line.mutable_goal()->set_side("me");
  line.mutable_goal()->set_title("Read");
  line.mutable_goal()->mutable_schedule()->set_shape("every_day");
  line.set_state(state);
  return line;
}

std::string Standing(const DayLine& line) { return StandingText(Screen(), line, kToday); }

TEST(Standing, SaysEveryStateNeutrally) {
  EXPECT_EQ(Standing(In("open")), "any time today");
  EXPECT_EQ(Standing(In("done")), "done");
  EXPECT_EQ(Standing(In("not_due")), "not due");
  EXPECT_EQ(Standing(In("not_today")), "not today");
  EXPECT_EQ(Standing(In("skipped")), "skipped");
  EXPECT_EQ(Standing(In("resting")), "resting");
  DayLine resting = In("resting");
  resting.mutable_goal()->set_resting_until("2026-11-28");
  EXPECT_EQ(Standing(resting), "resting until Sat 28 Nov");
  DayLine edge = In("done");
  edge.set_answer("back");
  EXPECT_EQ(Standing(edge), "stepped back");
}

TEST(Standing, CountsInItsPeriod) {
  DayLine line = In("part");
  line.set_done(1);
  line.set_due(3);
  line.set_per("week");
  EXPECT_EQ(Standing(line), "1 of 3 this week");
  line.set_per("10 days");
  EXPECT_EQ(Standing(line), "1 of 3 in 10 days");
  line.set_per("month");
  line.set_amount("30");
  line.mutable_goal()->set_unit("min");
  EXPECT_EQ(Standing(line), "30 min, 1 of 3 this month");
}

TEST(Standing, ShowsAmountsOfTheirTarget) {
  DayLine line = In("part");
  line.mutable_goal()->set_unit("min");
  line.mutable_goal()->mutable_target()->set_direction("at_least");
  line.mutable_goal()->mutable_target()->set_amount("150");
  line.mutable_goal()->mutable_target()->set_per("week");
  line.set_period_amount("40");
  EXPECT_EQ(Standing(line), "40 of 150 min this week");
  line.set_period_amount("");
  EXPECT_EQ(Standing(line), "0 of 150 min this week");
  line.set_state("over");
  line.mutable_goal()->set_unit("coffee");
  line.mutable_goal()->mutable_target()->set_direction("at_most");
  line.mutable_goal()->mutable_target()->set_amount("2");
  line.mutable_goal()->mutable_target()->set_per("day");
  line.set_amount("3");
  EXPECT_EQ(Standing(line), "3 of at most 2 coffee");
}

TEST(Standing, SaysTheNextChanceAndTheSteps) {
  DayLine spaced = In("not_due");
  spaced.set_due_from("2026-11-25");
  spaced.set_due_by("2026-11-27");
  EXPECT_EQ(Standing(spaced), "from Wed 25 Nov, by Fri 27 Nov");
  DayLine milestone = In("open");
  milestone.mutable_goal()->set_kind("milestone");
  milestone.mutable_goal()->set_deadline("2026-11-20");
  EXPECT_EQ(Standing(milestone), "was for Fri 20 Nov");
  milestone.mutable_goal()->set_deadline("2026-12-24");
  milestone.mutable_goal()->add_steps();
  milestone.mutable_goal()->add_steps()->set_done_on("2026-11-20");
  milestone.set_due_by("2026-12-24");
  EXPECT_EQ(Standing(milestone), "1 of 2 steps, by Thu 24 Dec");
}

TEST(Standing, LeavesOutABeginningThatIsPast) {
  DayLine spaced = In("open");
  spaced.set_due_from("2026-11-22");
  spaced.set_due_by("2026-11-25");
  EXPECT_EQ(Standing(spaced), "by Wed 25 Nov");
  spaced.clear_due_by();
  EXPECT_EQ(Standing(spaced), "any time today");
}

TEST(Standing, SaysThatWhatNoDayAsksForMayBeNotedAnyTime) {
  DayLine mood = In("not_due");
  mood.set_offered(true);
  EXPECT_EQ(Standing(mood), "any time");
  mood.mutable_goal()->mutable_schedule()->set_at("21:00");
  EXPECT_EQ(Standing(mood), "21:00");
}

TEST(Today, SaysThatEverythingRests) {
  daemon::v1::TodayResponse today;
  today.set_day(kToday);
  today.set_everything_rests(true);
  today.set_everything_rests_until("2026-11-28");
  *today.add_items() = In("resting");
  const std::string text = TodayText(Screen(), today);
  EXPECT_TRUE(absl::StrContains(
      text, "\n  –  Everything rests until Sat 28 Nov.  End it: twofold rest --all --end\n"))
      << text;
  EXPECT_TRUE(absl::StrContains(text, "\n  –  read    resting  Read\n")) << text;
}

Logged Answered(const std::string& state, const std::string& answer) {
  Logged logged;
  *logged.mutable_line() = In(state);
  logged.mutable_line()->set_answer(answer);
  logged.set_day(kToday);
  logged.set_is_today(true);
  return logged;
}

TEST(Log, SaysEveryAnswer) {
  const auto text = [](const Logged& logged) { return LogText(Screen(), logged); };
  EXPECT_EQ(text(Answered("done", "yes")), "● read    Read · today, Sun 22 Nov\n");
  EXPECT_EQ(text(Answered("not_today", "no")), "○ read    Read · not today · today, Sun 22 Nov\n");
  EXPECT_EQ(text(Answered("skipped", "skip")), "– read    Read · skipped · today, Sun 22 Nov\n");
  EXPECT_EQ(text(Answered("done", "back")), "● read    Read · stepped back · today, Sun 22 Nov\n");
  EXPECT_EQ(text(Answered("open", "")), "○ read    Read · blank · today, Sun 22 Nov\n");
  EXPECT_EQ(text(Answered("part", "")), "◐ read    Read · blank · today, Sun 22 Nov\n");
  Logged none = Answered("done", "0");
  none.mutable_line()->mutable_goal()->set_unit("cups");
  none.mutable_line()->set_amount("0");
  EXPECT_EQ(text(none), "● read    Read · 0 cups · today, Sun 22 Nov\n");
  none.mutable_line()->clear_answer();
  none.mutable_line()->set_state("open");
  none.set_added("-2");
  EXPECT_EQ(text(none), "○ read    Read · blank · today, Sun 22 Nov\n");
  Logged span = Answered("done", "yes");
  span.set_first_day("2026-11-18");
  span.set_days(5);
  span.set_note("tired");
  EXPECT_EQ(text(span), "● read    Read · with a note · 5 days, Wed 18 Nov to Sun 22 Nov\n");
}

TEST(Batch, TellsEachAnswerAndTheSum) {
  daemon::v1::LogResponse response;
  *response.add_logged() = Answered("done", "yes");
  *response.add_logged() = Answered("done", "yes");
  response.mutable_logged(1)->set_unchanged(true);
  daemon::v1::Refusal& refusal = *response.add_logged()->mutable_refusal();
  refusal.set_reason("no_such_goal");
  refusal.set_sentence("line 3: there is no goal called \"x\".");
  EXPECT_EQ(BatchText(Screen(), response),
            "● read    Read · today, Sun 22 Nov\n"
            "● read    Read · today, Sun 22 Nov\n"
            "  line 3: there is no goal called \"x\".\n"
            "1 answer kept, 1 as before.\n");
  EXPECT_EQ(BatchPlain(response),
            "kept\tread\t2026-11-22\t\t\tdone\t\n"
            "unchanged\tread\t2026-11-22\t\t\tdone\t\n"
            "no_such_goal\t\t\t\t\t\tline 3: there is no goal called \"x\".\n");
}

TEST(Checkin, AsksAsInTheFirstWeek) {
  EXPECT_EQ(CheckinHeading(Screen(), "2026-11-23"),
            "Monday 23 November. Enter skips one, Ctrl-D ends, nothing is lost.\n");
  DayLine line = In("open");
  line.mutable_goal()->set_title("Read 20 min");
  EXPECT_EQ(CheckinQuestion(Screen(), line, "[y]es [n]ot today [r]esting"),
            "  read    Read 20 min                    [y]es [n]ot today [r]esting  > ");
  line.mutable_goal()->set_title("Practise the cello every evening");
  line.set_per("week");
  line.set_due(3);
  EXPECT_EQ(CheckinQuestion(Screen(), line, "[y]es [n]ot today [r]esting"),
            "  read    Practise the cello every evening, 0 of 3\n"
            "          [y]es [n]ot today [r]esting  > ");
}

TEST(Checkin, SaysExactlyWhatThePartnerReceives) {
  Logged mine = Answered("done", "yes");
  EXPECT_EQ(CheckedInText(Screen(), {mine}), "Kept.\n");
  Logged ours = Answered("done", "yes");
  ours.mutable_line()->mutable_goal()->set_handle("walk");
  ours.set_shared_with("Sam");
  EXPECT_EQ(CheckedInText(Screen(), {mine, ours}),
            "Kept.  Shared with Sam: \"walk\" happened on Sun 22 Nov. Nothing else.\n");
  ours.mutable_line()->set_answer("no");
  EXPECT_EQ(CheckedInText(Screen(), {ours}),
            "Kept.  Shared with Sam: \"walk\", not today, on Sun 22 Nov. Nothing else.\n");
}

TEST(Rests, SayTheirSpan) {
  daemon::v1::RestResponse rested;
  rested.add_rests()->set_handle("read");
  rested.mutable_rests(0)->set_title("Read");
  rested.mutable_rests(0)->set_first_day("2026-11-22");
  rested.mutable_rests(0)->set_last_day("2026-11-28");
  EXPECT_EQ(RestedText(Screen(), rested),
            "–  read    Sun 22 Nov to Sat 28 Nov  Read\n"
            "Only you can see it.  Undo: twofold undo\n");
  daemon::v1::ListRestsResponse list;
  EXPECT_TRUE(absl::StartsWith(RestsText(Screen(), list), "Nothing rests."));
  list.add_rests()->set_first_day("2026-11-22");
  EXPECT_EQ(RestsText(Screen(), list), "–  everything  from Sun 22 Nov\n");
  EXPECT_EQ(RestsPlain(list), "\t2026-11-22\t\t\n");
}

std::string Undone(const std::string& what, const std::string& handle, unsigned count) {
  daemon::v1::UndoResponse undone;
  undone.mutable_act()->set_what(what);
  undone.mutable_act()->set_handle(handle);
  undone.mutable_act()->set_count(count);
  undone.mutable_act()->set_day(kToday);
  const std::string text = UndoneText(Screen(), {undone});
  return text.substr(0, text.find('\n'));
}

TEST(Undo, TellsEveryKindOfAct) {
  EXPECT_EQ(Undone("goal_add", "read", 0), "Undone: adding the goal read.");
  EXPECT_EQ(Undone("goal_restore", "read", 0), "Undone: bringing back the goal read.");
  EXPECT_EQ(Undone("goal_edit", "read", 0), "Undone: the words beside read.");
  EXPECT_EQ(Undone("revise", "read", 0), "Undone: another version of read.");
  EXPECT_EQ(Undone("goal_move", "read", 0), "Undone: another place for read.");
  EXPECT_EQ(Undone("step", "move", 0), "Undone: a step of move.");
  EXPECT_EQ(Undone("rest", "", 0), "Undone: a rest of everything.");
  EXPECT_EQ(Undone("rest", "", 3), "Undone: 3 rests.");
  EXPECT_EQ(Undone("end_rest", "read", 1), "Undone: the end of a rest of read.");
  EXPECT_EQ(Undone("ease", "read", 0), "Undone: how much it happens by itself: read.");
  EXPECT_EQ(Undone("import", "", 12), "Undone: 12 goals imported.");
  EXPECT_EQ(Undone("log", "", 7), "Undone: 7 answers.");
  EXPECT_EQ(Undone("log", "read", 5), "Undone: read, 5 days up to Sun 22 Nov.");
  EXPECT_EQ(Undone("log", "read", 1), "Undone: read on Sun 22 Nov.");
}

TEST(Undo, SaysOfAnAmountTakenAwayHowMuchLess) {
  daemon::v1::UndoResponse undone;
  undone.mutable_act()->set_what("log");
  undone.mutable_act()->set_handle("cello");
  undone.mutable_act()->set_amount("-7.5");
  undone.mutable_act()->set_unit("min");
  undone.mutable_act()->set_day(kToday);
  const std::string text = UndoneText(Screen(), {undone});
  EXPECT_EQ(text.substr(0, text.find('\n')), "Undone: cello, 7.5 min less on Sun 22 Nov.");
}

TEST(History, NumbersWhatWasDone) {
  daemon::v1::HistoryResponse history;
  EXPECT_EQ(HistoryText(Screen(), history), "Nothing was done yet.\n");
  daemon::v1::Act& act = *history.add_acts();
  act.set_number(12);
  act.set_what("log");
  act.set_handle("read");
  act.set_answer("no");
  act.set_day(kToday);
  act.set_done_on(kToday);
  act.set_undone(true);
  history.set_more(true);
  EXPECT_EQ(HistoryText(Screen(), history),
            "12      Sun 22 Nov, undone  read, said no on Sun 22 Nov\n"
            "Older ones: twofold history --before 12\n");
  EXPECT_EQ(HistoryPlain(history), "12\t2026-11-22\tundone\tlog\tread\t2026-11-22\t\t\t\tno\t0\n");
}

}  // namespace
}  // namespace twofold

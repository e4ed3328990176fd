// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/client/first_week.h"

#include <unistd.h>

#include "absl/strings/str_split.h"
#include "core/base/refusal.h"

namespace twofold {

using daemon::v1::DayLine;
using daemon::v1::Goal;
using daemon::v1::OpenProposal;
using daemon::v1::Schedule;

Schedule EveryDay() {
  Schedule schedule;
  schedule.set_shape("every_day");
  return schedule;
}

Schedule TimesPerWeek(unsigned times) {
  Schedule schedule;
  schedule.set_shape("times_per_week");
  schedule.set_times(times);
  return schedule;
}

Schedule Weekdays(const std::string& days, const std::string& at) {
  Schedule schedule;
  schedule.set_shape("weekdays");
  for (absl::string_view day : absl::StrSplit(days, ',')) schedule.add_weekdays(std::string(day));
  schedule.set_at(at);
  return schedule;
}

namespace {

Goal MakeGoal(const std::string& handle, const std::string& side, const std::string& title,
              const Schedule& schedule) {
  Goal goal;
  goal.set_handle(handle);
  goal.set_side(side);
  goal.set_title(title);
  goal.set_kind("check");
  *goal.mutable_schedule() = schedule;
  goal.set_state("active");
  goal.set_since("2026-11-21");
  return goal;
}

}  // namespace

Goal ReadGoal() { return MakeGoal("read", "me", "Read 20 min", EveryDay()); }

Goal CelloGoal() {
  Goal goal = MakeGoal("cello", "me", "Practise cello", TimesPerWeek(3));
  goal.set_kind("measure");
  goal.set_unit("min");
  return goal;
}

Goal WalkGoal() {
  return MakeGoal("walk", "us", "Evening walk together", Weekdays("mon,wed", "20:00"));
}

Goal MoveGoal() {
  Goal goal = MakeGoal("move", "me", "Move to the sea", EveryDay());
  goal.set_kind("milestone");
  goal.add_steps()->set_number(1);
  goal.mutable_steps(0)->set_title("Pack the books");
  return goal;
}

DayLine Line(const Goal& goal, const std::string& state) {
  DayLine line;
  *line.mutable_goal() = goal;
  line.set_state(state);
  return line;
}

OpenProposal WalkProposal(const std::string& from) {
  OpenProposal proposal;
  proposal.set_handle("p1");
  proposal.set_from(from);
  daemon::v1::Goal& terms = *proposal.mutable_terms();
  terms.set_title("Evening walk together");
  terms.set_kind("check");
  *terms.mutable_schedule() = Weekdays("mon,wed,fri", "20:00");
  return proposal;
}

daemon::v1::WatchResponse Step(unsigned revision, const std::string& step) {
  daemon::v1::WatchResponse response;
  response.set_revision(revision);
  response.set_step(step);
  response.set_relay_answers(true);
  response.set_relay("relay.example.org:443");
  if (step == "comparing" || step == "confirmed" || step == "paired") {
    response.set_check_number("482 913");
    response.set_partner_name("Sam");
  }
  return response;
}

namespace {

void LiveAlone(FakeDaemon& fake) {
  daemon::v1::HelloResponse hello;
  hello.set_version("0.1.0");
  hello.set_protocol(1);
  fake.Answer("DaemonService/Hello", hello);
  daemon::v1::StatusResponse status;
  status.set_version("0.1.0");
  status.set_relay_state("none");
  status.set_pid(getpid());
  fake.Answer("DaemonService/Status", status);
  status.set_started(true);
  status.set_name("Noa");
  status.set_data_folder("/home/noa/.local/share/twofold");
  status.set_data_bytes(1'200'000);
  status.set_checkin_at("21:00");
  fake.Answer("DaemonService/Status", status);
  daemon::v1::StartResponse start;
  start.set_name("Noa");
  start.set_checkin_at("21:00");
  start.set_data_folder("/home/noa/.local/share/twofold");
  fake.Answer("DaemonService/Start", start);
  daemon::v1::AddGoalResponse add;
  *add.mutable_goal() = ReadGoal();
  fake.Answer("GoalService/AddGoal", add);
  daemon::v1::ListGoalsResponse list;
  for (const Goal& goal : {ReadGoal(), CelloGoal(), WalkGoal()}) *list.add_goals() = goal;
  fake.Answer("GoalService/ListGoals", list);
  daemon::v1::ArchiveGoalResponse archive;
  *archive.mutable_goal() = ReadGoal();
  fake.Answer("GoalService/ArchiveGoal", archive);
  daemon::v1::LogResponse log;
  daemon::v1::Logged& logged = *log.add_logged();
  *logged.mutable_line() = Line(ReadGoal(), "done");
  logged.set_day("2026-11-21");
  logged.set_is_today(true);
  fake.Answer("EntryService/Log", log);
  daemon::v1::TodayResponse today;
  today.set_day("2026-11-22");
  *today.add_items() = Line(ReadGoal(), "open");
  DayLine cello = Line(CelloGoal(), "part");
  cello.set_done(1);
  cello.set_due(3);
  cello.set_per("week");
  *today.add_items() = cello;
  fake.Answer("EntryService/Today", today);
  daemon::v1::UndoResponse undo;
  undo.mutable_act()->set_what("log");
  undo.mutable_act()->set_handle("cello");
  undo.mutable_act()->set_title("Practise cello");
  undo.mutable_act()->set_day("2026-11-21");
  undo.mutable_act()->set_amount("300");
  undo.mutable_act()->set_unit("min");
  undo.set_day_blank(true);
  fake.Answer("EntryService/Undo", undo);
  daemon::v1::RedoResponse redo;
  *redo.mutable_act() = undo.act();
  fake.Answer("EntryService/Redo", redo);
}

// What is asked of goals beside the first days.
void LiveOn(FakeDaemon& fake) {
  daemon::v1::ListTemplatesResponse templates;
  templates.add_templates()->set_name("read");
  templates.mutable_templates(0)->set_title("Read 20 min");
  *templates.mutable_templates(0)->mutable_schedule() = EveryDay();
  fake.Answer("GoalService/ListTemplates", templates);
  daemon::v1::EditGoalResponse edit;
  *edit.mutable_goal() = ReadGoal();
  edit.mutable_goal()->set_cue("after breakfast");
  fake.Answer("GoalService/EditGoal", edit);
  daemon::v1::ReviseGoalResponse revise;
  *revise.mutable_before() = ReadGoal();
  *revise.mutable_goal() = ReadGoal();
  *revise.mutable_goal()->mutable_schedule() = TimesPerWeek(4);
  revise.set_from("2026-11-22");
  fake.Answer("GoalService/ReviseGoal", revise);
  daemon::v1::RestoreGoalResponse restore;
  *restore.mutable_goal() = ReadGoal();
  fake.Answer("GoalService/RestoreGoal", restore);
  daemon::v1::MoveGoalResponse move;
  for (const Goal& goal : {CelloGoal(), ReadGoal()}) *move.add_goals() = goal;
  fake.Answer("GoalService/MoveGoal", move);
  daemon::v1::ChangeStepResponse step;
  *step.mutable_goal() = MoveGoal();
  *step.mutable_step() = step.goal().steps(0);
  fake.Answer("GoalService/ChangeStep", step);
  daemon::v1::ShowGoalResponse show;
  *show.mutable_goal() = MoveGoal();
  fake.Answer("NumbersService/ShowGoal", show);
  daemon::v1::RestResponse rest;
  rest.add_rests()->set_handle("cello");
  rest.mutable_rests(0)->set_title("Practise cello");
  rest.mutable_rests(0)->set_first_day("2026-11-22");
  rest.mutable_rests(0)->set_last_day("2026-11-28");
  fake.Answer("EntryService/Rest", rest);
  daemon::v1::ListRestsResponse rests;
  *rests.add_rests() = rest.rests(0);
  fake.Answer("EntryService/ListRests", rests);
  daemon::v1::EndRestResponse end;
  *end.add_ended() = rest.rests(0);
  fake.Answer("EntryService/EndRest", end);
  daemon::v1::SetEaseResponse ease;
  *ease.mutable_goal() = ReadGoal();
  ease.set_day("2026-11-22");
  ease.set_ease(4);
  fake.Answer("EntryService/SetEase", ease);
  daemon::v1::HistoryResponse history;
  daemon::v1::Act& act = *history.add_acts();
  act.set_number(1);
  act.set_what("goal_add");
  act.set_handle("read");
  act.set_title("Read 20 min");
  act.set_done_on("2026-11-21");
  fake.Answer("EntryService/History", history);
}

void LiveTogether(FakeDaemon& fake) {
  daemon::v1::ProposeResponse propose;
  *propose.mutable_proposal() = WalkProposal("me");
  propose.set_own_name("Noa");
  propose.set_partner_name("Sam");
  fake.Answer("CoupleService/Propose", propose);
  daemon::v1::ChangeResponse change;
  *change.mutable_proposal() = WalkProposal("me");
  *change.mutable_proposal()->mutable_previous() = change.proposal().terms();
  *change.mutable_proposal()->mutable_terms()->mutable_schedule() = Weekdays("mon,wed", "20:00");
  change.set_own_name("Noa");
  change.set_partner_name("Sam");
  fake.Answer("CoupleService/Change", change);
  daemon::v1::AcceptResponse accept;
  *accept.mutable_goal() = WalkGoal();
  accept.set_day("2026-11-22");
  fake.Answer("CoupleService/Accept", accept);
  daemon::v1::DeclineResponse decline;
  *decline.mutable_proposal() = WalkProposal("partner");
  fake.Answer("CoupleService/Decline", decline);
  daemon::v1::WithdrawResponse withdraw;
  *withdraw.mutable_proposal() = WalkProposal("me");
  fake.Answer("CoupleService/Withdraw", withdraw);
  daemon::v1::StepOutResponse step_out;
  *step_out.mutable_goal() = WalkGoal();
  fake.Answer("CoupleService/StepOut", step_out);
  daemon::v1::SharedResponse shared;
  shared.set_partner_name("Sam");
  shared.set_own_name("Noa");
  shared.set_own_goals(2);
  daemon::v1::Given& given = *shared.add_given();
  given.set_handle("walk");
  given.set_what("goal");
  given.set_title("Evening walk together");
  given.set_state("in_force");
  given.set_days(2);
  given.add_versions()->set_title("Evening walk together");
  *given.mutable_versions(0)->mutable_terms()->mutable_schedule() =
      Weekdays("mon,wed,fri", "20:00");
  fake.Answer("CoupleService/Shared", shared);
  daemon::v1::LeaveResponse leave;
  leave.set_partner_name("Sam");
  fake.Answer("CoupleService/Leave", leave);
  fake.Refuse("DaemonService/Sync",
              Refusal(absl::StatusCode::kUnavailable, "relay_unreachable",
                      "relay.example.org does not answer. 2 things wait here, safe."));
}

}  // namespace

void LiveTheFirstWeek(FakeDaemon& fake) {
  LiveAlone(fake);
  LiveOn(fake);
  LiveTogether(fake);
  daemon::v1::InviteResponse invite;
  for (const char* word : {"otter", "lamp", "river", "stone", "maple", "pencil", "autumn", "violin",
                           "basket", "copper", "window", "seven"}) {
    invite.add_words(word);
  }
  invite.set_relay("relay.example.org:443");
  fake.Answer("PairingService/Invite", invite);
  daemon::v1::JoinResponse join;
  join.set_relay("relay.example.org:443");
  fake.Refuse("PairingService/Join",
              Refusal(absl::StatusCode::kInvalidArgument, "unknown_invitation_word",
                      "\"oter\" is not one of the invitation's words.")
                  .Hint("Did you mean", "otter")
                  .Aftermath("Nothing was sent; the invitation still works."));
  fake.Answer("PairingService/Join", join);
  fake.Answer("PairingService/Watch", Step(1, "waiting"));
  fake.Answer("PairingService/Watch", Step(2, "comparing"));
  fake.Answer("PairingService/Watch", Step(3, "confirmed"));
  fake.Answer("PairingService/Watch", Step(4, "paired"));
  fake.Answer("PairingService/Confirm", daemon::v1::ConfirmResponse());
  fake.Answer("PairingService/Cancel", daemon::v1::CancelResponse());
}

}  // namespace twofold

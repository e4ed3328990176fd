// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/goal_changes.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/render/acts.h"
#include "client/render/days.h"
#include "client/render/goals.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/terms.h"

namespace twofold {
namespace {

using daemon::v1::Goal;
using daemon::v1::Step;

constexpr int kLabelColumns = 10;

// "  Cue       after breakfast"; nothing for an empty text.
std::string Field(const Look& look, absl::string_view label, absl::string_view text) {
  return text.empty() ? "" : Field(look, label, text, 2, kLabelColumns);
}

Row StepRow(const Look& look, const Step& step) {
  Row row;
  row.mark = Mark(look, step.done_on().empty() ? "open" : "done");
  row.handle = absl::StrCat(step.number());
  row.detail = step.done_on().empty() ? "open" : DayText(look, step.done_on());
  row.text = Shown(look, step.title());
  return row;
}

// A template has what a goal has, but for its names.
Goal AsGoal(const daemon::v1::Template& from) {
  Goal goal;
  goal.set_handle(from.name());
  goal.set_title(from.title());
  goal.set_kind(from.kind());
  goal.set_unit(from.unit());
  *goal.mutable_schedule() = from.schedule();
  if (from.has_target()) *goal.mutable_target() = from.target();
  return goal;
}

}  // namespace

std::string GoalEditedText(const Look& look, const daemon::v1::EditGoalResponse& response) {
  const Goal& goal = response.goal();
  return absl::StrCat(GoalLine(look, "Changed  ", goal),
                      Field(look, "Cue", Shown(look, goal.cue())),
                      Field(look, "Smallest", Shown(look, goal.smallest())),
                      Field(look, "Group", Shown(look, goal.group())),
                      Field(look, "Tags", Shown(look, absl::StrJoin(goal.tags(), ", "))),
                      Field(look, "Why", Shown(look, goal.why())), kUndoable);
}

std::string GoalEditedPlain(const daemon::v1::EditGoalResponse& response) {
  return GoalPlain(response.goal());
}

std::string RevisedText(const Look& look, const daemon::v1::ReviseGoalResponse& response) {
  return absl::StrCat(GoalLine(look, "Changed  ", response.goal()),
                      Field(look, "Before", TermsText(look, response.before())),
                      Field(look, "Now", TermsText(look, response.goal())),
                      Field(look, "From",
                            absl::StrCat(DayText(look, response.from()),
                                         " on; the days before keep their own terms")),
                      kUndoable);
}

std::string RevisedPlain(const daemon::v1::ReviseGoalResponse& response) {
  return PlainLine({response.goal().handle(), response.from(), TermsText(Look(), response.before()),
                    TermsText(Look(), response.goal()), response.goal().title()});
}

std::string GoalRestoredText(const Look& look, const daemon::v1::RestoreGoalResponse& response) {
  return absl::StrCat(GoalLine(look, "Back again  ", response.goal()), kUndoable);
}

std::string GoalRestoredPlain(const daemon::v1::RestoreGoalResponse& response) {
  return GoalPlain(response.goal());
}

std::string GoalsMovedText(const Look& look, const daemon::v1::MoveGoalResponse& response) {
  std::vector<Row> rows;
  for (const Goal& goal : response.goals()) {
    Row row;
    row.handle = Shown(look, goal.handle());
    row.text = Shown(look, goal.title());
    rows.push_back(std::move(row));
  }
  return absl::StrCat("In this order now:\n", Lay(look, rows, ColumnsFor(rows), 2), kUndoable);
}

std::string GoalsMovedPlain(const daemon::v1::MoveGoalResponse& response) {
  std::string out;
  for (const Goal& goal : response.goals()) out += GoalPlain(goal);
  return out;
}

std::string StepsText(const Look& look, const Goal& goal) {
  std::string out = GoalLine(look, "", goal);
  if (goal.kind() == "milestone") {
    absl::StrAppend(&out, Paragraph(look, MilestoneText(look, goal, ""), 2, 0));
  }
  std::vector<Row> rows;
  for (const Step& step : goal.steps()) rows.push_back(StepRow(look, step));
  if (rows.empty()) {
    return absl::StrCat(out, "No steps yet.  Add one: twofold goal step ",
                        Shown(look, goal.handle()), " \"First step\"\n");
  }
  return absl::StrCat(out, Lay(look, rows, ColumnsFor(rows), 2));
}

std::string StepsPlain(const Goal& goal) {
  std::string out;
  for (const Step& step : goal.steps()) {
    out += PlainLine({goal.handle(), absl::StrCat(step.number()), step.done_on(), step.title()});
  }
  return out;
}

std::string StepChangedText(const Look& look, const daemon::v1::ChangeStepResponse& response) {
  return absl::StrCat(StepsText(look, response.goal()), kUndoable);
}

std::string StepChangedPlain(const daemon::v1::ChangeStepResponse& response) {
  const Step& step = response.step();
  return PlainLine(
      {response.goal().handle(), absl::StrCat(step.number()), step.done_on(), step.title()});
}

std::string TemplatesText(const Look& look, const daemon::v1::ListTemplatesResponse& response) {
  std::vector<Row> rows;
  for (const daemon::v1::Template& from : response.templates()) {
    Row row;
    row.handle = Shown(look, from.name());
    row.detail = ShortTermsText(look, AsGoal(from));
    row.text = Shown(look, from.title());
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return "There are no templates.\n";
  return absl::StrCat(Lay(look, rows, ColumnsFor(rows), 0),
                      "\nBegin with one: twofold goal add --template ", rows.front().handle, "\n");
}

std::string TemplatesPlain(const daemon::v1::ListTemplatesResponse& response) {
  std::string out;
  for (const daemon::v1::Template& from : response.templates()) {
    out += PlainLine({from.name(), from.kind(), from.unit(), ScheduleText(Look(), from.schedule()),
                      TargetText(Look(), AsGoal(from)), from.title()});
  }
  return out;
}

}  // namespace twofold

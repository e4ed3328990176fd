// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/goals.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/render/acts.h"
#include "client/render/days.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/terms.h"
#include "client/render/width.h"

namespace twofold {
namespace {

constexpr int kDetailColumns = 36;

using daemon::v1::Goal;

Row GoalRow(const Look& look, const Goal& goal) {
  Row row;
  row.handle = Shown(look, goal.handle());
  // A list keeps room for titles; the whole of it is told elsewhere.
  row.detail =
      Fit(ShortTermsText(look, goal), look.columns > 0 ? kDetailColumns : 0, Ours(look, "…"));
  if (goal.resting()) {
    row.detail = RestingText(look, goal.resting_until());
    row.ink = Ink::kNotDue;
  }
  if (goal.state() == "archived" || goal.state() == "ended") {
    row.detail = goal.state();
    row.ink = Ink::kNotDue;
  }
  if (!goal.waits().empty()) {
    row.detail = goal.waits() == "not_shared" ? "not shared until an update"
                                              : "only to be read until an update";
    row.ink = Ink::kNotDue;
  }
  row.text = Shown(look, goal.title());
  return row;
}

// The rows of one side, in groups as soon as one goal has a group: first those without.
std::string InGroups(const Look& look, const std::vector<std::pair<std::string, Row>>& rows,
                     const Columns& columns) {
  constexpr int kIndent = 2;
  std::vector<std::string> groups = {""};
  for (const auto& [group, row] : rows) {
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
  }
  Columns outer = columns;
  if (groups.size() > 1) outer.handle += kIndent;
  std::string out;
  for (const std::string& group : groups) {
    std::vector<Row> members;
    for (const auto& [of, row] : rows) {
      if (of == group) members.push_back(row);
    }
    if (!group.empty()) {
      absl::StrAppend(&out, "  ", Fit(group, look.columns - kIndent, Ours(look, "…")), "\n");
    }
    out += group.empty() ? Lay(look, members, outer, kIndent)
                         : Lay(look, members, columns, kIndent + kIndent);
  }
  return out;
}

}  // namespace

std::string GoalPlain(const Goal& goal) {
  return PlainLine({goal.handle(), goal.side(), goal.title(), goal.state(), goal.kind(),
                    goal.unit(), ScheduleText(Look(), goal.schedule()), goal.since(),
                    TargetText(Look(), goal), goal.deadline(), goal.group(),
                    absl::StrJoin(goal.tags(), ",")});
}

std::string RestingText(const Look& look, absl::string_view until) {
  return until.empty() ? "resting" : absl::StrCat("resting until ", DayText(look, until));
}

std::string GoalLine(const Look& look, absl::string_view before, const Goal& goal) {
  return Line(look, absl::StrCat(before, HandleColumn(look, goal.handle())),
              Shown(look, goal.title()), "");
}

std::string GoalAddedText(const Look& look, const daemon::v1::AddGoalResponse& response) {
  const Goal& goal = response.goal();
  const std::string terms = TermsText(look, goal);
  const std::string after = Ours(look, absl::StrCat(" · ", terms));
  const std::string before = absl::StrCat("Added I goal  ", HandleColumn(look, goal.handle()));
  const bool fits = look.columns <= 0 || Width(after) <= look.columns / 2;
  std::string out = Line(look, before, Shown(look, goal.title()), fits ? after : "");
  if (!fits) absl::StrAppend(&out, Paragraph(look, terms, Width(before), 0));
  return absl::StrCat(out, kUndoable);
}

std::string GoalAddedPlain(const daemon::v1::AddGoalResponse& response) {
  return GoalPlain(response.goal());
}

std::string GoalListText(const Look& look, const daemon::v1::ListGoalsResponse& response) {
  std::vector<std::pair<std::string, Row>> me, us;
  std::vector<Row> all;
  for (const Goal& goal : response.goals()) {
    all.push_back(GoalRow(look, goal));
    (goal.side() == "us" ? us : me).emplace_back(Shown(look, goal.group()), all.back());
  }
  if (all.empty()) {
    return "No goals here.  Add one: twofold goal add \"Read 20 min\" --every day\n";
  }
  const Columns columns = ColumnsFor(all);
  std::string out;
  if (!me.empty()) {
    absl::StrAppend(&out, Paint(look, Ink::kMe, "I"), "\n", InGroups(look, me, columns));
  }
  if (!us.empty()) {
    absl::StrAppend(&out, out.empty() ? "" : "\n", Paint(look, Ink::kUs, "We"), "\n",
                    InGroups(look, us, columns));
  }
  return out;
}

std::string GoalListPlain(const daemon::v1::ListGoalsResponse& response) {
  std::string out;
  for (const Goal& goal : response.goals()) out += GoalPlain(goal);
  return out;
}

std::string GoalArchivedText(const Look& look, const daemon::v1::ArchiveGoalResponse& response) {
  return absl::StrCat(GoalLine(look, "Archived  ", response.goal()),
                      "Its history stays; nobody is told.  Undo: twofold undo\n");
}

std::string GoalArchivedPlain(const daemon::v1::ArchiveGoalResponse& response) {
  return GoalPlain(response.goal());
}

}  // namespace twofold

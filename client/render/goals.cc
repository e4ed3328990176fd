// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/goals.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "client/render/days.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/width.h"

namespace twofold {
namespace {

constexpr int kHandleColumns = 8;

using daemon::v1::Goal;

// "read    " and the rest of a line about one goal begins here.
std::string HandleColumn(const Look& look, const Goal& goal) {
  const std::string handle = Shown(look, goal.handle());
  return Pad(absl::StrCat(handle, "  "), kHandleColumns);
}

Row GoalRow(const Look& look, const Goal& goal) {
  Row row;
  row.handle = Shown(look, goal.handle());
  row.detail = ScheduleText(look, goal.schedule());
  if (!goal.unit().empty()) absl::StrAppend(&row.detail, ", ", Shown(look, goal.unit()));
  if (goal.state() == "archived" || goal.state() == "ended") {
    row.detail = goal.state();
    row.ink = Ink::kNotDue;
  }
  row.text = Shown(look, goal.title());
  return row;
}

}  // namespace

std::string GoalPlain(const Goal& goal) {
  return PlainLine({goal.handle(), goal.side(), goal.title(), goal.state(), goal.kind(),
                    goal.unit(), ScheduleText(Look(), goal.schedule()), goal.since()});
}

std::string GoalAddedText(const Look& look, const daemon::v1::AddGoalResponse& response) {
  const Goal& goal = response.goal();
  std::string after = Ours(look, absl::StrCat(" · ", ScheduleText(look, goal.schedule())));
  if (goal.schedule().shape() == "times_per_week") absl::StrAppend(&after, ", any days");
  const std::string before = absl::StrCat("Added I goal  ", HandleColumn(look, goal));
  return absl::StrCat(Line(look, before, Shown(look, goal.title()), after),
                      "Only you can see it.  Undo: twofold undo\n");
}

std::string GoalAddedPlain(const daemon::v1::AddGoalResponse& response) {
  return GoalPlain(response.goal());
}

std::string GoalListText(const Look& look, const daemon::v1::ListGoalsResponse& response) {
  std::vector<Row> me, us, all;
  for (const Goal& goal : response.goals()) {
    all.push_back(GoalRow(look, goal));
    (goal.side() == "us" ? us : me).push_back(all.back());
  }
  if (all.empty()) {
    return "No goals yet.  Add one: twofold goal add \"Read 20 min\" --every day\n";
  }
  const Columns columns = ColumnsFor(all);
  std::string out;
  if (!me.empty()) {
    absl::StrAppend(&out, Paint(look, Ink::kMe, "I"), "\n", Lay(look, me, columns, 2));
  }
  if (!us.empty()) {
    absl::StrAppend(&out, out.empty() ? "" : "\n", Paint(look, Ink::kUs, "We"), "\n",
                    Lay(look, us, columns, 2));
  }
  return out;
}

std::string GoalListPlain(const daemon::v1::ListGoalsResponse& response) {
  std::string out;
  for (const Goal& goal : response.goals()) out += GoalPlain(goal);
  return out;
}

std::string GoalArchivedText(const Look& look, const daemon::v1::ArchiveGoalResponse& response) {
  const Goal& goal = response.goal();
  const std::string before = absl::StrCat("Archived  ", HandleColumn(look, goal));
  return absl::StrCat(Line(look, before, Shown(look, goal.title()), ""),
                      "Its history stays; nobody is told.  Undo: twofold undo\n");
}

std::string GoalArchivedPlain(const daemon::v1::ArchiveGoalResponse& response) {
  return GoalPlain(response.goal());
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/transfer.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "client/render/acts.h"
#include "client/render/calendar_words.h"
#include "client/render/days.h"
#include "client/render/json.h"
#include "client/render/table.h"

namespace twofold {
namespace {

using daemon::v1::ImportedGoal;
using daemon::v1::ImportResponse;

std::string FormatName(const Look& look, const std::string& format) {
  if (format == "loop") return "Loop Habit Tracker, its database";
  if (format == "loop_csv") return "Loop Habit Tracker, its CSV";
  if (format == "habitbull") return "HabitBull, its CSV";
  if (format == "harsh") return "harsh";
  if (format == "table_habit") return "Table Habit";
  if (format == "csv") return "a table of days (CSV)";
  if (format == "twofold") return "twofold";
  return Shown(look, format);
}

std::string WhatText(const Look& look, const std::string& what) {
  if (what == "left_out") return "left out";
  if (what == "same") return "the same";
  return Shown(look, what);
}

// "3/week" as "3 times per week", "2/3days" as "2 times in 3 days", "mon,wed" as "every mon,wed".
std::string ScheduleWordsText(const Look& look, const std::string& words) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(words, absl::MaxSplits('/', 1));
  if (parts.second.empty()) return absl::StrCat("every ", Shown(look, words));
  const absl::string_view times = parts.first == "1" ? " time " : " times ";
  absl::string_view period = parts.second;
  if (absl::ConsumeSuffix(&period, "days")) {
    return absl::StrCat(Shown(look, parts.first), times, "in ", Shown(look, period), " days");
  }
  return absl::StrCat(Shown(look, parts.first), times, "per ", Shown(look, period));
}

// Every day says nothing of a kind that no day asks for.
bool AsksForNoDay(const ImportedGoal& goal) {
  return goal.schedule() == "day" && (goal.kind() == "observe" || goal.kind() == "explore" ||
                                      goal.kind() == "edge" || goal.kind() == "milestone");
}

std::string EntriesText(const Look& look, const ImportedGoal& goal) {
  if (goal.entries() == 0) return "no entries";
  std::string text = Count(goal.entries(), "day", "days");
  std::vector<std::string> parts;
  if (goal.added() > 0) parts.push_back(absl::StrCat(goal.added(), " new"));
  if (goal.changed() > 0) parts.push_back(absl::StrCat(goal.changed(), " changed"));
  if (goal.same() > 0) parts.push_back(absl::StrCat(goal.same(), " the same"));
  if (parts.size() > 1 || goal.added() != goal.entries()) {
    absl::StrAppend(&text, parts.empty() ? "" : " (", absl::StrJoin(parts, ", "),
                    parts.empty() ? "" : ")");
  }
  if (!goal.first_day().empty()) {
    absl::StrAppend(&text, ", ", DateText(look, goal.first_day()));
    if (goal.last_day() != goal.first_day()) {
      absl::StrAppend(&text, " to ", DateText(look, goal.last_day()));
    }
  }
  return text;
}

// The other program's own word for it, which its users look for.
std::string LoopText(const Look& look, const ImportedGoal& goal) {
  std::string text = absl::StrCat("Loop's own score on ", DateText(look, goal.loop_day()), ": ",
                                  Shown(look, goal.loop_score()));
  if (goal.loop_compared() == 0) return text;
  const std::string days = Count(goal.loop_compared(), "day", "days");
  if (goal.loop_equal() != goal.loop_compared()) {
    return absl::StrCat(text, "; ", goal.loop_equal(), " of ", days, " agree");
  }
  return absl::StrCat(
      text, "; ",
      goal.loop_compared() == 1 ? "its one day agrees" : absl::StrCat("all ", days, " agree"));
}

Row GoalRow(const Look& look, const ImportedGoal& goal) {
  Row row;
  row.handle = goal.handle().empty() ? "-" : Shown(look, goal.handle());
  row.text = Shown(look, goal.title());
  row.below.push_back(absl::StrCat(WhatText(look, goal.what()), ": ", EntriesText(look, goal)));
  std::vector<std::string> terms;
  if (!goal.kind().empty()) terms.push_back(Shown(look, goal.kind()));
  if (!goal.schedule().empty() && !AsksForNoDay(goal)) {
    terms.push_back(ScheduleWordsText(look, goal.schedule()));
  }
  if (!terms.empty()) row.below.push_back(absl::StrJoin(terms, ", "));
  for (const std::string& remark : goal.remarks()) row.below.push_back(Shown(look, remark));
  if (!goal.loop_day().empty()) row.below.push_back(LoopText(look, goal));
  if (goal.what() == "left_out" || goal.what() == "same") row.ink = Ink::kNotDue;
  return row;
}

struct Totals {
  unsigned long fresh = 0, changed = 0, same = 0, left_out = 0, days = 0;
};

Totals TotalsOf(const ImportResponse& response) {
  Totals totals;
  for (const ImportedGoal& goal : response.goals()) {
    totals.fresh += goal.what() == "new" ? 1 : 0;
    totals.changed += goal.what() == "changed" ? 1 : 0;
    totals.same += goal.what() == "same" ? 1 : 0;
    totals.left_out += goal.what() == "left_out" ? 1 : 0;
    totals.days += goal.added() + goal.changed();
  }
  return totals;
}

}  // namespace

std::string ImportReportText(const Look& look, const ImportResponse& response) {
  std::string out =
      Paragraph(look, absl::StrCat("From ", FormatName(look, response.format())), 0, 0);
  std::vector<Row> rows;
  for (const ImportedGoal& goal : response.goals()) rows.push_back(GoalRow(look, goal));
  if (!rows.empty()) absl::StrAppend(&out, "\n", Lay(look, rows, ColumnsFor(rows), 2));
  std::string remarks;
  for (const std::string& remark : response.remarks()) {
    absl::StrAppend(&remarks, Paragraph(look, Shown(look, remark), 2, 0));
  }
  if (!remarks.empty()) absl::StrAppend(&out, "\n", remarks);
  const Totals totals = TotalsOf(response);
  std::vector<std::string> parts;
  const auto add = [&](unsigned long count, absl::string_view what) {
    if (count > 0) parts.push_back(absl::StrCat(count, " ", what));
  };
  add(totals.fresh, "new");
  add(totals.changed, "changed");
  add(totals.same, "the same");
  add(totals.left_out, "left out");
  absl::StrAppend(&out, "\n",
                  parts.empty() ? "No goals in there."
                                : absl::StrCat("Goals: ", absl::StrJoin(parts, ", "), "."),
                  "\n");
  return out;
}

std::string TakenOverText(const Look& look, const ImportResponse& response) {
  if (!response.changes()) {
    return Paragraph(look, "Nothing to take over: all of it is here already.", 0, 0);
  }
  const Totals totals = TotalsOf(response);
  const std::string taken =
      absl::StrCat("Taken over: ", Count(totals.fresh + totals.changed, "goal", "goals"), ", ",
                   Count(totals.days, "day", "days"), ".");
  return absl::StrCat(Paragraph(look, taken, 0, 0), kUndoable);
}

std::string ImportedText(const Look& look, const ImportResponse& response) {
  return absl::StrCat(ImportReportText(look, response), TakenOverText(look, response));
}

std::string ImportPlain(const ImportResponse& response) {
  std::string out;
  for (const ImportedGoal& goal : response.goals()) {
    out += PlainLine({goal.what(), goal.handle(), goal.kind(), goal.schedule(),
                      absl::StrCat(goal.entries()), absl::StrCat(goal.added()),
                      absl::StrCat(goal.changed()), absl::StrCat(goal.same()), goal.first_day(),
                      goal.last_day(), absl::StrJoin(goal.remarks(), " "), goal.title()});
  }
  return out;
}

std::string ExportedText(const Look& look, const Exported& exported) {
  const std::string what =
      absl::StrCat(Count(static_cast<unsigned long>(exported.goals), "goal", "goals"),
                   exported.files > 1 ? absl::StrCat(" in ", exported.files, " files") : "");
  return absl::StrCat(
      Paragraph(look, absl::StrCat("Written: ", what, ", to ", Shown(look, exported.place)), 0, 2),
      Paragraph(look, "Readable by your account alone. It is not encrypted.", 0, 0));
}

std::string ExportedPlain(const Exported& exported) {
  return PlainLine({exported.format, absl::StrCat(exported.goals), absl::StrCat(exported.files),
                    exported.place});
}

std::string ExportedJson(const Exported& exported) {
  return absl::StrCat(
      "{\"schema\":\"twofold.exported.v1\",\"format\":", JsonString(exported.format),
      ",\"goals\":", exported.goals, ",\"files\":", exported.files,
      ",\"place\":", JsonString(exported.place), "}\n");
}

std::string LeftOutText(const Look& look, const std::vector<std::string>& handles) {
  if (handles.empty()) return "";
  std::vector<std::string> shown;
  for (const std::string& handle : handles) shown.push_back(Shown(look, handle));
  return Paragraph(look,
                   absl::StrCat("Left out of the calendar: ", absl::StrJoin(shown, ", "),
                                ". No calendar can say on which days they are due."),
                   0, 0);
}

}  // namespace twofold

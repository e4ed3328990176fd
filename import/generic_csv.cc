// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Our own generic CSV, for whoever has a spreadsheet: docs/formats/import.md.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "core/base/status_macros.h"
#include "import/csv_columns.h"
#include "import/readers.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

// What a word in the column `state` says; nothing for one that is not known.
std::optional<Said> SaidBy(absl::string_view word) {
  const std::string state =
      absl::StrReplaceAll(absl::AsciiStrToLower(word), {{" ", "_"}, {"-", "_"}});
  if (state.empty()) return Said::kNothing;
  if (state == "kept" || state == "yes" || state == "y") return Said::kKept;
  if (state == "not_kept" || state == "no" || state == "n") return Said::kNotKept;
  if (state == "skipped" || state == "skip" || state == "s") return Said::kSkipped;
  return std::nullopt;
}

// The first unit is the goal's; amounts in another one cannot be added to it.
bool IsForeign(GoalDraft& goal, absl::string_view unit) {
  if (unit.empty()) return false;
  if (goal.unit.empty()) goal.unit = std::string(unit);
  return goal.unit != unit;
}

bool IsOnlyNotes(const GoalDraft& goal) {
  for (const DayDraft& day : goal.days) {
    if (day.said != Said::kNothing || day.micros) return false;
  }
  return !goal.days.empty();
}

}  // namespace

Imported ReadGenericCsv(std::string bytes, const Circumstances& circumstances) {
  enum Column { kDay, kGoal, kState, kValue, kUnit, kNote };
  FileDraft file(FormatWord(Format::kCsv), circumstances.bounds);
  TF_ASSIGN_OR_RETURN(
      CsvColumns csv,
      CsvColumns::Open(std::move(bytes), {"date", "goal", "state", "value", "unit", "note"},
                       circumstances.bounds, file.remarks()));
  if (!csv.Has(kDay) || !csv.Has(kGoal)) {
    return NotThatFormat("a CSV needs the columns date and goal in its first line");
  }
  TF_RETURN_IF_ERROR(csv.LookAhead(kDay, kValue));
  GoalsByKey goals;
  while (true) {
    TF_ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    const std::optional<std::int32_t> day = csv.Day(kDay);
    if (!day) {
      file.remarks().Count(Loss::kBadDay);
      continue;
    }
    TF_ASSIGN_OR_RETURN(GoalDraft* const goal, goals.Find(file, csv.Word(kGoal)));
    DayDraft entry{.day = *day, .note = std::string(csv.Word(kNote))};
    const std::optional<Said> said = SaidBy(csv.Word(kState));
    if (!said) goal->remarks.Count(Loss::kUnknownState);
    entry.said = said.value_or(Said::kNothing);
    if (!csv.Word(kValue).empty()) {
      if (IsForeign(*goal, csv.Word(kUnit))) {
        goal->remarks.Count(Loss::kForeignUnit);
      } else {
        SetAmount(*goal, entry, csv.Value(kValue));
      }
    }
    TF_RETURN_IF_ERROR(file.AddDay(*goal, std::move(entry)));
  }
  for (GoalDraft& goal : file.goals()) {
    if (IsOnlyNotes(goal)) {
      goal.kind = DraftKind::kObserve;
      goal.remarks.Say("It has notes alone, so it is only recorded.");
      continue;
    }
    SetKindByDays(goal);
    goal.remarks.Say(kRhythmUnsaid);
  }
  return file.Finish(circumstances.today);
}

}  // namespace twofold::importing

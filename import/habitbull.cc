// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// HabitBull's CSV, which several programs write and read.
#include "core/base/status_macros.h"
#include "import/csv_columns.h"
#include "import/readers.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

// Every row has the habit's words; the first ones count.
void TakeWords(GoalDraft& goal, absl::string_view description, absl::string_view category) {
  if (goal.why.empty()) goal.why = std::string(description);
  if (goal.group.empty()) goal.group = std::string(category);
  const bool other = (!description.empty() && goal.why != description) ||
                     (!category.empty() && goal.group != category);
  if (other) {
    goal.remarks.Say("Its rows have different descriptions or categories; the first ones count.");
  }
}

}  // namespace

Imported ReadHabitBull(std::string bytes, const Circumstances& circumstances) {
  enum Column { kName, kDescription, kCategory, kDay, kValue, kNote };
  FileDraft file(FormatWord(Format::kHabitBull), circumstances.bounds);
  TF_ASSIGN_OR_RETURN(CsvColumns csv,
                      CsvColumns::Open(std::move(bytes),
                                       {"habitname", "habitdescription", "habitcategory",
                                        "calendardate", "value", "commenttext"},
                                       circumstances.bounds, file.remarks()));
  if (!csv.Has(kName) || !csv.Has(kDay) || !csv.Has(kValue)) {
    return NotThatFormat("this is no CSV of HabitBull");
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
    TF_ASSIGN_OR_RETURN(GoalDraft* const goal, goals.Find(file, csv.Word(kName)));
    TakeWords(*goal, csv.Word(kDescription), csv.Word(kCategory));
    DayDraft entry{.day = *day, .note = std::string(csv.Word(kNote))};
    if (!csv.Word(kValue).empty()) SetAmount(*goal, entry, csv.Value(kValue));
    TF_RETURN_IF_ERROR(file.AddDay(*goal, std::move(entry)));
  }
  for (GoalDraft& goal : file.goals()) {
    // Any value beside 0 and 1 makes a habit one of numbers.
    if (!TakeAmountsAsYesAndNo(goal)) goal.kind = DraftKind::kMeasure;
    goal.remarks.Say(kRhythmUnsaid);
  }
  return file.Finish(circumstances.today);
}

}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/loop_habit.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "core/base/status_macros.h"
#include "core/schedule/day.h"

namespace twofold::importing {
namespace {

constexpr std::int64_t kMostInScore = 1000;  // times or days of a frequency

DayDraft FromYesNo(GoalDraft& goal, const LoopFileHabit& habit, const LoopRow& row) {
  DayDraft day{.day = row.day, .note = row.note};
  switch (row.value) {
    case kLoopUnknown:
      break;
    case kLoopNo:
      if (habit.zero_is_unknown) {
        goal.remarks.Count(Loss::kUnchecked);
      } else {
        day.said = Said::kNotKept;
      }
      break;
    case kLoopYesAuto:
      goal.remarks.Count(Loss::kAutomatic);
      break;
    case kLoopYes:
      day.said = Said::kKept;
      break;
    case kLoopSkip:
      day.said = Said::kSkipped;
      break;
    default:
      goal.remarks.Count(Loss::kUnknownState);
  }
  return day;
}

DayDraft FromNumber(GoalDraft& goal, const LoopFileHabit& habit, const LoopRow& row) {
  DayDraft day{.day = row.day, .note = row.note};
  if (row.value == kLoopUnknown) return day;
  if (row.value == kLoopSkip) {
    day.said = Said::kSkipped;
  } else if (row.value == kLoopNo && habit.zero_is_unknown) {
    goal.remarks.Count(Loss::kUnchecked);
  } else {
    SetAmount(goal, day, AmountOfThousandths(row.value));
  }
  return day;
}

// A number habit has its target by the day, the week or the month.
void SetTarget(GoalDraft& goal, const LoopFileHabit& habit) {
  const absl::string_view direction = habit.at_most ? "at_most" : "at_least";
  if (habit.times >= habit.days) {
    goal.target = TargetDraft{direction, *habit.target, "day"};
  } else if (habit.times == 1 && (habit.days == 7 || habit.days == 30 || habit.days == 31)) {
    const bool week = habit.days == 7;
    goal.target = TargetDraft{direction, *habit.target, week ? "week" : "month"};
    goal.rhythm = {};
    goal.remarks.Say(
        week ? "Loop counted the last 7 days on each day; the target counts by weeks of "
               "the calendar here."
             : "Loop counted the last 30 days on each day; the target counts by months "
               "of the calendar here.");
  } else {
    goal.remarks.Say("A target over such a span of days does not exist here; any amount counts.");
  }
}

// The rows as Loop scores them, each day once.
std::vector<LoopDay> ScoredDays(const LoopFileHabit& habit) {
  std::vector<LoopDay> days;
  days.reserve(habit.rows.size());
  for (const LoopRow& row : habit.rows) {
    const bool said = row.value == kLoopNo ? !habit.zero_is_unknown
                      : habit.numeric      ? row.value != kLoopUnknown
                                           : row.value == kLoopYes || row.value == kLoopSkip;
    if (said) days.push_back({row.day, row.value});
  }
  std::stable_sort(days.begin(), days.end(),
                   [](const LoopDay& a, const LoopDay& b) { return a.day < b.day; });
  days.erase(std::unique(days.begin(), days.end(),
                         [](const LoopDay& a, const LoopDay& b) { return a.day == b.day; }),
             days.end());
  return days;
}

std::string Digits(double score) { return absl::StrFormat("%.4f", score); }

}  // namespace

absl::StatusOr<GoalDraft*> AddLoopHabit(FileDraft& file, const LoopFileHabit& habit) {
  TF_ASSIGN_OR_RETURN(GoalDraft* const goal, file.AddGoal(habit.key));
  goal->title = habit.name;
  goal->meaning = habit.question;
  goal->why = habit.description;
  goal->archived = habit.archived;
  goal->at_minute = habit.at_minute;
  if (habit.some_weekdays) {
    goal->remarks.Say(
        "Its reminder was for some weekdays; the hour stands for every day it is due.");
  }
  goal->rhythm = LoopRhythm(habit.times, habit.days, goal->remarks);
  if (habit.numeric) {
    goal->kind = DraftKind::kMeasure;
    goal->unit = habit.unit;
    if (habit.target) SetTarget(*goal, habit);
  }
  for (const LoopRow& row : habit.rows) {
    DayDraft day = habit.numeric ? FromNumber(*goal, habit, row) : FromYesNo(*goal, habit, row);
    TF_RETURN_IF_ERROR(file.AddDay(*goal, std::move(day)));
  }
  return goal;
}

void CheckLoopScore(GoalDraft& goal, const LoopFileHabit& habit,
                    const std::vector<LoopFileScore>& scores, std::int32_t last,
                    ScoreBudget& budget) {
  const std::vector<LoopDay> days = ScoredDays(habit);
  if ((days.empty() && scores.empty()) || habit.times < 1 || habit.days < 1 ||
      habit.times > kMostInScore || habit.days > kMostInScore) {
    return;
  }
  const std::int64_t span = days.empty() ? 0 : last - days.front().day + 1;
  if (span > budget.days) {
    goal.remarks.Say("Its score was not checked: the file covers too many days.");
    return;
  }
  budget.days -= span;
  const LoopHabit rule{.numeric = habit.numeric,
                       .times = static_cast<int>(habit.times),
                       .days = static_cast<int>(habit.days),
                       .at_most = habit.at_most,
                       .target = habit.target_value};
  const std::vector<LoopScore> ours = LoopScores(rule, days, last);
  const auto on = [&](std::int32_t day) {
    if (ours.empty() || day < ours.front().day || day > ours.back().day) return Digits(0);
    return Digits(ours[static_cast<std::size_t>(day - ours.front().day)].score);
  };
  portable::v1::LoopCheck check;
  check.set_day(IsoDay(DayFromNumber(last)));
  check.set_score(on(last));
  for (const LoopFileScore& score : scores) {
    check.set_compared(check.compared() + 1);
    if (score.digits == on(score.day)) check.set_equal(check.equal() + 1);
  }
  goal.loop = check;
}

}  // namespace twofold::importing

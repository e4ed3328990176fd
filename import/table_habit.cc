// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The JSON export of Table Habit.
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/schedule/day.h"
#include "import/draft.h"
#include "import/parsed.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

constexpr std::int64_t kAvoid = 2;     // type
constexpr std::int64_t kDeleted = 2;   // status
constexpr std::int64_t kArchived = 3;  // status
constexpr std::int64_t kPerWeek = 1;   // freq_type
constexpr std::int64_t kPerMonth = 2;
constexpr std::int64_t kCustom = 3;
constexpr std::int64_t kSkip = 2;  // record_type
constexpr int kMinutesPerHour = 60;

std::optional<std::int32_t> DayMember(const Json& value, const char* name) {
  const std::optional<std::int64_t> day = IntegerMember(value, name);
  return day ? KeptDay(*day) : std::nullopt;
}

// A group's id, whether it is a number or a text.
std::string IdText(const Json& id) {
  return id.is_string() ? id.get_ref<const std::string&>() : id.dump();
}

class TableHabit {
 public:
  explicit TableHabit(const Circumstances& circumstances)
      : circumstances_(circumstances),
        file_(FormatWord(Format::kTableHabit), circumstances.bounds) {}

  Imported Read(const Json& json);

 private:
  void ReadGroups(const Json& json);
  absl::Status ReadHabit(const Json& habit);
  void SetRhythm(GoalDraft& goal, const Json& habit);
  void SetReminder(GoalDraft& goal, const Json& habit);
  absl::Status ReadRecords(GoalDraft& goal, const Json& habit);
  void SetKind(GoalDraft& goal, const Json& habit);

  const Circumstances& circumstances_;
  FileDraft file_;
  std::map<std::string, std::string> groups_;  // names by id as JSON
};

void TableHabit::ReadGroups(const Json& json) {
  const Json* groups = ArrayMember(json, "groups");
  if (groups == nullptr) return;
  for (const Json& group : *groups) {
    for (const char* id : {"uuid", "group_id", "id"}) {
      const Json* key = Member(group, id);
      if (key != nullptr && key->is_primitive()) groups_[IdText(*key)] = TextMember(group, "name");
    }
  }
}

// [n] or [n, days], as JSON inside a string.
void TableHabit::SetRhythm(GoalDraft& goal, const Json& habit) {
  const std::int64_t type = IntegerMember(habit, "freq_type").value_or(0);
  const auto custom = ParseJson(TextMember(habit, "freq_custom"), circumstances_.bounds);
  std::vector<std::int64_t> numbers;
  if (custom.ok() && custom->is_array() && custom->size() <= 2) {
    for (const Json& number : *custom) {
      numbers.push_back(number.is_number_integer() ? number.get<std::int64_t>() : 0);
    }
  }
  if (type == kPerWeek && numbers.size() == 1) {
    goal.rhythm = TimesPerWeekRhythm(numbers[0], goal.remarks);
  } else if (type == kPerMonth && numbers.size() == 1) {
    goal.rhythm = TimesPerMonthRhythm(numbers[0], goal.remarks);
  } else if (type == kCustom && numbers.size() == 2) {
    goal.rhythm = TimesInDaysRhythm(numbers[0], numbers[1], goal.remarks);
  } else {
    goal.remarks.Say(kRhythmUnread);
  }
}

void TableHabit::SetReminder(GoalDraft& goal, const Json& habit) {
  const std::string text = TextMember(habit, "reminder");
  if (text.empty()) return;
  const auto reminder = ParseJson(text, circumstances_.bounds);
  const Json* time = reminder.ok() ? Member(*reminder, "time") : nullptr;
  const std::int64_t hour = time == nullptr ? -1 : IntegerMember(*time, "hour").value_or(-1);
  const std::int64_t minute = time == nullptr ? -1 : IntegerMember(*time, "minute").value_or(-1);
  if (hour < 0 || hour > 23 || minute < 0 || minute >= kMinutesPerHour) {
    goal.remarks.Say("Its reminder could not be read and was left out.");
    return;
  }
  goal.at_minute = static_cast<int>(hour) * kMinutesPerHour + static_cast<int>(minute);
  const Json* days = ArrayMember(*reminder, "extra");
  if (days != nullptr && !days->empty()) {
    goal.remarks.Say("Its reminder was for some days; the hour stands for every day it is due.");
  }
}

absl::Status TableHabit::ReadRecords(GoalDraft& goal, const Json& habit) {
  const Json* records = ArrayMember(habit, "records");
  if (records == nullptr) return absl::OkStatus();
  for (const Json& record : *records) {
    const std::optional<std::int32_t> day = DayMember(record, "record_date");
    if (!day) {
      goal.remarks.Count(Loss::kBadDay);
      continue;
    }
    DayDraft entry{.day = *day};
    const std::string reason = TextMember(record, "reason");
    const std::int64_t type = IntegerMember(record, "record_type").value_or(0);
    if (type == kSkip) {
      entry.said = Said::kSkipped;
      entry.reason = reason;
    } else if (type == 1) {
      entry.note = reason;
      const std::optional<double> value = NumberMember(record, "record_value");
      SetAmount(goal, entry, value ? AmountOf(*value) : Amount{0, Amount::Fault::kNotANumber});
    } else {
      entry.note = reason;
      goal.remarks.Count(Loss::kUnknownState);
    }
    TF_RETURN_IF_ERROR(file_.AddDay(goal, std::move(entry)));
  }
  return absl::OkStatus();
}

// A habit to do once a day, without a unit and with values of 0 and 1 alone, is one of yes and no.
void TableHabit::SetKind(GoalDraft& goal, const Json& habit) {
  const bool avoid = IntegerMember(habit, "type").value_or(1) == kAvoid;
  const double target = NumberMember(habit, "daily_goal").value_or(avoid ? 0 : 1);
  goal.unit = TextMember(habit, "daily_goal_unit");
  const bool once_a_day = !avoid && target == 1 && goal.unit.empty();
  if (once_a_day && TakeAmountsAsYesAndNo(goal)) return;
  goal.kind = DraftKind::kMeasure;
  const std::optional<double> extra = NumberMember(habit, "daily_goal_extra");
  if (!avoid) {
    if (extra && *extra > target) {
      goal.remarks.Say("It had a higher goal beside the daily one, which was left out.");
    }
    goal.target = TargetDraft{"at_least", AmountOf(target), "day"};
    return;
  }
  // What is to be avoided may lie between the two.
  const double most = extra && *extra > target ? *extra : target;
  goal.target = TargetDraft{"at_most", AmountOf(most), "day"};
  if (most != target && target > 0) {
    goal.remarks.Say("It had a lower bound beside the upper one; only the upper one counts.");
  }
}

absl::Status TableHabit::ReadHabit(const Json& habit) {
  if (!habit.is_object()) {
    file_.remarks().Count(Loss::kUnreadableRow);
    return absl::OkStatus();
  }
  const std::int64_t status = IntegerMember(habit, "status").value_or(1);
  if (status == kDeleted) {
    file_.remarks().Count(Loss::kDeletedGoal);
    return absl::OkStatus();
  }
  const std::string name = TextMember(habit, "name");
  const std::optional<std::int32_t> start = DayMember(habit, "start_date");
  TF_ASSIGN_OR_RETURN(
      GoalDraft* const goal,
      file_.AddGoal(absl::StrCat(name, " ", start ? IsoDay(DayFromNumber(*start)) : "")));
  goal->title = name;
  goal->why = TextMember(habit, "desc");
  goal->meaning = TextMember(habit, "reminder_quest");
  goal->archived = status == kArchived;
  goal->start_day = start;
  const Json* group = Member(habit, "group_id");
  if (group != nullptr && group->is_primitive()) {
    const auto named = groups_.find(IdText(*group));
    if (named != groups_.end()) goal->group = named->second;
  }
  if (IntegerMember(habit, "target_days").value_or(0) > 0) {
    file_.remarks().Say("Target days do not exist here and were left out.");
  }
  SetRhythm(*goal, habit);
  SetReminder(*goal, habit);
  TF_RETURN_IF_ERROR(ReadRecords(*goal, habit));
  SetKind(*goal, habit);
  return absl::OkStatus();
}

Imported TableHabit::Read(const Json& json) {
  const Json* habits = ArrayMember(json, "habits");
  if (habits == nullptr) return NotThatFormat("this JSON is none of Table Habit");
  ReadGroups(json);
  for (const Json& habit : *habits) TF_RETURN_IF_ERROR(ReadHabit(habit));
  return file_.Finish(circumstances_.today);
}

}  // namespace

Imported ReadTableHabit(std::string bytes, const Circumstances& circumstances) {
  TF_ASSIGN_OR_RETURN(const Json json, ParseJson(std::move(bytes), circumstances.bounds));
  return ReadTableHabitJson(json, circumstances);
}

Imported ReadTableHabitJson(const Json& json, const Circumstances& circumstances) {
  return TableHabit(circumstances).Read(json);
}

}  // namespace twofold::importing

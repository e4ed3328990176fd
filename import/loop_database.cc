// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The database of Loop Habit Tracker, as its "full backup" writes it.
#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/schedule/day.h"
#include "import/loop_habit.h"
#include "import/parsed.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

constexpr std::int64_t kOldest = 9;
constexpr std::int64_t kNewest = 25;
constexpr std::int64_t kQuestionSince = 23;  // before, `description` held the question
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kAllWeekdays = 127;
constexpr int kMinutesPerHour = 60;

struct StoredHabit {
  std::int64_t id = 0;
  std::int64_t position = 0;
  LoopFileHabit habit;
  Remarks remarks;
};

std::optional<std::int32_t> DayOfMs(std::int64_t ms) {
  return KeptDay(ms / kDayMs - (ms % kDayMs < 0 ? 1 : 0));
}

class LoopDatabase {
 public:
  LoopDatabase(SqliteFile file, const Circumstances& circumstances)
      : sqlite_(std::move(file)), circumstances_(circumstances) {}

  Imported Read();

 private:
  absl::Status CheckVersion();
  absl::Status ReadHabits();
  absl::Status ReadHabit(const SqliteRow& row);
  absl::Status ReadRepetitions();
  Imported Finish();

  SqliteFile sqlite_;
  const Circumstances& circumstances_;
  std::int64_t version_ = 0;
  std::vector<StoredHabit> habits_;
  std::map<std::int64_t, std::size_t> places_;  // of habits by their id
  Remarks remarks_;
};

absl::Status LoopDatabase::CheckVersion() {
  TF_ASSIGN_OR_RETURN(version_, sqlite_.UserVersion());
  if (version_ > kNewest) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "import_newer",
                   absl::StrCat("this backup is from a newer Loop than I know (format ", version_,
                                ", known up to ", kNewest, ")."));
  }
  if (version_ < kOldest) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "import_older",
                   absl::StrCat("this backup is from an older Loop than I know (format ", version_,
                                ", known from ", kOldest, " on)."));
  }
  return absl::OkStatus();
}

absl::Status LoopDatabase::ReadHabits() {
  const std::vector<absl::string_view> names = {
      "id",           "name",          "freq_num",     "freq_den",     "description", "question",
      "uuid",         "position",      "archived",     "type",         "unit",        "target_type",
      "target_value", "reminder_hour", "reminder_min", "reminder_days"};
  TF_RETURN_IF_ERROR(
      sqlite_.Visit("Habits", names, 4, [this](const SqliteRow& row) { return ReadHabit(row); }));
  std::stable_sort(habits_.begin(), habits_.end(), [](const StoredHabit& a, const StoredHabit& b) {
    return std::pair(a.position, a.id) < std::pair(b.position, b.id);
  });
  for (std::size_t i = 0; i < habits_.size(); ++i) places_[habits_[i].id] = i;
  return absl::OkStatus();
}

absl::Status LoopDatabase::ReadHabit(const SqliteRow& row) {
  enum Column {
    kId,
    kName,
    kTimes,
    kDays,
    kDescription,
    kQuestion,
    kUuid,
    kPosition,
    kArchived,
    kType,
    kUnit,
    kTargetType,
    kTargetValue,
    kReminderHour,
    kReminderMinute,
    kReminderDays
  };
  if (habits_.size() == circumstances_.bounds.goals) {
    return TooManyGoals(circumstances_.bounds.goals);
  }
  StoredHabit stored;
  const std::optional<std::int64_t> id = row.Integer(kId);
  if (!id) return Damaged("a habit has no number");
  stored.id = *id;
  stored.position = row.Integer(kPosition).value_or(*id);
  LoopFileHabit& habit = stored.habit;
  habit.name = row.Text(kName);
  const std::string uuid = row.Text(kUuid);
  habit.key = uuid.empty() ? absl::StrCat(*id, " ", habit.name) : uuid;
  habit.question = row.Text(version_ < kQuestionSince ? kDescription : kQuestion);
  if (version_ >= kQuestionSince) habit.description = row.Text(kDescription);
  habit.times = row.Integer(kTimes).value_or(0);
  habit.days = row.Integer(kDays).value_or(0);
  habit.archived = row.Integer(kArchived).value_or(0) != 0;
  habit.numeric = row.Integer(kType).value_or(0) == 1;
  habit.unit = row.Text(kUnit);
  habit.at_most = row.Integer(kTargetType).value_or(0) == 1;
  habit.target_value = row.Real(kTargetValue).value_or(0);
  habit.target = AmountOf(habit.target_value);
  const std::int64_t hour = row.Integer(kReminderHour).value_or(-1);
  const std::int64_t minute = row.Integer(kReminderMinute).value_or(-1);
  const std::int64_t weekdays = row.Integer(kReminderDays).value_or(kAllWeekdays);
  if (hour >= 0 && hour < 24 && minute >= 0 && minute < kMinutesPerHour && weekdays != 0) {
    habit.at_minute = static_cast<int>(hour) * kMinutesPerHour + static_cast<int>(minute);
    habit.some_weekdays = weekdays != kAllWeekdays;
  }
  habits_.push_back(std::move(stored));
  return absl::OkStatus();
}

absl::Status LoopDatabase::ReadRepetitions() {
  enum Column { kHabit, kTimestamp, kValue, kNotes };
  std::size_t rows = 0;
  const auto visit = [&](const SqliteRow& row) -> absl::Status {
    if (++rows > circumstances_.bounds.entries) {
      return TooManyEntries(circumstances_.bounds.entries);
    }
    const std::optional<std::int64_t> habit = row.Integer(kHabit);
    const auto place = habit ? places_.find(*habit) : places_.end();
    if (place == places_.end()) {
      remarks_.Count(Loss::kOrphan);
      return absl::OkStatus();
    }
    StoredHabit& stored = habits_[place->second];
    const std::optional<std::int64_t> ms = row.Integer(kTimestamp);
    const std::optional<std::int32_t> day = ms ? DayOfMs(*ms) : std::nullopt;
    if (!day) {
      stored.remarks.Count(Loss::kBadDay);
      return absl::OkStatus();
    }
    if (*ms % kDayMs != 0) stored.remarks.Count(Loss::kTimeOfDay);
    // Before there were values, every row was a yes.
    const std::optional<std::int64_t> value =
        row.Has(kValue) ? row.Integer(kValue) : std::optional<std::int64_t>(kLoopYes);
    if (!value) stored.remarks.Count(Loss::kUnknownState);
    stored.habit.rows.push_back({*day, value.value_or(kLoopUnknown), row.Text(kNotes)});
    return absl::OkStatus();
  };
  return sqlite_.Visit("Repetitions", {"habit", "timestamp", "value", "notes"}, 2, visit);
}

Imported LoopDatabase::Finish() {
  FileDraft file(FormatWord(Format::kLoop), circumstances_.bounds);
  file.remarks() = remarks_;
  std::vector<GoalDraft*> goals;
  for (StoredHabit& stored : habits_) {
    TF_ASSIGN_OR_RETURN(GoalDraft* const goal, AddLoopHabit(file, stored.habit));
    goal->remarks.Add(stored.remarks);
    goals.push_back(goal);
  }
  ScoreBudget budget{circumstances_.bounds.score_days};
  for (std::size_t i = 0; i < habits_.size() && file.last_day(); ++i) {
    CheckLoopScore(*goals[i], habits_[i].habit, {}, *file.last_day(), budget);
    habits_[i].habit.rows = {};
  }
  return file.Finish(circumstances_.today);
}

Imported LoopDatabase::Read() {
  for (const absl::string_view table : {"Habits", "Repetitions"}) {
    TF_ASSIGN_OR_RETURN(const bool there, sqlite_.HasTable(table));
    if (!there) return NotThatFormat("this database is not one of Loop Habit Tracker");
  }
  TF_RETURN_IF_ERROR(CheckVersion());
  TF_RETURN_IF_ERROR(ReadHabits());
  TF_RETURN_IF_ERROR(ReadRepetitions());
  return Finish();
}

}  // namespace

Imported ReadLoopDatabase(std::string bytes, const Circumstances& circumstances) {
  if (!IsSqlite(bytes)) return NotThatFormat("this is no database");
  TF_ASSIGN_OR_RETURN(SqliteFile file, SqliteFile::Open(std::move(bytes), circumstances.bounds));
  return ReadLoopSqlite(std::move(file), circumstances);
}

Imported ReadLoopSqlite(SqliteFile file, const Circumstances& circumstances) {
  return LoopDatabase(std::move(file), circumstances).Read();
}

}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The folder of harsh: the files `habits` and `log`.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/status_macros.h"
#include "import/draft.h"
#include "import/readers.h"
#include "import/refusals.h"
#include "import/texts.h"

namespace twofold::importing {
namespace {

constexpr absl::string_view kSeparator = " : ";
constexpr std::int64_t kDaysPerWeek = 7;
constexpr std::int64_t kLargest = 100'000;  // in a frequency

// "3" or "2w".
std::optional<std::int64_t> Days(absl::string_view text) {
  std::int64_t times = 1;
  absl::string_view digits = absl::StripAsciiWhitespace(text);
  if (absl::ConsumeSuffix(&digits, "w")) times = kDaysPerWeek;
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(digits, &number) || number < 0 || number > kLargest) return std::nullopt;
  return number * times;
}

// Sets kind and rhythm; false for what is no frequency.
bool SetFrequency(GoalDraft& goal, absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  const std::optional<std::int64_t> first = Days(parts[0]);
  if (!first || parts.size() > 2) return false;
  if (parts.size() == 1) {
    if (*first == 0) {
      goal.kind = DraftKind::kObserve;
    } else {
      goal.rhythm = TimesInDaysRhythm(1, *first, goal.remarks);
    }
    return true;
  }
  const std::optional<std::int64_t> span = Days(parts[1]);
  if (!span || *span == 0 || *first == 0 || *first > *span) return false;
  goal.rhythm = TimesInDaysRhythm(*first, *span, goal.remarks);
  return true;
}

struct LogLine {
  absl::string_view day, habit, result;
  std::string comment;
  absl::string_view amount;
};

// Splits a line; a comment that holds the separator is put together again.
std::optional<LogLine> Split(absl::string_view line) {
  std::string ended(line);
  // An empty last field whose blank an editor took away.
  if (absl::EndsWith(ended, " :")) ended += ' ';
  std::vector<absl::string_view> fields = absl::StrSplit(absl::string_view(ended), kSeparator);
  if (fields.size() < 3) return std::nullopt;
  LogLine split;
  // The views have to point into `line`, which outlives this.
  const auto in_line = [&](absl::string_view field) {
    const auto at = static_cast<std::size_t>(field.data() - ended.data());
    return absl::StripAsciiWhitespace(line.substr(std::min(at, line.size()), field.size()));
  };
  split.day = in_line(fields[0]);
  split.habit = in_line(fields[1]);
  split.result = in_line(fields[2]);
  std::size_t end = fields.size();
  if (end >= 5) {
    const absl::string_view last = in_line(fields[end - 1]);
    if (last.empty() || ReadAmount(last, Comma::kUnknown).fault != Amount::Fault::kNotANumber) {
      split.amount = last;
      --end;
    }
  }
  split.comment = absl::StrJoin(fields.begin() + 3,
                                fields.begin() + static_cast<std::ptrdiff_t>(end), kSeparator);
  return split;
}

class Harsh {
 public:
  explicit Harsh(const Circumstances& circumstances)
      : circumstances_(circumstances), file_(FormatWord(Format::kHarsh), circumstances.bounds) {}

  absl::Status ReadHabits(absl::string_view text);
  absl::Status ReadLog(absl::string_view text);
  Imported Finish();

  FileDraft& file() { return file_; }

 private:
  absl::Status ReadHabit(absl::string_view line);
  absl::Status ReadLine(absl::string_view line);
  absl::StatusOr<GoalDraft*> GoalOf(absl::string_view habit);

  const Circumstances& circumstances_;
  FileDraft file_;
  std::string heading_;
  std::map<std::string, GoalDraft*> goals_;  // by name
  std::size_t lines_ = 0;
};

absl::Status Harsh::ReadHabits(absl::string_view text) {
  for (absl::string_view line : absl::StrSplit(text, absl::ByAnyChar("\r\n"))) {
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line[0] == '#') continue;
    if (absl::ConsumePrefix(&line, "!")) {
      heading_ = std::string(absl::StripAsciiWhitespace(line));
      continue;
    }
    TF_RETURN_IF_ERROR(ReadHabit(line));
  }
  if (file_.goals().empty()) return NotThatFormat("its file habits names no habit of harsh");
  return absl::OkStatus();
}

absl::Status Harsh::ReadHabit(absl::string_view line) {
  const std::vector<absl::string_view> parts = absl::StrSplit(line, ": ");
  const std::string name(absl::StripAsciiWhitespace(parts[0]));
  if (parts.size() < 2 || name.empty() || goals_.count(name) != 0) {
    file_.remarks().Count(Loss::kUnreadableRow);
    return absl::OkStatus();
  }
  TF_ASSIGN_OR_RETURN(GoalDraft* const goal, file_.AddGoal(name));
  goals_[name] = goal;
  goal->title = name;
  goal->group = heading_;
  goal->repeats = Repeats::kLastCounts;
  if (!SetFrequency(*goal, parts[1])) {
    goal->remarks.Say(kRhythmUnread);
  }
  if (parts.size() > 2) {
    goal->last_day = ReadDay(parts[2], DayOrder::kMonthFirst);
    if (!goal->last_day) goal->remarks.Say("Its last day could not be read.");
  }
  return absl::OkStatus();
}

absl::StatusOr<GoalDraft*> Harsh::GoalOf(absl::string_view habit) {
  GoalDraft*& goal = goals_[std::string(habit)];
  if (goal != nullptr) return goal;
  TF_ASSIGN_OR_RETURN(goal, file_.AddGoal(habit));
  goal->title = std::string(habit);
  goal->repeats = Repeats::kLastCounts;
  goal->archived = true;
  goal->remarks.Say(
      "Its entries are in the log, but it is not among the habits; it arrives archived, due every "
      "day.");
  return goal;
}

absl::Status Harsh::ReadLog(absl::string_view text) {
  for (absl::string_view line : absl::StrSplit(text, absl::ByAnyChar("\r\n"))) {
    if (absl::StripAsciiWhitespace(line).empty() || line[0] == '#') continue;
    TF_RETURN_IF_ERROR(ReadLine(line));
  }
  return absl::OkStatus();
}

absl::Status Harsh::ReadLine(absl::string_view line) {
  if (++lines_ > circumstances_.bounds.entries) {
    return TooManyEntries(circumstances_.bounds.entries);
  }
  const std::optional<LogLine> split = Split(line);
  if (!split || split->habit.empty()) {
    file_.remarks().Count(Loss::kUnreadableRow);
    return absl::OkStatus();
  }
  const std::optional<std::int32_t> day = ReadDay(split->day, DayOrder::kMonthFirst);
  if (!day) {
    file_.remarks().Count(Loss::kBadDay);
    return absl::OkStatus();
  }
  DayDraft entry{.day = *day};
  if (split->result == "y") {
    entry.said = Said::kKept;
  } else if (split->result == "n") {
    entry.said = Said::kNotKept;
  } else if (split->result == "s") {
    entry.said = Said::kSkipped;
  } else {
    file_.remarks().Count(Loss::kUnknownState);
    return absl::OkStatus();
  }
  TF_ASSIGN_OR_RETURN(GoalDraft* const goal, GoalOf(split->habit));
  (entry.said == Said::kSkipped ? entry.reason : entry.note) = split->comment;
  if (!split->amount.empty()) {
    SetAmount(*goal, entry, ReadAmount(split->amount, Comma::kUnknown));
    // harsh writes no amount and an amount of nothing alike.
    if (entry.micros == 0) entry.micros.reset();
  }
  return file_.AddDay(*goal, std::move(entry));
}

Imported Harsh::Finish() {
  for (GoalDraft& goal : file_.goals()) {
    if (goal.kind != DraftKind::kObserve) SetKindByDays(goal);
  }
  return file_.Finish(circumstances_.today);
}

const SourceFile* FileNamed(const Source& source, absl::string_view name) {
  for (const SourceFile& file : source.files) {
    if (file.path == name) return &file;
  }
  return nullptr;
}

}  // namespace

Imported ReadHarsh(const Source& source, const Circumstances& circumstances) {
  const SourceFile* habits = FileNamed(source, "habits");
  const SourceFile* log = FileNamed(source, "log");
  if (habits == nullptr) return NotThatFormat("the folder of harsh has a file habits");
  Harsh harsh(circumstances);
  TF_ASSIGN_OR_RETURN(const std::string habits_text,
                      FileText(habits->bytes, harsh.file().remarks()));
  TF_RETURN_IF_ERROR(harsh.ReadHabits(habits_text));
  if (log == nullptr) {
    harsh.file().remarks().Say("There is no file log beside the habits; there are no entries.");
    return harsh.Finish();
  }
  TF_ASSIGN_OR_RETURN(const std::string log_text, FileText(log->bytes, harsh.file().remarks()));
  TF_RETURN_IF_ERROR(harsh.ReadLog(log_text));
  return harsh.Finish();
}

}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The CSV archive of Loop Habit Tracker, packed or unpacked, in its three generations. Of the root
// only Habits.csv is read: the other root files break on commas in names, hold nonsense in some
// versions and lack entries in others. The folder of each habit has the same and is whole.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "core/base/status_macros.h"
#include "import/csv.h"
#include "import/encoding.h"
#include "import/loop_habit.h"
#include "import/readers.h"
#include "import/refusals.h"
#include "import/texts.h"

namespace twofold::importing {
namespace {

constexpr std::int64_t kLeastAmount = 4;  // in generations that do not say which habits are numbers

enum class Generation { kFirst, kSecond, kThird };

struct Columns {
  Generation generation = Generation::kFirst;
  std::map<std::string, std::size_t> places;  // by name in lower case
};

// The files of one habit.
struct HabitFiles {
  std::string folder;
  const SourceFile* checkmarks = nullptr;
  const SourceFile* scores = nullptr;
};

struct ReadHabit {
  LoopFileHabit habit;
  std::vector<LoopFileScore> scores;
  Remarks remarks;
};

Columns ColumnsOf(const std::vector<std::string>& header) {
  Columns columns;
  for (std::size_t i = 0; i < header.size(); ++i) {
    columns.places.emplace(absl::AsciiStrToLower(absl::StripAsciiWhitespace(header[i])), i);
  }
  const auto has = [&](const char* name) { return columns.places.count(name) != 0; };
  if (has("type")) {
    columns.generation = Generation::kThird;
  } else if (has("question")) {
    columns.generation = Generation::kSecond;
  }
  return columns;
}

// The word of a row in the column that has one of these names.
absl::string_view WordAt(const Columns& columns, const std::vector<std::string>& row,
                         std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto place = columns.places.find(name);
    if (place != columns.places.end() && place->second < row.size()) return row[place->second];
  }
  return {};
}

// Takes the digits in front of a folder's name, in any script.
std::optional<std::int64_t> FolderNumber(absl::string_view folder) {
  const std::string ascii = AsciiDigits(ValidUtf8(BaseName(folder)));
  std::size_t digits = 0;
  while (digits < ascii.size() && absl::ascii_isdigit(ascii[digits])) ++digits;
  return ReadInteger(absl::string_view(ascii).substr(0, digits));
}

class LoopCsv {
 public:
  LoopCsv(const Source& source, const Circumstances& circumstances)
      : source_(source),
        circumstances_(circumstances),
        file_(FormatWord(Format::kLoopCsv), circumstances.bounds) {}

  Imported Read();

 private:
  absl::Status FindFiles();
  absl::Status ReadHabits();
  absl::Status ReadCheckmarks(const SourceFile& from, const Columns& columns, ReadHabit& into);
  absl::Status ReadScores(const SourceFile& from, ReadHabit& into);
  absl::Status AddAll();

  const Source& source_;
  const Circumstances& circumstances_;
  FileDraft file_;
  const SourceFile* root_ = nullptr;
  std::map<std::int64_t, HabitFiles> folders_;  // by their number
  std::size_t entries_ = 0;
  std::vector<ReadHabit> habits_;
};

// An archive that was packed again may have everything in one more folder.
absl::Status LoopCsv::FindFiles() {
  for (const SourceFile& file : source_.files) {
    if (BaseName(file.path) != "Habits.csv") continue;
    if (root_ == nullptr || file.path.size() < root_->path.size()) root_ = &file;
  }
  if (root_ == nullptr) return NotThatFormat("there is no Habits.csv of Loop Habit Tracker in it");
  const absl::string_view above =
      absl::string_view(root_->path).substr(0, root_->path.size() - sizeof("Habits.csv") + 1);
  bool root_files = false;
  for (const SourceFile& file : source_.files) {
    absl::string_view path = file.path;
    if (!absl::ConsumePrefix(&path, above)) continue;
    const std::size_t slash = path.find('/');
    const absl::string_view name = BaseName(path);
    if (slash == absl::string_view::npos) {
      root_files = root_files || name == "Checkmarks.csv" || name == "Scores.csv";
      continue;
    }
    if (path.find('/', slash + 1) != absl::string_view::npos) continue;
    const std::optional<std::int64_t> number = FolderNumber(path.substr(0, slash));
    if (!number || (name != "Checkmarks.csv" && name != "Scores.csv")) continue;
    HabitFiles& files = folders_[*number];
    if (files.folder.empty()) files.folder = std::string(path.substr(0, slash));
    if (files.folder != path.substr(0, slash)) {
      return Damaged("two folders in it have the same number");
    }
    (name == "Checkmarks.csv" ? files.checkmarks : files.scores) = &file;
  }
  if (root_files) {
    file_.remarks().Say("Checkmarks.csv and Scores.csv at the top of the archive were not used.");
  }
  return absl::OkStatus();
}

ReadHabit HabitOf(const Columns& columns, const std::vector<std::string>& row) {
  const auto word = [&](std::initializer_list<const char*> names) {
    return WordAt(columns, row, names);
  };
  ReadHabit read;
  LoopFileHabit& habit = read.habit;
  habit.name = std::string(word({"name"}));
  habit.question = std::string(word({"question"}));
  habit.description = std::string(word({"description"}));
  // The first generation called the question a description.
  if (columns.generation == Generation::kFirst) habit.question.swap(habit.description);
  habit.times = ReadInteger(word({"frequencynumerator", "numrepetitions"})).value_or(0);
  habit.days = ReadInteger(word({"frequencydenominator", "interval"})).value_or(0);
  habit.zero_is_unknown = columns.generation == Generation::kFirst;
  habit.numeric = absl::EqualsIgnoreCase(word({"type"}), "NUMERICAL");
  habit.unit = std::string(word({"unit"}));
  habit.at_most = absl::EqualsIgnoreCase(word({"target type"}), "AT_MOST");
  if (habit.numeric) {
    const Amount target = ReadAmount(word({"target value"}), Comma::kUnknown);
    habit.target = target;
    habit.target_value = static_cast<double>(target.micros) / 1e6;
  }
  habit.archived = absl::EqualsIgnoreCase(word({"archived?"}), "true");
  return read;
}

// One value of Checkmarks.csv in Loop's numbers; nothing when it is none.
std::optional<std::int64_t> ValueOf(absl::string_view text, Generation generation) {
  constexpr std::array<std::pair<absl::string_view, std::int64_t>, 5> kWords = {{
      {"UNKNOWN", kLoopUnknown},
      {"NO", kLoopNo},
      {"YES_AUTO", kLoopYesAuto},
      {"YES_MANUAL", kLoopYes},
      {"SKIP", kLoopSkip},
  }};
  const absl::string_view word = absl::StripAsciiWhitespace(text);
  if (generation == Generation::kThird) {
    for (const auto& [name, value] : kWords) {
      if (absl::EqualsIgnoreCase(word, name)) return value;
    }
  }
  return ReadInteger(word);
}

absl::Status LoopCsv::ReadCheckmarks(const SourceFile& from, const Columns& columns,
                                     ReadHabit& into) {
  TF_ASSIGN_OR_RETURN(const std::string text, FileText(from.bytes, file_.remarks()));
  CsvReader csv(text, ',', circumstances_.bounds);
  std::vector<std::string> row;
  bool amounts = false;
  while (true) {
    TF_ASSIGN_OR_RETURN(const bool more, csv.Next(row));
    if (!more) break;
    if (absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(row[0]), "date")) continue;
    if (row.size() < 2) {
      into.remarks.Count(Loss::kUnreadableRow);
      continue;
    }
    if (++entries_ > circumstances_.bounds.entries) {
      return TooManyEntries(circumstances_.bounds.entries);
    }
    const std::optional<std::int32_t> day = ReadDay(row[0], DayOrder::kMonthFirst);
    const std::optional<std::int64_t> value = ValueOf(row[1], columns.generation);
    if (!day) {
      into.remarks.Count(Loss::kBadDay);
      continue;
    }
    file_.Covers(*day);
    if (!value) into.remarks.Count(Loss::kUnknownState);
    std::string note = row.size() > 2 ? row[2] : "";
    // A note that was not quoted has its commas as separators.
    for (std::size_t i = 3; i < row.size(); ++i) absl::StrAppend(&note, ",", row[i]);
    if (row.size() > 3) into.remarks.Count(Loss::kRaggedRow);
    into.habit.rows.push_back({*day, value.value_or(kLoopUnknown), std::move(note)});
    amounts = amounts || value.value_or(0) >= kLeastAmount;
  }
  if (csv.unclosed()) into.remarks.Count(Loss::kUnreadableRow);
  if (columns.generation != Generation::kThird && amounts) {
    into.habit.numeric = true;
    into.remarks.Say("Values of 4 and more were read as amounts; check the unit.");
  }
  return absl::OkStatus();
}

absl::Status LoopCsv::ReadScores(const SourceFile& from, ReadHabit& into) {
  TF_ASSIGN_OR_RETURN(const std::string text, FileText(from.bytes, file_.remarks()));
  CsvReader csv(text, ',', circumstances_.bounds);
  std::vector<std::string> row;
  while (true) {
    TF_ASSIGN_OR_RETURN(const bool more, csv.Next(row));
    if (!more) return absl::OkStatus();
    const std::optional<std::int32_t> day = ReadDay(row[0], DayOrder::kMonthFirst);
    if (!day || row.size() < 2) continue;
    // In some countries the point was a comma, and so a separator.
    const std::string digits = row.size() == 2 ? row[1] : absl::StrCat(row[1], ".", row[2]);
    const Amount score = ReadAmount(digits, Comma::kDecimal);
    if (score.fault != Amount::Fault::kNone) continue;
    file_.Covers(*day);
    if (into.scores.size() == circumstances_.bounds.entries) return absl::OkStatus();
    into.scores.push_back({*day, absl::StrFormat("%.4f", static_cast<double>(score.micros) / 1e6)});
  }
}

absl::Status LoopCsv::ReadHabits() {
  TF_ASSIGN_OR_RETURN(const std::string text, FileText(root_->bytes, file_.remarks()));
  CsvReader csv(text, ',', circumstances_.bounds);
  std::vector<std::string> row;
  TF_ASSIGN_OR_RETURN(const bool some, csv.Next(row));
  const Columns columns = ColumnsOf(row);
  if (!some || columns.places.count("position") == 0 || columns.places.count("name") == 0) {
    return NotThatFormat("its Habits.csv is not one of Loop Habit Tracker");
  }
  std::set<std::int64_t> used;
  while (true) {
    TF_ASSIGN_OR_RETURN(const bool more, csv.Next(row));
    if (!more) break;
    const std::optional<std::int64_t> position = ReadInteger(WordAt(columns, row, {"position"}));
    if (!position || row.size() < 2 || !used.insert(*position).second) {
      file_.remarks().Count(Loss::kUnreadableRow);
      continue;
    }
    if (row.size() != columns.places.size()) file_.remarks().Count(Loss::kRaggedRow);
    if (habits_.size() == circumstances_.bounds.goals) {
      return TooManyGoals(circumstances_.bounds.goals);
    }
    ReadHabit read = HabitOf(columns, row);
    read.habit.key = absl::StrFormat("%03d %s", *position, read.habit.name);
    const auto files = folders_.find(*position);
    if (files == folders_.end() || files->second.checkmarks == nullptr) {
      read.remarks.Say("Its folder is not in the archive; it arrives without entries.");
    } else {
      TF_RETURN_IF_ERROR(ReadCheckmarks(*files->second.checkmarks, columns, read));
    }
    if (files != folders_.end() && files->second.scores != nullptr) {
      TF_RETURN_IF_ERROR(ReadScores(*files->second.scores, read));
    }
    if (columns.generation != Generation::kThird) {
      read.remarks.Say("Its file does not say whether it is archived.");
    }
    habits_.push_back(std::move(read));
  }
  if (csv.unclosed()) file_.remarks().Count(Loss::kUnreadableRow);
  std::size_t left = 0;
  for (const auto& [number, files] : folders_) left += used.count(number) == 0 ? 1 : 0;
  if (left > 0) {
    file_.remarks().Say(absl::StrCat(left, left == 1 ? " folder is" : " folders are",
                                     " not named in Habits.csv and ", left == 1 ? "was" : "were",
                                     " left out."));
  }
  return absl::OkStatus();
}

absl::Status LoopCsv::AddAll() {
  ScoreBudget budget{circumstances_.bounds.score_days};
  const std::optional<std::int32_t> last = file_.last_day();
  for (ReadHabit& read : habits_) {
    TF_ASSIGN_OR_RETURN(GoalDraft* const goal, AddLoopHabit(file_, read.habit));
    goal->remarks.Add(read.remarks);
    if (last) CheckLoopScore(*goal, read.habit, read.scores, *last, budget);
    read = {};
  }
  return absl::OkStatus();
}

Imported LoopCsv::Read() {
  TF_RETURN_IF_ERROR(FindFiles());
  TF_RETURN_IF_ERROR(ReadHabits());
  TF_RETURN_IF_ERROR(AddAll());
  return file_.Finish(circumstances_.today);
}

}  // namespace

Imported ReadLoopCsv(const Source& source, const Circumstances& circumstances) {
  return LoopCsv(source, circumstances).Read();
}

}  // namespace twofold::importing

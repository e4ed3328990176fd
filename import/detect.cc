// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/status_macros.h"
#include "import/archive.h"
#include "import/csv.h"
#include "import/encoding.h"
#include "import/parsed.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

constexpr std::array<std::pair<Format, const char*>, 7> kWords = {{
    {Format::kLoop, "loop"},
    {Format::kLoopCsv, "loop_csv"},
    {Format::kHabitBull, "habitbull"},
    {Format::kHarsh, "harsh"},
    {Format::kTableHabit, "table_habit"},
    {Format::kCsv, "csv"},
    {Format::kTwofold, "twofold"},
}};

constexpr std::size_t kHeadBytes = 8 * 1024;  // enough for the first line of a CSV

absl::Status Unknown(absl::string_view why) {
  return Refusal(absl::StatusCode::kInvalidArgument, "import_format_unknown",
                 absl::StrCat(why, "."));
}

absl::StatusOr<Format> One(const std::vector<Format>& candidates, absl::string_view otherwise) {
  if (candidates.size() == 1) return candidates[0];
  if (candidates.empty()) return Unknown(otherwise);
  std::vector<absl::string_view> words;
  for (const Format format : candidates) words.push_back(FormatWord(format));
  return Refusal(
      absl::StatusCode::kInvalidArgument, "import_format_ambiguous",
      absl::StrCat("this could be ", absl::StrJoin(words, " or "), "; say which with --format."));
}

absl::StatusOr<Format> DetectFolder(const Source& source) {
  std::vector<Format> candidates;
  bool habits = false, log = false, loop = false;
  for (const SourceFile& file : source.files) {
    habits = habits || file.path == "habits";
    log = log || file.path == "log";
    loop = loop || BaseName(file.path) == "Habits.csv";
  }
  if (loop) candidates.push_back(Format::kLoopCsv);
  if (habits && log) candidates.push_back(Format::kHarsh);
  return One(candidates,
             "it holds neither Habits.csv of Loop nor the files habits and log of harsh");
}

// What a source is, and what was parsed to find that out.
struct Found {
  Format format = Format::kCsv;
  std::optional<SqliteFile> database;
  std::optional<Json> json;
};

absl::StatusOr<Found> DetectDatabase(std::string bytes, const Bounds& bounds) {
  TF_ASSIGN_OR_RETURN(SqliteFile file, SqliteFile::Open(std::move(bytes), bounds));
  for (const absl::string_view table : {"Habits", "Repetitions"}) {
    TF_ASSIGN_OR_RETURN(const bool there, file.HasTable(table));
    if (!there) return Unknown("this database is not one of Loop Habit Tracker");
  }
  return Found{Format::kLoop, std::move(file), std::nullopt};
}

// Table Habit's habits are known by how they say how often; others call theirs habits, too.
bool IsTableHabit(const Json& json) {
  const Json* habits = ArrayMember(json, "habits");
  if (habits == nullptr) return false;
  return std::all_of(habits->begin(), habits->end(), [](const Json& habit) {
    return Member(habit, "name") != nullptr &&
           (Member(habit, "freq_type") != nullptr || Member(habit, "start_date") != nullptr);
  });
}

absl::StatusOr<Found> DetectJson(std::string bytes, const Bounds& bounds) {
  TF_ASSIGN_OR_RETURN(Json json, ParseJson(std::move(bytes), bounds));
  std::vector<Format> candidates;
  if (TextMember(json, "schema") == "twofold.export.v1") candidates.push_back(Format::kTwofold);
  if (IsTableHabit(json)) candidates.push_back(Format::kTableHabit);
  TF_ASSIGN_OR_RETURN(
      const Format format,
      One(candidates, "this JSON is neither an export of twofold nor one of Table Habit"));
  return Found{format, std::nullopt, std::move(json)};
}

absl::StatusOr<Format> DetectCsv(const std::string& text, const Bounds& bounds) {
  CsvReader csv(text, SeparatorOf(text), bounds);
  std::vector<std::string> header;
  TF_ASSIGN_OR_RETURN(const bool some, csv.Next(header));
  if (!some) return Unknown("this file is empty");
  for (std::string& word : header) {
    word = absl::AsciiStrToLower(absl::StripAsciiWhitespace(word));
  }
  const auto has = [&](absl::string_view word) {
    return std::find(header.begin(), header.end(), word) != header.end();
  };
  std::vector<Format> candidates;
  if (has("habitname") && has("calendardate") && has("value")) {
    candidates.push_back(Format::kHabitBull);
  }
  if (has("date") && has("goal")) candidates.push_back(Format::kCsv);
  if (has("position") && has("name") && candidates.empty()) {
    return Unknown("this is one file of Loop's archive; give the whole archive or its folder");
  }
  return One(candidates,
             "this is no file that I know; a CSV has the columns date and goal in its first line");
}

// Says which format it is, by what it holds. The bytes of what is parsed are taken away.
absl::StatusOr<Found> Detect(Source& source, const Bounds& bounds) {
  Found found;
  if (source.folder) {
    TF_ASSIGN_OR_RETURN(found.format, DetectFolder(source));
    return found;
  }
  std::string& bytes = source.files[0].bytes;
  if (IsSqlite(bytes)) return DetectDatabase(std::move(bytes), bounds);
  // The head may end inside a letter; the whole file is decoded by its reader.
  TF_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(bytes.substr(0, kHeadBytes)));
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(decoded.text);
  if (!text.empty() && (text[0] == '{' || text[0] == '[')) {
    return DetectJson(std::move(bytes), bounds);
  }
  TF_ASSIGN_OR_RETURN(found.format, DetectCsv(decoded.text, bounds));
  return found;
}

}  // namespace

absl::string_view FormatWord(Format format) {
  for (const auto& [known, word] : kWords) {
    if (known == format) return word;
  }
  return "";
}

std::optional<Format> FormatOf(absl::string_view word) {
  for (const auto& [format, known] : kWords) {
    if (word == known) return format;
  }
  return std::nullopt;
}

Imported Read(Source source, std::optional<Format> format, const Circumstances& circumstances) {
  if (!source.folder && IsZip(source.files[0].bytes)) {
    TF_ASSIGN_OR_RETURN(Source unpacked, Unpack(source.files[0].bytes, circumstances.bounds));
    source = std::move(unpacked);
  }
  Found found;
  if (format) {
    found.format = *format;
  } else {
    TF_ASSIGN_OR_RETURN(found, Detect(source, circumstances.bounds));
  }
  const bool needs_folder = found.format == Format::kLoopCsv || found.format == Format::kHarsh;
  if (needs_folder != source.folder) {
    return NotThatFormat(needs_folder ? "this format is a folder or an archive, not one file"
                                      : "this format is one file, not a folder");
  }
  std::string bytes = needs_folder ? "" : std::move(source.files[0].bytes);
  Imported file = NothingFound();
  switch (found.format) {
    case Format::kLoop:
      file = found.database ? ReadLoopSqlite(*std::move(found.database), circumstances)
                            : ReadLoopDatabase(std::move(bytes), circumstances);
      break;
    case Format::kLoopCsv:
      file = ReadLoopCsv(source, circumstances);
      break;
    case Format::kHabitBull:
      file = ReadHabitBull(std::move(bytes), circumstances);
      break;
    case Format::kHarsh:
      file = ReadHarsh(source, circumstances);
      break;
    case Format::kTableHabit:
      file = found.json ? ReadTableHabitJson(*found.json, circumstances)
                        : ReadTableHabit(std::move(bytes), circumstances);
      break;
    case Format::kCsv:
      file = ReadGenericCsv(std::move(bytes), circumstances);
      break;
    case Format::kTwofold:
      file = found.json ? ReadTwofoldJson(*std::move(found.json), circumstances)
                        : ReadTwofold(std::move(bytes), circumstances);
      break;
  }
  if (file.ok() && source.journal_beside && found.format == Format::kLoop) {
    file->add_remarks(
        "A file that ends in -wal lies beside it and was not read; the newest "
        "entries may be in it.");
  }
  return file;
}

}  // namespace twofold::importing

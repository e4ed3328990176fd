// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/import/import_support.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/goals/amount.h"
#include "core/goals/entry.h"
#include "core/goals/goal.h"
#include "core/goals/terms_words.h"
#include "core/schedule/day.h"
#include "import/number.h"

namespace twofold::importing {
namespace {

using portable::v1::Entry;
using portable::v1::Goal;
using portable::v1::ImportedGoal;
using portable::v1::ImportFile;
using portable::v1::Version;

std::string Slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

absl::StatusOr<GoalTerms> TermsOf(const Version& version) {
  const std::string size = version.size() == 0 ? "" : absl::StrCat(version.size());
  const std::string target =
      version.has_target() ? absl::StrCat(version.target().amount(), "/", version.target().per())
                           : "";
  const bool at_most = version.target().direction() == "at_most";
  TermsWords words;
  words.kind = version.kind();
  words.unit = version.unit();
  (at_most ? words.at_most : words.at_least) = target;
  words.deadline = version.deadline();
  words.size = size;
  if (version.kind() != "milestone") words.schedule.every = version.schedule().shape();
  words.schedule.at = version.schedule().at();
  words.schedule.from = version.schedule().first_day();
  words.schedule.until = version.schedule().last_day();
  words.meaning = version.meaning();
  const auto from = ReadDay(version.from(), DayOrder::kMonthFirst);
  if (!from) return absl::InvalidArgumentError("no day to begin with");
  return ParseTerms(words, GoalTerms{}, DayFromNumber(*from), 0);
}

Mark MarkOf(const std::string& word) {
  static const std::map<std::string, Mark> kMarks = {{"", Mark::kNone},
                                                     {"kept", Mark::kKept},
                                                     {"not_kept", Mark::kNotKept},
                                                     {"skipped", Mark::kSkipped},
                                                     {"zero", Mark::kZero},
                                                     {"stayed", Mark::kStayed},
                                                     {"stepped_back", Mark::kSteppedBack},
                                                     {"again", Mark::kAgain},
                                                     {"different", Mark::kDifferent},
                                                     {"fine", Mark::kFine}};
  return kMarks.at(word);
}

std::string WhyNotTaken(const Goal& goal) {
  if (!ValidateTitle(goal.title()).ok()) return "title";
  if (goal.source().empty() || goal.source().size() > limits::kSourceLength) return "source";
  if (!ValidateLine(goal.why(), "why").ok()) return "why";
  if (!goal.group().empty() && !ValidateGroup(goal.group()).ok()) return "group";
  if (goal.versions().empty()) return "no version";
  std::map<std::string, GoalTerms> timeline;
  for (const Version& version : goal.versions()) {
    const auto terms = TermsOf(version);
    if (!terms.ok()) return absl::StrCat("terms: ", std::string(terms.status().message()));
    if (!IsValid(*terms)) return "invalid terms";
    if (!timeline.emplace(version.from(), *terms).second) return "two versions on one day";
  }
  std::string before;
  for (const Entry& entry : goal.entries()) {
    if (entry.day() <= before) return "days do not rise";
    before = entry.day();
    if (entry.mark().empty() && entry.amount().empty() && entry.note().empty()) return "blank";
    const auto after = timeline.upper_bound(entry.day());
    const GoalTerms& terms = after == timeline.begin() ? after->second : std::prev(after)->second;
    if (!Takes(terms.kind, MarkOf(entry.mark()))) {
      return absl::StrCat("mark ", entry.mark());
    }
    if (!entry.amount().empty()) {
      const auto amount = ParseAmount(entry.amount(), terms.unit);
      if (!amount.ok() || FormatAmount(*amount) != entry.amount()) return "amount";
      if (!TakesAmount(terms)) return "amount without unit";
    }
    if (!ValidateNote(entry.note()).ok()) return "note";
    if (!ValidateLine(entry.reason(), "reason").ok()) return "reason";
  }
  return "";
}

std::string TermsLine(const Version& version) {
  std::string line = absl::StrCat(version.kind(), " ", version.schedule().shape());
  const auto& schedule = version.schedule();
  if (!version.unit().empty()) absl::StrAppend(&line, " in ", version.unit());
  if (version.has_target()) {
    absl::StrAppend(&line, " ", version.target().direction(), " ", version.target().amount(), " a ",
                    version.target().per());
  }
  if (!schedule.at().empty()) absl::StrAppend(&line, " at ", schedule.at());
  absl::StrAppend(&line, " from ", version.from());
  if (!schedule.first_day().empty()) absl::StrAppend(&line, " counted");
  if (!schedule.last_day().empty()) absl::StrAppend(&line, " until ", schedule.last_day());
  return line;
}

int AddFile(zip_t* archive, const SourceFile& file, Packing packing) {
  zip_source_t* source = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
  const zip_int64_t place = zip_file_add(archive, file.path.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (place < 0) return -1;
  const auto index = static_cast<zip_uint64_t>(place);
  switch (packing) {
    case Packing::kDeflated:
      return zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 0);
    case Packing::kStored:
      return zip_set_file_compression(archive, index, ZIP_CM_STORE, 0);
    case Packing::kBzip2:
      return zip_set_file_compression(archive, index, ZIP_CM_BZIP2, 0);
    case Packing::kEncrypted:
      return zip_file_set_encryption(archive, index, ZIP_EM_AES_256, "password");
  }
  return -1;
}

}  // namespace

std::string DataFile(const std::string& name) {
  return Slurp(std::filesystem::path(IMPORT_TEST_DATA) / name);
}

std::string SourceText(const std::string& path) {
  return Slurp(std::filesystem::path(TWOFOLD_SOURCE) / path);
}

Source DataFolder(const std::string& name) {
  const std::filesystem::path root = std::filesystem::path(IMPORT_TEST_DATA) / name;
  Source source;
  source.folder = true;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    source.files.push_back({entry.path().lexically_relative(root), Slurp(entry.path())});
  }
  EXPECT_FALSE(source.files.empty()) << name;
  return source;
}

Source OneFile(std::string bytes) {
  Source source;
  source.files.push_back({"", std::move(bytes)});
  return source;
}

Source FolderOf(std::vector<std::pair<std::string, std::string>> files) {
  Source source;
  source.folder = true;
  for (auto& [path, bytes] : files) source.files.push_back({path, std::move(bytes)});
  return source;
}

std::string ZipOf(const Source& folder, Packing packing) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &error);
  EXPECT_NE(archive, nullptr);
  zip_source_keep(buffer);
  for (const SourceFile& file : folder.files) EXPECT_EQ(AddFile(archive, file, packing), 0);
  EXPECT_EQ(zip_close(archive), 0);
  std::string bytes;
  EXPECT_EQ(zip_source_open(buffer), 0);
  char part[4096];
  zip_int64_t got;
  while ((got = zip_source_read(buffer, part, sizeof part)) > 0) {
    bytes.append(part, static_cast<std::size_t>(got));
  }
  zip_source_close(buffer);
  zip_source_free(buffer);
  zip_error_fini(&error);
  return bytes;
}

std::string DatabaseOf(absl::string_view sql) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(":memory:", &database), SQLITE_OK);
  char* problem = nullptr;
  EXPECT_EQ(sqlite3_exec(database, std::string(sql).c_str(), nullptr, nullptr, &problem), SQLITE_OK)
      << (problem == nullptr ? "" : problem);
  sqlite3_int64 size = 0;
  unsigned char* held = sqlite3_serialize(database, "main", &size, 0);
  std::string bytes(reinterpret_cast<char*>(held), static_cast<std::size_t>(size));
  sqlite3_free(held);
  sqlite3_close(database);
  return bytes;
}

std::string LoopTables() { return DataFile("loop_v25_tables.sql"); }

std::string LoopDatabaseOf(absl::string_view rows) {
  return DatabaseOf(absl::StrCat(LoopTables(), rows));
}

Circumstances On(absl::CivilDay today) { return {today, Bounds()}; }
Circumstances Within(const Bounds& bounds) { return {absl::CivilDay(2026, 11, 24), bounds}; }

std::string WhyNotTaken(const ImportFile& file) {
  std::set<std::string> sources;
  for (const ImportedGoal& goal : file.goals()) {
    const std::string why = WhyNotTaken(goal.goal());
    if (!why.empty()) return absl::StrCat(goal.goal().title(), ": ", why);
    if (!sources.insert(goal.goal().source()).second) return "two goals of one source";
  }
  return "";
}

std::string Shown(const ImportedGoal& imported) {
  const Goal& goal = imported.goal();
  EXPECT_EQ(WhyNotTaken(goal), "") << goal.ShortDebugString();
  std::string text = absl::StrCat(goal.title(), " [", goal.source(), "]");
  if (goal.archived()) absl::StrAppend(&text, " archived");
  if (!goal.group().empty()) absl::StrAppend(&text, " in \"", goal.group(), "\"");
  absl::StrAppend(&text, "\n");
  for (const Version& version : goal.versions()) {
    absl::StrAppend(&text, TermsLine(version), "\n");
    if (!version.meaning().empty()) absl::StrAppend(&text, "meaning: ", version.meaning(), "\n");
  }
  if (!goal.why().empty()) absl::StrAppend(&text, "why: ", goal.why(), "\n");
  for (const Entry& entry : goal.entries()) {
    absl::StrAppend(&text, entry.day());
    if (!entry.mark().empty()) absl::StrAppend(&text, " ", entry.mark());
    if (!entry.reason().empty()) absl::StrAppend(&text, " because ", entry.reason());
    if (!entry.amount().empty()) absl::StrAppend(&text, " ", entry.amount());
    if (!entry.note().empty()) {
      absl::StrAppend(&text, " \"", absl::StrReplaceAll(entry.note(), {{"\n", "\\n"}}), "\"");
    }
    absl::StrAppend(&text, "\n");
  }
  for (const std::string& remark : imported.remarks()) absl::StrAppend(&text, "! ", remark, "\n");
  return text;
}

std::string ShownGoal(const absl::StatusOr<ImportFile>& file, absl::string_view title) {
  if (!file.ok()) return Shown(file);
  std::string shown;
  int count = 0;
  for (const ImportedGoal& goal : file->goals()) {
    if (goal.goal().title() == title) shown = Shown(goal), ++count;
  }
  EXPECT_EQ(count, 1) << title;
  return shown;
}

std::string Shown(const absl::StatusOr<ImportFile>& file) {
  if (!file.ok()) return absl::StrCat("refused: ", std::string(file.status().message()), "\n");
  EXPECT_EQ(WhyNotTaken(*file), "");
  std::string text;
  for (const ImportedGoal& goal : file->goals()) {
    absl::StrAppend(&text, text.empty() ? "" : "\n", Shown(goal));
  }
  for (const std::string& remark : file->remarks()) absl::StrAppend(&text, "!! ", remark, "\n");
  return text;
}

}  // namespace twofold::importing

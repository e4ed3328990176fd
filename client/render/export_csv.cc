// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/export_csv.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace twofold {
namespace {

using portable::v1::Entry;
using portable::v1::Goal;
using portable::v1::Portable;
using portable::v1::Version;

enum class Author { kSelf, kTwo };

std::string Said(absl::string_view text, Author author) {
  return author == Author::kTwo ? CsvForeign(text) : std::string(text);
}

// The version that is in force at the end.
Version LatestOf(const Goal& goal) {
  return goal.versions().empty() ? Version() : goal.versions(goal.versions_size() - 1);
}

// The reason of a skip and the note share a column.
std::string NoteOf(const Entry& entry) {
  const bool both = !entry.reason().empty() && !entry.note().empty();
  return absl::StrCat(entry.reason(), both ? "\n" : "", entry.note());
}

// A zero that was said is the amount 0.
std::vector<std::string> EntryFields(const Entry& entry, absl::string_view unit, Author author) {
  const bool zero = entry.mark() == "zero";
  const std::string amount = zero && entry.amount().empty() ? "0" : entry.amount();
  return {entry.day(), zero ? "" : entry.mark(), amount, amount.empty() ? "" : Said(unit, author),
          Said(NoteOf(entry), author)};
}

// The unit in force on a day. Days as ISO dates sort as text.
std::string UnitOn(const Goal& goal, absl::string_view day) {
  std::string unit = goal.versions().empty() ? "" : goal.versions(0).unit();
  for (const Version& version : goal.versions()) {
    if (version.from() <= day) unit = version.unit();
  }
  return unit;
}

std::string EntriesTable(const Goal& goal, Author author) {
  std::vector<std::string> head = {"date", "state", "value", "unit", "note"};
  if (author == Author::kTwo) head.push_back("person");
  std::string out = CsvLine(head);
  for (const Entry& entry : goal.entries()) {
    std::vector<std::string> fields = EntryFields(entry, UnitOn(goal, entry.day()), author);
    if (author == Author::kTwo) fields.push_back(Said(entry.person(), author));
    out += CsvLine(fields);
  }
  return out;
}

std::string TargetOf(const Version& version) {
  if (!version.has_target()) return "";
  return absl::StrCat(version.target().direction(), " ", version.target().amount(), "/",
                      version.target().per());
}

std::string GoalLine(const Goal& goal, absl::string_view file, Author author) {
  const Version version = LatestOf(goal);
  const auto said = [&](absl::string_view text) { return Said(text, author); };
  return CsvLine({goal.handle(),
                  author == Author::kTwo ? "us" : "me",
                  said(goal.title()),
                  std::string(file),
                  goal.archived() ? "archived" : "active",
                  version.kind(),
                  said(version.unit()),
                  TargetOf(version),
                  version.schedule().shape(),
                  version.schedule().at(),
                  version.schedule().first_day(),
                  version.schedule().last_day(),
                  version.deadline(),
                  version.size() == 0 ? "" : absl::StrCat(version.size()),
                  said(version.meaning()),
                  said(goal.why()),
                  said(goal.cue()),
                  said(goal.smallest()),
                  said(goal.group()),
                  said(absl::StrJoin(goal.tags(), " "))});
}

// A file's name for a handle: never a path, and unlike all names before, on disks too that take
// capital letters for small ones.
std::string FileName(absl::string_view handle, std::set<std::string>& taken) {
  std::string word(handle);
  for (char& c : word) {
    if (c == '/' || c == '\\' || absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = '_';
  }
  if (word.empty() || word[0] == '.' || word[0] == '-') word = absl::StrCat("_", word);
  std::string name = word;
  for (int i = 2; !taken.insert(absl::AsciiStrToLower(name)).second; ++i) {
    name = absl::StrCat(word, "-", i);
  }
  return absl::StrCat(name, ".csv");
}

}  // namespace

std::string CsvLine(const std::vector<std::string>& fields) {
  const auto quoted = [](std::string* out, const std::string& field) {
    const bool edge = !field.empty() && (field.front() == ' ' || field.back() == ' ');
    if (!edge && field.find_first_of(",\"\r\n") == std::string::npos) {
      absl::StrAppend(out, field);
    } else {
      absl::StrAppend(out, "\"", absl::StrReplaceAll(field, {{"\"", "\"\""}}), "\"");
    }
  };
  return absl::StrCat(absl::StrJoin(fields, ",", quoted), "\r\n");
}

std::string CsvForeign(absl::string_view text) {
  const bool formula =
      !text.empty() && absl::string_view("=+-@\t\r").find(text[0]) != absl::string_view::npos;
  return absl::StrCat(formula ? "'" : "", text);
}

std::vector<CsvFile> ExportCsvFiles(const Portable& portable) {
  std::vector<CsvFile> files(1);
  files[0].name = "goals.csv";
  files[0].content =
      CsvLine({"handle",  "side",     "title", "file",      "state",    "kind",     "unit",
               "target",  "schedule", "at",    "first_day", "last_day", "deadline", "size",
               "meaning", "why",      "cue",   "smallest",  "group",    "tags"});
  std::set<std::string> taken = {"goals"};
  const auto add = [&](const Goal& goal, Author author) {
    std::string name = FileName(goal.handle(), taken);
    files[0].content += GoalLine(goal, name, author);
    files.push_back({std::move(name), EntriesTable(goal, author)});
  };
  for (const Goal& goal : portable.goals()) add(goal, Author::kSelf);
  for (const Goal& goal : portable.shared()) add(goal, Author::kTwo);
  return files;
}

std::string ExportCsv(const Portable& portable) {
  std::string out = CsvLine({"date", "goal", "state", "value", "unit", "note"});
  for (const Goal& goal : portable.goals()) {
    for (const Entry& entry : goal.entries()) {
      std::vector<std::string> fields =
          EntryFields(entry, UnitOn(goal, entry.day()), Author::kSelf);
      fields.insert(fields.begin() + 1, goal.title());
      out += CsvLine(fields);
    }
  }
  return out;
}

}  // namespace twofold

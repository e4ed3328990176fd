// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What is to be read, as bytes: one file, or the files of a folder or archive. Plain values.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace twofold::importing {

struct SourceFile {
  std::string path;  // inside the folder, with "/"; empty for the one file
  std::string bytes;
};

struct Source {
  bool folder = false;
  std::vector<SourceFile> files;  // exactly one unless it is a folder
  // A database whose newest changes lie in a second file beside it.
  bool journal_beside = false;
};

// The last part of a path: "Habits.csv" of "a/Habits.csv".
inline absl::string_view BaseName(absl::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == absl::string_view::npos ? path : path.substr(slash + 1);
}

// The names of the files that a reader asks for; nothing else of a folder or archive is opened.
inline bool IsWanted(absl::string_view path) {
  const absl::string_view name = BaseName(path);
  return name == "Habits.csv" || name == "Checkmarks.csv" || name == "Scores.csv" ||
         name == "habits" || name == "log";
}

}  // namespace twofold::importing

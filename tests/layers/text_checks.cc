// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <cctype>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/layers/checks.h"

namespace twofold::layers {
namespace {

bool IsNamePart(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Whether the line has the word, not as a part of a longer one. A trailing * allows it to go on.
bool HasWord(absl::string_view line, absl::string_view word) {
  const bool open_ended = absl::EndsWith(word, "*");
  if (open_ended) word.remove_suffix(1);
  for (std::size_t at = line.find(word); at != absl::string_view::npos;
       at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !IsNamePart(line[at - 1]);
    const bool ends = open_ended || end == line.size() || !IsNamePart(line[end]);
    if (starts && ends) return true;
  }
  return false;
}

}  // namespace

std::vector<Finding> CheckWords(const Rules& rules, const std::vector<SourceFile>& files) {
  std::vector<Finding> findings;
  for (const SourceFile& file : files) {
    for (const Word& rule : rules.words) {
      if (Matches(rule.files, file.path)) continue;
      const Names& lines = rule.in_comments_too ? file.text : file.code;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const std::string& word : rule.words) {
          if (!HasWord(lines[i], word)) continue;
          findings.push_back({file.path, static_cast<int>(i) + 1,
                              rule.in_comments_too ? "mark" : "word",
                              absl::StrCat("\"", word, "\" has no place here"), rule.reason});
        }
      }
    }
  }
  return findings;
}

std::vector<Finding> CheckLengths(const Rules& rules, const std::vector<SourceFile>& files) {
  std::vector<Finding> findings;
  for (const SourceFile& file : files) {
    const int lines = static_cast<int>(file.text.size());
    for (const Length& length : rules.lengths) {
      if (!absl::EndsWith(file.path, length.suffix) || lines <= length.lines) continue;
      findings.push_back({file.path, lines, "lines",
                          absl::StrCat("has ", lines, " lines, ", length.lines, " at most"),
                          length.reason});
    }
  }
  return findings;
}

std::string Sentence(const Finding& finding) {
  return absl::StrCat(finding.file, finding.line > 0 ? absl::StrCat(":", finding.line) : "", ": ",
                      finding.rule, ": ", finding.what, " (", finding.reason, ")");
}

}  // namespace twofold::layers

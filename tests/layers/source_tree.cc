// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/layers/source_tree.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace twofold::layers {
namespace {

// The end of the literal or comment that starts at `from`, or `from` when none does.
std::size_t SkipAside(absl::string_view text, std::size_t from) {
  const absl::string_view rest = text.substr(from);
  const auto end_of = [&](absl::string_view closing, std::size_t after) {
    const std::size_t at = text.find(closing, after);
    return at == absl::string_view::npos ? text.size() : at + closing.size();
  };
  if (absl::StartsWith(rest, "//")) return std::min(text.find('\n', from), text.size());
  if (absl::StartsWith(rest, "/*")) return end_of("*/", from + 2);
  if (absl::StartsWith(rest, "R\"")) {
    const std::size_t open = text.find('(', from);
    if (open == absl::string_view::npos) return text.size();
    const std::string closing = ")" + std::string(text.substr(from + 2, open - from - 2)) + "\"";
    return end_of(closing, open);
  }
  const bool digit_separator =
      rest[0] == '\'' && from > 0 && std::isalnum(static_cast<unsigned char>(text[from - 1]));
  if ((rest[0] != '"' && rest[0] != '\'') || digit_separator) return from;
  for (std::size_t at = from + 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == rest[0] || text[at] == '\n') {
      return at + (text[at] != '\n');
    }
  }
  return text.size();
}

std::string Blanked(absl::string_view text) {
  std::string code(text);
  std::size_t at = 0;
  while (at < code.size()) {
    const std::size_t end = SkipAside(text, at);
    for (std::size_t i = at; i < end; ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
    at = std::max(end, at + 1);
  }
  return code;
}

}  // namespace

SourceFile ParseSource(absl::string_view path, absl::string_view text) {
  SourceFile file;
  file.path = std::string(path);
  if (absl::EndsWith(text, "\n")) text.remove_suffix(1);
  const std::string code = Blanked(text);
  file.text = absl::StrSplit(text, '\n');
  file.code = absl::StrSplit(code, '\n');
  for (std::size_t i = 0; i < file.text.size(); ++i) {
    if (!absl::StartsWith(absl::StripAsciiWhitespace(file.code[i]), "#include")) continue;
    const std::string& line = file.text[i];
    const std::size_t open = line.find_first_of("\"<");
    if (open == std::string::npos) continue;
    const std::size_t close = line.find(line[open] == '<' ? '>' : '"', open + 1);
    if (close == std::string::npos) continue;
    const bool angle = line[open] == '<';
    file.includes.push_back(
        {static_cast<int>(i) + 1,
         angle ? line.substr(open, close - open + 1) : line.substr(open + 1, close - open - 1)});
  }
  return file;
}

absl::StatusOr<std::vector<SourceFile>> ReadSources(const std::string& root, const Names& folders) {
  namespace fs = std::filesystem;
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    const fs::path top = fs::path(root) / folder;
    if (!fs::is_directory(top)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(top)) {
      const std::string extension = entry.path().extension();
      if (!entry.is_regular_file() || (extension != ".h" && extension != ".cc")) continue;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      files.push_back(ParseSource(fs::relative(entry.path(), root).string(), text.str()));
    }
  }
  if (files.empty()) return absl::NotFoundError("there is no source file to look at");
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace twofold::layers

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/output_rules.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace twofold::e2e {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kLongWord = 38;
constexpr std::array<absl::string_view, 24> kForbidden = {
    "failed", "failure", "missed", "broken", "overdue", "ignored", "late",  "unanswered",
    "should", "percent", "score",  "streak", "level",   "rank",    "grpc",  "rocksdb",
    "abseil", "c++",     "rpc",    "null",   "status:", "http2",   "mutex", "exception"};

// Columns of text without wide characters; the tests' texts have none.
std::size_t Columns(absl::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

bool HasLongWord(absl::string_view line) {
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
  return std::any_of(words.begin(), words.end(),
                     [](absl::string_view word) { return Columns(word) > kLongWord; });
}

std::string ForbiddenWord(absl::string_view text) {
  // Another program's own word for its own number, in the report of an import.
  const std::string lower =
      absl::StrReplaceAll(absl::AsciiStrToLower(text), {{"loop's own score on", ""}});
  for (absl::string_view word :
       absl::StrSplit(lower, absl::ByAnyChar(" \t\n.,;()\"{}[]'"), absl::SkipEmpty())) {
    for (absl::string_view forbidden : kForbidden) {
      if (word == forbidden) return absl::StrCat("says \"", forbidden, "\"");
    }
  }
  return "";
}

std::string Wide(absl::string_view text, std::size_t columns) {
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    if (Columns(line) > columns && !HasLongWord(line)) {
      return absl::StrCat("more than ", columns, " columns: ", line);
    }
  }
  return "";
}

bool HasControlByte(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\n' && c != '\t';
  });
}

bool Has(const std::vector<std::string>& words, absl::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string BrokenErrorRule(const std::vector<std::string>& words, const Ended& ended) {
  if (Has(words, "--debug")) return "";  // begins with a line of its own
  const std::string first = ended.err.substr(0, ended.err.find('\n'));
  const bool looks_like_error = absl::StartsWith(first, "twofold: ");
  if (ended.exit_code == 0 && looks_like_error) return "an error with exit code 0";
  // Whoever was asked and said no gets no error, and --json has its own form.
  if (ended.exit_code == 0 || Has(words, "--json")) return "";
  if (!looks_like_error) return absl::StrCat("an error that begins with: ", first);
  const bool stops = absl::EndsWith(first, ".") || absl::EndsWith(first, "?") ||
                     absl::StrContains(first, ". ");  // a hint of the service behind it
  if (!stops) return absl::StrCat("a sentence without an end: ", first);
  return "";
}

}  // namespace

std::string BrokenRule(const std::vector<std::string>& words, const Ended& ended) {
  const bool text = !Has(words, "--json") && !Has(words, "--plain");
  if (text) {
    if (const std::string wide = Wide(ended.out, kColumns); !wide.empty()) return wide;
  }
  for (const std::string& output : {ended.out, ended.err}) {
    if (const std::string word = ForbiddenWord(output); !word.empty()) return word;
    if (HasControlByte(output)) return "a control character in a pipe";
  }
  return BrokenErrorRule(words, ended);
}

std::string BrokenRuleOnScreen(absl::string_view screen, int columns) {
  if (std::string wide = Wide(screen, static_cast<std::size_t>(columns)); !wide.empty()) {
    return wide;
  }
  return ForbiddenWord(screen);
}

}  // namespace twofold::e2e

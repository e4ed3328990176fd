// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/handle.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

// Words that seldom name what a goal is about; skipped as long as another word is left.
constexpr std::array<absl::string_view, 43> kThin = {
    "a",      "an",      "and",      "at",       "before", "do",   "each",   "evening", "every",
    "for",    "go",      "have",     "hour",     "hours",  "in",   "less",   "make",    "min",
    "minute", "minutes", "more",     "morning",  "my",     "no",   "of",     "on",      "our",
    "once",   "one",     "practice", "practise", "some",   "ten",  "the",    "take",    "time",
    "times",  "to",      "together", "two",      "up",     "with", "without"};

bool IsThin(absl::string_view word) {
  return std::find(kThin.begin(), kThin.end(), word) != kThin.end();
}

bool HasLetter(absl::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return absl::ascii_isalpha(c); });
}

// The title's words, ASCII letters and digits only, lower case; others separate words.
std::vector<std::string> Words(absl::string_view title) {
  std::vector<std::string> words;
  std::string word;
  bool foreign = false;  // a word with other letters makes no handle
  const auto end_word = [&] {
    if (!foreign) words.push_back(word);
    word.clear();
    foreign = false;
  };
  for (const char c : title) {
    if (absl::ascii_isalnum(c)) {
      word += absl::ascii_tolower(c);
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      foreign = true;
    } else if (c != '\'') {
      end_word();
    }
  }
  end_word();
  std::erase_if(words, [](const std::string& w) {
    return w.size() < 2 || !HasLetter(w) || !absl::ascii_isalpha(w[0]) || IsItemHandle(w);
  });
  return words;
}

}  // namespace

std::string MakeHandle(absl::string_view title, absl::FunctionRef<bool(absl::string_view)> taken) {
  const std::vector<std::string> words = Words(title);
  std::string stem = words.empty() ? "goal" : words.front();
  for (const std::string& word : words) {
    if (!IsThin(word)) {
      stem = word;
      break;
    }
  }
  stem.resize(std::min(stem.size(), limits::kHandleLength - 6));
  std::string handle = stem;
  // "goal" and "walk2" are fine; a stem of one letter with a number would look like an item.
  for (int number = 2; taken(handle); ++number) handle = absl::StrCat(stem, number);
  return handle;
}

absl::Status ValidateHandle(absl::string_view handle) {
  const bool shaped = !handle.empty() && handle.size() <= limits::kHandleLength &&
                      absl::ascii_islower(handle[0]) && !IsItemHandle(handle) &&
                      std::all_of(handle.begin(), handle.end(), [](char c) {
                        return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
                      });
  if (shaped) return absl::OkStatus();
  return Refusal(absl::StatusCode::kInvalidArgument, "handle_not_allowed",
                 absl::StrCat("a handle has 1 to ", limits::kHandleLength,
                              " lower-case letters, digits and \"-\", begins with a letter, and "
                              "is no letter with a number, such as p1."));
}

bool IsItemHandle(absl::string_view word) {
  return word.size() >= 2 && absl::ascii_isalpha(word[0]) &&
         std::all_of(word.begin() + 1, word.end(), [](char c) { return absl::ascii_isdigit(c); });
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/dispatch.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "client/commands/option_table.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

// Whether `word` is an option whose value is the word behind it.
bool TakesNextWord(absl::string_view word) {
  for (const auto& options : {SpecialOptions(), CommonOptions()}) {
    for (const OptionSpec& option : options) {
      if (word == absl::StrCat("--", option.name)) {
        return !option.value.empty() && option.value != "[-]";
      }
    }
  }
  return false;
}

// Returns the index of the first word from `from` that is neither an option nor an option's value.
std::size_t NextWord(const std::vector<std::string>& words, std::size_t from) {
  for (std::size_t i = from; i < words.size(); ++i) {
    if (words[i] == "--") return words.size();
    if (!absl::StartsWith(words[i], "-")) return i;
    if (TakesNextWord(words[i])) ++i;
  }
  return words.size();
}

absl::Status NoSuchCommand(absl::string_view word) {
  Refusal refusal(absl::StatusCode::kInvalidArgument, "no_such_command",
                  absl::StrCat("there is no command \"", word, "\"."));
  std::vector<absl::string_view> names;
  for (const Command& command : Commands()) names.push_back(command.name);
  names.push_back("goal");
  for (const std::string& name : Suggestions(word, names)) refusal.Hint("Did you mean", name);
  refusal.Hint("All commands", "twofold help");
  return refusal;
}

absl::Status NoSuchVerb(absl::string_view noun, absl::string_view verb) {
  Refusal refusal(absl::StatusCode::kInvalidArgument, "no_such_command",
                  absl::StrCat("there is no command \"", noun, " ", verb, "\"."));
  std::vector<absl::string_view> verbs;
  for (const Command& command : Commands()) {
    const std::vector<absl::string_view> parts = absl::StrSplit(command.name, ' ');
    if (parts.size() == 2 && parts[0] == noun) verbs.push_back(parts[1]);
  }
  for (const std::string& near : Suggestions(verb, verbs)) {
    refusal.Hint("Did you mean", absl::StrCat(noun, " ", near));
  }
  refusal.Hint("There are", absl::StrCat(noun, " ", absl::StrJoin(verbs, ", ")));
  return refusal;
}

}  // namespace

absl::StatusOr<Named> NameCommand(const std::vector<std::string>& words) {
  Named named{nullptr, "", words};
  const std::size_t first = NextWord(words, 0);
  if (first == words.size()) return named;
  const std::size_t second = NextWord(words, first + 1);
  const auto drop = [&](std::size_t index) {
    named.rest.erase(named.rest.begin() + static_cast<std::ptrdiff_t>(index));
  };
  bool noun = false;
  for (const Command& command : Commands()) {
    if (command.name == words[first]) {
      named.command = &command;
      drop(first);
      return named;
    }
    if (!absl::StartsWith(command.name, absl::StrCat(words[first], " "))) continue;
    noun = true;
    if (second < words.size() && command.name == absl::StrCat(words[first], " ", words[second])) {
      named.command = &command;
      drop(second);
      drop(first);
      return named;
    }
  }
  if (!noun) return NoSuchCommand(words[first]);
  if (second < words.size()) return NoSuchVerb(words[first], words[second]);
  named.noun = words[first];
  drop(first);
  return named;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold {
namespace {

constexpr std::size_t kSuggestions = 2;

absl::Status UnknownOption(std::span<const OptionSpec> options, absl::string_view typed) {
  const absl::string_view word = typed.substr(0, typed.find('='));
  Refusal refusal(absl::StatusCode::kInvalidArgument, "unknown_option",
                  absl::StrCat("there is no option \"", word, "\" here."));
  std::vector<absl::string_view> names;
  for (const OptionSpec& option : options) names.push_back(option.name);
  for (const std::string& name : Suggestions(absl::StripPrefix(word, "--"), names)) {
    refusal.Hint("Did you mean", absl::StrCat("--", name));
  }
  return refusal;
}

absl::Status WrongValue(const OptionSpec& option) {
  if (option.value.empty()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "option_takes_no_value",
                   absl::StrCat("\"--", option.name, "\" takes no value."));
  }
  return Refusal(absl::StatusCode::kInvalidArgument, "option_wants_value",
                 absl::StrCat("\"--", option.name, "\" wants a value: --", option.name, " ",
                              option.value, "."));
}

bool IsOption(std::span<const OptionSpec> options, absl::string_view word) {
  return std::any_of(options.begin(), options.end(), [&](const OptionSpec& option) {
    return word == absl::StrCat("--", option.name);
  });
}

// A complaint of the parser begins with the option's name and a colon.
absl::Status Understood(std::span<const OptionSpec> options, absl::string_view complaint) {
  const absl::string_view typed = complaint.substr(0, complaint.find(':'));
  for (const OptionSpec& option : options) {
    if (typed == absl::StrCat("--", option.name)) return WrongValue(option);
  }
  return Refusal(absl::StatusCode::kInvalidArgument, "options_unclear",
                 "these options cannot be understood together.");
}

}  // namespace

std::string Arguments::Joined() const { return absl::StrJoin(words_, " "); }

std::string Arguments::Word(std::size_t index) const {
  return index < words_.size() ? words_[index] : std::string();
}

bool Arguments::Has(absl::string_view option) const {
  return options_.count(std::string(option)) != 0;
}

std::string Arguments::Value(absl::string_view option) const {
  const auto found = options_.find(std::string(option));
  return found == options_.end() || found->second.empty() ? std::string() : found->second.back();
}

std::vector<std::string> Arguments::Values(absl::string_view option) const {
  const auto found = options_.find(std::string(option));
  return found == options_.end() ? std::vector<std::string>() : found->second;
}

absl::StatusOr<Arguments> ParseArguments(std::span<const OptionSpec> options,
                                         std::vector<std::string> arguments) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<std::string> words;
  app.add_option("words", words)->expected(-1);
  std::map<std::string, CLI::Option*> added;
  for (const OptionSpec& option : options) {
    std::string names = absl::StrCat("--", option.name);
    if (option.letter != 0) names = absl::StrCat("-", std::string(1, option.letter), ",", names);
    CLI::Option* handle = option.value.empty() ? app.add_flag(names) : app.add_option(names);
    if (!option.value.empty()) {
      handle->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
      handle->expected(option.value == "[-]" ? 0 : 1, 1);
      if (option.repeats) {
        handle->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        handle->expected(-1);
        handle->allow_extra_args(false);
      }
    }
    added[std::string(option.name)] = handle;
  }
  try {
    std::reverse(arguments.begin(), arguments.end());
    app.parse(std::move(arguments));
  } catch (const CLI::Error& error) {
    return Understood(options, error.what());
  }
  for (const std::string& extra : app.remaining()) {
    if (absl::StartsWith(extra, "-") && extra != "-" && extra != "--") {
      return UnknownOption(options, extra);
    }
  }
  std::map<std::string, std::vector<std::string>> given;
  for (const OptionSpec& option : options) {
    const std::vector<std::string>& results = added.at(std::string(option.name))->results();
    if (results.empty()) continue;
    if (option.value.empty()) {
      if (results.back() != "true") return WrongValue(option);
      given[std::string(option.name)] = {};
      continue;
    }
    for (const std::string& result : results) {
      if (IsOption(options, result)) return WrongValue(option);
    }
    given[std::string(option.name)] = results;
  }
  return Arguments(std::move(words), std::move(given));
}

std::vector<std::string> Suggestions(absl::string_view word,
                                     std::span<const absl::string_view> candidates) {
  constexpr std::size_t kFarthest = 2;
  std::vector<std::pair<std::size_t, std::string>> near;
  for (absl::string_view candidate : candidates) {
    const std::size_t distance = EditDistance(word, candidate);
    if (distance <= kFarthest && distance < candidate.size()) {
      near.emplace_back(distance, std::string(candidate));
    }
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> nearest;
  for (const auto& [distance, candidate] : near) {
    if (distance == near.front().first && nearest.size() < kSuggestions) {
      nearest.push_back(candidate);
    }
  }
  return nearest;
}

}  // namespace twofold

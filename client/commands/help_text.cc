// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/help_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "client/commands/option_table.h"
#include "client/render/width.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr int kNameColumns = 36;
constexpr int kOptionColumns = 19;
constexpr int kColumns = 79;
// Options of one topic are listed by name alone when there are so many of them.
constexpr int kManyOfATopic = 3;
constexpr char kTopics[] = "days, schedules, kinds, answers, scripts, exit-codes, safety, damage";

absl::string_view Heading(Intent intent) {
  switch (intent) {
    case Intent::kDaily:
      return "Each day";
    case Intent::kGoals:
      return "Goals";
    case Intent::kBetween:
      return "Between the two of you";
    case Intent::kUpkeep:
      return "Upkeep";
  }
  return "";
}

// "goal archive, restore": behind a name with the same noun the noun is not said again.
std::string Beside(absl::string_view names, absl::string_view name) {
  const absl::string_view noun = names.substr(0, names.find(' ') + 1);
  return absl::StrCat(names, ", ", absl::StripPrefix(name, noun));
}

std::string Dashed(const OptionSpec& option) {
  if (option.value.empty()) return absl::StrCat("--", option.name);
  return absl::StrCat("--", option.name, " ", option.value);
}

bool IsListed(const std::vector<OptionSpec>& options, const OptionSpec& option) {
  return !option.topic.empty() &&
         std::count_if(options.begin(), options.end(), [&](const OptionSpec& other) {
           return other.topic == option.topic;
         }) >= kManyOfATopic;
}

// All options of the topic of option `index`, and where they are explained, if it is the first.
std::string ListOnce(const std::vector<OptionSpec>& options, std::size_t index) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].topic != options[index].topic) continue;
    if (i < index) return "";
    names.push_back(absl::StrCat("--", options[i].name));
  }
  constexpr int kIndent = 2;
  const std::string where = absl::StrCat(":  twofold help ", options[index].topic);
  std::vector<std::string> lines =
      Wrap(absl::StrJoin(names, " "), kColumns - kIndent, LongWord::kKeep);
  if (kIndent + Width(lines.back()) + Width(where) <= kColumns) {
    lines.back() += where;
  } else {
    lines.push_back(absl::StrCat("    ", where.substr(3)));
  }
  std::string out;
  for (const std::string& line : lines) absl::StrAppend(&out, "  ", line, "\n");
  return out;
}

}  // namespace

std::string OverviewText() {
  std::string out = "twofold: grow an \"I\" and a \"We\" at once.\n";
  std::vector<std::pair<std::string, absl::string_view>> lines;
  const auto write = [&] {
    for (const auto& [names, listing] : lines) {
      absl::StrAppend(&out, Pad(absl::StrCat("  ", names), kNameColumns), listing, "\n");
    }
    lines.clear();
  };
  std::optional<Intent> intent;
  for (const Command& command : Commands()) {
    if (intent != command.intent) {
      write();
      absl::StrAppend(&out, Heading(command.intent), "\n");
      intent = command.intent;
    }
    if (command.listing.empty()) {
      lines.back().first = Beside(lines.back().first, command.name);
    } else {
      lines.emplace_back(std::string(command.name), command.listing);
    }
  }
  write();
  return absl::StrCat(out, "Topics: ", kTopics, "\n");
}

std::string CommandHelpText(const Command& command) {
  std::string out = absl::StrCat(command.summary, "\n\n  twofold ", command.name,
                                 command.words.empty() ? "" : " ", command.words,
                                 command.options.empty() ? "" : " [OPTIONS]", "\n");
  const std::vector<OptionSpec> options = OptionsOf(command.options);
  const std::size_t special = options.size() - CommonOptions().size();
  if (special > 0) out += '\n';
  for (std::size_t i = 0; i < special; ++i) {
    if (IsListed(options, options[i])) {
      out += ListOnce(options, i);
      continue;
    }
    absl::StrAppend(&out, Pad(absl::StrCat("  ", Dashed(options[i])), kOptionColumns + 4),
                    options[i].help, "\n");
  }
  absl::StrAppend(&out, "\nExamples\n");
  for (absl::string_view example : absl::StrSplit(command.examples, '\n')) {
    absl::StrAppend(&out, "  ", example, "\n");
  }
  out += '\n';
  if (!command.columns.empty()) {
    absl::StrAppend(&out, "Columns of --plain: ", command.columns, "\n");
  }
  return absl::StrCat(out,
                      "Everywhere: --json --plain --no-input --yes --quiet --color WHEN --debug "
                      "--help\n");
}

std::string NounHelpText(absl::string_view noun) {
  std::string out;
  for (const Command& command : Commands()) {
    if (!absl::StartsWith(command.name, absl::StrCat(noun, " "))) continue;
    absl::StrAppend(&out, "twofold ", command.name, command.words.empty() ? "" : " ", command.words,
                    "\n    ", command.summary, "\n");
  }
  return out;
}

absl::StatusOr<std::string> HelpFor(absl::string_view name) {
  if (name.empty()) return OverviewText();
  std::vector<absl::string_view> known = absl::StrSplit(kTopics, ", ");
  for (const Command& command : Commands()) {
    if (command.name == name) return CommandHelpText(command);
    known.push_back(command.name);
  }
  if (const std::optional<std::string> topic = TopicText(name)) return *topic;
  if (std::string noun = NounHelpText(name); !noun.empty()) return noun;
  Refusal refusal(absl::StatusCode::kNotFound, "no_such_topic",
                  absl::StrCat("there is no help about \"", name, "\"."));
  for (const std::string& near : Suggestions(name, known)) {
    refusal.Hint("Did you mean", absl::StrCat("twofold help ", near));
  }
  refusal.Hint("All commands", "twofold help");
  return absl::Status(refusal);
}

}  // namespace twofold

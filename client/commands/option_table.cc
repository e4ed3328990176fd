// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/option_table.h"

#include <array>

#include "absl/strings/str_split.h"

namespace twofold {
namespace {

constexpr std::array kSpecial = {
    OptionSpec{"on", 0, "DAY", "another day up to today: twofold help days"},
    OptionSpec{"every", 0, "DAYS", "day, weekday, or weekdays such as mon,wed,fri"},
    OptionSpec{"times", 0, "N", "so many times, with --per week; any days"},
    OptionSpec{"per", 0, "week", "what --times counts in"},
    OptionSpec{"at", 0, "TIME", "time of day such as 20:00"},
    OptionSpec{"unit", 0, "UNIT", "count an amount, such as min or km"},
    OptionSpec{"handle", 0, "WORD", "the short name; else made from the title"},
    OptionSpec{"title", 0, "TITLE", "other words for it"},
    OptionSpec{"all", 0, "", "archived and ended ones too"},
    OptionSpec{"name", 0, "NAME", "what to call you; else your login name"},
    OptionSpec{"checkin", 0, "TIME", "one quiet check-in a day, such as 21:00"},
    OptionSpec{"no-checkin", 0, "", "no check-in"},
    OptionSpec{"relay", 0, "HOST:PORT", "the relay to use; unix:PATH for a local one"},
    OptionSpec{"join", 0, "[-]", "use an invitation; its words are asked for, or piped"},
    OptionSpec{"confirm", 0, "NUMBER", "both screens show this number"},
    OptionSpec{"cancel", 0, "", "end the pairing under way"},
    OptionSpec{"status", 0, "", "where the pairing stands"},
    OptionSpec{"wait", 0, "SECONDS", "how long to wait for what comes next"},
    OptionSpec{"forget", 0, "", "remove the copy of what was shared too"},
};

constexpr std::array kCommon = {
    OptionSpec{"json", 0, "", "one JSON object"},
    OptionSpec{"plain", 0, "", "tab-separated columns"},
    OptionSpec{"no-input", 0, "", "ask nothing"},
    OptionSpec{"yes", 'y', "", "yes to the question of this command"},
    OptionSpec{"quiet", 'q', "", "say nothing when it is done"},
    OptionSpec{"color", 0, "WHEN", "auto, always or never"},
    OptionSpec{"debug", 0, "", "details of an error"},
    OptionSpec{"help", 'h', "", "what this command does"},
    OptionSpec{"version", 'v', "", "which version this is"},
};

}  // namespace

std::span<const OptionSpec> SpecialOptions() { return kSpecial; }

std::span<const OptionSpec> CommonOptions() { return kCommon; }

std::vector<OptionSpec> OptionsOf(absl::string_view names) {
  std::vector<OptionSpec> options;
  for (absl::string_view name : absl::StrSplit(names, ' ', absl::SkipEmpty())) {
    for (const OptionSpec& option : kSpecial) {
      if (option.name == name) options.push_back(option);
    }
  }
  options.insert(options.end(), kCommon.begin(), kCommon.end());
  return options;
}

}  // namespace twofold

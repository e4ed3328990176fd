// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/option_table.h"

#include <array>

#include "absl/strings/str_split.h"

namespace twofold {
namespace {

// The topics of help where options are explained together.
constexpr char kWhen[] = "schedules";
constexpr char kWhat[] = "kinds";

constexpr std::array kSpecial = {
    OptionSpec{"on", 0, "DAY", "another day up to today: twofold help days"},
    OptionSpec{"every", 0, "DAYS", "day, mon,wed,fri, 3days, 2weeks, month:last ...", kWhen},
    OptionSpec{"times", 0, "N", "so many times, with --per; any days", kWhen},
    OptionSpec{"per", 0, "SPAN", "what --times counts in: week, month, 10days", kWhen},
    OptionSpec{"at", 0, "TIME", "time of day such as 20:00", kWhen},
    OptionSpec{"from", 0, "DAY", "the first day; else today", kWhen},
    OptionSpec{"until", 0, "DAY", "the last day", kWhen},
    OptionSpec{"kind", 0, "KIND", "check, measure, milestone, observe, explore, edge, time", kWhat},
    OptionSpec{"unit", 0, "UNIT", "count an amount, such as min or km", kWhat},
    OptionSpec{"at-least", 0, "AMOUNT", "such as 30min or 150min/week", kWhat},
    OptionSpec{"at-most", 0, "AMOUNT", "such as 2cups or 40/month", kWhat},
    OptionSpec{"deadline", 0, "DAY", "of a milestone", kWhat},
    OptionSpec{"size", 0, "N", "of an edge: 1 to 5", kWhat},
    OptionSpec{"counts", 0, "TEXT", "what counts as kept", kWhat},
    OptionSpec{"cue", 0, "TEXT", "what it follows, such as \"after breakfast\"", kWhat},
    OptionSpec{"smallest", 0, "TEXT", "the smallest version that still counts", kWhat},
    OptionSpec{"group", 0, "GROUP", "the group it stands in", kWhat},
    OptionSpec{"tag", 0, "TAGS", "tags, with commas between", kWhat, true},
    OptionSpec{"why", 0, "[-]", "what it is for; asked for, or piped", kWhat},
    OptionSpec{"untag", 0, "TAGS", "take these tags away", {}, true},
    OptionSpec{"step", 0, "TITLE", "a step of a milestone; again for more", {}, true},
    OptionSpec{"ease", 0, "", "ask now and then how much it happens by itself"},
    OptionSpec{"no-ease", 0, "", "do not ask that"},
    OptionSpec{"template", 0, "NAME", "begin with one of: twofold goal templates"},
    OptionSpec{"handle", 0, "WORD", "the short name; else made from the title"},
    OptionSpec{"title", 0, "TITLE", "other words for it"},
    OptionSpec{"all", 0, "", "everything; in a list archived and ended ones too"},
    OptionSpec{"me", 0, "", "only I goals"},
    OptionSpec{"us", 0, "", "only We goals"},
    OptionSpec{"search", 0, "TEXT", "only goals with this text"},
    OptionSpec{"first", 0, "", "before all others of its side"},
    OptionSpec{"last", 0, "", "behind all others of its side"},
    OptionSpec{"before", 0, "WHICH", "before this goal; in history below this number"},
    OptionSpec{"after", 0, "GOAL", "behind this goal"},
    OptionSpec{"done", 0, "N", "step N is done"},
    OptionSpec{"undone", 0, "N", "step N is open again"},
    OptionSpec{"remove", 0, "N", "take step N away"},
    OptionSpec{"since", 0, "DAY", "the day from which it is so; else today"},
    OptionSpec{"learned", 0, "[-]", "what you learned; asked for, or piped"},
    OptionSpec{"whole", 0, "", "the amount is the day's whole, not one more"},
    OptionSpec{"note", 0, "[-]", "a note for the day; asked for, or piped"},
    OptionSpec{"reason", 0, "[-]", "why it is skipped; asked for, or piped"},
    OptionSpec{"all-or-nothing", 0, "", "keep no answer unless all can be kept"},
    OptionSpec{"end", 0, "", "end the rest"},
    OptionSpec{"limit", 0, "N", "at most so many; else 20"},
    OptionSpec{"steps", 0, "N", "so many acts, one after the other"},
    OptionSpec{"name", 0, "NAME", "what to call you; else your login name"},
    OptionSpec{"checkin", 0, "TIME", "one quiet check-in a day, such as 21:00"},
    OptionSpec{"no-checkin", 0, "", "no check-in"},
    OptionSpec{"relay", 0, "HOST:PORT", "the relay to use; unix:PATH for a local one"},
    OptionSpec{"join", 0, "[-]", "use an invitation; its words are asked for, or piped"},
    OptionSpec{"confirm", 0, "NUMBER", "both screens show this number"},
    OptionSpec{"cancel", 0, "", "end the pairing under way"},
    OptionSpec{"status", 0, "", "where the pairing stands"},
    OptionSpec{"device", 0, "NAME", "what to call this computer; else its host name"},
    OptionSpec{"wait", 0, "SECONDS", "how long to wait for what comes next"},
    OptionSpec{"forget", 0, "", "remove the copy of what was shared too"},
    OptionSpec{"repair", 0, "", "put right what follows from what was written"},
    OptionSpec{"weeks", 0, "N", "how many weeks to look back; else 12"},
    OptionSpec{"format", 0, "FORMAT", "json, csv or ics; of an import found out by itself"},
    OptionSpec{"dry-run", 0, "", "only say what would be done"},
    OptionSpec{"out", 0, "PATH", "write to this file, with csv to this folder"},
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

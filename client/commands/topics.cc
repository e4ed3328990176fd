// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The topics of help that are no commands.
#include "client/commands/help_text.h"

namespace twofold {
namespace {

constexpr char kDays[] =
    "How to name a day\n\n"
    "  today, yesterday\n"
    "  mon tue wed thu fri sat sun    the last one, today included\n"
    "  3d                             three days ago\n"
    "  2026-11-24                     the day itself\n\n"
    "Entries can be made for any day up to today. Your day ends at 04:00, so what\n"
    "you log at one in the morning still counts for the evening before.\n";

constexpr char kScripts[] =
    "twofold in scripts\n\n"
    "  --json       one object; \"schema\" names its shape; fields are only ever added\n"
    "  --plain      columns with tabs between, no header; see each command's help\n"
    "  --no-input   ask nothing; what would need an answer ends with exit code 2\n"
    "  --yes        yes to the one question of the command\n"
    "  --quiet      nothing on success\n\n"
    "Errors go to standard error. With --json they are one object there.\n"
    "Invitation words are read from standard input: twofold pair --join - --yes\n\n"
    "Environment\n"
    "  TWOFOLD_SOCKET     where the background service listens\n"
    "  TWOFOLD_DAEMON     the program to start when it does not run\n"
    "  TWOFOLD_NO_INPUT   set: as --no-input\n"
    "  TWOFOLD_COLOR      auto, always or never; NO_COLOR is honoured too\n\n"
    "Exit codes: twofold help exit-codes\n";

constexpr char kExitCodes[] =
    "Exit codes\n\n"
    "    0   done\n"
    "    1   could not, or you said no\n"
    "    2   wrong use\n"
    "    3   no such thing\n"
    "    4   needs a step first: start, pair, agree\n"
    "    5   the background service does not answer\n"
    "    6   the relay does not answer\n"
    "   70   something went wrong inside twofold\n"
    "  130   Ctrl-C\n\n"
    "An empty list or an open day is no error.\n";

constexpr char kSafety[] =
    "Safety\n\n"
    "twofold is for two people who are both free to say no. If you are afraid of the\n"
    "other person, if you are watched, controlled, threatened or hurt, exercises for\n"
    "couples are not the right tool, and none of it is yours to repair alone.\n\n"
    "Look for a helpline for violence at home in your country; it is open to you\n"
    "whether or not you want to change anything. In an emergency, call for help.\n"
    "Use a telephone or computer that the other person cannot reach.\n\n"
    "What twofold cannot do: it cannot hide from somebody who uses your unlocked\n"
    "computer under your name, and it cannot take back what was given.\n"
    "What it does: your I side is never sent to anybody. \"twofold leave\" ends the\n"
    "shared space on this side, sends nothing and tells nobody.\n\n"
    "This page is part of the program. Reading it contacts nothing and is not kept.\n"
    "Your shell may remember the commands you type.\n";

}  // namespace

std::optional<std::string> TopicText(absl::string_view topic) {
  if (topic == "days") return kDays;
  if (topic == "scripts") return kScripts;
  if (topic == "exit-codes") return kExitCodes;
  if (topic == "safety") return kSafety;
  return std::nullopt;
}

}  // namespace twofold

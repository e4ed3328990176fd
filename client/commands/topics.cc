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
    "Where a day may lie ahead (rest, --from, --until, --deadline)\n\n"
    "  today, tomorrow\n"
    "  mon tue wed thu fri sat sun    the next one, today included\n"
    "  2026-11-24                     the day itself\n\n"
    "Entries can be made for any day up to today, or for a span of them: --on and\n"
    "--until. Your day ends at 04:00, so what you log at one in the morning still\n"
    "counts for the evening before.\n";

constexpr char kSchedules[] =
    "When a goal is due\n\n"
    "  --every day                    every day; also weekday, weekend\n"
    "  --every mon,wed,fri            on these days\n"
    "  --every 3days                  every third day\n"
    "  --every 2weeks:mon,thu         on these days of every second week\n"
    "  --every month:1,last           on these days of the month\n"
    "  --every month:last-fri         its last Friday; also 2nd-tue\n"
    "  --every 2-4days                again after two to four days\n"
    "  --times 3 --per week           so often, any days; also month, 10days\n\n"
    "  --at 20:00                     a time of day; it is only shown\n"
    "  --from DAY, --until DAY        the first and the last day: twofold help days\n\n"
    "\"none\" for --at, --from or --until takes it away.\n";

constexpr char kKinds[] =
    "What a goal can be, and what can be said of it\n\n"
    "  --kind check       yes or no; what it is if you say nothing else\n"
    "  --kind measure     an amount: --unit, --at-least 30min, --at-most 2cups\n"
    "                     for a day, or a span: --at-least 150min/week, 40/month\n"
    "  --kind milestone   something to reach: --deadline DAY, --step TITLE\n"
    "  --kind observe     only recorded\n"
    "  --kind explore     something to try out\n"
    "  --kind edge        one uncomfortable act: --size 1 to 5\n"
    "  --kind time        time for two\n"
    "No day asks for observe, explore or edge; a check-in offers them last.\n\n"
    "  --counts TEXT      what counts as kept, in your words\n"
    "  --cue TEXT         what it follows: \"after breakfast\"\n"
    "  --smallest TEXT    the smallest version that still counts: \"one page\"\n"
    "  --group, --tag     to keep goals together: --tag morning,calm\n"
    "  --why              what it is for; it is asked for, or read with --why -\n\n"
    "All of it but the cue, the smallest version, group, tags and why is sent with\n"
    "a proposal, and shown to you first.\n";

constexpr char kAnswers[] =
    "How to say how it went: twofold log GOAL ANSWER\n\n"
    "  nothing, yes               kept, or recorded\n"
    "  30min, 2.5, 0              an amount, one more; with --whole the day's whole\n"
    "  no                         not today; needs no reason\n"
    "  skip                       it does not count today; --reason if you like\n"
    "  did, stayed, back          an edge: did it, stayed with it, stepped back\n"
    "  again, different, fine     time for two: how it was\n"
    "  blank                      takes the day's answer away\n\n"
    "A note of your own goes with --note and is never sent; the word none takes it\n"
    "away. --on names a day, and --until the last day of a span.\n\n"
    "Many answers: twofold log - reads them from standard input, one a line, as\n"
    "GOAL [ANSWER] [DAY]; what follows a # is left out. Each that can be kept is\n"
    "kept; with --all-or-nothing all are, or none. \"twofold checkin\" asks for them;\n"
    "there, + behind an answer adds a note, and Enter leaves a goal open.\n";

constexpr char kScripts[] =
    "twofold in scripts\n\n"
    "  --json       one object; \"schema\" names its shape; fields are only ever added\n"
    "  --plain      columns with tabs between, no header; see each command's help\n"
    "  --no-input   ask nothing; what would need an answer ends with exit code 2\n"
    "  --yes        yes to the one question of the command\n"
    "  --quiet      nothing on success\n\n"
    "Errors go to standard error. With --json they are one object there.\n"
    "Private text and invitation words are read from standard input, with \"-\":\n"
    "--note - --reason - --why - --learned -, and pair --join - --yes\n\n"
    "Environment\n"
    "  TWOFOLD_SOCKET     where the background service listens\n"
    "  TWOFOLD_DAEMON     the program to start when it does not run\n"
    "  TWOFOLD_NO_INPUT   set: as --no-input\n"
    "  TWOFOLD_COLOR      auto, always or never; NO_COLOR is honoured too\n\n"
    "Exit codes: twofold help exit-codes\n";

constexpr char kExitCodes[] =
    "Exit codes\n\n"
    "    0   done\n"
    "    1   could not, or you said no; of doctor: something was found\n"
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

constexpr char kDamage[] =
    "When your data are damaged, older than they were, or gone\n\n"
    "Your data are one folder: ~/.local/share/twofold, or twofold in XDG_DATA_HOME.\n"
    "What is damaged is never changed; nothing below removes anything.\n\n"
    "If you have a backup of that folder\n"
    "  End twofoldd if it runs, move the folder away, put the backup in its place and\n"
    "  run \"twofold status\". What you share and the backup lacks comes back from the\n"
    "  other computer; what is only yours is as old as the backup.\n\n"
    "If you have none\n"
    "  Move the folder away and run \"twofold start\": a new beginning. To share again,\n"
    "  the other person runs \"twofold leave\", and then you both pair anew.\n\n"
    "If \"twofold doctor\" found something that --repair does not put right\n"
    "  Take along what can be read, \"twofold export --all --out FILE\", then as above.\n\n"
    "Keep what you moved away. When twofoldd drops what a power loss left, or opens\n"
    "data that are older than they were, it keeps a copy of what it found:\n"
    "store-aside-1, -2 and so on in the same folder, the newest three.\n";

}  // namespace

std::optional<std::string> TopicText(absl::string_view topic) {
  if (topic == "days") return kDays;
  if (topic == "schedules") return kSchedules;
  if (topic == "kinds") return kKinds;
  if (topic == "answers") return kAnswers;
  if (topic == "scripts") return kScripts;
  if (topic == "exit-codes") return kExitCodes;
  if (topic == "safety") return kSafety;
  if (topic == "damage") return kDamage;
  return std::nullopt;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <array>

#include "client/commands/command.h"

namespace twofold {
namespace {

constexpr char kGoalColumns[] =
    "handle, side, title, state, kind, unit, schedule, since,\n  target, deadline, group, tags";
constexpr char kActColumns[] = "what, handle, day, amount, unit, title, answer, count";
constexpr char kRestColumns[] = "handle, first day, last day, title";
constexpr char kLogColumns[] =
    "handle, day, added, unit, state, unchanged; with -:\n"
    "  kept, unchanged or why not, handle, day, added, unit, state, sentence";
constexpr char kTodayColumns[] =
    "handle, side, state, amount, done, due, title,\n  per, period amount, due from, due by";
constexpr char kStepColumns[] = "handle, number, done on, title";
constexpr char kProposalColumns[] = "handle, from, title, kind, unit, schedule, goal";
constexpr char kBackColumns[] = "handle, side, kept, of, amount, unit, days, title";
constexpr char kNotTaken[] = "Nothing was taken over.";
constexpr char kNotWritten[] = "Nothing was written.";
constexpr char kNotLogged[] = "Nothing was logged.";
constexpr char kNotChanged[] = "Nothing was changed.";
constexpr char kNotSent[] = "Nothing was sent.";

constexpr std::array kCommands = {
    Command{"today", Intent::kDaily, "what is open today, yours and shared",
            "One screen: what is open today, on your own side and on the shared one.", "", 0, 0,
            "on me us tag group", kTodayColumns, "twofold today\ntwofold today --me --tag morning",
            "", false, RunToday},
    Command{"log", Intent::kDaily, "say how it went; walk through the day; rest",
            "Says how a goal went, on a day up to today: twofold help answers.", "GOAL [ANSWER]", 1,
            2, "on until whole note reason all-or-nothing", kLogColumns,
            "twofold log read\ntwofold log cello 30min --on sat\n"
            "twofold log read skip --reason\ntwofold log -",
            kNotLogged, true, RunLog},
    Command{"checkin", Intent::kDaily, "",
            "Asks about what is open on a day; then, if you like, about what is only noted.", "[-]",
            0, 1, "on all-or-nothing", kTodayColumns,
            "twofold checkin\ntwofold checkin --on yesterday\ntwofold checkin -", kNotLogged, true,
            RunCheckin},
    Command{"rest", Intent::kDaily, "",
            "Lets goals, or everything, rest for some days. Alone, lists what rests.", "[GOAL]...",
            0, 99, "all tag group from until end", kRestColumns,
            "twofold rest cello --until sat\ntwofold rest --all --until sun\n"
            "twofold rest cello --end",
            kNotChanged, false, RunRest},
    Command{"undo", Intent::kDaily, "take back what you did last; bring it back",
            "Takes back what you did last. Again goes further back.", "", 0, 0, "steps",
            kActColumns, "twofold undo\ntwofold undo --steps 3", "Nothing was undone.", false,
            RunUndo},
    Command{"redo", Intent::kDaily, "", "Brings back what was undone last.", "", 0, 0, "steps",
            kActColumns, "twofold redo", "Nothing was brought back.", false, RunRedo},
    Command{"history", Intent::kDaily, "", "Lists what you did, newest first.", "", 0, 0,
            "limit before",
            "number, done on, undone, what, handle, day, amount,\n  unit, title, answer, count",
            "twofold history --limit 5", "", false, RunHistory},
    Command{"week", Intent::kDaily, "look back, for your eyes only",
            "Shows the last seven days of all goals, for your eyes only.", "", 0, 0,
            "on me us tag group", kBackColumns, "twofold week\ntwofold week --on sun --me", "",
            false, RunWeek},
    Command{"month", Intent::kDaily, "", "Shows a month of all goals, for your eyes only.", "", 0,
            0, "on me us tag group", kBackColumns, "twofold month\ntwofold month --on 2026-10-01",
            "", false, RunMonth},
    Command{"year", Intent::kDaily, "", "Shows a year of all goals, for your eyes only.", "[YEAR]",
            0, 1, "on me us tag group", kBackColumns, "twofold year\ntwofold year 2025", "", false,
            RunYear},

    Command{"goal add", Intent::kGoals, "add an I goal, for your eyes only",
            "Adds an I goal. Only you can see it.", "TITLE", 0, 99,
            "every times per at from until kind unit at-least at-most deadline size counts cue "
            "smallest group tag why step ease template handle",
            kGoalColumns,
            "twofold goal add \"Read 20 min\" --every day\n"
            "twofold goal add \"Move\" --at-least 150min/week --cue \"after work\"",
            "Nothing was added.", true, RunGoalAdd},
    Command{"goal templates", Intent::kGoals, "", "Lists goals to begin with.", "", 0, 0, "",
            "name, kind, unit, schedule, target, title", "twofold goal templates", "", false,
            RunGoalTemplates},
    Command{"goal list", Intent::kGoals, "all goals, I and We", "Lists goals, your own side first.",
            "", 0, 0, "all me us tag group kind search", kGoalColumns,
            "twofold goal list\ntwofold goal list --plain --all --search walk", "", false,
            RunGoalList},
    Command{"goal show", Intent::kGoals, "",
            "Shows one goal closely: numbers, days and notes, for your eyes only.", "GOAL", 1, 1,
            "weeks", "a fact's name, its values; one line each",
            "twofold goal show read\ntwofold goal show read --weeks 52", "", false, RunGoalShow},
    Command{"goal edit", Intent::kGoals, "what is said of it, its place, its terms",
            "Changes what is said beside a goal. \"none\" takes a text away.", "GOAL", 1, 1,
            "title handle cue smallest group tag untag why ease no-ease", kGoalColumns,
            "twofold goal edit read --cue \"after breakfast\" --tag morning\n"
            "twofold goal edit read --untag morning --why",
            kNotChanged, true, RunGoalEdit},
    Command{"goal rename", Intent::kGoals, "", "Gives a goal another title. Its handle stays.",
            "GOAL TITLE", 2, 99, "", kGoalColumns, "twofold goal rename read \"Read a little\"",
            kNotChanged, false, RunGoalRename},
    Command{"goal order", Intent::kGoals, "", "Puts a goal at another place of its side's list.",
            "GOAL", 1, 1, "first last before after", kGoalColumns,
            "twofold goal order read --first\ntwofold goal order read --after cello", kNotChanged,
            false, RunGoalOrder},
    Command{"revise", Intent::kGoals, "",
            "Changes what a goal commits to, from a day on; the days before stay.", "GOAL", 1, 1,
            "every times per at from until kind unit at-least at-most deadline size counts since "
            "learned",
            "handle, from, before, now, title",
            "twofold revise read --times 4 --per week\n"
            "twofold revise read --at-least 10min --since mon --learned",
            kNotChanged, true, RunRevise},
    Command{"goal step", Intent::kGoals, "steps of a milestone; how easy it has become",
            "Steps of a milestone: lists, adds, ticks or removes one.", "GOAL [TITLE]", 1, 99,
            "done undone remove on", kStepColumns,
            "twofold goal step move \"Pack the books\"\ntwofold goal step move --done 1",
            kNotChanged, false, RunGoalStep},
    Command{"goal ease", Intent::kGoals, "",
            "Says how much a goal happens by itself, 1 to 5. \"none\" takes it back.", "GOAL EASE",
            2, 2, "on", "handle, day, ease, title", "twofold goal ease read 4", kNotChanged, false,
            RunGoalEase},
    Command{"goal archive", Intent::kGoals, "put a goal away, or step out of a We goal",
            "Puts an I goal away. Its history stays.", "GOAL", 1, 1, "", kGoalColumns,
            "twofold goal archive read", kNotChanged, false, RunGoalArchive},
    Command{"goal restore", Intent::kGoals, "", "Brings an archived goal back.", "GOAL", 1, 1, "",
            kGoalColumns, "twofold goal restore read", kNotChanged, false, RunGoalRestore},
    Command{"goal leave", Intent::kGoals, "",
            "Ends a We goal, alone and without a reason. Its history stays.", "GOAL", 1, 1, "",
            kGoalColumns, "twofold goal leave walk", kNotChanged, true, RunGoalLeave},

    Command{"propose", Intent::kBetween, "offer a We goal, or another version of it",
            "Offers a We goal. You see what is sent before it is sent.", "TITLE", 0, 99,
            "every times per at from until kind unit at-least at-most deadline size counts",
            kProposalColumns,
            "twofold propose \"Evening walk together\" --every mon,wed,fri --at 20:00", kNotSent,
            true, RunPropose},
    Command{"change", Intent::kBetween, "", "Offers another version of a proposal or of a We goal.",
            "HANDLE", 1, 1,
            "title every times per at from until kind unit at-least at-most deadline size counts",
            kProposalColumns, "twofold change p1 --every mon,wed", kNotSent, true, RunChange},
    Command{"accept", Intent::kBetween, "yes, no, or take back",
            "Says yes to the version that your partner offers.", "HANDLE", 1, 1, "", kGoalColumns,
            "twofold accept p1", "Nothing was agreed.", false, RunAccept},
    Command{"decline", Intent::kBetween, "",
            "Says no to what your partner offers. A no is a full answer.", "HANDLE", 1, 1, "",
            kProposalColumns, "twofold decline p1", kNotSent, false, RunDecline},
    Command{"withdraw", Intent::kBetween, "", "Takes back what you offered.", "HANDLE", 1, 1, "",
            kProposalColumns, "twofold withdraw p1", "Nothing was taken back.", false, RunWithdraw},
    Command{"shared", Intent::kBetween, "all that was given; a number to compare",
            "Shows everything that your partner has been given.", "", 0, 0, "",
            "handle, what, state, days, title, schedule", "twofold shared", "", false, RunShared},
    Command{"code", Intent::kBetween, "",
            "Shows a number that is the same on both computers when both have the same.", "", 0, 0,
            "", "number, things to send, things that wait for others", "twofold code", "", false,
            RunCode},

    Command{"start", Intent::kUpkeep, "set it up: two questions, one minute",
            "Sets up your own side. A second start changes nothing.", "", 0, 0,
            "name checkin no-checkin", "new or unchanged, name, check-in, data folder",
            "twofold start\ntwofold start --name Noa --checkin 21:00 --no-input",
            "Nothing was set up.", true, RunStart},
    Command{"pair", Intent::kUpkeep, "make one shared space for two; end it, alone",
            "Makes one shared space for two, with an invitation of twelve words.", "", 0, 0,
            "join relay status wait confirm cancel", "the words; else step, number, partner, end",
            "twofold pair --relay relay.example.org:443\n"
            "twofold pair --join\n"
            "twofold pair --status --wait 60 --plain\n"
            "twofold pair --confirm 482913",
            "Nothing was shared.", true, RunPair},
    Command{"leave", Intent::kUpkeep, "",
            "Ends the shared space on this side. Sends nothing and needs nobody's yes.", "", 0, 0,
            "forget", "partner", "twofold leave\ntwofold leave --yes --forget", kNotChanged, true,
            RunLeave},
    Command{"relay move", Intent::kUpkeep, "",
            "Keeps everything in step through another relay from now on.", "HOST:PORT", 1, 1, "",
            "before, now, partner",
            "twofold relay move relay.example.org:443\n"
            "twofold relay move unix:/run/twofold-relay.sock --yes",
            kNotChanged, true, RunRelayMove},
    Command{"device link", Intent::kUpkeep, "use several computers of yours",
            "Links a new computer of yours. It gets everything that is here.", "", 0, 0,
            "join device relay status wait confirm cancel",
            "the words; else step, number, other computer, end",
            "twofold device link --relay relay.example.org:443\n"
            "twofold device link --join",
            "Nothing was linked.", true, RunDeviceLink},
    Command{"device list", Intent::kUpkeep, "", "Lists your computers.", "", 0, 0, "",
            "name, here, since, removed", "twofold device list", "", false, RunDeviceList},
    Command{"device remove", Intent::kUpkeep, "",
            "Removes a computer of yours for ever. What is on it stays on it.", "NAME", 1, 1, "",
            "name, here, since, removed", "twofold device remove laptop", "Nothing was removed.",
            true, RunDeviceRemove},
    Command{"device rename", Intent::kUpkeep, "", "Calls a computer of yours otherwise.",
            "NAME NEW", 2, 99, "", "name, here, since, removed",
            "twofold device rename laptop \"Old laptop\"", kNotChanged, false, RunDeviceRename},
    Command{"recovery create", Intent::kUpkeep, "for when all your computers are gone",
            "Makes twelve words that bring everything of yours back to a new computer.", "", 0, 0,
            "device relay", "the words", "twofold recovery create", "No code was made.", true,
            RunRecoveryCreate},
    Command{"recover", Intent::kUpkeep, "",
            "Brings everything of yours to this new computer, with your recovery code.", "[-]", 0,
            99, "device relay", "name",
            "twofold recover --relay relay.example.org:443\n"
            "twofold recover - --yes --relay relay.example.org:443 < FILE",
            "Nothing was changed here.", true, RunRecover},
    Command{"import", Intent::kUpkeep, "other programs' goals in, yours out",
            "Takes over goals from another program's file. Everything arrives private.", "PATH", 1,
            1, "format dry-run",
            "what, handle, kind, schedule, entries, added, changed,\n"
            "  same, first_day, last_day, remarks, title",
            "twofold import habits.db --dry-run\ntwofold import harsh-folder --format harsh",
            kNotTaken, true, RunImport},
    Command{"export", Intent::kUpkeep, "",
            "Writes what is yours: all of it, as tables, or as a calendar.", "[GOAL...]", 0, 99,
            "format out all", "with --out: format, goals, files, place",
            "twofold export --all --out twofold.json\n"
            "twofold export read --format csv\n"
            "twofold export --format ics --out goals.ics",
            kNotWritten, true, RunExport},
    Command{"status", Intent::kUpkeep, "how it stands; sync; is all whole; explain",
            "Shows how things stand: service, sharing, relay, data.", "", 0, 0, "",
            "name, value; one line each", "twofold status\ntwofold status --json", "", false,
            RunStatus},
    Command{"sync", Intent::kUpkeep, "", "Sends and fetches now, and waits until it is done.", "",
            0, 0, "wait", "sent, received", "twofold sync", "", false, RunSync},
    Command{"doctor", Intent::kUpkeep, "",
            "Looks whether all that is kept is whole. Changes nothing without --repair.", "", 0, 0,
            "repair", "what, looked at, found, can be put right,\n  not compared, since",
            "twofold doctor\ntwofold doctor --repair", "", false, RunDoctor},
    Command{"help", Intent::kUpkeep, "",
            "Explains a command or a topic. \"twofold help\" alone lists them.", "[TOPIC]", 0, 2,
            "", "", "twofold help log\ntwofold help schedules", "", false, RunHelp},
};

}  // namespace

std::span<const Command> Commands() { return kCommands; }

}  // namespace twofold

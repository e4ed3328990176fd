// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <array>

#include "client/commands/command.h"

namespace twofold {
namespace {

constexpr char kGoalColumns[] = "handle, side, title, state, kind, unit, schedule, since";
constexpr char kActColumns[] = "what, handle, day, amount, unit, title";
constexpr char kProposalColumns[] = "handle, from, title, kind, unit, schedule, goal";
constexpr char kNotLogged[] = "Nothing was logged.";
constexpr char kNotChanged[] = "Nothing was changed.";
constexpr char kNotSent[] = "Nothing was sent.";

constexpr std::array kCommands = {
    Command{"today", Intent::kDaily, "what is open today, yours and shared",
            "One screen: what is open today, on your own side and on the shared one.", "", 0, 0, "",
            "handle, side, state, amount, week_done, week_due, title",
            "twofold today\ntwofold today --json", "", false, RunToday},
    Command{"log", Intent::kDaily, "say that a goal was kept, or how much of it",
            "Says that a goal was kept, or how much of it, on a day up to today.", "GOAL [AMOUNT]",
            1, 2, "on", "handle, day, added, unit, state, unchanged",
            "twofold log read\ntwofold log cello 30min --on sat", kNotLogged, false, RunLog},
    Command{"undo", Intent::kDaily, "take back what you did last; bring it back",
            "Takes back what you did last. Again goes further back.", "", 0, 0, "", kActColumns,
            "twofold undo", "Nothing was undone.", false, RunUndo},
    Command{"redo", Intent::kDaily, "", "Brings back what was undone last.", "", 0, 0, "",
            kActColumns, "twofold redo", "Nothing was brought back.", false, RunRedo},

    Command{"goal add", Intent::kGoals, "add an I goal, for your eyes only",
            "Adds an I goal. Only you can see it.", "TITLE", 0, 99,
            "every times per at unit handle", kGoalColumns,
            "twofold goal add \"Read 20 min\" --every day\n"
            "twofold goal add \"Practise cello\" --times 3 --per week --unit min",
            "Nothing was added.", true, RunGoalAdd},
    Command{"goal list", Intent::kGoals, "all goals, I and We",
            "Lists all goals, your own side first.", "", 0, 0, "all", kGoalColumns,
            "twofold goal list\ntwofold goal list --plain --all", "", false, RunGoalList},
    Command{"goal archive", Intent::kGoals, "put an I goal away; its history stays",
            "Puts an I goal away. Its history stays.", "GOAL", 1, 1, "", kGoalColumns,
            "twofold goal archive read", kNotChanged, false, RunGoalArchive},
    Command{"goal leave", Intent::kGoals, "step out of a We goal, alone",
            "Ends a We goal, alone and without a reason. Its history stays.", "GOAL", 1, 1, "",
            kGoalColumns, "twofold goal leave walk", kNotChanged, true, RunGoalLeave},

    Command{"propose", Intent::kBetween, "offer a We goal; it begins if both agree",
            "Offers a We goal. You see what is sent before it is sent.", "TITLE", 0, 99,
            "every times per at unit", kProposalColumns,
            "twofold propose \"Evening walk together\" --every mon,wed,fri --at 20:00", kNotSent,
            true, RunPropose},
    Command{"change", Intent::kBetween, "offer another version of it",
            "Offers another version of a proposal or of a We goal.", "HANDLE", 1, 1,
            "title every times per at", kProposalColumns, "twofold change p1 --every mon,wed",
            kNotSent, true, RunChange},
    Command{"accept", Intent::kBetween, "yes, no, or take back",
            "Says yes to the version that your partner offers.", "HANDLE", 1, 1, "", kGoalColumns,
            "twofold accept p1", "Nothing was agreed.", false, RunAccept},
    Command{"decline", Intent::kBetween, "",
            "Says no to what your partner offers. A no is a full answer.", "HANDLE", 1, 1, "",
            kProposalColumns, "twofold decline p1", kNotSent, false, RunDecline},
    Command{"withdraw", Intent::kBetween, "", "Takes back what you offered.", "HANDLE", 1, 1, "",
            kProposalColumns, "twofold withdraw p1", "Nothing was taken back.", false, RunWithdraw},
    Command{"shared", Intent::kBetween, "what your partner has been given, complete",
            "Shows everything that your partner has been given.", "", 0, 0, "",
            "handle, what, state, days, title, schedule", "twofold shared", "", false, RunShared},

    Command{"start", Intent::kUpkeep, "set it up: two questions, one minute",
            "Sets up your own side. A second start changes nothing.", "", 0, 0,
            "name checkin no-checkin", "new or unchanged, name, check-in, data folder",
            "twofold start\ntwofold start --name Noa --checkin 21:00 --no-input",
            "Nothing was set up.", true, RunStart},
    Command{"pair", Intent::kUpkeep, "make one shared space for two",
            "Makes one shared space for two, with an invitation of twelve words.", "", 0, 0,
            "join relay status wait confirm cancel", "the words; else step, number, partner, end",
            "twofold pair --relay relay.example.org:443\n"
            "twofold pair --join\n"
            "twofold pair --status --wait 60 --plain\n"
            "twofold pair --confirm 482913",
            "Nothing was shared.", true, RunPair},
    Command{"status", Intent::kUpkeep, "how things stand; send and fetch now",
            "Shows how things stand: service, sharing, relay, data.", "", 0, 0, "",
            "name, value; one line each", "twofold status\ntwofold status --json", "", false,
            RunStatus},
    Command{"sync", Intent::kUpkeep, "", "Sends and fetches now, and waits until it is done.", "",
            0, 0, "wait", "sent, received", "twofold sync", "", false, RunSync},
    Command{"leave", Intent::kUpkeep, "end the shared space on this side, alone",
            "Ends the shared space on this side. Sends nothing and needs nobody's yes.", "", 0, 0,
            "forget", "partner", "twofold leave\ntwofold leave --yes --forget", kNotChanged, true,
            RunLeave},
    Command{"help", Intent::kUpkeep, "a command, or: days scripts exit-codes safety",
            "Explains a command or a topic: days, scripts, exit-codes, safety.", "[TOPIC]", 0, 2,
            "", "", "twofold help log\ntwofold help exit-codes", "", false, RunHelp},
};

}  // namespace

std::span<const Command> Commands() { return kCommands; }

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Who is measured beside twofold: floors and other programs.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/bench/process.h"

namespace twofold::bench {

// One contender. `command` makes the command of a round, counted from 0; none repeats.
struct Subject {
  std::string name;
  std::function<Command(int round)> command;
};

struct Places {
  std::string floors;   // the folder of the floor programs
  std::string scratch;  // an empty folder of our own
};

// Prepares the peers' files, sqlite3's with `entries` entries and the others' empty, which is to
// their advantage. FailedPrecondition when a peer does not run.
absl::Status Prepare(const Places& places, int entries);

// The least that a program has to do which keeps something, and which shows something.
// Prepare comes before the first is run.
Subject AppendFloor(const Places& places);
Subject ReadFloor(const Places& places);

// Other programs that log one thing, and that show what there is.
std::vector<Subject> LogPeers(const Places& places);
std::vector<Subject> TodayPeers(const Places& places);

}  // namespace twofold::bench

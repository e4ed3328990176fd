// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Who is measured, and what each has to do.
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
  std::string twofold;  // the client's path
  std::string person;   // the folder of the person whose daemon runs
  std::string floors;   // the folder of the floor programs
  std::string scratch;  // an empty folder of our own
};

// Prepares the peers' files. FailedPrecondition when a peer does not run.
absl::Status Prepare(const Places& places);

// The floor first. The logs must have been prepared.
std::vector<Subject> LogSubjects(const Places& places);
std::vector<Subject> TodaySubjects(const Places& places);

}  // namespace twofold::bench

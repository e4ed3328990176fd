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
  std::string few;      // the folder of a person whose daemon runs and has few entries
  std::string many;     // the same with many
  std::string floors;   // the folder of the floor programs
  std::string scratch;  // an empty folder of our own
};

// Where the two persons stand in the lists below.
inline constexpr std::size_t kFew = 1;
inline constexpr std::size_t kMany = 2;

// The client run with these words, as the person with that folder.
Command Twofold(const std::string& twofold, const std::string& person,
                std::vector<std::string> words);

// Prepares the peers' files, sqlite3's with `entries` entries and the others' empty, which is to
// their advantage. FailedPrecondition when a peer does not run.
absl::Status Prepare(const Places& places, int entries);

// The floor first. The logs must have been prepared.
std::vector<Subject> LogSubjects(const Places& places);
std::vector<Subject> TodaySubjects(const Places& places);

}  // namespace twofold::bench

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Runs a program and takes the time of the whole process.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/bench/samples.h"

namespace twofold::bench {

struct Command {
  std::vector<std::string> words;        // the program's path first
  std::vector<std::string> environment;  // "NAME=VALUE", complete
  std::string input = "/dev/null";       // the file that standard input is read from
};

// Returns the time from before the process is made until it has ended. Output and errors are
// dropped. FailedPrecondition, naming the command, unless it exits with 0.
absl::StatusOr<Nanoseconds> TimeOf(const Command& command);

}  // namespace twofold::bench

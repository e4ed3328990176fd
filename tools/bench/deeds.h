// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The commands of twofold that are measured, for people that tools/fill gave a life.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/bench/process.h"

namespace twofold::bench {

// The client run with these words, as the person with that folder.
Command Twofold(const std::string& twofold, const std::string& person,
                std::vector<std::string> words);

struct Deed {
  std::string name;
  bool writes = false;
  // The command of a round, counted from 0, for the person with that folder.
  std::function<Command(const std::string& person, int round)> command;
};

// log, today and all the others. `twofold` is the client's path; the files that the commands read
// are made in `scratch`.
std::vector<Deed> Deeds(const std::string& twofold, const std::string& scratch);

}  // namespace twofold::bench

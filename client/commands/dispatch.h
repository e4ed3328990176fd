// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// From the words of a command line to the command that was named.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/commands/command.h"

namespace twofold {

struct Named {
  const Command* command;         // nullptr: none was named
  std::string noun;               // a noun without its verb, such as "goal"; else empty
  std::vector<std::string> rest;  // what was typed besides the command's name
};

// Options may stand before the command. NOT_FOUND never: a word that is no command is
// INVALID_ARGUMENT "no_such_command", with at most two suggestions.
absl::StatusOr<Named> NameCommand(const std::vector<std::string>& words);

}  // namespace twofold

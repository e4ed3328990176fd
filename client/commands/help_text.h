// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The texts of help, made from the table of commands. Pure; each fits 24 lines of 80 columns.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/commands/command.h"

namespace twofold {

// All commands, grouped by what a person wants.
std::string OverviewText();

std::string CommandHelpText(const Command& command);

// The commands that begin with `noun`, such as "goal".
std::string NounHelpText(absl::string_view noun);

// Returns the text of a topic that is no command, such as "days" or "exit-codes".
std::optional<std::string> TopicText(absl::string_view topic);

// Returns the help for the name of a command, a noun or a topic. NOT_FOUND "no_such_topic".
absl::StatusOr<std::string> HelpFor(absl::string_view name);

}  // namespace twofold

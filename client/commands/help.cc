// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/commands/help_text.h"

namespace twofold {

absl::Status RunHelp(Session& session) {
  TF_ASSIGN_OR_RETURN(const std::string text, HelpFor(session.arguments.Joined()));
  session.terminal.Print(text);
  return absl::OkStatus();
}

}  // namespace twofold

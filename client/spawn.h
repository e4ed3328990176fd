// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Starting the daemon when none is running.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace twofold {

// Returns the folder that this program's file lies in; empty when that cannot be told.
std::string FolderOfThisProgram();

// Returns the program to start: `chosen` when not empty, else "twofoldd" beside this program, else
// in a folder of `path` (colon-separated). Empty when there is none.
std::string FindDaemon(absl::string_view chosen, absl::string_view path);

// Starts `program` in a session of its own, with nothing of this terminal, and waits until it
// serves. UNAVAILABLE "service_not_started" with the daemon's own sentence when it refuses;
// CANCELLED "interrupted" when `interrupt_fd` is readable first (-1: never).
absl::Status StartDaemon(const std::string& program, absl::Duration patience, int interrupt_fd);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Whether what came from a file is allowed, without a look at the store. Pure.
#pragma once

#include "absl/status/status.h"
#include "daemon/engine/import_engine.h"

namespace twofold {

// Whether a goal of a file is somebody else's too: it holds days of named persons.
bool IsSharedGoal(const PortableGoal& goal);

// Puts the file in order (texts without blanks around them, everything by day, nothing of days that
// say nothing) and checks it. Errors as ImportEngine::Import. Shared goals are not looked at.
absl::Status TidyAndCheck(ImportedFile& file);

// ResourceExhausted "too_many_<what>".
absl::Status TooMany(absl::string_view what, std::size_t most);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Every option of every command. The same name means the same everywhere.
#pragma once

#include <span>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/arguments.h"

namespace twofold {

// Options that only some commands have.
std::span<const OptionSpec> SpecialOptions();
// Options that every command has.
std::span<const OptionSpec> CommonOptions();

// Returns the special options in `names` (blanks between them), in that order, then the common
// ones.
std::vector<OptionSpec> OptionsOf(absl::string_view names);

}  // namespace twofold

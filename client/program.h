// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The program twofold, from its words to its exit code.
#pragma once

#include <string>
#include <vector>

namespace twofold {

// Runs one command. Returns the exit code; everything is written out by then.
int RunProgram(const std::vector<std::string>& words);

}  // namespace twofold

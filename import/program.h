// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// twofold-import from its first instruction to its exit code.
#pragma once

namespace twofold::importing {

// Reads one file or folder and writes a serialized portable.v1.ImportFile to the standard output.
// Returns the exit code: 0; 1 with one line "REASON<TAB>SENTENCE" on the standard error when it
// refuses; 2, likewise, for wrong use.
int RunImport(int argc, const char* const* argv);

}  // namespace twofold::importing

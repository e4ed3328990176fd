// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The file or folder to be read, into memory: the only place here that opens anything.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "import/bounds.h"
#include "import/source.h"

namespace twofold::importing {

// Reads a file, or of a folder the wanted files (IsWanted) down to two folders below it. Links in a
// folder are not followed, and nothing but ordinary files is opened. NotFound, reason
// "import_no_file"; PermissionDenied, "import_not_readable"; InvalidArgument,
// "import_no_ordinary_file"; ResourceExhausted, "import_too_large".
absl::StatusOr<Source> ReadInput(const std::string& path, const Bounds& bounds);

}  // namespace twofold::importing

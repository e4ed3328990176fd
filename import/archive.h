// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Zip archives, in memory.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/bounds.h"
#include "import/source.h"

namespace twofold::importing {

bool IsZip(absl::string_view bytes);

// Returns the wanted files of the archive (IsWanted), unpacked; all others stay packed. Refusals:
// "import_too_large" before a file passes a bound while it is unpacked; "import_damaged" for what
// is no archive, is cut short, fails its checksum, is encrypted or packed in a way that is none of
// stored and deflated.
absl::StatusOr<Source> Unpack(absl::string_view zip, const Bounds& bounds);

}  // namespace twofold::importing

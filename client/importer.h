// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The program twofold-import, which reads other programs' files in a process of its own, so that
// neither this program nor the daemon ever parses them.
#pragma once

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold {

inline constexpr absl::Duration kImporterPatience = absl::Seconds(120);

// Returns twofold-import beside this program, else where the installation puts it. Empty when it is
// at neither place.
std::string FindImporter();

// What bounds one reading.
struct ReadingBounds {
  std::size_t bytes = 0;    // of what it writes
  absl::Duration patience;  // until it ends
  int interrupt_fd = -1;    // ends it as soon as it is readable; -1: never
};

// Returns what `program` makes of the file or folder at `path`; an empty `format` lets it find out
// which one it is. The program gets no standard input and none of our descriptors, and is gone
// when this returns. What it refuses comes back with its own reason and sentence. Otherwise:
//   UNIMPLEMENTED      "importer_absent"   there is no such program
//   UNAVAILABLE        "importer_ended"    it ended without a word, or was ended
//   INTERNAL           "importer_garbled"  it says what nobody understands
//   DEADLINE_EXCEEDED  "importer_slow"     it did not end within `bounds.patience`
//   RESOURCE_EXHAUSTED "import_too_large"  it writes more than `bounds.bytes`
//   CANCELLED          "interrupted"       the person pressed Ctrl-C
absl::StatusOr<portable::v1::ImportFile> ReadWithImporter(const std::string& program,
                                                          absl::string_view path,
                                                          absl::string_view format,
                                                          const ReadingBounds& bounds,
                                                          const Clock& clock);

// RESOURCE_EXHAUSTED "import_too_large".
absl::Status ImportTooLarge(std::size_t bytes);

}  // namespace twofold

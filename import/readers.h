// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One function for each format: bytes in, goals out. docs/formats/import.md says what each format
// gives, what is left out and why. Pure.
//
// All refuse with "import_too_large" (ResourceExhausted), "import_damaged" (DataLoss),
// "import_not_that_format", "import_not_text" and "import_nothing_found" (InvalidArgument).
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "import/bounds.h"
#include "import/source.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold::importing {

enum class Format { kLoop, kLoopCsv, kHabitBull, kHarsh, kTableHabit, kCsv, kTwofold };

// "loop", "loop_csv", "habitbull", "harsh", "table_habit", "csv", "twofold".
absl::string_view FormatWord(Format format);
std::optional<Format> FormatOf(absl::string_view word);

// What a reader is told beside the bytes.
struct Circumstances {
  absl::CivilDay today;  // where a goal without any day begins
  Bounds bounds;
};

using Imported = absl::StatusOr<portable::v1::ImportFile>;

// "import_newer" or "import_older" (FailedPrecondition) for a version of the database that is not
// known.
Imported ReadLoopDatabase(std::string bytes, const Circumstances& circumstances);
Imported ReadLoopCsv(const Source& source, const Circumstances& circumstances);
Imported ReadHabitBull(std::string bytes, const Circumstances& circumstances);
Imported ReadHarsh(const Source& source, const Circumstances& circumstances);
Imported ReadTableHabit(std::string bytes, const Circumstances& circumstances);
Imported ReadGenericCsv(std::string bytes, const Circumstances& circumstances);
Imported ReadTwofold(std::string bytes, const Circumstances& circumstances);

// Reads it as `format`, or as what it is found to be by what it holds. InvalidArgument:
// "import_format_unknown", and "import_format_ambiguous" when it could be two.
Imported Read(Source source, std::optional<Format> format, const Circumstances& circumstances);

}  // namespace twofold::importing

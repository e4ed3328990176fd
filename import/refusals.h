// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The refusals that several readers share. None holds a word of the file.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/base/refusal.h"

namespace twofold::importing {

// "import_too_large": a bound was passed; `what` says which: "it holds more than 10 goals".
inline absl::Status TooLarge(absl::string_view what) {
  return Refusal(absl::StatusCode::kResourceExhausted, "import_too_large",
                 absl::StrCat("the file is too large: ", what, "."));
}

inline absl::Status TooManyGoals(std::size_t most) {
  return TooLarge(absl::StrCat("it holds more than ", most, " goals"));
}
inline absl::Status TooManyEntries(std::size_t most) {
  return TooLarge(absl::StrCat("it holds more than ", most, " entries"));
}

// "import_damaged": `what` completes "the file is damaged: ".
inline absl::Status Damaged(absl::string_view what) {
  return Refusal(absl::StatusCode::kDataLoss, "import_damaged",
                 absl::StrCat("the file is damaged: ", what, "."));
}

// "import_not_that_format": it was said to be of a format, and is not.
inline absl::Status NotThatFormat(absl::string_view what) {
  return Refusal(absl::StatusCode::kInvalidArgument, "import_not_that_format",
                 absl::StrCat(what, "."));
}

// "import_nothing_found": of the format, but nothing in it could be read.
inline absl::Status NothingFound() {
  return Refusal(absl::StatusCode::kInvalidArgument, "import_nothing_found",
                 "there is no goal in this file that could be read.");
}

}  // namespace twofold::importing

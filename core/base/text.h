// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Text that people type: what is well-formed, how long it is, and how it is made harmless.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace twofold {

// Returns the number of Unicode code points, or nothing when `text` is not UTF-8 (overlong
// forms, surrogates and code points above U+10FFFF are not).
std::optional<std::size_t> CodePoints(absl::string_view text);

// A control character: U+0000-001F, U+007F-009F, or a line or paragraph separator (U+2028, U+2029).
bool IsControl(char32_t c);
// A direction mark, embedding, override or isolate: U+061C, 200E-200F, 202A-202E, 2066-2069.
bool IsDirectionMark(char32_t c);

// Whether `text` holds a control character. REQUIRES: valid UTF-8.
bool HasControl(absl::string_view text);

// Returns `text` safe to show on a terminal, in a notification or on a page: control characters
// and direction marks removed, invalid bytes replaced by U+FFFD, cut at `max_code_points`.
std::string CleanForDisplay(absl::string_view text, std::size_t max_code_points);

// Levenshtein distance in bytes; for suggestions on short words.
std::size_t EditDistance(absl::string_view a, absl::string_view b);

}  // namespace twofold

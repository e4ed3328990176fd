// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Bytes of a text file as UTF-8. Pure.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold::importing {

struct DecodedText {
  std::string text;  // valid UTF-8 without a byte order mark
  // The encoding was not stated and the bytes are not UTF-8; they were read as Windows-1252.
  bool guessed = false;
};

// Returns the text of a file in UTF-8, with or without a byte order mark, in UTF-16 with one, or,
// failing those, in Windows-1252. Broken UTF-16 becomes U+FFFD. InvalidArgument, reason
// "import_not_text": there are zero bytes in it.
absl::StatusOr<DecodedText> DecodeText(std::string bytes);

// Returns `text` with invalid UTF-8 replaced by U+FFFD.
std::string ValidUtf8(absl::string_view text);

// Returns `text` with every decimal digit of Unicode as "0" to "9", U+2212 as "-", and marks of
// direction removed. REQUIRES: valid UTF-8.
std::string AsciiDigits(absl::string_view text);

// Returns `text` cut to at most `code_points`, never inside what is seen as one letter.
// REQUIRES: valid UTF-8.
std::string CutText(absl::string_view text, std::size_t code_points);

}  // namespace twofold::importing

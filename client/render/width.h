// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How many columns text takes on a terminal, and making it take a certain number.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace twofold {

// Returns columns. Sums code points, so that joined emoji count for more than most terminals use:
// text is cut too early rather than too late.
int Width(absl::string_view text);

// Returns `text` with blanks behind it up to `columns`; longer text stays as it is.
std::string Pad(absl::string_view text, int columns);

// Returns as much of `text` as fits into `columns`, ended by `mark` when something was cut.
// `columns` of 0 or less: all of it.
std::string Fit(absl::string_view text, int columns, absl::string_view mark);

// What becomes of a word that is longer than a line.
enum class LongWord { kBreak, kKeep };

// Returns `text` in lines of at most `columns`, broken at blanks. Never empty. `columns` of 0 or
// less: one line.
std::vector<std::string> Wrap(absl::string_view text, int columns, LongWord long_word);

}  // namespace twofold

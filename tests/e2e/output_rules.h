// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What holds for everything that the client ever prints.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/e2e/program.h"

namespace twofold::e2e {

// Returns the first rule that a run of the client breaks, with the line; empty when it keeps all:
//   - text for a person is at most 80 columns wide, but for single words that are longer and for
//     the sentences of errors, which stay in one line where a script reads them;
//   - no word of blame or of competition, and none of the libraries' words ("Loop's own score on" a
//     day, in the report of an import, is that program's word);
//   - no escape byte and no control character, for nobody's output here is a terminal;
//   - an error begins with "twofold: ", ends its first line with a full stop, and comes with
//     another exit code than 0; success says nothing on standard error that looks like one.
std::string BrokenRule(const std::vector<std::string>& words, const Ended& ended);

// The same for a screen: every line is at most `columns` wide, and no forbidden word.
std::string BrokenRuleOnScreen(absl::string_view screen, int columns);

}  // namespace twofold::e2e

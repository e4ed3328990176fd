// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Errors: what a person reads, and the exit code a script sees.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "client/render/look.h"
#include "core/base/refusal.h"

namespace twofold {

// The parts of an error, harmless to show and free of any library's words.
struct ErrorText {
  std::string reason;
  std::string sentence;
  std::vector<RefusalHint> hints;
  std::string aftermath;
};

// A status without a reason becomes "internal" or one of a few plain sentences.
ErrorText ErrorTextOf(const absl::Status& status);

// Returns the lines for standard error: "twofold: " and the sentence, the hints in two columns,
// what did not happen.
std::string ErrorLines(const Look& look, const absl::Status& status);

// 0 done, 1 could not, 2 wrong use, 3 no such thing, 4 needs a step first, 5 the service does not
// answer, 6 the relay does not answer, 70 our own fault, 130 Ctrl-C. The reason counts before the
// code.
int ExitCode(const absl::Status& status);

}  // namespace twofold

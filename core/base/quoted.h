// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A person's own word, shown back in a refusal.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/base/limits.h"
#include "core/base/text.h"

namespace twofold {

// Returns the word in straight quotes, short and harmless.
inline std::string Quoted(absl::string_view word) {
  return absl::StrCat("\"", CleanForDisplay(word, limits::kQuotedWord), "\"");
}

}  // namespace twofold

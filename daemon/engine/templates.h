// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals to begin with. Our own words; each is a start, and all of it can be changed.
#pragma once

#include <span>

#include "absl/strings/string_view.h"
#include "core/goals/terms_words.h"

namespace twofold {

struct Template {
  absl::string_view name;
  absl::string_view title;
  TermsWords terms;
  absl::string_view cue;
  absl::string_view smallest;
};

std::span<const Template> Templates();
// Returns nullptr for a name that is none.
const Template* FindTemplate(absl::string_view name);

}  // namespace twofold

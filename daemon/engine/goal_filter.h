// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Which goals a person wants to see. Pure.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "daemon/engine/views.h"

namespace twofold {

// Empty words were not given; a goal has to fit all that were.
struct GoalFilter {
  absl::string_view side;  // "me" or "us"
  absl::string_view tag;
  absl::string_view group;
  absl::string_view kind;
  absl::string_view search;  // in what was said about it, whatever the case of ASCII letters
  bool empty() const {
    return side.empty() && tag.empty() && group.empty() && kind.empty() && search.empty();
  }
};

// InvalidArgument "filter_not_understood" for a side or kind that is none.
absl::Status Validate(const GoalFilter& filter);
bool Fits(const GoalFilter& filter, const GoalView& goal);

}  // namespace twofold

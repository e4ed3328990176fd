// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How often everything may be sent anew: a relay that tells a new history each time gets no storm
// of answers.
#pragma once

#include <algorithm>
#include <array>
#include <optional>

#include "absl/time/time.h"

namespace twofold {

// One thread at a time.
class StartOvers {
 public:
  // Whether it may be done at `now`, given as the time since some beginning; then it counts.
  bool May(absl::Duration now) {
    if (newest_.front() && now - *newest_.front() < kSpan) return false;
    std::rotate(newest_.begin(), newest_.begin() + 1, newest_.end());
    newest_.back() = now;
    return true;
  }

 private:
  static constexpr absl::Duration kSpan = absl::Minutes(1);
  std::array<std::optional<absl::Duration>, 3> newest_;  // oldest first
};

}  // namespace twofold

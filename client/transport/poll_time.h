// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How long poll() is to wait.
#pragma once

#include "absl/time/time.h"

namespace twofold {

// Returns milliseconds, rounded up so that nobody asks again before the time is over.
inline int PollMilliseconds(absl::Duration left) {
  return static_cast<int>(absl::ToInt64Milliseconds(absl::Ceil(left, absl::Milliseconds(1))));
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How long something really took, for tests that promise an end.
#pragma once

#include <chrono>

#include "absl/time/time.h"

namespace twofold {

// One thread at a time.
class Stopwatch {
 public:
  absl::Duration elapsed() const {
    return absl::FromChrono(std::chrono::steady_clock::now() - began_);
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace twofold

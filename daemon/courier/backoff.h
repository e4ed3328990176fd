// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How long to wait before trying again: doubling, with full jitter, so that many devices do not
// come back at one moment.
#pragma once

#include <algorithm>
#include <cstdint>

#include "absl/time/time.h"
#include "core/base/random.h"

namespace twofold {

// One thread at a time.
class Backoff {
 public:
  Backoff(absl::Duration first, absl::Duration most, Random& random)
      : first_(first), most_(most), bound_(first), random_(random) {}

  // The next wait: between half of the present bound and all of it; the bound doubles each time.
  absl::Duration Next() {
    std::uint8_t byte = 0;
    random_.Fill({&byte, 1});
    const absl::Duration wait = bound_ * (0.5 + byte / 510.0);
    bound_ = std::min(bound_ * 2, most_);
    return wait;
  }
  void Reset() { bound_ = first_; }

 private:
  const absl::Duration first_;
  const absl::Duration most_;
  absl::Duration bound_;
  Random& random_;
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How long to wait before trying again: doubling, with jitter, so that many devices do not come
// back at one moment.
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
      : Backoff(first, most, absl::InfiniteDuration(), most, random) {}
  // At most `most_soon` until that has come to `soon` in all, then at most `most`.
  Backoff(absl::Duration first, absl::Duration most_soon, absl::Duration soon, absl::Duration most,
          Random& random)
      : first_(first),
        most_soon_(most_soon),
        soon_(soon),
        most_(most),
        bound_(first),
        random_(random) {}

  // The next wait. Soon: between half of the present bound and all of it. Later: anything up to the
  // bound, but not less than the first. The bound doubles each time.
  absl::Duration Next() {
    std::uint8_t byte = 0;
    random_.Fill({&byte, 1});
    absl::Duration wait;
    if (waited_ < soon_) {
      wait = bound_ * (0.5 + byte / 510.0);
      bound_ = std::min(bound_ * 2, most_soon_);
    } else {
      bound_ = std::min(bound_ * 2, most_);
      wait = std::max(first_, bound_ * (byte / 255.0));
    }
    waited_ += wait;
    return wait;
  }
  void Reset() {
    bound_ = first_;
    waited_ = absl::ZeroDuration();
  }

 private:
  const absl::Duration first_;
  const absl::Duration most_soon_;
  const absl::Duration soon_;
  const absl::Duration most_;
  absl::Duration bound_;
  absl::Duration waited_;
  Random& random_;
};

}  // namespace twofold

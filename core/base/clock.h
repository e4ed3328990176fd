// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Time as an interface. Nothing else in the program asks the machine what time it is.
#pragma once

#include "absl/time/time.h"

namespace twofold {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  // The present instant. May jump either way when somebody sets the clock.
  virtual absl::Time Now() const = 0;
  // The zone the person is in now; civil days are reckoned in it.
  virtual absl::TimeZone Zone() const = 0;
};

class SystemClock final : public Clock {
 public:
  absl::Time Now() const override;
  absl::TimeZone Zone() const override;
};

}  // namespace twofold

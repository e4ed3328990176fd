// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A clock that stands still until a test moves it.
#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "core/base/clock.h"

namespace twofold {

// One thread at a time.
class SimClock final : public Clock {
 public:
  // Noon of Saturday, 21 November 2026, UTC.
  SimClock() : SimClock(absl::CivilMinute(2026, 11, 21, 12, 0)) {}
  explicit SimClock(absl::CivilMinute minute, absl::TimeZone zone = absl::UTCTimeZone())
      : zone_(zone), now_(absl::FromCivil(minute, zone)) {}

  absl::Time Now() const override { return now_; }
  absl::TimeZone Zone() const override { return zone_; }

  void Set(absl::CivilMinute minute) { now_ = absl::FromCivil(minute, zone_); }
  void Advance(absl::Duration by) { now_ += by; }

 private:
  absl::TimeZone zone_;
  absl::Time now_;
};

}  // namespace twofold

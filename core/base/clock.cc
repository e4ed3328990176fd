// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

#include "absl/time/clock.h"

namespace twofold {

absl::Time SystemClock::Now() const { return absl::Now(); }

absl::TimeZone SystemClock::Zone() const { return absl::LocalTimeZone(); }

}  // namespace twofold

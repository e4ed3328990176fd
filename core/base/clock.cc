// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

#include "absl/time/clock.h"
#include "core/base/local_zone.h"

namespace twofold {
namespace {

constexpr char kLocalFile[] = "/etc/localtime";

}  // namespace

absl::Time SystemClock::Now() const { return absl::Now(); }

absl::TimeZone SystemClock::Zone() const {
  const absl::TimeZone local = absl::LocalTimeZone();
  if (local.name() != kLocalFile) return local;
  // Without TZ it is known as that file alone, and as what it was when first asked for. The link
  // has its name, and follows a person who travels.
  return ZoneOfLink(kLocalFile).value_or(local);
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Names of time zones.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace twofold {

// The zone of the time zone database that the name means, such as "Europe/Berlin" or "UTC", on
// every machine the same. InvalidArgument, "zone_not_known": a zone that the database on this
// machine does not have, anything that would be a path out of it, and "localtime".
absl::StatusOr<absl::TimeZone> ZoneNamed(absl::string_view name);

}  // namespace twofold

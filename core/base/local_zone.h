// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The name of the machine's time zone.
#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"

namespace twofold {

// Returns the zone that a link such as /etc/localtime names, by what it is a link to; nothing for
// what is no link, or one that names no zone.
std::optional<absl::TimeZone> ZoneOfLink(const std::string& path);

}  // namespace twofold

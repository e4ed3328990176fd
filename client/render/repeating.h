// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// From a schedule's words, "mon,wed" or "month:last-fri", to the rule by which calendars repeat
// (RFC 5545, RRULE). Pure.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold {

struct Repeating {
  std::string rule;      // "FREQ=WEEKLY;BYDAY=MO,WE"
  absl::CivilDay first;  // the first day that the rule gives, on or after the day asked about
  // Of schedules that ask for a number of days in a period: "3 times this week"; the rule gives the
  // first day of each period then.
  std::string note;
};

// Returns how the schedule repeats from `from` on. Nothing for a schedule that no rule can say:
// days that depend on what was practised, two or more of the 29th to 31st, words from a newer
// version.
std::optional<Repeating> RepeatingOf(const portable::v1::Schedule& schedule, absl::CivilDay from);

}  // namespace twofold

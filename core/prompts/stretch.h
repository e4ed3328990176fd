// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Where times of the wall clock lie in a zone that skips hours, repeats hours and leaves whole days
// out. Pure.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "core/prompts/window.h"

namespace twofold {

// From an instant up to another, that one not included.
struct Stretch {
  absl::Time begin;
  absl::Time end;
  bool Holds(absl::Time at) const { return begin <= at && at < end; }
  bool operator==(const Stretch&) const = default;
};

// The span that begins on this day of the calendar. A time that the clock skips is as much later
// as it skips (02:30 is 03:30); of a time that it shows twice, the first is meant for the
// beginning and the last for the end. A span of which that would leave less than
// limits::kPromptWindowLeastMinutes keeps its length. Never empty. REQUIRES: a valid span that is
// not empty.
Stretch SpanOn(absl::CivilDay day, ClockSpan span, absl::TimeZone zone);

// All instants whose DayOf is `day`; nothing for a day that the zone's calendar leaves out.
std::optional<Stretch> DayIn(absl::CivilDay day, absl::TimeZone zone, int ends_at_minute);

// The window of a person's day. It lies in that day whole, so with days that end at 04:00 the
// window 00:30-02:00 of a Monday is in the night to Tuesday; what would lie behind the day's end
// is cut off. Nothing for a day that the calendar leaves out, and where no time is left of it.
std::optional<Stretch> WindowOn(absl::CivilDay day, ClockSpan window, absl::TimeZone zone,
                                int ends_at_minute);

// The first instant not before `at` that lies in no quiet hours; `at` itself without any.
absl::Time AfterQuiet(absl::Time at, const std::optional<ClockSpan>& quiet, absl::TimeZone zone);

}  // namespace twofold

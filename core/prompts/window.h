// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Windows and quiet hours as people say them: two times on the wall clock. Pure.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"

namespace twofold {

// From one minute of the wall clock up to another, that one not included. Both are minutes after
// midnight, 0 to 1439; where `until` is the earlier one, it lies behind the next midnight.
struct ClockSpan {
  int from = 0;
  int until = 0;
  bool operator==(const ClockSpan&) const = default;
};

// Whether both ends are minutes of a day.
bool IsValid(ClockSpan span);

// How long it lasts on a day of 24 hours, in minutes: 0 to 1439; 0 where both ends are the same.
int MinutesOf(ClockSpan span);

// "21:00-23:30".
std::string SpanWords(ClockSpan span);

// Whether a person can be asked in this window, for somebody whose day ends `day_ends_at_minute`
// minutes after midnight. `quiet` are the person's quiet hours, nothing where there are none or
// where the window is meant in another zone.
// InvalidArgument: "window_empty" (both ends the same); "window_too_short" (under
// limits::kPromptWindowLeastMinutes); "window_crosses_day_end"; "window_in_quiet_hours" (wholly;
// one that reaches out of them is fine). REQUIRES: valid spans, valid quiet hours.
absl::Status CheckWindow(ClockSpan window, int day_ends_at_minute,
                         const std::optional<ClockSpan>& quiet);

// InvalidArgument, "quiet_hours_too_long": the same minute twice, which would be all day, or over
// limits::kQuietHoursMostMinutes, which are two times in the wrong order. REQUIRES: a valid span.
absl::Status CheckQuietHours(ClockSpan quiet);

}  // namespace twofold

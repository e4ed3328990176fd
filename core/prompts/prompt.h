// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A prompt: a check-in question to one person, and the times at which it may be asked. Pure.
#pragma once

#include <compare>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "core/base/ids.h"
#include "core/prompts/stretch.h"
#include "core/prompts/window.h"
#include "core/schedule/schedule.h"

namespace twofold {

struct Prompt {
  EntityId id;
  OperationId version;  // whoever changed it last
  Schedule schedule;    // dated; its days are the person's days
  ClockSpan window;
  // Where the window's clock hangs: a time that two agreed on stays in the zone it was agreed in,
  // and so do its days. Nothing: with the person.
  std::optional<absl::TimeZone> zone;
  std::optional<absl::CivilDay> rests_until;  // that day included
};

// Whether a prompt from elsewhere has a valid dated schedule and a window that is not empty.
bool IsValid(const Prompt& prompt);

// One asking of one version on one day of the person: computed, never minted, and the same on
// every device.
struct Occurrence {
  EntityId prompt;
  OperationId version;
  absl::CivilDay day;
  friend bool operator==(const Occurrence&, const Occurrence&) = default;
  friend std::strong_ordering operator<=>(const Occurrence& a, const Occurrence& b);
  template <class H>
  friend H AbslHashValue(H state, const Occurrence& o) {
    return H::combine(std::move(state), o.prompt, o.version, o.day);
  }
};

// The zone in which the prompt's days and window are reckoned, for a person who is in `here`.
absl::TimeZone ZoneOf(const Prompt& prompt, absl::TimeZone here);

// How far a snooze reaches. What lies past the window is still the person's word and will be
// asked; what lies past the person's day is not, for another day has its own occurrence.
struct SnoozeReach {
  bool past_window = false;
  bool past_day = false;
  bool operator==(const SnoozeReach&) const = default;
};

// The reach of a snooze until `until` of the occurrence on `day`, for a person who is in `here`.
// Both where the calendar has no such day.
SnoozeReach ReachOfSnooze(const Prompt& prompt, absl::CivilDay day, absl::Time until,
                          absl::TimeZone here, int day_ends_at_minute);

// InvalidArgument, "snooze_past_day", where ReachOfSnooze says so; the times in the sentence are
// those of `here`. The same arguments.
absl::Status CheckSnooze(const Prompt& prompt, absl::CivilDay day, absl::Time until,
                         absl::TimeZone here, int day_ends_at_minute);

}  // namespace twofold

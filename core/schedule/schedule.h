// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// When a goal is due: a closed set of shapes with one predicate on civil days. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace twofold {

struct EveryDay {
  bool operator==(const EveryDay&) const = default;
};

// Bit 0 is Monday, bit 6 Sunday. At least one bit, none above bit 6.
struct Weekdays {
  std::uint8_t mask = 0;
  bool operator==(const Weekdays&) const = default;
};

// A number of days in each calendar week (Monday to Sunday), whichever they are. 1 to 7.
struct TimesPerWeek {
  int times = 1;
  bool operator==(const TimesPerWeek&) const = default;
};

struct Schedule {
  std::variant<EveryDay, Weekdays, TimesPerWeek> shape;
  std::optional<int> at_minute;  // minutes after midnight, 0..1439, for display
  bool operator==(const Schedule&) const = default;
};

// Whether the schedule could be kept on `day`: for TimesPerWeek every day can.
bool DueOn(const Schedule& schedule, absl::CivilDay day);

// How many days of the week of `day` are due.
int DueInWeek(const Schedule& schedule);

// The Monday of the week that holds `day`.
absl::CivilDay WeekStart(absl::CivilDay day);

// Whether a schedule from elsewhere is one of the closed set.
bool IsValid(const Schedule& schedule);

// A schedule as a person typed it; an empty word was not given.
struct ScheduleWords {
  absl::string_view every;  // "day", "weekday", "mon,wed,fri"
  absl::string_view times;  // "3"
  absl::string_view per;    // "week"
  absl::string_view at;     // "20:00"
  bool empty() const { return every.empty() && times.empty() && per.empty() && at.empty(); }
};

// Returns the schedule that the words mean; parts not given come from `base`.
// InvalidArgument, reason "schedule_not_understood", otherwise.
absl::StatusOr<Schedule> ParseSchedule(const ScheduleWords& words, const Schedule& base);

// Returns minutes after midnight for "20:00" or "8:05". InvalidArgument, reason
// "time_not_understood", otherwise.
absl::StatusOr<int> ParseTimeOfDay(absl::string_view text);

}  // namespace twofold

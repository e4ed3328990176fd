// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// When a goal is due: a closed set of shapes with one predicate on civil days. Pure.
//
// There are two families. *Dated* shapes name their days: DueOn alone says whether a day is due.
// *Counting* shapes ask for a number of days in a period, whichever they are; every day of the
// goal's span can be used, and QuotaAt says which period a day belongs to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace twofold {

// ---- Dated shapes ----

struct EveryDay {
  bool operator==(const EveryDay&) const = default;
};

// Bit 0 is Monday, bit 6 Sunday. At least one bit, none above bit 6.
struct Weekdays {
  std::uint8_t mask = 0;
  bool operator==(const Weekdays&) const = default;
};

// Every so many days, counted from the schedule's first day, which is due. 2 to 365.
struct EveryNDays {
  int days = 2;
  bool operator==(const EveryNDays&) const = default;
};

// On the named weekdays of every so manieth week, counted from the week that holds the schedule's
// first day. 2 to 52.
struct EveryNWeeks {
  int weeks = 2;
  std::uint8_t mask = 0;
  bool operator==(const EveryNWeeks&) const = default;
};

// Bit 0 is the 1st, bit 30 the 31st. A day that a month does not have means its last day, once.
struct DaysOfMonth {
  std::uint32_t mask = 0;
  bool operator==(const DaysOfMonth&) const = default;
};

// The nth such weekday of each month, 1 to 5, or the last one (kLast). Months without a fifth one
// have none.
struct NthWeekday {
  static constexpr int kLast = -1;
  int nth = 1;
  int weekday = 0;  // 0 is Monday
  bool operator==(const NthWeekday&) const = default;
};

// ---- Counting shapes ----

// A number of days in each calendar week. 1 to 7.
struct TimesPerWeek {
  int times = 1;
  bool operator==(const TimesPerWeek&) const = default;
};

// A number of days in each calendar month. 1 to 28.
struct TimesPerMonth {
  int times = 1;
  bool operator==(const TimesPerMonth&) const = default;
};

// A number of days in any `days` days on end: what counts today are the last `days` days. For
// looking back, the span is cut into runs of `days` days from its first day on. 1 to days; days 2
// to 365.
struct TimesInDays {
  int times = 1;
  int days = 7;
  bool operator==(const TimesInDays&) const = default;
};

// Not again before `at_most_every` days have passed, and again before `at_least_every` days are
// over: with 2 and 4, after a Monday it is due from Wednesday on, until Friday. 1 to 365 each, the
// first not above the second.
struct Spacing {
  int at_most_every = 1;
  int at_least_every = 1;
  bool operator==(const Spacing&) const = default;
};

using ScheduleShape = std::variant<EveryDay, Weekdays, TimesPerWeek, EveryNDays, EveryNWeeks,
                                   DaysOfMonth, NthWeekday, TimesPerMonth, TimesInDays, Spacing>;

struct Schedule {
  ScheduleShape shape;
  std::optional<int> at_minute;  // minutes after midnight, 0..1439, for display
  // Day numbers. Nothing is due before the first or after the last. EveryNDays, EveryNWeeks and
  // TimesInDays are counted from the first day and always have one.
  std::optional<std::int32_t> first_day;
  std::optional<std::int32_t> last_day;
  int week_start = 0;  // 0 is Monday: where the weeks of this schedule begin
  bool operator==(const Schedule&) const = default;
};

// Whether the shape asks for a number of days in a period instead of naming its days.
bool IsCounting(const Schedule& schedule);

// Whether the schedule could be kept on `day`: a named day, or any day for a counting shape;
// inside the span from first to last day.
bool DueOn(const Schedule& schedule, absl::CivilDay day);

// Whether it is due on at least one day.
bool EverDue(const Schedule& schedule);

// A stretch of days, both ends included.
struct DaySpan {
  absl::CivilDay first;
  absl::CivilDay last;
  std::int64_t days() const { return last - first + 1; }
  bool operator==(const DaySpan&) const = default;
};

// The first day of the week that holds `day`.
absl::CivilDay WeekStart(absl::CivilDay day, int week_start);
DaySpan WeekOf(absl::CivilDay day, int week_start);
DaySpan MonthOf(absl::CivilDay day);

// What a counting shape counts in, and how often. Spacing has no fixed periods.
struct Quota {
  int times = 1;
  DaySpan run;  // the week, month or run of days that holds the day; may reach out of the span
};
// Nothing for dated shapes and Spacing.
std::optional<Quota> QuotaAt(const Schedule& schedule, absl::CivilDay day);

// Whether a schedule from elsewhere is one of the closed set, in its bounds.
bool IsValid(const Schedule& schedule);

}  // namespace twofold

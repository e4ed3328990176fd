// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/schedule/schedule.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/base/overloaded.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

constexpr unsigned kAllWeekdays = 0x7F;
constexpr std::uint32_t kAllDaysOfMonth = 0x7FFF'FFFF;
constexpr int kMinutesPerDay = 24 * 60;
constexpr int kMostNth = 5;

// No valid shape waits so many days for its first due one: EveryNWeeks waits longest, from the day
// after the only one it names.
constexpr int kLongestWait = limits::kEveryWeeks * 7;

bool Within(int number, int least, int most) { return number >= least && number <= most; }

bool HasBit(std::uint32_t mask, int bit) { return ((mask >> bit) & 1) != 0; }

bool IsWeekdayMask(unsigned mask) { return mask != 0 && mask <= kAllWeekdays; }

bool InSpan(const Schedule& schedule, std::int64_t day) {
  return (!schedule.first_day || day >= *schedule.first_day) &&
         (!schedule.last_day || day <= *schedule.last_day);
}

std::int64_t Number(absl::CivilDay day) { return day - absl::CivilDay(1970, 1, 1); }

// Runs of `days` days from `first` on, also before it.
std::int64_t RunStart(std::int64_t day, std::int64_t first, std::int64_t days) {
  const std::int64_t into = (day - first) % days;
  return day - (into < 0 ? into + days : into);
}

bool IsNamedDay(const DaysOfMonth& shape, absl::CivilDay day) {
  const std::uint32_t mask = shape.mask & kAllDaysOfMonth;
  const bool is_last = absl::CivilDay(day + 1).month() != day.month();
  if (is_last) return (mask >> (day.day() - 1)) != 0;  // also those that the month does not have
  return HasBit(mask, day.day() - 1);
}

bool IsNamedDay(const NthWeekday& shape, absl::CivilDay day) {
  if (WeekdayIndex(day) != shape.weekday) return false;
  if (shape.nth == NthWeekday::kLast) return absl::CivilDay(day + 7).month() != day.month();
  return (day.day() - 1) / 7 + 1 == shape.nth;
}

bool IsNamedDay(const EveryNWeeks& shape, const Schedule& schedule, absl::CivilDay day) {
  if (!schedule.first_day || shape.weeks < 1 || !HasBit(shape.mask, WeekdayIndex(day))) {
    return false;
  }
  const absl::CivilDay first = DayFromNumber(*schedule.first_day);
  const std::int64_t weeks =
      (WeekStart(day, schedule.week_start) - WeekStart(first, schedule.week_start)) / 7;
  return weeks % shape.weeks == 0;
}

}  // namespace

bool IsCounting(const Schedule& schedule) {
  return std::visit(Overloaded{
                        [](const EveryDay&) { return false; },
                        [](const Weekdays&) { return false; },
                        [](const EveryNDays&) { return false; },
                        [](const EveryNWeeks&) { return false; },
                        [](const DaysOfMonth&) { return false; },
                        [](const NthWeekday&) { return false; },
                        [](const TimesPerWeek&) { return true; },
                        [](const TimesPerMonth&) { return true; },
                        [](const TimesInDays&) { return true; },
                        [](const Spacing&) { return true; },
                    },
                    schedule.shape);
}

bool DueOn(const Schedule& schedule, absl::CivilDay day) {
  const std::int64_t number = Number(day);
  if (!InSpan(schedule, number)) return false;
  return std::visit(
      Overloaded{
          [&](const EveryDay&) { return true; },
          [&](const Weekdays& shape) { return HasBit(shape.mask, WeekdayIndex(day)); },
          [&](const EveryNDays& shape) {
            return schedule.first_day && shape.days >= 1 &&
                   (number - *schedule.first_day) % shape.days == 0;
          },
          [&](const EveryNWeeks& shape) { return IsNamedDay(shape, schedule, day); },
          [&](const DaysOfMonth& shape) { return IsNamedDay(shape, day); },
          [&](const NthWeekday& shape) { return IsNamedDay(shape, day); },
          [&](const auto&) { return true; },  // a counting shape takes any day
      },
      schedule.shape);
}

bool EverDue(const Schedule& schedule) {
  const std::int64_t first =
      std::max<std::int64_t>(schedule.first_day.value_or(kFirstDayNumber), kFirstDayNumber);
  const std::int64_t last =
      std::min<std::int64_t>(schedule.last_day.value_or(kLastDayNumber), kLastDayNumber);
  for (std::int64_t day = first; day <= std::min(last, first + kLongestWait - 1); ++day) {
    if (DueOn(schedule, DayFromNumber(static_cast<std::int32_t>(day)))) return true;
  }
  return false;
}

absl::CivilDay WeekStart(absl::CivilDay day, int week_start) {
  return day - (WeekdayIndex(day) + 7 - week_start % 7) % 7;
}

DaySpan WeekOf(absl::CivilDay day, int week_start) {
  const absl::CivilDay first = WeekStart(day, week_start);
  return {first, first + 6};
}

DaySpan MonthOf(absl::CivilDay day) {
  const absl::CivilMonth month(day);
  return {absl::CivilDay(month), absl::CivilDay(month + 1) - 1};
}

std::optional<Quota> QuotaAt(const Schedule& schedule, absl::CivilDay day) {
  if (const auto* week = std::get_if<TimesPerWeek>(&schedule.shape)) {
    return Quota{week->times, WeekOf(day, schedule.week_start)};
  }
  if (const auto* month = std::get_if<TimesPerMonth>(&schedule.shape)) {
    return Quota{month->times, MonthOf(day)};
  }
  const auto* run = std::get_if<TimesInDays>(&schedule.shape);
  if (run == nullptr || !schedule.first_day || run->days < 1) return std::nullopt;
  const absl::CivilDay first =
      absl::CivilDay(1970, 1, 1) + RunStart(Number(day), *schedule.first_day, run->days);
  return Quota{run->times, {first, first + (run->days - 1)}};
}

bool IsValid(const Schedule& schedule) {
  const bool counted_from_somewhere = schedule.first_day.has_value();
  const bool shape_is_valid = std::visit(
      Overloaded{
          [](const EveryDay&) { return true; },
          [](const Weekdays& shape) { return IsWeekdayMask(shape.mask); },
          [&](const EveryNDays& shape) {
            return counted_from_somewhere &&
                   Within(shape.days, limits::kEveryDaysLeast, limits::kEveryDays);
          },
          [&](const EveryNWeeks& shape) {
            return counted_from_somewhere && IsWeekdayMask(shape.mask) &&
                   Within(shape.weeks, limits::kEveryWeeksLeast, limits::kEveryWeeks);
          },
          [](const DaysOfMonth& shape) { return shape.mask != 0 && shape.mask <= kAllDaysOfMonth; },
          [](const NthWeekday& shape) {
            return Within(shape.weekday, 0, 6) &&
                   (shape.nth == NthWeekday::kLast || Within(shape.nth, 1, kMostNth));
          },
          [](const TimesPerWeek& shape) { return Within(shape.times, 1, limits::kTimesPerWeek); },
          [](const TimesPerMonth& shape) { return Within(shape.times, 1, limits::kTimesPerMonth); },
          [&](const TimesInDays& shape) {
            return counted_from_somewhere &&
                   Within(shape.days, limits::kEveryDaysLeast, limits::kEveryDays) &&
                   Within(shape.times, 1, shape.days);
          },
          [](const Spacing& shape) {
            return Within(shape.at_least_every, 1, limits::kEveryDays) &&
                   Within(shape.at_most_every, 1, shape.at_least_every);
          },
      },
      schedule.shape);
  if (!shape_is_valid || !Within(schedule.week_start, 0, 6)) return false;
  if (schedule.at_minute && !Within(*schedule.at_minute, 0, kMinutesPerDay - 1)) return false;
  if (schedule.first_day && !IsDayNumber(*schedule.first_day)) return false;
  if (schedule.last_day && !IsDayNumber(*schedule.last_day)) return false;
  return EverDue(schedule);  // which also means that it does not end before it begins
}

}  // namespace twofold

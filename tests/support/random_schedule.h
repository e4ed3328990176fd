// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Valid schedules at random: every shape alike often, bounds included.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/base/limits.h"
#include "core/schedule/day.h"
#include "core/schedule/schedule.h"
#include "tests/support/seeded_random.h"

namespace twofold {

inline int RandomBetween(SeededRandom& random, int least, int most) {
  return least + static_cast<int>(random.Below(static_cast<std::uint64_t>(most - least) + 1));
}

// A number that is small as a rule, but any up to `most` now and then.
inline int RandomCount(SeededRandom& random, int least, int most) {
  return RandomBetween(random, least, random.OneIn(3) ? most : std::min(most, least + 8));
}

inline std::uint8_t RandomWeekdayMask(SeededRandom& random) {
  return static_cast<std::uint8_t>(RandomBetween(random, 1, 0x7F));
}

inline std::uint32_t RandomMonthMask(SeededRandom& random) {
  std::uint32_t mask = 0;
  for (int days = RandomBetween(random, 1, 4); days > 0; --days) mask |= 1u << random.Below(31);
  return mask;
}

inline ScheduleShape RandomShape(SeededRandom& random) {
  switch (random.Below(std::variant_size_v<ScheduleShape>)) {
    case 0:
      return EveryDay{};
    case 1:
      return Weekdays{RandomWeekdayMask(random)};
    case 2:
      return TimesPerWeek{RandomBetween(random, 1, limits::kTimesPerWeek)};
    case 3:
      return EveryNDays{RandomCount(random, limits::kEveryDaysLeast, limits::kEveryDays)};
    case 4:
      return EveryNWeeks{RandomCount(random, limits::kEveryWeeksLeast, limits::kEveryWeeks),
                         RandomWeekdayMask(random)};
    case 5:
      return DaysOfMonth{RandomMonthMask(random)};
    case 6:
      return NthWeekday{random.OneIn(4) ? NthWeekday::kLast : RandomBetween(random, 1, 5),
                        RandomBetween(random, 0, 6)};
    case 7:
      return TimesPerMonth{RandomBetween(random, 1, limits::kTimesPerMonth)};
    case 8: {
      const int days = RandomCount(random, limits::kEveryDaysLeast, limits::kEveryDays);
      return TimesInDays{RandomBetween(random, 1, days), days};
    }
    default: {
      const int least = RandomCount(random, 1, limits::kEveryDays);
      return Spacing{RandomBetween(random, 1, least), least};
    }
  }
}

// With and without first and last days, now and then anywhere from 1900 to 9999.
inline Schedule RandomSchedule(SeededRandom& random) {
  for (;;) {
    Schedule schedule{RandomShape(random)};
    const bool counted = std::holds_alternative<EveryNDays>(schedule.shape) ||
                         std::holds_alternative<EveryNWeeks>(schedule.shape) ||
                         std::holds_alternative<TimesInDays>(schedule.shape);
    const int first = random.OneIn(20) ? RandomBetween(random, kFirstDayNumber, kLastDayNumber)
                                       : RandomBetween(random, 0, 40'000);
    if (counted || random.OneIn(3)) schedule.first_day = first;
    if (random.OneIn(3)) {
      schedule.last_day = std::min(first + RandomBetween(random, 0, 1'500), kLastDayNumber);
    }
    if (random.OneIn(2)) schedule.at_minute = RandomBetween(random, 0, 1439);
    schedule.week_start = RandomBetween(random, 0, 6);
    if (IsValid(schedule)) return schedule;
  }
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How often, as other programs say it, in our words for schedules. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "import/remarks.h"

namespace twofold::importing {

struct Rhythm {
  std::string shape = "day";  // as portable.v1.Schedule has it
  // The shape is counted from the schedule's first day, which has to be there.
  bool counted = false;
  bool operator==(const Rhythm&) const = default;
};

// So many times in any so many days on end.
Rhythm TimesInDaysRhythm(std::int64_t times, std::int64_t days, Remarks& remarks);
// So many times in each calendar week or month.
Rhythm TimesPerWeekRhythm(std::int64_t times, Remarks& remarks);
Rhythm TimesPerMonthRhythm(std::int64_t times, Remarks& remarks);
// A frequency of Loop: windows of days on end, where 30 and 31 mean the month.
Rhythm LoopRhythm(std::int64_t times, std::int64_t days, Remarks& remarks);

}  // namespace twofold::importing

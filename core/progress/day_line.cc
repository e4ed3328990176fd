// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/day_line.h"

#include <bitset>

#include "core/schedule/day.h"

namespace twofold {

LineProgress Progress(const GoalTerms& terms, absl::CivilDay day,
                      std::span<const DatedEntry> week) {
  LineProgress progress;
  const std::int32_t first = DayNumber(WeekStart(day));
  const std::int32_t today = DayNumber(day);
  std::bitset<7> practised;
  for (const DatedEntry& dated : week) {
    if (dated.day < first || dated.day >= first + 7) continue;
    if (dated.day == today) {
      // Wraps around like the fold: an entry may hold any number.
      progress.amount_micros =
          static_cast<std::int64_t>(static_cast<std::uint64_t>(progress.amount_micros) +
                                    static_cast<std::uint64_t>(dated.entry.amount_micros));
    }
    if (IsPractised(dated.entry, terms.kind)) practised.set(dated.day - first);
  }
  const bool today_done = practised.test(today - first);
  const auto* times = std::get_if<TimesPerWeek>(&terms.schedule.shape);
  if (times == nullptr) {
    progress.state = today_done                   ? LineState::kDone
                     : DueOn(terms.schedule, day) ? LineState::kOpen
                                                  : LineState::kNotDue;
    return progress;
  }
  progress.week_done = static_cast<int>(practised.count());
  progress.week_due = times->times;
  if (today_done || progress.week_done >= progress.week_due) {
    progress.state = LineState::kDone;
  } else {
    progress.state = progress.week_done > 0 ? LineState::kPart : LineState::kOpen;
  }
  return progress;
}

}  // namespace twofold

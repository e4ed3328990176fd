// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Schedules as people type them. Pure.
//
//   every   day | weekday | weekend | mon,wed,fri | 3days | 2weeks | 2weeks:mon,thu
//           month | month:1,15 | month:last | month:2nd-tue | month:last-fri | 2-4days
//           3/week | 10/month | 3/10days
//   times   3      with per   week | month | 10days; of a base that counts, either one alone
//   at      20:00
//   from    a day word, also one that is still to come; until likewise
//
// "2weeks" alone means the weekday of the first day, "month" alone its day of the month;
// "2-4days" means at most every 2 and at least every 4 days.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/schedule/schedule.h"

namespace twofold {

// A schedule as a person typed it; an empty word was not given.
struct ScheduleWords {
  absl::string_view every;
  absl::string_view times;
  absl::string_view per;
  absl::string_view at;
  absl::string_view from;
  absl::string_view until;
  bool empty() const {
    return every.empty() && times.empty() && per.empty() && at.empty() && from.empty() &&
           until.empty();
  }
};

// Returns the schedule that the words mean, seen from `today`; parts not given come from `base`,
// and a shape that has to be counted from somewhere is counted from `from`, else from `base`'s
// first day if it has the same shape or that day is still to come, else from today. `week_start`
// (0 is Monday) is used where a new shape is typed. "none" for at, from or until takes that part
// away. What is returned is valid. REQUIRES: a valid base, week_start 0..6.
// InvalidArgument: "schedule_not_understood"; "time_not_understood"; "day_not_understood",
// "day_too_early" (as ParseAnyDay); "schedule_ends_first" (until before from); "schedule_never"
// (due on no day at all); "schedule_out_of_range" (a number outside its bounds; the sentence has
// them).
absl::StatusOr<Schedule> ParseSchedule(const ScheduleWords& words, const Schedule& base,
                                       absl::CivilDay today, int week_start);

// Returns minutes after midnight for "20:00" or "8:05". InvalidArgument, reason
// "time_not_understood", otherwise.
absl::StatusOr<int> ParseTimeOfDay(absl::string_view text);

// Returns the words that ParseSchedule reads back as the same shape: "mon,wed,fri", "2-4days",
// "month:last-fri"; for counting ones as "3/week", "10/month", "3/10days". Weekdays with all seven
// are "day". REQUIRES: a valid schedule.
std::string ShapeWords(const Schedule& schedule);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Civil days: which day an instant belongs to, and the words that people use for days. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace twofold {

// The person's day that `now` belongs to: a day ends `ends_at_minute` minutes after the midnight
// that closes it (04:00 is 240), on the clock of `zone`; when the clock shows that time twice, the
// first time. A later instant never has an earlier day. A day that the zone's calendar leaves out
// is never returned; its hours belong to the day before.
absl::CivilDay DayOf(absl::Time now, absl::TimeZone zone, int ends_at_minute);

// Minutes that the clock is past the midnight that began the person's day; 1440 and more after the
// next one, never under 0.
int MinuteOfDay(absl::Time now, absl::TimeZone zone, int ends_at_minute);

// Days since 1970-01-01, as stored.
std::int32_t DayNumber(absl::CivilDay day);
absl::CivilDay DayFromNumber(std::int32_t number);

// Days that operations may carry: 1900-01-01 to 9999-12-31.
inline constexpr std::int32_t kFirstDayNumber = -25567;
inline constexpr std::int32_t kLastDayNumber = 2932896;
bool IsDayNumber(std::int64_t number);

// "2026-11-24".
std::string IsoDay(absl::CivilDay day);
// The day that "2026-11-24" says; nothing for any other way to write one, and for a day that does
// not exist.
std::optional<absl::CivilDay> DayFromIso(absl::string_view text);
// "Sat 21 Nov".
std::string ShortDay(absl::CivilDay day);

// 0 is Monday, 6 Sunday, for "mon" or "monday" in any case.
std::optional<int> ParseWeekday(absl::string_view word);
int WeekdayIndex(absl::CivilDay day);

// Returns the day that a word means, seen from `today`: empty and "today", "yesterday", "mon" to
// "sun" (the last one, today included), "3d" (three days ago, at most 36500), "2026-11-24".
// InvalidArgument: reason "day_not_understood" for no day at all (30 February is none), "day_ahead"
// for a day after `today`, also "tomorrow"; "day_too_early" before 1970-01-01.
absl::StatusOr<absl::CivilDay> ParsePastDay(absl::string_view word, absl::CivilDay today);

// Returns the day that a word means where days to come are wanted, seen from `today`: "today",
// "tomorrow", "yesterday", "mon" to "sun" (the next one, today included), "2026-11-24" up to
// 9999-12-31. InvalidArgument: "day_not_understood", also for the empty word and for "3d", which
// means days ago elsewhere; "day_too_early" before 1970-01-01.
absl::StatusOr<absl::CivilDay> ParseAnyDay(absl::string_view word, absl::CivilDay today);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/prompts/stretch.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

using TimeInfo = absl::TimeZone::TimeInfo;

// The instant at which the clock shows the time, the first of two; as much later as it skips.
absl::Time First(absl::CivilMinute minute, absl::TimeZone zone) {
  return zone.At(absl::CivilSecond(minute)).pre;
}

// The same, the last of two. But where a clock goes back from 24:00 to 23:00, what ends at 23:00
// has ended when it is first shown: no minute of it is shown again.
absl::Time LastEnd(absl::CivilMinute minute, absl::TimeZone zone) {
  const absl::CivilSecond second(minute);
  const TimeInfo at = zone.At(second);
  const bool inside =
      at.kind == TimeInfo::REPEATED && zone.At(second - 1).kind == TimeInfo::REPEATED;
  return inside ? at.post : at.pre;
}

// When the person's day begins, if the calendar has it.
absl::Time DayBegins(absl::CivilDay day, absl::TimeZone zone, int ends_at_minute) {
  const TimeInfo at = zone.At(absl::CivilSecond(absl::CivilMinute(day) + ends_at_minute));
  return at.kind == TimeInfo::SKIPPED ? at.trans : at.pre;
}

}  // namespace

Stretch SpanOn(absl::CivilDay day, ClockSpan span, absl::TimeZone zone) {
  const absl::CivilMinute from = absl::CivilMinute(day) + span.from;
  const int minutes = MinutesOf(span);
  Stretch stretch{First(from, zone), LastEnd(from + minutes, zone)};
  if (stretch.end - stretch.begin < absl::Minutes(limits::kPromptWindowLeastMinutes)) {
    stretch.end = stretch.begin + absl::Minutes(minutes);
  }
  return stretch;
}

std::optional<Stretch> DayIn(absl::CivilDay day, absl::TimeZone zone, int ends_at_minute) {
  const Stretch stretch{DayBegins(day, zone, ends_at_minute),
                        DayBegins(day + 1, zone, ends_at_minute)};
  if (DayOf(stretch.begin, zone, ends_at_minute) != day) return std::nullopt;
  if (DayOf(stretch.end, zone, ends_at_minute) == day + 1) return stretch;
  // The hours of a day that is left out belong to the day before.
  return Stretch{stretch.begin, DayBegins(day + 2, zone, ends_at_minute)};
}

std::optional<Stretch> WindowOn(absl::CivilDay day, ClockSpan window, absl::TimeZone zone,
                                int ends_at_minute) {
  const std::optional<Stretch> whole = DayIn(day, zone, ends_at_minute);
  if (!whole) return std::nullopt;
  const absl::CivilDay begins_on = window.from < ends_at_minute ? day + 1 : day;
  const Stretch span = SpanOn(begins_on, window, zone);
  const Stretch cut{std::max(span.begin, whole->begin), std::min(span.end, whole->end)};
  if (cut.begin >= cut.end) return std::nullopt;
  return cut;
}

absl::Time AfterQuiet(absl::Time at, const std::optional<ClockSpan>& quiet, absl::TimeZone zone) {
  if (!quiet || MinutesOf(*quiet) == 0) return at;
  // Those that began yesterday may still last; yesterday may be left out, so the day before it; and
  // a clock put back over midnight may show yesterday again.
  for (absl::CivilDay day = absl::ToCivilDay(at, zone) - 2; day <= absl::ToCivilDay(at, zone) + 1;
       ++day) {
    const Stretch stretch = SpanOn(day, *quiet, zone);
    if (stretch.Holds(at)) at = stretch.end;
  }
  return at;
}

}  // namespace twofold

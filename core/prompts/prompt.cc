// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/prompts/prompt.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

// "Tue 24 Nov 05:00".
std::string Moment(absl::Time at, absl::TimeZone zone) {
  return absl::StrCat(ShortDay(absl::ToCivilDay(at, zone)), " ",
                      absl::FormatTime("%H:%M", at, zone));
}

}  // namespace

bool IsValid(const Prompt& prompt) {
  return IsValid(prompt.schedule) && !IsCounting(prompt.schedule) && IsValid(prompt.window) &&
         MinutesOf(prompt.window) > 0;
}

std::strong_ordering operator<=>(const Occurrence& a, const Occurrence& b) {
  if (const auto by_prompt = a.prompt <=> b.prompt; by_prompt != 0) return by_prompt;
  if (const auto by_version = a.version <=> b.version; by_version != 0) return by_version;
  return (a.day - b.day) <=> 0;
}

absl::TimeZone ZoneOf(const Prompt& prompt, absl::TimeZone here) {
  return prompt.zone.value_or(here);
}

SnoozeReach ReachOfSnooze(const Prompt& prompt, absl::CivilDay day, absl::Time until,
                          absl::TimeZone here, int day_ends_at_minute) {
  const absl::TimeZone zone = ZoneOf(prompt, here);
  const std::optional<Stretch> whole = DayIn(day, zone, day_ends_at_minute);
  const std::optional<Stretch> window = WindowOn(day, prompt.window, zone, day_ends_at_minute);
  return {!window || until >= window->end, !whole || until >= whole->end};
}

absl::Status CheckSnooze(const Prompt& prompt, absl::CivilDay day, absl::Time until,
                         absl::TimeZone here, int day_ends_at_minute) {
  if (!ReachOfSnooze(prompt, day, until, here, day_ends_at_minute).past_day) {
    return absl::OkStatus();
  }
  const std::optional<Stretch> whole = DayIn(day, ZoneOf(prompt, here), day_ends_at_minute);
  const std::string ends =
      whole ? absl::StrCat(", which ends ", Moment(whole->end, here), ".") : ".";
  return Refusal(
             absl::StatusCode::kInvalidArgument, "snooze_past_day",
             absl::StrCat("\"", Moment(until, here), "\" is past the day that this is about", ends))
      .Hint("Instead", "let it rest for that day; the next one asks again");
}

}  // namespace twofold

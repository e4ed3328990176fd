// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/prompts/window.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr int kMinutesPerDay = 24 * 60;

bool IsMinute(int minute) { return minute >= 0 && minute < kMinutesPerDay; }

// How long after `from` the clock first shows `minute`.
int MinutesFrom(int from, int minute) { return (minute - from + kMinutesPerDay) % kMinutesPerDay; }

std::string TimeWords(int minute) { return absl::StrFormat("%02d:%02d", minute / 60, minute % 60); }

std::string LengthWords(int minutes) {
  const int hours = minutes / 60;
  if (hours == 0) return absl::StrCat(minutes, " min");
  if (minutes % 60 == 0) return absl::StrCat(hours, " h");
  return absl::StrCat(hours, " h ", minutes % 60, " min");
}

std::string InQuotes(ClockSpan span) { return absl::StrCat("\"", SpanWords(span), "\""); }

bool CrossesDayEnd(ClockSpan window, int day_ends_at_minute) {
  return MinutesFrom(day_ends_at_minute, window.from) + MinutesOf(window) > kMinutesPerDay;
}

bool LiesIn(ClockSpan inner, ClockSpan outer) {
  return MinutesFrom(outer.from, inner.from) + MinutesOf(inner) <= MinutesOf(outer);
}

absl::Status Crossing(ClockSpan window, int day_ends_at_minute) {
  Refusal refusal(absl::StatusCode::kInvalidArgument, "window_crosses_day_end",
                  absl::StrCat("the window ", InQuotes(window), " goes past ",
                               TimeWords(day_ends_at_minute), ", when your day ends."));
  const ClockSpan before{window.from, day_ends_at_minute};
  const ClockSpan after{day_ends_at_minute, window.until};
  if (MinutesOf(before) >= limits::kPromptWindowLeastMinutes) {
    refusal.Hint("Up to there", SpanWords(before));
  }
  if (MinutesOf(after) >= limits::kPromptWindowLeastMinutes) {
    refusal.Hint("From there on", SpanWords(after));
  }
  return refusal;
}

absl::Status InQuiet(ClockSpan window, int day_ends_at_minute, ClockSpan quiet) {
  Refusal refusal(absl::StatusCode::kInvalidArgument, "window_in_quiet_hours",
                  absl::StrCat("the window ", InQuotes(window),
                               " lies wholly in your quiet hours, ", SpanWords(quiet), "."));
  const int minutes = MinutesOf(window);
  const ClockSpan before{MinutesFrom(minutes, quiet.from), quiet.from};
  const ClockSpan after{quiet.until, (quiet.until + minutes) % kMinutesPerDay};
  if (!CrossesDayEnd(before, day_ends_at_minute)) refusal.Hint("Before them", SpanWords(before));
  if (!CrossesDayEnd(after, day_ends_at_minute)) refusal.Hint("After them", SpanWords(after));
  return refusal;
}

}  // namespace

bool IsValid(ClockSpan span) { return IsMinute(span.from) && IsMinute(span.until); }

int MinutesOf(ClockSpan span) { return MinutesFrom(span.from, span.until); }

std::string SpanWords(ClockSpan span) {
  return absl::StrCat(TimeWords(span.from), "-", TimeWords(span.until));
}

absl::Status CheckWindow(ClockSpan window, int day_ends_at_minute,
                         const std::optional<ClockSpan>& quiet) {
  const int minutes = MinutesOf(window);
  if (minutes == 0) {
    return Refusal(absl::StatusCode::kInvalidArgument, "window_empty",
                   absl::StrCat("the window ", InQuotes(window), " ends when it begins."))
        .Hint("For example", "21:00-23:30");
  }
  if (minutes < limits::kPromptWindowLeastMinutes) {
    const int longer = (window.from + 30) % kMinutesPerDay;
    return Refusal(
               absl::StatusCode::kInvalidArgument, "window_too_short",
               absl::StrCat("the window ", InQuotes(window), " lasts ", LengthWords(minutes), "; ",
                            LengthWords(limits::kPromptWindowLeastMinutes), " are the least."))
        .Hint("For example", SpanWords({window.from, longer}));
  }
  if (CrossesDayEnd(window, day_ends_at_minute)) return Crossing(window, day_ends_at_minute);
  if (quiet && LiesIn(window, *quiet)) return InQuiet(window, day_ends_at_minute, *quiet);
  return absl::OkStatus();
}

absl::Status CheckQuietHours(ClockSpan quiet) {
  const bool all_day = MinutesOf(quiet) == 0;
  const int minutes = all_day ? kMinutesPerDay : MinutesOf(quiet);
  if (minutes <= limits::kQuietHoursMostMinutes) return absl::OkStatus();
  Refusal refusal(
      absl::StatusCode::kInvalidArgument, "quiet_hours_too_long",
      absl::StrCat("quiet hours ", InQuotes(quiet), " would last ", LengthWords(minutes), "; ",
                   LengthWords(limits::kQuietHoursMostMinutes), " are the most."));
  if (all_day) return refusal.Hint("For example", "22:00-07:00");
  return refusal.Hint("Did you mean", SpanWords({quiet.until, quiet.from}));
}

}  // namespace twofold

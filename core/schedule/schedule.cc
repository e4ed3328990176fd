// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/schedule/schedule.h"

#include <algorithm>
#include <bit>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

constexpr std::uint8_t kAllDays = 0x7F;
constexpr std::uint8_t kMondayToFriday = 0x1F;
constexpr int kMinutesPerDay = 24 * 60;

absl::Status NotUnderstood(absl::string_view word, absl::string_view way_out) {
  return Refusal(absl::StatusCode::kInvalidArgument, "schedule_not_understood",
                 absl::StrCat("\"", word, "\" is not a rhythm I know. ", way_out));
}

absl::StatusOr<Schedule> ParseEvery(absl::string_view every) {
  const std::string lower = absl::AsciiStrToLower(every);
  if (lower == "day") return Schedule{EveryDay{}, std::nullopt};
  if (lower == "weekday") return Schedule{Weekdays{kMondayToFriday}, std::nullopt};
  std::uint8_t mask = 0;
  for (absl::string_view word : absl::StrSplit(lower, ',')) {
    const auto weekday = ParseWeekday(absl::StripAsciiWhitespace(word));
    if (!weekday) return NotUnderstood(every, "Try day, weekday or mon,wed,fri.");
    mask |= static_cast<std::uint8_t>(1 << *weekday);
  }
  if (mask == kAllDays) return Schedule{EveryDay{}, std::nullopt};
  return Schedule{Weekdays{mask}, std::nullopt};
}

absl::StatusOr<Schedule> ParseTimes(absl::string_view times, absl::string_view per) {
  if (times.empty()) return NotUnderstood(per, "Say how often: --times 3 --per week.");
  if (!per.empty() && absl::AsciiStrToLower(per) != "week") {
    return NotUnderstood(per, "Try --times 3 --per week.");
  }
  int count = 0;
  if (!absl::SimpleAtoi(times, &count) || count < 1 || count > limits::kTimesPerWeek) {
    return NotUnderstood(times, "A week takes 1 to 7 times: --times 3 --per week.");
  }
  return Schedule{TimesPerWeek{count}, std::nullopt};
}

}  // namespace

bool DueOn(const Schedule& schedule, absl::CivilDay day) {
  const auto* weekdays = std::get_if<Weekdays>(&schedule.shape);
  return weekdays == nullptr || ((weekdays->mask >> WeekdayIndex(day)) & 1) != 0;
}

int DueInWeek(const Schedule& schedule) {
  if (const auto* weekdays = std::get_if<Weekdays>(&schedule.shape)) {
    return std::popcount(weekdays->mask);
  }
  if (const auto* times = std::get_if<TimesPerWeek>(&schedule.shape)) return times->times;
  return 7;
}

absl::CivilDay WeekStart(absl::CivilDay day) { return day - WeekdayIndex(day); }

bool IsValid(const Schedule& schedule) {
  if (schedule.at_minute && (*schedule.at_minute < 0 || *schedule.at_minute >= kMinutesPerDay)) {
    return false;
  }
  if (const auto* weekdays = std::get_if<Weekdays>(&schedule.shape)) {
    return weekdays->mask != 0 && weekdays->mask <= kAllDays;
  }
  if (const auto* times = std::get_if<TimesPerWeek>(&schedule.shape)) {
    return times->times >= 1 && times->times <= limits::kTimesPerWeek;
  }
  return true;
}

absl::StatusOr<Schedule> ParseSchedule(const ScheduleWords& words, const Schedule& base) {
  Schedule schedule = base;
  const bool counted = !words.times.empty() || !words.per.empty();
  if (!words.every.empty() && counted) {
    return NotUnderstood(words.every, "Use either --every or --times, not both.");
  }
  if (!words.every.empty()) {
    absl::StatusOr<Schedule> every = ParseEvery(words.every);
    if (!every.ok()) return every.status();
    schedule.shape = every->shape;
  } else if (counted) {
    absl::StatusOr<Schedule> times = ParseTimes(words.times, words.per);
    if (!times.ok()) return times.status();
    schedule.shape = times->shape;
  }
  if (!words.at.empty()) {
    absl::StatusOr<int> minute = ParseTimeOfDay(words.at);
    if (!minute.ok()) return minute.status();
    schedule.at_minute = *minute;
  }
  return schedule;
}

absl::StatusOr<int> ParseTimeOfDay(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  int hour = 0, minute = 0;
  const auto digit_or_colon = [](char c) { return c == ':' || absl::ascii_isdigit(c); };
  const bool shaped = parts.size() == 2 && !parts[0].empty() && parts[0].size() <= 2 &&
                      parts[1].size() == 2 && std::all_of(text.begin(), text.end(), digit_or_colon);
  if (!shaped || !absl::SimpleAtoi(parts[0], &hour) || !absl::SimpleAtoi(parts[1], &minute) ||
      hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    return Refusal(absl::StatusCode::kInvalidArgument, "time_not_understood",
                   absl::StrCat("\"", text, "\" is not a time I know. Try 20:00."));
  }
  return hour * 60 + minute;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/schedule/day.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr std::array<absl::string_view, 7> kShort = {"Mon", "Tue", "Wed", "Thu",
                                                     "Fri", "Sat", "Sun"};
constexpr std::array<absl::string_view, 7> kLong = {"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
constexpr std::array<absl::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr int kMostDaysAgo = 36500;

bool AllDigits(absl::string_view text) {
  if (text.empty()) return false;
  for (char c : text) {
    if (!absl::ascii_isdigit(c)) return false;
  }
  return true;
}

// The day that a word in lower case means, wherever it lies.
std::optional<absl::CivilDay> ParseDay(absl::string_view word, absl::CivilDay today) {
  if (word.empty() || word == "today") return today;
  if (word == "yesterday") return today - 1;
  if (const auto weekday = ParseWeekday(word)) {
    return today - (WeekdayIndex(today) - *weekday + 7) % 7;
  }
  if (word.back() != 'd') return DayFromIso(word);
  int ago = 0;
  const absl::string_view digits = word.substr(0, word.size() - 1);
  if (!AllDigits(digits) || !absl::SimpleAtoi(digits, &ago) || ago > kMostDaysAgo) {
    return std::nullopt;
  }
  return today - ago;
}

// The same for a word that may mean a day to come.
std::optional<absl::CivilDay> ParseDayAhead(absl::string_view word, absl::CivilDay today) {
  if (word == "today") return today;
  if (word == "tomorrow") return today + 1;
  if (word == "yesterday") return today - 1;
  if (const auto weekday = ParseWeekday(word)) {
    return today + (*weekday - WeekdayIndex(today) + 7) % 7;
  }
  return DayFromIso(word);
}

absl::Status TooEarly(absl::CivilDay day) {
  return Refusal(absl::StatusCode::kInvalidArgument, "day_too_early",
                 absl::StrCat(IsoDay(day), " lies before 1970-01-01, the first day I keep."));
}

// The day that the clock is in, whether or not the calendar has it.
absl::CivilDay ClockDay(absl::Time now, absl::TimeZone zone, int ends_at_minute) {
  const absl::CivilDay day(absl::ToCivilMinute(now, zone) - ends_at_minute);
  // A clock that was put back shows the day before again, although the next one has begun.
  const absl::CivilMinute ends = absl::CivilMinute(day + 1) + ends_at_minute;
  const absl::TimeZone::TimeInfo end = zone.At(absl::CivilSecond(ends));
  const bool ended = end.kind == absl::TimeZone::TimeInfo::REPEATED && end.pre <= now;
  return ended ? day + 1 : day;
}

}  // namespace

absl::CivilDay DayOf(absl::Time now, absl::TimeZone zone, int ends_at_minute) {
  const absl::CivilDay day = ClockDay(now, zone, ends_at_minute);
  // A zone that crosses the date line leaves a whole day out (Apia, 30 December 2011).
  const absl::TimeZone::TimeInfo noon = zone.At(absl::CivilSecond(absl::CivilHour(day) + 12));
  return noon.kind == absl::TimeZone::TimeInfo::SKIPPED ? day - 1 : day;
}

int MinuteOfDay(absl::Time now, absl::TimeZone zone, int ends_at_minute) {
  const absl::CivilDay day = ClockDay(now, zone, ends_at_minute);
  const absl::CivilMinute minute = absl::ToCivilMinute(now, zone);
  // A clock put back over midnight shows an evening that is over.
  return std::max(static_cast<int>(minute - absl::CivilMinute(day)), 0);
}

std::int32_t DayNumber(absl::CivilDay day) {
  return static_cast<std::int32_t>(day - absl::CivilDay(1970, 1, 1));
}

absl::CivilDay DayFromNumber(std::int32_t number) { return absl::CivilDay(1970, 1, 1) + number; }

bool IsDayNumber(std::int64_t number) {
  return number >= kFirstDayNumber && number <= kLastDayNumber;
}

std::string IsoDay(absl::CivilDay day) {
  constexpr int kLastYear = 9999;
  if (day.year() < 0 || day.year() > kLastYear) {
    return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
  }
  // Written out: a year of everything has thousands of days.
  std::string text = "0000-00-00";
  std::int64_t number = day.year() * 10'000 + day.month() * 100 + day.day();
  for (const std::size_t place : {9, 8, 6, 5, 3, 2, 1, 0}) {
    text[place] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  return text;
}

std::optional<absl::CivilDay> DayFromIso(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int year = 0, month = 0, day = 0;
  if (!AllDigits(text.substr(0, 4)) || !AllDigits(text.substr(5, 2)) ||
      !AllDigits(text.substr(8, 2)) || !absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &month) || !absl::SimpleAtoi(text.substr(8, 2), &day)) {
    return std::nullopt;
  }
  const absl::CivilDay civil(year, month, day);  // normalises, so compare
  if (civil.year() != year || civil.month() != month || civil.day() != day) return std::nullopt;
  return civil;
}

std::string ShortDay(absl::CivilDay day) {
  return absl::StrCat(kShort[WeekdayIndex(day)], " ", day.day(), " ", kMonths[day.month() - 1]);
}

std::optional<int> ParseWeekday(absl::string_view word) {
  const std::string lower = absl::AsciiStrToLower(word);
  for (int i = 0; i < 7; ++i) {
    if (lower == kLong[i] || lower == kLong[i].substr(0, 3)) return i;
  }
  return std::nullopt;
}

int WeekdayIndex(absl::CivilDay day) { return static_cast<int>(absl::GetWeekday(day)); }

absl::StatusOr<absl::CivilDay> ParsePastDay(absl::string_view word, absl::CivilDay today) {
  const std::string lower = absl::AsciiStrToLower(word);
  const std::optional<absl::CivilDay> day =
      lower == "tomorrow" ? today + 1 : ParseDay(lower, today);
  if (!day) {
    return Refusal(
        absl::StatusCode::kInvalidArgument, "day_not_understood",
        absl::StrCat(Quoted(word), " is not a day I know. Try today, tue or ", IsoDay(today), "."));
  }
  if (*day > today) {
    return Refusal(absl::StatusCode::kInvalidArgument, "day_ahead",
                   absl::StrCat(ShortDay(*day),
                                day->year() == today.year() ? "" : absl::StrCat(" ", day->year()),
                                " is still to come; only days up to today can be logged."));
  }
  if (*day < absl::CivilDay(1970, 1, 1)) return TooEarly(*day);
  return *day;
}

absl::StatusOr<absl::CivilDay> ParseAnyDay(absl::string_view word, absl::CivilDay today) {
  const std::optional<absl::CivilDay> day = ParseDayAhead(absl::AsciiStrToLower(word), today);
  if (!day || *day > DayFromNumber(kLastDayNumber)) {
    return Refusal(absl::StatusCode::kInvalidArgument, "day_not_understood",
                   absl::StrCat(Quoted(word), " is not a day I know. Try tomorrow, tue or ",
                                IsoDay(today + 1), "."));
  }
  if (*day < absl::CivilDay(1970, 1, 1)) return TooEarly(*day);
  return *day;
}

}  // namespace twofold

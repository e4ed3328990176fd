// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/render/calendar_words.h"
#include "client/render/days.h"

namespace twofold {
namespace {

using daemon::v1::Schedule;

constexpr int kWorkdays = 5;
// A month day that every month has as its last one, if it has it or not.
constexpr unsigned kLastOfMonth = 31;

// "mon" -> "Mon".
std::vector<std::string> WeekdayNames(const Look& look, const Schedule& schedule) {
  std::vector<std::string> names;
  for (const std::string& weekday : schedule.weekdays()) {
    std::string name = Shown(look, weekday);
    if (!name.empty()) name[0] = absl::ascii_toupper(static_cast<unsigned char>(name[0]));
    names.push_back(std::move(name));
  }
  return names;
}

// "fri" -> "Friday".
std::string LongWeekday(const Look& look, const Schedule& schedule) {
  if (schedule.weekdays().empty()) return "";
  for (int day = 0; day < 7; ++day) {
    const absl::string_view name = WeekdayName(day);
    if (!schedule.weekdays(0).empty() &&
        absl::StartsWith(absl::AsciiStrToLower(name), schedule.weekdays(0))) {
      return std::string(name);
    }
  }
  return Shown(look, schedule.weekdays(0));
}

bool IsWorkweek(const Schedule& schedule) {
  if (schedule.weekdays_size() != kWorkdays) return false;
  for (const std::string& weekday : schedule.weekdays()) {
    if (weekday == "sat" || weekday == "sun") return false;
  }
  return true;
}

std::string AndList(const std::vector<std::string>& names) {
  if (names.size() < 2) return absl::StrJoin(names, "");
  const std::vector<std::string> first(names.begin(), names.end() - 1);
  return absl::StrCat(absl::StrJoin(first, ", "), " and ", names.back());
}

std::string Ordinal(unsigned number) {
  const unsigned tens = number / 10 % 10;
  const unsigned ones = number % 10;
  const absl::string_view ending = tens == 1   ? "th"
                                   : ones == 1 ? "st"
                                   : ones == 2 ? "nd"
                                   : ones == 3 ? "rd"
                                               : "th";
  return absl::StrCat(number, ending);
}

std::string MonthDays(const Schedule& schedule) {
  std::vector<std::string> days;
  for (const unsigned day : schedule.month_days()) {
    days.push_back(day == kLastOfMonth ? "the last day" : absl::StrCat("the ", Ordinal(day)));
  }
  return absl::StrCat("on ", AndList(days), " of the month");
}

std::string Times(unsigned times, absl::string_view span) {
  if (times == 1) return absl::StrCat("once ", span);
  if (times == 2) return absl::StrCat("twice ", span);
  return absl::StrCat(times, " times ", span);
}

std::string Spacing(const Schedule& schedule) {
  const unsigned first = schedule.at_most_every(), last = schedule.at_least_every();
  if (first == last) return absl::StrCat("again after ", Count(first, "day", "days"));
  return absl::StrCat("again after ", first, " to ", last, " days");
}

std::string ShapeText(const Look& look, const Schedule& schedule) {
  const std::string& shape = schedule.shape();
  if (shape == "weekdays") {
    return IsWorkweek(schedule) ? "every weekday" : AndList(WeekdayNames(look, schedule));
  }
  if (shape == "times_per_week") return Times(schedule.times(), "a week");
  if (shape == "times_per_month") return Times(schedule.times(), "a month");
  if (shape == "times_in_days") {
    return Times(schedule.times(), absl::StrCat("in ", Count(schedule.count(), "day", "days")));
  }
  if (shape == "every_n_days") return absl::StrCat("every ", schedule.count(), " days");
  if (shape == "every_n_weeks") {
    return absl::StrCat(AndList(WeekdayNames(look, schedule)), " every ", schedule.count(),
                        " weeks");
  }
  if (shape == "days_of_month") return MonthDays(schedule);
  if (shape == "nth_weekday") {
    return absl::StrCat(
        schedule.nth() < 0 ? "last" : Ordinal(static_cast<unsigned>(schedule.nth())), " ",
        LongWeekday(look, schedule), " of the month");
  }
  return shape == "spacing" ? Spacing(schedule) : "every day";
}

}  // namespace

std::string ScheduleText(const Look& look, const Schedule& schedule) {
  std::string text = ShapeText(look, schedule);
  if (!schedule.at().empty()) absl::StrAppend(&text, " at ", Shown(look, schedule.at()));
  return text;
}

std::string ShortScheduleText(const Look& look, const Schedule& schedule) {
  if (schedule.shape() != "weekdays" || IsWorkweek(schedule)) return ScheduleText(look, schedule);
  return absl::StrJoin(WeekdayNames(look, schedule), ", ");
}

bool HasAnyDays(const Schedule& schedule) { return absl::StartsWith(schedule.shape(), "times_"); }

}  // namespace twofold

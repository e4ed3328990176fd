// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/days.h"

#include <array>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"

namespace twofold {
namespace {

constexpr std::array<absl::string_view, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                    "Friday", "Saturday", "Sunday"};
constexpr std::array<absl::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::size_t kShort = 3;
constexpr std::size_t kWorkdays = 5;

std::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day)) return std::nullopt;
  return day;
}

std::string Told(const Look& look, absl::string_view text, std::size_t letters) {
  const std::optional<absl::CivilDay> day = ParseDay(text);
  if (!day) return Shown(look, text);
  const auto weekday = static_cast<std::size_t>(absl::GetWeekday(*day));
  const auto month = static_cast<std::size_t>(day->month() - 1);
  std::string told = absl::StrCat(kDays[weekday].substr(0, letters), " ", day->day(), " ",
                                  kMonths[month].substr(0, letters));
  if (day->year() != look.year) absl::StrAppend(&told, " ", day->year());
  return told;
}

// "mon" -> "Mon".
std::vector<std::string> WeekdayNames(const Look& look, const daemon::v1::Schedule& schedule) {
  std::vector<std::string> names;
  for (const std::string& weekday : schedule.weekdays()) {
    std::string name = Shown(look, weekday);
    if (!name.empty()) name[0] = absl::ascii_toupper(static_cast<unsigned char>(name[0]));
    names.push_back(std::move(name));
  }
  return names;
}

bool IsWorkweek(const daemon::v1::Schedule& schedule) {
  if (schedule.weekdays_size() != static_cast<int>(kWorkdays)) return false;
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

std::string TimesText(unsigned times) {
  if (times == 1) return "once a week";
  if (times == 2) return "twice a week";
  return absl::StrCat(times, " times a week");
}

std::string WithTime(const Look& look, std::string text, const daemon::v1::Schedule& schedule) {
  if (!schedule.at().empty()) absl::StrAppend(&text, " at ", Shown(look, schedule.at()));
  return text;
}

}  // namespace

std::string DayText(const Look& look, absl::string_view day) { return Told(look, day, kShort); }

std::string LongDayText(const Look& look, absl::string_view day) {
  return Told(look, day, absl::string_view::npos);
}

std::string ScheduleText(const Look& look, const daemon::v1::Schedule& schedule) {
  if (schedule.shape() == "times_per_week") {
    return WithTime(look, TimesText(schedule.times()), schedule);
  }
  if (schedule.shape() == "weekdays") {
    if (IsWorkweek(schedule)) return WithTime(look, "every weekday", schedule);
    return WithTime(look, AndList(WeekdayNames(look, schedule)), schedule);
  }
  return WithTime(look, "every day", schedule);
}

std::string ShortScheduleText(const Look& look, const daemon::v1::Schedule& schedule) {
  if (schedule.shape() != "weekdays" || IsWorkweek(schedule)) return ScheduleText(look, schedule);
  return absl::StrJoin(WeekdayNames(look, schedule), ", ");
}

std::string AmountText(const Look& look, absl::string_view amount, absl::string_view unit) {
  if (unit.empty()) return Shown(look, amount);
  return absl::StrCat(Shown(look, amount), " ", Shown(look, unit));
}

std::string Count(unsigned long count, absl::string_view one, absl::string_view many) {
  return absl::StrCat(count, " ", count == 1 ? one : many);
}

}  // namespace twofold

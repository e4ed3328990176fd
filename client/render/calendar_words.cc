// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/calendar_words.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace twofold {
namespace {

constexpr std::array<absl::string_view, 7> kWeekdays = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<absl::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::size_t kShort = 3;

}  // namespace

std::optional<absl::CivilDay> ParseIsoDay(absl::string_view text) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day)) return std::nullopt;
  return day;
}

int WeekdayOf(absl::CivilDay day) { return static_cast<int>(absl::GetWeekday(day)); }

absl::string_view WeekdayName(int index) { return kWeekdays[static_cast<std::size_t>(index)]; }

int WeekStartIndex(absl::string_view word) {
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (absl::EqualsIgnoreCase(word, kWeekdays[i].substr(0, kShort))) return static_cast<int>(i);
  }
  return 0;
}

absl::string_view MonthName(int month) { return kMonths[static_cast<std::size_t>(month - 1)]; }

std::string DateText(const Look& look, absl::string_view day) {
  const std::optional<absl::CivilDay> civil = ParseIsoDay(day);
  if (!civil) return Shown(look, day);
  return absl::StrCat(civil->day(), " ", MonthName(civil->month()).substr(0, kShort), " ",
                      civil->year());
}

}  // namespace twofold

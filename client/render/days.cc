// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/days.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "client/render/calendar_words.h"

namespace twofold {
namespace {

constexpr std::size_t kShort = 3;

std::string Told(const Look& look, absl::string_view text, std::size_t letters) {
  const std::optional<absl::CivilDay> day = ParseIsoDay(text);
  if (!day) return Shown(look, text);
  std::string told = absl::StrCat(WeekdayName(WeekdayOf(*day)).substr(0, letters), " ", day->day(),
                                  " ", MonthName(day->month()).substr(0, letters));
  if (day->year() != look.year) absl::StrAppend(&told, " ", day->year());
  return told;
}

}  // namespace

std::string DayText(const Look& look, absl::string_view day) { return Told(look, day, kShort); }

std::string LongDayText(const Look& look, absl::string_view day) {
  return Told(look, day, absl::string_view::npos);
}

std::string SpanText(const Look& look, absl::string_view first, absl::string_view last) {
  if (first.empty() && last.empty()) return "";
  if (first.empty()) return absl::StrCat("until ", DayText(look, last));
  if (last.empty()) return absl::StrCat("from ", DayText(look, first));
  if (first == last) return DayText(look, first);
  return absl::StrCat(DayText(look, first), " to ", DayText(look, last));
}

std::string AmountText(const Look& look, absl::string_view amount, absl::string_view unit) {
  if (unit.empty()) return Shown(look, amount);
  return absl::StrCat(Shown(look, amount), " ", Shown(look, unit));
}

std::string Count(unsigned long count, absl::string_view one, absl::string_view many) {
  return absl::StrCat(count, " ", count == 1 ? one : many);
}

}  // namespace twofold

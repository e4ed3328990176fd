// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/rhythm.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace twofold::importing {
namespace {

constexpr std::int64_t kLongestWindow = 365;
constexpr std::int64_t kTimesPerMonth = 28;
// Far beyond any calendar, and far from where products of two of them end.
constexpr std::int64_t kMost = 1'000'000;

bool IsReadable(std::int64_t times, std::int64_t days, Remarks& remarks) {
  if (times > 0 && days > 0 && times <= kMost && days <= kMost) return true;
  remarks.Say(kRhythmUnread);
  return false;
}

}  // namespace

Rhythm TimesInDaysRhythm(std::int64_t times, std::int64_t days, Remarks& remarks) {
  if (!IsReadable(times, days, remarks) || times >= days) return {};
  if (days > kLongestWindow) {
    times = std::max<std::int64_t>(1, (times * kLongestWindow + days - 1) / days);
    days = kLongestWindow;
    remarks.Say("It is due in a span of more than 365 days; the span was shortened to 365.");
    if (times >= days) return {};
  }
  return {absl::StrCat(times, "/", days, "days"), true};
}

Rhythm TimesPerWeekRhythm(std::int64_t times, Remarks& remarks) {
  if (!IsReadable(times, 7, remarks) || times >= 7) return {};
  return {absl::StrCat(times, "/week")};
}

Rhythm TimesPerMonthRhythm(std::int64_t times, Remarks& remarks) {
  if (times > kTimesPerMonth) return TimesInDaysRhythm(times, 31, remarks);
  if (!IsReadable(times, 31, remarks)) return {};
  return {absl::StrCat(times, "/month")};
}

Rhythm LoopRhythm(std::int64_t times, std::int64_t days, Remarks& remarks) {
  const bool month = (days == 30 || days == 31) && times <= kTimesPerMonth;
  return month ? TimesPerMonthRhythm(times, remarks) : TimesInDaysRhythm(times, days, remarks);
}

}  // namespace twofold::importing

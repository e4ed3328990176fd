// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/repeating.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "client/render/calendar_words.h"

namespace twofold {
namespace {

constexpr int kWeek = 7;
constexpr int kLast = -1;
constexpr std::array<absl::string_view, kWeek> kRuleDays = {"MO", "TU", "WE", "TH",
                                                            "FR", "SA", "SU"};

using DayTest = std::function<bool(absl::CivilDay)>;

struct Rule {
  std::string text;
  DayTest due;
  std::string note = "";
};

std::optional<int> Number(absl::string_view text) {
  constexpr int kMost = 366;
  int number = 0;
  if (!absl::SimpleAtoi(text, &number) || number < 1 || number > kMost) return std::nullopt;
  return number;
}

std::optional<int> Weekday(absl::string_view word) {
  constexpr std::size_t kLetters = 3;
  const int index = WeekStartIndex(word);
  const bool known = absl::EqualsIgnoreCase(word, WeekdayName(index).substr(0, kLetters));
  return known ? std::optional<int>(index) : std::nullopt;
}

std::optional<std::set<int>> WeekdaySet(absl::string_view words) {
  if (words == "weekday") return std::set<int>{0, 1, 2, 3, 4};
  if (words == "weekend") return std::set<int>{5, 6};
  std::set<int> days;
  for (absl::string_view word : absl::StrSplit(words, ',')) {
    const std::optional<int> day = Weekday(word);
    if (!day) return std::nullopt;
    days.insert(*day);
  }
  return days;
}

std::string ByDay(const std::set<int>& days) {
  return absl::StrJoin(days, ",", [](std::string* out, int day) {
    absl::StrAppend(out, kRuleDays[static_cast<std::size_t>(day)]);
  });
}

int DaysInMonth(absl::CivilDay day) {
  const absl::CivilMonth month(day);
  return static_cast<int>(absl::CivilDay(month + 1) - absl::CivilDay(month));
}

absl::CivilDay WeekStartOf(absl::CivilDay day, int week_start) {
  return day - (WeekdayOf(day) - week_start + kWeek) % kWeek;
}

std::optional<Rule> EveryNDays(int days, std::optional<absl::CivilDay> first) {
  if (!first) return std::nullopt;
  return Rule{absl::StrCat("FREQ=DAILY;INTERVAL=", days),
              [=](absl::CivilDay day) { return day >= *first && (day - *first) % days == 0; }};
}

std::optional<Rule> EveryNWeeks(int weeks, absl::string_view words,
                                std::optional<absl::CivilDay> first, int week_start) {
  if (!first) return std::nullopt;
  std::optional<std::set<int>> days;
  if (words.empty()) {
    days = std::set<int>{WeekdayOf(*first)};
  } else {
    days = WeekdaySet(words);
  }
  if (!days) return std::nullopt;
  const absl::CivilDay base = WeekStartOf(*first, week_start);
  return Rule{absl::StrCat("FREQ=WEEKLY;INTERVAL=", weeks, ";BYDAY=", ByDay(*days),
                           ";WKST=", kRuleDays[static_cast<std::size_t>(week_start)]),
              [=](absl::CivilDay day) {
                const std::int64_t since = (WeekStartOf(day, week_start) - base) / kWeek;
                return day >= *first && since % weeks == 0 && days->count(WeekdayOf(day)) > 0;
              }};
}

// Days that not every month has mean its last day. Of those a rule can say one, as the last of all
// days that it may fall on.
std::optional<std::string> MonthDaysRule(const std::set<int>& days) {
  constexpr int kShortest = 28, kLongest = 31;
  std::vector<int> sure, unsure;
  for (const int day : days) (day <= kShortest ? sure : unsure).push_back(day);
  const std::string begin = "FREQ=MONTHLY;BYMONTHDAY=";
  if (unsure.empty()) return absl::StrCat(begin, absl::StrJoin(sure, ","));
  if (unsure.size() > 1) return std::nullopt;
  std::vector<int> all = sure;
  if (unsure[0] == kLongest) {
    all.push_back(kLast);
    return absl::StrCat(begin, absl::StrJoin(all, ","));
  }
  std::vector<int> places;
  for (std::size_t i = 0; i < sure.size(); ++i) places.push_back(static_cast<int>(i) + 1);
  places.push_back(kLast);
  for (int day = kShortest; day <= unsure[0]; ++day) {
    if (days.count(kShortest) == 0 || day > kShortest) all.push_back(day);
  }
  return absl::StrCat(begin, absl::StrJoin(all, ","), ";BYSETPOS=", absl::StrJoin(places, ","));
}

std::optional<Rule> DaysOfMonth(absl::string_view words) {
  constexpr int kLongest = 31;
  std::set<int> days;
  for (absl::string_view word : absl::StrSplit(words, ',')) {
    const std::optional<int> day = word == "last" ? kLongest : Number(word);
    if (!day || *day > kLongest) return std::nullopt;
    days.insert(*day);
  }
  const std::optional<std::string> text = MonthDaysRule(days);
  if (!text) return std::nullopt;
  return Rule{*text, [=](absl::CivilDay day) {
                return std::any_of(days.begin(), days.end(), [&](int wanted) {
                  return day.day() == std::min(wanted, DaysInMonth(day));
                });
              }};
}

// "2nd-tue", "last-fri".
std::optional<Rule> NthWeekday(absl::string_view words) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(words, absl::MaxSplits('-', 1));
  const std::optional<int> weekday = Weekday(parts.second);
  const std::optional<int> nth = parts.first == "last" ? kLast : Number(parts.first.substr(0, 1));
  if (!weekday || !nth) return std::nullopt;
  return Rule{
      absl::StrCat("FREQ=MONTHLY;BYDAY=", *nth, kRuleDays[static_cast<std::size_t>(*weekday)]),
      [=](absl::CivilDay day) {
        if (WeekdayOf(day) != *weekday) return false;
        return *nth == kLast ? day.day() + kWeek > DaysInMonth(day)
                             : (day.day() - 1) / kWeek + 1 == *nth;
      }};
}

std::optional<Rule> Monthly(absl::string_view words, std::optional<absl::CivilDay> first) {
  if (absl::StrContains(words, "-")) return NthWeekday(words);
  if (!words.empty()) return DaysOfMonth(words);
  return first ? DaysOfMonth(absl::StrCat(first->day())) : std::nullopt;
}

std::string TimesText(int times) {
  if (times == 1) return "once";
  return times == 2 ? "twice" : absl::StrCat(times, " times");
}

// "3/week", "10/month", "3/10days": a note on the first day of each period.
std::optional<Rule> Counting(absl::string_view times, absl::string_view per,
                             std::optional<absl::CivilDay> first, int week_start) {
  const std::optional<int> count = Number(times);
  if (!count) return std::nullopt;
  if (per == "week") {
    return Rule{absl::StrCat("FREQ=WEEKLY;BYDAY=", kRuleDays[static_cast<std::size_t>(week_start)]),
                [=](absl::CivilDay day) { return WeekdayOf(day) == week_start; },
                absl::StrCat(TimesText(*count), " this week")};
  }
  if (per == "month") {
    return Rule{"FREQ=MONTHLY;BYMONTHDAY=1", [](absl::CivilDay day) { return day.day() == 1; },
                absl::StrCat(TimesText(*count), " this month")};
  }
  const std::optional<int> days = absl::ConsumeSuffix(&per, "days") ? Number(per) : std::nullopt;
  std::optional<Rule> rule = days ? EveryNDays(*days, first) : std::nullopt;
  if (rule) rule->note = absl::StrCat(TimesText(*count), " in ", *days, " days");
  return rule;
}

std::optional<Rule> RuleOf(const portable::v1::Schedule& schedule) {
  const absl::string_view shape = schedule.shape();
  const std::optional<absl::CivilDay> first = ParseIsoDay(schedule.first_day());
  const int week_start = WeekStartIndex(schedule.week_start());
  if (shape == "day") return Rule{"FREQ=DAILY", [](absl::CivilDay) { return true; }};
  const std::pair<absl::string_view, absl::string_view> counted =
      absl::StrSplit(shape, absl::MaxSplits('/', 1));
  if (!counted.second.empty()) return Counting(counted.first, counted.second, first, week_start);
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(shape, absl::MaxSplits(':', 1));
  absl::string_view every = parts.first;
  if (every == "month") return Monthly(parts.second, first);
  if (absl::ConsumeSuffix(&every, "weeks")) {
    const std::optional<int> weeks = Number(every);
    return weeks ? EveryNWeeks(*weeks, parts.second, first, week_start) : std::nullopt;
  }
  if (absl::ConsumeSuffix(&every, "days")) {
    const std::optional<int> days = Number(every);
    return days ? EveryNDays(*days, first) : std::nullopt;
  }
  const std::optional<std::set<int>> days = WeekdaySet(shape);
  if (!days) return std::nullopt;
  return Rule{absl::StrCat("FREQ=WEEKLY;BYDAY=", ByDay(*days)),
              [=](absl::CivilDay day) { return days->count(WeekdayOf(day)) > 0; }};
}

}  // namespace

std::optional<Repeating> RepeatingOf(const portable::v1::Schedule& schedule, absl::CivilDay from) {
  // No schedule has a longer gap than a year between two of its days.
  constexpr int kLongestGap = 2 * 366;
  const std::optional<Rule> rule = RuleOf(schedule);
  if (!rule) return std::nullopt;
  for (int i = 0; i < kLongestGap; ++i) {
    if (rule->due(from + i)) return Repeating{rule->text, from + i, rule->note};
  }
  return std::nullopt;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Prints random schedules as RRULE text, each with the days on which DueOn says that it is due.
//
//   schedule_dump SEED COUNT
//
// A line holds, between tabs: the shape, DTSTART, the rule, the first and the last day looked at
// (day numbers), and the due days as days after the first one looked at. Only what a rule can say:
// no counting shapes, and no 29th or 30th, which a rule leaves out of a short month.
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tests/support/random_schedule.h"

namespace twofold {
namespace {

constexpr absl::string_view kWeekdays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::uint32_t kClamped = 0x3u << 28;  // the 29th and the 30th

struct Rule {
  std::string kind;
  std::string text;
};

std::string ByDay(std::uint8_t mask) {
  std::vector<absl::string_view> days;
  for (int i = 0; i < 7; ++i) {
    if (((mask >> i) & 1) != 0) days.push_back(kWeekdays[i]);
  }
  return absl::StrCat("BYDAY=", absl::StrJoin(days, ","));
}

std::string ByMonthDay(std::uint32_t mask) {
  std::vector<int> days;
  for (int day = 1; day <= 28; ++day) {
    if (((mask >> (day - 1)) & 1) != 0) days.push_back(day);
  }
  if (((mask >> 30) & 1) != 0) days.push_back(-1);
  return absl::StrCat("BYMONTHDAY=", absl::StrJoin(days, ","));
}

// The rule that says the shape, if one can.
std::optional<Rule> RuleOf(const Schedule& schedule) {
  if (std::holds_alternative<EveryDay>(schedule.shape)) return Rule{"EveryDay", "FREQ=DAILY"};
  if (const auto* weekdays = std::get_if<Weekdays>(&schedule.shape)) {
    return Rule{"Weekdays", absl::StrCat("FREQ=WEEKLY;", ByDay(weekdays->mask))};
  }
  if (const auto* days = std::get_if<EveryNDays>(&schedule.shape)) {
    return Rule{"EveryNDays", absl::StrCat("FREQ=DAILY;INTERVAL=", days->days)};
  }
  if (const auto* weeks = std::get_if<EveryNWeeks>(&schedule.shape)) {
    return Rule{"EveryNWeeks",
                absl::StrCat("FREQ=WEEKLY;INTERVAL=", weeks->weeks,
                             ";WKST=", kWeekdays[schedule.week_start], ";", ByDay(weeks->mask))};
  }
  if (const auto* month = std::get_if<DaysOfMonth>(&schedule.shape)) {
    if ((month->mask & kClamped) != 0) return std::nullopt;
    return Rule{"DaysOfMonth", absl::StrCat("FREQ=MONTHLY;", ByMonthDay(month->mask))};
  }
  if (const auto* nth = std::get_if<NthWeekday>(&schedule.shape)) {
    return Rule{"NthWeekday", absl::StrFormat("FREQ=MONTHLY;BYDAY=%+d%s", nth->nth,
                                              std::string(kWeekdays[nth->weekday]))};
  }
  return std::nullopt;
}

std::string Stamp(std::int32_t day) {
  const absl::CivilDay civil = DayFromNumber(day);
  return absl::StrFormat("%04d%02d%02dT000000Z", civil.year(), civil.month(), civil.day());
}

void PrintOne(SeededRandom& random) {
  Schedule schedule = RandomSchedule(random);
  std::optional<Rule> rule = RuleOf(schedule);
  while (!rule) {
    schedule = RandomSchedule(random);
    rule = RuleOf(schedule);
  }
  // Looks at the beginning as a rule, at the end of all days where there is no room, and now and
  // then at a time many years after the beginning.
  int first = schedule.first_day ? *schedule.first_day - RandomBetween(random, 0, 40)
                                 : RandomBetween(random, 0, 40'000);
  if (random.OneIn(3)) first += RandomBetween(random, 0, 7'000);
  first = std::max(std::min(first, kLastDayNumber - 400), kFirstDayNumber);
  const int last = std::min(first + RandomBetween(random, 400, 1'600), kLastDayNumber);
  if (schedule.last_day) absl::StrAppend(&rule->text, ";UNTIL=", Stamp(*schedule.last_day));

  std::vector<int> due;
  for (int day = first; day <= last; ++day) {
    if (DueOn(schedule, DayFromNumber(day))) due.push_back(day - first);
  }
  const std::string line =
      absl::StrCat(rule->kind, "\t", Stamp(schedule.first_day.value_or(first)), "\t", rule->text,
                   "\t", first, "\t", last, "\t", absl::StrJoin(due, " "), "\n");
  std::fputs(line.c_str(), stdout);
}

}  // namespace
}  // namespace twofold

int main(int argc, char** argv) {
  std::uint64_t seed = 0;
  int count = 0;
  if (argc != 3 || !absl::SimpleAtoi(argv[1], &seed) || !absl::SimpleAtoi(argv[2], &count)) {
    std::fputs("Usage: schedule_dump SEED COUNT\n", stderr);
    return 2;
  }
  twofold::SeededRandom random(seed);
  for (int i = 0; i < count; ++i) twofold::PrintOne(random);
  return std::ferror(stdout) == 0 ? 0 : 1;
}

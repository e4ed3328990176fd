// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/schedule/schedule_words.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

constexpr std::uint8_t kAllDays = 0x7F;
constexpr std::uint8_t kMondayToFriday = 0x1F;
constexpr std::uint8_t kWeekend = 0x60;
constexpr int kDaysOfMonth = 31;
constexpr int kManyTimes = 1'000'000;  // stands for every larger number; no bound allows it

constexpr std::array<absl::string_view, 7> kWeekdays = {"mon", "tue", "wed", "thu",
                                                        "fri", "sat", "sun"};
constexpr std::array<absl::string_view, 5> kOrdinals = {"1st", "2nd", "3rd", "4th", "5th"};

absl::Status NotUnderstood(absl::string_view word,
                           absl::string_view way_out = "Try day, mon,wed,fri or 3days.") {
  return Refusal(absl::StatusCode::kInvalidArgument, "schedule_not_understood",
                 absl::StrCat(Quoted(word), " is not a rhythm I know. ", way_out));
}

absl::Status NoMonthDay(absl::string_view word) {
  return NotUnderstood(word, "Try month:15, month:last or month:2nd-tue.");
}

// `bounds` has the numbers and an example.
absl::Status OutOfRange(absl::string_view word, absl::string_view bounds) {
  return Refusal(absl::StatusCode::kInvalidArgument, "schedule_out_of_range",
                 absl::StrCat(Quoted(word), " is outside what a rhythm takes: ", bounds, "."));
}

bool IsNone(absl::string_view word) { return absl::EqualsIgnoreCase(word, "none"); }

bool Within(int number, int least, int most) { return number >= least && number <= most; }

// Takes the digits that the text begins with; nothing when there are none.
std::optional<int> TakeNumber(absl::string_view* text) {
  const auto* end = std::find_if_not(text->begin(), text->end(), absl::ascii_isdigit);
  const absl::string_view digits = text->substr(0, static_cast<std::size_t>(end - text->begin()));
  if (digits.empty()) return std::nullopt;
  text->remove_prefix(digits.size());
  int number = 0;
  return absl::SimpleAtoi(digits, &number) ? std::min(number, kManyTimes) : kManyTimes;
}

std::optional<int> WholeNumber(absl::string_view text) {
  const std::optional<int> number = TakeNumber(&text);
  return text.empty() ? number : std::nullopt;
}

bool IsDays(absl::string_view unit) { return unit == "days" || unit == "day"; }
bool IsWeeks(absl::string_view unit) { return unit == "weeks" || unit == "week"; }

// Where a shape is counted from.
class Beginning {
 public:
  // `from` is what was typed; with `is_none` the base's first day is not to be used.
  static absl::StatusOr<Beginning> Parse(absl::string_view word, const Schedule& base,
                                         absl::CivilDay today) {
    Beginning beginning(base, today);
    if (IsNone(word)) {
      beginning.base_first_.reset();
    } else if (!word.empty()) {
      TF_ASSIGN_OR_RETURN(beginning.from_, ParseAnyDay(word, today));
    }
    return beginning;
  }

  // The schedule's first day if nothing has to be counted from it.
  std::optional<std::int32_t> Given() const {
    if (from_) return DayNumber(*from_);
    return base_first_;
  }

  // The day from which this shape is counted.
  absl::CivilDay Of(const ScheduleShape& shape) const {
    if (from_) return *from_;
    if (!base_first_) return today_;
    const absl::CivilDay first = DayFromNumber(*base_first_);
    return shape.index() == base_.shape.index() || first > today_ ? first : today_;
  }

 private:
  Beginning(const Schedule& base, absl::CivilDay today)
      : base_(base), base_first_(base.first_day), today_(today) {}

  const Schedule& base_;
  std::optional<std::int32_t> base_first_;
  absl::CivilDay today_;
  std::optional<absl::CivilDay> from_;
};

bool IsCountedFromFirstDay(const ScheduleShape& shape) {
  return std::holds_alternative<EveryNDays>(shape) || std::holds_alternative<EveryNWeeks>(shape) ||
         std::holds_alternative<TimesInDays>(shape);
}

// "mon,wed,fri"; nothing when a word in it is no weekday.
std::optional<std::uint8_t> ParseWeekdays(absl::string_view list) {
  std::uint8_t mask = 0;
  for (absl::string_view word : absl::StrSplit(list, ',')) {
    const auto weekday = ParseWeekday(absl::StripAsciiWhitespace(word));
    if (!weekday) return std::nullopt;
    mask |= static_cast<std::uint8_t>(1 << *weekday);
  }
  return mask;
}

// What follows "month:" when it is an ordinal and a weekday: "2nd-tue", "last-fri".
absl::StatusOr<ScheduleShape> ParseNthWeekday(absl::string_view every, absl::string_view ordinal,
                                              absl::string_view weekday_word) {
  const auto weekday = ParseWeekday(weekday_word);
  if (!weekday) return NoMonthDay(every);
  if (ordinal == "last") return NthWeekday{NthWeekday::kLast, *weekday};
  const auto known = std::find(kOrdinals.begin(), kOrdinals.end(), ordinal);
  if (known != kOrdinals.end()) {
    return NthWeekday{static_cast<int>(known - kOrdinals.begin()) + 1, *weekday};
  }
  const auto nth = TakeNumber(&ordinal);
  if (nth && (ordinal == "th" || ordinal == "st" || ordinal == "nd" || ordinal == "rd") &&
      !Within(*nth, 1, static_cast<int>(kOrdinals.size()))) {
    return OutOfRange(every, "the 1st to 5th such weekday or the last, like month:2nd-tue");
  }
  return NoMonthDay(every);
}

// What follows "month:".
absl::StatusOr<ScheduleShape> ParseMonthDays(absl::string_view every, absl::string_view list) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(list, absl::MaxSplits('-', 1));
  if (absl::StrContains(list, '-')) return ParseNthWeekday(every, parts.first, parts.second);
  DaysOfMonth shape;
  for (absl::string_view word : absl::StrSplit(list, ',')) {
    word = absl::StripAsciiWhitespace(word);
    const auto day = word == "last" ? kDaysOfMonth : WholeNumber(word);
    if (!day) return NoMonthDay(every);
    if (!Within(*day, 1, kDaysOfMonth)) {
      return OutOfRange(every, "the days 1 to 31 of a month, like month:1,15");
    }
    shape.mask |= std::uint32_t{1} << (*day - 1);
  }
  return shape;
}

absl::StatusOr<ScheduleShape> ParseWeeks(absl::string_view every, int weeks, absl::string_view unit,
                                         const Beginning& beginning) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(unit, absl::MaxSplits(':', 1));
  if (!IsWeeks(parts.first)) return NotUnderstood(every, "Try 3days, 2weeks or 2-4days.");
  EveryNWeeks shape{weeks, 0};
  if (absl::StrContains(unit, ':')) {
    const auto mask = ParseWeekdays(parts.second);
    if (!mask) return NotUnderstood(every, "Try 2weeks or 2weeks:mon,thu.");
    shape.mask = *mask;
  } else {
    shape.mask = static_cast<std::uint8_t>(1 << WeekdayIndex(beginning.Of(shape)));
  }
  if (!Within(weeks, limits::kEveryWeeksLeast, limits::kEveryWeeks)) {
    return OutOfRange(every, absl::StrCat("every ", limits::kEveryWeeksLeast, " to ",
                                          limits::kEveryWeeks, " weeks, like 2weeks:mon"));
  }
  return shape;
}

// "3days", "2weeks", "2weeks:mon,thu", "2-4days".
absl::StatusOr<ScheduleShape> ParseNumbered(absl::string_view every, absl::string_view rest,
                                            const Beginning& beginning) {
  const int number = *TakeNumber(&rest);
  if (absl::ConsumePrefix(&rest, "-")) {
    const auto least = TakeNumber(&rest);
    if (!least || !IsDays(rest)) return NotUnderstood(every, "Try 3days, 2weeks or 2-4days.");
    if (!Within(*least, 1, limits::kEveryDays) || !Within(number, 1, *least)) {
      return OutOfRange(every, absl::StrCat("1 to ", limits::kEveryDays,
                                            " days, the shorter wait first, like 2-4days"));
    }
    return Spacing{number, *least};
  }
  if (!IsDays(rest)) return ParseWeeks(every, number, rest, beginning);
  if (!Within(number, limits::kEveryDaysLeast, limits::kEveryDays)) {
    return OutOfRange(every, absl::StrCat("every ", limits::kEveryDaysLeast, " to ",
                                          limits::kEveryDays, " days, like 3days"));
  }
  return EveryNDays{number};
}

// `times` or `per` may be empty; that part comes from the base.
absl::StatusOr<ScheduleShape> ParseTimes(absl::string_view times, absl::string_view per,
                                         const Schedule& base) {
  const auto* week = std::get_if<TimesPerWeek>(&base.shape);
  const auto* month = std::get_if<TimesPerMonth>(&base.shape);
  const auto* run = std::get_if<TimesInDays>(&base.shape);
  std::string period = absl::AsciiStrToLower(absl::StripAsciiWhitespace(per));
  if (per.empty()) period = month ? "month" : run ? absl::StrCat(run->days, "days") : "week";
  std::optional<int> count = WholeNumber(absl::StripAsciiWhitespace(times));
  if (times.empty() && week) count = week->times;
  if (times.empty() && month) count = month->times;
  if (times.empty() && run) count = run->times;
  if (!count && times.empty()) return NotUnderstood(per, "Say how often: --times 3 --per week.");
  if (!count) return NotUnderstood(times, "Try --times 3 --per week.");

  const std::string typed = times.empty() ? absl::StrCat(*count) : std::string(times);
  if (period == "week") {
    if (Within(*count, 1, limits::kTimesPerWeek)) return TimesPerWeek{*count};
    return OutOfRange(typed, absl::StrCat("1 to ", limits::kTimesPerWeek,
                                          " times a week, like --times 3 --per week"));
  }
  if (period == "month") {
    if (Within(*count, 1, limits::kTimesPerMonth)) return TimesPerMonth{*count};
    return OutOfRange(typed, absl::StrCat("1 to ", limits::kTimesPerMonth,
                                          " times a month, like --times 10 --per month"));
  }
  absl::string_view unit = period;
  const std::optional<int> days = TakeNumber(&unit);
  if (!days || !IsDays(unit)) {
    return NotUnderstood(per, "Try --per week, --per month or --per 10days.");
  }
  if (!Within(*days, limits::kEveryDaysLeast, limits::kEveryDays)) {
    return OutOfRange(per, absl::StrCat(limits::kEveryDaysLeast, " to ", limits::kEveryDays,
                                        " days, like --times 3 --per 10days"));
  }
  if (!Within(*count, 1, *days)) {
    return OutOfRange(typed, absl::StrCat("1 to ", *days, " times in ", *days,
                                          " days, like --times 1 --per ", *days, "days"));
  }
  return TimesInDays{*count, *days};
}

absl::StatusOr<ScheduleShape> ParseEvery(absl::string_view every, const Beginning& beginning) {
  const std::string lower = absl::AsciiStrToLower(absl::StripAsciiWhitespace(every));
  if (lower == "day") return EveryDay{};
  if (lower == "weekday") return Weekdays{kMondayToFriday};
  if (lower == "weekend") return Weekdays{kWeekend};
  if (lower == "month") {
    return DaysOfMonth{std::uint32_t{1} << (beginning.Of(DaysOfMonth{}).day() - 1)};
  }
  absl::string_view rest = lower;
  if (absl::ConsumePrefix(&rest, "month:")) return ParseMonthDays(every, rest);
  if (absl::StrContains(lower, '/')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(lower, absl::MaxSplits('/', 1));
    if (parts.first.empty() || parts.second.empty()) {
      return NotUnderstood(every, "Try 3/week, 10/month or 3/10days.");
    }
    return ParseTimes(parts.first, parts.second, Schedule{});
  }
  if (!lower.empty() && absl::ascii_isdigit(lower[0])) {
    return ParseNumbered(every, rest, beginning);
  }
  const auto mask = ParseWeekdays(lower);
  if (!mask) return NotUnderstood(every);
  if (*mask == kAllDays) return EveryDay{};
  return Weekdays{*mask};
}

absl::StatusOr<ScheduleShape> ParseShape(const ScheduleWords& words, const Schedule& base,
                                         const Beginning& beginning) {
  const bool counted = !words.times.empty() || !words.per.empty();
  if (words.every.empty() && !counted) return base.shape;
  if (words.every.empty()) return ParseTimes(words.times, words.per, base);
  if (counted) return NotUnderstood(words.every, "Use either --every or --times, not both.");
  return ParseEvery(words.every, beginning);
}

// The rhythm as it was typed, else in our words.
std::string RhythmWord(const ScheduleWords& words, const Schedule& schedule) {
  return Quoted(words.every.empty() ? ShapeWords(schedule) : std::string(words.every));
}

absl::Status EndsFirst(const ScheduleWords& words, const Schedule& schedule) {
  const std::string first = IsoDay(DayFromNumber(*schedule.first_day));
  const std::string last = IsoDay(DayFromNumber(*schedule.last_day));
  std::string sentence;
  if (!words.until.empty()) {
    sentence =
        absl::StrCat(Quoted(words.until), " as the last day, ", last, ", lies before the first, ",
                     first, ". Try a later day, or --until none.");
  } else if (!words.from.empty() && !IsNone(words.from)) {
    sentence = absl::StrCat(Quoted(words.from), " as the first day, ", first,
                            ", lies after the last, ", last, ". Try a later --until, or none.");
  } else {
    sentence = absl::StrCat(RhythmWord(words, schedule), " would begin on ", first,
                            ", after the last day, ", last, ". Try a later --until, or none.");
  }
  return Refusal(absl::StatusCode::kInvalidArgument, "schedule_ends_first", sentence);
}

absl::Status Never(const ScheduleWords& words, const Schedule& schedule) {
  return Refusal(
      absl::StatusCode::kInvalidArgument, "schedule_never",
      absl::StrCat(RhythmWord(words, schedule), " never happens between ",
                   IsoDay(DayFromNumber(schedule.first_day.value_or(kFirstDayNumber))), " and ",
                   IsoDay(DayFromNumber(schedule.last_day.value_or(kLastDayNumber))),
                   ". Try a later --until, or none."));
}

std::string WeekdayWords(std::uint8_t mask) {
  std::vector<absl::string_view> named;
  for (int i = 0; i < 7; ++i) {
    if (((mask >> i) & 1) != 0) named.push_back(kWeekdays[i]);
  }
  return absl::StrJoin(named, ",");
}

std::string MonthDayWords(std::uint32_t mask) {
  std::vector<std::string> named;
  for (int day = 1; day < kDaysOfMonth; ++day) {
    if (((mask >> (day - 1)) & 1) != 0) named.push_back(absl::StrCat(day));
  }
  if (((mask >> (kDaysOfMonth - 1)) & 1) != 0) named.push_back("last");
  return absl::StrCat("month:", absl::StrJoin(named, ","));
}

struct Words {
  std::string operator()(const EveryDay&) const { return "day"; }
  std::string operator()(const Weekdays& shape) const {
    switch (shape.mask) {
      case kAllDays:
        return "day";
      case kMondayToFriday:
        return "weekday";
      case kWeekend:
        return "weekend";
      default:
        return WeekdayWords(shape.mask);
    }
  }
  std::string operator()(const EveryNDays& shape) const { return absl::StrCat(shape.days, "days"); }
  std::string operator()(const EveryNWeeks& shape) const {
    return absl::StrCat(shape.weeks, "weeks:", WeekdayWords(shape.mask));
  }
  std::string operator()(const DaysOfMonth& shape) const { return MonthDayWords(shape.mask); }
  std::string operator()(const NthWeekday& shape) const {
    return absl::StrCat(
        "month:", shape.nth == NthWeekday::kLast ? "last" : kOrdinals.at(shape.nth - 1), "-",
        kWeekdays.at(shape.weekday));
  }
  std::string operator()(const TimesPerWeek& shape) const {
    return absl::StrCat(shape.times, "/week");
  }
  std::string operator()(const TimesPerMonth& shape) const {
    return absl::StrCat(shape.times, "/month");
  }
  std::string operator()(const TimesInDays& shape) const {
    return absl::StrCat(shape.times, "/", shape.days, "days");
  }
  std::string operator()(const Spacing& shape) const {
    return absl::StrCat(shape.at_most_every, "-", shape.at_least_every, "days");
  }
};

}  // namespace

absl::StatusOr<Schedule> ParseSchedule(const ScheduleWords& words, const Schedule& base,
                                       absl::CivilDay today, int week_start) {
  TF_ASSIGN_OR_RETURN(const Beginning beginning, Beginning::Parse(words.from, base, today));
  Schedule schedule = base;
  TF_ASSIGN_OR_RETURN(schedule.shape, ParseShape(words, base, beginning));
  const bool new_shape = !words.every.empty() || !words.times.empty() || !words.per.empty();
  if (new_shape) schedule.week_start = week_start;
  schedule.first_day = IsCountedFromFirstDay(schedule.shape)
                           ? DayNumber(beginning.Of(schedule.shape))
                           : beginning.Given();
  if (IsNone(words.until)) {
    schedule.last_day.reset();
  } else if (!words.until.empty()) {
    TF_ASSIGN_OR_RETURN(const absl::CivilDay last, ParseAnyDay(words.until, today));
    schedule.last_day = DayNumber(last);
  }
  if (IsNone(words.at)) {
    schedule.at_minute.reset();
  } else if (!words.at.empty()) {
    TF_ASSIGN_OR_RETURN(schedule.at_minute, ParseTimeOfDay(words.at));
  }
  if (schedule.first_day && schedule.last_day && *schedule.last_day < *schedule.first_day) {
    return EndsFirst(words, schedule);
  }
  if (!EverDue(schedule)) return Never(words, schedule);
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
                   absl::StrCat(Quoted(text), " is not a time I know. Try 20:00."));
  }
  return hour * 60 + minute;
}

std::string ShapeWords(const Schedule& schedule) { return std::visit(Words{}, schedule.shape); }

}  // namespace twofold

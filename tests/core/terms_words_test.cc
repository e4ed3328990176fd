// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/terms_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/schedule/day.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

constexpr int kMonday = 0;
const absl::CivilDay kToday(2026, 11, 21);  // a Saturday

absl::StatusOr<GoalTerms> Parse(const TermsWords& words, const GoalTerms& base = {},
                                int week_start = kMonday) {
  auto terms = ParseTerms(words, base, kToday, week_start);
  EXPECT_TRUE(!terms.ok() || IsValid(*terms)) << "what is returned is valid";
  return terms;
}

GoalTerms Parsed(const TermsWords& words, const GoalTerms& base = {}) {
  const auto terms = Parse(words, base);
  EXPECT_THAT(terms, IsOk());
  return terms.value_or(GoalTerms());
}

TEST(TermsWords, NothingSaidIsACheckOfEveryDay) { EXPECT_EQ(Parsed({}), GoalTerms()); }

TEST(TermsWords, EveryKindHasAWordInAnyCaseAndBack) {
  for (int number = 1; number <= 7; ++number) {
    const auto kind = static_cast<GoalKind>(number);
    EXPECT_EQ(KindFromWord(KindWord(kind)), kind);
  }
  EXPECT_EQ(KindFromWord("MEASURE"), GoalKind::kMeasure);
  EXPECT_FALSE(KindFromWord("").has_value());
  EXPECT_FALSE(KindFromWord("habit").has_value());
}

TEST(TermsWords, EveryKindCanBeSaidWithItsParts) {
  EXPECT_EQ(Parsed({.kind = "check"}).kind, GoalKind::kCheck);
  EXPECT_EQ(Parsed({.kind = "measure", .unit = "min"}).unit, "min");
  EXPECT_EQ(Parsed({.kind = "milestone", .deadline = "2026-12-24"}).deadline,
            DayNumber(absl::CivilDay(2026, 12, 24)));
  EXPECT_EQ(Parsed({.kind = "observe"}).unit, "");
  EXPECT_EQ(Parsed({.kind = "observe", .unit = "of 10"}).unit, "of 10");
  EXPECT_EQ(Parsed({.kind = "explore"}).kind, GoalKind::kExplore);
  EXPECT_EQ(Parsed({.kind = "edge", .size = "3"}).size, 3);
  EXPECT_EQ(Parsed({.kind = "time"}).kind, GoalKind::kTime);
}

TEST(TermsWords, APartAloneSaysTheKind) {
  EXPECT_EQ(Parsed({.unit = "min"}).kind, GoalKind::kMeasure);
  EXPECT_EQ(Parsed({.at_least = "30min"}).kind, GoalKind::kMeasure);
  EXPECT_EQ(Parsed({.at_most = "60min"}).kind, GoalKind::kMeasure);
  EXPECT_EQ(Parsed({.deadline = "tomorrow"}).kind, GoalKind::kMilestone);
  EXPECT_EQ(Parsed({.size = "1"}).kind, GoalKind::kEdge);
  EXPECT_THAT(Parse({.unit = "min", .size = "1"}), IsRefused("not_of_this_kind"));
  EXPECT_THAT(Parse({.unit = "min", .deadline = "tomorrow"}), IsRefused("not_of_this_kind"));
}

TEST(TermsWords, AKindThatIsNoneIsRefusedWithTheOnesThereAre) {
  const auto refused = Parse({.kind = "habit\x1b"});
  EXPECT_THAT(refused, IsRefused("kind_not_understood"));
  EXPECT_EQ(refused.status().message().find('\x1b'), absl::string_view::npos);
  EXPECT_NE(refused.status().message().find("milestone"), absl::string_view::npos);
}

TEST(TermsWords, ATargetHasDirectionAmountAndPeriod) {
  const GoalTerms day = Parsed({.at_least = "30min"});
  EXPECT_EQ(day.unit, "min");
  EXPECT_EQ(day.target, (Target{Direction::kAtLeast, 30'000'000, Period::kDay}));
  EXPECT_EQ(Parsed({.at_least = "150min/week"}).target,
            (Target{Direction::kAtLeast, 150'000'000, Period::kWeek}));
  EXPECT_EQ(Parsed({.at_most = "2.5 km/month"}).target,
            (Target{Direction::kAtMost, 2'500'000, Period::kMonth}));
  EXPECT_EQ(Parsed({.unit = "pages", .at_least = "20/month"}).unit, "pages");
  EXPECT_EQ(Parsed({.at_least = "30 min /week"}).unit, "min");
}

TEST(TermsWords, ATargetThatIsNoneIsRefused) {
  EXPECT_THAT(Parse({.at_least = "30min/year"}), IsRefused("amount_not_understood"));
  EXPECT_THAT(Parse({.at_least = "30min/"}), IsRefused("amount_not_understood"));
  EXPECT_THAT(Parse({.at_least = "much"}), IsRefused("amount_not_understood"));
  EXPECT_THAT(Parse({.at_least = "-5min"}), IsRefused("amount_not_understood"));
  EXPECT_THAT(Parse({.at_least = "1,5km"}), IsRefused("amount_not_understood"));
  EXPECT_THAT(Parse({.at_least = "0.0000001km"}), IsRefused("amount_out_of_range"));
  EXPECT_THAT(Parse({.at_least = "1000000000.000001km"}), IsRefused("amount_out_of_range"));
  EXPECT_EQ(Parsed({.at_least = "1000000000km"}).target->micros, limits::kAmountMicros);
  EXPECT_THAT(Parse({.unit = "km", .at_least = "30min"}), IsRefused("wrong_unit"));
  EXPECT_THAT(Parse({.at_least = "30min", .at_most = "60min"}), IsRefused("target_twice"));
}

TEST(TermsWords, ZeroIsALimitAndNoTarget) {
  EXPECT_EQ(Parsed({.unit = "cups", .at_most = "0"}).target,
            (Target{Direction::kAtMost, 0, Period::kDay}));
  EXPECT_THAT(Parse({.unit = "cups", .at_least = "0"}), IsRefused("target_zero"));
  EXPECT_THAT(Parse({.at_least = "0.00min/week"}), IsRefused("target_zero"));
}

TEST(TermsWords, AMeasureNeedsAUnit) {
  EXPECT_THAT(Parse({.kind = "measure"}), IsRefused("unit_missing"));
  EXPECT_THAT(Parse({.at_least = "30"}), IsRefused("unit_missing"));
  EXPECT_THAT(Parse({.at_most = "0"}), IsRefused("unit_missing"));
}

TEST(TermsWords, AUnitIsAShortWord) {
  const std::string longest(limits::kUnitLength, 'u');
  EXPECT_EQ(Parsed({.unit = longest}).unit, longest);
  EXPECT_THAT(Parse({.unit = longest + "u"}), IsRefused("unit_too_long"));
  EXPECT_THAT(Parse({.at_least = "5" + longest + "u"}),
              HasCode(absl::StatusCode::kInvalidArgument));
  for (absl::string_view bad : {"2min", "/h", "a\nb", " min", "\xff"}) {
    EXPECT_THAT(Parse({.unit = bad}), IsRefused("unit_not_text")) << bad;
  }
}

TEST(TermsWords, AWeeklyOrMonthlyAmountHasNoDaysOfItsOwn) {
  EXPECT_THAT(Parse({.at_least = "150min/week", .schedule = {.every = "mon"}}),
              IsRefused("target_has_days"));
  EXPECT_THAT(Parse({.at_least = "20/month", .schedule = {.times = "3", .per = "week"}}),
              HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Parse({.at_least = "150min/week", .schedule = {.every = "day"}}), IsOk());
  EXPECT_THAT(Parse({.at_least = "15min", .schedule = {.every = "mon"}}), IsOk());
  const GoalTerms mondays = Parsed({.schedule = {.every = "mon"}});
  EXPECT_THAT(Parse({.at_least = "150min/week"}, mondays), IsRefused("target_has_days"));
}

TEST(TermsWords, WeeksOfAnAmountBeginWhereThePersonsDo) {
  EXPECT_EQ(Parse({.at_least = "150min/week"}, {}, 6)->schedule.week_start, 6);
  EXPECT_EQ(Parse({.schedule = {.times = "3", .per = "week"}}, {}, 6)->schedule.week_start, 6);
}

TEST(TermsWords, AMilestoneHasADeadlineAndNoDays) {
  EXPECT_THAT(Parse({.kind = "milestone"}), IsRefused("deadline_missing"));
  EXPECT_THAT(Parse({.deadline = "someday"}), IsRefused("day_not_understood"));
  EXPECT_THAT(Parse({.deadline = "1969-12-31"}), IsRefused("day_too_early"));
  EXPECT_THAT(Parse({.deadline = "2026-12-24", .schedule = {.every = "mon"}}),
              IsRefused("not_of_this_kind"));
  EXPECT_THAT(Parse({.deadline = "2026-12-24", .schedule = {.times = "3", .per = "week"}}),
              IsRefused("not_of_this_kind"))
      << "said in either way";
}

TEST(TermsWords, AnEdgeHasASizeFromOneToFive) {
  EXPECT_THAT(Parse({.kind = "edge"}), IsRefused("size_missing"));
  for (absl::string_view bad : {"0", "6", "10", "-1", "x", "3 ", "\u0663"}) {
    EXPECT_THAT(Parse({.kind = "edge", .size = bad}), IsRefused("size_missing")) << bad;
  }
  for (absl::string_view good : {"1", "2", "3", "4", "5"}) {
    EXPECT_THAT(Parse({.kind = "edge", .size = good}), IsOk());
  }
}

TEST(TermsWords, APartThatTheKindDoesNotTakeIsRefused) {
  struct Case {
    const char* kind;
    const char* takes;  // of u(nit), t(arget), d(eadline), s(ize), e(very)
  };
  for (const Case& c : std::vector<Case>{{"check", "e"},
                                         {"measure", "ute"},
                                         {"milestone", "d"},
                                         {"observe", "ue"},
                                         {"explore", "e"},
                                         {"edge", "se"},
                                         {"time", "e"}}) {
    for (const char part : {'u', 't', 'd', 's', 'e'}) {
      SCOPED_TRACE(std::string(c.kind) + " " + part);
      TermsWords words{.kind = c.kind};
      if (std::string("measure") == c.kind) words.unit = "min";
      if (std::string("milestone") == c.kind) words.deadline = "tomorrow";
      if (std::string("edge") == c.kind) words.size = "1";
      if (part == 'u') words.unit = "min";
      if (part == 't') words.at_least = "30min";
      if (part == 'd') words.deadline = "tomorrow";
      if (part == 's') words.size = "2";
      if (part == 'e') words.schedule.every = "mon";
      if (std::string(c.takes).find(part) != std::string::npos) {
        EXPECT_THAT(Parse(words), IsOk());
      } else {
        EXPECT_THAT(Parse(words), IsRefused("not_of_this_kind"));
      }
    }
  }
}

TEST(TermsWords, AMeaningIsALine) {
  const std::string longest(limits::kLineLength, 'm');
  EXPECT_EQ(Parsed({.meaning = "  shoes on, door shut "}).meaning, "shoes on, door shut");
  EXPECT_EQ(Parsed({.meaning = longest}).meaning, longest);
  EXPECT_THAT(Parse({.meaning = longest + "m"}), IsRefused("meaning_too_long"));
  EXPECT_THAT(Parse({.meaning = "two\nlines"}), IsRefused("meaning_not_text"));
  const GoalTerms base = Parsed({.meaning = "said"});
  EXPECT_EQ(Parsed({}, base).meaning, "said");
  EXPECT_EQ(Parsed({.meaning = ""}, base).meaning, "") << "an empty one takes it away";
}

TEST(TermsWords, ScheduleWordsAreRefusedAsSchedulesAre) {
  EXPECT_THAT(Parse({.schedule = {.every = "xyz"}}), IsRefused("schedule_not_understood"));
  EXPECT_THAT(Parse({.schedule = {.at = "25:00"}}), IsRefused("time_not_understood"));
  EXPECT_THAT(Parse({.schedule = {.times = "8", .per = "week"}}),
              IsRefused("schedule_out_of_range"));
}

// ---- What stands already ----

TEST(TermsWords, WhatIsNotSaidStays) {
  const GoalTerms base =
      Parsed({.at_least = "30min", .schedule = {.every = "mon,wed"}, .meaning = "scales first"});
  EXPECT_EQ(Parsed({}, base), base);
  GoalTerms more = base;
  more.target->micros = 40'000'000;
  EXPECT_EQ(Parsed({.at_least = "40"}, base), more) << "the unit is known";
  GoalTerms days = base;
  days.schedule.shape = Weekdays{0x10};
  EXPECT_EQ(Parsed({.schedule = {.every = "fri"}}, base), days);
}

TEST(TermsWords, NoneTakesTheTargetAway) {
  const GoalTerms base = Parsed({.at_least = "30min"});
  EXPECT_FALSE(Parsed({.at_least = "none"}, base).target.has_value());
  EXPECT_FALSE(Parsed({.at_most = "NONE"}, base).target.has_value());
  EXPECT_EQ(Parsed({.at_least = "none"}, base).unit, "min");
}

TEST(TermsWords, ADirectionIsTurnedByNamingTheOther) {
  const GoalTerms base = Parsed({.at_least = "30min"});
  EXPECT_EQ(Parsed({.at_most = "60"}, base).target,
            (Target{Direction::kAtMost, 60'000'000, Period::kDay}));
}

TEST(TermsWords, AnotherUnitNeedsAnotherTarget) {
  const GoalTerms base = Parsed({.at_least = "30min"});
  const GoalTerms km = Parsed({.unit = "km", .at_least = "5km"}, base);
  EXPECT_EQ(km.unit, "km");
  EXPECT_EQ(km.target->micros, 5'000'000);
  EXPECT_THAT(Parse({.at_least = "5km"}, base), IsRefused("wrong_unit"));
}

TEST(TermsWords, AnotherKindDropsWhatItDoesNotTake) {
  const GoalTerms measure =
      Parsed({.at_least = "30min", .schedule = {.every = "mon"}, .meaning = "scales first"});
  const GoalTerms check = Parsed({.kind = "check"}, measure);
  EXPECT_EQ(check.unit, "");
  EXPECT_FALSE(check.target.has_value());
  EXPECT_EQ(check.schedule, measure.schedule);
  EXPECT_EQ(check.meaning, "scales first");
  EXPECT_EQ(Parsed({.kind = "observe"}, measure).unit, "min");
  const GoalTerms milestone = Parsed({.kind = "milestone", .deadline = "tomorrow"}, measure);
  EXPECT_EQ(milestone.schedule.shape, ScheduleShape(EveryDay{}));
  EXPECT_FALSE(Parsed({.kind = "check"}, milestone).deadline.has_value());
  EXPECT_EQ(Parsed({.kind = "check"}, Parsed({.size = "2"})).size, 0);
}

TEST(TermsWords, AKindThatStandsIsNotGuessedAnew) {
  const GoalTerms time = Parsed({.kind = "time"});
  EXPECT_THAT(Parse({.unit = "min"}, time), IsRefused("not_of_this_kind"));
  EXPECT_EQ(Parsed({.kind = "measure", .unit = "min"}, time).kind, GoalKind::kMeasure);
}

}  // namespace
}  // namespace twofold

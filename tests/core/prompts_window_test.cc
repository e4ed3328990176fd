// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/prompts/window.h"
#include "tests/support/random_schedule.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kFour = 4 * 60;
const std::optional<ClockSpan> kNoQuiet;

constexpr ClockSpan Span(int from_hour, int from_minute, int until_hour, int until_minute) {
  return {from_hour * 60 + from_minute, until_hour * 60 + until_minute};
}

// Spans starting at 12:00.
constexpr ClockSpan Lasting(int minutes) { return {720, (720 + minutes) % 1440}; }

TEST(ClockSpan, LastsOverMidnightWhereItsEndIsTheEarlierTime) {
  EXPECT_EQ(MinutesOf(Span(21, 0, 23, 30)), 150);
  EXPECT_EQ(MinutesOf(Span(22, 0, 1, 0)), 180);
  EXPECT_EQ(MinutesOf(Span(0, 1, 0, 0)), 1439);
  EXPECT_EQ(MinutesOf(Span(8, 0, 8, 0)), 0);
}

TEST(ClockSpan, ReadsAsTwoTimes) {
  EXPECT_EQ(SpanWords(Span(0, 5, 23, 59)), "00:05-23:59");
  EXPECT_EQ(SpanWords(Span(22, 0, 1, 0)), "22:00-01:00");
}

TEST(ClockSpan, HasOnlyMinutesOfADay) {
  EXPECT_TRUE(IsValid(ClockSpan{0, 1439}));
  EXPECT_FALSE(IsValid(ClockSpan{-1, 10}));
  EXPECT_FALSE(IsValid(ClockSpan{10, 1440}));
}

TEST(CheckWindow, TakesAnEveningAndANight) {
  EXPECT_THAT(CheckWindow(Span(21, 0, 23, 30), kFour, kNoQuiet), IsOk());
  EXPECT_THAT(CheckWindow(Span(22, 0, 1, 0), kFour, kNoQuiet), IsOk());
  EXPECT_THAT(CheckWindow(Span(0, 30, 2, 0), kFour, kNoQuiet), IsOk());
}

TEST(CheckWindow, RefusesOneThatIsEmpty) {
  const absl::Status status = CheckWindow(Span(21, 0, 21, 0), kFour, kNoQuiet);
  EXPECT_THAT(status, IsRefused("window_empty"));
  EXPECT_EQ(status.message(), "the window \"21:00-21:00\" ends when it begins.");
}

TEST(CheckWindow, TakesFiveMinutesAndRefusesFour) {
  EXPECT_THAT(CheckWindow(Lasting(limits::kPromptWindowLeastMinutes), kFour, kNoQuiet), IsOk());
  const absl::Status status =
      CheckWindow(Lasting(limits::kPromptWindowLeastMinutes - 1), kFour, kNoQuiet);
  EXPECT_THAT(status, IsRefused("window_too_short"));
  EXPECT_EQ(status.message(), "the window \"12:00-12:04\" lasts 4 min; 5 min are the least.");
  EXPECT_THAT(RefusalHints(status), ElementsAre(RefusalHint{"For example", "12:00-12:30"}));
}

TEST(CheckWindow, MayTouchTheDaysEndButNotCrossIt) {
  EXPECT_THAT(CheckWindow(Span(22, 0, 4, 0), kFour, kNoQuiet), IsOk());
  EXPECT_THAT(CheckWindow(Span(4, 0, 8, 0), kFour, kNoQuiet), IsOk());
  const absl::Status status = CheckWindow(Span(22, 0, 4, 30), kFour, kNoQuiet);
  EXPECT_THAT(status, IsRefused("window_crosses_day_end"));
  EXPECT_EQ(status.message(), "the window \"22:00-04:30\" goes past 04:00, when your day ends.");
  EXPECT_THAT(RefusalHints(status), ElementsAre(RefusalHint{"Up to there", "22:00-04:00"},
                                                RefusalHint{"From there on", "04:00-04:30"}));
}

TEST(CheckWindow, CrossesMidnightOnlyWhereTheDayGoesOn) {
  EXPECT_THAT(CheckWindow(Span(23, 0, 0, 0), 0, kNoQuiet), IsOk());
  const absl::Status status = CheckWindow(Span(23, 0, 0, 3), 0, kNoQuiet);
  EXPECT_THAT(status, IsRefused("window_crosses_day_end"));
  // Three minutes would be refused next.
  EXPECT_THAT(RefusalHints(status), ElementsAre(RefusalHint{"Up to there", "23:00-00:00"}));
}

TEST(CheckWindow, RefusesOneWhollyInQuietHours) {
  const ClockSpan quiet = Span(22, 0, 7, 0);
  EXPECT_THAT(CheckWindow(Span(21, 59, 23, 0), kFour, quiet), IsOk());
  EXPECT_THAT(CheckWindow(Span(5, 0, 7, 1), kFour, quiet), IsOk());
  EXPECT_THAT(CheckWindow(Span(5, 0, 7, 0), kFour, quiet), IsRefused("window_in_quiet_hours"));
  const absl::Status status = CheckWindow(Span(22, 0, 23, 0), kFour, quiet);
  EXPECT_THAT(status, IsRefused("window_in_quiet_hours"));
  EXPECT_EQ(status.message(),
            "the window \"22:00-23:00\" lies wholly in your quiet hours, 22:00-07:00.");
  EXPECT_THAT(RefusalHints(status), ElementsAre(RefusalHint{"Before them", "21:00-22:00"},
                                                RefusalHint{"After them", "07:00-08:00"}));
}

TEST(CheckWindow, HintsAtNothingThatItWouldRefuse) {
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    const ClockSpan window{RandomBetween(random, 0, 1439), RandomBetween(random, 0, 1439)};
    const int ends_at = RandomBetween(random, 0, 719);
    const absl::Status status = CheckWindow(window, ends_at, kNoQuiet);
    if (RefusalReason(status) != "window_crosses_day_end") continue;
    for (const RefusalHint& hint : RefusalHints(status)) {
      const ClockSpan hinted = {
          std::stoi(hint.text.substr(0, 2)) * 60 + std::stoi(hint.text.substr(3, 2)),
          std::stoi(hint.text.substr(6, 2)) * 60 + std::stoi(hint.text.substr(9, 2))};
      ASSERT_THAT(CheckWindow(hinted, ends_at, kNoQuiet), IsOk()) << hint.text;
    }
  }
}

TEST(CheckQuietHours, TakesEighteenHoursAndRefusesAMinuteMore) {
  EXPECT_THAT(CheckQuietHours(Span(22, 0, 7, 0)), IsOk());
  EXPECT_THAT(CheckQuietHours(Lasting(limits::kQuietHoursMostMinutes)), IsOk());
  EXPECT_THAT(CheckQuietHours(Lasting(limits::kQuietHoursMostMinutes + 1)),
              IsRefused("quiet_hours_too_long"));
}

TEST(CheckQuietHours, AsksWhetherTheTimesAreTheWrongWayRound) {
  const absl::Status status = CheckQuietHours(Span(22, 30, 22, 0));
  EXPECT_THAT(status, IsRefused("quiet_hours_too_long"));
  EXPECT_EQ(status.message(),
            "quiet hours \"22:30-22:00\" would last 23 h 30 min; 18 h are the most.");
  EXPECT_THAT(RefusalHints(status), ElementsAre(RefusalHint{"Did you mean", "22:00-22:30"}));
}

TEST(CheckQuietHours, RefusesTheWholeDay) {
  const absl::Status status = CheckQuietHours(Span(22, 0, 22, 0));
  EXPECT_THAT(status, IsRefused("quiet_hours_too_long"));
  EXPECT_EQ(status.message(), "quiet hours \"22:00-22:00\" would last 24 h; 18 h are the most.");
}

}  // namespace
}  // namespace twofold

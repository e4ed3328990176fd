// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/base/limits.h"
#include "core/prompts/prompt.h"
#include "core/prompts/zone.h"
#include "tests/core/prompts_world.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

using absl::CivilDay;
using testing::ElementsAre;

constexpr int kFour = 4 * 60;
const CivilDay kMonday(2026, 11, 23);

absl::Time At(int day, int hour, int minute) {
  return absl::FromCivil(absl::CivilMinute(2026, 11, day, hour, minute), absl::UTCTimeZone());
}

SnoozeReach Reach(absl::Time until) {
  return ReachOfSnooze(DailyPrompt(1, Span(21, 0, 23, 30)), kMonday, until, absl::UTCTimeZone(),
                       kFour);
}

TEST(Snooze, ReachesIntoTheWindowPastItAndPastTheDay) {
  EXPECT_EQ(Reach(At(23, 23, 29)), (SnoozeReach{false, false}));
  EXPECT_EQ(Reach(At(23, 23, 30)), (SnoozeReach{true, false}));
  EXPECT_EQ(Reach(At(24, 3, 59)), (SnoozeReach{true, false}));
  EXPECT_EQ(Reach(At(24, 4, 0)), (SnoozeReach{true, true}));
}

TEST(Snooze, PastTheDayIsRefusedWithBothTimes) {
  const Prompt prompt = DailyPrompt(1, Span(21, 0, 23, 30));
  const absl::TimeZone utc = absl::UTCTimeZone();
  EXPECT_THAT(CheckSnooze(prompt, kMonday, At(24, 3, 59), utc, kFour), IsOk());
  const absl::Status status = CheckSnooze(prompt, kMonday, At(24, 4, 0), utc, kFour);
  EXPECT_THAT(status, IsRefused("snooze_past_day"));
  EXPECT_EQ(
      status.message(),
      "\"Tue 24 Nov 04:00\" is past the day that this is about, which ends Tue 24 Nov 04:00.");
  EXPECT_THAT(
      RefusalHints(status),
      ElementsAre(RefusalHint{"Instead", "let it rest for that day; the next one asks again"}));
}

TEST(Snooze, OfAnAgreedTimeReachesAsFarAsTheDayWhereItWasAgreed) {
  Prompt prompt = DailyPrompt(1, Span(20, 0, 21, 0));
  prompt.zone = ZoneCalled("Europe/Berlin");
  const absl::TimeZone tokyo = ZoneCalled("Asia/Tokyo");
  // 20:00 in Berlin is 04:00 in Tokyo, where Monday is over; in Berlin it ends at 03:00 UTC.
  EXPECT_THAT(CheckSnooze(prompt, kMonday, At(24, 2, 59), tokyo, kFour), IsOk());
  const absl::Status status = CheckSnooze(prompt, kMonday, At(24, 3, 0), tokyo, kFour);
  EXPECT_EQ(
      status.message(),
      "\"Tue 24 Nov 12:00\" is past the day that this is about, which ends Tue 24 Nov 12:00.");
}

TEST(Snooze, OnADayThatTheCalendarLeavesOutIsRefused) {
  const Prompt prompt = DailyPrompt(1, Span(21, 0, 23, 30));
  const absl::TimeZone apia = ZoneCalled("Pacific/Apia");
  EXPECT_THAT(CheckSnooze(prompt, CivilDay(2011, 12, 30),
                          absl::FromCivil(CivilDay(2011, 12, 29), apia), apia, kFour),
              IsRefused("snooze_past_day"));
}

TEST(Prompt, IsValidWithADatedScheduleAndAWindow) {
  Prompt prompt = DailyPrompt(1, Span(21, 0, 23, 30));
  EXPECT_TRUE(IsValid(prompt));
  prompt.schedule.shape = TimesPerWeek{3};
  EXPECT_FALSE(IsValid(prompt));
  prompt.schedule.shape = Weekdays{0};
  EXPECT_FALSE(IsValid(prompt));
  EXPECT_FALSE(IsValid(DailyPrompt(1, Span(21, 0, 21, 0))));
  EXPECT_FALSE(IsValid(DailyPrompt(1, ClockSpan{0, 1440})));
}

TEST(Occurrence, IsItsPromptItsVersionAndItsDay) {
  const Prompt prompt = DailyPrompt(1, Span(21, 0, 23, 30));
  const Occurrence one{prompt.id, prompt.version, kMonday};
  EXPECT_EQ(one, (Occurrence{prompt.id, prompt.version, kMonday}));
  const std::set<Occurrence> all = {one,
                                    {DailyPrompt(2, prompt.window).id, prompt.version, kMonday},
                                    {prompt.id, OperationId(), kMonday},
                                    {prompt.id, prompt.version, kMonday + 1}};
  EXPECT_EQ(all.size(), 4u);
}

TEST(ZoneNamed, KnowsWhatTheDatabaseHas) {
  for (const char* name : {"Europe/Berlin", "America/Argentina/ComodRivadavia", "Asia/Kathmandu",
                           "Etc/GMT+5", "UTC"}) {
    const absl::StatusOr<absl::TimeZone> zone = ZoneNamed(name);
    ASSERT_THAT(zone, IsOk());
    EXPECT_EQ(zone->name(), name);
  }
}

TEST(ZoneNamed, RefusesWhatIsNoZoneAndWhatIsAPath) {
  for (const char* name :
       {"", "Europe/Berln", "localtime", "/etc/localtime", "/usr/share/zoneinfo/Europe/Berlin",
        "../zoneinfo/Europe/Berlin", "Europe/../Europe/Berlin", ":Europe/Berlin", "zone.tab",
        "Europe", "Europe/Berlin\n"}) {
    EXPECT_THAT(ZoneNamed(name), IsRefused("zone_not_known")) << name;
  }
  EXPECT_EQ(ZoneNamed("Europe/Berln").status().message(),
            "\"Europe/Berln\" is not a time zone I know.");
}

TEST(ZoneNamed, IsAtMostAsLongAsTheLimit) {
  // Slashes say nothing in a path, so this is a long way to write a real one.
  const std::string slashes(limits::kZoneLength - 12, '/');
  EXPECT_THAT(ZoneNamed("Europe" + slashes + "Berlin"), IsOk());
  EXPECT_THAT(ZoneNamed("Europe" + slashes + "/Berlin"), IsRefused("zone_not_known"));
}

}  // namespace
}  // namespace twofold

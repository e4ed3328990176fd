// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/prompts/look.h"
#include "tests/core/prompts_world.h"

namespace twofold {
namespace {

using absl::CivilDay;
using absl::Minutes;
using absl::Seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Days that end at 04:00; the 23rd of November 2026 is a Monday.
absl::Time At(int day, int hour, int minute, int second = 0) {
  return absl::FromCivil(absl::CivilSecond(2026, 11, day, hour, minute, second),
                         absl::UTCTimeZone());
}

// One prompt in the evening, 21:00 to 23:30 in UTC, from Monday on, and somebody who is there.
class LookTest : public testing::Test {
 protected:
  LookTest() {
    world.prompts = {DailyPrompt(1, Span(21, 0, 23, 30))};
    prompt().schedule.first_day = DayNumber(CivilDay(2026, 11, 23));
    world.around.zone = absl::UTCTimeZone();
  }

  Prompt& prompt() { return world.prompts[0]; }
  Presence& presence() { return world.around.presence; }
  Occurrence On(int day) const {
    return {world.prompts[0].id, world.prompts[0].version, CivilDay(2026, 11, day)};
  }
  void MarkAs(int day, Mark mark) { world.notes.marks[On(day)] = mark; }
  void ShownWithoutAnswer(int first, int last) {
    for (int day = first; day <= last; ++day) world.notes.NoteShown(On(day), false);
  }

  Verdict LookAt(absl::Time now) {
    world.true_now = now;
    return world.LookAround();
  }
  bool ShowsAt(absl::Time now) { return !LookAt(now).show.empty(); }
  bool ListsAt(absl::Time now) { return !LookAt(now).let_go.empty(); }

  World world;
};

// ---- The window ----

TEST_F(LookTest, ShowsFromTheWindowsFirstInstantToItsLast) {
  EXPECT_FALSE(ShowsAt(At(23, 21, 0) - Seconds(1)));
  EXPECT_THAT(LookAt(At(23, 21, 0)).show, ElementsAre(On(23)));
  EXPECT_THAT(LookAt(At(23, 23, 30) - Seconds(1)).show, ElementsAre(On(23)));
  EXPECT_FALSE(ShowsAt(At(23, 23, 30)));
}

TEST_F(LookTest, WaitsForTheNextWindow) {
  EXPECT_EQ(LookAt(At(23, 12, 0)).look_again, At(23, 21, 0));
  EXPECT_EQ(LookAt(At(23, 21, 0)).look_again, At(24, 21, 0));
  EXPECT_EQ(LookAt(At(23, 23, 30)).look_again, At(24, 21, 0));
}

TEST_F(LookTest, LookingTwiceSaysTheSame) {
  const Verdict once = LookAt(At(23, 21, 5));
  const Verdict twice = LookAt(At(23, 21, 5));
  EXPECT_EQ(once.show, twice.show);
  EXPECT_EQ(once.let_go, twice.let_go);
  EXPECT_EQ(once.look_again, twice.look_again);
}

TEST_F(LookTest, WhatIsMarkedAsShownIsNotShownAgain) {
  MarkAs(23, Shown{});
  EXPECT_FALSE(ShowsAt(At(23, 21, 0)));
  EXPECT_EQ(LookAt(At(23, 21, 0)).look_again, At(24, 21, 0));
}

TEST_F(LookTest, AnotherVersionIsAnotherOccurrence) {
  MarkAs(23, Shown{});
  prompt().version = OperationId::Prefix(std::string(OperationId::kSize, 'w'));
  EXPECT_TRUE(ShowsAt(At(23, 21, 0)));
}

TEST_F(LookTest, WithNothingOpenNothingIsShownOrListed) {
  world.Answer(On(23));
  EXPECT_FALSE(ShowsAt(At(23, 21, 0)));
  EXPECT_EQ(LookAt(At(23, 21, 0)).look_again, At(24, 21, 0));
  EXPECT_FALSE(ListsAt(At(24, 8, 0)));
}

TEST_F(LookTest, AsksWhetherSomethingIsOpenOnlyOfWhatIsToBeShownOrListed) {
  int asked = 0;
  const auto look = [&](absl::Time now) {
    asked = 0;
    world.around.now = now;
    Look(world.prompts, world.around,
         {[&](const Occurrence& o) { return world.notes.MarkOf(o); },
          [&](const Occurrence&) { return ++asked > 0; },
          [](const EntityId&) { return std::span<const Showing>(); }});
    return asked;
  };
  EXPECT_EQ(look(At(23, 20, 0)), 0);
  EXPECT_EQ(look(At(23, 22, 0)), 1);
  EXPECT_EQ(look(At(24, 8, 0)), 1);
  presence().locked = true;
  EXPECT_EQ(look(At(23, 22, 0)), 0);
}

TEST_F(LookTest, AThousandOnOneMinuteAreOneNotification) {
  world.prompts.clear();
  for (int i = 1; i <= 1000; ++i) world.prompts.push_back(DailyPrompt(i, Span(21, 0, 23, 30)));
  world.around.now = At(23, 21, 0);
  int lookups = 0;
  const Verdict verdict = Look(world.prompts, world.around,
                               {[&](const Occurrence&) { return ++lookups, Mark(NotShown{}); },
                                [](const Occurrence&) { return true; },
                                [](const EntityId&) { return std::span<const Showing>(); }});
  EXPECT_THAT(verdict.show, SizeIs(1000));
  EXPECT_EQ(verdict.look_again, At(24, 21, 0));
  EXPECT_LE(lookups, 4 * 1000);  // yesterday, the day before, today and tomorrow
}

TEST_F(LookTest, WhatBeganFirstComesFirst) {
  world.prompts = {DailyPrompt(1, Span(21, 0, 23, 0)), DailyPrompt(2, Span(20, 0, 23, 30))};
  for (Prompt& p : world.prompts) p.schedule.first_day = DayNumber(CivilDay(2026, 11, 23));
  const auto of_prompt = [](const EntityId& id) { return testing::Field(&Occurrence::prompt, id); };
  const EntityId one = world.prompts[0].id, two = world.prompts[1].id;
  EXPECT_THAT(LookAt(At(23, 22, 0)).show, ElementsAre(of_prompt(two), of_prompt(one)));
  EXPECT_THAT(LookAt(At(24, 8, 0)).let_go,
              ElementsAre(of_prompt(one), of_prompt(two)));  // what ended first
}

// ---- Quiet hours ----

TEST_F(LookTest, QuietHoursHoldAndShowAfterwardsWhileTheWindowLasts) {
  world.around.quiet = Span(20, 0, 22, 0);
  EXPECT_FALSE(ShowsAt(At(23, 21, 0)));
  EXPECT_EQ(LookAt(At(23, 21, 0)).look_again, At(23, 22, 0));
  EXPECT_FALSE(ShowsAt(At(23, 22, 0) - Seconds(1)));
  EXPECT_TRUE(ShowsAt(At(23, 22, 0)));
}

TEST_F(LookTest, QuietHoursThatOutlastTheWindowLetGo) {
  world.around.quiet = Span(22, 0, 7, 0);
  EXPECT_TRUE(ShowsAt(At(23, 22, 0) - Seconds(1)));
  EXPECT_FALSE(ShowsAt(At(23, 22, 0)));
  EXPECT_EQ(LookAt(At(23, 22, 0)).look_again, At(24, 21, 0));
  EXPECT_THAT(LookAt(At(24, 7, 0)).let_go, ElementsAre(On(23)));
}

TEST_F(LookTest, QuietHoursAreThoseWhereThePersonIs) {
  prompt().zone = ZoneCalled("Europe/Berlin");  // 20:00 to 22:30 UTC
  world.around.zone = ZoneCalled("Asia/Tokyo");
  world.around.quiet = Span(22, 0, 6, 0);  // until 21:00 UTC
  EXPECT_EQ(LookAt(At(23, 12, 0)).look_again, At(23, 21, 0));
  EXPECT_THAT(LookAt(At(23, 21, 0)).show, ElementsAre(On(23)));
}

// ---- Somebody there ----

TEST_F(LookTest, NothingIsShownToAnEmptyChairAndNobodyIsWokenForIt) {
  for (bool Presence::*away : {&Presence::idle, &Presence::locked}) {
    presence() = Presence();
    presence().*away = true;
    for (const absl::Time now : {At(23, 12, 0), At(23, 21, 0)}) {
      EXPECT_FALSE(ShowsAt(now));
      EXPECT_EQ(LookAt(now).look_again, absl::InfiniteFuture());
    }
  }
  presence() = Presence();
  EXPECT_TRUE(ShowsAt(At(23, 22, 0)));
}

TEST_F(LookTest, WhatWasLetGoIsListedToAnEmptyChairToo) {
  presence().locked = true;
  EXPECT_THAT(LookAt(At(24, 8, 0)).let_go, ElementsAre(On(23)));
}

TEST_F(LookTest, ShowsAMinuteAfterAResume) {
  presence().awake_since = At(23, 22, 0);
  const absl::Time settled = At(23, 22, 0) + Seconds(limits::kPromptSettleSeconds);
  EXPECT_FALSE(ShowsAt(settled - Seconds(1)));
  EXPECT_EQ(LookAt(At(23, 22, 0)).look_again, settled);
  EXPECT_TRUE(ShowsAt(settled));
}

TEST_F(LookTest, AResumeJustBeforeTheWindowsEndIsTooLate) {
  presence().awake_since = At(23, 23, 29);
  EXPECT_EQ(LookAt(At(23, 23, 29)).look_again, At(24, 21, 0));
  EXPECT_TRUE(ListsAt(At(23, 23, 30)));
}

TEST_F(LookTest, AResumeThatAClockAheadToldOfHoldsNothing) {
  presence().awake_since = At(23, 21, 0) + absl::Hours(24 * 3'650);
  EXPECT_TRUE(ShowsAt(At(23, 21, 0)));
}

TEST_F(LookTest, AnotherDeviceThanTheOneLastUsedIsTenMinutesLater) {
  presence().last_used = false;
  const absl::Time turn = At(23, 21, 0) + Minutes(limits::kPromptOtherDeviceMinutes);
  EXPECT_EQ(LookAt(At(23, 12, 0)).look_again, turn);
  EXPECT_FALSE(ShowsAt(turn - Seconds(1)));
  EXPECT_TRUE(ShowsAt(turn));
}

TEST_F(LookTest, TheTenMinutesBeginWhenTheQuietEnds) {
  presence().last_used = false;
  world.around.quiet = Span(20, 0, 22, 0);
  EXPECT_EQ(LookAt(At(23, 12, 0)).look_again, At(23, 22, 10));
}

TEST_F(LookTest, AWindowOfFewMinutesIsOverBeforeTheOtherDevicesTurn) {
  presence().last_used = false;
  prompt().window = Span(21, 0, 21, 10);
  EXPECT_EQ(LookAt(At(23, 12, 0)).look_again,
            At(23 + 9, 21, 0));  // nothing to come; a look now and then
  EXPECT_TRUE(ListsAt(At(23, 21, 10)));
}

// ---- The person's word ----

TEST_F(LookTest, ASnoozeShowsAtItsTime) {
  MarkAs(23, Snoozed{At(23, 22, 15)});
  EXPECT_FALSE(ShowsAt(At(23, 21, 30)));
  EXPECT_EQ(LookAt(At(23, 21, 30)).look_again, At(23, 22, 15));
  EXPECT_FALSE(ShowsAt(At(23, 22, 15) - Seconds(1)));
  EXPECT_THAT(LookAt(At(23, 22, 15)).show, ElementsAre(On(23)));
}

TEST_F(LookTest, ASnoozeWinsOverQuietHoursAndTheWindowsEnd) {
  world.around.quiet = Span(22, 0, 7, 0);
  MarkAs(23, Snoozed{At(24, 0, 30)});
  EXPECT_EQ(LookAt(At(23, 21, 30)).look_again, At(24, 0, 30));
  EXPECT_TRUE(ShowsAt(At(24, 0, 30)));
}

TEST_F(LookTest, ASnoozeWinsNotOverALockedScreen) {
  MarkAs(23, Snoozed{At(23, 22, 15)});
  presence().locked = true;
  EXPECT_FALSE(ShowsAt(At(23, 22, 15)));
}

TEST_F(LookTest, ASnoozeWaitsAnHourForSomebodyWhoIsAway) {
  MarkAs(23, Snoozed{At(23, 23, 20)});
  const absl::Time over = At(23, 23, 20) + Minutes(limits::kPromptSnoozeGraceMinutes);
  EXPECT_TRUE(ShowsAt(over - Seconds(1)));
  EXPECT_FALSE(ListsAt(over - Seconds(1)));
  EXPECT_FALSE(ShowsAt(over));
  EXPECT_TRUE(ListsAt(over));
}

TEST_F(LookTest, ASnoozeWaitsUntilTheWindowsEndWhereThatIsLater) {
  MarkAs(23, Snoozed{At(23, 21, 30)});
  EXPECT_TRUE(ShowsAt(At(23, 23, 30) - Seconds(1)));
  EXPECT_FALSE(ShowsAt(At(23, 23, 30)));
}

TEST_F(LookTest, AfterItsHourASnoozeMindsQuietHoursAgain) {
  world.around.quiet = Span(22, 0, 7, 0);
  MarkAs(23, Snoozed{At(23, 21, 30)});
  EXPECT_TRUE(ShowsAt(At(23, 22, 30) - Seconds(1)));
  EXPECT_FALSE(ShowsAt(At(23, 22, 30)));
  EXPECT_FALSE(ListsAt(At(23, 23, 29)));  // not yet
}

TEST_F(LookTest, ASnoozeOnAnotherDeviceIsTenMinutesLaterToo) {
  presence().last_used = false;
  MarkAs(23, Snoozed{At(23, 23, 40)});
  EXPECT_EQ(LookAt(At(23, 22, 0)).look_again, At(23, 23, 50));
  EXPECT_TRUE(ShowsAt(At(23, 23, 50)));
}

TEST_F(LookTest, WhatIsLetRestForTheDayIsNeitherShownNorListed) {
  MarkAs(23, Resting{});
  EXPECT_FALSE(ShowsAt(At(23, 21, 0)));
  EXPECT_FALSE(ListsAt(At(24, 8, 0)));
  EXPECT_TRUE(ShowsAt(At(24, 21, 0)));
}

TEST_F(LookTest, APromptRestsUpToAndIncludingItsLastDayOfRest) {
  prompt().rests_until = CivilDay(2026, 11, 23);
  EXPECT_FALSE(ShowsAt(At(23, 21, 0)));
  EXPECT_EQ(LookAt(At(23, 21, 0)).look_again, At(24, 21, 0));
  EXPECT_FALSE(ListsAt(At(24, 8, 0)));
  EXPECT_TRUE(ShowsAt(At(24, 21, 0)));
}

// ---- Let go ----

TEST_F(LookTest, WhatWasLetGoIsListedForADayAndAHalf) {
  EXPECT_FALSE(ListsAt(At(23, 23, 30) - Seconds(1)));
  EXPECT_TRUE(ListsAt(At(23, 23, 30)));
  MarkAs(24, Resting{});
  const absl::Time gone = At(23, 23, 30) + absl::Hours(limits::kPromptLetGoHours);
  EXPECT_TRUE(ListsAt(gone - Seconds(1)));
  EXPECT_FALSE(ListsAt(gone));
}

TEST_F(LookTest, WhatWasShownAndNotAnsweredIsListedToo) {
  MarkAs(23, Shown{});
  EXPECT_FALSE(LookAt(At(23, 23, 0)).let_go == std::vector{On(23)});
  EXPECT_THAT(LookAt(At(24, 12, 0)).let_go, ElementsAre(On(23)));
}

// ---- Fading ----

TEST_F(LookTest, WhatFadesIsNeitherShownNorListed) {
  prompt().schedule.first_day.reset();
  ShownWithoutAnswer(20, 22);  // three in a row: every second day from now on
  EXPECT_FALSE(ShowsAt(At(23, 21, 0)));
  EXPECT_EQ(LookAt(At(23, 12, 0)).look_again, At(24, 21, 0));
  EXPECT_THAT(LookAt(At(24, 8, 0)).let_go, ElementsAre(On(22)));
  EXPECT_TRUE(ShowsAt(At(24, 21, 0)));
}

TEST_F(LookTest, AnAnswerBringsAFadedPromptBackTheSameDay) {
  ShownWithoutAnswer(20, 22);
  world.Answer(On(22));
  EXPECT_TRUE(ShowsAt(At(23, 21, 0)));
}

TEST_F(LookTest, ShowingsOfAClockTenYearsAheadDoNotFadeTheRealDays) {
  for (int day = 1; day <= 9; ++day) {
    world.notes.NoteShown({prompt().id, prompt().version, CivilDay(2036, 11, day)}, false);
  }
  EXPECT_TRUE(ShowsAt(At(23, 21, 0)));
}

// ---- What comes later, and never ----

TEST_F(LookTest, WithoutPromptsThereIsNothingToWaitFor) {
  world.prompts.clear();
  EXPECT_EQ(LookAt(At(23, 12, 0)).look_again, absl::InfiniteFuture());
}

TEST_F(LookTest, AfterTheLastDayThereIsNothingToWaitFor) {
  prompt().schedule.first_day.reset();
  prompt().schedule.last_day = DayNumber(CivilDay(2026, 11, 23));
  EXPECT_EQ(LookAt(At(22, 22, 0)).look_again, At(23, 21, 0));
  EXPECT_EQ(LookAt(At(23, 22, 0)).look_again, absl::InfiniteFuture());
}

TEST_F(LookTest, WaitsForADayYearsAheadInOneGo) {
  const CivilDay first(2036, 5, 1);
  prompt().schedule.first_day = DayNumber(first);
  const absl::Time begins = absl::FromCivil(absl::CivilHour(first) + 21, absl::UTCTimeZone());
  EXPECT_EQ(LookAt(At(23, 12, 0)).look_again, begins);
  prompt().schedule.first_day.reset();
  prompt().rests_until = first - 1;
  EXPECT_EQ(LookAt(At(23, 12, 0)).look_again, begins);
}

TEST_F(LookTest, ARareDayIsReachedInAFewLooks) {
  prompt().schedule.shape = EveryNDays{365};
  prompt().schedule.first_day = DayNumber(CivilDay(2026, 11, 23));
  const absl::Time begins = absl::FromCivil(absl::CivilHour(2027, 11, 23, 21), absl::UTCTimeZone());
  int looks = 0;
  absl::Time at = At(23, 23, 30);
  for (; !ShowsAt(at) && looks < 100; ++looks) at = LookAt(at).look_again;
  EXPECT_EQ(at, begins);
  EXPECT_LE(looks, 365 / 8 + 1);
}

// ---- Calendars and places ----

TEST_F(LookTest, APersonsOwnRhythmFloatsAndAnAgreedTimeStays) {
  world.prompts.push_back(DailyPrompt(2, Span(21, 0, 23, 30)));
  world.prompts[1].zone = absl::UTCTimeZone();
  world.around.zone = ZoneCalled("America/New_York");
  const Verdict agreed = LookAt(At(23, 21, 0));
  ASSERT_THAT(agreed.show, SizeIs(1));
  EXPECT_EQ(agreed.show[0].prompt, world.prompts[1].id);
  EXPECT_EQ(agreed.look_again, At(24, 2, 0));
  EXPECT_THAT(LookAt(At(24, 2, 0)).show, ElementsAre(On(23)));
}

TEST_F(LookTest, TheDayOfAnAgreedTimeIsTheDayWhereItWasAgreed) {
  prompt().zone = ZoneCalled("Europe/Berlin");
  world.around.zone = ZoneCalled("Pacific/Auckland");  // already Tuesday
  EXPECT_THAT(LookAt(At(23, 20, 0)).show, ElementsAre(On(23)));
}

TEST_F(LookTest, ApiasMissingDayIsNeitherShownNorListed) {
  world.fades = false;
  prompt().schedule.first_day.reset();
  world.around.zone = ZoneCalled("Pacific/Apia");
  std::vector<CivilDay> shown;
  std::vector<CivilDay> listed;
  const absl::Time begin = absl::FromCivil(CivilDay(2011, 12, 28), world.around.zone);
  for (absl::Time now = begin; now < begin + absl::Hours(96); now += Minutes(10)) {
    const Verdict verdict = LookAt(now);
    for (const Occurrence& o : verdict.let_go) listed.push_back(o.day);
    for (const Occurrence& o : verdict.show) {
      shown.push_back(o.day);
      world.Tell(o);
    }
  }
  EXPECT_THAT(shown, ElementsAre(CivilDay(2011, 12, 28), CivilDay(2011, 12, 29),
                                 CivilDay(2011, 12, 31), CivilDay(2012, 1, 1)));
  EXPECT_THAT(listed, testing::Not(testing::Contains(CivilDay(2011, 12, 30))));
}

TEST_F(LookTest, ADayAndAHalfIsAsLongWhereTheCalendarLeavesADayOut) {
  world.around.zone = ZoneCalled("Pacific/Apia");
  prompt().window = Span(22, 0, 4, 0);
  prompt().schedule.first_day = DayNumber(CivilDay(2011, 12, 28));
  prompt().schedule.last_day = prompt().schedule.first_day;
  // The window ends on the 29th at 04:00, 14:00 UTC; it is the 31st when it is no longer listed.
  const absl::Time gone = absl::FromCivil(absl::CivilHour(2011, 12, 31, 2), absl::UTCTimeZone());
  EXPECT_TRUE(ListsAt(gone - Seconds(1)));
  EXPECT_FALSE(ListsAt(gone));
}

TEST_F(LookTest, ADayLivedTwiceAcrossTheDateLineHasOneOccurrenceAndASkippedOneNone) {
  world.fades = false;
  prompt().schedule.first_day.reset();
  const absl::TimeZone auckland = ZoneCalled("Pacific/Auckland");  // UTC+13
  const absl::TimeZone honolulu = ZoneCalled("Pacific/Honolulu");  // UTC-10
  world.true_now = At(22, 0, 0);
  world.around.zone = auckland;
  // Flies after Tuesday's evening into Tuesday morning; back on Friday morning into Saturday.
  const std::vector<Event> flights = {
      {At(24, 18, 0), [=](World& w) { w.around.zone = honolulu; }},
      {At(27, 18, 0), [=](World& w) { w.around.zone = auckland; }},
  };
  LiveByLooking(world, flights, At(29, 23, 0));
  std::vector<int> days;
  for (const Telling& telling : world.told) days.push_back(telling.occurrence.day.day());
  EXPECT_THAT(days, ElementsAre(22, 23, 24, 25, 26, 28, 29));
}

}  // namespace
}  // namespace twofold

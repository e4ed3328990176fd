// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Flying: a day is the day it was where it was written, and stays that.
#include "absl/strings/str_cat.h"
#include "core/schedule/day.h"
#include "tests/daemon/engine_couple.h"
#include "tests/daemon/standing.h"

namespace twofold {
namespace {

class Flying : public Couple {
 protected:
  static absl::TimeZone Zone(const std::string& name) {
    absl::TimeZone zone;
    EXPECT_TRUE(absl::LoadTimeZone(name, &zone)) << name;
    return zone;
  }
  // At this minute on the clocks there.
  void Land(const std::string& zone, absl::CivilMinute minute) {
    noa.clock = SimClock(minute, Zone(zone));
  }
  // Elsewhere in the same instant.
  void Jump(const std::string& zone) {
    const absl::Time now = noa.clock.Now();
    Land(zone, absl::ToCivilMinute(now, Zone(zone)));
    ASSERT_EQ(noa.clock.Now(), now);
  }
  DayEntry EntryOn(absl::string_view handle, absl::CivilDay day) {
    const EntityRef ref = *noa.state().names->Find(handle);
    return (*StoreView(noa.store).FindEntry(
                {ref.space, ref.entity, DayNumber(day), noa.state().self->person}))
        .value_or(DayEntry());
  }
};

TEST_F(Flying, AnEntryKeepsWhereItWasWritten) {
  Land("Europe/Berlin", absl::CivilMinute(2026, 7, 1, 12, 0));
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(EntryOn("read", absl::CivilDay(2026, 7, 1)).written.value,
            (WrittenAt{"Europe/Berlin", 7200}));
  Land("Europe/Berlin", absl::CivilMinute(2026, 12, 1, 12, 0));
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(EntryOn("read", absl::CivilDay(2026, 12, 1)).written.value,
            (WrittenAt{"Europe/Berlin", 3600}));
  ASSERT_THAT(noa.Log("read", "yes", "2026-06-30"), IsOk());
  EXPECT_EQ(EntryOn("read", absl::CivilDay(2026, 6, 30)).written.value,
            (WrittenAt{"Europe/Berlin", 3600}))
      << "where and when it was written, not of the day it is about";
  Jump("Asia/Kathmandu");
  ASSERT_THAT(noa.Answer({.goal = "read", .note = "up high"}), IsOk());
  EXPECT_EQ(EntryOn("read", absl::CivilDay(2026, 12, 1)).written.value,
            (WrittenAt{"Asia/Kathmandu", 20'700}))
      << "by the newest write";
}

TEST_F(Flying, FromBerlinToAucklandNothingIsReckonedAnew) {
  Land("Europe/Berlin", absl::CivilMinute(2026, 11, 20, 20, 0));
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  const auto standing = Standing(noa);
  // In the same minute it is 08:00 of the next day there.
  Jump("Pacific/Auckland");
  EXPECT_EQ(Standing(noa), standing);
  EXPECT_EQ(noa.Today()->day, absl::CivilDay(2026, 11, 21));
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
  EXPECT_EQ(noa.StateOn("read", "yesterday"), LineState::kDone);
  ASSERT_THAT(noa.Log("read"), IsOk());
  const auto both = Standing(noa);
  // And back, into a day that is further than today.
  Jump("Europe/Berlin");
  EXPECT_EQ(Standing(noa), both);
  EXPECT_EQ(noa.Today()->day, absl::CivilDay(2026, 11, 20));
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone);
  EXPECT_THAT(noa.Log("read", "no", "2026-11-21"), IsRefused("day_ahead"));
  noa.clock.Advance(absl::Hours(24));
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone) << "what was said there about that day stands";
  EXPECT_EQ(noa.numbers->Show("read", 0)->kept.kept, 2);
}

// Samoa left 30 December 2011 out.
TEST_F(Flying, InApiaThereWasNoSuchDayAndNoneIsMade) {
  Land("Pacific/Auckland", absl::CivilMinute(2011, 12, 29, 12, 0));
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  Land("Pacific/Apia", absl::CivilMinute(2011, 12, 29, 23, 0));
  EXPECT_EQ(noa.Today()->day, absl::CivilDay(2011, 12, 29));
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(EntryOn("read", absl::CivilDay(2011, 12, 29)).written.value,
            (WrittenAt{"Pacific/Auckland", 13 * 3600}))
      << "nothing changed, so nothing was written";
  std::set<absl::CivilDay> seen;
  for (int hour = 0; hour < 40; ++hour) {
    const auto view = noa.Answer({.goal = "read", .note = absl::StrCat("hour ", hour)});
    ASSERT_THAT(view, IsOk());
    seen.insert(view->day);
    noa.clock.Advance(absl::Hours(1));
  }
  EXPECT_TRUE(seen.contains(absl::CivilDay(2011, 12, 31)));
  EXPECT_FALSE(seen.contains(absl::CivilDay(2011, 12, 30)));
  const auto before = Standing(noa);
  Jump("Europe/Berlin");
  EXPECT_EQ(Standing(noa), before);
  EXPECT_EQ(EntryOn("read", absl::CivilDay(2011, 12, 31)).written.value,
            (WrittenAt{"Pacific/Apia", 14 * 3600}));
}

// In 2018 Sao Paulo's clocks went from 00:00 to 01:00: 4 November had no midnight.
TEST_F(Flying, InSaoPauloADayWithoutAMidnightIsADay) {
  Land("America/Sao_Paulo", absl::CivilMinute(2018, 11, 3, 23, 30));
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(EntryOn("read", absl::CivilDay(2018, 11, 3)).written.value.offset_seconds, -3 * 3600);
  noa.clock.Advance(absl::Hours(1));
  EXPECT_EQ(noa.Today()->day, absl::CivilDay(2018, 11, 3)) << "01:30, before the day ends";
  ASSERT_THAT(noa.Answer({.goal = "read", .note = "late"}), IsOk());
  EXPECT_EQ(EntryOn("read", absl::CivilDay(2018, 11, 3)).written.value.offset_seconds, -2 * 3600);
  noa.clock.Advance(absl::Hours(3));
  EXPECT_EQ(noa.Today()->day, absl::CivilDay(2018, 11, 4));
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
}

TEST_F(Flying, UndoBringsBackWhereADayWasWrittenToo) {
  Land("Europe/Berlin", absl::CivilMinute(2026, 11, 20, 12, 0));
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Answer({.goal = "read", .what = "yes", .on = "2d", .until = "today"}), IsOk());
  const auto berlin = Standing(noa);
  Jump("Pacific/Auckland");
  ASSERT_THAT(noa.Answer({.goal = "read", .what = "no", .on = "4d", .until = "today"}), IsOk());
  const auto auckland = Standing(noa);
  Jump("America/Sao_Paulo");
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(noa.Undo(), IsOk());
    EXPECT_EQ(Standing(noa), berlin);
    ASSERT_THAT(noa.Redo(), IsOk());
    EXPECT_EQ(Standing(noa), auckland);
  }
}

TEST_F(Flying, NobodyElseLearnsWhereOneIs) {
  const std::string walk = Agreed();
  Land("Pacific/Auckland", absl::CivilMinute(2026, 11, 22, 12, 0));
  ASSERT_THAT(noa.Answer({.goal = walk, .what = "yes", .note = "at the sea"}), IsOk());
  EXPECT_EQ(EntryOn(walk, absl::CivilDay(2026, 11, 22)).written.value, WrittenAt());
  const EntityRef ref = *noa.state().names->Find(walk);
  const auto beside = StoreView(noa.store).FindEntry(
      {noa.me(), ref.entity, DayNumber(absl::CivilDay(2026, 11, 22)), noa.state().self->person});
  EXPECT_EQ((*beside)->written.value, (WrittenAt{"Pacific/Auckland", 13 * 3600}));
  Sync();
  for (const auto& [key, value] : sam.Everything()) {
    EXPECT_FALSE(absl::StrContains(value, "Auckland"));
  }
}

TEST_F(Flying, AZoneWithoutANameIsNotKnownAndLosesNoEntry) {
  noa.clock = SimClock(absl::CivilMinute(2026, 11, 21, 12, 0), absl::FixedTimeZone(3600));
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone);
  noa.Reopen();
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone);
}

}  // namespace
}  // namespace twofold

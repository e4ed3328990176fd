// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How far back is read, what of it is believed, and from when to when a goal counts.
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/schedule/day.h"
#include "daemon/engine/day_lines.h"
#include "tests/daemon/engine_couple.h"

namespace twofold {
namespace {

constexpr std::int32_t kToday = 20778;  // Saturday, 21 November 2026

absl::CivilMinute NoonOf(int year, int month, int day) {
  return absl::CivilMinute(year, month, day, 12, 0);
}

DayLineView LineOf(const Computer& computer, absl::string_view handle) {
  const auto today = computer.Today();
  EXPECT_THAT(today, IsOk());
  for (const DayLineView& line : today->lines) {
    if (line.goal.handle == handle) return line;
  }
  ADD_FAILURE() << "no line for " << handle;
  return DayLineView();
}

GoalView GoalOf(const Computer& computer, absl::string_view handle) {
  const auto goals = computer.goals->List(GoalScope::kAll, {});
  EXPECT_THAT(goals, IsOk());
  for (const GoalView& goal : *goals) {
    if (goal.handle == handle) return goal;
  }
  ADD_FAILURE() << "no goal " << handle;
  return GoalView();
}

class Reading : public Alone {
 protected:
  // Runs `what` at noon of the day, and comes back to today.
  template <class Do>
  void On(int year, int month, int day, Do what) {
    noa.clock.Set(NoonOf(year, month, day));
    what();
    noa.clock.Set(NoonOf(2026, 11, 21));
  }
};

TEST_F(Reading, ReturnsAreKnownForAYear) {
  On(2025, 11, 30, [&] { ASSERT_THAT(noa.Add("Read"), IsOk()); });
  for (const absl::string_view day : {"2025-12-01", "2025-12-11"}) {
    ASSERT_THAT(noa.Log("read", "yes", day), IsOk());
  }
  EXPECT_EQ(noa.numbers->Show("read", 0)->returns, (Returns{1, 9}));
}

TEST_F(Reading, AMonthlyGoalsUsualMonthIsFoundBehindAYearOfRest) {
  On(2025, 1, 1, [&] { ASSERT_THAT(noa.Add("Sauna", {.times = "1", .per = "month"}), IsOk()); });
  for (const absl::string_view day : {"2025-07-03", "2025-08-04", "2025-09-05"}) {
    ASSERT_THAT(noa.Log("sauna", "yes", day), IsOk());
  }
  ASSERT_THAT(noa.rests->Rest(noa.Request(), {.goals = {"sauna"}}, "2025-10-01", ""), IsOk());
  const TypicalWeek typical = noa.numbers->Show("sauna", 0)->typical;
  ASSERT_EQ(typical.glyphs.size(), 6u);
  EXPECT_EQ(typical.glyphs[2].done, 0) << "June";
  EXPECT_EQ(typical.glyphs[3].done, 1) << "July";
  EXPECT_EQ(typical.glyphs[5].done, 1) << "September";
}

TEST_F(Reading, WhatWasSaidEarlierInTheWeekIsNoWordForToday) {
  On(2026, 11, 1, [&] { ASSERT_THAT(noa.Add("Swim", {.times = "3", .per = "week"}), IsOk()); });
  ASSERT_THAT(noa.Answer({.goal = "swim", .on = "2026-11-16", .note = "cold"}), IsOk());
  const DayLineView line = LineOf(noa, "swim");
  EXPECT_EQ(line.own, DayMark());
  EXPECT_EQ(line.note, "");
  EXPECT_EQ(noa.numbers->Show("swim", 0)->today.note, "");
}

TEST_F(Reading, ASpacingKnowsThePracticeBeforeItsVersionHoweverLongAgo) {
  On(2026, 9, 1, [&] { ASSERT_THAT(noa.Add("Stretch"), IsOk()); });
  ASSERT_THAT(noa.Log("stretch", "yes", "2026-09-30"), IsOk());
  On(2026, 10, 1, [&] {
    ASSERT_THAT(
        noa.goals->Revise(noa.Request(), "stretch", {.schedule = {.every = "3-5days"}}, "", ""),
        IsOk());
  });
  EXPECT_EQ(LineOf(noa, "stretch").progress.due_from, DayNumber(absl::CivilDay(2026, 10, 3)));
}

TEST_F(Reading, AGoalArchivedByAClockThatRanAheadEndsTodayAtTheLatest) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  On(2031, 5, 1, [&] { ASSERT_THAT(noa.goals->Archive(noa.Request(), "read"), IsOk()); });
  EXPECT_EQ(GoalOf(noa, "read").ended, kToday);
}

TEST_F(Couple, AnAgreementCountsFromNoDayBeforeTheSpaceBegan) {
  sam.clock.Set(NoonOf(2020, 1, 1));
  const std::string walk = Agreed();
  EXPECT_EQ(GoalOf(noa, walk).since, kToday) << "whatever Sam's clock says";
}

TEST_F(Couple, WhatWasSteppedOutOfEndedThenThoughTheSpaceWasLeftLater) {
  const std::string walk = Agreed();
  sam.clock.Set(NoonOf(2026, 11, 23));
  ASSERT_THAT(sam.couple->StepOut(sam.Request(), walk), IsOk());
  Sync();
  noa.clock.Set(NoonOf(2026, 11, 28));
  ASSERT_THAT(noa.couple->Leave(noa.Request(), AfterLeaving::kKeep), IsOk());
  noa.clock.Set(NoonOf(2026, 12, 5));
  EXPECT_EQ(GoalOf(noa, walk).ended, kToday + 2);
}

TEST_F(Couple, OnesZeroDoesNotHideWhatTheOtherPractised) {
  ASSERT_THAT(noa.couple->Propose(noa.Request(), Intent::kSend, {"Cello", {.at_least = "20min"}}),
              IsOk());
  Sync();
  const std::string cello = sam.Accept("p1")->goal.handle;
  Sync();
  ASSERT_THAT(noa.Log(cello, "0"), IsOk());
  ASSERT_THAT(sam.Log(cello, "10"), IsOk());
  Sync();
  EXPECT_EQ(noa.numbers->LookBack(Stretch::kWeek, "", {})->marks_us, 1);
}

// ---- What was worked out before ----

class KeptLine : public testing::Test {
 protected:
  KeptLine() {
    DayLineView line;
    line.note = "as kept";
    lines_.Keep(goal_, {5, kToday, rests_}, line);
  }
  bool Holds(const DayLines::Basis& basis) const { return lines_.Find(goal_, basis).has_value(); }

  const EntityRef goal_{SpaceId::Prefix(std::string(16, 's')),
                        EntityId::Prefix(std::string(16, 'g'))};
  const std::shared_ptr<const Rests> rests_ = std::make_shared<const Rests>();
  DayLines lines_;
};

TEST_F(KeptLine, HoldsWhileNothingOfTheGoalChanges) {
  EXPECT_TRUE(Holds({5, kToday, rests_}));
  EXPECT_TRUE(Holds({9, kToday, rests_}));
  lines_.Touch({EntityId::Prefix(std::string(16, 'x'))}, 8);
  EXPECT_TRUE(Holds({9, kToday, rests_})) << "another goal changed";
  lines_.Touch({goal_.entity}, 8);
  EXPECT_FALSE(Holds({9, kToday, rests_}));
}

TEST_F(KeptLine, IsOfItsDayAndItsRests) {
  EXPECT_FALSE(Holds({5, kToday + 1, rests_}));
  EXPECT_FALSE(Holds({5, kToday, std::make_shared<const Rests>()}));
}

TEST_F(KeptLine, IsNothingForALookFromBeforeTheGoalChanged) {
  lines_.Touch({goal_.entity}, 5);
  EXPECT_TRUE(Holds({5, kToday, rests_}));
  EXPECT_FALSE(Holds({4, kToday, rests_}));
}

TEST_F(KeptLine, IsGoneWhenNothingIsSureAnyMore) {
  lines_.Clear();
  EXPECT_FALSE(Holds({5, kToday, rests_}));
}

}  // namespace
}  // namespace twofold

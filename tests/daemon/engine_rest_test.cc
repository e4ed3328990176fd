// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Resting: a goal, some, everything.
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "tests/daemon/engine_couple.h"
#include "tests/daemon/standing.h"

namespace twofold {
namespace {

constexpr std::int32_t kToday = 20778;  // Saturday, 21 November 2026

class Resting : public Alone {
 protected:
  Resting() {
    EXPECT_THAT(noa.goals->Add(noa.Request(), {.beside = {.title = "Read", .add_tags = {"home"}}}),
                IsOk());
    EXPECT_THAT(noa.goals->Add(noa.Request(), {.beside = {.title = "Walk", .add_tags = {"home"}}}),
                IsOk());
    EXPECT_THAT(noa.Add("Swim"), IsOk());
  }
  absl::StatusOr<std::vector<RestView>> Rest(const RestWhat& what, absl::string_view from = "",
                                             absl::string_view until = "") {
    return noa.rests->Rest(noa.Request(), what, from, until);
  }
  absl::StatusOr<EndedRests> End(const RestWhat& what) {
    return noa.rests->End(noa.Request(), what);
  }
  std::vector<std::string> Listed() {
    std::vector<std::string> lines;
    const auto rests = noa.rests->List();
    EXPECT_THAT(rests, IsOk());
    for (const RestView& view : *rests) {
      lines.push_back(absl::StrCat(
          view.handle.empty() ? "all" : view.handle, " ", view.rest.first_day - kToday, " ",
          view.rest.last_day ? absl::StrCat(*view.rest.last_day - kToday) : "open"));
    }
    return lines;
  }
  void GoTo(int day_of_november) {
    noa.clock.Set(absl::CivilMinute(2026, 11, day_of_november, 12, 0));
  }
  const RestWhat kAll{.everything = true};
};

using Lines = std::vector<std::string>;

TEST_F(Resting, OneGoalRestsUntilADayAndNoOther) {
  ASSERT_THAT(Rest({.goals = {"read"}}, "", "mon"), IsOk());
  EXPECT_EQ(Listed(), Lines{"read 0 2"});
  EXPECT_EQ(noa.StateOn("read"), LineState::kResting);
  EXPECT_EQ(noa.StateOn("walk"), LineState::kOpen);
  GoTo(23);
  EXPECT_EQ(noa.StateOn("read"), LineState::kResting) << "the last day is one of it";
  GoTo(24);
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
  EXPECT_TRUE(Listed().empty());
}

TEST_F(Resting, SomeGoalsRestByNameOnceEachOrByATag) {
  EXPECT_EQ(Rest({.goals = {"read", "swim", "read"}})->size(), 2u);
  EXPECT_EQ(Listed(), (Lines{"read 0 open", "swim 0 open"}));
  ASSERT_THAT(noa.Undo(), IsOk()) << "as one act";
  EXPECT_TRUE(Listed().empty());
  ASSERT_THAT(noa.goals->Archive(noa.Request(), "walk"), IsOk());
  ASSERT_THAT(Rest({.filter = {.tag = "HOME"}}), IsOk());
  EXPECT_EQ(Listed(), Lines{"read 0 open"}) << "an archived goal does not need it";
}

TEST_F(Resting, WhileEverythingRestsNothingIsOpenAndNothingAsks) {
  ASSERT_THAT(Rest(kAll, "", "sun"), IsOk());
  noa.clock.Set(absl::CivilMinute(2026, 11, 21, 22, 0));
  const auto today = noa.Today();
  EXPECT_TRUE(today->everything_rests.has_value());
  EXPECT_FALSE(today->checkin_open_since.has_value());
  for (const DayLineView& line : today->lines) {
    EXPECT_EQ(line.progress.state, LineState::kResting);
  }
  ASSERT_THAT(noa.Add("Later"), IsOk());
  EXPECT_EQ(noa.StateOn("later"), LineState::kResting) << "also what was added since";
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone) << "practice counts all the same";
}

TEST_F(Resting, AnOpenEndLastsUntilItIsEnded) {
  ASSERT_THAT(Rest({.goals = {"read"}}), IsOk());
  GoTo(30);
  EXPECT_EQ(noa.StateOn("read"), LineState::kResting);
  const auto ended = End({.goals = {"read"}});
  ASSERT_THAT(ended, IsOk());
  ASSERT_EQ(ended->ended.size(), 1u);
  EXPECT_EQ(ended->ended[0].rest.last_day, kToday + 8) << "yesterday";
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
  EXPECT_EQ(noa.StateOn("read", "2026-11-29"), LineState::kResting) << "what was stays";
}

TEST_F(Resting, WhatBeganTodayOrLiesAheadIsTakenBackWhole) {
  ASSERT_THAT(Rest({.goals = {"read"}}), IsOk());
  ASSERT_THAT(Rest({.goals = {"read"}}, "2026-12-01", "2026-12-24"), IsOk());
  EXPECT_EQ(Listed(), (Lines{"read 0 open", "read 10 33"}));
  EXPECT_EQ(End({.goals = {"read"}})->ended.size(), 2u);
  EXPECT_TRUE(Listed().empty());
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
  noa.clock.Set(absl::CivilMinute(2026, 12, 2, 12, 0));
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
}

TEST_F(Resting, TheEndOfEverythingsRestNeverEndsAGoalsOwn) {
  ASSERT_THAT(Rest({.goals = {"read"}}, "", "2026-12-01"), IsOk());
  ASSERT_THAT(Rest(kAll), IsOk());
  const auto ended = End(kAll);
  ASSERT_THAT(ended, IsOk());
  ASSERT_EQ(ended->ended.size(), 1u);
  EXPECT_EQ(ended->ended[0].handle, "");
  ASSERT_EQ(ended->still.size(), 1u);
  EXPECT_EQ(ended->still[0].handle, "read");
  EXPECT_EQ(noa.StateOn("read"), LineState::kResting);
  EXPECT_EQ(noa.StateOn("walk"), LineState::kOpen);
}

TEST_F(Resting, AGoalsOwnEndNeverEndsEverythingsRest) {
  ASSERT_THAT(Rest(kAll), IsOk());
  const auto before = noa.Everything();
  EXPECT_THAT(End({.goals = {"read"}}), IsRefused("everything_rests"));
  EXPECT_EQ(noa.Everything(), before);
  ASSERT_THAT(Rest({.goals = {"read"}}), IsOk());
  ASSERT_THAT(End({.goals = {"read"}}), IsOk());
  EXPECT_EQ(noa.StateOn("read"), LineState::kResting);
}

TEST_F(Resting, RestsMayOverlapAndTheLongestIsShown) {
  ASSERT_THAT(Rest({.goals = {"read"}}, "yesterday", "2026-11-25"), IsOk());
  ASSERT_THAT(Rest({.goals = {"read"}}, "", "2026-11-30"), IsOk());
  ASSERT_THAT(Rest(kAll, "", "2026-11-22"), IsOk());
  EXPECT_EQ(Listed(), (Lines{"all 0 1", "read -1 4", "read 0 9"}));
  EXPECT_EQ(noa.goals->List(GoalScope::kActive, {})->front().resting->last_day, kToday + 9);
  EXPECT_EQ(noa.Today()->everything_rests->last_day, kToday + 1) << "of everything its own";
  ASSERT_THAT(Rest({.goals = {"read"}}), IsOk());
  EXPECT_FALSE(noa.goals->List(GoalScope::kActive, {})->front().resting->last_day.has_value());
  EXPECT_EQ(End({.goals = {"read"}})->ended.size(), 3u);
}

TEST_F(Resting, PastDaysCanBeExcusedAfterwards) {
  noa.clock.Set(absl::CivilMinute(2026, 11, 28, 12, 0));
  EXPECT_EQ(noa.numbers->Show("read", 0)->kept.unanswered, 7);
  ASSERT_THAT(Rest(kAll, "2026-11-22", "2026-11-27"), IsOk());
  const Kept kept = noa.numbers->Show("read", 0)->kept;
  EXPECT_EQ(kept.unanswered, 1);
  EXPECT_EQ(kept.excused, 6);
}

TEST_F(Resting, WhatIsNotUnderstoodIsRefusedAndLeavesNothing) {
  const auto before = noa.Everything();
  EXPECT_THAT(Rest({}), IsRefused("rest_what"));
  EXPECT_THAT(Rest({.goals = {"read"}, .everything = true}), IsRefused("rest_what"));
  EXPECT_THAT(Rest({.goals = {"read"}, .filter = {.tag = "home"}}), IsRefused("rest_what"));
  EXPECT_THAT(Rest({.filter = {.tag = "none"}}), IsRefused("nothing_to_rest"));
  EXPECT_THAT(Rest({.filter = {.side = "both"}}), IsRefused("filter_not_understood"));
  EXPECT_THAT(Rest({.goals = {"read", "x"}}), IsRefused("no_such_goal"));
  EXPECT_THAT(Rest({.goals = {"read"}}, "3d"), IsRefused("day_not_understood"));
  EXPECT_THAT(Rest({.goals = {"read"}}, "2026-12-01", "2026-11-30"),
              IsRefused("span_not_understood"));
  EXPECT_THAT(End({.goals = {"read"}}), IsRefused("not_resting"));
  EXPECT_THAT(End(kAll), IsRefused("not_resting"));
  EXPECT_THAT(End({}), IsRefused("rest_what"));
  EXPECT_EQ(RefusalAftermath(End(kAll).status()), "Nothing was changed.");
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Resting, ARestOfOneDayIsARest) {
  ASSERT_THAT(Rest({.goals = {"read"}}, "tomorrow", "tomorrow"), IsOk());
  EXPECT_EQ(Listed(), Lines{"read 1 1"});
  EXPECT_THAT(Rest({.goals = {"walk"}}, "tomorrow", "today"), IsRefused("span_not_understood"));
}

TEST_F(Resting, AWeekdayIsTheOneFromTheFirstDayOn) {
  ASSERT_THAT(Rest({.goals = {"read"}}, "2026-12-01", "mon"), IsOk());
  EXPECT_EQ(Listed(), Lines{"read 10 16"}) << "Monday, 7 December";
  ASSERT_THAT(Rest({.goals = {"walk"}}, "2026-11-10", "sat"), IsOk());
  EXPECT_EQ(Listed().front(), "walk -11 0") << "none of the past";
}

TEST_F(Resting, AtMostSoManyStandAtATime) {
  for (std::size_t i = 0; i + 1 < limits::kRests; ++i) {
    ASSERT_THAT(Rest(kAll, "tomorrow", "tomorrow"), IsOk());
  }
  EXPECT_THAT(Rest({.goals = {"read", "walk"}}), IsRefused("too_many_rests"));
  ASSERT_THAT(Rest({.goals = {"read"}}), IsOk());
  EXPECT_THAT(Rest(kAll), IsRefused("too_many_rests"));
  GoTo(23);
  EXPECT_THAT(Rest(kAll), IsOk()) << "those that are over do not count";
}

TEST_F(Resting, ARequestHasOneEffect) {
  const RequestId rest = noa.Request(), end = noa.Request();
  for (int i = 0; i < 2; ++i) {
    const auto rested = noa.rests->Rest(rest, {.goals = {"read"}}, "", "mon");
    ASSERT_THAT(rested, IsOk());
    EXPECT_EQ(rested->front().rest.last_day, kToday + 2);
    EXPECT_EQ(Listed().size(), 1u);
    noa.Reopen();
  }
  for (int i = 0; i < 2; ++i) EXPECT_THAT(noa.rests->End(end, {.goals = {"read"}}), IsOk());
}

TEST_F(Resting, RestsAndTheirEndsGoBackAndForth) {
  std::vector<Lines> states = {Standing(noa)};
  GoTo(20);
  ASSERT_THAT(Rest({.goals = {"read", "walk"}}), IsOk());
  states.push_back(Standing(noa));
  ASSERT_THAT(Rest(kAll, "2026-12-01", ""), IsOk());
  states.push_back(Standing(noa));
  GoTo(21);
  ASSERT_THAT(End({.goals = {"read"}}), IsOk());
  states.push_back(Standing(noa));
  ASSERT_THAT(End(kAll), IsOk());
  states.push_back(Standing(noa));
  for (std::size_t i = states.size() - 1; i > 0; --i) {
    ASSERT_THAT(noa.Undo(), IsOk());
    EXPECT_EQ(Standing(noa), states[i - 1]);
  }
  noa.Reopen();
  for (std::size_t i = 1; i < states.size(); ++i) {
    ASSERT_THAT(noa.Redo(), IsOk());
    EXPECT_EQ(Standing(noa), states[i]);
  }
}

TEST_F(Couple, ARestOfEverythingHoldsForSharedGoalsOfThisPersonAlone) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.rests->Rest(noa.Request(), {.everything = true}, "", "sun"), IsOk());
  ASSERT_THAT(noa.rests->Rest(noa.Request(), {.filter = {.side = "us"}}, "", ""), IsOk());
  EXPECT_EQ(noa.exchange->Waiting(), 0u);
  Sync();
  EXPECT_EQ(noa.StateOn(walk), LineState::kResting);
  EXPECT_EQ(sam.StateOn(walk), LineState::kOpen);
  EXPECT_TRUE(sam.rests->List()->empty());
  EXPECT_EQ(noa.rests->List()->back().handle, walk);
}

}  // namespace
}  // namespace twofold

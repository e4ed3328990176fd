// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Looking back: small histories whose numbers can be counted by hand.
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/schedule/day.h"
#include "tests/daemon/engine_couple.h"

namespace twofold {
namespace {

constexpr std::int32_t kToday = 20778;  // Saturday, 21 November 2026

// Sets the clock back to a day, does what is to be done then, and returns.
template <class Do>
void On(Computer& computer, absl::CivilDay day, Do what) {
  computer.clock.Set(absl::CivilMinute(day) + 12 * 60);
  what();
  computer.clock.Set(absl::CivilMinute(2026, 11, 21, 12, 0));
}

class Numbers : public Alone {
 protected:
  // Since Sunday, 1 November: read every day, cello at least 20 min, swim three times a week.
  Numbers() {
    On(noa, absl::CivilDay(2026, 11, 1), [&] {
      EXPECT_THAT(
          noa.goals->Add(noa.Request(), {.beside = {.title = "Read", .add_tags = {"home"}}}),
          IsOk());
      EXPECT_THAT(noa.AddOf("Cello", {.at_least = "20min"}), IsOk());
      EXPECT_THAT(noa.Add("Swim", {.times = "3", .per = "week"}), IsOk());
    });
  }
  void Say(absl::string_view goal, absl::string_view what, int first, int last = 0) {
    const std::string on = IsoDay(absl::CivilDay(2026, 11, first));
    const std::string until = IsoDay(absl::CivilDay(2026, 11, last == 0 ? first : last));
    ASSERT_THAT(noa.Answer({.goal = goal, .what = what, .on = on, .until = until}), IsOk());
  }
  GoalNumbers Show(absl::string_view goal, std::uint32_t weeks = 0) {
    const auto numbers = noa.numbers->Show(goal, weeks);
    EXPECT_THAT(numbers, IsOk());
    return numbers.value_or(GoalNumbers());
  }
  LookBackView Back(Stretch stretch, absl::string_view on = "", const GoalFilter& filter = {}) {
    const auto back = noa.numbers->LookBack(stretch, on, filter);
    EXPECT_THAT(back, IsOk());
    return back.value_or(LookBackView());
  }
  static std::vector<std::string> HandlesOf(const LookBackView& back) {
    std::vector<std::string> handles;
    for (const GoalBack& goal : back.goals) handles.push_back(goal.goal.handle);
    return handles;
  }
};

using Handles = std::vector<std::string>;

TEST_F(Numbers, KeptCountsWhatWasSaidAndWhatWasNot) {
  Say("read", "yes", 1, 9);     // 9 kept
  Say("read", "no", 10, 12);    // 3 not
  Say("read", "skip", 13, 14);  // 2 excused; 15 to 20 nothing, and today is open
  const GoalNumbers numbers = Show("read");
  EXPECT_EQ(numbers.kept, (Kept{9, 3, 6, 2, 1}));
  EXPECT_FALSE(numbers.kept.few());
  EXPECT_EQ(numbers.first, kToday - 83);
  EXPECT_EQ(numbers.last, kToday);
  EXPECT_EQ(numbers.days.size(), 21u) << "every due day, and none from before the goal";
  EXPECT_EQ(numbers.today.progress.state, LineState::kOpen);
}

TEST_F(Numbers, AMeasuredDayIsKeptWhenItReachesItsTarget) {
  Say("cello", "20", 2);
  Say("cello", "19", 3);
  Say("cello", "10", 4);
  Say("cello", "10", 4);
  Say("cello", "0", 5);
  EXPECT_EQ(Show("cello").kept, (Kept{2, 2, 16, 0, 1})) << "1 and 6 to 20 without a word";
}

TEST_F(Numbers, WeeksOfSomeTimesAreJudgedWhole) {
  Say("swim", "yes", 2);
  Say("swim", "yes", 4);
  Say("swim", "yes", 8);   // 2 to 8 November: 3 of 3
  Say("swim", "yes", 10);  // 9 to 15: 1 of 3
  const GoalNumbers numbers = Show("swim");
  EXPECT_EQ(numbers.kept.kept, 4);
  EXPECT_EQ(numbers.kept.unanswered, 2 + 1) << "and one of Sunday the 1st, a week cut short";
  EXPECT_EQ(numbers.kept.open, 3);
}

TEST_F(Numbers, HowFarTheyLookBackIsChosenAndBounded) {
  Say("read", "yes", 1, 20);
  EXPECT_EQ(Show("read", 1).kept, (Kept{6, 0, 0, 0, 1}));
  EXPECT_EQ(Show("read", 1).first, kToday - 6);
  EXPECT_EQ(Show("read", 1).days.size(), 7u);
  EXPECT_EQ(Show("read", limits::kWeeksBack).kept.kept, 20);
  EXPECT_THAT(noa.numbers->Show("read", limits::kWeeksBack + 1), IsRefused("too_many_weeks"));
  EXPECT_THAT(noa.numbers->Show("x", 0), IsRefused("no_such_goal"));
}

TEST_F(Numbers, DaysOnEndAreShownOnlyWhereItWasSwitchedOn) {
  Say("read", "yes", 17, 20);
  EXPECT_FALSE(Show("read").days_on_end.has_value());
  noa.days_on_end = true;
  noa.Reopen();
  EXPECT_EQ(Show("read").days_on_end, 4);
}

TEST_F(Numbers, ReturnsCountPracticeAfterAGap) {
  Say("read", "yes", 1, 5);
  Say("read", "yes", 9);   // after three days
  Say("read", "yes", 11);  // after one: no gap
  Say("read", "yes", 17);  // after five
  const GoalNumbers numbers = Show("read");
  EXPECT_EQ(numbers.returns.count, 2);
  EXPECT_EQ(numbers.returns.median_gap_days, 4);
}

TEST_F(Numbers, AnEdgeTellsWhatWasDoneStayedWithAndLeft) {
  On(noa, absl::CivilDay(2026, 11, 1),
     [&] { ASSERT_THAT(noa.AddOf("Hard talk", {.size = "2"}), IsOk()); });
  Say("hard", "did", 2, 4);
  Say("hard", "stayed", 5, 6);
  Say("hard", "back", 7);
  const GoalNumbers numbers = Show("hard");
  EXPECT_EQ(numbers.did, 3);
  EXPECT_EQ(numbers.stayed, 2);
  EXPECT_EQ(numbers.stepped_back, 1);
  EXPECT_EQ(numbers.kept, Kept()) << "nothing of it is judged";
}

TEST_F(Numbers, NotesAndReasonsStandBesideTheirDays) {
  ASSERT_THAT(
      noa.Answer({.goal = "read", .what = "skip", .on = "3d", .reason = "flu", .note = "in bed"}),
      IsOk());
  ASSERT_THAT(noa.Answer({.goal = "swim", .on = "2d", .note = "closed"}), IsOk());
  const GoalNumbers read = Show("read", 1), swim = Show("swim", 1);
  EXPECT_EQ(read.days[3].judged.day, kToday - 3);
  EXPECT_EQ(read.days[3].judged.state, DayState::kSkipped);
  EXPECT_EQ(read.days[3].own.reason, "flu");
  EXPECT_EQ(read.days[3].note, "in bed");
  const auto noted = std::find_if(swim.days.begin(), swim.days.end(),
                                  [](const DayView& day) { return day.note == "closed"; });
  ASSERT_NE(noted, swim.days.end()) << "a note alone keeps the day in sight";
  EXPECT_EQ(noted->judged.state, DayState::kNotDue);
}

// ---- Week, month, year ----

TEST_F(Numbers, AWeekIsTheSevenDaysUpToADay) {
  Say("read", "yes", 14, 18);
  Say("cello", "30", 20);
  const LookBackView week = Back(Stretch::kWeek);
  EXPECT_EQ(week.first, kToday - 6);
  EXPECT_EQ(week.last, kToday);
  EXPECT_EQ(HandlesOf(week), (Handles{"read", "cello", "swim"}));
  EXPECT_EQ(week.goals[0].kept, (Kept{4, 0, 2, 0, 1})) << "the 14th lies before";
  EXPECT_EQ(week.goals[1].amount_micros, 30'000'000);
  EXPECT_EQ(week.marks_me, 5);
  EXPECT_EQ(week.marks_us, 0);
  EXPECT_TRUE(week.goals[0].bars.empty());
  const LookBackView before = Back(Stretch::kWeek, "2026-11-14");
  EXPECT_EQ(before.first, kToday - 13);
  EXPECT_EQ(before.marks_me, 1);
}

TEST_F(Numbers, AMonthHasABarForEachWeekThatBeginsWhereThePersonsDo) {
  Say("read", "yes", 2, 8);
  Say("read", "yes", 9, 11);
  const LookBackView month = Back(Stretch::kMonth);
  EXPECT_EQ(DayFromNumber(month.first), absl::CivilDay(2026, 11, 1));
  EXPECT_EQ(month.last, kToday) << "not further than today";
  const auto& bars = month.goals[0].bars;
  ASSERT_EQ(bars.size(), 4u) << "Sunday alone, two weeks, the one under way";
  EXPECT_EQ(bars[0].first, bars[0].last);
  EXPECT_EQ(bars[1].done, 7);
  EXPECT_EQ(bars[1].due, 7);
  EXPECT_EQ(bars[2].done, 3);
  EXPECT_FALSE(bars[2].open);
  EXPECT_TRUE(bars[3].open);
  noa.week_start = 6;
  noa.Reopen();
  const LookBackView sundays = Back(Stretch::kMonth);
  EXPECT_EQ(sundays.goals[0].bars.size(), 3u);
  EXPECT_EQ(Back(Stretch::kMonth, "2026-10-15").last - Back(Stretch::kMonth, "2026-10-15").first,
            30);
}

TEST_F(Numbers, AYearHasABarForEachMonthUpToToday) {
  Say("read", "yes", 1, 10);
  const LookBackView year = Back(Stretch::kYear);
  EXPECT_EQ(DayFromNumber(year.first), absl::CivilDay(2026, 1, 1));
  EXPECT_EQ(year.last, kToday);
  ASSERT_EQ(year.goals[0].bars.size(), 11u);
  EXPECT_EQ(year.goals[0].bars[9].due, 0) << "October, before it began";
  EXPECT_EQ(year.goals[0].bars[10].done, 10);
  EXPECT_EQ(year.goals[0].bars[10].due, 20);
  EXPECT_EQ(Back(Stretch::kYear, "2025-06-01").goals[0].bars.size(), 12u);
}

TEST_F(Numbers, AnArchivedGoalIsShownWhereItWasPractised) {
  Say("read", "yes", 20);
  ASSERT_THAT(noa.goals->Archive(noa.Request(), "read"), IsOk());
  ASSERT_THAT(noa.goals->Archive(noa.Request(), "cello"), IsOk());
  EXPECT_EQ(HandlesOf(Back(Stretch::kWeek)), (Handles{"read", "swim"}));
  EXPECT_EQ(HandlesOf(Back(Stretch::kWeek, "2026-11-10")), Handles{"swim"});
}

TEST_F(Numbers, GoalsComeInThePersonsOrderAndFiltersHold) {
  ASSERT_THAT(noa.goals->Move(noa.Request(), "swim", ListPlace::kFirst, ""), IsOk());
  EXPECT_EQ(HandlesOf(Back(Stretch::kWeek)), (Handles{"swim", "read", "cello"}));
  EXPECT_EQ(HandlesOf(Back(Stretch::kWeek, "", {.tag = "home"})), Handles{"read"});
  EXPECT_EQ(HandlesOf(Back(Stretch::kWeek, "", {.kind = "measure"})), Handles{"cello"});
  EXPECT_EQ(HandlesOf(Back(Stretch::kWeek, "", {.side = "us"})), Handles{});
  EXPECT_THAT(noa.numbers->LookBack(Stretch::kWeek, "", {.kind = "habit"}),
              IsRefused("filter_not_understood"));
  EXPECT_THAT(noa.numbers->LookBack(Stretch::kYear, "2027-01-01", {}), IsRefused("day_ahead"));
}

TEST_F(Numbers, LookingBackWritesNothing) {
  Say("read", "yes", 20);
  const auto before = noa.Everything();
  (void)Show("read");
  (void)Back(Stretch::kYear);
  EXPECT_EQ(noa.Everything(), before);
}

// ---- Two people ----

TEST_F(Couple, ASharedGoalIsCountedTogetherAndOnesOwnMarksStayOnesOwn) {
  const std::string walk = Agreed();
  noa.clock.Set(absl::CivilMinute(2026, 11, 26, 12, 0));
  sam.clock.Set(absl::CivilMinute(2026, 11, 26, 12, 0));
  ASSERT_THAT(noa.Log(walk, "yes", "2026-11-21"), IsOk());
  ASSERT_THAT(sam.Log(walk, "yes", "2026-11-22"), IsOk());
  ASSERT_THAT(noa.Answer({.goal = walk, .what = "skip", .on = "2026-11-23", .reason = "flu"}),
              IsOk());
  ASSERT_THAT(noa.Answer({.goal = walk, .what = "no", .on = "2026-11-24", .note = "rain"}), IsOk());
  ASSERT_THAT(sam.Answer({.goal = walk, .what = "yes", .on = "2026-11-25", .note = "alone"}),
              IsOk());
  Sync();
  const auto mine = noa.numbers->Show(walk, 0), theirs = sam.numbers->Show(walk, 0);
  EXPECT_EQ(mine->kept, (Kept{3, 1, 0, 1, 1}));
  EXPECT_EQ(theirs->kept, (Kept{3, 0, 2, 0, 1})) << "what Noa said for herself is not there";
  const auto day = [](const GoalNumbers& numbers, std::int32_t number) {
    for (const DayView& each : numbers.days) {
      if (each.judged.day == number) return each;
    }
    return DayView();
  };
  EXPECT_EQ(day(*mine, kToday + 2).own.reason, "flu");
  EXPECT_EQ(day(*mine, kToday + 3).note, "rain");
  EXPECT_EQ(day(*mine, kToday + 4).own, DayMark()) << "Sam's practice is no mark of Noa's";
  EXPECT_EQ(day(*mine, kToday + 4).note, "") << "and Sam's note is Sam's";
  EXPECT_EQ(day(*mine, kToday + 4).judged.state, DayState::kKept);
  EXPECT_EQ(day(*theirs, kToday + 2).own, DayMark());
  EXPECT_EQ(day(*theirs, kToday + 3).note, "");
  EXPECT_EQ(day(*theirs, kToday).own, DayMark()) << "Noa's yes is no mark of Sam's";
  EXPECT_EQ(noa.numbers->LookBack(Stretch::kWeek, "", {})->marks_us, 3);
  EXPECT_EQ(noa.numbers->LookBack(Stretch::kWeek, "", {})->marks_me, 0);
}

TEST_F(Couple, OfASpaceThatWasLeftThePartnersEntriesAreNeverOnesOwn) {
  const std::string walk = Agreed();
  ASSERT_THAT(sam.Log(walk), IsOk());
  ASSERT_THAT(sam.Log(walk, "yes", "yesterday"), IsOk());
  Sync();
  ASSERT_THAT(noa.Answer({.goal = walk, .what = "skip", .reason = "flu"}), IsOk());
  ASSERT_THAT(noa.couple->Leave(noa.Request(), AfterLeaving::kKeep), IsOk());
  const auto numbers = noa.numbers->Show(walk, 0);
  ASSERT_THAT(numbers, IsOk());
  for (const DayView& day : numbers->days) {
    EXPECT_TRUE(day.own == DayMark() || day.own == (DayMark{Mark::kSkipped, "flu"}));
  }
  const auto back = noa.numbers->LookBack(Stretch::kWeek, "", {});
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->marks_me, 0);
  // A new goal of the same name in a new space begins with nothing.
  NewSpace made;
  made.id = SpaceId::Prefix(std::string(16, 'V'));
  made.members = sam.state().us->members;
  ASSERT_THAT(noa.pairing->Adopt(made), IsOk());
  EXPECT_EQ(noa.numbers->Show(walk, 0)->kept, numbers->kept);
  EXPECT_EQ(noa.acts->History(0, 0)->acts.front().handle, walk);
}

}  // namespace
}  // namespace twofold

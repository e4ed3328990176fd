// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Schedules, targets and terms as people read them.
#include "client/render/terms.h"

#include <gtest/gtest.h>

#include "client/render/days.h"
#include "client/render/goal_changes.h"
#include "client/render/goals.h"
#include "tests/client/screen.h"

namespace twofold {
namespace {

using daemon::v1::Goal;
using daemon::v1::Schedule;

Schedule Shaped(const std::string& shape, const std::vector<std::string>& weekdays = {}) {
  Schedule schedule;
  schedule.set_shape(shape);
  for (const std::string& day : weekdays) schedule.add_weekdays(day);
  return schedule;
}

Goal Measured(const std::string& direction, const std::string& amount, const std::string& unit,
              const std::string& per) {
  Goal goal;
  goal.set_handle("read");
  goal.set_side("me");
  goal.set_title("Read");
  goal.set_kind("measure");
  goal.set_unit(unit);
  goal.mutable_target()->set_direction(direction);
  goal.mutable_target()->set_amount(amount);
  goal.mutable_target()->set_per(per);
  *goal.mutable_schedule() = Shaped("every_day");
  return goal;
}

std::string Text(const Schedule& schedule) { return ScheduleText(Screen(), schedule); }

TEST(Schedules, OfEveryShapeAreSaidInPlainWords) {
  Schedule days = Shaped("every_n_days");
  days.set_count(3);
  EXPECT_EQ(Text(days), "every 3 days");
  Schedule weeks = Shaped("every_n_weeks", {"mon", "thu"});
  weeks.set_count(2);
  weeks.set_at("08:00");
  EXPECT_EQ(Text(weeks), "Mon and Thu every 2 weeks at 08:00");
  Schedule times = Shaped("times_per_month");
  times.set_times(10);
  EXPECT_EQ(Text(times), "10 times a month");
  times.set_times(1);
  EXPECT_EQ(Text(times), "once a month");
  Schedule rolling = Shaped("times_in_days");
  rolling.set_times(3);
  rolling.set_count(10);
  EXPECT_EQ(Text(rolling), "3 times in 10 days");
  Schedule spacing = Shaped("spacing");
  spacing.set_at_most_every(2);
  spacing.set_at_least_every(4);
  EXPECT_EQ(Text(spacing), "again after 2 to 4 days");
  spacing.set_at_least_every(2);
  EXPECT_EQ(Text(spacing), "again after 2 days");
}

TEST(Schedules, OfMonthsNameTheirDays) {
  Schedule days = Shaped("days_of_month");
  days.add_month_days(1);
  EXPECT_EQ(Text(days), "on the 1st of the month");
  for (const unsigned day : {2, 3, 11, 22, 31}) days.add_month_days(day);
  EXPECT_EQ(Text(days),
            "on the 1st, the 2nd, the 3rd, the 11th, the 22nd and the last day of the month");
  Schedule nth = Shaped("nth_weekday", {"fri"});
  nth.set_nth(-1);
  EXPECT_EQ(Text(nth), "last Friday of the month");
  nth.set_nth(2);
  EXPECT_EQ(Text(nth), "2nd Friday of the month");
}

TEST(Targets, SayDirectionAmountAndPeriod) {
  EXPECT_EQ(TargetText(Screen(), Measured("at_least", "30", "min", "day")),
            "at least 30 min a day");
  EXPECT_EQ(TargetText(Screen(), Measured("at_most", "2", "coffee", "week")),
            "at most 2 coffee a week");
  EXPECT_EQ(TargetText(Screen(), Goal()), "");
}

TEST(Terms, ShowEveryTermThatIsSent) {
  Goal goal = Measured("at_least", "20", "min", "day");
  *goal.mutable_schedule() = Shaped("weekdays", {"mon", "wed"});
  goal.mutable_schedule()->set_at("20:00");
  goal.mutable_schedule()->set_first_day("2026-11-30");
  goal.mutable_schedule()->set_last_day("2027-02-05");
  goal.set_meaning("phones away");
  EXPECT_EQ(TermsText(Screen(), goal),
            "Mon and Wed at 20:00, at least 20 min a day, from Mon 30 Nov, until Fri 5 Feb 2027; "
            "what counts: \"phones away\"");
  Goal weekly = Measured("at_least", "150", "min", "week");
  weekly.mutable_schedule()->set_week_start("sun");
  EXPECT_EQ(TermsText(Screen(), weekly), "at least 150 min a week, weeks begin on sun");
  Goal edge;
  edge.set_kind("edge");
  edge.set_size(3);
  *edge.mutable_schedule() = Shaped("times_per_week");
  edge.mutable_schedule()->set_times(1);
  EXPECT_EQ(TermsText(Screen(), edge), "an edge of size 3, once a week, any days");
  Goal move;
  move.set_kind("milestone");
  move.set_deadline("2026-11-28");
  EXPECT_EQ(TermsText(Screen(), move), "a milestone, by Sat 28 Nov");
}

TEST(Terms, OfWhatNoDayAsksForNameNoDaysUnlessTheyWereChosen) {
  Goal goal;
  *goal.mutable_schedule() = Shaped("every_day");
  goal.set_kind("observe");
  goal.set_unit("h");
  EXPECT_EQ(TermsText(Screen(), goal), "only recorded, counted in h");
  EXPECT_EQ(ShortTermsText(Screen(), goal), "only recorded, h");
  goal.clear_unit();
  goal.set_kind("explore");
  EXPECT_EQ(TermsText(Screen(), goal), "to try out");
  EXPECT_EQ(ShortTermsText(Screen(), goal), "to try out");
  goal.set_kind("edge");
  goal.set_size(3);
  EXPECT_EQ(ShortTermsText(Screen(), goal), "an edge of size 3");
  *goal.mutable_schedule() = Shaped("weekdays", {"sun"});
  EXPECT_EQ(ShortTermsText(Screen(), goal), "an edge of size 3, Sun");
  *goal.mutable_schedule() = Shaped("every_day");
  goal.mutable_schedule()->set_at("21:00");
  EXPECT_EQ(TermsText(Screen(), goal), "an edge of size 3, at 21:00");
  goal.set_kind("time");
  goal.mutable_schedule()->clear_at();
  EXPECT_EQ(TermsText(Screen(), goal), "time for two, every day") << "that one is asked for";
}

TEST(TermsBefore, NameOnlyWhatDiffers) {
  Goal now = Measured("at_least", "20", "min", "day");
  Goal before = now;
  EXPECT_EQ(TermsBefore(Screen(), now, before), "");
  before.clear_target();
  before.set_meaning("one page");
  *before.mutable_schedule() = Shaped("weekdays", {"mon", "fri"});
  before.set_title("Read a little");
  EXPECT_EQ(TermsBefore(Screen(), now, before),
            "\"Read a little\", Mon, Fri, counted in min, what counts: \"one page\"");
  EXPECT_EQ(TermsBefore(Screen(), before, now),
            "\"Read\", every day, at least 20 min a day, nothing about what counts");
}

TEST(Milestone, TellsADayThatIsPastWithoutAVerdict) {
  Goal goal;
  goal.set_kind("milestone");
  goal.set_deadline("2026-11-28");
  EXPECT_EQ(MilestoneText(Screen(), goal, "2026-11-28"), "by Sat 28 Nov");
  goal.add_steps()->set_done_on("2026-11-20");
  goal.add_steps();
  EXPECT_EQ(MilestoneText(Screen(), goal, "2026-11-29"), "1 of 2 steps, was for Sat 28 Nov");
}

TEST(GoalList, ShowsGroupsAsSoonAsOneGoalHasOne) {
  daemon::v1::ListGoalsResponse list;
  for (const char* handle : {"read", "cello", "run"}) {
    Goal& goal = *list.add_goals();
    goal = Measured("at_least", "20", "min", "day");
    goal.set_handle(handle);
  }
  list.mutable_goals(0)->set_group("Morning");
  list.mutable_goals(2)->set_group("Morning");
  list.mutable_goals(2)->set_resting(true);
  list.mutable_goals(2)->set_resting_until("2026-11-28");
  EXPECT_EQ(GoalListText(Screen(), list),
            "I\n"
            "  cello     every day, at least 20 min a day  Read\n"
            "  Morning\n"
            "    read    every day, at least 20 min a day  Read\n"
            "    run     resting until Sat 28 Nov          Read\n");
}

TEST(Revised, ShowsBeforeAndNow) {
  daemon::v1::ReviseGoalResponse revised;
  *revised.mutable_before() = Measured("at_least", "30", "min", "day");
  *revised.mutable_goal() = Measured("at_least", "10", "min", "day");
  revised.set_from("2026-11-22");
  EXPECT_EQ(RevisedText(Screen(), revised),
            "Changed  read    Read\n"
            "  Before    every day, at least 30 min a day\n"
            "  Now       every day, at least 10 min a day\n"
            "  From      Sun 22 Nov on; the days before keep their own terms\n"
            "Only you can see it.  Undo: twofold undo\n");
  EXPECT_EQ(RevisedPlain(revised),
            "read\t2026-11-22\tevery day, at least 30 min a day\tevery day, at least 10 min a "
            "day\tRead\n");
}

TEST(Steps, AreListedWithTheirMarks) {
  Goal goal;
  goal.set_handle("move");
  goal.set_kind("milestone");
  goal.set_title("Move");
  EXPECT_NE(StepsText(Screen(), goal).find("twofold goal step move \"First step\""),
            std::string::npos);
  goal.add_steps()->set_number(1);
  goal.mutable_steps(0)->set_title("Pack");
  goal.mutable_steps(0)->set_done_on("2026-11-20");
  goal.add_steps()->set_number(2);
  goal.mutable_steps(1)->set_title("Drive");
  EXPECT_EQ(StepsText(Screen(), goal),
            "move    Move\n"
            "  1 of 2 steps\n"
            "  ●  1       Fri 20 Nov  Pack\n"
            "  ○  2       open        Drive\n");
  EXPECT_EQ(StepsPlain(goal), "move\t1\t2026-11-20\tPack\nmove\t2\t\tDrive\n");
}

TEST(GoalAdded, PutsLongTermsOnALineOfTheirOwn) {
  daemon::v1::AddGoalResponse added;
  *added.mutable_goal() = Measured("at_least", "20", "min", "day");
  added.mutable_goal()->mutable_schedule()->set_first_day("2026-11-30");
  EXPECT_EQ(GoalAddedText(Screen(), added),
            "Added I goal  read    Read\n"
            "                      every day, at least 20 min a day, from Mon 30 Nov\n"
            "Only you can see it.  Undo: twofold undo\n");
}

}  // namespace
}  // namespace twofold

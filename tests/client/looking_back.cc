// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/client/looking_back.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

namespace twofold {

using daemon::v1::DayState;
using daemon::v1::Goal;
using daemon::v1::GoalBack;
using daemon::v1::LookBackResponse;

Goal GoalWith(const std::string& handle, const std::string& side, const std::string& title,
              const std::string& shape) {
  Goal goal;
  goal.set_handle(handle);
  goal.set_side(side);
  goal.set_title(title);
  goal.set_kind("check");
  goal.set_state("active");
  goal.set_since("2026-09-07");
  goal.mutable_schedule()->set_shape(shape);
  return goal;
}

void AddDays(google::protobuf::RepeatedPtrField<DayState>& days, const std::string& first,
             const std::string& letters) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(first, &day)) return;
  for (const char letter : letters) {
    DayState state;
    state.set_day(absl::FormatCivilTime(day));
    ++day;
    state.set_due(true);
    switch (letter) {
      case 'k':
        state.set_state("kept");
        break;
      case 'n':
        state.set_state("not_today");
        break;
      case 'b':
        state.set_state("blank");
        break;
      case 'r':
        state.set_state("resting");
        break;
      case 's':
        state.set_state("skipped");
        break;
      case 'o':
        state.set_state("open");
        break;
      default:
        continue;
    }
    *days.Add() = state;
  }
}

daemon::v1::ShowGoalResponse ReadShown() {
  daemon::v1::ShowGoalResponse shown;
  Goal& goal = *shown.mutable_goal();
  goal = GoalWith("read", "me", "Read 20 min", "every_day");
  goal.set_why("Evenings without a screen.");
  goal.set_cue("after dinner");
  goal.set_smallest("one page");
  goal.add_tags("home");
  goal.add_tags("quiet");
  *shown.mutable_today()->mutable_goal() = goal;
  shown.mutable_today()->set_state("open");
  shown.mutable_kept()->set_kept(41);
  shown.mutable_kept()->set_of(48);
  shown.mutable_kept()->set_blank(6);
  shown.mutable_kept()->set_low(41);
  shown.mutable_kept()->set_high(47);
  shown.mutable_kept()->set_of_all(54);
  daemon::v1::TypicalWeek& typical = *shown.mutable_typical();
  typical.set_per("week");
  typical.set_known(true);
  typical.set_typically(6);
  typical.set_of(7);
  for (const unsigned done : {7U, 6U, 7U, 5U, 6U, 2U}) {
    daemon::v1::Glyph& glyph = *typical.add_glyphs();
    glyph.set_done(done);
    glyph.set_due(7);
    glyph.set_permille(done * 1000 / 7);
  }
  for (const unsigned ease : {1U, 2U, 2U, 3U, 4U, 5U}) {
    daemon::v1::EaseAnswer& answer = *shown.add_ease();
    answer.set_day("2026-09-20");
    answer.set_ease(ease);
  }
  shown.mutable_returns()->set_count(3);
  shown.mutable_returns()->set_typical_gap_days(4);
  AddDays(*shown.mutable_days(), "2026-09-07", "kkknkkkbkkkkssskkkkkkrrrrkkkbbbkkkkkknkkk");
  AddDays(*shown.mutable_days(), "2026-10-18", "kkknkkkbkkkk...kkkkkkrrrrkkkbbbkkkkkknkko");
  shown.set_first_day("2026-09-05");
  shown.set_last_day("2026-11-27");
  shown.set_week_start("mon");
  daemon::v1::GoalVersion& first = *shown.add_versions();
  first.set_from("2026-09-07");
  first.mutable_terms()->set_kind("check");
  first.mutable_terms()->mutable_schedule()->set_shape("times_per_week");
  first.mutable_terms()->mutable_schedule()->set_times(3);
  daemon::v1::GoalVersion& second = *shown.add_versions();
  second.set_from("2026-10-05");
  *second.mutable_terms() = goal;
  second.set_learned("every day is easier than some days");
  return shown;
}

namespace {

GoalBack Back(const Goal& goal, unsigned kept, unsigned of_all) {
  GoalBack back;
  *back.mutable_goal() = goal;
  back.mutable_kept()->set_kept(kept);
  back.mutable_kept()->set_of(of_all);
  back.mutable_kept()->set_of_all(of_all);
  return back;
}

Goal Cello() {
  Goal goal = GoalWith("cello", "me", "Practise cello", "times_per_week");
  goal.set_kind("measure");
  goal.set_unit("min");
  return goal;
}

Goal Read() { return GoalWith("read", "me", "Read 20 min", "every_day"); }
Goal Walk() { return GoalWith("walk", "us", "Evening walk together", "weekdays"); }

void AddBars(GoalBack& back, const std::vector<std::pair<std::string, unsigned>>& permilles) {
  for (const auto& [first_day, permille] : permilles) {
    daemon::v1::Glyph& glyph = *back.add_bars();
    glyph.set_first_day(first_day);
    glyph.set_due(permille > 0 ? 10 : 0);
    glyph.set_done(permille / 100);
    glyph.set_permille(permille);
  }
}

}  // namespace

LookBackResponse TheWeek() {
  LookBackResponse week;
  week.set_first_day("2026-11-21");
  week.set_last_day("2026-11-27");
  week.set_today("2026-11-27");
  week.set_week_start("mon");
  GoalBack read = Back(Read(), 6, 7);
  AddDays(*read.mutable_days(), "2026-11-21", "kkknkkk");
  GoalBack cello = Back(Cello(), 1, 3);
  AddDays(*cello.mutable_days(), "2026-11-21", "k.rrrrr");
  GoalBack walk = Back(Walk(), 2, 2);
  AddDays(*walk.mutable_days(), "2026-11-21", "..k.k..");
  for (const GoalBack& back : {read, cello, walk}) *week.add_goals() = back;
  week.set_marks_me(7);
  week.set_marks_us(2);
  return week;
}

LookBackResponse TheMonth() {
  LookBackResponse month = TheWeek();
  month.set_first_day("2026-11-01");
  month.set_last_day("2026-11-30");
  month.clear_goals();
  GoalBack read = Back(Read(), 22, 25);
  AddDays(*read.mutable_days(), "2026-11-01", "kkkkkkkkbbkkkrrkkkkkkkknkkk");
  AddBars(read, {{"2026-11-01", 1000},
                 {"2026-11-02", 1000},
                 {"2026-11-09", 600},
                 {"2026-11-16", 1000},
                 {"2026-11-23", 800},
                 {"2026-11-30", 0}});
  GoalBack cello = Back(Cello(), 9, 12);
  cello.set_amount("270");
  AddDays(*cello.mutable_days(), "2026-11-01", "k.k...k.kk.k...k.k.kk");
  AddBars(cello, {{"2026-11-01", 300}, {"2026-11-02", 700}, {"2026-11-09", 1000}});
  for (const GoalBack& back : {read, cello}) *month.add_goals() = back;
  month.set_marks_me(31);
  month.set_marks_us(0);
  return month;
}

LookBackResponse TheYear() {
  LookBackResponse year = TheMonth();
  year.set_first_day("2026-01-01");
  year.set_last_day("2026-12-31");
  year.clear_goals();
  GoalBack read = Back(Read(), 201, 230);
  AddBars(read, {{"2026-09-01", 500}, {"2026-10-01", 875}, {"2026-11-01", 1000}});
  Goal mood = GoalWith("mood", "me", "Mood", "every_day");
  mood.set_kind("observe");
  GoalBack noted = Back(mood, 0, 0);
  for (const unsigned done : {4U, 16U}) {
    daemon::v1::Glyph& glyph = *noted.add_bars();
    glyph.set_first_day(done == 4 ? "2026-10-01" : "2026-11-01");
    glyph.set_done(done);
  }
  AddDays(*noted.mutable_days(), "2026-10-01", std::string(20, 'k'));
  GoalBack walk = Back(Walk(), 40, 61);
  AddBars(walk, {{"2026-01-01", 125}, {"2026-02-01", 250}, {"2026-11-01", 625}});
  for (const GoalBack& back : {read, noted, walk}) *year.add_goals() = back;
  year.set_marks_me(221);
  year.set_marks_us(40);
  return year;
}

daemon::v1::ImportResponse LoopReport() {
  daemon::v1::ImportResponse report;
  report.set_format("loop");
  report.set_changes(true);
  report.set_dry_run(true);
  daemon::v1::ImportedGoal& wake = *report.add_goals();
  wake.set_handle("wake");
  wake.set_title("Wake up early");
  wake.set_what("new");
  wake.set_entries(120);
  wake.set_added(120);
  wake.set_first_day("2014-09-28");
  wake.set_last_day("2015-01-25");
  wake.set_kind("check");
  wake.set_schedule("day");
  wake.add_remarks("31 automatic days were left out.");
  wake.set_loop_day("2015-01-25");
  wake.set_loop_score("0.2557");
  wake.set_loop_compared(10);
  wake.set_loop_equal(10);
  daemon::v1::ImportedGoal& run = *report.add_goals();
  run.set_handle("run");
  run.set_title("Run");
  run.set_what("changed");
  run.set_entries(12);
  run.set_added(2);
  run.set_changed(1);
  run.set_same(9);
  run.set_first_day("2014-10-01");
  run.set_last_day("2015-01-20");
  run.set_kind("measure");
  run.set_schedule("3/week");
  daemon::v1::ImportedGoal& none = *report.add_goals();
  none.set_title("Old thing");
  none.set_what("left_out");
  report.add_remarks("A table that twofold does not need was not used.");
  return report;
}

portable::v1::Portable ExamplePortable() {
  portable::v1::Portable portable;
  portable::v1::Goal& read = *portable.add_goals();
  read.set_id("000102030405060708090a0b0c0d0e0f");
  read.set_source("loop:0a1b");
  read.set_handle("read");
  read.set_title("Read, 20 min");
  read.set_why("Evenings \"without\" a screen");
  read.set_cue("after dinner");
  read.add_tags("home");
  portable::v1::Version& version = *read.add_versions();
  version.set_from("2026-11-21");
  version.set_kind("check");
  version.mutable_schedule()->set_shape("mon,wed,fri");
  version.mutable_schedule()->set_at("20:00");
  version.mutable_schedule()->set_week_start("mon");
  portable::v1::Entry& kept = *read.add_entries();
  kept.set_day("2026-11-23");
  kept.set_mark("kept");
  kept.set_note("Two pages,\nand then two more.");
  kept.set_zone("Europe/Berlin");
  kept.set_utc_offset("+01:00");
  portable::v1::Entry& skipped = *read.add_entries();
  skipped.set_day("2026-11-25");
  skipped.set_mark("skipped");
  skipped.set_reason("travel");
  portable::v1::Ease& ease = *read.add_ease();
  ease.set_day("2026-11-23");
  ease.set_ease(3);
  portable::v1::Goal& cello = *portable.add_goals();
  cello.set_id("101112131415161718191a1b1c1d1e1f");
  cello.set_handle("cello");
  cello.set_title("Practise cello");
  portable::v1::Version& minutes = *cello.add_versions();
  minutes.set_from("2026-11-21");
  minutes.set_kind("measure");
  minutes.set_unit("min");
  minutes.mutable_target()->set_direction("at_least");
  minutes.mutable_target()->set_amount("30");
  minutes.mutable_target()->set_per("day");
  minutes.mutable_schedule()->set_shape("3/week");
  minutes.mutable_schedule()->set_week_start("mon");
  portable::v1::Entry& played = *cello.add_entries();
  played.set_day("2026-11-21");
  played.set_amount("30");
  portable::v1::Rest& rest = *portable.add_rests();
  rest.set_first_day("2026-12-24");
  rest.set_last_day("2026-12-31");
  portable::v1::Goal& walk = *portable.add_shared();
  walk.set_id("202122232425262728292a2b2c2d2e2f");
  walk.set_handle("walk");
  walk.set_title("Evening walk together");
  portable::v1::Version& terms = *walk.add_versions();
  terms.set_from("2026-11-22");
  terms.set_kind("check");
  terms.mutable_schedule()->set_shape("month:last-fri");
  terms.mutable_schedule()->set_week_start("mon");
  portable::v1::Entry& walked = *walk.add_entries();
  walked.set_day("2026-11-27");
  walked.set_mark("kept");
  walked.set_person("Sam");
  return portable;
}

void LookBackToo(FakeDaemon& fake) {
  fake.Answer("NumbersService/ShowGoal", ReadShown());
  fake.Answer("NumbersService/LookBack", TheWeek());
  fake.Answer("TransferService/Import", LoopReport());
  daemon::v1::ExportResponse exported;
  *exported.mutable_portable() = ExamplePortable();
  fake.Answer("TransferService/Export", exported);
}

}  // namespace twofold

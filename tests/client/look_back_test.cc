// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a person reads when they look back, word for word.
#include "client/render/look_back.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "client/render/glyphs.h"
#include "client/render/goal_show.h"
#include "client/render/heat_map.h"
#include "client/render/transfer.h"
#include "client/render/width.h"
#include "tests/client/looking_back.h"

namespace twofold {
namespace {

using daemon::v1::DayState;
using daemon::v1::Goal;
using daemon::v1::LookBackResponse;
using daemon::v1::ShowGoalResponse;

Look Screen(int columns = 80) {
  Look look;
  look.columns = columns;
  look.year = 2026;
  return look;
}

TEST(GoalShow, ShowsOneGoalOnOneScreen) {
  EXPECT_EQ(GoalShownText(Screen(), ReadShown()),
            "read    Read 20 min\n"
            "  I goal · every day · since Mon 7 Sep\n"
            "  For your eyes only.\n\n"
            "  typically 6 of 7 a week  █▇█▆▇▂\n"
            "  kept 41 of 48 in 12 weeks; nothing said about 6, so 41 to 47 of 54\n"
            "  came back 3 times; typically after 4 days\n"
            "  ease ▁▃▃▅▆█ since Sun 20 Sep\n"
            "  open today\n\n"
            "  Why         Evenings without a screen.\n"
            "  Cue         after dinner\n"
            "  Smallest    one page\n"
            "  Tags        home, quiet\n\n"
            "       Sep   Oct     Nov\n"
            "  Mon  ● ○ – – ○ ● ● ● ● – ○ ●\n"
            "  Tue  ● ● ● – ○ ● ● ● ● – ○ ○\n"
            "  Wed  ● ● ● – ○ ○ ○ ● ● – ● ●\n"
            "  Thu  ○ ● ● – ● ● ● ● ● ● ● ●\n"
            "  Fri  ● ● ● ● ● ● ● · ● ● ● ○\n"
            "  Sat  ● – ● ● ● ● ● · ● ● ●\n"
            "  Sun  ● – ● ● ● ● ○ · – ○ ●\n"
            "  ● kept  ◐ part  – resting or skipped  · not due  ○ blank or not today\n\n"
            "Versions\n"
            "  from Mon 7 Sep: 3 times a week, any days\n"
            "  from Mon 5 Oct: every day\n"
            "    learned: every day is easier than some days\n");
}

TEST(GoalShow, SaysOnlyTheCountsWhenThereAreFew) {
  daemon::v1::Kept kept;
  kept.set_kept(3);
  kept.set_of(4);
  kept.set_of_all(4);
  kept.set_few(true);
  EXPECT_EQ(KeptText(kept, "2026-11-21", "2026-11-27"), "kept 3 times, 1 not");
  kept.set_kept(1);
  kept.set_of(1);
  kept.set_blank(2);
  kept.set_of_all(3);
  EXPECT_EQ(KeptText(kept, "2026-11-21", "2026-11-27"), "kept 1 time, nothing said about 2");
  EXPECT_EQ(KeptText(daemon::v1::Kept(), "2026-11-21", "2026-11-27"), "");
}

TEST(GoalShow, SaysNothingOfKeptWhereNothingWasSaidAtAll) {
  daemon::v1::Kept kept;
  kept.set_blank(20);
  kept.set_high(20);
  kept.set_of_all(20);
  EXPECT_EQ(KeptText(kept, "2026-11-02", "2026-11-22"), "nothing said about 20 in 3 weeks");
}

TEST(GoalShow, SaysTheBoundsOnlyWhereSomethingIsOpenToThem) {
  daemon::v1::Kept kept;
  kept.set_kept(41);
  kept.set_of(48);
  kept.set_of_all(48);
  EXPECT_EQ(KeptText(kept, "2026-09-05", "2026-11-27"), "kept 41 of 48 in 12 weeks");
  EXPECT_EQ(KeptText(kept, "2026-11-18", "2026-11-27"), "kept 41 of 48 in 10 days");
  EXPECT_EQ(KeptText(kept, "2026-11-21", "2026-11-27"), "kept 41 of 48 in 1 week");
}

TEST(GoalShow, CountsNoWeeksFromBeforeTheGoalBegan) {
  ShowGoalResponse shown = ReadShown();
  shown.mutable_goal()->set_since("2026-11-14");
  EXPECT_TRUE(absl::StrContains(GoalShownText(Screen(), shown), "kept 41 of 48 in 2 weeks;"));
}

TEST(GoalShow, SaysWhatIsTypicalOnlyOnceItIsKnown) {
  daemon::v1::TypicalWeek typical = ReadShown().typical();
  typical.set_known(false);
  EXPECT_EQ(TypicalText(Screen(), typical), "");
  typical.set_known(true);
  typical.clear_glyphs();
  typical.set_per("month");
  EXPECT_EQ(TypicalText(Screen(), typical), "typically 6 of 7 a month  ");
  typical.set_per("10 days");
  EXPECT_EQ(TypicalText(Screen(), typical), "typically 6 of 7 in 10 days  ");
}

TEST(GoalShow, SaysOfACountedGoalHowFarItsWeekIs) {
  ShowGoalResponse shown = ReadShown();
  daemon::v1::DayLine& today = *shown.mutable_today();
  today.set_state("part");
  today.set_per("week");
  today.set_done(1);
  today.set_due(3);
  EXPECT_TRUE(absl::StrContains(GoalShownText(Screen(), shown), "\n  1 of 3 this week\n"));
}

TEST(GoalShow, DrawsEaseFromSixAnswersOn) {
  ShowGoalResponse shown = ReadShown();
  EXPECT_TRUE(absl::StrContains(GoalShownText(Screen(), shown), "  ease "));
  shown.mutable_ease()->RemoveLast();
  EXPECT_FALSE(absl::StrContains(GoalShownText(Screen(), shown), "ease "));
}

TEST(GoalShow, SaysDaysOnEndOnlyToWhoeverSwitchedItOn) {
  ShowGoalResponse shown = ReadShown();
  shown.set_days_on_end(5);
  EXPECT_FALSE(absl::StrContains(GoalShownText(Screen(), shown), "on end"));
  EXPECT_FALSE(absl::StrContains(GoalShownPlain(shown), "on_end"));
  shown.set_days_on_end_known(true);
  EXPECT_TRUE(absl::StrContains(GoalShownText(Screen(), shown), "  5 days on end\n"));
  EXPECT_TRUE(absl::StrContains(GoalShownPlain(shown), "days_on_end\t5\n"));
}

TEST(GoalShow, ReadsNotesAndReasonsOutWithTheNewestFirst) {
  ShowGoalResponse shown = ReadShown();
  shown.mutable_days(0)->set_note("rain all day\n\nand then a rainbow");
  shown.mutable_days(2)->set_day("2025-12-31");
  shown.mutable_days(2)->set_reason("ill");
  shown.mutable_days(2)->set_note(std::string(70, 'x'));
  const std::string text = GoalShownText(Screen(), shown);
  const std::size_t notes = text.find("\nNotes\n");
  ASSERT_NE(notes, std::string::npos);
  EXPECT_EQ(text.substr(notes, text.find("\n\n", notes) - notes),
            "\nNotes\n"
            "  Wed 31 Dec 2025  skipped: ill\n" +
                absl::StrCat("                   ", std::string(60, 'x'), "\n") +
                absl::StrCat("                   ", std::string(10, 'x'), "\n") +
                "  Mon 7 Sep        rain all day\n"
                "                   and then a rainbow");
}

TEST(GoalShow, SaysNothingAboutReturnsWhereThereWasNoGap) {
  ShowGoalResponse shown = ReadShown();
  shown.clear_returns();
  EXPECT_FALSE(absl::StrContains(GoalShownText(Screen(), shown), "came back"));
}

TEST(GoalShow, TellsAnEdgeAMilestoneAndATarget) {
  ShowGoalResponse shown = ReadShown();
  shown.mutable_goal()->set_kind("edge");
  shown.mutable_goal()->set_size(3);
  shown.set_did(4);
  shown.set_stayed(2);
  shown.set_stepped_back(1);
  const std::string edge = GoalShownText(Screen(), shown);
  EXPECT_TRUE(absl::StrContains(edge, "I goal · an edge of size 3")) << edge;
  EXPECT_TRUE(absl::StrContains(edge, "  did 4, stayed 2, stepped back 1\n")) << edge;
  EXPECT_TRUE(absl::StrContains(edge, "● did  ◐ stayed or stepped back")) << edge;

  shown = ReadShown();
  shown.mutable_goal()->set_kind("milestone");
  shown.mutable_goal()->set_deadline("2027-01-01");
  daemon::v1::Step& first = *shown.mutable_goal()->add_steps();
  first.set_number(1);
  first.set_title("Draft");
  first.set_done_on("2026-11-20");
  daemon::v1::Step& second = *shown.mutable_goal()->add_steps();
  second.set_number(2);
  second.set_title("Read it aloud");
  const std::string milestone = GoalShownText(Screen(), shown);
  EXPECT_TRUE(absl::StrContains(milestone, "I goal · a milestone, by Fri 1 Jan 2027")) << milestone;
  EXPECT_TRUE(absl::StrContains(milestone,
                                "  ● 1  Draft · Fri 20 Nov\n"
                                "  ○ 2  Read it aloud\n"))
      << milestone;
}

TEST(Marks, ADayThatWasNotKeptLooksLikeABlankOne) {
  const Goal read = GoalWith("read", "me", "Read", "every_day");
  DayState not_today, blank;
  not_today.set_state("not_today");
  blank.set_state("blank");
  for (const bool ascii : {false, true}) {
    Look look = Screen();
    look.ascii_marks = ascii;
    EXPECT_EQ(DayGlyph(look, read, &not_today), DayGlyph(look, read, &blank));
    EXPECT_EQ(DayGlyph(look, read, &blank), ascii ? "o" : "○");
  }
}

TEST(Marks, PartOfAnAmountIsPartOfADayButTooMuchIsNot) {
  Goal run = GoalWith("run", "me", "Run", "every_day");
  run.mutable_target()->set_direction("at_least");
  DayState day;
  day.set_state("not_today");
  day.set_amount("2");
  EXPECT_EQ(DayGlyph(Screen(), run, &day), "◐");
  run.mutable_target()->set_direction("at_most");
  EXPECT_EQ(DayGlyph(Screen(), run, &day), "○");
  day.set_amount("0");
  run.mutable_target()->set_direction("at_least");
  EXPECT_EQ(DayGlyph(Screen(), run, &day), "○");
}

TEST(Marks, BarsGoInEighthsAndLittleIsNotNothing) {
  const auto bar = [](unsigned permille) { return Bar(Screen(), permille); };
  EXPECT_EQ(bar(0), "·");
  EXPECT_EQ(bar(1), "▁");
  EXPECT_EQ(bar(500), "▄");
  EXPECT_EQ(bar(1000), "█");
  EXPECT_EQ(bar(5000), "█");
  Look ascii = Screen();
  ascii.ascii_marks = true;
  EXPECT_EQ(Bar(ascii, 0) + Bar(ascii, 500) + Bar(ascii, 1000), "048");
}

TEST(HeatMap, BeginsItsWeeksWhereThePersonDoes) {
  ShowGoalResponse shown = ReadShown();
  shown.set_week_start("sun");
  const std::string text = GoalShownText(Screen(), shown);
  EXPECT_LT(text.find("  Sun  "), text.find("  Mon  "));
  // The newest Sunday opens the last column: 22 November.
  EXPECT_TRUE(absl::StrContains(text, "  Sun    ● – ● ● ● ● ○ · – ○ ●\n")) << text;
}

TEST(HeatMap, ShowsADayBeforeTheGoalBeganThatSomethingWasLoggedFor) {
  ShowGoalResponse shown;
  shown.mutable_goal()->set_kind("check");
  shown.mutable_goal()->set_since("2026-11-22");
  shown.set_first_day("2026-09-01");
  shown.set_last_day("2026-11-22");
  const std::string narrow = HeatMap(Screen(), shown);
  EXPECT_TRUE(absl::StrContains(narrow, "  Sun  ·\n")) << narrow;
  daemon::v1::DayState& early = *shown.add_days();
  early.set_day("2026-11-10");
  early.set_state("kept");
  const std::string text = HeatMap(Screen(), shown);
  EXPECT_TRUE(absl::StrContains(text, "  Tue  ●\n")) << text;
  EXPECT_TRUE(absl::StrContains(text, "  Sun    ·\n"))
      << "nothing between: not of the goal" << text;
}

TEST(HeatMap, MovesTogetherAndThenLeavesTheOldestWeeksOut) {
  ShowGoalResponse shown = ReadShown();
  shown.mutable_goal()->set_since("2020-01-01");
  shown.set_first_day("2025-11-29");  // 53 columns
  const auto monday = [&](int columns) {
    const std::string text = GoalShownText(Screen(columns), shown);
    const std::size_t at = text.find(columns < 60 ? "  Mo  " : "  Mon  ");
    return text.substr(at, text.find('\n', at) - at);
  };
  EXPECT_EQ(Width(monday(120)), 7 + 2 * 53 - 1);
  EXPECT_EQ(Width(monday(113)), 7 + 2 * 53 - 1) << "just wide enough";
  EXPECT_EQ(Width(monday(112)), 7 + 53);
  EXPECT_EQ(Width(monday(80)), 7 + 53);
  EXPECT_EQ(Width(monday(40)), 39);
  EXPECT_TRUE(absl::EndsWith(monday(40), "●○––○●●●●–○●")) << monday(40);
}

TEST(Week, IsTheTranscripts) {
  EXPECT_EQ(WeekText(Screen(), TheWeek()),
            "The last seven days, for your eyes only\n\n"
            "I         Sa Su Mo Tu We Th Fr\n"
            "  read    ●  ●  ●  ○  ●  ●  ●    6 of 7    Read 20 min\n"
            "  cello   ●  ·  –  –  –  –  –    1         Practise cello, resting since Mon\n"
            "We\n"
            "  walk    ·  ·  ●  ·  ●  ·  ·    2 of 2    Evening walk together\n\n"
            "  Your I    ▇▇▇▇▇▇▇   7 marks\n"
            "  Your We   ▇▇        2 marks\n");
}

TEST(Week, OfAnotherTimeSaysWhichDaysItEndsWith) {
  LookBackResponse week = TheWeek();
  week.set_today("2026-12-05");
  EXPECT_TRUE(absl::StartsWith(WeekText(Screen(), week),
                               "Seven days up to Fri 27 Nov, for your eyes only\n"));
}

TEST(Week, LeavesDaysBeforeTheGoalAndDaysAheadBlank) {
  LookBackResponse week = TheWeek();
  week.mutable_goals()->DeleteSubrange(1, 2);
  week.mutable_goals(0)->mutable_goal()->set_since("2026-11-23");
  week.mutable_goals(0)->mutable_days()->DeleteSubrange(0, 2);
  week.set_today("2026-11-26");
  EXPECT_TRUE(absl::StrContains(WeekText(Screen(), week),
                                "  read          ●  ○  ●  ●       6 of 7    Read 20 min\n"))
      << WeekText(Screen(), week);
}

TEST(Week, AddsTheAmountsOfGoalsThatHaveThem) {
  LookBackResponse week = TheWeek();
  week.mutable_goals(1)->set_amount("30");
  EXPECT_TRUE(absl::StrContains(WeekText(Screen(120), week),
                                "1         Practise cello, 30 min, resting since Mon\n"))
      << WeekText(Screen(120), week);
}

TEST(Week, SaysNothingBehindATitleThatWouldHaveNoRoom) {
  LookBackResponse week = TheWeek();
  week.mutable_goals(1)->mutable_goal()->set_title("Abcdefghijklmnopqrstuvwxyz");
  int said = 0;
  for (int columns = 50; columns < 100; ++columns) {
    const std::string text = WeekText(Screen(columns), week);
    if (!absl::StrContains(text, "resting since")) continue;
    ++said;
    EXPECT_TRUE(absl::StrContains(text, "Abcdefg")) << columns << "\n" << text;
  }
  EXPECT_GT(said, 10);
}

TEST(LookBack, RoundsTheMarksOfEitherSideToTheNearestColumn) {
  LookBackResponse year = TheYear();
  year.set_marks_us(32);  // of 221, in 24 columns: 3.48
  EXPECT_TRUE(absl::StrContains(YearText(Screen(), year), "  ▇▇▇   "));
  year.set_marks_us(33);  // 3.58
  EXPECT_TRUE(absl::StrContains(YearText(Screen(), year), "  ▇▇▇▇   "));
}

TEST(Month, HasAMarkForEachDayAndBarsWhereThereIsNoRoom) {
  EXPECT_EQ(MonthText(Screen(), TheMonth()),
            "November 2026, for your eyes only\n\n"
            "I         1 2       9       16      23      30\n"
            "  read    ● ●●●●●●● ○○●●●–– ●●●●●●● ●○●●●       22 of 25  Read 20 min\n"
            "  cello   ● ·●···●· ●●·●··· ●·●·●●· ·····       9 of 12   Practise cel…, 270 min\n\n"
            "  Your I    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇   31 marks\n");
  const std::string narrow = MonthText(Screen(40), TheMonth());
  EXPECT_TRUE(absl::StrContains(narrow, "  read    ██▅█▆   22 of 25  Read 20 min\n")) << narrow;
}

TEST(Year, HasABarForEachMonth) {
  EXPECT_EQ(YearText(Screen(), TheYear()),
            "2026, for your eyes only\n\n"
            "I         J F M A M J J A S O N D\n"
            "  read                    ▄ ▇ █    201 of 230  Read 20 min\n"
            "  mood                      ▂ █    20          Mood\n"
            "We\n"
            "  walk    ▁ ▂                 ▅    40 of 61    Evening walk together\n\n"
            "  Your I    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇   221 marks\n"
            "  Your We   ▇▇▇▇                       40 marks\n");
}

TEST(LookBack, SaysWhatToDoWithoutGoals) {
  EXPECT_TRUE(absl::StrContains(WeekText(Screen(), LookBackResponse()), "twofold goal add"));
}

TEST(LookBack, SpeaksColumnsToScripts) {
  const std::string plain = LookBackPlain(TheWeek());
  EXPECT_TRUE(absl::StartsWith(plain, "read\tme\t6\t7\t\t\t2026-11-21=kept,2026-11-22=kept,"));
  EXPECT_TRUE(absl::StrContains(plain, "2026-11-27=resting\tPractise cello\n")) << plain;
}

TEST(Import, SaysTimesInDaysInPlainWords) {
  daemon::v1::ImportResponse response;
  response.set_format("loop");
  daemon::v1::ImportedGoal* goal = response.add_goals();
  goal->set_what("new");
  goal->set_kind("check");
  goal->set_schedule("2/3days");
  EXPECT_TRUE(
      absl::StrContains(ImportReportText(Screen(), response), "check, 2 times in 3 days\n"));
}

TEST(Import, NamesNoDaysOfWhatNoDayAsksFor) {
  daemon::v1::ImportResponse response;
  daemon::v1::ImportedGoal* goal = response.add_goals();
  goal->set_what("new");
  goal->set_kind("observe");
  goal->set_schedule("day");
  EXPECT_TRUE(absl::StrContains(ImportReportText(Screen(), response), " observe\n"));
}

TEST(Import, ReportsWhatEachGoalWouldBring) {
  EXPECT_EQ(ImportReportText(Screen(), LoopReport()),
            "From Loop Habit Tracker, its database\n\n"
            "  wake    Wake up early\n"
            "          new: 120 days, 28 Sep 2014 to 25 Jan 2015\n"
            "          check, every day\n"
            "          31 automatic days were left out.\n"
            "          Loop's own score on 25 Jan 2015: 0.2557; all 10 days agree\n"
            "  run     Run\n"
            "          changed: 12 days (2 new, 1 changed, 9 the same), 1 Oct 2014 to 20 Jan\n"
            "          2015\n"
            "          measure, 3 times per week\n"
            "  -       Old thing\n"
            "          left out: no entries\n\n"
            "  A table that twofold does not need was not used.\n\n"
            "Goals: 1 new, 1 changed, 1 left out.\n");
  EXPECT_EQ(TakenOverText(Screen(), LoopReport()),
            "Taken over: 2 goals, 123 days.\n"
            "Only you can see it.  Undo: twofold undo\n");
}

TEST(Import, SaysOnHowManyDaysTheOtherProgramAgrees) {
  daemon::v1::ImportResponse report = LoopReport();
  report.mutable_goals(0)->set_loop_equal(8);
  EXPECT_TRUE(
      absl::StrContains(ImportReportText(Screen(), report), "0.2557; 8 of 10 days agree\n"));
  report.mutable_goals(0)->set_loop_compared(0);
  EXPECT_TRUE(absl::StrContains(ImportReportText(Screen(), report), "2015: 0.2557\n"));
}

TEST(Import, OfNothingNewTakesNothingOver) {
  daemon::v1::ImportResponse report = LoopReport();
  report.set_changes(false);
  EXPECT_EQ(TakenOverText(Screen(), report), "Nothing to take over: all of it is here already.\n");
}

// Everything that these commands say, with `title` wherever somebody's words stand.
std::string Everything(const Look& look, const std::string& title, const std::string& handle) {
  ShowGoalResponse shown = ReadShown();
  for (Goal* goal : {shown.mutable_goal(), shown.mutable_today()->mutable_goal()}) {
    goal->set_title(title);
    goal->set_handle(handle);
    goal->set_why(title);
    goal->set_unit("bananas");
    goal->mutable_target()->set_direction("at_least");
    goal->mutable_target()->set_amount("123456789.123456");
    goal->mutable_target()->set_per("month");
    goal->add_tags(title);
    daemon::v1::Step& step = *goal->add_steps();
    step.set_number(12);
    step.set_title(title);
    step.set_done_on("2025-11-20");
  }
  shown.mutable_versions(1)->set_learned(title + " " + title);
  shown.mutable_days(0)->set_note(title + "\n" + title);
  shown.mutable_days(1)->set_reason(title);
  std::string out = GoalShownText(look, shown);
  for (LookBackResponse back : {TheWeek(), TheMonth(), TheYear()}) {
    for (auto& goal : *back.mutable_goals()) {
      goal.mutable_goal()->set_title(title);
      goal.mutable_goal()->set_handle(handle);
      goal.set_amount("123456789");
    }
    out += WeekText(look, TheWeek());
    if (back.last_day() == "2026-11-27") out += WeekText(look, back);
    if (back.last_day() == "2026-11-30") out += MonthText(look, back);
    if (back.last_day() == "2026-12-31") out += YearText(look, back);
  }
  daemon::v1::ImportResponse report = LoopReport();
  for (auto& goal : *report.mutable_goals()) {
    goal.set_title(title);
    goal.set_handle(handle);
  }
  Exported exported{"json", title, 3, 4};
  return absl::StrCat(out, ImportedText(look, report), ExportedText(look, exported),
                      LeftOutText(look, {handle, handle, handle, handle, handle}));
}

TEST(LookingBack, FitsEveryScreenWithTitlesOfAnyScript) {
  std::string hebrew, chinese, emoji;
  for (int i = 0; i < 40; ++i) {
    hebrew += "\xD7\x90";
    chinese += "\xE6\x97\xA5";
    emoji += "\xF0\x9F\x91\x8D";
  }
  for (const std::string& title : {std::string(40, 'W'), hebrew, chinese, emoji}) {
    for (const std::string& handle : {std::string("read"), std::string(24, 'w')}) {
      for (const bool ascii : {false, true}) {
        for (const int columns : {40, 59, 60, 80, 120}) {
          Look look = Screen(columns);
          look.ascii_marks = look.ascii_text = ascii;
          const std::string text = Everything(look, title, handle);
          for (absl::string_view line : absl::StrSplit(text, '\n')) {
            EXPECT_LE(Width(line), columns) << line;
            EXPECT_FALSE(absl::EndsWith(line, " ")) << "[" << line << "]";
          }
          for (const char c : text) {
            ASSERT_TRUE(!ascii || static_cast<unsigned char>(c) < 0x80) << text;
          }
        }
      }
    }
  }
}

TEST(LookingBack, HasNoColourUnlessItIsWanted) {
  Look look = Screen();
  EXPECT_FALSE(absl::StrContains(Everything(look, "Read", "read"), "\x1b"));
  look.color = true;
  const std::string text = WeekText(look, TheWeek());
  EXPECT_TRUE(absl::StrContains(text, "\x1b[36mI\x1b[0m"));
  EXPECT_TRUE(absl::StrContains(text, "\x1b[35mYour We\x1b[0m"));
}

TEST(LookingBack, CannotBeSteeredByAnybodysText) {
  const std::string text = Everything(Screen(),
                                      "a\x1b[2J\xE2\x80\xAE\r\x07"
                                      "b",
                                      "c\x1b"
                                      "d");
  for (const char* unwanted : {"\x1b", "\xE2\x80\xAE", "\r", "\x07"}) {
    EXPECT_FALSE(absl::StrContains(text, unwanted)) << text;
  }
}

TEST(LookingBack, UsesNoWordOfBlameOrRank) {
  // The other program's own number is called by that program's own word.
  const std::string text = absl::StrReplaceAll(
      absl::AsciiStrToLower(Everything(Screen(), "Read", "read")), {{"loop's own score", ""}});
  for (absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \n.,;:()"), absl::SkipEmpty())) {
    for (absl::string_view unwanted :
         {"failed", "missed", "broken", "overdue", "ignored", "late", "unanswered", "should",
          "percent", "score", "streak", "level", "rank"}) {
      EXPECT_NE(word, unwanted);
    }
  }
  EXPECT_FALSE(absl::StrContains(text, "%")) << text;
}

}  // namespace
}  // namespace twofold

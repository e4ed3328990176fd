// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Logging: days, spans, many answers at once.
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/schedule/day.h"
#include "tests/daemon/engine_couple.h"
#include "tests/daemon/standing.h"

namespace twofold {
namespace {

constexpr std::int32_t kToday = 20778;  // Saturday, 21 November 2026

class Logging : public Alone {
 protected:
  Logging() {
    EXPECT_THAT(noa.Add("Read"), IsOk());
    EXPECT_THAT(noa.Add("Practise cello", {}, "min"), IsOk());
  }
  DayEntry EntryOn(absl::string_view handle, std::int32_t day) {
    const EntityRef ref = *noa.state().names->Find(handle);
    return (*StoreView(noa.store).FindEntry({ref.space, ref.entity, day, noa.state().self->person}))
        .value_or(DayEntry());
  }
  std::size_t OwnOperations() { return noa.Operations(noa.me()).size(); }
};

// ---- Days ----

TEST_F(Logging, AnyPastDayCanBeLoggedAlsoLongBeforeTheGoalBegan) {
  for (const char* on : {"today", "yesterday", "mon", "3d", "2026-01-31", "1970-01-01"}) {
    EXPECT_THAT(noa.Log("read", "yes", on), IsOk()) << on;
  }
  EXPECT_EQ(EntryOn("read", 0).mark.value.mark, Mark::kKept);
  EXPECT_EQ(EntryOn("read", kToday - 5).mark.value.mark, Mark::kKept) << "Monday is the last one";
  EXPECT_THAT(noa.Log("read", "yes", "tomorrow"), IsRefused("day_ahead"));
  EXPECT_THAT(noa.Log("read", "yes", "1969-12-31"), IsRefused("day_too_early"));
  EXPECT_THAT(noa.Log("read", "yes", "2026-02-30"), IsRefused("day_not_understood"));
}

TEST_F(Logging, AViewSaysWhatStandsNow) {
  const auto view = noa.Answer({.goal = "cello", .what = "30", .on = "yesterday", .note = "slow"});
  ASSERT_THAT(view, IsOk());
  EXPECT_EQ(view->first, absl::CivilDay(2026, 11, 20));
  EXPECT_EQ(view->day, absl::CivilDay(2026, 11, 20));
  EXPECT_FALSE(view->is_today);
  EXPECT_EQ(view->days, 1u);
  EXPECT_EQ(view->added_micros, 30'000'000);
  EXPECT_EQ(view->line.note, "slow");
  EXPECT_EQ(view->line.progress.amount_micros, 30'000'000);
  EXPECT_EQ(view->shared_with, "");
}

TEST_F(Logging, AnArchivedGoalTakesNoAnswerUntilItIsBack) {
  ASSERT_THAT(noa.goals->Archive(noa.Request(), "read"), IsOk());
  const auto before = noa.Everything();
  for (absl::string_view what : {"yes", "no", "skip", "blank"}) {
    EXPECT_THAT(noa.Log("read", what, "yesterday"), IsRefused("goal_not_active")) << what;
  }
  EXPECT_EQ(noa.Everything(), before);
  ASSERT_THAT(noa.goals->Restore(noa.Request(), "read"), IsOk());
  EXPECT_THAT(noa.Log("read"), IsOk());
}

TEST_F(Logging, ANoteOfTheGreatestLengthIsKeptWhole) {
  std::string note;
  for (std::size_t i = 0; i < limits::kNoteLength; ++i) note += "\U0001F33B";
  ASSERT_THAT(noa.Answer({.goal = "read", .what = "yes", .note = note}), IsOk());
  EXPECT_EQ(EntryOn("read", kToday).note.value, note);
  const auto before = noa.Everything();
  EXPECT_THAT(noa.Answer({.goal = "read", .note = note + "."}), IsRefused("note_too_long"));
  EXPECT_EQ(noa.Everything(), before);
  // Over it, and back: the longest note takes an operation of its own.
  ASSERT_THAT(noa.Answer({.goal = "read", .note = "short"}), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(EntryOn("read", kToday).note.value, note);
}

// ---- Spans ----

TEST_F(Logging, ASpanOfOneDayIsThatDay) {
  const auto view = noa.Answer(
      {.goal = "read", .what = "yes", .on = "yesterday", .until = "yesterday", .note = "n"});
  ASSERT_THAT(view, IsOk());
  EXPECT_EQ(view->days, 1u);
  EXPECT_EQ(EntryOn("read", kToday - 1).note.value, "n");
}

TEST_F(Logging, ASpanHasAtMostAYearOfDays) {
  static_assert(limits::kDaysPerSpan == 366);
  const std::string first = IsoDay(DayFromNumber(kToday - 365));
  const auto before = OwnOperations();
  const auto view = noa.Answer({.goal = "read", .what = "yes", .on = first, .until = "today"});
  ASSERT_THAT(view, IsOk());
  EXPECT_EQ(view->days, 366u);
  EXPECT_EQ(OwnOperations(), before + 1);
  EXPECT_EQ(EntryOn("read", kToday - 365).mark.value.mark, Mark::kKept);
  EXPECT_TRUE(IsBlank(EntryOn("read", kToday - 366)));
  const auto all = noa.Everything();
  const std::string earlier = IsoDay(DayFromNumber(kToday - 366));
  EXPECT_THAT(noa.Answer({.goal = "read", .what = "yes", .on = earlier, .until = "today"}),
              IsRefused("span_too_long"));
  EXPECT_EQ(noa.Everything(), all);
}

TEST_F(Logging, ASpanCountsOnlyTheDaysItChanges) {
  ASSERT_THAT(noa.Log("read", "yes", "2d"), IsOk());
  const auto view = noa.Answer({.goal = "read", .what = "yes", .on = "3d", .until = "today"});
  EXPECT_EQ(view->days, 3u);
  EXPECT_FALSE(view->unchanged);
  EXPECT_TRUE(noa.Answer({.goal = "read", .what = "yes", .on = "3d", .until = "today"})->unchanged);
}

TEST_F(Logging, ASpanThatIsNoneIsRefused) {
  EXPECT_THAT(noa.Answer({.goal = "read", .on = "today", .until = "yesterday"}),
              IsRefused("span_not_understood"));
  EXPECT_THAT(noa.Answer({.goal = "read", .on = "3d", .until = "2026-11-22"}),
              IsRefused("day_ahead"));
  EXPECT_THAT(
      noa.Answer({.goal = "read", .what = "yes", .on = "3d", .until = "today", .note = "n"}),
      IsRefused("note_for_span"));
  EXPECT_EQ(OwnOperations(), 4u) << "two goals and nothing else";
}

TEST_F(Logging, OneDayOverItsLimitRefusesTheWholeSpan) {
  ASSERT_THAT(noa.Log("cello", "1000000000", "yesterday"), IsOk());
  const auto before = noa.Everything();
  EXPECT_THAT(noa.Answer({.goal = "cello", .what = "1", .on = "5d", .until = "today"}),
              IsRefused("amount_out_of_range"));
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Logging, EachDayOfASpanGoesByTheRuleItHadThen) {
  noa.clock.Set(absl::CivilMinute(2026, 11, 1, 12, 0));
  ASSERT_THAT(noa.Add("Stretch"), IsOk());
  noa.clock.Set(absl::CivilMinute(2026, 11, 21, 12, 0));
  ASSERT_THAT(noa.goals->Revise(noa.Request(), "stretch", {.at_least = "10min"}, "2026-11-16", ""),
              IsOk());
  const auto before = noa.Everything();
  const AnswerWords yes{
      .goal = "stretch", .what = "yes", .on = "2026-11-14", .until = "2026-11-17"};
  EXPECT_THAT(noa.Answer(yes), IsRefused("amount_missing"));
  const AnswerWords ten{.goal = "stretch", .what = "10", .on = "2026-11-14", .until = "2026-11-17"};
  EXPECT_THAT(noa.Answer(ten), IsRefused("amount_not_wanted"));
  EXPECT_EQ(noa.Everything(), before) << "not even for the days that would have taken it";
  AnswerWords old = yes, young = ten;
  old.until = "2026-11-15";
  young.on = "2026-11-16";
  EXPECT_THAT(noa.Answer(old), IsOk());
  EXPECT_THAT(noa.Answer(young), IsOk());
  const auto both =
      noa.Answer({.goal = "stretch", .what = "skip", .on = "2026-11-13", .until = "2026-11-18"});
  ASSERT_THAT(both, IsOk()) << "what both rules take goes across";
  EXPECT_EQ(both->days, 6u);
  EXPECT_EQ(EntryOn("stretch", kToday - 5).amount_micros, 0);
}

TEST_F(Logging, ALongReasonOnALongSpanTakesSeveralOperations) {
  std::string reason;
  for (std::size_t i = 0; i < limits::kLineLength; ++i) reason += "\U0001F927";
  const std::string first = IsoDay(DayFromNumber(kToday - 365));
  const auto standing = Standing(noa);
  const auto before = OwnOperations();
  const auto view = noa.Answer({.goal = "read", .what = "skip", .on = first, .reason = reason});
  ASSERT_THAT(view, IsOk());
  const auto span =
      noa.Answer({.goal = "read", .what = "skip", .on = first, .until = "today", .reason = reason});
  ASSERT_THAT(span, IsOk());
  EXPECT_EQ(span->days, 365u);
  EXPECT_GT(OwnOperations(), before + 20);
  for (const Operation& operation : noa.Operations(noa.me())) {
    EXPECT_LE(operation.bytes.size(), limits::kOperationBytes);
    EXPECT_FALSE(std::holds_alternative<InvalidPayload>(operation.payload));
  }
  for (std::int32_t day = kToday - 365; day <= kToday; ++day) {
    ASSERT_EQ(EntryOn("read", day).mark.value, (DayMark{Mark::kSkipped, reason})) << day;
  }
  const auto after = Standing(noa);
  // Blank, and back: what stood there takes as much room.
  ASSERT_THAT(noa.Answer({.goal = "read", .what = "blank", .on = first, .until = "today"}), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(Standing(noa), after);
  ASSERT_THAT(noa.Undo(), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(Standing(noa), standing);
}

// ---- Many at once ----

TEST_F(Logging, EachAnswerStandsForItself) {
  const auto views = noa.LogAll(
      {{.goal = "read"}, {.goal = "nobody"}, {.goal = "cello"}, {.goal = "cello", .what = "20"}});
  ASSERT_THAT(views, IsOk());
  ASSERT_EQ(views->size(), 4u);
  EXPECT_THAT((*views)[0].refusal, IsOk());
  EXPECT_THAT((*views)[1].refusal, IsRefused("no_such_goal"));
  EXPECT_THAT((*views)[2].refusal, IsRefused("amount_missing"));
  EXPECT_EQ((*views)[3].added_micros, 20'000'000);
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone);
  EXPECT_EQ(noa.acts->History(0, 0)->acts.front().count, 2u);
  ASSERT_THAT(noa.Undo(), IsOk()) << "as one act";
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
  EXPECT_EQ(noa.StateOn("cello"), LineState::kOpen);
}

TEST_F(Logging, AllOrNoneIsNoneWhenOneIsRefused) {
  const auto before = noa.Everything();
  const auto refused = noa.LogAll(
      {{.goal = "read"}, {.goal = "cello", .what = "20"}, {.goal = "x"}}, Together::kAllOrNone);
  EXPECT_THAT(refused, IsRefused("no_such_goal"));
  EXPECT_EQ(RefusalAftermath(refused.status()), "Nothing was logged.");
  EXPECT_EQ(noa.Everything(), before);
  EXPECT_THAT(noa.LogAll({{.goal = "read"}, {.goal = "cello", .what = "20"}}, Together::kAllOrNone),
              IsOk());
  EXPECT_EQ(noa.StateOn("cello"), LineState::kDone);
}

TEST_F(Logging, OneAnswerAloneIsRefusedAsTheCall) {
  EXPECT_THAT(noa.LogAll({{.goal = "x"}}), IsRefused("no_such_goal"));
  EXPECT_THAT(noa.LogAll({}), IsRefused("no_answers"));
}

TEST_F(Logging, WhatTheDiskGetsWrongIsNoAnswersOwnFault) {
  noa.store.FailCommits(absl::ResourceExhaustedError("no space"));
  EXPECT_THAT(noa.LogAll({{.goal = "read"}, {.goal = "cello", .what = "1"}}),
              IsRefused("disk_full"));
}

TEST_F(Logging, TheSameGoalTwiceInOneBatchHasBothAnswersInTurn) {
  const auto standing = Standing(noa);
  const auto views = noa.LogAll({{.goal = "cello", .what = "10"},
                                 {.goal = "read", .what = "no"},
                                 {.goal = "cello", .what = "5"},
                                 {.goal = "read", .what = "skip", .reason = "flu"},
                                 {.goal = "cello", .what = "1", .whole = true}});
  ASSERT_THAT(views, IsOk());
  EXPECT_EQ((*views)[2].line.progress.amount_micros, 15'000'000);
  EXPECT_EQ((*views)[4].added_micros, -14'000'000);
  EXPECT_EQ(EntryOn("cello", kToday).amount_micros, 1'000'000);
  EXPECT_EQ(EntryOn("read", kToday).mark.value, (DayMark{Mark::kSkipped, "flu"}));
  const auto logged = Standing(noa);
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(noa.Undo(), IsOk());
    EXPECT_EQ(Standing(noa), standing);
    ASSERT_THAT(noa.Redo(), IsOk());
    EXPECT_EQ(Standing(noa), logged);
  }
}

TEST_F(Logging, TenThousandAnswersAreTakenAndNotOneMore) {
  std::vector<std::string> days;
  for (std::size_t i = 0; i <= limits::kAnswersPerCall; ++i) {
    days.push_back(IsoDay(DayFromNumber(kToday - static_cast<std::int32_t>(i))));
  }
  std::vector<AnswerWords> answers;
  for (const std::string& day : days) answers.push_back({.goal = "read", .on = day});
  const auto before = noa.Everything();
  for (const Together together : {Together::kEach, Together::kAllOrNone}) {
    EXPECT_THAT(noa.LogAll(answers, together), IsRefused("too_many_answers"));
  }
  EXPECT_EQ(noa.Everything(), before);
  answers.pop_back();
  const auto standing = Standing(noa);
  const auto views = noa.LogAll(answers);
  ASSERT_THAT(views, IsOk());
  EXPECT_EQ(views->size(), limits::kAnswersPerCall);
  EXPECT_EQ(EntryOn("read", kToday - 9'999).mark.value.mark, Mark::kKept);
  EXPECT_EQ(noa.Undo()->act.count, limits::kAnswersPerCall);
  EXPECT_EQ(Standing(noa), standing);
}

// ---- The same request twice ----

TEST_F(Logging, ARepeatedBatchWritesNothingAndSaysHowTheDaysStand) {
  const std::vector<AnswerWords> answers = {
      {.goal = "read"}, {.goal = "x"}, {.goal = "cello", .what = "20"}};
  const RequestId request = noa.Request();
  ASSERT_THAT(noa.entries->Log(request, Together::kEach, answers), IsOk());
  const auto before = noa.Everything();
  const auto again = noa.entries->Log(request, Together::kEach, answers);
  ASSERT_THAT(again, IsOk());
  ASSERT_EQ(again->size(), 3u);
  EXPECT_EQ((*again)[0].line.progress.state, LineState::kDone);
  EXPECT_THAT((*again)[1].refusal, IsRefused("no_such_goal"));
  EXPECT_EQ((*again)[2].line.progress.amount_micros, 20'000'000);
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Logging, ARepeatAfterMidnightStillMeansTheDayItMeant) {
  const RequestId request = noa.Request();
  const AnswerWords span{.goal = "cello", .what = "20", .on = "2d", .until = "today"};
  ASSERT_THAT(noa.Answer(request, span), IsOk());
  noa.clock.Advance(absl::Hours(24));
  const auto before = noa.Everything();
  const auto again = noa.Answer(request, span);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->first, absl::CivilDay(2026, 11, 19));
  EXPECT_EQ(again->day, absl::CivilDay(2026, 11, 21));
  EXPECT_EQ(again->added_micros, 20'000'000);
  EXPECT_EQ(again->days, 3u);
  EXPECT_EQ(noa.Everything(), before);
}

// ---- Ease ----

TEST_F(Logging, EaseIsFromOneToFiveAndCanBeTakenBack) {
  for (absl::string_view bad : {"", "0", "6", "11", "-1", "a", "\u0663", "3.5"}) {
    EXPECT_THAT(noa.entries->SetEase(noa.Request(), "read", bad, ""),
                IsRefused("ease_not_understood"))
        << bad;
  }
  EXPECT_EQ(noa.entries->SetEase(noa.Request(), "read", "1", "yesterday")->ease, 1);
  EXPECT_EQ(noa.entries->SetEase(noa.Request(), "read", "5", "")->ease, 5);
  EXPECT_EQ(noa.numbers->Show("read", 0)->ease.size(), 2u);
  EXPECT_EQ(noa.entries->SetEase(noa.Request(), "read", "none", "")->ease, 0);
  EXPECT_EQ(noa.numbers->Show("read", 0)->ease.size(), 1u);
  EXPECT_THAT(noa.entries->SetEase(noa.Request(), "read", "3", "tomorrow"), IsRefused("day_ahead"));
  EXPECT_THAT(noa.entries->SetEase(noa.Request(), "x", "3", ""), IsRefused("no_such_goal"));
}

TEST_F(Logging, EaseIsAskedForEveryTwoWeeksWhereItIsWished) {
  EXPECT_FALSE(noa.Today()->lines[0].ease_due);
  ASSERT_THAT(noa.goals->Edit(noa.Request(), "read", {.asks_ease = true}), IsOk());
  EXPECT_FALSE(noa.Today()->lines[0].ease_due) << "not on the first day";
  noa.clock.Advance(absl::Hours(14 * 24));
  EXPECT_TRUE(noa.Today()->lines[0].ease_due);
  ASSERT_THAT(noa.entries->SetEase(noa.Request(), "read", "2", ""), IsOk());
  EXPECT_FALSE(noa.Today()->lines[0].ease_due);
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_TRUE(noa.Today()->lines[0].ease_due);
}

}  // namespace
}  // namespace twofold

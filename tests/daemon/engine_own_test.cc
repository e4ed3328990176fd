// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One person alone: setting up, goals, entries, undo.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "tests/daemon/engine_couple.h"

namespace twofold {
namespace {

TEST(BeforeStart, EverythingSaysWhatToDo) {
  Computer noa('n');
  const auto not_started = IsRefused("not_started");
  EXPECT_THAT(noa.Add("Read"), not_started);
  EXPECT_THAT(noa.goals->List(GoalScope::kAll, {}), not_started);
  EXPECT_THAT(noa.goals->Archive(noa.Request(), "read"), not_started);
  EXPECT_THAT(noa.Log("read"), not_started);
  EXPECT_THAT(noa.Today(), not_started);
  EXPECT_THAT(noa.Undo(), not_started);
  EXPECT_THAT(noa.Redo(), not_started);
  EXPECT_THAT(noa.Propose("Walk"), not_started);
  EXPECT_THAT(noa.couple->Shared(), not_started);
  EXPECT_THAT(noa.pairing->CheckMayPair(), not_started);
  EXPECT_TRUE(noa.Everything().empty());
}

TEST(Start, TwiceChangesNothing) {
  Computer noa('n');
  const auto first = noa.profile->Start(noa.Request(), "Noa", "21:00");
  ASSERT_THAT(first, IsOk());
  EXPECT_FALSE(first->already);
  EXPECT_EQ(first->self.checkin_minute, 1260);
  const auto before = noa.Everything();
  const auto second = noa.profile->Start(noa.Request(), "Somebody else", "");
  ASSERT_THAT(second, IsOk());
  EXPECT_TRUE(second->already);
  EXPECT_EQ(second->self, first->self);
  EXPECT_EQ(noa.Everything(), before);
}

TEST(Start, RefusesANameOrTimeThatIsNone) {
  Computer noa('n');
  EXPECT_THAT(noa.profile->Start(noa.Request(), "", ""), IsRefused("name_empty"));
  EXPECT_THAT(noa.profile->Start(noa.Request(), "Noa", "25:00"), IsRefused("time_not_understood"));
  EXPECT_FALSE(noa.state().self.has_value());
}

TEST_F(Alone, AnAddedGoalIsPrivateActiveAndListed) {
  const auto added = noa.Add("Read 20 min", {.every = "day"});
  ASSERT_THAT(added, IsOk());
  EXPECT_EQ(added->handle, "read");
  EXPECT_EQ(added->title, "Read 20 min");
  EXPECT_EQ(added->side, Side::kMe);
  EXPECT_EQ(added->state, GoalState::kActive);
  EXPECT_EQ(noa.Handles(), std::vector<std::string>{"read"});
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
}

TEST_F(Alone, GoalsSurviveARestart) {
  ASSERT_THAT(noa.Add("Read 20 min"), IsOk());
  ASSERT_THAT(noa.Add("Practise cello", {.times = "3", .per = "week"}, "min"), IsOk());
  ASSERT_THAT(noa.Log("cello", "30min"), IsOk());
  noa.Reopen();
  EXPECT_EQ(noa.Handles(), (std::vector<std::string>{"read", "cello"}));
  EXPECT_EQ(noa.StateOn("cello"), LineState::kDone);
  EXPECT_THAT(noa.Log("cell", "5"), IsOk()) << "handles are known again";
}

TEST_F(Alone, AGoalThatIsRefusedLeavesNothing) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const auto before = noa.Everything();
  EXPECT_THAT(noa.Add(""), IsRefused("title_empty"));
  EXPECT_THAT(noa.Add("Walk", {.every = "xyz"}), IsRefused("schedule_not_understood"));
  EXPECT_THAT(noa.Add("Walk", {}, "2min"), IsRefused("unit_not_text"));
  EXPECT_THAT(noa.Add("Walk", {}, "", "p1"), IsRefused("handle_not_allowed"));
  const auto taken = noa.Add("Walk", {}, "", "read");
  EXPECT_THAT(taken, IsRefused("handle_taken"));
  EXPECT_EQ(RefusalAftermath(taken.status()), "Nothing was added.");
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Alone, TheSameTitleTwiceMakesTwoHandles) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  EXPECT_EQ(noa.Add("Read more")->handle, "read2");
  EXPECT_THAT(noa.Log("read"), IsOk()) << "an exact handle is not ambiguous";
}

TEST_F(Alone, AUniqueBeginningIsEnoughAndAnAmbiguousOneIsNamed) {
  ASSERT_THAT(noa.Add("Walk"), IsOk());
  ASSERT_THAT(noa.Add("Water the plants"), IsOk());
  EXPECT_EQ(noa.Log("wal")->line.goal.handle, "walk");
  const auto ambiguous = noa.Log("wa");
  EXPECT_THAT(ambiguous, IsRefused("ambiguous_handle"));
  EXPECT_EQ(ambiguous.status().message(), "\"wa\" could be walk or water.");
  EXPECT_EQ(RefusalAftermath(ambiguous.status()), "Nothing was logged.");
}

TEST_F(Alone, AMistypedHandleGetsTheNearestOne) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const auto refused = noa.Log("raed");
  EXPECT_THAT(refused, IsRefused("no_such_goal"));
  ASSERT_FALSE(RefusalHints(refused.status()).empty());
  EXPECT_EQ(RefusalHints(refused.status())[0], (RefusalHint{"Did you mean", "read"}));
  EXPECT_THAT(noa.Log("p7"), IsRefused("no_such_item"));
  EXPECT_THAT(noa.Log(""), IsRefused("no_such_goal"));
}

TEST_F(Alone, AnArchivedGoalIsOutOfSightAndTakesNoEntry) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  EXPECT_EQ(noa.goals->Archive(noa.Request(), "read")->state, GoalState::kArchived);
  EXPECT_TRUE(noa.Handles().empty());
  EXPECT_EQ(noa.Handles(GoalScope::kAll), std::vector<std::string>{"read"});
  EXPECT_TRUE(noa.Today()->lines.empty());
  EXPECT_THAT(noa.Log("read"), IsRefused("goal_not_active"));
  EXPECT_THAT(noa.goals->Archive(noa.Request(), "read"), IsRefused("already_archived"));
  EXPECT_EQ(noa.Add("Read")->handle, "read2") << "a handle is for life";
}

TEST_F(Alone, ACheckIsLoggedOnceADay) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const auto first = noa.Log("read");
  ASSERT_THAT(first, IsOk());
  EXPECT_FALSE(first->unchanged);
  EXPECT_TRUE(first->is_today);
  EXPECT_EQ(first->shared_with, "");
  const auto operations = noa.Operations(noa.state().me->id).size();
  EXPECT_TRUE(noa.Log("read")->unchanged);
  EXPECT_EQ(noa.Operations(noa.state().me->id).size(), operations);
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone);
}

TEST_F(Alone, AmountsOfADayAddUp) {
  ASSERT_THAT(noa.Add("Practise cello", {}, "min"), IsOk());
  ASSERT_THAT(noa.Log("cello", "30min"), IsOk());
  const auto second = noa.Log("cello", "12.5");
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->added_micros, 12'500'000);
  EXPECT_EQ(second->line.progress.amount_micros, 42'500'000);
}

TEST_F(Alone, ADaysSumHasALimit) {
  ASSERT_THAT(noa.Add("Count steps", {}, "steps", "steps"), IsOk());
  ASSERT_THAT(noa.Log("steps", "999999999"), IsOk());
  EXPECT_THAT(noa.Log("steps", "2"), IsRefused("amount_out_of_range"));
  EXPECT_THAT(noa.Log("steps", "1"), IsOk());
  EXPECT_THAT(noa.Log("steps", "0.000001"), IsRefused("amount_out_of_range"));
  EXPECT_THAT(noa.Log("steps", "5", "yesterday"), IsOk());
}

TEST_F(Alone, AnAmountIsWantedWhereItBelongsOnly) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Add("Practise cello", {}, "min"), IsOk());
  EXPECT_THAT(noa.Log("read", "30"), IsRefused("amount_not_wanted"));
  EXPECT_THAT(noa.Log("cello"), IsRefused("amount_missing"));
  EXPECT_THAT(noa.Log("cello", "30km"), IsRefused("wrong_unit"));
  EXPECT_THAT(noa.Log("cello", "abc"), IsRefused("amount_not_understood"));
  EXPECT_THAT(noa.Log("read", "abc"), IsRefused("answer_not_understood"));
}

TEST_F(Alone, ADayInThePastIsLoggedAndOneToComeIsNot) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const auto logged = noa.Log("read", "", "yesterday");
  ASSERT_THAT(logged, IsOk());
  EXPECT_EQ(logged->day, absl::CivilDay(2026, 11, 20));
  EXPECT_FALSE(logged->is_today);
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
  EXPECT_THAT(noa.Log("read", "", "2026-11-22"), IsRefused("day_ahead"));
}

TEST_F(Alone, AfterMidnightItIsStillTheDayBefore) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  noa.clock.Set(absl::CivilMinute(2026, 11, 22, 3, 59));
  EXPECT_EQ(noa.Log("read")->day, absl::CivilDay(2026, 11, 21));
  noa.clock.Set(absl::CivilMinute(2026, 11, 22, 4, 0));
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
}

TEST_F(Alone, TheCheckInIsOpenFromItsTimeWhileSomethingIs) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  noa.clock.Set(absl::CivilMinute(2026, 11, 21, 20, 59));
  EXPECT_FALSE(noa.Today()->checkin_open_since.has_value());
  noa.clock.Set(absl::CivilMinute(2026, 11, 21, 21, 0));
  EXPECT_EQ(noa.Today()->checkin_open_since, 1260);
  noa.clock.Set(absl::CivilMinute(2026, 11, 22, 2, 0));
  EXPECT_EQ(noa.Today()->checkin_open_since, 1260);
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_FALSE(noa.Today()->checkin_open_since.has_value());
}

// ---- Undo and redo ----

TEST_F(Alone, UndoTakesBackTheNewestAndGoesOnFurther) {
  ASSERT_THAT(noa.Add("Practise cello", {}, "min"), IsOk());
  ASSERT_THAT(noa.Log("cello", "30"), IsOk());
  ASSERT_THAT(noa.Log("cello", "300"), IsOk());
  const auto first = noa.Undo();
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->act.amount_micros, 300'000'000);
  EXPECT_EQ(first->act.handle, "cello");
  EXPECT_EQ(first->act.unit, "min");
  EXPECT_FALSE(first->day_blank);
  const auto second = noa.Undo();
  EXPECT_TRUE(second->day_blank);
  EXPECT_EQ(noa.Undo()->act.kind, ActKind::kGoalAdd);
  EXPECT_TRUE(noa.Handles(GoalScope::kAll).empty());
  EXPECT_THAT(noa.Undo(), IsRefused("nothing_to_undo"));
}

TEST_F(Alone, RedoBringsEverythingBackInOrder) {
  ASSERT_THAT(noa.Add("Practise cello", {}, "min"), IsOk());
  ASSERT_THAT(noa.Log("cello", "30"), IsOk());
  ASSERT_THAT(noa.Log("cello", "300"), IsOk());
  ASSERT_THAT(noa.goals->Archive(noa.Request(), "cello"), IsOk());
  for (int i = 0; i < 4; ++i) ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(noa.Redo()->kind, ActKind::kGoalAdd);
  EXPECT_EQ(noa.Redo()->amount_micros, 30'000'000);
  EXPECT_EQ(noa.Redo()->amount_micros, 300'000'000);
  EXPECT_EQ(noa.Today()->lines[0].progress.amount_micros, 330'000'000);
  EXPECT_EQ(noa.Redo()->kind, ActKind::kGoalArchive);
  EXPECT_THAT(noa.Redo(), IsRefused("nothing_to_redo"));
}

TEST_F(Alone, RedoEndsWhenSomethingNewWasDone) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  ASSERT_THAT(noa.Add("Walk"), IsOk());
  EXPECT_THAT(noa.Redo(), IsRefused("nothing_to_redo"));
}

TEST_F(Alone, RedoBringsBackWhatWasUndoneLastNotSomethingOlder) {
  ASSERT_THAT(noa.Add("Practise cello", {}, "min"), IsOk());
  ASSERT_THAT(noa.Log("cello", "300"), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  ASSERT_THAT(noa.Log("cello", "30"), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(noa.Redo()->amount_micros, 30'000'000);
  EXPECT_THAT(noa.Redo(), IsRefused("nothing_to_redo"));
  EXPECT_EQ(noa.Today()->lines[0].progress.amount_micros, 30'000'000);
}

TEST_F(Alone, UndoAndRedoBackAndForthEndWhereTheyBegan) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  for (int i = 0; i < 5; ++i) {
    ASSERT_THAT(noa.Undo(), IsOk());
    EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
    ASSERT_THAT(noa.Redo(), IsOk());
    EXPECT_EQ(noa.StateOn("read"), LineState::kDone);
  }
}

TEST_F(Alone, AGoalThatWasUndoneFreesItsHandle) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_THAT(noa.Log("read"), IsRefused("no_such_goal"));
  noa.Reopen();
  EXPECT_THAT(noa.Log("read"), IsRefused("no_such_goal")) << "also after a restart";
  EXPECT_EQ(noa.Add("Read")->handle, "read");
}

// ---- Requests ----

TEST_F(Alone, TheSameRequestHasOneEffect) {
  ASSERT_THAT(noa.Add("Practise cello", {}, "min"), IsOk());
  const RequestId request = noa.Request();
  ASSERT_THAT(noa.Answer(request, {.goal = "cello", .what = "30"}), IsOk());
  const auto before = noa.Everything();
  const auto again = noa.Answer(request, {.goal = "cello", .what = "30"});
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->added_micros, 30'000'000);
  EXPECT_EQ(again->line.progress.amount_micros, 30'000'000);
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Alone, TheSameRequestHasOneEffectAcrossARestart) {
  const RequestId add = noa.Request(), log = noa.Request(), undo = noa.Request(),
                  redo = noa.Request();
  const NewGoal cello{.beside = {.title = "Practise cello"}, .terms = {.unit = "min"}};
  ASSERT_THAT(noa.goals->Add(add, cello), IsOk());
  ASSERT_THAT(noa.Answer(log, {.goal = "cello", .what = "30"}), IsOk());
  ASSERT_THAT(noa.acts->Undo(undo), IsOk());
  ASSERT_THAT(noa.acts->Redo(redo), IsOk());
  const auto before = noa.Everything();
  noa.Reopen();
  EXPECT_EQ(noa.goals->Add(add, cello)->handle, "cello");
  EXPECT_EQ(noa.Answer(log, {.goal = "cello", .what = "30"})->added_micros, 30'000'000);
  EXPECT_EQ(noa.acts->Undo(undo)->act.amount_micros, 30'000'000);
  EXPECT_EQ(noa.acts->Redo(redo)->amount_micros, 30'000'000);
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Alone, ARequestThatWasRefusedIsNotRemembered) {
  const RequestId request = noa.Request();
  EXPECT_THAT(noa.Answer(request, {.goal = "read", .what = ""}), IsRefused("no_such_goal"));
  ASSERT_THAT(noa.Add("Read"), IsOk());
  EXPECT_THAT(noa.Answer(request, {.goal = "read", .what = ""}), IsOk());
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone);
}

TEST_F(Alone, ALogThatChangedNothingIsRememberedToo) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  const RequestId request = noa.Request();
  EXPECT_TRUE(noa.Answer(request, {.goal = "read", .what = ""})->unchanged);
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_TRUE(noa.Answer(request, {.goal = "read", .what = ""})->unchanged);
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen) << "a repeat does nothing anew";
}

TEST_F(Alone, TheNewestThousandRequestsAreRememberedAlsoAcrossARestart) {
  ASSERT_THAT(noa.Add("Practise cello", {}, "min"), IsOk());
  std::vector<RequestId> requests;
  for (std::uint64_t i = 0; i < limits::kRememberedRequests + 10; ++i) {
    requests.push_back(noa.Request());
    ASSERT_THAT(noa.Answer(requests.back(), {.goal = "cello", .what = "1"}), IsOk());
    if (i == limits::kRememberedRequests / 2) noa.Reopen();
  }
  noa.Reopen();
  ASSERT_THAT(noa.Log("cello", "1"), IsOk());
  const auto before = noa.Today()->lines[0].progress.amount_micros;
  for (std::size_t i = requests.size() - limits::kRememberedRequests + 1; i < requests.size();
       ++i) {
    ASSERT_THAT(noa.Answer(requests[i], {.goal = "cello", .what = "1"}), IsOk());
  }
  EXPECT_EQ(noa.Today()->lines[0].progress.amount_micros, before);
  ASSERT_THAT(noa.Answer(requests.front(), {.goal = "cello", .what = "1"}), IsOk());
  EXPECT_GT(noa.Today()->lines[0].progress.amount_micros, before) << "the oldest is not";
}

// ---- The disk ----

TEST_F(Alone, AFullDiskIsSaidAndChangesNothing) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const auto before = noa.Everything();
  noa.store.FailCommits(absl::ResourceExhaustedError("no space"));
  const auto refused = noa.Log("read");
  EXPECT_THAT(refused, IsRefused("disk_full"));
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(noa.Add("Walk"), IsRefused("disk_full"));
  EXPECT_EQ(noa.Everything(), before);
  EXPECT_EQ(noa.StateOn("read"), LineState::kOpen);
  EXPECT_EQ(noa.Handles(), std::vector<std::string>{"read"});
}

TEST_F(Alone, AfterTheDiskHasRoomAgainEverythingGoesOn) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  noa.store.FailCommits(absl::ResourceExhaustedError("no space"));
  const RequestId request = noa.Request();
  EXPECT_THAT(noa.Answer(request, {.goal = "read", .what = ""}), IsRefused("disk_full"));
  EXPECT_THAT(noa.Add("Walk"), IsRefused("disk_full"));
  noa.store.FailCommits(absl::OkStatus());
  EXPECT_FALSE(noa.Answer(request, {.goal = "read", .what = ""})->unchanged);
  EXPECT_EQ(noa.Add("Walk")->handle, "walk") << "the failed one took no handle";
  EXPECT_EQ(noa.StateOn("read"), LineState::kDone);
}

TEST_F(Alone, OtherTroubleOfTheDiskIsUnknownAndSaidSo) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  noa.store.FailCommits(absl::UnavailableError("EIO"));
  const auto refused = noa.Log("read");
  EXPECT_THAT(refused, IsRefused("disk_trouble"));
  EXPECT_FALSE(absl::StrContains(refused.status().message(), "EIO"));
  noa.store.FailCommits(absl::DataLossError("bad block"));
  EXPECT_THAT(noa.Log("read"), IsRefused("store_damaged"));
}

TEST_F(Alone, OneActIsOneCommit) {
  const int before = noa.store.commits();
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  EXPECT_EQ(noa.store.commits(), before + 2);
}

}  // namespace
}  // namespace twofold

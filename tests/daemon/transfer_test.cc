// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Taking along and taking in, claim by claim.
#include <filesystem>

#include "absl/strings/match.h"
#include "core/base/limits.h"
#include "core/base/local_zone.h"
#include "core/schedule/day.h"
#include "daemon/rpc/transfer_service.h"
#include "tests/daemon/transfer_home.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

namespace pb = portable::v1;

constexpr std::int32_t kToday = 20778;  // 21 November 2026, a Saturday

// A check of another program with these days kept.
PortableGoal Check(absl::string_view key, absl::string_view title,
                   const std::vector<std::int32_t>& days = {}) {
  PortableGoal goal;
  goal.source = absl::StrCat("loop:", key);
  goal.title = std::string(title);
  goal.versions.push_back({kToday - 100, GoalTerms(), ""});
  for (const std::int32_t day : days) goal.days.push_back({day, {Mark::kKept, ""}});
  return goal;
}

ImportedFile File(std::vector<PortableGoal> goals, absl::string_view format = "loop") {
  return {std::string(format), std::move(goals), {}};
}

std::vector<PortableDay> Days(const Home& home, absl::string_view handle) {
  const TakenAlong all = home.Export({handle});
  return all.goals.empty() ? std::vector<PortableDay>() : all.goals[0].days;
}

class Transfer : public testing::Test {
 protected:
  Home noa{'n'};
};

TEST(TransferBeforeStart, BothSayWhatToDo) {
  MemoryByteStore store;
  TestDevice device('n');
  SimClock clock;
  SeededRandom random(1);
  const auto ledger =
      Ledger::Open({store, device.notary, device.device, device.key, device.boxes, clock, random});
  ASSERT_THAT(ledger, IsOk());
  const auto not_started = IsRefused("not_started");
  EXPECT_THAT(ExportEngine(**ledger).Export(GoalScope::kAll, {}), not_started);
  const ImportEngine imports(**ledger);
  EXPECT_THAT(imports.Import(RequestId(), ImportMode::kDryRun, {}), not_started);
  EXPECT_THAT(imports.Import(RequestId(), ImportMode::kApply, {}), not_started);
}

// ---- Taking in ----

TEST_F(Transfer, ADryRunChangesNothingAndSaysTheSameAsTheRun) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const ImportedFile file = File({Check("a", "Read", {kToday, kToday - 3}), Check("b", "Walk")});
  const auto before = noa.Everything();
  const auto dry = noa.Import(file, ImportMode::kDryRun);
  ASSERT_THAT(dry, IsOk());
  EXPECT_EQ(noa.Everything(), before);
  const auto taken = noa.Import(file);
  ASSERT_THAT(taken, IsOk());
  EXPECT_TRUE(dry->changes && taken->changes);
  for (const auto* view : {&*dry, &*taken}) {
    ASSERT_EQ(view->goals.size(), 2u);
    EXPECT_EQ(view->goals[0].handle, "read2");
    EXPECT_EQ(view->goals[0].title, "Read");
    EXPECT_EQ(view->goals[0].as, ImportedAs::kNew);
    EXPECT_EQ(view->goals[0].days, 2u);
    EXPECT_EQ(view->goals[0].added, 2u);
    EXPECT_EQ(view->goals[0].first_day, kToday - 3);
    EXPECT_EQ(view->goals[0].last_day, kToday);
    EXPECT_EQ(view->goals[1].handle, "walk");
    EXPECT_EQ(view->goals[1].days, 0u);
    EXPECT_FALSE(view->goals[1].first_day.has_value());
  }
}

TEST_F(Transfer, NewGoalsStandBehindAllOthersInTheFilesOrder) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Import(File({Check("a", "Walk"), Check("b", "Cello"), Check("c", "Sleep")})),
              IsOk());
  ASSERT_THAT(noa.Add("Write"), IsOk());
  std::vector<std::string> handles;
  for (const PortableGoal& goal : noa.Export().goals) handles.push_back(goal.handle);
  EXPECT_EQ(handles, (std::vector<std::string>{"read", "walk", "cello", "sleep", "write"}));
}

TEST_F(Transfer, TheSameFileTwiceChangesNothingTheSecondTime) {
  const ImportedFile file = File({Check("a", "Read", {kToday, kToday - 3})});
  ASSERT_THAT(noa.Import(file), IsOk());
  const auto before = noa.Everything();
  const auto again = noa.Import(file);
  ASSERT_THAT(again, IsOk());
  EXPECT_FALSE(again->changes);
  EXPECT_EQ(again->goals[0].as, ImportedAs::kSame);
  EXPECT_EQ(again->goals[0].same, 2u);
  EXPECT_EQ(noa.Everything(), before);
}

TEST_F(Transfer, AFileThatHasGrownBringsTheGoalUpToDate) {
  PortableGoal goal = Check("a", "Read", {kToday - 3, kToday - 2});
  goal.days[1].note = "long";
  ASSERT_THAT(noa.Import(File({goal})), IsOk());
  goal.days[0].mark = {Mark::kSkipped, "ill"};
  goal.days[1].note = "";
  goal.days.push_back({kToday, {Mark::kNotKept, ""}});
  const auto view = noa.Import(File({goal}));
  ASSERT_THAT(view, IsOk());
  EXPECT_EQ(view->goals[0].as, ImportedAs::kChanged);
  EXPECT_EQ(view->goals[0].added, 1u);
  EXPECT_EQ(view->goals[0].changed, 1u);
  EXPECT_EQ(view->goals[0].same, 1u);
  const auto days = Days(noa, "read");
  ASSERT_EQ(days.size(), 3u);
  EXPECT_EQ(days[0].mark, (DayMark{Mark::kSkipped, "ill"}));
  EXPECT_EQ(days[1].note, "long") << "an empty note takes nothing away";
  EXPECT_EQ(days[2].mark.mark, Mark::kNotKept);
  EXPECT_EQ(noa.Export().goals.size(), 1u);
}

TEST_F(Transfer, ANoteAloneLeavesTheMarkOfTheDay) {
  ASSERT_THAT(noa.Import(File({Check("a", "Read", {kToday})})), IsOk());
  PortableGoal goal = Check("a", "Read");
  goal.days.push_back({.day = kToday, .note = "good"});
  ASSERT_THAT(noa.Import(File({goal})), IsOk());
  const auto days = Days(noa, "read");
  ASSERT_EQ(days.size(), 1u);
  EXPECT_EQ(days[0].mark.mark, Mark::kKept);
  EXPECT_EQ(days[0].note, "good");
}

TEST_F(Transfer, AnotherProgramsFileLeavesWhatThePersonMadeOfTheGoal) {
  ASSERT_THAT(noa.Import(File({Check("a", "Read")})), IsOk());
  GoalEngine goals(*noa.ledger);
  ASSERT_THAT(goals.Edit(noa.Request(), "read", {.title = "Read more", .handle = "more"}), IsOk());
  ASSERT_THAT(goals.Revise(noa.Request(), "more", {.schedule = {.every = "mon"}}, "", ""), IsOk());
  ASSERT_THAT(goals.Archive(noa.Request(), "more"), IsOk());
  const auto before = Bytes(noa.Portable());
  const auto view = noa.Import(File({Check("a", "Read")}));
  ASSERT_THAT(view, IsOk());
  EXPECT_FALSE(view->changes);
  EXPECT_EQ(view->goals[0].title, "Read more");
  EXPECT_EQ(view->goals[0].handle, "more");
  ASSERT_TRUE(view->goals[0].terms.has_value());
  EXPECT_EQ(ShapeWords(view->goals[0].terms->schedule), "mon");
  EXPECT_EQ(Bytes(noa.Portable()), before);
}

TEST_F(Transfer, OurOwnFileBringsBackWhatTheGoalWas) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const auto before = noa.Portable();
  GoalEngine goals(*noa.ledger);
  ASSERT_THAT(goals.Edit(noa.Request(), "read", {.title = "Nothing", .handle = "other"}), IsOk());
  ASSERT_THAT(goals.Archive(noa.Request(), "other"), IsOk());
  ASSERT_THAT(noa.Import(Decoded(AsFile(before))), IsOk());
  EXPECT_EQ(noa.Portable().DebugString(), before.DebugString());
}

TEST_F(Transfer, HandlesThatWouldBeSwappedStay) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Add("Walk"), IsOk());
  ImportedFile file = Decoded(AsFile(noa.Portable()));
  file.goals[0].handle = "walk";
  file.goals[1].handle = "fresh";
  ASSERT_THAT(noa.Import(file), IsOk());
  const auto view = noa.Import(file);
  ASSERT_THAT(view, IsOk());
  EXPECT_FALSE(view->changes) << "a second time";
  EXPECT_EQ(view->goals[0].handle, "read");
  EXPECT_EQ(view->goals[1].handle, "walk");
}

TEST_F(Transfer, AnIdThatIsTakenGivesWayAndTheGoalIsFoundAgainByIt) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  const ImportedFile file = Decoded(AsFile(noa.Portable()));
  ASSERT_THAT(noa.Undo(), IsOk());  // the id is used for ever
  ASSERT_THAT(noa.Import(file), IsOk());
  const auto goals = noa.Export().goals;
  ASSERT_EQ(goals.size(), 1u);
  EXPECT_NE(goals[0].id, file.goals[0].id);
  EXPECT_EQ(goals[0].source, absl::StrCat("twofold:", file.goals[0].id.hex()));
  EXPECT_FALSE(noa.Import(file)->changes);
}

TEST_F(Transfer, AnIdFromAnotherFormatMeansNothing) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  PortableGoal goal = Check("a", "Walk");
  goal.id = noa.Export().goals[0].id;
  ASSERT_THAT(noa.Import(File({goal})), IsOk());
  ASSERT_EQ(noa.Export().goals.size(), 2u);
  EXPECT_NE(noa.Export().goals[1].id, goal.id);
}

TEST_F(Transfer, ARestThatIsHereIsLeftAsItIsHere) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  RestEngine rests(*noa.ledger);
  ASSERT_THAT(rests.Rest(noa.Request(), {.everything = true}, "2026-11-01", ""), IsOk());
  ASSERT_THAT(rests.Rest(noa.Request(), {.goals = {"read"}}, "2026-11-01", ""), IsOk());
  const ImportedFile file = Decoded(AsFile(noa.Portable()));
  ASSERT_THAT(rests.End(noa.Request(), {.everything = true}), IsOk());
  ASSERT_THAT(rests.End(noa.Request(), {.goals = {"read"}}), IsOk());
  const auto before = Bytes(noa.Portable());
  EXPECT_FALSE(noa.Import(file)->changes);
  EXPECT_EQ(Bytes(noa.Portable()), before);
}

// ---- Undo, requests, the disk ----

TEST_F(Transfer, OneUndoTakesAllOfItBackAndOneRedoBringsItBack) {
  PortableGoal known = Check("a", "Read", {kToday - 2});
  ASSERT_THAT(noa.Import(File({known})), IsOk());
  const auto before = noa.Portable();
  known.days[0].mark.mark = Mark::kNotKept;
  known.days.push_back({kToday, {Mark::kKept, ""}});
  ASSERT_THAT(noa.Import(File({known, Check("b", "Walk", {kToday})})), IsOk());
  const auto after = noa.Portable();
  const auto undone = noa.Undo();
  ASSERT_THAT(undone, IsOk());
  EXPECT_EQ(undone->act.kind, ActKind::kImport);
  EXPECT_EQ(undone->act.count, 2u);
  EXPECT_EQ(noa.Portable().DebugString(), before.DebugString());
  EXPECT_THAT(noa.Log({.goal = "walk"}), IsRefused("no_such_goal"));
  ASSERT_THAT(noa.Redo(), IsOk());
  EXPECT_EQ(noa.Portable().DebugString(), after.DebugString());
  EXPECT_THAT(noa.Log({.goal = "walk", .on = "yesterday"}), IsOk());
}

TEST_F(Transfer, ManyLongNotesThatShortOnesReplacedComeBack) {
  PortableGoal goal = Check("a", "Read");
  for (std::int32_t day = kToday - 300; day <= kToday; ++day) {
    std::string note;
    for (std::size_t i = 0; i < limits::kNoteLength; ++i) note += "🎻";
    goal.days.push_back({.day = day, .note = std::move(note)});
  }
  ASSERT_THAT(noa.Import(File({goal})), IsOk());
  const auto before = Bytes(noa.Portable());
  for (PortableDay& day : goal.days) day.note = "short";
  ASSERT_THAT(noa.Import(File({goal})), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(Bytes(noa.Portable()), before);
}

TEST_F(Transfer, WhatIsUndoneKeepsWhereItWasWritten) {
  PortableGoal goal = Check("a", "Read", {kToday - 2, kToday - 1, kToday});
  goal.days[0].written = {"Europe/Berlin", 3600};
  goal.days[1].written = {"America/St_Johns", -12600};
  ASSERT_THAT(noa.Import(File({goal})), IsOk());
  const auto before = noa.Portable();
  for (PortableDay& day : goal.days) {
    day.written = {"Asia/Tokyo", 32400};
    day.mark.mark = Mark::kNotKept;
  }
  ASSERT_THAT(noa.Import(File({goal})), IsOk());
  EXPECT_EQ(Days(noa, "read")[1].written, (WrittenAt{"Asia/Tokyo", 32400}));
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(noa.Portable().DebugString(), before.DebugString());
}

TEST_F(Transfer, DaysAreWrittenInAsFewOperationsAsHoldThem) {
  const auto made = [&](std::size_t days) {
    const std::uint64_t before = noa.Made(*noa.state().me);
    PortableGoal goal = Check(absl::StrCat(days), "Read");
    for (std::size_t i = 0; i < days; ++i) {
      goal.days.push_back({kToday - 2000 + static_cast<std::int32_t>(i), {Mark::kKept, ""}});
    }
    EXPECT_THAT(noa.Import(File({goal})), IsOk());
    return noa.Made(*noa.state().me) - before;
  };
  const std::uint64_t goal_alone = made(0);
  EXPECT_EQ(made(limits::kDaysPerWrite), goal_alone + 1);
  EXPECT_EQ(made(limits::kDaysPerWrite + 1), goal_alone + 2);
}

TEST_F(Transfer, ARequestSentTwiceCountsOnce) {
  const RequestId request = noa.Request();
  const ImportEngine imports(*noa.ledger);
  const ImportedFile file = File({Check("a", "Read", {kToday})});
  ASSERT_THAT(imports.Import(request, ImportMode::kApply, file), IsOk());
  const auto before = noa.Everything();
  EXPECT_THAT(imports.Import(request, ImportMode::kApply, file), IsOk());
  EXPECT_EQ(noa.Everything(), before);
  EXPECT_EQ(noa.state().newest_act, 1u);
}

TEST_F(Transfer, ADiskThatFailsLeavesNothingOfIt) {
  const RequestId request = noa.Request();
  const ImportEngine imports(*noa.ledger);
  const ImportedFile file = File({Check("a", "Read", {kToday}), Check("b", "Walk", {kToday})});
  const auto before = noa.Everything();
  noa.store.FailCommits(absl::ResourceExhaustedError("no space"));
  const auto refused = imports.Import(request, ImportMode::kApply, file);
  EXPECT_THAT(refused, IsRefused("disk_full"));
  EXPECT_EQ(RefusalAftermath(refused.status()), "Nothing was taken over.");
  noa.store.FailCommits(absl::UnavailableError("who knows"));
  EXPECT_THAT(imports.Import(request, ImportMode::kApply, file), IsRefused("disk_trouble"));
  noa.store.FailCommits(absl::OkStatus());
  EXPECT_EQ(noa.Everything(), before);
  EXPECT_THAT(imports.Import(request, ImportMode::kApply, file), IsOk());
  EXPECT_EQ(noa.Export().goals.size(), 2u);
}

TEST_F(Transfer, OneBadGoalRefusesTheWholeFileAndIsNamedByItsNumber) {
  PortableGoal bad = Check("b", "The second one", {kToday, kToday});
  const auto before = noa.Everything();
  const auto refused = noa.Import(File({Check("a", "Read", {kToday}), bad, Check("c", "Walk")}));
  EXPECT_THAT(refused, IsRefused("day_twice"));
  EXPECT_EQ(refused.status().message(), "goal 2: on 2026-11-21, it has two values for one thing.");
  EXPECT_EQ(RefusalAftermath(refused.status()), "Nothing was taken over.");
  EXPECT_EQ(noa.Everything(), before);
}

// ---- Two people ----

class TransferOfTwo : public testing::Test {
 protected:
  TransferOfTwo() {
    NewSpace made{SpaceId::Prefix(std::string(16, 'U')), std::string(32, 'K'), "genesis", {}, "r"};
    for (const Home* home : {&noa, &sam}) {
      const Self self = *home->state().self;
      made.members.push_back({self.person, self.name, {{home->device.device, home->device.key}}});
    }
    EXPECT_THAT(PairingEngine(*noa.ledger).Adopt(made), IsOk());
    EXPECT_THAT(PairingEngine(*sam.ledger).Adopt(made), IsOk());
  }
  static void Carry(Home& from, Home& to) {
    Exchange out(*from.ledger), in(*to.ledger);
    const SpaceId us = from.state().us->id;
    const auto outgoing = out.NextOutgoing(us, 1000, 10'000'000);
    ASSERT_THAT(outgoing, IsOk());
    ASSERT_THAT(out.MarkSent(us, outgoing->places, MailboxPosition()), IsOk());
    ASSERT_THAT(in.Receive(us, outgoing->operations, MailboxPosition()), IsOk());
  }
  // A shared goal called "walk", with a day of each and one that Noa keeps for herself.
  void ShareAWalk() {
    ASSERT_THAT(CoupleEngine(*noa.ledger)
                    .Propose(noa.Request(), Intent::kSend, {"Evening walk together", {}}),
                IsOk());
    Carry(noa, sam);
    ASSERT_THAT(CoupleEngine(*sam.ledger).Accept(sam.Request(), "p1"), IsOk());
    ASSERT_THAT(noa.Log({.goal = "p1"}), IsRefused("no_such_goal"));
    Carry(sam, noa);
    ASSERT_THAT(noa.Log({.goal = "walk", .what = "yes", .note = "rain"}), IsOk());
    ASSERT_THAT(noa.Log({.goal = "walk", .what = "skip", .on = "yesterday", .reason = "ill"}),
                IsOk());
    ASSERT_THAT(sam.Log({.goal = "walk", .what = "yes"}), IsOk());
    Carry(noa, sam), Carry(sam, noa);
  }
  std::uint64_t Waiting(const Home& home) const {
    const auto waiting = home.view().CountOutbox(home.state().us->id);
    EXPECT_THAT(waiting, IsOk());
    return waiting.value_or(0);
  }
  Home noa{'n', "Noa"};
  Home sam{'s', "Sam"};
};

TEST_F(TransferOfTwo, WhatIsTakenInIsPrivateAndNothingIsSent) {
  ShareAWalk();
  const Space us = *noa.state().us, me = *noa.state().me;
  const std::uint64_t shared = noa.Made(us), own = noa.Made(me);
  PortableGoal goal = Check("a", "Evening walk together", {kToday});
  goal.rests.push_back({.first_day = kToday});
  goal.ease.push_back({kToday, 3});
  ImportedFile file = File({goal});
  file.rests.push_back({.first_day = kToday});
  const auto view = noa.Import(file);
  ASSERT_THAT(view, IsOk());
  EXPECT_EQ(view->goals[0].as, ImportedAs::kNew);
  EXPECT_EQ(noa.Made(us), shared);
  EXPECT_GT(noa.Made(me), own);
  EXPECT_EQ(Waiting(noa), 0u);
  EXPECT_EQ(noa.Export({view->goals[0].handle}).goals.size(), 1u);
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(noa.Made(us), shared);
  EXPECT_EQ(Waiting(noa), 0u);
}

TEST_F(TransferOfTwo, AnExportHasBothPersonsDaysAndWhatOneKeepsForOneself) {
  ShareAWalk();
  const TakenAlong all = noa.Export();
  EXPECT_TRUE(all.goals.empty());
  ASSERT_EQ(all.shared.size(), 1u);
  const PortableGoal& walk = all.shared[0];
  EXPECT_EQ(walk.handle, "walk");
  EXPECT_FALSE(walk.archived);
  ASSERT_EQ(walk.days.size(), 3u);
  EXPECT_EQ(walk.days[0].day, kToday - 1);
  EXPECT_EQ(walk.days[0].person, "Noa");
  EXPECT_EQ(walk.days[0].mark, (DayMark{Mark::kSkipped, "ill"}));
  EXPECT_EQ(walk.days[1].person, "Noa");
  EXPECT_EQ(walk.days[1].mark.mark, Mark::kKept);
  EXPECT_EQ(walk.days[1].note, "rain");
  EXPECT_EQ(walk.days[2].person, "Sam");
  EXPECT_EQ(walk.days[2].mark.mark, Mark::kKept);
  const TakenAlong of_sam = sam.Export();
  ASSERT_EQ(of_sam.shared.size(), 1u);
  ASSERT_EQ(of_sam.shared[0].days.size(), 2u) << "a skip and a note are not Sam's";
  EXPECT_EQ(of_sam.shared[0].days[1].note, "");
}

TEST_F(TransferOfTwo, SharedGoalsOfAFileAreLeftOut) {
  ShareAWalk();
  const TakenAlong all = noa.Export();
  ImportedFile file = File({all.shared[0], Check("a", "Read")}, "twofold");
  for (Home* home : {&noa, &sam}) {
    const auto view = home->Import(file);
    ASSERT_THAT(view, IsOk());
    EXPECT_EQ(view->goals[0].as, ImportedAs::kLeftOut);
    EXPECT_EQ(view->goals[0].handle, "");
    EXPECT_EQ(view->goals[1].as, ImportedAs::kNew);
    EXPECT_EQ(home->Export().goals.size(), 1u);
  }
  // Without any day it is known by its id, as long as that is here.
  file.goals[0].days.clear();
  EXPECT_EQ(sam.Import(file)->goals[0].as, ImportedAs::kLeftOut);
}

TEST_F(TransferOfTwo, ALeftSpaceIsTakenAlongWithAllAlone) {
  ShareAWalk();
  ASSERT_THAT(CoupleEngine(*noa.ledger).Leave(noa.Request(), AfterLeaving::kKeep), IsOk());
  const ExportEngine exports(*noa.ledger);
  EXPECT_TRUE(exports.Export(GoalScope::kActive, {})->shared.empty());
  const auto all = exports.Export(GoalScope::kAll, {});
  ASSERT_EQ(all->shared.size(), 1u);
  EXPECT_TRUE(all->shared[0].archived);
  EXPECT_EQ(all->shared[0].days.size(), 3u);
  EXPECT_EQ(all->shared[0].days[2].person, "Sam");
}

// ---- Taking along ----

TEST_F(Transfer, AnExportHasWhatIsActiveOrAllOrWhatWasNamed) {
  for (const char* title : {"Read", "Walk", "Cello"}) ASSERT_THAT(noa.Add(title), IsOk());
  ASSERT_THAT(GoalEngine(*noa.ledger).Archive(noa.Request(), "walk"), IsOk());
  ASSERT_THAT(RestEngine(*noa.ledger).Rest(noa.Request(), {.everything = true}, "", ""), IsOk());
  const ExportEngine exports(*noa.ledger);
  EXPECT_EQ(exports.Export(GoalScope::kActive, {})->goals.size(), 2u);
  EXPECT_EQ(exports.Export(GoalScope::kAll, {})->goals.size(), 3u);
  EXPECT_EQ(exports.Export(GoalScope::kActive, {})->rests.size(), 1u);
  const auto named = exports.Export(GoalScope::kActive, {"walk", "read", "walk"});
  ASSERT_THAT(named, IsOk());
  ASSERT_EQ(named->goals.size(), 2u);
  EXPECT_EQ(named->goals[0].handle, "read") << "in the person's order";
  EXPECT_TRUE(named->goals[1].archived);
  EXPECT_TRUE(named->rests.empty());
  EXPECT_THAT(exports.Export(GoalScope::kAll, {"nobody"}), IsRefused("no_such_goal"));
}

TEST(TransferZone, AZoneKnownByItsFileAloneIsNamedByItsDistanceFromUtc) {
  absl::TimeZone file;
  ASSERT_TRUE(absl::LoadTimeZone("/usr/share/zoneinfo/Asia/Tokyo", &file));
  Home noa('n', "Noa", SimClock(absl::CivilMinute(2026, 11, 21, 12, 0), file));
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log({.goal = "read"}), IsOk());
  EXPECT_EQ(Days(noa, "read")[0].written, (WrittenAt{"Fixed/UTC+09:00:00", 32400}));
}

TEST(TransferZone, TheMachinesZoneIsNamed) {
  const bool linked = ZoneOfLink("/etc/localtime").has_value();
  EXPECT_TRUE(!linked || SystemClock().Zone().name().substr(0, 1) != "/");
}

TEST(TransferZone, ALinkNamesTheMachinesZone) {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("/usr/share/zoneinfo/Asia/Tokyo", folder.At("tokyo"));
  ASSERT_TRUE(ZoneOfLink(folder.At("tokyo")));
  EXPECT_EQ(ZoneOfLink(folder.At("tokyo"))->name(), "Asia/Tokyo");
  std::filesystem::create_symlink("../usr/share/zoneinfo/Nowhere/Land", folder.At("nowhere"));
  std::filesystem::create_symlink("tokyo", folder.At("elsewhere"));
  folder.Write("file", "TZif");
  for (const char* name : {"nowhere", "elsewhere", "file", "absent"}) {
    EXPECT_FALSE(ZoneOfLink(folder.At(name))) << name;
  }
}

// ---- The service ----

TEST_F(Transfer, TheServicePassesRemarksOnAndSaysWhetherItWasADryRun) {
  const ExportEngine exports(*noa.ledger);
  const ImportEngine imports(*noa.ledger);
  TransferService service(exports, imports);
  daemon::v1::ImportRequest request;
  request.set_request_id(noa.Request().str());
  pb::ImportFile& file = *request.mutable_file();
  file.set_format("loop");
  file.add_remarks("Checkmarks.csv at the top of the archive was not used.");
  pb::ImportedGoal& imported = *file.add_goals();
  imported.add_remarks("31 automatic days were left out.");
  imported.mutable_loop()->set_score("0.6557");
  imported.mutable_goal()->set_source("loop:a");
  imported.mutable_goal()->set_title("Read");
  pb::Version& version = *imported.mutable_goal()->add_versions();
  version.set_from("2026-01-01");
  version.set_kind("check");
  version.mutable_schedule()->set_shape("3/week");
  pb::Entry& entry = *imported.mutable_goal()->add_entries();
  entry.set_day("2026-11-20");
  entry.set_mark("kept");

  daemon::v1::ImportResponse refused;
  EXPECT_FALSE(service.Import(nullptr, &request, &refused).ok()) << "neither dry run nor not";
  for (const auto mode : {daemon::v1::IMPORT_MODE_DRY_RUN, daemon::v1::IMPORT_MODE_APPLY}) {
    request.set_mode(mode);
    daemon::v1::ImportResponse response;
    ASSERT_TRUE(service.Import(nullptr, &request, &response).ok());
    EXPECT_EQ(response.dry_run(), mode == daemon::v1::IMPORT_MODE_DRY_RUN);
    EXPECT_TRUE(response.changes());
    EXPECT_EQ(response.format(), "loop");
    EXPECT_EQ(response.remarks_size(), 1);
    ASSERT_EQ(response.goals_size(), 1);
    const daemon::v1::ImportedGoal& goal = response.goals(0);
    EXPECT_EQ(goal.handle(), "read");
    EXPECT_EQ(goal.what(), "new");
    EXPECT_EQ(goal.kind(), "check");
    EXPECT_EQ(goal.schedule(), "3/week");
    EXPECT_EQ(goal.first_day(), "2026-11-20");
    EXPECT_EQ(goal.loop_score(), "0.6557");
    EXPECT_EQ(goal.remarks_size(), 1);
  }
  daemon::v1::ExportResponse exported;
  const daemon::v1::ExportRequest everything;
  ASSERT_TRUE(service.Export(nullptr, &everything, &exported).ok());
  EXPECT_EQ(exported.portable().goals(0).handle(), "read");
}

}  // namespace
}  // namespace twofold

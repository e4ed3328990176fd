// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The law of taking along: what is exported and taken in elsewhere is exported there the same, to
// the byte; and a file taken in over anything is taken back by one undo.
#include <set>

#include "core/base/status_macros.h"
#include "core/goals/handle.h"
#include "core/schedule/day.h"
#include "tests/daemon/transfer_home.h"
#include "tests/support/random_terms.h"

namespace twofold {
namespace {

constexpr int kSeeds = 150;
constexpr std::int32_t kToday = 20778;  // 21 November 2026

// Any day now and then, else one of a short while, so that days meet.
std::int32_t SomeDay(SeededRandom& random) {
  return random.OneIn(10) ? RandomBetween(random, kFirstDayNumber, kLastDayNumber)
                          : kToday - RandomBetween(random, 0, 60);
}

WrittenAt SomePlace(SeededRandom& random) {
  static const std::vector<WrittenAt> kPlaces = {{"", 0},
                                                 {"UTC", 0},
                                                 {"Europe/Berlin", 3600},
                                                 {"America/St_Johns", -12600},
                                                 {"Fixed/UTC+00:53:28", 3208}};
  return random.Pick(kPlaces);
}

// Writes at random into the own space.
class Scribbler {
 public:
  Scribbler(Change& change, SeededRandom& random)
      : change_(change), me_(*change.state().me), random_(random) {}

  void AddGoal() {
    const EntityId id = EntityId::Make(random_);
    GoalSetPayload set = Words();
    set.title = RandomText(random_, limits::kTitleLength);
    set.handle = MakeHandle(
        *set.title, [&](absl::string_view handle) { return change_.names().IsTaken(handle); });
    set.position = static_cast<std::int64_t>(random_.Below(1000)) - 500;
    if (random_.OneIn(3)) set.source = absl::StrCat("loop:", random_.Next());
    for (std::uint64_t i = random_.Below(4); i > 0; --i) {
      set.steps.push_back({StepId::Make(random_),
                           Step::Words{static_cast<std::uint32_t>(RandomBetween(random_, 1, 100)),
                                       RandomText(random_, limits::kTitleLength)}});
      if (random_.OneIn(2)) set.steps.back().done_on = SomeDay(random_);
      if (random_.OneIn(4)) set.steps.back().removed = true;
    }
    Emit(id, set);
    Emit(id, GoalVersionPayload{SomeDay(random_), {RandomTerms(random_), Learned()}});
    Scribble(id);
    if (!random_.OneIn(10)) return;
    GoalSetPayload gone;
    gone.removed = true;
    Emit(id, gone);
  }

  // More of a goal that is there.
  void Scribble(const EntityId& id) {
    if (random_.OneIn(2)) Emit(id, Words());
    for (std::uint64_t i = random_.Below(4); i > 0; --i) {
      const std::int32_t from = SomeDay(random_);
      Emit(id, GoalVersionPayload{from, {RandomTerms(random_), Learned()}});
      if (random_.OneIn(3)) Emit(id, GoalVersionPayload{from, {}});
    }
    for (std::uint64_t i = random_.Below(8); i > 0; --i) WriteDays(id);
    for (std::uint64_t i = random_.Below(5); i > 0; --i) {
      Emit(id, EaseSetPayload{SomeDay(random_), RandomBetween(random_, 0, 5)});
    }
    while (random_.OneIn(3)) AddRest(id);
  }

  void AddRest(const EntityId& goal) {
    Rest rest;
    rest.goal = goal;
    rest.first_day = std::min(SomeDay(random_), kLastDayNumber - 40);
    if (random_.OneIn(2)) rest.last_day = rest.first_day + RandomBetween(random_, 0, 40);
    rest.removed = random_.OneIn(5);
    Emit(EntityId::Make(random_), RestSetPayload{rest});
  }

 private:
  GoalSetPayload Words() {
    GoalSetPayload set;
    if (random_.OneIn(3)) set.why = RandomText(random_, limits::kLineLength);
    if (random_.OneIn(3)) set.cue = RandomText(random_, limits::kLineLength);
    if (random_.OneIn(3)) set.smallest = RandomText(random_, limits::kLineLength);
    if (random_.OneIn(3)) set.group = RandomText(random_, limits::kTagLength);
    if (random_.OneIn(3)) set.asks_ease = random_.OneIn(2);
    if (random_.OneIn(4)) set.archived = random_.OneIn(2);
    for (std::uint64_t i = random_.Below(4); i > 0; --i) {
      set.tags[absl::StrCat("tag", random_.Below(9))] = !random_.OneIn(3);
    }
    return set;
  }

  std::string Learned() { return random_.OneIn(3) ? RandomText(random_, limits::kLineLength) : ""; }

  void WriteDays(const EntityId& id) {
    std::map<std::int32_t, DayWrite> days;
    for (std::uint64_t i = 1 + random_.Below(6); i > 0; --i) {
      DayWrite write;
      write.day = SomeDay(random_);
      const EntryKey key{me_.id, id, write.day, change_.state().self->person};
      const auto now = change_.view().FindEntry(key);
      ASSERT_THAT(now, IsOk());
      const std::int64_t had = *now ? (*now)->amount_micros : 0;
      if (random_.OneIn(2)) write.mark = DayMark{static_cast<Mark>(random_.Below(10)), ""};
      const bool skipped = write.mark && write.mark->mark == Mark::kSkipped;
      if (skipped && random_.OneIn(2)) write.mark->reason = RandomText(random_, 200);
      if (random_.OneIn(3)) {
        write.add_micros =
            static_cast<std::int64_t>(random_.Below(limits::kAmountMicros + 1)) - had;
      }
      if (random_.OneIn(3)) {
        write.note = random_.OneIn(4) ? "" : RandomText(random_, limits::kNoteLength - 3) + "\n.";
      }
      days[write.day] = write;
    }
    EntryWritePayload payload;
    payload.written = SomePlace(random_);
    for (auto& [day, write] : days) payload.days.push_back(write);
    Emit(id, payload);
  }

  void Emit(const EntityId& entity, Payload payload) {
    EXPECT_THAT(change_.Emit(me_, entity, std::move(payload)), IsOk());
  }

  Change& change_;
  const Space me_;
  SeededRandom& random_;
};

template <class Work>
void Scribble(Home& home, SeededRandom& random, Work work) {
  const auto done = home.ledger->Do([&](Change& change) -> absl::StatusOr<bool> {
    Scribbler scribbler(change, random);
    work(scribbler);
    TF_RETURN_IF_ERROR(change.Record({.kind = ActKind::kLog, .space = change.state().me->id}));
    return true;
  });
  ASSERT_THAT(done, IsOk());
}

void FillAtRandom(Home& home, SeededRandom& random) {
  Scribble(home, random, [&](Scribbler& scribbler) {
    for (int goals = RandomBetween(random, 1, 5); goals > 0; --goals) scribbler.AddGoal();
    while (random.OneIn(2)) scribbler.AddRest(EntityId());
  });
}

TEST(TransferLaw, WhatIsTakenInElsewhereIsExportedThereTheSame) {
  std::set<std::string> kinds;
  std::set<std::size_t> shapes, marks;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    SeededRandom random(seed);
    Home here('n');
    FillAtRandom(here, random);
    const auto exported = here.Portable();
    ASSERT_EQ(Bytes(here.Portable()), Bytes(exported));
    for (const PortableGoal& goal : here.Export().goals) {
      for (const VersionView& version : goal.versions) {
        kinds.insert(std::string(KindWord(version.terms.kind)));
        shapes.insert(version.terms.schedule.shape.index());
      }
      for (const PortableDay& day : goal.days)
        marks.insert(static_cast<std::size_t>(day.mark.mark));
    }

    const ImportedFile file = Decoded(AsFile(exported));
    const auto same = here.Import(file, ImportMode::kDryRun);
    ASSERT_THAT(same, IsOk());
    EXPECT_FALSE(same->changes) << "it is all here";

    Home there('t', "Tal");
    const auto empty = Bytes(there.Portable());
    ASSERT_THAT(there.Import(file), IsOk());
    ASSERT_EQ(there.Portable().DebugString(), exported.DebugString());
    ASSERT_EQ(Bytes(there.Portable()), Bytes(exported));
    const auto before = there.Everything();
    const auto again = there.Import(file);
    ASSERT_THAT(again, IsOk());
    EXPECT_FALSE(again->changes);
    EXPECT_EQ(there.Everything(), before);

    if (exported.goals().empty() && exported.rests().empty()) continue;
    ASSERT_THAT(there.Undo(), IsOk());
    EXPECT_EQ(Bytes(there.Portable()), empty);
    ASSERT_THAT(there.Redo(), IsOk());
    EXPECT_EQ(Bytes(there.Portable()), Bytes(exported));
  }
  EXPECT_EQ(kinds.size(), 7u);
  EXPECT_EQ(shapes.size(), std::variant_size_v<ScheduleShape>);
  EXPECT_EQ(marks.size(), 10u);
}

// Whether everything that the file says of days and ease stands here.
void ExpectHolds(const TakenAlong& here, const TakenAlong& file) {
  std::map<EntityId, const PortableGoal*> goals;
  for (const PortableGoal& goal : here.goals) goals[goal.id] = &goal;
  for (const PortableGoal& goal : file.goals) {
    if (!goals.contains(goal.id)) continue;
    std::map<std::int32_t, const PortableDay*> days;
    for (const PortableDay& day : goals[goal.id]->days) days[day.day] = &day;
    for (const PortableDay& day : goal.days) {
      ASSERT_TRUE(days.contains(day.day)) << day.day;
      const PortableDay& now = *days[day.day];
      if (!day.note.empty()) {
        EXPECT_EQ(now.note, day.note);
      }
      if (day.mark.mark == Mark::kNone && day.amount_micros == 0) continue;
      EXPECT_EQ(now.mark, day.mark);
      EXPECT_EQ(now.amount_micros, day.amount_micros);
    }
    std::map<std::int32_t, int> ease;
    for (const PortableEase& answer : goals[goal.id]->ease) ease[answer.day] = answer.ease;
    for (const PortableEase& answer : goal.ease) EXPECT_EQ(ease[answer.day], answer.ease);
  }
}

TEST(TransferLaw, AFileTakenInOverAnythingIsTakenBackByOneUndo) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    SeededRandom random(seed * 7919);
    Home here('n');
    FillAtRandom(here, random);
    const TakenAlong old = here.Export();
    const ImportedFile file = Decoded(AsFile(here.Portable()));
    Scribble(here, random, [&](Scribbler& scribbler) {
      for (const PortableGoal& goal : old.goals) {
        if (random.OneIn(2)) scribbler.Scribble(goal.id);
      }
      if (random.OneIn(2)) scribbler.AddGoal();
    });
    const auto before = here.Portable();

    const auto dry = here.Import(file, ImportMode::kDryRun);
    ASSERT_THAT(dry, IsOk());
    EXPECT_EQ(Bytes(here.Portable()), Bytes(before));
    const auto taken = here.Import(file);
    ASSERT_THAT(taken, IsOk());
    EXPECT_EQ(taken->changes, dry->changes);
    const auto after = here.Portable();
    EXPECT_EQ(taken->changes, Bytes(after) != Bytes(before));
    ExpectHolds(here.Export(), old);
    EXPECT_FALSE(here.Import(file)->changes) << "a second time";

    if (!taken->changes) continue;
    ASSERT_THAT(here.Undo(), IsOk());
    ASSERT_EQ(here.Portable().DebugString(), before.DebugString());
    ASSERT_THAT(here.Redo(), IsOk());
    ASSERT_EQ(here.Portable().DebugString(), after.DebugString());
  }
}

}  // namespace
}  // namespace twofold

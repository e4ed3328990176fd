// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Acts of a version that knew no steps, as they lie in its stores.
#include "storage/store/keys.h"
#include "tests/daemon/engine_couple.h"
#include "tests/daemon/standing.h"
#include "twofold/store/v1/records.pb.h"

namespace twofold {
namespace {

namespace pb = store::v1;

// Takes from every act what format 1 did not write, and opens the store anew.
void TurnBackToFormat1(Computer& computer) {
  ByteBatch batch;
  bool after_gone = false;
  for (std::uint64_t number = 1; number <= computer.state().newest_act; ++number) {
    std::string bytes;
    ASSERT_THAT(
        computer.store.Scan(keys::ActKey(number), keys::ActKey(number + 1), ScanOrder::kAscending,
                            [&](absl::string_view, absl::string_view value) {
                              bytes = std::string(value);
                              return true;
                            }),
        IsOk());
    pb::ActRecord act;
    ASSERT_TRUE(act.ParseFromString(bytes));
    act.clear_steps();
    act.clear_mark();
    act.clear_count();
    act.clear_done_on();
    act.set_closes_redo(after_gone);
    after_gone = act.gone();
    act.clear_gone();
    batch.Put(keys::ActKey(number), act.SerializeAsString());
  }
  ASSERT_THAT(computer.store.Commit(batch), IsOk());
  computer.Reopen();
}

class Format1 : public Alone {
 protected:
  // Everything that format 1 knew how to do alone.
  Format1() {
    const auto done = [&](const absl::Status& status) {
      EXPECT_THAT(status, IsOk());
      states.push_back(Standing(noa));
    };
    states.push_back(Standing(noa));
    done(noa.Add("Read").status());
    done(noa.Add("Cello", {}, "min").status());
    done(noa.Log("read", "", "yesterday").status());
    done(noa.Log("cello", "30").status());
    done(noa.Log("cello", "12.5").status());
    done(noa.goals->Archive(noa.Request(), "read").status());
    TurnBackToFormat1(noa);
  }
  std::vector<std::vector<std::string>> states;
};

TEST_F(Format1, ActsAreUndoneAndRedoneAnyNumberOfTimes) {
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = states.size() - 1; i > 0; --i) {
      ASSERT_THAT(noa.Undo(), IsOk()) << i;
      ASSERT_EQ(Standing(noa), states[i - 1]) << i << " round " << round;
    }
    EXPECT_THAT(noa.Undo(), IsRefused("nothing_to_undo"));
    for (std::size_t i = 1; i < states.size(); ++i) {
      ASSERT_THAT(noa.Redo(), IsOk()) << i;
      ASSERT_EQ(Standing(noa), states[i]) << i << " round " << round;
    }
    EXPECT_THAT(noa.Redo(), IsRefused("nothing_to_redo"));
    noa.Reopen();
  }
}

TEST_F(Format1, WhatWasUndoneThenCanBeBroughtBackNow) {
  ASSERT_THAT(noa.Undo(), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  TurnBackToFormat1(noa);
  ASSERT_THAT(noa.Redo(), IsOk());
  ASSERT_THAT(noa.Redo(), IsOk());
  EXPECT_EQ(Standing(noa), states.back());
}

TEST_F(Format1, AnUndoSaysWhichDayIsBlankNow) {
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_FALSE(noa.Undo()->day_blank) << "thirty minutes still stand";
  const auto second = noa.Undo();
  EXPECT_TRUE(second->day_blank);
  EXPECT_EQ(second->act.amount_micros, 30'000'000);
  EXPECT_TRUE(noa.Undo()->day_blank);
}

TEST_F(Format1, HistoryTellsThemAsItTellsNewOnes) {
  const auto history = noa.acts->History(0, 0);
  ASSERT_THAT(history, IsOk());
  ASSERT_EQ(history->acts.size(), 6u);
  EXPECT_EQ(history->acts[0].kind, ActKind::kGoalArchive);
  EXPECT_EQ(history->acts[1].amount_micros, 12'500'000);
  EXPECT_EQ(history->acts[1].unit, "min");
  EXPECT_EQ(history->acts[3].handle, "read");
  EXPECT_EQ(history->acts[3].mark, Mark::kKept);
  EXPECT_EQ(history->acts[3].day, 20777);
  for (const ActView& act : history->acts) {
    EXPECT_EQ(act.count, 1u);
    EXPECT_EQ(act.done_on, 0) << "nobody wrote it down";
  }
}

TEST_F(Format1, WhatWasGoneThenStaysGone) {
  ASSERT_THAT(noa.Undo(), IsOk());
  ASSERT_THAT(noa.Log("cello", "1"), IsOk());
  const auto before = Standing(noa);
  TurnBackToFormat1(noa);
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(noa.Undo(), IsOk());
    ASSERT_THAT(noa.Redo(), IsOk());
    EXPECT_EQ(Standing(noa), before);
    EXPECT_THAT(noa.Redo(), IsRefused("nothing_to_redo"));
  }
}

TEST_F(Format1, NewActsGoOnTopOfOldOnes) {
  ASSERT_THAT(noa.Log("cello", "5"), IsOk());
  ASSERT_THAT(noa.Answer({.goal = "cello", .what = "no", .note = "n"}), IsOk());
  for (int i = 0; i < 2; ++i) ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(Standing(noa), states.back());
  ASSERT_THAT(noa.Undo(), IsOk());
  EXPECT_EQ(Standing(noa), states[states.size() - 2]);
}

TEST_F(Couple, AnOfferOfFormat1IsTakenBackWhileItStandsOpen) {
  ASSERT_THAT(noa.Propose("Walk"), IsOk());
  TurnBackToFormat1(noa);
  const auto undone = noa.Undo();
  ASSERT_THAT(undone, IsOk());
  EXPECT_EQ(undone->act.title, "Walk");
  EXPECT_FALSE(undone->already_given);
  Sync();
  EXPECT_TRUE(sam.Today()->proposals.empty());
  EXPECT_THAT(noa.Redo(), IsRefused("nothing_to_redo"));
}

TEST_F(Couple, ALogOfFormat1OnASharedGoalSaysWhetherItWasGiven) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  TurnBackToFormat1(noa);
  EXPECT_FALSE(noa.Undo()->already_given);
  ASSERT_THAT(noa.Redo(), IsOk());
  Sync();
  EXPECT_TRUE(noa.Undo()->already_given);
  Sync();
  EXPECT_EQ(sam.StateOn(walk), LineState::kOpen);
  ExpectEqualStates();
}

}  // namespace
}  // namespace twofold

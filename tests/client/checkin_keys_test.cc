// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/checkin_keys.h"

#include <gtest/gtest.h>

#include "client/commands/log_batch.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

using Kind = Reply::Kind;

daemon::v1::Goal Of(const std::string& kind, const std::string& unit = "") {
  daemon::v1::Goal goal;
  goal.set_kind(kind);
  goal.set_unit(unit);
  goal.set_side("me");
  return goal;
}

std::string WhatOf(const daemon::v1::Goal& goal, const std::string& typed) {
  const Reply reply = ReadReply(goal, typed);
  return reply.kind == Kind::kAnswer ? reply.what : "?";
}

TEST(Keys, FitTheKind) {
  EXPECT_EQ(KeysFor(Of("check")), "[y]es [n]ot today [r]esting");
  EXPECT_EQ(KeysFor(Of("measure", "min")), "how many min [n]ot today [r]esting");
  EXPECT_EQ(KeysFor(Of("observe", "mmHg")), "how many mmHg [r]esting");
  EXPECT_EQ(KeysFor(Of("edge")), "[d]id [s]tayed [b]ack [r]esting");
  EXPECT_EQ(KeysFor(Of("time")), "[a]gain [d]ifferent [f]ine [n]ot");
}

TEST(Reply, TakesLettersAndWordsOfTheKind) {
  for (const char* yes : {"y", "yes", " Y "}) EXPECT_EQ(WhatOf(Of("check"), yes), "yes");
  EXPECT_EQ(WhatOf(Of("check"), "n"), "no");
  EXPECT_EQ(WhatOf(Of("check"), "skip"), "skip");
  EXPECT_EQ(WhatOf(Of("edge"), "d"), "did");
  EXPECT_EQ(WhatOf(Of("edge"), "s"), "stayed");
  EXPECT_EQ(WhatOf(Of("edge"), "back"), "back");
  EXPECT_EQ(WhatOf(Of("edge"), "n"), "?");
  EXPECT_EQ(WhatOf(Of("time"), "d"), "different");
  EXPECT_EQ(WhatOf(Of("explore"), "t"), "yes");
  EXPECT_EQ(WhatOf(Of("check"), "maybe"), "?");
}

TEST(Reply, LeavesAmountsToTheDaemon) {
  EXPECT_EQ(WhatOf(Of("measure", "min"), "30min"), "30min");
  EXPECT_EQ(WhatOf(Of("measure", "min"), "30 +"), "30");
  EXPECT_EQ(WhatOf(Of("measure", "min"), "n"), "no");
  EXPECT_EQ(WhatOf(Of("observe", "min"), "n"), "n");
}

TEST(Reply, KnowsSkippingRestingStepsAndNotes) {
  EXPECT_EQ(ReadReply(Of("check"), "").kind, Kind::kSkip);
  EXPECT_EQ(ReadReply(Of("check"), "r").kind, Kind::kRest);
  EXPECT_EQ(ReadReply(Of("measure", "min"), "r").kind, Kind::kRest);
  EXPECT_EQ(ReadReply(Of("check"), "+").kind, Kind::kNote);
  EXPECT_EQ(ReadReply(Of("check"), "note").kind, Kind::kNote);
  EXPECT_TRUE(ReadReply(Of("check"), "y+").with_note);
  EXPECT_EQ(WhatOf(Of("check"), "y+"), "yes");
  const Reply step = ReadReply(Of("milestone"), "2");
  EXPECT_EQ(step.kind, Kind::kStep);
  EXPECT_EQ(step.step, 2u);
}

TEST(AskedOn, IsWhatIsOpenAndThenWhatIsOffered) {
  daemon::v1::TodayResponse day;
  day.set_day("2026-11-23");
  day.add_proposals()->set_handle("p1");
  const auto add = [&](const std::string& kind, const std::string& state, bool offered) {
    daemon::v1::DayLine& line = *day.add_items();
    *line.mutable_goal() = Of(kind);
    line.mutable_goal()->set_handle(kind + "-" + state);
    line.set_state(state);
    line.set_offered(offered);
  };
  add("edge", "not_due", true);
  for (const char* state :
       {"open", "done", "part", "not_due", "resting", "skipped", "not_today", "over"}) {
    add("check", state, false);
  }
  add("observe", "not_due", true);
  add("explore", "not_due", false);
  const daemon::v1::TodayResponse asked = AskedOn(day);
  std::vector<std::string> handles;
  for (const auto& line : asked.items()) handles.push_back(line.goal().handle());
  EXPECT_EQ(handles, (std::vector<std::string>{"check-open", "check-part", "edge-not_due",
                                               "observe-not_due"}));
  EXPECT_EQ(asked.day(), "2026-11-23");
  EXPECT_EQ(asked.proposals_size(), 0);
}

TEST(AnswerLine, HasGoalAnswerAndDay) {
  const auto read = [](const char* line) { return *ReadAnswer(line); };
  EXPECT_EQ(read("read").goal(), "read");
  EXPECT_EQ(read("read").what(), "");
  EXPECT_EQ(read("cello 30min").what(), "30min");
  EXPECT_EQ(read("cello\t30min  tue").on(), "tue");
  EXPECT_EQ(read("read yesterday").what(), "");
  EXPECT_EQ(read("read yesterday").on(), "yesterday");
  EXPECT_EQ(read("read 2026-11-21").on(), "2026-11-21");
  EXPECT_EQ(RefusalReason(ReadAnswer("read yes mon tue").status()), "line_not_understood");
}

TEST(DayWord, IsNoAnswer) {
  for (const char* day : {"today", "Yesterday", "mon", "sunday", "3d", "2026-11-24"}) {
    EXPECT_TRUE(IsDayWord(day)) << day;
  }
  for (const char* word :
       {"yes", "no", "did", "d", "30", "30min", "2.5", "mo", "2026-1-24", "-3d"}) {
    EXPECT_FALSE(IsDayWord(word)) << word;
  }
}

}  // namespace
}  // namespace twofold

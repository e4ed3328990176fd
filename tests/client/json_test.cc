// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/json.h"

#include <gtest/gtest.h>

#include "core/base/refusal.h"
#include "twofold/daemon/v1/daemon.pb.h"
#include "twofold/daemon/v1/goals.pb.h"

namespace twofold {
namespace {

TEST(Json, PutsTheSchemaFirstAndLeavesEmptyTextOut) {
  daemon::v1::ListGoalsResponse list;
  daemon::v1::Goal& goal = *list.add_goals();
  goal.set_handle("read");
  goal.set_title("Say \"hi\" \\ \x1b[1m");
  goal.mutable_schedule()->set_shape("weekdays");
  goal.mutable_schedule()->add_weekdays("mon");
  goal.mutable_schedule()->add_weekdays("wed");
  EXPECT_EQ(Json("twofold.goal_list.v1", list),
            R"({"schema":"twofold.goal_list.v1","goals":[{"handle":"read",)"
            R"("title":"Say \"hi\" \\ [1m","schedule":{"shape":"weekdays",)"
            R"("weekdays":["mon","wed"],"times":0,"count":0,"month_days":[],"nth":0,)"
            R"("at_most_every":0,"at_least_every":0},"steps":[],"size":0,"tags":[],)"
            R"("asks_ease":false,"resting":false}]})"
            "\n");
}

TEST(Json, WritesLargeNumbersAsNumbersAndBooleansAlways) {
  daemon::v1::StatusResponse status;
  status.set_data_bytes(5'000'000'000);
  status.set_pid(-1);
  EXPECT_EQ(Json("s", status),
            "{\"schema\":\"s\",\"started\":false,\"paired\":false,\"waiting_to_send\":0,"
            "\"data_bytes\":5000000000,\"absent\":[],\"pid\":-1,\"fetching_percent\":0,\"sends_"
            "everything\":false}\n");
}

TEST(JsonError, HasCodeMessageAndWhatNext) {
  const absl::Status status =
      Refusal(absl::StatusCode::kNotFound, "no_such_goal", "there is no goal called \"x\".")
          .Hint("All goals", "twofold goal list")
          .Aftermath("Nothing was logged.");
  EXPECT_EQ(JsonError(status), R"({"schema":"twofold.error.v1","code":"no_such_goal",)"
                               R"("message":"there is no goal called \"x\".",)"
                               R"("next":[{"label":"All goals","text":"twofold goal list"}],)"
                               R"("aftermath":"Nothing was logged."})"
                               "\n");
}

TEST(JsonString, KeepsLineBreaksAndNoOtherControlCharacter) {
  EXPECT_EQ(JsonString("a\nb\x1b\tc"), "\"a\\nbc\"");
}

TEST(JsonList, PutsManyMessagesIntoOneObject) {
  daemon::v1::HelloRequest one, other;
  EXPECT_EQ(JsonList("s", "acts", {&one, &other}), "{\"schema\":\"s\",\"acts\":[{},{}]}\n");
}

TEST(PlainLine, KeepsTabsForColumns) { EXPECT_EQ(PlainLine({"a\tb", "", "c\nd"}), "ab\t\tc d\n"); }

}  // namespace
}  // namespace twofold

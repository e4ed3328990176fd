// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the doctor found as people and scripts read it.
#include "client/render/doctor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "client/render/error.h"
#include "client/render/width.h"
#include "tests/client/screen.h"

namespace twofold {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kAll[] = {"written", "chains",  "causes",  "shown", "newest", "clock",
                                "to_send", "waiting", "members", "undo",  "anchor"};

daemon::v1::ExamineResponse Healthy() {
  daemon::v1::ExamineResponse response;
  response.set_well(true);
  for (const char* what : kAll) {
    auto* one = response.add_looked_over();
    one->set_what(what);
    one->set_looked_at(1234);
  }
  response.mutable_looked_over(7)->set_looked_at(0);
  return response;
}

daemon::v1::ExamineResponse With(int at, std::uint64_t found, std::uint64_t reparable) {
  daemon::v1::ExamineResponse response = Healthy();
  response.set_well(false);
  response.mutable_looked_over(at)->set_found(found);
  response.mutable_looked_over(at)->set_reparable(reparable);
  return response;
}

std::string LineOf(const std::string& text, absl::string_view label) {
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StrContains(line, label)) return std::string(line);
  }
  return "";
}

TEST(Examined, ALineForEachThingAndNoneWithAMarkWhereAllIsWell) {
  const std::string text = ExaminedText(Screen(), Healthy());
  EXPECT_EQ(text.substr(0, 14), "All is well.\n\n");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2 + 11);
  EXPECT_THAT(text, Not(HasSubstr("?")));
  EXPECT_EQ(LineOf(text, "Shown"), "  Shown      what you see is what was written, to the byte");
  EXPECT_TRUE(Finding(Healthy()).ok());
}

TEST(Examined, WhatWasFoundIsMarkedAndSaidForEachThingAlone) {
  const std::string healthy = ExaminedText(Screen(), Healthy());
  const std::vector<std::string> before = absl::StrSplit(healthy, '\n');
  for (int at = 0; at < 11; ++at) {
    for (const std::uint64_t found : {1u, 1234u}) {
      const std::string text = ExaminedText(Screen(), With(at, found, 0));
      EXPECT_EQ(text.substr(0, 18), "Not all is well.\n\n");
      int marked = 0;
      for (absl::string_view line : absl::StrSplit(text, '\n')) {
        EXPECT_LE(Width(line), 80) << line;
        marked += absl::StartsWith(line, "? ");
      }
      EXPECT_EQ(marked, 1) << kAll[at];
      EXPECT_THAT(before, Not(testing::Contains(LineOf(text, "? ")))) << kAll[at];
    }
  }
}

TEST(Examined, WhatWaitsIsNoFindingAndSaysSinceWhen) {
  daemon::v1::ExamineResponse response = Healthy();
  response.mutable_looked_over(7)->set_looked_at(2);
  response.mutable_looked_over(7)->set_since("2026-11-21");
  const std::string text = ExaminedText(Screen(), response);
  EXPECT_THAT(text, Not(HasSubstr("?")));
  EXPECT_THAT(text, HasSubstr("2 things that came here"));
  EXPECT_THAT(text, HasSubstr("21 Nov"));
}

TEST(Examined, WhatIsNotComparedSaysSo) {
  daemon::v1::ExamineResponse response = With(0, 1, 0);
  response.mutable_looked_over(3)->set_not_compared(1);
  EXPECT_THAT(ExaminedText(Screen(), response), HasSubstr("Shown      not compared"));
}

TEST(Examined, AThingThatThisVersionDoesNotKnowIsShownAsItIs) {
  daemon::v1::ExamineResponse response = Healthy();
  response.mutable_looked_over(10)->set_what("temper\x1b");
  EXPECT_THAT(ExaminedText(Screen(), response), HasSubstr("temper: as it has to be"));
}

TEST(Finding, NamesOnlyWaysOutThatThereAre) {
  const auto texts = [](const absl::Status& status) {
    std::vector<std::string> out;
    for (const RefusalHint& hint : RefusalHints(status)) out.push_back(hint.text);
    return out;
  };
  EXPECT_THAT(texts(Finding(With(3, 2, 2))), testing::ElementsAre("twofold doctor --repair"));
  EXPECT_THAT(texts(Finding(With(0, 2, 0))), testing::ElementsAre("twofold help damage"));
  EXPECT_THAT(texts(Finding(With(4, 2, 1))),
              testing::ElementsAre("twofold doctor --repair", "twofold help damage"));
  EXPECT_EQ(ExitCode(Finding(With(0, 2, 0))), 1);
}

TEST(Examined, PlainHasAColumnForEachNumber) {
  daemon::v1::ExamineResponse response = With(3, 2, 1);
  response.mutable_looked_over(3)->set_not_compared(1);
  EXPECT_THAT(ExaminedPlain(response), HasSubstr("\nshown\t1234\t2\t1\t1\t\n"));
}

TEST(Repaired, SaysHowMuchAndThatNothingElseWasTouched) {
  daemon::v1::RepairResponse response;
  response.set_well(true);
  EXPECT_THAT(RepairedText(Screen(), response), HasSubstr("Nothing was changed."));
  response.set_repaired(1);
  EXPECT_THAT(RepairedText(Screen(), response), HasSubstr("1 record was put right"));
  EXPECT_EQ(RepairedPlain(response), "repaired\t1\n");
}

}  // namespace
}  // namespace twofold

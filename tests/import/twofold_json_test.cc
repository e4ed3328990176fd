// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

Imported All() { return ReadTwofold(DataFile("twofold.json"), On()); }

Imported WithGoal(absl::string_view members) {
  return ReadTwofold(absl::StrCat(R"({"schema": "twofold.export.v1", "goals": [{"title": "x",
      "versions": [{"from": "2026-01-01", "kind": "check", "schedule": {"shape": "day"}}], )",
                                  members, "}]}"),
                     On());
}

TEST(Twofold, WhatWasExportedComesBack) {
  const auto file = All();
  EXPECT_EQ(ShownGoal(file, "Read 20 min"),
            R"(Read 20 min [loop:00112233445566778899aabbccddeeff] in "Mind"
check mon,wed,fri from 2026-01-01
measure day in min at_least 2.5 a week at 20:00 from 2026-01-05
why: I like it
2026-01-01 kept
2026-01-02 skipped because ill
2026-01-06 20 "fine\nindeed"
! 1 field that this version does not know was left out.
! 6 parts that are not allowed were left out.
)");
  const portable::v1::Goal& goal = file->goals(0).goal();
  EXPECT_EQ(goal.id(), "000102030405060708090a0b0c0d0e0f");
  EXPECT_EQ(goal.handle(), "read");
  EXPECT_EQ(goal.cue(), "after breakfast");
  EXPECT_EQ(goal.smallest(), "one page");
  EXPECT_TRUE(goal.asks_ease());
  EXPECT_EQ(goal.tags_size(), 2);
  EXPECT_EQ(goal.tags(0), "book");
  EXPECT_EQ(goal.versions(1).learned(), "less is more");
  EXPECT_EQ(goal.versions(1).schedule().week_start(), "sun");
  EXPECT_EQ(goal.entries(2).zone(), "Europe/Berlin");
  EXPECT_EQ(goal.ease_size(), 1);
  EXPECT_EQ(goal.rests_size(), 1);
  EXPECT_EQ(file->rests_size(), 1);
}

TEST(Twofold, AMilestoneKeepsItsSteps) {
  const auto file = All();
  ASSERT_THAT(file, IsOk());
  const portable::v1::Goal& goal = file->goals(1).goal();
  EXPECT_EQ(goal.title(), "Move");
  EXPECT_TRUE(goal.archived());
  EXPECT_EQ(goal.versions(0).deadline(), "2026-03-01");
  ASSERT_EQ(goal.steps_size(), 1);
  EXPECT_EQ(goal.steps(0).done_on(), "2026-01-01");
}

TEST(Twofold, AGoalWithoutASourceIsFoundByItsId) {
  const auto file = All();
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(1).goal().source(), "twofold:101112131415161718191a1b1c1d1e1f");
}

TEST(Twofold, SharedGoalsRepeatedIdsAndGoalsWithoutAVersionStayOut) {
  const auto file = All();
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals_size(), 2);
  ASSERT_EQ(file->remarks_size(), 2);
  EXPECT_EQ(file->remarks(0), "2 parts that are not allowed were left out.");
  EXPECT_EQ(file->remarks(1),
            "1 shared goal was left out, because what is shared begins with two yeses.");
}

TEST(Twofold, PartsThatAreNotAllowedAreLeftOutAndCounted) {
  for (const char* members :
       {R"("id": "xyz")", R"("id": "000102030405060708090A0B0C0D0E0F")", R"("handle": "Not so")",
        R"("tags": ["two words"])", R"("why": 3)", R"("archived": "yes")", R"("tags": "x")",
        R"("entries": [{"day": "2026-01-01", "amount": "0"}])", R"("entries": [{"mark": "kept"}])",
        R"("entries": [{"day": "2026-01-01"}, {"day": "2026-01-01"}])", R"("entries": [3])",
        R"("entries": [{"day": "2026-01-01", "note": "\u0007"}])",
        R"("steps": [{"id": "x", "number": 1}])", R"("steps": [{"number": -1}])",
        R"("ease": [{"day": "2026-01-01", "ease": 0}])", R"("ease": [{"day": "x", "ease": 1}])",
        R"("rests": [{"last_day": "2026-01-01"}])"}) {
    const auto file = WithGoal(members);
    ASSERT_THAT(file, IsOk()) << members;
    ASSERT_GE(file->goals(0).remarks_size(), 1) << members;
  }
}

TEST(Twofold, DaysThatAreNotWrittenAsAnExportWritesThemAreLeftOutAndCounted) {
  for (const char* day : {"11/24/2026", "٢٠٢٦-١١-٢٤", " 2026-11-24", "2026-11-24 ", "2026-1-4"}) {
    const auto file = WithGoal(
        absl::StrCat(R"("entries": [{"day": ")", day, R"(", "mark": "kept"}], "ease": [{"day": ")",
                     day, R"(", "ease": 1}], "rests": [{"first_day": ")", day, R"("}])"));
    ASSERT_THAT(file, IsOk()) << day;
    const portable::v1::Goal& goal = file->goals(0).goal();
    EXPECT_EQ(goal.entries_size() + goal.ease_size() + goal.rests_size(), 0) << day;
    ASSERT_EQ(file->goals(0).remarks_size(), 1) << day;
    EXPECT_EQ(file->goals(0).remarks(0), "3 parts that are not allowed were left out.") << day;
  }
  const auto file = WithGoal(R"("entries": [{"day": "2026-11-24", "mark": "kept"}])");
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).goal().entries_size(), 1);
}

TEST(Twofold, VersionsAreThoseThatAGoalCanHave) {
  for (
      const char* version :
      {R"({"kind": "check", "schedule": {"shape": "day"}})",
       R"({"from": "2026-01-01", "kind": "wish", "schedule": {"shape": "day"}})",
       R"({"from": "2026-01-01", "kind": "measure", "schedule": {"shape": "day"}})",
       R"({"from": "2026-01-01", "kind": "check", "unit": "km", "schedule": {"shape": "day"}})",
       R"({"from": "2026-01-01", "kind": "check", "schedule": {"shape": "day", "at": "25:00"}})",
       R"({"from": "2026-01-01", "kind": "check", "schedule": {"shape": "day", "first_day": "mon"}})",
       R"({"from": "2026-01-01", "kind": "check", "schedule": {"shape": "day", "week_start": "x"}})",
       R"({"from": "2026-01-01", "kind": "edge", "size": 6, "schedule": {"shape": "day"}})",
       R"({"from": "2026-01-01", "kind": "milestone", "schedule": {"shape": "day"}})",
       R"({"from": "2026-01-01", "kind": "measure", "unit": "km", "schedule": {"shape": "day"},
            "target": {"direction": "about", "amount": "3", "per": "day"}})",
       R"({"from": "2026-01-01", "kind": "measure", "unit": "km", "schedule": {"shape": "day"},
            "target": {"direction": "at_least", "amount": "0", "per": "day"}})"}) {
    EXPECT_THAT(ReadTwofold(absl::StrCat(R"({"schema": "twofold.export.v1", "goals": [{"title": "x",
                                         "versions": [)",
                                         version, "]}]}"),
                            On()),
                IsRefused("import_nothing_found"))
        << version;
  }
}

TEST(Twofold, RefusesOtherSchemas) {
  EXPECT_THAT(ReadTwofold(R"({"schema": "twofold.export.v2", "goals": []})", On()),
              IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadTwofold("[]", On()), IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadTwofold(R"({"schema": "twofold.export.v1"})", On()),
              IsRefused("import_nothing_found"));
}

}  // namespace
}  // namespace twofold::importing

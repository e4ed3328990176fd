// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

Imported All() { return ReadGenericCsv(DataFile("generic.csv"), On()); }

TEST(GenericCsv, StatesMakeACheck) {
  EXPECT_EQ(ShownGoal(All(), "Read"), R"(Read [csv:Read]
check day from 2025-01-01
2025-01-01 kept
2025-01-02 not_kept "guests; late"
2025-01-03 skipped
2025-01-04 "only a note"
2025-01-09 kept
! Its file does not say how often it is due; every day was taken.
! 1 value that is no state of a day was left out.
)");
}

TEST(GenericCsv, ValuesMakeAMeasureAndWhatDoesNotFitIsCounted) {
  EXPECT_EQ(ShownGoal(All(), "Run"), R"(Run [csv:Run]
measure day in km from 2025-01-01
2025-01-01 5.5
2025-01-02 1.234
2025-01-04 zero
2025-01-05 not_kept
2025-01-08 1.234568
! Its file does not say how often it is due; every day was taken.
! 1 amount below zero was left out.
! 1 amount above 1000000000 was left out.
! 1 amount was rounded to six decimals.
! 1 amount in another unit was left out.
)");
}

TEST(GenericCsv, NotesAloneAreObserved) {
  EXPECT_EQ(ShownGoal(All(), "Diary"),
            "Diary [csv:Diary]\nobserve day from 2025-01-01\n2025-01-01 \"a thought\"\n"
            "! It has notes alone, so it is only recorded.\n");
}

TEST(GenericCsv, ValuesOnSomeKeptDaysStayInTheNotes) {
  EXPECT_EQ(ShownGoal(All(), "Mixed"), R"(Mixed [csv:Mixed]
check day from 2025-01-01
2025-01-01 kept "10 min"
2025-01-02 kept "just so"
! Its file does not say how often it is due; every day was taken.
! 1 amount was put in front of the day's note, because other days have none.
)");
}

TEST(GenericCsv, AThousandAndACommaAreLeftOutWhereTheFileHasPoints) {
  EXPECT_EQ(Shown(ReadGenericCsv("date,goal,value,unit\n2025-01-01,Run,\"1,234\",m\n"
                                 "2025-01-02,Run,2.5,m\n2025-01-03,Run,\"2,5\",m\n",
                                 On())),
            R"(Run [csv:Run]
measure day in m from 2025-01-02
2025-01-02 2.5
2025-01-03 2.5
! Its file does not say how often it is due; every day was taken.
! 1 amount that is no number was left out.
)");
}

TEST(GenericCsv, ColumnsMayStandInAnyOrderAndBeAbsent) {
  EXPECT_EQ(Shown(ReadGenericCsv("\xEF\xBB\xBF"
                                 "GOAL\t Date \textra\nRead\t2025-01-01\tx\n",
                                 On())),
            "Read [csv:Read]\ncheck day from 2025-01-01\n"
            "! Its file does not say how often it is due; every day was taken.\n");
  EXPECT_EQ(Shown(ReadGenericCsv("GOAL\t Date \textra\tstate\nRead\t2025-01-01\tx\tyes\n", On())),
            "Read [csv:Read]\ncheck day from 2025-01-01\n2025-01-01 kept\n"
            "! Its file does not say how often it is due; every day was taken.\n");
}

TEST(GenericCsv, TheDocumentedExampleIsRead) {
  const std::string page = SourceText("docs/formats/import.md");
  const std::size_t begin = page.find("```csv\n") + 7;
  const std::string example = page.substr(begin, page.find("```", begin) - begin);
  EXPECT_EQ(Shown(ReadGenericCsv(example, On())), R"(Walk [csv:Walk]
check day from 2026-11-22
2026-11-22 kept
2026-11-23 not_kept "rain, and late"
2026-11-24 skipped
! Its file does not say how often it is due; every day was taken.

Read [csv:Read]
measure day in pages from 2026-11-23
2026-11-23 20
2026-11-24 zero
! Its file does not say how often it is due; every day was taken.

Diary [csv:Diary]
observe day from 2026-11-24
2026-11-24 "a thought"
! It has notes alone, so it is only recorded.
)");
}

TEST(GenericCsv, RefusesWhatHasNoSuchColumns) {
  EXPECT_THAT(ReadGenericCsv("date,value\n2025-01-01,1\n", On()),
              IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadGenericCsv("", On()), IsRefused("import_not_that_format"));
  EXPECT_THAT(ReadGenericCsv("date,goal\nx,y\n", On()), IsRefused("import_nothing_found"));
}

}  // namespace
}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/texts.h"

#include <gmock/gmock.h>

#include "core/goals/goal.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

using ::testing::ElementsAre;

TEST(TitleText, LeavesAGoodTitleAlone) {
  Remarks remarks;
  EXPECT_EQ(TitleText("  Read 20 min ", remarks), "Read 20 min");
  EXPECT_EQ(TitleText(std::string(80, 'x'), remarks), std::string(80, 'x'));
  EXPECT_TRUE(remarks.Sentences().empty());
}

TEST(TitleText, ShortensAtTheEightyFirst) {
  Remarks remarks;
  std::string long_title;
  for (int i = 0; i < 81; ++i) long_title += "ü";
  EXPECT_THAT(ValidateTitle(TitleText(long_title, remarks)), IsOk());
  EXPECT_THAT(remarks.Sentences(), ElementsAre("Its title was shortened."));
}

TEST(TitleText, CleansControlCharactersAndSaysSo) {
  Remarks remarks;
  EXPECT_EQ(TitleText("a\nb\tc\x1B[31md\u2028e\u0085"
                      "f",
                      remarks),
            "a b c[31md ef");
  EXPECT_THAT(remarks.Sentences(),
              ElementsAre("Its title lost control characters or line breaks."));
}

TEST(TitleText, AnEmptyOneGetsAName) {
  for (const char* text : {"", "  ", "\n", "\x01\x02"}) {
    Remarks remarks;
    EXPECT_EQ(TitleText(text, remarks), "Imported goal");
    EXPECT_FALSE(remarks.Sentences().empty());
  }
}

TEST(TitleText, InvalidBytesAreReplaced) {
  Remarks remarks;
  EXPECT_EQ(TitleText("a\xFF", remarks), "a\xEF\xBF\xBD");
}

TEST(UnitText, IsAlwaysOneOfOurs) {
  for (const char* text : {"km", "10 pages", "%", "°C", " min ", "a very long unit indeed", "42",
                           "k\nm", "-", "½ h"}) {
    Remarks remarks;
    const std::string unit = UnitText(text, remarks);
    if (!unit.empty()) {
      EXPECT_THAT(ValidateUnit(unit), IsOk()) << text;
    }
  }
  Remarks remarks;
  EXPECT_EQ(UnitText("10 pages", remarks), "pages");
  EXPECT_EQ(UnitText("%", remarks), "");
  EXPECT_EQ(UnitText("123456789012x", remarks), "x");
  EXPECT_EQ(UnitText("abcdefghijkl", remarks), "abcdefghijkl");
  EXPECT_EQ(UnitText("abcdefghijklm", remarks), "abcdefghijkl");
}

TEST(LineText, IsOneLineOfTwoHundred) {
  Remarks remarks;
  EXPECT_EQ(LineText("one\r\ntwo", remarks), "one two");
  EXPECT_EQ(LineText(std::string(200, 'x'), remarks), std::string(200, 'x'));
  EXPECT_EQ(remarks.count(Loss::kTextShortened), 0u);
  EXPECT_EQ(LineText(std::string(201, 'x'), remarks), std::string(200, 'x'));
  EXPECT_EQ(remarks.count(Loss::kTextShortened), 1u);
}

TEST(NoteText, KeepsLineBreaks) {
  Remarks remarks;
  EXPECT_EQ(NoteText("one\r\ntwo\rthree\tfour\n", remarks), "one\ntwo\nthree four");
  EXPECT_TRUE(remarks.Sentences().empty());
  EXPECT_EQ(NoteText("a\x07", remarks), "a");
  EXPECT_EQ(remarks.count(Loss::kTextCleaned), 1u);
}

TEST(NoteText, HasTwoThousandLetters) {
  Remarks remarks;
  EXPECT_EQ(NoteText(std::string(2000, 'x'), remarks).size(), 2000u);
  EXPECT_EQ(remarks.count(Loss::kNoteShortened), 0u);
  EXPECT_EQ(NoteText(std::string(2001, 'x'), remarks).size(), 2000u);
  EXPECT_EQ(remarks.count(Loss::kNoteShortened), 1u);
}

}  // namespace
}  // namespace twofold::importing

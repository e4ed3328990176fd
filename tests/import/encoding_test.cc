// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/encoding.h"

#include <gtest/gtest.h>

#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

std::string Decoded(std::string bytes) {
  const auto decoded = DecodeText(std::move(bytes));
  EXPECT_THAT(decoded, IsOk());
  EXPECT_FALSE(decoded->guessed);
  return decoded->text;
}

TEST(DecodeText, TakesUtf8WithAndWithoutAMark) {
  EXPECT_EQ(Decoded("fünf"), "fünf");
  EXPECT_EQ(Decoded("\xEF\xBB\xBF"
                    "fünf"),
            "fünf");
  EXPECT_EQ(Decoded(""), "");
}

TEST(DecodeText, TakesUtf16WithAMark) {
  EXPECT_EQ(Decoded(std::string("\xFF\xFE"
                                "a\0\xFC\0",
                                6)),
            "aü");
  EXPECT_EQ(Decoded(std::string("\xFE\xFF"
                                "\0a\0\xFC",
                                6)),
            "aü");
  EXPECT_EQ(Decoded(std::string("\xFF\xFE\x3D\xD8\x00\xDE", 6)), "😀");
}

TEST(DecodeText, BrokenUtf16BecomesAReplacement) {
  EXPECT_EQ(Decoded(std::string("\xFF\xFE\x3D\xD8"
                                "a\0",
                                6)),
            "\xEF\xBF\xBD"
            "a");
  EXPECT_EQ(Decoded(std::string("\xFF\xFE"
                                "a\0b",
                                5)),
            "a\xEF\xBF\xBD");
}

TEST(DecodeText, GuessesWindows1252AndSaysSo) {
  const auto decoded = DecodeText("f\xFCnf \x80 \x93so\x94");
  ASSERT_THAT(decoded, IsOk());
  EXPECT_TRUE(decoded->guessed);
  EXPECT_EQ(decoded->text, "fünf € “so”");
}

TEST(DecodeText, RefusesZeroBytes) {
  EXPECT_THAT(DecodeText(std::string("a\0b", 3)), IsRefused("import_not_text"));
  EXPECT_THAT(DecodeText(std::string("\xFF\xFE\0\0", 4)), IsRefused("import_not_text"));
}

TEST(ValidUtf8, ReplacesWhatIsNone) {
  EXPECT_EQ(ValidUtf8("a\xFF"
                      "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(ValidUtf8("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(ValidUtf8("fünf"), "fünf");
}

TEST(AsciiDigits, KnowsTheDigitsOfEveryScript) {
  EXPECT_EQ(AsciiDigits("٢٠١٦-٠٣-٠٤"), "2016-03-04");
  EXPECT_EQ(AsciiDigits("۰۱۲۳۴۵۶۷۸۹"), "0123456789");
  EXPECT_EQ(AsciiDigits("०९ ၀၉ ๐๙ ０９ 𝟎𝟗𝟘𝟡𝟶𝟿 𞥐𞥙"),
            "09 09 09 09 090909 09");
  EXPECT_EQ(AsciiDigits("−5"), "-5");
  EXPECT_EQ(AsciiDigits("\u200F٥"), "5");
  EXPECT_EQ(AsciiDigits("½ Ⅷ 五"), "½ Ⅷ 五");
}

TEST(CutText, KeepsWhatFitsAndNoHalfLetters) {
  EXPECT_EQ(CutText("abc", 3), "abc");
  EXPECT_EQ(CutText("abcd", 3), "abc");
  EXPECT_EQ(CutText("äöü", 2), "äö");
  // An e and its accent are two code points and one letter.
  EXPECT_EQ(CutText("abe\u0301", 4), "abe\u0301");
  EXPECT_EQ(CutText("abe\u0301", 3), "ab");
  EXPECT_EQ(CutText("e\u0301\u0301\u0301", 2), "e\u0301");
}

}  // namespace
}  // namespace twofold::importing

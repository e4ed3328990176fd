// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/csv.h"

#include <gtest/gtest.h>

#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> Rows(absl::string_view text, char separator = ',') {
  CsvReader csv(text, separator, Bounds());
  std::vector<Row> rows;
  Row row;
  while (true) {
    const auto more = csv.Next(row);
    EXPECT_THAT(more, IsOk());
    if (!more.value_or(false)) return rows;
    rows.push_back(row);
  }
}

TEST(Csv, SplitsRowsAndFields) {
  EXPECT_EQ(Rows("a,b\nc,\n"), (std::vector<Row>{{"a", "b"}, {"c", ""}}));
  EXPECT_EQ(Rows("a,b"), (std::vector<Row>{{"a", "b"}}));
  EXPECT_EQ(Rows("a;b,c", ';'), (std::vector<Row>{{"a", "b,c"}}));
}

TEST(Csv, TakesEveryLineBreak) {
  EXPECT_EQ(Rows("a\r\nb\rc\nd"), (std::vector<Row>{{"a"}, {"b"}, {"c"}, {"d"}}));
}

TEST(Csv, LeavesBlankLinesOut) { EXPECT_EQ(Rows("\n\na\n \n\n"), (std::vector<Row>{{"a"}})); }

TEST(Csv, QuotesKeepSeparatorsAndLineBreaks) {
  EXPECT_EQ(Rows("\"a,b\",\"c\nd\"\n"), (std::vector<Row>{{"a,b", "c\nd"}}));
  EXPECT_EQ(Rows("\"say \"\"hi\"\"\",x"), (std::vector<Row>{{"say \"hi\"", "x"}}));
  EXPECT_EQ(Rows("\"\",x"), (std::vector<Row>{{"", "x"}}));
}

TEST(Csv, QuotesInsideAFieldAreLetters) {
  EXPECT_EQ(Rows("5\" nails,x"), (std::vector<Row>{{"5\" nails", "x"}}));
  EXPECT_EQ(Rows("\"a\"b,x"), (std::vector<Row>{{"ab", "x"}}));
}

TEST(Csv, ARowOfEmptyFieldsIsARow) { EXPECT_EQ(Rows(",\n"), (std::vector<Row>{{"", ""}})); }

TEST(Csv, SaysThatAQuoteIsNeverClosed) {
  CsvReader csv("a,b\nc,\"d\ne,f\n", ',', Bounds());
  Row row;
  EXPECT_TRUE(*csv.Next(row));
  EXPECT_FALSE(*csv.Next(row));
  EXPECT_TRUE(csv.unclosed());
}

TEST(Csv, AFieldOfTheBoundIsReadAndALongerOneIsNot) {
  Bounds bounds;
  bounds.field_bytes = 4;
  Row row;
  EXPECT_THAT(CsvReader("abcd,x", ',', bounds).Next(row), IsOk());
  EXPECT_THAT(CsvReader("abcde,x", ',', bounds).Next(row), IsRefused("import_too_large"));
  EXPECT_THAT(CsvReader("\"abcde", ',', bounds).Next(row), IsRefused("import_too_large"));
}

TEST(Csv, ARowOfTheBoundIsReadAndALongerOneIsNot) {
  Bounds bounds;
  bounds.fields = 3;
  Row row;
  EXPECT_THAT(CsvReader("a,b,c\n", ',', bounds).Next(row), IsOk());
  EXPECT_EQ(row.size(), 3u);
  EXPECT_THAT(CsvReader("a,b,c,d\n", ',', bounds).Next(row), IsRefused("import_too_large"));
}

TEST(SeparatorOf, IsWhatTheFirstLineHasMost) {
  EXPECT_EQ(SeparatorOf("a,b,c\n1;2;3;4"), ',');
  EXPECT_EQ(SeparatorOf("a;b;c,d"), ';');
  EXPECT_EQ(SeparatorOf("a\tb"), '\t');
  EXPECT_EQ(SeparatorOf("\"a;b;c\",d"), ',');
  EXPECT_EQ(SeparatorOf(""), ',');
}

}  // namespace
}  // namespace twofold::importing

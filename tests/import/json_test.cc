// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/json.h"

#include <gtest/gtest.h>

#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

std::string Nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(ParseJson, TakesWhatIsNestedToTheBoundAndNoDeeper) {
  EXPECT_THAT(ParseJson(Nested(limits::kImportJsonDepth), Bounds()), IsOk());
  EXPECT_THAT(ParseJson(Nested(limits::kImportJsonDepth + 1), Bounds()),
              IsRefused("import_too_large"));
  EXPECT_THAT(ParseJson(std::string(1'000'000, '['), Bounds()), IsRefused("import_too_large"));
  EXPECT_THAT(ParseJson(std::string(1'000'000, '{'), Bounds()), IsRefused("import_damaged"));
}

TEST(ParseJson, TakesAsManyValuesAsTheBoundAndNoMore) {
  Bounds bounds;
  bounds.json_values = 4;
  EXPECT_THAT(ParseJson("[1,2,3]", bounds), IsOk());
  EXPECT_THAT(ParseJson("[1,2,3,4]", bounds), IsRefused("import_too_large"));
}

TEST(ParseJson, RefusesWhatIsNone) {
  for (const char* text : {"", "{", "{\"a\":}", "nul", "[1,]", "{} {}", "{'a':1}", "[1] x"}) {
    EXPECT_THAT(ParseJson(text, Bounds()), IsRefused("import_damaged")) << text;
  }
}

TEST(ParseJson, TakesUtf16) {
  EXPECT_THAT(ParseJson(std::string("\xFF\xFE[\0]\0", 6), Bounds()), IsOk());
}

TEST(Members, AreOfTheTypeThatIsAskedFor) {
  const Json json = *ParseJson(
      R"({"i": 3, "f": 3.0, "h": 3.5, "t": "x", "n": null, "a": [], "b": true, "huge": 1e300})",
      Bounds());
  EXPECT_EQ(IntegerMember(json, "i"), 3);
  EXPECT_EQ(IntegerMember(json, "f"), 3);
  EXPECT_EQ(IntegerMember(json, "h"), std::nullopt);
  EXPECT_EQ(IntegerMember(json, "huge"), std::nullopt);
  EXPECT_EQ(IntegerMember(json, "t"), std::nullopt);
  EXPECT_EQ(IntegerMember(json, "none"), std::nullopt);
  EXPECT_EQ(NumberMember(json, "h"), 3.5);
  EXPECT_EQ(NumberMember(json, "b"), std::nullopt);
  EXPECT_EQ(TextMember(json, "t"), "x");
  EXPECT_EQ(TextMember(json, "i"), "");
  EXPECT_EQ(Member(json, "n"), nullptr);
  EXPECT_EQ(Member(Json(3), "n"), nullptr);
  EXPECT_NE(ArrayMember(json, "a"), nullptr);
  EXPECT_EQ(ArrayMember(json, "t"), nullptr);
}

}  // namespace
}  // namespace twofold::importing

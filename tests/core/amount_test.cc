// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/amount.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/base/limits.h"
#include "tests/support/refusals.h"
#include "tests/support/seeded_random.h"

namespace twofold {
namespace {

constexpr std::int64_t kOne = 1'000'000;

std::int64_t Parsed(absl::string_view text, absl::string_view unit = "min") {
  const auto micros = ParseAmount(text, unit);
  EXPECT_THAT(micros, IsOk()) << text;
  return micros.value_or(-1);
}

TEST(ParseAmount, TakesWholeNumbersWithAndWithoutUnit) {
  EXPECT_EQ(Parsed("30"), 30 * kOne);
  EXPECT_EQ(Parsed("30min"), 30 * kOne);
  EXPECT_EQ(Parsed("30 min"), 30 * kOne);
  EXPECT_EQ(Parsed("30 MIN"), 30 * kOne);
  EXPECT_EQ(Parsed("0030"), 30 * kOne);
}

TEST(ParseAmount, TakesDecimalsExactly) {
  EXPECT_EQ(Parsed("2.5"), 2'500'000);
  EXPECT_EQ(Parsed("2.5 km", "km"), 2'500'000);
  EXPECT_EQ(Parsed("0.1"), 100'000);
  EXPECT_EQ(Parsed("1.10"), 1'100'000);
}

TEST(ParseAmount, TakesSixDecimalsAndNoMore) {
  EXPECT_EQ(Parsed("0.000001"), 1);
  EXPECT_THAT(ParseAmount("0.0000001", "min"), IsRefused("amount_out_of_range"));
  EXPECT_THAT(ParseAmount("1.0000001", "min"), IsRefused("amount_out_of_range"));
  EXPECT_THAT(ParseAmount("1.12345678901234567890", "min"), IsRefused("amount_out_of_range"));
}

TEST(ParseAmount, EndsAtTheLimit) {
  EXPECT_EQ(Parsed("1000000000"), limits::kAmountMicros);
  EXPECT_EQ(Parsed("999999999.999999"), limits::kAmountMicros - 1);
  EXPECT_THAT(ParseAmount("1000000000.000001", "min"), IsRefused("amount_out_of_range"));
  EXPECT_THAT(ParseAmount("1000000001", "min"), IsRefused("amount_out_of_range"));
}

TEST(ParseAmount, HugeNumbersDoNotWrapAround) {
  EXPECT_THAT(ParseAmount("18446744073709551617", "min"), IsRefused("amount_out_of_range"));
  EXPECT_THAT(ParseAmount(std::string(400, '9'), "min"), IsRefused("amount_out_of_range"));
  EXPECT_THAT(ParseAmount("10000000000000000000001", "min"), IsRefused("amount_out_of_range"));
}

TEST(ParseAmount, ZeroIsNothingToLog) {
  for (absl::string_view text : {"0", "0.0", "0.000000", "00", "0min"}) {
    EXPECT_THAT(ParseAmount(text, "min"), IsRefused("amount_out_of_range")) << text;
  }
}

TEST(ParseAmount, RefusesWhatOnlyLooksLikeANumber) {
  for (absl::string_view text : {"",
                                 " ",
                                 "-1",
                                 "+1",
                                 "1,5",
                                 "1e3",
                                 "1E3",
                                 "1e+3",
                                 "1e-3",
                                 "1e308",
                                 "nan",
                                 "NaN",
                                 "inf",
                                 "Infinity",
                                 "-inf",
                                 "0x10",
                                 ".5",
                                 "5.",
                                 "3..2",
                                 "1.2.3",
                                 "1 000",
                                 "1_000",
                                 "--",
                                 "min",
                                 "\xD9\xA3\xD9\xA0" /* Arabic-Indic 30 */,
                                 "\xEF\xBC\x93" /* fullwidth 3 */}) {
    const auto refused = ParseAmount(text, "min");
    EXPECT_FALSE(refused.ok()) << text;
    EXPECT_THAT(RefusalReason(refused.status()),
                testing::AnyOf("amount_not_understood", "wrong_unit"))
        << text;
  }
}

TEST(ParseAmount, ACommaIsNotAWrongUnit) {
  EXPECT_THAT(ParseAmount("1,5", "min"), IsRefused("amount_not_understood"));
  EXPECT_THAT(ParseAmount("1e3", "min"), IsRefused("amount_not_understood"));
}

TEST(ParseAmount, AnotherUnitIsNotConverted) {
  EXPECT_THAT(ParseAmount("30km", "min"), IsRefused("wrong_unit"));
  EXPECT_THAT(ParseAmount("30 minutes", "min"), IsRefused("wrong_unit"));
  EXPECT_THAT(ParseAmount("30 mi", "min"), IsRefused("wrong_unit"));
}

TEST(ParseAmount, UnitsOfOtherAlphabetsWork) {
  EXPECT_EQ(Parsed("3 \xD7\x93\xD7\xA4\xD7\x99\xD7\x9D", "\xD7\x93\xD7\xA4\xD7\x99\xD7\x9D"),
            3 * kOne);
}

TEST(ParseAmount, ShowsAHostileWordBackHarmless) {
  const auto refused = ParseAmount("\x1B[31mabc", "min");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.status().message().find('\x1B'), absl::string_view::npos);
}

TEST(FormatAmount, WritesNoTrailingZeros) {
  EXPECT_EQ(FormatAmount(30 * kOne), "30");
  EXPECT_EQ(FormatAmount(2'500'000), "2.5");
  EXPECT_EQ(FormatAmount(1), "0.000001");
  EXPECT_EQ(FormatAmount(0), "0");
  EXPECT_EQ(FormatAmount(-1), "-0.000001");
  EXPECT_EQ(FormatAmount(-30 * kOne), "-30");
}

TEST(FormatAmount, WritesTheEndsOfTheRange) {
  EXPECT_EQ(FormatAmount(std::numeric_limits<std::int64_t>::max()), "9223372036854.775807");
  EXPECT_EQ(FormatAmount(std::numeric_limits<std::int64_t>::min()), "-9223372036854.775808");
}

TEST(FormatAmount, IsReadBackAsTheSameAmount) {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    SeededRandom random(seed);
    const auto micros =
        static_cast<std::int64_t>(1 + random.Below(limits::kAmountMicros >> random.Below(50)));
    EXPECT_EQ(Parsed(FormatAmount(micros)), micros) << "seed " << seed;
  }
}

TEST(Sums, WrapAroundOrStayAtTheMostThereIs) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(AddWrapping(2, -5), -3);
  EXPECT_EQ(AddWrapping(kMost, 1), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(AddUpToMost(2, 5), 7);
  EXPECT_EQ(AddUpToMost(2, -5), 2);
  EXPECT_EQ(AddUpToMost(kMost - 1, 1), kMost);
  EXPECT_EQ(AddUpToMost(kMost, 1), kMost);
}

}  // namespace
}  // namespace twofold

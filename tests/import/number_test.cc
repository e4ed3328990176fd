// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/number.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/base/limits.h"

namespace twofold::importing {
namespace {

using Fault = Amount::Fault;

std::int64_t Micros(absl::string_view text, Comma comma = Comma::kUnknown) {
  const Amount amount = ReadAmount(text, comma);
  EXPECT_EQ(amount.fault, Fault::kNone) << text;
  return amount.micros;
}
Fault FaultOf(absl::string_view text) { return ReadAmount(text, Comma::kUnknown).fault; }

TEST(ReadAmount, ReadsDecimals) {
  EXPECT_EQ(Micros("30"), 30'000'000);
  EXPECT_EQ(Micros(" 2.5 "), 2'500'000);
  EXPECT_EQ(Micros("0.000001"), 1);
  EXPECT_EQ(Micros("0.1"), 100'000);
  EXPECT_EQ(Micros("0"), 0);
  EXPECT_EQ(Micros("-0"), 0);
  EXPECT_EQ(Micros("+7"), 7'000'000);
  EXPECT_EQ(Micros("1e3"), 1'000'000'000);
  EXPECT_EQ(Micros("٢"), 2'000'000);
}

TEST(ReadAmount, ACommaIsADecimalOneUnlessItCouldBeTwoThings) {
  EXPECT_EQ(Micros("2,5"), 2'500'000);
  EXPECT_EQ(Micros("2,50"), 2'500'000);
  EXPECT_EQ(Micros("1,2345"), 1'234'500);
  EXPECT_EQ(FaultOf("1,234"), Fault::kNotANumber);
  EXPECT_EQ(Micros("1,234", Comma::kDecimal), 1'234'000);
  EXPECT_EQ(FaultOf("1,234.5"), Fault::kNotANumber);
  EXPECT_EQ(FaultOf("1,2,3"), Fault::kNotANumber);
  EXPECT_EQ(FaultOf("1,"), Fault::kNotANumber);
}

TEST(ReadAmount, RefusesWhatIsNoNumber) {
  for (const char* text :
       {"", " ", "x", "1x", "inf", "nan", "0x10", "1.2.3", "--1", "1-", "e5", ".", "12:30"}) {
    EXPECT_EQ(FaultOf(text), Fault::kNotANumber) << text;
  }
  EXPECT_EQ(FaultOf(std::string(65, '1')), Fault::kNotANumber);
}

TEST(ReadAmount, EndsAtTenToTheNine) {
  EXPECT_EQ(Micros("1000000000"), limits::kAmountMicros);
  EXPECT_EQ(FaultOf("1000000000.000001"), Fault::kTooLarge);
  EXPECT_EQ(FaultOf("1e10"), Fault::kTooLarge);
  EXPECT_EQ(FaultOf("1e999"), Fault::kTooLarge);
  EXPECT_EQ(FaultOf("-1"), Fault::kNegative);
}

TEST(ReadAmount, RoundsToSixDecimalsAndSaysSo) {
  const Amount amount = ReadAmount("1.2345678", Comma::kUnknown);
  EXPECT_EQ(amount.micros, 1'234'568);
  EXPECT_TRUE(amount.rounded);
  EXPECT_FALSE(ReadAmount("1.234567", Comma::kUnknown).rounded);
  EXPECT_FALSE(ReadAmount("1.2345670", Comma::kUnknown).rounded);
}

TEST(AmountOf, TakesDoublesAsTheyPrint) {
  for (const double value : {0.1, 2.3, 1e9 - 0.1, 12345.678901}) {
    EXPECT_EQ(AmountOf(value).fault, Fault::kNone) << value;
    EXPECT_FALSE(AmountOf(value).rounded) << value;
  }
  EXPECT_EQ(AmountOf(0.1).micros, 100'000);
  EXPECT_EQ(AmountOf(std::numeric_limits<double>::quiet_NaN()).fault, Fault::kNotANumber);
  EXPECT_EQ(AmountOf(std::numeric_limits<double>::infinity()).fault, Fault::kTooLarge);
  EXPECT_EQ(AmountOf(-0.1).fault, Fault::kNegative);
  EXPECT_TRUE(AmountOf(1.0 / 3).rounded);
}

TEST(AmountOfThousandths, HasBothEnds) {
  EXPECT_EQ(AmountOfThousandths(1'000'000'000'000).micros, limits::kAmountMicros);
  EXPECT_EQ(AmountOfThousandths(1'000'000'000'001).fault, Fault::kTooLarge);
  EXPECT_EQ(AmountOfThousandths(std::numeric_limits<std::int64_t>::min()).fault, Fault::kNegative);
  EXPECT_EQ(AmountOfThousandths(500).micros, 500'000);
}

TEST(ReadInteger, ReadsWholeNumbersInAnyScript) {
  EXPECT_EQ(ReadInteger("12"), 12);
  EXPECT_EQ(ReadInteger(" -1 "), -1);
  EXPECT_EQ(ReadInteger("١٢"), 12);
  for (const char* text : {"", "-", "1.0", "x", "1 2", "99999999999999999999"}) {
    EXPECT_EQ(ReadInteger(text), std::nullopt) << text;
  }
}

TEST(ReadDay, ReadsIsoDays) {
  EXPECT_EQ(ReadDay("1970-01-01", DayOrder::kMonthFirst), 0);
  EXPECT_EQ(ReadDay("2025-01-01", DayOrder::kMonthFirst), 20089);
  EXPECT_EQ(ReadDay("٢٠٢٥-٠١-٠١", DayOrder::kMonthFirst), 20089);
  for (const char* text : {"2025-02-30", "1969-12-31", "2025-1-1", "25-01-01", "2025-01-01T00:00",
                           "", "--", "2025-01", "10000-01-01"}) {
    EXPECT_EQ(ReadDay(text, DayOrder::kMonthFirst), std::nullopt) << text;
  }
}

TEST(ReadDay, ReadsSlashesInTheGivenOrder) {
  EXPECT_EQ(ReadDay("02/01/2025", DayOrder::kMonthFirst), 20089 + 31);
  EXPECT_EQ(ReadDay("02/01/2025", DayOrder::kDayFirst), 20089 + 1);
  EXPECT_EQ(ReadDay("2/1/2025", DayOrder::kDayFirst), 20089 + 1);
  EXPECT_EQ(ReadDay("13/01/2025", DayOrder::kMonthFirst), std::nullopt);
  EXPECT_EQ(ReadDay("01/02/25", DayOrder::kMonthFirst), std::nullopt);
}

TEST(DayOrderOf, SaysOnlyWhatIsCertain) {
  EXPECT_EQ(DayOrderOf("13/01/2025"), DayOrder::kDayFirst);
  EXPECT_EQ(DayOrderOf("01/13/2025"), DayOrder::kMonthFirst);
  EXPECT_EQ(DayOrderOf("01/02/2025"), std::nullopt);
  EXPECT_EQ(DayOrderOf("2025-01-13"), std::nullopt);
}

TEST(KeptDay, ReachesFrom1970To9999) {
  EXPECT_EQ(KeptDay(-1), std::nullopt);
  EXPECT_EQ(KeptDay(0), 0);
  EXPECT_EQ(KeptDay(2932896), 2932896);
  EXPECT_EQ(KeptDay(2932897), std::nullopt);
}

}  // namespace
}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/number.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/base/limits.h"
#include "core/schedule/day.h"
#include "import/encoding.h"

namespace twofold::importing {
namespace {

constexpr std::size_t kLongestNumber = 64;  // bytes; anything longer is no number of a person

std::string Plain(absl::string_view text) {
  if (text.size() > kLongestNumber) return "";
  const std::string ascii = AsciiDigits(text);
  return std::string(absl::StripAsciiWhitespace(ascii));
}

bool AllDigits(absl::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (!absl::ascii_isdigit(c)) return false;
  }
  return true;
}

// Puts a decimal point for one comma that means one; empty when that cannot be said.
std::string WithPoint(std::string number, Comma comma) {
  const std::size_t at = number.find(',');
  if (at == std::string::npos) return number;
  const bool one = number.find(',', at + 1) == std::string::npos;
  const absl::string_view behind = absl::string_view(number).substr(at + 1);
  if (!one || number.find('.') != std::string::npos || !AllDigits(behind)) return "";
  if (comma == Comma::kUnknown && behind.size() == 3) return "";
  number[at] = '.';
  return number;
}

// Only digits, one point, a sign in front and an exponent; no "inf", "nan" or "0x".
bool LooksDecimal(absl::string_view number) {
  bool digit = false;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const char c = number[i];
    const bool sign =
        (c == '-' || c == '+') && (i == 0 || number[i - 1] == 'e' || number[i - 1] == 'E');
    const bool exponent = (c == 'e' || c == 'E') && digit;
    if (!absl::ascii_isdigit(c) && c != '.' && !sign && !exponent) return false;
    digit = digit || absl::ascii_isdigit(c);
  }
  return digit;
}

// The whole and the six decimals of "12.5" exactly; nothing for more decimals or an exponent.
std::optional<Amount> Exact(absl::string_view number) {
  constexpr std::size_t kDecimals = limits::kAmountDecimals;
  const std::vector<absl::string_view> parts = absl::StrSplit(number, '.');
  if (parts.size() > 2 || parts[0].size() > 12 || !AllDigits(parts[0])) return std::nullopt;
  std::string digits(parts[0]);
  std::string decimals(parts.size() == 2 ? parts[1] : "");
  while (decimals.size() > kDecimals && decimals.back() == '0') decimals.pop_back();
  if (decimals.size() > kDecimals || (parts.size() == 2 && !AllDigits(parts[1]))) {
    return std::nullopt;
  }
  decimals.resize(kDecimals, '0');
  Amount amount;
  if (!absl::SimpleAtoi(digits + decimals, &amount.micros)) return std::nullopt;
  if (amount.micros > limits::kAmountMicros) return Amount{0, Amount::Fault::kTooLarge};
  return amount;
}

std::optional<std::int32_t> DayFrom(int year, int month, int day) {
  const absl::CivilDay civil(year, month, day);  // normalises, so compare
  if (civil.year() != year || civil.month() != month || civil.day() != day) return std::nullopt;
  return KeptDay(DayNumber(civil));
}

// The three numbers of a day, as they stand; empty when they are not of the shape.
std::vector<int> DayParts(absl::string_view text, char separator) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, separator);
  std::vector<int> parts;
  if (words.size() != 3) return parts;
  for (const absl::string_view word : words) {
    int part = 0;
    if (word.size() > 4 || !AllDigits(word) || !absl::SimpleAtoi(word, &part)) return {};
    parts.push_back(part);
  }
  const std::size_t year = separator == '-' ? 0 : 2;
  if (words[year].size() != 4 ||
      (separator == '-' && (words[1].size() != 2 || words[2].size() != 2)))
    return {};
  return parts;
}

std::optional<std::int32_t> Slashed(const std::vector<int>& parts, DayOrder order) {
  if (parts.empty()) return std::nullopt;
  return order == DayOrder::kMonthFirst ? DayFrom(parts[2], parts[0], parts[1])
                                        : DayFrom(parts[2], parts[1], parts[0]);
}

}  // namespace

std::optional<std::int32_t> KeptDay(std::int64_t number) {
  if (number < 0 || !IsDayNumber(number)) return std::nullopt;
  return static_cast<std::int32_t>(number);
}

CommaHint CommaHintOf(absl::string_view text) {
  const std::string number = Plain(text);
  if (number.find('.') != std::string::npos) return CommaHint::kPoint;
  if (number.find(',') == std::string::npos) return CommaHint::kNone;
  return WithPoint(number, Comma::kUnknown).empty() ? CommaHint::kNone : CommaHint::kDecimal;
}

Amount ReadAmount(absl::string_view text, Comma comma) {
  const std::string number = WithPoint(Plain(text), comma);
  if (!LooksDecimal(number)) return {0, Amount::Fault::kNotANumber};
  if (const std::optional<Amount> exact = Exact(number)) return *exact;
  double value = 0;
  if (!absl::SimpleAtod(number, &value)) return {0, Amount::Fault::kNotANumber};
  return AmountOf(value);
}

Amount AmountOf(double value) {
  constexpr double kMicros = 1e6;
  if (std::isnan(value)) return {0, Amount::Fault::kNotANumber};
  if (value < 0) return {0, Amount::Fault::kNegative};
  if (value * kMicros > static_cast<double>(limits::kAmountMicros)) {
    return {0, Amount::Fault::kTooLarge};
  }
  const double micros = std::round(value * kMicros);
  // What a double cannot hold more exactly anyway is no rounding of ours.
  const bool rounded = std::abs(value * kMicros - micros) > 1e-6 * std::max(1.0, micros * 1e-9);
  return {static_cast<std::int64_t>(micros), Amount::Fault::kNone, rounded};
}

Amount AmountOfThousandths(std::int64_t thousandths) {
  if (thousandths < 0) return {0, Amount::Fault::kNegative};
  if (thousandths > limits::kAmountMicros / 1000) return {0, Amount::Fault::kTooLarge};
  return {thousandths * 1000, Amount::Fault::kNone};
}

std::optional<std::int64_t> ReadInteger(absl::string_view text) {
  const std::string number = Plain(text);
  const absl::string_view digits = absl::string_view(number).substr(
      !number.empty() && (number[0] == '-' || number[0] == '+') ? 1 : 0);
  std::int64_t value = 0;
  if (!AllDigits(digits) || !absl::SimpleAtoi(number, &value)) return std::nullopt;
  return value;
}

std::optional<DayOrder> DayOrderOf(absl::string_view text) {
  const std::vector<int> parts = DayParts(Plain(text), '/');
  const bool month_first = Slashed(parts, DayOrder::kMonthFirst).has_value();
  const bool day_first = Slashed(parts, DayOrder::kDayFirst).has_value();
  if (month_first == day_first) return std::nullopt;
  return month_first ? DayOrder::kMonthFirst : DayOrder::kDayFirst;
}

std::optional<std::int32_t> ReadDay(absl::string_view text, DayOrder order) {
  const std::string word = Plain(text);
  if (word.find('/') != std::string::npos) return Slashed(DayParts(word, '/'), order);
  const std::vector<int> parts = DayParts(word, '-');
  if (parts.empty()) return std::nullopt;
  return DayFrom(parts[0], parts[1], parts[2]);
}

}  // namespace twofold::importing

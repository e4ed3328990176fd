// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Numbers and days as other programs write them. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace twofold::importing {

// An amount in millionths, or why there is none.
struct Amount {
  enum class Fault { kNone, kNotANumber, kNegative, kTooLarge };
  std::int64_t micros = 0;  // 0 to 10^15 without a fault
  Fault fault = Fault::kNone;
  bool rounded = false;  // there were more than six decimals
};

// How a file writes decimals.
enum class Comma {
  kUnknown,  // "1,5" is one and a half; "1,234" could be two numbers, so it is none
  kDecimal,  // "1,234" is a little more than one
};

// What the commas of one number say about the others in its file.
enum class CommaHint { kNone, kDecimal, kPoint };
CommaHint CommaHintOf(absl::string_view text);

// Reads "30", "2.5", "2,5", "1e3", in digits of any script, with blanks around it.
Amount ReadAmount(absl::string_view text, Comma comma);
Amount AmountOf(double value);
Amount AmountOfThousandths(std::int64_t thousandths);

// Reads a whole number in digits of any script, with blanks around it.
std::optional<std::int64_t> ReadInteger(absl::string_view text);

// How a file writes days when it does so with slashes.
enum class DayOrder { kMonthFirst, kDayFirst };

// Which order alone makes a day of `text`; nothing when both or neither do.
std::optional<DayOrder> DayOrderOf(absl::string_view text);

// The number if it is a day that twofold keeps: 1970-01-01 to 9999-12-31.
std::optional<std::int32_t> KeptDay(std::int64_t number);

// Reads "2026-11-24", or "11/24/2026" in the given order, in digits of any script. Returns the day
// number (days since 1970-01-01); nothing for what is no kept day.
std::optional<std::int32_t> ReadDay(absl::string_view text, DayOrder order);

}  // namespace twofold::importing

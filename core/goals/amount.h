// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Measured amounts: decimal numbers kept exactly, in millionths of the goal's unit. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

// "30", "2.5", "-0.000001": no exponent, no trailing zeros, a point whatever the locale.
std::string FormatAmount(std::int64_t micros);

// Returns the millionths that `text` says, such as "30", "30min", "2.5 km". The unit may be left
// out; when given it has to be `unit` (ASCII case does not matter). Zero, a negative number, more
// than 6 decimals, more than 10^9 whole units: InvalidArgument, reasons "amount_not_understood",
// "amount_out_of_range", "wrong_unit".
absl::StatusOr<std::int64_t> ParseAmount(absl::string_view text, absl::string_view unit);

// Adds two amounts, wrapping around instead of overflowing, so that a sum does not depend on the
// order.
std::int64_t AddWrapping(std::int64_t sum, std::int64_t micros);
// Adds an amount, one under 0 as 0; a sum that does not fit is the most that does. REQUIRES: sum is
// not under 0.
std::int64_t AddUpToMost(std::int64_t sum, std::int64_t micros);

// Whether `text` says zero: "0", "0min", "0.00 km".
bool IsZeroAmount(absl::string_view text, absl::string_view unit);

// What stands behind the number: "min" in "30min"; empty when nothing does or there is no number.
std::string UnitOf(absl::string_view text);

}  // namespace twofold

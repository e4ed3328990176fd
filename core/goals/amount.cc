// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/amount.h"

#include <algorithm>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr std::int64_t kMicros = 1'000'000;

absl::Status NotAnAmount(absl::string_view text, absl::string_view unit) {
  return Refusal(absl::StatusCode::kInvalidArgument, "amount_not_understood",
                 absl::StrCat(Quoted(text), " is not an amount. Try 30",
                              unit.empty() ? "min" : unit, " or 20."));
}

absl::Status OutOfRange(absl::string_view text) {
  return Refusal(absl::StatusCode::kInvalidArgument, "amount_out_of_range",
                 absl::StrCat(Quoted(text),
                              " is outside what can be logged: more than 0, at most "
                              "1000000000, with up to 6 decimals."));
}

}  // namespace

std::string FormatAmount(std::int64_t micros) {
  const absl::string_view sign = micros < 0 ? "-" : "";
  const std::uint64_t size =
      micros < 0 ? 0 - static_cast<std::uint64_t>(micros) : static_cast<std::uint64_t>(micros);
  std::string text = absl::StrCat(sign, size / kMicros);
  if (size % kMicros == 0) return text;
  absl::StrAppend(&text, ".", absl::StrFormat("%06d", size % kMicros));
  while (text.back() == '0') text.pop_back();
  return text;
}

absl::StatusOr<std::int64_t> ParseAmount(absl::string_view text, absl::string_view unit) {
  std::size_t at = 0;
  std::int64_t whole = 0;
  std::int64_t fraction = 0;
  int decimals = 0;
  bool too_large = false;
  const std::size_t first_digit = at;
  for (; at < text.size() && absl::ascii_isdigit(text[at]); ++at) {
    whole = whole * 10 + (text[at] - '0');
    if (whole > limits::kAmountMicros / kMicros) too_large = true, whole = 0;
  }
  const bool has_whole = at > first_digit;
  bool has_fraction = false;
  if (has_whole && at + 1 < text.size() && text[at] == '.' && absl::ascii_isdigit(text[at + 1])) {
    has_fraction = true;
    for (++at; at < text.size() && absl::ascii_isdigit(text[at]); ++at) {
      if (++decimals <= limits::kAmountDecimals) fraction = fraction * 10 + (text[at] - '0');
    }
  }
  if (!has_whole) return NotAnAmount(text, unit);
  const absl::string_view rest = absl::StripAsciiWhitespace(text.substr(at));
  // What still looks like a number is no unit: "1,5", "1e3", "3.".
  if (!rest.empty() && (absl::ascii_ispunct(rest[0]) || absl::ascii_isdigit(rest[0]) ||
                        ((rest[0] == 'e' || rest[0] == 'E') && rest.size() > 1 &&
                         (absl::ascii_isdigit(rest[1]) || rest[1] == '+' || rest[1] == '-')))) {
    return NotAnAmount(text, unit);
  }
  if (!rest.empty() && !absl::EqualsIgnoreCase(rest, unit)) {
    return Refusal(absl::StatusCode::kInvalidArgument, "wrong_unit",
                   absl::StrCat("this goal counts ", Quoted(unit), ", not ", Quoted(rest), "."));
  }
  if (too_large || (has_fraction && decimals > limits::kAmountDecimals)) return OutOfRange(text);
  for (; decimals < limits::kAmountDecimals; ++decimals) fraction *= 10;
  const std::int64_t micros = whole * kMicros + fraction;
  if (micros == 0 || micros > limits::kAmountMicros) return OutOfRange(text);
  return micros;
}

std::int64_t AddWrapping(std::int64_t sum, std::int64_t micros) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(sum) +
                                   static_cast<std::uint64_t>(micros));
}

std::int64_t AddUpToMost(std::int64_t sum, std::int64_t micros) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  micros = std::max<std::int64_t>(micros, 0);
  return micros > kMost - sum ? kMost : sum + micros;
}

bool IsZeroAmount(absl::string_view text, absl::string_view unit) {
  const std::size_t end = text.find_first_not_of("0123456789.");
  const absl::string_view number = text.substr(0, end);
  const absl::string_view rest =
      end == absl::string_view::npos ? "" : absl::StripAsciiWhitespace(text.substr(end));
  if (!rest.empty() && !absl::EqualsIgnoreCase(rest, unit)) return false;
  const std::size_t point = number.find('.');
  if (number.empty() || number.front() == '.' || number.back() == '.') return false;
  if (point != absl::string_view::npos && number.find('.', point + 1) != absl::string_view::npos) {
    return false;
  }
  return number.find_first_not_of("0.") == absl::string_view::npos;
}

std::string UnitOf(absl::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789.");
  if (end == 0 || end == absl::string_view::npos) return "";
  return std::string(absl::StripAsciiWhitespace(text.substr(end)));
}

}  // namespace twofold

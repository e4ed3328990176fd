// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/encoding.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold::importing {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Windows-1252 from 0x80 to 0x9F; the five bytes without a letter mean themselves.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

void Append(std::string& text, char32_t code_point) {
  std::array<utf8proc_uint8_t, 4> bytes;
  const utf8proc_ssize_t size =
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
  text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

// One code point from the front of a text that is not empty; negative when it is not UTF-8.
struct Next {
  utf8proc_int32_t code_point;
  std::size_t bytes;
};
Next Decode(absl::string_view text) {
  utf8proc_int32_t code_point = -1;
  const utf8proc_ssize_t used = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &code_point);
  if (used <= 0) return {-1, 1};
  return {code_point, static_cast<std::size_t>(used)};
}

enum class Order { kLittle, kBig };

std::string FromUtf16(absl::string_view bytes, Order order) {
  const auto unit = [&](std::size_t at) -> char32_t {
    const auto first = static_cast<std::uint8_t>(bytes[at]);
    const auto second = static_cast<std::uint8_t>(bytes[at + 1]);
    return order == Order::kLittle ? first | (second << 8) : (first << 8) | second;
  };
  std::string text;
  std::size_t at = 0;
  while (at + 1 < bytes.size()) {
    char32_t code_point = unit(at);
    at += 2;
    if (code_point >= 0xD800 && code_point < 0xDC00 && at + 1 < bytes.size() &&
        unit(at) >= 0xDC00 && unit(at) < 0xE000) {
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (unit(at) - 0xDC00);
      at += 2;
    } else if (code_point >= 0xD800 && code_point < 0xE000) {
      code_point = kReplacement;
    }
    Append(text, code_point);
  }
  if (at < bytes.size()) Append(text, kReplacement);
  return text;
}

std::string FromWindows1252(absl::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    Append(text, byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : byte);
  }
  return text;
}

bool IsDigit(utf8proc_int32_t code_point) {
  return utf8proc_category(code_point) == UTF8PROC_CATEGORY_ND;
}

// Digits stand in runs of ten, and runs of several tens, that begin with a zero.
int DigitValue(utf8proc_int32_t code_point) {
  utf8proc_int32_t zero = code_point;
  while (zero > 0 && IsDigit(zero - 1)) --zero;
  return (code_point - zero) % 10;
}

}  // namespace

absl::StatusOr<DecodedText> DecodeText(std::string bytes) {
  const absl::string_view view = bytes;
  DecodedText decoded;
  if (view.substr(0, 3) == "\xEF\xBB\xBF") {
    decoded.text = ValidUtf8(view.substr(3));
  } else if (view.substr(0, 2) == "\xFF\xFE") {
    decoded.text = FromUtf16(view.substr(2), Order::kLittle);
  } else if (view.substr(0, 2) == "\xFE\xFF") {
    decoded.text = FromUtf16(view.substr(2), Order::kBig);
  } else if (CodePoints(view)) {
    decoded.text = std::move(bytes);
  } else {
    decoded.text = FromWindows1252(view);
    decoded.guessed = true;
  }
  if (decoded.text.find('\0') != std::string::npos) {
    return Refusal(absl::StatusCode::kInvalidArgument, "import_not_text",
                   "this is no text: there are zero bytes in it.");
  }
  return decoded;
}

std::string ValidUtf8(absl::string_view text) {
  if (CodePoints(text)) return std::string(text);
  std::string valid;
  while (!text.empty()) {
    const Next next = Decode(text);
    Append(valid, next.code_point < 0 ? kReplacement : static_cast<char32_t>(next.code_point));
    text.remove_prefix(next.bytes);
  }
  return valid;
}

std::string AsciiDigits(absl::string_view text) {
  std::string ascii;
  while (!text.empty()) {
    const Next next = Decode(text);
    if (next.code_point >= 0x80 && IsDigit(next.code_point)) {
      ascii += static_cast<char>('0' + DigitValue(next.code_point));
    } else if (next.code_point == 0x2212) {
      ascii += '-';
    } else if (!IsDirectionMark(static_cast<char32_t>(next.code_point))) {
      ascii.append(text.data(), next.bytes);
    }
    text.remove_prefix(next.bytes);
  }
  return ascii;
}

std::string CutText(absl::string_view text, std::size_t code_points) {
  std::size_t at = 0;
  std::size_t count = 0;
  std::size_t boundary = 0;  // where the last letter that fits wholly ends
  utf8proc_int32_t before = -1;
  utf8proc_int32_t state = 0;
  while (at < text.size()) {
    const Next next = Decode(text.substr(at));
    if (before < 0 || utf8proc_grapheme_break_stateful(before, next.code_point, &state)) {
      boundary = at;
    }
    if (count == code_points) break;
    before = next.code_point;
    at += next.bytes;
    ++count;
  }
  if (at == text.size()) return std::string(text);
  // A letter that is longer than all that fits is cut after all.
  return std::string(text.substr(0, boundary > 0 ? boundary : at));
}

}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace twofold {
namespace {

struct Decoded {
  char32_t code_point;
  std::size_t length;  // bytes used; 0 when the bytes at the front are not UTF-8
};

// Reads one code point from the front of a non-empty text (Unicode 15, table 3-7).
Decoded Decode(absl::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  std::size_t length = 0;
  char32_t code_point = 0;
  char32_t smallest = 0;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2, code_point = first & 0x1F, smallest = 0x80;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3, code_point = first & 0x0F, smallest = 0x800;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4, code_point = first & 0x07, smallest = 0x10000;
  } else {
    return {0, 0};
  }
  if (text.size() < length) return {0, 0};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {0, 0};
    code_point = (code_point << 6) | (byte(i) & 0x3F);
  }
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < smallest || code_point > 0x10FFFF || surrogate) return {0, 0};
  return {code_point, length};
}

}  // namespace

bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

bool IsDirectionMark(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::optional<std::size_t> CodePoints(absl::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const Decoded next = Decode(text);
    if (next.length == 0) return std::nullopt;
    text.remove_prefix(next.length);
    ++count;
  }
  return count;
}

bool HasControl(absl::string_view text) {
  while (!text.empty()) {
    const Decoded next = Decode(text);
    if (next.length == 0 || IsControl(next.code_point)) return true;
    text.remove_prefix(next.length);
  }
  return false;
}

std::string CleanForDisplay(absl::string_view text, std::size_t max_code_points) {
  std::string clean;
  std::size_t count = 0;
  while (!text.empty() && count < max_code_points) {
    const Decoded next = Decode(text);
    if (next.length == 0) {
      clean += "\xEF\xBF\xBD";
      text.remove_prefix(1);
      ++count;
      continue;
    }
    if (!IsControl(next.code_point) && !IsDirectionMark(next.code_point)) {
      clean.append(text.data(), next.length);
      ++count;
    }
    text.remove_prefix(next.length);
  }
  return clean;
}

std::size_t EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

}  // namespace twofold

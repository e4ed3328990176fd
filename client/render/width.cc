// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/width.h"

#include <utf8proc.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace twofold {
namespace {

struct Piece {
  std::size_t bytes;
  int columns;
};

// The first code point of a non-empty text.
Piece FirstPiece(absl::string_view text) {
  utf8proc_int32_t code_point = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const utf8proc_ssize_t used =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (used <= 0) return {1, 1};
  return {static_cast<std::size_t>(used), std::max(0, utf8proc_charwidth(code_point))};
}

// The longest beginning of `text` that fits, at least one code point.
absl::string_view Beginning(absl::string_view text, int columns) {
  std::size_t bytes = 0;
  int used = 0;
  while (bytes < text.size()) {
    const Piece piece = FirstPiece(text.substr(bytes));
    if (used + piece.columns > columns && bytes > 0) break;
    bytes += piece.bytes;
    used += piece.columns;
  }
  return text.substr(0, bytes);
}

}  // namespace

int Width(absl::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const Piece piece = FirstPiece(text);
    columns += piece.columns;
    text.remove_prefix(piece.bytes);
  }
  return columns;
}

std::string Pad(absl::string_view text, int columns) {
  const int missing = std::max(0, columns - Width(text));
  return absl::StrCat(text, std::string(static_cast<std::size_t>(missing), ' '));
}

std::string Fit(absl::string_view text, int columns, absl::string_view mark) {
  if (columns <= 0 || Width(text) <= columns) return std::string(text);
  const int room = columns - Width(mark);
  if (room <= 0) return std::string(Beginning(text, columns));
  return absl::StrCat(Beginning(text, room), mark);
}

std::vector<std::string> Wrap(absl::string_view text, int columns, LongWord long_word) {
  if (columns <= 0) return {std::string(text)};
  std::vector<std::string> lines(1);
  for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (!lines.back().empty() && Width(lines.back()) + 1 + Width(word) > columns) {
      lines.emplace_back();
    }
    if (!lines.back().empty()) lines.back().push_back(' ');
    while (long_word == LongWord::kBreak && Width(word) > columns) {
      const absl::string_view part = Beginning(word, columns);
      lines.back().append(part.data(), part.size());
      word.remove_prefix(part.size());
      lines.emplace_back();
    }
    lines.back().append(word.data(), word.size());
  }
  return lines;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/table.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/render/width.h"

namespace twofold {
namespace {

constexpr int kShortestHandle = 6;
constexpr int kGap = 2;
// Below this the detail column is left out.
constexpr int kNarrow = 60;

std::string Blanks(int count) {
  return std::string(static_cast<std::size_t>(std::max(0, count)), ' ');
}

std::string Ellipsis(const Look& look) { return Ours(look, "…"); }

void Append(std::string& out, const Look& look, Ink ink, absl::string_view line) {
  absl::StrAppend(&out, Paint(look, ink, absl::StripTrailingAsciiWhitespace(line)), "\n");
}

}  // namespace

std::string HandleColumn(const Look& look, absl::string_view handle) {
  constexpr int kHandleColumns = 8;
  return Pad(absl::StrCat(Shown(look, handle), "  "), kHandleColumns);
}

std::string Field(const Look& look, absl::string_view label, absl::string_view text, int indent,
                  int column) {
  // The label and its gap stand where the paragraph's own indent would be.
  const std::string paragraph = Paragraph(look, text, indent + column, 0);
  return absl::StrCat(Blanks(indent), Pad(label, column),
                      paragraph.substr(static_cast<std::size_t>(indent + column)));
}

Columns ColumnsFor(const std::vector<Row>& rows) {
  Columns columns{kShortestHandle, 0};
  for (const Row& row : rows) {
    columns.handle = std::max(columns.handle, Width(row.handle));
    columns.detail = std::max(columns.detail, Width(row.detail));
  }
  columns.handle += kGap;
  if (columns.detail > 0) columns.detail += kGap;
  return columns;
}

std::string Lay(const Look& look, const std::vector<Row>& rows, const Columns& columns,
                int indent) {
  const bool narrow = look.columns > 0 && look.columns < kNarrow;
  std::string out;
  for (const Row& row : rows) {
    std::string line = Blanks(indent);
    if (!row.mark.empty()) absl::StrAppend(&line, row.mark, Blanks(kGap));
    absl::StrAppend(&line, Pad(row.handle, columns.handle));
    const int below = Width(line);
    if (!narrow && !row.detail.empty()) absl::StrAppend(&line, Pad(row.detail, columns.detail));
    if (look.columns > 0) {
      absl::StrAppend(&line,
                      Fit(row.text, std::max(1, look.columns - Width(line)), Ellipsis(look)));
    } else {
      absl::StrAppend(&line, row.text);
    }
    Append(out, look, row.ink, line);
    for (const std::string& text : row.below) {
      const int room = look.columns > 0 ? std::max(1, look.columns - below) : 0;
      for (const std::string& part : Wrap(text, room, LongWord::kBreak)) {
        Append(out, look, Ink::kPlain, absl::StrCat(Blanks(below), part));
      }
    }
  }
  return out;
}

std::string Line(const Look& look, absl::string_view before, absl::string_view free_text,
                 absl::string_view after) {
  if (look.columns <= 0) return absl::StrCat(before, free_text, after, "\n");
  const int room = std::max(1, look.columns - Width(before) - Width(after));
  return absl::StrCat(before, Fit(free_text, room, Ellipsis(look)), after, "\n");
}

std::string Paragraph(const Look& look, absl::string_view text, int indent, int hanging) {
  // The last column stays free: some terminals begin a new line after it.
  const int columns = look.columns_or_usual() - 1;
  const LongWord long_word = look.columns > 0 ? LongWord::kBreak : LongWord::kKeep;
  std::string out;
  for (const std::string& line : Wrap(text, std::max(1, columns - indent - hanging), long_word)) {
    absl::StrAppend(&out, Blanks(out.empty() ? indent : indent + hanging), line, "\n");
  }
  return out;
}

}  // namespace twofold

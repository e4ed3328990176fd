// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Lines in columns: mark, handle, counts, free text last, so that text whose width nobody agrees
// about can push nothing out of line.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/render/look.h"

namespace twofold {

struct Row {
  std::string mark;  // empty: no column for it
  std::string handle;
  std::string detail;              // left out on a narrow screen
  std::string text;                // free text, already made harmless
  std::vector<std::string> below;  // further lines, under the text
  Ink ink = Ink::kPlain;
};

// Returns a goal's handle as a line about it begins, wide enough for a short one and a gap.
std::string HandleColumn(const Look& look, absl::string_view handle);

// Returns a label, `column` wide, and a paragraph beside it, all behind `indent` blanks. REQUIRES:
// the label is ASCII and shorter than its column.
std::string Field(const Look& look, absl::string_view label, absl::string_view text, int indent,
                  int column);

// The columns that all rows share.
struct Columns {
  int handle = 0;
  int detail = 0;
};

// Returns columns wide enough for all `rows`, gaps included.
Columns ColumnsFor(const std::vector<Row>& rows);

// Returns the rows, each ended by a line break, behind `indent` blanks.
std::string Lay(const Look& look, const std::vector<Row>& rows, const Columns& columns, int indent);

// Returns one line with several things in it, kept within the screen by shortening `free_text`,
// which stands between `before` and `after`.
std::string Line(const Look& look, absl::string_view before, absl::string_view free_text,
                 absl::string_view after);

// Returns `text` broken to the screen's width, or to 80 columns where there is no screen, every
// line behind `indent` blanks and the later ones behind `hanging` more, each ended by a line break.
// Nothing is shortened.
std::string Paragraph(const Look& look, absl::string_view text, int indent, int hanging);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Comma-separated values: quotation marks, line breaks inside them, LF, CRLF and CR. Pure.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/bounds.h"

namespace twofold::importing {

// The separator of a header line: whichever of comma, semicolon and tab it has most of outside
// quotation marks; a comma when it has none.
char SeparatorOf(absl::string_view text);

// Reads one row after the other. One thread at a time.
class CsvReader {
 public:
  // `text` must outlive the reader.
  CsvReader(absl::string_view text, char separator, const Bounds& bounds)
      : text_(text), separator_(separator), bounds_(bounds) {}

  // Reads the next row that is not blank into `row`. Returns false at the end. ResourceExhausted,
  // reason "import_too_large": a field or the number of fields passes its bound.
  absl::StatusOr<bool> Next(std::vector<std::string>& row);

  // After the end: a quotation mark was never closed, and the row that it began was left out.
  bool unclosed() const { return unclosed_; }

 private:
  absl::Status ReadRow(std::vector<std::string>& row);
  absl::Status ReadField(std::string& field);

  absl::string_view text_;
  std::size_t at_ = 0;
  char separator_;
  Bounds bounds_;
  bool unclosed_ = false;
};

}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/csv.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

bool IsBlank(const std::vector<std::string>& row) {
  return row.size() == 1 && absl::StripAsciiWhitespace(row[0]).empty();
}

}  // namespace

char SeparatorOf(absl::string_view text) {
  constexpr std::array<char, 3> kSeparators = {',', ';', '\t'};
  std::array<int, 3> counts = {};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    for (std::size_t i = 0; i < kSeparators.size(); ++i) {
      if (!quoted && c == kSeparators[i]) ++counts[i];
    }
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < kSeparators.size(); ++i) {
    if (counts[i] > counts[best]) best = i;
  }
  return kSeparators[best];
}

absl::StatusOr<bool> CsvReader::Next(std::vector<std::string>& row) {
  while (at_ < text_.size()) {
    TF_RETURN_IF_ERROR(ReadRow(row));
    if (unclosed_) return false;
    if (!IsBlank(row)) return true;
  }
  return false;
}

// Leaves at_ behind the line break.
absl::Status CsvReader::ReadRow(std::vector<std::string>& row) {
  std::size_t fields = 0;
  while (true) {
    if (fields == bounds_.fields) {
      return TooLarge(absl::StrCat("a row has more than ", bounds_.fields, " fields"));
    }
    if (row.size() == fields) row.emplace_back();
    TF_RETURN_IF_ERROR(ReadField(row[fields++]));
    if (at_ >= text_.size()) break;
    const char end = text_[at_++];
    if (end == separator_) continue;
    if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
    break;
  }
  row.resize(fields);
  return absl::OkStatus();
}

// Leaves at_ on the separator or line break.
absl::Status CsvReader::ReadField(std::string& field) {
  field.clear();
  bool quoted = false;
  // A quotation mark means something only at the beginning of a field, and inside one it began.
  bool began_quoted = false;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (quoted && c == '"') {
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += '"';
        ++at_;
      } else {
        quoted = false;
      }
    } else if (!quoted && (c == separator_ || c == '\n' || c == '\r')) {
      break;
    } else if (!quoted && c == '"' && field.empty() && !began_quoted) {
      quoted = began_quoted = true;
    } else {
      field += c;
    }
    if (field.size() > bounds_.field_bytes) {
      return TooLarge(absl::StrCat("a field is longer than ", bounds_.field_bytes,
                                   " bytes; perhaps a quotation mark is never closed"));
    }
  }
  unclosed_ = quoted;
  return absl::OkStatus();
}

}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A CSV with a header and one entry a row, by the names of its columns.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/csv.h"
#include "import/draft.h"
#include "import/number.h"

namespace twofold::importing {

// One thread at a time.
class CsvColumns {
 public:
  // Reads the header. `names` are the wanted columns in lower case; blanks and case in the file do
  // not matter. Everything that is lost goes to `remarks`, which must outlive this.
  static absl::StatusOr<CsvColumns> Open(std::string bytes, std::vector<absl::string_view> names,
                                         const Bounds& bounds, Remarks& remarks);

  bool Has(std::size_t name) const { return places_[name] >= 0; }

  // Reads all rows once, for how days with slashes and decimals with commas are meant.
  absl::Status LookAhead(std::size_t day, std::size_t value);

  // Goes to the next row; false at the end.
  absl::StatusOr<bool> Next();
  // Of this row; valid until the next one. Empty when there is no such column.
  absl::string_view Word(std::size_t name) const;
  std::optional<std::int32_t> Day(std::size_t name) const;
  Amount Value(std::size_t name) const;

 private:
  CsvColumns(std::string text, const Bounds& bounds, Remarks& remarks);
  absl::Status ReadHeader(const std::vector<absl::string_view>& names);

  std::unique_ptr<const std::string> text_;  // the reader points into it
  Bounds bounds_;
  Remarks* remarks_;
  CsvReader csv_;
  std::vector<int> places_;
  std::size_t width_ = 0;
  std::vector<std::string> row_;
  DayOrder order_ = DayOrder::kMonthFirst;
  Comma comma_ = Comma::kUnknown;
};

// The goals of a file in which every row names its goal.
class GoalsByKey {
 public:
  // Returns the goal of this name, a new one for a name that was not there yet.
  absl::StatusOr<GoalDraft*> Find(FileDraft& file, absl::string_view name);

 private:
  std::map<std::string, GoalDraft*> goals_;
};

}  // namespace twofold::importing

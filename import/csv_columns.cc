// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/csv_columns.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "import/refusals.h"
#include "import/texts.h"

namespace twofold::importing {

CsvColumns::CsvColumns(std::string text, const Bounds& bounds, Remarks& remarks)
    : text_(std::make_unique<const std::string>(std::move(text))),
      bounds_(bounds),
      remarks_(&remarks),
      csv_(*text_, SeparatorOf(*text_), bounds) {}

absl::StatusOr<CsvColumns> CsvColumns::Open(std::string bytes, std::vector<absl::string_view> names,
                                            const Bounds& bounds, Remarks& remarks) {
  TF_ASSIGN_OR_RETURN(std::string text, FileText(std::move(bytes), remarks));
  CsvColumns columns(std::move(text), bounds, remarks);
  TF_RETURN_IF_ERROR(columns.ReadHeader(names));
  return columns;
}

absl::Status CsvColumns::ReadHeader(const std::vector<absl::string_view>& names) {
  TF_ASSIGN_OR_RETURN(const bool some, csv_.Next(row_));
  if (!some) row_.clear();
  width_ = row_.size();
  places_.assign(names.size(), -1);
  for (std::size_t i = 0; i < row_.size(); ++i) {
    const std::string word = absl::AsciiStrToLower(absl::StripAsciiWhitespace(row_[i]));
    const auto name = std::find(names.begin(), names.end(), word);
    if (name == names.end()) continue;
    int& place = places_[static_cast<std::size_t>(name - names.begin())];
    if (place >= 0) return NotThatFormat("two columns have the same name");
    place = static_cast<int>(i);
  }
  return absl::OkStatus();
}

absl::Status CsvColumns::LookAhead(std::size_t day, std::size_t value) {
  CsvReader ahead(*text_, SeparatorOf(*text_), bounds_);
  std::vector<std::string> row;
  bool month_first = false, day_first = false, point = false, comma = false;
  while (true) {
    TF_ASSIGN_OR_RETURN(const bool more, ahead.Next(row));
    if (!more) break;
    row_.swap(row);
    const std::optional<DayOrder> order = DayOrderOf(Word(day));
    month_first = month_first || order == DayOrder::kMonthFirst;
    day_first = day_first || order == DayOrder::kDayFirst;
    const CommaHint hint = CommaHintOf(Word(value));
    point = point || hint == CommaHint::kPoint;
    comma = comma || hint == CommaHint::kDecimal;
    row_.swap(row);
  }
  if (day_first && !month_first) {
    order_ = DayOrder::kDayFirst;
    remarks_->Say("Days such as 24/11/2026 were read with the day in front.");
  }
  if (comma && !point) comma_ = Comma::kDecimal;
  return absl::OkStatus();
}

absl::StatusOr<bool> CsvColumns::Next() {
  TF_ASSIGN_OR_RETURN(const bool more, csv_.Next(row_));
  if (!more) {
    if (csv_.unclosed()) remarks_->Count(Loss::kUnreadableRow);
    return false;
  }
  const auto is_blank = [](const std::string& word) {
    return absl::StripAsciiWhitespace(word).empty();
  };
  while (row_.size() > width_ && is_blank(row_.back())) row_.pop_back();
  if (row_.size() != width_) remarks_->Count(Loss::kRaggedRow);
  // Commas of a last field that was not quoted.
  for (std::size_t i = width_; i < row_.size(); ++i) {
    absl::StrAppend(&row_[width_ - 1], ",", row_[i]);
  }
  if (row_.size() > width_) row_.resize(width_);
  return true;
}

absl::string_view CsvColumns::Word(std::size_t name) const {
  const int place = places_[name];
  if (place < 0 || static_cast<std::size_t>(place) >= row_.size()) return {};
  return absl::StripAsciiWhitespace(row_[static_cast<std::size_t>(place)]);
}

std::optional<std::int32_t> CsvColumns::Day(std::size_t name) const {
  return ReadDay(Word(name), order_);
}

Amount CsvColumns::Value(std::size_t name) const { return ReadAmount(Word(name), comma_); }

absl::StatusOr<GoalDraft*> GoalsByKey::Find(FileDraft& file, absl::string_view name) {
  GoalDraft*& goal = goals_[std::string(name)];
  if (goal == nullptr) {
    TF_ASSIGN_OR_RETURN(goal, file.AddGoal(name));
    goal->title = std::string(name);
  }
  return goal;
}

}  // namespace twofold::importing

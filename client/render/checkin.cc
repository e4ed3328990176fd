// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/checkin.h"

#include "absl/strings/str_cat.h"
#include "client/render/days.h"
#include "client/render/entries.h"
#include "client/render/table.h"
#include "client/render/width.h"

namespace twofold {
namespace {

constexpr int kGap = 2;
// Where the keys stand, and how much room is left to type behind them.
constexpr int kKeysAt = 41;
constexpr int kRoomToType = 8;
constexpr int kFurtherIndent = 10;
constexpr char kPrompt[] = "  > ";

// ", 1 of 3" or ", 40 of 150 min" behind a title.
std::string SoFar(const Look& look, const daemon::v1::DayLine& line) {
  const daemon::v1::Target& target = line.goal().target();
  if (!line.period_amount().empty() && line.goal().has_target()) {
    return absl::StrCat(", ", Shown(look, line.period_amount()), " of ",
                        target.direction() == "at_most" ? "at most " : "",
                        AmountText(look, target.amount(), line.goal().unit()));
  }
  if (line.per().empty() || line.due() == 0) return "";
  return absl::StrCat(", ", line.done(), " of ", line.due());
}

}  // namespace

std::string CheckinHeading(const Look& look, absl::string_view day) {
  return Paragraph(
      look,
      absl::StrCat(LongDayText(look, day), ". Enter skips one, Ctrl-D ends, nothing is lost."), 0,
      0);
}

std::string CheckinQuestion(const Look& look, const daemon::v1::DayLine& line,
                            absl::string_view keys) {
  const std::string handle = absl::StrCat("  ", HandleColumn(look, line.goal().handle()));
  const std::string title = Shown(look, line.goal().title());
  const std::string so_far = SoFar(look, line);
  const std::string left = absl::StrCat(handle, title, so_far);
  const int whole = kKeysAt + Width(keys) + Width(kPrompt) + kRoomToType;
  const bool one_line =
      Width(left) + kGap <= kKeysAt && (look.columns <= 0 || whole <= look.columns);
  if (one_line) return absl::StrCat(Pad(left, kKeysAt), keys, kPrompt);
  return absl::StrCat(Line(look, handle, title, so_far), FurtherQuestion(keys));
}

std::string FurtherQuestion(absl::string_view question) {
  return absl::StrCat(std::string(kFurtherIndent, ' '), question, kPrompt);
}

std::string CheckedInText(const Look& look, const std::vector<daemon::v1::Logged>& logged) {
  constexpr char kKept[] = "Kept.  ";
  const std::string given = GivenText(look, logged);
  if (given.empty()) return "Kept.\n";
  return absl::StrCat(kKept, Paragraph(look, given, Width(kKept), 0).substr(sizeof kKept - 1));
}

}  // namespace twofold

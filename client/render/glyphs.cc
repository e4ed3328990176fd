// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/glyphs.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/render/calendar_words.h"
#include "client/render/width.h"

namespace twofold {
namespace {

using daemon::v1::DayState;
using daemon::v1::Goal;

// As Mark() knows them.
constexpr char kDone[] = "done", kPart[] = "part", kResting[] = "resting", kNotDue[] = "not_due",
               kBlank[] = "open";

// Some of what was aimed at, on a day that asks for at least so much.
bool IsPart(const Goal& goal, const DayState& day) {
  return !day.amount().empty() && day.amount() != "0" && goal.target().direction() != "at_most";
}

absl::string_view SignOf(const Goal& goal, const DayState& day) {
  const std::string& state = day.state();
  if (state == "kept") {
    const bool part = day.answer() == "stayed" || day.answer() == "back";
    return part ? kPart : kDone;
  }
  if (state == "skipped" || state == "resting") return kResting;
  if (state == "not_due") return kNotDue;
  return IsPart(goal, day) ? kPart : kBlank;
}

absl::string_view DoneWord(const Goal& goal) {
  if (goal.kind() == "edge") return "did";
  if (goal.kind() == "explore") return "tried";
  if (goal.kind() == "observe") return "noted";
  if (goal.kind() == "milestone") return "reached";
  return "kept";
}

}  // namespace

std::string DayGlyph(const Look& look, const Goal& goal, const DayState* day) {
  return Mark(look, day == nullptr ? kNotDue : SignOf(goal, *day));
}

DaysByDate ByDate(const google::protobuf::RepeatedPtrField<DayState>& days) {
  DaysByDate by_date;
  for (const DayState& day : days) {
    if (const auto date = ParseIsoDay(day.day())) by_date[*date] = &day;
  }
  return by_date;
}

std::string GlyphOn(const Look& look, const Goal& goal, const DaysByDate& days, absl::CivilDay day,
                    absl::CivilDay first, absl::CivilDay last) {
  if (day < first || day > last) return " ";
  const auto found = days.find(day);
  if (found != days.end()) return DayGlyph(look, goal, found->second);
  const auto since = ParseIsoDay(goal.since());
  return since && day < *since ? " " : DayGlyph(look, goal, nullptr);
}

std::string Bar(const Look& look, unsigned permille) {
  constexpr std::array<absl::string_view, 9> kEighths = {"·", "▁", "▂", "▃", "▄",
                                                         "▅", "▆", "▇", "█"};
  constexpr unsigned kWhole = 1000, kParts = 8;
  const unsigned whole = std::min(permille, kWhole);
  const unsigned eighths = whole == 0 ? 0 : std::max(1U, (whole * kParts + kWhole / 2) / kWhole);
  if (look.plain_marks()) return absl::StrCat(eighths);
  return std::string(kEighths[eighths]);
}

std::string EaseGlyph(const Look& look, unsigned ease) {
  constexpr std::array<absl::string_view, 5> kSteps = {"▁", "▃", "▅", "▆", "█"};
  const unsigned step = std::clamp(ease, 1U, 5U);
  if (look.plain_marks()) return absl::StrCat(step);
  return std::string(kSteps[step - 1]);
}

std::string LyingBar(const Look& look, int columns) {
  std::string bar;
  for (int i = 0; i < columns; ++i) bar += look.plain_marks() ? "#" : "▇";
  return bar;
}

std::string Legend(const Look& look, const Goal& goal, int indent) {
  const std::array<std::string, 5> items = {
      absl::StrCat(Mark(look, kDone), " ", DoneWord(goal)),
      absl::StrCat(Mark(look, kPart), " ",
                   goal.kind() == "edge" ? "stayed or stepped back" : "part"),
      absl::StrCat(Mark(look, kResting), " resting or skipped"),
      absl::StrCat(Mark(look, kNotDue), " not due"),
      absl::StrCat(Mark(look, kBlank), " blank or not today")};
  const int columns = look.columns_or_usual();
  const std::string before(static_cast<std::size_t>(indent), ' ');
  std::string out, line;
  for (const std::string& item : items) {
    if (!line.empty() && indent + Width(line) + 2 + Width(item) >= columns) {
      absl::StrAppend(&out, before, line, "\n");
      line.clear();
    }
    absl::StrAppend(&line, line.empty() ? "" : "  ", item);
  }
  return absl::StrCat(out, before, line, "\n");
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/heat_map.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/render/calendar_words.h"
#include "client/render/glyphs.h"
#include "client/render/width.h"

namespace twofold {
namespace {

constexpr int kNarrow = 60;
constexpr int kWeek = 7;
constexpr int kIndent = 2;

struct Frame {
  absl::CivilDay first, last;  // of the days that are known
  absl::CivilDay corner;       // the first day of the first week drawn
  int weeks = 0;
  int cell = 2;   // columns of a week
  int label = 3;  // letters of a weekday
  int before() const { return kIndent + label + 2; }
};

Frame FrameFor(const Look& look, absl::CivilDay first, absl::CivilDay last, int week_start) {
  Frame frame;
  frame.first = first;
  frame.last = last;
  frame.corner = first - (WeekdayOf(first) - week_start + kWeek) % kWeek;
  const int columns = look.columns_or_usual();
  if (columns < kNarrow) frame.label = 2;
  const int all = static_cast<int>((last - frame.corner) / kWeek) + 1;
  // The last column of the screen stays free.
  const int room = std::max(1, columns - 1 - frame.before());
  if (all * frame.cell - 1 > room) frame.cell = 1;
  frame.weeks = std::min(all, room);
  frame.corner += (all - frame.weeks) * kWeek;
  return frame;
}

// Names stand above the first week that has a day of a new month, where there is room for them.
std::string MonthNames(const Frame& frame) {
  constexpr int kLetters = 3;
  struct Name {
    int at;
    absl::string_view word;
  };
  std::vector<Name> names;
  int month = 0;
  for (int week = 0; week < frame.weeks; ++week) {
    const absl::CivilDay end = std::min(frame.corner + week * kWeek + kWeek - 1, frame.last);
    if (end.month() == month) continue;
    month = end.month();
    const Name name{week * frame.cell, MonthName(month).substr(0, kLetters)};
    if (!names.empty() && name.at - names.back().at <= kLetters) names.pop_back();
    names.push_back(name);
  }
  std::string line(static_cast<std::size_t>(frame.before()), ' ');
  const int width = frame.before() + std::max(frame.weeks * frame.cell, kLetters);
  for (const Name& name : names) {
    if (frame.before() + name.at + kLetters > width) continue;
    line.resize(static_cast<std::size_t>(frame.before() + name.at), ' ');
    absl::StrAppend(&line, name.word);
  }
  return absl::StrCat(line, "\n");
}

}  // namespace

std::string HeatMap(const Look& look, const daemon::v1::ShowGoalResponse& response) {
  const auto first = ParseIsoDay(response.first_day());
  const auto last = ParseIsoDay(response.last_day());
  if (!first || !last || *last < *first) return "";
  const int week_start = WeekStartIndex(response.week_start());
  const DaysByDate days = ByDate(response.days());
  // From where the goal began, or the day before it that something was logged for.
  absl::CivilDay begin = ParseIsoDay(response.goal().since()).value_or(*first);
  if (!days.empty()) begin = std::min(begin, days.begin()->first);
  const Frame frame = FrameFor(look, std::clamp(begin, *first, *last), *last, week_start);
  std::string out = MonthNames(frame);
  for (int row = 0; row < kWeek; ++row) {
    const absl::string_view name = WeekdayName((week_start + row) % kWeek);
    std::string line(kIndent, ' ');
    absl::StrAppend(&line, name.substr(0, static_cast<std::size_t>(frame.label)), "  ");
    for (int week = 0; week < frame.weeks; ++week) {
      const absl::CivilDay day = frame.corner + week * kWeek + row;
      absl::StrAppend(&line, GlyphOn(look, response.goal(), days, day, frame.first, frame.last),
                      frame.cell > 1 ? " " : "");
    }
    absl::StrAppend(&out, absl::StripTrailingAsciiWhitespace(line), "\n");
  }
  return absl::StrCat(out, Legend(look, response.goal(), kIndent));
}

}  // namespace twofold

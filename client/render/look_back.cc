// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/look_back.h"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/render/calendar_words.h"
#include "client/render/days.h"
#include "client/render/glyphs.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/width.h"

namespace twofold {
namespace {

using daemon::v1::DayState;
using daemon::v1::Goal;
using daemon::v1::GoalBack;
using daemon::v1::LookBackResponse;

constexpr int kNarrow = 60;
constexpr int kWeek = 7;
constexpr int kIndent = 2;
constexpr int kShortestHandle = 8;
constexpr int kLongestHandle = 26;
constexpr int kLeastTitle = 8;

bool IsNarrow(const Look& look) { return look.columns > 0 && look.columns < kNarrow; }

std::string Blanks(int count) {
  return std::string(static_cast<std::size_t>(std::max(0, count)), ' ');
}

// What one kind of look back draws: the words above the cells, the cells of a goal, its counts.
struct Picture {
  std::string heading;
  std::string above;
  int behind_cells = 2;
  int behind_counts = 2;
  std::function<std::string(const GoalBack&)> cells;
  std::function<std::string(const GoalBack&)> counts;
};

bool IsJudged(const Goal& goal) {
  return goal.kind() == "check" || goal.kind() == "measure" || goal.kind() == "time";
}

// Whether the goal asks for a number of days, or an amount, in a longer stretch than one day.
bool IsCounting(const Goal& goal) {
  const std::string& shape = goal.schedule().shape();
  const std::string& per = goal.target().per();
  return shape == "times_per_week" || shape == "times_per_month" || shape == "times_in_days" ||
         shape == "spacing" || per == "week" || per == "month";
}

unsigned DaysKept(const GoalBack& back) {
  return static_cast<unsigned>(
      std::count_if(back.days().begin(), back.days().end(),
                    [](const DayState& d) { return d.state() == "kept"; }));
}

std::string DaysKeptText(const GoalBack& back) {
  const unsigned kept = back.days().empty() ? back.kept().kept() : DaysKept(back);
  return kept == 0 ? "" : absl::StrCat(kept);
}

std::string WholeText(const GoalBack& back) {
  if (!IsJudged(back.goal()) || back.kept().of_all() == 0) return DaysKeptText(back);
  return absl::StrCat(back.kept().kept(), " of ", back.kept().of_all());
}

// Seven days hold no whole period of a goal that counts in periods.
std::string WeekCounts(const GoalBack& back) {
  return IsCounting(back.goal()) ? DaysKeptText(back) : WholeText(back);
}

// Where the resting begins that lasts to the end, if it does.
std::string RestingText(const GoalBack& back, absl::CivilDay first, absl::CivilDay last) {
  const DaysByDate days = ByDate(back.days());
  absl::CivilDay day = last;
  while (day >= first) {
    const auto found = days.find(day);
    if (found == days.end() || found->second->state() != "resting") break;
    --day;
  }
  if (day == last) return "";
  if (day < first) return ", resting";
  return absl::StrCat(", resting since ", WeekdayName(WeekdayOf(day + 1)).substr(0, 3));
}

std::string BehindTitle(const Look& look, const LookBackResponse& response, const GoalBack& back) {
  std::string behind;
  if (!back.amount().empty() && back.amount() != "0") {
    absl::StrAppend(&behind, ", ", AmountText(look, back.amount(), back.goal().unit()));
  }
  const auto first = ParseIsoDay(response.first_day());
  const auto last = ParseIsoDay(response.last_day());
  if (first && last && *last - *first == kWeek - 1) {
    absl::StrAppend(&behind, RestingText(back, *first, *last));
  }
  return behind;
}

// The width of the columns that all rows share.
struct Widths {
  int handle = kShortestHandle;
  int cells = 0;
  int counts = 0;
  bool titles = true;
};

Widths WidthsFor(const Look& look, const LookBackResponse& response, const Picture& picture) {
  Widths widths;
  widths.cells = Width(picture.above);
  for (const GoalBack& back : response.goals()) {
    widths.handle = std::max(widths.handle, Width(Shown(look, back.goal().handle())) + 2);
    widths.cells = std::max(widths.cells, Width(picture.cells(back)));
    widths.counts = std::max(widths.counts, Width(picture.counts(back)));
  }
  widths.handle = std::min(widths.handle, kLongestHandle);
  if (look.columns <= 0) return widths;
  const int fixed =
      kIndent + widths.cells + picture.behind_cells + widths.counts + picture.behind_counts;
  widths.titles = look.columns >= fixed + kShortestHandle + kLeastTitle;
  const int room = look.columns - fixed - (widths.titles ? kLeastTitle : 0);
  widths.handle = std::clamp(room, 1, widths.handle);
  return widths;
}

std::string RowText(const Look& look, const LookBackResponse& response, const GoalBack& back,
                    const Picture& picture, const Widths& widths) {
  const std::string handle =
      Fit(Shown(look, back.goal().handle()), std::max(1, widths.handle - 1), Ours(look, "…"));
  std::string line = absl::StrCat(Blanks(kIndent), Pad(handle, widths.handle),
                                  Pad(picture.cells(back), widths.cells + picture.behind_cells),
                                  picture.counts(back));
  if (widths.titles) {
    line = Pad(line, kIndent + widths.handle + widths.cells + picture.behind_cells + widths.counts +
                         picture.behind_counts);
    std::string behind = BehindTitle(look, response, back);
    if (look.columns > 0 && Width(line) + kLeastTitle + Width(behind) > look.columns) behind = "";
    line = Line(look, line, Shown(look, back.goal().title()), behind);
  }
  return absl::StrCat(absl::StripTrailingAsciiWhitespace(line), "\n");
}

// One's own time on either side, in marks.
std::string BalanceText(const Look& look, const LookBackResponse& response, bool me, bool us) {
  constexpr int kLabel = 10, kMostColumns = 24, kLeastColumns = 4, kBehind = 16;
  const unsigned most = std::max(response.marks_me(), response.marks_us());
  if (most == 0) return "";
  const int room = look.columns > 0 ? look.columns - kIndent - kLabel - kBehind : kMostColumns;
  const unsigned scale = std::clamp(static_cast<unsigned>(std::max(room, kLeastColumns)), 1U,
                                    static_cast<unsigned>(kMostColumns));
  const auto columns = [&](unsigned marks) {
    if (most <= scale || marks == 0) return static_cast<int>(marks);
    return static_cast<int>(std::max(1U, (marks * scale + most / 2) / most));
  };
  std::string out;
  const auto add = [&](absl::string_view label, Ink ink, unsigned marks) {
    const std::string bar = Pad(LyingBar(look, columns(marks)), columns(most) + 3);
    absl::StrAppend(&out, Blanks(kIndent), Paint(look, ink, label), Blanks(kLabel - Width(label)),
                    bar, Count(marks, "mark", "marks"), "\n");
  };
  if (me) add("Your I", Ink::kMe, response.marks_me());
  if (us) add("Your We", Ink::kUs, response.marks_us());
  return out.empty() ? out : absl::StrCat("\n", out);
}

std::string Draw(const Look& look, const LookBackResponse& response, const Picture& picture) {
  if (response.goals().empty()) {
    return "No goals to look back on.\nAdd one: twofold goal add \"Read 20 min\" --every day\n";
  }
  const Widths widths = WidthsFor(look, response, picture);
  std::string out = absl::StrCat(
      Paragraph(look, absl::StrCat(picture.heading, ", for your eyes only"), 0, 0), "\n");
  bool headed = false;
  const auto section = [&](absl::string_view side, absl::string_view word, Ink ink) {
    bool any = false;
    for (const GoalBack& back : response.goals()) {
      if ((back.goal().side() == "us") != (side == "us")) continue;
      if (!any) {
        absl::StrAppend(&out, Paint(look, ink, word));
        if (!headed) {
          const int before = picture.above.empty() ? 0 : kIndent + widths.handle - Width(word);
          absl::StrAppend(&out, Blanks(before), picture.above);
        }
        out += '\n';
        any = headed = true;
      }
      out += RowText(look, response, back, picture, widths);
    }
    return any;
  };
  const bool me = section("me", "I", Ink::kMe);
  const bool us = section("us", "We", Ink::kUs);
  return absl::StrCat(out, BalanceText(look, response, me, us));
}

// The marks of [first, last] with `between` behind each but the last; `apart` before the first day
// of a week instead, where it is not empty.
std::string DayCells(const Look& look, const LookBackResponse& response, const GoalBack& back,
                     absl::string_view between, absl::string_view apart) {
  const auto first = ParseIsoDay(response.first_day());
  const auto last = ParseIsoDay(response.last_day());
  if (!first || !last) return "";
  const auto today = ParseIsoDay(response.today());
  const absl::CivilDay known = today ? std::min(*today, *last) : *last;
  const int week_start = WeekStartIndex(response.week_start());
  const DaysByDate days = ByDate(back.days());
  std::string cells;
  for (absl::CivilDay day = *first; day <= *last; ++day) {
    if (day > *first) {
      absl::StrAppend(&cells, WeekdayOf(day) == week_start && !apart.empty() ? apart : between);
    }
    absl::StrAppend(&cells, GlyphOn(look, back.goal(), days, day, *first, known));
  }
  return cells;
}

unsigned MostDone(const GoalBack& back) {
  unsigned most = 0;
  for (const daemon::v1::Glyph& glyph : back.bars()) most = std::max(most, glyph.done());
  return most;
}

// A stretch without chances is blank; a goal that is not judged is measured by its own fullest
// stretch.
std::string BarOf(const Look& look, const daemon::v1::Glyph& glyph, unsigned most) {
  constexpr unsigned kWhole = 1000;
  if (glyph.due() > 0) return Bar(look, glyph.permille());
  if (glyph.done() == 0 || most == 0) return " ";
  return Bar(look, glyph.done() * kWhole / most);
}

std::string MonthHeading(const LookBackResponse& response) {
  const auto first = ParseIsoDay(response.first_day());
  if (!first) return "A month";
  return absl::StrCat(MonthName(first->month()), " ", first->year());
}

// Each week's first day of the month, above it.
std::string MonthAbove(const LookBackResponse& response) {
  const auto first = ParseIsoDay(response.first_day());
  const auto last = ParseIsoDay(response.last_day());
  if (!first || !last) return "";
  const int week_start = WeekStartIndex(response.week_start());
  std::string above;
  int column = 0;
  for (absl::CivilDay day = *first; day <= *last; ++day, ++column) {
    const bool begins = WeekdayOf(day) == week_start;
    if (begins && day > *first) ++column;
    if (!begins && day > *first) continue;
    above = absl::StrCat(Pad(above, column), day.day());
  }
  return above;
}

}  // namespace

std::string WeekText(const Look& look, const LookBackResponse& response) {
  Picture picture;
  picture.heading = response.last_day() == response.today()
                        ? "The last seven days"
                        : absl::StrCat("Seven days up to ", DayText(look, response.last_day()));
  const bool narrow = IsNarrow(look);
  const absl::string_view between = narrow ? " " : "  ";
  if (!narrow) {
    picture.behind_cells = 3;
    picture.behind_counts = 4;
  }
  const auto first = ParseIsoDay(response.first_day());
  for (int i = 0; first && i < kWeek; ++i) {
    const absl::string_view name = WeekdayName(WeekdayOf(*first + i));
    absl::StrAppend(&picture.above, i > 0 ? " " : "", name.substr(0, narrow ? 1 : 2));
  }
  picture.cells = [&](const GoalBack& back) { return DayCells(look, response, back, between, ""); };
  picture.counts = WeekCounts;
  return Draw(look, response, picture);
}

std::string MonthText(const Look& look, const LookBackResponse& response) {
  Picture picture;
  picture.heading = MonthHeading(response);
  picture.counts = WholeText;
  if (IsNarrow(look)) {
    picture.cells = [&](const GoalBack& back) {
      std::string cells;
      for (const auto& glyph : back.bars()) cells += BarOf(look, glyph, MostDone(back));
      return cells;
    };
  } else {
    picture.above = MonthAbove(response);
    picture.cells = [&](const GoalBack& back) { return DayCells(look, response, back, "", " "); };
  }
  return Draw(look, response, picture);
}

std::string YearText(const Look& look, const LookBackResponse& response) {
  constexpr int kMonths = 12;
  Picture picture;
  const auto first = ParseIsoDay(response.first_day());
  picture.heading = first ? absl::StrCat(first->year()) : "A year";
  picture.counts = WholeText;
  const absl::string_view between = IsNarrow(look) ? "" : " ";
  for (int month = 1; month <= kMonths; ++month) {
    absl::StrAppend(&picture.above, month > 1 ? between : "", MonthName(month).substr(0, 1));
  }
  picture.cells = [&look, between](const GoalBack& back) {
    std::array<std::string, kMonths> bars;
    bars.fill(" ");
    for (const daemon::v1::Glyph& glyph : back.bars()) {
      const auto day = ParseIsoDay(glyph.first_day());
      if (day)
        bars[static_cast<std::size_t>(day->month() - 1)] = BarOf(look, glyph, MostDone(back));
    }
    return absl::StrJoin(bars, between);
  };
  return Draw(look, response, picture);
}

std::string LookBackPlain(const LookBackResponse& response) {
  std::string out;
  for (const GoalBack& back : response.goals()) {
    const std::string days =
        absl::StrJoin(back.days(), ",", [](std::string* to, const DayState& day) {
          absl::StrAppend(to, day.day(), "=", day.state());
        });
    out += PlainLine({back.goal().handle(), back.goal().side(), absl::StrCat(back.kept().kept()),
                      absl::StrCat(back.kept().of_all()), back.amount(), back.goal().unit(), days,
                      back.goal().title()});
  }
  return out;
}

}  // namespace twofold

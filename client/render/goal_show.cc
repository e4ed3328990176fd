// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/goal_show.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "client/render/calendar_words.h"
#include "client/render/days.h"
#include "client/render/entries.h"
#include "client/render/glyphs.h"
#include "client/render/heat_map.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/terms.h"
#include "client/render/width.h"

namespace twofold {
namespace {

using daemon::v1::Goal;
using daemon::v1::GoalVersion;
using daemon::v1::Kept;
using daemon::v1::ShowGoalResponse;
using daemon::v1::Step;

constexpr int kLabelColumns = 12;
constexpr int kIndent = 2;
constexpr int kDrawnEase = 6;
constexpr int kMostEase = 26;

// A label and lines that are broken under themselves.
std::string Labelled(const Look& look, absl::string_view label, absl::string_view text,
                     int columns = kLabelColumns) {
  const std::string before(kIndent, ' ');
  const int room = look.columns_or_usual() - 1 - kIndent - columns;
  const LongWord long_word = look.columns > 0 ? LongWord::kBreak : LongWord::kKeep;
  std::string out;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    for (const std::string& part : Wrap(line, std::max(1, room), long_word)) {
      absl::StrAppend(&out, before, Pad(out.empty() ? label : "", columns), part, "\n");
    }
  }
  return out;
}

std::string HeadText(const Look& look, const Goal& goal) {
  const std::string handle = HandleColumn(look, goal.handle());
  // What counts has a line of its own.
  Goal terms = goal;
  terms.clear_meaning();
  std::string facts = absl::StrCat(goal.side() == "us" ? "We goal" : "I goal", Ours(look, " · "),
                                   TermsText(look, terms));
  if (!goal.since().empty()) {
    absl::StrAppend(&facts, Ours(look, " · "), "since ", DayText(look, goal.since()));
  }
  const bool not_shared = goal.waits() == "not_shared";
  if (goal.state() == "archived" || (goal.state() == "ended" && !not_shared)) {
    absl::StrAppend(&facts, Ours(look, " · "), goal.state());
  }
  std::string waits;
  if (!goal.waits().empty()) {
    waits = Paragraph(look,
                      not_shared ? "Counts as not shared until twofold is updated on this computer."
                                 : "Can only be read until twofold is updated on this computer.",
                      kIndent, 0);
  }
  return absl::StrCat(Line(look, handle, Shown(look, goal.title()), ""),
                      Paragraph(look, facts, kIndent, 0), waits, "  For your eyes only.\n");
}

std::string TodayText(const Look& look, const daemon::v1::DayLine& today) {
  std::string text;
  const std::string& state = today.state();
  if (state == "done" || state == "open") text = absl::StrCat(state, " today");
  const bool of_period = state == "part" && !today.per().empty();
  if (state == "part") text = of_period ? StandingText(look, today, "") : "part of it today";
  if (state == "not_due") text = "not due today";
  if (state == "not_today" || state == "over") text = "not today";
  if (state == "skipped") text = "skipped today";
  if (state == "resting") {
    text = "resting";
    if (!today.goal().resting_until().empty()) {
      absl::StrAppend(&text, " until ", DayText(look, today.goal().resting_until()));
    }
  }
  if (text.empty()) return "";
  if (!of_period && !today.amount().empty() && today.amount() != "0") {
    absl::StrAppend(&text, ", ", AmountText(look, today.amount(), today.goal().unit()));
  }
  return absl::StrCat("  ", text, "\n");
}

std::string ReturnsText(const daemon::v1::Returns& returns) {
  if (returns.count() == 0) return "";
  std::string text = absl::StrCat("came back ", Count(returns.count(), "time", "times"));
  if (returns.typical_gap_days() > 0) {
    absl::StrAppend(&text, "; typically after ", Count(returns.typical_gap_days(), "day", "days"));
  }
  return text;
}

std::string EaseText(const Look& look, const ShowGoalResponse& response) {
  if (response.ease_size() < kDrawnEase) return "";
  const int first = std::max(0, response.ease_size() - kMostEase);
  std::string glyphs;
  for (int i = first; i < response.ease_size(); ++i) {
    glyphs += EaseGlyph(look, response.ease(i).ease());
  }
  return absl::StrCat("ease ", glyphs, " since ", DayText(look, response.ease(first).day()));
}

std::string NumbersText(const Look& look, const ShowGoalResponse& response) {
  // Nobody looks back further than the goal goes.
  const std::string& first = std::max(response.first_day(), response.goal().since());
  std::vector<std::string> lines = {KeptText(response.kept(), first, response.last_day()),
                                    ReturnsText(response.returns())};
  lines.push_back(EaseText(look, response));
  if (response.days_on_end_known()) {
    lines.push_back(absl::StrCat(Count(response.days_on_end(), "day", "days"), " on end"));
  }
  const Goal& goal = response.goal();
  if (goal.kind() == "edge" && response.did() + response.stayed() + response.stepped_back() > 0) {
    lines.push_back(absl::StrCat("did ", response.did(), ", stayed ", response.stayed(),
                                 ", stepped back ", response.stepped_back()));
  }
  std::string out;
  if (const std::string typical = TypicalText(look, response.typical()); !typical.empty()) {
    absl::StrAppend(&out, std::string(kIndent, ' '), typical, "\n");
  }
  for (const std::string& line : lines) {
    if (!line.empty()) absl::StrAppend(&out, Paragraph(look, line, kIndent, kIndent));
  }
  return out;
}

std::string StepsText(const Look& look, const Goal& goal) {
  std::string out;
  for (const Step& step : goal.steps()) {
    const bool done = !step.done_on().empty();
    const std::string before =
        absl::StrCat(std::string(kIndent, ' '), Mark(look, done ? "done" : "open"), " ",
                     Pad(absl::StrCat(step.number()), 3));
    const std::string after =
        done ? Ours(look, absl::StrCat(" · ", DayText(look, step.done_on()))) : "";
    out += Line(look, before, Shown(look, step.title()), after);
  }
  return out;
}

std::string WordsText(const Look& look, const Goal& goal) {
  std::string out;
  const auto add = [&](absl::string_view label, absl::string_view text) {
    if (!text.empty()) out += Labelled(look, label, Shown(look, text));
  };
  add("Why", goal.why());
  add("Cue", goal.cue());
  add("Smallest", goal.smallest());
  add("Counts as", goal.meaning());
  add("Group", goal.group());
  if (goal.tags_size() > 0) add("Tags", absl::StrJoin(goal.tags(), ", "));
  return absl::StrCat(out, StepsText(look, goal));
}

std::string VersionsText(const Look& look, const ShowGoalResponse& response) {
  const bool told = response.versions_size() > 1 ||
                    (response.versions_size() == 1 && !response.versions(0).learned().empty());
  if (!told) return "";
  std::string out = "Versions\n";
  for (const GoalVersion& version : response.versions()) {
    absl::StrAppend(&out, Paragraph(look,
                                    absl::StrCat("from ", DayText(look, version.from()), ": ",
                                                 TermsText(look, version.terms())),
                                    kIndent, kIndent));
    if (!version.learned().empty()) {
      absl::StrAppend(&out,
                      Paragraph(look, absl::StrCat("learned: ", Shown(look, version.learned())),
                                kIndent + kIndent, 0));
    }
  }
  return out;
}

// Notes and reasons of the days shown, the newest first.
std::string NotesText(const Look& look, const ShowGoalResponse& response) {
  std::vector<std::pair<std::string, std::string>> notes;  // day and what was said
  int columns = kLabelColumns;
  for (const auto& day : response.days()) {
    std::vector<std::string> said;
    if (!day.reason().empty()) said.push_back(absl::StrCat("skipped: ", Shown(look, day.reason())));
    for (const absl::string_view line : absl::StrSplit(day.note(), '\n', absl::SkipEmpty())) {
      said.push_back(Shown(look, line));
    }
    if (said.empty()) continue;
    notes.emplace_back(DayText(look, day.day()), absl::StrJoin(said, "\n"));
    columns = std::max(columns, Width(notes.back().first) + kIndent);
  }
  if (notes.empty()) return "";
  std::string out = "Notes\n";
  for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
    out += Labelled(look, note->first, note->second, columns);
  }
  return out;
}

void AppendPart(std::string& out, const std::string& part) {
  if (!part.empty()) absl::StrAppend(&out, "\n", part);
}

}  // namespace

std::string KeptText(const Kept& kept, absl::string_view first, absl::string_view last) {
  if (kept.of_all() == 0) return "";
  if (kept.few()) {
    std::vector<std::string> counts = {absl::StrCat("kept ", Count(kept.kept(), "time", "times"))};
    if (kept.of() > kept.kept()) {
      counts.push_back(absl::StrCat(kept.of() - kept.kept(), " not"));
    }
    if (kept.blank() > 0) counts.push_back(absl::StrCat("nothing said about ", kept.blank()));
    return absl::StrJoin(counts, ", ");
  }
  constexpr std::int64_t kWeek = 7;
  const std::string silence = absl::StrCat("nothing said about ", kept.blank());
  std::string text =
      kept.of() == 0 ? silence : absl::StrCat("kept ", kept.kept(), " of ", kept.of());
  const auto from = ParseIsoDay(first), to = ParseIsoDay(last);
  if (from && to && *from <= *to) {
    const std::int64_t days = *to - *from + 1;
    const auto weeks = static_cast<unsigned long>((days + kWeek - 1) / kWeek);
    absl::StrAppend(&text, " in ",
                    days < 2 * kWeek && days % kWeek != 0
                        ? Count(static_cast<unsigned long>(days), "day", "days")
                        : Count(weeks, "week", "weeks"));
  }
  if (kept.of() > 0 && kept.blank() > 0) {
    absl::StrAppend(&text, "; ", silence, ", so ", kept.low(), " to ", kept.high(), " of ",
                    kept.of_all());
  }
  return text;
}

std::string TypicalText(const Look& look, const daemon::v1::TypicalWeek& typical) {
  if (!typical.known()) return "";
  const std::string& per = typical.per();
  const bool plain = per == "week" || per == "month";
  std::string text = absl::StrCat("typically ", typical.typically(), " of ", typical.of(),
                                  plain ? " a " : " in ", Shown(look, per), "  ");
  for (const daemon::v1::Glyph& glyph : typical.glyphs()) text += Bar(look, glyph.permille());
  return text;
}

std::string GoalShownText(const Look& look, const ShowGoalResponse& response) {
  const Goal& goal = response.goal();
  std::string out = HeadText(look, goal);
  AppendPart(out, absl::StrCat(NumbersText(look, response), TodayText(look, response.today())));
  AppendPart(out, WordsText(look, goal));
  AppendPart(out, HeatMap(look, response));
  AppendPart(out, NotesText(look, response));
  AppendPart(out, VersionsText(look, response));
  return out;
}

std::string GoalShownPlain(const ShowGoalResponse& response) {
  const Goal& goal = response.goal();
  const Kept& kept = response.kept();
  const Look look;
  std::string out;
  const auto add = [&](std::vector<std::string> fields) {
    const bool empty = std::all_of(fields.begin() + 1, fields.end(),
                                   [](const std::string& field) { return field.empty(); });
    if (!empty) out += PlainLine(fields);
  };
  add({"handle", goal.handle()});
  add({"side", goal.side()});
  add({"title", goal.title()});
  add({"kind", goal.kind()});
  add({"state", goal.state()});
  add({"schedule", ScheduleText(look, goal.schedule())});
  add({"target", TargetText(look, goal)});
  add({"unit", goal.unit()});
  add({"since", goal.since()});
  add({"deadline", goal.deadline()});
  add({"why", goal.why()});
  add({"cue", goal.cue()});
  add({"smallest", goal.smallest()});
  add({"meaning", goal.meaning()});
  add({"group", goal.group()});
  add({"tags", absl::StrJoin(goal.tags(), ",")});
  add({"kept", absl::StrCat(kept.kept()), absl::StrCat(kept.of()), absl::StrCat(kept.blank()),
       absl::StrCat(kept.low()), absl::StrCat(kept.high()), absl::StrCat(kept.of_all())});
  if (response.typical().known()) {
    add({"typical", response.typical().per(), absl::StrCat(response.typical().typically()),
         absl::StrCat(response.typical().of())});
  }
  add({"returns", absl::StrCat(response.returns().count()),
       absl::StrCat(response.returns().typical_gap_days())});
  for (const auto& ease : response.ease()) add({"ease", ease.day(), absl::StrCat(ease.ease())});
  if (response.days_on_end_known()) add({"days_on_end", absl::StrCat(response.days_on_end())});
  if (goal.kind() == "edge") {
    add({"edge", absl::StrCat(response.did()), absl::StrCat(response.stayed()),
         absl::StrCat(response.stepped_back())});
  }
  for (const Step& step : goal.steps()) {
    add({"step", absl::StrCat(step.number()), step.done_on(), step.title()});
  }
  for (const auto& day : response.days()) {
    add({"day", day.day(), day.state(), day.amount(), day.answer(), day.reason(), day.note()});
  }
  for (const GoalVersion& version : response.versions()) {
    add({"version", version.from(), ScheduleText(look, version.terms().schedule()),
         TargetText(look, version.terms()), version.learned()});
  }
  return out;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/numbers_engine.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/goals/amount.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_reader.h"
#include "daemon/engine/versions.h"

namespace twofold {
namespace {

struct Span {
  std::int32_t first = 0;
  std::int32_t last = 0;
};

// The judged days with what was said, without those that are not due and blank.
std::vector<DayView> DaysOf(GoalReader::Past& past, Span span) {
  std::vector<DayView> days;
  auto said = past.said.begin();
  for (const JudgedDay& judged : Judge(past.history, span.first, span.last)) {
    DayView day{judged, {}, ""};
    while (said != past.said.end() && said->day < judged.day) ++said;
    if (said != past.said.end() && said->day == judged.day) {
      day.own = std::move(said->mark);
      day.note = std::move(said->note);
    }
    const bool blank = judged.amount_micros == 0 && judged.mark == Mark::kNone &&
                       day.own.mark == Mark::kNone && day.note.empty();
    if (judged.state == DayState::kNotDue && blank) continue;
    days.push_back(std::move(day));
  }
  return days;
}

bool IsPractice(const JudgedDay& day) {
  return day.state == DayState::kKept || day.amount_micros > 0;
}

Span SpanOf(Stretch stretch, absl::CivilDay on, absl::CivilDay today) {
  Span span{DayNumber(on) - 6, DayNumber(on)};
  if (stretch == Stretch::kMonth) {
    const DaySpan month = MonthOf(on);
    span = {DayNumber(month.first), DayNumber(month.last)};
  } else if (stretch == Stretch::kYear) {
    span = {DayNumber(absl::CivilDay(on.year(), 1, 1)),
            DayNumber(absl::CivilDay(on.year(), 12, 31))};
  }
  span.last = std::min(span.last, DayNumber(today));
  return span;
}

// The parts of a stretch that bars are drawn of: weeks of a month, months of a year.
std::vector<Span> PartsOf(Stretch stretch, Span span, int week_start) {
  std::vector<Span> parts;
  if (stretch == Stretch::kWeek) return parts;
  for (std::int32_t day = span.first; day <= span.last;) {
    const absl::CivilDay civil = DayFromNumber(day);
    const DaySpan part = stretch == Stretch::kMonth ? WeekOf(civil, week_start) : MonthOf(civil);
    parts.push_back({day, std::min(DayNumber(part.last), span.last)});
    day = parts.back().last + 1;
  }
  return parts;
}

Glyph BarOf(const GoalHistory& history, Span part, std::int32_t today) {
  const Kept kept = KeptIn(history, part.first, part.last);
  Glyph bar;
  bar.first = part.first;
  bar.last = part.last;
  bar.done = kept.kept;
  bar.due = kept.counted();
  bar.ratio = bar.due == 0 ? 0 : static_cast<double>(bar.done) / bar.due;
  bar.open = part.last >= today;
  return bar;
}

// Practised days, for goals whose days are not judged.
Glyph RecordedBar(const std::vector<DayView>& days, Span part, std::int32_t today) {
  Glyph bar;
  bar.first = part.first;
  bar.last = part.last;
  bar.done = static_cast<int>(std::count_if(days.begin(), days.end(), [&](const DayView& day) {
    return day.judged.day >= part.first && day.judged.day <= part.last && IsPractice(day.judged);
  }));
  bar.open = part.last >= today;
  return bar;
}

}  // namespace

absl::StatusOr<GoalNumbers> NumbersEngine::Show(absl::string_view handle,
                                                std::uint32_t weeks) const {
  if (weeks > limits::kWeeksBack) {
    return Refusal(absl::StatusCode::kInvalidArgument, "too_many_weeks",
                   absl::StrCat("looking back goes up to ", limits::kWeeksBack, " weeks."));
  }
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  const StoreView view = look.view();
  const absl::CivilDay today = ledger_.today();
  GoalReader reader(view, look.state, today);
  TF_ASSIGN_OR_RETURN(const EntityRef ref, look.state.names->Find(handle));
  TF_ASSIGN_OR_RETURN(const GoalView goal, reader.View(ref));

  GoalNumbers out;
  TF_ASSIGN_OR_RETURN(out.today, reader.Day(goal, today));
  out.last = DayNumber(today);
  out.first = out.last - (weeks == 0 ? kWindowDays : static_cast<int>(weeks) * 7) + 1;
  const std::int32_t returns_from = out.last - kReturnsDays + 1;
  const std::int32_t from =
      std::min({out.first, returns_from, TypicalFrom(Timeline(goal.versions), out.last)});
  TF_ASSIGN_OR_RETURN(GoalReader::Past past, reader.PastOf(goal, from, out.last));
  const GoalHistory& history = past.history;
  out.kept = KeptIn(history, out.first, out.last);
  out.typical = Typical(history);
  out.returns = ReturnsIn(history, returns_from, out.last);
  if (ledger_.parts().days_on_end) out.days_on_end = StreakAt(history, from);
  TF_ASSIGN_OR_RETURN(const auto answers, view.ListEase(look.state.me->id, goal.id));
  for (const auto& [day, ease] : answers) out.ease.push_back({day, ease});
  out.days = DaysOf(past, {out.first, out.last});
  for (const DayView& day : out.days) {
    if (goal.terms.kind != GoalKind::kEdge) break;
    out.did += day.judged.mark == Mark::kKept ? 1 : 0;
    out.stayed += day.judged.mark == Mark::kStayed ? 1 : 0;
    out.stepped_back += day.judged.mark == Mark::kSteppedBack ? 1 : 0;
  }
  return out;
}

absl::StatusOr<LookBackView> NumbersEngine::LookBack(Stretch stretch, absl::string_view on,
                                                     const GoalFilter& filter) const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  TF_RETURN_IF_ERROR(Validate(filter));
  const StoreView view = look.view();
  const absl::CivilDay today = ledger_.today();
  TF_ASSIGN_OR_RETURN(const absl::CivilDay day, ParsePastDay(on, today));
  const Span span = SpanOf(stretch, day, today);
  const std::vector<Span> parts = PartsOf(stretch, span, ledger_.parts().week_start);
  LookBackView out;
  out.first = span.first;
  out.last = span.last;
  GoalReader reader(view, look.state, today);
  TF_ASSIGN_OR_RETURN(std::vector<GoalView> goals, reader.List());
  for (GoalView& goal : goals) {
    if (!Fits(filter, goal)) continue;
    GoalBack back;
    TF_ASSIGN_OR_RETURN(GoalReader::Past past, reader.PastOf(goal, span.first, span.last));
    const GoalHistory& history = past.history;
    back.days = DaysOf(past, span);
    int practised = 0;
    for (const DayView& each : back.days) {
      practised += IsPractice(each.judged) ? 1 : 0;
      back.amount_micros = AddWrapping(back.amount_micros, each.judged.amount_micros);
    }
    if (goal.state != GoalState::kActive && practised == 0) continue;
    back.kept = KeptIn(history, span.first, span.last);
    for (const Span& part : parts) {
      back.bars.push_back(IsJudged(goal.terms.kind)
                              ? BarOf(history, part, DayNumber(today))
                              : RecordedBar(back.days, part, DayNumber(today)));
    }
    (goal.side == Side::kMe ? out.marks_me : out.marks_us) += practised;
    back.goal = std::move(goal);
    out.goals.push_back(std::move(back));
  }
  return out;
}

}  // namespace twofold

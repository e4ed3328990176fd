// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/numbers_service.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "core/goals/amount.h"
#include "core/schedule/day.h"
#include "daemon/engine/answers.h"
#include "daemon/rpc/answer.h"
#include "daemon/rpc/decode.h"
#include "daemon/rpc/encode.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

std::uint32_t Count(int count) { return static_cast<std::uint32_t>(count); }

void Encode(const Kept& kept, pb::Kept* out) {
  out->set_kept(Count(kept.kept));
  out->set_of(Count(kept.kept + kept.missed));
  out->set_blank(Count(kept.unanswered));
  out->set_low(Count(kept.kept));
  out->set_high(Count(kept.kept + kept.unanswered));
  out->set_of_all(Count(kept.counted()));
  out->set_excused(Count(kept.excused));
  out->set_open(Count(kept.open));
  out->set_few(kept.few());
}

void Encode(const Glyph& glyph, pb::Glyph* out) {
  out->set_first_day(Iso(glyph.first));
  out->set_last_day(Iso(glyph.last));
  out->set_done(Count(glyph.done));
  out->set_due(Count(glyph.due));
  out->set_permille(static_cast<std::uint32_t>(std::lround(glyph.ratio * 1000)));
  out->set_open(glyph.open);
}

std::string PerOf(const TypicalWeek& typical) {
  switch (typical.unit) {
    case Unit::kWeek:
      return "week";
    case Unit::kMonth:
      return "month";
    case Unit::kRun:
      return absl::StrCat(typical.run_days, " days");
  }
  return "";
}

void Encode(const TypicalWeek& typical, pb::TypicalWeek* out) {
  out->set_per(PerOf(typical));
  for (const Glyph& glyph : typical.glyphs) Encode(glyph, out->add_glyphs());
  out->set_known(typical.median.has_value());
  if (!typical.median) return;
  out->set_typically(Count(typical.typically));
  out->set_of(Count(typical.of));
}

void Encode(const DayView& view, const GoalTerms& terms, pb::DayState* out) {
  out->set_day(Iso(view.judged.day));
  out->set_state(Word(view.judged.state));
  if (view.judged.amount_micros != 0 || view.judged.mark == Mark::kZero) {
    out->set_amount(FormatAmount(view.judged.amount_micros));
  }
  out->set_note(view.note);
  out->set_reason(view.own.reason);
  const absl::string_view answer = AnswerWord(terms.kind, view.own.mark);
  out->set_answer(std::string(answer));
  out->set_due(view.judged.due);
}

void Encode(const GoalNumbers& view, pb::ShowGoalResponse* out) {
  const GoalView& goal = view.today.goal;
  Encode(goal, out->mutable_goal());
  Encode(view.today, out->mutable_today());
  Encode(view.kept, out->mutable_kept());
  Encode(view.typical, out->mutable_typical());
  for (const EaseAnswer& answer : view.ease) {
    pb::EaseAnswer* line = out->add_ease();
    line->set_day(Iso(answer.day));
    line->set_ease(Count(answer.ease));
  }
  out->mutable_returns()->set_count(Count(view.returns.count));
  out->mutable_returns()->set_typical_gap_days(Count(view.returns.median_gap_days.value_or(0)));
  out->set_days_on_end_known(view.days_on_end.has_value());
  out->set_days_on_end(Count(view.days_on_end.value_or(0)));
  for (const DayView& day : view.days) Encode(day, goal.terms, out->add_days());
  out->set_first_day(Iso(view.first));
  out->set_last_day(Iso(view.last));
  for (const VersionView& version : goal.versions) {
    pb::GoalVersion* line = out->add_versions();
    line->set_from(Iso(version.from));
    Encode(version.terms, line->mutable_terms());
    line->set_learned(version.learned);
  }
  out->set_did(Count(view.did));
  out->set_stayed(Count(view.stayed));
  out->set_stepped_back(Count(view.stepped_back));
}

Stretch DecodeStretch(pb::Stretch stretch) {
  if (stretch == pb::STRETCH_MONTH) return Stretch::kMonth;
  if (stretch == pb::STRETCH_YEAR) return Stretch::kYear;
  return Stretch::kWeek;
}

void Encode(const LookBackView& view, pb::LookBackResponse* out) {
  out->set_first_day(Iso(view.first));
  out->set_last_day(Iso(view.last));
  for (const GoalBack& back : view.goals) {
    pb::GoalBack* line = out->add_goals();
    Encode(back.goal, line->mutable_goal());
    for (const DayView& day : back.days) Encode(day, back.goal.terms, line->add_days());
    Encode(back.kept, line->mutable_kept());
    if (TakesAmount(back.goal.terms)) line->set_amount(FormatAmount(back.amount_micros));
    for (const Glyph& bar : back.bars) Encode(bar, line->add_bars());
  }
  out->set_marks_me(Count(view.marks_me));
  out->set_marks_us(Count(view.marks_us));
}

}  // namespace

grpc::Status NumbersService::ShowGoal(grpc::ServerContext*, const pb::ShowGoalRequest* request,
                                      pb::ShowGoalResponse* response) {
  return Answer(numbers_.Show(request->handle(), request->weeks()), [&](const GoalNumbers& view) {
    Encode(view, response);
    response->set_week_start(WeekdayWord(ledger_.parts().week_start));
  });
}

grpc::Status NumbersService::LookBack(grpc::ServerContext*, const pb::LookBackRequest* request,
                                      pb::LookBackResponse* response) {
  return Answer(numbers_.LookBack(DecodeStretch(request->stretch()), request->on(),
                                  Decode(request->filter())),
                [&](const LookBackView& view) {
                  Encode(view, response);
                  response->set_week_start(WeekdayWord(ledger_.parts().week_start));
                  response->set_today(IsoDay(ledger_.today()));
                });
}

}  // namespace twofold

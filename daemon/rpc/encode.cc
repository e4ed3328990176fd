// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/encode.h"

#include "absl/strings/str_cat.h"
#include "core/base/overloaded.h"
#include "core/base/refusal.h"
#include "core/goals/amount.h"
#include "core/goals/terms_words.h"
#include "core/schedule/day.h"
#include "core/schedule/schedule_words.h"
#include "daemon/engine/answers.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

void AddWeekdays(std::uint8_t mask, pb::Schedule* out) {
  for (int i = 0; i < 7; ++i) {
    if ((mask >> i) & 1) out->add_weekdays(WeekdayWord(i));
  }
}

std::uint32_t Count(int count) { return static_cast<std::uint32_t>(count); }

void EncodeShape(const ScheduleShape& shape, pb::Schedule* out) {
  std::visit(Overloaded{
                 [&](const EveryDay&) { out->set_shape("every_day"); },
                 [&](const Weekdays& s) {
                   out->set_shape("weekdays");
                   AddWeekdays(s.mask, out);
                 },
                 [&](const TimesPerWeek& s) {
                   out->set_shape("times_per_week");
                   out->set_times(Count(s.times));
                 },
                 [&](const EveryNDays& s) {
                   out->set_shape("every_n_days");
                   out->set_count(Count(s.days));
                 },
                 [&](const EveryNWeeks& s) {
                   out->set_shape("every_n_weeks");
                   out->set_count(Count(s.weeks));
                   AddWeekdays(s.mask, out);
                 },
                 [&](const DaysOfMonth& s) {
                   out->set_shape("days_of_month");
                   for (std::uint32_t day = 1; day <= 31; ++day) {
                     if ((s.mask >> (day - 1)) & 1) out->add_month_days(day);
                   }
                 },
                 [&](const NthWeekday& s) {
                   out->set_shape("nth_weekday");
                   out->set_nth(s.nth);
                   out->add_weekdays(WeekdayWord(s.weekday));
                 },
                 [&](const TimesPerMonth& s) {
                   out->set_shape("times_per_month");
                   out->set_times(Count(s.times));
                 },
                 [&](const TimesInDays& s) {
                   out->set_shape("times_in_days");
                   out->set_times(Count(s.times));
                   out->set_count(Count(s.days));
                 },
                 [&](const Spacing& s) {
                   out->set_shape("spacing");
                   out->set_at_most_every(Count(s.at_most_every));
                   out->set_at_least_every(Count(s.at_least_every));
                 },
             },
             shape);
}

}  // namespace

void Encode(const Schedule& schedule, pb::Schedule* out) {
  EncodeShape(schedule.shape, out);
  if (schedule.at_minute) out->set_at(FormatMinute(*schedule.at_minute));
  out->set_first_day(Iso(schedule.first_day));
  out->set_last_day(Iso(schedule.last_day));
  out->set_week_start(WeekdayWord(schedule.week_start));
  out->set_words(ShapeWords(schedule));
}

void Encode(const GoalTerms& terms, pb::Goal* out) {
  const absl::string_view kind = KindWord(terms.kind);
  out->set_kind(std::string(kind));
  out->set_unit(terms.unit);
  Encode(terms.schedule, out->mutable_schedule());
  if (terms.target) {
    out->mutable_target()->set_direction(Word(terms.target->direction));
    out->mutable_target()->set_amount(FormatAmount(terms.target->micros));
    out->mutable_target()->set_per(Word(terms.target->period));
  }
  out->set_deadline(Iso(terms.deadline));
  out->set_size(Count(terms.size));
  out->set_meaning(terms.meaning);
}

void Encode(const OfferTerms& terms, pb::Goal* out) {
  out->set_side(Word(Side::kUs));
  out->set_title(terms.title);
  Encode(terms.terms, out);
}

void Encode(const StepView& view, pb::Step* out) {
  out->set_number(view.number);
  out->set_title(view.title);
  out->set_done_on(Iso(view.done_on));
}

void Encode(const GoalView& view, pb::Goal* out) {
  Encode(view.terms, out);
  out->set_handle(view.handle);
  out->set_side(Word(view.side));
  out->set_title(view.title);
  out->set_state(Word(view.state));
  out->set_waits(Word(view.waits));
  out->set_since(Iso(view.since));
  out->set_version_since(Iso(view.version_since));
  for (const StepView& step : view.steps) Encode(step, out->add_steps());
  out->set_why(view.why);
  out->set_cue(view.cue);
  out->set_smallest(view.smallest);
  out->set_group(view.group);
  for (const std::string& tag : view.tags) out->add_tags(tag);
  out->set_asks_ease(view.asks_ease);
  out->set_resting(view.resting.has_value());
  if (view.resting) out->set_resting_until(Iso(view.resting->last_day));
}

void Encode(const Template& from, pb::Template* out) {
  out->set_name(std::string(from.name));
  out->set_title(std::string(from.title));
  out->set_cue(std::string(from.cue));
  out->set_smallest(std::string(from.smallest));
  // Templates are our own: their words are understood on any day.
  const auto terms = ParseTerms(from.terms, GoalTerms(), absl::CivilDay(), 0);
  if (!terms.ok()) return;
  pb::Goal goal;
  Encode(*terms, &goal);
  out->set_kind(goal.kind());
  out->set_unit(goal.unit());
  *out->mutable_schedule() = goal.schedule();
  if (goal.has_target()) *out->mutable_target() = goal.target();
}

void Encode(const DayLineView& view, pb::DayLine* out) {
  const LineProgress& progress = view.progress;
  const GoalTerms& terms = view.goal.terms;
  Encode(view.goal, out->mutable_goal());
  out->set_state(Word(progress.state));
  if (TakesAmount(terms)) out->set_amount(FormatAmount(progress.amount_micros));
  out->set_done(Count(progress.period_done));
  out->set_due(Count(progress.period_due));
  if (IsPeriodTarget(terms)) out->set_period_amount(FormatAmount(progress.so_far_micros));
  out->set_per(PerWords(terms));
  out->set_due_from(Iso(progress.due_from));
  out->set_due_by(Iso(progress.due_by));
  const absl::string_view answer = AnswerWord(terms.kind, view.own.mark);
  out->set_answer(std::string(answer));
  out->set_note(view.note);
  out->set_reason(view.own.reason);
  out->set_ease_due(view.ease_due);
  out->set_offered(progress.offered);
}

void Encode(const ProposalView& view, pb::OpenProposal* out) {
  if (view.number != 0) out->set_handle(absl::StrCat("p", view.number));
  out->set_from(view.own ? "me" : "partner");
  Encode(view.terms, out->mutable_terms());
  if (view.previous) Encode(*view.previous, out->mutable_previous());
  out->set_goal(view.goal_handle);
  out->set_both_open(view.both_open);
}

void Encode(const LogView& view, pb::Logged* out) {
  if (!view.refusal.ok()) {
    pb::Refusal* refusal = out->mutable_refusal();
    refusal->set_reason(RefusalReason(view.refusal));
    refusal->set_sentence(std::string(view.refusal.message()));
    refusal->set_code(static_cast<std::uint32_t>(view.refusal.code()));
    for (const RefusalHint& hint : RefusalHints(view.refusal)) {
      pb::Hint* line = refusal->add_hints();
      line->set_label(hint.label);
      line->set_text(hint.text);
    }
    return;
  }
  Encode(view.line, out->mutable_line());
  if (view.added_micros != 0) out->set_added(FormatAmount(view.added_micros));
  out->set_day(IsoDay(view.day));
  out->set_is_today(view.is_today);
  out->set_shared_with(view.shared_with);
  out->set_unchanged(view.unchanged);
  if (view.first != view.day) out->set_first_day(IsoDay(view.first));
  out->set_days(view.days);
  out->set_note(view.line.note);
  out->set_reason(view.line.own.reason);
}

void Encode(const TodayView& view, pb::TodayResponse* out) {
  out->set_day(IsoDay(view.day));
  for (const DayLineView& line : view.lines) Encode(line, out->add_items());
  for (const ProposalView& proposal : view.proposals) Encode(proposal, out->add_proposals());
  out->set_paired(view.partner_name.has_value());
  out->set_partner_name(view.partner_name.value_or(""));
  if (view.checkin_open_since) out->set_checkin_open_since(FormatMinute(*view.checkin_open_since));
  out->set_notice(Sentences(view.notice, view.partner_name.has_value()));
  out->set_update_needed(Sentence(view.unread, view.partner_name.value_or("")));
  out->set_everything_rests(view.everything_rests.has_value());
  if (view.everything_rests) {
    out->set_everything_rests_until(Iso(view.everything_rests->last_day));
  }
  for (const DeviceNews& news : view.device_news) {
    pb::DeviceNews* told = out->add_device_news();
    told->set_name(news.name);
    told->set_of_partner(news.of_partner);
    told->set_removed(news.removed);
    told->set_day(Iso(news.day));
  }
}

void Encode(const RestView& view, pb::Rest* out) {
  out->set_handle(view.handle);
  out->set_title(view.title);
  out->set_first_day(Iso(view.rest.first_day));
  out->set_last_day(Iso(view.rest.last_day));
}

void Encode(const ActView& view, pb::Act* out) {
  out->set_number(view.number);
  out->set_what(Word(view.kind));
  out->set_handle(view.handle);
  out->set_title(view.title);
  out->set_count(view.count);
  if (view.done_on != 0) out->set_done_on(Iso(view.done_on));
  out->set_undone(view.undone);
  if (view.day != 0) out->set_day(Iso(view.day));
  if (view.kind != ActKind::kLog) return;
  const absl::string_view answer = AnswerWord(GoalKind::kCheck, view.mark);
  out->set_answer(std::string(answer));
  if (view.amount_micros != 0) {
    out->set_amount(FormatAmount(view.amount_micros));
    out->set_unit(view.unit);
  }
}

void Encode(const SharedView& view, pb::SharedResponse* out) {
  out->set_partner_name(view.partner_name);
  out->set_own_name(view.own_name);
  for (const GivenView& given : view.given) {
    pb::Given* record = out->add_given();
    record->set_handle(given.handle);
    record->set_what(given.is_goal ? "goal" : "proposal");
    record->set_title(given.title);
    record->set_state(Word(given.state));
    record->set_days(given.days);
    for (const OfferTerms& version : given.versions) {
      pb::GivenVersion* out_version = record->add_versions();
      out_version->set_title(version.title);
      Encode(version.terms, out_version->mutable_terms());
    }
  }
  out->set_own_goals(view.own_goals);
}

}  // namespace twofold

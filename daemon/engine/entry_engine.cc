// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/entry_engine.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_reader.h"
#include "daemon/engine/proposal_views.h"
#include "daemon/engine/unread.h"
#include "daemon/engine/versions.h"
#include "daemon/engine/write_days.h"

namespace twofold {
namespace {

constexpr absl::string_view kNothingLogged = "Nothing was logged.";

absl::Status Refuse(absl::string_view reason, absl::string_view sentence) {
  return Refusal(absl::StatusCode::kInvalidArgument, reason, sentence);
}

absl::Status NotActive(const GoalView& goal) {
  const absl::string_view how = goal.state == GoalState::kArchived ? "archived" : "ended";
  return Refusal(absl::StatusCode::kFailedPrecondition, "goal_not_active",
                 absl::StrCat("\"", goal.handle, "\" is ", how, "."))
      .Hint("All goals", "twofold goal list --all");
}

struct Span {
  std::int32_t first = 0;
  std::int32_t last = 0;
};

absl::StatusOr<Span> SpanOf(const AnswerWords& words, absl::CivilDay today) {
  TF_ASSIGN_OR_RETURN(const absl::CivilDay first, ParsePastDay(words.on, today));
  Span span{DayNumber(first), DayNumber(first)};
  if (words.until.empty()) return span;
  TF_ASSIGN_OR_RETURN(const absl::CivilDay last, ParsePastDay(words.until, today));
  span.last = DayNumber(last);
  if (last < first) {
    return Refuse("span_not_understood",
                  absl::StrCat("a span from ", ShortDay(first), " to ", ShortDay(last),
                               " would end before it begins."));
  }
  if (span.last - span.first >= limits::kDaysPerSpan) {
    return Refuse("span_too_long",
                  absl::StrCat("a span has at most ", limits::kDaysPerSpan, " days; this one has ",
                               span.last - span.first + 1, "."));
  }
  if (words.note && span.last > span.first) {
    return Refuse("note_for_span", "a note belongs to one day, not to a span.");
  }
  return span;
}

// What one answer changed.
struct Logged {
  LogView view;
  EntityRef ref;
  Mark mark = Mark::kNone;  // of its last day
};

// Answers of one call, carried out one after the other in one change. Day words are seen from
// `today`, which is another day than the change's when an earlier call is repeated.
class Answering {
 public:
  Answering(Change& change, absl::CivilDay today)
      : change_(change), today_(today), reader_(change.view(), change.state(), today) {}

  absl::StatusOr<Logged> Log(const AnswerWords& words) {
    Logged logged;
    TF_ASSIGN_OR_RETURN(logged.ref, change_.names().Find(words.goal));
    TF_ASSIGN_OR_RETURN(const GoalView goal, reader_.View(logged.ref));
    if (goal.state != GoalState::kActive && goal.waits != Waits::kNotShared) {
      return NotActive(goal);
    }
    TF_ASSIGN_OR_RETURN(const Span span, SpanOf(words, today_));
    TF_ASSIGN_OR_RETURN(Planned planned, Plan(words, goal, span));
    const bool told = !planned.given.empty() && goal.side == Side::kUs;
    const Space& me = *change_.state().me;
    const Space& home = goal.side == Side::kMe ? me : *change_.state().us;
    // All of the answer or nothing.
    if (!planned.given.empty()) TF_RETURN_IF_ERROR(change_.CheckMayChange(home, goal.id));
    if (!planned.kept.empty()) TF_RETURN_IF_ERROR(change_.CheckMayChange(me, goal.id));
    const WrittenAt here = change_.here();
    TF_RETURN_IF_ERROR(EmitDays(change_, home, goal.id, std::move(planned.given), here));
    TF_RETURN_IF_ERROR(EmitDays(change_, me, goal.id, std::move(planned.kept), here));
    TF_ASSIGN_OR_RETURN(logged.view, View(goal, span));
    logged.view.days = planned.days;
    logged.view.unchanged = planned.days == 0;
    logged.view.added_micros = planned.added;
    if (told) logged.view.shared_with = SharedWith(goal);
    logged.mark = logged.view.line.own.mark;
    return logged;
  }

  // How the answer's days stand.
  absl::StatusOr<LogView> Look(const AnswerWords& words) {
    TF_ASSIGN_OR_RETURN(const EntityRef ref, change_.names().Find(words.goal));
    TF_ASSIGN_OR_RETURN(const GoalView goal, reader_.View(ref));
    TF_ASSIGN_OR_RETURN(const Span span, SpanOf(words, today_));
    TF_ASSIGN_OR_RETURN(LogView view, View(goal, span));
    view.shared_with = SharedWith(goal);
    return view;
  }

 private:
  struct Planned {
    std::vector<DayWrite> given, kept;
    std::uint32_t days = 0;
    std::int64_t added = 0;  // on the last day
  };

  absl::StatusOr<Planned> Plan(const AnswerWords& words, const GoalView& goal, const Span& span) {
    const SpaceId me = change_.state().me->id;
    const PersonId& self = change_.state().self->person;
    Planned planned;
    for (std::int32_t day = span.first; day <= span.last; ++day) {
      const GoalTerms& terms = VersionOn(goal.versions, day).terms;
      TF_ASSIGN_OR_RETURN(const auto given,
                          change_.view().FindEntry({goal.space, goal.id, day, self}));
      std::optional<DayEntry> kept = given;
      if (goal.side == Side::kUs) {
        TF_ASSIGN_OR_RETURN(kept, change_.view().FindEntry({me, goal.id, day, self}));
      }
      TF_ASSIGN_OR_RETURN(
          DayChange made,
          ChangeOf(words, goal, terms, day, given.value_or(DayEntry()), kept.value_or(DayEntry())));
      planned.days += made.given || made.kept ? 1 : 0;
      planned.added = made.added_micros;
      if (made.given) planned.given.push_back(*std::move(made.given));
      if (made.kept) planned.kept.push_back(*std::move(made.kept));
    }
    return planned;
  }

  absl::StatusOr<LogView> View(const GoalView& goal, const Span& span) {
    LogView out;
    out.first = DayFromNumber(span.first);
    out.day = DayFromNumber(span.last);
    out.is_today = out.day == change_.today();
    TF_ASSIGN_OR_RETURN(out.line, reader_.Day(goal, out.day));
    return out;
  }

  std::string SharedWith(const GoalView& goal) const {
    if (goal.side == Side::kMe || !change_.state().us) return "";
    const Member* partner = Partner(change_.state(), *change_.state().us);
    return partner == nullptr ? "" : partner->name;
  }

  Change& change_;
  const absl::CivilDay today_;
  GoalReader reader_;
};

absl::Status CheckCount(std::size_t answers) {
  if (answers == 0) return Refuse("no_answers", "there is nothing to log.");
  if (answers <= limits::kAnswersPerCall) return absl::OkStatus();
  return Refuse("too_many_answers",
                absl::StrCat("at most ", limits::kAnswersPerCall,
                             " answers are taken at once; these are ", answers, "."));
}

absl::StatusOr<std::vector<LogView>> LogAll(Change& change, Together together,
                                            std::span<const AnswerWords> answers) {
  if (!change.state().me) return NotStarted();
  TF_RETURN_IF_ERROR(CheckCount(answers.size()));
  Answering answering(change, change.today());
  std::vector<LogView> views;
  Act act{.kind = ActKind::kLog, .count = 0};
  for (std::size_t i = 0; i < answers.size(); ++i) {
    absl::StatusOr<Logged> logged = answering.Log(answers[i]);
    if (!logged.ok()) {
      // What the disk or this program gets wrong is never one answer's own fault.
      const bool own_fault = !RefusalReason(logged.status()).empty();
      if (answers.size() == 1 || together == Together::kAllOrNone || !own_fault) {
        return answers.size() == 1 ? logged.status() : WithPlace(logged.status(), i + 1);
      }
      views.push_back({.refusal = logged.status()});
      continue;
    }
    if (!logged->view.unchanged) {
      act.space = logged->ref.space;
      act.entity = logged->ref.entity;
      act.day = DayNumber(logged->view.day);
      act.amount_micros = logged->view.added_micros;
      act.mark = logged->mark;
      act.count += logged->view.days;
    }
    views.push_back(std::move(logged->view));
  }
  if (act.count > 0) TF_RETURN_IF_ERROR(change.Record(std::move(act)));
  return views;
}

// The answer to a repeat: how those days stand now. What is tried here to find refusals again is
// never committed.
absl::StatusOr<std::vector<LogView>> SayAgain(Change& change, std::uint64_t number,
                                              std::span<const AnswerWords> answers) {
  TF_ASSIGN_OR_RETURN(const std::optional<Act> act, change.view().GetAct(number));
  // "today" may mean another day by now; the act knows on which day it was said.
  Answering answering(change, act ? DayFromNumber(act->done_on) : change.today());
  std::vector<LogView> views;
  for (const AnswerWords& words : answers) {
    absl::StatusOr<LogView> now = answering.Look(words);
    const absl::Status again = now.ok() ? answering.Log(words).status() : now.status();
    if (!again.ok()) {
      if (answers.size() == 1) return again;
      views.push_back({.refusal = again});
      continue;
    }
    now->unchanged = !act;
    if (act && answers.size() == 1) {
      now->added_micros = act->amount_micros;
      now->days = act->count;
    }
    views.push_back(*std::move(now));
  }
  return views;
}

}  // namespace

absl::StatusOr<std::vector<LogView>> EntryEngine::Log(const RequestId& request, Together together,
                                                      std::span<const AnswerWords> answers) {
  auto logged = ledger_.Do(
      request, [&](Change& change) { return LogAll(change, together, answers); },
      [&](Change& change, std::uint64_t number) { return SayAgain(change, number, answers); });
  return WithAftermath(std::move(logged), kNothingLogged);
}

absl::StatusOr<TodayView> EntryEngine::Today(absl::string_view on, const GoalFilter& filter) const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  TF_RETURN_IF_ERROR(Validate(filter));
  const StoreView view = look.view();
  TodayView out;
  TF_ASSIGN_OR_RETURN(out.day, ParsePastDay(on, ledger_.today()));
  const bool is_today = out.day == ledger_.today();
  bool anything_open = false;
  GoalReader reader(view, look.state, out.day);
  std::vector<Subject> of_us;
  if (look.state.us) {
    TF_ASSIGN_OR_RETURN(of_us, view.ListSubjects(look.state.us->id));
  }
  TF_ASSIGN_OR_RETURN(std::vector<GoalView> goals, reader.List(of_us));
  const DayLines::Basis basis{look.state.commit, DayNumber(out.day), look.state.rests};
  const auto line_of = [&](GoalView goal) -> absl::StatusOr<DayLineView> {
    if (!is_today) return reader.Day(std::move(goal), out.day);
    if (auto kept = ledger_.day_lines().Find({goal.space, goal.id}, basis)) {
      kept->goal = std::move(goal);
      return *std::move(kept);
    }
    TF_ASSIGN_OR_RETURN(DayLineView line, reader.Day(std::move(goal), out.day));
    goal = std::exchange(line.goal, GoalView());
    ledger_.day_lines().Keep({goal.space, goal.id}, basis, line);
    line.goal = std::move(goal);
    return line;
  };
  for (GoalView& goal : goals) {
    if (goal.state != GoalState::kActive || !Fits(filter, goal)) continue;
    TF_ASSIGN_OR_RETURN(DayLineView line, line_of(std::move(goal)));
    const bool can_answer = line.goal.waits == Waits::kNo;
    anything_open |= can_answer && line.progress.state == LineState::kOpen;
    out.lines.push_back(std::move(line));
  }
  out.notice = look.state.tally.notice;
  out.unread = WhatIsUnread(look.state, of_us);
  out.everything_rests = look.state.rests->Longest(EntityId(), DayNumber(out.day));
  if (look.state.us) {
    const Member* partner = Partner(look.state, *look.state.us);
    out.partner_name = partner == nullptr ? "" : partner->name;
    if (is_today && filter.empty()) {
      out.proposals = ListOpenProposals(look.state, *look.state.us, of_us);
    }
  }
  const std::optional<int> checkin = look.state.self->checkin_minute;
  const LedgerParts& parts = ledger_.parts();
  if (is_today && filter.empty()) {
    TF_ASSIGN_OR_RETURN(out.device_news,
                        NewsOfDevices(view, look.state, parts.device, DayNumber(out.day)));
  }
  const int minute = MinuteOfDay(parts.clock.Now(), parts.clock.Zone(), parts.day_ends_at_minute);
  const bool asks = is_today && anything_open && !out.everything_rests;
  if (checkin && asks && minute >= *checkin) out.checkin_open_since = checkin;
  return out;
}

absl::StatusOr<EntryEngine::EaseView> EntryEngine::SetEase(const RequestId& request,
                                                           absl::string_view goal,
                                                           absl::string_view ease,
                                                           absl::string_view on) {
  const auto view = [&](Change& change) -> absl::StatusOr<EaseView> {
    EaseView out;
    TF_ASSIGN_OR_RETURN(const EntityRef ref, change.names().Find(goal));
    GoalReader reader(change.view(), change.state(), change.today());
    TF_ASSIGN_OR_RETURN(out.goal, reader.View(ref));
    TF_ASSIGN_OR_RETURN(out.day, ParsePastDay(on, change.today()));
    const bool is_number = ease.size() == 1 && ease[0] >= '1' && ease[0] <= '5';
    if (!is_number && ease != "none") {
      return Refuse("ease_not_understood",
                    "ease goes from 1 (takes a decision each time) to 5 (happens by itself).");
    }
    out.ease = is_number ? ease[0] - '0' : 0;
    return out;
  };
  auto set = ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<EaseView> {
        if (!change.state().me) return NotStarted();
        TF_ASSIGN_OR_RETURN(EaseView out, view(change));
        const Space me = *change.state().me;
        const EaseSetPayload payload{DayNumber(out.day), out.ease};
        TF_RETURN_IF_ERROR(change.Emit(me, out.goal.id, payload).status());
        TF_RETURN_IF_ERROR(change.Record({.kind = ActKind::kEase,
                                          .space = out.goal.space,
                                          .entity = out.goal.id,
                                          .day = payload.day}));
        return out;
      },
      [&](Change& change, std::uint64_t) { return view(change); });
  return WithAftermath(std::move(set), "Nothing was kept.");
}

}  // namespace twofold

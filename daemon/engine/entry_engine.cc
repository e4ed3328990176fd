// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/entry_engine.h"

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/goals/amount.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_views.h"
#include "daemon/engine/proposal_views.h"

namespace twofold {
namespace {

constexpr absl::string_view kNothingLogged = "Nothing was logged.";

absl::Status NotActive(const GoalView& goal) {
  const absl::string_view how = goal.state == GoalState::kArchived ? "archived" : "ended";
  return Refusal(absl::StatusCode::kFailedPrecondition, "goal_not_active",
                 absl::StrCat("\"", goal.handle, "\" is ", how, "."))
      .Hint("All goals", "twofold goal list --all");
}

absl::StatusOr<LogView> View(Change& change, const EntityRef& ref, absl::CivilDay day,
                             std::int64_t added) {
  TF_ASSIGN_OR_RETURN(const GoalView goal, ViewGoal(change.view(), change.state(), ref));
  LogView out;
  TF_ASSIGN_OR_RETURN(out.line, ViewDay(change.view(), goal, day));
  out.added_micros = added;
  out.day = day;
  out.is_today = day == change.today();
  if (goal.side == Side::kUs && change.state().us) {
    const Member* partner = Partner(change.state(), *change.state().us);
    if (partner != nullptr) out.shared_with = partner->name;
  }
  return out;
}

// Checks the amount as typed against the goal; 0 for a yes-or-no goal.
absl::StatusOr<std::int64_t> AmountFor(const GoalView& goal, absl::string_view amount) {
  if (goal.terms.kind == GoalKind::kMeasure) {
    if (!amount.empty()) return ParseAmount(amount, goal.terms.unit);
    return Refusal(
               absl::StatusCode::kInvalidArgument, "amount_missing",
               absl::StrCat("\"", goal.handle, "\" counts ", goal.terms.unit, "; say how much."))
        .Hint("For example", absl::StrCat("twofold log ", goal.handle, " 30", goal.terms.unit));
  }
  if (amount.empty()) return 0;
  return Refusal(absl::StatusCode::kInvalidArgument, "amount_not_wanted",
                 absl::StrCat("\"", goal.handle, "\" is yes or no; it takes no amount."))
      .Hint("Like this", absl::StrCat("twofold log ", goal.handle));
}

// What is there already for this person and day.
absl::StatusOr<DayEntry> Found(Change& change, const EntityRef& ref, std::int32_t day) {
  const EntryKey key{ref.space, ref.entity, day, change.state().self->person};
  TF_ASSIGN_OR_RETURN(const std::optional<DayEntry> entry, change.view().FindEntry(key));
  return entry.value_or(DayEntry());
}

absl::StatusOr<LogView> LogOnce(Change& change, absl::string_view word, absl::string_view typed,
                                absl::string_view on) {
  if (!change.state().me) return NotStarted();
  TF_ASSIGN_OR_RETURN(const EntityRef ref, change.names().Find(word));
  TF_ASSIGN_OR_RETURN(const GoalView goal, ViewGoal(change.view(), change.state(), ref));
  if (goal.state != GoalState::kActive) return NotActive(goal);
  TF_ASSIGN_OR_RETURN(const absl::CivilDay day, ParsePastDay(on, change.today()));
  TF_ASSIGN_OR_RETURN(const std::int64_t amount, AmountFor(goal, typed));
  TF_ASSIGN_OR_RETURN(const DayEntry found, Found(change, ref, DayNumber(day)));
  const Space& space = goal.side == Side::kMe ? *change.state().me : *change.state().us;
  Payload payload = EntrySetPayload{DayNumber(day), Mark::kKept};
  if (goal.terms.kind == GoalKind::kMeasure) {
    if (found.amount_micros > limits::kAmountMicros - amount) {
      return Refusal(absl::StatusCode::kInvalidArgument, "amount_out_of_range",
                     "that day's amounts would add up to more than 1000000000.");
    }
    payload = AmountAddPayload{DayNumber(day), amount};
  } else if (found.mark.value == Mark::kKept) {
    TF_ASSIGN_OR_RETURN(LogView view, View(change, ref, day, 0));
    view.unchanged = true;
    return view;
  }
  TF_ASSIGN_OR_RETURN(const OperationId operation,
                      change.Emit(space, ref.entity, std::move(payload)));
  TF_RETURN_IF_ERROR(change.Record({.kind = ActKind::kLog,
                                    .space = ref.space,
                                    .entity = ref.entity,
                                    .day = DayNumber(day),
                                    .amount_micros = amount,
                                    .operation = operation}));
  return View(change, ref, day, amount);
}

// The answer to a repeat whose first time changed nothing.
absl::StatusOr<LogView> SayAgain(Change& change, absl::string_view word, absl::string_view on) {
  TF_ASSIGN_OR_RETURN(const EntityRef ref, change.names().Find(word));
  TF_ASSIGN_OR_RETURN(const absl::CivilDay day, ParsePastDay(on, change.today()));
  TF_ASSIGN_OR_RETURN(LogView view, View(change, ref, day, 0));
  view.unchanged = true;
  return view;
}

}  // namespace

absl::StatusOr<LogView> EntryEngine::Log(const RequestId& request, absl::string_view goal,
                                         absl::string_view amount, absl::string_view on) {
  auto logged = ledger_.Do(
      request, [&](Change& change) { return LogOnce(change, goal, amount, on); },
      [&](Change& change, std::uint64_t number) -> absl::StatusOr<LogView> {
        TF_ASSIGN_OR_RETURN(const std::optional<Act> act, change.view().GetAct(number));
        if (!act) return SayAgain(change, goal, on);
        return View(change, {act->space, act->entity}, DayFromNumber(act->day), act->amount_micros);
      });
  if (!logged.ok()) return WithAftermath(logged.status(), kNothingLogged);
  return logged;
}

absl::StatusOr<TodayView> EntryEngine::Today() const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  const StoreView view = look.view();
  TodayView out;
  out.day = ledger_.today();
  bool anything_open = false;
  TF_ASSIGN_OR_RETURN(const std::vector<GoalView> goals, ListGoalViews(view, look.state));
  for (const GoalView& goal : goals) {
    if (goal.state != GoalState::kActive) continue;
    TF_ASSIGN_OR_RETURN(DayLineView line, ViewDay(view, goal, out.day));
    anything_open |= line.progress.state == LineState::kOpen;
    out.lines.push_back(std::move(line));
  }
  if (look.state.us) {
    const Member* partner = Partner(look.state, *look.state.us);
    out.partner_name = partner == nullptr ? "" : partner->name;
    TF_ASSIGN_OR_RETURN(out.proposals, ListOpenProposals(view, look.state, *look.state.us));
  }
  const std::optional<int> checkin = look.state.self->checkin_minute;
  const LedgerParts& parts = ledger_.parts();
  const int minute = MinuteOfDay(parts.clock.Now(), parts.clock.Zone(), parts.day_ends_at_minute);
  if (checkin && anything_open && minute >= *checkin) out.checkin_open_since = checkin;
  return out;
}

}  // namespace twofold

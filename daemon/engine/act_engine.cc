// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/act_engine.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "daemon/engine/acts.h"
#include "daemon/engine/couple_engine.h"
#include "daemon/engine/goal_reader.h"
#include "daemon/engine/write_days.h"

namespace twofold {
namespace {

constexpr absl::string_view kNothingChanged = "Nothing was changed.";

absl::Status CannotUndo(absl::string_view sentence) {
  return Refusal(absl::StatusCode::kFailedPrecondition, "cannot_undo", sentence)
      .Aftermath(kNothingChanged);
}

// The space that an act was done in, as long as it can be written to.
absl::StatusOr<Space> SpaceOf(const LedgerState& state, const SpaceId& id) {
  if (state.me && state.me->id == id) return *state.me;
  if (state.us && state.us->id == id) return *state.us;
  return CannotUndo("that was in a shared space you have left.");
}

bool IsOffer(ActKind kind) { return kind == ActKind::kPropose || kind == ActKind::kChange; }

// The terms of an own goal on the day of the act, for its unit.
std::string UnitOn(const Goal& goal, std::int32_t day) {
  const GoalTerms* terms = TermsOn(goal, day);
  return terms == nullptr ? "" : terms->unit;
}

absl::StatusOr<ActView> View(const StoreView& view, const LedgerState& state, absl::CivilDay today,
                             std::uint64_t number, const Act& act) {
  ActView out;
  out.number = number;
  out.kind = act.kind;
  out.day = act.day;
  out.amount_micros = act.amount_micros;
  out.mark = act.mark;
  out.count = act.count;
  out.done_on = act.done_on;
  out.undone = act.undone;
  const EntityRef ref{act.space, act.entity};
  if (IsOffer(act.kind)) {
    out.handle = absl::StrCat("p", state.names->NumberOf(ref));
    TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject,
                        view.FindSubject(act.space, act.entity));
    const Offer* offer = subject ? FindOffer(*subject, act.operation) : nullptr;
    if (offer != nullptr) out.title = offer->terms.title;
    return out;
  }
  if (state.me) {
    // Also a goal whose addition was undone; a rest names shared goals from the own side, too.
    const Goal* goal = state.goals->Find(act.entity);
    if (goal != nullptr && !goal->title.value.empty()) {
      out.handle = goal->handle.value;
      out.title = goal->title.value;
      out.unit = UnitOn(*goal, act.day);
      return out;
    }
  }
  GoalReader reader(view, state, today);
  for (const SpaceId& space : {act.space, state.us ? state.us->id : act.space}) {
    const auto goal = reader.View({space, act.entity});
    if (!goal.ok()) continue;
    out.handle = goal->handle;
    out.title = goal->title;
    out.unit = goal->terms.unit;
    break;
  }
  return out;
}

absl::StatusOr<ActView> View(Change& change, std::uint64_t number, const Act& act) {
  return View(change.view(), change.state(), change.today(), number, act);
}

// An offer can be taken back as long as it stands open.
absl::Status CheckStillOpen(Change& change, const Act& act) {
  TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject,
                      change.view().FindSubject(act.space, act.entity));
  const Offer* offer = subject ? FindOffer(*subject, act.operation) : nullptr;
  if (offer == nullptr) return CannotUndo("that offer is not here any more.");
  if (StateOf(*subject, *offer) == OfferState::kOpen) return absl::OkStatus();
  const std::string handle = change.names().HandleOf({act.space, act.entity});
  Refusal refusal(absl::StatusCode::kFailedPrecondition, "cannot_undo",
                  "that offer has its answer; it no longer stands open.");
  if (!handle.empty()) {
    refusal.Hint("Step out, alone", absl::StrCat("twofold goal leave ", handle));
  }
  return refusal.Aftermath(kNothingChanged);
}

// A handle that a goal would get back may name another goal by now.
absl::Status CheckHandles(Change& change, const Act& act) {
  for (const ActStep& step : act.steps) {
    const auto* set = std::get_if<GoalSetPayload>(&step.payload);
    if (set == nullptr) continue;
    std::string handle = set->handle.value_or("");
    if (set->removed && !*set->removed) {
      const Goal* goal = change.state().goals->Find(step.entity);
      if (goal != nullptr) handle = goal->handle.value;
    }
    if (handle.empty() || !change.names().IsTaken(handle) ||
        change.names().HandleOf({step.space, step.entity}) == handle) {
      continue;
    }
    return Refusal(absl::StatusCode::kAlreadyExists, "handle_taken",
                   absl::StrCat("\"", handle, "\" names another goal by now."))
        .Hint("Give that one another handle", absl::StrCat("twofold goal edit ", handle))
        .Aftermath(kNothingChanged);
  }
  return absl::OkStatus();
}

// The days of a goal that an act wrote to are blank now, whoever may have written in them.
absl::StatusOr<bool> DayIsBlank(Change& change, const Act& act) {
  for (const SpaceId& space : {act.space, change.state().me->id}) {
    TF_ASSIGN_OR_RETURN(const auto entries,
                        change.view().ListEntries(space, act.entity, act.day, act.day));
    const bool blank = std::all_of(entries.begin(), entries.end(),
                                   [](const auto& entry) { return IsBlank(entry.second); });
    if (!blank) return false;
  }
  return true;
}

// Whether every space it was done in can be written to.
bool CanBeTurned(const LedgerState& state, const Act& act) {
  return std::all_of(act.steps.begin(), act.steps.end(),
                     [&](const ActStep& step) { return SpaceOf(state, step.space).ok(); });
}

// Writes what turns the act over.
absl::Status TurnOver(Change& change, std::uint64_t number, Act act) {
  TF_RETURN_IF_ERROR(CheckHandles(change, act));
  std::vector<ActStep> steps = std::exchange(act.steps, {});
  for (ActStep& step : steps) {
    TF_ASSIGN_OR_RETURN(const Space space, SpaceOf(change.state(), step.space));
    if (auto* write = std::get_if<EntryWritePayload>(&step.payload)) {
      // What stood there may take more room than what replaced it.
      TF_RETURN_IF_ERROR(
          EmitDays(change, space, step.entity, std::move(write->days), write->written));
      continue;
    }
    TF_RETURN_IF_ERROR(change.Emit(space, step.entity, std::move(step.payload)).status());
  }
  // An offer is still known by what offered it.
  if (!IsOffer(act.kind)) act.operation = change.given();
  act.undone = !act.undone;
  change.Renew(number, std::move(act));
  return absl::OkStatus();
}

absl::StatusOr<UndoView> TakeBack(Change& change, std::uint64_t number, const Act& act) {
  if (IsOffer(act.kind)) TF_RETURN_IF_ERROR(CheckStillOpen(change, act));
  UndoView out;
  TF_ASSIGN_OR_RETURN(out.act, View(change, number, act));
  if (change.state().us && !act.operation.empty()) {
    TF_ASSIGN_OR_RETURN(out.already_given,
                        HasLeft(change.view(), change.state().us->id, act.operation));
  }
  TF_RETURN_IF_ERROR(TurnOver(change, number, act));
  if (act.kind == ActKind::kLog && act.count == 1) {
    TF_ASSIGN_OR_RETURN(out.day_blank, DayIsBlank(change, act));
  }
  return out;
}

}  // namespace

absl::StatusOr<UndoView> ActEngine::Undo(const RequestId& request) {
  return ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<UndoView> {
        if (!change.state().me) return NotStarted();
        for (std::uint64_t number = change.state().newest_act; number > 0; --number) {
          TF_ASSIGN_OR_RETURN(const std::optional<Act> act, change.view().GetAct(number));
          // What was done in a space that is left can no longer be taken back.
          if (!act || act->undone || !CanBeTurned(change.state(), *act)) continue;
          return TakeBack(change, number, *act);
        }
        return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_undo",
                       "there is nothing to undo.");
      },
      [&](Change& change, std::uint64_t number) -> absl::StatusOr<UndoView> {
        TF_ASSIGN_OR_RETURN(const Act act, ActOf(change.view(), number));
        UndoView out;
        TF_ASSIGN_OR_RETURN(out.act, View(change, number, act));
        if (act.kind == ActKind::kLog && act.count == 1) {
          TF_ASSIGN_OR_RETURN(out.day_blank, DayIsBlank(change, act));
        }
        return out;
      });
}

absl::StatusOr<ActView> ActEngine::Redo(const RequestId& request) {
  return ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<ActView> {
        if (!change.state().me) return NotStarted();
        // The undone acts at the end, down to the first that stands.
        std::uint64_t found = 0;
        std::optional<Act> undone;
        for (std::uint64_t number = change.state().newest_act; number > 0; --number) {
          TF_ASSIGN_OR_RETURN(const std::optional<Act> act, change.view().GetAct(number));
          if (act && !act->undone && CanBeTurned(change.state(), *act)) break;
          if (!act || !act->undone || act->gone) continue;
          found = number;
          undone = act;
          if (act->closes_redo) break;
        }
        if (!undone) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_redo",
                         "there is nothing to bring back.");
        }
        if (IsOffer(undone->kind)) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_redo",
                         "an offer that was taken back is not sent again by itself.")
              .Hint("Offer it anew", "twofold propose")
              .Aftermath("Nothing was sent.");
        }
        TF_ASSIGN_OR_RETURN(const ActView view, View(change, found, *undone));
        TF_RETURN_IF_ERROR(TurnOver(change, found, *undone));
        return view;
      },
      [&](Change& change, std::uint64_t number) -> absl::StatusOr<ActView> {
        TF_ASSIGN_OR_RETURN(const Act act, ActOf(change.view(), number));
        return View(change, number, act);
      });
}

absl::StatusOr<HistoryView> ActEngine::History(std::uint64_t before, std::uint32_t limit) const {
  constexpr std::uint32_t kUsual = 20;
  if (limit > limits::kHistoryPage) {
    return Refusal(absl::StatusCode::kInvalidArgument, "too_many_acts",
                   absl::StrCat("at most ", limits::kHistoryPage, " are shown at a time."));
  }
  if (limit == 0) limit = kUsual;
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  const StoreView view = look.view();
  HistoryView out;
  std::uint64_t number = look.state.newest_act;
  if (before != 0) number = std::min(number, before - 1);
  for (; number > 0; --number) {
    if (out.acts.size() == limit) {
      out.more = true;
      break;
    }
    TF_ASSIGN_OR_RETURN(const std::optional<Act> act, view.GetAct(number));
    if (!act) continue;
    TF_ASSIGN_OR_RETURN(ActView seen, View(view, look.state, ledger_.today(), number, *act));
    out.acts.push_back(std::move(seen));
  }
  return out;
}

}  // namespace twofold

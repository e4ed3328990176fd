// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/act_engine.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "daemon/engine/couple_engine.h"
#include "daemon/engine/goal_views.h"

namespace twofold {
namespace {

constexpr absl::string_view kNothingChanged = "Nothing was changed.";

absl::Status CannotUndo(absl::string_view sentence) {
  return Refusal(absl::StatusCode::kFailedPrecondition, "cannot_undo", sentence)
      .Aftermath(kNothingChanged);
}

// The space that an act was done in, as long as it can be written to.
absl::StatusOr<Space> SpaceOf(const LedgerState& state, const Act& act) {
  if (state.me && state.me->id == act.space) return *state.me;
  if (state.us && state.us->id == act.space) return *state.us;
  return CannotUndo("that was in a shared space you have left.");
}

bool IsOffer(ActKind kind) { return kind == ActKind::kPropose || kind == ActKind::kChange; }

absl::StatusOr<ActView> View(Change& change, const Act& act) {
  ActView out;
  out.kind = act.kind;
  out.day = act.day;
  out.amount_micros = act.amount_micros;
  const EntityRef ref{act.space, act.entity};
  if (IsOffer(act.kind)) {
    out.handle = absl::StrCat("p", change.names().NumberOf(ref));
    TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject,
                        change.view().FindSubject(act.space, act.entity));
    for (const Offer* offer : subject ? InOrder(*subject) : std::vector<const Offer*>()) {
      if (offer->place.id == act.operation) out.title = offer->terms.title;
    }
    return out;
  }
  if (change.state().me && act.space == change.state().me->id) {
    TF_ASSIGN_OR_RETURN(const std::optional<Goal> goal,
                        change.view().FindGoal(act.space, act.entity));
    if (goal) {
      out.handle = goal->handle.value;
      out.title = goal->title.value;
      if (const GoalTerms* terms = TermsOn(*goal, act.day)) out.unit = terms->unit;
    }
    return out;
  }
  TF_ASSIGN_OR_RETURN(const GoalView goal, ViewGoal(change.view(), change.state(), ref));
  out.handle = goal.handle;
  out.title = goal.title;
  out.unit = goal.terms.unit;
  return out;
}

// The operation that takes an act back, or brings it back.
enum class Direction { kBack, kForth };

absl::StatusOr<Payload> Answering(const Act& act, Direction direction) {
  const bool back = direction == Direction::kBack;
  switch (act.kind) {
    case ActKind::kLog:
      if (act.amount_micros != 0) {
        return AmountAddPayload{act.day, back ? -act.amount_micros : act.amount_micros};
      }
      return EntrySetPayload{act.day, back ? Mark::kNone : Mark::kKept};
    case ActKind::kGoalAdd: {
      GoalSetPayload set;
      set.removed = back;
      return set;
    }
    case ActKind::kGoalArchive: {
      GoalSetPayload set;
      set.archived = !back;
      return set;
    }
    case ActKind::kPropose:
    case ActKind::kChange:
      if (back) return WithdrawPayload{act.operation};
      return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_redo",
                     "an offer that was taken back is not sent again by itself.")
          .Hint("Offer it anew", "twofold propose")
          .Aftermath("Nothing was sent.");
  }
  return absl::InternalError("an act of an unknown kind");
}

// An offer can be taken back as long as it stands open.
absl::Status CheckStillOpen(Change& change, const Act& act) {
  TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject,
                      change.view().FindSubject(act.space, act.entity));
  for (const Offer* offer : subject ? InOrder(*subject) : std::vector<const Offer*>()) {
    if (offer->place.id != act.operation) continue;
    if (StateOf(*subject, *offer) == OfferState::kOpen) return absl::OkStatus();
    const std::string handle = change.names().HandleOf({act.space, act.entity});
    Refusal refusal(absl::StatusCode::kFailedPrecondition, "cannot_undo",
                    "that offer has its answer; it no longer stands open.");
    if (!handle.empty()) {
      refusal.Hint("Step out, alone", absl::StrCat("twofold goal leave ", handle));
    }
    return refusal.Aftermath(kNothingChanged);
  }
  return CannotUndo("that offer is not here any more.");
}

// Keeps the names in step with goals that go and come back.
absl::Status Rename(Change& change, const Act& act, const ActView& view, Direction direction) {
  if (act.kind != ActKind::kGoalAdd) return absl::OkStatus();
  if (direction == Direction::kBack) {
    change.EditNames().RemoveHandle(view.handle);
    return absl::OkStatus();
  }
  if (change.names().IsTaken(view.handle)) {
    return Refusal(absl::StatusCode::kAlreadyExists, "handle_taken",
                   absl::StrCat("\"", view.handle, "\" names another goal by now."))
        .Hint("Add it under another name", "twofold goal add")
        .Aftermath(kNothingChanged);
  }
  change.EditNames().SetHandle(view.handle, {act.space, act.entity});
  return absl::OkStatus();
}

// Whether the goal's day is blank, whoever may have written in it.
absl::StatusOr<bool> IsBlank(Change& change, const Act& act) {
  TF_ASSIGN_OR_RETURN(const auto entries,
                      change.view().ListEntries(act.space, act.entity, act.day, act.day));
  return std::all_of(entries.begin(), entries.end(), [](const auto& entry) {
    return entry.second.mark.value == Mark::kNone && entry.second.amount_micros == 0;
  });
}

absl::StatusOr<UndoView> TakeBack(Change& change, std::uint64_t number, Act act) {
  TF_ASSIGN_OR_RETURN(const Space space, SpaceOf(change.state(), act));
  if (IsOffer(act.kind)) TF_RETURN_IF_ERROR(CheckStillOpen(change, act));
  UndoView out;
  TF_ASSIGN_OR_RETURN(out.act, View(change, act));
  if (space.kind == SpaceKind::kUs) {
    TF_ASSIGN_OR_RETURN(out.already_given, HasLeft(change.view(), space.id, act.operation));
  }
  TF_ASSIGN_OR_RETURN(Payload payload, Answering(act, Direction::kBack));
  TF_RETURN_IF_ERROR(change.Emit(space, act.entity, std::move(payload)).status());
  TF_RETURN_IF_ERROR(Rename(change, act, out.act, Direction::kBack));
  act.undone = true;
  change.transaction().PutAct(number, act);
  if (act.kind == ActKind::kLog) {
    TF_ASSIGN_OR_RETURN(out.day_blank, IsBlank(change, act));
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
          if (!act || act->undone) continue;
          change.Answer(number);
          return TakeBack(change, number, *act);
        }
        return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_undo",
                       "there is nothing to undo.");
      },
      [&](Change& change, std::uint64_t number) -> absl::StatusOr<UndoView> {
        TF_ASSIGN_OR_RETURN(const std::optional<Act> act, change.view().GetAct(number));
        if (!act) return absl::InternalError("a remembered request without its act");
        UndoView out;
        TF_ASSIGN_OR_RETURN(out.act, View(change, *act));
        if (act->kind == ActKind::kLog) {
          TF_ASSIGN_OR_RETURN(out.day_blank, IsBlank(change, *act));
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
          if (!act || !act->undone) break;
          found = number;
          undone = act;
          if (act->closes_redo) break;
        }
        if (!undone) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_redo",
                         "there is nothing to bring back.");
        }
        TF_ASSIGN_OR_RETURN(const Space space, SpaceOf(change.state(), *undone));
        TF_ASSIGN_OR_RETURN(Payload payload, Answering(*undone, Direction::kForth));
        TF_ASSIGN_OR_RETURN(const ActView view, View(change, *undone));
        TF_RETURN_IF_ERROR(Rename(change, *undone, view, Direction::kForth));
        TF_ASSIGN_OR_RETURN(undone->operation,
                            change.Emit(space, undone->entity, std::move(payload)));
        undone->undone = false;
        change.transaction().PutAct(found, *undone);
        change.Answer(found);
        return view;
      },
      [&](Change& change, std::uint64_t number) -> absl::StatusOr<ActView> {
        TF_ASSIGN_OR_RETURN(const std::optional<Act> act, change.view().GetAct(number));
        if (!act) return absl::InternalError("a remembered request without its act");
        return View(change, *act);
      });
}

}  // namespace twofold

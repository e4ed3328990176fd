// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/change.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/goals/handle.h"
#include "core/schedule/day.h"
#include "core/sync/stamp.h"
#include "daemon/engine/opposite.h"

namespace twofold {

absl::Status NotStarted() {
  return Refusal(absl::StatusCode::kFailedPrecondition, "not_started", "nothing is set up yet.")
      .Hint("Two questions", "twofold start");
}

absl::Status NotPaired() {
  return Refusal(absl::StatusCode::kFailedPrecondition, "not_paired",
                 "there is no shared space yet.")
      .Hint("Make one", "twofold pair");
}

absl::CivilDay Change::today() const {
  return DayOf(parts_.clock.Now(), parts_.clock.Zone(), parts_.day_ends_at_minute);
}

WrittenAt Change::here() const {
  const absl::TimeZone zone = parts_.clock.Zone();
  const int offset = zone.At(parts_.clock.Now()).offset;
  // A zone that is known by its file alone has no name that means anything elsewhere.
  const bool named = !absl::StartsWith(zone.name(), "/");
  return {named ? zone.name() : absl::FixedTimeZone(offset).name(), offset};
}

absl::Status Change::MergePast(const Space& space, const ChainPosition& at,
                               VersionVector& seen) const {
  TF_ASSIGN_OR_RETURN(const auto operation, view().FindOperation(space.id, at));
  if (!operation) return absl::DataLossError("a chain's newest operation is not here");
  Merge(seen, operation->seen);
  return absl::OkStatus();
}

absl::Status Change::KeepOpposites(const Space& space, const EntityId& entity,
                                   const Payload& payload) {
  if (begun_.contains(entity)) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(std::vector<Payload> opposites,
                      Opposites(view(), space, state_.self->person, entity, payload));
  for (Payload& opposite : opposites) {
    const auto* set = std::get_if<GoalSetPayload>(&opposite);
    if (set != nullptr && set->removed.value_or(false)) begun_.insert(entity);
    steps_.push_back({space.id, entity, std::move(opposite)});
  }
  return absl::OkStatus();
}

namespace {

// The last gate before what is private: in a shared space nobody's notes, reasons and whereabouts.
absl::Status CheckMayBeGiven(const Space& space, const Payload& payload) {
  const auto* write = std::get_if<EntryWritePayload>(&payload);
  if (space.kind == SpaceKind::kMe || write == nullptr) return absl::OkStatus();
  bool bare = write->written == WrittenAt();
  for (const DayWrite& day : write->days) {
    bare &= !day.note && (!day.mark || (day.mark->reason.empty() && IsForBoth(day.mark->mark)));
  }
  return bare ? absl::OkStatus() : absl::InternalError("an entry that says too much");
}

}  // namespace

absl::StatusOr<OperationId> Change::Emit(const Space& space, const EntityId& entity,
                                         Payload payload) {
  TF_RETURN_IF_ERROR(KeepOpposites(space, entity, payload));
  TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> heads, view().ListHeads(space.id));
  TF_ASSIGN_OR_RETURN(SpaceClock clock, view().GetClock(space.id));
  OperationDraft draft;
  draft.space = space.id;
  draft.device = parts_.device;
  draft.chain = space.chain;
  draft.sequence = 1;
  draft.entity = entity;
  draft.payload = std::move(payload);
  draft.stamp = NextStamp(clock.stamp, DayNumber(today()));
  // What it has seen is computed as every reader of it will: from the past of what it names.
  VersionVector seen;
  TF_ASSIGN_OR_RETURN(const auto own_head, view().GetHead(space.id, space.chain));
  if (own_head) {
    draft.sequence = own_head->sequence + 1;
    draft.previous = own_head->id;
    TF_RETURN_IF_ERROR(MergePast(space, *own_head, seen));
  }
  std::vector<ChainPosition> named;
  for (const ChainPosition& head : heads) {
    if (head.chain == space.chain) continue;
    const bool again =
        own_head && std::find(clock.named.begin(), clock.named.end(), head) != clock.named.end();
    // More than fit are named by the operations after this one.
    if (!again && draft.dependencies.size() == limits::kDependencies) continue;
    named.push_back(head);
    if (again) continue;
    draft.dependencies.push_back(head);
    TF_RETURN_IF_ERROR(MergePast(space, head, seen));
  }
  seen[space.chain] = draft.sequence;
  TF_RETURN_IF_ERROR(CheckMayBeGiven(space, draft.payload));
  TF_ASSIGN_OR_RETURN(const Operation operation,
                      MakeOperation(draft, parts_.notary, parts_.random));
  // What every reader would leave without effect must not be answered as done.
  if (std::holds_alternative<InvalidPayload>(operation.payload) ||
      std::holds_alternative<UnknownPayload>(operation.payload)) {
    return absl::InternalError("an operation that is not allowed");
  }

  const ChainPosition at{space.chain, draft.sequence, operation.id};
  transaction_.PutOperation(space.id, at, {operation.bytes, seen});
  transaction_.PutHead(space.id, at);
  transaction_.PutClock(space.id, {draft.stamp, std::move(named)});
  TF_RETURN_IF_ERROR(FoldIn(space, operation, state_.self->person, seen));
  if (std::holds_alternative<OfferPayload>(operation.payload)) {
    steps_.push_back({space.id, entity, WithdrawPayload{operation.id}});
  }
  if (space.kind == SpaceKind::kUs) {
    transaction_.PutOutbox(space.id, at);
    queued_ = true;
    if (given_.empty()) given_ = operation.id;
  }
  return operation.id;
}

absl::Status Change::FoldIn(const Space& space, const Operation& operation, const PersonId& author,
                            const VersionVector& seen) {
  TF_RETURN_IF_ERROR(Fold(operation, space.kind, author, seen, transaction_));
  touched_.insert(operation.entity);
  if (space.kind == SpaceKind::kUs) return NameSubject(space, operation.entity);
  if (std::holds_alternative<RestSetPayload>(operation.payload)) {
    return NoteRest(space, operation.entity);
  }
  if (std::holds_alternative<GoalSetPayload>(operation.payload) ||
      std::holds_alternative<GoalVersionPayload>(operation.payload)) {
    return NoteGoal(space, operation.entity);
  }
  return absl::OkStatus();
}

void Change::BeginAnew() {
  ++state_.tally.point.incarnation;
  for (std::optional<Space>* space : {&state_.me, &state_.us}) {
    if (!*space) continue;
    (*space)->chain = BeginChain(parts_.device, parts_.random);
    transaction_.PutSpace(**space);
  }
}

absl::Status Change::NoteGoal(const Space& space, const EntityId& entity) {
  TF_ASSIGN_OR_RETURN(std::optional<Goal> goal, view().FindGoal(space.id, entity));
  if (!goal) return absl::OkStatus();
  const EntityRef ref{space.id, entity};
  const std::string before = names().HandleOf(ref);
  const std::string now = goal->removed.value ? "" : goal->handle.value;
  if (!edited_goals_) {
    edited_goals_ = std::make_shared<Goals>(*state_.goals);
    state_.goals = edited_goals_;
  }
  edited_goals_->Set(*std::move(goal));
  if (now == before) return absl::OkStatus();
  if (!before.empty()) EditNames().RemoveHandle(before);
  if (!now.empty() && !names().IsTaken(now)) EditNames().SetHandle(now, ref);
  return absl::OkStatus();
}

absl::Status Change::NoteRest(const Space& space, const EntityId& entity) {
  TF_ASSIGN_OR_RETURN(const auto rest, view().FindRest(space.id, entity));
  if (!edited_rests_) {
    edited_rests_ = std::make_shared<Rests>(*state_.rests);
    state_.rests = edited_rests_;
  }
  if (rest) edited_rests_->Set(entity, rest->value);
  return absl::OkStatus();
}

absl::Status Change::NameSubject(const Space& space, const EntityId& entity) {
  TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject, view().FindSubject(space.id, entity));
  if (!subject || subject->offers.empty()) return absl::OkStatus();
  const EntityRef ref{space.id, entity};
  Alias alias{names().NumberOf(ref), names().HandleOf(ref)};
  const Alias before = alias;
  if (alias.number == 0) alias.number = names().FreeNumber(subject->offers.front().number);
  if (alias.handle.empty()) {
    const Standing standing = Evaluate(*subject);
    if (!standing.history.empty()) {
      alias.handle = MakeHandle(standing.history.front().offer->terms.title,
                                [&](absl::string_view handle) { return names().IsTaken(handle); });
    }
  }
  if (alias.number != before.number || alias.handle != before.handle) SetAlias(ref, alias);
  return absl::OkStatus();
}

std::vector<ActStep> Change::TakeSteps() {
  // What was made last is turned over first.
  std::reverse(steps_.begin(), steps_.end());
  begun_.clear();
  given_ = OperationId();
  return std::exchange(steps_, {});
}

// What stands undone behind the newest act that stands.
absl::Status Change::CloseRedo() {
  if (!state_.newest_undone) return absl::OkStatus();
  for (std::uint64_t number = state_.newest_act; number > 0; --number) {
    TF_ASSIGN_OR_RETURN(std::optional<Act> act, view().GetAct(number));
    if (act && !act->undone) break;
    if (!act || act->gone) continue;
    act->gone = true;
    transaction_.PutAct(number, *act);
  }
  return absl::OkStatus();
}

absl::Status Change::Record(Act act) {
  TF_RETURN_IF_ERROR(CloseRedo());
  act.done_on = DayNumber(today());
  if (act.operation.empty()) act.operation = given_;
  act.steps = TakeSteps();
  recorded_ = ++state_.newest_act;
  state_.newest_undone = false;
  transaction_.PutAct(recorded_, act);
  return absl::OkStatus();
}

void Change::Renew(std::uint64_t number, Act act) {
  act.steps = TakeSteps();
  if (number == state_.newest_act) state_.newest_undone = act.undone;
  recorded_ = number;
  transaction_.PutAct(number, act);
}

Names& Change::EditNames() {
  if (!edited_) {
    edited_ = std::make_shared<Names>(*state_.names);
    state_.names = edited_;
  }
  return *edited_;
}

void Change::SetAlias(const EntityRef& ref, const Alias& alias) {
  transaction_.PutAlias(ref.space, ref.entity, alias);
  Names& names = EditNames();
  if (alias.number != 0) names.SetItem(alias.number, ref);
  if (!alias.handle.empty()) names.SetHandle(alias.handle, ref);
}

}  // namespace twofold

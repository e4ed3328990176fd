// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/ledger.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/goals/handle.h"
#include "core/schedule/day.h"
#include "core/sync/stamp.h"

namespace twofold {
namespace {

// A failure of the disk, in words for a person. After it the outcome is unknown.
absl::Status DiskTrouble(const absl::Status& status) {
  if (absl::IsResourceExhausted(status)) {
    return Refusal(absl::StatusCode::kResourceExhausted, "disk_full",
                   "no room left on the disk that holds your data.")
        .Aftermath("Nothing was changed.");
  }
  if (absl::IsDataLoss(status)) {
    return Refusal(absl::StatusCode::kDataLoss, "store_damaged",
                   "the store on this computer is damaged; nothing more is written to it.");
  }
  return Refusal(absl::StatusCode::kUnavailable, "disk_trouble",
                 "the disk that holds your data did not take this. Try again.");
}

}  // namespace

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

absl::Status Change::MergePast(const Space& space, const ChainPosition& at,
                               VersionVector& seen) const {
  TF_ASSIGN_OR_RETURN(const auto operation, view().FindOperation(space.id, at));
  if (!operation) return absl::DataLossError("a chain's newest operation is not here");
  Merge(seen, operation->seen);
  return absl::OkStatus();
}

absl::StatusOr<OperationId> Change::Emit(const Space& space, const EntityId& entity,
                                         Payload payload) {
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
  TF_ASSIGN_OR_RETURN(const Operation operation,
                      MakeOperation(draft, parts_.notary, parts_.random));

  const ChainPosition at{space.chain, draft.sequence, operation.id};
  transaction_.PutOperation(space.id, at, {operation.bytes, seen});
  transaction_.PutHead(space.id, at);
  transaction_.PutClock(space.id, {draft.stamp, std::move(named)});
  TF_RETURN_IF_ERROR(FoldIn(space, operation, state_.self->person, seen));
  if (space.kind == SpaceKind::kUs) {
    transaction_.PutOutbox(space.id, at);
    queued_ = true;
  }
  return operation.id;
}

absl::Status Change::FoldIn(const Space& space, const Operation& operation, const PersonId& author,
                            const VersionVector& seen) {
  TF_RETURN_IF_ERROR(Fold(operation, space.kind, author, seen, transaction_));
  if (space.kind == SpaceKind::kUs) return NameSubject(space, operation.entity);
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

absl::Status Change::Record(Act act) {
  TF_ASSIGN_OR_RETURN(const std::optional<Act> before, view().GetAct(state_.newest_act));
  act.closes_redo = before && before->undone;
  recorded_ = ++state_.newest_act;
  transaction_.PutAct(recorded_, act);
  return absl::OkStatus();
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

absl::StatusOr<std::unique_ptr<Ledger>> Ledger::Open(const LedgerParts& parts) {
  std::unique_ptr<Ledger> ledger(new Ledger(parts));
  TF_RETURN_IF_ERROR(ledger->Reload());
  return ledger;
}

absl::Status Ledger::Reload() {
  const std::unique_ptr<ByteReader> snapshot = parts_.bytes.Snapshot();
  const StoreView view(*snapshot);
  LedgerState state;
  TF_ASSIGN_OR_RETURN(state.self, view.GetSelf());
  TF_ASSIGN_OR_RETURN(std::vector<Space> spaces, view.ListSpaces());
  TF_ASSIGN_OR_RETURN(Names names, Names::Load(view, spaces));
  state.names = std::make_shared<const Names>(std::move(names));
  for (Space& space : spaces) {
    if (space.kind == SpaceKind::kMe) {
      state.me = std::move(space);
    } else if (space.left) {
      state.left.push_back(std::move(space));
    } else {
      state.us = std::move(space);
    }
  }
  TF_ASSIGN_OR_RETURN(state.newest_act, view.NewestAct());
  TF_ASSIGN_OR_RETURN(const auto requests, view.ListRequests());
  requests_.clear();
  ring_.assign(limits::kRememberedRequests, RequestId());
  for (const auto& [place, remembered] : requests) {
    ring_[place % ring_.size()] = remembered.request;
    requests_[remembered.request] = remembered.act;
    state.newest_request = std::max(state.newest_request, remembered.number);
  }
  doubtful_ = false;
  std::lock_guard<std::mutex> lock(publishing_);
  state_ = std::move(state);
  return absl::OkStatus();
}

absl::CivilDay Ledger::today() const {
  return DayOf(parts_.clock.Now(), parts_.clock.Zone(), parts_.day_ends_at_minute);
}

LedgerState Ledger::StateCopy() const {
  std::lock_guard<std::mutex> lock(publishing_);
  return state_;
}

Ledger::Look Ledger::LookAt() const {
  std::lock_guard<std::mutex> lock(publishing_);
  return {parts_.bytes.Snapshot(), state_};
}

std::optional<std::uint64_t> Ledger::Repeat(const RequestId& request) const {
  if (request.empty()) return std::nullopt;
  const auto it = requests_.find(request);
  if (it == requests_.end()) return std::nullopt;
  return it->second;
}

void Ledger::Remember(const RequestId& request, ::twofold::Change& change) {
  LedgerState& state = change.state();
  const std::uint64_t number = ++state.newest_request;
  change.transaction().PutRequest(number % ring_.size(), {request, change.recorded(), number});
}

absl::Status Ledger::CommitAndPublish(const RequestId& request, ::twofold::Change& change) {
  std::function<void()> nudge;
  {
    // Readers must not see the new store with the old state, or the other way round.
    std::lock_guard<std::mutex> lock(publishing_);
    const absl::Status committed = change.transaction().Commit();
    doubtful_ = !committed.ok();
    if (doubtful_) return DiskTrouble(committed);
    if (!request.empty()) {
      const std::uint64_t place = change.state().newest_request % ring_.size();
      requests_.erase(ring_[place]);
      ring_[place] = request;
      requests_[request] = change.recorded();
    }
    state_ = std::move(change.state());
    if (change.queued()) nudge = nudge_;
  }
  if (nudge) nudge();
  return absl::OkStatus();
}

void Ledger::OnOutbox(std::function<void()> nudge) {
  std::lock_guard<std::mutex> lock(publishing_);
  nudge_ = std::move(nudge);
}

}  // namespace twofold

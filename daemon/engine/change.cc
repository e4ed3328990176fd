// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/change.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/goals/handle.h"
#include "core/schedule/day.h"
#include "core/sync/stamp.h"
#include "daemon/engine/opposite.h"
#include "daemon/engine/refold.h"

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

absl::Status DeviceRemoved() {
  return Refusal(absl::StatusCode::kFailedPrecondition, "device_removed",
                 "this computer was removed from your devices; what is on it can only be read.")
      .Hint("Take it along", "twofold export");
}

absl::StatusOr<Operation> LedgerParts::Read(absl::string_view operation) const {
  return ReadOperation(operation, notary, *vocabulary);
}

bool LedgerState::IsReadOnly(const SpaceId& space) const {
  const auto found = read_only.find(space);
  return found != read_only.end() && found->second->everything();
}

bool LedgerState::IsReadOnly(const SpaceId& space, const EntityId& entity) const {
  const auto found = read_only.find(space);
  return found != read_only.end() && found->second->Covers(entity);
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

absl::Status Change::CheckMayWrite(const Space& space) const {
  if (space.removed_day) return DeviceRemoved();
  // What a device writes before it has read of its own addition, nobody would take.
  TF_ASSIGN_OR_RETURN(const bool known, IsKnownIn(space));
  if (known) return absl::OkStatus();
  return Refusal(absl::StatusCode::kUnavailable, "still_fetching",
                 "this computer was linked just now and has not fetched what is there yet.")
      .Hint("Fetch it", "twofold sync")
      .Hint("See how far it is", "twofold status");
}

absl::StatusOr<bool> Change::IsKnownIn(const Space& space) const {
  for (const Member& member : space.members) {
    for (const MemberDevice& device : member.devices) {
      if (device.device == parts_.device) return true;
    }
  }
  TF_ASSIGN_OR_RETURN(const Roster roster, view().GetRoster(space.id));
  return Membership(space.members, roster).KeysOf(parts_.device) != nullptr;
}

absl::StatusOr<OperationId> Change::Emit(const Space& space, const EntityId& entity,
                                         Payload payload) {
  if (!OnlyTakesAway(payload)) TF_RETURN_IF_ERROR(CheckMayChange(space, entity));
  TF_RETURN_IF_ERROR(CheckMayWrite(space));
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
  TF_RETURN_IF_ERROR(FoldIn(space, operation, seen));
  if (std::holds_alternative<OfferPayload>(operation.payload)) {
    steps_.push_back({space.id, entity, WithdrawPayload{operation.id}});
  }
  if (!space.key.empty()) {
    transaction_.PutOutbox(space.id, at);
    queued_ = true;
  }
  if (space.kind == SpaceKind::kUs && given_.empty()) given_ = operation.id;
  return operation.id;
}

absl::Status Change::FoldIn(const Space& space, const Operation& operation,
                            const VersionVector& seen) {
  TF_RETURN_IF_ERROR(Fold(operation, {space.kind, space.members}, seen, transaction_));
  touched_.insert(operation.entity);
  if (std::holds_alternative<UnknownPayload>(operation.payload)) NoteUnread(space);
  // Who is there says whose words count.
  read_only_changed_ |= std::holds_alternative<DeviceAddPayload>(operation.payload) ||
                        std::holds_alternative<DeviceRemovePayload>(operation.payload);
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

void Change::NoteUnread(const Space& space) {
  read_only_changed_ = true;
  if (!state_.folding) state_.folding = Folding{parts_.vocabulary->number(), {}};
  if (state_.folding->unread.insert(space.id).second) transaction_.PutFolding(*state_.folding);
}

absl::Status Change::FoldAnew(const Space& space) {
  TF_RETURN_IF_ERROR(transaction_.EraseFolded(space.id));
  TF_ASSIGN_OR_RETURN(const Refolded refolded,
                      FoldFromZero(view(), space, parts_.notary, *parts_.vocabulary, transaction_));
  if (refolded.unread) NoteUnread(space);
  return absl::OkStatus();
}

absl::Status Change::NameSubjects(const Space& space) {
  TF_ASSIGN_OR_RETURN(const std::vector<Subject> subjects, view().ListSubjects(space.id));
  for (const Subject& subject : subjects) TF_RETURN_IF_ERROR(NameSubject(space, subject.id));
  return absl::OkStatus();
}

void Change::Forget(const SpaceId& us) {
  EditNames().RemoveSpace(us);
  state_.read_only.erase(us);
  state_.us.reset();
  if (state_.folding && state_.folding->unread.erase(us) > 0) {
    transaction_.PutFolding(*state_.folding);
  }
}

absl::Status Change::Settle() {
  if (!std::exchange(read_only_changed_, false)) return absl::OkStatus();
  for (const std::optional<Space>* space : {&state_.me, &state_.us}) {
    if (!*space) continue;
    TF_ASSIGN_OR_RETURN(ReadOnly known, ReadOnly::Load(view(), **space));
    state_.read_only[(*space)->id] = std::make_shared<const ReadOnly>(std::move(known));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> Change::MayChange(const Space& space) {
  TF_RETURN_IF_ERROR(Settle());
  return !state_.IsReadOnly(space.id);
}

absl::Status Change::CheckMayChange(const Space& space, const EntityId& entity) {
  TF_ASSIGN_OR_RETURN(const bool may, MayChange(space));
  if (!may) return SpaceNeedsUpdate(space.kind);
  if (state_.IsReadOnly(space.id, entity)) {
    return EntityNeedsUpdate(names().WordFor({space.id, entity}));
  }
  if (space.kind == SpaceKind::kMe) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject, view().FindSubject(space.id, entity));
  if (!subject || subject->later.empty()) return absl::OkStatus();
  return NotSharedUntilUpdate(names().WordFor({space.id, entity}));
}

void Change::BeginAnew() {
  ++state_.tally.point.incarnation;
  for (std::optional<Space>* space : {&state_.me, &state_.us}) {
    if (!*space) continue;
    (*space)->chain = BeginChain(parts_.device, parts_.random);
    transaction_.PutSpace(**space);
  }
}

namespace {

// Empty for none.
std::string GivenHandle(const Goal& goal) { return goal.removed.value ? "" : goal.handle.value; }

}  // namespace

absl::Status Change::NoteGoal(const Space& space, const EntityId& entity) {
  TF_ASSIGN_OR_RETURN(std::optional<Goal> goal, view().FindGoal(space.id, entity));
  if (!goal) return absl::OkStatus();
  const EntityRef ref{space.id, entity};
  const Goal* known = state_.goals->Find(entity);
  const std::string before = known == nullptr ? "" : GivenHandle(*known);
  const std::string now = GivenHandle(*goal);
  if (!edited_goals_) {
    edited_goals_ = std::make_shared<Goals>(*state_.goals);
    state_.goals = edited_goals_;
  }
  edited_goals_->Set(*std::move(goal));
  if (now == before) return absl::OkStatus();
  if (!before.empty()) {
    EditNames().RemoveHandle(names().HandleOf(ref));
    ShareHandle(space, before);
  }
  if (now.empty()) return absl::OkStatus();
  if (names().IsTaken(now)) {
    ShareHandle(space, now);
  } else {
    EditNames().SetHandle(now, ref);
  }
  return absl::OkStatus();
}

// Names anew what was given this handle.
void Change::ShareHandle(const Space& space, const std::string& handle) {
  std::map<WriteOrder, EntityRef> given;
  for (const auto& [id, goal] : state_.goals->all()) {
    if (GivenHandle(*goal) == handle) given[goal->handle.order] = {space.id, id};
  }
  std::vector<EntityRef> refs;
  for (const auto& [order, ref] : given) refs.push_back(ref);
  if (!refs.empty()) EditNames().ShareHandle(handle, refs);
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

absl::StatusOr<std::uint64_t> Change::QueueChain(const SpaceId& space, const ChainId& chain,
                                                 std::uint64_t first, std::uint64_t most) {
  constexpr std::uint64_t kAll = std::numeric_limits<int>::max();
  TF_ASSIGN_OR_RETURN(
      const auto operations,
      view().ListOperations(space, chain, first, static_cast<int>(std::min(most, kAll))));
  for (const auto& [sequence, stored] : operations) {
    TF_ASSIGN_OR_RETURN(const Operation operation, parts_.Read(stored.bytes));
    transaction_.PutOutbox(space, {chain, sequence, operation.id});
  }
  if (!operations.empty()) queued_ = true;
  ++state_.queued_again;
  return operations.size();
}

absl::Status Change::QueueAll(SpaceKind kind) {
  const SpaceId space = state_.of(kind)->id;
  TF_ASSIGN_OR_RETURN(const auto heads, view().ListHeads(space));
  std::uint64_t operations = 0;
  for (const ChainPosition& head : heads) operations += head.sequence;
  if (operations > limits::kRepairOperations) {
    OweSnapshot(kind, Owed::kYes);
    return absl::OkStatus();
  }
  for (const ChainPosition& head : heads) {
    TF_RETURN_IF_ERROR(
        QueueChain(space, head.chain, 1, std::numeric_limits<std::uint64_t>::max()).status());
  }
  return absl::OkStatus();
}

void Change::OweSnapshot(SpaceKind kind, Owed owed) {
  Space& space = *state_.of(kind);
  space.owes_snapshot = owed == Owed::kYes;
  transaction_.PutSpace(space);
  if (space.owes_snapshot) queued_ = true;
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

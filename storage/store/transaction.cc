// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Writes of store.h.
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "storage/store/keys.h"
#include "storage/store/records_codec.h"
#include "storage/store/store.h"

namespace twofold {
namespace {

constexpr int kFormat = 3;

}  // namespace

absl::StatusOr<std::optional<Goal>> Transaction::GetGoal(const SpaceId& space,
                                                         const EntityId& goal) const {
  return view_.FindGoal(space, goal);
}
absl::StatusOr<std::optional<DayEntry>> Transaction::GetEntry(const EntryKey& key) const {
  return view_.FindEntry(key);
}
absl::StatusOr<std::optional<Subject>> Transaction::GetSubject(const SpaceId& space,
                                                               const EntityId& subject) const {
  return view_.FindSubject(space, subject);
}

absl::StatusOr<std::optional<Register<Rest>>> Transaction::GetRest(const SpaceId& space,
                                                                   const EntityId& rest) const {
  return view_.FindRest(space, rest);
}
absl::StatusOr<std::optional<Register<int>>> Transaction::GetEase(const SpaceId& space,
                                                                  const EntityId& goal,
                                                                  std::int32_t day) const {
  return view_.FindEase(space, goal, day);
}
absl::StatusOr<std::vector<Subject>> Transaction::ListSubjects(const SpaceId& space) const {
  return view_.ListSubjects(space);
}
absl::StatusOr<Roster> Transaction::GetRoster(const SpaceId& space) const {
  return view_.GetRoster(space);
}
absl::StatusOr<std::set<DeviceId>> Transaction::GetLater(const SpaceId& space,
                                                         const EntityId& entity) const {
  return view_.GetLater(space, entity);
}

void Transaction::PutGoal(const SpaceId& space, const Goal& goal) {
  overlay_.Put(keys::GoalKey(space, goal.id), Encode(goal));
}
void Transaction::PutEntry(const EntryKey& key, const DayEntry& entry) {
  overlay_.Put(keys::EntryKeyOf(key), Encode(entry));
}
void Transaction::PutSubject(const SpaceId& space, const Subject& subject) {
  const std::string key = keys::SubjectKey(space, subject.id);
  const bool empty = subject.offers.empty() && subject.answers.empty() && subject.later.empty();
  if (empty) return overlay_.Delete(key);
  overlay_.Put(key, Encode(subject));
}

void Transaction::PutRest(const SpaceId& space, const EntityId& rest, const Register<Rest>& value) {
  overlay_.Put(keys::RestKey(space, rest), Encode(value));
}
void Transaction::PutEase(const SpaceId& space, const EntityId& goal, std::int32_t day,
                          const Register<int>& value) {
  overlay_.Put(keys::EaseKey(space, goal, day), Encode(value));
}
void Transaction::PutRoster(const SpaceId& space, const Roster& roster) {
  overlay_.Put(keys::RosterOf(space), Encode(roster));
}
void Transaction::PutLater(const SpaceId& space, const EntityId& entity,
                           const std::set<DeviceId>& devices) {
  overlay_.Put(keys::LaterKey(space, entity), EncodeLater(devices));
}

void Transaction::PutSelf(const Self& self) { overlay_.Put(keys::SelfKey(), Encode(self)); }
void Transaction::PutSpace(const Space& space) {
  overlay_.Put(keys::SpaceKeyOf(space.id), Encode(space));
}
void Transaction::DeleteSpace(const SpaceId& space) { overlay_.Delete(keys::SpaceKeyOf(space)); }
void Transaction::PutClock(const SpaceId& space, const SpaceClock& clock) {
  overlay_.Put(keys::ClockOf(space), Encode(clock));
}
void Transaction::PutMailbox(const SpaceId& space, const MailboxPosition& position) {
  overlay_.Put(keys::MailboxOf(space), Encode(position));
}
void Transaction::PutDelivery(const SpaceId& space, const DeliveryPlan& plan) {
  overlay_.Put(keys::DeliveryOf(space), Encode(plan));
}
void Transaction::DeleteDelivery(const SpaceId& space) { overlay_.Delete(keys::DeliveryOf(space)); }
void Transaction::PutPairing(const PendingPairing& pairing) {
  overlay_.Put(keys::PairingKey(), Encode(pairing));
}
void Transaction::DeletePairing() { overlay_.Delete(keys::PairingKey()); }
void Transaction::PutTally(const Tally& tally) { overlay_.Put(keys::TallyKey(), Encode(tally)); }
void Transaction::PutFolding(const Folding& folding) {
  overlay_.Put(keys::FoldingKey(), Encode(folding));
}
void Transaction::PutHead(const SpaceId& space, const ChainPosition& head) {
  overlay_.Put(keys::HeadOf(space, head.chain), Encode(head));
}
void Transaction::PutOperation(const SpaceId& space, const ChainPosition& at,
                               const StoredOperation& operation) {
  overlay_.Put(keys::OperationKey(space, at.chain, at.sequence, at.id),
               Encode(operation, at.chain));
}
void Transaction::PutAlias(const SpaceId& space, const EntityId& entity, const Alias& alias) {
  overlay_.Put(keys::AliasKey(space, entity), Encode(alias));
}
void Transaction::PutOutbox(const SpaceId& space, const ChainPosition& operation) {
  overlay_.Put(keys::OutboxKey(space, operation.chain, operation.sequence, operation.id),
               Encode(operation));
}
void Transaction::DeleteOutbox(const SpaceId& space, const ChainPosition& operation) {
  overlay_.Delete(keys::OutboxKey(space, operation.chain, operation.sequence, operation.id));
}
void Transaction::PutHeld(const SpaceId& space, const OperationId& id, absl::string_view bytes) {
  overlay_.Put(keys::HeldKey(space, id), bytes);
}
void Transaction::DeleteHeld(const SpaceId& space, const OperationId& id) {
  overlay_.Delete(keys::HeldKey(space, id));
}
void Transaction::PutAct(std::uint64_t number, const Act& act) {
  overlay_.Put(keys::ActKey(number), Encode(act));
}
void Transaction::PutRequest(std::uint64_t place, const RememberedRequest& request) {
  overlay_.Put(keys::RequestKey(place), Encode(request));
}

void Transaction::PutFolded(absl::string_view key, const std::optional<std::string>& value) {
  if (value) {
    overlay_.Put(key, *value);
  } else {
    overlay_.Delete(key);
  }
}

absl::Status Transaction::EraseSending(const SpaceId& space) {
  TF_RETURN_IF_ERROR(overlay_.DeletePrefix(keys::OutboxPrefix(space)));
  TF_RETURN_IF_ERROR(overlay_.DeletePrefix(keys::HeldPrefix(space)));
  overlay_.Delete(keys::MailboxOf(space));
  overlay_.Delete(keys::DeliveryOf(space));
  return absl::OkStatus();
}

absl::Status Transaction::EraseSpace(const SpaceId& space) {
  TF_RETURN_IF_ERROR(EraseSending(space));
  TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> heads, view_.ListHeads(space));
  for (const ChainPosition& head : heads) {
    TF_RETURN_IF_ERROR(overlay_.DeletePrefix(keys::OperationPrefix(space, head.chain)));
  }
  TF_RETURN_IF_ERROR(overlay_.DeletePrefix(keys::HeadPrefix(space)));
  TF_RETURN_IF_ERROR(overlay_.DeletePrefix(keys::AliasesOfSpace(space)));
  overlay_.Delete(keys::ClockOf(space));
  return EraseFolded(space);
}

absl::Status Transaction::EraseFolded(const SpaceId& space) {
  for (const std::string& prefix :
       {keys::GoalPrefix(space), keys::SubjectPrefix(space), keys::EntriesOfSpace(space),
        keys::RestPrefix(space), keys::EaseOfSpace(space), keys::LaterPrefix(space)}) {
    TF_RETURN_IF_ERROR(overlay_.DeletePrefix(prefix));
  }
  overlay_.Delete(keys::RosterOf(space));
  return absl::OkStatus();
}

absl::Status Transaction::Commit() {
  return may_be_lost_ ? store_.CommitUnsynced(overlay_.Batch()) : store_.Commit(overlay_.Batch());
}

absl::Status CheckFormat(ByteStore& store) {
  TF_ASSIGN_OR_RETURN(const std::optional<std::string> found, store.Get(keys::Format()));
  int format = 0;
  if (found && (!absl::SimpleAtoi(*found, &format) || format < 1)) {
    return absl::DataLossError("the store does not say which format it has");
  }
  if (format > kFormat) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "store_newer",
                   "a newer twofold wrote the data in this folder; this one cannot read it.")
        .Aftermath("Nothing was changed.");
  }
  if (format == kFormat) return absl::OkStatus();
  ByteBatch batch;
  batch.Put(keys::Format(), absl::StrCat(kFormat));
  return store.Commit(batch);
}

}  // namespace twofold

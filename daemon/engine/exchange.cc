// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/exchange.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/limits.h"
#include "core/sync/operation.h"
#include "core/sync/stamp.h"
#include "daemon/engine/shared_space.h"
#include "daemon/engine/space_keys.h"

namespace twofold {
namespace {

enum class Taken { kApplied, kKnown, kWaits, kRefused };

// An operation on its way in; one of a device that was unknown when it came is not yet verified.
struct Incoming {
  Operation operation;
  bool verified = false;
};

// Takes operations of one space into one change.
class Intake {
 public:
  Intake(Change& change, Space space, Roster roster)
      : change_(change), space_(std::move(space)), roster_(std::move(roster)) {}

  const Space& space() const { return space_; }
  // Whether an operation on this device's own chain came in that is not here: this store is older
  // than what the others have of it.
  bool own_chain_lost() const { return own_chain_lost_; }
  // Whether something new was said about devices and keys.
  bool roster_grew() const { return roster_grew_; }

  // Whether it may be one of this space's; then whether one of its devices signed it, or, as far as
  // is known here, nobody yet.
  // With Check::kNewest the operations are to come from the newest on, and each vouches for the one
  // before it.
  std::optional<Incoming> Screen(Operation operation, Exchange::Check check) {
    if (operation.space != space_.id) return std::nullopt;
    const MemberDevice* author = membership().KeysOf(operation.device);
    const bool verified =
        author != nullptr && (IsVouchedFor(operation) || IsSignedBy(*author, operation));
    if (author != nullptr && !verified) return std::nullopt;
    if (verified && check == Exchange::Check::kNewest && operation.sequence > 1) {
      vouched_[operation.previous] = {operation.device, operation.chain, operation.sequence - 1};
    }
    return Incoming{std::move(operation), verified};
  }
  // Chains that have got something behind their newest operation.
  const std::set<ChainId>& forked() const { return forked_; }

  // Where the answer is kWaits, `missing` is one of the operations it waits for.
  absl::StatusOr<Taken> Take(const Incoming& incoming, OperationId& missing) {
    const Operation& operation = incoming.operation;
    const ChainPosition at{operation.chain, operation.sequence, operation.id};
    TF_ASSIGN_OR_RETURN(const auto known, change_.view().FindOperation(space_.id, at));
    if (known) return Taken::kKnown;
    VersionVector seen;
    TF_ASSIGN_OR_RETURN(const bool complete, GatherPast(operation, seen, missing));
    if (!complete) return Taken::kWaits;
    seen[operation.chain] = operation.sequence;
    const Place place{operation.id, operation.chain, operation.sequence, operation.stamp, seen};
    if (!membership().PersonOf(operation.device, place)) return Taken::kRefused;
    const MemberDevice* keys = membership().KeysOf(operation.device);
    if (!incoming.verified && !IsSignedBy(*keys, operation)) return Taken::kRefused;
    change_.transaction().PutOperation(space_.id, at, {operation.bytes, seen});
    TF_RETURN_IF_ERROR(MoveHead(at));
    TF_RETURN_IF_ERROR(MoveClock(operation));
    // What has no effect is kept for what others built on it.
    TF_RETURN_IF_ERROR(change_.FoldIn(space_, operation, seen));
    TF_RETURN_IF_ERROR(NoteRoster(operation.payload));
    own_chain_lost_ |= operation.chain == space_.chain;
    return Taken::kApplied;
  }

 private:
  using OnChain = std::tuple<DeviceId, ChainId, std::uint64_t>;

  Membership membership() const { return Membership(space_.members, roster_); }

  bool IsVouchedFor(const Operation& operation) const {
    const auto found = vouched_.find(operation.id);
    return found != vouched_.end() &&
           found->second == OnChain(operation.device, operation.chain, operation.sequence);
  }

  bool IsSignedBy(const MemberDevice& author, const Operation& operation) const {
    return VerifiedBy(operation, author.sign_key, change_.parts().notary);
  }

  absl::Status NoteRoster(const Payload& payload) {
    if (!std::holds_alternative<DeviceAddPayload>(payload) &&
        !std::holds_alternative<DeviceRemovePayload>(payload) &&
        !std::holds_alternative<KeyRotatePayload>(payload) &&
        !std::holds_alternative<SharedSpacePayload>(payload) &&
        !std::holds_alternative<RecoveryPayload>(payload)) {
      return absl::OkStatus();
    }
    roster_grew_ = true;
    TF_ASSIGN_OR_RETURN(roster_, change_.view().GetRoster(space_.id));
    return absl::OkStatus();
  }

  // Whether everything it depends on is here; then adds what those had seen.
  absl::StatusOr<bool> GatherPast(const Operation& operation, VersionVector& seen,
                                  OperationId& missing) const {
    std::vector<ChainPosition> causes = operation.dependencies;
    if (operation.sequence > 1) {
      causes.push_back({operation.chain, operation.sequence - 1, operation.previous});
    }
    for (const ChainPosition& cause : causes) {
      TF_ASSIGN_OR_RETURN(const auto found, change_.view().FindOperation(space_.id, cause));
      if (!found) {
        missing = cause.id;
        return false;
      }
      Merge(seen, found->seen);
    }
    return true;
  }

  absl::Status MoveHead(const ChainPosition& at) {
    TF_ASSIGN_OR_RETURN(const auto head, change_.view().GetHead(space_.id, at.chain));
    // Two operations at one place (a cloned device): the same one leads everywhere.
    const bool newer = !head || head->sequence < at.sequence ||
                       (head->sequence == at.sequence && head->id < at.id);
    if (head && at.sequence <= head->sequence) forked_.insert(at.chain);
    if (newer) change_.transaction().PutHead(space_.id, at);
    return absl::OkStatus();
  }

  absl::Status MoveClock(const Operation& operation) const {
    TF_ASSIGN_OR_RETURN(SpaceClock clock, change_.view().GetClock(space_.id));
    if (operation.stamp >= kStampFollowed || operation.stamp <= clock.stamp) {
      return absl::OkStatus();
    }
    clock.stamp = operation.stamp;
    change_.transaction().PutClock(space_.id, clock);
    return absl::OkStatus();
  }

  Change& change_;
  const Space space_;
  Roster roster_;
  bool own_chain_lost_ = false;
  bool roster_grew_ = false;
  std::set<ChainId> forked_;
  absl::flat_hash_map<OperationId, OnChain> vouched_;
};

// Takes what can be taken; the rest stays in `pending`. Each operation is looked at once for each
// thing it waits for, whatever order a hostile sender chose.
absl::Status TakeAll(Intake& intake, std::deque<Incoming>& pending, Received& received) {
  absl::flat_hash_map<OperationId, std::vector<Incoming>> waiting;
  while (!pending.empty()) {
    Incoming incoming = std::move(pending.front());
    pending.pop_front();
    OperationId missing;
    TF_ASSIGN_OR_RETURN(const Taken taken, intake.Take(incoming, missing));
    if (taken == Taken::kWaits) {
      waiting[missing].push_back(std::move(incoming));
      continue;
    }
    if (taken == Taken::kKnown) ++received.known;
    if (taken == Taken::kApplied) ++received.applied;
    if (taken == Taken::kRefused) ++received.refused;
    const auto released = waiting.find(incoming.operation.id);
    if (released == waiting.end()) continue;
    for (Incoming& one : released->second) pending.push_back(std::move(one));
    waiting.erase(released);
  }
  for (auto& [missing, incoming] : waiting) {
    for (Incoming& one : incoming) pending.push_back(std::move(one));
  }
  return absl::OkStatus();
}

}  // namespace

std::uint64_t DigestOf(const OperationId& id) {
  std::uint64_t digest = 0;
  for (int i = 7; i >= 0; --i) {
    digest = digest << 8 | static_cast<std::uint8_t>(id.bytes()[static_cast<std::size_t>(i)]);
  }
  return digest;
}

const Space* Exchange::Synced(const LedgerState& state) const {
  const std::optional<Space>& space = state.of(kind_);
  return space && !space->key.empty() ? &*space : nullptr;
}

const Space* Exchange::Synced(const LedgerState& state, const SpaceId& id) const {
  const Space* space = Synced(state);
  return space != nullptr && space->id == id ? space : nullptr;
}

std::optional<Space> Exchange::Current() const {
  const Ledger::Look look = ledger_.LookAt();
  const Space* space = Synced(look.state);
  return space == nullptr ? std::nullopt : std::optional(*space);
}

std::uint64_t Exchange::Waiting() const {
  const Ledger::Look look = ledger_.LookAt();
  const Space* space = Synced(look.state);
  return space == nullptr ? 0 : look.view().CountOutbox(space->id).value_or(0);
}

absl::StatusOr<Outgoing> Exchange::NextOutgoing(const SpaceId& space, int most,
                                                std::size_t most_bytes) const {
  const Ledger::Look look = ledger_.LookAt();
  const StoreView view = look.view();
  std::optional<ChainPosition> after;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    listed_at_ = look.state.queued_again;
    const Space* current = Synced(look.state, space);
    if (sent_ && current != nullptr && sent_->space == space &&
        sent_->queued_again == look.state.queued_again && sent_->last.chain == current->chain) {
      after = sent_->last;
    }
  }
  TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> places, view.ListOutbox(space, most, after));
  Outgoing outgoing;
  std::size_t bytes = 0;
  for (const ChainPosition& place : places) {
    TF_ASSIGN_OR_RETURN(auto operation, view.FindOperation(space, place));
    if (!operation) return absl::DataLossError("an operation to send is not here");
    bytes += operation->bytes.size();
    if (!outgoing.places.empty() && bytes > most_bytes) break;
    outgoing.places.push_back(place);
    outgoing.operations.push_back(std::move(operation->bytes));
  }
  return outgoing;
}

absl::Status Exchange::MarkSent(const SpaceId& space, std::span<const ChainPosition> places,
                                const MailboxPosition& position) {
  TF_RETURN_IF_ERROR(ledger_
                         .Do([&](Change& change) -> absl::StatusOr<bool> {
                           if (Synced(change.state(), space) == nullptr) return false;
                           // Lost, it costs one message sent again, which the relay and the others
                           // know already.
                           change.transaction().AllowLoss();
                           change.transaction().PutMailbox(space, position);
                           for (const ChainPosition& place : places)
                             change.transaction().DeleteOutbox(space, place);
                           return true;
                         })
                         .status());
  std::lock_guard<std::mutex> lock(mutex_);
  if (!places.empty()) sent_ = Sent{space, places.back(), listed_at_};
  return absl::OkStatus();
}

absl::StatusOr<MailboxPosition> Exchange::Position(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  return look.view().GetMailbox(space);
}

absl::StatusOr<Received> Exchange::Receive(const SpaceId& space,
                                           std::span<const std::string> operations,
                                           const MailboxPosition& position, Check check) {
  std::set<ChainId> forked;
  absl::StatusOr<Received> outcome = ledger_.Do([&](Change& change) -> absl::StatusOr<Received> {
    Received received;
    const Space* current = Synced(change.state(), space);
    if (current == nullptr) return received;
    TF_ASSIGN_OR_RETURN(Roster roster, change.view().GetRoster(space));
    Intake intake(change, *current, std::move(roster));
    Transaction& transaction = change.transaction();
    std::deque<Incoming> pending;
    TF_ASSIGN_OR_RETURN(const auto held, change.view().ListHeld(space));
    // From the newest on, for each may vouch for the one before it.
    for (auto bytes = operations.rbegin(); bytes != operations.rend(); ++bytes) {
      absl::StatusOr<Operation> operation = change.parts().Read(*bytes);
      std::optional<Incoming> incoming;
      if (operation.ok()) incoming = intake.Screen(*std::move(operation), check);
      if (!incoming) {
        ++received.refused;
        continue;
      }
      pending.push_front(*std::move(incoming));
    }
    for (const auto& [id, bytes] : held) {
      if (pending.empty()) break;  // nothing new that could set one free
      TF_ASSIGN_OR_RETURN(Operation operation, change.parts().Read(bytes));
      transaction.DeleteHeld(space, id);
      // Whose it is may not have been known when it came.
      pending.push_back({std::move(operation), false});
    }
    TF_RETURN_IF_ERROR(TakeAll(intake, pending, received));
    for (const auto& [operation, verified] : pending) {
      if (static_cast<std::size_t>(received.held) >= limits::kHeldOperations) {
        ++received.refused;
        continue;
      }
      transaction.PutHeld(space, operation.id, operation.bytes);
      ++received.held;
    }
    transaction.PutMailbox(space, position);
    if (intake.own_chain_lost()) change.BeginAnew();
    forked = intake.forked();
    if (intake.roster_grew()) TF_RETURN_IF_ERROR(Settle(change));
    return received;
  });
  // Even on an error it may have come to be.
  std::lock_guard<std::mutex> lock(mutex_);
  for (const ChainId& chain : forked) looked_at_.erase(chain);
  return outcome;
}

absl::Status Exchange::Settle(Change& change) const {
  TF_RETURN_IF_ERROR(RetireIfRemoved(change, kind_));
  // Whoever looks after the recovery note has to hear of it.
  change.Wake();
  return SettleShared(change);
}

absl::Status Exchange::StartOver(const SpaceId& space, const Generation& generation) {
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        if (Synced(change.state(), space) == nullptr) return false;
        TF_RETURN_IF_ERROR(change.QueueAll(kind_));
        MailboxPosition position;
        position.generation = generation;
        change.transaction().PutMailbox(space, position);
        // A relay that lost its memory has no note any more either.
        std::optional<Self>& self = change.state().self;
        if (!self || self->notes.empty()) return true;
        self->notes.clear();
        change.transaction().PutSelf(*self);
        change.Wake();
        return true;
      })
      .status();
}

bool Exchange::OwesSnapshot(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  const Space* current = Synced(look.state, space);
  return current != nullptr && current->owes_snapshot;
}

absl::StatusOr<std::optional<DeviceId>> Exchange::Paper(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  const Space* current = Synced(look.state, space);
  if (current == nullptr || !look.state.me) return std::nullopt;
  TF_ASSIGN_OR_RETURN(const Roster me, look.view().GetRoster(look.state.me->id));
  if (me.papers.empty() || me.papers.contains(ledger_.parts().device)) return std::nullopt;
  TF_ASSIGN_OR_RETURN(const Roster roster, look.view().GetRoster(space));
  for (const Membership::Device& one : Membership(current->members, roster).Present()) {
    if (me.papers.contains(one.keys->device)) return one.keys->device;
  }
  return std::nullopt;
}

absl::Status Exchange::KeepForPaper(const SpaceId& space, const MailboxPosition& position) {
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        if (Synced(change.state(), space) == nullptr) return false;
        change.OweSnapshot(kind_, Owed::kYes);
        change.transaction().PutMailbox(space, position);
        return true;
      })
      .status();
}

absl::Status Exchange::SettleSnapshot(const SpaceId& space) {
  if (!OwesSnapshot(space)) return absl::OkStatus();
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        if (Synced(change.state(), space) == nullptr) return false;
        change.OweSnapshot(kind_, Owed::kNo);
        return true;
      })
      .status();
}

absl::StatusOr<bool> Exchange::MayMoveOn(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  const Space* current = Synced(look.state, space);
  if (current == nullptr) return false;
  return twofold::MayMoveOn(look.view(), *current, ledger_.parts());
}

absl::StatusOr<bool> Exchange::MoveOn(const SpaceId& space) {
  // Nearly always there is nowhere to go, and nothing is to be written.
  TF_ASSIGN_OR_RETURN(const bool may, MayMoveOn(space));
  if (!may) return false;
  return ledger_.Do([&](Change& change) -> absl::StatusOr<bool> {
    if (Synced(change.state(), space) == nullptr) return false;
    TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> waiting,
                        change.view().ListOutbox(space, 1));
    if (!waiting.empty()) return false;
    return twofold::MoveOn(change, kind_);
  });
}

absl::StatusOr<std::vector<DeviceId>> Exchange::Devices(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  std::vector<DeviceId> devices;
  const Space* current = Synced(look.state, space);
  if (current == nullptr) return devices;
  TF_ASSIGN_OR_RETURN(const Roster roster, look.view().GetRoster(space));
  for (const Membership::Device& one : Membership(current->members, roster).Present()) {
    devices.push_back(one.keys->device);
  }
  return devices;
}

absl::StatusOr<std::map<ChainId, std::uint64_t>> Exchange::FirstMissing(const StoreView& view,
                                                                        const SpaceId& space,
                                                                        const Have& have,
                                                                        Word word) const {
  std::map<ChainId, std::uint64_t> first;
  TF_ASSIGN_OR_RETURN(const Have here, WhatIsHere(view, space));
  for (const auto& [chain, own] : here) {
    const auto theirs = have.find(chain);
    if (theirs == have.end()) {
      if (word == Word::kWhole) first[chain] = 1;
      continue;
    }
    const auto& [sequence, digest] = theirs->second;
    // Of what they have more than is here nothing can be said.
    if (sequence > own.sequence) continue;
    std::uint64_t common = own.digest;
    if (digest != 0 && sequence < own.sequence) {
      TF_ASSIGN_OR_RETURN(const auto newer, view.ListPlaces(space, chain, sequence + 1));
      for (const ChainPosition& at : newer) common ^= DigestOf(at.id);
    }
    if (digest != 0 && digest != common) {
      first[chain] = own.sequence - std::min(own.sequence, limits::kRepairOperations) + 1;
    } else if (sequence < own.sequence) {
      first[chain] = sequence + 1;
    }
  }
  return first;
}

absl::StatusOr<std::uint64_t> Exchange::QueueMissing(const SpaceId& space, const Have& have,
                                                     Word word) {
  const Ledger::Look look = ledger_.LookAt();
  TF_ASSIGN_OR_RETURN(const auto first, FirstMissing(look.view(), space, have, word));
  // Nearly always nobody lacks anything, and nothing is to be written.
  if (first.empty()) return 0;
  TF_ASSIGN_OR_RETURN(const Have here, WhatIsHere(look.view(), space));
  std::uint64_t lacking = 0;
  for (const auto& [chain, from] : first) lacking += here.at(chain).sequence - from + 1;
  return ledger_.Do([&](Change& change) -> absl::StatusOr<std::uint64_t> {
    std::uint64_t queued = 0;
    if (Synced(change.state(), space) == nullptr) return queued;
    if (lacking > limits::kRepairOperations) {
      change.OweSnapshot(kind_, Owed::kYes);
      return lacking;
    }
    for (const auto& [chain, from] : first) {
      TF_ASSIGN_OR_RETURN(
          const std::uint64_t more,
          change.QueueChain(space, chain, from, limits::kRepairOperations - queued));
      queued += more;
      if (queued >= limits::kRepairOperations) break;
    }
    return queued;
  });
}

absl::StatusOr<Have> Exchange::WhatIsHere(const StoreView& view, const SpaceId& space) const {
  TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> heads, view.ListHeads(space));
  std::lock_guard<std::mutex> lock(mutex_);
  Have have;
  for (const ChainPosition& head : heads) {
    ChainHave& one = looked_at_[head.chain];
    if (one.sequence < head.sequence) {
      TF_ASSIGN_OR_RETURN(const auto places, view.ListPlaces(space, head.chain, one.sequence + 1));
      for (const ChainPosition& at : places) one.digest ^= DigestOf(at.id);
      one.sequence = head.sequence;
    }
    have[head.chain] = one;
  }
  return have;
}

absl::StatusOr<Have> Exchange::WhatIsHere(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  return WhatIsHere(look.view(), space);
}

}  // namespace twofold

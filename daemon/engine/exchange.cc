// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/exchange.h"

#include <algorithm>
#include <deque>
#include <limits>

#include "core/base/limits.h"
#include "core/sync/operation.h"
#include "core/sync/stamp.h"

namespace twofold {
namespace {

enum class Taken { kApplied, kKnown, kWaits };

// Takes operations of one space into one change.
class Intake {
 public:
  Intake(Change& change, Space space) : change_(change), space_(std::move(space)) {}

  const Space& space() const { return space_; }
  // Whether an operation on this device's own chain came in that is not here: this store is older
  // than what the others have of it.
  bool own_chain_lost() const { return own_chain_lost_; }

  // Where the answer is kWaits, `missing` is one of the operations it waits for.
  absl::StatusOr<Taken> Take(const Operation& operation, OperationId& missing) {
    const StoreView& view = change_.view();
    const ChainPosition at{operation.chain, operation.sequence, operation.id};
    TF_ASSIGN_OR_RETURN(const auto known, view.FindOperation(space_.id, at));
    if (known) return Taken::kKnown;
    VersionVector seen;
    TF_ASSIGN_OR_RETURN(const bool complete, GatherPast(operation, seen, missing));
    if (!complete) return Taken::kWaits;
    seen[operation.chain] = operation.sequence;
    change_.transaction().PutOperation(space_.id, at, {operation.bytes, seen});
    TF_RETURN_IF_ERROR(MoveHead(at));
    TF_RETURN_IF_ERROR(MoveClock(operation));
    TF_RETURN_IF_ERROR(change_.FoldIn(space_, operation, AuthorOf(operation)->person, seen));
    own_chain_lost_ |= operation.chain == space_.chain;
    return Taken::kApplied;
  }

  // Whether one of the space's devices signed it.
  bool IsGenuine(const Operation& operation) const {
    if (operation.space != space_.id) return false;
    const Member* author = AuthorOf(operation);
    if (author == nullptr) return false;
    for (const MemberDevice& device : author->devices) {
      if (device.device == operation.device) {
        return VerifiedBy(operation, device.sign_key, change_.parts().notary);
      }
    }
    return false;
  }

 private:
  const Member* AuthorOf(const Operation& operation) const {
    for (const Member& member : space_.members) {
      for (const MemberDevice& device : member.devices) {
        if (device.device == operation.device) return &member;
      }
    }
    return nullptr;
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

  absl::Status MoveHead(const ChainPosition& at) const {
    TF_ASSIGN_OR_RETURN(const auto head, change_.view().GetHead(space_.id, at.chain));
    // Two operations at one place (a cloned device): the same one leads everywhere.
    const bool newer = !head || head->sequence < at.sequence ||
                       (head->sequence == at.sequence && head->id < at.id);
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
  bool own_chain_lost_ = false;
};

// Takes what can be taken; the rest stays in `pending`. Each operation is looked at once for each
// thing it waits for, whatever order a hostile sender chose.
absl::Status TakeAll(Intake& intake, std::deque<Operation>& pending, Received& received) {
  absl::flat_hash_map<OperationId, std::vector<Operation>> waiting;
  while (!pending.empty()) {
    Operation operation = std::move(pending.front());
    pending.pop_front();
    OperationId missing;
    TF_ASSIGN_OR_RETURN(const Taken taken, intake.Take(operation, missing));
    if (taken == Taken::kWaits) {
      waiting[missing].push_back(std::move(operation));
      continue;
    }
    if (taken == Taken::kKnown) ++received.known;
    if (taken == Taken::kApplied) ++received.applied;
    const auto released = waiting.find(operation.id);
    if (released == waiting.end()) continue;
    for (Operation& one : released->second) pending.push_back(std::move(one));
    waiting.erase(released);
  }
  for (auto& [missing, operations] : waiting) {
    for (Operation& one : operations) pending.push_back(std::move(one));
  }
  return absl::OkStatus();
}

// What a chain has from `first` on waits to be sent, at most so much of it. Returns how much.
absl::StatusOr<std::uint64_t> QueueChain(Change& change, const SpaceId& space, const ChainId& chain,
                                         std::uint64_t first, std::uint64_t most) {
  constexpr std::uint64_t kAll = std::numeric_limits<int>::max();
  TF_ASSIGN_OR_RETURN(
      const auto operations,
      change.view().ListOperations(space, chain, first, static_cast<int>(std::min(most, kAll))));
  for (const auto& [sequence, stored] : operations) {
    TF_ASSIGN_OR_RETURN(const Operation operation,
                        ReadOperation(stored.bytes, change.parts().notary));
    change.transaction().PutOutbox(space, {chain, sequence, operation.id});
  }
  return operations.size();
}

}  // namespace

std::optional<Space> Exchange::Current() const { return ledger_.LookAt().state.us; }

std::uint64_t Exchange::Waiting() const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.us) return 0;
  return look.view().CountOutbox(look.state.us->id).value_or(0);
}

absl::StatusOr<Outgoing> Exchange::NextOutgoing(const SpaceId& space, int most,
                                                std::size_t most_bytes) const {
  const Ledger::Look look = ledger_.LookAt();
  const StoreView view = look.view();
  std::optional<ChainPosition> after;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    const std::optional<Space>& us = look.state.us;
    if (sent_ && us && sent_->space == us->id && us->id == space &&
        sent_->last.chain == us->chain) {
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
                           if (!change.state().us || change.state().us->id != space) return false;
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
  if (!places.empty()) sent_ = Sent{space, places.back()};
  return absl::OkStatus();
}

absl::StatusOr<MailboxPosition> Exchange::Position(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  return look.view().GetMailbox(space);
}

absl::StatusOr<Received> Exchange::Receive(const SpaceId& space,
                                           std::span<const std::string> operations,
                                           const MailboxPosition& position) {
  return ledger_.Do([&](Change& change) -> absl::StatusOr<Received> {
    Received received;
    const std::optional<Space>& us = change.state().us;
    if (!us || us->id != space) return received;
    Intake intake(change, *us);
    Transaction& transaction = change.transaction();
    std::deque<Operation> pending;
    TF_ASSIGN_OR_RETURN(const auto held, change.view().ListHeld(space));
    for (const std::string& bytes : operations) {
      absl::StatusOr<Operation> operation = ReadOperation(bytes, change.parts().notary);
      if (!operation.ok() || !intake.IsGenuine(*operation)) {
        ++received.refused;
        continue;
      }
      pending.push_back(*std::move(operation));
    }
    for (const auto& [id, bytes] : held) {
      if (pending.empty()) break;  // nothing new that could set one free
      TF_ASSIGN_OR_RETURN(Operation operation, ReadOperation(bytes, change.parts().notary));
      transaction.DeleteHeld(space, id);
      pending.push_back(std::move(operation));
    }
    TF_RETURN_IF_ERROR(TakeAll(intake, pending, received));
    for (const Operation& operation : pending) {
      if (static_cast<std::size_t>(received.held) >= limits::kHeldOperations) {
        ++received.refused;
        continue;
      }
      transaction.PutHeld(space, operation.id, operation.bytes);
      ++received.held;
    }
    transaction.PutMailbox(space, position);
    if (intake.own_chain_lost()) change.BeginAnew();
    return received;
  });
}

absl::Status Exchange::StartOver(const SpaceId& space, const Generation& generation) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    sent_.reset();
  }
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        const std::optional<Space>& us = change.state().us;
        if (!us || us->id != space) return false;
        TF_ASSIGN_OR_RETURN(const auto heads, change.view().ListHeads(space));
        for (const ChainPosition& head : heads) {
          TF_RETURN_IF_ERROR(
              QueueChain(change, space, head.chain, 1, std::numeric_limits<std::uint64_t>::max())
                  .status());
        }
        MailboxPosition position;
        position.generation = generation;
        change.transaction().PutMailbox(space, position);
        return true;
      })
      .status();
}

absl::StatusOr<std::uint64_t> Exchange::QueueMissing(const SpaceId& space,
                                                     const VersionVector& have, Word word) {
  const auto lacking = [&](const ChainPosition& head) -> std::optional<std::uint64_t> {
    const auto known = have.find(head.chain);
    if (known == have.end() && word == Word::kPartial) return std::nullopt;
    const std::uint64_t first = known == have.end() ? 1 : known->second + 1;
    if (first > head.sequence) return std::nullopt;
    return first;
  };
  {
    // Nearly always nobody lacks anything, and nothing is to be written.
    TF_ASSIGN_OR_RETURN(const auto heads, ledger_.LookAt().view().ListHeads(space));
    if (std::none_of(heads.begin(), heads.end(), lacking)) return 0;
  }
  {
    std::lock_guard<std::mutex> lock(mutex_);
    sent_.reset();
  }
  return ledger_.Do([&](Change& change) -> absl::StatusOr<std::uint64_t> {
    std::uint64_t queued = 0;
    const std::optional<Space>& us = change.state().us;
    if (!us || us->id != space) return queued;
    TF_ASSIGN_OR_RETURN(const auto heads, change.view().ListHeads(space));
    for (const ChainPosition& head : heads) {
      const auto first = lacking(head);
      if (!first) continue;
      TF_ASSIGN_OR_RETURN(const std::uint64_t more, QueueChain(change, space, head.chain, *first,
                                                               limits::kRepairOperations - queued));
      queued += more;
      if (queued >= limits::kRepairOperations) break;
    }
    return queued;
  });
}

absl::StatusOr<VersionVector> Exchange::Have(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> heads, look.view().ListHeads(space));
  VersionVector have;
  for (const ChainPosition& head : heads) have[head.chain] = head.sequence;
  return have;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What comes in from other devices and what waits to go out, as operations. Knows no network and
// no encryption; whoever carries the operations asks here.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/engine/ledger.h"

namespace twofold {

struct Outgoing {
  std::vector<ChainPosition> places;
  std::vector<std::string> operations;  // exact bytes, in the order of `places`
};

struct Received {
  int applied = 0;  // new here, and folded
  int known = 0;    // were here already
  int held = 0;     // wait for what they depend on
  int refused = 0;  // no operation of this space by one of its devices
};

// What is here of a chain, without gaps.
struct ChainHave {
  std::uint64_t sequence = 0;
  // Over all operations of the chain that are here, several at one sequence where it was forked;
  // 0 when it is not known. sync/v1 ChainHead has the rule.
  std::uint64_t digest = 0;
  bool operator==(const ChainHave&) const = default;
};
using Have = std::map<ChainId, ChainHave>;

// Of the shared space, or of the me space among a person's own devices. Thread-safe.
class Exchange {
 public:
  explicit Exchange(Ledger& ledger, SpaceKind kind = SpaceKind::kUs)
      : ledger_(ledger), kind_(kind) {}

  SpaceKind kind() const { return kind_; }
  // The space in force; nothing where there is no other device to exchange anything with.
  std::optional<Space> Current() const;
  std::uint64_t Waiting() const;

  // The next operations to send, at most `most` and together at most `most_bytes` (but at least
  // one when any waits).
  absl::StatusOr<Outgoing> NextOutgoing(const SpaceId& space, int most,
                                        std::size_t most_bytes) const;
  // The relay has these on disk; `position` is where this device now stands in the mailbox.
  absl::Status MarkSent(const SpaceId& space, std::span<const ChainPosition> places,
                        const MailboxPosition& position);

  absl::StatusOr<MailboxPosition> Position(const SpaceId& space) const;

  // Takes operations in any order, folds those whose causes are here, keeps the others, and moves
  // the mailbox position, all in one durable step. Does nothing when the space was left meanwhile.
  absl::StatusOr<Received> Receive(const SpaceId& space, std::span<const std::string> operations,
                                   const MailboxPosition& position);

  // The relay lost its memory, or tells another history than before: everything here waits
  // to be sent again, and the mailbox is read from its beginning.
  absl::Status StartOver(const SpaceId& space, const Generation& generation);

  // Lets wait for sending what somebody who has `have` lacks, of the chains named there and, unless
  // `partial`, of all others: at most limits::kRepairOperations. Of a chain of which they have
  // others than are here, that is the newest part. Returns how many wait because of it.
  enum class Word { kWhole, kPartial };
  absl::StatusOr<std::uint64_t> QueueMissing(const SpaceId& space, const Have& have, Word word);

  // Makes the key that this device owes, or uses the space's next key, and with it the next
  // mailbox; nothing of it while something waits to be sent. To be called where the mailbox was
  // read to its end. Returns whether the mailbox is another one now.
  absl::StatusOr<bool> MoveOn(const SpaceId& space);
  // Whether there may be something to do for it, once the mailbox was read to its end.
  absl::StatusOr<bool> MayMoveOn(const SpaceId& space) const;

  // The devices that are in the space now.
  absl::StatusOr<std::vector<DeviceId>> Devices(const SpaceId& space) const;

  // From when this returns on, it will be noticed if less than what is here now is found here.
  // Whoever tells others what is here, or gives them what was made here, asks for it before. Errors
  // as Ledger::Secure.
  absl::Status Secure() { return ledger_.Secure(); }

  // What is here of each chain.
  absl::StatusOr<Have> WhatIsHere(const SpaceId& space) const;

 private:
  // What went out last. Where that was on the own chain, nothing before it waits.
  struct Sent {
    SpaceId space;
    ChainPosition last;
    std::uint64_t queued_again = 0;  // of the state then: what waits again since stands before it
  };

  absl::Status Settle(Change& change) const;
  const Space* Synced(const LedgerState& state) const;
  const Space* Synced(const LedgerState& state, const SpaceId& id) const;
  absl::StatusOr<Have> WhatIsHere(const StoreView& view, const SpaceId& space) const;
  absl::StatusOr<std::map<ChainId, std::uint64_t>> FirstMissing(const StoreView& view,
                                                                const SpaceId& space,
                                                                const Have& have, Word word) const;

  Ledger& ledger_;
  const SpaceKind kind_;
  mutable std::mutex mutex_;
  // The state's count of what was queued again when was listed last what waits: what is queued
  // between that and its being sent is not skipped. Guarded by mutex_.
  mutable std::uint64_t listed_at_ = 0;
  std::optional<Sent> sent_;  // guarded by mutex_
  // What was here of each chain when it was looked at last, for there is a digest over all of it.
  mutable Have looked_at_;  // guarded by mutex_
};

}  // namespace twofold

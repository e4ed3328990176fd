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

#include "absl/time/time.h"
#include "daemon/engine/have.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/packing.h"

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

// What an operation adds to its chain's digest.
std::uint64_t DigestOf(const OperationId& id);

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
  // Every signature is checked; or, of what comes in great number, that of the newest operation of
  // each chain, which vouches for those before it because it signed their ids.
  enum class Check { kEach, kNewest };
  absl::StatusOr<Received> Receive(const SpaceId& space, std::span<const std::string> operations,
                                   const MailboxPosition& position, Check check = Check::kEach);

  // The relay lost its memory, or tells another history than before: everything here waits
  // to be sent again, or a snapshot is owed, and the mailbox is read from its beginning.
  absl::Status StartOver(const SpaceId& space, const Generation& generation);

  // Lets wait for sending what somebody who has `have` lacks, of the chains named there and, unless
  // `partial`, of all others: at most limits::kRepairOperations. Of a chain of which they have
  // others than are here, that is the newest part. Where they lack more than that, a snapshot is
  // owed instead. Returns how many wait because of it.
  enum class Word { kWhole, kPartial };
  absl::StatusOr<std::uint64_t> QueueMissing(const SpaceId& space, const Have& have, Word word);

  // Makes the key that this device owes, or uses the space's next key, and with it the next
  // mailbox; nothing of it while something waits to be sent. To be called where the mailbox was
  // read to its end. Returns whether the mailbox is another one now.
  absl::StatusOr<bool> MoveOn(const SpaceId& space);
  // Whether there may be something to do for it, once the mailbox was read to its end.
  absl::StatusOr<bool> MayMoveOn(const SpaceId& space) const;

  // Keys whose mailboxes this device was in before, or passed by on its way, in the order of the
  // keys; the newest limits::kEarlierKeys.
  absl::StatusOr<std::vector<EarlierKey>> EarlierKeys(const SpaceId& space) const;
  // How much is here of what leads from the mailbox of such a key to those that came after it.
  // Tells whoever knows that key nothing of what was said since.
  absl::StatusOr<Have> WhatLeadsOn(const SpaceId& space, const OperationId& rotation) const;
  // The same for a device that can open those keys and has `have`: what it lacks, in an order in
  // which it can be taken; nothing when it has them.
  absl::StatusOr<std::optional<Packing>> WayOn(const SpaceId& space, const OperationId& rotation,
                                               const DeviceId& device, const Have& have,
                                               Word word) const;

  // Whether a snapshot of the space is to be put into its mailbox; and that there is one now.
  bool OwesSnapshot(const SpaceId& space) const;
  absl::Status SettleSnapshot(const SpaceId& space);
  // The recovery code that is one of the space's devices and never comes for anything by itself;
  // nothing where there is none, and for itself.
  absl::StatusOr<std::optional<DeviceId>> Paper(const SpaceId& space) const;
  // Its slot is in the mailbox from now on, so that a snapshot of all that is here is owed once.
  absl::Status KeepForPaper(const SpaceId& space, const MailboxPosition& position);
  // All that is here of the space, `have` as WhatIsHere.
  Packing Pack(const SpaceId& space, Have have) const {
    return Packing(ledger_, space, std::move(have));
  }
  // The devices that are in the space now.
  absl::StatusOr<std::vector<DeviceId>> Devices(const SpaceId& space) const;

  // From when this returns on, it will be noticed if less than what is here now is found here.
  // Whoever tells others what is here, or gives them what was made here, asks for it before. Errors
  // as Ledger::Secure.
  absl::Status Secure() { return ledger_.Secure(); }

  // What is here of each chain.
  absl::StatusOr<Have> WhatIsHere(const SpaceId& space) const;
  // The same without what this device wrote and has not sent.
  absl::StatusOr<Have> WhatWasGiven(const SpaceId& space) const;

  // What hurry there is with what waits to be sent.
  enum class Hurry {
    kNothing,  // nothing waits
    kMayWait,  // only what was written here since everything had gone out
    // Something about devices or keys waits, or stands in the way of another mailbox; or what was
    // sent before waits to be sent again.
    kNow,
  };
  absl::StatusOr<Hurry> HurryOf(const SpaceId& space) const;
  // Until when what waits is planned to wait; nothing where nothing of the plan waits any more. A
  // plan survives a restart.
  absl::StatusOr<std::optional<absl::Time>> PlannedDelivery(const SpaceId& space) const;
  // Plans it for what waits now. Does nothing where nothing does.
  absl::Status PlanDelivery(const SpaceId& space, absl::Time due);

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
  // The same count when nothing waited last. Guarded by mutex_.
  mutable std::uint64_t went_out_at_ = 0;
  // What was here of each chain when it was looked at last, for there is a digest over all of it.
  mutable Have looked_at_;  // guarded by mutex_
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What comes in from other devices and what waits to go out, as operations. Knows no network and
// no encryption; whoever carries the operations asks here.
#pragma once

#include <cstdint>
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

// Thread-safe.
class Exchange {
 public:
  explicit Exchange(Ledger& ledger) : ledger_(ledger) {}

  // The shared space in force.
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
  // `partial`, of all others: at most limits::kRepairOperations. Returns how many wait because of
  // it.
  enum class Word { kWhole, kPartial };
  absl::StatusOr<std::uint64_t> QueueMissing(const SpaceId& space, const VersionVector& have,
                                             Word word);

  // From when this returns on, it will be noticed if less than what is here now is found here.
  // Whoever tells others what is here, or gives them what was made here, asks for it before. Errors
  // as Ledger::Secure.
  absl::Status Secure() { return ledger_.Secure(); }

  // What is here of each chain, without gaps.
  absl::StatusOr<VersionVector> Have(const SpaceId& space) const;

 private:
  // What went out last. Where that was on the own chain, nothing before it waits.
  struct Sent {
    SpaceId space;
    ChainPosition last;
  };

  Ledger& ledger_;
  mutable std::mutex mutex_;
  std::optional<Sent> sent_;  // guarded by mutex_
};

}  // namespace twofold

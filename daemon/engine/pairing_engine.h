// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The store's part of a pairing: its saved state while it is under way, and the space it makes.
#pragma once

#include <string>
#include <vector>

#include "daemon/engine/ledger.h"

namespace twofold {

// What a finished pairing made.
struct NewSpace {
  SpaceId id;
  std::string key;      // epoch key, secret
  std::string genesis;  // serialized SignedGenesis
  std::vector<Member> members;
  std::string relay;
};

// Every change is durable when it returns. Thread-safe.
class PairingEngine {
 public:
  explicit PairingEngine(Ledger& ledger) : ledger_(ledger) {}

  // FailedPrecondition "not_started", or "already_paired" when there is a shared space.
  absl::Status CheckMayPair() const;

  absl::StatusOr<std::optional<PendingPairing>> Pending() const;
  // Also remembers the relay as the one used last.
  absl::Status Save(const PendingPairing& pairing);
  absl::Status Drop();
  // Makes the shared space and drops the pairing in one step. Doing it again for the same space
  // changes nothing.
  absl::Status Adopt(const NewSpace& made);

 private:
  Ledger& ledger_;
};

}  // namespace twofold

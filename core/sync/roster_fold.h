// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Whose an operation is, whether it counts, and what it says about devices and keys. Pure. Only for
// the fold.
//
// Whether something said about devices and keys is taken depends on what its author had seen alone.
// Whether it counts in the end is for Membership to say, which knows of removals that came later.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "core/sync/fold.h"

namespace twofold {

// One operation at its place. References must outlive it.
class RosterFold {
 public:
  RosterFold(const Operation& operation, const FoldScope& scope, const VersionVector& seen,
             const Roster& roster, FoldState& state)
      : operation_(operation),
        scope_(scope),
        place_{operation.id, operation.chain, operation.sequence, operation.stamp, seen},
        roster_(roster),
        membership_(scope.founders, roster_),
        author_(membership_.PersonOf(operation.device, place_)),
        state_(state) {}
  RosterFold(const RosterFold&) = delete;
  RosterFold& operator=(const RosterFold&) = delete;

  const Place& place() const { return place_; }
  // Whether its device was in the space, by all that it had seen.
  bool MayWrite() const { return author_ && membership_.MayWrite(operation_.device, place_); }
  // REQUIRES: MayWrite().
  const PersonId& author() const { return *author_; }
  // Whether what it says about consent is void; see Membership::IsVoid.
  bool IsVoid() const { return membership_.IsVoid(operation_.device, place_); }

  absl::Status Fold(const DeviceAddPayload& payload) const;
  absl::Status Fold(const KeyRotatePayload& payload) const;
  absl::Status FoldRemoval() const;
  // Of a word of a later version that nobody may write past.
  absl::Status FoldLater() const;
  absl::Status Fold(const DeviceNamePayload& payload, const WriteOrder& order) const;
  absl::Status Fold(const SharedSpacePayload& payload, const WriteOrder& order) const;
  absl::Status Fold(const RecoveryPayload& payload, const WriteOrder& order) const;

 private:
  std::size_t KnownDevicesOf(const PersonId& person) const;
  absl::Status DropVoidConsent(const Roster& roster) const;

  const Operation& operation_;
  const FoldScope& scope_;
  const Place place_;
  const Roster& roster_;
  const Membership membership_;
  const std::optional<PersonId> author_;
  FoldState& state_;
};

}  // namespace twofold

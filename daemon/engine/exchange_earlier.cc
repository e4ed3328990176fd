// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What an Exchange says of the keys that a space had before.
#include <algorithm>

#include "core/base/limits.h"
#include "daemon/engine/exchange.h"

namespace twofold {
namespace {

using Rotations = std::vector<const KeyRotation*>;

// Those that may come after the key of `rotation`; none where that is not known here.
Rotations After(const Rotations& all, const OperationId& rotation) {
  if (rotation.empty()) return all;
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const KeyRotation* one) { return one->place.id == rotation; });
  return found == all.end() ? Rotations() : Rotations(found + 1, all.end());
}

// Those of them whose authors knew of none of the others: all that leads to them was said before,
// and may be read by whoever has the key before.
Rotations NextOf(const Rotations& later) {
  Rotations next;
  for (const KeyRotation* one : later) {
    if (std::none_of(later.begin(), later.end(), [&](const KeyRotation* other) {
          return other != one && HadSeen(one->place, other->place);
        })) {
      next.push_back(one);
    }
  }
  return next;
}

}  // namespace

absl::StatusOr<std::vector<EarlierKey>> Exchange::EarlierKeys(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  const Space* current = Synced(look.state, space);
  if (current == nullptr) return std::vector<EarlierKey>();
  std::vector<EarlierKey> keys = current->earlier_keys;
  TF_ASSIGN_OR_RETURN(const Roster roster, look.view().GetRoster(space));
  const LedgerParts& parts = ledger_.parts();
  for (const KeyRotation* one : Membership(current->members, roster).Rotations()) {
    const OperationId& id = one->place.id;
    const auto sealed = one->sealed.find(parts.device);
    if (id == current->rotation || sealed == one->sealed.end()) continue;
    // As it was used it stands in its place already.
    if (std::any_of(keys.begin(), keys.end(),
                    [&](const EarlierKey& known) { return known.rotation == id; })) {
      continue;
    }
    const auto key = parts.boxes.OpenSpaceKey(sealed->second);
    if (key) keys.push_back({std::string(key->bytes()), id});
  }
  if (keys.size() > limits::kEarlierKeys) {
    keys.erase(keys.begin(), keys.end() - limits::kEarlierKeys);
  }
  return keys;
}

absl::StatusOr<std::optional<Packing>> Exchange::WayOn(const SpaceId& space,
                                                       const OperationId& rotation,
                                                       const DeviceId& device, const Have& have,
                                                       Word word) const {
  const Ledger::Look look = ledger_.LookAt();
  const Space* current = Synced(look.state, space);
  if (current == nullptr) return std::nullopt;
  TF_ASSIGN_OR_RETURN(const Roster roster, look.view().GetRoster(space));
  const Membership membership(current->members, roster);
  VersionVector way;
  bool lacks = false;
  for (const KeyRotation* next : NextOf(After(membership.Rotations(), rotation))) {
    if (!next->sealed.contains(device)) continue;
    Merge(way, next->place.seen);
    const auto has = have.find(next->place.chain);
    lacks = lacks || has == have.end() || has->second.sequence < next->place.sequence;
  }
  if (!lacks) return std::nullopt;
  TF_ASSIGN_OR_RETURN(const auto missing, FirstMissing(look.view(), space, have, word));
  TF_ASSIGN_OR_RETURN(const Have here, WhatIsHere(look.view(), space));
  VersionVector from;
  for (const auto& [chain, one] : here) {
    const auto first = missing.find(chain);
    from[chain] = first == missing.end() ? one.sequence : first->second - 1;
  }
  return Packing(ledger_, space, std::move(from), way);
}

absl::StatusOr<Have> Exchange::WhatLeadsOn(const SpaceId& space,
                                           const OperationId& rotation) const {
  const Ledger::Look look = ledger_.LookAt();
  const Space* current = Synced(look.state, space);
  Have have;
  if (current == nullptr) return have;
  TF_ASSIGN_OR_RETURN(const Roster roster, look.view().GetRoster(space));
  const Membership membership(current->members, roster);
  for (const KeyRotation* next : NextOf(After(membership.Rotations(), rotation))) {
    for (const auto& [chain, sequence] : next->place.seen) {
      have[chain].sequence = std::max(have[chain].sequence, sequence);
    }
  }
  return have;
}

}  // namespace twofold

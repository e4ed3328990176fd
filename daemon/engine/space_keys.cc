// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/space_keys.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/crypto/space_key.h"
#include "core/schedule/day.h"
#include "daemon/engine/shared_space.h"

namespace twofold {
namespace {

// Uses this key from now on, with its own mailbox.
void Use(Change& change, Space& space, const OperationId& rotation, const SpaceKey& key) {
  if (!space.key.empty()) {
    space.earlier_keys.push_back({space.key, space.rotation});
    if (space.earlier_keys.size() > limits::kEarlierKeys) {
      space.earlier_keys.erase(space.earlier_keys.begin());
    }
  }
  space.key = std::string(key.bytes());
  space.rotation = rotation;
  change.transaction().PutSpace(space);
  change.transaction().PutMailbox(space.id, MailboxPosition());
  change.Wake();
}

// The rotations still to come for whoever uses the space's key, up to the one in force, that were
// sealed for this device, in order; void ones too, for others may have followed them before that
// was known. None while it is not known here where the key in use stands.
std::vector<const KeyRotation*> Ahead(const Space& space, const Roster& roster,
                                      const DeviceId& device) {
  const Membership membership(space.members, roster);
  const std::vector<const KeyRotation*> all = membership.Rotations();
  const auto used = std::find_if(all.begin(), all.end(), [&](const KeyRotation* one) {
    return one->place.id == space.rotation;
  });
  std::vector<const KeyRotation*> ahead;
  const KeyRotation* in_force = membership.Key();
  if ((used == all.end() && !space.rotation.empty()) || in_force == nullptr) return ahead;
  for (auto one = used == all.end() ? all.begin() : used + 1; one != all.end(); ++one) {
    if ((*one)->sealed.contains(device)) ahead.push_back(*one);
    if (*one == in_force) break;
  }
  return ahead;
}

// Whether this device, as one of the space's, owes the others a key.
bool Owes(const Space& space, const Roster& roster, const DeviceId& device) {
  const Membership membership(space.members, roster);
  // Whoever cannot read all that was said of devices does not know whom to give a key.
  return membership.IsPresent(device) && !membership.IsReadOnly() && membership.OwesRotation();
}

std::uint64_t Covered(const KeyRotation& rotation, const ChainId& chain) {
  const auto seen = rotation.place.seen.find(chain);
  return seen == rotation.place.seen.end() ? 0 : seen->second;
}

// What whoever follows this rotation may lack. Where there is a newer one, only what leads to that:
// a device that was removed meanwhile may have followed this one too.
absl::Status QueueSince(Change& change, const SpaceId& space, const KeyRotation& rotation,
                        const KeyRotation* newer) {
  TF_ASSIGN_OR_RETURN(const auto heads, change.view().ListHeads(space));
  for (const ChainPosition& head : heads) {
    const std::uint64_t first = Covered(rotation, head.chain) + 1;
    const std::uint64_t last =
        newer == nullptr ? head.sequence : std::min(head.sequence, Covered(*newer, head.chain));
    if (first > last) continue;
    TF_RETURN_IF_ERROR(change.QueueChain(space, head.chain, first, last - first + 1).status());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<OperationId> RotateKey(Change& change, SpaceKind kind) {
  const Space space = *change.state().of(kind);
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(space.id));
  const Membership membership(space.members, roster);
  Random& random = change.parts().random;
  const SpaceKey key = SpaceKey::Make(random);
  KeyRotatePayload payload;
  for (const Membership::Device& one : membership.Present()) {
    auto sealed = SealSpaceKey(key, one.keys->box_key, random);
    // Whoever named a key that is none has had their share, or one would be owed for ever.
    payload.sealed[one.keys->device] =
        std::move(sealed).value_or(std::string(kSealedSpaceKeyBytes, '\0'));
  }
  // Everything that is here is in view.
  VersionVector seen;
  TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> heads, change.view().ListHeads(space.id));
  for (const ChainPosition& head : heads) seen[head.chain] = head.sequence;
  payload.epoch = membership.NextEpoch(seen);
  TF_ASSIGN_OR_RETURN(
      const OperationId rotation,
      change.Emit(space, EntityId::Prefix(key.id().bytes()), Payload(std::move(payload))));
  Space& changed = *change.state().of(kind);
  if (changed.key.empty()) Use(change, changed, rotation, key);
  return rotation;
}

absl::Status RetireIfRemoved(Change& change, SpaceKind kind) {
  if (!change.state().of(kind) || change.state().of(kind)->key.empty()) return absl::OkStatus();
  Space& space = *change.state().of(kind);
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(space.id));
  const Membership membership(space.members, roster);
  if (membership.KeysOf(change.parts().device) == nullptr ||
      membership.IsPresent(change.parts().device)) {
    return absl::OkStatus();
  }
  space.removed_day = DayNumber(change.today());
  if (kind == SpaceKind::kUs) return KeepAsCopy(change);
  space.key.clear();
  space.earlier_keys.clear();
  space.relay.clear();
  TF_RETURN_IF_ERROR(change.transaction().EraseSending(space.id));
  change.transaction().PutSpace(space);
  // It is none of the person's any more, though nobody may be left to say so in the shared space.
  if (!change.state().us) return absl::OkStatus();
  change.state().us->removed_day = space.removed_day;
  return KeepAsCopy(change);
}

absl::StatusOr<bool> MayMoveOn(const StoreView& view, const Space& space,
                               const LedgerParts& parts) {
  TF_ASSIGN_OR_RETURN(const Roster roster, view.GetRoster(space.id));
  return Owes(space, roster, parts.device) || !Ahead(space, roster, parts.device).empty();
}

absl::StatusOr<bool> MoveOn(Change& change, SpaceKind kind) {
  if (!change.state().of(kind)) return false;
  Space& space = *change.state().of(kind);
  const DeviceId& device = change.parts().device;
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(space.id));
  if (Owes(space, roster, device)) {
    TF_RETURN_IF_ERROR(RotateKey(change, kind).status());
    return false;
  }
  const std::vector<const KeyRotation*> ahead = Ahead(space, roster, device);
  for (const KeyRotation* next : ahead) {
    const auto key = change.parts().boxes.OpenSpaceKey(next->sealed.at(device));
    // Somebody sealed what is no key; the way goes on without it.
    if (!key) continue;
    Use(change, space, next->place.id, *key);
    // What others said since in the old mailbox, those who left it earlier did not read.
    TF_RETURN_IF_ERROR(
        QueueSince(change, space.id, *next, next == ahead.back() ? nullptr : ahead.back()));
    return true;
  }
  return false;
}

}  // namespace twofold

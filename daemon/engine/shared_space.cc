// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/shared_space.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/status_macros.h"
#include "core/crypto/space_key.h"
#include "core/pairing/genesis.h"
#include "core/schedule/day.h"
#include "daemon/engine/space_keys.h"

namespace twofold {
namespace {

// What a device of the me space signed to be this person's; empty when it never said so.
Signature WishOf(const Roster& me, const DeviceId& device) {
  for (const DeviceAddition& one : me.additions) {
    if (one.device.device == device) return one.wish;
  }
  return Signature();
}

bool KnowsSpace(const LedgerState& state, const SpaceId& id) {
  return (state.us && state.us->id == id) ||
         std::any_of(state.left.begin(), state.left.end(),
                     [&](const Space& space) { return space.id == id; });
}

// Begins here what another own device began.
absl::Status Follow(Change& change, const Roster& me) {
  const DeviceId& self = change.parts().device;
  for (const auto& [id, record] : me.shared) {
    const SharedNotice& shared = record.value;
    const auto sealed = shared.sealed.find(self);
    if (shared.left || sealed == shared.sealed.end() || KnowsSpace(change.state(), id)) continue;
    const auto key = change.parts().boxes.OpenSpaceKey(sealed->second);
    const auto members = MembersOf(id, shared.genesis);
    if (!key || !members.ok()) continue;
    Space us;
    us.id = id;
    us.members = *members;
    us.since_day = shared.since_day;
    us.key = std::string(key->bytes());
    us.rotation = shared.rotation;
    us.genesis = shared.genesis;
    us.relay = shared.relay;
    BeginShared(change, std::move(us));
    return absl::OkStatus();
  }
  return absl::OkStatus();
}

// Adds and removes own devices in the shared space as they stand in the me space; and whoever was
// removed there alone, by one that was itself removed before it had said so here, is removed here
// too. Returns whether one was added.
absl::StatusOr<bool> MatchDevices(Change& change, const Membership& own, const Roster& me) {
  const Space us = *change.state().us;
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(us.id));
  const Membership shared(us.members, roster);
  TF_ASSIGN_OR_RETURN(const bool may_add, change.MayChange(us));
  bool added = false;
  for (const Membership::Device& one : own.All()) {
    const std::optional<Membership::Device> there = shared.Find(one.keys->device);
    const auto entity = EntityId::Prefix(one.keys->device.bytes());
    if (!own.IsPresent(one)) {
      if (!there || !shared.IsPresent(*there)) continue;
      TF_RETURN_IF_ERROR(change.Emit(us, entity, DeviceRemovePayload{}).status());
      continue;
    }
    if (there && there->removed != nullptr) {
      const Space home = *change.state().me;
      TF_RETURN_IF_ERROR(change.Emit(home, entity, DeviceRemovePayload{}).status());
      continue;
    }
    // Where the one that added it is out, another one adds it again.
    const Signature wish = WishOf(me, one.keys->device);
    if ((there && shared.IsPresent(*there)) || wish.empty() || !may_add) continue;
    DeviceAddPayload payload{one.person, *one.keys, wish, us.rotation};
    TF_RETURN_IF_ERROR(change.Emit(us, entity, std::move(payload)).status());
    added = true;
  }
  return added;
}

// Tells the own devices of the shared space, with its key.
absl::Status Tell(Change& change, const Membership& own) {
  const Space& us = *change.state().us;
  const std::optional<SpaceKey> key = SpaceKey::FromBytes(us.key);
  if (!key) return absl::InternalError("a shared space without its key");
  SharedSpacePayload payload;
  payload.shared.genesis = us.genesis;
  payload.shared.relay = us.relay;
  payload.shared.rotation = us.rotation;
  payload.shared.since_day = us.since_day;
  for (const Membership::Device& one : own.Present()) {
    if (one.keys->device == change.parts().device) continue;
    auto sealed = SealSpaceKey(*key, one.keys->box_key, change.parts().random);
    if (sealed) payload.shared.sealed[one.keys->device] = *std::move(sealed);
  }
  return change
      .Emit(*change.state().me, EntityId::Prefix(us.id.bytes()), Payload(std::move(payload)))
      .status();
}

}  // namespace

void BeginShared(Change& change, Space us) {
  us.kind = SpaceKind::kUs;
  us.chain = BeginChain(change.parts().device, change.parts().random);
  change.transaction().PutSpace(us);
  change.state().us = std::move(us);
  change.Wake();
}

absl::StatusOr<std::vector<Member>> MembersOf(const SpaceId& space, absl::string_view genesis) {
  TF_ASSIGN_OR_RETURN(const SpaceGenesis read, OpenGenesis(space, genesis));
  std::vector<Member> members;
  for (const SpaceMember& one : read.members) {
    members.push_back({one.person, one.name, {{one.device, one.sign_key, one.box_key}}});
  }
  return members;
}

absl::Status SettleShared(Change& change) {
  const std::optional<Space>& me = change.state().me;
  if (!me || me->key.empty()) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(me->id));
  if (!change.state().us) return Follow(change, roster);
  const auto told = roster.shared.find(change.state().us->id);
  if (told != roster.shared.end() && told->second.value.left) return KeepAsCopy(change);
  TF_ASSIGN_OR_RETURN(const bool known, change.IsKnownIn(*me));
  TF_ASSIGN_OR_RETURN(const bool shares, change.IsKnownIn(*change.state().us));
  if (!known || !shares) return absl::OkStatus();
  const std::vector<Member> founders = me->members;
  const Membership own(founders, roster);
  TF_ASSIGN_OR_RETURN(const bool added, MatchDevices(change, own, roster));
  if (!added && told != roster.shared.end()) return absl::OkStatus();
  // Until a later version can tell, the others go without.
  TF_ASSIGN_OR_RETURN(const bool may_tell, change.MayChange(*change.state().me));
  return may_tell ? Tell(change, own) : absl::OkStatus();
}

absl::Status SettleDevices(Ledger& ledger) {
  return ledger
      .Do([](Change& change) -> absl::StatusOr<bool> {
        for (const SpaceKind kind : {SpaceKind::kMe, SpaceKind::kUs}) {
          TF_RETURN_IF_ERROR(RetireIfRemoved(change, kind));
        }
        TF_RETURN_IF_ERROR(SettleShared(change));
        return true;
      })
      .status();
}

absl::Status TellOfLeaving(Change& change, const SpaceId& us) {
  const std::optional<Space>& me = change.state().me;
  if (!me || me->key.empty() || me->removed_day) return absl::OkStatus();
  return change
      .Emit(*me, EntityId::Prefix(us.bytes()), SharedSpacePayload{SharedNotice{.left = true}})
      .status();
}

absl::Status KeepAsCopy(Change& change) {
  Space us = *std::move(change.state().us);
  change.state().us.reset();
  us.left = true;
  us.left_day = DayNumber(change.today());
  us.key.clear();
  us.earlier_keys.clear();
  us.relay.clear();
  TF_RETURN_IF_ERROR(change.transaction().EraseSending(us.id));
  change.transaction().PutSpace(us);
  change.state().left.push_back(std::move(us));
  return absl::OkStatus();
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/own_devices.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "daemon/engine/read_only.h"
#include "daemon/engine/space_keys.h"

namespace twofold {

EntityId EntityOf(const DeviceId& device) { return EntityId::Prefix(device.bytes()); }

Signature SignWish(const PersonId& person, const LedgerParts& parts) {
  return parts.notary.Sign(DeviceWish(person, parts.device));
}

absl::Status CheckRoom(const LedgerState& state, const StoreView& view, const DeviceId& self) {
  if (!state.me) return NotStarted();
  if (state.me->removed_day) return DeviceRemoved();
  if (state.IsReadOnly(state.me->id)) return SpaceNeedsUpdate(SpaceKind::kMe);
  TF_ASSIGN_OR_RETURN(const Roster roster, view.GetRoster(state.me->id));
  const Membership membership(state.me->members, roster);
  // Whoever comes back by a recovery code has none of them any more, and cannot be asked to remove
  // one before.
  const bool paper = roster.papers.contains(self);
  const std::size_t present = membership.Present().size(), ever = membership.All().size();
  if ((paper || present < limits::kDevices) && ever < limits::kDevicesOfPerson) {
    return absl::OkStatus();
  }
  return Refusal(absl::StatusCode::kFailedPrecondition, "too_many_devices",
                 absl::StrCat("there are as many computers as one person can have, ",
                              limits::kDevices, " at once."))
      .Hint("Remove one", "twofold device remove NAME");
}

namespace {

SpaceWelcome WelcomeTo(const Space& space) {
  SpaceWelcome welcome;
  welcome.id = space.id;
  if (space.kind == SpaceKind::kMe) welcome.founders = space.members;
  welcome.genesis = space.genesis;
  welcome.key = space.key;
  welcome.rotation = space.rotation;
  welcome.relay = space.relay;
  welcome.since_day = space.since_day;
  return welcome;
}

}  // namespace

Welcome WelcomeFrom(const LedgerState& state) {
  Welcome welcome{state.self->person, state.self->name, state.self->checkin_minute,
                  WelcomeTo(*state.me)};
  if (state.us) welcome.us = WelcomeTo(*state.us);
  return welcome;
}

absl::StatusOr<bool> AddTo(Change& change, SpaceKind kind, const NewDevice& device,
                           const OperationId& rotation) {
  const Space space = *change.state().of(kind);
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(space.id));
  if (Membership(space.members, roster).KeysOf(device.keys.device) != nullptr) {
    return false;
  }
  // What stands in the way of it in one space does not keep it from the other: it reads there, and
  // is added once this computer may.
  TF_ASSIGN_OR_RETURN(const bool may, change.MayChange(space));
  if (!may && kind == SpaceKind::kUs) return false;
  DeviceAddPayload payload{change.state().self->person, device.keys, device.wish, rotation};
  TF_RETURN_IF_ERROR(change.Emit(space, EntityOf(device.keys.device), std::move(payload)).status());
  return true;
}

absl::Status OpenToOwn(Change& change, const std::string& relay, const std::string& own_name) {
  const LedgerParts& parts = change.parts();
  if (change.state().me->key.empty()) {
    change.state().me->relay = relay;
    TF_RETURN_IF_ERROR(RotateKey(change, SpaceKind::kMe).status());
  }
  const Space me = *change.state().me;
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(me.id));
  const bool known =
      std::any_of(roster.additions.begin(), roster.additions.end(),
                  [&](const DeviceAddition& one) { return one.device.device == parts.device; });
  const PersonId person = change.state().self->person;
  if (!known) {
    DeviceAddPayload itself{
        person, {parts.device, parts.sign_key, parts.boxes.public_key()}, SignWish(person, parts)};
    TF_RETURN_IF_ERROR(change.Emit(me, EntityOf(parts.device), std::move(itself)).status());
  }
  if (roster.names.contains(parts.device)) return absl::OkStatus();
  return change.Emit(me, EntityOf(parts.device), DeviceNamePayload{own_name}).status();
}

}  // namespace twofold

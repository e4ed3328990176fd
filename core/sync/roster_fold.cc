// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/sync/roster_fold.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace twofold {

// Of those that the author knew, gone ones included.
std::size_t RosterFold::KnownDevicesOf(const PersonId& person) const {
  std::size_t count = 0;
  for (const Member& member : scope_.founders) {
    if (member.person == person) count += member.devices.size();
  }
  for (const DeviceAddition& one : roster_.additions) {
    const bool itself = one.author == one.device.device;
    if (one.person == person && !itself && HadSeen(place_, one.place)) ++count;
  }
  return count;
}

absl::Status RosterFold::Fold(const DeviceAddPayload& payload) const {
  if (payload.person != author()) return absl::OkStatus();
  // A device may say of itself that it is there, so that its wish is known.
  const bool itself = payload.device.device == operation_.device;
  const bool known = membership_.PersonOf(payload.device.device, place_).has_value();
  if (known ? !itself : KnownDevicesOf(author()) >= limits::kDevicesOfPerson) {
    return absl::OkStatus();
  }
  Roster roster = roster_;
  roster.Add(DeviceAddition{place_, operation_.device, author(), payload.device, payload.wish,
                            payload.key});
  state_.PutRoster(operation_.space, roster);
  return absl::OkStatus();
}

absl::Status RosterFold::Fold(const KeyRotatePayload& payload) const {
  Roster roster = roster_;
  roster.Add(
      KeyRotation{place_, operation_.device, payload.epoch, operation_.entity, payload.sealed});
  state_.PutRoster(operation_.space, roster);
  return absl::OkStatus();
}

absl::Status RosterFold::Fold(const DeviceNamePayload& payload, const WriteOrder& order) const {
  const auto device = DeviceId::Prefix(operation_.entity.bytes());
  if (scope_.kind != SpaceKind::kMe || !membership_.PersonOf(device, place_)) {
    return absl::OkStatus();
  }
  Roster roster = roster_;
  roster.names[device].Write(payload.name, order);
  state_.PutRoster(operation_.space, roster);
  return absl::OkStatus();
}

absl::Status RosterFold::Fold(const SharedSpacePayload& payload, const WriteOrder& order) const {
  if (scope_.kind != SpaceKind::kMe) return absl::OkStatus();
  Roster roster = roster_;
  Register<SharedNotice>& told = roster.shared[SpaceId::Prefix(operation_.entity.bytes())];
  // Who left has left, whatever another device tells that has not heard of it.
  const bool left = told.value.left || payload.shared.left;
  told.Write(payload.shared, order);
  if (left) told.value = SharedNotice{.left = true};
  state_.PutRoster(operation_.space, roster);
  return absl::OkStatus();
}

absl::Status RosterFold::Fold(const RecoveryPayload& payload, const WriteOrder& order) const {
  const auto device = DeviceId::Prefix(operation_.entity.bytes());
  if (scope_.kind != SpaceKind::kMe || !membership_.PersonOf(device, place_)) {
    return absl::OkStatus();
  }
  Roster roster = roster_;
  roster.papers[device].Write(payload.paper, order);
  state_.PutRoster(operation_.space, roster);
  return absl::OkStatus();
}

absl::Status RosterFold::FoldRemoval() const {
  const auto device = DeviceId::Prefix(operation_.entity.bytes());
  const bool gone = std::any_of(roster_.removals.begin(), roster_.removals.end(),
                                [&](const DeviceRemoval& removal) {
                                  return removal.device == device && HadSeen(place_, removal.place);
                                });
  if (gone || membership_.PersonOf(device, place_) != author()) return absl::OkStatus();
  Roster roster = roster_;
  roster.Add(DeviceRemoval{place_, operation_.device, device});
  state_.PutRoster(operation_.space, roster);
  return DropVoidConsent(roster);
}

absl::Status RosterFold::FoldLater() const {
  if (roster_.later.contains(operation_.device)) return absl::OkStatus();
  Roster roster = roster_;
  roster.later.insert(operation_.device);
  state_.PutRoster(operation_.space, roster);
  return absl::OkStatus();
}

// What was folded before its author's removal came here, and so would not be folded now.
absl::Status RosterFold::DropVoidConsent(const Roster& roster) const {
  const Membership membership(scope_.founders, roster);
  const std::vector<Membership::Device> devices = membership.All();
  const auto is_void = [&](const auto& said) {
    return std::any_of(devices.begin(), devices.end(), [&](const Membership::Device& one) {
      return BelongsTo(said.place.chain, one.keys->device) &&
             membership.IsVoid(one.keys->device, said.place);
    });
  };
  TF_ASSIGN_OR_RETURN(std::vector<Subject> subjects, state_.ListSubjects(operation_.space));
  for (Subject& subject : subjects) {
    const auto dropped = std::erase_if(subject.offers, is_void) +
                         std::erase_if(subject.answers, is_void) +
                         std::erase_if(subject.later, is_void);
    if (dropped > 0) {
      state_.PutSubject(operation_.space, subject);
    }
  }
  return absl::OkStatus();
}

}  // namespace twofold

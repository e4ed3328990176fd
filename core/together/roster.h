// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Who may write in a space, and which key is in force: the devices it began with, and what was
// said about devices and keys since. Pure.
//
// What was said only grows; everything else is computed from it, so the order of arrival cannot
// matter.
//   - A device is added by another device of the same person, and never in another way.
//   - A device that was removed stays so. What it writes with its removal in view counts for
//     nothing; what it wrote without having seen it stays, except what it said about consent,
//     devices and keys: that is void.
//   - The newest key is in force. Of two made at the same time the one with the greater operation
//     id is. It is owed another one while it is held by a device that was removed, or not held by
//     one that is there; any device may make it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/goals/register.h"
#include "core/together/place.h"

namespace twofold {

struct MemberDevice {
  DeviceId device;
  SignPublicKey sign_key;
  BoxPublicKey box_key;
  bool operator==(const MemberDevice&) const = default;
};

// A person of a space, with the devices that it began with.
struct Member {
  PersonId person;
  std::string name;
  std::vector<MemberDevice> devices;
  bool operator==(const Member&) const = default;
};

struct DeviceAddition {
  Place place;
  DeviceId author;
  PersonId person;
  MemberDevice device;
  Signature wish;   // the device's own, that it is this person's
  OperationId key;  // of the rotation whose key it was given; empty: the first key
  bool operator==(const DeviceAddition&) const = default;
};

struct DeviceRemoval {
  Place place;
  DeviceId author;
  DeviceId device;
  bool operator==(const DeviceRemoval&) const = default;
};

struct KeyRotation {
  Place place;
  DeviceId author;
  std::uint32_t epoch = 0;                 // 1 and up; the key that a space begins with has none
  EntityId key;                            // the key's id
  std::map<DeviceId, std::string> sealed;  // the key, for each device that is to have it
  bool operator==(const KeyRotation&) const = default;
};

// That a person shares a space with somebody, as their own devices tell each other.
struct SharedNotice {
  bool left = false;  // they left it; nothing else is set then
  std::string genesis;
  std::string relay;
  OperationId rotation;                    // that brought the key; empty: the first
  std::map<DeviceId, std::string> sealed;  // the key, for each of the person's other devices
  std::int32_t since_day = 0;
  bool operator==(const SharedNotice&) const = default;
};

// That a device is a recovery code on paper, and where the note for whoever holds it lies.
struct RecoveryPaper {
  std::string mailbox_key;  // 32 secret bytes
  Signature vouch;          // the paper device's, for the note
  bool operator==(const RecoveryPaper&) const = default;
};

// Lists are sorted by operation id. Adding what is there already changes nothing.
struct Roster {
  std::vector<DeviceAddition> additions;
  std::vector<DeviceRemoval> removals;
  std::vector<KeyRotation> rotations;
  std::map<DeviceId, Register<std::string>> names;     // me space: what the person calls them
  std::map<SpaceId, Register<SharedNotice>> shared;    // me space
  std::map<DeviceId, Register<RecoveryPaper>> papers;  // me space
  // Those that said, in words of a later version, what nobody may write past who cannot read it.
  std::set<DeviceId> later;

  void Add(DeviceAddition addition);
  void Add(DeviceRemoval removal);
  void Add(KeyRotation rotation);
  bool operator==(const Roster&) const = default;
};

// Whether a name can be a device's: 1 to limits::kDeviceNameLength code points, no control
// characters, not blank. Refusal (InvalidArgument): "bad_device_name".
absl::Status ValidateDeviceName(absl::string_view name);

// What a roster amounts to. A view: both must outlive it and stay unchanged.
class Membership {
 public:
  Membership(std::span<const Member> founders, const Roster& roster)
      : founders_(founders), roster_(roster) {}

  struct Device {
    PersonId person;
    const MemberDevice* keys = nullptr;
    const DeviceAddition* added = nullptr;   // nullptr: it was there from the beginning
    const DeviceRemoval* removed = nullptr;  // nullptr: it is there
  };
  // Of a device that is or was in the space; nothing of any other.
  std::optional<Device> Find(const DeviceId& device) const;
  const MemberDevice* KeysOf(const DeviceId& device) const;  // nullptr for none
  // All of them: those of the beginning first, then in the order of their operation ids.
  std::vector<Device> All() const;
  // Those that are in the space now: neither removed nor added by somebody whose word is void.
  std::vector<Device> Present() const;
  bool IsPresent(const Device& device) const;
  bool IsPresent(const DeviceId& device) const;

  // Whose the device is to somebody who stands at `place`, by all that they had seen: it may be
  // gone by then. Nothing when it was not in the space.
  std::optional<PersonId> PersonOf(const DeviceId& device, const Place& place) const;
  // Whether what this device wrote at `place` counts: it was in the space, by all that it had seen.
  bool MayWrite(const DeviceId& device, const Place& place) const;
  // Whether what it said there about consent, devices or keys is void, because it or whoever added
  // it was removed without having that in view.
  bool IsVoid(const DeviceId& device, const Place& place) const;

  // Whether one of these devices is in the space now.
  bool AnyPresent(const std::set<DeviceId>& devices) const;
  // Whether nothing may be written until a later version of the program is here: a device said so
  // that is in the space. One that was removed keeps nobody from anything.
  bool IsReadOnly() const { return AnyPresent(roster_.later); }

  // The rotations that count, void ones too: those of epoch 1, and those of the epoch after one
  // that counts and that their author had seen. It depends on all that is here and not on the order
  // in which it came, even where a chain was forked and "had seen" may mean either branch. Sorted
  // by epoch and operation id.
  std::vector<const KeyRotation*> Rotations() const;
  // The rotation in force; nullptr while the first key is.
  const KeyRotation* Key() const;
  // The epoch that a rotation made by somebody who had seen this much has to have.
  std::uint32_t NextEpoch(const VersionVector& seen) const;
  bool OwesRotation() const;

 private:
  bool IsFounder(const DeviceId& device) const;
  // As far as `view` goes; everything where there is none.
  bool IsVoid(const DeviceId& device, const Place& place, const VersionVector* view) const;

  const std::span<const Member> founders_;
  const Roster& roster_;
};

}  // namespace twofold

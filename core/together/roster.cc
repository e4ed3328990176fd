// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/together/roster.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold {

absl::Status ValidateDeviceName(absl::string_view name) {
  const auto length = CodePoints(name);
  if (length && *length <= limits::kDeviceNameLength && !HasControl(name) &&
      !absl::StripAsciiWhitespace(name).empty()) {
    return absl::OkStatus();
  }
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_device_name",
                 "a computer's name has 1 to 40 characters and no control characters.")
      .Hint("Give one", "twofold device link --name laptop");
}

void Roster::Add(DeviceAddition addition) { InsertById(additions, std::move(addition)); }
void Roster::Add(DeviceRemoval removal) { InsertById(removals, std::move(removal)); }
void Roster::Add(KeyRotation rotation) { InsertById(rotations, std::move(rotation)); }

bool Membership::IsFounder(const DeviceId& device) const {
  for (const Member& member : founders_) {
    for (const MemberDevice& one : member.devices) {
      if (one.device == device) return true;
    }
  }
  return false;
}

const MemberDevice* Membership::KeysOf(const DeviceId& device) const {
  for (const Member& member : founders_) {
    for (const MemberDevice& one : member.devices) {
      if (one.device == device) return &one;
    }
  }
  for (const DeviceAddition& one : roster_.additions) {
    if (one.device.device == device) return &one.device;
  }
  return nullptr;
}

std::vector<Membership::Device> Membership::All() const {
  std::vector<Device> devices;
  const auto known = [&](const DeviceId& device) {
    return std::any_of(devices.begin(), devices.end(),
                       [&](const Device& one) { return one.keys->device == device; });
  };
  for (const Member& member : founders_) {
    for (const MemberDevice& keys : member.devices) devices.push_back({member.person, &keys});
  }
  // Void ones last, so that who was added twice is there by the addition that counts.
  for (const bool counts : {true, false}) {
    for (const DeviceAddition& one : roster_.additions) {
      // What a device says of itself adds nothing.
      if (one.author == one.device.device || known(one.device.device)) continue;
      if (IsVoid(one.author, one.place) == counts) continue;
      devices.push_back({one.person, &one.device, &one});
    }
  }
  for (const DeviceRemoval& removal : roster_.removals) {
    for (Device& one : devices) {
      if (one.keys->device == removal.device && one.removed == nullptr) one.removed = &removal;
    }
  }
  return devices;
}

std::optional<Membership::Device> Membership::Find(const DeviceId& device) const {
  for (Device& one : All()) {
    if (one.keys->device == device) return one;
  }
  return std::nullopt;
}

std::vector<Membership::Device> Membership::Present() const {
  std::vector<Device> devices = All();
  std::erase_if(devices, [&](const Device& one) { return !IsPresent(one); });
  return devices;
}

bool Membership::IsPresent(const Device& device) const {
  return device.removed == nullptr &&
         (device.added == nullptr || !IsVoid(device.added->author, device.added->place));
}

bool Membership::IsPresent(const DeviceId& device) const {
  const std::optional<Device> found = Find(device);
  return found && IsPresent(*found);
}

bool Membership::AnyPresent(const std::set<DeviceId>& devices) const {
  if (devices.empty()) return false;
  const std::vector<Device> present = Present();
  return std::any_of(present.begin(), present.end(),
                     [&](const Device& one) { return devices.contains(one.keys->device); });
}

// Whoever added the device stands before the device's own words, so this ends.
bool Membership::IsVoid(const DeviceId& device, const Place& place,
                        const VersionVector* view) const {
  const auto in_view = [&](const Place& other) {
    return view == nullptr || Covers(*view, other.chain, other.sequence);
  };
  for (const DeviceRemoval& removal : roster_.removals) {
    if (removal.device == device && in_view(removal.place) &&
        !Covers(removal.place.seen, place.chain, place.sequence)) {
      return true;
    }
  }
  if (IsFounder(device)) return false;
  return std::none_of(
      roster_.additions.begin(), roster_.additions.end(), [&](const DeviceAddition& addition) {
        return addition.device.device == device && HadSeen(place, addition.place) &&
               addition.author != device && !IsVoid(addition.author, addition.place, view);
      });
}

bool Membership::IsVoid(const DeviceId& device, const Place& place) const {
  return IsVoid(device, place, nullptr);
}

std::optional<PersonId> Membership::PersonOf(const DeviceId& device, const Place& place) const {
  for (const Member& member : founders_) {
    for (const MemberDevice& one : member.devices) {
      if (one.device == device) return member.person;
    }
  }
  for (const DeviceAddition& one : roster_.additions) {
    if (one.device.device == device && HadSeen(place, one.place)) return one.person;
  }
  return std::nullopt;
}

bool Membership::MayWrite(const DeviceId& device, const Place& place) const {
  for (const DeviceRemoval& removal : roster_.removals) {
    if (removal.device == device && HadSeen(place, removal.place)) return false;
  }
  return !IsVoid(device, place, &place.seen);
}

namespace {

bool IsBefore(const KeyRotation& a, const KeyRotation& b) {
  return std::tie(a.epoch, a.place.id) < std::tie(b.epoch, b.place.id);
}

}  // namespace

std::vector<const KeyRotation*> Membership::Rotations() const {
  std::vector<const KeyRotation*> all;
  for (const KeyRotation& one : roster_.rotations) all.push_back(&one);
  std::sort(all.begin(), all.end(),
            [](const KeyRotation* a, const KeyRotation* b) { return IsBefore(*a, *b); });
  std::vector<const KeyRotation*> counting;
  for (const KeyRotation* one : all) {
    const bool follows =
        one->epoch == 1 ||
        std::any_of(counting.begin(), counting.end(), [&](const KeyRotation* earlier) {
          return earlier->epoch + 1 == one->epoch && HadSeen(one->place, earlier->place);
        });
    if (follows) counting.push_back(one);
  }
  return counting;
}

const KeyRotation* Membership::Key() const {
  const KeyRotation* key = nullptr;
  for (const KeyRotation* one : Rotations()) {
    if (!IsVoid(one->author, one->place)) key = one;
  }
  return key;
}

std::uint32_t Membership::NextEpoch(const VersionVector& seen) const {
  std::uint32_t newest = 0;
  for (const KeyRotation* one : Rotations()) {
    if (Covers(seen, one->place.chain, one->place.sequence)) newest = one->epoch;
  }
  return newest + 1;
}

bool Membership::OwesRotation() const {
  const KeyRotation* key = Key();
  // Whoever followed a void one that stands behind the key in force has gone past that.
  for (const KeyRotation* one : Rotations()) {
    if ((key == nullptr || IsBefore(*key, *one)) && IsVoid(one->author, one->place)) return true;
  }
  const auto holds = [&](const Device& one) {
    if (key != nullptr && key->sealed.contains(one.keys->device)) return true;
    if (one.added == nullptr) return key == nullptr;
    return one.added->key == (key == nullptr ? OperationId() : key->place.id);
  };
  const std::vector<Device> all = All();
  return std::any_of(all.begin(), all.end(),
                     [&](const Device& one) { return holds(one) != IsPresent(one); });
}

}  // namespace twofold

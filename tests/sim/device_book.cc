// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/device_book.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"

namespace twofold::sim {
namespace {

std::string Short(absl::string_view hex) { return std::string(hex.substr(0, 8)); }

DeviceId About(const Operation& operation) { return DeviceId::Prefix(operation.entity.bytes()); }

}  // namespace

DeviceBook::DeviceBook(const Space& space) {
  for (const Member& member : space.members) {
    for (const MemberDevice& one : member.devices) founders_[one.device] = member.person;
  }
}

bool DeviceBook::Saw(const Reach& reach, Index earlier) const {
  const Operation& operation = *ones_[earlier].operation;
  const auto found = reach.find(operation.chain);
  return found != reach.end() && found->second >= operation.sequence;
}

PersonId DeviceBook::PersonOf(const DeviceId& device, const Reach& reach) const {
  const auto founder = founders_.find(device);
  if (founder != founders_.end()) return founder->second;
  for (const Index i : additions_) {
    if (AdditionAt(i).device.device == device && Saw(reach, i)) return AdditionAt(i).person;
  }
  return PersonId();
}

bool DeviceBook::IsVoid(Index i, const Reach* view) const {
  const DeviceId& device = ones_[i].operation->device;
  for (const Index removal : removals_) {
    if (About(*ones_[removal].operation) != device) continue;
    if (view != nullptr && !Saw(*view, removal)) continue;
    if (!HadSeen(removal, i)) return true;
  }
  if (founders_.contains(device)) return false;
  return std::none_of(additions_.begin(), additions_.end(), [&](Index addition) {
    return AdditionAt(addition).device.device == device && HadSeen(i, addition) &&
           ones_[addition].operation->device != device && !IsVoid(addition, view);
  });
}

bool DeviceBook::TakesAddition(const One& one, const DeviceAddPayload& payload) const {
  if (payload.person != one.author) return false;
  const DeviceId& device = payload.device.device;
  if (PersonOf(device, one.reach) != PersonId()) return device == one.operation->device;
  std::size_t known = 0;
  for (const auto& [founder, person] : founders_) known += person == one.author;
  for (const Index i : additions_) {
    const bool itself = AdditionAt(i).device.device == ones_[i].operation->device;
    known += !itself && AdditionAt(i).person == one.author && Saw(one.reach, i);
  }
  return known < limits::kDevicesOfPerson;
}

bool DeviceBook::TakesRemoval(const One& one, const DeviceId& device) const {
  const bool gone = std::any_of(removals_.begin(), removals_.end(), [&](Index i) {
    return About(*ones_[i].operation) == device && Saw(one.reach, i);
  });
  return !gone && PersonOf(device, one.reach) == one.author;
}

std::uint32_t DeviceBook::EpochOf(Index i) const {
  return std::get<KeyRotatePayload>(ones_[i].operation->payload).epoch;
}

bool DeviceBook::Counts(Index rotation) const {
  const std::uint32_t epoch = EpochOf(rotation);
  return epoch == 1 || std::any_of(rotations_.begin(), rotations_.end(), [&](Index earlier) {
           return EpochOf(earlier) + 1 == epoch && Saw(ones_[rotation].reach, earlier) &&
                  Counts(earlier);
         });
}

std::vector<DeviceBook::Index> DeviceBook::Rotations() const {
  std::vector<Index> counting;
  std::copy_if(rotations_.begin(), rotations_.end(), std::back_inserter(counting),
               [&](Index i) { return Counts(i); });
  return counting;
}

bool DeviceBook::IsTaken(Index i) const {
  const bool rotates = std::find(rotations_.begin(), rotations_.end(), i) != rotations_.end();
  return rotates ? Counts(i) : ones_[i].taken;
}

void DeviceBook::Add(const Operation& operation, const Reach& reach) {
  const Index i = ones_.size();
  ones_.push_back({&operation, reach, PersonOf(operation.device, reach)});
  One& one = ones_.back();
  const bool gone = std::any_of(removals_.begin(), removals_.end(), [&](Index removal) {
    return About(*ones_[removal].operation) == operation.device && Saw(reach, removal);
  });
  one.may_write =
      one.author != PersonId() && operation.stamp >> 63 == 0 && !gone && !IsVoid(i, &one.reach);
  if (!one.may_write) return;
  std::vector<Index>* list = nullptr;
  if (const auto* add = std::get_if<DeviceAddPayload>(&operation.payload)) {
    if (TakesAddition(one, *add)) list = &additions_;
  } else if (std::holds_alternative<DeviceRemovePayload>(operation.payload)) {
    if (TakesRemoval(one, About(operation))) list = &removals_;
  } else if (std::holds_alternative<KeyRotatePayload>(operation.payload)) {
    list = &rotations_;
  } else if (std::holds_alternative<DeviceNamePayload>(operation.payload)) {
    if (PersonOf(About(operation), reach) != PersonId()) list = &names_;
  }
  one.taken = list != nullptr;
  if (list != nullptr) list->push_back(i);
}

// ---- What it amounts to ----

std::vector<DeviceBook::Index> DeviceBook::Additions(const DeviceId& device) const {
  std::vector<Index> found;
  for (const Index i : additions_) {
    const bool itself = ones_[i].operation->device == device;
    if (!itself && AdditionAt(i).device.device == device) found.push_back(i);
  }
  return found;
}

std::vector<DeviceBook::Index> DeviceBook::Removals(const DeviceId& device) const {
  std::vector<Index> found;
  for (const Index i : removals_) {
    if (About(*ones_[i].operation) == device) found.push_back(i);
  }
  return found;
}

bool DeviceBook::IsPresent(const DeviceId& device) const {
  if (!Removals(device).empty()) return false;
  const std::vector<Index> additions = Additions(device);
  return founders_.contains(device) ||
         std::any_of(additions.begin(), additions.end(), [&](Index i) { return !IsVoid(i); });
}

std::set<DeviceId> DeviceBook::All() const {
  std::set<DeviceId> all;
  for (const auto& [device, person] : founders_) all.insert(device);
  for (const Index i : additions_) all.insert(AdditionAt(i).device.device);
  return all;
}

std::optional<DeviceBook::Index> DeviceBook::KeyInForce() const {
  std::optional<Index> best;
  for (const Index i : Rotations()) {
    if (!IsVoid(i) && (!best || IsOlder(*best, i))) best = i;
  }
  return best;
}

bool DeviceBook::IsOlder(Index rotation, Index other) const {
  const auto order = [&](Index i) {
    const Operation& operation = *ones_[i].operation;
    return std::tuple(EpochOf(i), operation.id);
  };
  return order(rotation) < order(other);
}

// Whether a device has the key: it was sealed for it, or came with its addition; of several
// additions with the one that stands first.
bool DeviceBook::Holds(const DeviceId& device, std::optional<Index> key) const {
  if (key) {
    const auto& rotation = std::get<KeyRotatePayload>(ones_[*key].operation->payload);
    if (rotation.sealed.contains(device)) return true;
  }
  if (founders_.contains(device)) return !key;
  std::vector<Index> additions = Additions(device);
  std::sort(additions.begin(), additions.end(), [&](Index a, Index b) {
    return std::tuple(IsVoid(a), ones_[a].operation->id) <
           std::tuple(IsVoid(b), ones_[b].operation->id);
  });
  if (additions.empty()) return false;
  return AdditionAt(additions.front()).key == (key ? ones_[*key].operation->id : OperationId());
}

bool DeviceBook::Owes() const {
  const std::optional<Index> key = KeyInForce();
  // Somebody may have followed it.
  for (const Index i : Rotations()) {
    if (IsVoid(i) && (!key || IsOlder(*key, i))) return true;
  }
  const std::set<DeviceId> all = All();
  return std::any_of(all.begin(), all.end(), [&](const DeviceId& device) {
    const bool known = founders_.contains(device) || !Additions(device).empty();
    return known && Holds(device, key) != IsPresent(device);
  });
}

std::string DeviceBook::Say(const SpaceKind& kind) const {
  std::string said = "there";
  for (const DeviceId& device : All()) {
    if (IsPresent(device)) absl::StrAppend(&said, " ", Short(device.hex()));
  }
  const std::optional<Index> key = KeyInForce();
  absl::StrAppend(&said, "; key ", key ? Short(ones_[*key].operation->id.hex()) : "one",
                  Owes() ? ", owed" : "");
  if (kind != SpaceKind::kMe) return said;
  const auto order = [&](Index i) {
    const Operation& operation = *ones_[i].operation;
    return std::tie(operation.stamp, operation.chain, operation.id);
  };
  std::map<DeviceId, Index> names;
  for (const Index i : names_) {
    const auto [named, fresh] = names.emplace(About(*ones_[i].operation), i);
    if (!fresh && order(named->second) < order(i)) named->second = i;
  }
  for (const auto& [device, i] : names) {
    absl::StrAppend(&said, "; ", Short(device.hex()), " is ",
                    std::get<DeviceNamePayload>(ones_[i].operation->payload).name);
  }
  return said;
}

std::string SayRoster(const Space& space, const Roster& roster) {
  const Membership membership(space.members, roster);
  std::set<DeviceId> present;
  for (const Membership::Device& one : membership.Present()) present.insert(one.keys->device);
  std::string said = "there";
  for (const DeviceId& device : present) absl::StrAppend(&said, " ", Short(device.hex()));
  const KeyRotation* key = membership.Key();
  absl::StrAppend(&said, "; key ", key != nullptr ? Short(key->place.id.hex()) : "one",
                  membership.OwesRotation() ? ", owed" : "");
  for (const auto& [device, name] : roster.names) {
    absl::StrAppend(&said, "; ", Short(device.hex()), " is ", name.value);
  }
  return said;
}

}  // namespace twofold::sim

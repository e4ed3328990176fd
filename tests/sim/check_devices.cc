// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What must hold of devices that came and went, at the end of every simulated run.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/crypto/envelope.h"
#include "tests/sim/world.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold::sim {
namespace {

bool SpeaksOfDevices(const Operation& operation) {
  return std::holds_alternative<DeviceAddPayload>(operation.payload) ||
         std::holds_alternative<DeviceRemovePayload>(operation.payload) ||
         std::holds_alternative<KeyRotatePayload>(operation.payload) ||
         std::holds_alternative<SharedSpacePayload>(operation.payload);
}

}  // namespace

// Who is one of the devices knows it; who is none writes no more; and what was left stays so.
void World::CheckDevices() {
  for (const SpaceKind kind : kSpaces) {
    for (const int person : {0, 1}) {
      for (const int i : Living(kind, person)) {
        const DeviceId& self = device(i).identity().device;
        const Space space = *device(i).Known(kind);
        if (Membership(space.members, device(i).RosterOf(kind)).KeysOf(self) == nullptr) {
          Complain(absl::StrCat("I2: device ", i, " was linked and does not know it"));
        }
      }
    }
  }
  for (int i = 0; i < devices(); ++i) {
    if (orphans_.contains(i)) continue;
    const auto left = left_.find(device(i).person());
    // A copy of the disk of a device that is alone hears nothing of it.
    if (left != left_.end() && left->second.contains(device(i).us()) && Lives(i, SpaceKind::kMe)) {
      Complain(absl::StrCat("device ", i, " still shares what its person left"));
    }
    // Those of the leaving one that heard of it.
    if (left != left_.end() && device(i).IsLeft(*left->second.begin())) {
      ++Of(outcome_.rules, Rule::kLeftTogether);
    }
    const std::optional<Space> me = device(i).Known(SpaceKind::kMe);
    const bool removed = me && me->removed_day;
    // Who is out is out of the shared space too. (It may not hear of it: what it would have to read
    // before can lie in a mailbox that it cannot open.)
    const DeviceId& self = device(i).identity().device;
    for (const int other : Living(SpaceKind::kMe, device(i).person())) {
      const Roster roster = device(other).RosterOf(SpaceKind::kMe);
      const Membership own(me->members, roster);
      if (own.KeysOf(self) == nullptr || own.IsPresent(self)) continue;
      const std::optional<Space> us = device(other).Known(SpaceKind::kUs);
      if (!us || !Lives(other, SpaceKind::kUs)) continue;
      const Roster shared = device(other).RosterOf(SpaceKind::kUs);
      if (Membership(us->members, shared).IsPresent(self)) {
        Complain(absl::StrCat("I5: device ", i, " was removed, but not from the shared space"));
      }
    }
    if (removed && device(i).Known(SpaceKind::kUs)) {
      Complain(absl::StrCat("device ", i, " was removed and still shares a space"));
    }
  }
}

// Devices that were away while several keys were made, and came through all of them.
void World::CountWalks(const History& history, SpaceKind kind) {
  const auto epoch = [&](const OperationId& id) {
    for (const History::Index i : history.devices().Rotations()) {
      if (history.At(i).id == id) return std::get<KeyRotatePayload>(history.At(i).payload).epoch;
    }
    return std::uint32_t{0};
  };
  for (const auto& [who, rotation] : rotation_at_) {
    if (who.second != kind || !Lives(who.first, kind)) continue;
    const Space space = *device(who.first).Known(kind);
    if (epoch(space.rotation) > epoch(rotation) + 1) ++Of(outcome_.rules, Rule::kWalkedFar);
  }
}

// A removed device, by trying all keys that it ever had or was given: no later key is sealed for
// it, and it opens nothing that was sealed with one.
void World::CheckShutOut(SpaceKind kind, int i) {
  const Space space = *device(i).Known(kind);
  const std::vector<Operation> operations = device(i).Operations(kind);
  const History history(operations, space);
  const DeviceBook& book = history.devices();
  CountWalks(history, kind);
  std::vector<std::pair<SpaceKey, History::Index>> keys;  // with their rotations
  for (const History::Index rotation : book.Rotations()) {
    for (const auto& [to, sealed] :
         std::get<KeyRotatePayload>(history.At(rotation).payload).sealed) {
      for (const DeviceIdentity& identity : identities_) {
        if (identity.device != to) continue;
        auto key = identity.boxes().OpenSpaceKey(sealed);
        if (key) keys.emplace_back(*std::move(key), rotation);
      }
    }
  }
  for (const auto& [key, rotation] : keys) {
    if (rotation == book.KeyInForce() && key.bytes() != space.key) {
      Complain(absl::StrCat("I5: device ", i, " uses another key than the one in force"));
    }
  }
  for (const DeviceIdentity& identity : identities_) {
    const std::vector<History::Index> removals = book.Removals(identity.device);
    if (removals.empty()) continue;
    const auto knew = [&](History::Index later) {
      return std::any_of(removals.begin(), removals.end(),
                         [&](History::Index removal) { return book.HadSeen(later, removal); });
    };
    std::vector<SpaceKey> had;
    const auto first = first_keys_.find(space.id);
    if (first != first_keys_.end()) had.push_back(SpaceKey::FromBytes(first->second)->Clone());
    for (const auto& [key, rotation] : keys) {
      const auto& sealed = std::get<KeyRotatePayload>(history.At(rotation).payload).sealed;
      bool opens = false;
      for (const auto& [to, share] : sealed) {
        opens |= identity.boxes().OpenSpaceKey(share).has_value();
      }
      if (opens && knew(rotation)) {
        Complain(absl::StrCat("I5: a key was sealed for ", identity.device.hex().substr(0, 8),
                              ", which was removed"));
      }
      if (opens) had.push_back(key.Clone());
    }
    for (const SimRelay::Posted* posted : Posted()) {
      for (const SpaceKey& key : had) {
        const auto plain =
            OpenEnvelope(key, EnvelopePurpose::kOperations,
                         {posted->mailbox, posted->slot, posted->message}, posted->body);
        sync::v1::OperationBatch batch;
        if (!plain.ok() || !batch.ParseFromString(*plain)) continue;
        for (const auto& [later, rotation] : keys) {
          if (knew(rotation) && later.Login().mailbox() == posted->mailbox) {
            Complain("I5: a removed device opens what lies in a later mailbox");
          }
        }
        for (History::Index at = 0; at < history.size(); ++at) {
          if (!knew(at) || SpeaksOfDevices(history.At(at))) continue;
          outcome_.told_to_removed += std::count(batch.operations().begin(),
                                                 batch.operations().end(), history.At(at).bytes);
        }
      }
    }
  }
}

}  // namespace twofold::sim

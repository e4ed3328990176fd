// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Devices and keys of a space.
#include "core/base/status_macros.h"
#include "storage/store/record_parts.h"
#include "storage/store/records_codec.h"

namespace twofold {
namespace {

namespace pb = store::v1;
using namespace record_parts;

bool Decode(const pb::DeviceAdditionRecord& in, DeviceAddition& out) {
  return DecodePlace(in.place(), out.place) && Take(in.author(), out.author) &&
         Take(in.person(), out.person) && DecodeDevice(in.device(), out.device) &&
         Take(in.wish(), out.wish) && Take(in.key(), out.key);
}

bool Decode(const pb::DeviceRemovalRecord& in, DeviceRemoval& out) {
  return DecodePlace(in.place(), out.place) && Take(in.author(), out.author) &&
         Take(in.device(), out.device);
}

template <class List>
void EncodeSealed(const std::map<DeviceId, std::string>& in, List* out) {
  for (const auto& [device, sealed] : in) {
    pb::SealedKeyRecord* key = out->Add();
    key->set_device(device.str());
    key->set_sealed(sealed);
  }
}

template <class List>
bool DecodeSealed(const List& in, std::map<DeviceId, std::string>& out) {
  for (const pb::SealedKeyRecord& sealed : in) {
    DeviceId device;
    if (!Take(sealed.device(), device)) return false;
    out[device] = sealed.sealed();
  }
  return true;
}

bool Decode(const pb::KeyRotationRecord& in, KeyRotation& out) {
  out.epoch = in.epoch();
  return DecodePlace(in.place(), out.place) && Take(in.author(), out.author) &&
         Take(in.key(), out.key) && DecodeSealed(in.sealed(), out.sealed);
}

bool Decode(const pb::SharedSpaceRecord& in, Register<SharedNotice>& out) {
  out.value.left = in.left();
  out.value.genesis = in.genesis();
  out.value.relay = in.relay();
  out.value.since_day = in.since_day();
  return Take(in.rotation(), out.value.rotation) && DecodeSealed(in.sealed(), out.value.sealed) &&
         DecodeOrder(in.order(), out.order);
}

bool Decode(const pb::PaperRecord& in, Register<RecoveryPaper>& out) {
  out.value.mailbox_key = in.mailbox_key();
  return Take(in.vouch(), out.value.vouch) && DecodeOrder(in.order(), out.order);
}

}  // namespace

std::string Encode(const Roster& roster) {
  pb::RosterRecord out;
  for (const DeviceAddition& addition : roster.additions) {
    pb::DeviceAdditionRecord* record = out.add_additions();
    EncodePlace(addition.place, record->mutable_place());
    record->set_author(addition.author.str());
    record->set_person(addition.person.str());
    EncodeDevice(addition.device, record->mutable_device());
    record->set_wish(addition.wish.str());
    record->set_key(Give(addition.key));
  }
  for (const DeviceRemoval& removal : roster.removals) {
    pb::DeviceRemovalRecord* record = out.add_removals();
    EncodePlace(removal.place, record->mutable_place());
    record->set_author(removal.author.str());
    record->set_device(removal.device.str());
  }
  for (const KeyRotation& rotation : roster.rotations) {
    pb::KeyRotationRecord* record = out.add_rotations();
    EncodePlace(rotation.place, record->mutable_place());
    record->set_author(rotation.author.str());
    record->set_epoch(rotation.epoch);
    record->set_key(rotation.key.str());
    EncodeSealed(rotation.sealed, record->mutable_sealed());
  }
  for (const auto& [device, name] : roster.names) {
    pb::DeviceNameRecord* record = out.add_names();
    record->set_device(device.str());
    EncodeRegister(name, [&] { return record->mutable_name(); });
  }
  for (const auto& [space, shared] : roster.shared) {
    pb::SharedSpaceRecord* record = out.add_shared();
    record->set_space(space.str());
    record->set_left(shared.value.left);
    record->set_genesis(shared.value.genesis);
    record->set_relay(shared.value.relay);
    record->set_rotation(Give(shared.value.rotation));
    EncodeSealed(shared.value.sealed, record->mutable_sealed());
    record->set_since_day(shared.value.since_day);
    EncodeOrder(shared.order, record->mutable_order());
  }
  for (const auto& [device, paper] : roster.papers) {
    pb::PaperRecord* record = out.add_papers();
    record->set_device(device.str());
    record->set_mailbox_key(paper.value.mailbox_key);
    record->set_vouch(paper.value.vouch.str());
    EncodeOrder(paper.order, record->mutable_order());
  }
  EncodeIds(roster.later, out.mutable_later());
  return out.SerializeAsString();
}

absl::StatusOr<Roster> DecodeRoster(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::RosterRecord>(bytes));
  Roster roster;
  for (const auto& record : in.additions()) {
    if (!Decode(record, roster.additions.emplace_back())) return Damaged();
  }
  for (const auto& record : in.removals()) {
    if (!Decode(record, roster.removals.emplace_back())) return Damaged();
  }
  for (const auto& record : in.rotations()) {
    if (!Decode(record, roster.rotations.emplace_back())) return Damaged();
  }
  for (const auto& record : in.names()) {
    DeviceId device;
    if (!Take(record.device(), device) || !DecodeRegister(record.name(), roster.names[device])) {
      return Damaged();
    }
  }
  for (const auto& record : in.shared()) {
    SpaceId space;
    if (!Take(record.space(), space) || !Decode(record, roster.shared[space])) return Damaged();
  }
  for (const auto& record : in.papers()) {
    DeviceId device;
    if (!Take(record.device(), device) || !Decode(record, roster.papers[device])) return Damaged();
  }
  if (!DecodeIds(in.later(), roster.later)) return Damaged();
  return roster;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/sync/roster_codec.h"

#include <utility>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

constexpr std::size_t kMailboxKeyBytes = 32;
constexpr std::size_t kSealedKeyBytes = 80;  // libsodium's sealed box around 32 bytes

template <class Id>
bool Take(absl::string_view bytes, Id& out) {
  const auto id = Id::FromBytes(bytes);
  if (id) out = *id;
  return id.has_value();
}

template <class List>
void EncodeSealed(const std::map<DeviceId, std::string>& in, List* out) {
  for (const auto& [device, sealed] : in) {
    pb::SealedKey* key = out->Add();
    key->set_device(device.str());
    key->set_sealed(sealed);
  }
}

// Sorted by device, each of the right size, not too many.
template <class List>
bool DecodeSealed(const List& in, std::map<DeviceId, std::string>& out) {
  if (static_cast<std::size_t>(in.size()) > limits::kSealedKeys) return false;
  for (const pb::SealedKey& key : in) {
    DeviceId device;
    if (!Take(key.device(), device) || key.sealed().size() != kSealedKeyBytes ||
        (!out.empty() && !(out.rbegin()->first < device))) {
      return false;
    }
    out.emplace(device, key.sealed());
  }
  return true;
}

}  // namespace

pb::DeviceAdd Message(const DeviceAddPayload& payload) {
  pb::DeviceAdd out;
  out.set_person(payload.person.str());
  out.set_sign_key(payload.device.sign_key.str());
  out.set_box_key(payload.device.box_key.str());
  out.set_wish(payload.wish.str());
  if (!payload.key.empty()) out.set_key(payload.key.str());
  return out;
}

pb::KeyRotate Message(const KeyRotatePayload& payload) {
  pb::KeyRotate out;
  out.set_epoch(payload.epoch);
  EncodeSealed(payload.sealed, out.mutable_keys());
  return out;
}

pb::DeviceName Message(const DeviceNamePayload& payload) {
  pb::DeviceName out;
  out.set_name(payload.name);
  return out;
}

pb::SharedSpaceSet Message(const SharedSpacePayload& payload) {
  const SharedNotice& shared = payload.shared;
  pb::SharedSpaceSet out;
  out.set_left(shared.left);
  out.set_genesis(shared.genesis);
  out.set_relay(shared.relay);
  if (!shared.rotation.empty()) out.set_rotation(shared.rotation.str());
  EncodeSealed(shared.sealed, out.mutable_keys());
  out.set_since_day(shared.since_day);
  return out;
}

pb::RecoverySet Message(const RecoveryPayload& payload) {
  pb::RecoverySet out;
  out.set_mailbox_key(payload.paper.mailbox_key);
  out.set_vouch(payload.paper.vouch.str());
  return out;
}

Payload Validated(const pb::DeviceAdd& in, const Notary& notary) {
  DeviceAddPayload out;
  if (!Take(in.person(), out.person) || !Take(in.sign_key(), out.device.sign_key) ||
      !Take(in.box_key(), out.device.box_key) || !Take(in.wish(), out.wish) ||
      (!in.key().empty() && !Take(in.key(), out.key))) {
    return InvalidPayload{};
  }
  out.device.device = notary.DeviceOf(out.device.sign_key);
  return out;
}

Payload Validated(const pb::KeyRotate& in) {
  KeyRotatePayload out{in.epoch(), {}};
  if (in.epoch() == 0 || in.keys().empty() || !DecodeSealed(in.keys(), out.sealed)) {
    return InvalidPayload{};
  }
  return out;
}

Payload Validated(const pb::DeviceName& in) {
  if (!ValidateDeviceName(in.name()).ok()) return InvalidPayload{};
  return DeviceNamePayload{in.name()};
}

Payload Validated(const pb::SharedSpaceSet& in) {
  if (in.left()) return SharedSpacePayload{SharedNotice{.left = true}};
  SharedNotice out{.genesis = in.genesis(), .relay = in.relay(), .since_day = in.since_day()};
  const auto relay = CodePoints(in.relay());
  if (in.genesis().empty() || !relay || HasControl(in.relay()) || !IsDayNumber(in.since_day()) ||
      (!in.rotation().empty() && !Take(in.rotation(), out.rotation)) ||
      !DecodeSealed(in.keys(), out.sealed)) {
    return InvalidPayload{};
  }
  return SharedSpacePayload{std::move(out)};
}

Payload Validated(const pb::RecoverySet& in) {
  RecoveryPaper out{.mailbox_key = in.mailbox_key()};
  if (in.mailbox_key().size() != kMailboxKeyBytes || !Take(in.vouch(), out.vouch)) {
    return InvalidPayload{};
  }
  return RecoveryPayload{std::move(out)};
}

}  // namespace twofold

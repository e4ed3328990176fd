// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/space_key.h"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/crypto/bytes.h"
#include "core/crypto/digest.h"
#include "core/crypto/domains.h"

namespace twofold {
namespace {

constexpr char kContext[] = "tfspace1";
constexpr std::uint64_t kEnvelopeSubkey = 1;
constexpr std::uint64_t kStatusSubkey = 2;
constexpr std::uint64_t kLoginSubkey = 3;
constexpr std::uint64_t kSlotSubkey = 4;
constexpr std::uint64_t kMessageSubkey = 5;
constexpr std::uint64_t kSnapshotSubkey = 6;
constexpr std::uint64_t kNoteSubkey = 7;

void Derive(std::uint8_t* subkey, std::uint64_t number, const Secret<32>& key) {
  crypto_kdf_derive_from_key(subkey, 32, number, kContext, key.data());
}

}  // namespace

LoginKey::LoginKey(const Secret<32>& epoch_key) {
  Fleeting<32> seed;
  std::array<char, LoginPublicKey::kSize> public_key;
  Derive(seed.data(), kLoginSubkey, epoch_key);
  crypto_sign_seed_keypair(reinterpret_cast<std::uint8_t*>(public_key.data()), sign_secret_.data(),
                           seed.data());
  public_key_ = LoginPublicKey::Prefix({public_key.data(), public_key.size()});
  mailbox_ = MailboxId::Prefix(PlainBlake2b(public_key_.bytes()).bytes());
  Derive(slot_key_.data(), kSlotSubkey, epoch_key);
  Derive(message_key_.data(), kMessageSubkey, epoch_key);
}

SlotId LoginKey::SlotOf(const DeviceId& device) const {
  return SlotId::Prefix(KeyedBlake2b(slot_key_.bytes(), domains::kSlot, {device.bytes()}).bytes());
}

MessageId LoginKey::MessageIdOf(std::span<const OperationId> operations) const {
  std::string ids;
  ids.reserve(operations.size() * OperationId::kSize);
  for (const OperationId& id : operations) absl::StrAppend(&ids, id.bytes());
  return MessageId::Prefix(KeyedBlake2b(message_key_.bytes(), domains::kMessageId, {ids}).bytes());
}

Signature LoginKey::Sign(const LoginChallenge& challenge) const {
  const std::string message =
      absl::StrCat(WithZero(domains::kRelayLogin), LittleEndian(challenge.relay_name.size(), 2),
                   challenge.relay_name, challenge.generation.bytes(), mailbox_.bytes(),
                   challenge.slot.bytes(), challenge.relay_nonce, challenge.device_nonce);
  std::array<char, Signature::kSize> signature;
  crypto_sign_detached(reinterpret_cast<std::uint8_t*>(signature.data()), nullptr,
                       AsBytes(absl::string_view(message)), message.size(), sign_secret_.data());
  return Signature::Prefix({signature.data(), signature.size()});
}

SpaceKey::SpaceKey(Secret<32> secret)
    : secret_(std::move(secret)),
      id_(KeyId::Prefix(KeyedBlake2b(secret_.bytes(), domains::kKeyId, {}).bytes())) {}

SpaceKey SpaceKey::Make(Random& random) { return SpaceKey(Secret<32>::Make(random)); }

std::optional<SpaceKey> SpaceKey::FromBytes(absl::string_view bytes) {
  auto secret = Secret<32>::FromBytes(bytes);
  if (!secret) return std::nullopt;
  return SpaceKey(*std::move(secret));
}

SpaceKey SpaceKey::Clone() const { return SpaceKey(secret_.Clone()); }

LoginKey SpaceKey::Login() const { return LoginKey(secret_); }

void SpaceKey::DeriveEnvelopeKey(Fleeting<32>& key) const {
  Derive(key.data(), kEnvelopeSubkey, secret_);
}

void SpaceKey::DeriveStatusKey(Fleeting<32>& key) const {
  Derive(key.data(), kStatusSubkey, secret_);
}

void SpaceKey::DeriveSnapshotKey(Fleeting<32>& key) const {
  Derive(key.data(), kSnapshotSubkey, secret_);
}

void SpaceKey::DeriveNoteKey(Fleeting<32>& key) const { Derive(key.data(), kNoteSubkey, secret_); }

}  // namespace twofold

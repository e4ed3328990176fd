// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The secret that the devices of a space share for one epoch, and what follows from it: the key
// of its envelopes, and how its devices appear at a relay. The relay can tell neither persons nor
// two epochs of one space apart, because all it sees is derived one way from this key.
//
//   SpaceKey key = SpaceKey::Make(random);
//   LoginKey login = key.Login();
//   login.mailbox(); login.SlotOf(keys.device());
#pragma once

#include <optional>
#include <span>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/secret.h"

namespace twofold {

// Names an epoch key without giving anything of it away: a keyed hash. It commits to the key,
// which the cipher alone does not.
using KeyId = FixedId<struct KeyIdTag, 16>;
using LoginPublicKey = FixedId<struct LoginPublicKeyTag, 32>;  // Ed25519

// What a login signs, as the relay and the device have said it. Views must outlive the call.
struct LoginChallenge {
  absl::string_view relay_name;  // as dialled; at most 65,535 bytes
  Generation generation;
  SlotId slot;
  absl::string_view relay_nonce;   // 16 bytes
  absl::string_view device_nonce;  // 16 bytes
};

// How the devices of one epoch appear at a relay. Thread-safe once made.
class LoginKey {
 public:
  const LoginPublicKey& public_key() const { return public_key_; }
  // The first 16 bytes of the BLAKE2b-256 hash of public_key().
  const MailboxId& mailbox() const { return mailbox_; }

  // Returns the slot of a device in this mailbox: a keyed hash, different in every epoch.
  SlotId SlotOf(const DeviceId& device) const;

  // Returns the message id of the envelope that holds these operations, in this order: a keyed
  // hash, so that sending the same operations again is seen as the same message.
  MessageId MessageIdOf(std::span<const OperationId> operations) const;

  // Returns the Ed25519 signature over
  //   "twofold relay v1 login" 00 LE16(length of name) name generation mailbox slot
  //   relay_nonce device_nonce
  // REQUIRES: the lengths that LoginChallenge states.
  Signature Sign(const LoginChallenge& challenge) const;

 private:
  friend class SpaceKey;
  explicit LoginKey(const Secret<32>& epoch_key);

  Secret<64> sign_secret_;
  Secret<32> slot_key_;
  Secret<32> message_key_;
  LoginPublicKey public_key_;
  MailboxId mailbox_;
};

// The epoch key, 32 secret bytes. Thread-safe once made.
class SpaceKey {
 public:
  static constexpr std::size_t kBytes = 32;

  static SpaceKey Make(Random& random);
  // Returns nothing unless `bytes` has kBytes.
  static std::optional<SpaceKey> FromBytes(absl::string_view bytes);
  SpaceKey Clone() const;

  // The secret itself, to be kept or handed to a member; valid as long as this object.
  absl::string_view bytes() const { return secret_.bytes(); }
  const KeyId& id() const { return id_; }

  LoginKey Login() const;

  // Derive the key of envelopes with operations, with status, with pieces of snapshots, and with
  // a recovery note.
  void DeriveEnvelopeKey(Fleeting<32>& key) const;
  void DeriveStatusKey(Fleeting<32>& key) const;
  void DeriveSnapshotKey(Fleeting<32>& key) const;
  void DeriveNoteKey(Fleeting<32>& key) const;

 private:
  explicit SpaceKey(Secret<32> secret);

  Secret<32> secret_;
  KeyId id_;
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a pairing remembers, and how it is written down. Only for this room.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/crypto/secret.h"
#include "core/crypto/space_key.h"
#include "core/pairing/pairing.h"
#include "core/pairing/room_message.h"

namespace twofold {

struct PairingState {
  PairingRole role = PairingRole::kInviter;
  PairingStep step = PairingStep::kWaiting;
  std::optional<PairingEnd> end;
  RoomId room;
  DeviceId device;
  std::vector<std::string> outgoing;
  std::uint32_t received = 0;

  // Empty once ended.
  Secret<32> pairing_key;
  Secret<32> ephemeral_secret;
  std::string own_hello;
  std::string commitment;
  std::string partner_hello;
  std::optional<SpaceKey> space_key;
  std::string genesis;            // serialized; empty until there is an offer
  std::string inviter_signature;  // empty or 64 bytes
  std::string joiner_signature;
  // Of a linking, instead of space_key, genesis and signatures.
  std::string welcome;  // serialized; empty until the inviter's person said yes; secret
  std::string wish;     // empty or 64 bytes

  // Not written down: follows from the hellos.
  std::optional<PairingSession> session;

  // Drops every secret and every name; keeps what has to be posted still.
  void Forget();
};

PairingPurpose PurposeOf(const PairingState& state);

// Returns the state as a secret string.
std::string WritePairingState(const PairingState& state);

// DataLoss if it is not what WritePairingState returned.
absl::StatusOr<std::unique_ptr<PairingState>> ReadPairingState(absl::string_view saved);

// Returns a serialized SignedGenesis with the signatures that are there.
std::string SignedGenesisOf(const PairingState& state);

}  // namespace twofold

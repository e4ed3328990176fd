// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the two sides of a pairing put into their room: how a message is sealed, what a hello says,
// and what both derive from two hellos. docs/formats/pairing.md has the layout.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/digest.h"
#include "core/crypto/secret.h"
#include "core/pairing/genesis.h"
#include "core/pairing/pairing.h"
#include "twofold/sync/v1/pairing.pb.h"

namespace twofold {

// Which key a message is sealed with. Numbers are for ever.
enum class RoomPhase : std::uint8_t {
  kInvited = 1,  // from the invitation
  kSession = 2,  // from both hellos
};

// Where a message stands in its room.
struct RoomPlace {
  RoomId room;
  PairingRole sender;
  std::uint32_t index;
};

// Returns the sealed body. Overwrites the plaintext it made on the way, not `message`.
std::string SealRoomMessage(const Secret<32>& key, RoomPhase phase, const RoomPlace& place,
                            const sync::v1::PairingMessage& message, Random& random);

// Returns the phase that the body claims. InvalidArgument if it is no room message.
absl::StatusOr<RoomPhase> RoomPhaseOf(absl::string_view body);

// Returns the message sealed in this place under this key. InvalidArgument for anything else.
absl::StatusOr<sync::v1::PairingMessage> OpenRoomMessage(const Secret<32>& key, RoomPhase phase,
                                                         const RoomPlace& place,
                                                         absl::string_view body);

// A side's introduction.
struct Hello {
  SpaceMember member;
  BoxPublicKey ephemeral_key;
  Digest32 nonce;
  PairingPurpose purpose;
};

// Returns the serialized PairingHello of this side.
std::string WriteHello(const PairingSelf& self, const Secret<32>& ephemeral_secret, Random& random);

// InvalidArgument unless it is a well-formed hello of our format.
absl::StatusOr<Hello> ReadHello(absl::string_view hello);

// Returns what the inviter commits to before it shows its hello.
Digest32 CommitmentTo(absl::string_view hello);

// What both sides share once they have exchanged hellos.
struct PairingSession {
  Digest32 transcript;
  Secret<32> key;
  std::string check_number;  // "482 913"
};

// Returns the session of two hellos; the same for both sides, each with its own secret.
// InvalidArgument if the other side's ephemeral key is none or its hello mirrors our own.
absl::StatusOr<PairingSession> DeriveSession(const RoomId& room, const Secret<32>& pairing_key,
                                             const Secret<32>& ephemeral_secret,
                                             PairingRole own_role, absl::string_view own_hello,
                                             absl::string_view partner_hello);

}  // namespace twofold

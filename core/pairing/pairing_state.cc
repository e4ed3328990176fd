// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/pairing/pairing_state.h"

#include <utility>

#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "twofold/store/v1/pairing_state.pb.h"

namespace twofold {
namespace {

constexpr std::uint32_t kFormat = 1;

absl::Status Damaged() { return absl::DataLossError("a saved pairing that cannot be read"); }

void WipeSecrets(store::v1::PairingState& message) {
  Wipe(*message.mutable_pairing_key());
  Wipe(*message.mutable_ephemeral_secret());
  Wipe(*message.mutable_space_key());
  Wipe(*message.mutable_welcome());
}

// The parts that are gone once ended.
bool ReadSecrets(const store::v1::PairingState& message, PairingState& state) {
  auto pairing_key = Secret<32>::FromBytes(message.pairing_key());
  auto ephemeral_secret = Secret<32>::FromBytes(message.ephemeral_secret());
  if (!pairing_key || !ephemeral_secret) return false;
  state.pairing_key = *std::move(pairing_key);
  state.ephemeral_secret = *std::move(ephemeral_secret);
  if (!message.space_key().empty()) {
    state.space_key = SpaceKey::FromBytes(message.space_key());
    if (!state.space_key) return false;
  }
  state.own_hello = message.own_hello();
  state.commitment = message.commitment();
  state.partner_hello = message.partner_hello();
  sync::v1::SignedGenesis genesis;
  if (!genesis.ParseFromString(message.signed_genesis())) return false;
  state.genesis = genesis.genesis();
  state.inviter_signature = genesis.inviter_signature();
  state.joiner_signature = genesis.joiner_signature();
  state.welcome = message.welcome();
  state.wish = message.wish();
  if (state.partner_hello.empty()) return state.step == PairingStep::kWaiting;
  auto session = DeriveSession(state.room, state.pairing_key, state.ephemeral_secret, state.role,
                               state.own_hello, state.partner_hello);
  if (!session.ok()) return false;
  state.session = *std::move(session);
  const bool finished = state.step == PairingStep::kPaired || state.step == PairingStep::kFinishing;
  if (!finished) return true;
  if (PurposeOf(state) == PairingPurpose::kLink) {
    return !state.welcome.empty() && state.wish.size() == Signature::kSize;
  }
  return state.space_key && !state.genesis.empty();
}

bool ReadAll(const store::v1::PairingState& message, PairingState& state) {
  const auto room = RoomId::FromBytes(message.room());
  const auto device = DeviceId::FromBytes(message.device());
  if (message.format() != kFormat || !room || !device || message.role() < 1 || message.role() > 2 ||
      message.step() < 1 || message.step() > 6 || message.end_reason() > 7 ||
      static_cast<std::size_t>(message.outgoing_size()) > limits::kRoomMessages) {
    return false;
  }
  state.role = static_cast<PairingRole>(message.role());
  state.step = static_cast<PairingStep>(message.step());
  state.room = *room;
  state.device = *device;
  state.outgoing.assign(message.outgoing().begin(), message.outgoing().end());
  state.received = message.received();
  const bool ended = state.step == PairingStep::kEnded;
  if (ended != (message.end_reason() != 0)) return false;
  if (!ended) return ReadSecrets(message, state);
  state.end = static_cast<PairingEnd>(message.end_reason());
  return true;
}

}  // namespace

void PairingState::Forget() {
  pairing_key = Secret<32>();
  ephemeral_secret = Secret<32>();
  for (std::string* text : {&own_hello, &commitment, &partner_hello, &genesis, &inviter_signature,
                            &joiner_signature, &welcome, &wish}) {
    Wipe(*text);
  }
  space_key.reset();
  session.reset();
}

PairingPurpose PurposeOf(const PairingState& state) {
  const auto hello = ReadHello(state.own_hello);
  return hello.ok() ? hello->purpose : PairingPurpose::kCouple;
}

std::string SignedGenesisOf(const PairingState& state) {
  sync::v1::SignedGenesis genesis;
  genesis.set_genesis(state.genesis);
  genesis.set_inviter_signature(state.inviter_signature);
  genesis.set_joiner_signature(state.joiner_signature);
  return genesis.SerializeAsString();
}

std::string WritePairingState(const PairingState& state) {
  store::v1::PairingState message;
  message.set_format(kFormat);
  message.set_role(static_cast<std::uint32_t>(state.role));
  message.set_step(static_cast<std::uint32_t>(state.step));
  message.set_end_reason(state.end ? static_cast<std::uint32_t>(*state.end) : 0);
  message.set_room(state.room.str());
  message.set_device(state.device.str());
  for (const std::string& body : state.outgoing) message.add_outgoing(body);
  message.set_received(state.received);
  if (state.step != PairingStep::kEnded) {
    message.set_pairing_key(state.pairing_key.bytes().data(), 32);
    message.set_ephemeral_secret(state.ephemeral_secret.bytes().data(), 32);
    message.set_own_hello(state.own_hello);
    message.set_commitment(state.commitment);
    message.set_partner_hello(state.partner_hello);
    if (state.space_key) message.set_space_key(state.space_key->bytes().data(), SpaceKey::kBytes);
    message.set_signed_genesis(SignedGenesisOf(state));
    message.set_welcome(state.welcome);
    message.set_wish(state.wish);
  }
  std::string saved = message.SerializeAsString();
  WipeSecrets(message);
  return saved;
}

absl::StatusOr<std::unique_ptr<PairingState>> ReadPairingState(absl::string_view saved) {
  store::v1::PairingState message;
  if (!message.ParseFromArray(saved.data(), static_cast<int>(saved.size()))) return Damaged();
  auto state = std::make_unique<PairingState>();
  const bool good = ReadAll(message, *state);
  WipeSecrets(message);
  if (!good) return Damaged();
  return state;
}

}  // namespace twofold

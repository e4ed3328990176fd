// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/pairing/pairing.h"

#include <utility>

#include "core/base/status_macros.h"
#include "core/pairing/pairing_flow.h"
#include "core/pairing/pairing_state.h"
#include "core/pairing/room_message.h"

namespace twofold {
namespace {

std::optional<PairingResult> Outcome(const PairingState& state) {
  const auto own = ReadHello(state.own_hello);
  const auto partner = ReadHello(state.partner_hello);
  if (!own.ok() || !partner.ok() || !state.space_key) return std::nullopt;
  return PairingResult{SignedGenesisOf(state), SpaceOf(state.genesis), state.space_key->Clone(),
                       own->member, partner->member};
}

}  // namespace

Pairing::Pairing(std::unique_ptr<PairingState> state, const DeviceKeys& keys, Random& random)
    : state_(std::move(state)), keys_(&keys), random_(&random) {}
Pairing::Pairing(Pairing&&) noexcept = default;
Pairing& Pairing::operator=(Pairing&&) noexcept = default;
Pairing::~Pairing() = default;

absl::StatusOr<Pairing> Pairing::Begin(PairingRole role, const PairingSelf& self,
                                       const Invitation& invitation, Random& random) {
  TF_RETURN_IF_ERROR(CheckPersonName(self.name));
  auto state = std::make_unique<PairingState>();
  state->role = role;
  state->room = invitation.Room();
  state->device = self.keys.device();
  state->pairing_key = invitation.PairingKey();
  state->ephemeral_secret = Secret<32>::Make(random);
  state->own_hello = WriteHello(self, state->ephemeral_secret, random);
  if (role == PairingRole::kInviter) {
    sync::v1::PairingMessage message;
    message.set_commitment(CommitmentTo(state->own_hello).str());
    state->outgoing.push_back(SealRoomMessage(state->pairing_key, RoomPhase::kInvited,
                                              {state->room, role, 0}, message, random));
  }
  return Pairing(std::move(state), self.keys, random);
}

absl::StatusOr<Pairing> Pairing::Invite(const PairingSelf& self, const Invitation& invitation,
                                        Random& random) {
  return Begin(PairingRole::kInviter, self, invitation, random);
}

absl::StatusOr<Pairing> Pairing::Join(const PairingSelf& self, const Invitation& invitation,
                                      Random& random) {
  return Begin(PairingRole::kJoiner, self, invitation, random);
}

absl::StatusOr<Pairing> Pairing::Restore(absl::string_view saved, const DeviceKeys& keys,
                                         Random& random) {
  TF_ASSIGN_OR_RETURN(std::unique_ptr<PairingState> state, ReadPairingState(saved));
  if (state->device != keys.device()) {
    return absl::FailedPreconditionError("a saved pairing of another device");
  }
  return Pairing(std::move(state), keys, random);
}

std::string Pairing::Save() const { return WritePairingState(*state_); }

PairingRole Pairing::role() const { return state_->role; }
PairingStep Pairing::step() const { return state_->step; }
std::optional<PairingEnd> Pairing::end_reason() const { return state_->end; }
const RoomId& Pairing::room() const { return state_->room; }
const std::vector<std::string>& Pairing::outgoing() const { return state_->outgoing; }
std::uint32_t Pairing::next_index() const { return state_->received; }

void Pairing::Receive(std::uint32_t index, absl::string_view body) {
  if (index != state_->received || state_->step == PairingStep::kEnded) return;
  if (state_->role == PairingRole::kJoiner && state_->step == PairingStep::kPaired) return;
  const bool final_step =
      state_->step == PairingStep::kPaired || state_->step == PairingStep::kFinishing;
  const bool good = PairingFlow(*state_, *keys_, *random_).Take(index, body);
  ++state_->received;
  if (!good && !final_step) PairingFlow(*state_, *keys_, *random_).Finish(PairingEnd::kBadMessage);
}

void Pairing::Confirm(absl::string_view welcome) {
  if (state_->step != PairingStep::kComparing) return;
  PairingFlow(*state_, *keys_, *random_).Confirm(welcome);
}

void Pairing::Cancel() {
  if (state_->step == PairingStep::kPaired || state_->step == PairingStep::kEnded) return;
  PairingFlow(*state_, *keys_, *random_).Finish(PairingEnd::kCancelledHere);
}

void Pairing::End(PairingEnd reason) {
  if (state_->step == PairingStep::kPaired || state_->step == PairingStep::kEnded) return;
  const bool room_is_dead = reason == PairingEnd::kThirdParty || reason == PairingEnd::kExpired;
  if (state_->step == PairingStep::kFinishing && room_is_dead) return;
  PairingFlow(*state_, *keys_, *random_).Finish(reason);
}

absl::Status Pairing::FinishedElsewhere(absl::string_view signed_genesis) {
  const bool joined =
      state_->role == PairingRole::kJoiner &&
      (state_->step == PairingStep::kFinishing || state_->step == PairingStep::kPaired);
  if (!joined) return absl::FailedPreconditionError("this pairing is not waiting for a genesis");
  // It holds both signatures already, so only the very same bytes prove anything new.
  if (signed_genesis != SignedGenesisOf(*state_)) {
    return absl::InvalidArgumentError("a genesis other than the one signed here");
  }
  state_->step = PairingStep::kPaired;
  return absl::OkStatus();
}

std::string Pairing::check_number() const {
  return state_->session ? state_->session->check_number : std::string();
}

std::optional<SpaceMember> Pairing::partner() const {
  if (!state_->session) return std::nullopt;
  const auto hello = ReadHello(state_->partner_hello);
  if (!hello.ok()) return std::nullopt;
  return hello->member;
}

PairingPurpose Pairing::purpose() const { return PurposeOf(*state_); }

std::optional<LinkResult> Pairing::link() const {
  const auto partner = ReadHello(state_->partner_hello);
  const auto wish = Signature::FromBytes(state_->wish);
  if (state_->step != PairingStep::kPaired || state_->welcome.empty() || !partner.ok() || !wish) {
    return std::nullopt;
  }
  return LinkResult{state_->welcome, partner->member, *wish};
}

std::optional<PairingResult> Pairing::result() const {
  return state_->step == PairingStep::kPaired ? Outcome(*state_) : std::nullopt;
}

std::optional<PairingResult> Pairing::awaited() const {
  return state_->step == PairingStep::kFinishing ? Outcome(*state_) : std::nullopt;
}

}  // namespace twofold

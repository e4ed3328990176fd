// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/pairing/pairing_flow.h"

#include <string>
#include <utility>

#include "core/base/notary.h"
#include "core/crypto/domains.h"

namespace twofold {
namespace {

using sync::v1::PairingMessage;

PairingRole Other(PairingRole role) {
  return role == PairingRole::kInviter ? PairingRole::kJoiner : PairingRole::kInviter;
}

void FillMember(const SpaceMember& from, sync::v1::Member& to) {
  to.set_person_id(from.person.str());
  to.set_person_name(from.name);
  auto& device = *to.add_devices();
  device.set_sign_key(from.sign_key.str());
  device.set_box_key(from.box_key.str());
}

}  // namespace

bool PairingFlow::Take(std::uint32_t index, absl::string_view body) {
  const auto phase = RoomPhaseOf(body);
  if (!phase.ok()) return false;
  const bool in_session = *phase == RoomPhase::kSession;
  if (in_session && !state_.session) return false;
  auto message = OpenRoomMessage(in_session ? state_.session->key : state_.pairing_key, *phase,
                                 {state_.room, Other(state_.role), index}, body);
  if (!message.ok()) return false;
  const bool good = Dispatch(*message, *phase);
  if (message->has_offer()) Wipe(*message->mutable_offer()->mutable_space_key());
  if (message->has_welcome()) Wipe(*message->mutable_welcome());
  return good;
}

bool PairingFlow::Dispatch(const PairingMessage& message, RoomPhase phase) {
  const bool inviting = state_.role == PairingRole::kInviter;
  const bool in_session = phase == RoomPhase::kSession;
  const bool linking = PurposeOf(state_) == PairingPurpose::kLink;
  switch (message.step_case()) {
    case PairingMessage::kCommitment:
      return !inviting && !in_session && TakeCommitment(message.commitment());
    case PairingMessage::kHello:
      return !in_session && TakeHello(message.hello());
    case PairingMessage::kOffer:
      return !linking && !inviting && in_session && TakeOffer(message.offer());
    case PairingMessage::kCosignature:
      return !linking && inviting && in_session && TakeCosignature(message.cosignature());
    case PairingMessage::kWelcome:
      return linking && !inviting && in_session && TakeWelcome(message.welcome());
    case PairingMessage::kWish:
      return linking && inviting && in_session && TakeWish(message.wish());
    case PairingMessage::kDone:
      return !inviting && in_session && TakeDone();
    case PairingMessage::kCancelled: {
      // Only a joiner that has not yet read the inviter's hello lacks the session's key.
      const bool early = inviting && state_.received == 1 && state_.step != PairingStep::kPaired;
      if (state_.session && !in_session && !early) return false;
      Finish(PairingEnd::kCancelledThere);
      return true;
    }
    case PairingMessage::STEP_NOT_SET:
      return false;
  }
  return false;
}

bool PairingFlow::TakeCommitment(absl::string_view commitment) {
  if (!state_.commitment.empty() || commitment.size() != Digest32::kSize) return false;
  state_.commitment = std::string(commitment);
  PostHello();
  return true;
}

bool PairingFlow::TakeHello(absl::string_view hello) {
  if (state_.step != PairingStep::kWaiting) return false;
  if (state_.role == PairingRole::kJoiner) {
    // A commitment that never came fits nothing.
    if (CommitmentTo(hello).bytes() != state_.commitment || !StartSession(hello)) return false;
  } else {
    if (!StartSession(hello)) return false;
    PostHello();
  }
  // Both say what they came for, so that both can tell their persons.
  const auto partner = ReadHello(hello);
  if (!partner.ok()) return false;
  if (partner->purpose != PurposeOf(state_)) Finish(PairingEnd::kOtherPurpose);
  return true;
}

bool PairingFlow::StartSession(absl::string_view partner_hello) {
  auto session = DeriveSession(state_.room, state_.pairing_key, state_.ephemeral_secret,
                               state_.role, state_.own_hello, partner_hello);
  if (!session.ok()) return false;
  state_.session = *std::move(session);
  state_.partner_hello = std::string(partner_hello);
  state_.step = PairingStep::kComparing;
  return true;
}

bool PairingFlow::IsExpectedGenesis(const SpaceGenesis& genesis) const {
  const auto own = ReadHello(state_.own_hello);
  const auto partner = ReadHello(state_.partner_hello);
  return own.ok() && partner.ok() && genesis.members[0] == partner->member &&
         genesis.members[1] == own->member && genesis.key_id == state_.space_key->id() &&
         genesis.transcript == state_.session->transcript;
}

bool PairingFlow::TakeOffer(const sync::v1::GenesisOffer& offer) {
  const bool awaited =
      state_.step == PairingStep::kComparing || state_.step == PairingStep::kConfirmed;
  if (!awaited || !state_.genesis.empty()) return false;
  state_.space_key = SpaceKey::FromBytes(offer.space_key());
  const auto genesis = ReadGenesis(offer.genesis());
  const auto signature = Signature::FromBytes(offer.signature());
  if (!state_.space_key || !genesis.ok() || !signature || !IsExpectedGenesis(*genesis) ||
      !Verify(genesis->members[0].sign_key, domains::kGenesisSignature, offer.genesis(),
              *signature)) {
    return false;
  }
  state_.genesis = offer.genesis();
  state_.inviter_signature = offer.signature();
  if (state_.step == PairingStep::kConfirmed) PostCosignature();
  return true;
}

bool PairingFlow::TakeCosignature(absl::string_view bytes) {
  const auto signature = Signature::FromBytes(bytes);
  const auto partner = ReadHello(state_.partner_hello);
  if (state_.step != PairingStep::kConfirmed || !signature || !partner.ok() ||
      !Verify(partner->member.sign_key, domains::kGenesisSignature, state_.genesis, *signature)) {
    return false;
  }
  state_.joiner_signature = signature->str();
  state_.step = PairingStep::kPaired;
  PostDone();
  return true;
}

bool PairingFlow::TakeWelcome(absl::string_view welcome) {
  const bool awaited =
      state_.step == PairingStep::kComparing || state_.step == PairingStep::kConfirmed;
  if (!awaited || !state_.welcome.empty() || welcome.empty()) return false;
  state_.welcome = std::string(welcome);
  if (state_.step == PairingStep::kConfirmed) PostWish();
  return true;
}

bool PairingFlow::TakeWish(absl::string_view bytes) {
  const auto wish = Signature::FromBytes(bytes);
  const auto own = ReadHello(state_.own_hello);
  const auto partner = ReadHello(state_.partner_hello);
  if (state_.step != PairingStep::kConfirmed || !wish || !own.ok() || !partner.ok() ||
      !Verify(partner->member.sign_key, domains::kOperationSignature,
              DeviceWish(own->member.person, partner->member.device), *wish)) {
    return false;
  }
  state_.wish = wish->str();
  state_.step = PairingStep::kPaired;
  PostDone();
  return true;
}

bool PairingFlow::TakeDone() {
  if (state_.step != PairingStep::kFinishing) return false;
  state_.step = PairingStep::kPaired;
  return true;
}

void PairingFlow::Confirm(absl::string_view welcome) {
  state_.step = PairingStep::kConfirmed;
  const bool inviting = state_.role == PairingRole::kInviter;
  if (PurposeOf(state_) == PairingPurpose::kLink) {
    if (inviting) state_.welcome = std::string(welcome);
    if (inviting) return PostWelcome();
    if (!state_.welcome.empty()) PostWish();
  } else if (inviting) {
    PostOffer();
  } else if (!state_.genesis.empty()) {
    PostCosignature();
  }
}

void PairingFlow::Finish(PairingEnd reason) {
  const bool tell = reason == PairingEnd::kCancelledHere || reason == PairingEnd::kNumberDiffers ||
                    reason == PairingEnd::kBadMessage || reason == PairingEnd::kOtherPurpose;
  if (tell && state_.received > 0) {
    PairingMessage message;
    message.mutable_cancelled();
    Post(message);
  }
  state_.step = PairingStep::kEnded;
  state_.end = reason;
  state_.Forget();
}

void PairingFlow::PostHello() {
  PairingMessage message;
  message.set_hello(state_.own_hello);
  const Secret<32>& key = state_.pairing_key;
  const auto index = static_cast<std::uint32_t>(state_.outgoing.size());
  state_.outgoing.push_back(SealRoomMessage(key, RoomPhase::kInvited,
                                            {state_.room, state_.role, index}, message, random_));
}

void PairingFlow::PostOffer() {
  const auto own = ReadHello(state_.own_hello);
  const auto partner = ReadHello(state_.partner_hello);
  if (!own.ok() || !partner.ok()) return Finish(PairingEnd::kBadMessage);
  state_.space_key = SpaceKey::Make(random_);
  sync::v1::Genesis genesis;
  genesis.set_format(1);
  FillMember(own->member, *genesis.add_members());
  FillMember(partner->member, *genesis.add_members());
  genesis.set_key_id(state_.space_key->id().str());
  genesis.set_transcript(state_.session->transcript.str());
  state_.genesis = genesis.SerializeAsString();
  state_.inviter_signature = keys_.Sign(domains::kGenesisSignature, state_.genesis).str();

  PairingMessage message;
  auto& offer = *message.mutable_offer();
  offer.set_genesis(state_.genesis);
  offer.set_signature(state_.inviter_signature);
  offer.set_space_key(state_.space_key->bytes().data(), SpaceKey::kBytes);
  Post(message);
  Wipe(*offer.mutable_space_key());
}

void PairingFlow::PostCosignature() {
  state_.joiner_signature = keys_.Sign(domains::kGenesisSignature, state_.genesis).str();
  PairingMessage message;
  message.set_cosignature(state_.joiner_signature);
  Post(message);
  state_.step = PairingStep::kFinishing;
}

void PairingFlow::PostWelcome() {
  PairingMessage message;
  message.set_welcome(state_.welcome);
  Post(message);
  Wipe(*message.mutable_welcome());
}

void PairingFlow::PostWish() {
  const auto partner = ReadHello(state_.partner_hello);
  if (!partner.ok()) return Finish(PairingEnd::kBadMessage);
  state_.wish =
      keys_.Sign(domains::kOperationSignature, DeviceWish(partner->member.person, keys_.device()))
          .str();
  PairingMessage message;
  message.set_wish(state_.wish);
  Post(message);
  state_.step = PairingStep::kFinishing;
}

void PairingFlow::PostDone() {
  PairingMessage message;
  message.mutable_done();
  Post(message);
}

void PairingFlow::Post(const PairingMessage& message) {
  const auto index = static_cast<std::uint32_t>(state_.outgoing.size());
  const bool in_session = state_.session.has_value();
  state_.outgoing.push_back(SealRoomMessage(in_session ? state_.session->key : state_.pairing_key,
                                            in_session ? RoomPhase::kSession : RoomPhase::kInvited,
                                            {state_.room, state_.role, index}, message, random_));
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/pairing/room_message.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/crypto/bytes.h"
#include "core/crypto/digest.h"
#include "core/crypto/domains.h"
#include "core/crypto/sealing.h"

namespace twofold {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kPrefixBytes = 2;
constexpr char kDirectionContext[] = "tfroom_1";

absl::Status Wrong(absl::string_view what) { return absl::InvalidArgumentError(what); }

// Each direction has its own key, so that a message sent back to its sender does not open.
void DirectionKey(const Secret<32>& key, PairingRole sender, Fleeting<32>& subkey) {
  DeriveSubkey(key, kDirectionContext, static_cast<std::uint64_t>(sender), subkey);
}

std::string PlaceBytes(const RoomPlace& place) {
  return absl::StrCat(place.room.bytes(), LittleEndian(static_cast<std::uint64_t>(place.sender), 1),
                      LittleEndian(place.index, 4));
}

// Every number is equally likely: a draw from the incomplete last million is drawn again.
std::string CheckNumber(const Secret<32>& key, const Digest32& transcript) {
  for (std::uint32_t round = 0;; ++round) {
    const std::optional<std::string> digits = SixDigits(KeyedBlake2b(
        key.bytes(), domains::kCheckNumber, {transcript.bytes(), LittleEndian(round, 4)}));
    if (digits) return *digits;
  }
}

}  // namespace

std::string SealRoomMessage(const Secret<32>& key, RoomPhase phase, const RoomPlace& place,
                            const sync::v1::PairingMessage& message, Random& random) {
  std::string plaintext = message.SerializeAsString();
  Fleeting<32> subkey;
  DirectionKey(key, place.sender, subkey);
  const std::string prefix =
      absl::StrCat(LittleEndian(kFormat, 1), LittleEndian(static_cast<std::uint64_t>(phase), 1));
  std::string body =
      Seal(subkey, {domains::kRoomMessage, prefix, PlaceBytes(place)}, plaintext, random);
  Wipe(plaintext);
  return body;
}

absl::StatusOr<RoomPhase> RoomPhaseOf(absl::string_view body) {
  if (body.size() < kPrefixBytes + kSealNonceBytes + kSealTagBytes ||
      body.size() > limits::kRoomMessageBytes) {
    return Wrong("a room message of an impossible size");
  }
  if (static_cast<std::uint8_t>(body[0]) != kFormat) {
    return Wrong("a room message of another format");
  }
  for (RoomPhase phase : {RoomPhase::kInvited, RoomPhase::kSession}) {
    if (static_cast<std::uint8_t>(body[1]) == static_cast<std::uint8_t>(phase)) return phase;
  }
  return Wrong("a room message of another phase");
}

absl::StatusOr<sync::v1::PairingMessage> OpenRoomMessage(const Secret<32>& key, RoomPhase phase,
                                                         const RoomPlace& place,
                                                         absl::string_view body) {
  TF_ASSIGN_OR_RETURN(const RoomPhase claimed, RoomPhaseOf(body));
  if (claimed != phase) return Wrong("a room message of another phase");
  Fleeting<32> subkey;
  DirectionKey(key, place.sender, subkey);
  auto plaintext = Unseal(
      subkey, {domains::kRoomMessage, body.substr(0, kPrefixBytes), PlaceBytes(place)}, body);
  if (!plaintext) return Wrong("a room message that was altered or is out of place");
  sync::v1::PairingMessage message;
  const bool good = message.ParseFromString(*plaintext);
  Wipe(*plaintext);
  if (!good) return Wrong("a room message that cannot be read");
  return message;
}

std::string WriteHello(const PairingSelf& self, const Secret<32>& ephemeral_secret,
                       Random& random) {
  sync::v1::PairingHello hello;
  hello.set_format(kFormat);
  hello.set_person_id(self.person.str());
  hello.set_person_name(self.name);
  hello.set_sign_key(self.keys.sign_public().str());
  hello.set_box_key(self.keys.box_public().str());
  hello.set_ephemeral_key(ExchangePublicKey(ephemeral_secret).str());
  hello.set_nonce(Digest32::Make(random).str());
  hello.set_purpose(static_cast<std::uint32_t>(self.purpose));
  return hello.SerializeAsString();
}

absl::StatusOr<Hello> ReadHello(absl::string_view hello) {
  sync::v1::PairingHello message;
  if (!message.ParseFromArray(hello.data(), static_cast<int>(hello.size()))) {
    return Wrong("a hello that cannot be read");
  }
  if (message.format() != kFormat) return Wrong("a hello of another format");
  const auto person = PersonId::FromBytes(message.person_id());
  const auto sign_key = SignPublicKey::FromBytes(message.sign_key());
  const auto box_key = BoxPublicKey::FromBytes(message.box_key());
  const auto ephemeral_key = BoxPublicKey::FromBytes(message.ephemeral_key());
  const auto nonce = Digest32::FromBytes(message.nonce());
  if (!person || person->empty() || !sign_key || !box_key || !ephemeral_key || !nonce) {
    return Wrong("a hello with a part missing");
  }
  if (message.purpose() > 1) return Wrong("a hello for another purpose than any known");
  TF_RETURN_IF_ERROR(CheckPersonName(message.person_name()));
  return Hello{{*person, message.person_name(), *sign_key, *box_key, DeviceOf(*sign_key)},
               *ephemeral_key,
               *nonce,
               static_cast<PairingPurpose>(message.purpose())};
}

Digest32 CommitmentTo(absl::string_view hello) { return Blake2b(domains::kPairingHello, {hello}); }

absl::StatusOr<PairingSession> DeriveSession(const RoomId& room, const Secret<32>& pairing_key,
                                             const Secret<32>& ephemeral_secret,
                                             PairingRole own_role, absl::string_view own_hello,
                                             absl::string_view partner_hello) {
  TF_ASSIGN_OR_RETURN(const Hello own, ReadHello(own_hello));
  TF_ASSIGN_OR_RETURN(const Hello partner, ReadHello(partner_hello));
  if (own.member.person == partner.member.person ||
      own.member.sign_key == partner.member.sign_key ||
      own.member.box_key == partner.member.box_key || own.ephemeral_key == partner.ephemeral_key ||
      own.nonce == partner.nonce) {
    return Wrong("a hello that mirrors our own");
  }
  Fleeting<32> shared;
  if (!ExchangeSecret(ephemeral_secret, partner.ephemeral_key, shared)) {
    return Wrong("a hello with an ephemeral key that is none");
  }
  const bool inviting = own_role == PairingRole::kInviter;
  const Digest32 transcript =
      Blake2b(domains::kPairingTranscript,
              {room.bytes(), CommitmentTo(inviting ? own_hello : partner_hello).bytes(),
               CommitmentTo(inviting ? partner_hello : own_hello).bytes()});
  auto key = Secret<32>::FromBytes(
      Blake2b(domains::kPairingSession, {shared.bytes(), pairing_key.bytes(), transcript.bytes()})
          .bytes());
  std::string check_number = CheckNumber(*key, transcript);
  return PairingSession{transcript, *std::move(key), std::move(check_number)};
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/pairing/genesis.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/base/text.h"
#include "core/crypto/device_keys.h"
#include "core/crypto/domains.h"
#include "twofold/sync/v1/pairing.pb.h"

namespace twofold {
namespace {

constexpr std::uint32_t kFormat = 1;

absl::Status Wrong(absl::string_view what) { return absl::InvalidArgumentError(what); }

absl::StatusOr<SpaceMember> ReadMember(const sync::v1::Member& member) {
  if (member.devices_size() != 1) return Wrong("a genesis member without exactly one device");
  const auto person = PersonId::FromBytes(member.person_id());
  const auto sign_key = SignPublicKey::FromBytes(member.devices(0).sign_key());
  const auto box_key = BoxPublicKey::FromBytes(member.devices(0).box_key());
  if (!person || person->empty()) return Wrong("a genesis member without a person");
  if (!sign_key || !box_key) return Wrong("a genesis member without keys");
  TF_RETURN_IF_ERROR(CheckPersonName(member.person_name()));
  return SpaceMember{*person, member.person_name(), *sign_key, *box_key, DeviceOf(*sign_key)};
}

bool SignedBy(const SpaceMember& member, absl::string_view genesis, absl::string_view bytes) {
  const auto signature = Signature::FromBytes(bytes);
  return signature && Verify(member.sign_key, domains::kGenesisSignature, genesis, *signature);
}

}  // namespace

absl::Status CheckPersonName(absl::string_view name) {
  const auto length = CodePoints(name);
  const bool good = length && *length >= 1 && *length <= limits::kPersonNameLength &&
                    !absl::StripAsciiWhitespace(name).empty() &&
                    CleanForDisplay(name, limits::kPersonNameLength) == name;
  if (good) return absl::OkStatus();
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_person_name",
                 "a name has 1 to 40 characters and no control characters.");
}

SpaceId SpaceOf(absl::string_view genesis) {
  return SpaceId::Prefix(PlainBlake2b(genesis).bytes());
}

absl::StatusOr<SpaceGenesis> ReadGenesis(absl::string_view genesis) {
  sync::v1::Genesis message;
  if (!message.ParseFromArray(genesis.data(), static_cast<int>(genesis.size()))) {
    return Wrong("a genesis that cannot be read");
  }
  // Both sign every byte, so there may be none that says nothing.
  message.DiscardUnknownFields();
  if (message.ByteSizeLong() != genesis.size()) return Wrong("a genesis that says more");
  if (message.format() != kFormat) return Wrong("a genesis of another format");
  if (message.members_size() != 2) return Wrong("a genesis without exactly two members");
  const auto key_id = KeyId::FromBytes(message.key_id());
  const auto transcript = Digest32::FromBytes(message.transcript());
  if (!key_id || !transcript) return Wrong("a genesis without key id or transcript");
  TF_ASSIGN_OR_RETURN(SpaceMember inviter, ReadMember(message.members(0)));
  TF_ASSIGN_OR_RETURN(SpaceMember joiner, ReadMember(message.members(1)));
  if (inviter.person == joiner.person || inviter.sign_key == joiner.sign_key ||
      inviter.box_key == joiner.box_key) {
    return Wrong("a genesis with one member twice");
  }
  return SpaceGenesis{SpaceOf(genesis), {inviter, joiner}, *key_id, *transcript};
}

absl::StatusOr<SpaceGenesis> OpenGenesis(const SpaceId& space, absl::string_view signed_genesis) {
  sync::v1::SignedGenesis message;
  if (!message.ParseFromArray(signed_genesis.data(), static_cast<int>(signed_genesis.size()))) {
    return Wrong("a signed genesis that cannot be read");
  }
  TF_ASSIGN_OR_RETURN(SpaceGenesis genesis, ReadGenesis(message.genesis()));
  if (genesis.space != space) return Wrong("a genesis of another space");
  if (!SignedBy(genesis.members[0], message.genesis(), message.inviter_signature()) ||
      !SignedBy(genesis.members[1], message.genesis(), message.joiner_signature())) {
    return Wrong("a genesis that not both signed");
  }
  return genesis;
}

}  // namespace twofold

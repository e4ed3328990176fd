// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/invitation.h"

#include "core/base/status_macros.h"
#include "core/crypto/digest.h"
#include "core/crypto/domains.h"

namespace twofold {
namespace {

constexpr TwelveWordsUse kUse = {"an invitation", "the invitation's", "unknown_invitation_word",
                                 "invitation_incomplete",
                                 "Nothing was sent; the invitation still works."};

}  // namespace

std::span<const absl::string_view> InvitationWordList() { return TwelveWordsList(); }

Invitation Invitation::Make(Random& random) { return Invitation(TwelveWords::Make(random)); }

absl::StatusOr<Invitation> Invitation::Parse(absl::string_view text) {
  TF_ASSIGN_OR_RETURN(TwelveWords words, TwelveWords::Parse(text, kUse));
  return Invitation(std::move(words));
}

Invitation Invitation::Clone() const { return Invitation(words_.Clone()); }

std::vector<absl::string_view> Invitation::Words() const { return words_.Words(); }

RoomId Invitation::Room() const {
  return RoomId::Prefix(Blake2b(domains::kInvitationRoom, {words_.packed()}).bytes());
}

Secret<32> Invitation::PairingKey() const {
  return *Secret<32>::FromBytes(Blake2b(domains::kInvitationKey, {words_.packed()}).bytes());
}

}  // namespace twofold

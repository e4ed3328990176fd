// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/recovery_code.h"

#include "core/base/status_macros.h"
#include "core/crypto/digest.h"
#include "core/crypto/domains.h"

namespace twofold {
namespace {

constexpr TwelveWordsUse kUse = {"a recovery code", "the recovery code's", "unknown_recovery_word",
                                 "recovery_incomplete", "Nothing was sent; the code still works."};

}  // namespace

absl::StatusOr<RecoveryCode> RecoveryCode::Parse(absl::string_view text) {
  TF_ASSIGN_OR_RETURN(TwelveWords words, TwelveWords::Parse(text, kUse));
  return RecoveryCode(std::move(words));
}

DeviceKeys RecoveryCode::Keys() const {
  return *DeviceKeys::FromSeed(Blake2b(domains::kRecoveryDevice, {words_.packed()}).bytes());
}

SpaceKey RecoveryCode::MailboxKey() const {
  return *SpaceKey::FromBytes(Blake2b(domains::kRecoveryMailbox, {words_.packed()}).bytes());
}

}  // namespace twofold

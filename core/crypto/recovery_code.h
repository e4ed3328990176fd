// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The recovery code: twelve words on paper that are one more device of a person, one that only
// exists while somebody types them. docs/formats/recovery.md has what follows from them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/random.h"
#include "core/crypto/device_keys.h"
#include "core/crypto/space_key.h"
#include "core/crypto/twelve_words.h"

namespace twofold {

// A secret. Thread-safe once made.
class RecoveryCode {
 public:
  static RecoveryCode Make(Random& random) { return RecoveryCode(TwelveWords::Make(random)); }

  // Returns the code that a person typed, as TwelveWords::Parse. Refusals (InvalidArgument):
  // "unknown_recovery_word", "recovery_incomplete".
  static absl::StatusOr<RecoveryCode> Parse(absl::string_view text);

  // To be shown to one person once. The views are valid for ever.
  std::vector<absl::string_view> Words() const { return words_.Words(); }

  // The keys of the device that the paper is. Nothing of them can be computed from MailboxKey.
  DeviceKeys Keys() const;
  // The key of the mailbox where the note for whoever holds the paper lies. Known to all of the
  // person's devices.
  SpaceKey MailboxKey() const;

 private:
  explicit RecoveryCode(TwelveWords words) : words_(std::move(words)) {}

  TwelveWords words_;
};

}  // namespace twofold

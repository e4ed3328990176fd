// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The recovery code as one of a person's devices, and what its note at the relay has to say;
// docs/formats/recovery.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/crypto/recovery_code.h"
#include "daemon/engine/device_engine.h"
#include "daemon/engine/ledger.h"

namespace twofold {

// What a note is to say; secret.
struct RecoveryNote {
  MemberDevice paper;
  std::string mailbox_key;
  Signature vouch;
  std::string relay;               // where it belongs
  std::optional<Welcome> welcome;  // nothing: the code was removed
};

// Every change is durable when it returns. Thread-safe.
class RecoveryEngine {
 public:
  explicit RecoveryEngine(Ledger& ledger) : ledger_(ledger) {}

  // Makes the code one of the person's devices in every space; an earlier one is removed. Gives the
  // me space a key and a mailbox at `relay` where it has none yet, and this device the name where
  // it has none. Returns whether there was an earlier one. Errors as DeviceEngine::CheckMayInvite;
  // InvalidArgument "bad_device_name".
  absl::StatusOr<bool> Create(const RecoveryCode& code, const std::string& relay,
                              const std::string& own_name);

  // The notes of all codes that ever were. None on a device that was removed.
  absl::StatusOr<std::vector<RecoveryNote>> Notes() const;
  // Whether the relay has this note from here, by what identifies it; and that it has it now.
  bool IsNoted(const DeviceId& paper, absl::string_view note) const;
  absl::Status Noted(const DeviceId& paper, const std::string& note);

 private:
  Ledger& ledger_;
};

// What the paper device signs, under domains::kRecoveryVouch, so that no note leads to another
// space than the person's.
std::string RecoveryVouch(const PersonId& person, const SpaceId& me,
                          const std::vector<Member>& founders);

}  // namespace twofold

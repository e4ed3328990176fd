// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the rest of the daemon may ask of whoever brings recovery codes to the relay and back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twofold {

// A code that was made; a secret.
struct MadeRecoveryCode {
  std::vector<std::string> words;
  bool replaced = false;  // an earlier code is void from now on
  bool noted = false;     // the relay has its note already
};

// Thread-safe.
class RecoveryTalk {
 public:
  virtual ~RecoveryTalk() = default;

  // Makes a code and waits a little for its note to be at the relay. The words are kept nowhere. A
  // repeat makes another one. Errors as RecoveryEngine::Create; InvalidArgument
  // "bad_relay_address".
  virtual absl::StatusOr<MadeRecoveryCode> Create(const std::string& relay,
                                                  const std::string& device_name) = 0;

  // Makes this computer, which keeps nothing yet, one of the person's by their code. Nothing is
  // written here before all of it succeeded; when `wanted` says no it ends. Takes as long as what
  // is there takes to be read. Cancelled; InvalidArgument as RecoveryCode::Parse,
  // "bad_relay_address", "bad_device_name"; FailedPrecondition "already_started", "recovery_void",
  // "recovery_removed", "too_many_devices"; NotFound "recovery_nothing_there"; DataLoss
  // "recovery_damaged", "recovery_not_all_there"; Unavailable "relay_unreachable", "relay_strange".
  virtual absl::Status Recover(const std::string& relay, const std::string& words,
                               const std::string& device_name,
                               const std::function<bool()>& wanted) = 0;
};

}  // namespace twofold

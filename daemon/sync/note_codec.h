// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The note for whoever holds a recovery code, to and from the bytes that lie at the relay;
// docs/formats/recovery.md.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/recovery_code.h"
#include "daemon/engine/recovery_engine.h"

namespace twofold {

// What tells a note from another one that would say something else or lie elsewhere; 32 bytes.
std::string IdentifyNote(const RecoveryNote& note);

// Returns the body of the snapshot's one piece. InvalidArgument when the paper's keys are none.
absl::StatusOr<std::string> SealNote(const RecoveryNote& note, const SnapshotId& snapshot,
                                     Random& random);

// Returns what the note says. FailedPrecondition "recovery_void"; DataLoss "recovery_damaged" when
// it does not open, is not vouched for by the code's own device, or is no Welcome.
absl::StatusOr<Welcome> OpenNote(const RecoveryCode& code, const SnapshotId& snapshot,
                                 const SlotId& slot, absl::string_view body);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What this device makes of what was said about a space's devices and keys: which key it uses,
// whether it owes the others a new one, whether it is one of the devices at all.
//
// Each key has its own mailbox, and a device walks through them in the order of the keys' epochs
// and operation ids. It leaves a mailbox when it has read it to the end and has nothing more to say
// there; and before that it makes the key that is owed, if one is, because whoever lacks a key
// reads the old mailbox alone. In every mailbox that it comes to it says what whoever made
// that key did not know. So of two devices that make a new key without knowing of each other,
// whoever comes to the old mailbox second finds the other's key there and tells of its own in both:
// nobody is left behind in a mailbox that the others do not read.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/engine/change.h"

namespace twofold {

// Ends the space here where this device was removed from it.
absl::Status RetireIfRemoved(Change& change, SpaceKind kind);

// Makes a new key for the space and gives it to all devices that are in it; returns the operation
// that does. The me space begins to have a key this way.
absl::StatusOr<OperationId> RotateKey(Change& change, SpaceKind kind);

// Makes the key that is owed, or else uses the next key, and with it the next mailbox. Returns
// whether the mailbox is another one now. To be called where the mailbox was read to its end and
// nothing waits to be sent.
absl::StatusOr<bool> MoveOn(Change& change, SpaceKind kind);

// Whether MoveOn would do anything.
absl::StatusOr<bool> MayMoveOn(const StoreView& view, const Space& space, const LedgerParts& parts);

}  // namespace twofold

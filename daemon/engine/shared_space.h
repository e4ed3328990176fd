// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One person's devices share the same space with the partner: what one of them begins or leaves,
// the others do too, and which devices those are, the shared space hears from the me space.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/engine/ledger.h"

namespace twofold {

// Begins a shared space here. REQUIRES: there is none.
void BeginShared(Change& change, Space us);
// The members of a space by its serialized SignedGenesis. Errors as OpenGenesis.
absl::StatusOr<std::vector<Member>> MembersOf(const SpaceId& space, absl::string_view genesis);

// Brings the shared space and the me space in step: begins or ends the shared one where another own
// device did, adds those own devices to it that are not in it, removes those that were removed.
// To be called once something new was said of own devices or of the shared space.
absl::Status SettleShared(Change& change);

// The same for all that is here, and ends a space that this device was removed from: to be called
// once when a store was opened, for what an earlier version could not read.
absl::Status SettleDevices(Ledger& ledger);

// Tells the own devices that the person left.
absl::Status TellOfLeaving(Change& change, const SpaceId& us);

// Ends the shared space on this side: what is here stays as a copy without the key.
// REQUIRES: there is one.
absl::Status KeepAsCopy(Change& change);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What turns an operation over. An undo is a new operation, never a removal.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "storage/store/store.h"

namespace twofold {

// Returns the payloads that, written after `payload`, make everything it touches as it is now,
// also where the person was when writing it; none for what is never taken back, and for parts of
// something new whose own addition is. `author` is the person who writes. A payload of days may be
// larger than an operation. Errors as StoreView.
absl::StatusOr<std::vector<Payload>> Opposites(const StoreView& view, const Space& space,
                                               const PersonId& author, const EntityId& entity,
                                               const Payload& payload);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The folded records of a space, made once more from its operations.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "core/sync/fold.h"
#include "storage/store/store.h"

namespace twofold {

struct Refolded {
  std::uint64_t operations = 0;
  bool unread = false;  // some are of a version later than the vocabulary
};

// Folds every operation of a space that is in `view` into `state`, each after its causes. What was
// there of the space before is to be gone from `state`; `view` may show what `state` writes. Errors
// as of both; DataLoss also where an operation's cause is not here, or an operation cannot be read.
absl::StatusOr<Refolded> FoldFromZero(const StoreView& view, const Space& space,
                                      const Notary& notary, const Vocabulary& vocabulary,
                                      FoldState& state);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A space's state, folded anew from its operations and from nothing else, and whether those are
// whole.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "core/base/notary.h"
#include "core/sync/fold.h"
#include "storage/store/store.h"

namespace twofold {

struct Rebuilt {
  std::uint64_t operations = 0;  // that are here
  // No operation of this space, or not signed by one of its devices.
  std::uint64_t changed = 0;
  // Places before the newest of a chain at which nothing stands.
  std::uint64_t gaps = 0;
  // Operations whose previous one is another than the one that stands there.
  std::uint64_t unlinked = 0;
  // Operations that name others of other chains which are not here.
  std::uint64_t bereft = 0;
  // Operations that are not folded, because of one before them.
  std::uint64_t left_out = 0;
  // Operations of which it is recorded otherwise what they had seen; as it has to be.
  std::vector<std::pair<ChainPosition, StoredOperation>> seen;
  // Each chain's newest operation.
  std::map<ChainId, ChainPosition> heads;
  // The newest stamp that a clock follows.
  std::uint64_t stamp = 0;

  // Whether every operation is what it was, and nothing is missing between them.
  bool whole() const { return changed + gaps + unlinked + bereft + left_out == 0; }
};

// Folds all operations of a space that `from` holds into `into`, which holds nothing of the space,
// each after its causes and every signature verified. Keeps some hundred bytes for each operation.
// Asks `go_on` now and then. Errors: Cancelled when that says no; those of `from` and `into`. What
// is wrong with operations is no error.
absl::StatusOr<Rebuilt> Rebuild(const ByteReader& from, const Space& space, const Notary& notary,
                                FoldState& into, absl::FunctionRef<bool()> go_on);

}  // namespace twofold

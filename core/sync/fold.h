// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The fold: what an operation does to the state. The convergence law lives here: folding the same
// operations in any order that respects causes gives byte-equal records. Pure.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/version_vector.h"
#include "core/goals/goal.h"
#include "core/sync/operation.h"
#include "core/together/consent.h"

namespace twofold {

enum class SpaceKind { kMe = 1, kUs = 2 };

// What the fold reads and writes; a record that is not there comes back empty.
class FoldState {
 public:
  virtual ~FoldState() = default;
  virtual absl::StatusOr<std::optional<Goal>> GetGoal(const SpaceId& space,
                                                      const EntityId& goal) const = 0;
  virtual absl::StatusOr<std::optional<DayEntry>> GetEntry(const EntryKey& key) const = 0;
  virtual absl::StatusOr<std::optional<Subject>> GetSubject(const SpaceId& space,
                                                            const EntityId& subject) const = 0;
  virtual void PutGoal(const SpaceId& space, const Goal& goal) = 0;
  virtual void PutEntry(const EntryKey& key, const DayEntry& entry) = 0;
  virtual void PutSubject(const SpaceId& space, const Subject& subject) = 0;
};

// Applies an operation, once, after everything it depends on. `author` is the person whose device
// signed it; `seen` is what it had seen, itself included.
// An operation that is not allowed has no effect: an invalid or unknown payload, a kind of the
// other space, a stamp at or beyond kStampEnd. That is a property of the operation alone.
// Errors are those of the state only.
absl::Status Fold(const Operation& operation, SpaceKind kind, const PersonId& author,
                  const VersionVector& seen, FoldState& state);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What can be read here and not changed, because a later version of the program said something
// about it that this one cannot read; docs/formats/operation.md, "Later versions". An index over
// the store.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/sync/operation.h"
#include "storage/store/store.h"

namespace twofold {

// A plain value, of one space.
class ReadOnly {
 public:
  ReadOnly() = default;
  static absl::StatusOr<ReadOnly> Load(const StoreView& view, const Space& space);

  // Nothing of the space may be changed.
  bool everything() const { return everything_; }
  bool Covers(const EntityId& entity) const { return everything_ || some_.contains(entity); }
  // Single ones; also such as nothing else is known of.
  const std::set<EntityId>& some() const { return some_; }

 private:
  bool everything_ = false;
  std::set<EntityId> some_;
};

// Whether a payload only takes away what its author gave, or their own device, so that nobody can
// keep them from it.
bool OnlyTakesAway(const Payload& payload);

// Refusals (FailedPrecondition, "update_needed").
absl::Status SpaceNeedsUpdate(SpaceKind kind);
// `word` is what a person calls it; may be empty.
absl::Status EntityNeedsUpdate(absl::string_view word);
absl::Status NotSharedUntilUpdate(absl::string_view word);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The fold: what an operation does to the state. The convergence law lives here: folding the same
// operations in any order that respects causes gives byte-equal records. Pure.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/version_vector.h"
#include "core/goals/entry.h"
#include "core/goals/goal.h"
#include "core/sync/operation.h"
#include "core/together/consent.h"
#include "core/together/roster.h"

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
  virtual absl::StatusOr<std::optional<Register<Rest>>> GetRest(const SpaceId& space,
                                                                const EntityId& rest) const = 0;
  virtual absl::StatusOr<std::optional<Register<int>>> GetEase(const SpaceId& space,
                                                               const EntityId& goal,
                                                               std::int32_t day) const = 0;
  virtual absl::StatusOr<std::vector<Subject>> ListSubjects(const SpaceId& space) const = 0;
  virtual absl::StatusOr<Roster> GetRoster(const SpaceId& space) const = 0;
  // The devices that said something about an entity in words of a later version, such that it is
  // not to be changed by who cannot read them.
  virtual absl::StatusOr<std::set<DeviceId>> GetLater(const SpaceId& space,
                                                      const EntityId& entity) const = 0;
  virtual void PutGoal(const SpaceId& space, const Goal& goal) = 0;
  virtual void PutEntry(const EntryKey& key, const DayEntry& entry) = 0;
  // One of which nothing was said is none: it is removed.
  virtual void PutSubject(const SpaceId& space, const Subject& subject) = 0;
  virtual void PutRest(const SpaceId& space, const EntityId& rest, const Register<Rest>& value) = 0;
  virtual void PutEase(const SpaceId& space, const EntityId& goal, std::int32_t day,
                       const Register<int>& value) = 0;
  virtual void PutRoster(const SpaceId& space, const Roster& roster) = 0;
  virtual void PutLater(const SpaceId& space, const EntityId& entity,
                        const std::set<DeviceId>& devices) = 0;
};

// What an operation is folded into.
struct FoldScope {
  SpaceKind kind = SpaceKind::kMe;
  std::span<const Member> founders;  // who the space began with
};

// Applies an operation, once, after everything it depends on. `seen` is what it had seen, itself
// included.
// An operation that is not allowed has no effect: one of a device that was not in the space, by
// what it had seen; an invalid payload, a kind of the other space, a stamp at or beyond kStampEnd;
// so have a note, a reason, a zone and a mark that is not for both in a shared space. That is a
// property of the operation and of what it had seen.
// Of an unknown payload it is noted whom it keeps from changing what, by its compat class; see
// FoldState::GetLater, Subject::later, Roster::later.
// Errors are those of the state only.
absl::Status Fold(const Operation& operation, const FoldScope& scope, const VersionVector& seen,
                  FoldState& state);

}  // namespace twofold

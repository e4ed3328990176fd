// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals of both sides as one kind of view, and what judging them needs.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "core/progress/history.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

// Looks at goals as they stand on a day. One thread at a time; view and state must outlive it.
class GoalReader {
 public:
  GoalReader(const StoreView& view, const LedgerState& state, absl::CivilDay today)
      : view_(view), state_(state), today_(today) {}

  // Own goals first, then shared ones, each in the person's order; removed ones left out.
  absl::StatusOr<std::vector<GoalView>> List() const;
  // The same for whoever has read the subjects of the space in force; nothing where there is none.
  absl::StatusOr<std::vector<GoalView>> List(std::span<const Subject> of_us) const;
  // NotFound, reason "no_such_goal", when the reference is a proposal that never was agreed.
  absl::StatusOr<GoalView> View(const EntityRef& ref) const;

  // What the person said on a day themself, whichever space it is kept in.
  struct Said {
    std::int32_t day = 0;
    DayMark mark;
    std::string note;
  };
  struct Past {
    GoalHistory history;     // what judging needs; pointers into the goal
    std::vector<Said> said;  // rising by day
  };
  // What there is about the days [first, last]; the goal must outlive it. REQUIRES: `last` is not
  // after the day it was made for.
  absl::StatusOr<Past> PastOf(const GoalView& goal, std::int32_t first, std::int32_t last) const;
  absl::StatusOr<DayLineView> Day(GoalView goal, absl::CivilDay day) const;

 private:
  std::optional<GoalView> ViewOwn(const Goal& goal) const;
  void AddShared(const Space& space, std::span<const Subject> subjects,
                 std::vector<GoalView>& views) const;
  void SetResting(GoalView& goal) const;
  // Adds what one space has about the goal.
  absl::Status ReadDays(const SpaceId& space, const GoalView& goal, std::int32_t first,
                        std::int32_t last, Past& past) const;

  const StoreView& view_;
  const LedgerState& state_;
  const absl::CivilDay today_;
};

// A shared goal as its subject makes it on a day; nothing when no version ever was in force.
std::optional<GoalView> ViewSharedGoal(const LedgerState& state, const Space& space,
                                       const Subject& subject, absl::CivilDay today);

// All shared spaces, the one in force first; as long as the state stays unchanged.
std::vector<const Space*> SharedSpaces(const LedgerState& state);

// The other person of a shared space.
const Member* Partner(const LedgerState& state, const Space& us);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a goal commits to: its kind, its target and its schedule. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/schedule/schedule.h"

namespace twofold {

// Numbers as in sync/v1 Kind.
enum class GoalKind {
  kCheck = 1,      // yes or no
  kMeasure = 2,    // a number with a unit, with or without a target
  kMilestone = 3,  // something to reach by a deadline, with or without steps
  kObserve = 4,    // only recorded, never judged
  kExplore = 5,    // tried it, and what it was like
  kEdge = 6,       // one uncomfortable act: did, stayed, stepped back
  kTime = 7,       // time kept free; afterwards: again, different, fine
};

enum class Direction { kAtLeast = 1, kAtMost = 2 };
enum class Period { kDay = 1, kWeek = 2, kMonth = 3 };

// How much of a measured goal in each period. Weeks begin where the schedule's do.
struct Target {
  Direction direction = Direction::kAtLeast;
  std::int64_t micros = 0;  // millionths of the unit; 0 with kAtMost alone
  Period period = Period::kDay;
  bool operator==(const Target&) const = default;
};

// Changing any of it makes another version.
struct GoalTerms {
  GoalKind kind = GoalKind::kCheck;
  std::string unit;              // of a measured goal; of an observed one if wished
  std::optional<Target> target;  // of a measured goal
  Schedule schedule;
  std::optional<std::int32_t> deadline;  // of a milestone: day number
  int size = 0;                          // of an edge: 1 to 5
  std::string meaning;                   // what counts as kept, in the person's words
  bool operator==(const GoalTerms&) const = default;
};

// Whether its days are judged at all: check, measure and time are, and of the measured ones even
// those without a target (any amount keeps the day).
bool IsJudged(GoalKind kind);
// Whether the kind is asked for day by day: judged, or a milestone.
bool IsAskedFor(GoalKind kind);
// Whether days take an amount: the goal has a unit.
bool TakesAmount(const GoalTerms& terms);
// Whether a target counts by the week or the month, so that no single day is due.
bool IsPeriodTarget(const GoalTerms& terms);

// Whether terms from elsewhere are allowed: a valid schedule, and of unit, target, deadline, size
// and meaning just what the kind takes. A weekly or monthly target goes with EveryDay alone.
bool IsValid(const GoalTerms& terms);

// InvalidArgument with reasons "unit_empty", "unit_too_long", "unit_not_text".
absl::Status ValidateUnit(absl::string_view unit);

}  // namespace twofold

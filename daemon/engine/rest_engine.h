// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Resting: goals, or everything, for a span of days. For the person themself alone; of a shared
// goal the partner sees nothing of it.
#pragma once

#include <span>
#include <vector>

#include "daemon/engine/goal_filter.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

// Which goals; either handles, or a filter, or everything.
struct RestWhat {
  std::vector<absl::string_view> goals;
  GoalFilter filter;
  bool everything = false;
};

struct EndedRests {
  std::vector<RestView> ended;
  std::vector<RestView> still;  // goals' own rests that go on when everything's ends
};

// Every call: FailedPrecondition "not_started"; NotFound. Durable when it returns. Thread-safe.
class RestEngine {
 public:
  explicit RestEngine(Ledger& ledger) : ledger_(ledger) {}

  // `from` and `until` are any day words, a weekday of `until` the one from the first day on;
  // empty: today, and until it is ended. InvalidArgument as
  // ParseAnyDay, "span_not_understood", "rest_what" (nothing, or two ways of saying which);
  // FailedPrecondition "nothing_to_rest" (no active goal fits); ResourceExhausted "too_many_rests".
  absl::StatusOr<std::vector<RestView>> Rest(const RequestId& request, const RestWhat& what,
                                             absl::string_view from, absl::string_view until);
  // Ends rests as of today: what is under way ends with yesterday, what is ahead is taken back. A
  // goal's own rests, or those of everything, never the one through the other. Of several goals,
  // those that do not rest are passed over. FailedPrecondition "not_resting", "everything_rests".
  absl::StatusOr<EndedRests> End(const RequestId& request, const RestWhat& what);
  // Under way and ahead: everything's first, then by first day and handle.
  absl::StatusOr<std::vector<RestView>> List() const;

 private:
  Ledger& ledger_;
};

}  // namespace twofold

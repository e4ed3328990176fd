// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What was practised: logging it, and the one screen that says what is open.
#pragma once

#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

// Every call: FailedPrecondition "not_started" before start. Thread-safe.
class EntryEngine {
 public:
  explicit EntryEngine(Ledger& ledger) : ledger_(ledger) {}

  // Logs for the person themself, on both sides alike. `amount` and `on` are as typed. Durable
  // when this returns. InvalidArgument: as ParsePastDay, ParseAmount, and "amount_missing",
  // "amount_not_wanted", "amount_out_of_range" (a day's sum over the limit); NotFound;
  // FailedPrecondition "goal_not_active".
  absl::StatusOr<LogView> Log(const RequestId& request, absl::string_view goal,
                              absl::string_view amount, absl::string_view on);
  absl::StatusOr<TodayView> Today() const;

 private:
  Ledger& ledger_;
};

}  // namespace twofold

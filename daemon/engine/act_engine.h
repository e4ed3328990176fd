// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Undo, redo and history: an undo is a new operation, never a removal.
#pragma once

#include <vector>

#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

struct HistoryView {
  std::vector<ActView> acts;  // newest first
  bool more = false;
};

// Every call: FailedPrecondition "not_started" before start. Durable when it returns. Thread-safe.
class ActEngine {
 public:
  explicit ActEngine(Ledger& ledger) : ledger_(ledger) {}

  // Takes back the newest act that stands. FailedPrecondition: "nothing_to_undo"; "cannot_undo"
  // when the act can no longer be taken back (an offer that was answered, a space that was left).
  absl::StatusOr<UndoView> Undo(const RequestId& request);
  // Brings back what was undone last. FailedPrecondition "nothing_to_redo" when something new was
  // done since, or for an offer (propose it again); AlreadyExists "handle_taken".
  absl::StatusOr<ActView> Redo(const RequestId& request);
  // Acts below a number (0: the newest on), at most `limit` (0: 20). InvalidArgument
  // "too_many_acts".
  absl::StatusOr<HistoryView> History(std::uint64_t before, std::uint32_t limit) const;

 private:
  Ledger& ledger_;
};

}  // namespace twofold

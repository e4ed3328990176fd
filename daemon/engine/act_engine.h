// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Undo and redo: an undo is a new operation, never a removal.
#pragma once

#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

// Every call: FailedPrecondition "not_started" before start. Durable when it returns. Thread-safe.
class ActEngine {
 public:
  explicit ActEngine(Ledger& ledger) : ledger_(ledger) {}

  // Takes back the newest act that stands. FailedPrecondition: "nothing_to_undo"; "cannot_undo"
  // when the act can no longer be taken back (an offer that was answered, a space that was left).
  absl::StatusOr<UndoView> Undo(const RequestId& request);
  // Brings back what was undone last. FailedPrecondition "nothing_to_redo" when something new was
  // done since, or for an offer (propose it again).
  absl::StatusOr<ActView> Redo(const RequestId& request);

 private:
  Ledger& ledger_;
};

}  // namespace twofold

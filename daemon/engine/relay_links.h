// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The links of both spaces as one, for whoever asks how things stand.
#pragma once

#include <algorithm>

#include "daemon/engine/relay_link.h"

namespace twofold {

// Thread-safe. Both must outlive it.
class RelayLinks final : public RelayLink {
 public:
  RelayLinks(RelayLink& shared, RelayLink& own) : shared_(shared), own_(own) {}

  void Nudge() override {
    shared_.Nudge();
    own_.Nudge();
  }

  // The one that has trouble, else the shared space's where there is one; with what comes in for
  // either.
  RelayStanding standing() const override {
    const RelayStanding shared = shared_.standing(), own = own_.standing();
    const bool own_speaks =
        shared.state == RelayState::kNone ||
        (shared.state == RelayState::kAnswers && own.state == RelayState::kSilent);
    RelayStanding standing = own_speaks ? own : shared;
    standing.fetching = own.fetching ? own.fetching : shared.fetching;
    // By then everything has gone.
    standing.delivers_at = std::max(shared.delivers_at, own.delivers_at);
    return standing;
  }

  // One after the other; `wait` is for each. Where one space has nobody to sync with, the other's
  // answer is the answer.
  absl::StatusOr<SyncCounts> SyncNow(absl::Duration wait) override {
    const absl::StatusOr<SyncCounts> shared = shared_.SyncNow(wait);
    const bool alone = absl::IsFailedPrecondition(shared.status());
    if (!shared.ok() && !alone) return shared;
    const absl::StatusOr<SyncCounts> own = own_.SyncNow(wait);
    if (absl::IsFailedPrecondition(own.status())) return shared;
    if (!own.ok() || alone) return own;
    return SyncCounts{shared->sent + own->sent, shared->received + own->received};
  }

 private:
  RelayLink& shared_;
  RelayLink& own_;
};

}  // namespace twofold

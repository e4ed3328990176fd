// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the rest of the daemon may ask of whoever keeps the shared space in step.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace twofold {

enum class RelayState { kNone, kAnswers, kSilent, kPaused };

// How much of something large has come.
struct FetchProgress {
  std::uint32_t pieces = 0;
  std::uint32_t of = 0;
};

struct RelayStanding {
  RelayState state = RelayState::kNone;
  absl::Time since;                    // last contact, or since when it is silent
  std::optional<absl::Time> next_try;  // while silent
  std::string trouble;                 // a sentence; empty while it answers
  std::optional<FetchProgress> fetching;
  // Until about when what waits to be sent waits on purpose.
  std::optional<absl::Time> delivers_at;
};

struct SyncCounts {
  std::uint64_t sent = 0;      // operations
  std::uint64_t received = 0;  // operations new here
};

// Thread-safe.
class RelayLink {
 public:
  virtual ~RelayLink() = default;

  // Something waits to be sent, or the shared space came or went. Never blocks.
  virtual void Nudge() = 0;
  virtual RelayStanding standing() const = 0;
  // Sends and fetches now and waits until that is done, `wait` at most. FailedPrecondition
  // "not_paired", "sync_paused"; Unavailable "relay_unreachable", "relay_strange".
  virtual absl::StatusOr<SyncCounts> SyncNow(absl::Duration wait) = 0;
};

}  // namespace twofold

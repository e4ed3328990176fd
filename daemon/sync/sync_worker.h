// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Keeps the shared space in step through the relay: sends what waits as soon as it is written,
// fetches as soon as the relay has news, and comes back by itself when the relay was away.
// Threads: "tf-sync" makes every call, "tf-listen" holds the stream of news.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/courier/courier.h"
#include "daemon/engine/relay_link.h"
#include "daemon/sync/relay_channel.h"

namespace twofold {

// Thread-safe.
class SyncWorker final : public RelayLink {
 public:
  // Starts at once; the parts must outlive it.
  SyncWorker(const SyncParts& parts, SyncSettings settings);
  // As Stop, and waits for the threads.
  ~SyncWorker() override;

  // Ends calls under way, SyncNow too, and makes no further ones. Idempotent.
  void Stop();
  // After the shared space was left: returns once nothing is said about it any more and nothing
  // more will be.
  void LetGo();

  void Nudge() override;
  RelayStanding standing() const override;
  absl::StatusOr<SyncCounts> SyncNow(absl::Duration wait) override;

 private:
  using Steady = std::chrono::steady_clock;
  using Lock = std::unique_lock<std::mutex>;

  // What the courier is still to be told.
  struct Inbox {
    bool nudged = false;
    struct Beat {
      std::uint64_t head = 0;
      Instant at;
    };
    std::optional<Beat> beat;  // the stream's newest sign of life
    std::optional<absl::Status> stream_ended;
    std::uint64_t ticket = 0;  // newest; kept
    bool wakes = false;        // whether there is more than a heartbeat
  };

  void Run();
  void Tell(const Inbox& inbox);
  void Do(const Dial& step);
  void Do(const MakeCall& step);
  void Do(const Listen& step);
  void Do(const HangUp& step);
  void Do(const Await& step);
  void HoldStream(RelayChannel& channel, const std::string& token);
  Instant now() const;

  const std::string ca_pem_;
  const Steady::time_point beginning_ = Steady::now();
  // Of tf-sync.
  Courier courier_;
  std::thread listener_;

  mutable std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  bool stopping_ = false;
  Inbox inbox_;
  std::uint64_t head_ = 0;  // the newest that the stream named
  SyncReport report_;
  std::uint64_t let_go_ = 0;               // how many times LetGo was asked
  std::uint64_t let_gone_ = 0;             // up to which of them it is done
  std::shared_ptr<RelayChannel> channel_;  // changed by tf-sync alone

  std::thread thread_;
};

}  // namespace twofold

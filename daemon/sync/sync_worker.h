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
#include "core/base/clock.h"
#include "core/base/event_log.h"
#include "core/base/random.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/relay_link.h"
#include "daemon/sync/backoff.h"
#include "daemon/sync/mailbox.h"
#include "daemon/sync/relay_channel.h"

namespace twofold {

struct SyncSettings {
  std::string relay;   // of the config; empty: the one the space was made with
  std::string ca_pem;  // authorities for TLS; empty: the system's
  bool paused = false;
};

struct SyncParts {
  Exchange& exchange;
  DeviceId device;
  const Clock& clock;
  Random& random;
  EventLog& log;
};

// Thread-safe.
class SyncWorker final : public RelayLink {
 public:
  // Starts at once; the parts must outlive it.
  SyncWorker(const SyncParts& parts, SyncSettings settings);
  // Ends calls under way and waits for the threads.
  ~SyncWorker() override;

  void Nudge() override;
  RelayStanding standing() const override;
  absl::StatusOr<SyncCounts> SyncNow(absl::Duration wait) override;

 private:
  using Steady = std::chrono::steady_clock;

  void Run();
  absl::Status Converse(const Space& space);
  absl::Status Cycle(const Space& space, Mailbox& mailbox);
  absl::Status FetchAll(const Space& space, Mailbox& mailbox, MailboxPosition& position);
  absl::Status SendAll(const Space& space, Mailbox& mailbox, MailboxPosition& position);
  absl::Status StartOver(const Space& space, Mailbox& mailbox, MailboxPosition& position);
  void Listen(Mailbox& mailbox);
  // Waits for something to do; an error when the stream of news ended.
  absl::Status WaitForWork(const MailboxPosition& position, absl::Duration heartbeat);
  void Idle(RelayState state, const absl::Status& why);
  void Silent(const absl::Status& trouble);
  void Answered();
  bool StillCurrent(const Space& space) const;

  const SyncParts parts_;
  const SyncSettings settings_;
  Backoff backoff_;                     // of tf-sync
  bool started_over_ = false;           // of tf-sync: in this connection
  std::optional<Steady::time_point> ack_due_;  // of tf-sync

  mutable std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  bool stopping_ = false;
  bool nudged_ = false;
  std::shared_ptr<RelayChannel> channel_;
  std::uint64_t head_ = 0;  // newest sequence that the relay named
  Steady::time_point last_beat_;
  std::optional<absl::Status> stream_ended_;
  RelayStanding standing_;
  SyncCounts totals_;
  std::uint64_t wanted_ = 0;  // how many times SyncNow was asked
  std::uint64_t done_ = 0;    // up to which of them everything was done
  std::uint64_t undone_ = 0;  // up to which of them it ended in `why_undone_`
  absl::Status why_undone_;

  std::thread thread_;
};

}  // namespace twofold

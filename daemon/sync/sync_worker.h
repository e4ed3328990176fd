// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Keeps the shared space in step through the relay: sends what waits as soon as it is written,
// fetches as soon as the relay has news, and comes back by itself when the relay was away.
// Threads: "tf-sync" makes every call, "tf-listen" holds the stream of news.
#pragma once

#include <array>
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

  void Run();
  absl::Status Converse(const Space& space);
  absl::Status Talk(const Space& space, RelayChannel& channel);
  absl::Status Cycle(const Space& space, Mailbox& mailbox);
  absl::Status FetchAll(const Space& space, Mailbox& mailbox, MailboxPosition& position);
  absl::Status SendAll(const Space& space, Mailbox& mailbox, MailboxPosition& position);
  absl::Status SendWhatFits(const Space& space, Mailbox& mailbox, MailboxPosition& position);
  absl::Status StartOver(const Space& space, Mailbox& mailbox, MailboxPosition& position);
  void Listen(Mailbox& mailbox);
  // Waits for something to do; an error when the stream of news ended.
  absl::Status WaitForWork(const MailboxPosition& position, absl::Duration heartbeat);
  // Whether a login that ran out may be renewed without waiting: not more than once a minute.
  bool MayRenew();
  bool MayStartOver();
  void Idle(RelayState state, const absl::Status& why);
  void Silent(const absl::Status& trouble);
  void Answered();
  bool StillCurrent(const Space& space) const;

  const SyncParts parts_;
  const SyncSettings settings_;
  Backoff backoff_;  // of tf-sync
  // Of tf-sync, down to the mutex.
  bool started_over_ = false;                                     // in this connection
  std::array<std::optional<Steady::time_point>, 3> start_overs_;  // the newest, oldest first
  std::optional<Steady::time_point> renewed_;
  std::optional<Steady::time_point> ack_due_;
  absl::Status full_;  // what the relay said when it had no room for more

  mutable std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  bool stopping_ = false;
  bool nudged_ = false;
  std::uint64_t let_go_ = 0;    // how many times LetGo was asked
  std::uint64_t let_gone_ = 0;  // up to which of them it is done
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

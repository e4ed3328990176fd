// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Brings the notes for whoever holds a recovery code to the relay, whenever what they say changed.
// Thread "tf-note" makes every call; it waits until somebody nudges it, or, while the relay is
// silent, until the next try.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "core/base/random.h"
#include "daemon/courier/courier.h"
#include "daemon/engine/recovery_engine.h"
#include "daemon/sync/relay_channel.h"

namespace twofold {

// Thread-safe.
class NoteWorker {
 public:
  // Starts at once; both must outlive it.
  NoteWorker(RecoveryEngine& recovery, Random& random, SyncSettings settings);
  // As Stop, and waits for the thread.
  ~NoteWorker();

  // Ends calls under way and makes no further ones. Idempotent.
  void Stop();
  // Something changed that a note may have to say. Never blocks.
  void Nudge();
  // Whether the relay has all notes as they are to be now, waiting for that, `wait` at most.
  bool AwaitNoted(absl::Duration wait);

 private:
  using Lock = std::unique_lock<std::mutex>;

  void Run();
  // Puts what the relay does not have.
  absl::Status PutAll();
  absl::Status Put(const RecoveryNote& note);

  RecoveryEngine& recovery_;
  Random& random_;
  const SyncSettings settings_;

  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  bool stopping_ = false;
  bool nudged_ = true;
  bool idle_ = false;  // everything that is to be there is
  std::shared_ptr<RelayChannel> channel_;

  std::thread thread_;
};

}  // namespace twofold

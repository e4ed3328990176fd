// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The only writer of the relay's store. Whatever has gathered while the disk was busy is applied
// in the order it came, committed with one sync, and then answered.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "storage/bytes/byte_store.h"
#include "storage/bytes/overlay.h"

namespace twofold::relay {

// One call's share of a commit. Both functions run on the committer's thread and must not block.
struct Work {
  std::size_t bytes = 0;  // held in memory until it is done
  // Writes into the draft, with the rules of relay/mailbox.h.
  std::function<absl::Status(Overlay&)> apply;
  // Called once, after the commit: with what apply returned if that is an error, else with what
  // became of the commit. OK means synced.
  std::function<void(const absl::Status&)> answer;
};

// Thread-safe.
class Committer {
 public:
  explicit Committer(ByteStore& store);
  // Does what is queued, then ends.
  ~Committer();

  // Queues the work. Errors: ResourceExhausted (relay_busy: limits::kRelayPendingCalls or
  // kRelayPendingBytes are waiting; nothing of the work will be called).
  absl::Status Add(Work work);

 private:
  void Run();
  void Commit(std::vector<Work>& group);

  ByteStore& store_;
  std::mutex mutex_;  // guards all below but the thread
  std::condition_variable wake_;
  std::vector<Work> queue_;
  std::size_t bytes_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace twofold::relay

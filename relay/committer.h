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
#include "relay/group.h"
#include "storage/bytes/byte_store.h"

namespace twofold::relay {

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

  ByteStore& store_;
  std::mutex mutex_;  // guards all below but the thread
  std::condition_variable wake_;
  std::vector<Work> queue_;
  std::size_t bytes_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace twofold::relay

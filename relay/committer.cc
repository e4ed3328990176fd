// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/committer.h"

#include <pthread.h>

#include <utility>

#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold::relay {

Committer::Committer(ByteStore& store) : store_(store), thread_([this] { Run(); }) {}

Committer::~Committer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

absl::Status Committer::Add(Work work) {
  {
    std::lock_guard lock(mutex_);
    if (queue_.size() >= limits::kRelayPendingCalls ||
        bytes_ + work.bytes > limits::kRelayPendingBytes) {
      return Refusal(absl::StatusCode::kResourceExhausted, "relay_busy",
                     "the relay is busy; try again later.");
    }
    bytes_ += work.bytes;
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
  return absl::OkStatus();
}

void Committer::Run() {
  pthread_setname_np(pthread_self(), "committer");
  std::vector<Work> group;
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    group.clear();
    group.swap(queue_);
    bytes_ = 0;
    lock.unlock();
    CommitGroup(store_, group);
    lock.lock();
  }
}

}  // namespace twofold::relay

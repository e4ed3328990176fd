// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/committer.h"

#include <pthread.h>

#include <utility>

#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold::relay {
namespace {

// After such an error of one call the draft may hold half a change.
bool SpoilsDraft(const absl::Status& status) {
  return absl::IsDataLoss(status) || absl::IsUnavailable(status);
}

}  // namespace

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
    Commit(group);
    lock.lock();
  }
}

void Committer::Commit(std::vector<Work>& group) {
  Overlay draft(store_);
  std::vector<absl::Status> statuses;
  statuses.reserve(group.size());
  absl::Status outcome;
  for (const Work& work : group) {
    statuses.push_back(work.apply(draft));
    if (outcome.ok() && SpoilsDraft(statuses.back())) outcome = statuses.back();
  }
  if (outcome.ok()) outcome = store_.Commit(draft.Batch());
  for (std::size_t i = 0; i < group.size(); ++i) {
    group[i].answer(outcome.ok() ? statuses[i] : outcome);
  }
}

}  // namespace twofold::relay

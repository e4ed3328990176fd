// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/room_waits.h"

#include <grpc/support/time.h>

#include <vector>

#include "core/base/limits.h"
#include "proto/wire/status_codec.h"

namespace twofold::relay {

void RoomWait::Answer(Nothing nothing) {
  std::lock_guard lock(mutex_);
  if (answered_) return;
  const absl::Status status = waits_.desk_.Look(reading_, response_);
  if (status.ok() && response_->bodies().empty() && nothing == Nothing::kWait) return;
  answered_ = true;
  Finish(ToGrpcStatus(status));
}

void RoomWait::OnCancel() {
  std::lock_guard lock(mutex_);
  if (answered_) return;
  answered_ = true;
  Finish(grpc::Status::CANCELLED);
}

void RoomWait::OnDone() {
  const std::shared_ptr<RoomWait> keep = std::move(self_);
  waits_.Remove(*this);
}

RoomWaits::~RoomWaits() {
  std::unique_lock lock(mutex_);
  empty_.wait(lock, [&] { return alive_ == 0; });
}

grpc::ServerUnaryReactor* RoomWaits::Start(const RoomReading& reading,
                                           v1::ReadRoomResponse* response) {
  const auto wait = std::make_shared<RoomWait>(*this, reading, response);
  wait->self_ = wait;
  Shared oldest;
  bool now = reading.wait_ms == 0;
  {
    // Known to Wake before the first look, so that no message falls in between.
    std::lock_guard lock(mutex_);
    ++alive_;
    now = now || stopping_;
    std::deque<Shared>& others = waiting_[reading.room];
    if (others.size() >= limits::kRoomWaits) {
      oldest = others.front();
      others.pop_front();
    }
    others.push_back(wait);
  }
  if (oldest) oldest->AnswerNow();
  if (now) {
    wait->AnswerNow();
    return wait.get();
  }
  const gpr_timespec deadline = gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                                             gpr_time_from_millis(reading.wait_ms, GPR_TIMESPAN));
  wait->alarm_.Set(deadline, [weak = std::weak_ptr<RoomWait>(wait)](bool) {
    if (const auto alive = weak.lock()) alive->AnswerNow();
  });
  wait->AnswerIfAny();
  return wait.get();
}

void RoomWaits::Wake(const RoomId& room) {
  std::vector<Shared> waiting;
  {
    std::lock_guard lock(mutex_);
    const auto found = waiting_.find(room);
    if (found != waiting_.end()) waiting.assign(found->second.begin(), found->second.end());
  }
  for (const Shared& wait : waiting) wait->AnswerIfAny();
}

void RoomWaits::Stop() {
  std::vector<Shared> waiting;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& [room, waits] : waiting_) {
      waiting.insert(waiting.end(), waits.begin(), waits.end());
    }
  }
  for (const Shared& wait : waiting) wait->AnswerNow();
}

void RoomWaits::Remove(const RoomWait& wait) {
  std::lock_guard lock(mutex_);
  const auto found = waiting_.find(wait.reading_.room);
  if (found != waiting_.end()) {
    std::erase_if(found->second, [&](const Shared& other) { return other.get() == &wait; });
    if (found->second.empty()) waiting_.erase(found);
  }
  if (--alive_ == 0) empty_.notify_all();
}

}  // namespace twofold::relay

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/room_waits.h"

#include <grpc/support/time.h>

#include <algorithm>
#include <vector>

#include "core/base/limits.h"
#include "proto/wire/status_codec.h"

namespace twofold::relay {

void RoomWait::Answer(Nothing nothing) {
  std::lock_guard lock(mutex_);
  if (answered_) return;
  const auto messages = waits_.rooms_.Read(room_, side_, from_index_);
  if (messages.ok() && messages->bodies.empty() && nothing == Nothing::kWait) return;
  answered_ = true;
  if (messages.ok()) {
    response_->set_sides(messages->sides);
    for (const std::string& body : messages->bodies) response_->add_bodies(body);
  }
  Finish(ToGrpcStatus(messages.status()));
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

grpc::ServerUnaryReactor* RoomWaits::Start(const RoomId& room, const SideId& side,
                                           std::uint32_t from_index, std::uint32_t wait_ms,
                                           v1::ReadRoomResponse* response) {
  const auto wait = std::make_shared<RoomWait>(*this, room, side, from_index, response);
  wait->self_ = wait;
  Shared oldest;
  bool now = wait_ms == 0;
  {
    // Known to Wake before the first look, so that no message falls in between.
    std::lock_guard lock(mutex_);
    ++alive_;
    now = now || stopping_;
    std::deque<Shared>& others = waiting_[room];
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
  const gpr_timespec deadline =
      gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                   gpr_time_from_millis(std::min(wait_ms, limits::kRoomWaitMs), GPR_TIMESPAN));
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
  const auto found = waiting_.find(wait.room_);
  if (found != waiting_.end()) {
    std::erase_if(found->second, [&](const Shared& other) { return other.get() == &wait; });
    if (found->second.empty()) waiting_.erase(found);
  }
  if (--alive_ == 0) empty_.notify_all();
}

}  // namespace twofold::relay

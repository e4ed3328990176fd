// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// ReadRoom calls that wait for the other side's next message without holding a thread.
#pragma once

#include <grpcpp/alarm.h>
#include <grpcpp/support/server_callback.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "absl/hash/hash.h"
#include "core/base/ids.h"
#include "relay/desk.h"
#include "twofold/relay/v1/relay.pb.h"

namespace twofold::relay {

class RoomWaits;

// One call; owned by itself until gRPC is done with it. Thread-safe.
class RoomWait final : public grpc::ServerUnaryReactor,
                       public std::enable_shared_from_this<RoomWait> {
 public:
  RoomWait(RoomWaits& waits, const RoomReading& reading, v1::ReadRoomResponse* response)
      : waits_(waits), reading_(reading), response_(response) {}

  // Answers if there is a message or an error.
  void AnswerIfAny() { Answer(Nothing::kWait); }
  // Answers now, with nothing if there is nothing.
  void AnswerNow() { Answer(Nothing::kAnswer); }

  void OnCancel() override;
  void OnDone() override;

 private:
  friend class RoomWaits;
  enum class Nothing { kWait, kAnswer };
  void Answer(Nothing nothing);

  RoomWaits& waits_;
  const RoomReading reading_;
  v1::ReadRoomResponse* const response_;
  grpc::Alarm alarm_;
  std::shared_ptr<RoomWait> self_;  // until OnDone

  std::mutex mutex_;  // guards all below
  bool answered_ = false;
};

// Thread-safe.
class RoomWaits {
 public:
  explicit RoomWaits(const Desk& desk) : desk_(desk) {}
  // Waits until gRPC is done with every call. REQUIRES: the server has been shut down.
  ~RoomWaits();

  // Starts a call that waits as long as it is told to. At most limits::kRoomWaits wait in one
  // room; the oldest is answered to make place.
  grpc::ServerUnaryReactor* Start(const RoomReading& reading, v1::ReadRoomResponse* response);

  // Says that something in the room has changed.
  void Wake(const RoomId& room);
  // Answers all, now and from now on, without waiting.
  void Stop();

 private:
  friend class RoomWait;
  using Shared = std::shared_ptr<RoomWait>;
  void Remove(const RoomWait& wait);

  const Desk& desk_;
  std::mutex mutex_;  // guards all below
  std::condition_variable empty_;
  std::unordered_map<RoomId, std::deque<Shared>, absl::Hash<RoomId>> waiting_;  // oldest first
  std::size_t alive_ = 0;
  bool stopping_ = false;
};

}  // namespace twofold::relay

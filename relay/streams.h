// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The open Subscribe streams. Each has at most one message under way and otherwise remembers
// nothing but the newest sequence, so that a slow reader costs no memory.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "absl/hash/hash.h"
#include "core/base/ids.h"
#include "relay/login.h"
#include "twofold/relay/v1/relay.grpc.pb.h"

namespace twofold::relay {

class Streams;

// One stream; owned by the call until gRPC is done with it. Thread-safe. All calls do nothing
// after the end.
class NewsStream final : public grpc::ServerWriteReactor<v1::SubscribeResponse>,
                         public std::enable_shared_from_this<NewsStream> {
 public:
  NewsStream(Streams& streams, const Session& session) : streams_(streams), session_(session) {}

  const Session& session() const { return session_; }
  // Says that there is news up to `head`; a smaller number than before is ignored.
  void Announce(std::uint64_t head);
  // Repeats the newest number, unless a message is under way.
  void Beat();
  // Says goodbye and ends.
  void Restart(std::uint32_t within_ms);
  void End(const grpc::Status& status);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  friend class Streams;
  void WriteLocked();
  void EndLocked(const grpc::Status& status);

  Streams& streams_;
  const Session session_;
  std::shared_ptr<NewsStream> self_;  // until OnDone

  std::mutex mutex_;  // guards all below
  std::optional<std::uint64_t> head_;
  v1::SubscribeResponse message_;  // the one under way
  bool writing_ = false;
  bool stale_ = false;  // head_ has moved since message_ was made
  bool ended_ = false;
  std::uint32_t restart_ms_ = 0;
};

// Thread-safe.
class Streams {
 public:
  Streams() = default;
  // Waits until gRPC is done with every stream. REQUIRES: the server has been shut down.
  ~Streams();

  // Makes a stream, which says nothing until it is told a head. The slot's oldest gives way when
  // there are limits::kSlotStreams of it.
  std::shared_ptr<NewsStream> Open(const Session& session);

  // Tells the other devices before the one that made the news.
  void Announce(const Session& by, std::uint64_t head);
  // Ends the streams of a mailbox.
  void End(const MailboxId& mailbox, const grpc::Status& status);
  void BeatAll();
  // Ends all, now and from now on.
  void RestartAll(std::uint32_t within_ms);

 private:
  friend class NewsStream;
  using Shared = std::shared_ptr<NewsStream>;
  void Remove(const NewsStream& stream);
  std::vector<Shared> Of(const MailboxId& mailbox);
  std::vector<Shared> All();

  std::mutex mutex_;  // guards all below
  std::condition_variable empty_;
  std::unordered_map<MailboxId, std::deque<Shared>, absl::Hash<MailboxId>> open_;  // oldest first
  std::size_t alive_ = 0;
  std::optional<std::uint32_t> restart_ms_;
};

}  // namespace twofold::relay

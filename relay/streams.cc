// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/streams.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "proto/wire/status_codec.h"

namespace twofold::relay {
namespace {

grpc::Status Replaced() {
  return ToGrpcStatus(Refusal(absl::StatusCode::kAborted, "stream_replaced",
                              "a newer stream of this device has taken the place."));
}

grpc::Status Restarting() {
  return ToGrpcStatus(
      Refusal(absl::StatusCode::kUnavailable, "relay_restarting", "the relay is restarting."));
}

}  // namespace

void NewsStream::Announce(std::uint64_t head) {
  std::lock_guard lock(mutex_);
  if (ended_ || (head_ && head <= *head_)) return;
  head_ = head;
  if (writing_) {
    stale_ = true;
  } else {
    WriteLocked();
  }
}

void NewsStream::Beat() {
  std::lock_guard lock(mutex_);
  if (!ended_ && !writing_ && head_) WriteLocked();
}

void NewsStream::Restart(std::uint32_t within_ms) {
  std::lock_guard lock(mutex_);
  if (ended_ || restart_ms_ != 0) return;
  restart_ms_ = within_ms;
  if (!writing_) WriteLocked();
}

void NewsStream::End(const grpc::Status& status) {
  std::lock_guard lock(mutex_);
  EndLocked(status);
}

void NewsStream::OnWriteDone(bool ok) {
  std::lock_guard lock(mutex_);
  writing_ = false;
  if (!ok) EndLocked(grpc::Status::CANCELLED);
  if (!ended_ && (stale_ || restart_ms_ != 0)) WriteLocked();
}

void NewsStream::OnCancel() {
  std::lock_guard lock(mutex_);
  EndLocked(grpc::Status::CANCELLED);
}

void NewsStream::OnDone() {
  const std::shared_ptr<NewsStream> keep = std::move(self_);
  streams_.Remove(*this);
}

void NewsStream::WriteLocked() {
  stale_ = false;
  message_.set_head_sequence(head_.value_or(0));
  message_.set_restarting_within_ms(restart_ms_);
  if (restart_ms_ != 0) {
    ended_ = true;
    StartWriteAndFinish(&message_, grpc::WriteOptions(), Restarting());
    return;
  }
  writing_ = true;
  StartWrite(&message_);
}

void NewsStream::EndLocked(const grpc::Status& status) {
  if (ended_) return;
  ended_ = true;
  Finish(status);
}

Streams::~Streams() {
  std::unique_lock lock(mutex_);
  empty_.wait(lock, [&] { return alive_ == 0; });
}

std::shared_ptr<NewsStream> Streams::Open(const Session& session) {
  const auto stream = std::make_shared<NewsStream>(*this, session);
  stream->self_ = stream;
  Shared oldest;
  std::optional<std::uint32_t> restart;
  {
    std::lock_guard lock(mutex_);
    ++alive_;
    restart = restart_ms_;
    std::deque<Shared>& streams = open_[session.mailbox];
    const auto same_slot = [&](const Shared& other) {
      return other->session().slot == session.slot;
    };
    const auto count = std::count_if(streams.begin(), streams.end(), same_slot);
    if (static_cast<std::size_t>(count) >= limits::kSlotStreams) {
      const auto found = std::find_if(streams.begin(), streams.end(), same_slot);
      oldest = *found;
      streams.erase(found);
    }
    streams.push_back(stream);
  }
  if (oldest) oldest->End(Replaced());
  if (restart) stream->Restart(*restart);
  return stream;
}

void Streams::Announce(const Session& by, std::uint64_t head) {
  std::vector<Shared> streams = Of(by.mailbox);
  std::stable_partition(streams.begin(), streams.end(),
                        [&](const Shared& stream) { return stream->session().slot != by.slot; });
  for (const Shared& stream : streams) stream->Announce(head);
}

void Streams::End(const MailboxId& mailbox, const grpc::Status& status) {
  for (const Shared& stream : Of(mailbox)) stream->End(status);
}

void Streams::BeatAll() {
  for (const Shared& stream : All()) stream->Beat();
}

void Streams::RestartAll(std::uint32_t within_ms) {
  {
    std::lock_guard lock(mutex_);
    restart_ms_ = within_ms;
  }
  for (const Shared& stream : All()) stream->Restart(within_ms);
}

void Streams::Remove(const NewsStream& stream) {
  std::lock_guard lock(mutex_);
  const auto found = open_.find(stream.session().mailbox);
  if (found != open_.end()) {
    std::erase_if(found->second, [&](const Shared& other) { return other.get() == &stream; });
    if (found->second.empty()) open_.erase(found);
  }
  if (--alive_ == 0) empty_.notify_all();
}

std::vector<Streams::Shared> Streams::Of(const MailboxId& mailbox) {
  std::lock_guard lock(mutex_);
  const auto found = open_.find(mailbox);
  if (found == open_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

std::vector<Streams::Shared> Streams::All() {
  std::lock_guard lock(mutex_);
  std::vector<Shared> all;
  for (const auto& [mailbox, streams] : open_)
    all.insert(all.end(), streams.begin(), streams.end());
  return all;
}

}  // namespace twofold::relay

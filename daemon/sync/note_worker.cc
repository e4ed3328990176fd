// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/note_worker.h"

#include <pthread.h>

#include <utility>
#include <vector>

#include "core/base/status_macros.h"
#include "core/crypto/space_key.h"
#include "daemon/courier/backoff.h"
#include "daemon/courier/mailbox.h"
#include "daemon/sync/note_codec.h"

namespace twofold {
namespace {

constexpr absl::Duration kFirstWait = absl::Seconds(1);
constexpr absl::Duration kMostWait = absl::Minutes(1);

}  // namespace

NoteWorker::NoteWorker(RecoveryEngine& recovery, Random& random, SyncSettings settings)
    : recovery_(recovery),
      random_(random),
      settings_(std::move(settings)),
      thread_([this] { Run(); }) {}

NoteWorker::~NoteWorker() {
  Stop();
  thread_.join();
}

void NoteWorker::Stop() {
  const Lock lock(mutex_);
  stopping_ = true;
  if (channel_) channel_->CancelAll();
  changed_.notify_all();
}

void NoteWorker::Nudge() {
  const Lock lock(mutex_);
  nudged_ = true;
  idle_ = false;
  changed_.notify_all();
}

bool NoteWorker::AwaitNoted(absl::Duration wait) {
  Lock lock(mutex_);
  return changed_.wait_for(lock, absl::ToChronoMilliseconds(wait), [&] {
    return stopping_ || idle_;
  }) && idle_;
}

void NoteWorker::Run() {
  pthread_setname_np(pthread_self(), "tf-note");
  Backoff backoff(kFirstWait, kMostWait, random_);
  for (;;) {
    {
      const Lock lock(mutex_);
      if (stopping_) return;
      nudged_ = false;
    }
    const absl::Status put = settings_.paused ? absl::OkStatus() : PutAll();
    Lock lock(mutex_);
    channel_.reset();
    const auto told = [&] { return stopping_ || nudged_; };
    if (!put.ok()) {
      changed_.wait_for(lock, absl::ToChronoMilliseconds(backoff.Next()), told);
      continue;
    }
    backoff.Reset();
    idle_ = !nudged_ && !settings_.paused;
    changed_.notify_all();
    changed_.wait(lock, told);
  }
}

absl::Status NoteWorker::PutAll() {
  TF_ASSIGN_OR_RETURN(std::vector<RecoveryNote> notes, recovery_.Notes());
  for (RecoveryNote& note : notes) {
    if (!settings_.relay.empty()) {
      note.relay = settings_.relay;
      if (note.welcome) note.welcome->me.relay = settings_.relay;
      if (note.welcome && note.welcome->us) note.welcome->us->relay = settings_.relay;
    }
    const std::string identified = IdentifyNote(note);
    if (recovery_.IsNoted(note.paper.device, identified)) continue;
    TF_RETURN_IF_ERROR(Put(note));
    TF_RETURN_IF_ERROR(recovery_.Noted(note.paper.device, identified));
  }
  return absl::OkStatus();
}

absl::Status NoteWorker::Put(const RecoveryNote& note) {
  const std::optional<SpaceKey> key = SpaceKey::FromBytes(note.mailbox_key);
  if (!key) return absl::OkStatus();
  const auto channel = std::make_shared<RelayChannel>(note.relay, settings_.ca_pem);
  {
    const Lock lock(mutex_);
    if (stopping_) return absl::CancelledError();
    channel_ = channel;
  }
  Mailbox mailbox(note.relay, *key, note.paper.device, random_);
  TF_RETURN_IF_ERROR(Enter(*channel, mailbox));
  const SnapshotId snapshot = SnapshotId::Make(random_);
  relay::v1::PutSnapshotRequest request;
  request.set_token(mailbox.token());
  request.set_id(snapshot.str());
  TF_ASSIGN_OR_RETURN(*request.mutable_body(), SealNote(note, snapshot, random_));
  request.set_last(true);
  return Ask(*channel, request).status();
}

}  // namespace twofold

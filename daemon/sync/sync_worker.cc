// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/sync_worker.h"

#include <pthread.h>

#include <algorithm>

#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr absl::Duration kFirstWait = absl::Milliseconds(500);
constexpr absl::Duration kMostWait = absl::Seconds(5);
constexpr std::chrono::seconds kAckDelay(2);
constexpr int kSilentBeats = 3;
constexpr std::chrono::seconds kSettled(5);  // a conversation that lasted longer was a good one
constexpr std::chrono::minutes kRenewals(1);
constexpr std::chrono::minutes kStartOvers(1);
constexpr std::chrono::seconds kLettingGo(5);
constexpr char kMailboxFull[] = "mailbox_full";  // of the relay

absl::Status Paused() {
  return Refusal(absl::StatusCode::kFailedPrecondition, "sync_paused",
                 "syncing is paused by your config.toml.");
}

}  // namespace

SyncWorker::SyncWorker(const SyncParts& parts, SyncSettings settings)
    : parts_(parts),
      settings_(std::move(settings)),
      backoff_(kFirstWait, kMostWait, parts.random),
      thread_([this] { Run(); }) {}

SyncWorker::~SyncWorker() {
  Stop();
  thread_.join();
}

void SyncWorker::Stop() {
  std::lock_guard<std::mutex> lock(mutex_);
  stopping_ = true;
  if (channel_) channel_->CancelAll();
  changed_.notify_all();
}

void SyncWorker::LetGo() {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::uint64_t ticket = ++let_go_;
  if (channel_) channel_->CancelAll();
  changed_.notify_all();
  changed_.wait_for(lock, kLettingGo, [&] { return stopping_ || let_gone_ >= ticket; });
}

void SyncWorker::Nudge() {
  std::lock_guard<std::mutex> lock(mutex_);
  nudged_ = true;
  changed_.notify_all();
}

RelayStanding SyncWorker::standing() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return standing_;
}

absl::StatusOr<SyncCounts> SyncWorker::SyncNow(absl::Duration wait) {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::uint64_t ticket = ++wanted_;
  const SyncCounts before = totals_;
  changed_.notify_all();
  changed_.wait_for(lock, absl::ToChronoMilliseconds(wait),
                    [&] { return stopping_ || done_ >= ticket || undone_ >= ticket; });
  if (done_ >= ticket) {
    return SyncCounts{totals_.sent - before.sent, totals_.received - before.received};
  }
  if (undone_ >= ticket) return why_undone_;
  return Refusal(absl::StatusCode::kUnavailable, "relay_unreachable",
                 "the relay has not answered in time.");
}

bool SyncWorker::StillCurrent(const Space& space) const {
  const std::optional<Space> now = parts_.exchange.Current();
  return now && now->id == space.id;
}

void SyncWorker::Run() {
  pthread_setname_np(pthread_self(), "tf-sync");
  for (;;) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (stopping_) return;
      nudged_ = false;
      // Nothing is under way, and what comes next asks first which space is in force.
      let_gone_ = let_go_;
      changed_.notify_all();
    }
    const std::optional<Space> space = parts_.exchange.Current();
    if (!space) {
      Idle(RelayState::kNone, NotPaired());
    } else if (settings_.paused) {
      Idle(RelayState::kPaused, Paused());
    } else {
      const Steady::time_point began = Steady::now();
      const absl::Status status = Converse(*space);
      // Not after every answer: a relay that answers and fails at once is no better than a silent
      // one.
      if (Steady::now() - began >= kSettled) backoff_.Reset();
      if (status.ok() || !StillCurrent(*space)) continue;
      if (absl::IsUnauthenticated(status) && MayRenew()) continue;
      Silent(status);
    }
  }
}

// Nothing to do until the world changes.
void SyncWorker::Idle(RelayState state, const absl::Status& why) {
  std::unique_lock<std::mutex> lock(mutex_);
  standing_ = RelayStanding{state, parts_.clock.Now(), std::nullopt, ""};
  undone_ = wanted_;
  why_undone_ = why;
  changed_.notify_all();
  const std::uint64_t seen = wanted_;
  changed_.wait(lock,
                [&] { return stopping_ || nudged_ || wanted_ > seen || let_go_ > let_gone_; });
}

// The conversation ended; waits before the next try.
void SyncWorker::Silent(const absl::Status& trouble) {
  const absl::Duration wait = backoff_.Next();
  std::unique_lock<std::mutex> lock(mutex_);
  if (stopping_) return;
  if (standing_.state != RelayState::kSilent) {
    standing_.state = RelayState::kSilent;
    standing_.since = parts_.clock.Now();
    parts_.log.Write(Event::kRelaySilent,
                     {{Field::kReason, static_cast<std::int64_t>(trouble.code())}});
  }
  standing_.trouble = std::string(trouble.message());
  standing_.next_try = parts_.clock.Now() + wait;
  undone_ = wanted_;
  why_undone_ = trouble;
  changed_.notify_all();
  const std::uint64_t seen = wanted_;
  changed_.wait_for(lock, absl::ToChronoMilliseconds(wait),
                    [&] { return stopping_ || wanted_ > seen || let_go_ > let_gone_; });
}

bool SyncWorker::MayRenew() {
  const Steady::time_point now = Steady::now();
  if (renewed_ && now - *renewed_ < kRenewals) return false;
  renewed_ = now;
  return true;
}

bool SyncWorker::MayStartOver() {
  const Steady::time_point now = Steady::now();
  if (started_over_ || (start_overs_.front() && now - *start_overs_.front() < kStartOvers)) {
    return false;
  }
  started_over_ = true;
  std::rotate(start_overs_.begin(), start_overs_.begin() + 1, start_overs_.end());
  start_overs_.back() = now;
  return true;
}

void SyncWorker::Answered() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (standing_.state != RelayState::kAnswers) parts_.log.Write(Event::kRelayAnswers);
  standing_ = RelayStanding{RelayState::kAnswers, parts_.clock.Now(), std::nullopt, ""};
}

absl::Status SyncWorker::Converse(const Space& space) {
  const std::string& address = settings_.relay.empty() ? space.relay : settings_.relay;
  const auto channel = std::make_shared<RelayChannel>(address, settings_.ca_pem);
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_ || let_go_ > let_gone_) return absl::OkStatus();
    channel_ = channel;
    stream_ended_.reset();
    last_beat_ = Steady::now();
    head_ = 0;
  }
  const absl::Status status = Talk(space, *channel);
  // An open connection would go on telling the relay that this device is there.
  std::lock_guard<std::mutex> lock(mutex_);
  channel_.reset();
  return status;
}

absl::Status SyncWorker::Talk(const Space& space, RelayChannel& channel) {
  const std::optional<SpaceKey> key = SpaceKey::FromBytes(space.key);
  if (!key) return absl::InternalError("a shared space without its key");
  Mailbox mailbox(channel, *key, parts_.device, parts_.random);
  TF_RETURN_IF_ERROR(mailbox.Open());
  started_over_ = false;
  std::thread listener([&] { Listen(mailbox); });
  const absl::Status status = Cycle(space, mailbox);
  channel.CancelAll();
  listener.join();
  return status;
}

void SyncWorker::Listen(Mailbox& mailbox) {
  pthread_setname_np(pthread_self(), "tf-listen");
  const absl::Status ended = mailbox.Listen([this](std::uint64_t head) {
    std::lock_guard<std::mutex> lock(mutex_);
    last_beat_ = Steady::now();
    if (head == head_) return;  // a heartbeat wakes nobody
    head_ = head;
    changed_.notify_all();
  });
  std::lock_guard<std::mutex> lock(mutex_);
  stream_ended_ = ended;
  changed_.notify_all();
}

absl::Status SyncWorker::Cycle(const Space& space, Mailbox& mailbox) {
  // Once in each conversation, in case the last one ended before it had said so.
  ack_due_ = Steady::now() + kAckDelay;
  TF_ASSIGN_OR_RETURN(MailboxPosition position, parts_.exchange.Position(space.id));
  if (position.generation.empty()) position.generation = mailbox.generation();
  if (position.generation != mailbox.generation()) {
    TF_RETURN_IF_ERROR(StartOver(space, mailbox, position));
  }
  bool fetch = true;
  while (StillCurrent(space)) {
    std::uint64_t asked = 0;
    std::uint64_t named = 0;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (stopping_) return absl::OkStatus();
      nudged_ = false;
      asked = wanted_;
      named = head_;
      fetch = fetch || asked > done_ || head_ > position.sequence;
    }
    const std::uint64_t stood = position.sequence;
    // What was written here goes out first: it is what somebody waits for.
    TF_RETURN_IF_ERROR(SendWhatFits(space, mailbox, position));
    fetch = fetch || !full_.ok();
    if (fetch) TF_RETURN_IF_ERROR(FetchAll(space, mailbox, position));
    if (full_.ok()) Answered();
    if (position.sequence != stood && !ack_due_) ack_due_ = Steady::now() + kAckDelay;
    // What everybody has read makes room, so it has to be read and said even now.
    if (!full_.ok()) ack_due_ = Steady::now();
    if (ack_due_ && Steady::now() >= *ack_due_) {
      TF_ASSIGN_OR_RETURN(const VersionVector have, parts_.exchange.Have(space.id));
      TF_RETURN_IF_ERROR(mailbox.Ack(position, have));
      ack_due_.reset();
    }
    TF_RETURN_IF_ERROR(full_);
    {
      std::lock_guard<std::mutex> lock(mutex_);
      // It has been looked for; a number that the relay does not live up to is not looked for
      // again and again.
      if (fetch && head_ == named) head_ = std::min(head_, position.sequence);
      fetch = false;
      done_ = std::max(done_, asked);
      changed_.notify_all();
    }
    TF_RETURN_IF_ERROR(WaitForWork(position, mailbox.heartbeat()));
  }
  return absl::OkStatus();
}

absl::Status SyncWorker::WaitForWork(const MailboxPosition& position, absl::Duration heartbeat) {
  std::unique_lock<std::mutex> lock(mutex_);
  const auto silence = absl::ToChronoMilliseconds(heartbeat * kSilentBeats);
  for (;;) {
    if (stopping_ || nudged_ || wanted_ > done_ || head_ > position.sequence) {
      return absl::OkStatus();
    }
    if (let_go_ > let_gone_) return absl::CancelledError();
    if (stream_ended_) return *stream_ended_;
    const Steady::time_point now = Steady::now();
    if (now >= last_beat_ + silence) {
      return ReadableRelayStatus(absl::UnavailableError("silent"), channel_->address());
    }
    if (ack_due_ && now >= *ack_due_) return absl::OkStatus();
    Steady::time_point until = last_beat_ + silence;
    if (ack_due_) until = std::min(until, *ack_due_);
    changed_.wait_until(lock, until);
  }
}

absl::Status SyncWorker::StartOver(const Space& space, Mailbox& mailbox,
                                   MailboxPosition& position) {
  if (!MayStartOver()) {
    // A relay that tells a new history each time gets no storm of answers.
    return ReadableRelayStatus(absl::InternalError("restless"), mailbox.address());
  }
  parts_.log.Write(Event::kRelayStartedOver);
  TF_RETURN_IF_ERROR(parts_.exchange.StartOver(space.id, mailbox.generation()));
  TF_ASSIGN_OR_RETURN(position, parts_.exchange.Position(space.id));
  return absl::OkStatus();
}

absl::Status SyncWorker::FetchAll(const Space& space, Mailbox& mailbox, MailboxPosition& position) {
  while (StillCurrent(space)) {
    TF_ASSIGN_OR_RETURN(Fetched fetched, mailbox.Fetch(position));
    if (fetched.other_history) {
      TF_RETURN_IF_ERROR(StartOver(space, mailbox, position));
      TF_RETURN_IF_ERROR(SendWhatFits(space, mailbox, position));
      continue;
    }
    if (fetched.unreadable > 0) {
      parts_.log.Write(Event::kUnreadableEnvelopes, {{Field::kCount, fetched.unreadable}});
    }
    fetched.position.genesis_sent = position.genesis_sent;
    if (fetched.position.sequence != position.sequence || !fetched.operations.empty()) {
      TF_ASSIGN_OR_RETURN(const Received received,
                          parts_.exchange.Receive(space.id, fetched.operations, fetched.position));
      if (received.applied > 0 || received.held > 0) {
        parts_.log.Write(Event::kReceived,
                         {{Field::kCount, received.applied}, {Field::kHeld, received.held}});
      }
      if (received.refused > 0) {
        parts_.log.Write(Event::kRefusedOperations, {{Field::kCount, received.refused}});
      }
      std::lock_guard<std::mutex> lock(mutex_);
      totals_.received += static_cast<std::uint64_t>(received.applied);
    }
    position = fetched.position;
    if (position.sequence >= fetched.head) return absl::OkStatus();
    // However much there is to read, what is written here meanwhile does not wait for all of it.
    TF_RETURN_IF_ERROR(SendWhatFits(space, mailbox, position));
  }
  return absl::CancelledError();
}

absl::Status SyncWorker::SendWhatFits(const Space& space, Mailbox& mailbox,
                                      MailboxPosition& position) {
  full_ = SendAll(space, mailbox, position);
  if (RefusalReason(full_) == kMailboxFull) return absl::OkStatus();
  const absl::Status sent = full_;
  full_ = absl::OkStatus();
  return sent;
}

absl::Status SyncWorker::SendAll(const Space& space, Mailbox& mailbox, MailboxPosition& position) {
  while (StillCurrent(space)) {
    TF_ASSIGN_OR_RETURN(const Outgoing outgoing,
                        parts_.exchange.NextOutgoing(space.id, limits::kOperationsPerEnvelope,
                                                     MostOutgoingBytes()));
    if (outgoing.operations.empty() && position.genesis_sent) return absl::OkStatus();
    TF_ASSIGN_OR_RETURN(
        MailboxPosition after,
        mailbox.Append(position, outgoing, position.genesis_sent ? "" : space.genesis));
    after.genesis_sent = true;
    TF_RETURN_IF_ERROR(parts_.exchange.MarkSent(space.id, outgoing.places, after));
    position = after;
    if (outgoing.operations.empty()) continue;
    parts_.log.Write(Event::kSent,
                     {{Field::kCount, static_cast<std::int64_t>(outgoing.operations.size())}});
    std::lock_guard<std::mutex> lock(mutex_);
    totals_.sent += outgoing.operations.size();
  }
  return absl::CancelledError();
}

}  // namespace twofold

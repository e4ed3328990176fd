// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/sync_worker.h"

#include <pthread.h>

#include <utility>

#include "core/base/refusal.h"
#include "daemon/courier/relay_words.h"

namespace twofold {
namespace {

namespace pb = relay::v1;

constexpr std::chrono::seconds kLettingGo(5);

}  // namespace

SyncWorker::SyncWorker(const SyncParts& parts, SyncSettings settings)
    : ca_pem_(settings.ca_pem), courier_(parts, std::move(settings)), thread_([this] { Run(); }) {}

SyncWorker::~SyncWorker() {
  Stop();
  thread_.join();
}

void SyncWorker::Stop() {
  const Lock lock(mutex_);
  stopping_ = true;
  if (channel_) channel_->CancelAll();
  changed_.notify_all();
}

void SyncWorker::LetGo() {
  Lock lock(mutex_);
  const std::uint64_t ticket = ++let_go_;
  if (channel_) channel_->CancelAll();
  changed_.notify_all();
  changed_.wait_for(lock, kLettingGo, [&] { return stopping_ || let_gone_ >= ticket; });
}

void SyncWorker::Nudge() {
  const Lock lock(mutex_);
  inbox_.nudged = inbox_.wakes = true;
  changed_.notify_all();
}

RelayStanding SyncWorker::standing() const {
  const Lock lock(mutex_);
  return report_.relay;
}

absl::StatusOr<SyncCounts> SyncWorker::SyncNow(absl::Duration wait) {
  Lock lock(mutex_);
  const SyncCounts before = report_.totals;
  const std::uint64_t ticket = ++inbox_.ticket;
  inbox_.wakes = true;
  changed_.notify_all();
  std::optional<absl::Status> outcome;
  changed_.wait_for(lock, absl::ToChronoMilliseconds(wait), [&] {
    outcome = report_.Outcome(ticket);
    return stopping_ || outcome;
  });
  if (!outcome) {
    return Refusal(absl::StatusCode::kUnavailable, "relay_unreachable",
                   "the relay has not answered in time.");
  }
  if (!outcome->ok()) return *outcome;
  return SyncCounts{report_.totals.sent - before.sent, report_.totals.received - before.received};
}

Instant SyncWorker::now() const { return absl::FromChrono(Steady::now() - beginning_); }

void SyncWorker::Run() {
  pthread_setname_np(pthread_self(), "tf-sync");
  for (;;) {
    std::uint64_t let_go = 0;
    Inbox inbox;
    {
      const Lock lock(mutex_);
      if (stopping_) break;
      let_go = let_go_;
      inbox = std::exchange(inbox_, Inbox{.ticket = inbox_.ticket});
    }
    Tell(inbox);
    const CourierStep step = courier_.Next(now());
    {
      const Lock lock(mutex_);
      report_ = courier_.report();
      // Where nothing is under way, what comes next has asked first which space is in force.
      if (!channel_) let_gone_ = let_go;
      changed_.notify_all();
    }
    std::visit([&](const auto& one) { Do(one); }, step);
  }
  Do(HangUp());
}

void SyncWorker::Tell(const Inbox& inbox) {
  if (inbox.nudged) courier_.Nudge();
  if (inbox.beat) courier_.News(inbox.beat->head, inbox.beat->at);
  if (inbox.stream_ended) courier_.StreamEnded(*inbox.stream_ended);
  courier_.Ask(inbox.ticket);
}

void SyncWorker::Do(const Dial& step) {
  auto channel = std::make_shared<RelayChannel>(step.address, ca_pem_);
  const Lock lock(mutex_);
  channel_ = std::move(channel);
  head_ = 0;
  if (stopping_ || let_go_ > let_gone_) channel_->CancelAll();
}

void SyncWorker::Do(const MakeCall& step) { courier_.Take(Ask(*channel_, step.request), now()); }

void SyncWorker::Do(const Listen& step) {
  listener_ =
      std::thread([this, channel = channel_, token = step.token] { HoldStream(*channel, token); });
}

void SyncWorker::Do(const HangUp&) {
  std::shared_ptr<RelayChannel> channel;
  {
    const Lock lock(mutex_);
    channel = std::exchange(channel_, nullptr);
  }
  if (!channel) return;
  channel->CancelAll();
  if (listener_.joinable()) listener_.join();
  // What the stream said last is about a connection that is gone.
  const Lock lock(mutex_);
  inbox_.beat.reset();
  inbox_.stream_ended.reset();
}

void SyncWorker::Do(const Await& step) {
  Lock lock(mutex_);
  const auto told = [&] { return stopping_ || inbox_.wakes || let_go_ > let_gone_; };
  if (!step.until) return changed_.wait(lock, told);
  changed_.wait_until(lock, beginning_ + absl::ToChronoNanoseconds(*step.until), told);
}

void SyncWorker::HoldStream(RelayChannel& channel, const std::string& token) {
  pthread_setname_np(pthread_self(), "tf-listen");
  grpc::ClientContext context;
  absl::Status ended = absl::CancelledError();
  if (channel.Begin(context)) {
    pb::SubscribeRequest request;
    request.set_token(token);
    const auto reader = channel.stub().Subscribe(&context, request);
    pb::SubscribeResponse response;
    while (reader->Read(&response)) {
      const Lock lock(mutex_);
      inbox_.beat = {response.head_sequence(), now()};
      // A heartbeat wakes nobody.
      if (std::exchange(head_, response.head_sequence()) == response.head_sequence()) continue;
      inbox_.wakes = true;
      changed_.notify_all();
    }
    ended = channel.End(context, reader->Finish());
    if (ended.ok()) ended = SilentRelay(channel.address());
  }
  const Lock lock(mutex_);
  inbox_.stream_ended = ended;
  inbox_.wakes = true;
  changed_.notify_all();
}

}  // namespace twofold

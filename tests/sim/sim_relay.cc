// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/sim_relay.h"

#include <gtest/gtest.h>

#include <utility>

#include "core/base/refusal.h"
#include "relay/login.h"
#include "relay/mailbox.h"
#include "relay/rooms.h"

namespace twofold::sim {
namespace {

namespace pb = twofold::relay::v1;

constexpr absl::Duration kHeartbeat = absl::Seconds(30);
constexpr absl::Duration kCommitTakes = absl::Milliseconds(2);

}  // namespace

absl::Time AgendaClock::Now() const {
  return absl::FromUnixSeconds(1'795'262'400) + agenda_.now() + ahead_;
}

struct SimRelay::Process {
  Process(SimDisk& disk, SeededRandom& random, const Clock& clock, const std::string& name)
      : mailboxes(*relay::Mailboxes::Open(disk, random)),
        rooms(disk, clock),
        logins(clock, random, mailboxes.generation(), {name}),
        desk(mailboxes, rooms, logins, kHeartbeat) {}
  relay::Mailboxes mailboxes;
  relay::Rooms rooms;
  relay::Logins logins;
  relay::Desk desk;
};

struct SimRelay::Pending {
  RelayRequest request;
  RelayResponse response;
  relay::Change change;
  Answer answer;
  std::shared_ptr<Process> process;  // the change refers to it
};

SimRelay::SimRelay(Agenda& agenda, SeededRandom& random, const std::string& name)
    : agenda_(agenda), random_(random), name_(name), clock_(agenda) {
  Start();
}

void SimRelay::Start() {
  ++life_;
  queue_.clear();
  process_ = std::make_shared<Process>(disk_, random_, clock_, name_);
}

void SimRelay::EndStreams(const absl::Status& why) {
  auto streams = std::exchange(streams_, {});
  for (auto& [line, open] : streams) open.tell(why);
}

void SimRelay::Restart() {
  Start();
  EndStreams(absl::UnavailableError("restarting"));
}

void SimRelay::LosePower() {
  disk_.LosePower(random_);
  Restart();
}

void SimRelay::Wipe() { GoBack({}); }

void SimRelay::GoBack(const SimDisk::Image& image) {
  disk_.Restore(image);
  Restart();
}

void SimRelay::HideNewestFor(const SlotId& slot, std::uint64_t after, Instant until) {
  hidden_[slot] = {after, until};
}

void SimRelay::Beat() {
  for (auto& [line, open] : std::map(streams_)) {
    const auto head = process_->desk.Head(open.session);
    open.tell(head);
    if (!head.ok()) streams_.erase(line);
  }
}

void SimRelay::Subscribe(const std::string& token, std::uint64_t line, Listener tell) {
  pb::SubscribeRequest request;
  request.set_token(token);
  const auto session = process_->desk.Subscribe(request);
  if (!session.ok()) return tell(session.status());
  const auto head = process_->desk.Head(*session);
  if (!head.ok()) return tell(head.status());
  streams_[line] = {*session, tell};
  tell(*head);
}

void SimRelay::Tell(const relay::News& news) {
  if (const auto* grew = std::get_if<relay::MailboxGrew>(&news)) {
    for (auto& [line, open] : std::map(streams_)) {
      if (open.session.mailbox == grew->by.mailbox) open.tell(grew->head);
    }
  }
}

void SimRelay::Hide(const pb::FetchRequest& request, pb::FetchResponse& response) const {
  pb::SubscribeRequest who;
  who.set_token(request.token());
  const auto session = process_->desk.Subscribe(who);
  if (!session.ok()) return;
  const auto hidden = hidden_.find(session->slot);
  if (hidden == hidden_.end() || agenda_.now() >= hidden->second.until) return;
  const std::uint64_t after = std::max(hidden->second.after, request.after_sequence());
  if (response.head().sequence() <= after) return;
  auto& envelopes = *response.mutable_envelopes();
  while (!envelopes.empty() && envelopes.rbegin()->sequence() > after) envelopes.RemoveLast();
  response.mutable_head()->set_sequence(after);
  // It would have to know the hash there, which it does: it kept everything.
  response.mutable_head()->clear_rolling_hash();
  pb::FetchRequest there;
  there.set_token(request.token());
  there.set_after_sequence(after);
  pb::FetchResponse known;
  if (process_->desk.Fetch(there, &known).ok()) {
    response.mutable_head()->set_rolling_hash(known.rolling_hash_at_cursor());
  }
}

template <class Request>
void SimRelay::Take(const Request& request, Answer answer) {
  relay::Desk& desk = process_->desk;
  if constexpr (std::is_same_v<Request, pb::HelloRequest>) {
    pb::HelloResponse response;
    desk.Hello(request, &response);
    answer(RelayResponse(response));
  } else if constexpr (std::is_same_v<Request, pb::LoginRequest>) {
    pb::LoginResponse response;
    const absl::Status status = desk.Login(request, &response);
    answer(status.ok() ? absl::StatusOr<RelayResponse>(response) : status);
  } else if constexpr (std::is_same_v<Request, pb::FetchRequest>) {
    pb::FetchResponse response;
    const absl::Status status = desk.Fetch(request, &response);
    if (status.ok()) Hide(request, response);
    answer(status.ok() ? absl::StatusOr<RelayResponse>(response) : status);
  } else {
    auto pending = std::make_shared<Pending>();
    pending->request = request;
    pending->answer = std::move(answer);
    pending->process = process_;
    const Request& kept = std::get<Request>(pending->request);
    absl::StatusOr<relay::Change> change = absl::InternalError("");
    if constexpr (std::is_same_v<Request, pb::CreateMailboxRequest>) {
      change = desk.CreateMailbox(kept, &pending->response.emplace<pb::CreateMailboxResponse>());
    } else if constexpr (std::is_same_v<Request, pb::AppendRequest>) {
      for (const pb::Envelope& envelope : kept.envelopes()) bodies_.push_back(envelope.body());
      change = desk.Append(kept, &pending->response.emplace<pb::AppendResponse>());
    } else {
      change = desk.Ack(kept, &pending->response.emplace<pb::AckResponse>());
    }
    if (!change.ok()) return pending->answer(change.status());
    pending->change = *std::move(change);
    Queue(std::move(pending));
  }
}

void SimRelay::Call(const RelayRequest& request, Answer answer) {
  std::visit([&](const auto& one) { Take(one, std::move(answer)); }, request);
}

void SimRelay::Queue(std::shared_ptr<Pending> pending) {
  queue_.push_back(std::move(pending));
  if (queue_.size() > 1) return;
  agenda_.In(kCommitTakes, [this, life = life_] { CommitQueued(life); });
}

void SimRelay::CommitQueued(std::uint64_t life) {
  if (life != life_) return;
  const auto queue = std::exchange(queue_, {});
  std::vector<relay::Work> group;
  for (const auto& pending : queue) {
    group.push_back(
        {pending->change.bytes, pending->change.apply, [this, pending](const absl::Status& status) {
           Tell(pending->change.news(status));
           pending->answer(status.ok() ? absl::StatusOr<RelayResponse>(pending->response) : status);
         }});
  }
  relay::CommitGroup(disk_, group);
}

}  // namespace twofold::sim

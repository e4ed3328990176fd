// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/sim_relay.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "relay/login.h"
#include "relay/mailbox.h"
#include "relay/records.h"
#include "relay/rooms.h"

namespace twofold::sim {
namespace {

namespace pb = twofold::relay::v1;

constexpr absl::Duration kHeartbeat = absl::Seconds(30);
constexpr absl::Duration kCommitTakes = absl::Milliseconds(2);
constexpr std::uint64_t kNone = ~std::uint64_t{0} - 1;  // a cursor behind which nothing lies

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
  std::optional<relay::Session> who;
  std::uint64_t head_before = 0;
  std::shared_ptr<Process> process;  // the change refers to it

  // Whether it appended what was kept already.
  bool WasKnown() const {
    const auto* appended = std::get_if<pb::AppendResponse>(&response);
    return appended != nullptr && appended->sequences(0) <= head_before;
  }
};

SimRelay::SimRelay(Agenda& agenda, SeededRandom& random, const std::string& name)
    : agenda_(agenda), random_(random), name_(name), clock_(agenda) {
  Start(sides_[0]);
}

void SimRelay::Start(Side& side) {
  ++side.life;
  side.queue.clear();
  side.process = std::make_shared<Process>(side.disk, random_, clock_, name_);
}

void SimRelay::EndStreams(const absl::Status& why) {
  auto streams = std::exchange(streams_, {});
  for (auto& [line, open] : streams) open.tell(why);
}

void SimRelay::Restart() {
  Start(sides_[0]);
  if (forked()) Start(sides_[1]);
  EndStreams(absl::UnavailableError("restarting"));
}

void SimRelay::LosePower() {
  for (Side& side : sides_) side.disk.LosePower(random_);
  Restart();
}

void SimRelay::Wipe() { GoBack({}); }

void SimRelay::GoBack(const SimDisk::Image& image) {
  sides_[0].disk.Restore(image);
  Restart();
}

Generation SimRelay::generation() const { return sides_[0].process->mailboxes.generation(); }

std::map<SlotId, std::uint64_t> SimRelay::SlotsOf(const MailboxId& mailbox) const {
  std::map<SlotId, std::uint64_t> slots;
  const std::string prefix = absl::StrCat("s", mailbox.bytes());
  (void)sides_[0].disk.Scan(prefix, PrefixEnd(prefix), ScanOrder::kAscending,
                            [&](absl::string_view key, absl::string_view value) {
                              const auto slot = SlotId::FromBytes(key.substr(prefix.size()));
                              if (slot) slots[*slot] = relay::ReadLittleEndian64(value);
                              return true;
                            });
  return slots;
}

// ---- Dishonesty ----

void SimRelay::HideNewestFor(const SlotId& slot, std::uint64_t after, Instant until) {
  hidden_[slot] = {after, until};
}

void SimRelay::Replay(std::size_t most) {
  Side& side = sides_[0];
  for (std::size_t i = 0; i < std::min(most, posted_.size()); ++i) {
    const Posted& old = posted_[i];
    Overlay draft(side.disk);
    // It knows better than to see that it has this one already.
    draft.Delete(absl::StrCat("i", old.mailbox.bytes(), old.message.bytes()));
    const relay::NewEntry entry{old.message, old.body};
    const auto appended = side.process->mailboxes.Append(draft, old.mailbox, old.slot, {&entry, 1});
    if (!appended.ok() || !side.disk.Commit(draft.Batch()).ok()) return;
    Tell(side, relay::MailboxGrew{{old.mailbox, old.slot}, appended->head});
  }
}

void SimRelay::Fork(std::set<int> readers) {
  sides_[1].disk.Restore(sides_[0].disk.Copy());
  apart_ = std::move(readers);
  Start(sides_[1]);
  EndStreams(absl::UnavailableError("restarting"));
}

void SimRelay::Join(Survivor survivor) {
  if (survivor == Survivor::kSecond) sides_[0].disk.Restore(sides_[1].disk.Copy());
  apart_.clear();
  Restart();
}

void SimRelay::BeHonest() {
  hidden_.clear();
  swapped_.clear();
  full_until_ = Instant();
  forgets_ = false;
  if (forked()) Join(Survivor::kFirst);
}

void SimRelay::Hide(Process& process, const pb::FetchRequest& request,
                    pb::FetchResponse& response) const {
  pb::SubscribeRequest who;
  who.set_token(request.token());
  const auto session = process.desk.Subscribe(who);
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
  if (process.desk.Fetch(there, &known).ok()) {
    response.mutable_head()->set_rolling_hash(known.rolling_hash_at_cursor());
  }
}

void SimRelay::Swap(int from, pb::FetchResponse& response) {
  const auto swapped = swapped_.find(from);
  if (swapped == swapped_.end() || agenda_.now() >= swapped->second) return;
  for (int i = 0; i + 1 < response.envelopes_size(); i += 2) {
    pb::Envelope* one = response.mutable_envelopes(i);
    pb::Envelope* other = response.mutable_envelopes(i + 1);
    one->Swap(other);
    const std::uint64_t sequence = one->sequence();
    one->set_sequence(other->sequence());
    other->set_sequence(sequence);
  }
}

// ---- Streams ----

void SimRelay::Beat() {
  for (auto& [line, open] : std::map(streams_)) {
    const auto head = SideOf(open.from).process->desk.Head(open.session);
    open.tell(head);
    if (!head.ok()) streams_.erase(line);
  }
}

void SimRelay::Subscribe(int from, const std::string& token, std::uint64_t line, Listener tell) {
  const relay::Desk& desk = SideOf(from).process->desk;
  pb::SubscribeRequest request;
  request.set_token(token);
  const auto session = desk.Subscribe(request);
  if (!session.ok()) return tell(session.status());
  const auto head = desk.Head(*session);
  if (!head.ok()) return tell(head.status());
  streams_[line] = {*session, tell, from};
  tell(*head);
}

void SimRelay::Tell(const Side& side, const relay::News& news) {
  if (const auto* grew = std::get_if<relay::MailboxGrew>(&news)) {
    for (auto& [line, open] : std::map(streams_)) {
      if (&SideOf(open.from) != &side) continue;
      if (open.session.mailbox == grew->by.mailbox) open.tell(grew->head);
    }
  }
}

// ---- Calls ----

void SimRelay::Note(const relay::Session& who, const pb::AppendRequest& request) {
  for (const pb::Envelope& envelope : request.envelopes()) {
    const auto message = MessageId::FromBytes(envelope.message_id());
    if (message) posted_.push_back({who.mailbox, who.slot, *message, envelope.body()});
  }
}

template <class Request>
void SimRelay::Take(int from, const Request& request, Answer answer) {
  Side& side = SideOf(from);
  relay::Desk& desk = side.process->desk;
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
    if (status.ok()) Hide(*side.process, request, response), Swap(from, response);
    answer(status.ok() ? absl::StatusOr<RelayResponse>(response) : status);
  } else if constexpr (std::is_same_v<Request, pb::GetSnapshotRequest>) {
    pb::GetSnapshotResponse response;
    const absl::Status status = desk.GetSnapshot(request, &response);
    answer(status.ok() ? absl::StatusOr<RelayResponse>(response) : status);
  } else {
    auto pending = std::make_shared<Pending>();
    pending->request = request;
    pending->answer = std::move(answer);
    pending->process = side.process;
    const Request& kept = std::get<Request>(pending->request);
    const auto who = side.process->logins.Check(request.token());
    if (who.ok()) pending->who = *who;
    absl::StatusOr<relay::Change> change = absl::InternalError("");
    if constexpr (std::is_same_v<Request, pb::CreateMailboxRequest>) {
      change = desk.CreateMailbox(kept, &pending->response.emplace<pb::CreateMailboxResponse>());
    } else if constexpr (std::is_same_v<Request, pb::AppendRequest>) {
      if (agenda_.now() < full_until_) {
        return pending->answer(
            Refusal(absl::StatusCode::kResourceExhausted, "mailbox_full", "the mailbox is full."));
      }
      if (who.ok()) Note(*who, kept);
      change = desk.Append(kept, &pending->response.emplace<pb::AppendResponse>());
      if (change.ok() && std::exchange(forgets_, false)) {
        Overlay draft(side.disk);
        const absl::Status status = change->apply(draft);
        return pending->answer(status.ok() ? absl::StatusOr<RelayResponse>(pending->response)
                                           : status);
      }
    } else if constexpr (std::is_same_v<Request, pb::PutSnapshotRequest>) {
      if (agenda_.now() < full_until_) {
        return pending->answer(Refusal(absl::StatusCode::kResourceExhausted, "snapshot_full",
                                       "the snapshot is too large for this relay."));
      }
      change = desk.PutSnapshot(kept, &pending->response.emplace<pb::PutSnapshotResponse>());
    } else {
      change = desk.Ack(kept, &pending->response.emplace<pb::AckResponse>());
    }
    if (!change.ok()) return pending->answer(change.status());
    pending->change = *std::move(change);
    Queue(side, std::move(pending));
  }
}

void SimRelay::Call(int from, const RelayRequest& request, Answer answer) {
  std::visit([&](const auto& one) { Take(from, one, std::move(answer)); }, request);
}

void SimRelay::Queue(Side& side, std::shared_ptr<Pending> pending) {
  side.queue.push_back(std::move(pending));
  if (side.queue.size() > 1) return;
  agenda_.In(kCommitTakes, [this, &side, life = side.life] { CommitQueued(side, life); });
}

// Nobody's entries go before they said that they have them.
void SimRelay::CheckTrim(Side& side, const relay::Session& who, const relay::Fetched& before) {
  const auto now = side.process->mailboxes.Fetch(who.mailbox, who.slot, kNone, 1);
  if (!now.ok() || now->lowest_kept <= before.lowest_kept) return;
  trimmed_ += now->lowest_kept - before.lowest_kept;
  for (const relay::SlotStatus& status : now->statuses) {
    const bool was_there =
        std::any_of(before.statuses.begin(), before.statuses.end(),
                    [&](const relay::SlotStatus& one) { return one.slot == status.slot; });
    if (was_there && status.acknowledged + 1 < now->lowest_kept) {
      complaints_.push_back("I6: the relay let go of what somebody had not acknowledged");
    }
  }
}

void SimRelay::CommitQueued(Side& side, std::uint64_t life) {
  if (life != side.life) return;
  const auto queue = std::exchange(side.queue, {});
  std::vector<relay::Work> group;
  std::vector<std::pair<relay::Session, relay::Fetched>> acknowledging;
  for (const auto& pending : queue) {
    if (!pending->who) continue;
    const auto before =
        side.process->mailboxes.Fetch(pending->who->mailbox, pending->who->slot, kNone, 1);
    if (!before.ok()) continue;
    pending->head_before = before->head;
    if (std::holds_alternative<pb::AckRequest>(pending->request)) {
      acknowledging.emplace_back(*pending->who, *before);
    }
  }
  for (const auto& pending : queue) {
    group.push_back({pending->change.bytes, pending->change.apply,
                     [this, &side, pending](const absl::Status& status) {
                       if (status.ok() && pending->WasKnown()) ++known_again_;
                       Tell(side, pending->change.news(status));
                       pending->answer(
                           status.ok() ? absl::StatusOr<RelayResponse>(pending->response) : status);
                     }});
  }
  relay::CommitGroup(side.disk, group);
  for (const auto& [who, before] : acknowledging) CheckTrim(side, who, before);
}

}  // namespace twofold::sim

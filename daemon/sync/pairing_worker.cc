// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/pairing_worker.h"

#include <pthread.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/text.h"
#include "daemon/sync/backoff.h"
#include "daemon/sync/mailbox.h"

namespace twofold {
namespace {

namespace pb = relay::v1;

constexpr absl::Duration kCall = absl::Seconds(5);
constexpr absl::Duration kRead = absl::Seconds(20);
constexpr absl::Duration kReadWhileFinishing = absl::Seconds(2);
constexpr absl::Duration kFarewell = absl::Seconds(2);

absl::Status InvitationUnknown() {
  return Refusal(absl::StatusCode::kNotFound, "invitation_unknown",
                 "this invitation is not known at the relay: it was used, is older than 7 days, "
                 "or a word is another.")
      .Hint("New one", "twofold pair   on the other computer")
      .Aftermath("Nothing was shared.");
}

absl::Status ThirdParty() {
  return Refusal(absl::StatusCode::kAborted, "third_party",
                 "somebody else used this invitation too, so it is void for everybody.")
      .Hint("New one", "twofold pair   and hand the words over yourself")
      .Aftermath("Nothing was shared.");
}

Member MemberOf(const SpaceMember& member) {
  return {member.person, member.name, {{member.device, member.sign_key}}};
}

std::string DigitsOf(absl::string_view number) {
  std::string digits;
  for (char c : number) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

}  // namespace

PairingWorker::PairingWorker(PairingParts parts) : parts_(std::move(parts)) {
  const auto pending = parts_.pairings.Pending();
  if (!pending.ok() || !*pending) return;
  absl::StatusOr<Pairing> pairing =
      Pairing::Restore((*pending)->state, parts_.keys, parts_.random);
  if (!pairing.ok()) return;
  pairing_.emplace(*std::move(pairing));
  relay_ = (*pending)->relay;
  side_ = (*pending)->side;
  expires_at_ = absl::FromUnixSeconds((*pending)->expires_at);
  std::lock_guard<std::mutex> beginning(beginning_);
  StartThread();
}

PairingWorker::~PairingWorker() {
  std::lock_guard<std::mutex> beginning(beginning_);
  StopThread();
}

void PairingWorker::StartThread() {
  thread_ = std::thread([this] { Run(); });
}

void PairingWorker::StopThread() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    if (channel_) channel_->CancelAll();
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  std::lock_guard<std::mutex> lock(mutex_);
  stopping_ = false;
}

absl::Status PairingWorker::CheckFree() const {
  TF_RETURN_IF_ERROR(parts_.pairings.CheckMayPair());
  std::lock_guard<std::mutex> lock(mutex_);
  if (!pairing_ || pairing_->step() == PairingStep::kEnded ||
      pairing_->step() == PairingStep::kPaired) {
    return absl::OkStatus();
  }
  return Refusal(absl::StatusCode::kFailedPrecondition, "pairing_under_way",
                 "a pairing is under way already.")
      .Hint("See it", "twofold pair --status")
      .Hint("End it", "twofold pair --cancel");
}

absl::StatusOr<std::vector<std::string>> PairingWorker::Invite(const std::string& relay) {
  std::lock_guard<std::mutex> beginning(beginning_);
  TF_RETURN_IF_ERROR(CheckFree());
  const Self self = *parts_.ledger.LookAt().state.self;
  const Invitation invitation = Invitation::Make(parts_.random);
  TF_ASSIGN_OR_RETURN(
      Pairing pairing,
      Pairing::Invite({self.person, self.name, parts_.keys}, invitation, parts_.random));
  TF_RETURN_IF_ERROR(Begin(relay, std::move(pairing)));
  std::vector<std::string> words;
  for (absl::string_view word : invitation.Words()) words.emplace_back(word.data(), word.size());
  return words;
}

absl::Status PairingWorker::Join(const std::string& relay, const std::string& words) {
  std::lock_guard<std::mutex> beginning(beginning_);
  TF_RETURN_IF_ERROR(CheckFree());
  const Self self = *parts_.ledger.LookAt().state.self;
  TF_ASSIGN_OR_RETURN(const Invitation invitation, Invitation::Parse(words));
  TF_ASSIGN_OR_RETURN(
      Pairing pairing,
      Pairing::Join({self.person, self.name, parts_.keys}, invitation, parts_.random));
  return Begin(relay, std::move(pairing));
}

absl::Status PairingWorker::Begin(const std::string& relay, Pairing pairing) {
  TF_RETURN_IF_ERROR(CheckRelayAddress(relay));
  StopThread();
  RelayChannel channel(relay, parts_.ca_pem);
  const SideId side = SideId::Make(parts_.random);
  TF_RETURN_IF_ERROR(Enter(channel, pairing.room(), side, pairing.role()));
  {
    std::lock_guard<std::mutex> lock(mutex_);
    pairing_.emplace(std::move(pairing));
    relay_ = relay;
    side_ = side;
    expires_at_ = parts_.clock.Now() + absl::Seconds(limits::kRoomLifetimeSeconds);
    posted_ = 0;
    adopted_ = false;
    farewell_said_ = false;
    relay_answers_ = true;
    const absl::Status kept = Keep();
    if (!kept.ok()) {
      pairing_.reset();
      return kept;
    }
    Changed();
  }
  parts_.log.Write(Event::kPairingBegan);
  StartThread();
  return absl::OkStatus();
}

absl::Status PairingWorker::Enter(RelayChannel& channel, const RoomId& room, const SideId& side,
                                  PairingRole role) const {
  pb::EnterRoomRequest request;
  request.set_room(room.str());
  request.set_side(side.str());
  if (role == PairingRole::kInviter) {
    request.set_create(true);
    request.set_lifetime_seconds(limits::kRoomLifetimeSeconds);
  }
  pb::EnterRoomResponse response;
  const absl::Status status =
      channel.Call(&RelayChannel::Stub::EnterRoom, request, &response, kCall);
  if (absl::IsNotFound(status)) return InvitationUnknown();
  if (absl::IsAborted(status)) return ThirdParty();
  return status;
}

PairingStanding PairingWorker::Watch(std::uint64_t seen, absl::Duration wait) const {
  Lock lock(mutex_);
  changed_.wait_for(lock, absl::ToChronoMilliseconds(wait),
                    [&] { return stopping_ || revision_ != seen; });
  PairingStanding standing;
  standing.revision = revision_;
  standing.relay_answers = relay_answers_;
  standing.relay = relay_;
  if (!pairing_) return standing;
  standing.step = pairing_->step();
  // Paired is said once the shared space is on disk.
  if (standing.step == PairingStep::kPaired && !adopted_) standing.step = PairingStep::kFinishing;
  standing.check_number = pairing_->check_number();
  standing.end = pairing_->end_reason();
  const std::optional<SpaceMember> partner = pairing_->partner();
  if (partner) standing.partner_name = partner->name;
  return standing;
}

absl::Status PairingWorker::Confirm(absl::string_view number) {
  std::lock_guard<std::mutex> lock(mutex_);
  const bool already = pairing_ && (pairing_->step() == PairingStep::kConfirmed ||
                                    pairing_->step() == PairingStep::kFinishing ||
                                    pairing_->step() == PairingStep::kPaired);
  if (!pairing_ || (!already && pairing_->step() != PairingStep::kComparing)) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_compare",
                   "there is no number to compare now.")
        .Hint("See where it stands", "twofold pair --status");
  }
  if (DigitsOf(number) != DigitsOf(pairing_->check_number())) {
    return Refusal(absl::StatusCode::kInvalidArgument, "number_differs",
                   "that is not the number on this screen.")
        .Hint("If the screens differ", "twofold pair --cancel")
        .Aftermath("Nothing was confirmed.");
  }
  if (already) return absl::OkStatus();
  pairing_->Confirm();
  TF_RETURN_IF_ERROR(Keep());
  acted_ = true;
  if (channel_) channel_->CancelCalls();
  Changed();
  return absl::OkStatus();
}

void PairingWorker::Cancel(NumberCheck check) {
  std::lock_guard<std::mutex> beginning(beginning_);
  Lock lock(mutex_);
  if (!pairing_ || pairing_->step() == PairingStep::kEnded || adopted_) return;
  if (check == NumberCheck::kDiffers) {
    pairing_->End(PairingEnd::kNumberDiffers);
  } else {
    pairing_->Cancel();
  }
  const absl::Status kept = Keep();
  acted_ = true;
  if (channel_) channel_->CancelCalls();
  Changed();
  // The other side is told if the relay takes it soon; the end does not depend on it.
  changed_.wait_for(lock, absl::ToChronoMilliseconds(kFarewell),
                    [&] { return !pairing_ || farewell_said_ || !relay_answers_; });
}

void PairingWorker::Changed() {
  ++revision_;
  changed_.notify_all();
}

absl::Status PairingWorker::Keep() {
  if (pairing_->step() == PairingStep::kEnded) return parts_.pairings.Drop();
  return parts_.pairings.Save(
      {pairing_->Save(), relay_, absl::ToUnixSeconds(expires_at_), side_});
}

absl::Status PairingWorker::Adopt(const PairingResult& result) {
  NewSpace made;
  made.id = result.space;
  made.key = std::string(result.space_key.bytes());
  made.genesis = result.signed_genesis;
  made.members = {MemberOf(result.self), MemberOf(result.partner)};
  made.relay = relay_;
  return parts_.pairings.Adopt(made);
}

void PairingWorker::EndFor(const absl::Status& status) {
  if (!pairing_ || pairing_->step() == PairingStep::kEnded) return;
  if (absl::IsAborted(status)) pairing_->End(PairingEnd::kThirdParty);
  if (absl::IsNotFound(status)) pairing_->End(PairingEnd::kExpired);
  if (pairing_->step() != PairingStep::kEnded) return;
  posted_ = pairing_->outgoing().size();  // there is no room to post to any more
  if (Keep().ok()) Changed();
}

void PairingWorker::Run() {
  pthread_setname_np(pthread_self(), "tf-pair");
  Backoff backoff(absl::Milliseconds(300), absl::Seconds(5), parts_.random);
  for (;;) {
    {
      Lock lock(mutex_);
      if (stopping_) return;
      acted_ = false;
      if (!channel_ || !relay_answers_) {
        channel_ = std::make_shared<RelayChannel>(relay_, parts_.ca_pem);
      }
    }
    const absl::StatusOr<bool> more = Round();
    Lock lock(mutex_);
    if (more.ok() && !*more) {
      channel_.reset();
      return;
    }
    if (more.ok() || absl::IsCancelled(more.status())) {
      backoff.Reset();
      continue;
    }
    EndFor(more.status());
    if (pairing_->step() == PairingStep::kEnded) {
      channel_.reset();
      return;
    }
    relay_answers_ = false;
    Changed();
    changed_.wait_for(lock, absl::ToChronoMilliseconds(backoff.Next()),
                      [&] { return stopping_ || acted_; });
  }
}

absl::StatusOr<bool> PairingWorker::Round() {
  // First of all: the last word makes the other side close the room, and a daemon that ended in
  // between must not depend on a room that is gone.
  TF_RETURN_IF_ERROR(AdoptWhenPaired());
  TF_RETURN_IF_ERROR(Post());
  {
    Lock lock(mutex_);
    if (!relay_answers_) relay_answers_ = true, Changed();
    if (pairing_->step() == PairingStep::kEnded) {
      parts_.log.Write(Event::kPairingEnded,
                       {{Field::kReason, static_cast<std::int64_t>(*pairing_->end_reason())}});
      // Where nobody came, nobody reads a farewell, and the invitation is to open nothing any more.
      if (pairing_->next_index() == 0) CloseRoom(lock);
      farewell_said_ = true;
      changed_.notify_all();
      return false;
    }
    if (adopted_) {
      // The joiner has heard the last word; the room has done its work.
      if (pairing_->role() == PairingRole::kJoiner) CloseRoom(lock);
      return false;
    }
    if (parts_.clock.Now() > expires_at_) EndFor(absl::NotFoundError("expired"));
    if (acted_) return true;
  }
  TF_RETURN_IF_ERROR(Read());
  LookForGenesis();
  return true;
}

absl::Status PairingWorker::AdoptWhenPaired() {
  Lock lock(mutex_);
  if (pairing_->step() != PairingStep::kPaired || adopted_) return absl::OkStatus();
  TF_RETURN_IF_ERROR(Adopt(*pairing_->result()));
  adopted_ = true;
  Changed();
  lock.unlock();
  parts_.log.Write(Event::kPaired);
  parts_.on_paired();
  return absl::OkStatus();
}

void PairingWorker::CloseRoom(Lock& lock) {
  pb::CloseRoomRequest request;
  request.set_room(pairing_->room().str());
  request.set_side(side_.str());
  pb::CloseRoomResponse response;
  const auto channel = channel_;
  lock.unlock();
  // If this is lost, the room ends by itself.
  (void)channel->Call(&RelayChannel::Stub::CloseRoom, request, &response, kCall);
  lock.lock();
}

absl::Status PairingWorker::Post() {
  for (;;) {
    pb::PostToRoomRequest request;
    std::shared_ptr<RelayChannel> channel;
    {
      Lock lock(mutex_);
      if (posted_ >= pairing_->outgoing().size()) return absl::OkStatus();
      request.set_room(pairing_->room().str());
      request.set_side(side_.str());
      request.set_index(posted_);
      request.set_body(pairing_->outgoing()[posted_]);
      channel = channel_;
    }
    pb::PostToRoomResponse response;
    TF_RETURN_IF_ERROR(
        channel->Call(&RelayChannel::Stub::PostToRoom, request, &response, kCall));
    Lock lock(mutex_);
    ++posted_;
    changed_.notify_all();
  }
}

absl::Status PairingWorker::Read() {
  pb::ReadRoomRequest request;
  std::shared_ptr<RelayChannel> channel;
  absl::Duration wait = kRead;
  {
    Lock lock(mutex_);
    request.set_room(pairing_->room().str());
    request.set_side(side_.str());
    request.set_from_index(pairing_->next_index());
    if (pairing_->step() == PairingStep::kFinishing) wait = kReadWhileFinishing;
    channel = channel_;
  }
  request.set_wait_ms(static_cast<std::uint32_t>(absl::ToInt64Milliseconds(wait)));
  pb::ReadRoomResponse response;
  const absl::Status status =
      channel->Call(&RelayChannel::Stub::ReadRoom, request, &response, wait + kCall);
  Lock lock(mutex_);
  // A joiner that is finishing may find the room closed and still be paired.
  const bool finishing = pairing_->step() == PairingStep::kFinishing;
  if (finishing && (absl::IsNotFound(status) || absl::IsAborted(status))) {
    changed_.wait_for(lock, absl::ToChronoMilliseconds(kReadWhileFinishing),
                      [&] { return stopping_ || acted_; });
    return absl::OkStatus();
  }
  TF_RETURN_IF_ERROR(status);
  if (response.bodies().empty()) return absl::OkStatus();
  std::uint32_t index = request.from_index();
  for (const std::string& body : response.bodies()) pairing_->Receive(index++, body);
  TF_RETURN_IF_ERROR(Keep());
  Changed();
  return absl::OkStatus();
}

void PairingWorker::LookForGenesis() {
  std::optional<PairingResult> awaited;
  std::shared_ptr<RelayChannel> channel;
  {
    Lock lock(mutex_);
    awaited = pairing_->awaited();
    channel = channel_;
  }
  if (!awaited) return;
  Mailbox mailbox(*channel, awaited->space_key, parts_.keys.device(), parts_.random);
  if (!mailbox.Open(MailboxUse::kOnlooker).ok()) return;
  MailboxPosition beginning;
  beginning.generation = mailbox.generation();
  const absl::StatusOr<Fetched> fetched = mailbox.Fetch(beginning);
  if (!fetched.ok()) return;
  Lock lock(mutex_);
  for (const std::string& genesis : fetched->geneses) {
    if (pairing_->FinishedElsewhere(genesis).ok()) return;
  }
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/pairing_worker.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/relay_address.h"
#include "core/base/text.h"
#include "daemon/courier/backoff.h"
#include "daemon/courier/mailbox.h"
#include "daemon/sync/welcome_codec.h"

namespace twofold {
namespace {

namespace pb = relay::v1;

constexpr absl::Duration kCall = absl::Seconds(5);
constexpr absl::Duration kRead = absl::Seconds(20);
constexpr absl::Duration kLeastPatience = absl::Seconds(2);
constexpr absl::Duration kMostPatience = absl::Minutes(1);
constexpr absl::Duration kLeastRound = absl::Seconds(1);
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
  return {member.person, member.name, {{member.device, member.sign_key, member.box_key}}};
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
  absl::StatusOr<Pairing> pairing = Pairing::Restore((*pending)->state, parts_.keys, parts_.random);
  if (!pairing.ok()) {
    // It can never go on, and it is full of secrets.
    (void)parts_.pairings.Drop();
    return;
  }
  pairing_.emplace(*std::move(pairing));
  relay_ = (*pending)->relay;
  device_name_ = (*pending)->device_name;
  side_ = (*pending)->side;
  expires_at_ = absl::FromUnixSeconds((*pending)->expires_at);
  patience_ = kLeastPatience;
  std::lock_guard<std::mutex> beginning(beginning_);
  StartThread();
}

PairingWorker::~PairingWorker() {
  Stop();
  std::lock_guard<std::mutex> beginning(beginning_);
  StopThread();
}

void PairingWorker::Stop() {
  std::lock_guard<std::mutex> lock(mutex_);
  closed_ = stopping_ = true;
  if (channel_) channel_->CancelAll();
  changed_.notify_all();
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
  stopping_ = closed_;
}

absl::Status PairingWorker::CheckFree() const {
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

absl::StatusOr<std::vector<std::string>> PairingWorker::Invite(const std::string& relay,
                                                               const Meeting& meeting) {
  std::lock_guard<std::mutex> beginning(beginning_);
  const bool links = meeting.purpose == PairingPurpose::kLink;
  if (links) TF_RETURN_IF_ERROR(ValidateDeviceName(meeting.device_name));
  TF_RETURN_IF_ERROR(links ? parts_.devices.CheckMayInvite() : parts_.pairings.CheckMayPair());
  TF_RETURN_IF_ERROR(CheckFree());
  const Self self = *parts_.ledger.LookAt().state.self;
  const Invitation invitation = Invitation::Make(parts_.random);
  TF_ASSIGN_OR_RETURN(Pairing pairing,
                      Pairing::Invite({self.person, self.name, parts_.keys, meeting.purpose},
                                      invitation, parts_.random));
  TF_RETURN_IF_ERROR(Begin(relay, std::move(pairing), meeting.device_name));
  std::vector<std::string> words;
  for (absl::string_view word : invitation.Words()) words.emplace_back(word.data(), word.size());
  return words;
}

absl::Status PairingWorker::Join(const std::string& relay, const std::string& words,
                                 const Meeting& meeting) {
  std::lock_guard<std::mutex> beginning(beginning_);
  const bool links = meeting.purpose == PairingPurpose::kLink;
  if (links) TF_RETURN_IF_ERROR(ValidateDeviceName(meeting.device_name));
  TF_RETURN_IF_ERROR(links ? parts_.devices.CheckMayJoin() : parts_.pairings.CheckMayPair());
  TF_RETURN_IF_ERROR(CheckFree());
  TF_ASSIGN_OR_RETURN(const Invitation invitation, Invitation::Parse(words));
  PairingSelf self{PersonId::Make(parts_.random), meeting.device_name, parts_.keys,
                   meeting.purpose};
  if (!links) {
    const Self known = *parts_.ledger.LookAt().state.self;
    self.person = known.person;
    self.name = known.name;
  }
  TF_ASSIGN_OR_RETURN(Pairing pairing, Pairing::Join(self, invitation, parts_.random));
  return Begin(relay, std::move(pairing), meeting.device_name);
}

absl::Status PairingWorker::Begin(const std::string& relay, Pairing pairing,
                                  const std::string& device_name) {
  TF_RETURN_IF_ERROR(CheckRelayAddress(relay));
  StopThread();
  const auto channel = std::make_shared<RelayChannel>(relay, parts_.ca_pem);
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (closed_) return absl::CancelledError();
    channel_ = channel;
  }
  const SideId side = SideFor(pairing.room());
  const absl::Status entered = Enter(*channel, pairing.room(), side, pairing.role());
  doubtful_room_ = absl::IsUnavailable(entered) ? pairing.room() : RoomId();
  doubtful_side_ = side;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!entered.ok()) {
      channel_.reset();
      return entered;
    }
    over_.reset();
    patience_ = kLeastPatience;
    pairing_.emplace(std::move(pairing));
    relay_ = relay;
    device_name_ = device_name;
    side_ = side;
    expires_at_ = parts_.clock.Now() + absl::Seconds(limits::kRoomLifetimeSeconds);
    posted_ = 0;
    adopted_ = false;
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

SideId PairingWorker::SideFor(const RoomId& room) {
  return room == doubtful_room_ ? doubtful_side_ : SideId::Make(parts_.random);
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
  if (!over_) return Standing();
  PairingStanding standing = *over_;
  standing.revision = revision_;
  // Of somebody who was left, nothing is told any more.
  const bool couple = standing.purpose == PairingPurpose::kCouple;
  if (!couple || standing.step != PairingStep::kPaired || parts_.ledger.LookAt().state.us) {
    return standing;
  }
  PairingStanding nothing;
  nothing.revision = revision_;
  return nothing;
}

PairingStanding PairingWorker::Standing() const {
  PairingStanding standing;
  standing.revision = revision_;
  standing.relay_answers = relay_answers_;
  standing.relay = relay_;
  if (!pairing_) return standing;
  standing.step = pairing_->step();
  standing.purpose = pairing_->purpose();
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
  const bool through = over_ && over_->step == PairingStep::kPaired;
  if (through && DigitsOf(number) == DigitsOf(over_->check_number)) return absl::OkStatus();
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
  TF_ASSIGN_OR_RETURN(std::string greeting, Greeting());
  pairing_->Confirm(greeting);
  Wipe(greeting);
  const absl::Status kept = Keep();
  acted_ = true;
  if (channel_) channel_->CancelCalls();
  Changed();
  return kept;
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
                    [&] { return !pairing_ || !relay_answers_; });
}

void PairingWorker::Changed() {
  ++revision_;
  changed_.notify_all();
}

absl::Status PairingWorker::Keep() {
  const absl::Status status =
      pairing_->step() == PairingStep::kEnded
          ? parts_.pairings.Drop()
          : parts_.pairings.Save(
                {pairing_->Save(), relay_, absl::ToUnixSeconds(expires_at_), side_, device_name_});
  kept_ = status.ok();
  return status;
}

absl::StatusOr<std::string> PairingWorker::Greeting() {
  const bool greets =
      pairing_->purpose() == PairingPurpose::kLink && pairing_->role() == PairingRole::kInviter;
  if (!greets) return std::string();
  TF_ASSIGN_OR_RETURN(const Welcome welcome, parts_.devices.Greet(relay_, device_name_));
  return WriteWelcome(welcome);
}

absl::Status PairingWorker::Adopt() {
  if (const std::optional<LinkResult> link = pairing_->link()) {
    TF_ASSIGN_OR_RETURN(const Welcome welcome, ReadWelcome(link->welcome));
    if (pairing_->role() == PairingRole::kJoiner) return parts_.devices.Begin(welcome);
    const SpaceMember& partner = link->partner;
    return parts_.devices.Add(
        {{partner.device, partner.sign_key, partner.box_key}, link->wish, partner.name}, welcome);
  }
  const PairingResult result = *pairing_->result();
  NewSpace made;
  made.id = result.space;
  made.key = std::string(result.space_key.bytes());
  made.genesis = result.signed_genesis;
  made.members = {MemberOf(result.self), MemberOf(result.partner)};
  made.relay = relay_;
  return parts_.pairings.Adopt(made);
}

void PairingWorker::EndFor(const absl::Status& status) {
  const bool dead = absl::IsAborted(status) || absl::IsNotFound(status);
  // Somebody else's words stand where ours belong: this state is not the one that wrote there.
  const bool taken = absl::IsAlreadyExists(status);
  const bool late =
      pairing_->step() == PairingStep::kFinishing || pairing_->step() == PairingStep::kPaired;
  if (!dead && !taken) return;
  if (pairing_->step() != PairingStep::kEnded) {
    if (absl::IsAborted(status)) pairing_->End(PairingEnd::kThirdParty);
    if (absl::IsNotFound(status)) pairing_->End(PairingEnd::kExpired);
    if (taken && !late) pairing_->End(PairingEnd::kBadMessage);
    if (pairing_->step() == PairingStep::kEnded) {
      (void)Keep();
      Changed();
    }
  }
  // There is no room to post to any more; a joiner that is finishing looks elsewhere.
  posted_ = pairing_->outgoing().size();
}

bool PairingWorker::IsOver() const {
  const bool said = posted_ >= pairing_->outgoing().size();
  return said && kept_ && (adopted_ || pairing_->step() == PairingStep::kEnded);
}

void PairingWorker::Retire() {
  if (pairing_->step() == PairingStep::kEnded) {
    parts_.log.Write(Event::kPairingEnded,
                     {{Field::kReason, static_cast<std::int64_t>(*pairing_->end_reason())}});
  }
  channel_.reset();
  over_ = Standing();
  pairing_.reset();
  changed_.notify_all();
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
      channel_->Resume();
    }
    const absl::StatusOr<bool> more = Round();
    Lock lock(mutex_);
    if (more.ok() && !*more) return Retire();
    if (more.ok() || absl::IsCancelled(more.status())) {
      backoff.Reset();
      continue;
    }
    EndFor(more.status());
    // The farewell of one that ended is a courtesy; a silent relay need not hear it.
    if (IsOver() || (pairing_->step() == PairingStep::kEnded && kept_)) return Retire();
    relay_answers_ = false;
    Changed();
    changed_.wait_for(lock, absl::ToChronoMilliseconds(backoff.Next()),
                      [&] { return stopping_ || acted_; });
  }
}

absl::StatusOr<bool> PairingWorker::Round() {
  {
    Lock lock(mutex_);
    // Somebody who has left already says no last words.
    const bool couple = pairing_->purpose() == PairingPurpose::kCouple;
    if (adopted_ && couple && !parts_.ledger.LookAt().state.us) return false;
    // The disk may have failed; nothing is said that is not on it.
    if (!kept_) TF_RETURN_IF_ERROR(Keep());
  }
  // Before anything else, and also when the room is gone: the other side may be paired already.
  TF_RETURN_IF_ERROR(AdoptIfPaired());
  TF_RETURN_IF_ERROR(Post());
  {
    Lock lock(mutex_);
    if (!relay_answers_) relay_answers_ = true, Changed();
    // Somebody acted since this round began, and the channel takes no call before the next.
    if (acted_) return true;
    const bool ended = pairing_->step() == PairingStep::kEnded;
    if (ended || adopted_) {
      // The joiner has heard the last word, and the room has done its work. Where nobody came,
      // nobody reads a farewell, and the invitation is to open nothing any more.
      const bool done =
          ended ? pairing_->next_index() == 0 : pairing_->role() == PairingRole::kJoiner;
      lock.unlock();
      if (done) CloseRoom();
      return false;
    }
    if (parts_.clock.Now() > expires_at_) EndFor(absl::NotFoundError("expired"));
    if (pairing_->step() == PairingStep::kEnded) return true;
  }
  // First, so that a joiner that comes back after its room is gone need not wait for it.
  if (!LookForGenesis()) TF_RETURN_IF_ERROR(Read());
  return true;
}

absl::Status PairingWorker::AdoptIfPaired() {
  {
    Lock lock(mutex_);
    if (pairing_->step() != PairingStep::kPaired || adopted_) return absl::OkStatus();
    TF_RETURN_IF_ERROR(Adopt());
    adopted_ = true;
    Changed();
  }
  parts_.log.Write(Event::kPaired);
  parts_.on_paired();
  return absl::OkStatus();
}

void PairingWorker::CloseRoom() {
  pb::CloseRoomRequest request;
  std::shared_ptr<RelayChannel> channel;
  {
    Lock lock(mutex_);
    request.set_room(pairing_->room().str());
    request.set_side(side_.str());
    channel = channel_;
  }
  pb::CloseRoomResponse response;
  // If this is lost, the room ends by itself.
  (void)channel->Call(&RelayChannel::Stub::CloseRoom, request, &response, kCall);
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
    const absl::Status status =
        channel->Call(&RelayChannel::Stub::PostToRoom, request, &response, kCall);
    Lock lock(mutex_);
    // The relay has gone back in time; posting the same bytes again is harmless.
    if (absl::IsFailedPrecondition(status)) posted_ = 0;
    TF_RETURN_IF_ERROR(status);
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
    if (pairing_->step() == PairingStep::kFinishing) {
      wait = std::min(kRead, patience_);
      patience_ = std::min(patience_ * 2, kMostPatience);
    }
    channel = channel_;
  }
  request.set_wait_ms(static_cast<std::uint32_t>(absl::ToInt64Milliseconds(wait)));
  pb::ReadRoomResponse response;
  const auto began = std::chrono::steady_clock::now();
  const absl::Status status =
      channel->Call(&RelayChannel::Stub::ReadRoom, request, &response, wait + kCall);
  Lock lock(mutex_);
  // A joiner that is finishing may find the room closed and still be paired.
  const bool finishing = pairing_->step() == PairingStep::kFinishing;
  if (finishing && (absl::IsNotFound(status) || absl::IsAborted(status))) {
    Pause(lock, patience_);
    return absl::OkStatus();
  }
  TF_RETURN_IF_ERROR(status);
  const std::uint32_t index = request.from_index();
  if (response.bodies().empty() || index >= limits::kRoomMessages) {
    // A relay that answers without waiting is not to be asked without end.
    const absl::Duration took = absl::FromChrono(std::chrono::steady_clock::now() - began);
    if (took < kLeastRound) Pause(lock, kLeastRound - took);
    return absl::OkStatus();
  }
  for (int i = 0; i < response.bodies_size(); ++i) {
    pairing_->Receive(index + static_cast<std::uint32_t>(i), response.bodies(i));
  }
  TF_RETURN_IF_ERROR(Keep());
  Changed();
  return absl::OkStatus();
}

void PairingWorker::Pause(Lock& lock, absl::Duration wait) {
  changed_.wait_for(lock, absl::ToChronoMilliseconds(wait), [&] { return stopping_ || acted_; });
}

absl::StatusOr<Fetched> PairingWorker::ReadBeginning(RelayChannel& channel,
                                                     const SpaceKey& key) const {
  Mailbox mailbox(channel.address(), key, parts_.keys.device(), parts_.random);
  TF_RETURN_IF_ERROR(twofold::Enter(channel, mailbox));
  const relay::v1::FetchRequest fetch = mailbox.FetchAfter(0);
  TF_ASSIGN_OR_RETURN(const RelayResponse fetched, Ask(channel, fetch));
  MailboxPosition beginning;
  beginning.generation = mailbox.generation();
  return mailbox.Read(beginning, fetch, std::get<relay::v1::FetchResponse>(fetched));
}

bool PairingWorker::LookForGenesis() {
  std::optional<PairingResult> awaited;
  std::shared_ptr<RelayChannel> channel;
  {
    Lock lock(mutex_);
    awaited = pairing_->awaited();
    channel = channel_;
  }
  if (!awaited) return false;
  // As a member, because a relay shows a mailbox to those who have a slot in it and to nobody else.
  const absl::StatusOr<Fetched> fetched = ReadBeginning(*channel, awaited->space_key);
  if (!fetched.ok()) return false;
  Lock lock(mutex_);
  for (const std::string& genesis : fetched->geneses) {
    if (pairing_->FinishedElsewhere(genesis).ok()) return true;
  }
  return false;
}

}  // namespace twofold

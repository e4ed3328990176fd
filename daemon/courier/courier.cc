// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/courier/courier.h"

#include <algorithm>
#include <utility>

#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/crypto/space_key.h"
#include "daemon/courier/relay_words.h"
#include "daemon/engine/change.h"

namespace twofold {
namespace {

// A relay that restarts is found again soon; many devices do not keep one busy that is away.
constexpr absl::Duration kFirstWait = absl::Milliseconds(500);
constexpr absl::Duration kMostSoon = absl::Seconds(5);
constexpr absl::Duration kSoon = absl::Seconds(30);
constexpr absl::Duration kMostWait = absl::Seconds(60);
constexpr absl::Duration kSettled = absl::Seconds(5);  // a conversation that lasted longer was good
constexpr absl::Duration kLooks = absl::Minutes(5);
constexpr absl::Duration kVisits = absl::Hours(1);
constexpr absl::Duration kVisitsAgain = absl::Minutes(5);
constexpr absl::Duration kRenewals = absl::Minutes(1);
constexpr int kSilentBeats = 3;

absl::Status Paused() {
  return Refusal(absl::StatusCode::kFailedPrecondition, "sync_paused",
                 "syncing is paused by your config.toml.");
}

}  // namespace

Courier::Courier(const SyncParts& parts, SyncSettings settings)
    : parts_(parts),
      settings_(std::move(settings)),
      backoff_(kFirstWait, kMostSoon, kSoon, kMostWait, parts.random),
      gate_(settings_.delivery, parts.exchange, parts.random) {}

std::optional<absl::Status> SyncReport::Outcome(std::uint64_t ticket) const {
  if (done >= ticket) return absl::OkStatus();
  if (undone >= ticket) return why_undone;
  return std::nullopt;
}

SyncReport Courier::report() const {
  SyncReport report = report_;
  report.relay.delivers_at = gate_.due_at();
  if (conversation_) {
    report.totals.sent += conversation_->counts().sent;
    report.totals.received += conversation_->counts().received;
    report.relay.fetching = conversation_->fetching();
  }
  return report;
}

const std::string& Courier::AddressOf(const Space& space) const {
  return settings_.relay.empty() ? space.relay : settings_.relay;
}

bool Courier::IsCurrent() const {
  const std::optional<Space> now = parts_.exchange.Current();
  return now && now->id == space_ && now->rotation == rotation_ && AddressOf(*now) == address_;
}

CourierStep Courier::Next(Instant now) {
  LookAtDelivery(now);
  while (conversation_) {
    if (auto step = NextOfConversation(now)) return *std::move(step);
  }
  if (std::exchange(hang_up_, false)) return HangUp{};
  return NextConversation(now);
}

// Where it cannot be looked at, nothing that waits on purpose goes out; what else is wrong shows
// when the relay is to be told something.
void Courier::LookAtDelivery(Instant now) {
  if (!gate_.quiet() || settings_.paused) return;
  const std::optional<Space> space = parts_.exchange.Current();
  if (!space) return gate_.Forget();
  (void)gate_.Look(space->id, now, parts_.clock.Now());
}

// Nothing when the conversation has ended.
std::optional<CourierStep> Courier::NextOfConversation(Instant now) {
  Conversation& conversation = *conversation_;
  if (!IsCurrent()) {
    End(absl::OkStatus(), now);
    return std::nullopt;
  }
  if (conversation.open() && !listening_) {
    listening_ = true;
    last_beat_ = now;
    return Listen{conversation.mailbox().token()};
  }
  if (conversation.open() && !in_round_) BeginRound(now);
  auto request = conversation.Next(now);
  if (conversation.TakeAnswered()) {
    if (report_.relay.state != RelayState::kAnswers) parts_.log.Write(Event::kRelayAnswers);
    report_.relay = RelayStanding{RelayState::kAnswers, parts_.clock.Now(), std::nullopt, ""};
  }
  if (!request.ok()) {
    End(request.status(), now);
    return std::nullopt;
  }
  if (*request) return MakeCall{*std::move(*request)};
  if (!conversation.full()) {
    const absl::StatusOr<bool> moved = EndRound();
    if (!moved.ok() || *moved) {
      End(moved.status(), now);
      return std::nullopt;
    }
  }
  LookAtDelivery(now);
  // A mailbox without room has it again only when a snapshot was given.
  if (!conversation.full() && (HasToSend() || moves_ || wanted_ > report_.done ||
                               head_ > conversation.position().sequence || now >= look_due_)) {
    // A recovery code that came to be since begins with another greeting.
    const absl::StatusOr<bool> misses = conversation.MissesPaper();
    if (!misses.ok() || *misses) {
      End(misses.status(), now);
      return std::nullopt;
    }
    BeginRound(now);
    return NextOfConversation(now);
  }
  if (stream_ended_) {
    End(*stream_ended_, now);
    return std::nullopt;
  }
  auto piece = conversation.NextPiece(now);
  if (!piece.ok()) {
    End(piece.status(), now);
    return std::nullopt;
  }
  if (*piece) return MakeCall{*std::move(*piece)};
  if (auto call = NextOfVisits(now)) return MakeCall{*std::move(call)};
  if (moves_) return NextOfConversation(now);
  const Instant silent = last_beat_ + conversation.mailbox().heartbeat() * kSilentBeats;
  if (now >= silent) {
    End(SilentRelay(address_), now);
    return std::nullopt;
  }
  nudged_ = false;
  return Await{std::min({silent, look_due_, visits_due_, conversation.due().value_or(silent),
                         gate_.due().value_or(silent)})};
}

// What leads to the key in use, for whoever still waits where others were before. Nothing of it is
// so urgent that it could not be done the next time.
std::optional<RelayRequest> Courier::NextOfVisits(Instant now) {
  if (now >= visits_due_ && !visit_ && visits_.empty()) {
    visits_due_ = now + kVisits;
    visits_ = parts_.exchange.EarlierKeys(space_).value_or(std::vector<EarlierKey>());
  }
  for (;;) {
    if (!visit_) {
      if (visits_.empty()) return std::nullopt;
      const EarlierKey where = std::move(visits_.back());
      visits_.pop_back();
      std::optional<SpaceKey> key = SpaceKey::FromBytes(where.key);
      if (!key) continue;
      visit_.emplace(parts_.exchange, space_, where, *std::move(key), parts_.device, address_,
                     visited_[where.rotation], parts_.random);
    }
    auto call = visit_->Next();
    calls_for_visit_ = call.ok() && call->has_value();
    if (calls_for_visit_) return *std::move(call);
    EndVisit(now);
  }
}

void Courier::EndVisit(Instant now) {
  // Whoever finds something new there says soon what they lack, or may go on.
  if (visit_->stirred()) {
    visits_due_ = std::min(visits_due_, now + kVisitsAgain);
    moves_ = moves_ || parts_.exchange.MayMoveOn(space_).value_or(false);
  }
  visit_.reset();
}

void Courier::BeginRound(Instant now) {
  nudged_ = false;
  asked_ = wanted_;
  named_ = head_;
  // What came before the stream was held is known to nobody, so the first round fetches.
  const bool first = !std::exchange(in_round_, true);
  fetches_ = first || asked_ > report_.done || head_ > conversation_->position().sequence;
  fetches_ = fetches_ || now >= look_due_ || std::exchange(moves_, false);
  if (fetches_) look_due_ = now + kLooks;
  using Round = Conversation::Round;
  const bool holds = gate_.quiet() && !gate_.IsOpen() && asked_ <= report_.done;
  conversation_->Begin(holds ? Round::kFetch : fetches_ ? Round::kSendAndFetch : Round::kSend);
}

absl::StatusOr<bool> Courier::EndRound() {
  const bool fetched = std::exchange(fetches_, false);
  // It has been looked for; a number that the relay does not live up to is not looked for again
  // and again.
  if (fetched && head_ == named_) head_ = std::min(head_, conversation_->position().sequence);
  report_.done = std::max(report_.done, asked_);
  if (fetched) return parts_.exchange.MoveOn(space_);
  // Before it moves on it has to have read everything.
  TF_ASSIGN_OR_RETURN(moves_, parts_.exchange.MayMoveOn(space_));
  return false;
}

void Courier::Take(absl::StatusOr<RelayResponse> answer, Instant now) {
  if (!conversation_) return;
  if (std::exchange(calls_for_visit_, false)) {
    if (!visit_->Take(std::move(answer)).ok()) EndVisit(now);
    return;
  }
  const absl::Status status = conversation_->Take(std::move(answer), now);
  if (!status.ok()) End(status, now);
}

void Courier::News(std::uint64_t head, Instant at) {
  last_beat_ = std::max(last_beat_, at);
  head_ = head;
}

void Courier::StreamEnded(const absl::Status& status) { stream_ended_ = status; }

CourierStep Courier::NextConversation(Instant now) {
  nudged_ = false;
  const std::optional<Space> space = parts_.exchange.Current();
  if (!space) return Idle(RelayState::kNone, NotPaired());
  if (settings_.paused) return Idle(RelayState::kPaused, Paused());
  const bool asked = wanted_ > std::max(report_.done, report_.undone);
  if (not_before_ && now < *not_before_ && !asked && space->id == space_ &&
      space->rotation == rotation_ && AddressOf(*space) == address_) {
    return Await{not_before_};
  }
  const std::optional<SpaceKey> key = SpaceKey::FromBytes(space->key);
  if (!key) return Idle(RelayState::kNone, absl::InternalError("a shared space without its key"));
  if (space->id != space_) visited_.clear();
  space_ = space->id;
  rotation_ = space->rotation;
  address_ = AddressOf(*space);
  conversation_.emplace(
      ConversationParts{parts_.exchange, parts_.device, parts_.random, parts_.log, start_overs_,
                        repairs_, givings_, settings_.delivery, settings_.acks},
      *space, key->Clone(), address_);
  began_ = now;
  listening_ = false;
  in_round_ = false;
  stream_ended_.reset();
  visits_due_ = now;
  visits_.clear();
  visit_.reset();
  calls_for_visit_ = false;
  head_ = 0;
  moves_ = false;
  return Dial{address_};
}

// Nothing to do until the world changes.
CourierStep Courier::Idle(RelayState state, const absl::Status& why) {
  if (report_.relay.state != state || report_.undone < wanted_) {
    report_.relay = RelayStanding{state, parts_.clock.Now(), std::nullopt, ""};
  }
  report_.undone = wanted_;
  report_.why_undone = why;
  not_before_.reset();
  return Await{};
}

void Courier::End(const absl::Status& status, Instant now) {
  report_ = report();
  conversation_.reset();
  hang_up_ = true;
  // Not after every answer: a relay that answers and fails at once is no better than a silent one.
  if (now - began_ >= kSettled) backoff_.Reset();
  not_before_.reset();
  if (status.ok() || !IsCurrent()) return;
  if (absl::IsUnauthenticated(status) && MayRenew(now)) return;
  Silent(status, now);
}

// Whether a login that ran out may be renewed without waiting: not more than once a minute.
bool Courier::MayRenew(Instant now) {
  if (renewed_ && now - *renewed_ < kRenewals) return false;
  renewed_ = now;
  return true;
}

void Courier::Silent(const absl::Status& trouble, Instant now) {
  const absl::Duration wait = backoff_.Next();
  if (report_.relay.state != RelayState::kSilent) {
    report_.relay.state = RelayState::kSilent;
    report_.relay.since = parts_.clock.Now();
    parts_.log.Write(Event::kRelaySilent,
                     {{Field::kReason, static_cast<std::int64_t>(trouble.code())}});
  }
  report_.relay.trouble = std::string(trouble.message());
  report_.relay.next_try = parts_.clock.Now() + wait;
  not_before_ = now + wait;
  report_.undone = wanted_;
  report_.why_undone = trouble;
}

}  // namespace twofold

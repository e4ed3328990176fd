// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/courier/conversation.h"

#include <algorithm>
#include <utility>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "daemon/courier/relay_words.h"

namespace twofold {
namespace {

namespace pb = relay::v1;

constexpr absl::Duration kAckDelay = absl::Seconds(2);
constexpr char kMailboxFull[] = "mailbox_full";  // of the relay, as those below
constexpr char kNoSnapshot[] = "no_snapshot";
constexpr char kSnapshotFull[] = "snapshot_full";

}  // namespace

Conversation::Conversation(const ConversationParts& parts, const Space& space, SpaceKey key,
                           const std::string& address)
    : parts_(parts),
      space_(space),
      key_(std::move(key)),
      address_(address),
      mailbox_(address, key_, parts.device, parts.random),
      snapshots_(parts.exchange, mailbox_, parts.random, parts.log, space_, parts.givings) {}

void Conversation::Begin(Round round) {
  round_ = true;
  send_ = true;
  holds_ = round == Round::kFetch;
  fetch_ = fetch_ || round != Round::kSend;
  fetches_ = fetch_;
  stood_ = position_.sequence;
  full_ = absl::OkStatus();
}

bool Conversation::TakeAnswered() { return std::exchange(answered_, false); }

absl::StatusOr<std::optional<RelayRequest>> Conversation::Next(Instant now) {
  if (!open()) return next_;
  // What was written here goes out first: it is what somebody waits for.
  if (send_) {
    TF_ASSIGN_OR_RETURN(auto request, NextOutgoing());
    if (request) return request;
  }
  if (marks_) {
    TF_ASSIGN_OR_RETURN(next_, mailbox_.SealMarker(snapshots_.given()));
    return next_;
  }
  if (snapshots_.taking()) {
    next_ = snapshots_.NextToTake();
    return next_;
  }
  if (fetch_) {
    next_ = mailbox_.FetchAfter(fetch_after_.value_or(position_.sequence));
    return next_;
  }
  if (round_) {
    round_ = false;
    answered_ = full_.ok();
    // Whoever lacks something says so again and again: another machine with a copy of this disk
    // speaks for the same slot, and may have said the contrary since.
    const bool says = position_.sequence != stood_ || (fetches_ && lacks_);
    if (says && !ack_due_) ack_due_ = now + kAckDelay;
    // What everybody has read makes room, so it has to be read and said even now.
    if (!full_.ok()) ack_due_ = now;
  }
  if (parts_.acks == Acks::kWithheld) ack_due_.reset();
  if (ack_due_ && now >= *ack_due_) {
    // What waits on purpose is not told of either.
    TF_ASSIGN_OR_RETURN(const Have have, parts_.delivery == Delivery::kQuiet
                                             ? parts_.exchange.WhatWasGiven(space_.id)
                                             : parts_.exchange.WhatIsHere(space_.id));
    TF_RETURN_IF_ERROR(parts_.exchange.Secure());
    // Whoever has not come yet has no place in the mailbox that would keep anything for them.
    TF_ASSIGN_OR_RETURN(bool all, AllHaveCome());
    withheld_ = !all;
    TF_ASSIGN_OR_RETURN(next_, mailbox_.Acknowledge(position_, have,
                                                    all ? Mailbox::Audience::kEverybody
                                                        : Mailbox::Audience::kDevices));
    return next_;
  }
  if (!full_.ok() && !snapshots_.Gives(room(), position_, now)) return full_;
  return std::nullopt;
}

absl::StatusOr<std::optional<RelayRequest>> Conversation::NextPiece(Instant now) {
  if (!snapshots_.Gives(room(), position_, now)) return std::nullopt;
  TF_ASSIGN_OR_RETURN(next_, snapshots_.NextToGive(room(), position_, now));
  return next_;
}

absl::StatusOr<std::optional<RelayRequest>> Conversation::NextOutgoing() {
  sending_ = Outgoing();
  if (!holds_) {
    TF_ASSIGN_OR_RETURN(sending_,
                        parts_.exchange.NextOutgoing(space_.id, limits::kOperationsPerEnvelope,
                                                     MostOutgoingBytes()));
  }
  send_ = !sending_.operations.empty() || !position_.genesis_sent;
  if (!send_) return std::nullopt;
  TF_RETURN_IF_ERROR(parts_.exchange.Secure());
  TF_ASSIGN_OR_RETURN(next_, mailbox_.Seal(sending_, position_.genesis_sent ? "" : space_.genesis));
  return next_;
}

absl::Status Conversation::Take(absl::StatusOr<RelayResponse> answer, Instant now) {
  if (!answer.ok()) return TakeRefusal(answer.status());
  if (answer->index() != next_.index()) return absl::InternalError("an answer to another call");
  return std::visit([&](const auto& response) { return Take(response, now); }, *answer);
}

absl::Status Conversation::TakeRefusal(const absl::Status& refusal) {
  const std::string reason = RefusalReason(refusal);
  // A relay that has no room for a slot is no reason to stop.
  if (papers_ && absl::IsResourceExhausted(refusal)) {
    papers_.reset();
    step_ = Step::kOpen;
    return absl::OkStatus();
  }
  if (std::holds_alternative<pb::AppendRequest>(next_) && reason == kMailboxFull) {
    full_ = refusal;
    send_ = false;
    marks_ = false;
    fetch_ = true;
    return absl::OkStatus();
  }
  if (std::holds_alternative<pb::PutSnapshotRequest>(next_) &&
      (reason == kNoSnapshot || reason == kSnapshotFull)) {
    snapshots_.Refused();
    return absl::OkStatus();
  }
  // Another one came to be there.
  if (std::holds_alternative<pb::GetSnapshotRequest>(next_) && reason == kNoSnapshot &&
      snapshots_.TakeLoss()) {
    fetch_ = true;
    return absl::OkStatus();
  }
  return refusal;
}

absl::Status Conversation::Take(const pb::HelloResponse& response, Instant) {
  TF_ASSIGN_OR_RETURN(next_, (papers_ ? *papers_ : mailbox_).Login(response));
  step_ = Step::kLogin;
  return absl::OkStatus();
}

absl::Status Conversation::Take(const pb::LoginResponse& response, Instant) {
  next_ = (papers_ ? *papers_ : mailbox_).Enter(response);
  step_ = Step::kEnter;
  return absl::OkStatus();
}

absl::StatusOr<bool> Conversation::MissesPaper() const {
  TF_ASSIGN_OR_RETURN(const std::optional<DeviceId> paper, parts_.exchange.Paper(space_.id));
  return paper && *paper != position_.kept_for && *paper != paper_;
}

// From now on the relay drops nothing that the recovery code would not find in a snapshot.
absl::Status Conversation::KeepForPaper() {
  papers_.reset();
  step_ = Step::kOpen;
  position_.kept_for = paper_;
  return parts_.exchange.KeepForPaper(space_.id, position_);
}

absl::Status Conversation::Take(const pb::CreateMailboxResponse&, Instant now) {
  if (papers_) return KeepForPaper();
  step_ = Step::kOpen;
  // Once in each conversation, in case the last one ended before it had said so.
  ack_due_ = now + kAckDelay;
  TF_ASSIGN_OR_RETURN(position_, parts_.exchange.Position(space_.id));
  if (position_.generation.empty()) position_.generation = mailbox_.generation();
  if (position_.generation != mailbox_.generation()) TF_RETURN_IF_ERROR(StartOver(now));
  TF_ASSIGN_OR_RETURN(const std::optional<DeviceId> paper, parts_.exchange.Paper(space_.id));
  if (!paper || *paper == position_.kept_for) return absl::OkStatus();
  paper_ = *paper;
  papers_.emplace(address_, key_, paper_, parts_.random);
  next_ = pb::HelloRequest();
  step_ = Step::kHello;
  return absl::OkStatus();
}

absl::Status Conversation::StartOver(Instant now) {
  if (started_over_ || !parts_.start_overs.May(now)) return StrangeRelay(address_);
  started_over_ = true;
  parts_.log.Write(Event::kRelayStartedOver);
  TF_RETURN_IF_ERROR(parts_.exchange.StartOver(space_.id, mailbox_.generation()));
  TF_ASSIGN_OR_RETURN(position_, parts_.exchange.Position(space_.id));
  return absl::OkStatus();
}

absl::Status Conversation::Take(const pb::AppendResponse& response, Instant) {
  const auto& request = std::get<pb::AppendRequest>(next_);
  TF_ASSIGN_OR_RETURN(MailboxPosition after, mailbox_.After(position_, request, response));
  if (std::exchange(marks_, false)) {
    sending_ = Outgoing();
  } else {
    after.genesis_sent = true;
  }
  TF_RETURN_IF_ERROR(parts_.exchange.MarkSent(space_.id, sending_.places, after));
  position_ = after;
  // It has less than it had promised.
  fetch_ = fetch_ || response.head().sequence() < position_.promised_sequence;
  if (sending_.operations.empty()) return absl::OkStatus();
  const std::size_t sent = sending_.operations.size();
  parts_.log.Write(Event::kSent, {{Field::kCount, static_cast<std::int64_t>(sent)}});
  counts_.sent += sent;
  return absl::OkStatus();
}

absl::Status Conversation::Take(const pb::FetchResponse& response, Instant now) {
  const auto& request = std::get<pb::FetchRequest>(next_);
  TF_ASSIGN_OR_RETURN(Fetched fetched, mailbox_.Read(position_, request, response));
  fetch_after_.reset();
  // However much there is to read, what is written here meanwhile does not wait for all of it.
  send_ = full_.ok();
  if (fetched.other_history) {
    send_ = true;
    full_ = absl::OkStatus();
    return StartOver(now);
  }
  snapshots_.Saw(fetched, position_);
  // What it has comes first: much of the rest may depend on it.
  if (snapshots_.taking()) return absl::OkStatus();
  fetch_after_ = fetched.ask_after;
  if (fetch_after_) return absl::OkStatus();
  TF_RETURN_IF_ERROR(Receive(fetched));
  for (const SlotWord& word : fetched.words) came_.insert(word.slot);
  fetch_ = position_.sequence < fetched.head;
  if (!fetch_ && full_.ok()) TF_RETURN_IF_ERROR(Repair(fetched, now));
  if (!withheld_ || ack_due_) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(bool all, AllHaveCome());
  if (all) ack_due_ = now;
  return absl::OkStatus();
}

absl::StatusOr<bool> Conversation::AllHaveCome() const {
  TF_ASSIGN_OR_RETURN(const std::vector<DeviceId> devices, parts_.exchange.Devices(space_.id));
  return std::all_of(devices.begin(), devices.end(), [&](const DeviceId& device) {
    // For a recovery code, its slot is made by others.
    return device == parts_.device || device == position_.kept_for ||
           came_.contains(mailbox_.SlotOf(device));
  });
}

absl::Status Conversation::Receive(Fetched& fetched) {
  if (fetched.unreadable > 0) {
    parts_.log.Write(Event::kUnreadableEnvelopes, {{Field::kCount, fetched.unreadable}});
  }
  fetched.position.genesis_sent = position_.genesis_sent;
  if (fetched.position.sequence != position_.sequence || !fetched.operations.empty()) {
    TF_ASSIGN_OR_RETURN(const Received received,
                        parts_.exchange.Receive(space_.id, fetched.operations, fetched.position));
    if (received.applied > 0 || received.held > 0) {
      parts_.log.Write(Event::kReceived,
                       {{Field::kCount, received.applied}, {Field::kHeld, received.held}});
    }
    if (received.refused > 0) {
      parts_.log.Write(Event::kRefusedOperations, {{Field::kCount, received.refused}});
    }
    counts_.received += static_cast<std::uint64_t>(received.applied);
  }
  position_ = fetched.position;
  return absl::OkStatus();
}

// Whoever has read everything and yet lacks something cannot get it by reading on: the relay lost
// it, or has let go of it while that device was away.
absl::Status Conversation::Repair(const Fetched& fetched, Instant now) {
  TF_ASSIGN_OR_RETURN(const Have here, parts_.exchange.WhatIsHere(space_.id));
  lacks_ = std::any_of(fetched.words.begin(), fetched.words.end(),
                       [&](const SlotWord& word) { return Lacking(here, word.have) > 0; });
  for (const SlotWord& word : fetched.words) {
    if (word.read < fetched.head) continue;
    if (!parts_.repairs.IsDue(word.slot, word.have, now)) continue;
    TF_ASSIGN_OR_RETURN(const std::uint64_t queued,
                        parts_.exchange.QueueMissing(
                            space_.id, word.have,
                            word.partial ? Exchange::Word::kPartial : Exchange::Word::kWhole));
    if (queued == 0) continue;
    parts_.repairs.Note(word.slot, word.have, now);
    parts_.log.Write(Event::kRepaired, {{Field::kCount, static_cast<std::int64_t>(queued)}});
  }
  return absl::OkStatus();
}

absl::Status Conversation::Take(const pb::AckResponse&, Instant) {
  ack_due_.reset();
  // The relay has let go of some of what a snapshot covers.
  if (!full_.ok() && snapshots_.TakeRoom()) Begin(Round::kSend);
  return absl::OkStatus();
}

absl::Status Conversation::Take(const pb::GetSnapshotResponse& response, Instant) {
  TF_ASSIGN_OR_RETURN(position_, snapshots_.Take(response, position_));
  return absl::OkStatus();
}

absl::Status Conversation::Take(const pb::PutSnapshotResponse&, Instant) {
  TF_ASSIGN_OR_RETURN(marks_, snapshots_.Gave());
  if (!marks_) return absl::OkStatus();
  position_.snapshot = snapshots_.given();
  position_.snapshot_next = 0;
  TF_RETURN_IF_ERROR(parts_.exchange.Receive(space_.id, {}, position_).status());
  // There may be room now.
  Begin(Round::kSend);
  return absl::OkStatus();
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What this device says to a relay about one space, from the greeting on, call by call: a state
// machine without threads, network or clock. Whoever drives it makes one call at a time and brings
// the answers.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/event_log.h"
#include "core/base/random.h"
#include "core/crypto/space_key.h"
#include "daemon/courier/delivery.h"
#include "daemon/courier/mailbox.h"
#include "daemon/courier/relay_calls.h"
#include "daemon/courier/repairs.h"
#include "daemon/courier/snapshot_talk.h"
#include "daemon/courier/start_overs.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/relay_link.h"

namespace twofold {

// Whether a device tells how far it has read, so that the relay may drop what all have.
enum class Acks { kGiven, kWithheld };

// What a conversation works with; all must outlive it.
struct ConversationParts {
  Exchange& exchange;
  DeviceId device;
  Random& random;
  EventLog& log;
  StartOvers& start_overs;
  Repairs& repairs;
  Givings& givings;
  Delivery delivery = Delivery::kAtOnce;
  Acks acks = Acks::kGiven;
};

// One thread at a time.
class Conversation {
 public:
  Conversation(const ConversationParts& parts, const Space& space, SpaceKey key,
               const std::string& address);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  // Begins another round: sends what waits, fetches, or both. Where a space's genesis has not been
  // sent, every round sends it.
  enum class Round { kSend, kSendAndFetch, kFetch };
  void Begin(Round round);

  // The call to make now; nothing when the round is over. An error ends the conversation:
  // of the exchange, or what the relay said when it had no room for more.
  // REQUIRES: no call is under way.
  absl::StatusOr<std::optional<RelayRequest>> Next(Instant now);
  // The call to make when nothing else is to be said: a piece of a snapshot that is owed. Errors as
  // Next.
  absl::StatusOr<std::optional<RelayRequest>> NextPiece(Instant now);
  // What came of that call. An error ends the conversation: the call's own, Unavailable
  // "relay_strange", or of the exchange.
  absl::Status Take(absl::StatusOr<RelayResponse> answer, Instant now);

  // Whether the relay has let this device in.
  bool open() const { return step_ == Step::kOpen; }
  const Mailbox& mailbox() const { return mailbox_; }
  const MailboxPosition& position() const { return position_; }
  // When there is something to say even if nothing happens.
  std::optional<Instant> due() const { return ack_due_; }
  // Whether there is a recovery code for which the mailbox does not keep everything yet. It is made
  // to with the next greeting.
  absl::StatusOr<bool> MissesPaper() const;
  // Whether a round went through since the last time this was asked, the relay taking all.
  bool TakeAnswered();
  // What went out and came in.
  const SyncCounts& counts() const { return counts_; }
  // Whether the relay had no room for more, and may have again.
  bool full() const { return !full_.ok(); }
  // While a snapshot comes in.
  std::optional<FetchProgress> fetching() const { return snapshots_.progress(); }

 private:
  enum class Step { kHello, kLogin, kEnter, kOpen };

  absl::StatusOr<std::optional<RelayRequest>> NextOutgoing();
  absl::Status StartOver(Instant now);
  absl::Status Take(const relay::v1::HelloResponse& response, Instant now);
  absl::Status Take(const relay::v1::LoginResponse& response, Instant now);
  absl::Status Take(const relay::v1::CreateMailboxResponse& response, Instant now);
  absl::Status Take(const relay::v1::AppendResponse& response, Instant now);
  absl::Status Take(const relay::v1::FetchResponse& response, Instant now);
  absl::Status Take(const relay::v1::AckResponse& response, Instant now);
  absl::Status Take(const relay::v1::PutSnapshotResponse& response, Instant now);
  absl::Status Take(const relay::v1::GetSnapshotResponse& response, Instant now);
  SnapshotTalk::Room room() const {
    return full_.ok() ? SnapshotTalk::Room::kEnough : SnapshotTalk::Room::kNone;
  }
  absl::Status TakeRefusal(const absl::Status& refusal);
  absl::Status KeepForPaper();
  absl::Status Receive(Fetched& fetched);
  absl::Status Repair(const Fetched& fetched, Instant now);
  absl::StatusOr<bool> AllHaveCome() const;

  const ConversationParts parts_;
  const Space space_;
  const SpaceKey key_;
  const std::string address_;
  Mailbox mailbox_;
  std::optional<Mailbox> papers_;  // while the slot of a recovery code is made: as it would meet it
  DeviceId paper_;                 // the one that it was tried for
  SnapshotTalk snapshots_;
  Step step_ = Step::kHello;
  RelayRequest next_;  // while not open: what follows; else: what is under way
  Outgoing sending_;   // what is under way
  MailboxPosition position_;
  bool holds_ = false;  // nothing that waits goes out in this round
  bool send_ = false;   // something may wait to go out
  bool fetch_ = false;  // there may be something to fetch
  std::optional<std::uint64_t> fetch_after_;
  bool round_ = false;    // a round is under way
  bool fetches_ = false;  // and it fetches
  bool lacks_ = false;    // somebody said that they have what is not here
  bool answered_ = false;
  std::uint64_t stood_ = 0;  // where the mailbox stood when the round began
  bool started_over_ = false;
  bool marks_ = false;  // a snapshot was given, and nobody has been told
  std::optional<Instant> ack_due_;
  std::set<SlotId> came_;  // those that have said anything in this mailbox
  bool withheld_ = false;  // the relay was not told how far this device has read
  absl::Status full_;      // what the relay said when it had no room for more
  SyncCounts counts_;
};

}  // namespace twofold

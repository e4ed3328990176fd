// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Keeps the shared space in step through a relay: when to call it, when to wait, when to come back.
// A state machine without threads and network: whoever drives it does what Next says, and tells
// what came of it. The daemon drives it with one thread (daemon/sync/sync_worker.h).
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "core/base/event_log.h"
#include "core/base/random.h"
#include "daemon/courier/backoff.h"
#include "daemon/courier/conversation.h"
#include "daemon/courier/delivery.h"
#include "daemon/courier/start_overs.h"
#include "daemon/courier/visit.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/relay_link.h"

namespace twofold {

struct SyncSettings {
  std::string relay;   // of the config; empty: the one the space was made with
  std::string ca_pem;  // authorities for TLS; empty: the system's
  bool paused = false;
  Delivery delivery = Delivery::kAtOnce;
  Acks acks = Acks::kGiven;
};

struct SyncParts {
  Exchange& exchange;
  DeviceId device;
  const Clock& clock;
  Random& random;
  EventLog& log;
};

// How it stands.
struct SyncReport {
  RelayStanding relay;
  SyncCounts totals;         // since the courier was made
  std::uint64_t done = 0;    // up to which ticket everything was done
  std::uint64_t undone = 0;  // up to which it ended in `why_undone`
  absl::Status why_undone;

  // What became of a ticket: nothing while it is under way.
  std::optional<absl::Status> Outcome(std::uint64_t ticket) const;
};

// What is to be done now.
struct Dial {  // forget the connection there was, begin one to `address`
  std::string address;
};
struct MakeCall {
  RelayRequest request;
};
struct Listen {  // hold the stream of news beside, from now on
  std::string token;
};
struct HangUp {};  // drop the connection: an open one would tell that this device is there
struct Await {     // nothing, until somebody tells something or this instant comes
  std::optional<Instant> until;
};
using CourierStep = std::variant<Dial, MakeCall, Listen, HangUp, Await>;

// One thread at a time.
class Courier {
 public:
  // The parts must outlive it.
  Courier(const SyncParts& parts, SyncSettings settings);

  CourierStep Next(Instant now);
  // What came of MakeCall; a failure of the call as ReadableRelayStatus.
  void Take(absl::StatusOr<RelayResponse> answer, Instant now);
  // The stream gave a sign of life at `at`: there is news up to `head`.
  void News(std::uint64_t head, Instant at);
  void StreamEnded(const absl::Status& status);
  // Something waits to be sent, or the shared space came or went.
  void Nudge() { nudged_ = true; }

  // Somebody wants all to be sent and fetched now, for the `ticket`th time.
  void Ask(std::uint64_t ticket) { wanted_ = std::max(wanted_, ticket); }
  SyncReport report() const;

 private:
  std::optional<CourierStep> NextOfConversation(Instant now);
  CourierStep NextConversation(Instant now);
  std::optional<RelayRequest> NextOfVisits(Instant now);
  void EndVisit(Instant now);
  void LookAtDelivery(Instant now);
  bool HasToSend() const { return gate_.quiet() ? gate_.IsOpen() : nudged_; }
  CourierStep Idle(RelayState state, const absl::Status& why);
  void BeginRound(Instant now);
  // Returns whether the space has another mailbox from now on.
  absl::StatusOr<bool> EndRound();
  void End(const absl::Status& status, Instant now);
  void Silent(const absl::Status& trouble, Instant now);
  bool MayRenew(Instant now);
  const std::string& AddressOf(const Space& space) const;
  bool IsCurrent() const;

  const SyncParts parts_;
  const SyncSettings settings_;
  StartOvers start_overs_;
  Repairs repairs_;
  Givings givings_;
  Backoff backoff_;
  DeliveryGate gate_;
  std::optional<Instant> renewed_;
  std::optional<Instant> not_before_;  // when to try again

  std::optional<Conversation> conversation_;
  SpaceId space_;         // that it is about
  OperationId rotation_;  // and which of its keys
  std::string address_;   // that it is with
  Instant began_;         // it
  bool hang_up_ = false;  // it has ended
  bool listening_ = false;
  Instant last_beat_;
  Instant look_due_;  // when to look what the others lack
  std::optional<absl::Status> stream_ended_;
  Instant visits_due_;              // when to look into earlier mailboxes
  std::vector<EarlierKey> visits_;  // those still to look into, the next one last
  std::optional<Visit> visit_;
  std::map<OperationId, Visited> visited_;  // by the rotation that brought the key; of this space
  bool calls_for_visit_ = false;            // the call under way is its
  std::uint64_t head_ = 0;                  // newest sequence that the relay named
  std::uint64_t named_ = 0;                 // the same when the round began
  bool fetches_ = false;                    // this round
  bool moves_ = false;                      // there may be another mailbox to go to
  std::uint64_t asked_ = 0;                 // up to which ticket this round answers
  bool in_round_ = false;                   // there has been a first

  bool nudged_ = false;
  std::uint64_t wanted_ = 0;  // the newest ticket
  SyncReport report_;         // its totals are those of earlier conversations
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A look into a mailbox that the space had before its newest key. A device that lost what the relay
// kept for it there, because the relay was wiped or is another one now or its own disk was put
// back, waits there for what never comes; and of two devices that made a key without knowing of
// each other, each may be in a mailbox of its own. So whoever is further reads there, says how much
// of the way on is known here, and lays down what others lack of it. A state machine like a
// conversation: one call at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/random.h"
#include "core/crypto/space_key.h"
#include "daemon/courier/mailbox.h"
#include "daemon/courier/relay_calls.h"
#include "daemon/engine/exchange.h"

namespace twofold {

// What is remembered of a mailbox from one visit to the next.
struct Visited {
  MailboxPosition position;  // up to where it was read
  std::optional<Have> said;  // there, by this device
};

// One thread at a time.
class Visit {
 public:
  // `exchange`, `visited` and `random` must outlive it.
  Visit(Exchange& exchange, const SpaceId& space, const EarlierKey& where, SpaceKey key,
        const DeviceId& device, const std::string& address, Visited& visited, Random& random);
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  // The call to make now; nothing when all is said. An error ends the visit: of the exchange.
  // REQUIRES: no call is under way.
  absl::StatusOr<std::optional<RelayRequest>> Next();
  // What came of that call. An error ends the visit: the call's own, Unavailable "relay_strange",
  // or of the exchange.
  absl::Status Take(absl::StatusOr<RelayResponse> answer);

  // Whether there was anything new to read or to say, so that others may have something new to say.
  bool stirred() const { return stirred_; }

 private:
  enum class Step { kHello, kLogin, kEnter, kRead, kSay, kLay };

  absl::Status Take(const relay::v1::FetchResponse& response);
  absl::StatusOr<std::optional<RelayRequest>> NextToLay();

  Exchange& exchange_;
  const SpaceId space_;
  const EarlierKey where_;
  const SpaceKey key_;
  Mailbox mailbox_;
  Visited& visited_;
  Step step_ = Step::kHello;
  RelayRequest next_;
  Have saying_;
  std::deque<std::pair<DeviceId, SlotWord>> others_;  // devices that have said something there
  std::optional<Packing> way_;                        // for the device whose turn it is
  std::uint64_t laid_ = 0;                            // operations
  bool stirred_ = false;
};

}  // namespace twofold

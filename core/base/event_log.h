// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The log names events and counts, never contents: no call here takes a text, so that nobody's
// words can end up in a journal by mistake.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <utility>

namespace twofold {

enum class Event {
  kServing,
  kStopping,
  kRelayAnswers,
  kRelaySilent,
  kRelayStartedOver,  // another generation, a rollback or a fork: everything is sent again
  kSent,
  kReceived,
  kRefusedOperations,  // not of this space, or not by one of its devices
  kUnreadableEnvelopes,
  kRepaired,  // what another device lacked is sent again
  kPairingBegan,
  kPairingEnded,
  kPaired,
  kDataOlder,  // than what was here before; the device goes on under new chains
};

enum class Field { kPid, kCount, kHeld, kReason };

// Thread-safe.
class EventLog {
 public:
  virtual ~EventLog() = default;
  // Notes that it happened, with its numbers. Never fails and never blocks for long.
  virtual void Write(Event event, std::initializer_list<std::pair<Field, std::int64_t>> fields) = 0;
  void Write(Event event) { Write(event, {}); }
};

}  // namespace twofold

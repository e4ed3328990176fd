// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A modified device of a member: it writes what no honest one does, on chains of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/sync/operation.h"
#include "tests/sim/keys.h"

namespace twofold::sim {

// What is odd about an operation.
enum class Oddity {
  kStampAtEnd,      // 2^63: has no effect
  kStampNearEnd,    // the last valid one: has its effect, and no clock follows it
  kUnknownKind,     // of a later version
  kInvalid,         // a known kind that says what is not allowed
  kNotForBoth,      // a mark and a note that stay with their author: have no effect
  kOwnAccept,       // says yes to an offer of its own person
  kLateAccept,      // says yes to an offer that it knows to be withdrawn, or declined
  kLateWithdrawal,  // takes an own offer back that it knows to be accepted
  kNoSuchCause,     // depends on an operation that never was
  kWrongSignature,  // refused
  kStranger,        // by a device that is no member: refused
  kAddsForeign,     // adds a device as the other person's: has no effect
  kUnwished,        // adds a device that did not sign that it wants to be: invalid
  kRemovesForeign,  // removes a device of the other person: has no effect
  kWrongEpoch,      // makes a key of an epoch far ahead: it is none
  kCount,
};

struct Forgery {
  std::string bytes;
  ChainPosition at;
};

// Writes the first operation of a new chain of `device`. `about` is what an entry is for, or the
// offer that is accepted; `stranger` signs where somebody else is to.
struct ForgeryOrder {
  Oddity oddity = Oddity::kUnknownKind;
  SpaceId space;
  EntityId entity;
  std::optional<OfferPayload> offer;  // that is answered
  ChainPosition offer_at;
  std::vector<ChainPosition> seen;  // what it names, sorted by chain; of an accept and of devices
  PersonId person;                  // whose a device is said to be
  DeviceId foreign;                 // a device of the other person
};
Forgery Forge(const ForgeryOrder& order, const DeviceIdentity& device,
              const DeviceIdentity& stranger, Random& random);

}  // namespace twofold::sim

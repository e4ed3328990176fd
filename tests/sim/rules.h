// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Which rules of merging a run came to need, told from its operations and from what the devices
// noted: runs that never need a rule prove nothing about it.
#pragma once

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "tests/sim/history.h"

namespace twofold::sim {

enum class Rule {
  // Entries.
  kConcurrentMarks,  // two marks of a day, neither having seen the other: one of them stays
  kTieByChain,       // and with the same stamp: the chain decides
  kTieById,          // and of the same chain, which was forked: the id decides
  kSlowClock,        // a write that had seen another was stamped by that, not by its own day
  kAmountsAdded,     // several amounts of one day
  kAmountTakenBack,  // one of them below zero
  kNotForBoth,       // a mark that a shared space does not take
  // Consent.
  kWithdrawnMeanwhile,   // an accept, and a withdrawal that had not seen it
  kReplacedMeanwhile,    // an accept, and a newer offer that had not seen it
  kDeclinedMeanwhile,    // an accept and a decline of one person, neither having seen the other
  kSteppedOutMeanwhile,  // an accept and a step-out, neither having seen the other
  kWithdrawnTooLate,     // a withdrawal that had seen the accept
  kMindChanged,          // an accept that had seen the same person's decline
  kBothYes,              // two accepts of other terms, neither having seen the other
  kSucceeded,            // an accept that had seen another of the same thing
  kAgreedAgain,          // an accept that had seen a step-out
  kOwnAccept,            // of one's own offer: counts for nothing
  // Operations.
  kStampAtEnd,  // an operation whose stamp is none: without effect
  kUnknown,     // of a later version
  kInvalid,     // that says what is not allowed
  kForked,      // two at one place of a chain
  kNewChain,    // a device that writes on a second chain
  // Devices and keys.
  kDeviceAdded,
  kDeviceRemoved,
  kAddedTwice,        // by two who did not know of each other
  kRemovedTwice,      // likewise
  kRemovedEachOther,  // both are out
  kWroteMeanwhile,    // by a device that did not know that it was removed: stays
  kConsentVoid,       // and what it said about consent: does not
  kVoidByAdder,       // of a device that only a removed one had added
  kWroteKnowingly,    // by a device that knew that it was removed: has no effect
  kRotated,           // a new key
  kRotatedAtOnce,     // two of one epoch: the greater id is in force
  kRotationVoid,      // made by a device that was removed meanwhile
  kLinkedMeanwhile,   // a device was added, and a key made that does not know of it
  kRenamedMeanwhile,  // two names of a device, neither having seen the other
  kNotTheirs,         // somebody else's device is added or removed: has no effect
  kWrongEpoch,        // a key that is none
  kWalkedFar,         // a device that was away went through several keys
  kLeftTogether,      // a device left because another of the same person did
  // Exchange.
  kHeldAndFreed,        // came before its causes
  kKnownToRelay,        // was sent again while the relay still had it
  kStartedOver,         // a relay that told another history
  kRepaired,            // was sent again to who lacked it
  kTrimmed,             // the relay let go of what all had
  kNeverFreed,          // waits for what never was
  kRefused,             // by nobody of the space
  kRepeatedRequest,     // was carried out before, and is not again
  kUndoneAfterSending,  // the opposite of what others have
  kCount,
};
constexpr int kRules = static_cast<int>(Rule::kCount);
absl::string_view NameOf(Rule rule);

using RuleCounts = std::array<std::uint64_t, static_cast<std::size_t>(kRules)>;
inline std::uint64_t& Of(RuleCounts& counts, Rule rule) {
  return counts[static_cast<std::size_t>(rule)];
}

// Adds what can be told from operations alone.
void CountRules(const History& history, SpaceKind kind, RuleCounts& counts);

}  // namespace twofold::sim

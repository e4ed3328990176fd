// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What can go wrong in a simulated run, and how often it did.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace twofold::sim {

enum class Fault {
  kDropRequest,   // a call never reaches the relay
  kDropAnswer,    // it does, but its answer is lost
  kSlow,          // a message takes seconds
  kTwice,         // a call reaches the relay twice
  kCutLine,       // a device and the relay cannot reach each other for a while
  kHalfOpen,      // the stream of news falls silent without an end
  kRelayRestart,  // logins and streams are gone
  kRelayWiped,    // its store is gone
  kRelayBack,     // its store is as it was a while ago
  kRelayPower,    // it loses what was not synced, and restarts
  kHidesNewest,   // one reader is shown an older head for a while
  kTellsOld,      // one reader is told its news again from the beginning
  kKill,          // a device's process ends and starts again
  kPower,         // the same, and what was not synced is lost
  kUnknown,       // a commit fails, and nobody knows whether it is there
  kDiskFull,      // commits fail for a while, and nothing of them is there
  kClock,         // a device's clock is set to another time
  kRestored,      // a device's disk is as it was a while ago
  kCloned,        // a device's disk is copied, and both copies live on
  kFork,          // some readers are shown a history of their own, which ends later
  kReplay,        // the relay puts old envelopes behind the newest once more
  kSwaps,         // one reader is shown envelopes in another order for a while
  kForgets,       // the relay takes an envelope and does not keep it
  kFull,          // the relay has no room for a while
  kStrange,       // a modified device says what no honest one does
  kLinks,         // somebody has another device from now on
  kRemoves,       // somebody removes one of their devices
  kRenames,       // somebody calls a device something else
  kAway,          // a device is off for days
  kStolen,        // a device that was removed goes on writing, or a modified one about devices
  kLeaves,        // somebody leaves the shared space
  kMoves,         // a device is told of another relay, or to go back
  kCount,
};

absl::string_view NameOf(Fault fault);

// Which faults may happen: all of them, or some.
class Faults {
 public:
  static constexpr int kKinds = static_cast<int>(Fault::kCount);
  static Faults None() { return Faults(0); }
  static Faults All() { return Faults((std::uint64_t{1} << kKinds) - 1); }
  explicit Faults(std::uint64_t bits) : bits_(bits) {}

  bool Has(Fault fault) const { return (bits_ >> static_cast<int>(fault) & 1) != 0; }
  Faults Without(Fault fault) const {
    return Faults(bits_ & ~(std::uint64_t{1} << static_cast<int>(fault)));
  }
  Faults With(Fault fault) const {
    return Faults(bits_ | std::uint64_t{1} << static_cast<int>(fault));
  }
  std::uint64_t bits() const { return bits_; }

 private:
  std::uint64_t bits_;
};

using FaultCounts = std::array<std::uint64_t, Faults::kKinds>;

}  // namespace twofold::sim

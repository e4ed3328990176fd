// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Looks over everything that is kept: rebuilds the state from the operations and compares it byte
// by byte, and asks whether what belongs together fits together.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "daemon/engine/ledger.h"

namespace twofold {

// What is looked over, in the order in which it is told.
enum class Looked {
  kWritten,  // operations: each is what its author signed, and theirs to write
  kChains,   // no chain has a gap, and each operation follows the one it names
  kCauses,   // all that operations name of other chains is here
  kShown,    // the folded records are what the operations say
  kHeads,    // what is recorded as a chain's newest operation is that
  kClock,    // no clock is behind an operation
  kOutbox,   // what is to be sent is here
  kHeld,     // what waits for its causes can be read; that something waits is not wrong
  kMembers,  // who a space's members are is what they signed, and this device is one of theirs
  kActs,     // what undo and redo need can be read
  kAnchor,   // nothing was here that is not any more; docs/formats/anchor.md
};

struct LookedOver {
  Looked what = Looked::kWritten;
  std::uint64_t looked_at = 0;  // how many things
  std::uint64_t found = 0;      // how many of them are not as they have to be
  // Of what was found, how many things Repair can put right.
  std::uint64_t reparable = 0;
  // kShown: in how many spaces it could not be compared, because operations are not whole.
  std::uint64_t not_compared = 0;
  // kHeld: the day number that the oldest of what waits says it was written on.
  std::optional<std::int32_t> since_day;
};

struct Examination {
  std::vector<LookedOver> looked;  // one for each Looked
  std::uint64_t spaces = 0;
  std::uint64_t repaired = 0;  // records that Repair wrote

  bool well() const;
};

// Thread-safe.
class Doctor {
 public:
  // What the anchor says; nothing where there is none.
  using AskAnchor = std::function<std::optional<AnchorPoint>()>;
  Doctor(Ledger& ledger, AskAnchor anchor) : ledger_(ledger), anchor_(std::move(anchor)) {}

  // Looks over what is there at this instant, and changes nothing; everybody else goes on
  // meanwhile. Takes a tenth of a second for each thousand operations. `go_on` is asked now and
  // then. Errors: Cancelled when it says no; those of the store.
  absl::StatusOr<Examination> Examine(absl::FunctionRef<bool()> go_on) const;

  // Writes anew, in one synced batch, what is worked out from operations and is not what they say:
  // folded records, what an operation had seen, newest operations, a clock that is behind, and
  // takes places out of the outbox at which nothing is. Nothing of a space whose operations are not
  // whole, and no operation ever. Where somebody wrote while it looked, it looks once more and lets
  // nobody write meanwhile. Returns how things stand after it.
  // Errors as Examine, and as Ledger::Mend.
  absl::StatusOr<Examination> Repair(absl::FunctionRef<bool()> go_on);

 private:
  Ledger& ledger_;
  const AskAnchor anchor_;
};

}  // namespace twofold

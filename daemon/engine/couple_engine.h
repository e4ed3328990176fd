// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What is between two people: offers and answers. The only module that makes operations of the us
// space out of something a person typed, and it takes nothing from the me space.
#pragma once

#include <string>

#include "core/goals/terms_words.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/same_state.h"
#include "daemon/engine/views.h"

namespace twofold {

enum class Intent { kPreview, kSend };
enum class AfterLeaving { kKeep, kForget };

struct OfferWords {
  absl::string_view title;  // empty in a change: as it is
  TermsWords terms;
};

// An offer as it would be, or was, sent.
struct OfferResult {
  ProposalView proposal;
  std::string own_name;
  std::string partner_name;
};

struct WithdrawResult {
  ProposalView proposal;
  bool already_given = false;
};

struct AcceptResult {
  GoalView goal;
  absl::CivilDay day;
};

// Every call: FailedPrecondition "not_started", "not_paired". What changes something is durable
// when it returns; it travels by itself. Thread-safe.
class CoupleEngine {
 public:
  explicit CoupleEngine(Ledger& ledger) : ledger_(ledger) {}

  // A preview stores nothing. InvalidArgument as for own goals.
  absl::StatusOr<OfferResult> Propose(const RequestId& request, Intent intent,
                                      const OfferWords& words);
  // FailedPrecondition "nothing_open" when neither an offer nor an agreement stands there,
  // "nothing_changed" when it says what stands already.
  absl::StatusOr<OfferResult> Change(const RequestId& request, Intent intent,
                                     absl::string_view handle, const OfferWords& words);
  // FailedPrecondition "nothing_to_answer" when no version of the partner's stands open,
  // "own_offer" when the only open one is one's own.
  absl::StatusOr<AcceptResult> Accept(const RequestId& request, absl::string_view handle);
  absl::StatusOr<ProposalView> Decline(const RequestId& request, absl::string_view handle);
  // FailedPrecondition "nothing_open" when no own version stands open.
  absl::StatusOr<WithdrawResult> Withdraw(const RequestId& request, absl::string_view handle);
  // FailedPrecondition "goal_is_own", "goal_not_active".
  absl::StatusOr<GoalView> StepOut(const RequestId& request, absl::string_view handle);
  // Everything the partner has been given, complete.
  absl::StatusOr<SharedView> Shared() const;
  // Whether both have the same, as a number. Errors as SameStateOf.
  absl::StatusOr<SameState> SameStateNow() const { return SameStateOf(ledger_); }
  // Ends the shared space here and now: drops its key and all that would still be sent, from the
  // disk too. Returns the partner's name. Unavailable "disk_trouble" or DataLoss when it is left
  // but the disk could not be cleaned.
  absl::StatusOr<std::string> Leave(const RequestId& request, AfterLeaving after);

 private:
  Ledger& ledger_;
};

// Whether an operation of this device has left it: nothing in the outbox waits for it.
absl::StatusOr<bool> HasLeft(const StoreView& view, const SpaceId& space, const OperationId& id);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What an Exchange says to whoever lets things wait on purpose.
#include <limits>
#include <set>

#include "core/sync/operation.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/space_keys.h"

namespace twofold {
namespace {

// Whether something that was said of devices or keys has not been sent.
absl::StatusOr<bool> RosterWaits(const StoreView& view, const SpaceId& space) {
  TF_ASSIGN_OR_RETURN(const Roster roster, view.GetRoster(space));
  std::vector<ChainPosition> places;
  const auto note = [&](const Place& at) { places.push_back({at.chain, at.sequence, at.id}); };
  for (const DeviceAddition& one : roster.additions) note(one.place);
  for (const DeviceRemoval& one : roster.removals) note(one.place);
  for (const KeyRotation& one : roster.rotations) note(one.place);
  for (const ChainPosition& at : places) {
    TF_ASSIGN_OR_RETURN(const bool waits, view.IsInOutbox(space, at));
    if (waits) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<Exchange::Hurry> Exchange::HurryOf(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  const Space* current = Synced(look.state, space);
  if (current == nullptr) return Hurry::kNothing;
  TF_ASSIGN_OR_RETURN(const auto first, look.view().ListOutbox(space, 1));
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (first.empty()) went_out_at_ = look.state.queued_again;
    if (first.empty()) return Hurry::kNothing;
    if (went_out_at_ != look.state.queued_again) return Hurry::kNow;
  }
  TF_ASSIGN_OR_RETURN(const bool roster, RosterWaits(look.view(), space));
  if (roster) return Hurry::kNow;
  TF_ASSIGN_OR_RETURN(const bool moves, twofold::MayMoveOn(look.view(), *current, ledger_.parts()));
  return moves ? Hurry::kNow : Hurry::kMayWait;
}

absl::StatusOr<std::optional<absl::Time>> Exchange::PlannedDelivery(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  TF_ASSIGN_OR_RETURN(const std::optional<DeliveryPlan> plan, look.view().GetDelivery(space));
  if (!plan) return std::optional<absl::Time>();
  TF_ASSIGN_OR_RETURN(const bool waits, look.view().IsInOutbox(space, plan->first));
  if (!waits) return std::optional<absl::Time>();
  return std::optional(absl::FromUnixSeconds(plan->due_at));
}

absl::Status Exchange::PlanDelivery(const SpaceId& space, absl::Time due) {
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        if (Synced(change.state(), space) == nullptr) return false;
        TF_ASSIGN_OR_RETURN(const auto first, change.view().ListOutbox(space, 1));
        if (first.empty()) return false;
        // Lost, another one is made.
        change.transaction().AllowLoss();
        change.transaction().PutDelivery(space, {absl::ToUnixSeconds(due), first.front()});
        return true;
      })
      .status();
}

absl::StatusOr<Have> Exchange::WhatWasGiven(const SpaceId& space) const {
  const Ledger::Look look = ledger_.LookAt();
  TF_ASSIGN_OR_RETURN(Have have, WhatIsHere(look.view(), space));
  TF_ASSIGN_OR_RETURN(const auto waiting,
                      look.view().ListOutbox(space, std::numeric_limits<int>::max()));
  // By chain, each from its oldest on.
  std::set<ChainId> cut;
  for (const ChainPosition& first : waiting) {
    const auto chain = have.find(first.chain);
    if (chain == have.end() || !BelongsTo(first.chain, ledger_.parts().device) ||
        !cut.insert(first.chain).second) {
      continue;
    }
    if (first.sequence == 1) {
      have.erase(chain);
      continue;
    }
    TF_ASSIGN_OR_RETURN(const auto places,
                        look.view().ListPlaces(space, first.chain, first.sequence));
    for (const ChainPosition& at : places) chain->second.digest ^= DigestOf(at.id);
    chain->second.sequence = first.sequence - 1;
  }
  return have;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/same_state.h"

#include <vector>

#include "core/base/status_macros.h"
#include "core/crypto/same_state.h"

namespace twofold {

absl::StatusOr<SameState> SameStateOf(const Ledger& ledger) {
  const Ledger::Look look = ledger.LookAt();
  if (!look.state.me) return NotStarted();
  if (!look.state.us) return NotPaired();
  const SpaceId& space = look.state.us->id;
  std::vector<OperationId> ids;
  TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> heads, look.view().ListHeads(space));
  for (const ChainPosition& head : heads) {
    TF_ASSIGN_OR_RETURN(const auto places, look.view().ListPlaces(space, head.chain, 1));
    for (const ChainPosition& at : places) ids.push_back(at.id);
  }
  SameState state;
  state.number = SameStateNumber(HashOfState(space, ids));
  TF_ASSIGN_OR_RETURN(state.waiting, look.view().CountOutbox(space));
  TF_ASSIGN_OR_RETURN(const auto held, look.view().ListHeld(space));
  state.held = held.size();
  return state;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Reads that the engines share: what stands open between two people.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "core/together/consent.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

// Open versions of every subject of the space, by number: the partner's, and where there is none,
// one's own.
absl::StatusOr<std::vector<ProposalView>> ListOpenProposals(const StoreView& view,
                                                            const LedgerState& state,
                                                            const Space& us);

// One version as it is shown to this person.
ProposalView ViewOffer(const LedgerState& state, const Space& us, const Subject& subject,
                       const Offer& offer);

}  // namespace twofold

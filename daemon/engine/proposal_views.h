// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Reads that the engines share: what stands open between two people.
#pragma once

#include <span>
#include <vector>

#include "core/together/consent.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

// Open versions of the subjects, which are of the space, by number: the partner's, and where there
// is none, one's own. Left out is what counts as not shared until a later version is here.
std::vector<ProposalView> ListOpenProposals(const LedgerState& state, const Space& us,
                                            std::span<const Subject> subjects);

// One version as it is shown to this person.
ProposalView ViewOffer(const LedgerState& state, const Space& us, const Subject& subject,
                       const Offer& offer);

}  // namespace twofold

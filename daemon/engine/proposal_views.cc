// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/proposal_views.h"

#include <algorithm>

namespace twofold {

ProposalView ViewOffer(const LedgerState& state, const Space& us, const Subject& subject,
                       const Offer& offer) {
  ProposalView out;
  out.number = state.names->NumberOf({us.id, subject.id});
  out.own = offer.author == state.self->person;
  out.terms = offer.terms;
  if (const Offer* previous = Answered(subject, offer)) out.previous = previous->terms;
  const Standing standing = Evaluate(subject);
  if (standing.in_force) {
    out.goal_handle = state.names->HandleOf({us.id, subject.id});
    if (!out.previous) out.previous = standing.in_force->offer->terms;
  }
  out.both_open = standing.both_open;
  return out;
}

std::vector<ProposalView> ListOpenProposals(const LedgerState& state, const Space& us,
                                            std::span<const Subject> subjects) {
  std::vector<ProposalView> open;
  for (const Subject& subject : subjects) {
    if (!subject.later.empty()) continue;
    const Offer* offer = OpenOfferToward(subject, state.self->person);
    if (offer == nullptr) offer = OpenOfferBy(subject, state.self->person);
    if (offer != nullptr) open.push_back(ViewOffer(state, us, subject, *offer));
  }
  std::sort(open.begin(), open.end(),
            [](const ProposalView& a, const ProposalView& b) { return a.number < b.number; });
  return open;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The complete list of what was given: CoupleEngine::Shared.
#include <limits>
#include <set>

#include "absl/strings/str_cat.h"
#include "daemon/engine/couple_engine.h"
#include "daemon/engine/goal_reader.h"

namespace twofold {
namespace {

GivenState StateOfProposal(const Subject& subject, const PersonId& self) {
  const Offer* newest = nullptr;
  for (const Offer* offer : InOrder(subject)) {
    if (offer->author == self) newest = offer;
  }
  if (newest == nullptr) return GivenState::kOpen;
  switch (StateOf(subject, *newest)) {
    case OfferState::kDeclined:
      return GivenState::kDeclined;
    case OfferState::kWithdrawn:
      return GivenState::kWithdrawn;
    default:
      return GivenState::kOpen;
  }
}

// The partner's newest version that the person answered; nullptr for none.
const Offer* AnsweredBy(const Subject& subject, const PersonId& self) {
  const Offer* newest = nullptr;
  for (const Offer* offer : InOrder(subject)) {
    for (const Answer& answer : subject.answers) {
      if (answer.author == self && answer.offer == offer->place.id) newest = offer;
    }
  }
  return newest;
}

// Days for which the person gave an entry that still says something.
absl::StatusOr<std::uint32_t> DaysGiven(const StoreView& view, const SpaceId& space,
                                        const EntityId& goal, const PersonId& self) {
  TF_ASSIGN_OR_RETURN(const auto entries,
                      view.ListEntries(space, goal, std::numeric_limits<std::int32_t>::min(),
                                       std::numeric_limits<std::int32_t>::max() - 1));
  std::set<std::int32_t> days;
  for (const auto& [key, entry] : entries) {
    const bool says = entry.mark.value.mark != Mark::kNone || entry.amount_micros != 0;
    if (key.person == self && says) days.insert(key.day);
  }
  return static_cast<std::uint32_t>(days.size());
}

}  // namespace

absl::StatusOr<SharedView> CoupleEngine::Shared() const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  if (!look.state.us) return NotPaired();
  const StoreView view = look.view();
  const Space& us = *look.state.us;
  const PersonId& self = look.state.self->person;
  SharedView out;
  out.own_name = look.state.self->name;
  if (const Member* partner = Partner(look.state, us)) out.partner_name = partner->name;
  TF_ASSIGN_OR_RETURN(const std::vector<Subject> subjects, view.ListSubjects(us.id));
  for (const Subject& subject : subjects) {
    GivenView given;
    const std::optional<GoalView> goal = ViewSharedGoal(look.state, us, subject, ledger_.today());
    TF_ASSIGN_OR_RETURN(given.days, DaysGiven(view, us.id, subject.id, self));
    for (const Offer* offer : InOrder(subject)) {
      if (offer->author == self) given.versions.push_back(offer->terms);
    }
    // A goal whose yes was given is given too, and so is a no; what the partner alone said is not.
    if (goal) {
      given.is_goal = true;
      given.handle = goal->handle;
      given.title = goal->title;
      given.state = goal->state == GoalState::kActive ? GivenState::kInForce : GivenState::kEnded;
      if (goal->waits == Waits::kNotShared) given.state = GivenState::kWaits;
    } else if (!given.versions.empty()) {
      given.handle = absl::StrCat("p", look.state.names->NumberOf({us.id, subject.id}));
      given.title = given.versions.back().title;
      given.state = StateOfProposal(subject, self);
    } else if (const Offer* answered = AnsweredBy(subject, self)) {
      given.handle = absl::StrCat("p", look.state.names->NumberOf({us.id, subject.id}));
      given.title = answered->terms.title;
      given.state = GivenState::kDeclined;
    } else {
      continue;
    }
    out.given.push_back(std::move(given));
  }
  TF_ASSIGN_OR_RETURN(const std::vector<GoalView> goals,
                      GoalReader(view, look.state, ledger_.today()).List());
  for (const GoalView& goal : goals) out.own_goals += goal.side == Side::kMe ? 1 : 0;
  return out;
}

}  // namespace twofold

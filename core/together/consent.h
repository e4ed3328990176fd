// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Consent: what two people have offered each other about one thing, and what is in force. Pure.
//
// A subject is a grow-only set of offers and answers together with what each author had seen when
// making them; everything else is computed, so the order of arrival cannot matter.
//   - An offer is in force when the *other* person accepted exactly its terms, and neither a
//     withdrawal nor a decline of it nor a step-out was concurrent with, or before, the accept.
//     (One before a *later* yes gives way: a person may change their mind, except that an offer
//     once withdrawn stays withdrawn.)
//   - An author's later offer takes their earlier one back.
//   - Stepping out ends every agreement that is not made after it.
//   - Accepts of different terms, neither of whose authors had seen the other accept, put neither
//     in force; what both had seen in force stays.
//   - Where a later version said something that is not known here, it may have been a no: then
//     nothing is in force, whatever else was said before or after.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/goals/goal.h"
#include "core/together/place.h"

namespace twofold {

struct OfferTerms {
  std::string title;
  GoalTerms terms;
  bool operator==(const OfferTerms&) const = default;
};

struct Offer {
  Place place;
  PersonId author;
  OfferTerms terms;
  TermsHash terms_hash;
  std::uint32_t number = 0;  // the number its author's device gave it; a suggestion
  bool operator==(const Offer&) const = default;
};

enum class AnswerKind { kAccept = 1, kDecline = 2, kWithdraw = 3, kStepOut = 4 };

struct Answer {
  Place place;
  PersonId author;
  AnswerKind kind = AnswerKind::kDecline;
  OperationId offer;            // empty for a step-out
  TermsHash terms_hash;         // of an accept
  std::int32_t valid_from = 0;  // of an accept: day number
  bool operator==(const Answer&) const = default;
};

// Something that a later version of the program said, and that cannot be read here.
struct LaterWord {
  Place place;
  PersonId author;
  bool operator==(const LaterWord&) const = default;
};

// The lists are sorted by operation id.
struct Subject {
  EntityId id;
  std::vector<Offer> offers;
  std::vector<Answer> answers;
  std::vector<LaterWord> later;

  // Adds in order; an operation that is there already changes nothing.
  void Add(Offer offer);
  void Add(Answer answer);
  void Add(LaterWord word);
  bool operator==(const Subject&) const = default;
};

enum class OfferState { kOpen, kAccepted, kDeclined, kWithdrawn, kSettled };

struct Agreement {
  const Offer* offer = nullptr;
  const Answer* accept = nullptr;
};

// What a subject amounts to. Pointers live as long as the subject stays unchanged.
struct Standing {
  std::vector<Agreement> history;     // agreements that were in force, oldest first
  std::optional<Agreement> in_force;  // the one that is
  bool stepped_out = false;           // there was one, and somebody stepped out of it
  bool both_open = false;             // two accepted versions cancel each other out
  bool unread = false;                // a later version said something: nothing is in force
};
Standing Evaluate(const Subject& subject);

// The offer that an operation made; nullptr when it made none.
const Offer* FindOffer(const Subject& subject, const OperationId& id);

// All offers, an order in which nobody's comes before what they had seen. Empty for no offers.
std::vector<const Offer*> InOrder(const Subject& subject);

// State of one of the subject's offers.
OfferState StateOf(const Subject& subject, const Offer& offer);

// The newest open offer made by `author`, or by anybody but `author`; nullptr when there is none.
const Offer* OpenOfferBy(const Subject& subject, const PersonId& author);
const Offer* OpenOfferToward(const Subject& subject, const PersonId& reader);

// The newest offer that the maker of `offer` had in view when making it; nullptr when none.
const Offer* Answered(const Subject& subject, const Offer& offer);

}  // namespace twofold

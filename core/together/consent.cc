// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/together/consent.h"

#include <algorithm>
#include <tuple>

namespace twofold {
namespace {

// How many operations a place had in view. Whoever had seen another has seen more than it; and
// unlike a stamp, nobody can claim it.
std::uint64_t Weight(const Place& place) {
  std::uint64_t weight = 0;
  for (const auto& [chain, sequence] : place.seen) weight += sequence;
  return weight;
}

// An order that respects who had seen what.
bool Before(const Place& a, const Place& b) {
  const std::uint64_t weight_a = Weight(a), weight_b = Weight(b);
  return std::tie(weight_a, a.chain, a.sequence, a.id) <
         std::tie(weight_b, b.chain, b.sequence, b.id);
}

// Whether `accept` says yes to `offer` at all.
bool Answers(const Answer& accept, const Offer& offer) {
  return accept.kind == AnswerKind::kAccept && accept.offer == offer.place.id &&
         accept.terms_hash == offer.terms_hash && accept.author != offer.author &&
         HadSeen(accept.place, offer.place);
}

// Whether the offer was taken back by `place`'s time, seen from an accept: every taking-back that
// did not come after the accept counts.
bool TakenBackUnless(const Subject& subject, const Offer& offer, const Place& accept) {
  for (const Answer& answer : subject.answers) {
    if (answer.kind == AnswerKind::kWithdraw && answer.offer == offer.place.id &&
        answer.author == offer.author && !HadSeen(answer.place, accept)) {
      return true;
    }
  }
  for (const Offer& later : subject.offers) {
    if (later.place.id != offer.place.id && later.author == offer.author &&
        HadSeen(later.place, offer.place) && !HadSeen(later.place, accept)) {
      return true;
    }
  }
  return false;
}

// Whether something concurrent beats the accept.
bool Beaten(const Subject& subject, const Offer& offer, const Answer& accept) {
  for (const Answer& answer : subject.answers) {
    const bool ordered = HadSeen(answer.place, accept.place) || HadSeen(accept.place, answer.place);
    if (ordered) continue;
    if (answer.kind == AnswerKind::kStepOut) return true;
    if (answer.kind == AnswerKind::kDecline && answer.offer == offer.place.id &&
        answer.author == accept.author) {
      return true;
    }
  }
  return false;
}

std::vector<Agreement> ValidAgreements(const Subject& subject) {
  std::vector<Agreement> agreements;
  for (const Answer& answer : subject.answers) {
    if (answer.kind != AnswerKind::kAccept) continue;
    const Offer* offer = FindOffer(subject, answer.offer);
    if (offer == nullptr || !Answers(answer, *offer)) continue;
    if (TakenBackUnless(subject, *offer, answer.place) || Beaten(subject, *offer, answer)) continue;
    agreements.push_back({offer, &answer});
  }
  std::sort(agreements.begin(), agreements.end(), [](const Agreement& a, const Agreement& b) {
    return Before(a.accept->place, b.accept->place);
  });
  return agreements;
}

bool EndedByStepOut(const Subject& subject, const Agreement& agreement) {
  return std::any_of(subject.answers.begin(), subject.answers.end(), [&](const Answer& answer) {
    return answer.kind == AnswerKind::kStepOut && HadSeen(answer.place, agreement.accept->place);
  });
}

struct Judged {
  Agreement agreement;
  bool contested = false;  // another accept of other terms, neither having seen the other
  bool succeeded = false;  // a later accept had it in view
  bool ended = false;      // somebody stepped out of it
};

std::vector<Judged> Judge(const Subject& subject) {
  const std::vector<Agreement> agreements = ValidAgreements(subject);
  std::vector<Judged> judged;
  for (const Agreement& agreement : agreements) {
    Judged& one = judged.emplace_back(Judged{agreement});
    one.ended = EndedByStepOut(subject, agreement);
    for (const Agreement& other : agreements) {
      if (other.accept == agreement.accept) continue;
      const bool seen_by = HadSeen(other.accept->place, agreement.accept->place);
      const bool has_seen = HadSeen(agreement.accept->place, other.accept->place);
      one.succeeded |= seen_by;
      one.contested |=
          !seen_by && !has_seen && agreement.offer->terms_hash != other.offer->terms_hash;
    }
  }
  return judged;
}

bool CancelsOut(const Judged& one) { return one.contested && !one.succeeded && !one.ended; }

}  // namespace

void Subject::Add(Offer offer) { InsertById(offers, std::move(offer)); }
void Subject::Add(Answer answer) { InsertById(answers, std::move(answer)); }
void Subject::Add(LaterWord word) { InsertById(later, std::move(word)); }

const Offer* FindOffer(const Subject& subject, const OperationId& id) {
  for (const Offer& offer : subject.offers) {
    if (offer.place.id == id) return &offer;
  }
  return nullptr;
}

std::vector<const Offer*> InOrder(const Subject& subject) {
  std::vector<const Offer*> offers;
  for (const Offer& offer : subject.offers) offers.push_back(&offer);
  std::sort(offers.begin(), offers.end(),
            [](const Offer* a, const Offer* b) { return Before(a->place, b->place); });
  return offers;
}

Standing Evaluate(const Subject& subject) {
  Standing standing;
  for (const Judged& one : Judge(subject)) {
    standing.both_open |= CancelsOut(one);
    if (one.contested) continue;
    standing.history.push_back(one.agreement);
    // Oldest first, so the newest that stands is what remains.
    if (one.ended) {
      standing.stepped_out = true;
    } else {
      standing.in_force = one.agreement;
    }
  }
  if (standing.in_force) standing.stepped_out = false;
  standing.unread = !subject.later.empty();
  if (standing.unread) standing.in_force.reset();
  return standing;
}

OfferState StateOf(const Subject& subject, const Offer& offer) {
  const std::vector<Judged> judged = Judge(subject);
  bool was_contested = false, cancels_out = false;
  for (const Judged& one : judged) {
    if (one.agreement.offer->place.id != offer.place.id) continue;
    if (!one.contested) return OfferState::kAccepted;
    was_contested = true;
    cancels_out |= CancelsOut(one);
  }
  if (was_contested && !cancels_out) return OfferState::kSettled;
  for (const Answer& answer : subject.answers) {
    if (answer.offer != offer.place.id) continue;
    if (answer.kind == AnswerKind::kWithdraw && answer.author == offer.author) {
      return OfferState::kWithdrawn;
    }
  }
  for (const Offer& later : subject.offers) {
    if (later.place.id != offer.place.id && later.author == offer.author &&
        HadSeen(later.place, offer.place)) {
      return OfferState::kWithdrawn;
    }
  }
  for (const Answer& answer : subject.answers) {
    if (answer.offer == offer.place.id && answer.kind == AnswerKind::kDecline &&
        answer.author != offer.author) {
      return OfferState::kDeclined;
    }
  }
  if (cancels_out) return OfferState::kOpen;  // shown again, to be agreed on anew
  for (const Judged& one : judged) {
    if (HadSeen(one.agreement.accept->place, offer.place)) return OfferState::kSettled;
  }
  for (const Answer& answer : subject.answers) {
    if (answer.kind == AnswerKind::kStepOut && HadSeen(answer.place, offer.place)) {
      return OfferState::kSettled;
    }
  }
  return OfferState::kOpen;
}

namespace {

const Offer* NewestOpen(const Subject& subject, const PersonId& person, bool by_person) {
  const Offer* newest = nullptr;
  for (const Offer& offer : subject.offers) {
    if ((offer.author == person) != by_person) continue;
    if (StateOf(subject, offer) != OfferState::kOpen) continue;
    if (newest == nullptr || Before(newest->place, offer.place)) newest = &offer;
  }
  return newest;
}

}  // namespace

const Offer* OpenOfferBy(const Subject& subject, const PersonId& author) {
  return NewestOpen(subject, author, true);
}

const Offer* OpenOfferToward(const Subject& subject, const PersonId& reader) {
  return NewestOpen(subject, reader, false);
}

const Offer* Answered(const Subject& subject, const Offer& offer) {
  const Offer* newest = nullptr;
  for (const Offer& earlier : subject.offers) {
    if (earlier.place.id == offer.place.id || !HadSeen(offer.place, earlier.place)) continue;
    if (newest == nullptr || Before(newest->place, earlier.place)) newest = &earlier;
  }
  return newest;
}

}  // namespace twofold

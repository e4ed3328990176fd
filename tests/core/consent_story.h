// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people and what they say to each other about one thing, for the tests of consent.
//
//   Story story;
//   Teller noa = story.Person('n'), sam = story.Person('s');
//   const Offer o = story.Offers(noa, "walk");
//   sam.Hears(noa);
//   story.Accepts(sam, o);
//   Evaluate(story.subject)
#pragma once

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "core/together/consent.h"

namespace twofold {

// One device of one person.
struct Teller {
  PersonId person;
  ChainId chain;
  VersionVector seen;
  std::uint64_t stamp = 0;

  // Has now seen everything that `other` has seen and done.
  void Hears(const Teller& other) {
    Merge(seen, other.seen);
    stamp = std::max(stamp, other.stamp);
  }
};

struct Story {
  Subject subject;
  std::vector<std::variant<Offer, Answer>> told;  // everything, oldest first

  static Teller Person(char name, char device = '1') {
    Teller teller;
    teller.person = PersonId::Prefix(std::string(16, name));
    teller.chain = ChainId::Prefix(std::string(15, name) + device);
    return teller;
  }

  Place Next(Teller& who) {
    // Ids look random but are the same in every run.
    std::string id(OperationId::kSize, '\0');
    std::uint64_t mix = 0x9e3779b97f4a7c15u * (told.size() + 1);
    for (char& byte : id) {
      mix ^= mix >> 29, mix *= 0xbf58476d1ce4e5b9u, mix ^= mix >> 32;
      byte = static_cast<char>(mix);
    }
    const std::uint64_t sequence = ++who.seen[who.chain];
    return {OperationId::Prefix(id), who.chain, sequence, ++who.stamp, who.seen};
  }

  Offer Offers(Teller& who, const std::string& title) {
    Offer offer;
    offer.place = Next(who);
    offer.author = who.person;
    offer.terms.title = title;
    std::string hash = title;
    hash.resize(TermsHash::kSize, '.');
    offer.terms_hash = TermsHash::Prefix(hash);
    subject.Add(offer);
    told.push_back(offer);
    return offer;
  }
  Answer Says(Teller& who, AnswerKind kind, const Offer* offer) {
    Answer answer;
    answer.place = Next(who);
    answer.author = who.person;
    answer.kind = kind;
    if (offer != nullptr) answer.offer = offer->place.id;
    if (kind == AnswerKind::kAccept) answer.terms_hash = offer->terms_hash;
    subject.Add(answer);
    told.push_back(answer);
    return answer;
  }
  Answer Accepts(Teller& who, const Offer& offer) { return Says(who, AnswerKind::kAccept, &offer); }
  Answer Declines(Teller& who, const Offer& offer) {
    return Says(who, AnswerKind::kDecline, &offer);
  }
  Answer Withdraws(Teller& who, const Offer& offer) {
    return Says(who, AnswerKind::kWithdraw, &offer);
  }
  Answer StepsOut(Teller& who) { return Says(who, AnswerKind::kStepOut, nullptr); }

  // The title in force; empty for none.
  std::string InForce() const {
    const Standing standing = Evaluate(subject);
    return standing.in_force ? standing.in_force->offer->terms.title : "";
  }
  OfferState State(const Offer& offer) const { return StateOf(subject, offer); }
};

}  // namespace twofold

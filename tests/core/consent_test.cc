// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Every rule of consent.h, one by one.
#include "core/together/consent.h"

#include <gtest/gtest.h>

#include "tests/core/consent_story.h"

namespace twofold {
namespace {

class Consent : public testing::Test {
 protected:
  Teller noa = Story::Person('n');
  Teller sam = Story::Person('s');
  Story story;

  // Both have seen everything.
  void Meet() {
    noa.Hears(sam);
    sam.Hears(noa);
  }
  // A goal that both said yes to.
  Offer Agreed(const std::string& title) {
    const Offer offer = story.Offers(noa, title);
    Meet();
    story.Accepts(sam, offer);
    Meet();
    return offer;
  }
};

TEST_F(Consent, AnOfferAloneIsNotInForce) {
  const Offer offer = story.Offers(noa, "walk");
  EXPECT_EQ(story.InForce(), "");
  EXPECT_EQ(story.State(offer), OfferState::kOpen);
  EXPECT_TRUE(Evaluate(story.subject).history.empty());
}

TEST_F(Consent, AnOfferAndTheOthersYesAreInForce) {
  const Offer offer = Agreed("walk");
  EXPECT_EQ(story.InForce(), "walk");
  EXPECT_EQ(story.State(offer), OfferState::kAccepted);
  EXPECT_EQ(Evaluate(story.subject).history.size(), 1u);
}

TEST_F(Consent, NobodyAcceptsForTheOther) {
  const Offer offer = story.Offers(noa, "walk");
  story.Accepts(noa, offer);
  EXPECT_EQ(story.InForce(), "");
  EXPECT_EQ(story.State(offer), OfferState::kOpen);
}

TEST_F(Consent, ASecondDeviceOfTheAuthorIsStillTheAuthor) {
  Teller other = Story::Person('n', '2');
  const Offer offer = story.Offers(noa, "walk");
  other.Hears(noa);
  story.Accepts(other, offer);
  EXPECT_EQ(story.InForce(), "");
}

TEST_F(Consent, AnAcceptOfOtherTermsCountsForNothing) {
  const Offer offer = story.Offers(noa, "walk");
  Meet();
  Offer bent = offer;
  bent.terms_hash = TermsHash::Prefix(std::string(32, 'x'));
  story.Accepts(sam, bent);
  EXPECT_EQ(story.InForce(), "");
  EXPECT_EQ(story.State(offer), OfferState::kOpen);
}

TEST_F(Consent, AnAcceptThatCannotHaveSeenTheOfferCountsForNothing) {
  const Offer offer = story.Offers(noa, "walk");
  story.Accepts(sam, offer);
  EXPECT_EQ(story.InForce(), "");
}

TEST_F(Consent, AnAcceptOfAnUnknownOfferCountsForNothing) {
  Story elsewhere;
  const Offer foreign = elsewhere.Offers(noa, "walk");
  Meet();
  story.Accepts(sam, foreign);
  EXPECT_EQ(story.InForce(), "");
}

TEST_F(Consent, WithdrawnBeforeTheAcceptIsNotInForce) {
  const Offer offer = story.Offers(noa, "walk");
  story.Withdraws(noa, offer);
  Meet();
  story.Accepts(sam, offer);
  EXPECT_EQ(story.InForce(), "");
  EXPECT_EQ(story.State(offer), OfferState::kWithdrawn);
}

// Scenario 43.
TEST_F(Consent, WithdrawingBeatsAConcurrentAccept) {
  const Offer offer = story.Offers(noa, "walk");
  Meet();
  story.Withdraws(noa, offer);
  story.Accepts(sam, offer);
  EXPECT_EQ(story.InForce(), "");
  EXPECT_EQ(story.State(offer), OfferState::kWithdrawn);
}

TEST_F(Consent, WithdrawingAfterTheAcceptComesTooLate) {
  const Offer offer = Agreed("walk");
  story.Withdraws(noa, offer);
  EXPECT_EQ(story.InForce(), "walk") << "an agreement is ended by stepping out";
}

TEST_F(Consent, OnlyTheAuthorWithdraws) {
  const Offer offer = story.Offers(noa, "walk");
  Meet();
  story.Withdraws(sam, offer);
  EXPECT_EQ(story.State(offer), OfferState::kOpen);
  story.Accepts(sam, offer);
  EXPECT_EQ(story.InForce(), "walk");
}

TEST_F(Consent, OnceWithdrawnAnOfferStaysWithdrawnWhateverComesLater) {
  const Offer offer = story.Offers(noa, "walk");
  story.Withdraws(noa, offer);
  Meet();
  story.Accepts(sam, offer);
  Meet();
  story.Accepts(sam, offer);
  EXPECT_EQ(story.InForce(), "");
}

TEST_F(Consent, ADeclineIsANo) {
  const Offer offer = story.Offers(noa, "walk");
  Meet();
  story.Declines(sam, offer);
  EXPECT_EQ(story.State(offer), OfferState::kDeclined);
  EXPECT_EQ(story.InForce(), "");
}

TEST_F(Consent, NobodyDeclinesTheirOwnOffer) {
  const Offer offer = story.Offers(noa, "walk");
  story.Declines(noa, offer);
  EXPECT_EQ(story.State(offer), OfferState::kOpen);
}

TEST_F(Consent, ADeclineBeatsAConcurrentAcceptOfTheSamePerson) {
  Teller second = Story::Person('s', '2');
  const Offer offer = story.Offers(noa, "walk");
  Meet();
  second.Hears(noa);
  story.Accepts(sam, offer);
  story.Declines(second, offer);
  EXPECT_EQ(story.InForce(), "");
  EXPECT_EQ(story.State(offer), OfferState::kDeclined);
}

TEST_F(Consent, ALaterYesOverrulesAnEarlierNo) {
  const Offer offer = story.Offers(noa, "walk");
  Meet();
  story.Declines(sam, offer);
  story.Accepts(sam, offer);
  EXPECT_EQ(story.InForce(), "walk");
  EXPECT_EQ(story.State(offer), OfferState::kAccepted);
}

TEST_F(Consent, ADeclineAfterTheYesChangesNothing) {
  const Offer offer = Agreed("walk");
  story.Declines(sam, offer);
  EXPECT_EQ(story.InForce(), "walk");
  EXPECT_EQ(story.State(offer), OfferState::kAccepted);
}

TEST_F(Consent, AnAuthorsLaterOfferTakesTheEarlierBack) {
  const Offer first = story.Offers(noa, "walk");
  const Offer second = story.Offers(noa, "run");
  EXPECT_EQ(story.State(first), OfferState::kWithdrawn);
  EXPECT_EQ(story.State(second), OfferState::kOpen);
}

TEST_F(Consent, ALaterOfferBeatsAConcurrentAcceptOfTheEarlier) {
  const Offer first = story.Offers(noa, "walk");
  Meet();
  story.Offers(noa, "run");
  story.Accepts(sam, first);
  EXPECT_EQ(story.InForce(), "");
}

TEST_F(Consent, ACounterOfferLeavesTheFirstOneOpen) {
  const Offer first = story.Offers(noa, "walk");
  Meet();
  const Offer counter = story.Offers(sam, "stroll");
  Meet();
  EXPECT_EQ(story.State(first), OfferState::kOpen);
  EXPECT_EQ(story.State(counter), OfferState::kOpen);
  EXPECT_EQ(OpenOfferToward(story.subject, noa.person)->terms.title, "stroll");
  EXPECT_EQ(OpenOfferToward(story.subject, sam.person)->terms.title, "walk");
  EXPECT_EQ(OpenOfferBy(story.subject, noa.person)->terms.title, "walk");
  EXPECT_EQ(Answered(story.subject, counter)->terms.title, "walk");
  EXPECT_EQ(Answered(story.subject, first), nullptr);
}

TEST_F(Consent, AcceptingTheCounterOfferSettlesTheFirst) {
  const Offer first = story.Offers(noa, "walk");
  Meet();
  const Offer counter = story.Offers(sam, "stroll");
  Meet();
  story.Accepts(noa, counter);
  EXPECT_EQ(story.InForce(), "stroll");
  EXPECT_EQ(story.State(first), OfferState::kSettled);
  EXPECT_EQ(OpenOfferToward(story.subject, noa.person), nullptr);
  EXPECT_EQ(OpenOfferToward(story.subject, sam.person), nullptr);
}

// Scenario 42.
TEST_F(Consent, SteppingOutEndsAnAgreementForBoth) {
  Agreed("walk");
  story.StepsOut(sam);
  const Standing standing = Evaluate(story.subject);
  EXPECT_FALSE(standing.in_force.has_value());
  EXPECT_TRUE(standing.stepped_out);
  EXPECT_EQ(standing.history.size(), 1u) << "what was agreed stays on record";
}

TEST_F(Consent, TheOneWhoOfferedStepsOutJustAsWell) {
  Agreed("walk");
  story.StepsOut(noa);
  EXPECT_EQ(story.InForce(), "");
}

TEST_F(Consent, SteppingOutBeatsAConcurrentAccept) {
  Agreed("walk");
  const Offer change = story.Offers(noa, "run");
  Meet();
  story.StepsOut(noa);
  story.Accepts(sam, change);
  EXPECT_EQ(story.InForce(), "");
}

TEST_F(Consent, SteppingOutSettlesWhatWasOpen) {
  Agreed("walk");
  const Offer change = story.Offers(noa, "run");
  Meet();
  story.StepsOut(sam);
  EXPECT_EQ(story.State(change), OfferState::kSettled);
}

TEST_F(Consent, ANewYesAfterSteppingOutBeginsAgain) {
  Agreed("walk");
  story.StepsOut(sam);
  Meet();
  const Offer again = story.Offers(sam, "stroll");
  Meet();
  story.Accepts(noa, again);
  const Standing standing = Evaluate(story.subject);
  EXPECT_EQ(story.InForce(), "stroll");
  EXPECT_FALSE(standing.stepped_out);
  EXPECT_EQ(standing.history.size(), 2u);
}

// Scenario 45.
TEST_F(Consent, AChangeByOneSideStaysPendingAndTheOldStaysInForce) {
  Agreed("walk");
  const Offer change = story.Offers(noa, "run");
  Meet();
  EXPECT_EQ(story.InForce(), "walk");
  EXPECT_EQ(story.State(change), OfferState::kOpen);
  EXPECT_EQ(OpenOfferToward(story.subject, sam.person)->terms.title, "run");
}

TEST_F(Consent, ANoToAChangeLeavesTheOldInForce) {
  Agreed("walk");
  const Offer change = story.Offers(noa, "run");
  Meet();
  story.Declines(sam, change);
  EXPECT_EQ(story.InForce(), "walk");
}

TEST_F(Consent, AYesToAChangeTakesThePlaceOfTheOld) {
  Agreed("walk");
  const Offer change = story.Offers(sam, "run");
  Meet();
  story.Accepts(noa, change);
  EXPECT_EQ(story.InForce(), "run");
  EXPECT_EQ(Evaluate(story.subject).history.size(), 2u);
}

// Both offered, and each said yes to the other's version without having seen the other yes.
class BothYes : public Consent {
 protected:
  BothYes() {
    walk = story.Offers(noa, "walk");
    run = story.Offers(sam, "run");
    Meet();
    story.Accepts(noa, run);
    story.Accepts(sam, walk);
  }
  Offer walk, run;
};

TEST_F(BothYes, CancelEachOtherOut) {
  const Standing standing = Evaluate(story.subject);
  EXPECT_FALSE(standing.in_force.has_value());
  EXPECT_TRUE(standing.both_open);
  EXPECT_TRUE(standing.history.empty());
  EXPECT_EQ(story.State(walk), OfferState::kOpen);
  EXPECT_EQ(story.State(run), OfferState::kOpen);
}

TEST_F(BothYes, AnotherYesResolves) {
  Meet();
  story.Accepts(noa, run);
  const Standing standing = Evaluate(story.subject);
  EXPECT_EQ(story.InForce(), "run");
  EXPECT_FALSE(standing.both_open);
  EXPECT_EQ(story.State(run), OfferState::kAccepted);
  EXPECT_EQ(story.State(walk), OfferState::kSettled) << "it was not what they agreed on";
}

TEST_F(BothYes, TheOtherWayRoundResolvesToo) {
  Meet();
  story.Accepts(sam, walk);
  EXPECT_EQ(story.InForce(), "walk");
  EXPECT_EQ(story.State(walk), OfferState::kAccepted);
  EXPECT_EQ(story.State(run), OfferState::kSettled);
}

TEST_F(BothYes, ASecondRoundOfBothYesCancelsOutAgain) {
  Meet();
  story.Accepts(noa, run);
  story.Accepts(sam, walk);
  EXPECT_EQ(story.InForce(), "");
  EXPECT_TRUE(Evaluate(story.subject).both_open);
}

TEST_F(BothYes, AVersionTakenBackIsNoLongerOpen) {
  Meet();
  story.Withdraws(noa, walk);
  EXPECT_EQ(story.State(walk), OfferState::kWithdrawn);
  EXPECT_EQ(story.State(run), OfferState::kOpen);
}

TEST_F(BothYes, AVersionDeclinedAfterAllIsNoLongerOpen) {
  Meet();
  story.Declines(sam, walk);
  EXPECT_EQ(story.State(walk), OfferState::kDeclined);
  story.Accepts(noa, run);
  EXPECT_EQ(story.InForce(), "run");
}

TEST_F(Consent, TwoYesesToTheSameTermsDoNotCancelOut) {
  Teller second = Story::Person('s', '2');
  const Offer offer = story.Offers(noa, "walk");
  Meet();
  second.Hears(noa);
  story.Accepts(sam, offer);
  story.Accepts(second, offer);
  EXPECT_EQ(story.InForce(), "walk");
  EXPECT_FALSE(Evaluate(story.subject).both_open);
}

TEST_F(Consent, WhatBothHadSeenInForceStaysWhileTwoChangesCancelOut) {
  Agreed("swim");
  const Offer walk = story.Offers(noa, "walk");
  const Offer run = story.Offers(sam, "run");
  Meet();
  story.Accepts(noa, run);
  story.Accepts(sam, walk);
  EXPECT_EQ(story.InForce(), "swim");
  EXPECT_TRUE(Evaluate(story.subject).both_open);
}

TEST_F(Consent, AHostileStampDoesNotKeepAnOldAgreementInForce) {
  const Offer first = story.Offers(noa, "walk");
  Meet();
  sam.stamp = std::uint64_t{1} << 61;  // sam's device claims a day far away
  story.Accepts(sam, first);
  noa.Hears(sam);
  noa.stamp = 100;  // and noa's does not follow it there
  const Offer second = story.Offers(noa, "run");
  sam.Hears(noa);
  sam.stamp = 101;
  story.Accepts(sam, second);
  EXPECT_EQ(story.InForce(), "run");
}

TEST_F(Consent, InOrderNobodyComesBeforeWhatTheyHadSeen) {
  const Offer first = story.Offers(noa, "walk");
  Meet();
  sam.stamp = 0;  // a clock far behind
  const Offer second = story.Offers(sam, "run");
  EXPECT_EQ(InOrder(story.subject).front()->place.id, first.place.id);
  EXPECT_EQ(InOrder(story.subject).back()->place.id, second.place.id);
}

TEST_F(Consent, TheSameOperationTwiceIsOne) {
  const Offer offer = Agreed("walk");
  const Subject before = story.subject;
  story.subject.Add(offer);
  story.subject.Add(story.subject.answers.front());
  EXPECT_EQ(story.subject, before);
}

TEST_F(Consent, AnEmptySubjectIsNothing) {
  const Standing standing = Evaluate(story.subject);
  EXPECT_FALSE(standing.in_force || standing.both_open || standing.stepped_out);
  EXPECT_TRUE(InOrder(story.subject).empty());
  EXPECT_EQ(OpenOfferBy(story.subject, noa.person), nullptr);
}

}  // namespace
}  // namespace twofold

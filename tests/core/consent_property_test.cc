// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What holds for every story: the order in which operations arrive does not matter, and nothing is
// in force without two yeses. Checked against rules written a second time, without cleverness.
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/core/consent_story.h"
#include "tests/support/seeded_random.h"

namespace twofold {
namespace {

constexpr std::uint64_t kStories = 100'000;

// Two persons with two devices each say random things.
Story RandomStory(SeededRandom& random) {
  Story story;
  std::vector<Teller> tellers = {Story::Person('n', '1'), Story::Person('n', '2'),
                                 Story::Person('s', '1'), Story::Person('s', '2')};
  std::vector<Offer> offers;
  const std::uint64_t length = 2 + random.Below(12);
  for (std::uint64_t i = 0; i < length; ++i) {
    Teller& who = tellers[random.Below(tellers.size())];
    if (random.OneIn(2)) who.Hears(tellers[random.Below(tellers.size())]);
    const std::uint64_t what = random.Below(12);
    if (offers.empty() || what < 3) {
      offers.push_back(story.Offers(who, absl::StrCat("t", random.Below(3))));
    } else if (what < 7) {
      story.Accepts(who, random.Pick(offers));
    } else if (what == 7) {
      story.Declines(who, random.Pick(offers));
    } else if (what < 11) {
      story.Withdraws(who, random.Pick(offers));
    } else {
      story.StepsOut(who);
    }
  }
  return story;
}

// What a standing says, comparable between two subjects.
std::string Summary(const Subject& subject) {
  const Standing standing = Evaluate(subject);
  std::string text = absl::StrCat("both ", standing.both_open, " out ", standing.stepped_out);
  if (standing.in_force)
    absl::StrAppend(&text, " force ", standing.in_force->accept->place.id.hex());
  for (const Agreement& agreement : standing.history) {
    absl::StrAppend(&text, " ", agreement.accept->place.id.hex());
  }
  for (const Offer* offer : InOrder(subject)) {
    absl::StrAppend(&text, " ", offer->place.id.hex().substr(0, 8), "=",
                    static_cast<int>(StateOf(subject, *offer)));
  }
  return text;
}

TEST(ConsentProperty, AnyOrderOfArrivalGivesTheSameSubjectAndStanding) {
  for (std::uint64_t seed = 1; seed <= kStories; ++seed) {
    SeededRandom random(seed);
    const Story story = RandomStory(random);
    auto told = story.told;
    random.Shuffle(told);
    if (random.OneIn(3)) told.push_back(told[random.Below(told.size())]);
    Subject shuffled;
    for (const auto& event : told) {
      std::visit([&](const auto& one) { shuffled.Add(one); }, event);
    }
    ASSERT_EQ(shuffled, story.subject) << "seed " << seed;
    ASSERT_EQ(Summary(shuffled), Summary(story.subject)) << "seed " << seed;
  }
}

TEST(ConsentProperty, WhatIsInForceWasOfferedByOneAndAcceptedByTheOther) {
  int in_force = 0;
  for (std::uint64_t seed = 1; seed <= kStories; ++seed) {
    SeededRandom random(seed);
    const Story story = RandomStory(random);
    const Standing standing = Evaluate(story.subject);
    if (!standing.in_force) continue;
    ++in_force;
    const Offer& offer = *standing.in_force->offer;
    const Answer& accept = *standing.in_force->accept;
    ASSERT_NE(offer.author, accept.author) << "seed " << seed;
    ASSERT_EQ(offer.terms_hash, accept.terms_hash) << "seed " << seed;
    ASSERT_TRUE(HadSeen(accept.place, offer.place)) << "seed " << seed;
    for (const Answer& answer : story.subject.answers) {
      const bool after_accept = HadSeen(answer.place, accept.place);
      const bool before_accept = HadSeen(accept.place, answer.place);
      if (answer.kind == AnswerKind::kStepOut) {
        ASSERT_TRUE(before_accept) << "a step-out that the accept had not seen; seed " << seed;
      }
      if (answer.kind == AnswerKind::kWithdraw && answer.offer == offer.place.id &&
          answer.author == offer.author) {
        ASSERT_TRUE(after_accept && !before_accept) << "withdrawn; seed " << seed;
      }
      if (answer.kind == AnswerKind::kDecline && answer.offer == offer.place.id &&
          answer.author == accept.author) {
        ASSERT_TRUE(after_accept || before_accept) << "declined meanwhile; seed " << seed;
      }
    }
  }
  EXPECT_GT(in_force, static_cast<int>(kStories / 100)) << "the stories are too dull to prove much";
}

TEST(ConsentProperty, AnOpenOfferCanStillBeAcceptedAndIsThenInForce) {
  int accepted = 0;
  for (std::uint64_t seed = 1; seed <= kStories; ++seed) {
    SeededRandom random(seed);
    Story story = RandomStory(random);
    Teller reader = Story::Person('s', '9');
    for (const auto& event : story.told) {
      std::visit([&](const auto& one) { Merge(reader.seen, one.place.seen); }, event);
    }
    reader.stamp = 1000;
    const Offer* open = OpenOfferToward(story.subject, reader.person);
    if (open == nullptr) continue;
    ++accepted;
    const Offer offer = *open;
    story.Accepts(reader, offer);
    ASSERT_EQ(StateOf(story.subject, offer), OfferState::kAccepted) << "seed " << seed;
    ASSERT_EQ(story.InForce(), offer.terms.title) << "seed " << seed;
  }
  EXPECT_GT(accepted, static_cast<int>(kStories / 20));
}

TEST(ConsentProperty, SteppingOutAlwaysEndsWhatIsInForce) {
  for (std::uint64_t seed = 1; seed <= kStories; ++seed) {
    SeededRandom random(seed);
    Story story = RandomStory(random);
    Teller leaver = Story::Person(random.OneIn(2) ? 'n' : 's', '9');
    for (const auto& event : story.told) {
      std::visit([&](const auto& one) { Merge(leaver.seen, one.place.seen); }, event);
    }
    story.StepsOut(leaver);
    ASSERT_EQ(story.InForce(), "") << "seed " << seed;
  }
}

}  // namespace
}  // namespace twofold

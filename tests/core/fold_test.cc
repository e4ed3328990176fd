// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The law of convergence: the same operations, folded in any order that respects causes, give the
// same records.
#include "core/sync/fold.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/core/replica.h"

namespace twofold {
namespace {

// Three replicas of two persons write at random about few things; sometimes a device is cloned,
// and both copies go on writing on the same chain.
std::vector<Known> RandomHistory(SeededRandom& random) {
  std::vector<Replica> replicas;
  replicas.emplace_back('a', 'n', random);
  replicas.emplace_back('b', 'n', random);
  replicas.emplace_back('c', 's', random);
  std::vector<Known> history;
  const std::uint64_t length = 5 + random.Below(25);
  for (std::uint64_t i = 0; i < length; ++i) {
    if (random.OneIn(15)) replicas.push_back(random.Pick(replicas));
    Replica& replica = replicas[random.Below(replicas.size())];
    for (const Known& known : history) {
      if (random.OneIn(2) && replica.CanTake(known)) replica.Take(known);
    }
    Payload payload = RandomPayload(random);
    // Answers speak to offers that exist.
    for (const Known& known : history) {
      const auto* offer = std::get_if<OfferPayload>(&known.operation.payload);
      if (offer == nullptr || random.OneIn(2)) continue;
      if (auto* accept = std::get_if<AcceptPayload>(&payload)) {
        accept->offer = known.operation.id, accept->terms_hash = offer->terms_hash;
      }
      if (auto* decline = std::get_if<DeclinePayload>(&payload))
        decline->offer = known.operation.id;
      if (auto* back = std::get_if<WithdrawPayload>(&payload)) back->offer = known.operation.id;
    }
    const EntityId entity = EntityId::Prefix(std::string(16, random.OneIn(2) ? 'E' : 'F'));
    const std::int32_t day = static_cast<std::int32_t>(random.Below(3));
    history.push_back(replica.Write(entity, std::move(payload), random, day));
  }
  return history;
}

void ExpectConverges(SpaceKind kind) {
  std::size_t records = 0;
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    SeededRandom random(seed);
    const std::vector<Known> history = RandomHistory(random);
    const MapState state = Folded(history, kind);
    records += state.goals.size() + state.subjects.size();
    for (int i = 0; i < 3; ++i) {
      ASSERT_TRUE(Folded(Reordered(history, random), kind) == state) << "seed " << seed;
    }
  }
  EXPECT_GT(records, 20'000u) << "the histories are too dull to prove much";
}

TEST(FoldProperty, AnyCausalOrderGivesTheSameMeSpace) { ExpectConverges(SpaceKind::kMe); }
TEST(FoldProperty, AnyCausalOrderGivesTheSameUsSpace) { ExpectConverges(SpaceKind::kUs); }

class FoldRules : public testing::Test {
 protected:
  SeededRandom random{1};
  Replica noa{'a', 'n', random};
  Replica sam{'b', 's', random};

  static EntryWritePayload Marked(std::int32_t day, DayMark mark) {
    return {{DayWrite{.day = day, .mark = std::move(mark)}}, {}};
  }
  GoalSetPayload Title(const std::string& title) {
    GoalSetPayload set;
    set.title = title;
    return set;
  }
};

TEST_F(FoldRules, DifferentFieldsOfOneGoalBothSurvive) {
  GoalSetPayload archived;
  archived.archived = true;
  const Known one = noa.Write(kEntity, Title("Read"), random);
  const Known other = sam.Write(kEntity, archived, random);
  const Goal goal = Folded({one, other}, SpaceKind::kMe).goals.at(kEntity);
  EXPECT_EQ(goal.title.value, "Read");
  EXPECT_TRUE(goal.archived.value);
}

TEST_F(FoldRules, WhoHadSeenTheOtherWriteWinsThoughTheirClockIsAnHourBehind) {
  const Known first = noa.Write(kEntity, Title("first"), random, 20778);
  sam.Take(first);
  const Known second = sam.Write(kEntity, Title("second"), random, 20777);
  EXPECT_EQ(Folded({first, second}, SpaceKind::kMe).goals.at(kEntity).title.value, "second");
}

TEST_F(FoldRules, WhoHadSeenTheOtherWriteWinsThoughTheirClockIsTenYearsBehind) {
  const Known first = noa.Write(kEntity, Title("first"), random, 20778 + 3653);
  sam.Take(first);
  const Known second = sam.Write(kEntity, Title("second"), random, 20778);
  noa.Take(second);
  const Known third = noa.Write(kEntity, Title("third"), random, 0);
  EXPECT_EQ(Folded({first, second}, SpaceKind::kMe).goals.at(kEntity).title.value, "second");
  EXPECT_EQ(Folded({first, second, third}, SpaceKind::kMe).goals.at(kEntity).title.value, "third");
}

TEST_F(FoldRules, AStampAtTheEndHasNoEffectAndTheChainGoesOn) {
  const Known before = noa.Write(kEntity, Title("before"), random);
  noa.stamp = kStampEnd - 1;  // so that the next stamp is the first that is not valid
  const Known beyond = noa.Write(kEntity, Title("beyond"), random);
  ASSERT_EQ(beyond.operation.stamp, kStampEnd);
  noa.stamp = before.operation.stamp;
  const Known after = noa.Write(kEntity, Title("after"), random);
  EXPECT_EQ(Folded({before, beyond}, SpaceKind::kMe).goals.at(kEntity).title.value, "before");
  EXPECT_EQ(Folded({before, beyond, after}, SpaceKind::kMe).goals.at(kEntity).title.value, "after");
}

TEST_F(FoldRules, TheLastValidStampHasAnEffect) {
  noa.stamp = kStampEnd - 2;
  const Known last = noa.Write(kEntity, Title("last"), random);
  ASSERT_EQ(last.operation.stamp, kStampEnd - 1);
  EXPECT_EQ(Folded({last}, SpaceKind::kMe).goals.at(kEntity).title.value, "last");
}

TEST_F(FoldRules, AStampTellsNoMoreThanTheDay) {
  EXPECT_EQ(NextStamp(0, 5), std::uint64_t{5} << 40);
  EXPECT_EQ(NextStamp(std::uint64_t{5} << 40, 5), (std::uint64_t{5} << 40) + 1);
  EXPECT_EQ(NextStamp(std::uint64_t{9} << 40, 5), (std::uint64_t{9} << 40) + 1);
  EXPECT_EQ(NextStamp(0, -1), 1u);
}

TEST_F(FoldRules, SeventyThousandOperationsOfOneDayCarryOn) {
  std::uint64_t stamp = NextStamp(0, 20778);
  for (int i = 0; i < 70'000; ++i) {
    const std::uint64_t next = NextStamp(stamp, 20778);
    ASSERT_GT(next, stamp);
    stamp = next;
  }
  EXPECT_LT(stamp, kStampEnd);
}

TEST_F(FoldRules, KindsOfTheOtherSpaceHaveNoEffect) {
  const std::vector<Known> goal = {noa.Write(kEntity, Title("Read"), random),
                                   noa.Write(kEntity, GoalVersionPayload{1, {}}, random)};
  EXPECT_TRUE(Folded(goal, SpaceKind::kUs).empty());
  OfferPayload offer;
  offer.terms.title = "walk";
  const Known offered = noa.Write(kEntity, offer, random);
  const std::vector<Known> consent = {
      offered, noa.Write(kEntity, AcceptPayload{offered.operation.id, {}, 1}, random),
      noa.Write(kEntity, DeclinePayload{offered.operation.id}, random),
      noa.Write(kEntity, WithdrawPayload{offered.operation.id}, random),
      noa.Write(kEntity, StepOutPayload{}, random)};
  const std::vector<Known> own = {
      noa.Write(kEntity, RestSetPayload{{EntityId(), 1, 2, false}}, random),
      noa.Write(kEntity, EaseSetPayload{1, 3}, random)};
  EXPECT_TRUE(Folded(own, SpaceKind::kUs).empty());
  EXPECT_FALSE(Folded(own, SpaceKind::kMe).empty());
  EXPECT_TRUE(Folded(consent, SpaceKind::kMe).empty());
  EXPECT_EQ(Folded(consent, SpaceKind::kUs).subjects.at(kEntity).answers.size(), 4u);
}

TEST_F(FoldRules, UnknownAndInvalidPayloadsFoldToNothing) {
  Known known = noa.Write(kEntity, Title("Read"), random);
  for (Payload payload : {Payload(UnknownPayload{}), Payload(InvalidPayload{})}) {
    known.operation.payload = payload;
    EXPECT_TRUE(Folded({known}, SpaceKind::kMe).empty());
    EXPECT_TRUE(Folded({known}, SpaceKind::kUs).empty());
  }
}

TEST_F(FoldRules, EntriesBelongToTheirAuthor) {
  const Known mine = noa.Write(kEntity, Marked(7, {Mark::kKept, ""}), random);
  const Known theirs = sam.Write(kEntity, Marked(7, {Mark::kNone, ""}), random);
  const MapState state = Folded({mine, theirs}, SpaceKind::kUs);
  EXPECT_EQ(state.entries.size(), 2u);
  EXPECT_EQ(state.entries.at({kSpace, kEntity, 7, Person('n')}).mark.value.mark, Mark::kKept);
  EXPECT_EQ(state.entries.at({kSpace, kEntity, 7, Person('s')}).mark.value.mark, Mark::kNone);
}

TEST_F(FoldRules, InASharedSpaceNotesReasonsAndPlacesHaveNoEffect) {
  DayWrite day{.day = 7, .mark = DayMark{Mark::kSkipped, "ill"}, .note = "slept badly"};
  const Known known =
      sam.Write(kEntity, EntryWritePayload{{day}, {"Asia/Kathmandu", 20700}}, random);
  const EntryKey key{kSpace, kEntity, 7, Person('s')};
  const DayEntry shared = Folded({known}, SpaceKind::kUs).entries.at(key);
  EXPECT_EQ(shared.mark, Register<DayMark>());
  EXPECT_EQ(shared.note, Register<std::string>());
  EXPECT_EQ(shared.written, Register<WrittenAt>());
  const DayEntry own = Folded({known}, SpaceKind::kMe).entries.at(key);
  EXPECT_EQ(own.mark.value.reason, "ill");
  EXPECT_EQ(own.note.value, "slept badly");
  EXPECT_EQ(own.written.value.zone, "Asia/Kathmandu");
}

// "Not that day" is its author's own; a device that sends it all the same changes nothing.
TEST_F(FoldRules, InASharedSpaceOnlyWhatIsForBothIsTaken) {
  for (int number = 0; number <= 9; ++number) {
    const Mark mark = static_cast<Mark>(number);
    Replica device{'b', 's', random};
    const Known kept = device.Write(kEntity, Marked(7, {Mark::kKept, ""}), random);
    const Known then = device.Write(kEntity, Marked(7, {mark, ""}), random);
    const EntryKey key{kSpace, kEntity, 7, Person('s')};
    const Mark after = Folded({kept, then}, SpaceKind::kUs).entries.at(key).mark.value.mark;
    EXPECT_EQ(after, IsForBoth(mark) ? mark : Mark::kKept) << number;
  }
  EXPECT_FALSE(IsForBoth(Mark::kNotKept));
  EXPECT_FALSE(IsForBoth(Mark::kSkipped));
  EXPECT_TRUE(IsForBoth(Mark::kNone));
}

TEST_F(FoldRules, AnEntryKeepsThePlaceOfItsNewestWrite) {
  const Known home = noa.Write(
      kEntity, EntryWritePayload{{DayWrite{.day = 7, .add_micros = 1}}, {"Europe/Berlin", 3600}},
      random);
  const Known away = noa.Write(
      kEntity, EntryWritePayload{{DayWrite{.day = 7, .add_micros = 1}}, {"Pacific/Apia", 46800}},
      random);
  const EntryKey key{kSpace, kEntity, 7, Person('n')};
  EXPECT_EQ(Folded({home, away}, SpaceKind::kMe).entries.at(key).written.value,
            (WrittenAt{"Pacific/Apia", 46800}));
  EXPECT_EQ(Folded({away, home}, SpaceKind::kMe).entries.at(key).written.value,
            (WrittenAt{"Pacific/Apia", 46800}));
}

TEST_F(FoldRules, TagsAddedAndTakenAwayAtOnceDoNotDisturbEachOther) {
  GoalSetPayload add, take;
  add.tags["morning"] = true;
  take.tags["body"] = false;
  const Known one = noa.Write(kEntity, add, random);
  const Known other = sam.Write(kEntity, take, random);
  const Goal goal = Folded({one, other}, SpaceKind::kMe).goals.at(kEntity);
  EXPECT_TRUE(goal.tags.at("morning").value);
  EXPECT_FALSE(goal.tags.at("body").value);
}

TEST_F(FoldRules, AVersionThatIsTakenBackLeavesTheOneBeforeIt) {
  GoalTerms weekly;
  weekly.schedule.shape = TimesPerWeek{3};
  const Known first = noa.Write(kEntity, GoalVersionPayload{1, {GoalTerms(), ""}}, random);
  const Known second = noa.Write(kEntity, GoalVersionPayload{5, {weekly, "less is more"}}, random);
  const Known back = noa.Write(kEntity, GoalVersionPayload{5, {}}, random);
  const Goal changed = Folded({first, second}, SpaceKind::kMe).goals.at(kEntity);
  EXPECT_EQ(*TermsOn(changed, 5), weekly);
  const Goal goal = Folded({first, second, back}, SpaceKind::kMe).goals.at(kEntity);
  EXPECT_EQ(*TermsOn(goal, 5), GoalTerms());
  EXPECT_FALSE(goal.versions.at(5).value.terms);
}

TEST_F(FoldRules, AmountsAddUpAndWrapInsteadOfOverflowing) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const Known add =
      noa.Write(kEntity, EntryWritePayload{{DayWrite{.day = 7, .add_micros = 1}}, {}}, random);
  const EntryKey key{kSpace, kEntity, 7, Person('n')};
  MapState state = Folded({add, add}, SpaceKind::kMe);
  EXPECT_EQ(state.entries.at(key).amount_micros, 2);
  state.entries[key].amount_micros = kMost;
  ASSERT_THAT(Fold(add.operation, {SpaceKind::kMe, std::vector{add.author}}, add.seen, state),
              IsOk());
  EXPECT_EQ(state.entries.at(key).amount_micros, std::numeric_limits<std::int64_t>::min());
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a later version said, to a fold that cannot read it and to one that can.
#include <gtest/gtest.h>

#include "core/together/roster.h"
#include "tests/core/replica.h"

namespace twofold {
namespace {

EntityId EntityOf(const Replica& replica) {
  return EntityId::Prefix(replica.device.device.bytes());
}

DeviceAddPayload Adding(const Replica& replica) {
  DeviceAddPayload add;
  add.person = replica.author;
  add.device = replica.member().devices.front();
  add.wish = replica.device.notary.Sign(DeviceWish(add.person, add.device.device));
  return add;
}

OfferPayload Walk() {
  OfferPayload offer;
  offer.terms.title = "Walk";
  return offer;
}

class LaterWords : public testing::Test {
 protected:
  // Everybody hears of it.
  Known Tell(Known known) {
    history.push_back(known);
    for (Replica* one : {&noa, &phone, &sam}) one->Take(known);
    return known;
  }
  Known TellLater(Replica& who, Payload payload, CompatClass compat,
                  LaterIn where = LaterIn::kKind) {
    return Tell(Later(who, std::move(payload), compat, where));
  }
  Known Later(Replica& who, Payload payload, CompatClass compat, LaterIn where = LaterIn::kKind) {
    return who.SayLater(who.Write(kEntity, std::move(payload), random), where, compat);
  }
  // Something that both said yes to.
  void Agree() {
    const Known offer = Tell(noa.Write(kEntity, Walk(), random));
    const TermsHash hash = std::get<OfferPayload>(offer.operation.payload).terms_hash;
    Tell(sam.Write(kEntity, AcceptPayload{offer.operation.id, hash, 20'000}, random));
    ASSERT_TRUE(Evaluate(State().subjects.at(kEntity)).in_force);
  }
  MapState State(SpaceKind kind = SpaceKind::kUs) { return Folded(history, kind, founders); }
  bool IsReadOnly(const MapState& state) { return Membership(founders, state.roster).IsReadOnly(); }
  bool IsEntityReadOnly(const MapState& state) {
    const auto later = state.later.find(kEntity);
    return later != state.later.end() &&
           Membership(founders, state.roster).AnyPresent(later->second);
  }

  SeededRandom random{7};
  Replica noa{'a', 'n', random}, phone{'b', 'n', random}, sam{'c', 's', random};
  const std::vector<Member> founders{noa.member(), sam.member()};
  std::vector<Known> history;
};

TEST_F(LaterWords, AnIgnorableOneLeavesNoTrace) {
  Agree();
  const MapState before = State();
  TellLater(sam, StepOutPayload{}, CompatClass::kIgnorable);
  EXPECT_EQ(State(), before);
}

TEST_F(LaterWords, OneAboutAnEntityKeepsThatFromBeingChanged) {
  Agree();
  TellLater(sam, StepOutPayload{}, CompatClass::kEntityReadOnly);
  const MapState state = State();
  EXPECT_TRUE(IsEntityReadOnly(state));
  EXPECT_FALSE(IsReadOnly(state));
  EXPECT_EQ(state.later.size(), 1u);
  EXPECT_TRUE(Evaluate(state.subjects.at(kEntity)).in_force);
}

TEST_F(LaterWords, OneAboutTheSpaceKeepsAllOfItFromBeingChanged) {
  Agree();
  TellLater(sam, StepOutPayload{}, CompatClass::kSpaceReadOnly);
  EXPECT_TRUE(IsReadOnly(State()));
  EXPECT_TRUE(Evaluate(State().subjects.at(kEntity)).in_force);
}

TEST_F(LaterWords, WhereItMayHaveBeenANoNothingIsInForce) {
  Agree();
  TellLater(sam, DeclinePayload{}, CompatClass::kNotShared);
  const MapState state = State();
  const Standing standing = Evaluate(state.subjects.at(kEntity));
  EXPECT_FALSE(standing.in_force);
  EXPECT_TRUE(standing.unread);
  EXPECT_EQ(standing.history.size(), 1u) << "what was agreed was agreed";
}

TEST_F(LaterWords, AYesAfterItDoesNotBringItBack) {
  Agree();
  TellLater(sam, DeclinePayload{}, CompatClass::kNotShared);
  const Known offer = Tell(sam.Write(kEntity, Walk(), random));
  const TermsHash hash = std::get<OfferPayload>(offer.operation.payload).terms_hash;
  Tell(noa.Write(kEntity, AcceptPayload{offer.operation.id, hash, 20'000}, random));
  EXPECT_FALSE(Evaluate(State().subjects.at(kEntity)).in_force);
}

TEST_F(LaterWords, InTheOwnSpaceNothingIsSharedAnyway) {
  Tell(noa.Write(kEntity, GoalSetPayload{.title = "Read"}, random));
  TellLater(noa, StepOutPayload{}, CompatClass::kNotShared);
  const MapState state = State(SpaceKind::kMe);
  EXPECT_TRUE(state.later.empty());
  EXPECT_TRUE(state.subjects.empty());
}

TEST_F(LaterWords, ALaterFormatIsTakenByItsClassToo) {
  Agree();
  TellLater(sam, StepOutPayload{}, CompatClass::kNotShared, LaterIn::kFormat);
  EXPECT_FALSE(Evaluate(State().subjects.at(kEntity)).in_force);
}

TEST_F(LaterWords, ThoseOfARemovedDeviceKeepNobodyFromAnything) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  TellLater(phone, StepOutPayload{}, CompatClass::kSpaceReadOnly);
  TellLater(phone, StepOutPayload{}, CompatClass::kEntityReadOnly);
  EXPECT_TRUE(IsReadOnly(State()));
  EXPECT_TRUE(IsEntityReadOnly(State()));
  Tell(noa.Write(EntityOf(phone), DeviceRemovePayload{}, random));
  EXPECT_FALSE(IsReadOnly(State()));
  EXPECT_FALSE(IsEntityReadOnly(State()));
  const MapState before = State();
  TellLater(phone, StepOutPayload{}, CompatClass::kSpaceReadOnly);
  TellLater(phone, StepOutPayload{}, CompatClass::kNotShared);
  EXPECT_EQ(State(), before) << "what it wrote knowing that it was removed";
}

TEST_F(LaterWords, ANoOfADeviceThatWasRemovedAfterItStaysAPossibleNo) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  Agree();
  TellLater(phone, StepOutPayload{}, CompatClass::kNotShared);
  Tell(noa.Write(EntityOf(phone), DeviceRemovePayload{}, random));
  EXPECT_FALSE(Evaluate(State().subjects.at(kEntity)).in_force);
}

TEST_F(LaterWords, AVoidOneIsNone) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  Agree();
  // Without having heard of each other.
  const Known said = Later(phone, StepOutPayload{}, CompatClass::kNotShared);
  const Known removed = noa.Write(EntityOf(phone), DeviceRemovePayload{}, random);
  const std::vector<Known> before = history;
  for (const auto& order : {std::vector{said, removed}, std::vector{removed, said}}) {
    history = before;
    history.insert(history.end(), order.begin(), order.end());
    EXPECT_TRUE(Evaluate(State().subjects.at(kEntity)).in_force);
    EXPECT_TRUE(State().subjects.at(kEntity).later.empty());
  }
}

TEST_F(LaterWords, OfSomebodyWhoNeverWasThereTheyAreNone) {
  TellLater(phone, StepOutPayload{}, CompatClass::kSpaceReadOnly);
  TellLater(phone, StepOutPayload{}, CompatClass::kEntityReadOnly);
  TellLater(phone, StepOutPayload{}, CompatClass::kNotShared);
  EXPECT_EQ(State(), MapState());
}

TEST_F(LaterWords, ManyOfOneDeviceTakeNoMoreRoomThanOne) {
  TellLater(sam, StepOutPayload{}, CompatClass::kSpaceReadOnly);
  TellLater(sam, StepOutPayload{}, CompatClass::kEntityReadOnly);
  const MapState one = State();
  for (int i = 0; i < 100; ++i) {
    TellLater(sam, StepOutPayload{}, CompatClass::kSpaceReadOnly);
    TellLater(sam, StepOutPayload{}, CompatClass::kEntityReadOnly);
  }
  EXPECT_EQ(State(), one);
}

TEST_F(LaterWords, AStampAtTheEndKeepsNobodyFromAnything) {
  sam.stamp = kStampEnd - 1;
  TellLater(sam, StepOutPayload{}, CompatClass::kSpaceReadOnly);
  EXPECT_EQ(State(), MapState());
}

// Devices of two persons add and remove each other, offer, answer and log at random, half of it in
// words of a later version, and hear of it at random; some were never added.
struct Story {
  explicit Story(std::uint64_t seed) : random(seed) {
    for (const char* who : {"an", "bn", "cs", "ds", "en"}) {
      replicas.emplace_back(who[0], who[1], random);
    }
    founders = {replicas[0].member(), replicas[2].member()};
    // All but the last have been added from the beginning.
    for (const auto& [by, whom] : {std::pair{0, 1}, {2, 3}}) {
      history.push_back(
          replicas[by].Write(EntityOf(replicas[whom]), Adding(replicas[whom]), random));
    }
    for (int i = 0; i < 40; ++i) Go();
  }
  void Go() {
    Replica& writer = replicas[random.Below(replicas.size())];
    for (const Known& known : history) {
      if (!random.OneIn(3) && writer.CanTake(known)) writer.Take(known);
    }
    const Replica& target = replicas[random.Below(replicas.size())];
    EntityId entity = random.OneIn(2) ? kEntity : EntityId::Prefix(std::string(16, 'F'));
    Payload payload = RandomPayload(random);
    if (random.OneIn(6)) payload = Adding(target), entity = EntityOf(target);
    if (random.OneIn(12)) payload = DeviceRemovePayload{}, entity = EntityOf(target);
    Known made = writer.Write(entity, std::move(payload), random);
    if (random.OneIn(2)) {
      made = writer.SayLater(std::move(made), random.OneIn(4) ? LaterIn::kFormat : LaterIn::kKind,
                             static_cast<CompatClass>(1 + random.Below(4)));
    }
    history.push_back(std::move(made));
  }

  SeededRandom random;
  std::vector<Replica> replicas;
  std::vector<Member> founders;
  std::vector<Known> history;
};

TEST(LaterWordsAtRandom, AnyOrderOfCausesGivesTheSameRecords) {
  std::size_t words = 0, spaces = 0, entities = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    Story story(seed);
    for (const SpaceKind kind : {SpaceKind::kMe, SpaceKind::kUs}) {
      const MapState first = Folded(story.history, kind, story.founders);
      for (int i = 0; i < 4; ++i) {
        ASSERT_EQ(Folded(Reordered(story.history, story.random), kind, story.founders), first);
      }
      for (const auto& [id, subject] : first.subjects) words += subject.later.size();
      spaces += first.roster.later.size();
      entities += first.later.size();
    }
  }
  EXPECT_GT(words, 500u) << "the stories are too dull to prove much";
  EXPECT_GT(spaces, 500u);
  EXPECT_GT(entities, 500u);
}

// Who knows the words reads what was meant, whatever the class was.
TEST(LaterWordsAtRandom, WhoKnowsThemReadsWhatWasMeant) {
  const LaterVocabulary later;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    const Story story(seed);
    std::vector<Known> read = story.history;
    for (Known& known : read) {
      known.operation =
          *ReadOperation(known.operation.bytes, story.replicas[0].device.notary, later);
      ASSERT_FALSE(std::holds_alternative<UnknownPayload>(known.operation.payload));
    }
    for (const SpaceKind kind : {SpaceKind::kMe, SpaceKind::kUs}) {
      const MapState state = Folded(read, kind, story.founders);
      EXPECT_TRUE(state.later.empty());
      EXPECT_TRUE(state.roster.later.empty());
      for (const auto& [id, subject] : state.subjects) EXPECT_TRUE(subject.later.empty());
    }
  }
}

// Each kind belongs to the number of the vocabulary that it came with.
TEST(Vocabulary, ANewKindComesWithANewNumber) {
  const TestDevice noa('n');
  const Vocabulary vocabulary;
  int known = 0;
  for (int kind = 0; kind < 2000; ++kind) {
    known += !std::holds_alternative<UnknownPayload>(vocabulary.Read(1, kind, "", noa.notary));
  }
  EXPECT_EQ(known, 18) << "raise the number, or stores will not look again at what they could not "
                          "read; then this";
  EXPECT_EQ(vocabulary.number(), 1u);
  EXPECT_TRUE(std::holds_alternative<UnknownPayload>(vocabulary.Read(2, 1, "", noa.notary)));
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Devices that come and go: what their operations are worth, whatever order they arrive in.
#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/together/roster.h"
#include "tests/core/replica.h"

namespace twofold {
namespace {

EntityId EntityOf(const Replica& replica) {
  return EntityId::Prefix(replica.device.device.bytes());
}

DeviceAddPayload Adding(const Replica& replica, const OperationId& key = OperationId()) {
  DeviceAddPayload add;
  add.person = replica.author;
  add.device = replica.member().devices.front();
  add.wish = replica.device.notary.Sign(DeviceWish(add.person, add.device.device));
  add.key = key;
  return add;
}

KeyRotatePayload Rotation(std::uint32_t epoch, const std::vector<const Replica*>& to) {
  KeyRotatePayload rotation{epoch, {}};
  for (const Replica* one : to) rotation.sealed[one->device.device] = std::string(80, 'k');
  return rotation;
}

OfferPayload Offering() {
  OfferPayload offer;
  offer.terms.title = "Walk";
  return offer;
}

class RosterFoldTest : public testing::Test {
 protected:
  // Everybody hears of it.
  Known Tell(Known known) {
    history.push_back(known);
    for (Replica* one : {&noa, &phone, &sam, &other}) one->Take(known);
    return known;
  }
  // Nobody does, for now.
  Known Whisper(Known known) {
    history.push_back(known);
    return known;
  }
  MapState State() { return Folded(history, SpaceKind::kUs, founders); }
  Membership Members(const MapState& state) { return Membership(founders, state.roster); }
  // The same in many orders.
  void ExpectOneState() {
    const MapState first = State();
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(Folded(Reordered(history, random), SpaceKind::kUs, founders), first);
    }
  }
  EntryWritePayload Logged() { return {{{20'000, DayMark{Mark::kKept, ""}, 0, std::nullopt}}, {}}; }

  SeededRandom random{7};
  Replica noa{'a', 'n', random}, phone{'b', 'n', random}, sam{'c', 's', random},
      other{'d', 's', random};
  const std::vector<Member> founders{noa.member(), sam.member()};
  std::vector<Known> history;
};

TEST_F(RosterFoldTest, ADeviceThatWasNotAddedHasNoEffect) {
  Tell(phone.Write(kEntity, Logged(), random));
  EXPECT_TRUE(State().entries.empty());
}

TEST_F(RosterFoldTest, AnAddedDeviceWritesForItsPerson) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  Tell(phone.Write(kEntity, Logged(), random));
  const MapState state = State();
  ASSERT_EQ(state.entries.size(), 1u);
  EXPECT_EQ(state.entries.begin()->first.person, noa.author);
  ExpectOneState();
}

TEST_F(RosterFoldTest, WhoWritesWithoutHavingHeardOfItsAdditionHasNoEffect) {
  Whisper(noa.Write(EntityOf(phone), Adding(phone), random));
  Whisper(phone.Write(kEntity, Logged(), random));
  EXPECT_TRUE(State().entries.empty());
  ExpectOneState();
}

TEST_F(RosterFoldTest, NobodyAddsADeviceForTheOtherPerson) {
  Tell(sam.Write(EntityOf(phone), Adding(phone), random));
  EXPECT_TRUE(State().roster.additions.empty());
}

TEST_F(RosterFoldTest, NobodyAddsADeviceThatDoesNotWishIt) {
  DeviceAddPayload add = Adding(phone);
  add.wish = noa.device.notary.Sign(DeviceWish(add.person, add.device.device));
  const Known known = noa.Write(EntityOf(phone), add, random);
  EXPECT_TRUE(std::holds_alternative<InvalidPayload>(known.operation.payload));
}

TEST_F(RosterFoldTest, NobodyTakesADeviceOfTheOtherPersonForTheirOwn) {
  DeviceAddPayload add = Adding(phone);
  add.person = sam.author;
  const Known known = sam.Write(EntityOf(phone), add, random);
  EXPECT_TRUE(std::holds_alternative<InvalidPayload>(known.operation.payload));
}

TEST_F(RosterFoldTest, NobodyRemovesADeviceOfTheOtherPerson) {
  Tell(sam.Write(EntityOf(noa), DeviceRemovePayload{}, random));
  EXPECT_TRUE(State().roster.removals.empty());
}

TEST_F(RosterFoldTest, WhatARemovedDeviceWritesKnowingItHasNoEffect) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  Tell(noa.Write(EntityOf(phone), DeviceRemovePayload{}, random));
  Tell(phone.Write(kEntity, Logged(), random));
  EXPECT_TRUE(State().entries.empty());
  ExpectOneState();
}

TEST_F(RosterFoldTest, WhatARemovedDeviceWroteMeanwhileStaysAndItsConsentIsVoid) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  Whisper(phone.Write(kEntity, Logged(), random));
  Whisper(phone.Write(kEntity, Offering(), random));
  Tell(noa.Write(EntityOf(phone), DeviceRemovePayload{}, random));
  const MapState state = State();
  EXPECT_EQ(state.entries.size(), 1u);
  EXPECT_TRUE(state.subjects.empty());
  ExpectOneState();
}

TEST_F(RosterFoldTest, WhatWasSaidBeforeTheRemovalWasSeenCounts) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  Tell(phone.Write(kEntity, Offering(), random));
  Tell(noa.Write(EntityOf(phone), DeviceRemovePayload{}, random));
  EXPECT_EQ(State().subjects.at(kEntity).offers.size(), 1u);
  ExpectOneState();
}

TEST_F(RosterFoldTest, WhoWasAddedByARemovedDeviceMeanwhileIsOutToo) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  Replica tablet('e', 'n', random);
  for (const Known& known : history) tablet.Take(known);
  const Known added = Whisper(phone.Write(EntityOf(tablet), Adding(tablet), random));
  tablet.Take(added);
  Whisper(tablet.Write(kEntity, Offering(), random));
  Tell(noa.Write(EntityOf(phone), DeviceRemovePayload{}, random));
  const MapState state = State();
  for (const Membership::Device& one : Members(state).Present()) {
    EXPECT_NE(one.keys->device, tablet.device.device);
  }
  EXPECT_TRUE(state.subjects.empty());
  ExpectOneState();
}

TEST_F(RosterFoldTest, ARemovedDeviceStaysRemoved) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  Tell(noa.Write(EntityOf(phone), DeviceRemovePayload{}, random));
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  const MapState state = State();
  EXPECT_EQ(Members(state).Present().size(), 2u);
  EXPECT_EQ(state.roster.additions.size(), 1u);
}

TEST_F(RosterFoldTest, OfTwoKeysMadeAtOnceTheOneWithTheGreaterIdIsInForce) {
  const Known first = Whisper(noa.Write(kEntity, Rotation(1, {&noa, &sam}), random));
  const Known second = Whisper(sam.Write(kEntity, Rotation(1, {&noa, &sam}), random));
  const MapState state = State();
  EXPECT_EQ(Members(state).Key()->place.id, std::max(first.operation.id, second.operation.id));
  ExpectOneState();
}

TEST_F(RosterFoldTest, AKeyOfALaterEpochBeatsAnyOfAnEarlierOne) {
  Tell(noa.Write(kEntity, Rotation(1, {&noa, &sam}), random));
  const Known second = Tell(sam.Write(kEntity, Rotation(2, {&noa, &sam}), random));
  EXPECT_EQ(Members(State()).Key()->place.id, second.operation.id);
}

TEST_F(RosterFoldTest, AnEpochThatIsNotTheNextIsNone) {
  Tell(noa.Write(kEntity, Rotation(2, {&noa, &sam}), random));
  Tell(noa.Write(kEntity, Rotation(4'000'000'000, {&noa, &sam}), random));
  EXPECT_EQ(Members(State()).Key(), nullptr);
}

// Sam saw the copy's word, which stands where the other copy made a key.
TEST_F(RosterFoldTest, OfAForkedChainItDoesNotMatterWhichBranchCameFirst) {
  Replica copy = noa;
  const Known key = noa.Write(kEntity, Rotation(1, {&noa, &sam}), random);
  const Known word = copy.Write(kEntity, Logged(), random);
  sam.Take(word);
  const Known next = sam.Write(kEntity, Rotation(1, {&noa, &sam}), random);
  const MapState one = Folded({key, word, next}, SpaceKind::kUs, founders);
  const MapState two = Folded({word, next, key}, SpaceKind::kUs, founders);
  EXPECT_EQ(one, two);
  ASSERT_NE(Members(one).Key(), nullptr);
  EXPECT_EQ(Members(one).Key()->place.id, Members(two).Key()->place.id);
  EXPECT_EQ(Members(one).Rotations().size(), 2u);
}

TEST_F(RosterFoldTest, AKeyMadeByARemovedDeviceMeanwhileIsNone) {
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  Whisper(phone.Write(kEntity, Rotation(1, {&noa, &phone, &sam}), random));
  Tell(noa.Write(EntityOf(phone), DeviceRemovePayload{}, random));
  EXPECT_EQ(Members(State()).Key(), nullptr);
  ExpectOneState();
}

TEST_F(RosterFoldTest, ANewKeyIsOwedAsLongAsItsHoldersAreNotTheDevices) {
  EXPECT_FALSE(Members(State()).OwesRotation());
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  EXPECT_FALSE(Members(State()).OwesRotation()) << "it was given the key when it was added";
  Tell(noa.Write(EntityOf(phone), DeviceRemovePayload{}, random));
  EXPECT_TRUE(Members(State()).OwesRotation());
  const Known key = Tell(noa.Write(kEntity, Rotation(1, {&noa, &sam}), random));
  EXPECT_FALSE(Members(State()).OwesRotation());
  Tell(sam.Write(EntityOf(other), Adding(other), random));
  EXPECT_TRUE(Members(State()).OwesRotation()) << "it was given the first key";
  Tell(sam.Write(kEntity, Rotation(2, {&noa, &sam, &other}), random));
  EXPECT_FALSE(Members(State()).OwesRotation());
}

TEST_F(RosterFoldTest, OnePersonHasAtMostThirtyTwoDevicesEver) {
  for (int i = 1; i < static_cast<int>(limits::kDevicesOfPerson) + 3; ++i) {
    Replica one(static_cast<char>(100 + i), 'n', random);
    history.push_back(noa.Write(EntityOf(one), Adding(one), random));
  }
  EXPECT_EQ(State().roster.additions.size(), limits::kDevicesOfPerson - 1);
}

// Devices of two persons add and remove each other, make keys, offer, answer and log at random, and
// hear of it at random; some were never added.
TEST_F(RosterFoldTest, WhoLeftASpaceHasLeftItWhateverAnotherDeviceTellsLater) {
  const std::vector<Member> self = {noa.member()};
  Tell(noa.Write(EntityOf(phone), Adding(phone), random));
  SharedSpacePayload shares, left;
  shares.shared.genesis = "its genesis";
  shares.shared.relay = "relay.example.org:443";
  left.shared.left = true;
  Whisper(noa.Write(kEntity, left, random));
  for (int later = 0; later < 3; ++later) Whisper(phone.Write(kEntity, shares, random));
  const MapState state = Folded(history, SpaceKind::kMe, self);
  ASSERT_EQ(state.roster.shared.size(), 1u);
  EXPECT_EQ(state.roster.shared.begin()->second.value, left.shared);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(Folded(Reordered(history, random), SpaceKind::kMe, self), state);
  }
}

TEST(RosterFold, AnyOrderOfCausesGivesTheSameRecords) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom random(seed);
    std::vector<Replica> replicas;
    for (const char* who : {"an", "bn", "cs", "ds", "en"}) {
      replicas.emplace_back(who[0], who[1], random);
    }
    const std::vector<Member> founders{replicas[0].member(), replicas[2].member()};
    std::vector<Known> history;
    std::uint32_t epoch = 1;
    for (int i = 0; i < 40; ++i) {
      Replica& writer = random.OneIn(3) ? replicas[random.Below(replicas.size())]
                                        : replicas[random.OneIn(2) ? 0 : 2];
      for (const Known& known : history) {
        if (!random.OneIn(3) && writer.CanTake(known)) writer.Take(known);
      }
      const Replica& target = replicas[random.Below(replicas.size())];
      EntityId entity = random.OneIn(2) ? kEntity : EntityId::Prefix(std::string(16, 'F'));
      Payload payload = RandomPayload(random);
      switch (random.Below(7)) {
        case 0:
          payload = Adding(target);
          entity = EntityOf(target);
          break;
        case 1:
          payload = DeviceRemovePayload{};
          entity = EntityOf(target);
          break;
        case 2:
          payload = Rotation(random.OneIn(2) ? epoch++ : epoch, {&target, &writer});
          break;
        case 3:
          payload = DeviceNamePayload{"name"};
          entity = EntityOf(target);
          break;
        case 4:
          payload = RecoveryPayload{{std::string(32, static_cast<char>('a' + i)), Signature()}};
          entity = EntityOf(target);
          break;
        default:
          break;
      }
      history.push_back(writer.Write(entity, std::move(payload), random));
    }
    for (const SpaceKind kind : {SpaceKind::kMe, SpaceKind::kUs}) {
      const MapState first = Folded(history, kind, founders);
      for (int i = 0; i < 4; ++i) {
        ASSERT_EQ(Folded(Reordered(history, random), kind, founders), first);
      }
    }
  }
}

}  // namespace
}  // namespace twofold

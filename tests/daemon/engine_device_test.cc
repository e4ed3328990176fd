// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "core/base/limits.h"
#include "daemon/engine/shared_space.h"
#include "daemon/engine/space_keys.h"
#include "tests/daemon/own_device.h"

namespace twofold {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

class Devices : public testing::Test {
 protected:
  Devices() {
    laptop.Start("Noa");
    sams.Start("Sam");
  }
  void ExpectEqual(SpaceKind kind, const std::vector<OwnDevice*>& devices) {
    for (const OwnDevice* one : devices) {
      EXPECT_EQ(one->Folded(kind), devices.front()->Folded(kind)) << one->name;
      EXPECT_EQ(one->state().of(kind)->key, devices.front()->state().of(kind)->key) << one->name;
      EXPECT_EQ(one->state().of(kind)->rotation, devices.front()->state().of(kind)->rotation);
    }
  }
  std::vector<std::string> Names(OwnDevice& device) {
    std::vector<std::string> names;
    const auto views = device.devices().List();
    EXPECT_THAT(views, IsOk());
    for (const DeviceView& view : *views) {
      names.push_back(view.name + (view.here ? " here" : "") + (view.removed_day ? " gone" : ""));
    }
    return names;
  }
  absl::Status Remove(OwnDevice& by, const std::string& name) {
    return by.devices().Remove(by.Request(), name).status();
  }
  // Whether the key that the space uses is held by all its devices and nobody else.
  bool Owes(OwnDevice& device, SpaceKind kind) {
    const Space space = *device.state().of(kind);
    const Roster roster = *device.ledger->LookAt().view().GetRoster(space.id);
    return Membership(space.members, roster).OwesRotation();
  }

  OwnDevice laptop{"laptop", 1}, phone{"phone", 2}, tablet{"tablet", 3}, sams{"sams", 4},
      sams_other{"sams other", 5};
  Mailboxes mailboxes;
};

TEST_F(Devices, ANewDeviceGetsEverythingAndWhatEitherWritesReachesTheOther) {
  const std::string read = laptop.Add("Read");
  ASSERT_THAT(laptop.Log(read), IsOk());
  Link(laptop, phone);
  mailboxes.Settle({&laptop, &phone});
  EXPECT_THAT(phone.Handles(), ElementsAre("read"));
  ASSERT_THAT(phone.Log(phone.Add("Swim")), IsOk());
  mailboxes.Settle({&laptop, &phone});
  EXPECT_THAT(laptop.Handles(), UnorderedElementsAre("read", "swim"));
  ExpectEqual(SpaceKind::kMe, {&laptop, &phone});
  EXPECT_THAT(Names(laptop), ElementsAre("laptop here", "phone"));
  EXPECT_THAT(Names(phone), ElementsAre("laptop", "phone here"));
}

TEST_F(Devices, OneDeviceAloneHasNeitherKeyNorMailbox) {
  EXPECT_EQ(laptop.state().me->key, "");
  EXPECT_FALSE(Exchange(*laptop.ledger, SpaceKind::kMe).Current().has_value());
}

TEST_F(Devices, TheSharedSpaceComesAlong) {
  Pair(laptop, sams);
  Link(laptop, phone);
  mailboxes.Settle({&laptop, &phone, &sams});
  const std::string walk = sams.Propose("Walk");
  mailboxes.Settle({&laptop, &phone, &sams});
  ASSERT_THAT(phone.Accept(walk), IsOk());
  mailboxes.Settle({&laptop, &phone, &sams});
  EXPECT_THAT(laptop.Handles(), ElementsAre("walk"));
  EXPECT_THAT(sams.Handles(), ElementsAre("walk"));
  ExpectEqual(SpaceKind::kUs, {&laptop, &phone, &sams});
}

TEST_F(Devices, ADeviceLinkedBeforeThePairingSharesToo) {
  Link(laptop, phone);
  mailboxes.Settle({&laptop, &phone});
  Pair(phone, sams);
  mailboxes.Settle({&laptop, &phone, &sams});
  ASSERT_TRUE(laptop.state().us.has_value());
  const std::string walk = sams.Propose("Walk");
  mailboxes.Settle({&laptop, &phone, &sams});
  ASSERT_THAT(laptop.Accept(walk), IsOk());
  mailboxes.Settle({&laptop, &phone, &sams});
  ExpectEqual(SpaceKind::kUs, {&laptop, &phone, &sams});
}

TEST_F(Devices, LeavingOnOneIsLeavingOnAll) {
  Pair(laptop, sams);
  Link(laptop, phone);
  mailboxes.Settle({&laptop, &phone, &sams});
  ASSERT_THAT(CoupleEngine(*phone.ledger).Leave(phone.Request(), AfterLeaving::kKeep), IsOk());
  mailboxes.Settle({&laptop, &phone, &sams});
  EXPECT_FALSE(laptop.state().us.has_value());
  EXPECT_EQ(laptop.state().left.size(), 1u);
  EXPECT_TRUE(sams.state().us.has_value()) << "nobody tells the partner";
}

TEST_F(Devices, ThePartnerHearsNoNameOfADevice) {
  Pair(laptop, sams);
  Link(laptop, phone);
  mailboxes.Settle({&laptop, &phone, &sams});
  EXPECT_THAT(sams.store.Scan("", "", ScanOrder::kAscending,
                              [](absl::string_view, absl::string_view value) {
                                EXPECT_FALSE(absl::StrContains(value, "laptop"));
                                EXPECT_FALSE(absl::StrContains(value, "phone"));
                                return true;
                              }),
              IsOk());
}

TEST_F(Devices, ARemovedDeviceHearsNothingNewAndCanOnlyBeRead) {
  Pair(laptop, sams);
  Link(laptop, phone);
  mailboxes.Settle({&laptop, &phone, &sams});
  const std::string old_me = phone.state().me->key, old_us = phone.state().us->key;
  ASSERT_THAT(Remove(laptop, "phone"), IsOk());
  mailboxes.Settle({&laptop, &phone, &sams});
  EXPECT_NE(laptop.state().me->key, old_me);
  EXPECT_NE(laptop.state().us->key, old_us);
  ExpectEqual(SpaceKind::kUs, {&laptop, &sams});
  EXPECT_FALSE(Owes(laptop, SpaceKind::kMe));
  EXPECT_FALSE(Owes(sams, SpaceKind::kUs));
  // It has read of its removal in the mailbox that it knew.
  EXPECT_TRUE(phone.state().me->removed_day.has_value());
  EXPECT_FALSE(phone.state().us.has_value());
  EXPECT_EQ(phone.state().me->key, "");
  const auto added = GoalEngine(*phone.ledger).Add(phone.Request(), {.beside = {.title = "New"}});
  EXPECT_THAT(added, IsRefused("device_removed"));
  laptop.Add("Secret");
  mailboxes.Settle({&laptop, &phone, &sams});
  EXPECT_THAT(phone.Handles(), ElementsAre());
  EXPECT_THAT(Names(laptop), ElementsAre("laptop here", "phone gone"));
}

TEST_F(Devices, ARemovedDeviceCannotOpenTheNewKey) {
  Link(laptop, phone);
  mailboxes.Settle({&laptop, &phone});
  ASSERT_THAT(Remove(laptop, "phone"), IsOk());
  mailboxes.Settle({&laptop});
  const Space me = *laptop.state().me;
  const Roster roster = *laptop.ledger->LookAt().view().GetRoster(me.id);
  const KeyRotation* newest = Membership(me.members, roster).Key();
  ASSERT_NE(newest, nullptr);
  EXPECT_FALSE(newest->sealed.contains(phone.keys.device()));
  for (const auto& [device, sealed] : newest->sealed) {
    EXPECT_FALSE(phone.keys.boxes().OpenSpaceKey(sealed).has_value());
  }
}

TEST_F(Devices, WhatARemovedDeviceWroteBeforeItKnewStaysButItsConsentDoesNot) {
  Pair(laptop, sams);
  Link(laptop, phone);
  const std::string swim = laptop.Add("Swim");
  mailboxes.Settle({&laptop, &phone, &sams});
  const std::string walk = sams.Propose("Walk");
  mailboxes.Settle({&laptop, &phone, &sams});
  // At the same time: the phone says yes and logs, the laptop removes it.
  ASSERT_THAT(phone.Accept(walk), IsOk());
  ASSERT_THAT(phone.Log(swim), IsOk());
  ASSERT_THAT(Remove(laptop, "phone"), IsOk());
  mailboxes.Visit(phone, SpaceKind::kUs);
  mailboxes.Visit(phone, SpaceKind::kMe);
  mailboxes.Visit(sams, SpaceKind::kUs);
  EXPECT_THAT(sams.Handles(), ElementsAre("walk")) << "until the removal is known";
  mailboxes.Settle({&laptop, &phone, &sams});
  EXPECT_THAT(sams.Handles(), ElementsAre());
  ExpectEqual(SpaceKind::kUs, {&laptop, &sams});
  const auto entries = laptop.ledger->LookAt().view().ListEntries(
      laptop.state().me->id, laptop.state().goals->all().begin()->first, 0, 100'000);
  ASSERT_THAT(entries, IsOk());
  EXPECT_EQ(entries->size(), 1u);
}

TEST_F(Devices, TwoKeysMadeAtTheSameTimeEndInOneMailbox) {
  Pair(laptop, sams);
  Link(laptop, tablet);
  Link(sams, sams_other);
  const std::vector<OwnDevice*> all{&laptop, &tablet, &sams, &sams_other};
  mailboxes.Settle(all);
  ASSERT_THAT(Remove(laptop, "tablet"), IsOk());
  ASSERT_THAT(Remove(sams, "sams other"), IsOk());
  laptop.Propose("Walk");
  sams.Propose("Sing");
  mailboxes.Settle(all);
  ExpectEqual(SpaceKind::kUs, {&laptop, &sams});
  EXPECT_FALSE(Owes(laptop, SpaceKind::kUs));
  // And they still hear each other.
  const std::string cook = laptop.Propose("Cook");
  mailboxes.Settle(all);
  ASSERT_THAT(sams.Accept(cook), IsOk());
  mailboxes.Settle(all);
  EXPECT_THAT(laptop.Handles(), ElementsAre("cook"));
}

TEST_F(Devices, WhoeverWasLeftInTheLosingMailboxIsFetched) {
  Pair(laptop, sams);
  Link(laptop, tablet);
  Link(sams, sams_other);
  mailboxes.Settle({&laptop, &tablet, &sams, &sams_other});
  // One side goes on alone to its new mailbox before the other has said anything.
  ASSERT_THAT(Remove(laptop, "tablet"), IsOk());
  ASSERT_THAT(Remove(sams, "sams other"), IsOk());
  mailboxes.Settle({&laptop});
  laptop.Propose("Walk");
  mailboxes.Settle({&laptop});
  mailboxes.Settle({&sams});
  mailboxes.Settle({&laptop, &sams});
  ExpectEqual(SpaceKind::kUs, {&laptop, &sams});
  EXPECT_FALSE(Owes(sams, SpaceKind::kUs));
}

TEST_F(Devices, ADeviceThatSleptThroughThreeKeysFindsTheNewestMailbox) {
  Pair(laptop, sams);
  mailboxes.Settle({&laptop, &sams});
  for (int i = 0; i < 3; ++i) {
    OwnDevice extra("extra " + std::to_string(i), 100 + static_cast<std::uint64_t>(i));
    Link(laptop, extra);
    mailboxes.Settle({&laptop, &extra});
    ASSERT_THAT(Remove(laptop, extra.name), IsOk());
    mailboxes.Settle({&laptop});
  }
  laptop.Propose("Walk");
  sams.Propose("Sing");
  mailboxes.Settle({&laptop});
  mailboxes.Settle({&sams});
  mailboxes.Settle({&laptop, &sams});
  ExpectEqual(SpaceKind::kUs, {&laptop, &sams});
  EXPECT_THAT(sams.Accept("p2"), IsOk()) << "the number 1 was taken by an own offer";
}

TEST_F(Devices, ADeviceAddedWhileAKeyWasMadeGetsTheNextOne) {
  Link(laptop, phone);
  Link(laptop, tablet);
  mailboxes.Settle({&laptop, &phone, &tablet});
  // The phone removes the tablet, the laptop links another at the same time.
  ASSERT_THAT(Remove(phone, "tablet"), IsOk());
  OwnDevice desk("desk", 9);
  Link(laptop, desk);
  mailboxes.Settle({&laptop, &phone, &desk});
  ExpectEqual(SpaceKind::kMe, {&laptop, &phone, &desk});
  EXPECT_FALSE(Owes(desk, SpaceKind::kMe));
}

TEST_F(Devices, TheSameHandleOnTwoDevicesIsToldApartTheSameWayOnBoth) {
  Link(laptop, phone);
  mailboxes.Settle({&laptop, &phone});
  laptop.Add("Read");
  phone.Add("Read more");
  mailboxes.Settle({&laptop, &phone});
  EXPECT_THAT(laptop.Handles(), UnorderedElementsAre("read", "read-2"));
  const auto named = [](const OwnDevice& device) {
    std::map<std::string, std::string> titles;
    const auto views = GoalEngine(*device.ledger).List(GoalScope::kActive, {});
    for (const GoalView& view : *views) {
      titles[view.handle] = view.title;
    }
    return titles;
  };
  EXPECT_EQ(named(laptop), named(phone));
  const auto before = named(phone);
  phone.Reopen();
  EXPECT_EQ(named(phone), before);
}

TEST_F(Devices, NobodyRemovesTheDeviceInFrontOfThem) {
  Link(laptop, phone);
  EXPECT_THAT(Remove(laptop, "laptop"), IsRefused("this_device"));
  EXPECT_THAT(Remove(laptop, "fridge"), IsRefused("no_such_device"));
}

TEST_F(Devices, AComputerThatKeepsGoalsCannotJoin) {
  EXPECT_THAT(sams.devices().CheckMayJoin(), IsRefused("already_started"));
  EXPECT_THAT(phone.devices().CheckMayJoin(), IsOk());
}

TEST_F(Devices, FourComputersAreAsManyAsOnePersonHas) {
  std::vector<std::unique_ptr<OwnDevice>> more;
  for (std::size_t i = 1; i < limits::kDevices; ++i) {
    more.push_back(std::make_unique<OwnDevice>("pc" + std::to_string(i), 20 + i));
    ASSERT_THAT(laptop.devices().CheckMayInvite(), IsOk());
    Link(laptop, *more.back());
  }
  EXPECT_THAT(laptop.devices().CheckMayInvite(), IsRefused("too_many_devices"));
  ASSERT_THAT(Remove(laptop, "pc1"), IsOk());
  EXPECT_THAT(laptop.devices().CheckMayInvite(), IsOk());
}

TEST_F(Devices, ANameIsOneToFortyCharacters) {
  Link(laptop, phone);
  const auto rename = [&](const std::string& name) {
    return laptop.devices().Rename(laptop.Request(), "phone", name).status();
  };
  EXPECT_THAT(rename(std::string(40, 'x')), IsOk());
  EXPECT_THAT(laptop.devices().Rename(laptop.Request(), "xx", std::string(41, 'x')).status(),
              IsRefused("bad_device_name"));
  EXPECT_THAT(laptop.devices().Rename(laptop.Request(), "xx", "").status(),
              IsRefused("bad_device_name"));
  EXPECT_THAT(Names(laptop), ElementsAre("laptop here", std::string(40, 'x')));
}

// As where a machine was set up anew, and is called what it was called before.
TEST_F(Devices, AnotherOfTheSameNameGetsANumber) {
  OwnDevice again("laptop", 6), third("laptop", 7);
  Link(laptop, again);
  Link(laptop, third);
  EXPECT_THAT(Names(laptop), UnorderedElementsAre("laptop here", "laptop 2", "laptop 3"));
}

TEST_F(Devices, OfTwoOfOneNameTheOtherIsRemovedAndThisOneRenamed) {
  Link(laptop, phone);
  mailboxes.Settle({&laptop, &phone});
  ASSERT_THAT(laptop.devices().Rename(laptop.Request(), "phone", "pc").status(), IsOk());
  ASSERT_THAT(phone.devices().Rename(phone.Request(), "laptop", "pc").status(), IsOk());
  mailboxes.Settle({&laptop, &phone});
  EXPECT_THAT(Names(phone), ElementsAre("pc", "pc here"));
  ASSERT_THAT(phone.devices().Rename(phone.Request(), "pc", "pad").status(), IsOk());
  EXPECT_THAT(Names(phone), ElementsAre("pc", "pad here"));
  ASSERT_THAT(phone.devices().Rename(phone.Request(), "pad", "pc").status(), IsOk());
  ASSERT_THAT(Remove(phone, "pc"), IsOk());
  EXPECT_THAT(Names(phone), ElementsAre("pc here", "pc gone"));
}

TEST_F(Devices, OfTwoOthersOfOneNameNoneIsRemoved) {
  Link(laptop, phone);
  Link(laptop, tablet);
  ASSERT_THAT(laptop.devices().Rename(laptop.Request(), "tablet", "phone").status(), IsOk());
  EXPECT_THAT(Remove(laptop, "phone"), IsRefused("ambiguous_device"));
  EXPECT_THAT(Names(laptop), ElementsAre("laptop here", "phone", "phone"));
}

TEST_F(Devices, ARepeatedRemovalHasNoSecondEffect) {
  Link(laptop, phone);
  const RequestId request = laptop.Request();
  const auto first = laptop.devices().Remove(request, "phone");
  const auto second = laptop.devices().Remove(request, "phone");
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->device, second->device);
  const Roster roster = *laptop.ledger->LookAt().view().GetRoster(laptop.state().me->id);
  EXPECT_EQ(roster.removals.size(), 1u);
}

}  // namespace
}  // namespace twofold

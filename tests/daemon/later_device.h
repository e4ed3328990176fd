// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people, one of whom has a second computer, which is of a later version.
#pragma once

#include <string>
#include <vector>

#include "tests/daemon/later_pen.h"
#include "tests/daemon/own_device.h"

namespace twofold {

// Noa's laptop is of this version; her phone and Sam's computer are of a later one.
class OldLaptop : public testing::Test {
 protected:
  OldLaptop() {
    for (OwnDevice* device : {&phone, &sams}) {
      device->vocabulary = std::make_shared<const LaterVocabulary>();
      device->Reopen();
    }
    laptop.Start("Noa");
    sams.Start("Sam");
    Link(laptop, phone);
    Pair(laptop, sams);
    read = laptop.Add("Read");
    swim = laptop.Add("Swim");
    Settle();
    const std::string item = sams.Propose("Walk");
    Settle();
    EXPECT_THAT(laptop.Accept(item), IsOk());
    Settle();
  }
  void Settle() { mailboxes.Settle({&laptop, &phone, &sams}); }

  EntityId IdOf(const std::string& handle) { return laptop.state().names->Find(handle)->entity; }
  TodayView Today(OwnDevice& device) {
    const auto today = EntryEngine(*device.ledger).Today("", {});
    EXPECT_THAT(today, IsOk());
    return *today;
  }
  GoalView View(OwnDevice& device, const std::string& handle) {
    const auto goals = GoalEngine(*device.ledger).List(GoalScope::kAll, {});
    EXPECT_THAT(goals, IsOk());
    for (const GoalView& goal : *goals) {
      if (goal.handle == handle) return goal;
    }
    ADD_FAILURE() << "no " << handle;
    return GoalView();
  }
  absl::Status Answer(OwnDevice& device, const AnswerWords& words) {
    return EntryEngine(*device.ledger).Log(device.Request(), Together::kEach, {&words, 1}).status();
  }
  // Every operation that is here, in the order of its place.
  std::vector<std::string> Bytes(OwnDevice& device, SpaceKind kind) {
    std::vector<std::string> all;
    const Ledger::Look look = device.ledger->LookAt();
    const SpaceId space = look.state.of(kind)->id;
    const auto heads = look.view().ListHeads(space);
    for (const ChainPosition& head : *heads) {
      const auto operations = look.view().ListOperations(space, head.chain, 1, 9999);
      for (const auto& [sequence, one] : *operations) all.push_back(one.bytes);
    }
    return all;
  }

  OwnDevice laptop{"laptop", 1}, phone{"phone", 2}, sams{"sams", 3};
  Mailboxes mailboxes;
  std::string read, swim;
  const std::string walk = "walk";
};

}  // namespace twofold

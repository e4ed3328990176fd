// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people, one of whom has a second computer, and a pen that writes as a later version does.
#pragma once

#include <string>
#include <vector>

#include "tests/daemon/own_device.h"
#include "tests/support/later.h"

namespace twofold {

// Writes on a chain of its own of a device, seeing what is in that device's store. REQUIRES: the
// device's space does not change while it writes.
class LaterPen {
 public:
  LaterPen(OwnDevice& device, SpaceKind kind)
      : device_(device), kind_(kind), chain_(BeginChain(device.keys.device(), device.random)) {}

  // The bytes, of this version's kind and format; nobody has them yet.
  std::string Plain(const EntityId& entity, Payload payload) {
    const Space space = *device_.state().of(kind_);
    const Ledger::Look look = device_.ledger->LookAt();
    OperationDraft draft;
    draft.space = space.id;
    draft.device = device_.keys.device();
    draft.chain = chain_;
    draft.sequence = ++sequence_;
    draft.previous = previous_;
    draft.dependencies = *look.view().ListHeads(space.id);
    std::erase_if(draft.dependencies, [&](const ChainPosition& at) { return at.chain == chain_; });
    draft.stamp = look.view().GetClock(space.id)->stamp + 1;
    draft.entity = entity;
    draft.payload = std::move(payload);
    const auto made = MakeOperation(draft, device_.notary, device_.random);
    EXPECT_THAT(made, IsOk());
    previous_ = made->id;
    return made->bytes;
  }
  // Hands it to the device itself, which sends it as if it had written it.
  std::string Say(const std::string& bytes) {
    previous_ = ReadOperation(bytes, device_.notary)->id;
    Exchange exchange(*device_.ledger, kind_);
    const Space space = *exchange.Current();
    const auto received = exchange.Receive(space.id, {&bytes, 1}, *exchange.Position(space.id));
    EXPECT_THAT(received, IsOk());
    EXPECT_EQ(received->applied, 1);
    const ChainPosition at{chain_, sequence_, previous_};
    EXPECT_THAT(device_.ledger->Do([&](Change& change) -> absl::StatusOr<bool> {
      change.transaction().PutOutbox(space.id, at);
      return true;
    }),
                IsOk());
    return bytes;
  }
  std::string Write(const EntityId& entity, Payload payload, CompatClass compat,
                    LaterIn where = LaterIn::kKind) {
    return Say(AsLater(Plain(entity, std::move(payload)), where, compat, device_.notary));
  }

 private:
  OwnDevice& device_;
  const SpaceKind kind_;
  const ChainId chain_;
  std::uint64_t sequence_ = 0;
  OperationId previous_;
};

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

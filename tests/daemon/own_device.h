// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Devices with real keys, and mailboxes without a relay: each key has one, and a device reads and
// writes that of the key it uses.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/match.h"
#include "core/crypto/init.h"
#include "core/crypto/sodium_notary.h"
#include "core/pairing/pairing.h"
#include "daemon/engine/couple_engine.h"
#include "daemon/engine/device_engine.h"
#include "daemon/engine/entry_engine.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/pairing_engine.h"
#include "daemon/engine/profile_engine.h"
#include "storage/bytes/memory_byte_store.h"
#include "tests/support/refusals.h"
#include "tests/support/seeded_random.h"
#include "tests/support/sim_clock.h"

namespace twofold {

// The tables of the store that are folded from operations; docs/formats/store.md.
inline constexpr absl::string_view kFoldedTables = "cefgjnq";

struct OwnDevice {
  OwnDevice(const std::string& name, std::uint64_t seed)
      : name(name), random(seed), keys(MakeKeys(random)) {
    Reopen();
  }
  // As after a restart of the daemon.
  void Reopen() {
    LedgerParts parts{store,        notary, keys.device(), keys.sign_public(),
                      keys.boxes(), clock,  random};
    if (vocabulary) parts.vocabulary = vocabulary;
    auto opened = Ledger::Open(parts);
    ASSERT_THAT(opened, IsOk());
    ledger = *std::move(opened);
  }

  RequestId Request() { return RequestId::Make(random); }
  LedgerState state() const { return ledger->LookAt().state; }
  DeviceEngine devices() { return DeviceEngine(*ledger); }

  void Start(const std::string& person) {
    ASSERT_THAT(ProfileEngine(*ledger).Start(Request(), person, ""), IsOk());
  }
  std::string Add(absl::string_view title) {
    const auto added = GoalEngine(*ledger).Add(Request(), {.beside = {.title = title}});
    EXPECT_THAT(added, IsOk());
    return added.ok() ? added->handle : "";
  }
  absl::Status Log(absl::string_view goal) {
    const AnswerWords words{.goal = goal};
    return EntryEngine(*ledger).Log(Request(), Together::kEach, {&words, 1}).status();
  }
  std::string Propose(absl::string_view title) {
    const auto made = CoupleEngine(*ledger).Propose(Request(), Intent::kSend, {title, {}});
    EXPECT_THAT(made, IsOk());
    return made.ok() ? "p" + std::to_string(made->proposal.number) : "";
  }
  absl::Status Accept(absl::string_view item) {
    return CoupleEngine(*ledger).Accept(Request(), item).status();
  }
  std::vector<std::string> Handles() const {
    std::vector<std::string> handles;
    const auto views = GoalEngine(*ledger).List(GoalScope::kActive, {});
    EXPECT_THAT(views, IsOk());
    for (const GoalView& view : *views) handles.push_back(view.handle);
    return handles;
  }
  std::map<std::string, std::string> Folded(SpaceKind kind) const {
    std::map<std::string, std::string> records;
    const std::optional<Space> space = state().of(kind);
    EXPECT_TRUE(space.has_value()) << name;
    EXPECT_THAT(store.Scan("", "", ScanOrder::kAscending,
                           [&](absl::string_view key, absl::string_view value) {
                             const bool folded = absl::StrContains(kFoldedTables, key.substr(0, 1));
                             if (folded && space && key.substr(1, 16) == space->id.bytes()) {
                               records[std::string(key)] = std::string(value);
                             }
                             return true;
                           }),
                IsOk());
    return records;
  }

  static DeviceKeys MakeKeys(Random& random) {
    EXPECT_THAT(InitCrypto(), IsOk());
    return DeviceKeys::Make(random);
  }

  const std::string name;
  MemoryByteStore store;
  SimClock clock;
  SeededRandom random;
  const DeviceKeys keys;
  const SodiumNotary notary{keys};
  std::shared_ptr<const Vocabulary> vocabulary;  // from the next Reopen on; none: the usual one
  std::unique_ptr<Ledger> ledger;
};

// Mailboxes that keep everything.
class Mailboxes {
 public:
  // One visit: reads what is new in the mailbox of the key in use, leaves what waits, moves on.
  // Returns whether anything happened.
  bool Visit(OwnDevice& device, SpaceKind kind) {
    Exchange exchange(*device.ledger, kind);
    const std::optional<Space> space = exchange.Current();
    if (!space) return false;
    std::vector<std::string>& mailbox = mailboxes_[space->key];
    std::size_t& read = read_[{device.name, space->key}];
    bool busy = false;
    if (read < mailbox.size()) {
      const std::vector<std::string> fresh(mailbox.begin() + static_cast<long>(read),
                                           mailbox.end());
      read = mailbox.size();
      const auto received = exchange.Receive(space->id, fresh, MailboxPosition());
      EXPECT_THAT(received, IsOk());
      EXPECT_EQ(received->refused, 0) << device.name;
      busy = true;
    }
    if (!exchange.Current()) return true;  // it read of its own removal
    auto& words = words_[space->key];
    const Have now = *exchange.WhatIsHere(space->id);
    busy |= std::exchange(words[device.name], now) != now;
    const auto outgoing = exchange.NextOutgoing(space->id, 100'000, 100'000'000);
    EXPECT_THAT(outgoing, IsOk());
    if (!outgoing->operations.empty()) {
      EXPECT_THAT(exchange.MarkSent(space->id, outgoing->places, MailboxPosition()), IsOk());
      mailbox.insert(mailbox.end(), outgoing->operations.begin(), outgoing->operations.end());
      // Others may have left something while this went out; the next visit reads it.
      return true;
    }
    // What others that were here lack is said again; see daemon/courier/conversation.h.
    for (const auto& [other, have] : words) {
      Have& answered = answered_[{device.name, space->key, other}];
      if (other == device.name || std::exchange(answered, have) == have) continue;
      const auto queued = exchange.QueueMissing(space->id, have, Exchange::Word::kWhole);
      EXPECT_THAT(queued, IsOk());
      if (queued.value_or(0) > 0) return true;
    }
    const auto moved = exchange.MoveOn(space->id);
    EXPECT_THAT(moved, IsOk());
    return busy || moved.value_or(false);
  }
  // Until nobody has anything to say.
  void Settle(const std::vector<OwnDevice*>& devices) {
    for (int round = 0; round < 200; ++round) {
      bool busy = false;
      for (OwnDevice* device : devices) {
        busy |= Visit(*device, SpaceKind::kMe);
        busy |= Visit(*device, SpaceKind::kUs);
      }
      if (!busy) return;
    }
    ADD_FAILURE() << "they never come to an end";
  }

 private:
  std::map<std::string, std::vector<std::string>> mailboxes_;  // by key
  std::map<std::pair<std::string, std::string>, std::size_t> read_;
  std::map<std::string, std::map<std::string, Have>> words_;
  std::map<std::tuple<std::string, std::string, std::string>, Have> answered_;
};

// Links a new device to one that is there.
inline void Link(OwnDevice& there, OwnDevice& fresh) {
  const auto welcome = there.devices().Greet("relay.example.org:443", there.name);
  ASSERT_THAT(welcome, IsOk());
  const NewDevice device{{fresh.keys.device(), fresh.keys.sign_public(), fresh.keys.box_public()},
                         SignWish(welcome->person, fresh.ledger->parts()),
                         fresh.name};
  ASSERT_THAT(there.devices().Add(device, *welcome), IsOk());
  ASSERT_THAT(fresh.devices().Begin(*welcome), IsOk());
}

// Makes a shared space of two devices that are started.
inline void Pair(OwnDevice& noa, OwnDevice& sam) {
  const Invitation invitation = Invitation::Make(noa.random);
  const auto self = [](const OwnDevice& device) {
    const Self known = *device.state().self;
    return PairingSelf{known.person, known.name, device.keys};
  };
  Pairing inviter = *Pairing::Invite(self(noa), invitation, noa.random);
  Pairing joiner = *Pairing::Join(self(sam), invitation, sam.random);
  const auto carry = [](const Pairing& from, Pairing& to) {
    while (to.next_index() < from.outgoing().size()) {
      to.Receive(to.next_index(), from.outgoing()[to.next_index()]);
    }
  };
  for (int i = 0; i < 6; ++i) {
    carry(inviter, joiner);
    carry(joiner, inviter);
    inviter.Confirm();
    joiner.Confirm();
  }
  for (const auto& [device, pairing] :
       {std::pair<OwnDevice*, Pairing*>{&noa, &inviter}, {&sam, &joiner}}) {
    const auto result = pairing->result();
    ASSERT_TRUE(result.has_value()) << device->name;
    NewSpace made{result->space,
                  std::string(result->space_key.bytes()),
                  result->signed_genesis,
                  {},
                  "relay.example.org:443"};
    for (const SpaceMember& one : {result->self, result->partner}) {
      made.members.push_back({one.person, one.name, {{one.device, one.sign_key, one.box_key}}});
    }
    ASSERT_THAT(PairingEngine(*device->ledger).Adopt(made), IsOk());
  }
}

}  // namespace twofold

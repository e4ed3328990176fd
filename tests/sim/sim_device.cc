// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/sim_device.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "storage/store/store.h"

namespace twofold::sim {
namespace {

// The tables of the store that are folded from operations; docs/formats/store.md.
constexpr absl::string_view kFoldedKeys = "cefgjnq";
constexpr int kAll = 1'000'000'000;

template <class T>
T Must(absl::StatusOr<T> value) {
  EXPECT_TRUE(value.ok()) << value.status();
  return *std::move(value);
}

}  // namespace

Daemon::Daemon(const LedgerParts& parts, EventLog& log)
    : ledger(Must(Ledger::Open(parts))),
      courier(SyncParts{exchange, parts.device, parts.clock, parts.random, log}, SyncSettings{}),
      own_courier(SyncParts{own_exchange, parts.device, parts.clock, parts.random, log},
                  SyncSettings{}) {}

SimDevice::SimDevice(Agenda& agenda, SeededRandom& random, const DeviceIdentity& identity,
                     int person)
    : random_(random), identity_(identity), person_(person), clock_(agenda) {}

void SimDevice::Start() {
  daemon_ =
      std::make_unique<Daemon>(LedgerParts{disk_, *identity_.notary, identity_.device,
                                           identity_.sign_key, identity_.boxes(), clock_, random_},
                               log_);
  for (Post& post : posts_) ++post.line, post.calling = false;
}

std::optional<Space> SimDevice::Known(SpaceKind kind) const {
  for (Space& space : Must(StoreView(disk_).ListSpaces())) {
    if (space.kind == kind && !space.left) return std::move(space);
  }
  return std::nullopt;
}

SpaceId SimDevice::IdOf(SpaceKind kind) const {
  const std::optional<Space> space = Known(kind);
  return space ? space->id : SpaceId();
}

bool SimDevice::IsLeft(const SpaceId& id) const {
  for (const Space& space : Must(StoreView(disk_).ListSpaces())) {
    if (space.id == id) return space.left && !space.removed_day;
  }
  return false;
}

bool SimDevice::Syncs(SpaceKind kind) const {
  const std::optional<Space> space = Known(kind);
  return space && !space->key.empty();
}

Records SimDevice::Folded(SpaceKind kind) const {
  Records records;
  const SpaceId space = IdOf(kind);
  EXPECT_TRUE(disk_
                  .Scan("", "", ScanOrder::kAscending,
                        [&](absl::string_view key, absl::string_view value) {
                          const bool folded = absl::StrContains(kFoldedKeys, key.substr(0, 1));
                          if (folded && key.substr(1, SpaceId::kSize) == space.bytes()) {
                            records[std::string(key)] = std::string(value);
                          }
                          return true;
                        })
                  .ok());
  return records;
}

Roster SimDevice::RosterOf(SpaceKind kind) const {
  return Must(StoreView(disk_).GetRoster(IdOf(kind)));
}

std::vector<Operation> SimDevice::Operations(SpaceKind kind) const {
  std::vector<Operation> operations;
  const StoreView view(disk_);
  const SpaceId space = IdOf(kind);
  for (const ChainPosition& head : Must(view.ListHeads(space))) {
    for (const auto& [sequence, stored] : Must(view.ListOperations(space, head.chain, 1, kAll))) {
      operations.push_back(Must(ReadOperation(stored.bytes, *identity_.notary)));
    }
  }
  return operations;
}

std::vector<ChainPosition> SimDevice::Heads(SpaceKind kind) const {
  return Must(StoreView(disk_).ListHeads(IdOf(kind)));
}

std::vector<OperationId> SimDevice::Ids(SpaceKind kind) const {
  std::vector<OperationId> ids;
  const StoreView view(disk_);
  const SpaceId space = IdOf(kind);
  for (const ChainPosition& head : Must(view.ListHeads(space))) {
    for (const ChainPosition& at : Must(view.ListPlaces(space, head.chain, 1))) {
      ids.push_back(at.id);
    }
  }
  return ids;
}

bool SimDevice::Has(const ChainPosition& at, SpaceKind kind) const {
  return Must(StoreView(disk_).FindOperation(IdOf(kind), at)).has_value();
}

std::optional<ChainPosition> SimDevice::OwnHead(SpaceKind kind) const {
  const std::optional<Space> space = Known(kind);
  if (!space) return std::nullopt;
  return Must(StoreView(disk_).GetHead(space->id, space->chain));
}

std::vector<OperationId> SimDevice::Held(SpaceKind kind) const {
  std::vector<OperationId> held;
  for (auto& [id, bytes] : Must(StoreView(disk_).ListHeld(IdOf(kind)))) held.push_back(id);
  return held;
}

ChainId SimDevice::Chain(SpaceKind kind) const {
  const std::optional<Space> space = Known(kind);
  return space ? space->chain : ChainId();
}

std::string SimDevice::Standing(SpaceKind kind) const {
  if (!daemon_) return "does not run";
  const std::optional<Space> space = Known(kind);
  if (!space) return "has no such space";
  const SyncReport report = daemon_->CourierOf(kind).report();
  const auto position = daemon_->ExchangeOf(kind).Position(space->id);
  std::string heads;
  for (const auto& [chain, here] : Must(daemon_->ExchangeOf(kind).WhatIsHere(space->id))) {
    absl::StrAppend(&heads, " ", absl::BytesToHexString(chain.bytes().substr(0, 4)), ":",
                    here.sequence);
  }
  return absl::StrCat(
      identity_.device.hex().substr(0, 8), space->removed_day ? " removed" : "", " uses key ",
      space->rotation.empty() ? "one" : space->rotation.hex().substr(0, 8), ", waiting ",
      daemon_->ExchangeOf(kind).Waiting(), ", held ", Held(kind).size(), ", relay state ",
      static_cast<int>(report.relay.state), " ", report.relay.trouble, ", at ",
      position.ok() ? position->sequence : 0, ", has", heads, ", repaired ",
      log_.Of(Event::kRepaired), ", started over ", log_.Of(Event::kRelayStartedOver),
      ", unreadable ", log_.Of(Event::kUnreadableEnvelopes), ", refused ",
      log_.Of(Event::kRefusedOperations));
}

}  // namespace twofold::sim

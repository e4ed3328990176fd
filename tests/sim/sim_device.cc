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
      courier(SyncParts{exchange, parts.device, parts.clock, parts.random, log}, SyncSettings{}) {}

SimDevice::SimDevice(Agenda& agenda, SeededRandom& random, const DeviceIdentity& identity,
                     int person)
    : random_(random), identity_(identity), person_(person), clock_(agenda) {}

void SimDevice::Start() {
  daemon_ =
      std::make_unique<Daemon>(LedgerParts{disk_, *identity_.notary, identity_.device,
                                           identity_.sign_key, identity_.boxes, clock_, random_},
                               log_);
  ++line;
  calling = false;
}

SpaceId SimDevice::us() const {
  for (const Space& space : Must(StoreView(disk_).ListSpaces())) {
    if (space.kind == SpaceKind::kUs && !space.left) return space.id;
  }
  return SpaceId();
}

Records SimDevice::Folded() const {
  Records records;
  const SpaceId space = us();
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

std::vector<Operation> SimDevice::Operations() const {
  std::vector<Operation> operations;
  const StoreView view(disk_);
  for (const ChainPosition& head : Must(view.ListHeads(us()))) {
    for (const auto& [sequence, stored] : Must(view.ListOperations(us(), head.chain, 1, kAll))) {
      operations.push_back(Must(ReadOperation(stored.bytes, *identity_.notary)));
    }
  }
  return operations;
}

std::vector<ChainPosition> SimDevice::Heads() const {
  return Must(StoreView(disk_).ListHeads(us()));
}

std::vector<OperationId> SimDevice::Ids() const {
  std::vector<OperationId> ids;
  const StoreView view(disk_);
  for (const ChainPosition& head : Must(view.ListHeads(us()))) {
    for (const ChainPosition& at : Must(view.ListPlaces(us(), head.chain, 1))) ids.push_back(at.id);
  }
  return ids;
}

bool SimDevice::Has(const ChainPosition& at) const {
  return Must(StoreView(disk_).FindOperation(us(), at)).has_value();
}

std::optional<ChainPosition> SimDevice::OwnHead() const {
  const StoreView view(disk_);
  for (const Space& space : Must(view.ListSpaces())) {
    if (space.id == us()) return Must(view.GetHead(space.id, space.chain));
  }
  return std::nullopt;
}

std::vector<OperationId> SimDevice::Held() const {
  std::vector<OperationId> held;
  for (auto& [id, bytes] : Must(StoreView(disk_).ListHeld(us()))) held.push_back(id);
  return held;
}

ChainId SimDevice::Chain() const {
  for (const Space& space : Must(StoreView(disk_).ListSpaces())) {
    if (space.id == us()) return space.chain;
  }
  return ChainId();
}

std::string SimDevice::Standing() const {
  if (!daemon_) return "does not run";
  const SyncReport report = daemon_->courier.report();
  const auto position = daemon_->exchange.Position(us());
  std::string heads;
  for (const auto& [chain, here] : Must(daemon_->exchange.WhatIsHere(us()))) {
    absl::StrAppend(&heads, " ", absl::BytesToHexString(chain.bytes().substr(0, 4)), ":",
                    here.sequence);
  }
  return absl::StrCat("waiting ", daemon_->exchange.Waiting(), ", held ", Held().size(),
                      ", relay state ", static_cast<int>(report.relay.state), " ",
                      report.relay.trouble, ", at ", position.ok() ? position->sequence : 0,
                      ", has", heads, ", repaired ", log_.Of(Event::kRepaired), ", started over ",
                      log_.Of(Event::kRelayStartedOver), ", unreadable ",
                      log_.Of(Event::kUnreadableEnvelopes), ", refused ",
                      log_.Of(Event::kRefusedOperations));
}

}  // namespace twofold::sim

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One device of a simulated run: the daemon's engines and its courier on a simulated disk, with a
// clock that somebody may set.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/event_log.h"
#include "daemon/courier/courier.h"
#include "daemon/engine/act_engine.h"
#include "daemon/engine/couple_engine.h"
#include "daemon/engine/device_engine.h"
#include "daemon/engine/entry_engine.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/pairing_engine.h"
#include "daemon/engine/profile_engine.h"
#include "tests/sim/keys.h"
#include "tests/sim/sim_disk.h"
#include "tests/sim/sim_relay.h"

namespace twofold::sim {

// The shared space, and the one among a person's own devices.
constexpr std::array<SpaceKind, 2> kSpaces = {SpaceKind::kUs, SpaceKind::kMe};

// The daemon while it runs.
struct Daemon {
  Daemon(const LedgerParts& parts, EventLog& log);
  Exchange& ExchangeOf(SpaceKind kind) { return kind == SpaceKind::kUs ? exchange : own_exchange; }
  Courier& CourierOf(SpaceKind kind) { return kind == SpaceKind::kUs ? courier : own_courier; }

  std::unique_ptr<Ledger> ledger;
  ProfileEngine profile{*ledger};
  GoalEngine goals{*ledger};
  EntryEngine entries{*ledger};
  ActEngine acts{*ledger};
  CoupleEngine couple{*ledger};
  PairingEngine pairing{*ledger};
  DeviceEngine devices{*ledger};
  Exchange exchange{*ledger};
  Exchange own_exchange{*ledger, SpaceKind::kMe};
  Courier courier;
  Courier own_courier;
};

// How a courier stands with the relay.
struct Post {
  // How many connections were begun; what comes on an older line is not heard any more.
  std::uint64_t line = 0;
  bool calling = false;
  std::string address;      // that was dialled
  std::uint64_t alarm = 0;  // number of the newest wait
};

// Counts what happened.
class Counts final : public EventLog {
 public:
  void Write(Event event, std::initializer_list<std::pair<Field, std::int64_t>> fields) override {
    ++events_[event];
    for (const auto& [field, number] : fields) {
      if (event == Event::kReceived && field == Field::kHeld && number > 0) ++held_;
    }
  }
  std::uint64_t Of(Event event) const {
    const auto found = events_.find(event);
    return found == events_.end() ? 0 : found->second;
  }
  // How often something came before its causes.
  std::uint64_t held() const { return held_; }

 private:
  std::map<Event, std::uint64_t> events_;
  std::uint64_t held_ = 0;
};

// A record of the store that is folded from operations, by key.
using Records = std::map<std::string, std::string>;

// One thread at a time.
class SimDevice {
 public:
  SimDevice(Agenda& agenda, SeededRandom& random, const DeviceIdentity& identity, int person);

  const DeviceIdentity& identity() const { return identity_; }
  int person() const { return person_; }
  AgendaClock& clock() { return clock_; }
  SimDisk& disk() { return disk_; }

  // Nothing while the process does not run.
  Daemon* daemon() { return daemon_.get(); }
  bool running() const { return daemon_ != nullptr; }
  void Start();
  void Stop() { daemon_.reset(); }

  Post& post(SpaceKind kind) { return posts_[kind == SpaceKind::kUs ? 0 : 1]; }

  // The space as it is on the disk; not one that was left.
  std::optional<Space> Known(SpaceKind kind) const;
  SpaceId us() const { return IdOf(SpaceKind::kUs); }
  SpaceId IdOf(SpaceKind kind) const;
  // Whether a copy of that one is kept, and this is none of the removed.
  bool IsLeft(const SpaceId& space) const;
  // Whether it has another's devices to talk to about that.
  bool Syncs(SpaceKind kind) const;
  // What is here of it.
  Records Folded(SpaceKind kind = SpaceKind::kUs) const;
  Roster RosterOf(SpaceKind kind) const;
  std::vector<Operation> Operations(SpaceKind kind = SpaceKind::kUs) const;
  std::vector<OperationId> Ids(SpaceKind kind = SpaceKind::kUs) const;
  std::vector<ChainPosition> Heads(SpaceKind kind = SpaceKind::kUs) const;
  bool Has(const ChainPosition& at, SpaceKind kind = SpaceKind::kUs) const;
  std::optional<ChainPosition> OwnHead(SpaceKind kind = SpaceKind::kUs) const;
  std::vector<OperationId> Held(SpaceKind kind = SpaceKind::kUs) const;
  // Where it writes.
  ChainId Chain(SpaceKind kind = SpaceKind::kUs) const;
  const Counts& counts() const { return log_; }
  // How its sync stands, in words.
  std::string Standing(SpaceKind kind) const;

 private:
  SeededRandom& random_;
  const DeviceIdentity& identity_;
  const int person_;
  AgendaClock clock_;
  SimDisk disk_;
  Counts log_;
  std::array<Post, kSpaces.size()> posts_;
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace twofold::sim

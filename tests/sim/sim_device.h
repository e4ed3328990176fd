// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One device of a simulated run: the daemon's engines and its courier on a simulated disk, with a
// clock that somebody may set.
#pragma once

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
#include "daemon/engine/entry_engine.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/pairing_engine.h"
#include "daemon/engine/profile_engine.h"
#include "tests/sim/keys.h"
#include "tests/sim/sim_disk.h"
#include "tests/sim/sim_relay.h"

namespace twofold::sim {

// The daemon while it runs.
struct Daemon {
  Daemon(const LedgerParts& parts, EventLog& log);

  std::unique_ptr<Ledger> ledger;
  ProfileEngine profile{*ledger};
  GoalEngine goals{*ledger};
  EntryEngine entries{*ledger};
  ActEngine acts{*ledger};
  CoupleEngine couple{*ledger};
  PairingEngine pairing{*ledger};
  Exchange exchange{*ledger};
  Courier courier;
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

  // How many connections were begun; what comes on an older line is not heard any more.
  std::uint64_t line = 0;
  bool calling = false;
  std::uint64_t alarm = 0;  // number of the newest wait

  // What is here of the shared space.
  SpaceId us() const;
  Records Folded() const;
  std::vector<Operation> Operations() const;
  std::vector<OperationId> Ids() const;
  std::vector<ChainPosition> Heads() const;
  bool Has(const ChainPosition& at) const;
  std::optional<ChainPosition> OwnHead() const;
  std::vector<OperationId> Held() const;
  // Where it writes.
  ChainId Chain() const;
  const Counts& counts() const { return log_; }
  // How its sync stands, in words.
  std::string Standing() const;

 private:
  SeededRandom& random_;
  const DeviceIdentity& identity_;
  const int person_;
  AgendaClock clock_;
  SimDisk disk_;
  Counts log_;
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace twofold::sim

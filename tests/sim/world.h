// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A whole run: two people with some devices, one relay, one clock, and whatever goes wrong. The
// same plan gives the same run, to the byte of its log.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/sim/agenda.h"
#include "tests/sim/faults.h"
#include "tests/sim/forger.h"
#include "tests/sim/keys.h"
#include "tests/sim/rules.h"
#include "tests/sim/sim_device.h"
#include "tests/sim/sim_relay.h"
#include "tests/support/seeded_random.h"

namespace twofold::sim {

struct Plan {
  std::uint64_t seed = 1;
  int steps = 500;           // deeds of people and faults, before all is healed
  std::uint64_t events = 0;  // that have to have happened before that, too
  int devices = 2;           // two people have them in turn
  Faults faults = Faults::All();
  Signing signing = Signing::kStandIn;
  bool keeps_log = false;
};

// What a run came to.
struct Outcome {
  std::vector<std::string> violations;  // empty: all invariants hold
  FaultCounts faults{};
  std::uint64_t events = 0;
  std::uint64_t operations = 0;  // of the shared space, at the end
  std::uint64_t calls_to_quiet = 0;
  std::uint64_t trace = 0;         // hash over all that happened, in order
  std::vector<std::uint64_t> log;  // all that happened, where it is to be kept
  RuleCounts rules{};
};

Outcome Simulate(const Plan& plan);

// A plan for each seed: two to five devices, short and long, with all kinds of fault or with some,
// so that nothing hides behind what happens always. At least 500 events each.
Plan Varied(std::uint64_t seed, Signing signing = Signing::kStandIn);

class World {
 public:
  explicit World(const Plan& plan);

  // Deeds and faults at random.
  void Live(int steps);
  // Everything works again; then time passes until nobody has anything to say.
  void Heal();
  // Looks at all that must hold in the end.
  void Check();

  SimDevice& device(int i) { return *devices_[static_cast<std::size_t>(i)]; }
  // Clones come after those of the plan.
  int devices() const { return static_cast<int>(devices_.size()); }
  SimRelay& relay() { return relay_; }
  Agenda& agenda() { return agenda_; }
  SeededRandom& random() { return random_; }
  const Outcome& outcome() const { return outcome_; }

  // Lets so much time pass.
  void Pass(absl::Duration time);
  void Do(Fault fault, int device);
  // What of the way between a device and the relay does not work.
  enum class Cutting { kWhole, kCut, kNoNews, kNoAnswers };
  void Cut(int device, Cutting how) { lines_[static_cast<std::size_t>(device)].cut = how; }
  // The process ends, and starts when all is healed.
  void Stop(int device);
  void Start(int device) { Restart(device); }
  void Deed(int device);
  // The device's disk is that of another time, from some minutes on.
  void BringBack(int device, const SimDisk::Image& image);
  // Another machine with that disk runs too, from now on; its number.
  int Clone(int device, const SimDisk::Image& image);
  // A modified client of the device's person says something odd, and tells everybody.
  void BeStrange(int device, Oddity oddity);
  // The operation comes in at a device, as if somebody had handed it over.
  void HandIn(int device, const Forgery& forgery);
  void Complain(const std::string& what);

 private:
  struct Line {
    Cutting cut = Cutting::kWhole;
    bool half_open = false;
  };
  // A deed that is to be done again until somebody says what became of it.
  struct Retry {
    RequestId request;
    std::function<absl::Status(Daemon&)> deed;
    bool again = false;
  };

  void Pair();
  void Trace(std::uint64_t what);
  void Drive(int device);
  void Send(int device, const RelayRequest& request);
  void Subscribe(int device, const std::string& token);
  absl::Duration Delay();
  bool Happens(Fault fault, std::uint64_t one_in);
  void Count(Fault fault) { ++outcome_.faults[static_cast<std::size_t>(fault)]; }
  void FindOffer(int device, ForgeryOrder& order);
  absl::Duration AWhile();
  void Disturb(Fault fault, int device);
  void Crash(int device, Fault how);
  void Restart(int device);
  void Beat();
  void TryDeed(int device, Retry retry);
  bool IsRemembered(int device, const RequestId& request);
  // What a deed is about, where it is about that.
  struct Words {
    std::string goal, item, any, title, every, unit;
  };
  Retry Dealing(std::uint64_t what, const Words& words);
  Retry Logging(int device, const std::string& goal, GoalKind kind, const std::string& day);
  void LogSomething(int device, const std::vector<DayLineView>& lines);
  void LogOnBoth(int device, int other);
  void CheckWritten(int device, const ChainPosition& at);
  void UndoSent(int device, Retry retry);
  void CountRules(const History& history);
  void Acknowledge(int device);
  bool IsQuiet();
  void CheckEqual();
  void CheckAcknowledged();
  void CheckRefold();
  void CheckPrivacy();
  void CheckRefused();
  void CheckOracle();
  void CheckChains();

  const Plan plan_;
  SeededRandom random_;
  Agenda agenda_;
  SimRelay relay_;
  std::vector<DeviceIdentity> identities_;
  std::vector<std::unique_ptr<SimDevice>> devices_;
  std::deque<Line> lines_;  // stay where they are
  std::map<int, Retry> retries_;
  std::vector<ChainPosition> acknowledged_;
  SimDisk::Image relay_backup_;
  std::map<int, SimDisk::Image> backups_;
  std::optional<DeviceIdentity> stranger_;
  std::vector<ChainPosition> forged_;  // nobody may take these
  std::set<OperationId> never_freed_;  // these wait for what never was
  std::uint64_t titles_ = 0;
  std::uint64_t calls_ = 0;
  bool healed_ = false;
  Outcome outcome_;
};

}  // namespace twofold::sim

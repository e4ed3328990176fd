// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A whole run: two people with some devices, two relays, one clock, and whatever goes wrong. The
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

#include "absl/status/status.h"
#include "tests/sim/agenda.h"
#include "tests/sim/faults.h"
#include "tests/sim/forger.h"
#include "tests/sim/keys.h"
#include "tests/sim/rules.h"
#include "tests/sim/sim_device.h"
#include "tests/sim/sim_relay.h"
#include "tests/support/seeded_random.h"

namespace twofold::sim {

constexpr char kRelay[] = "relay.example.org:443";
constexpr char kOtherRelay[] = "other.example.net:443";

struct Plan {
  std::uint64_t seed = 1;
  int steps = 500;           // deeds of people and faults, before all is healed
  std::uint64_t events = 0;  // that have to have happened before that, too
  int devices = 2;           // at the beginning; two people have them in turn
  Faults faults = Faults::All();
  std::uint64_t mishap_every = 10;  // steps, about
  bool deals = false;               // people answer each other more than they log
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
  std::uint64_t told_to_removed = 0;  // operations of somebody who knew of a removal, in envelopes
                                      // that the removed device can open
  std::uint64_t trace = 0;            // hash over all that happened, in order
  std::vector<std::uint64_t> log;     // all that happened, where it is to be kept
  RuleCounts rules{};
};

Outcome Simulate(const Plan& plan);

// A plan for each seed: two to six devices, short and long, with all kinds of fault, with some, or
// with those of one theme, often or rarely, so that nothing hides behind what happens always. At
// least 500 events each.
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
  SimRelay& relay() { return Relay(kRelay); }
  SimRelay& Relay(const std::string& address) { return relays_[address == kOtherRelay ? 1 : 0]; }
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
  // The person of that device links another, which runs from now on; its number. What has to be
  // said on both is said at once, or each some time after the greeting.
  enum class Linking { kAtOnce, kTakesTime };
  int Link(int device, Linking how);
  // A device is removed by another of the same person.
  absl::Status Remove(int by, int device);
  // The two begin a shared space, on these devices. REQUIRES: neither has one.
  void Pair(int inviter, int joiner);
  // A device appends to the mailbox of that key until the relay says no: for what reason.
  std::string Flood(int device, const SpaceKey& key);
  // Where a device dials, and from now on.
  std::string AddressOf(int device);
  void Move(int device, const std::string& address);
  // What the person calls a device.
  std::string NameOf(int device);
  // Whether it is one of the space's to all that are.
  bool Lives(int device, SpaceKind kind);
  // Whether it takes itself for one.
  bool IsIn(int device, SpaceKind kind);
  // Whether all that live in a space hold the same to be true about its devices and use one key.
  bool AgreeOnKeys();
  // Those that live in the shared space, or in the person's own; they have to be equal in the end.
  std::vector<int> Living(SpaceKind kind, int person);
  // A modified client of the device's person says something odd, and tells everybody.
  void BeStrange(int device, Oddity oddity);
  // The operation comes in at a device, as if somebody had handed it over.
  void HandIn(int device, const Forgery& forgery);
  void Complain(const std::string& what);

 private:
  struct Line {
    Cutting cut = Cutting::kWhole;
    std::array<bool, kSpaces.size()> half_open{};
  };
  // A device that is being linked: what is still to be done on either side.
  struct Welcoming {
    int inviter = 0;
    int fresh = 0;
    Welcome welcome;
    Linking how = Linking::kAtOnce;
    bool begun = false;
    bool added = false;
  };
  // Something that was answered, and where it has to be found.
  struct Acknowledged {
    SpaceKind kind = SpaceKind::kUs;
    int device = 0;
    ChainPosition at;
    // Set once a disk was put back: who had it then.
    std::optional<std::set<int>> kept;
    bool operator==(const Acknowledged&) const = default;
  };
  // A deed that is to be done again until somebody says what became of it.
  struct Retry {
    RequestId request;
    std::function<absl::Status(Daemon&)> deed;
    bool again = false;
  };

  int AddDevice(int person);
  void Begin();
  void Trace(std::uint64_t what);
  void Drive(int device);
  void Drive(int device, SpaceKind kind);
  void Send(int device, SpaceKind kind, const RelayRequest& request);
  void Subscribe(int device, SpaceKind kind, const std::string& token);
  std::uint64_t LineOf(int device, SpaceKind kind);
  // Device deeds.
  void WelcomeOn(std::size_t welcoming);
  bool MayLink(int device);
  bool MayRemove();
  bool CanReadOn(int device, SpaceKind kind);
  bool MayHappen(Fault fault, int device);
  std::string KeysInUse();
  bool MakesKeysWithoutEnd();
  void Rename(int device, const DeviceId& which);
  void RenameSome(int device);
  void RemoveSome(int device);
  void RemoveMeanwhile(int inviter);
  void Leave(int device);
  void BeStolen(int device);
  void MeetAgain();
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
  void CheckWritten(int device, SpaceKind kind, const ChainPosition& at);
  void UndoSent(int device, Retry retry);
  std::vector<const SimRelay::Posted*> Posted() const;
  void CountRules();
  bool IsQuiet();
  bool IsQuiet(SpaceKind kind, int person);
  void CheckSpace(SpaceKind kind, int person);
  void CheckEqual(SpaceKind kind, const std::vector<int>& living);
  void CheckAcknowledged(SpaceKind kind, const std::vector<int>& living);
  void CheckRefold(SpaceKind kind, int device);
  void CheckOracle(SpaceKind kind, int device);
  void CheckChains(SpaceKind kind, const std::vector<int>& living);
  void CheckPrivacy();
  void CheckRefused();
  void CheckDevices();
  void CheckShutOut(SpaceKind kind, int device);
  void CountWalks(const History& history, SpaceKind kind);

  const Plan plan_;
  SeededRandom random_;
  Agenda agenda_;
  std::deque<SimRelay> relays_;            // that of the beginning, and another
  std::deque<DeviceIdentity> identities_;  // stay where they are
  std::vector<std::unique_ptr<SimDevice>> devices_;
  std::deque<Line> lines_;  // stay where they are
  std::map<int, Retry> retries_;
  std::vector<Acknowledged> acknowledged_;
  // Copies of disks, with the keys that were in use then.
  struct Backup {
    SimDisk::Image image;
    std::string keys;
  };
  std::map<std::string, std::optional<Backup>> relay_backups_;  // by address
  std::map<int, Backup> backups_;
  std::vector<std::unique_ptr<Welcoming>> welcomings_;
  std::set<int> orphans_;                  // were told of a space by somebody who then forgot it
  std::map<int, std::set<SpaceId>> left_;  // by person
  std::map<SpaceId, std::string> first_keys_;
  std::map<std::pair<int, SpaceKind>, OperationId> rotation_at_;  // when a device went away
  std::uint64_t names_ = 0;
  int clones_ = 0;
  std::optional<DeviceIdentity> stranger_;
  std::vector<ChainPosition> forged_;  // nobody may take these
  std::set<OperationId> never_freed_;  // these wait for what never was
  std::uint64_t titles_ = 0;
  std::uint64_t calls_ = 0;
  bool calm_ = true;     // nothing goes wrong by itself
  bool storms_ = false;  // there was no end to the keys: the run was given up

  Outcome outcome_;
};

}  // namespace twofold::sim

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "daemon/courier/relay_words.h"
#include "storage/store/store.h"

namespace twofold::sim {
namespace {

constexpr absl::Duration kBeat = absl::Seconds(30);
constexpr absl::Duration kMostWait = absl::Minutes(30);
constexpr std::uint64_t kLooks = 200;  // calls between two looks at how many keys there are
constexpr std::size_t kMostKeys = 100;

}  // namespace

World::World(const Plan& plan) : plan_(plan), random_(plan.seed) {
  for (const char* address : {kRelay, kOtherRelay}) relays_.emplace_back(agenda_, random_, address);
  stranger_ = MakeIdentity(plan.signing, random_);
  Begin();
  Beat();
  for (int i = 0; i < devices(); ++i) Restart(i);
  // Whoever was linked writes nothing before it has read that it was.
  for (int i = 0; i < 100 && !AgreeOnKeys(); ++i) Pass(absl::Seconds(1));
  EXPECT_TRUE(AgreeOnKeys()) << "seed " << plan.seed;
  outcome_.events = 0;
  calls_ = 0;
  calm_ = false;
}

void World::Trace(std::uint64_t what) {
  ++outcome_.events;
  if (plan_.keeps_log) outcome_.log.push_back(what);
  outcome_.trace = (outcome_.trace ^ what) * 0x9e3779b97f4a7c15u;
  outcome_.trace ^= outcome_.trace >> 29;
}

void World::Complain(const std::string& what) { outcome_.violations.push_back(what); }

bool World::Happens(Fault fault, std::uint64_t one_in) {
  if (calm_ || !plan_.faults.Has(fault) || !random_.OneIn(one_in)) return false;
  Count(fault);
  return true;
}

absl::Duration World::Delay() {
  if (Happens(Fault::kSlow, 30)) return absl::Milliseconds(500 + random_.Below(15'000));
  return absl::Milliseconds(1 + random_.Below(60));
}

// ---- The courier's driver ----

std::uint64_t World::LineOf(int i, SpaceKind kind) {
  const std::uint64_t post = static_cast<std::uint64_t>(i) * 2 + (kind == SpaceKind::kMe);
  return device(i).post(kind).line * 128 + post;
}

void World::Drive(int i) {
  for (const SpaceKind kind : kSpaces) Drive(i, kind);
}

void World::Drive(int i, SpaceKind kind) {
  SimDevice& one = device(i);
  Post& post = one.post(kind);
  while (one.running() && !post.calling) {
    const CourierStep step = one.daemon()->CourierOf(kind).Next(agenda_.now());
    Trace(step.index() * 31 + static_cast<std::uint64_t>(i) * 2 + (kind == SpaceKind::kMe));
    if (const auto* dial = std::get_if<Dial>(&step)) {
      ++post.line;
      post.address = dial->address;
      lines_[static_cast<std::size_t>(i)].half_open[kind == SpaceKind::kMe] = false;
    } else if (const auto* call = std::get_if<MakeCall>(&step)) {
      Send(i, kind, call->request);
    } else if (const auto* listen = std::get_if<Listen>(&step)) {
      Subscribe(i, kind, listen->token);
    } else if (std::holds_alternative<HangUp>(step)) {
      Relay(post.address).Forget(LineOf(i, kind));
      ++post.line;
    } else {
      const auto until = std::get<Await>(step).until;
      const std::uint64_t alarm = ++post.alarm;
      if (until) {
        agenda_.In(std::max(*until - agenda_.now(), absl::Milliseconds(1)), [this, i, kind, alarm] {
          if (device(i).post(kind).alarm == alarm) Drive(i, kind);
        });
      }
      return;
    }
  }
}

void World::Send(int i, SpaceKind kind, const RelayRequest& request) {
  Post& post = device(i).post(kind);
  ++calls_;
  post.calling = true;
  const std::uint64_t line = post.line;
  SimRelay& relay = Relay(post.address);
  const auto answered = std::make_shared<bool>(false);
  const auto take = [this, i, kind, line, answered](absl::StatusOr<RelayResponse> answer) {
    SimDevice& asking = device(i);
    if (*answered || asking.post(kind).line != line || !asking.running()) return;
    *answered = true;
    asking.post(kind).calling = false;
    if (!answer.ok()) answer = ReadableRelayStatus(answer.status(), asking.post(kind).address);
    Trace(answer.ok() ? 7 : 1000 + static_cast<std::uint64_t>(answer.status().code()));
    asking.daemon()->CourierOf(kind).Take(std::move(answer), agenda_.now());
    Drive(i, kind);
  };
  agenda_.In(Patience(request), [take] { take(absl::DeadlineExceededError("late")); });
  const Line& way = lines_[static_cast<std::size_t>(i)];
  if (way.cut == Cutting::kCut || Happens(Fault::kDropRequest, 25)) return;
  const auto deliver = [this, &relay, i, request, take] {
    relay.Call(i, request, [this, i, take](absl::StatusOr<RelayResponse> answer) {
      const Cutting cut = lines_[static_cast<std::size_t>(i)].cut;
      const bool lost = cut == Cutting::kCut || cut == Cutting::kNoAnswers;
      if (lost || Happens(Fault::kDropAnswer, 25)) return;
      agenda_.In(Delay(), [take, answer = std::move(answer)] { take(answer); });
    });
  };
  agenda_.In(Delay(), deliver);
  if (Happens(Fault::kTwice, 25)) agenda_.In(Delay(), deliver);
}

void World::Subscribe(int i, SpaceKind kind, const std::string& token) {
  const std::uint64_t line = LineOf(i, kind);
  const auto tell = [this, i, kind, line](absl::StatusOr<std::uint64_t> head) {
    const Line& way = lines_[static_cast<std::size_t>(i)];
    if (way.cut != Cutting::kWhole || way.half_open[kind == SpaceKind::kMe]) return;
    if (Happens(Fault::kDropAnswer, 40)) return;
    std::uint64_t said = head.value_or(0);
    if (head.ok() && said > 0 && Happens(Fault::kTellsOld, 40)) said = random_.Below(said);
    agenda_.In(Delay(), [this, i, kind, line, head, said] {
      SimDevice& one = device(i);
      if (LineOf(i, kind) != line || !one.running()) return;
      Courier& courier = one.daemon()->CourierOf(kind);
      if (head.ok()) {
        courier.News(said, agenda_.now());
      } else {
        courier.StreamEnded(ReadableRelayStatus(head.status(), one.post(kind).address));
      }
      Drive(i, kind);
    });
  };
  if (lines_[static_cast<std::size_t>(i)].cut == Cutting::kCut) return;
  Relay(device(i).post(kind).address).Subscribe(i, token, line, tell);
}

void World::Beat() {
  agenda_.In(kBeat, [this] {
    for (SimRelay& relay : relays_) relay.Beat();
    Beat();
  });
}

// ---- A run ----

void World::Pass(absl::Duration time) {
  const Instant until = agenda_.now() + time;
  std::uint64_t looked = calls_;
  while (!storms_ && agenda_.Step(until)) {
    if (calls_ - looked > kLooks) looked = calls_, storms_ = MakesKeysWithoutEnd();
    for (int i = 0; i < devices(); ++i) {
      if (device(i).running() && device(i).disk().broken()) Crash(i, Fault::kPower);
    }
  }
}

bool World::MakesKeysWithoutEnd() {
  for (int i = 0; i < devices(); ++i) {
    for (const SpaceKind kind : kSpaces) {
      if (device(i).RosterOf(kind).rotations.size() <= kMostKeys) continue;
      Complain(absl::StrCat("I8: device ", i, " sees one new key after the other"));
      return true;
    }
  }
  return false;
}

void World::Live(int steps) {
  static const std::vector<Fault> kSudden = {
      Fault::kCutLine,   Fault::kHalfOpen,   Fault::kRelayRestart, Fault::kRelayWiped,
      Fault::kRelayBack, Fault::kRelayPower, Fault::kHidesNewest,  Fault::kKill,
      Fault::kPower,     Fault::kUnknown,    Fault::kDiskFull,     Fault::kClock,
      Fault::kRestored,  Fault::kCloned,     Fault::kFork,         Fault::kReplay,
      Fault::kSwaps,     Fault::kForgets,    Fault::kFull,         Fault::kStrange,
      Fault::kLinks,     Fault::kRemoves,    Fault::kRenames,      Fault::kAway,
      Fault::kStolen,    Fault::kLeaves,     Fault::kMoves};
  std::vector<Fault> possible;
  for (const Fault fault : kSudden) {
    if (plan_.faults.Has(fault)) possible.push_back(fault);
  }
  for (int step = 0; !storms_ && (step < steps || outcome_.events < plan_.events); ++step) {
    const int i = static_cast<int>(random_.Below(devices_.size()));
    if (device(i).running()) {
      if (!possible.empty() && random_.OneIn(plan_.mishap_every)) {
        Do(random_.Pick(possible), i);
      } else {
        Deed(i);
      }
    }
    Pass(random_.OneIn(20) ? absl::Seconds(static_cast<std::int64_t>(random_.Below(4'000)))
                           : absl::Milliseconds(random_.Below(3'000)));
  }
}

// Everybody hears from everybody which relay it is to be, where they are apart.
void World::MeetAgain() {
  const char* const address = plan_.seed % 2 == 0 ? kRelay : kOtherRelay;
  std::set<std::string> used;
  for (int i = 0; i < devices(); ++i) used.insert(AddressOf(i));
  for (int i = 0; used.size() > 1 && i < devices(); ++i) Move(i, address);
}

void World::Heal() {
  calm_ = true;
  for (Line& line : lines_) line = Line();
  for (SimRelay& relay : relays_) relay.BeHonest();
  for (int i = 0; i < devices(); ++i) {
    device(i).disk().SetFull(false);
    device(i).disk().ComeBack();
    if (!orphans_.contains(i)) Restart(i);
  }
  // What was not answered is asked again.
  for (const auto& [i, retry] : std::exchange(retries_, {})) TryDeed(i, retry);
  for (std::size_t w = 0; w < welcomings_.size(); ++w) WelcomeOn(w);
  MeetAgain();
  const std::uint64_t before = calls_;
  const Instant end = agenda_.now() + absl::Hours(2) + kMostWait;
  do {
    Pass(absl::Minutes(3));
  } while (!storms_ && !IsQuiet() && agenda_.now() < end);
  if (!storms_ && !IsQuiet()) {
    Complain("I7: something still waits half an hour after all was healed");
    for (int i = 0; i < devices(); ++i) {
      for (const SpaceKind kind : kSpaces) {
        Complain(absl::StrCat(
            "device ", i, Lives(i, kind) ? "" : ", not one of them,",
            kind == SpaceKind::kUs ? ": shared: " : ": own: ", device(i).Standing(kind)));
      }
    }
  }
  outcome_.calls_to_quiet = calls_ - before;
}

bool World::IsQuiet() {
  return AgreeOnKeys() && IsQuiet(SpaceKind::kUs, 0) && IsQuiet(SpaceKind::kMe, 0) &&
         IsQuiet(SpaceKind::kMe, 1);
}

bool World::IsQuiet(SpaceKind kind, int person) {
  const std::vector<int> living = Living(kind, person);
  for (const int i : living) {
    SimDevice& one = device(i);
    if (!one.Syncs(kind)) continue;
    if (!one.running() || one.daemon()->ExchangeOf(kind).Waiting() > 0) return false;
    const SyncReport report = one.daemon()->CourierOf(kind).report();
    if (one.post(kind).address != one.Known(kind)->relay) return false;
    if (report.relay.state != RelayState::kAnswers) return false;
  }
  // What waits with all of them waits for what is only where nobody lives any more.
  const auto held = [&](int i) {
    std::vector<OperationId> ids = device(i).Held(kind);
    std::erase_if(ids, [&](const OperationId& id) { return never_freed_.contains(id); });
    return ids;
  };
  return std::all_of(living.begin(), living.end(), [&](int i) {
    return device(i).Ids(kind) == device(living.front()).Ids(kind) &&
           held(i) == held(living.front());
  });
}

namespace {

// What goes wrong together, so that one thing meets the other.
Faults ThemeOf(SeededRandom& random, int& devices) {
  static const std::vector<Fault> kDevices = {Fault::kLinks,   Fault::kRemoves, Fault::kAway,
                                              Fault::kCutLine, Fault::kRenames, Fault::kStolen};
  static const std::vector<std::vector<Fault>> kThemes = {
      kDevices,
      // Modified devices, while others cannot hear of it.
      {Fault::kStrange, Fault::kStolen, Fault::kCutLine, Fault::kAway, Fault::kSlow},
      // Disks.
      {Fault::kUnknown, Fault::kDiskFull, Fault::kPower, Fault::kKill, Fault::kRestored,
       Fault::kCloned, Fault::kDropAnswer},
      // A relay that lies or loses, and disks that fail while that is put right.
      {Fault::kRelayWiped, Fault::kRelayBack, Fault::kRelayPower, Fault::kForgets, Fault::kFork,
       Fault::kReplay, Fault::kHidesNewest, Fault::kFull, Fault::kUnknown, Fault::kDiskFull},
      {Fault::kRelayWiped, Fault::kDiskFull, Fault::kForgets}};
  const std::vector<Fault>& theme = kThemes[random.Below(kThemes.size())];
  if (&theme == &kThemes.front()) devices = std::max(devices, 4);
  Faults faults = Faults::None();
  for (const Fault kind : theme) {
    if (!random.OneIn(4)) faults = faults.With(kind);
  }
  return faults;
}

}  // namespace

Plan Varied(std::uint64_t seed, Signing signing) {
  SeededRandom random(seed * 0x9e3779b97f4a7c15u);
  static const std::vector<int> kDevices = {2, 2, 3, 4, 5, 6};
  static const std::vector<std::uint64_t> kEvery = {3, 10, 10, 20};
  Plan plan{.seed = seed, .events = 500, .signing = signing};
  plan.devices = random.Pick(kDevices);
  plan.steps = static_cast<int>(20 + random.Below(60));
  plan.mishap_every = random.Pick(kEvery);
  plan.deals = random.OneIn(4);
  if (random.OneIn(3)) {
    plan.faults = Faults::None();
    for (int kind = 0; kind < Faults::kKinds; ++kind) {
      if (random.OneIn(3)) plan.faults = plan.faults.With(static_cast<Fault>(kind));
    }
  } else if (!random.OneIn(4)) {
    plan.faults = ThemeOf(random, plan.devices);
  }
  return plan;
}

Outcome Simulate(const Plan& plan) {
  World world(plan);
  world.Live(plan.steps);
  world.Heal();
  world.Check();
  return world.outcome();
}

}  // namespace twofold::sim

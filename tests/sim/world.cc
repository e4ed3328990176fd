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

constexpr char kRelay[] = "relay.example.org:443";
constexpr absl::Duration kBeat = absl::Seconds(30);
constexpr absl::Duration kMostWait = absl::Minutes(30);

}  // namespace

World::World(const Plan& plan) : plan_(plan), random_(plan.seed), relay_(agenda_, random_, kRelay) {
  for (int i = 0; i < plan.devices; ++i) identities_.push_back(MakeIdentity(plan.signing, random_));
  for (int i = 0; i < plan.devices; ++i) {
    devices_.push_back(std::make_unique<SimDevice>(
        agenda_, random_, identities_[static_cast<std::size_t>(i)], i % 2));
  }
  stranger_ = MakeIdentity(plan.signing, random_);
  lines_.resize(devices_.size());
  Pair();
  Beat();
  for (int i = 0; i < plan.devices; ++i) Restart(i);
}

void World::Pair() {
  std::vector<Self> persons(2);
  NewSpace made;
  made.id = SpaceId::Make(random_);
  made.key = std::string(32, 'K');
  random_.Fill({reinterpret_cast<std::uint8_t*>(made.key.data()), made.key.size()});
  made.genesis = "genesis";
  made.relay = kRelay;
  made.members.resize(2);
  for (int i = 0; i < plan_.devices; ++i) {
    SimDevice& one = device(i);
    one.Start();
    const auto person = static_cast<std::size_t>(one.person());
    EXPECT_TRUE(one.daemon()
                    ->profile.Start(RequestId::Make(random_), person == 0 ? "Noa" : "Sam", "")
                    .ok());
    Self self = *one.daemon()->ledger->LookAt().state.self;
    if (i < 2) {
      persons[person] = self;
      made.members[person] = {self.person, self.name, {}};
    }
    made.members[person].devices.push_back({one.identity().device, one.identity().sign_key});
    // The second device of somebody is theirs.
    self.person = persons[person].person;
    Space me = *one.daemon()->ledger->LookAt().state.me;
    me.members.front().person = self.person;
    one.Stop();
    Transaction transaction(one.disk());
    transaction.PutSelf(self);
    transaction.PutSpace(me);
    EXPECT_TRUE(transaction.Commit().ok());
  }
  for (auto& one : devices_) {
    one->Start();
    EXPECT_TRUE(one->daemon()->pairing.Adopt(made).ok());
    one->Stop();
  }
}

void World::Trace(std::uint64_t what) {
  ++outcome_.events;
  if (plan_.keeps_log) outcome_.log.push_back(what);
  outcome_.trace = (outcome_.trace ^ what) * 0x9e3779b97f4a7c15u;
  outcome_.trace ^= outcome_.trace >> 29;
}

void World::Complain(const std::string& what) { outcome_.violations.push_back(what); }

bool World::Happens(Fault fault, std::uint64_t one_in) {
  if (healed_ || !plan_.faults.Has(fault) || !random_.OneIn(one_in)) return false;
  Count(fault);
  return true;
}

absl::Duration World::Delay() {
  if (Happens(Fault::kSlow, 30)) return absl::Milliseconds(500 + random_.Below(15'000));
  return absl::Milliseconds(1 + random_.Below(60));
}

// ---- The courier's driver ----

void World::Drive(int i) {
  SimDevice& one = device(i);
  while (one.running() && !one.calling) {
    const CourierStep step = one.daemon()->courier.Next(agenda_.now());
    Trace(step.index() * 31 + static_cast<std::uint64_t>(i));
    if (std::holds_alternative<Dial>(step)) {
      ++one.line;
      lines_[static_cast<std::size_t>(i)].half_open = false;
    } else if (const auto* call = std::get_if<MakeCall>(&step)) {
      Send(i, call->request);
    } else if (const auto* listen = std::get_if<Listen>(&step)) {
      Subscribe(i, listen->token);
    } else if (std::holds_alternative<HangUp>(step)) {
      relay_.Forget(one.line * 64 + static_cast<std::uint64_t>(i));
      ++one.line;
    } else {
      const auto until = std::get<Await>(step).until;
      const std::uint64_t alarm = ++one.alarm;
      if (until) {
        agenda_.In(std::max(*until - agenda_.now(), absl::Milliseconds(1)), [this, i, alarm] {
          if (device(i).alarm == alarm) Drive(i);
        });
      }
      return;
    }
  }
}

void World::Send(int i, const RelayRequest& request) {
  SimDevice& one = device(i);
  ++calls_;
  one.calling = true;
  const std::uint64_t line = one.line;
  const auto answered = std::make_shared<bool>(false);
  const auto take = [this, i, line, answered](absl::StatusOr<RelayResponse> answer) {
    SimDevice& asking = device(i);
    if (*answered || asking.line != line || !asking.running()) return;
    *answered = true;
    asking.calling = false;
    if (!answer.ok()) answer = ReadableRelayStatus(answer.status(), kRelay);
    Trace(answer.ok() ? 7 : 1000 + static_cast<std::uint64_t>(answer.status().code()));
    asking.daemon()->courier.Take(std::move(answer), agenda_.now());
    Drive(i);
  };
  agenda_.In(Patience(request), [take] { take(absl::DeadlineExceededError("late")); });
  const Line& way = lines_[static_cast<std::size_t>(i)];
  if (way.cut == Cutting::kCut || Happens(Fault::kDropRequest, 25)) return;
  const auto deliver = [this, i, request, take] {
    relay_.Call(i, request, [this, i, take](absl::StatusOr<RelayResponse> answer) {
      const Cutting cut = lines_[static_cast<std::size_t>(i)].cut;
      const bool lost = cut == Cutting::kCut || cut == Cutting::kNoAnswers;
      if (lost || Happens(Fault::kDropAnswer, 25)) return;
      agenda_.In(Delay(), [take, answer = std::move(answer)] { take(answer); });
    });
  };
  agenda_.In(Delay(), deliver);
  if (Happens(Fault::kTwice, 25)) agenda_.In(Delay(), deliver);
}

void World::Subscribe(int i, const std::string& token) {
  const std::uint64_t line = device(i).line;
  const auto tell = [this, i, line](absl::StatusOr<std::uint64_t> head) {
    const Line& way = lines_[static_cast<std::size_t>(i)];
    if (way.cut != Cutting::kWhole || way.half_open || Happens(Fault::kDropAnswer, 40)) return;
    std::uint64_t said = head.value_or(0);
    if (head.ok() && said > 0 && Happens(Fault::kTellsOld, 40)) said = random_.Below(said);
    agenda_.In(Delay(), [this, i, line, head, said] {
      SimDevice& one = device(i);
      if (one.line != line || !one.running()) return;
      if (head.ok()) {
        one.daemon()->courier.News(said, agenda_.now());
      } else {
        one.daemon()->courier.StreamEnded(ReadableRelayStatus(head.status(), kRelay));
      }
      Drive(i);
    });
  };
  if (lines_[static_cast<std::size_t>(i)].cut == Cutting::kCut) return;
  relay_.Subscribe(i, token, line * 64 + static_cast<std::uint64_t>(i), tell);
}

void World::Beat() {
  agenda_.In(kBeat, [this] {
    relay_.Beat();
    Beat();
  });
}

// ---- A run ----

void World::Pass(absl::Duration time) {
  const Instant until = agenda_.now() + time;
  while (agenda_.Step(until)) {
    for (int i = 0; i < devices(); ++i) {
      if (device(i).running() && device(i).disk().broken()) Crash(i, Fault::kPower);
    }
  }
}

void World::Live(int steps) {
  static const std::vector<Fault> kSudden = {
      Fault::kCutLine,   Fault::kHalfOpen,   Fault::kRelayRestart, Fault::kRelayWiped,
      Fault::kRelayBack, Fault::kRelayPower, Fault::kHidesNewest,  Fault::kKill,
      Fault::kPower,     Fault::kUnknown,    Fault::kDiskFull,     Fault::kClock,
      Fault::kRestored,  Fault::kCloned,     Fault::kFork,         Fault::kReplay,
      Fault::kSwaps,     Fault::kForgets,    Fault::kFull,         Fault::kStrange};
  for (int step = 0; step < steps || outcome_.events < plan_.events; ++step) {
    const int i = static_cast<int>(random_.Below(devices_.size()));
    if (device(i).running()) {
      const Fault fault = random_.Pick(kSudden);
      if (plan_.faults.Has(fault) && random_.OneIn(10)) {
        Do(fault, i);
      } else {
        Deed(i);
      }
    }
    Pass(random_.OneIn(20) ? absl::Seconds(static_cast<std::int64_t>(random_.Below(4'000)))
                           : absl::Milliseconds(random_.Below(3'000)));
  }
}

void World::Heal() {
  healed_ = true;
  for (Line& line : lines_) line = Line();
  relay_.BeHonest();
  for (int i = 0; i < devices(); ++i) {
    device(i).disk().SetFull(false);
    device(i).disk().ComeBack();
    Restart(i);
  }
  // What was not answered is asked again.
  for (const auto& [i, retry] : std::exchange(retries_, {})) TryDeed(i, retry);
  const std::uint64_t before = calls_;
  const Instant end = agenda_.now() + absl::Hours(2) + kMostWait;
  do {
    Pass(absl::Minutes(3));
  } while (!IsQuiet() && agenda_.now() < end);
  if (!IsQuiet()) {
    Complain("I7: something still waits half an hour after all was healed");
    for (int i = 0; i < devices(); ++i) Complain(device(i).Standing());
  }
  outcome_.calls_to_quiet = calls_ - before;
}

bool World::IsQuiet() {
  for (auto& one : devices_) {
    if (!one->running() || one->daemon()->exchange.Waiting() > 0) return false;
    for (const OperationId& held : one->Held()) {
      if (!never_freed_.contains(held)) return false;
    }
    if (one->daemon()->courier.report().relay.state != RelayState::kAnswers) return false;
  }
  const std::vector<OperationId> first = device(0).Ids();
  return std::all_of(devices_.begin(), devices_.end(),
                     [&](const auto& one) { return one->Ids() == first; });
}

Plan Varied(std::uint64_t seed, Signing signing) {
  SeededRandom random(seed * 0x9e3779b97f4a7c15u);
  static const std::vector<int> kDevices = {2, 2, 3, 5};
  Plan plan{.seed = seed, .events = 500, .signing = signing};
  plan.devices = random.Pick(kDevices);
  plan.steps = static_cast<int>(20 + random.Below(60));
  if (!random.OneIn(3)) {
    plan.faults = Faults::None();
    for (int kind = 0; kind < Faults::kKinds; ++kind) {
      if (random.OneIn(3)) plan.faults = plan.faults.With(static_cast<Fault>(kind));
    }
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

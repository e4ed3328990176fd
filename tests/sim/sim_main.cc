// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// sim [--seed N] [--runs N] [--varied]: varied simulated runs from a seed on, or with [--steps N]
// [--devices N] [--faults BITS] [--events N] [--mishap-every N] [--deals] runs all alike.
// --complete fails when a kind of fault never happened or a rule of merging was never needed. A run
// that violates an invariant is made as small as it still fails, and said. --gate is --varied with
// so many runs and --complete as the variable TWOFOLD_SIM_RUNS says, and with few runs without it.
// sim_real does the same with real signatures.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/numbers.h"
#include "core/crypto/init.h"
#include "tests/sim/minimise.h"
#include "tests/sim/world.h"

namespace twofold::sim {
namespace {

#ifdef TWOFOLD_REAL_SIGNATURES
constexpr Signing kSigning = Signing::kReal;
#else
constexpr Signing kSigning = Signing::kStandIn;
#endif

std::string CommandFor(const Plan& plan) {
  return absl::StrCat(plan.signing == Signing::kReal ? "sim_real" : "sim", " --seed ", plan.seed,
                      " --steps ", plan.steps, " --devices ", plan.devices, " --faults ",
                      plan.faults.bits(), " --events ", plan.events, " --mishap-every ",
                      plan.mishap_every, plan.deals ? " --deals" : "");
}

void Say(const Plan& plan, const Outcome& outcome) {
  std::cout << "seed " << plan.seed << " fails:\n";
  for (const std::string& violation : outcome.violations) std::cout << "  " << violation << "\n";
  const Plan least = Minimise(plan);
  std::cout << "at its smallest: " << CommandFor(least) << "\n";
  for (const std::string& violation : Simulate(least).violations)
    std::cout << "  " << violation << "\n";
}

constexpr std::uint64_t kEveryday = 300;

enum class Plans { kAlike, kVaried };

struct Campaign {
  Plan plan;
  std::uint64_t runs = 1;
  Plans plans = Plans::kAlike;
  bool complete = false;  // each fault has to happen and each rule to be needed
};

// What all runs came to together.
struct Totals {
  FaultCounts faults{};
  RuleCounts rules{};
  std::uint64_t runs = 0, events = 0, operations = 0, most_calls = 0, told = 0;
  std::uint64_t fewest = ~std::uint64_t{0};  // events of a run

  void Add(const Outcome& outcome) {
    ++runs;
    for (std::size_t kind = 0; kind < faults.size(); ++kind) faults[kind] += outcome.faults[kind];
    for (std::size_t rule = 0; rule < rules.size(); ++rule) rules[rule] += outcome.rules[rule];
    events += outcome.events;
    fewest = std::min(fewest, outcome.events);
    operations += outcome.operations;
    most_calls = std::max(most_calls, outcome.calls_to_quiet);
    told += outcome.told_to_removed;
  }
  bool IsComplete() const {
    return std::count(faults.begin(), faults.end(), 0u) == 0 &&
           std::count(rules.begin(), rules.end(), 0u) == 0;
  }
  void Say(double seconds) const {
    const auto a_second = [&](std::uint64_t number) {
      return static_cast<std::uint64_t>(static_cast<double>(number) / seconds);
    };
    std::cout << runs << " runs in " << static_cast<int>(seconds) << " s, " << events
              << " events (at least " << fewest << " each, " << a_second(events) << " a second), "
              << operations << " operations (" << a_second(operations) << " a second); at most "
              << most_calls << " calls until quiet; " << told
              << " operations told to devices whose removal their author knew\n";
    for (int kind = 0; kind < Faults::kKinds; ++kind) {
      Say(NameOf(static_cast<Fault>(kind)), faults[static_cast<std::size_t>(kind)]);
    }
    for (int rule = 0; rule < kRules; ++rule) {
      Say(NameOf(static_cast<Rule>(rule)), rules[static_cast<std::size_t>(rule)]);
    }
  }
  static void Say(absl::string_view name, std::uint64_t count) {
    std::cout << "  " << name << " " << count << (count == 0 ? "  NEVER" : "") << "\n";
  }
};

int RunAll(const Campaign& campaign) {
  Totals totals;
  Plan plan = campaign.plan;
  bool failed = false;
  const auto began = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; i < campaign.runs && !failed; ++i, ++plan.seed) {
    if (campaign.plans == Plans::kVaried) plan = Varied(plan.seed, plan.signing);
    const Outcome outcome = Simulate(plan);
    totals.Add(outcome);
    failed = !outcome.violations.empty();
    if (failed) Say(plan, outcome);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  totals.Say(took.count());
  return failed || (campaign.complete && !totals.IsComplete()) ? 1 : 0;
}

bool Parse(int argc, char** argv, Campaign& campaign) {
  Plan& plan = campaign.plan;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (option == "--varied") {
      campaign.plans = Plans::kVaried;
      continue;
    }
    if (option == "--gate") {
      // Few runs while one works, all of them where it has to be sure.
      campaign.plans = Plans::kVaried;
      campaign.runs = kEveryday;
      const char* all = std::getenv("TWOFOLD_SIM_RUNS");
      if (all != nullptr && !absl::SimpleAtoi(all, &campaign.runs)) return false;
      campaign.complete = all != nullptr;
      continue;
    }
    if (option == "--deals") {
      plan.deals = true;
      continue;
    }
    if (option == "--complete") {
      campaign.complete = true;
      continue;
    }
    std::uint64_t number = 0;
    if (i + 1 == argc || !absl::SimpleAtoi(argv[++i], &number)) return false;
    if (option == "--seed") {
      plan.seed = number;
    } else if (option == "--runs") {
      campaign.runs = number;
    } else if (option == "--steps") {
      plan.steps = static_cast<int>(number);
    } else if (option == "--devices" && number >= 2 && number <= 8) {
      plan.devices = static_cast<int>(number);
    } else if (option == "--events") {
      plan.events = number;
    } else if (option == "--mishap-every" && number > 0) {
      plan.mishap_every = number;
    } else if (option == "--faults") {
      plan.faults = Faults(number);
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace twofold::sim

int main(int argc, char** argv) {
  twofold::sim::Campaign campaign{.plan = {.signing = twofold::sim::kSigning}};
  if (!twofold::sim::Parse(argc, argv, campaign)) {
    std::cerr << "usage: sim [--seed N] [--runs N] [--varied] [--gate] [--complete] [--steps N] "
                 "[--devices 2-8] [--faults BITS] [--events N] [--mishap-every N] [--deals]\n";
    return 2;
  }
  if (!twofold::InitCrypto().ok()) return 1;
  return twofold::sim::RunAll(campaign);
}

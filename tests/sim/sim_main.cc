// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// sim [--seed N] [--runs N] [--varied]: varied simulated runs, or runs all alike with
// [--steps N] [--devices N] [--faults BITS] [--events N], from a seed
// on. A run that violates an invariant is made as small as it still fails, and said. sim_real does
// the same with real signatures.
#include <algorithm>
#include <chrono>
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
                      plan.faults.bits(), " --events ", plan.events);
}

void Say(const Plan& plan, const Outcome& outcome) {
  std::cout << "seed " << plan.seed << " fails:\n";
  for (const std::string& violation : outcome.violations) std::cout << "  " << violation << "\n";
  const Plan least = Minimise(plan);
  std::cout << "at its smallest: " << CommandFor(least) << "\n";
  for (const std::string& violation : Simulate(least).violations)
    std::cout << "  " << violation << "\n";
}

enum class Plans { kAlike, kVaried };

int RunAll(Plan plan, std::uint64_t runs, Plans plans) {
  FaultCounts faults{};
  RuleCounts rules{};
  std::uint64_t events = 0, operations = 0, most_calls = 0, failures = 0;
  const auto began = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; i < runs && failures == 0; ++i, ++plan.seed) {
    if (plans == Plans::kVaried) plan = Varied(plan.seed, plan.signing);
    const Outcome outcome = Simulate(plan);
    for (std::size_t kind = 0; kind < faults.size(); ++kind) faults[kind] += outcome.faults[kind];
    for (std::size_t rule = 0; rule < rules.size(); ++rule) rules[rule] += outcome.rules[rule];
    events += outcome.events;
    operations += outcome.operations;
    most_calls = std::max(most_calls, outcome.calls_to_quiet);
    if (outcome.violations.empty()) continue;
    ++failures;
    Say(plan, outcome);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::cout << runs << " runs in " << static_cast<int>(took.count()) << " s, " << events
            << " events, " << operations << " operations, "
            << static_cast<std::uint64_t>(static_cast<double>(events) / took.count())
            << " events a second; at most " << most_calls << " calls until quiet\n";
  for (int kind = 0; kind < Faults::kKinds; ++kind) {
    std::cout << "  " << NameOf(static_cast<Fault>(kind)) << " "
              << faults[static_cast<std::size_t>(kind)] << "\n";
  }
  for (int rule = 0; rule < kRules; ++rule) {
    std::cout << "  " << NameOf(static_cast<Rule>(rule)) << " "
              << rules[static_cast<std::size_t>(rule)] << "\n";
  }
  return failures == 0 ? 0 : 1;
}

bool Parse(int argc, char** argv, Plan& plan, std::uint64_t& runs, Plans& plans) {
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (option == "--varied") {
      plans = Plans::kVaried;
      continue;
    }
    std::uint64_t number = 0;
    if (i + 1 == argc || !absl::SimpleAtoi(argv[++i], &number)) return false;
    if (option == "--seed") {
      plan.seed = number;
    } else if (option == "--runs") {
      runs = number;
    } else if (option == "--steps") {
      plan.steps = static_cast<int>(number);
    } else if (option == "--devices" && number >= 2 && number <= 8) {
      plan.devices = static_cast<int>(number);
    } else if (option == "--events") {
      plan.events = number;
    } else if (option == "--faults") {
      plan.faults = Faults(static_cast<std::uint32_t>(number));
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace twofold::sim

int main(int argc, char** argv) {
  twofold::sim::Plan plan{.signing = twofold::sim::kSigning};
  std::uint64_t runs = 1;
  twofold::sim::Plans plans = twofold::sim::Plans::kAlike;
  if (!twofold::sim::Parse(argc, argv, plan, runs, plans)) {
    std::cerr << "usage: sim [--seed N] [--runs N] [--varied] [--steps N] [--devices 2-8] "
                 "[--faults BITS] [--events N]\n";
    return 2;
  }
  if (!twofold::InitCrypto().ok()) return 1;
  return twofold::sim::RunAll(plan, runs, plans);
}

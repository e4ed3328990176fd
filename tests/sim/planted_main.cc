// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// planted_NAME MOST: varied runs from seed 1 on, until one violates something; at most so many.
// Says "at N" before each and "found VIOLATION" in the end. The program may well be one with a bug.
#include <iostream>
#include <string>

#include "absl/strings/numbers.h"
#include "core/crypto/init.h"
#include "tests/sim/world.h"

int main(int argc, char** argv) {
  std::uint64_t most = 0;
  if (argc != 2 || !absl::SimpleAtoi(argv[1], &most) || !twofold::InitCrypto().ok()) return 2;
  for (std::uint64_t seed = 1; seed <= most; ++seed) {
    std::cout << "at " << seed << std::endl;
    const twofold::sim::Outcome outcome = twofold::sim::Simulate(twofold::sim::Varied(seed));
    if (outcome.violations.empty()) continue;
    std::cout << "found " << outcome.violations.front() << std::endl;
    return 0;
  }
  return 0;
}

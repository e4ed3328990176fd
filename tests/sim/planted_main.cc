// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// planted_NAME FIRST LAST: varied runs from one seed to another, until one violates something. Says
// "at N" before each and "found VIOLATION" in the end. The program may well be one with a bug.
#include <iostream>
#include <string>

#include "absl/strings/numbers.h"
#include "core/crypto/init.h"
#include "tests/sim/world.h"

namespace {

bool Finds(std::uint64_t seed) {
  std::cout << "at " << seed << std::endl;
  const twofold::sim::Outcome outcome = twofold::sim::Simulate(twofold::sim::Varied(seed));
  if (outcome.violations.empty()) return false;
  std::cout << "found " << outcome.violations.front() << std::endl;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t first = 0, last = 0;
  if (argc != 3 || !absl::SimpleAtoi(argv[1], &first) || !absl::SimpleAtoi(argv[2], &last) ||
      !twofold::InitCrypto().ok()) {
    return 2;
  }
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    if (Finds(seed)) return 0;
  }
  return 0;
}

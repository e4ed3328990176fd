// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// planted_NAME MOST [FIRST]: varied runs until one violates something: of seed FIRST, where one is
// given, and from seed 1 on, at most so many. Says "at N" before each and "found VIOLATION" in the
// end. The program may well be one with a bug.
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
  std::uint64_t most = 0, first = 0;
  if (argc < 2 || argc > 3 || !absl::SimpleAtoi(argv[1], &most)) return 2;
  if (argc == 3 && !absl::SimpleAtoi(argv[2], &first)) return 2;
  if (!twofold::InitCrypto().ok()) return 2;
  if (first > 0 && Finds(first)) return 0;
  for (std::uint64_t seed = 1; seed <= most; ++seed) {
    if (Finds(seed)) return 0;
  }
  return 0;
}

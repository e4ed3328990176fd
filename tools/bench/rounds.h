// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Rounds in which everybody has one turn, in an order drawn anew each time.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/bench/sockets.h"
#include "tools/bench/subjects.h"

namespace twofold::bench {

// One thread at a time.
class Rounds {
 public:
  // `scratch` is a folder of our own; `seed` decides the orders.
  Rounds(const std::string& scratch, int rounds, int seed)
      : rounds_(rounds), order_(static_cast<unsigned>(seed)), broom_(scratch + "/broom") {}

  // Each subject's times, after a few rounds that are not counted. Errors as TimeOf.
  absl::StatusOr<std::vector<Samples>> Measure(const std::vector<Subject>& subjects);

 private:
  const int rounds_;
  std::mt19937 order_;
  DurableFile broom_;
};

}  // namespace twofold::bench

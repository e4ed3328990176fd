// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/bench/rounds.h"

#include <algorithm>

#include "core/base/status_macros.h"

namespace twofold::bench {
namespace {

constexpr int kWarmUp = 3;  // rounds that are not counted

}  // namespace

absl::StatusOr<std::vector<Samples>> Rounds::Measure(const std::vector<Subject>& subjects) {
  std::vector<Samples> samples;
  std::vector<std::size_t> turns;
  for (const Subject& subject : subjects) {
    turns.push_back(samples.size());
    samples.push_back({subject.name, {}});
  }
  for (int round = 0; round < kWarmUp + rounds_; ++round) {
    std::shuffle(turns.begin(), turns.end(), order_);
    for (const std::size_t turn : turns) {
      // What the turn before left unwritten is not for this one to write.
      broom_.Append("", 1);
      TF_ASSIGN_OR_RETURN(const Nanoseconds time, TimeOf(subjects[turn].command(round)));
      if (round >= kWarmUp) samples[turn].times.push_back(time);
    }
  }
  return samples;
}

}  // namespace twofold::bench

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_commands TWOFOLD FEW MANY FLOORS SCRATCH ENTRIES ROUNDS SEED: measures whole commands
// beside a floor and other programs, for a person with few entries and for one with ENTRIES. In
// each round everybody has one turn, in an order drawn anew.
#include <algorithm>
#include <iostream>
#include <random>

#include "absl/strings/numbers.h"
#include "core/base/status_macros.h"
#include "tools/bench/sockets.h"
#include "tools/bench/subjects.h"

namespace twofold::bench {
namespace {

constexpr int kWarmUp = 3;  // rounds that are not counted

absl::StatusOr<std::string> Measure(const std::string& title, const std::vector<Subject>& subjects,
                                    int rounds, std::mt19937& order, DurableFile& broom) {
  std::vector<Samples> samples;
  std::vector<std::size_t> turns;
  for (const Subject& subject : subjects) {
    turns.push_back(samples.size());
    samples.push_back({subject.name, {}});
  }
  for (int round = 0; round < kWarmUp + rounds; ++round) {
    std::shuffle(turns.begin(), turns.end(), order);
    for (const std::size_t turn : turns) {
      // What the turn before left unwritten is not for this one to write.
      broom.Append("", 1);
      TF_ASSIGN_OR_RETURN(const Nanoseconds time, TimeOf(subjects[turn].command(round)));
      if (round >= kWarmUp) samples[turn].times.push_back(time);
    }
  }
  return Table(title, samples) +
         RatioLine("growth: many entries / few entries", samples[kMany], samples[kFew]);
}

absl::Status Run(const Places& places, int entries, int rounds, int seed) {
  TF_RETURN_IF_ERROR(Prepare(places, entries));
  std::mt19937 order(static_cast<unsigned>(seed));
  DurableFile broom(places.scratch + "/broom");
  TF_ASSIGN_OR_RETURN(const std::string log,
                      Measure("to log one thing", LogSubjects(places), rounds, order, broom));
  std::cout << log << std::flush;
  TF_ASSIGN_OR_RETURN(
      const std::string today,
      Measure("to look at what there is", TodaySubjects(places), rounds, order, broom));
  std::cout << today << std::flush;
  return absl::OkStatus();
}

}  // namespace
}  // namespace twofold::bench

int main(int argc, char** argv) {
  int entries = 0;
  int rounds = 0;
  int seed = 0;
  if (argc != 9 || !absl::SimpleAtoi(argv[6], &entries) || !absl::SimpleAtoi(argv[7], &rounds) ||
      rounds < 1 || !absl::SimpleAtoi(argv[8], &seed)) {
    std::cerr << "usage: bench_commands TWOFOLD FEW MANY FLOORS SCRATCH ENTRIES ROUNDS SEED\n";
    return 2;
  }
  const absl::Status status =
      twofold::bench::Run({argv[1], argv[2], argv[3], argv[4], argv[5]}, entries, rounds, seed);
  if (!status.ok()) std::cerr << "bench_commands: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}

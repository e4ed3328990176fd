// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_growth TWOFOLD SCRATCH ROUNDS SEED PERSON...: how much longer each command takes for each
// person than for the first, all in the same rounds. A PERSON is the folder of somebody whose
// daemon runs; its last part is the name in the table.
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "core/base/status_macros.h"
#include "tools/bench/deeds.h"
#include "tools/bench/rounds.h"

namespace twofold::bench {
namespace {

absl::Status Run(const std::string& twofold, const std::string& scratch, Rounds& rounds,
                 const std::vector<std::string>& people) {
  std::cout << "\ngrowth, median (90th percentile)\n" << absl::StrFormat("  %-10s", "");
  for (const std::string& person : people) {
    std::cout << absl::StrFormat("  %13s", person.substr(person.rfind('/') + 1));
  }
  std::cout << "\n";
  for (const Deed& deed : Deeds(twofold, scratch)) {
    std::vector<Subject> subjects;
    for (const std::string& person : people) {
      subjects.push_back({person, [&](int round) { return deed.command(person, round); }});
    }
    TF_ASSIGN_OR_RETURN(const std::vector<Samples> samples, rounds.Measure(subjects));
    std::cout << absl::StrFormat("  %-10s", deed.name);
    for (const Samples& of : samples) {
      const std::vector<double> ratios = Ratios(of, samples.front());
      std::cout << absl::StrFormat("  %5.2f  (%4.2f)", Quantile(ratios, 0.5),
                                   Quantile(ratios, 0.9));
    }
    std::cout << std::endl;
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace twofold::bench

int main(int argc, char** argv) {
  int rounds = 0;
  int seed = 0;
  if (argc < 7 || !absl::SimpleAtoi(argv[3], &rounds) || rounds < 1 ||
      !absl::SimpleAtoi(argv[4], &seed)) {
    std::cerr << "usage: bench_growth TWOFOLD SCRATCH ROUNDS SEED PERSON PERSON...\n";
    return 2;
  }
  twofold::bench::Rounds interleaved(argv[2], rounds, seed);
  const absl::Status status =
      twofold::bench::Run(argv[1], argv[2], interleaved, {argv + 5, argv + argc});
  if (!status.ok()) std::cerr << "bench_growth: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}

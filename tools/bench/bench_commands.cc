// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_commands TWOFOLD FLOORS SCRATCH ENTRIES ROUNDS SEED FEW MANY WIDE_FEW WIDE: measures whole
// commands beside a floor and other programs. The last four are folders of people whose daemons
// run: one with few entries and one with ENTRIES, and two with ten times as many goals, of which
// one has few entries and one ten times ENTRIES.
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "tools/bench/deeds.h"
#include "tools/bench/rounds.h"
#include "tools/bench/subjects.h"

namespace twofold::bench {
namespace {

// Where the people stand behind the floor.
constexpr std::size_t kFew = 1;
constexpr std::size_t kMany = 2;
constexpr std::size_t kWideFew = 3;
constexpr std::size_t kWide = 4;

absl::Status Run(const Places& places, const std::string& twofold, int entries, Rounds& rounds,
                 const std::vector<std::string>& people) {
  constexpr const char* kWho[] = {"20 goals, few entries", "20 goals, many entries",
                                  "200 goals, few entries", "200 goals, ten times as many"};
  TF_RETURN_IF_ERROR(Prepare(places, entries));
  for (const Deed& deed : Deeds(twofold, places.scratch)) {
    std::vector<Subject> subjects = {deed.writes ? AppendFloor(places) : ReadFloor(places)};
    for (std::size_t i = 0; i < people.size(); ++i) {
      subjects.push_back({absl::StrCat("twofold, ", kWho[i]),
                          [&, i](int round) { return deed.command(people[i], round); }});
    }
    std::vector<Subject> peers;
    if (deed.name == "log") peers = LogPeers(places);
    if (deed.name == "today") peers = TodayPeers(places);
    subjects.insert(subjects.end(), peers.begin(), peers.end());
    TF_ASSIGN_OR_RETURN(const std::vector<Samples> samples, rounds.Measure(subjects));
    std::cout << Table(deed.name, samples)
              << RatioLine("growth: 20 goals, many / few entries", samples[kMany], samples[kFew])
              << RatioLine("growth: 200 goals, many / few entries", samples[kWide],
                           samples[kWideFew])
              << RatioLine("growth: 200 goals / 20 goals, few entries", samples[kWideFew],
                           samples[kFew])
              << std::flush;
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace twofold::bench

int main(int argc, char** argv) {
  int entries = 0;
  int rounds = 0;
  int seed = 0;
  if (argc != 11 || !absl::SimpleAtoi(argv[4], &entries) || !absl::SimpleAtoi(argv[5], &rounds) ||
      rounds < 1 || !absl::SimpleAtoi(argv[6], &seed)) {
    std::cerr << "usage: bench_commands TWOFOLD FLOORS SCRATCH ENTRIES ROUNDS SEED FEW MANY "
                 "WIDE_FEW WIDE\n";
    return 2;
  }
  twofold::bench::Rounds interleaved(argv[3], rounds, seed);
  const absl::Status status = twofold::bench::Run({argv[2], argv[3]}, argv[1], entries, interleaved,
                                                  {argv[7], argv[8], argv[9], argv[10]});
  if (!status.ok()) std::cerr << "bench_commands: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}

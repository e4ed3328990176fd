// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_lonely TWOFOLD PERSON FLOORS SCRATCH CALLS GAP_MS: how long a log takes that comes alone,
// beside the floor after the same idleness. Before each the daemon has nothing to do for GAP_MS
// milliseconds; that idleness is what is measured here.
#include <poll.h>

#include <algorithm>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "core/base/status_macros.h"
#include "tools/bench/deeds.h"
#include "tools/bench/subjects.h"

namespace twofold::bench {
namespace {

constexpr Nanoseconds kSlow = 40'000'000;

// How far the slow calls lie from the usual one.
std::string Line(const std::string& name, const std::vector<double>& times) {
  const double median = Quantile(times, 0.5);
  const auto slow = std::count_if(times.begin(), times.end(), [](double t) { return t > kSlow; });
  return absl::StrFormat("  %-40s %7.2f %7.2f %7.2f %7d\n", name, Quantile(times, 0.9) / median,
                         Quantile(times, 0.99) / median, Quantile(times, 1) / median, slow);
}

absl::Status Run(const Places& places, const std::string& twofold, const std::string& person,
                 int calls, int gap_ms) {
  const Deed log = Deeds(twofold, places.scratch).front();
  const std::vector<Subject> subjects = {
      AppendFloor(places),
      {"twofold log, many entries", [&](int round) { return log.command(person, round); }}};
  std::vector<std::vector<double>> times(subjects.size());
  for (int i = 0; i < calls; ++i) {
    for (std::size_t turn = 0; turn < subjects.size(); ++turn) {
      poll(nullptr, 0, gap_ms);
      TF_ASSIGN_OR_RETURN(const Nanoseconds time, TimeOf(subjects[turn].command(i)));
      times[turn].push_back(static_cast<double>(time));
    }
  }
  std::cout << absl::StrFormat("\n%-42s %7s %7s %7s %7s\n",
                               absl::StrFormat("to log alone, %d calls, %d ms idle", calls, gap_ms),
                               "p90/p50", "p99/p50", "max/p50", ">40 ms")
            << Line(subjects[0].name, times[0]) << Line(subjects[1].name, times[1]);
  return absl::OkStatus();
}

}  // namespace
}  // namespace twofold::bench

int main(int argc, char** argv) {
  int calls = 0;
  int gap_ms = 0;
  if (argc != 7 || !absl::SimpleAtoi(argv[5], &calls) || calls < 1 ||
      !absl::SimpleAtoi(argv[6], &gap_ms) || gap_ms < 0) {
    std::cerr << "usage: bench_lonely TWOFOLD PERSON FLOORS SCRATCH CALLS GAP_MS\n";
    return 2;
  }
  const absl::Status status =
      twofold::bench::Run({argv[3], argv[4]}, argv[1], argv[2], calls, gap_ms);
  if (!status.ok()) std::cerr << "bench_lonely: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/bench/samples.h"

#include <time.h>

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace twofold::bench {

Nanoseconds Now() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

double Quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double rank = std::ceil(share * static_cast<double>(values.size()));
  return values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

std::string Table(const std::string& title, const std::vector<Samples>& contenders) {
  std::string out =
      absl::StrFormat("\n%-42s %-17s %s\n%-42s %7s %7s   %9s %9s\n", title, "  ratio to floor",
                      "      ms (here, now)", "", "median", "p90", "median", "p90");
  const Samples& floor = contenders.front();
  for (const Samples& contender : contenders) {
    std::vector<double> ratios;
    std::vector<double> millis;
    for (std::size_t i = 0; i < contender.times.size(); ++i) {
      ratios.push_back(static_cast<double>(contender.times[i]) /
                       static_cast<double>(floor.times[i]));
      millis.push_back(static_cast<double>(contender.times[i]) / 1e6);
    }
    absl::StrAppendFormat(&out, "  %-40s %7.2f %7.2f   %9.2f %9.2f\n", contender.name,
                          Quantile(ratios, 0.5), Quantile(ratios, 0.9), Quantile(millis, 0.5),
                          Quantile(millis, 0.9));
  }
  return out;
}

}  // namespace twofold::bench

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

std::vector<double> Ratios(const Samples& of, const Samples& to) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < of.times.size(); ++i) {
    ratios.push_back(static_cast<double>(of.times[i]) / static_cast<double>(to.times[i]));
  }
  return ratios;
}

std::string RatioLine(const std::string& name, const Samples& of, const Samples& to) {
  const std::vector<double> ratios = Ratios(of, to);
  return absl::StrFormat("  %-44s %7.2f %7.2f\n", name, Quantile(ratios, 0.5),
                         Quantile(ratios, 0.9));
}

std::string Table(const std::string& title, const std::vector<Samples>& contenders) {
  std::string out = absl::StrFormat("\n%-46s %7s %7s\n", title, "median", "p90");
  for (const Samples& contender : contenders) {
    absl::StrAppend(&out, RatioLine(contender.name, contender, contenders.front()));
  }
  return out;
}

}  // namespace twofold::bench

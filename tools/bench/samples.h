// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Times measured side by side, and how they are shown: as ratios, because on a shared machine a
// time alone means nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace twofold::bench {

using Nanoseconds = std::int64_t;

// The monotonic clock; the same for every process of this machine.
Nanoseconds Now();

// One contender's times, one for each round.
struct Samples {
  std::string name;
  std::vector<Nanoseconds> times;
};

// The value that `share` of the values do not exceed (nearest rank). REQUIRES: values not empty.
double Quantile(std::vector<double> values, double share);

// How long one contender took for each time of another, round by round.
std::vector<double> Ratios(const Samples& of, const Samples& to);

// A table of ratios to the first contender, each taken within one round.
// REQUIRES: at least one contender, all with equally many rounds.
std::string Table(const std::string& title, const std::vector<Samples>& contenders);

// A line like those of the table: one contender's ratio to another.
std::string RatioLine(const std::string& name, const Samples& of, const Samples& to);

}  // namespace twofold::bench

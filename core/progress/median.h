// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The value in the middle; of an even number the mean of the two in the middle. Pure.
#pragma once

#include <algorithm>
#include <vector>

namespace twofold {

// REQUIRES: not empty.
template <class T>
double Median(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return static_cast<double>(values[middle]);
  return (static_cast<double>(values[middle - 1]) + static_cast<double>(values[middle])) / 2;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Opportunities with what the numbers need besides: how far each was used. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/progress/course.h"
#include "core/progress/judge.h"

namespace twofold {

struct Chance {
  Opportunity is;
  const GoalTerms* terms = nullptr;
  int done = 0;  // kept days, also more than due; of a period target 1 when it holds
  // `done`, and parts of it: an amount under way to its target, a limit exceeded.
  double points = 0;
};

// As Opportunities in judge.h. REQUIRES: the course is laid out from ReadFrom(first) on, up to
// `last` or today.
std::vector<Chance> Chances(const Course& course, std::int32_t first, std::int32_t last);

// 1 up to the limit, then falling to 0 at twice of it.
double WithinLimit(std::int64_t amount_micros, std::int64_t limit_micros);

// `whole` * part / parts, rounded up. REQUIRES: 0 <= part <= parts, whole at most 10^16.
std::int64_t Share(std::int64_t whole, std::int64_t part, std::int64_t parts);

}  // namespace twofold

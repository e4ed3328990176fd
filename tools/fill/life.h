// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The goals and days of somebody who never lived, for measuring: goals of every kind with schedules
// of every shape, versions, rests, notes, journeys, and something said about each goal on each day.
#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold::bench {

struct LifePlan {
  std::uint64_t seed = 1;
  int goals = 20;
  int days = 3650;            // of each goal; the same number of entries
  std::int32_t last_day = 0;  // day number
};

// Equal plans give equal lives, and a longer life ends as the shorter one does: what is said on a
// day depends on the seed, the goal and the day alone. Every tenth goal is archived.
portable::v1::Portable MakeLife(const LifePlan& plan);

// The word that logs an entry: "30", "yes", "skip", "stayed".
absl::string_view AnswerFor(const portable::v1::Entry& entry);

}  // namespace twofold::bench

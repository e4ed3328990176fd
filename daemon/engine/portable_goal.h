// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals as they are taken along and taken in: everything of them, as plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/engine/views.h"

namespace twofold {

// What one person said about a day. Never blank in an export.
struct PortableDay {
  std::int32_t day = 0;
  DayMark mark;
  std::int64_t amount_micros = 0;
  std::string note;
  WrittenAt written;
  std::string person;  // of a shared goal: whose it is
};

struct PortableEase {
  std::int32_t day = 0;
  int ease = 0;  // 1 to 5
};

struct PortableGoal {
  EntityId id;         // none: a file that has no ids of ours
  std::string source;  // where it came from before
  std::string handle;
  std::string title;
  bool archived = false;  // of a shared goal: it has ended, or its space was left
  std::string why, cue, smallest, group;
  std::vector<std::string> tags;  // sorted
  bool asks_ease = false;
  std::vector<StepView> steps;        // by number
  std::vector<VersionView> versions;  // by day; those that stand
  std::vector<PortableDay> days;      // by day
  std::vector<PortableEase> ease;     // by day
  std::vector<Rest> rests;            // its own, by first day
};

}  // namespace twofold

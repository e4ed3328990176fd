// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/templates.h"

#include <array>

#include "absl/strings/match.h"

namespace twofold {
namespace {

constexpr ScheduleWords Every(absl::string_view every) { return {.every = every}; }
constexpr ScheduleWords Times(absl::string_view times, absl::string_view per) {
  return {.times = times, .per = per};
}

constexpr std::array kTemplates = {
    Template{"meditate",
             "Sit quietly",
             {.at_least = "10min", .schedule = Every("day")},
             "after getting up",
             "three breaths"},
    Template{"yoga", "Yoga", {.schedule = Times("3", "week")}, "before breakfast", "one stretch"},
    Template{"journal",
             "Write for myself",
             {.schedule = Times("4", "week")},
             "when the day is done",
             "one sentence"},
    Template{"explore", "Try something new", {.kind = "explore"}, "", "ask about it"},
    Template{"read", "Read", {.at_least = "20min", .schedule = Every("day")}, "in bed", "one page"},
    Template{"move",
             "Move my body",
             {.at_least = "150min/week"},
             "after work",
             "a walk around the block"},
    Template{"friend",
             "See a friend on my own",
             {.schedule = Times("2", "month")},
             "",
             "send a message"},
    Template{"interest",
             "Time for my own interest",
             {.schedule = Times("1", "week")},
             "",
             "ten minutes"},
    Template{"sleep",
             "In bed in time",
             {.schedule = Every("day")},
             "when the kitchen is tidy",
             "put the phone away"},
    Template{"less-screen",
             "Screen in the evening",
             {.at_most = "60min", .schedule = Every("day")},
             "after dinner",
             ""},
    Template{"mood", "How I am", {.kind = "observe", .unit = "of 10"}, "in the evening", ""},
    Template{"hard-talk", "Say the hard thing", {.kind = "edge", .size = "3"}, "", "write it down"},
};

}  // namespace

std::span<const Template> Templates() { return kTemplates; }

const Template* FindTemplate(absl::string_view name) {
  for (const Template& candidate : kTemplates) {
    if (absl::EqualsIgnoreCase(candidate.name, name)) return &candidate;
  }
  return nullptr;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a goal commits to, as people type it. Pure.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "core/goals/terms.h"
#include "core/schedule/schedule_words.h"

namespace twofold {

// Empty words were not given.
struct TermsWords {
  absl::string_view kind;      // "check", "measure", ...
  absl::string_view unit;      // "min"
  absl::string_view at_least;  // "30min", "150min/week", "20/month"; "none" takes the target away
  absl::string_view at_most;
  absl::string_view deadline;  // a day word; of a milestone
  absl::string_view size;      // "1" to "5"; of an edge
  ScheduleWords schedule;
  std::optional<absl::string_view> meaning;
};

// The words of the kinds, in the order of their numbers, and back.
absl::string_view KindWord(GoalKind kind);
std::optional<GoalKind> KindFromWord(absl::string_view word);

// Returns the terms that the words mean, seen from `today`; what is not given comes from `base`.
// Without a kind word, a unit or a target makes a check a measure, a deadline a milestone and a
// size an edge. InvalidArgument: "kind_not_understood"; as ParseSchedule, ParseAmount,
// ValidateUnit, ValidateLine; "unit_missing" (a measure without a unit); "target_zero" (at least
// 0); "target_twice" (both at least and at most); "target_has_days" (a weekly or monthly amount
// with days of its own); "deadline_missing"; "size_missing"; "not_of_this_kind" (a part that the
// kind does not take).
absl::StatusOr<GoalTerms> ParseTerms(const TermsWords& words, const GoalTerms& base,
                                     absl::CivilDay today, int week_start);

}  // namespace twofold

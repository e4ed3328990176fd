// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What was practised: logging it, and the one screen that says what is open.
#pragma once

#include <span>
#include <vector>

#include "daemon/engine/answers.h"
#include "daemon/engine/goal_filter.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/views.h"

namespace twofold {

enum class Together { kEach, kAllOrNone };

// Every call: FailedPrecondition "not_started" before start. Thread-safe.
class EntryEngine {
 public:
  explicit EntryEngine(Ledger& ledger) : ledger_(ledger) {}

  // Logs for the person themself, on both sides alike; durable when this returns. One view for
  // each answer, in order: with kEach, and more than one, a refusal is in its view and the others
  // are kept; else the first refusal is the call's, with its place. InvalidArgument: as
  // ParsePastDay and ChangeOf, and "span_not_understood", "span_too_long", "note_for_span",
  // "too_many_answers", "no_answers"; NotFound; FailedPrecondition "goal_not_active".
  absl::StatusOr<std::vector<LogView>> Log(const RequestId& request, Together together,
                                           std::span<const AnswerWords> answers);
  // How things stand on a day up to today. InvalidArgument as ParsePastDay.
  absl::StatusOr<TodayView> Today(absl::string_view on, const GoalFilter& filter) const;

  // Keeps how much a goal happens by itself, on a day up to today. InvalidArgument
  // "ease_not_understood", and as ParsePastDay; NotFound.
  struct EaseView {
    GoalView goal;
    absl::CivilDay day;
    int ease = 0;
  };
  absl::StatusOr<EaseView> SetEase(const RequestId& request, absl::string_view goal,
                                   absl::string_view ease, absl::string_view on);

 private:
  Ledger& ledger_;
};

}  // namespace twofold

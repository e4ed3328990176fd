// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How one goal stands on one day: what `today` and the check-in show. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "core/progress/history.h"

namespace twofold {

enum class LineState {
  kDone,      // kept on the day, or as often as its period asks for
  kPart,      // some of it: of the period's times, of the amount; a limit that holds so far
  kOpen,      // due and blank
  kNotDue,    // another day's, or of a kind that no day asks for
  kResting,   // covered by a rest
  kSkipped,   // excused
  kNotToday,  // said to be not kept
  kOver,      // above an at-most target, of the day or of its period
};

struct LineProgress {
  LineState state = LineState::kNotDue;
  std::int64_t amount_micros = 0;  // on the day, all persons together
  // Of counting shapes: days kept in the week or month that holds the day, up to today, and how
  // many of them are asked for after excused days, counted as the calendar shows it, also where the
  // goal began or changed within; of times-in-days the last so many days up to the day. Of weekly
  // and monthly targets: 1 of 1 when it holds. Else 0 of 0.
  int period_done = 0;
  int period_due = 0;
  // Of weekly and monthly targets: the amount of the period up to today, and what it asks for after
  // excused days, both as the calendar shows it. Of daily targets both are the day's. Else 0.
  std::int64_t so_far_micros = 0;
  std::int64_t asked_micros = 0;
  // Of Spacing: the first and the last day of the chance under way, or of the next one when the day
  // was kept; the last one for today alone, and not while a rest has no end. Of a milestone that is
  // not reached: its deadline.
  std::optional<std::int32_t> due_from;
  std::optional<std::int32_t> due_by;
  // Of kinds that no day asks for (observe, explore, edge), which are never open: nothing is
  // recorded yet, nothing rests, and the schedule names the day. A check-in offers them last.
  bool offered = false;
};

// REQUIRES: the history holds the records from ReadFrom(versions, day) on; `day` is not after
// today.
LineProgress Progress(const GoalHistory& history, std::int32_t day);

}  // namespace twofold

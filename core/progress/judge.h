// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Days judged: each by the version in force on that day, never by today's rule. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "core/progress/history.h"

namespace twofold {

// Exactly one of six for a day that is over, and kOpen for today. A person never reads the words
// missed and unanswered.
enum class DayState {
  kKept = 1,
  kMissed = 2,      // due, and said to be not kept, or an amount beside the target
  kSkipped = 3,     // excused by its owner
  kPaused = 4,      // covered by a rest
  kUnanswered = 5,  // due, nothing said
  kNotDue = 6,
  kOpen = 7,  // today, due, nothing decided yet
};

struct JudgedDay {
  std::int32_t day = 0;
  DayState state = DayState::kNotDue;
  bool due = false;  // an opportunity of its own; never for counting shapes and period targets
  Mark mark = Mark::kNone;
  std::int64_t amount_micros = 0;
};

// Returns the days [first, last], none after today. A day is asked for inside the goal's life (from
// `since` to `ended`) and its schedule's span, and due when the schedule names it besides.
//   - A practised day is kept, on whatever day; a measured one with a daily target only when the
//     target holds: at least so much, or at most so much. An at-most day with nothing said about it
//     is unanswered. Today it stays open while an at-least target is not reached or an at-most one
//     still holds, unless somebody said that it will not be kept.
//   - A day that is not kept: skipped if marked so, else paused if a rest covers it, else, when it
//     is due, missed if said so (not kept, zero, or an amount beside the target), unanswered, or
//     open; else not due.
//   - Counting shapes and weekly or monthly targets leave days without practice not due; the
//     shortfall of a whole period is counted in Opportunities. Today is open while the count of the
//     whole week or month, or of the last days of a run, is not reached (Spacing: from the first
//     allowed day after the newest practice on; a limit: while it holds), and nothing was said
//     about today.
//   - Kinds that are not judged are kept when recorded, else not due; a milestone likewise, though
//     skipped and paused as others are, and open every day until it is reached under the version in
//     force, or its deadline is over.
// REQUIRES: records from ReadFrom(versions, first) on.
std::vector<JudgedDay> Judge(const GoalHistory& history, std::int32_t first, std::int32_t last);

// A stretch of time with so many chances to practise. Dated shapes: one day, due 1. Counting
// shapes: a week, month or run of days. Weekly and monthly targets: the period, due 1; excused days
// lower an at-least amount in proportion, also when some was logged on them, and leave a limit as
// it is; a wholly excused period counts only when it was kept. Spacing: from one practice to the
// next, due 1, or to the last day by which it was asked for; from there the next one begins.
// Excused days move that last day on. A version that takes over starts with a fresh one, and what
// was under way by then is not counted. Practice earlier than allowed is practice.
struct Opportunity {
  std::int32_t first = 0;
  std::int32_t last = 0;
  int due = 1;           // after excused days: reduced in proportion, rounded up, at least 1
  int kept = 0;          // at most `due`
  int missed = 0;        // said so: more cannot have been kept, for want of days without a word; of
                         // a weekly or monthly target an amount beside it, as soon as it is certain
  int unanswered = 0;    // the rest of a period that is over
  int open = 0;          // the rest of one that is not
  bool excused = false;  // wholly: skipped, paused; due and all others are 0 then
};

// Returns the opportunities that end in [first, last], and the one under way when last is today or
// later, oldest first. None for kinds that are not judged. A period in which the version changes is
// cut there, and each part asks for its share, rounded up, at least 1; likewise one in which the
// goal's life or the schedule's span begins or ends. Versions that ask for the same (all but the
// meaning and the time of day) are one. Days practised in the period count in the part of their
// version, also those outside the goal's life.
// REQUIRES: records from ReadFrom(versions, first) on.
std::vector<Opportunity> Opportunities(const GoalHistory& history, std::int32_t first,
                                       std::int32_t last);

}  // namespace twofold

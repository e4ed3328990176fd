// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What judging a goal needs to know about it, gathered from wherever it is kept. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/ids.h"
#include "core/goals/entry.h"
#include "core/goals/terms.h"

namespace twofold {

// What stands for a goal on one day, all persons together: a day counts once, whoever practised.
struct DayRecord {
  std::int32_t day = 0;
  Mark mark = Mark::kNone;
  std::int64_t amount_micros = 0;
};

// Adds one person's entry to the day, in any order: the mark that says most for the day wins
// (practised before skipped before an amount of zero before not kept before none; of the practised
// ones kept, again, fine, different, stayed, stepped back), amounts add up, wrapping around as the
// fold does.
void Add(DayRecord& record, const DayEntry& entry);

// Terms in force from a day on.
struct VersionSpan {
  std::int32_t from = 0;
  const GoalTerms* terms = nullptr;
};

struct GoalHistory {
  EntityId goal;
  // Oldest first, at least one. The terms must outlive this.
  std::vector<VersionSpan> versions;
  std::int32_t since = 0;  // its first day; before it nothing is due
  std::int32_t today = 0;
  std::optional<std::int32_t> ended;  // archived or stepped out of: nothing is due after this day
  std::vector<Rest> rests;            // those that touch the goal; any order
  // Rising by day, each day once: every day with a record from ReadFrom(first) to the last day
  // asked about. More does no harm.
  std::vector<DayRecord> days;
  // The newest practised day before the first day read, however long ago; for Spacing, and for a
  // milestone that was reached.
  std::optional<std::int32_t> practised_before;
};

// The first day of which the records are needed to judge from `first` on: the beginnings of weeks,
// months and runs, and the length of a Spacing. What was skipped before it is not asked about.
std::int32_t ReadFrom(const std::vector<VersionSpan>& versions, std::int32_t first);

// The week, month or run that holds the day, and how often terms that count in such ask for
// practice in it; of a weekly or monthly target once. Nothing for dated shapes and Spacing.
std::optional<Quota> PeriodAt(const GoalTerms& terms, std::int32_t day);

// Whether the record means practice: kept for a check; any amount above zero for a measured goal,
// for an at-most goal also zero, said so; reached, seen, tried, happened for the other kinds, and
// for an edge any of its three answers. Marks that the kind does not take mean nothing.
bool IsPractised(const GoalTerms& terms, const DayRecord& record);

// The terms in force on a day: the newest version valid by then, else the oldest.
const GoalTerms& TermsOn(const std::vector<VersionSpan>& versions, std::int32_t day);
const GoalTerms& TermsOn(const GoalHistory& history, std::int32_t day);

}  // namespace twofold

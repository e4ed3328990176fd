// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/entry.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/base/limits.h"
#include "core/base/text.h"

namespace twofold {
namespace {

// In the order of the marks' numbers.
constexpr std::array<absl::string_view, 10> kMarks = {
    "",       "kept",         "not_kept", "skipped",   "zero",
    "stayed", "stepped_back", "again",    "different", "fine"};

}  // namespace

absl::string_view MarkWord(Mark mark) { return kMarks.at(static_cast<std::size_t>(mark)); }

std::optional<Mark> MarkFromWord(absl::string_view word) {
  const auto found = std::find(kMarks.begin(), kMarks.end(), word);
  if (found == kMarks.end()) return std::nullopt;
  return static_cast<Mark>(found - kMarks.begin());
}

bool Takes(GoalKind kind, Mark mark) {
  switch (mark) {
    case Mark::kNone:
      return true;
    case Mark::kKept:
      return kind != GoalKind::kMeasure;
    case Mark::kNotKept:
    case Mark::kSkipped:
      return IsAskedFor(kind);
    case Mark::kZero:
      return kind == GoalKind::kMeasure || kind == GoalKind::kObserve;
    case Mark::kStayed:
    case Mark::kSteppedBack:
      return kind == GoalKind::kEdge;
    case Mark::kAgain:
    case Mark::kDifferent:
    case Mark::kFine:
      return kind == GoalKind::kTime;
  }
  return false;
}

bool IsForBoth(Mark mark) {
  switch (mark) {
    case Mark::kNone:
    case Mark::kKept:
    case Mark::kZero:
    case Mark::kAgain:
    case Mark::kDifferent:
    case Mark::kFine:
      return true;
    case Mark::kNotKept:
    case Mark::kSkipped:
    case Mark::kStayed:
    case Mark::kSteppedBack:
      return false;
  }
  return false;
}

bool IsValid(const WrittenAt& written) {
  // What the clocks of this world have been ahead of UTC, with room to spare.
  constexpr std::int32_t kMostOffset = 26 * 3600;
  return written.zone.size() <= limits::kZoneLength && CodePoints(written.zone) &&
         !HasControl(written.zone) && written.offset_seconds <= kMostOffset &&
         written.offset_seconds >= -kMostOffset;
}

bool IsBlank(const DayEntry& entry) {
  return entry.mark.value.mark == Mark::kNone && entry.amount_micros == 0 &&
         entry.note.value.empty();
}

bool Covers(const Rest& rest, const EntityId& goal, std::int32_t day) {
  return !rest.removed && (rest.goal.empty() || rest.goal == goal) && day >= rest.first_day &&
         (!rest.last_day || day <= *rest.last_day);
}

std::int32_t LastDay(const Rest& rest) {
  return rest.last_day.value_or(std::numeric_limits<std::int32_t>::max());
}

bool IsOver(const Rest& rest, std::int32_t today) { return LastDay(rest) < today; }

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Entries: what one person logged for one goal on one civil day; and rests and ease. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/goals/register.h"
#include "core/goals/terms.h"

namespace twofold {

// Numbers as in sync/v1 Mark.
enum class Mark {
  kNone = 0,
  kKept = 1,     // kept; tried (explore); did (edge); reached (milestone); seen (observe)
  kNotKept = 2,  // said to be not kept
  kSkipped = 3,  // excused
  kZero = 4,     // an amount of zero, said so
  kStayed = 5,   // edge
  kSteppedBack = 6,
  kAgain = 7,  // time: it happened, and
  kDifferent = 8,
  kFine = 9,
};

// "kept", "not_kept", "stepped_back"; empty for none. As marks are written where a person takes
// them along.
absl::string_view MarkWord(Mark mark);
std::optional<Mark> MarkFromWord(absl::string_view word);

// Whether goals of the kind take the mark. Days that are asked for (judged kinds and milestones)
// can be said to be not kept, or skipped.
bool Takes(GoalKind kind, Mark mark);

// Whether the mark is one for both in a shared space: that it happened, or that it was none of it.
// That it did not happen stays with its author.
bool IsForBoth(Mark mark);

struct DayMark {
  Mark mark = Mark::kNone;
  std::string reason;  // of a skip; may be empty
  bool operator==(const DayMark&) const = default;
};

// Where somebody was when writing; kept as written, never used to reckon anew.
struct WrittenAt {
  std::string zone;  // "Europe/Berlin"; empty: not known
  std::int32_t offset_seconds = 0;
  bool operator==(const WrittenAt&) const = default;
};

struct DayEntry {
  Register<DayMark> mark;
  std::int64_t amount_micros = 0;  // sum of all amounts added and taken back
  Register<std::string> note;
  Register<WrittenAt> written;  // by the newest write
  bool operator==(const DayEntry&) const = default;
};

// Whether a place from elsewhere is allowed: a zone of printable text, empty where it is not known,
// and an offset that clocks of this world have.
bool IsValid(const WrittenAt& written);

// Whether nothing stands there: no mark, no amount, no note.
bool IsBlank(const DayEntry& entry);

struct EntryKey {
  SpaceId space;
  EntityId goal;
  std::int32_t day = 0;
  PersonId person;
  friend std::strong_ordering operator<=>(const EntryKey&, const EntryKey&) = default;
};

// A span of days on which a goal, or everything, rests.
struct Rest {
  EntityId goal;  // none: everything
  std::int32_t first_day = 0;
  std::optional<std::int32_t> last_day;  // none: until it is ended
  bool removed = false;                  // taken back
  bool operator==(const Rest&) const = default;
};

// Whether the rest covers the goal on the day.
bool Covers(const Rest& rest, const EntityId& goal, std::int32_t day);
// Its last day; later than any day for one that has none.
std::int32_t LastDay(const Rest& rest);
// Whether its last day lies before `today`.
bool IsOver(const Rest& rest, std::int32_t today);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals, their versions and their entries, as plain values; and what is allowed in them. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/schedule/schedule.h"

namespace twofold {

enum class Side { kMe, kUs };

// Numbers as in sync/v1 Kind.
enum class GoalKind { kCheck = 1, kMeasure = 2 };

// What a goal commits to; changing any of it makes another version.
struct GoalTerms {
  GoalKind kind = GoalKind::kCheck;
  std::string unit;  // of a measured goal; empty for a check
  Schedule schedule;
  bool operator==(const GoalTerms&) const = default;
};

// Where a write stands among all writes to the same register: the later one wins, everywhere. The
// id decides between two branches of one chain, which a restored backup or a clone makes.
struct WriteOrder {
  std::uint64_t stamp = 0;
  ChainId chain;
  OperationId id;
  friend std::strong_ordering operator<=>(const WriteOrder&, const WriteOrder&) = default;
};

// A last-writer-wins register.
template <class T>
struct Register {
  T value{};
  WriteOrder order;

  // Takes the write if it is later than what is there.
  void Write(T written, const WriteOrder& at) {
    if (order < at) value = std::move(written), order = at;
  }
  bool operator==(const Register&) const = default;
};

// A goal of the me space, as its operations made it.
struct Goal {
  EntityId id;
  Register<std::string> title;
  Register<std::string> handle;
  Register<bool> archived;
  Register<bool> removed;  // its addition was undone
  // The terms in force from a day on (day number).
  std::map<std::int32_t, Register<GoalTerms>> versions;
  bool operator==(const Goal&) const = default;
};

// Returns the terms in force on a day: the newest version that is valid by then, else the oldest
// one; nothing when there is no version yet.
const GoalTerms* TermsOn(const Goal& goal, std::int32_t day);

enum class Mark { kNone = 0, kKept = 1 };

// What one person logged for one goal on one civil day.
struct DayEntry {
  Register<Mark> mark;
  std::int64_t amount_micros = 0;  // sum of all amounts added and taken back
  bool operator==(const DayEntry&) const = default;
};

struct EntryKey {
  SpaceId space;
  EntityId goal;
  std::int32_t day = 0;
  PersonId person;
  friend std::strong_ordering operator<=>(const EntryKey&, const EntryKey&) = default;
};

// Whether the entry counts as practised under the kind.
bool IsPractised(const DayEntry& entry, GoalKind kind);

// InvalidArgument with reasons "title_empty", "title_too_long", "title_not_text" (invalid UTF-8 or
// control characters); "unit_..." and "name_..." likewise.
absl::Status ValidateTitle(absl::string_view title);
absl::Status ValidateUnit(absl::string_view unit);
absl::Status ValidatePersonName(absl::string_view name);

// Whether terms from elsewhere are allowed.
bool IsValid(const GoalTerms& terms);

}  // namespace twofold

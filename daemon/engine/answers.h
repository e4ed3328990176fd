// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// An answer as a person gives it, turned into what is written for a day. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "daemon/engine/views.h"

namespace twofold {

// Empty words were not given.
struct AnswerWords {
  absl::string_view goal;
  // "" or "yes", an amount, "no", "skip", "did", "stayed", "back", "again", "different", "fine",
  // "blank".
  absl::string_view what;
  absl::string_view on;     // a day word
  absl::string_view until;  // the last day of a span
  bool whole = false;       // the amount is the day's whole
  absl::string_view reason;
  std::optional<absl::string_view> note;
};

// What a day is to become: in the goal's own space, and, of a shared goal, what its reader keeps
// for themself. Nothing where nothing changes.
struct DayChange {
  std::optional<DayWrite> given;
  std::optional<DayWrite> kept;
  std::int64_t added_micros = 0;
};

// Works out what `words` say about a day of the goal under `terms`. `given` is the person's own
// entry in the goal's space, `kept` the one in the me space beside a shared goal. InvalidArgument:
// as ParseAmount; "amount_missing", "amount_not_wanted", "amount_out_of_range" (a day's sum over
// the limit), "answer_not_understood", "answer_not_of_this_kind", "reason_without_skip", and as
// ValidateLine and ValidateNote.
absl::StatusOr<DayChange> ChangeOf(const AnswerWords& words, const GoalView& goal,
                                   const GoalTerms& terms, std::int32_t day, const DayEntry& given,
                                   const DayEntry& kept);

// The word of Answer.what for a mark; empty for none.
absl::string_view AnswerWord(GoalKind kind, Mark mark);

}  // namespace twofold

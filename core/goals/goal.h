// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals and their versions, as plain values; and what is allowed in their texts. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/goals/register.h"
#include "core/goals/terms.h"

namespace twofold {

enum class Side { kMe, kUs };

// A step of a milestone.
struct Step {
  struct Words {
    std::uint32_t number = 0;  // its place in the list, from 1
    std::string title;
    bool operator==(const Words&) const = default;
  };
  Register<Words> words;
  Register<std::optional<std::int32_t>> done_on;  // day number
  Register<bool> removed;
  bool operator==(const Step&) const = default;
};

// The terms in force from a day on; none when the version was taken back.
struct GoalVersion {
  std::optional<GoalTerms> terms;
  std::string learned;  // from the version before
  bool operator==(const GoalVersion&) const = default;
};

// A goal of the me space, as its operations made it. About an entity of a shared space it holds
// what the person keeps beside it for themself; it has no versions then.
struct Goal {
  EntityId id;
  Register<std::string> title;
  Register<std::string> handle;
  Register<bool> archived;
  Register<bool> removed;  // its addition was undone
  Register<std::string> why;
  Register<std::string> cue;       // "after breakfast"
  Register<std::string> smallest;  // the smallest version that still counts
  Register<std::string> group;
  Register<std::int64_t> position;  // place in lists; lower comes first
  Register<std::string> source;     // where it was imported from
  Register<bool> asks_ease;
  std::map<std::string, Register<bool>> tags;
  std::map<StepId, Step> steps;
  std::map<std::int32_t, Register<GoalVersion>> versions;  // by the day they are valid from
  bool operator==(const Goal&) const = default;
};

// Returns the terms in force on a day: the newest version that is valid by then, else the oldest
// one; nothing when there is no version.
const GoalTerms* TermsOn(const Goal& goal, std::int32_t day);

// InvalidArgument with reasons "title_empty", "title_too_long", "title_not_text" (invalid UTF-8 or
// control characters); "name_...", "tag_...", "group_..." and "step_..." likewise. A tag has no
// blanks, commas or "#".
absl::Status ValidateTitle(absl::string_view title);
absl::Status ValidatePersonName(absl::string_view name);
absl::Status ValidateTag(absl::string_view tag);
absl::Status ValidateGroup(absl::string_view group);
absl::Status ValidateStepTitle(absl::string_view title);
// Texts of one line that may be empty: why, cue, smallest, meaning, learned, a skip's reason.
// `what` is the word for it; reasons "<what>_too_long" and "<what>_not_text".
absl::Status ValidateLine(absl::string_view text, absl::string_view what);
// A day's note: may be empty and have line breaks. "note_too_long", "note_not_text".
absl::Status ValidateNote(absl::string_view note);
// Whether a text can say where a goal was imported from: of one line, or empty.
bool IsSource(absl::string_view text);

}  // namespace twofold

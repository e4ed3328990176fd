// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/goal_filter.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"
#include "core/goals/terms_words.h"

namespace twofold {
namespace {

bool Holds(const std::string& text, const std::string& word) {
  return absl::StrContains(absl::AsciiStrToLower(text), word);
}

}  // namespace

absl::Status Validate(const GoalFilter& filter) {
  if (!filter.side.empty() && filter.side != "me" && filter.side != "us") {
    return Refusal(absl::StatusCode::kInvalidArgument, "filter_not_understood",
                   absl::StrCat(Quoted(filter.side), " is no side. There are me and us."));
  }
  if (!filter.kind.empty() && !KindFromWord(filter.kind)) {
    return Refusal(
        absl::StatusCode::kInvalidArgument, "filter_not_understood",
        absl::StrCat(Quoted(filter.kind), " is no kind of goal. Try check, measure or observe."));
  }
  return absl::OkStatus();
}

bool Fits(const GoalFilter& filter, const GoalView& goal) {
  if (!filter.side.empty() && (filter.side == "me") != (goal.side == Side::kMe)) return false;
  if (!filter.kind.empty() && KindFromWord(filter.kind) != goal.terms.kind) return false;
  if (!filter.group.empty() && !absl::EqualsIgnoreCase(filter.group, goal.group)) return false;
  const auto is_tag = [&](const std::string& tag) {
    return absl::EqualsIgnoreCase(filter.tag, tag);
  };
  if (!filter.tag.empty() && std::none_of(goal.tags.begin(), goal.tags.end(), is_tag)) {
    return false;
  }
  if (filter.search.empty()) return true;
  const std::string word = absl::AsciiStrToLower(filter.search);
  const auto holds = [&](const std::string& text) { return Holds(text, word); };
  return holds(goal.title) || holds(goal.handle) || holds(goal.group) || holds(goal.why) ||
         holds(goal.cue) || holds(goal.smallest) || holds(goal.terms.meaning) ||
         std::any_of(goal.tags.begin(), goal.tags.end(), holds);
}

}  // namespace twofold

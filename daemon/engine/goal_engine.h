// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals of the person's own side. Nothing here can make a goal shared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/goals/terms_words.h"
#include "daemon/engine/goal_filter.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/templates.h"
#include "daemon/engine/views.h"

namespace twofold {

// What is said beside a goal; what is absent was not given, what is empty takes it away.
struct BesideWords {
  std::optional<absl::string_view> title;
  std::optional<absl::string_view> handle;
  std::optional<absl::string_view> why;
  std::optional<absl::string_view> cue;
  std::optional<absl::string_view> smallest;
  std::optional<absl::string_view> group;
  std::vector<absl::string_view> add_tags;
  std::vector<absl::string_view> remove_tags;
  std::optional<bool> asks_ease;
};

struct NewGoal {
  BesideWords beside;
  TermsWords terms;
  absl::string_view template_name;  // empty: none
  std::vector<absl::string_view> steps;
};

enum class GoalScope { kActive, kAll };
enum class ListPlace { kFirst, kLast, kBefore, kAfter };

struct RevisedView {
  GoalView goal;
  GoalTerms before;
  std::int32_t from = 0;
};

// Every call: FailedPrecondition "not_started" before start, NotFound for a handle that is none;
// what changes something is durable when it returns. Thread-safe.
class GoalEngine {
 public:
  explicit GoalEngine(Ledger& ledger) : ledger_(ledger) {}

  // Adds a goal, private. InvalidArgument as ParseTerms and the Validate functions of
  // core/goals/goal.h, "no_such_template", "steps_not_wanted"; AlreadyExists "handle_taken";
  // ResourceExhausted "too_many_goals", "too_many_tags", "too_many_steps".
  absl::StatusOr<GoalView> Add(const RequestId& request, const NewGoal& goal);
  absl::StatusOr<std::vector<GoalView>> List(GoalScope scope, const GoalFilter& filter) const;
  // FailedPrecondition "goal_is_shared", "nothing_changed"; else as Add.
  absl::StatusOr<GoalView> Edit(const RequestId& request, absl::string_view handle,
                                const BesideWords& beside);
  // A version from a day on: `from` is any day word, empty for today. FailedPrecondition
  // "goal_is_shared", "nothing_changed", "goal_not_active"; InvalidArgument "before_the_goal";
  // ResourceExhausted "too_many_versions".
  absl::StatusOr<RevisedView> Revise(const RequestId& request, absl::string_view handle,
                                     const TermsWords& terms, absl::string_view from,
                                     absl::string_view learned);
  // FailedPrecondition "already_archived", "goal_is_shared".
  absl::StatusOr<GoalView> Archive(const RequestId& request, absl::string_view handle);
  // FailedPrecondition "not_archived", "goal_is_shared".
  absl::StatusOr<GoalView> Restore(const RequestId& request, absl::string_view handle);
  // Returns the own goals that are not archived in their new order. `other` is used with kBefore
  // and kAfter. FailedPrecondition "goal_is_shared".
  absl::StatusOr<std::vector<GoalView>> Move(const RequestId& request, absl::string_view handle,
                                             ListPlace place, absl::string_view other);

 private:
  Ledger& ledger_;
};

// ---- Shared by the engines that change own goals ----

// An own goal by what a person calls it. FailedPrecondition "goal_is_shared".
absl::StatusOr<GoalView> FindOwnGoal(Change& change, absl::string_view handle);

// What a repeated request answers: the goal of its act as it is now.
absl::StatusOr<GoalView> GoalOfAct(Change& change, std::uint64_t number);

// Room for one more goal of the own side. ResourceExhausted "too_many_goals".
absl::Status CheckRoom(Change& change);

// Between two goals of a list lies room for this many more.
inline constexpr std::int64_t kPlaceGap = std::int64_t{1} << 32;

// The place behind all own goals.
std::int64_t PlaceBehind(const LedgerState& state);

}  // namespace twofold

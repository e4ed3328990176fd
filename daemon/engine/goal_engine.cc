// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/goal_engine.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/goals/handle.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_views.h"

namespace twofold {
namespace {

constexpr absl::string_view kNothingAdded = "Nothing was added.";

// What a repeated request answers: the goal as it is now.
absl::StatusOr<GoalView> GoalOfAct(Change& change, std::uint64_t number) {
  TF_ASSIGN_OR_RETURN(const std::optional<Act> act, change.view().GetAct(number));
  if (!act) return absl::InternalError("a remembered request without its act");
  return ViewGoal(change.view(), change.state(), {act->space, act->entity});
}

absl::StatusOr<std::string> ChooseHandle(const Change& change, const NewGoal& goal) {
  const auto taken = [&](absl::string_view handle) { return change.names().IsTaken(handle); };
  if (goal.handle.empty()) return MakeHandle(goal.title, taken);
  TF_RETURN_IF_ERROR(ValidateHandle(goal.handle));
  if (taken(goal.handle)) {
    return Refusal(absl::StatusCode::kAlreadyExists, "handle_taken",
                   absl::StrCat("\"", goal.handle, "\" already names a goal."))
        .Hint("All goals", "twofold goal list --all")
        .Aftermath(kNothingAdded);
  }
  return std::string(goal.handle);
}

}  // namespace

absl::StatusOr<GoalTerms> TermsFrom(const ScheduleWords& words, absl::string_view unit) {
  GoalTerms terms;
  TF_ASSIGN_OR_RETURN(terms.schedule, ParseSchedule(words, Schedule{}));
  if (!unit.empty()) {
    TF_RETURN_IF_ERROR(ValidateUnit(unit));
    terms.kind = GoalKind::kMeasure;
    terms.unit = std::string(unit);
  }
  return terms;
}

absl::StatusOr<GoalView> GoalEngine::Add(const RequestId& request, const NewGoal& goal) {
  auto added = ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<GoalView> {
        if (!change.state().me) return NotStarted();
        const Space me = *change.state().me;
        TF_RETURN_IF_ERROR(ValidateTitle(goal.title));
        TF_ASSIGN_OR_RETURN(const GoalTerms terms, TermsFrom(goal.schedule, goal.unit));
        TF_ASSIGN_OR_RETURN(const std::vector<Goal> goals, change.view().ListGoals(me.id));
        if (goals.size() >= limits::kGoalsPerSpace) {
          return Refusal(absl::StatusCode::kResourceExhausted, "too_many_goals",
                         absl::StrCat("there is room for ", limits::kGoalsPerSpace, " goals."));
        }
        TF_ASSIGN_OR_RETURN(const std::string handle, ChooseHandle(change, goal));
        const EntityId id = EntityId::Make(change.parts().random);
        const std::int32_t today = DayNumber(change.today());
        GoalSetPayload set;
        set.title = std::string(absl::StripAsciiWhitespace(goal.title));
        set.handle = handle;
        TF_RETURN_IF_ERROR(change.Emit(me, id, set).status());
        TF_RETURN_IF_ERROR(change.Emit(me, id, GoalVersionPayload{today, terms}).status());
        change.EditNames().SetHandle(handle, {me.id, id});
        TF_RETURN_IF_ERROR(
            change.Record({.kind = ActKind::kGoalAdd, .space = me.id, .entity = id, .day = today}));
        return ViewGoal(change.view(), change.state(), {me.id, id});
      },
      GoalOfAct);
  if (!added.ok()) return WithAftermath(added.status(), kNothingAdded);
  return added;
}

absl::StatusOr<std::vector<GoalView>> GoalEngine::List(GoalFilter filter) const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  TF_ASSIGN_OR_RETURN(std::vector<GoalView> views, ListGoalViews(look.view(), look.state));
  if (filter == GoalFilter::kActive) {
    std::erase_if(views, [](const GoalView& view) { return view.state != GoalState::kActive; });
  }
  return views;
}

absl::StatusOr<GoalView> GoalEngine::Archive(const RequestId& request, absl::string_view handle) {
  return ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<GoalView> {
        if (!change.state().me) return NotStarted();
        TF_ASSIGN_OR_RETURN(const EntityRef ref, change.names().Find(handle));
        TF_ASSIGN_OR_RETURN(const GoalView goal, ViewGoal(change.view(), change.state(), ref));
        if (goal.side == Side::kUs) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "goal_is_shared",
                         absl::StrCat("\"", goal.handle,
                                      "\" is shared, so it is not put away "
                                      "but left."))
              .Hint("Step out, alone", absl::StrCat("twofold goal leave ", goal.handle))
              .Aftermath("Nothing was changed.");
        }
        if (goal.state == GoalState::kArchived) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "already_archived",
                         absl::StrCat("\"", goal.handle, "\" is archived already."));
        }
        GoalSetPayload set;
        set.archived = true;
        TF_RETURN_IF_ERROR(change.Emit(*change.state().me, ref.entity, set).status());
        TF_RETURN_IF_ERROR(change.Record(
            {.kind = ActKind::kGoalArchive, .space = ref.space, .entity = ref.entity}));
        return ViewGoal(change.view(), change.state(), ref);
      },
      GoalOfAct);
}

}  // namespace twofold

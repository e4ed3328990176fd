// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/goal_engine.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/goals/handle.h"
#include "core/schedule/day.h"
#include "daemon/engine/acts.h"
#include "daemon/engine/goal_reader.h"
#include "daemon/engine/goal_words.h"
#include "daemon/engine/versions.h"
#include "daemon/engine/write_days.h"

namespace twofold {
namespace {

constexpr absl::string_view kNothingAdded = "Nothing was added.";
constexpr absl::string_view kNothingChanged = "Nothing was changed.";

absl::StatusOr<GoalView> ViewNow(Change& change, const EntityRef& ref) {
  return GoalReader(change.view(), change.state(), change.today()).View(ref);
}

template <class Result>
absl::StatusOr<Result> Unchanged(absl::StatusOr<Result> result) {
  return WithAftermath(std::move(result), kNothingChanged);
}

// Emits registers of an own goal and notes the act.
absl::StatusOr<GoalView> Set(Change& change, const EntityId& goal, GoalSetPayload set,
                             ActKind kind) {
  const Space me = *change.state().me;
  TF_RETURN_IF_ERROR(change.Emit(me, goal, std::move(set)).status());
  TF_RETURN_IF_ERROR(change.Record(
      {.kind = kind, .space = me.id, .entity = goal, .day = DayNumber(change.today())}));
  return ViewNow(change, {me.id, goal});
}

absl::StatusOr<std::vector<GoalView>> OwnGoals(Change& change) {
  TF_ASSIGN_OR_RETURN(std::vector<GoalView> goals,
                      GoalReader(change.view(), change.state(), change.today()).List());
  std::erase_if(goals, [](const GoalView& goal) { return goal.side != Side::kMe; });
  return goals;
}

std::vector<GoalView> NotArchived(std::vector<GoalView> goals) {
  std::erase_if(goals, [](const GoalView& goal) { return goal.state != GoalState::kActive; });
  return goals;
}

// A number strictly between two places; nothing when there is none.
std::optional<std::int64_t> Between(std::int64_t before, std::int64_t after) {
  const std::int64_t middle = before + (after - before) / 2;
  if (middle <= before || middle >= after) return std::nullopt;
  return middle;
}

// Writes the places of all goals anew, with room between them.
absl::Status PlaceAnew(Change& change, const std::vector<GoalView>& goals) {
  std::int64_t place = 0;
  for (const GoalView& goal : goals) {
    GoalSetPayload set;
    set.position = place += kPlaceGap;
    TF_RETURN_IF_ERROR(change.Emit(*change.state().me, goal.id, set).status());
  }
  return absl::OkStatus();
}

// Where in the list, without the goal itself, it goes.
absl::StatusOr<std::size_t> IndexFor(const std::vector<GoalView>& others, ListPlace place,
                                     const EntityId& other) {
  if (place == ListPlace::kFirst) return 0;
  if (place == ListPlace::kLast) return others.size();
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (others[i].id == other) return place == ListPlace::kBefore ? i : i + 1;
  }
  return Refusal(absl::StatusCode::kInvalidArgument, "place_not_understood",
                 "a goal cannot stand before or after itself.");
}

}  // namespace

absl::StatusOr<GoalView> FindOwnGoal(Change& change, absl::string_view handle) {
  if (!change.state().me) return NotStarted();
  TF_ASSIGN_OR_RETURN(const EntityRef ref, change.names().Find(handle));
  TF_ASSIGN_OR_RETURN(GoalView goal, ViewNow(change, ref));
  if (goal.side == Side::kMe) return goal;
  return Refusal(absl::StatusCode::kFailedPrecondition, "goal_is_shared",
                 absl::StrCat("\"", goal.handle, "\" is shared; nobody changes it alone."))
      .Hint("Offer another version", absl::StrCat("twofold change ", goal.handle))
      .Hint("Step out, alone", absl::StrCat("twofold goal leave ", goal.handle));
}

absl::StatusOr<GoalView> GoalOfAct(Change& change, std::uint64_t number) {
  TF_ASSIGN_OR_RETURN(const Act act, ActOf(change.view(), number));
  return ViewNow(change, {act.space, act.entity});
}

absl::Status CheckRoom(Change& change) {
  if (change.state().goals->all().size() < limits::kGoalsPerSpace) return absl::OkStatus();
  return Refusal(absl::StatusCode::kResourceExhausted, "too_many_goals",
                 absl::StrCat("there is room for ", limits::kGoalsPerSpace, " goals."));
}

std::int64_t PlaceBehind(const LedgerState& state) {
  std::optional<std::int64_t> last;
  for (const auto& [id, goal] : state.goals->all()) {
    // Those that a list shows.
    if (goal->removed.value || TermsOn(*goal, 0) == nullptr) continue;
    last = std::max(last.value_or(goal->position.value), goal->position.value);
  }
  return last ? *last + kPlaceGap : kPlaceGap;
}

absl::StatusOr<GoalView> GoalEngine::Add(const RequestId& request, const NewGoal& goal) {
  auto added = ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<GoalView> {
        if (!change.state().me) return NotStarted();
        const Space me = *change.state().me;
        const std::int32_t today = DayNumber(change.today());
        TF_ASSIGN_OR_RETURN(PlannedGoal planned, PlanGoal(change, goal));
        TF_RETURN_IF_ERROR(CheckRoom(change));
        planned.set.position = PlaceBehind(change.state());
        const EntityId id = EntityId::Make(change.parts().random);
        TF_RETURN_IF_ERROR(change.Emit(me, id, std::move(planned.set)).status());
        TF_RETURN_IF_ERROR(EmitSteps(change, me, id, std::move(planned.steps)));
        const GoalVersionPayload version{today, {std::move(planned.terms), ""}};
        TF_RETURN_IF_ERROR(change.Emit(me, id, version).status());
        TF_RETURN_IF_ERROR(
            change.Record({.kind = ActKind::kGoalAdd, .space = me.id, .entity = id, .day = today}));
        return ViewNow(change, {me.id, id});
      },
      GoalOfAct);
  return WithAftermath(std::move(added), kNothingAdded);
}

absl::StatusOr<std::vector<GoalView>> GoalEngine::List(GoalScope scope,
                                                       const GoalFilter& filter) const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  TF_RETURN_IF_ERROR(Validate(filter));
  const StoreView view = look.view();
  TF_ASSIGN_OR_RETURN(std::vector<GoalView> goals,
                      GoalReader(view, look.state, ledger_.today()).List());
  std::erase_if(goals, [&](const GoalView& goal) {
    const bool active = goal.state == GoalState::kActive || goal.waits == Waits::kNotShared;
    return (scope == GoalScope::kActive && !active) || !Fits(filter, goal);
  });
  return goals;
}

absl::StatusOr<GoalView> GoalEngine::Edit(const RequestId& request, absl::string_view handle,
                                          const BesideWords& beside) {
  return Unchanged(ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<GoalView> {
        TF_ASSIGN_OR_RETURN(const GoalView goal, FindOwnGoal(change, handle));
        TF_ASSIGN_OR_RETURN(GoalSetPayload set, PlanEdit(change, goal, beside));
        if (set == GoalSetPayload()) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_changed",
                         absl::StrCat("that is how \"", goal.handle, "\" stands already."));
        }
        return Set(change, goal.id, std::move(set), ActKind::kGoalEdit);
      },
      GoalOfAct));
}

absl::StatusOr<RevisedView> GoalEngine::Revise(const RequestId& request, absl::string_view handle,
                                               const TermsWords& terms, absl::string_view from,
                                               absl::string_view learned) {
  return Unchanged(ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<RevisedView> {
        TF_ASSIGN_OR_RETURN(const GoalView goal, FindOwnGoal(change, handle));
        TF_ASSIGN_OR_RETURN(const PlannedVersion planned,
                            PlanVersion(change, goal, terms, from, learned));
        const Space me = *change.state().me;
        TF_RETURN_IF_ERROR(
            change
                .Emit(me, goal.id,
                      GoalVersionPayload{planned.from, {planned.terms, planned.learned}})
                .status());
        TF_RETURN_IF_ERROR(change.Record(
            {.kind = ActKind::kRevise, .space = me.id, .entity = goal.id, .day = planned.from}));
        RevisedView out{.before = planned.before, .from = planned.from};
        TF_ASSIGN_OR_RETURN(out.goal, ViewNow(change, {me.id, goal.id}));
        // Shown as it will be, also when that day is still to come.
        out.goal.terms = planned.terms;
        out.goal.version_since = planned.from;
        return out;
      },
      [&](Change& change, std::uint64_t number) -> absl::StatusOr<RevisedView> {
        TF_ASSIGN_OR_RETURN(const Act act, ActOf(change.view(), number));
        TF_ASSIGN_OR_RETURN(GoalView goal, ViewNow(change, {act.space, act.entity}));
        RevisedView out{.before = VersionOn(goal.versions, act.day - 1).terms, .from = act.day};
        const VersionView& revised = VersionOn(goal.versions, out.from);
        goal.terms = revised.terms;
        goal.version_since = revised.from;
        out.goal = std::move(goal);
        return out;
      }));
}

absl::StatusOr<GoalView> GoalEngine::Archive(const RequestId& request, absl::string_view handle) {
  return Unchanged(ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<GoalView> {
        TF_ASSIGN_OR_RETURN(const GoalView goal, FindOwnGoal(change, handle));
        if (goal.state == GoalState::kArchived) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "already_archived",
                         absl::StrCat("\"", goal.handle, "\" is archived already."))
              .Hint("Bring it back", absl::StrCat("twofold goal restore ", goal.handle));
        }
        GoalSetPayload set;
        set.archived = true;
        return Set(change, goal.id, std::move(set), ActKind::kGoalArchive);
      },
      GoalOfAct));
}

absl::StatusOr<GoalView> GoalEngine::Restore(const RequestId& request, absl::string_view handle) {
  return Unchanged(ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<GoalView> {
        TF_ASSIGN_OR_RETURN(const GoalView goal, FindOwnGoal(change, handle));
        if (goal.state != GoalState::kArchived) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "not_archived",
                         absl::StrCat("\"", goal.handle, "\" is not archived."));
        }
        GoalSetPayload set;
        set.archived = false;
        return Set(change, goal.id, std::move(set), ActKind::kGoalRestore);
      },
      GoalOfAct));
}

absl::StatusOr<std::vector<GoalView>> GoalEngine::Move(const RequestId& request,
                                                       absl::string_view handle, ListPlace place,
                                                       absl::string_view other) {
  return Unchanged(ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<std::vector<GoalView>> {
        TF_ASSIGN_OR_RETURN(const GoalView goal, FindOwnGoal(change, handle));
        EntityId beside;
        if (place == ListPlace::kBefore || place == ListPlace::kAfter) {
          TF_ASSIGN_OR_RETURN(const GoalView found, FindOwnGoal(change, other));
          beside = found.id;
        }
        TF_ASSIGN_OR_RETURN(std::vector<GoalView> goals, OwnGoals(change));
        std::erase_if(goals, [&](const GoalView& each) { return each.id == goal.id; });
        TF_ASSIGN_OR_RETURN(const std::size_t index, IndexFor(goals, place, beside));
        const std::int64_t before = index == 0 ? 0 : goals[index - 1].position;
        const std::int64_t after =
            index == goals.size() ? before + 2 * kPlaceGap : goals[index].position;
        GoalSetPayload set;
        set.position = index == 0 && !goals.empty() ? after - kPlaceGap : Between(before, after);
        if (set.position) {
          TF_RETURN_IF_ERROR(change.Emit(*change.state().me, goal.id, set).status());
        } else {
          goals.insert(goals.begin() + static_cast<std::ptrdiff_t>(index), goal);
          TF_RETURN_IF_ERROR(PlaceAnew(change, goals));
        }
        TF_RETURN_IF_ERROR(
            change.Record({.kind = ActKind::kGoalMove, .space = goal.space, .entity = goal.id}));
        TF_ASSIGN_OR_RETURN(goals, OwnGoals(change));
        return NotArchived(std::move(goals));
      },
      [](Change& change, std::uint64_t) -> absl::StatusOr<std::vector<GoalView>> {
        TF_ASSIGN_OR_RETURN(std::vector<GoalView> goals, OwnGoals(change));
        return NotArchived(std::move(goals));
      }));
}

}  // namespace twofold

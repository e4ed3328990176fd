// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/goal_views.h"

#include <algorithm>
#include <tuple>

#include "core/base/refusal.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

std::optional<GoalView> ViewOwnGoal(const Space& me, const Goal& goal) {
  if (goal.removed.value || goal.versions.empty()) return std::nullopt;
  GoalView out;
  out.space = me.id;
  out.id = goal.id;
  out.side = Side::kMe;
  out.handle = goal.handle.value;
  out.title = goal.title.value;
  out.terms = goal.versions.rbegin()->second.value;
  out.state = goal.archived.value ? GoalState::kArchived : GoalState::kActive;
  out.since = goal.versions.begin()->first;
  out.began = goal.versions.begin()->second.order.stamp;
  return out;
}

// All shared spaces, the one in force first.
std::vector<const Space*> SharedSpaces(const LedgerState& state) {
  std::vector<const Space*> spaces;
  if (state.us) spaces.push_back(&*state.us);
  for (const Space& space : state.left) spaces.push_back(&space);
  return spaces;
}

}  // namespace

const Member* Partner(const LedgerState& state, const Space& us) {
  for (const Member& member : us.members) {
    if (!state.self || member.person != state.self->person) return &member;
  }
  return nullptr;
}

std::optional<GoalView> ViewSharedGoal(const LedgerState& state, const Space& space,
                                       const Subject& subject) {
  const Standing standing = Evaluate(subject);
  if (standing.history.empty()) return std::nullopt;
  const Agreement& agreement = standing.in_force ? *standing.in_force : standing.history.back();
  GoalView out;
  out.space = space.id;
  out.id = subject.id;
  out.side = Side::kUs;
  out.handle = state.names->HandleOf({space.id, subject.id});
  out.title = agreement.offer->terms.title;
  out.terms = agreement.offer->terms.terms;
  out.state = standing.in_force && !space.left ? GoalState::kActive : GoalState::kEnded;
  out.since = standing.history.front().accept->valid_from;
  out.began = standing.history.front().accept->place.stamp;
  return out;
}

absl::StatusOr<std::vector<GoalView>> ListGoalViews(const StoreView& view,
                                                    const LedgerState& state) {
  std::vector<GoalView> views;
  if (state.me) {
    TF_ASSIGN_OR_RETURN(const std::vector<Goal> goals, view.ListGoals(state.me->id));
    for (const Goal& goal : goals) {
      if (auto out = ViewOwnGoal(*state.me, goal)) views.push_back(std::move(*out));
    }
  }
  for (const Space* space : SharedSpaces(state)) {
    TF_ASSIGN_OR_RETURN(const std::vector<Subject> subjects, view.ListSubjects(space->id));
    for (const Subject& subject : subjects) {
      if (auto out = ViewSharedGoal(state, *space, subject)) views.push_back(std::move(*out));
    }
  }
  std::stable_sort(views.begin(), views.end(), [](const GoalView& a, const GoalView& b) {
    return std::tie(a.side, a.began, a.handle) < std::tie(b.side, b.began, b.handle);
  });
  return views;
}

absl::StatusOr<GoalView> ViewGoal(const StoreView& view, const LedgerState& state,
                                  const EntityRef& ref) {
  std::optional<GoalView> out;
  if (state.me && ref.space == state.me->id) {
    TF_ASSIGN_OR_RETURN(const std::optional<Goal> goal, view.FindGoal(ref.space, ref.entity));
    if (goal) out = ViewOwnGoal(*state.me, *goal);
  } else {
    for (const Space* space : SharedSpaces(state)) {
      if (space->id != ref.space) continue;
      TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject,
                          view.FindSubject(ref.space, ref.entity));
      if (subject) out = ViewSharedGoal(state, *space, *subject);
    }
  }
  if (out) return *out;
  return Refusal(absl::StatusCode::kNotFound, "no_such_goal",
                 "that is no goal yet: it begins when both have said yes.")
      .Hint("What stands open", "twofold today");
}

absl::StatusOr<DayLineView> ViewDay(const StoreView& view, const GoalView& goal,
                                    absl::CivilDay day) {
  const std::int32_t monday = DayNumber(WeekStart(day));
  TF_ASSIGN_OR_RETURN(const auto entries,
                      view.ListEntries(goal.space, goal.id, monday, monday + 6));
  std::vector<DatedEntry> week;
  for (const auto& [key, entry] : entries) week.push_back({key.day, entry});
  return DayLineView{goal, Progress(goal.terms, day, week)};
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/rest_engine.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_reader.h"

namespace twofold {
namespace {

constexpr absl::string_view kNothingChanged = "Nothing was changed.";

using StoredRest = Rests::Stored;

// The goals that were named, or that fit; an empty id stands for everything.
absl::StatusOr<std::vector<EntityId>> Chosen(Change& change, const RestWhat& what) {
  const int ways =
      (what.everything ? 1 : 0) + (what.goals.empty() ? 0 : 1) + (what.filter.empty() ? 0 : 1);
  if (ways != 1) {
    return Refusal(absl::StatusCode::kInvalidArgument, "rest_what",
                   "say what rests: goals by name, a tag or group, or everything.")
        .Hint("For example", "twofold rest read --until sat")
        .Hint("Everything", "twofold rest --all --until 2026-12-24");
  }
  if (what.everything) return std::vector<EntityId>{EntityId()};
  GoalReader reader(change.view(), change.state(), change.today());
  std::vector<EntityId> chosen;
  if (!what.goals.empty()) {
    for (const absl::string_view word : what.goals) {
      TF_ASSIGN_OR_RETURN(const EntityRef ref, change.names().Find(word));
      TF_ASSIGN_OR_RETURN(const GoalView goal, reader.View(ref));
      if (std::find(chosen.begin(), chosen.end(), goal.id) == chosen.end()) {
        chosen.push_back(goal.id);
      }
    }
    return chosen;
  }
  TF_RETURN_IF_ERROR(Validate(what.filter));
  TF_ASSIGN_OR_RETURN(const std::vector<GoalView> goals, reader.List());
  for (const GoalView& goal : goals) {
    if (goal.state == GoalState::kActive && Fits(what.filter, goal)) chosen.push_back(goal.id);
  }
  if (!chosen.empty()) return chosen;
  return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_rest",
                 "no goal fits that, so nothing rests.")
      .Hint("All goals", "twofold goal list");
}

absl::StatusOr<Rest> SpanOf(absl::string_view from, absl::string_view until, absl::CivilDay today) {
  absl::CivilDay first = today;
  if (!from.empty()) {
    TF_ASSIGN_OR_RETURN(first, ParseAnyDay(from, today));
  }
  Rest rest;
  rest.first_day = DayNumber(first);
  if (until.empty()) return rest;
  // A weekday is the next one after the first day; "tomorrow" is everybody's.
  const bool weekday = ParseWeekday(until).has_value();
  TF_ASSIGN_OR_RETURN(const absl::CivilDay last,
                      ParseAnyDay(until, weekday ? std::max(first, today) : today));
  if (last < first) {
    return Refusal(absl::StatusCode::kInvalidArgument, "span_not_understood",
                   absl::StrCat("a rest from ", ShortDay(first), " to ", ShortDay(last),
                                " would end before it begins."));
  }
  rest.last_day = DayNumber(last);
  return rest;
}

// Names the goals; a rest whose goal is gone is left out.
absl::StatusOr<std::vector<RestView>> ViewAll(const StoreView& view, const LedgerState& state,
                                              absl::CivilDay today,
                                              const std::vector<Rest>& rests) {
  TF_ASSIGN_OR_RETURN(const std::vector<GoalView> goals, GoalReader(view, state, today).List());
  std::vector<RestView> views;
  for (const Rest& rest : rests) {
    if (rest.goal.empty()) views.push_back({"", "", rest});
    for (const GoalView& goal : goals) {
      if (goal.id == rest.goal) views.push_back({goal.handle, goal.title, rest});
    }
  }
  std::stable_sort(views.begin(), views.end(), [](const RestView& a, const RestView& b) {
    return std::make_tuple(!a.rest.goal.empty(), a.rest.first_day, a.handle) <
           std::make_tuple(!b.rest.goal.empty(), b.rest.first_day, b.handle);
  });
  return views;
}

// The rests of `goal` that are not over.
std::vector<StoredRest> StandingRests(const std::vector<StoredRest>& rests, const EntityId& goal,
                                      std::int32_t today) {
  std::vector<StoredRest> out;
  for (const StoredRest& stored : rests) {
    if (stored.second.goal == goal && !IsOver(stored.second, today)) out.push_back(stored);
  }
  return out;
}

absl::Status NotResting(Change& change, const std::vector<StoredRest>& rests,
                        const EntityId& goal) {
  const std::int32_t today = DayNumber(change.today());
  const bool all = !StandingRests(rests, EntityId(), today).empty();
  if (goal.empty() || !all) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "not_resting", "nothing rests there.")
        .Hint("What rests", "twofold rest");
  }
  return Refusal(absl::StatusCode::kFailedPrecondition, "everything_rests",
                 "it rests because everything does.")
      .Hint("End that", "twofold rest --all --end");
}

}  // namespace

absl::StatusOr<std::vector<RestView>> RestEngine::Rest(const RequestId& request,
                                                       const RestWhat& what, absl::string_view from,
                                                       absl::string_view until) {
  const auto plan = [&](Change& change) -> absl::StatusOr<std::vector<twofold::Rest>> {
    if (!change.state().me) return NotStarted();
    TF_ASSIGN_OR_RETURN(const std::vector<EntityId> goals, Chosen(change, what));
    TF_ASSIGN_OR_RETURN(twofold::Rest span, SpanOf(from, until, change.today()));
    std::vector<twofold::Rest> rests;
    for (const EntityId& goal : goals) {
      span.goal = goal;
      rests.push_back(span);
    }
    return rests;
  };
  auto rested = ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<std::vector<RestView>> {
        TF_ASSIGN_OR_RETURN(const std::vector<twofold::Rest> rests, plan(change));
        const Space me = *change.state().me;
        const std::int32_t today = DayNumber(change.today());
        const std::vector<StoredRest>& stored = change.state().rests->all();
        const auto standing = static_cast<std::size_t>(
            std::count_if(stored.begin(), stored.end(),
                          [&](const StoredRest& each) { return !IsOver(each.second, today); }));
        if (standing + rests.size() > limits::kRests) {
          return Refusal(absl::StatusCode::kResourceExhausted, "too_many_rests",
                         absl::StrCat("at most ", limits::kRests, " rests stand at a time."))
              .Hint("What rests", "twofold rest");
        }
        for (const twofold::Rest& rest : rests) {
          const EntityId id = EntityId::Make(change.parts().random);
          TF_RETURN_IF_ERROR(change.Emit(me, id, RestSetPayload{rest}).status());
        }
        TF_RETURN_IF_ERROR(change.Record({.kind = ActKind::kRest,
                                          .space = me.id,
                                          .entity = rests.front().goal,
                                          .day = rests.front().first_day,
                                          .count = static_cast<std::uint32_t>(rests.size())}));
        return ViewAll(change.view(), change.state(), change.today(), rests);
      },
      [&](Change& change, std::uint64_t) -> absl::StatusOr<std::vector<RestView>> {
        TF_ASSIGN_OR_RETURN(const std::vector<twofold::Rest> rests, plan(change));
        return ViewAll(change.view(), change.state(), change.today(), rests);
      });
  return WithAftermath(std::move(rested), kNothingChanged);
}

absl::StatusOr<EndedRests> RestEngine::End(const RequestId& request, const RestWhat& what) {
  auto ended = ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<EndedRests> {
        if (!change.state().me) return NotStarted();
        const Space me = *change.state().me;
        const std::int32_t today = DayNumber(change.today());
        TF_ASSIGN_OR_RETURN(const std::vector<EntityId> goals, Chosen(change, what));
        const std::vector<StoredRest> stored = change.state().rests->all();
        std::vector<twofold::Rest> over, still;
        for (const EntityId& goal : goals) {
          const std::vector<StoredRest> standing = StandingRests(stored, goal, today);
          if (standing.empty() && goals.size() == 1) return NotResting(change, stored, goal);
          for (const auto& [id, rest] : standing) {
            twofold::Rest end = rest;
            end.removed = rest.first_day >= today;
            end.last_day = std::max(rest.first_day, today - 1);
            TF_RETURN_IF_ERROR(change.Emit(me, id, RestSetPayload{end}).status());
            over.push_back(end);
          }
        }
        if (over.empty()) return NotResting(change, stored, goals.front());
        for (const auto& [id, rest] : stored) {
          const bool own = what.everything && !rest.goal.empty();
          if (own && !IsOver(rest, today)) still.push_back(rest);
        }
        TF_RETURN_IF_ERROR(change.Record({.kind = ActKind::kEndRest,
                                          .space = me.id,
                                          .entity = goals.front(),
                                          .day = today,
                                          .count = static_cast<std::uint32_t>(goals.size())}));
        EndedRests out;
        const auto view = [&](const std::vector<twofold::Rest>& rests) {
          return ViewAll(change.view(), change.state(), change.today(), rests);
        };
        TF_ASSIGN_OR_RETURN(out.ended, view(over));
        TF_ASSIGN_OR_RETURN(out.still, view(still));
        return out;
      },
      [](Change& change, std::uint64_t number) -> absl::StatusOr<EndedRests> {
        TF_ASSIGN_OR_RETURN(const std::optional<Act> act, change.view().GetAct(number));
        std::vector<twofold::Rest> over;
        for (const ActStep& step : act ? act->steps : std::vector<ActStep>()) {
          TF_ASSIGN_OR_RETURN(const auto rest, change.view().FindRest(step.space, step.entity));
          if (rest) over.push_back(rest->value);
        }
        EndedRests out;
        TF_ASSIGN_OR_RETURN(out.ended,
                            ViewAll(change.view(), change.state(), change.today(), over));
        return out;
      });
  return WithAftermath(std::move(ended), kNothingChanged);
}

absl::StatusOr<std::vector<RestView>> RestEngine::List() const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  const StoreView view = look.view();
  std::vector<twofold::Rest> standing;
  for (const auto& [id, rest] : look.state.rests->all()) {
    if (!IsOver(rest, DayNumber(ledger_.today()))) standing.push_back(rest);
  }
  return ViewAll(view, look.state, ledger_.today(), standing);
}

}  // namespace twofold

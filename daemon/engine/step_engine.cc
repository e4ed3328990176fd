// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/step_engine.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/goal_reader.h"

namespace twofold {
namespace {

absl::StatusOr<GoalView> FindMilestone(Change& change, absl::string_view handle) {
  TF_ASSIGN_OR_RETURN(GoalView goal, FindOwnGoal(change, handle));
  if (goal.terms.kind == GoalKind::kMilestone) return goal;
  return Refusal(absl::StatusCode::kFailedPrecondition, "not_a_milestone",
                 absl::StrCat("\"", goal.handle, "\" is no milestone, so it has no steps."));
}

absl::StatusOr<StepView> FindStep(const GoalView& goal, std::uint32_t number) {
  for (const StepView& step : goal.steps) {
    if (step.number == number) return step;
  }
  return Refusal(absl::StatusCode::kNotFound, "no_such_step",
                 absl::StrCat("\"", goal.handle, "\" has no step ", number, "."))
      .Hint("Its steps", absl::StrCat("twofold goal step ", goal.handle));
}

// The number behind all others; where that is too large, the first that came free. REQUIRES: fewer
// steps than a goal may have.
std::uint32_t NextNumber(const std::vector<StepView>& steps) {
  const auto is_taken = [&](std::uint32_t number) {
    return std::any_of(steps.begin(), steps.end(),
                       [&](const StepView& step) { return step.number == number; });
  };
  std::uint32_t number = 1;
  for (const StepView& step : steps) number = std::max(number, step.number + 1);
  if (number <= limits::kStepsPerGoal) return number;
  for (number = 1; is_taken(number);) ++number;
  return number;
}

}  // namespace

// `plan` gets the change and the goal, and gives the one write, or nothing when it stands already.
template <class Plan>
absl::StatusOr<StepChange> StepEngine::Write(const RequestId& request, absl::string_view handle,
                                             Plan plan) {
  const auto view = [](Change& change, const GoalView& before,
                       const StepId& id) -> absl::StatusOr<StepChange> {
    StepChange out;
    GoalReader reader(change.view(), change.state(), change.today());
    TF_ASSIGN_OR_RETURN(out.goal, reader.View({before.space, before.id}));
    for (const auto* steps : {&std::as_const(out.goal.steps), &before.steps}) {
      for (const StepView& step : *steps) {
        if (step.id != id) continue;
        out.step = step;
        return out;
      }
    }
    return out;
  };
  auto written = ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<StepChange> {
        TF_ASSIGN_OR_RETURN(const GoalView goal, FindMilestone(change, handle));
        TF_ASSIGN_OR_RETURN(const StepWrite write, plan(change, goal));
        if (write.words || write.done_on || write.removed) {
          GoalSetPayload set;
          set.steps.push_back(write);
          TF_RETURN_IF_ERROR(change.Emit(*change.state().me, goal.id, set).status());
          TF_RETURN_IF_ERROR(change.Record({.kind = ActKind::kStep,
                                            .space = goal.space,
                                            .entity = goal.id,
                                            .day = DayNumber(change.today())}));
        }
        return view(change, goal, write.step);
      },
      [&](Change& change, std::uint64_t number) -> absl::StatusOr<StepChange> {
        TF_ASSIGN_OR_RETURN(const GoalView goal, FindMilestone(change, handle));
        TF_ASSIGN_OR_RETURN(const std::optional<Act> act, change.view().GetAct(number));
        const auto* set = act && !act->steps.empty()
                              ? std::get_if<GoalSetPayload>(&act->steps.front().payload)
                              : nullptr;
        if (set == nullptr || set->steps.empty()) return StepChange{goal, {}};
        return view(change, goal, set->steps.front().step);
      });
  return WithAftermath(std::move(written), "Nothing was changed.");
}

absl::StatusOr<StepChange> StepEngine::Add(const RequestId& request, absl::string_view goal,
                                           absl::string_view title) {
  return Write(
      request, goal, [&](Change& change, const GoalView& found) -> absl::StatusOr<StepWrite> {
        TF_RETURN_IF_ERROR(ValidateStepTitle(title));
        if (found.steps.size() >= limits::kStepsPerGoal) {
          return Refusal(
              absl::StatusCode::kResourceExhausted, "too_many_steps",
              absl::StrCat("a milestone has at most ", limits::kStepsPerGoal, " steps."));
        }
        StepWrite write;
        write.step = StepId::Make(change.parts().random);
        write.words =
            Step::Words{NextNumber(found.steps), std::string(absl::StripAsciiWhitespace(title))};
        return write;
      });
}

absl::StatusOr<StepChange> StepEngine::Tick(const RequestId& request, absl::string_view goal,
                                            std::uint32_t number, absl::string_view on) {
  return Write(request, goal,
               [&](Change& change, const GoalView& found) -> absl::StatusOr<StepWrite> {
                 TF_ASSIGN_OR_RETURN(const StepView step, FindStep(found, number));
                 TF_ASSIGN_OR_RETURN(const absl::CivilDay day, ParsePastDay(on, change.today()));
                 StepWrite write{.step = step.id};
                 if (step.done_on != DayNumber(day)) write.done_on.emplace(DayNumber(day));
                 return write;
               });
}

absl::StatusOr<StepChange> StepEngine::Untick(const RequestId& request, absl::string_view goal,
                                              std::uint32_t number) {
  return Write(request, goal, [&](Change&, const GoalView& found) -> absl::StatusOr<StepWrite> {
    TF_ASSIGN_OR_RETURN(const StepView step, FindStep(found, number));
    StepWrite write{.step = step.id};
    if (step.done_on) write.done_on.emplace(std::nullopt);
    return write;
  });
}

absl::StatusOr<StepChange> StepEngine::Remove(const RequestId& request, absl::string_view goal,
                                              std::uint32_t number) {
  return Write(request, goal, [&](Change&, const GoalView& found) -> absl::StatusOr<StepWrite> {
    TF_ASSIGN_OR_RETURN(const StepView step, FindStep(found, number));
    return StepWrite{.step = step.id, .removed = true};
  });
}

}  // namespace twofold

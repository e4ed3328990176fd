// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/import_engine.h"

#include <algorithm>
#include <utility>

#include "core/base/refusal.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/import_check.h"
#include "daemon/engine/import_plan.h"
#include "daemon/engine/write_days.h"

namespace twofold {
namespace {

constexpr absl::string_view kNothingTaken = "Nothing was taken over.";

ImportView ViewOf(PlannedImport plan) {
  ImportView out;
  out.rests = static_cast<std::uint32_t>(plan.rests.size());
  out.changes = !plan.empty();
  out.goals.reserve(plan.goals.size());
  for (PlannedImportGoal& goal : plan.goals) out.goals.push_back(std::move(goal.view));
  return out;
}

class Writer {
 public:
  explicit Writer(Change& change) : change_(change), me_(*change.state().me) {}

  absl::Status Write(PlannedImport& plan) {
    next_place_ = PlaceBehind(change_.state());
    for (PlannedImportGoal& goal : plan.goals) TF_RETURN_IF_ERROR(WriteGoal(goal));
    for (const Rest& rest : plan.rests) TF_RETURN_IF_ERROR(WriteRest(rest, EntityId()));
    TF_RETURN_IF_ERROR(change_.Record({.kind = ActKind::kImport,
                                       .space = me_.id,
                                       .day = DayNumber(change_.today()),
                                       .count = std::max<std::uint32_t>(plan.touched, 1)}));
    return absl::OkStatus();
  }

 private:
  absl::Status WriteGoal(PlannedImportGoal& goal) {
    if (goal.view.as == ImportedAs::kNew) {
      if (goal.id.empty()) goal.id = EntityId::Make(change_.parts().random);
      goal.set.position = next_place_;
      next_place_ += kPlaceGap;
    }
    if (goal.set != GoalSetPayload()) {
      TF_RETURN_IF_ERROR(Emit(goal.id, std::move(goal.set)));
    }
    TF_RETURN_IF_ERROR(EmitSteps(change_, me_, goal.id, std::move(goal.steps)));
    for (GoalVersionPayload& version : goal.versions) {
      TF_RETURN_IF_ERROR(Emit(goal.id, std::move(version)));
    }
    for (PlannedDays& run : goal.days) {
      TF_RETURN_IF_ERROR(EmitDays(change_, me_, goal.id, std::exchange(run.days, {}), run.written));
    }
    for (const EaseSetPayload& ease : goal.ease) TF_RETURN_IF_ERROR(Emit(goal.id, ease));
    for (const Rest& rest : goal.rests) TF_RETURN_IF_ERROR(WriteRest(rest, goal.id));
    return absl::OkStatus();
  }

  absl::Status WriteRest(Rest rest, const EntityId& goal) {
    rest.goal = goal;
    return Emit(EntityId::Make(change_.parts().random), RestSetPayload{rest});
  }

  // Into the own space, whatever it is.
  absl::Status Emit(const EntityId& entity, Payload payload) {
    return change_.Emit(me_, entity, std::move(payload)).status();
  }

  Change& change_;
  const Space me_;
  std::int64_t next_place_ = 0;
};

}  // namespace

absl::StatusOr<ImportView> ImportEngine::Import(const RequestId& request, ImportMode mode,
                                                ImportedFile file) const {
  const auto plan_import = [&](const StoreView& view, const LedgerState& state,
                               absl::CivilDay today) -> absl::StatusOr<PlannedImport> {
    if (!state.me) return NotStarted();
    TF_RETURN_IF_ERROR(TidyAndCheck(file));
    return PlanImport(view, state, today, std::move(file));
  };
  const auto run = [&]() -> absl::StatusOr<ImportView> {
    if (mode == ImportMode::kDryRun) {
      const Ledger::Look look = ledger_.LookAt();
      TF_ASSIGN_OR_RETURN(PlannedImport plan,
                          plan_import(look.view(), look.state, ledger_.today()));
      return ViewOf(std::move(plan));
    }
    return ledger_.Do(
        request,
        [&](Change& change) -> absl::StatusOr<ImportView> {
          TF_ASSIGN_OR_RETURN(PlannedImport plan,
                              plan_import(change.view(), change.state(), change.today()));
          if (!plan.empty()) TF_RETURN_IF_ERROR(Writer(change).Write(plan));
          return ViewOf(std::move(plan));
        },
        [&](Change& change, std::uint64_t) -> absl::StatusOr<ImportView> {
          TF_ASSIGN_OR_RETURN(PlannedImport plan,
                              plan_import(change.view(), change.state(), change.today()));
          ImportView out = ViewOf(std::move(plan));
          out.changes = false;
          return out;
        });
  };
  absl::StatusOr<ImportView> view = run();
  // Of a disk that failed half-way nobody knows.
  if (view.ok() || absl::IsUnavailable(view.status())) return view;
  return WithAftermath(view.status(), kNothingTaken);
}

}  // namespace twofold

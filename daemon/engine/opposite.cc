// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/opposite.h"

#include <optional>
#include <utility>

#include "core/base/overloaded.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

using Found = absl::StatusOr<std::vector<Payload>>;

std::vector<Payload> One(Payload payload) { return {std::move(payload)}; }

template <class T>
void Keep(const std::optional<T>& written, const Register<T>& now, std::optional<T>& out) {
  if (written) out = now.value;
}

StepWrite OppositeStep(const Goal& goal, const StepWrite& write) {
  StepWrite out;
  out.step = write.step;
  const auto it = goal.steps.find(write.step);
  if (it == goal.steps.end()) {
    out.removed = true;
    return out;
  }
  Keep(write.words, it->second.words, out.words);
  Keep(write.done_on, it->second.done_on, out.done_on);
  Keep(write.removed, it->second.removed, out.removed);
  return out;
}

Found OppositeOf(const StoreView& view, const Space& space, const EntityId& entity,
                 const GoalSetPayload& payload) {
  TF_ASSIGN_OR_RETURN(const std::optional<Goal> goal, view.FindGoal(space.id, entity));
  GoalSetPayload out;
  if (!goal || goal->title.order == WriteOrder()) {
    out.removed = true;
    return One(std::move(out));
  }
  Keep(payload.title, goal->title, out.title);
  Keep(payload.handle, goal->handle, out.handle);
  Keep(payload.archived, goal->archived, out.archived);
  Keep(payload.removed, goal->removed, out.removed);
  Keep(payload.why, goal->why, out.why);
  Keep(payload.cue, goal->cue, out.cue);
  Keep(payload.smallest, goal->smallest, out.smallest);
  Keep(payload.group, goal->group, out.group);
  Keep(payload.position, goal->position, out.position);
  Keep(payload.source, goal->source, out.source);
  Keep(payload.asks_ease, goal->asks_ease, out.asks_ease);
  for (const auto& [tag, on] : payload.tags) {
    const auto it = goal->tags.find(tag);
    out.tags[tag] = it != goal->tags.end() && it->second.value;
  }
  for (const StepWrite& write : payload.steps) out.steps.push_back(OppositeStep(*goal, write));
  return One(std::move(out));
}

Found OppositeOf(const StoreView& view, const Space& space, const EntityId& entity,
                 const GoalVersionPayload& payload) {
  TF_ASSIGN_OR_RETURN(const std::optional<Goal> goal, view.FindGoal(space.id, entity));
  // A goal without a version is just being added; taking that back takes all of it.
  if (!goal || goal->versions.empty()) return std::vector<Payload>();
  const auto it = goal->versions.find(payload.valid_from);
  if (it == goal->versions.end()) return One(GoalVersionPayload{payload.valid_from, {}});
  return One(GoalVersionPayload{payload.valid_from, it->second.value});
}

// One payload for each run of days that were written at the same place.
Found OppositeOf(const StoreView& view, const Space& space, const PersonId& author,
                 const EntityId& entity, const EntryWritePayload& payload) {
  std::vector<Payload> out;
  EntryWritePayload run;
  for (const DayWrite& write : payload.days) {
    TF_ASSIGN_OR_RETURN(const std::optional<DayEntry> entry,
                        view.FindEntry({space.id, entity, write.day, author}));
    const DayEntry now = entry.value_or(DayEntry());
    // What becomes blank again was written nowhere.
    if (!IsBlank(now) && now.written.value != run.written) {
      if (!run.days.empty()) out.push_back(std::exchange(run, {}));
      run.written = now.written.value;
    }
    DayWrite back;
    back.day = write.day;
    back.add_micros = -write.add_micros;
    if (write.mark) back.mark = now.mark.value;
    if (write.note) back.note = now.note.value;
    run.days.push_back(std::move(back));
  }
  out.push_back(std::move(run));
  return out;
}

Found OppositeOf(const StoreView& view, const Space& space, const EntityId& entity,
                 const RestSetPayload& payload) {
  TF_ASSIGN_OR_RETURN(const auto found, view.FindRest(space.id, entity));
  Rest rest = found ? found->value : payload.rest;
  if (!found) rest.removed = true;
  return One(RestSetPayload{rest});
}

Found OppositeOf(const StoreView& view, const Space& space, const EntityId& entity,
                 const EaseSetPayload& payload) {
  TF_ASSIGN_OR_RETURN(const auto found, view.FindEase(space.id, entity, payload.day));
  return One(EaseSetPayload{payload.day, found ? found->value : 0});
}

}  // namespace

absl::StatusOr<std::vector<Payload>> Opposites(const StoreView& view, const Space& space,
                                               const PersonId& author, const EntityId& entity,
                                               const Payload& payload) {
  return std::visit(
      Overloaded{
          [&](const EntryWritePayload& p) { return OppositeOf(view, space, author, entity, p); },
          [&](const GoalSetPayload& p) { return OppositeOf(view, space, entity, p); },
          [&](const GoalVersionPayload& p) { return OppositeOf(view, space, entity, p); },
          [&](const RestSetPayload& p) { return OppositeOf(view, space, entity, p); },
          [&](const EaseSetPayload& p) { return OppositeOf(view, space, entity, p); },
          [](const auto&) { return Found(std::vector<Payload>()); },
      },
      payload);
}

}  // namespace twofold

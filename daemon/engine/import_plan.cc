// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/import_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/text.h"
#include "core/goals/handle.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_reader.h"
#include "daemon/engine/import_check.h"
#include "daemon/engine/write_days.h"

namespace twofold {
namespace {

// What has to be written so that `now` holds what the file says of the day; nothing for a day that
// does so already.
std::optional<DayWrite> WriteOf(PortableDay& day, const DayEntry& now) {
  const bool answered = day.mark.mark != Mark::kNone || day.amount_micros != 0;
  std::optional<std::string> note;
  if (!day.note.empty()) note = std::move(day.note);
  return answered ? WriteFor(day.day, now, day.mark, day.amount_micros, note)
                  : WriteFor(day.day, now, now.mark.value, now.amount_micros, note);
}

class Planner {
 public:
  Planner(const StoreView& view, const LedgerState& state, absl::CivilDay today, bool own_format)
      : view_(view),
        state_(state),
        today_(DayNumber(today)),
        own_format_(own_format),
        reader_(view, state, today) {}

  absl::StatusOr<PlannedImport> Plan(ImportedFile file) {
    TF_RETURN_IF_ERROR(Read());
    for (const PortableGoal& goal : file.goals) wanted_.insert(goal.handle);
    PlannedImport plan;
    std::size_t number = 0;
    for (PortableGoal& goal : file.goals) {
      ++number;
      absl::StatusOr<PlannedImportGoal> planned = PlanOne(goal);
      if (!planned.ok()) return OfGoal(number, planned.status());
      const ImportedAs as = planned->view.as;
      if (as == ImportedAs::kNew || as == ImportedAs::kChanged) ++plan.touched;
      plan.goals.push_back(*std::move(planned));
      goal = PortableGoal();
    }
    plan.rests = NewRests(EntityId(), file.rests);
    if (fresh_ > 0 && records_ + fresh_ > limits::kGoalsPerSpace) {
      return TooMany("goals", limits::kGoalsPerSpace);
    }
    if (new_standing_ > 0 && standing_ + new_standing_ > limits::kRests) {
      return TooMany("rests", limits::kRests);
    }
    return plan;
  }

 private:
  // What is here.
  absl::Status Read() {
    TF_ASSIGN_OR_RETURN(goals_, reader_.List());
    std::erase_if(goals_, [](const GoalView& goal) { return goal.side != Side::kMe; });
    for (const GoalView& goal : goals_) {
      by_id_[goal.id] = &goal;
      if (!goal.source.empty()) by_source_.try_emplace(goal.source, &goal);
    }
    for (const Space* space : SharedSpaces(state_)) {
      TF_ASSIGN_OR_RETURN(const std::vector<Subject> subjects, view_.ListSubjects(space->id));
      for (const Subject& subject : subjects) shared_.insert(subject.id);
    }
    records_ = state_.goals->all().size();
    for (const auto& [id, rest] : state_.rests->all()) standing_ += IsOver(rest, today_) ? 0 : 1;
    return absl::OkStatus();
  }

  const GoalView* Find(const PortableGoal& goal) const {
    if (own_format_ && !goal.id.empty()) {
      const auto it = by_id_.find(goal.id);
      if (it != by_id_.end()) return it->second;
    }
    const auto it = by_source_.find(goal.source);
    return it == by_source_.end() ? nullptr : it->second;
  }

  absl::StatusOr<PlannedImportGoal> PlanOne(PortableGoal& goal) {
    PlannedImportGoal plan;
    if (IsSharedGoal(goal) || shared_.contains(goal.id)) {
      plan.view.title = CleanForDisplay(goal.title, limits::kTitleLength);
      plan.view.as = ImportedAs::kLeftOut;
      return plan;
    }
    plan.view.days = static_cast<std::uint32_t>(goal.days.size());
    if (!goal.days.empty()) {
      plan.view.first_day = goal.days.front().day;
      plan.view.last_day = goal.days.back().day;
    }
    const GoalView* here = Find(goal);
    if (here == nullptr) {
      TF_RETURN_IF_ERROR(PlanNew(goal, plan));
    } else if (!found_.insert(here->id).second) {
      return Refusal(absl::StatusCode::kInvalidArgument, "goal_twice",
                     "it is the same goal here as another of the file.");
    } else {
      TF_RETURN_IF_ERROR(PlanKnown(*here, goal, plan));
    }
    return plan;
  }

  // ---- A goal that is new here ----

  absl::StatusOr<bool> IsFree(const EntityId& id) const {
    if (id.empty()) return false;
    bool free = state_.goals->Find(id) == nullptr;
    // Nor what was kept beside a goal of a space that is forgotten by now.
    TF_RETURN_IF_ERROR(view_.VisitEntriesBefore(state_.me->id, id, kLastDayNumber + 1,
                                                [&](const EntryKey&, const DayEntry&) {
                                                  free = false;
                                                  return false;
                                                }));
    return free;
  }

  bool IsTaken(absl::string_view handle) const {
    return state_.names->IsTaken(handle) || handles_.contains(std::string(handle));
  }

  absl::Status PlanNew(PortableGoal& goal, PlannedImportGoal& plan) {
    ++fresh_;
    TF_ASSIGN_OR_RETURN(const bool keeps_id, IsFree(goal.id));
    if (own_format_ && keeps_id) plan.id = goal.id;
    // An id that is kept finds it again by itself.
    const std::string by_id = absl::StrCat(kOwnFormat, ":", goal.id.hex());
    if (goal.source.empty() && !keeps_id && !goal.id.empty()) goal.source = by_id;
    if (plan.id == goal.id && goal.source == by_id) goal.source.clear();

    GoalSetPayload& set = plan.set;
    const auto give = [](std::string& text, std::optional<std::string>& out) {
      if (!text.empty()) out = std::move(text);
    };
    plan.view.as = ImportedAs::kNew;
    plan.view.title = goal.title;
    plan.view.handle = goal.handle;
    if (!ValidateHandle(goal.handle).ok() || IsTaken(goal.handle)) {
      plan.view.handle =
          MakeHandle(goal.title, [&](absl::string_view handle) { return IsTaken(handle); });
    }
    handles_.insert(plan.view.handle);
    set.handle = plan.view.handle;
    set.title = goal.title;
    give(goal.source, set.source);
    give(goal.why, set.why);
    give(goal.cue, set.cue);
    give(goal.smallest, set.smallest);
    give(goal.group, set.group);
    if (goal.archived) set.archived = true;
    if (goal.asks_ease) set.asks_ease = true;
    for (const std::string& tag : goal.tags) set.tags[tag] = true;
    for (StepView& step : goal.steps) {
      plan.steps.push_back(StepOf(step));
      if (!step.done_on) plan.steps.back().done_on.reset();
    }
    SetTermsToday(goal.versions, nullptr, plan.view);
    for (VersionView& version : goal.versions) {
      plan.versions.push_back(
          {version.from, {std::move(version.terms), std::move(version.learned)}});
    }
    PlanDays({}, goal, plan);
    for (const PortableEase& ease : goal.ease) plan.ease.push_back({ease.day, ease.ease});
    plan.rests = std::move(goal.rests);
    for (const Rest& rest : plan.rests) new_standing_ += IsOver(rest, today_) ? 0 : 1;
    return absl::OkStatus();
  }

  static StepWrite StepOf(StepView& step) {
    StepWrite write;
    write.step = step.id;
    write.words = Step::Words{step.number, std::move(step.title)};
    write.done_on = step.done_on;
    return write;
  }

  // ---- A goal that is here already ----

  absl::Status PlanKnown(const GoalView& here, PortableGoal& goal, PlannedImportGoal& plan) {
    plan.id = here.id;
    plan.view.title = here.title;
    plan.view.handle = here.handle;
    if (own_format_) {
      PlanWords(here, goal, plan);
      TF_RETURN_IF_ERROR(PlanTags(here, goal, plan));
      TF_RETURN_IF_ERROR(PlanSteps(here, goal, plan));
    }
    SetTermsToday(here.versions, own_format_ ? &goal.versions : nullptr, plan.view);
    if (own_format_) TF_RETURN_IF_ERROR(PlanVersions(here, goal, plan));
    TF_ASSIGN_OR_RETURN(auto entries,
                        view_.ListEntries(state_.me->id, here.id, kFirstDayNumber, kLastDayNumber));
    PlanDays(entries, goal, plan);
    TF_ASSIGN_OR_RETURN(const auto answers, view_.ListEase(state_.me->id, here.id));
    const std::map<std::int32_t, int> known(answers.begin(), answers.end());
    for (const PortableEase& ease : goal.ease) {
      const auto it = known.find(ease.day);
      if (it == known.end() || it->second != ease.ease) plan.ease.push_back({ease.day, ease.ease});
    }
    plan.rests = NewRests(here.id, goal.rests);
    const bool changes = plan.set != GoalSetPayload() || !plan.steps.empty() ||
                         !plan.versions.empty() || !plan.days.empty() || !plan.ease.empty() ||
                         !plan.rests.empty();
    plan.view.as = changes ? ImportedAs::kChanged : ImportedAs::kSame;
    return absl::OkStatus();
  }

  void PlanWords(const GoalView& here, PortableGoal& goal, PlannedImportGoal& plan) {
    GoalSetPayload& set = plan.set;
    const auto give = [](const std::string& text, const std::string& now,
                         std::optional<std::string>& out) {
      if (!text.empty() && text != now) out = text;
    };
    give(goal.title, here.title, set.title);
    give(goal.why, here.why, set.why);
    give(goal.cue, here.cue, set.cue);
    give(goal.smallest, here.smallest, set.smallest);
    give(goal.group, here.group, set.group);
    if (goal.archived != (here.state == GoalState::kArchived)) set.archived = goal.archived;
    if (goal.asks_ease != here.asks_ease) set.asks_ease = goal.asks_ease;
    plan.view.title = goal.title;
    // A handle that is given away is given to nobody of the same file, so that a second import
    // finds nothing left to do.
    const bool moves = goal.handle != here.handle && ValidateHandle(goal.handle).ok() &&
                       !IsTaken(goal.handle) && !wanted_.contains(here.handle);
    if (!moves) return;
    set.handle = goal.handle;
    plan.view.handle = goal.handle;
    handles_.insert(goal.handle);
  }

  static absl::Status PlanTags(const GoalView& here, const PortableGoal& goal,
                               PlannedImportGoal& plan) {
    for (const std::string& tag : goal.tags) {
      const bool has = std::binary_search(here.tags.begin(), here.tags.end(), tag);
      if (!has) plan.set.tags[tag] = true;
    }
    if (plan.set.tags.empty()) return absl::OkStatus();
    if (here.tags.size() + plan.set.tags.size() <= limits::kTagsPerGoal) return absl::OkStatus();
    return TooMany("tags", limits::kTagsPerGoal);
  }

  static absl::Status PlanSteps(const GoalView& here, PortableGoal& goal, PlannedImportGoal& plan) {
    std::size_t added = 0;
    for (StepView& step : goal.steps) {
      const auto known = std::find_if(here.steps.begin(), here.steps.end(),
                                      [&](const StepView& each) { return each.id == step.id; });
      if (known == here.steps.end()) {
        ++added;
        plan.steps.push_back(StepOf(step));
        plan.steps.back().removed = false;
        continue;
      }
      StepWrite write{.step = step.id};
      if (known->number != step.number || known->title != step.title) {
        write.words = Step::Words{step.number, std::move(step.title)};
      }
      if (step.done_on && known->done_on != step.done_on) write.done_on = step.done_on;
      if (write.words || write.done_on) plan.steps.push_back(std::move(write));
    }
    if (added == 0 || here.steps.size() + added <= limits::kStepsPerGoal) return absl::OkStatus();
    return TooMany("steps", limits::kStepsPerGoal);
  }

  static absl::Status PlanVersions(const GoalView& here, PortableGoal& goal,
                                   PlannedImportGoal& plan) {
    std::map<std::int32_t, const VersionView*> known;
    for (const VersionView& version : here.versions) known[version.from] = &version;
    std::size_t added = 0;
    for (VersionView& version : goal.versions) {
      const auto it = known.find(version.from);
      if (it == known.end()) {
        ++added;
      } else if (it->second->terms == version.terms && it->second->learned == version.learned) {
        continue;
      }
      plan.versions.push_back(
          {version.from, {std::move(version.terms), std::move(version.learned)}});
    }
    if (added == 0 || known.size() + added <= limits::kVersionsPerGoal) return absl::OkStatus();
    return TooMany("versions", limits::kVersionsPerGoal);
  }

  // ---- Both ----

  // The terms in force today among `versions` with `over` written over them.
  void SetTermsToday(const std::vector<VersionView>& versions, const std::vector<VersionView>* over,
                     ImportedGoalView& view) const {
    std::map<std::int32_t, const GoalTerms*> by_day;
    for (const VersionView& version : versions) by_day[version.from] = &version.terms;
    if (over != nullptr) {
      for (const VersionView& version : *over) by_day[version.from] = &version.terms;
    }
    auto it = by_day.upper_bound(today_);
    if (it != by_day.begin()) --it;
    view.terms = *it->second;
  }

  // `entries` are the person's own, by day.
  static void PlanDays(const std::vector<std::pair<EntryKey, DayEntry>>& entries,
                       PortableGoal& goal, PlannedImportGoal& plan) {
    const DayEntry blank;
    auto at = entries.begin();
    for (PortableDay& day : goal.days) {
      while (at != entries.end() && at->first.day < day.day) ++at;
      const bool known = at != entries.end() && at->first.day == day.day;
      const DayEntry& now = known ? at->second : blank;
      std::optional<DayWrite> write = WriteOf(day, now);
      if (!write) {
        ++plan.view.same;
        continue;
      }
      ++(IsBlank(now) ? plan.view.added : plan.view.changed);
      // Where a day was written cannot be forgotten again: what has no place yet gets none.
      const bool placed = IsBlank(now) || !now.written.value.zone.empty();
      const bool given = placed && !day.written.zone.empty();
      const WrittenAt written = given ? std::move(day.written) : WrittenAt();
      if (plan.days.empty() || plan.days.back().written != written) {
        plan.days.push_back({written, {}});
      }
      plan.days.back().days.push_back(*std::move(write));
    }
  }

  // Those of the file that are not here, each as often as it stands there.
  std::vector<Rest> NewRests(const EntityId& goal, const std::vector<Rest>& rests) {
    const std::span<const Rests::Stored> here = state_.rests->Of(goal);
    std::vector<Rest> added;
    for (Rest rest : rests) {
      rest.goal = goal;
      rest.removed = false;
      const bool known = std::any_of(here.begin(), here.end(), [&](const Rests::Stored& each) {
        return each.second.first_day == rest.first_day;
      });
      if (known) continue;
      new_standing_ += IsOver(rest, today_) ? 0 : 1;
      added.push_back(rest);
    }
    return added;
  }

  const StoreView& view_;
  const LedgerState& state_;
  const std::int32_t today_;
  const bool own_format_;
  GoalReader reader_;

  std::vector<GoalView> goals_;  // own ones
  std::map<EntityId, const GoalView*> by_id_;
  std::map<std::string, const GoalView*> by_source_;
  std::set<EntityId> shared_;  // what two people have, or had, between them
  std::size_t records_ = 0;    // of the me space
  std::size_t standing_ = 0;   // rests here that are not over

  std::set<std::string> wanted_;   // handles that the file has
  std::set<std::string> handles_;  // handles given so far
  std::set<EntityId> found_;       // goals here that the file had so far
  std::size_t fresh_ = 0;
  std::size_t new_standing_ = 0;
};

}  // namespace

absl::StatusOr<PlannedImport> PlanImport(const StoreView& view, const LedgerState& state,
                                         absl::CivilDay today, ImportedFile file) {
  const bool own_format = file.format == kOwnFormat;
  return Planner(view, state, today, own_format).Plan(std::move(file));
}

}  // namespace twofold

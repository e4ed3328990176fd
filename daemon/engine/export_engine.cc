// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/export_engine.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/schedule/day.h"
#include "daemon/engine/goal_reader.h"

namespace twofold {
namespace {

PortableDay TakeDay(std::int32_t day, DayEntry entry) {
  return {day,
          std::move(entry.mark.value),
          entry.amount_micros,
          std::move(entry.note.value),
          std::move(entry.written.value),
          ""};
}

std::vector<Rest> RestsOf(const Rests& rests, const EntityId& goal) {
  std::vector<Rest> own;
  for (const auto& [id, rest] : rests.Of(goal)) own.push_back(rest);
  std::stable_sort(own.begin(), own.end(), [](const Rest& a, const Rest& b) {
    return std::make_tuple(a.first_day, LastDay(a)) < std::make_tuple(b.first_day, LastDay(b));
  });
  return own;
}

class Exporter {
 public:
  Exporter(const StoreView& view, const LedgerState& state, absl::CivilDay today)
      : view_(view), state_(state), reader_(view, state, today) {}

  absl::StatusOr<TakenAlong> Export(GoalScope scope,
                                    const std::vector<absl::string_view>& handles) {
    std::set<EntityRef> chosen;
    for (const absl::string_view handle : handles) {
      TF_ASSIGN_OR_RETURN(const EntityRef ref, state_.names->Find(handle));
      TF_RETURN_IF_ERROR(reader_.View(ref).status());
      chosen.insert(ref);
    }
    const auto is_wanted = [&](const GoalView& goal) {
      if (!handles.empty()) return chosen.contains({goal.space, goal.id});
      return scope == GoalScope::kAll || goal.state == GoalState::kActive ||
             goal.waits == Waits::kNotShared;
    };
    TF_ASSIGN_OR_RETURN(std::vector<GoalView> goals, reader_.List());
    TakenAlong out;
    out.incomplete = state_.folding && !state_.folding->unread.empty();
    for (GoalView& goal : goals) {
      if (!is_wanted(goal)) continue;
      const bool own = goal.side == Side::kMe;
      TF_ASSIGN_OR_RETURN(PortableGoal portable, own ? Own(goal) : Shared(goal));
      portable.rests = RestsOf(*state_.rests, goal.id);
      (own ? out.goals : out.shared).push_back(std::move(portable));
    }
    if (handles.empty()) out.rests = RestsOf(*state_.rests, EntityId());
    return out;
  }

 private:
  using Entries = std::vector<std::pair<EntryKey, DayEntry>>;

  absl::StatusOr<Entries> EntriesIn(const SpaceId& space, const EntityId& goal) const {
    return view_.ListEntries(space, goal, kFirstDayNumber, kLastDayNumber);
  }

  // What stands about a goal, whichever side it is on.
  absl::StatusOr<PortableGoal> Common(GoalView& goal) const {
    PortableGoal out;
    out.id = goal.id;
    out.handle = std::move(goal.handle);
    out.title = std::move(goal.title);
    out.archived = goal.state != GoalState::kActive && goal.waits != Waits::kNotShared;
    out.versions = std::move(goal.versions);
    TF_ASSIGN_OR_RETURN(const auto answers, view_.ListEase(state_.me->id, goal.id));
    for (const auto& [day, ease] : answers) out.ease.push_back({day, ease});
    return out;
  }

  absl::StatusOr<PortableGoal> Own(GoalView& goal) const {
    TF_ASSIGN_OR_RETURN(PortableGoal out, Common(goal));
    out.source = std::move(goal.source);
    out.why = std::move(goal.why);
    out.cue = std::move(goal.cue);
    out.smallest = std::move(goal.smallest);
    out.group = std::move(goal.group);
    out.tags = std::move(goal.tags);
    out.asks_ease = goal.asks_ease;
    out.steps = std::move(goal.steps);
    TF_ASSIGN_OR_RETURN(Entries entries, EntriesIn(state_.me->id, goal.id));
    for (auto& [key, entry] : entries) {
      const bool own = key.person == state_.self->person;
      if (own && !IsBlank(entry)) out.days.push_back(TakeDay(key.day, std::move(entry)));
    }
    return out;
  }

  // Days of both persons; the own ones with what the person keeps for themself.
  absl::StatusOr<PortableGoal> Shared(GoalView& goal) const {
    TF_ASSIGN_OR_RETURN(PortableGoal out, Common(goal));
    const PersonId& self = state_.self->person;
    // The person's own day comes before the other's.
    std::map<std::tuple<std::int32_t, bool, PersonId>, PortableDay> days;
    TF_ASSIGN_OR_RETURN(Entries given, EntriesIn(goal.space, goal.id));
    for (auto& [key, entry] : given) {
      days[{key.day, key.person != self, key.person}] = TakeDay(key.day, std::move(entry));
    }
    TF_ASSIGN_OR_RETURN(Entries kept, EntriesIn(state_.me->id, goal.id));
    for (auto& [key, entry] : kept) {
      if (key.person != self) continue;
      PortableDay& own = days[{key.day, false, self}];
      own.day = key.day;
      if (own.mark.mark == Mark::kNone) own.mark = std::move(entry.mark.value);
      own.note = std::move(entry.note.value);
      own.written = std::move(entry.written.value);
    }
    for (auto& [key, day] : days) {
      if (day.mark.mark == Mark::kNone && day.amount_micros == 0 && day.note.empty()) continue;
      day.person = NameOf(goal.space, std::get<PersonId>(key));
      out.days.push_back(std::move(day));
    }
    return out;
  }

  std::string NameOf(const SpaceId& id, const PersonId& person) const {
    if (person == state_.self->person) return state_.self->name;
    for (const Space* space : SharedSpaces(state_)) {
      for (const Member& member : space->members) {
        if (space->id == id && member.person == person) return member.name;
      }
    }
    return "";
  }

  const StoreView& view_;
  const LedgerState& state_;
  GoalReader reader_;
};

}  // namespace

absl::StatusOr<TakenAlong> ExportEngine::Export(
    GoalScope scope, const std::vector<absl::string_view>& handles) const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  const StoreView view = look.view();
  return Exporter(view, look.state, ledger_.today()).Export(scope, handles);
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/goal_reader.h"

#include <algorithm>
#include <tuple>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/progress/numbers.h"
#include "core/schedule/day.h"
#include "core/sync/stamp.h"
#include "daemon/engine/versions.h"

namespace twofold {
namespace {

// The day that a stamp tells, up to today: a stamp is a logical clock, and somebody's wrong clock
// may have driven it far ahead.
std::int32_t DayOfStamp(std::uint64_t stamp, std::int32_t today) {
  const std::uint64_t day = stamp >> kStampDayShift;
  return static_cast<std::int32_t>(std::min(day, static_cast<std::uint64_t>(std::max(today, 0))));
}

// What can be so, of what somebody's device said: an amount within what a day can hold, a mark that
// goals of the kind take.
DayEntry Believable(const DayEntry& entry, GoalKind kind) {
  DayEntry out = entry;
  out.amount_micros = std::clamp<std::int64_t>(entry.amount_micros, 0, limits::kAmountMicros);
  if (!Takes(kind, out.mark.value.mark)) out.mark.value = DayMark();
  return out;
}

// Chooses the version in force on a day: the newest valid by then, else the oldest.
void SetTerms(GoalView& goal, std::int32_t day) {
  const VersionView& in_force = VersionOn(goal.versions, day);
  goal.terms = in_force.terms;
  goal.version_since = in_force.from;
}

std::vector<StepView> StepsOf(const Goal& goal) {
  std::vector<StepView> steps;
  for (const auto& [id, step] : goal.steps) {
    if (step.removed.value || step.words.value.title.empty()) continue;
    steps.push_back({id, step.words.value.number, step.words.value.title, step.done_on.value});
  }
  std::sort(steps.begin(), steps.end(), [](const StepView& a, const StepView& b) {
    return std::tie(a.number, a.id) < std::tie(b.number, b.id);
  });
  return steps;
}

// The days from this one on have a say on `first` and later, by having been practised, however long
// ago; nothing where no version in force then asks about that.
std::optional<std::int32_t> PractisedFrom(const std::vector<VersionSpan>& versions,
                                          std::int32_t first) {
  std::optional<std::int32_t> from;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (i + 1 < versions.size() && versions[i + 1].from <= first) continue;
    const GoalTerms& terms = *versions[i].terms;
    const bool reached = terms.kind == GoalKind::kMilestone;
    if (!reached && !std::holds_alternative<Spacing>(terms.schedule.shape)) continue;
    // Versions that ask for the same are one, and the oldest has no beginning.
    std::size_t oldest = i;
    while (oldest > 0 && versions[oldest - 1].terms->kind == terms.kind &&
           versions[oldest - 1].terms->deadline == terms.deadline &&
           versions[oldest - 1].terms->schedule.shape == terms.schedule.shape) {
      --oldest;
    }
    if (oldest == 0) return kFirstDayNumber;
    const std::int32_t since = versions[oldest].from - (reached ? 0 : limits::kEveryDays);
    from = std::min(from.value_or(since), since);
  }
  return from;
}

// The agreements as versions. The day that each counts from is what its acceptor's device said, but
// not before the space began here or before the agreement that it followed, and not after today:
// what both said yes to is in force.
void SetVersions(GoalView& goal, const Space& space, const Standing& standing, std::int32_t today) {
  std::int32_t earliest = std::min(space.since_day, today);
  for (const Agreement& agreed : standing.history) {
    const std::int32_t from = std::clamp(agreed.accept->valid_from, earliest, today);
    earliest = from;
    const GoalTerms& terms = agreed.offer->terms.terms;
    if (!goal.versions.empty() && goal.versions.back().from == from) {
      goal.versions.back().terms = terms;
    } else {
      goal.versions.push_back({from, terms, ""});
    }
  }
  goal.since = goal.versions.front().from;
}

// The day a shared goal ended on: somebody stepped out, or this side left.
std::optional<std::int32_t> EndOf(const Space& space, const Standing& standing,
                                  const Subject& subject, std::int32_t today) {
  std::optional<std::int32_t> end;
  if (space.left) end = std::min(space.left_day.value_or(today), today);
  if (standing.in_force) return end;
  std::optional<std::int32_t> stepped;
  for (const Answer& answer : subject.answers) {
    if (answer.kind != AnswerKind::kStepOut) continue;
    stepped = std::max(stepped.value_or(0), DayOfStamp(answer.place.stamp, today));
  }
  if (stepped && end) return std::min(*stepped, *end);
  return stepped ? stepped : end;
}

// The element of a day in a list that rises by day; a new one where there is none.
template <class List>
auto& OnDay(List& list, std::int32_t day) {
  auto it = list.end();
  if (!list.empty() && list.back().day >= day) {
    it = std::lower_bound(list.begin(), list.end(), day,
                          [](const auto& each, std::int32_t wanted) { return each.day < wanted; });
  }
  if (it == list.end() || it->day != day) {
    it = list.emplace(it);
    it->day = day;
  }
  return *it;
}

}  // namespace

std::vector<const Space*> SharedSpaces(const LedgerState& state) {
  std::vector<const Space*> spaces;
  if (state.us) spaces.push_back(&*state.us);
  for (const Space& space : state.left) spaces.push_back(&space);
  return spaces;
}

const Member* Partner(const LedgerState& state, const Space& us) {
  for (const Member& member : us.members) {
    if (!state.self || member.person != state.self->person) return &member;
  }
  return nullptr;
}

std::optional<GoalView> ViewSharedGoal(const LedgerState& state, const Space& space,
                                       const Subject& subject, absl::CivilDay today) {
  const Standing standing = Evaluate(subject);
  if (standing.history.empty()) return std::nullopt;
  const Agreement& agreement = standing.in_force ? *standing.in_force : standing.history.back();
  GoalView out;
  out.space = space.id;
  out.id = subject.id;
  out.side = Side::kUs;
  out.handle = state.names->HandleOf({space.id, subject.id});
  out.title = agreement.offer->terms.title;
  out.state = standing.in_force && !space.left ? GoalState::kActive : GoalState::kEnded;
  if (!space.left) {
    // What had ended before has ended.
    const bool may_be_no = standing.unread && !standing.stepped_out;
    if (state.IsReadOnly(space.id, subject.id)) out.waits = Waits::kReadOnly;
    if (may_be_no) out.waits = Waits::kNotShared;
  }
  out.began = standing.history.front().accept->place.stamp;
  SetVersions(out, space, standing, DayNumber(today));
  out.ended = EndOf(space, standing, subject, DayNumber(today));
  SetTerms(out, DayNumber(today));
  return out;
}

std::optional<GoalView> GoalReader::ViewOwn(const Goal& goal) const {
  if (goal.removed.value) return std::nullopt;
  GoalView out;
  for (const auto& [from, version] : goal.versions) {
    if (version.value.terms) {
      out.versions.push_back({from, *version.value.terms, version.value.learned});
    }
  }
  if (out.versions.empty()) return std::nullopt;
  out.space = state_.me->id;
  out.id = goal.id;
  out.side = Side::kMe;
  out.handle = state_.names->HandleOf({out.space, goal.id});
  out.title = goal.title.value;
  out.state = goal.archived.value ? GoalState::kArchived : GoalState::kActive;
  if (state_.IsReadOnly(out.space, out.id)) out.waits = Waits::kReadOnly;
  if (goal.archived.value) out.ended = DayOfStamp(goal.archived.order.stamp, DayNumber(today_));
  out.since = out.versions.front().from;
  out.began = goal.title.order.stamp;
  out.position = goal.position.value;
  out.why = goal.why.value;
  out.cue = goal.cue.value;
  out.smallest = goal.smallest.value;
  out.group = goal.group.value;
  out.source = goal.source.value;
  out.asks_ease = goal.asks_ease.value;
  for (const auto& [tag, on] : goal.tags) {
    if (on.value) out.tags.push_back(tag);
  }
  out.steps = StepsOf(goal);
  SetTerms(out, DayNumber(today_));
  return out;
}

void GoalReader::SetResting(GoalView& goal) const {
  goal.resting = state_.rests->Longest(goal.id, DayNumber(today_));
}

void GoalReader::AddShared(const Space& space, std::span<const Subject> subjects,
                           std::vector<GoalView>& views) const {
  for (const Subject& subject : subjects) {
    if (auto out = ViewSharedGoal(state_, space, subject, today_)) views.push_back(*std::move(out));
  }
}

absl::StatusOr<std::vector<GoalView>> GoalReader::List() const {
  std::vector<Subject> of_us;
  if (state_.us) {
    TF_ASSIGN_OR_RETURN(of_us, view_.ListSubjects(state_.us->id));
  }
  return List(of_us);
}

absl::StatusOr<std::vector<GoalView>> GoalReader::List(std::span<const Subject> of_us) const {
  std::vector<GoalView> views;
  if (state_.me) {
    for (const auto& [id, goal] : state_.goals->all()) {
      if (auto out = ViewOwn(*goal)) views.push_back(*std::move(out));
    }
  }
  if (state_.us) AddShared(*state_.us, of_us, views);
  for (const Space& space : state_.left) {
    TF_ASSIGN_OR_RETURN(const std::vector<Subject> subjects, view_.ListSubjects(space.id));
    AddShared(space, subjects, views);
  }
  for (GoalView& goal : views) SetResting(goal);
  std::stable_sort(views.begin(), views.end(), [](const GoalView& a, const GoalView& b) {
    return std::tie(a.side, a.position, a.began, a.handle) <
           std::tie(b.side, b.position, b.began, b.handle);
  });
  return views;
}

absl::StatusOr<GoalView> GoalReader::View(const EntityRef& ref) const {
  std::optional<GoalView> out;
  if (state_.me && ref.space == state_.me->id) {
    const Goal* goal = state_.goals->Find(ref.entity);
    if (goal != nullptr) out = ViewOwn(*goal);
  } else {
    for (const Space* space : SharedSpaces(state_)) {
      if (space->id != ref.space) continue;
      TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject,
                          view_.FindSubject(ref.space, ref.entity));
      if (subject) out = ViewSharedGoal(state_, *space, *subject, today_);
    }
  }
  if (!out) {
    return Refusal(absl::StatusCode::kNotFound, "no_such_goal",
                   "that is no goal yet: it begins when both have said yes.")
        .Hint("What stands open", "twofold today");
  }
  SetResting(*out);
  return *std::move(out);
}

absl::Status GoalReader::ReadDays(const SpaceId& space, const GoalView& goal, std::int32_t first,
                                  std::int32_t last, Past& past) const {
  const std::int32_t from = ReadFrom(past.history.versions, first);
  return view_.VisitEntries(space, goal.id, from, last, [&](const EntryKey& key, DayEntry& entry) {
    const GoalKind kind = TermsOn(past.history, key.day).kind;
    Add(OnDay(past.history.days, key.day), Believable(entry, kind));
    if (key.day < first || !state_.self || key.person != state_.self->person) return;
    Said& said = OnDay(past.said, key.day);
    if (said.mark.mark == Mark::kNone) said.mark = std::move(entry.mark.value);
    if (!entry.note.value.empty()) said.note = std::move(entry.note.value);
  });
}

absl::StatusOr<GoalReader::Past> GoalReader::PastOf(const GoalView& goal, std::int32_t first,
                                                    std::int32_t last) const {
  Past past;
  GoalHistory& history = past.history;
  history.goal = goal.id;
  history.versions = Timeline(goal.versions);
  history.since = goal.since;
  history.today = DayNumber(today_);
  history.ended = goal.ended;
  for (const EntityId& covered : {EntityId(), goal.id}) {
    for (const auto& [id, rest] : state_.rests->Of(covered)) history.rests.push_back(rest);
  }
  TF_RETURN_IF_ERROR(ReadDays(goal.space, goal, first, last, past));
  // What a person says about a shared goal for themself alone.
  if (goal.side == Side::kUs && state_.me) {
    TF_RETURN_IF_ERROR(ReadDays(state_.me->id, goal, first, last, past));
  }
  const std::int32_t read = ReadFrom(history.versions, first);
  const std::optional<std::int32_t> oldest = PractisedFrom(history.versions, read);
  if (!oldest) return past;
  TF_RETURN_IF_ERROR(view_.VisitEntriesBefore(goal.space, goal.id, read,
                                              [&](const EntryKey& key, const DayEntry& entry) {
                                                if (key.day < *oldest) return false;
                                                const GoalTerms& terms = TermsOn(history, key.day);
                                                DayRecord record{.day = key.day};
                                                Add(record, Believable(entry, terms.kind));
                                                if (!IsPractised(terms, record)) return true;
                                                history.practised_before = key.day;
                                                return false;
                                              }));
  return past;
}

absl::StatusOr<DayLineView> GoalReader::Day(GoalView goal, absl::CivilDay day) const {
  const std::int32_t number = DayNumber(day);
  DayLineView out;
  TF_ASSIGN_OR_RETURN(Past past, PastOf(goal, number, number));
  out.progress = Progress(past.history, number);
  if (!past.said.empty()) {
    out.own = std::move(past.said.front().mark);
    out.note = std::move(past.said.front().note);
  }
  if (goal.asks_ease && state_.me) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::int32_t> answered,
                        view_.NewestEase(state_.me->id, goal.id));
    out.ease_due = EaseIsDue(answered, goal.since, DayNumber(today_));
  }
  out.goal = std::move(goal);
  return out;
}

}  // namespace twofold

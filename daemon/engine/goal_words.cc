// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/goal_words.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"
#include "core/goals/handle.h"
#include "core/schedule/day.h"
#include "daemon/engine/versions.h"

namespace twofold {
namespace {

absl::Status Full(absl::string_view reason, absl::string_view sentence) {
  return Refusal(absl::StatusCode::kResourceExhausted, reason, sentence);
}

std::string Trimmed(absl::string_view text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

// `own` is the handle that the goal has by now, and may keep.
absl::StatusOr<std::string> ChooseHandle(const Change& change, absl::string_view wanted,
                                         absl::string_view title, absl::string_view own) {
  const auto taken = [&](absl::string_view handle) {
    return handle != own && change.names().IsTaken(handle);
  };
  if (wanted.empty()) return MakeHandle(title, taken);
  TF_RETURN_IF_ERROR(ValidateHandle(wanted));
  if (!taken(wanted)) return std::string(wanted);
  return Refusal(absl::StatusCode::kAlreadyExists, "handle_taken",
                 absl::StrCat("\"", wanted, "\" already names a goal."))
      .Hint("All goals", "twofold goal list --all");
}

absl::Status TakeLine(const std::optional<absl::string_view>& given, absl::string_view what,
                      std::optional<std::string>& out) {
  if (!given) return absl::OkStatus();
  TF_RETURN_IF_ERROR(ValidateLine(*given, what));
  out = Trimmed(*given);
  return absl::OkStatus();
}

absl::Status TakeLines(const BesideWords& beside, GoalSetPayload& set) {
  TF_RETURN_IF_ERROR(TakeLine(beside.why, "why", set.why));
  TF_RETURN_IF_ERROR(TakeLine(beside.cue, "cue", set.cue));
  TF_RETURN_IF_ERROR(TakeLine(beside.smallest, "smallest version", set.smallest));
  if (beside.group) {
    if (!Trimmed(*beside.group).empty()) TF_RETURN_IF_ERROR(ValidateGroup(*beside.group));
    set.group = Trimmed(*beside.group);
  }
  set.asks_ease = beside.asks_ease;
  return absl::OkStatus();
}

absl::Status TakeTags(const BesideWords& beside, const std::vector<std::string>& now,
                      GoalSetPayload& set) {
  const auto has = [&](absl::string_view tag) {
    return std::find(now.begin(), now.end(), tag) != now.end();
  };
  std::size_t count = now.size();
  for (const absl::string_view tag : beside.remove_tags) {
    if (!has(tag) || set.tags.contains(std::string(tag))) continue;
    set.tags[std::string(tag)] = false;
    --count;
  }
  for (const absl::string_view tag : beside.add_tags) {
    TF_RETURN_IF_ERROR(ValidateTag(tag));
    if (has(tag) || set.tags.contains(std::string(tag))) continue;
    set.tags[std::string(tag)] = true;
    ++count;
  }
  if (count <= limits::kTagsPerGoal) return absl::OkStatus();
  return Full("too_many_tags", absl::StrCat("a goal has at most ", limits::kTagsPerGoal, " tags."));
}

// Puts the words of a template below what was typed.
TermsWords Under(const TermsWords& typed, const TermsWords& from) {
  TermsWords out = from;
  const auto over = [](absl::string_view given, absl::string_view& word) {
    if (!given.empty()) word = given;
  };
  over(typed.kind, out.kind);
  over(typed.unit, out.unit);
  if (!typed.at_least.empty() || !typed.at_most.empty()) {
    out.at_least = typed.at_least;
    out.at_most = typed.at_most;
  }
  over(typed.deadline, out.deadline);
  over(typed.size, out.size);
  if (!typed.schedule.every.empty() || !typed.schedule.times.empty()) {
    out.schedule = typed.schedule;
  } else {
    over(typed.schedule.at, out.schedule.at);
    over(typed.schedule.from, out.schedule.from);
    over(typed.schedule.until, out.schedule.until);
  }
  if (typed.meaning) out.meaning = typed.meaning;
  return out;
}

// Drops what would be written as it stands already.
void KeepChanges(const GoalView& goal, GoalSetPayload& set) {
  const auto drop = [](auto& field, const auto& now) {
    if (field && *field == now) field.reset();
  };
  drop(set.title, goal.title);
  drop(set.handle, goal.handle);
  drop(set.why, goal.why);
  drop(set.cue, goal.cue);
  drop(set.smallest, goal.smallest);
  drop(set.group, goal.group);
  drop(set.asks_ease, goal.asks_ease);
}

}  // namespace

absl::StatusOr<PlannedGoal> PlanGoal(const Change& change, const NewGoal& goal) {
  const Template* from = nullptr;
  if (!goal.template_name.empty()) {
    from = FindTemplate(goal.template_name);
    if (from == nullptr) {
      return Refusal(absl::StatusCode::kInvalidArgument, "no_such_template",
                     absl::StrCat("there is no template ", Quoted(goal.template_name), "."))
          .Hint("All templates", "twofold goal templates");
    }
  }
  PlannedGoal planned;
  BesideWords beside = goal.beside;
  if (from != nullptr) {
    if (!beside.title || beside.title->empty()) beside.title = from->title;
    if (!beside.cue && !from->cue.empty()) beside.cue = from->cue;
    if (!beside.smallest && !from->smallest.empty()) beside.smallest = from->smallest;
  }
  const absl::string_view title = beside.title.value_or("");
  TF_RETURN_IF_ERROR(ValidateTitle(title));
  planned.set.title = Trimmed(title);
  const TermsWords words = from == nullptr ? goal.terms : Under(goal.terms, from->terms);
  TF_ASSIGN_OR_RETURN(planned.terms,
                      ParseTerms(words, GoalTerms(), change.today(), change.parts().week_start));
  TF_RETURN_IF_ERROR(TakeLines(beside, planned.set));
  TF_RETURN_IF_ERROR(TakeTags(beside, {}, planned.set));
  TF_ASSIGN_OR_RETURN(planned.set.handle,
                      ChooseHandle(change, beside.handle.value_or(""), title, ""));
  if (!goal.steps.empty() && planned.terms.kind != GoalKind::kMilestone) {
    return Refusal(absl::StatusCode::kInvalidArgument, "steps_not_wanted",
                   "only a milestone has steps; it needs a --deadline.");
  }
  if (goal.steps.size() > limits::kStepsPerGoal) {
    return Full("too_many_steps",
                absl::StrCat("a milestone has at most ", limits::kStepsPerGoal, " steps."));
  }
  std::uint32_t number = 0;
  for (const absl::string_view step : goal.steps) {
    TF_RETURN_IF_ERROR(ValidateStepTitle(step));
    StepWrite write;
    write.step = StepId::Make(change.parts().random);
    write.words = Step::Words{++number, Trimmed(step)};
    planned.steps.push_back(std::move(write));
  }
  return planned;
}

absl::StatusOr<GoalSetPayload> PlanEdit(const Change& change, const GoalView& goal,
                                        const BesideWords& beside) {
  GoalSetPayload set;
  if (beside.title) {
    TF_RETURN_IF_ERROR(ValidateTitle(*beside.title));
    set.title = Trimmed(*beside.title);
  }
  if (beside.handle) {
    TF_ASSIGN_OR_RETURN(set.handle, ChooseHandle(change, *beside.handle,
                                                 set.title.value_or(goal.title), goal.handle));
  }
  TF_RETURN_IF_ERROR(TakeLines(beside, set));
  TF_RETURN_IF_ERROR(TakeTags(beside, goal.tags, set));
  KeepChanges(goal, set);
  return set;
}

absl::StatusOr<PlannedVersion> PlanVersion(const Change& change, const GoalView& goal,
                                           const TermsWords& words, absl::string_view from,
                                           absl::string_view learned) {
  if (goal.state != GoalState::kActive) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "goal_not_active",
                   absl::StrCat("\"", goal.handle, "\" is archived."))
        .Hint("Bring it back", absl::StrCat("twofold goal restore ", goal.handle));
  }
  PlannedVersion planned;
  absl::CivilDay day = change.today();
  if (!from.empty()) {
    TF_ASSIGN_OR_RETURN(day, ParseAnyDay(from, change.today()));
  }
  planned.from = DayNumber(day);
  if (planned.from < goal.since) {
    return Refusal(
        absl::StatusCode::kInvalidArgument, "before_the_goal",
        absl::StrCat("\"", goal.handle, "\" began on ", ShortDay(DayFromNumber(goal.since)),
                     "; what it asks for cannot change before."));
  }
  planned.before = VersionOn(goal.versions, planned.from).terms;
  TF_ASSIGN_OR_RETURN(planned.terms,
                      ParseTerms(words, planned.before, day, change.parts().week_start));
  if (planned.terms == planned.before) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_changed",
                   absl::StrCat("that is what \"", goal.handle, "\" says already."));
  }
  const bool replaces =
      std::any_of(goal.versions.begin(), goal.versions.end(),
                  [&](const VersionView& version) { return version.from == planned.from; });
  if (!replaces && goal.versions.size() >= limits::kVersionsPerGoal) {
    return Full("too_many_versions",
                absl::StrCat("a goal has at most ", limits::kVersionsPerGoal, " versions."));
  }
  TF_RETURN_IF_ERROR(ValidateLine(learned, "line"));
  planned.learned = Trimmed(learned);
  return planned;
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/import_check.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/schedule/day.h"
#include "daemon/engine/versions.h"

namespace twofold {
namespace {

absl::Status Refuse(absl::string_view reason, absl::string_view sentence) {
  return Refusal(absl::StatusCode::kInvalidArgument, reason, sentence);
}

std::string OnDay(std::int32_t day, absl::string_view sentence) {
  if (!IsDayNumber(day)) return std::string(sentence);
  return absl::StrCat("on ", IsoDay(DayFromNumber(day)), ", ", sentence);
}

void Trim(std::string& text) { absl::StripAsciiWhitespace(&text); }

template <class List, class DayOf>
absl::Status SortByDay(List& list, DayOf day_of) {
  const auto less = [&](const auto& a, const auto& b) { return day_of(a) < day_of(b); };
  if (!std::is_sorted(list.begin(), list.end(), less)) {
    std::stable_sort(list.begin(), list.end(), less);
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::int32_t day = day_of(list[i]);
    if (!IsDayNumber(day)) {
      return Refuse("day_not_understood", "a day lies outside the years 1900 to 9999.");
    }
    if (i > 0 && day_of(list[i - 1]) == day) {
      return Refuse("day_twice", OnDay(day, "it has two values for one thing."));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckTexts(PortableGoal& goal) {
  for (std::string* text :
       {&goal.source, &goal.title, &goal.why, &goal.cue, &goal.smallest, &goal.group}) {
    Trim(*text);
  }
  TF_RETURN_IF_ERROR(ValidateTitle(goal.title));
  TF_RETURN_IF_ERROR(ValidateLine(goal.why, "why"));
  TF_RETURN_IF_ERROR(ValidateLine(goal.cue, "cue"));
  TF_RETURN_IF_ERROR(ValidateLine(goal.smallest, "smallest version"));
  if (!goal.group.empty()) TF_RETURN_IF_ERROR(ValidateGroup(goal.group));
  if (!IsSource(goal.source)) {
    return Refuse("source_not_text", absl::StrCat("what it came from is no text of up to ",
                                                  limits::kSourceLength, " bytes."));
  }
  std::sort(goal.tags.begin(), goal.tags.end());
  goal.tags.erase(std::unique(goal.tags.begin(), goal.tags.end()), goal.tags.end());
  for (const std::string& tag : goal.tags) TF_RETURN_IF_ERROR(ValidateTag(tag));
  if (goal.tags.size() > limits::kTagsPerGoal) return TooMany("tags", limits::kTagsPerGoal);
  return absl::OkStatus();
}

absl::Status CheckSteps(std::vector<StepView>& steps) {
  if (steps.size() > limits::kStepsPerGoal) return TooMany("steps", limits::kStepsPerGoal);
  std::set<StepId> ids;
  for (StepView& step : steps) {
    Trim(step.title);
    TF_RETURN_IF_ERROR(ValidateStepTitle(step.title));
    const bool numbered = step.number >= 1 && step.number <= limits::kStepsPerGoal;
    if (!numbered || step.id.empty() || !ids.insert(step.id).second ||
        (step.done_on && !IsDayNumber(*step.done_on))) {
      return Refuse("step_not_understood",
                    "a step has no number, day or id that can be, or the id of another.");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckVersions(std::vector<VersionView>& versions) {
  if (versions.empty()) return Refuse("version_missing", "it does not say what it commits to.");
  if (versions.size() > limits::kVersionsPerGoal) {
    return TooMany("versions", limits::kVersionsPerGoal);
  }
  TF_RETURN_IF_ERROR(SortByDay(versions, [](const VersionView& version) { return version.from; }));
  for (VersionView& version : versions) {
    Trim(version.learned);
    Trim(version.terms.meaning);
    TF_RETURN_IF_ERROR(ValidateLine(version.learned, "line"));
    if (IsValid(version.terms)) continue;
    return Refuse("version_not_understood",
                  OnDay(version.from, "it would commit to what a goal cannot be."));
  }
  return absl::OkStatus();
}

bool IsBlank(const PortableDay& day) {
  return day.mark.mark == Mark::kNone && day.amount_micros == 0 && day.note.empty();
}

absl::Status CheckDay(const PortableDay& day) {
  const bool known = day.mark.mark >= Mark::kNone && day.mark.mark <= Mark::kFine;
  if (!known) return Refuse("mark_not_understood", OnDay(day.day, "the mark is none."));
  if (!day.mark.reason.empty() && day.mark.mark != Mark::kSkipped) {
    return Refuse("reason_without_skip", OnDay(day.day, "a reason belongs to a skip."));
  }
  TF_RETURN_IF_ERROR(ValidateLine(day.mark.reason, "reason"));
  TF_RETURN_IF_ERROR(ValidateNote(day.note));
  if (day.amount_micros < 0 || day.amount_micros > limits::kAmountMicros) {
    return Refuse("amount_out_of_range",
                  OnDay(day.day, "the amount is not between 0 and 1000000000."));
  }
  if (!IsValid(day.written)) {
    return Refuse("zone_not_understood", OnDay(day.day, "the time zone is none."));
  }
  return absl::OkStatus();
}

absl::Status CheckDays(PortableGoal& goal, bool own_format) {
  for (PortableDay& day : goal.days) {
    Trim(day.mark.reason);
    Trim(day.note);
  }
  std::erase_if(goal.days, [](const PortableDay& day) { return IsBlank(day); });
  TF_RETURN_IF_ERROR(SortByDay(goal.days, [](const PortableDay& day) { return day.day; }));
  for (const PortableDay& day : goal.days) {
    TF_RETURN_IF_ERROR(CheckDay(day));
    // What was logged under terms that were changed for the past since then is still ours.
    if (own_format) continue;
    const GoalTerms& terms = VersionOn(goal.versions, day.day).terms;
    if (Takes(terms.kind, day.mark.mark) && (day.amount_micros == 0 || TakesAmount(terms))) {
      continue;
    }
    return Refuse("answer_not_of_this_kind",
                  OnDay(day.day, "it has an answer that its kind of goal does not take."));
  }
  return absl::OkStatus();
}

absl::Status CheckRests(const std::vector<Rest>& rests) {
  for (const Rest& rest : rests) {
    if (!IsDayNumber(rest.first_day) ||
        (rest.last_day && (!IsDayNumber(*rest.last_day) || *rest.last_day < rest.first_day))) {
      return Refuse("span_not_understood", "a rest would end before it begins, or on no day.");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckGoal(PortableGoal& goal, bool own_format) {
  TF_RETURN_IF_ERROR(CheckTexts(goal));
  if (goal.source.empty() && (!own_format || goal.id.empty())) {
    return Refuse("source_missing", "it does not say what it came from.");
  }
  TF_RETURN_IF_ERROR(CheckSteps(goal.steps));
  TF_RETURN_IF_ERROR(CheckVersions(goal.versions));
  TF_RETURN_IF_ERROR(CheckDays(goal, own_format));
  TF_RETURN_IF_ERROR(SortByDay(goal.ease, [](const PortableEase& ease) { return ease.day; }));
  for (const PortableEase& ease : goal.ease) {
    if (ease.ease >= 1 && ease.ease <= 5) continue;
    return Refuse("ease_not_understood", OnDay(ease.day, "ease is not between 1 and 5."));
  }
  return CheckRests(goal.rests);
}

}  // namespace

absl::Status TooMany(absl::string_view what, std::size_t most) {
  return Refusal(absl::StatusCode::kResourceExhausted, absl::StrCat("too_many_", what),
                 absl::StrCat("there is room for ", most, " ", what, "."));
}

bool IsSharedGoal(const PortableGoal& goal) {
  return std::any_of(goal.days.begin(), goal.days.end(),
                     [](const PortableDay& day) { return !day.person.empty(); });
}

absl::Status TidyAndCheck(ImportedFile& file) {
  if (file.goals.size() > limits::kGoalsPerSpace) {
    return TooMany("goals", limits::kGoalsPerSpace);
  }
  const bool own_format = file.format == kOwnFormat;
  std::set<EntityId> ids;
  std::set<std::string> sources;
  std::size_t days = 0, number = 0;
  for (PortableGoal& goal : file.goals) {
    ++number;
    days += goal.days.size();
    if (days > limits::kImportEntries) return TooMany("days", limits::kImportEntries);
    if (IsSharedGoal(goal)) continue;
    const absl::Status status = CheckGoal(goal, own_format);
    if (!status.ok()) return OfGoal(number, status);
    const bool id_again = !goal.id.empty() && !ids.insert(goal.id).second;
    const bool source_again = !goal.source.empty() && !sources.insert(goal.source).second;
    if (!id_again && !source_again) continue;
    return OfGoal(number, Refuse("goal_twice", "it stands in the file twice."));
  }
  return CheckRests(file.rests);
}

absl::Status OfGoal(std::size_t number, const absl::Status& refusal) {
  return WithSentence(refusal, absl::StrCat("goal ", number, ": ", refusal.message()));
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/terms_words.h"

#include <array>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/goals/amount.h"
#include "core/goals/goal.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

constexpr std::array<absl::string_view, 7> kKinds = {"check",   "measure", "milestone", "observe",
                                                     "explore", "edge",    "time"};

absl::Status Refuse(absl::string_view reason, absl::string_view sentence) {
  return Refusal(absl::StatusCode::kInvalidArgument, reason, sentence);
}

absl::StatusOr<GoalKind> ChooseKind(const TermsWords& words, GoalKind base) {
  if (!words.kind.empty()) {
    if (const auto kind = KindFromWord(words.kind)) return *kind;
    return Refuse("kind_not_understood",
                  absl::StrCat(Quoted(words.kind), " is no kind of goal. There are ",
                               absl::StrJoin(kKinds, ", "), "."));
  }
  if (base != GoalKind::kCheck) return base;
  if (!words.at_least.empty() || !words.at_most.empty() || !words.unit.empty()) {
    return GoalKind::kMeasure;
  }
  if (!words.deadline.empty()) return GoalKind::kMilestone;
  if (!words.size.empty()) return GoalKind::kEdge;
  return base;
}

absl::StatusOr<Period> ParsePeriod(absl::string_view word) {
  if (word == "day") return Period::kDay;
  if (word == "week") return Period::kWeek;
  if (word == "month") return Period::kMonth;
  return Refuse("amount_not_understood",
                absl::StrCat(Quoted(word), " is no period for an amount. Try day, week or month."));
}

// Takes "150min/week" apart; sets the unit where the terms have none yet.
absl::Status TakeTarget(absl::string_view text, Direction direction, GoalTerms& terms) {
  if (absl::EqualsIgnoreCase(text, "none")) {
    terms.target.reset();
    return absl::OkStatus();
  }
  Target target;
  target.direction = direction;
  const std::size_t slash = text.rfind('/');
  if (slash != absl::string_view::npos) {
    TF_ASSIGN_OR_RETURN(target.period, ParsePeriod(text.substr(slash + 1)));
    text = absl::StripAsciiWhitespace(text.substr(0, slash));
  }
  const std::string unit = UnitOf(text);
  if (terms.unit.empty()) terms.unit = unit;
  const bool zero = IsZeroAmount(text, terms.unit);
  if (zero && direction == Direction::kAtLeast) {
    return Refuse("target_zero",
                  absl::StrCat("at least ", Quoted(text),
                               " would be kept by doing nothing. Give a larger amount."));
  }
  if (!zero) {
    TF_ASSIGN_OR_RETURN(target.micros, ParseAmount(text, terms.unit));
  }
  terms.target = target;
  return absl::OkStatus();
}

absl::Status TakeAmounts(const TermsWords& words, GoalTerms& terms) {
  if (!words.unit.empty()) {
    TF_RETURN_IF_ERROR(ValidateUnit(words.unit));
    terms.unit = std::string(words.unit);
  }
  if (!words.at_least.empty() && !words.at_most.empty()) {
    return Refuse("target_twice", "a goal asks for at least or for at most, not for both.");
  }
  if (!words.at_least.empty()) {
    TF_RETURN_IF_ERROR(TakeTarget(words.at_least, Direction::kAtLeast, terms));
  }
  if (!words.at_most.empty()) {
    TF_RETURN_IF_ERROR(TakeTarget(words.at_most, Direction::kAtMost, terms));
  }
  return absl::OkStatus();
}

absl::Status TakeSize(absl::string_view word, GoalTerms& terms) {
  if (word.empty()) return absl::OkStatus();
  if (word.size() != 1 || word[0] < '1' || word[0] > '5') {
    return Refuse("size_missing", absl::StrCat(Quoted(word), " is no size. Sizes go from 1 to 5."));
  }
  terms.size = word[0] - '0';
  return absl::OkStatus();
}

// A kind of goal takes some parts and not others: says which one is one too many.
absl::Status CheckParts(const TermsWords& words, const GoalTerms& terms) {
  const auto not_of = [&](absl::string_view what) {
    return Refuse("not_of_this_kind", absl::StrCat("a goal of the kind ", KindWord(terms.kind),
                                                   " takes no ", what, "."));
  };
  const bool measured = terms.kind == GoalKind::kMeasure;
  if (!words.unit.empty() && !measured && terms.kind != GoalKind::kObserve) return not_of("unit");
  if ((!words.at_least.empty() || !words.at_most.empty()) && !measured) return not_of("target");
  if (!words.deadline.empty() && terms.kind != GoalKind::kMilestone) return not_of("deadline");
  if (!words.size.empty() && terms.kind != GoalKind::kEdge) return not_of("size");
  const bool has_days =
      !words.schedule.every.empty() || !words.schedule.times.empty() || !words.schedule.per.empty();
  if (terms.kind == GoalKind::kMilestone && has_days) {
    return not_of("schedule; it has a deadline");
  }
  return absl::OkStatus();
}

// Drops what another kind had and this one does not take.
void DropParts(GoalTerms& terms) {
  const bool measured = terms.kind == GoalKind::kMeasure;
  if (!measured && terms.kind != GoalKind::kObserve) terms.unit.clear();
  if (!measured) terms.target.reset();
  if (terms.kind != GoalKind::kMilestone) terms.deadline.reset();
  if (terms.kind != GoalKind::kEdge) terms.size = 0;
  if (terms.kind == GoalKind::kMilestone) terms.schedule.shape = EveryDay{};
}

absl::Status CheckWhole(const GoalTerms& terms) {
  if (terms.kind == GoalKind::kMeasure && terms.unit.empty()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "unit_missing",
                   "a measured goal needs a unit, such as min, km or pages.")
        .Hint("For example", "--unit min, or --at-least 30min");
  }
  if (terms.kind == GoalKind::kMilestone && !terms.deadline) {
    return Refuse("deadline_missing",
                  "a milestone needs a deadline, such as --deadline 2026-12-24.");
  }
  if (terms.kind == GoalKind::kEdge && terms.size == 0) {
    return Refuse("size_missing", "an edge needs a size from 1 to 5, such as --size 2.");
  }
  if (IsPeriodTarget(terms) && !std::holds_alternative<EveryDay>(terms.schedule.shape)) {
    return Refuse("target_has_days",
                  "an amount by the week or month is done on any days; leave out the days.");
  }
  if (!IsValid(terms)) return Refuse("goal_not_understood", "these parts do not go together.");
  return absl::OkStatus();
}

}  // namespace

absl::string_view KindWord(GoalKind kind) { return kKinds[static_cast<int>(kind) - 1]; }

std::optional<GoalKind> KindFromWord(absl::string_view word) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (absl::EqualsIgnoreCase(word, kKinds[i])) return static_cast<GoalKind>(i + 1);
  }
  return std::nullopt;
}

absl::StatusOr<GoalTerms> ParseTerms(const TermsWords& words, const GoalTerms& base,
                                     absl::CivilDay today, int week_start) {
  GoalTerms terms = base;
  TF_ASSIGN_OR_RETURN(terms.kind, ChooseKind(words, base.kind));
  TF_RETURN_IF_ERROR(CheckParts(words, terms));
  TF_RETURN_IF_ERROR(TakeAmounts(words, terms));
  TF_RETURN_IF_ERROR(TakeSize(words.size, terms));
  if (!words.deadline.empty()) {
    TF_ASSIGN_OR_RETURN(const absl::CivilDay deadline, ParseAnyDay(words.deadline, today));
    terms.deadline = DayNumber(deadline);
  }
  if (words.meaning) {
    TF_RETURN_IF_ERROR(ValidateLine(*words.meaning, "meaning"));
    terms.meaning = std::string(absl::StripAsciiWhitespace(*words.meaning));
  }
  TF_ASSIGN_OR_RETURN(terms.schedule,
                      ParseSchedule(words.schedule, base.schedule, today, week_start));
  if (words.schedule.empty() && IsPeriodTarget(terms)) terms.schedule.week_start = week_start;
  DropParts(terms);
  TF_RETURN_IF_ERROR(CheckWhole(terms));
  return terms;
}

}  // namespace twofold

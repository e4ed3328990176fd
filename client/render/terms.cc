// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/terms.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/render/days.h"

namespace twofold {
namespace {

using daemon::v1::Goal;
using daemon::v1::Schedule;

bool IsPeriodTarget(const Goal& goal) { return goal.has_target() && goal.target().per() != "day"; }

std::string KindText(const Look& look, const Goal& goal) {
  if (goal.kind() == "milestone") {
    if (goal.deadline().empty()) return "a milestone";
    return absl::StrCat("a milestone, by ", DayText(look, goal.deadline()));
  }
  if (goal.kind() == "edge") {
    return goal.size() == 0 ? "an edge" : absl::StrCat("an edge of size ", goal.size());
  }
  if (goal.kind() == "observe") return "only recorded";
  if (goal.kind() == "explore") return "to try out";
  if (goal.kind() == "time") return "time for two";
  return "";
}

// Whether a day asks for it; else its schedule says at most when it may be recorded.
bool IsAskedFor(const Goal& goal) {
  return goal.kind() != "observe" && goal.kind() != "explore" && goal.kind() != "edge" &&
         goal.kind() != "milestone";
}

// The days, unless they say nothing beside the kind or the target.
std::string DaysText(const Look& look, const Goal& goal) {
  const Schedule& schedule = goal.schedule();
  const bool daily = schedule.shape().empty() || schedule.shape() == "every_day";
  if (daily && (IsPeriodTarget(goal) || !IsAskedFor(goal))) {
    return schedule.at().empty() ? "" : absl::StrCat("at ", Shown(look, schedule.at()));
  }
  return ScheduleText(look, schedule);
}

std::string AmountTerms(const Look& look, const Goal& goal) {
  if (goal.has_target()) return TargetText(look, goal);
  if (goal.unit().empty()) return "";
  return absl::StrCat("counted in ", Shown(look, goal.unit()));
}

std::string SpanTerms(const Look& look, const Goal& goal) {
  const Schedule& schedule = goal.schedule();
  std::vector<std::string> parts;
  if (!schedule.first_day().empty()) {
    parts.push_back(absl::StrCat("from ", DayText(look, schedule.first_day())));
  }
  if (!schedule.last_day().empty()) {
    parts.push_back(absl::StrCat("until ", DayText(look, schedule.last_day())));
  }
  const bool weekly = schedule.shape() == "times_per_week" || schedule.shape() == "every_n_weeks" ||
                      (goal.has_target() && goal.target().per() == "week");
  if (weekly && !schedule.week_start().empty() && schedule.week_start() != "mon") {
    parts.push_back(absl::StrCat("weeks begin on ", Shown(look, schedule.week_start())));
  }
  return absl::StrJoin(parts, ", ");
}

std::string MeaningTerms(const Look& look, const Goal& goal) {
  if (goal.meaning().empty()) return "";
  return absl::StrCat("what counts: \"", Shown(look, goal.meaning()), "\"");
}

std::string Joined(std::vector<std::string> parts) {
  parts.erase(std::remove(parts.begin(), parts.end(), ""), parts.end());
  return absl::StrJoin(parts, ", ");
}

// The days of `before` beside those of `now`: the time only where it differs.
std::string ShortDays(const Look& look, const Goal& now, const Goal& before) {
  const Schedule& schedule = before.schedule();
  std::string days = ShortScheduleText(look, schedule);
  if (schedule.shape() == "weekdays" && days != ScheduleText(look, schedule) &&
      !schedule.at().empty() && schedule.at() != now.schedule().at()) {
    absl::StrAppend(&days, " at ", Shown(look, schedule.at()));
  }
  return days;
}

}  // namespace

std::string TargetText(const Look& look, const Goal& goal) {
  if (!goal.has_target()) return "";
  return absl::StrCat(goal.target().direction() == "at_most" ? "at most " : "at least ",
                      AmountText(look, goal.target().amount(), goal.unit()), " a ",
                      Shown(look, goal.target().per()));
}

std::string TermsText(const Look& look, const Goal& goal) {
  const bool any = HasAnyDays(goal.schedule());
  const std::string terms =
      Joined({KindText(look, goal), DaysText(look, goal), any ? "any days" : "",
              AmountTerms(look, goal), SpanTerms(look, goal)});
  const std::string meaning = MeaningTerms(look, goal);
  return meaning.empty() ? terms : absl::StrCat(terms, "; ", meaning);
}

std::string TermsBefore(const Look& look, const Goal& now, const Goal& before) {
  using Part = std::string (*)(const Look&, const Goal&);
  struct Slot {
    Part part;
    absl::string_view none;
  };
  constexpr std::array<Slot, 4> kSlots = {{{KindText, "a yes or no"},
                                           {AmountTerms, "no amount"},
                                           {SpanTerms, "no first or last day"},
                                           {MeaningTerms, "nothing about what counts"}}};
  std::vector<std::string> said;
  if (!before.title().empty() && before.title() != now.title()) {
    said.push_back(absl::StrCat("\"", Shown(look, before.title()), "\""));
  }
  if (!before.schedule().shape().empty() &&
      ScheduleText(look, before.schedule()) != ScheduleText(look, now.schedule())) {
    said.push_back(ShortDays(look, now, before));
  }
  for (const Slot& slot : kSlots) {
    const std::string old = slot.part(look, before);
    if (old == slot.part(look, now)) continue;
    said.push_back(old.empty() ? std::string(slot.none) : old);
  }
  return absl::StrJoin(said, ", ");
}

std::string MilestoneText(const Look& look, const Goal& goal, absl::string_view day) {
  if (goal.kind() != "milestone") return "";
  std::vector<std::string> parts;
  if (goal.steps_size() > 0) {
    const auto done = std::count_if(goal.steps().begin(), goal.steps().end(),
                                    [](const auto& step) { return !step.done_on().empty(); });
    parts.push_back(absl::StrCat(
        done, " of ", Count(static_cast<unsigned long>(goal.steps_size()), "step", "steps")));
  }
  if (!goal.deadline().empty()) {
    // ISO days compare like the days they name.
    const bool past = !day.empty() && goal.deadline() < std::string(day);
    parts.push_back(absl::StrCat(past ? "was for " : "by ", DayText(look, goal.deadline())));
  }
  return parts.empty() ? "a milestone" : absl::StrJoin(parts, ", ");
}

std::string ShortTermsText(const Look& look, const Goal& goal) {
  if (goal.kind() == "milestone") return MilestoneText(look, goal, "");
  std::string amount = goal.has_target() ? TargetText(look, goal) : Shown(look, goal.unit());
  return Joined({IsAskedFor(goal) ? "" : KindText(look, goal), DaysText(look, goal), amount});
}

}  // namespace twofold

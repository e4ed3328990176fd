// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/portable_rules.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/ids.h"
#include "core/base/limits.h"
#include "core/goals/amount.h"
#include "core/goals/entry.h"
#include "core/goals/goal.h"
#include "core/goals/handle.h"
#include "core/goals/terms_words.h"
#include "core/schedule/day.h"
#include "import/number.h"
#include "import/texts.h"

namespace twofold::importing {
namespace {

using portable::v1::Entry;
using portable::v1::Goal;
using portable::v1::Version;

std::optional<std::int32_t> Day(const std::string& text) {
  const std::optional<absl::CivilDay> day = DayFromIso(text);
  return day ? KeptDay(DayNumber(*day)) : std::nullopt;
}

bool IsId(const std::string& id) {
  return id.size() == 32 && std::all_of(id.begin(), id.end(), [](char c) {
           return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

// Keeps the items of a list that `keep` wants; counts the others.
template <class T, class F>
void KeepIf(google::protobuf::RepeatedPtrField<T>& items, Remarks& remarks, F keep) {
  int kept = 0;
  for (int i = 0; i < items.size(); ++i) {
    if (!keep(*items.Mutable(i))) continue;
    if (kept != i) items.SwapElements(kept, i);
    ++kept;
  }
  remarks.Count(Loss::kNotAllowed, static_cast<std::size_t>(items.size() - kept));
  items.DeleteSubrange(kept, items.size() - kept);
}

template <class T, class F>
void SortBy(google::protobuf::RepeatedPtrField<T>& items, F key) {
  std::stable_sort(items.pointer_begin(), items.pointer_end(),
                   [&](const T* a, const T* b) { return key(*a) < key(*b); });
}

// The terms that the words of a version mean; nothing for what no goal can have.
std::optional<GoalTerms> TermsOf(const Version& version) {
  const std::optional<std::int32_t> from = Day(version.from());
  if (!from || !KindFromWord(version.kind())) return std::nullopt;
  for (const std::string* day :
       {&version.deadline(), &version.schedule().first_day(), &version.schedule().last_day()}) {
    if (!day->empty() && !Day(*day)) return std::nullopt;
  }
  const std::string amount =
      version.has_target() ? absl::StrCat(version.target().amount(), "/", version.target().per())
                           : "none";
  const bool at_most = version.has_target() && version.target().direction() == "at_most";
  const bool at_least = version.has_target() && version.target().direction() == "at_least";
  if (version.has_target() && !at_most && !at_least) return std::nullopt;
  const std::string size = version.size() == 0 ? "" : absl::StrCat(version.size());
  const portable::v1::Schedule& schedule = version.schedule();
  TermsWords words;
  words.kind = version.kind();
  words.unit = version.unit();
  if (at_least) words.at_least = amount;
  if (at_most) words.at_most = amount;
  words.deadline = version.deadline();
  words.size = size;
  // A milestone has a deadline instead of a rhythm, and its shape says no more than that.
  const bool has_rhythm = version.kind() != "milestone" || schedule.shape() != "day";
  if (has_rhythm) words.schedule.every = schedule.shape();
  words.schedule.at = schedule.at();
  words.schedule.from = schedule.first_day();
  words.schedule.until = schedule.last_day();
  words.meaning = version.meaning();
  int week_start = 0;
  if (!schedule.week_start().empty()) {
    const std::optional<int> weekday = ParseWeekday(schedule.week_start());
    if (!weekday) return std::nullopt;
    week_start = *weekday;
  }
  auto terms = ParseTerms(words, GoalTerms{}, DayFromNumber(*from), week_start);
  return terms.ok() ? std::optional<GoalTerms>(*std::move(terms)) : std::nullopt;
}

// The versions of a goal by the day they are valid from.
using Timeline = std::map<std::string, GoalTerms>;

const GoalTerms& InForce(const Timeline& timeline, const std::string& day) {
  const auto after = timeline.upper_bound(day);
  return after == timeline.begin() ? after->second : std::prev(after)->second;
}

// `timeline` is not empty.
bool TidyEntry(const Timeline& timeline, Entry& entry, Remarks& remarks) {
  const std::optional<Mark> mark = MarkFromWord(entry.mark());
  if (!Day(entry.day()) || !mark) return false;
  const GoalTerms& terms = InForce(timeline, entry.day());
  if (!Takes(terms.kind, *mark)) return false;
  if (!entry.amount().empty()) {
    if (!TakesAmount(terms)) return false;
    const Amount amount = ReadAmount(entry.amount(), Comma::kUnknown);
    if (amount.fault != Amount::Fault::kNone || amount.micros == 0) return false;
    if (amount.rounded) remarks.Count(Loss::kRounded);
    entry.set_amount(FormatAmount(amount.micros));
  }
  entry.set_reason(LineText(entry.reason(), remarks));
  entry.set_note(NoteText(entry.note(), remarks));
  if (entry.zone().size() > limits::kZoneLength) entry.clear_zone();
  return !entry.mark().empty() || !entry.amount().empty() || !entry.note().empty();
}

void TidySteps(Goal& goal, Remarks& remarks) {
  std::set<std::string> ids;
  KeepIf(*goal.mutable_steps(), remarks, [&](portable::v1::Step& step) {
    if (!IsId(step.id()) || !ids.insert(step.id()).second || step.number() == 0) return false;
    if (ids.size() > limits::kStepsPerGoal) return false;
    if (!step.done_on().empty() && !Day(step.done_on())) return false;
    step.set_title(StepText(step.title(), remarks));
    return true;
  });
}

void TidyTags(Goal& goal, Remarks& remarks) {
  std::set<std::string> tags;
  for (const std::string& tag : goal.tags()) {
    if (!ValidateTag(tag).ok() || tags.size() == limits::kTagsPerGoal) {
      remarks.Count(Loss::kNotAllowed);
    } else {
      tags.insert(tag);
    }
  }
  goal.clear_tags();
  for (const std::string& tag : tags) goal.add_tags(tag);
}

}  // namespace

bool IsRest(const portable::v1::Rest& rest) {
  const std::optional<std::int32_t> first = Day(rest.first_day());
  if (!first) return false;
  if (rest.last_day().empty()) return true;
  const std::optional<std::int32_t> last = Day(rest.last_day());
  return last && *first <= *last;
}

bool TidyGoal(Goal& goal, Remarks& remarks) {
  if (!IsId(goal.id())) {
    if (!goal.id().empty()) remarks.Count(Loss::kNotAllowed);
    goal.clear_id();
  }
  if (!goal.handle().empty() && !ValidateHandle(goal.handle()).ok()) {
    remarks.Count(Loss::kNotAllowed);
    goal.clear_handle();
  }
  goal.set_title(TitleText(goal.title(), remarks));
  goal.set_why(LineText(goal.why(), remarks));
  goal.set_cue(LineText(goal.cue(), remarks));
  goal.set_smallest(LineText(goal.smallest(), remarks));
  goal.set_group(GroupText(goal.group(), remarks));
  TidyTags(goal, remarks);
  TidySteps(goal, remarks);
  Timeline timeline;
  KeepIf(*goal.mutable_versions(), remarks, [&](Version& version) {
    version.set_learned(LineText(version.learned(), remarks));
    version.set_meaning(LineText(version.meaning(), remarks));
    version.set_unit(UnitText(version.unit(), remarks));
    const std::optional<GoalTerms> terms = TermsOf(version);
    return terms && timeline.emplace(version.from(), *terms).second;
  });
  if (goal.versions().empty()) return false;
  SortBy(*goal.mutable_versions(), [](const Version& version) { return version.from(); });
  std::set<std::string> days;
  KeepIf(*goal.mutable_entries(), remarks, [&](Entry& entry) {
    return TidyEntry(timeline, entry, remarks) && days.insert(entry.day()).second;
  });
  SortBy(*goal.mutable_entries(), [](const Entry& entry) { return entry.day(); });
  days.clear();
  KeepIf(*goal.mutable_ease(), remarks, [&](portable::v1::Ease& ease) {
    return Day(ease.day()) && ease.ease() >= 1 && ease.ease() <= 5 &&
           days.insert(ease.day()).second;
  });
  SortBy(*goal.mutable_ease(), [](const portable::v1::Ease& ease) { return ease.day(); });
  KeepIf(*goal.mutable_rests(), remarks, [](portable::v1::Rest& rest) { return IsRest(rest); });
  return true;
}

}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/draft.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/goals/amount.h"
#include "core/schedule/day.h"
#include "import/encoding.h"
#include "import/refusals.h"
#include "import/texts.h"

namespace twofold::importing {
namespace {

using portable::v1::Entry;
using portable::v1::ImportFile;

constexpr char kNoUnit[] = "times";

std::string Iso(std::int32_t day) { return IsoDay(DayFromNumber(day)); }

// FNV-1a, 64 bits: the same on every machine and for ever, which is all that an id here needs.
std::uint64_t Fingerprint(absl::string_view text, std::uint64_t basis) {
  std::uint64_t hash = basis;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

// Takes what a repeated row has beyond the one that counts.
void TakeOver(DayDraft& counts, DayDraft& other) {
  if (counts.said == Said::kNothing && !counts.micros) {
    counts.said = other.said;
    counts.micros = other.micros;
    if (counts.reason.empty()) counts.reason = std::move(other.reason);
  }
  if (other.note.empty() || other.note == counts.note) return;
  counts.note =
      counts.note.empty() ? std::move(other.note) : absl::StrCat(counts.note, "\n", other.note);
}

// Days rising, each once.
void MergeDays(GoalDraft& goal) {
  std::stable_sort(goal.days.begin(), goal.days.end(),
                   [](const DayDraft& a, const DayDraft& b) { return a.day < b.day; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < goal.days.size(); ++i) {
    if (kept == 0 || goal.days[kept - 1].day != goal.days[i].day) {
      if (kept != i) goal.days[kept] = std::move(goal.days[i]);
      ++kept;
    } else if (goal.repeats == Repeats::kFirstCounts) {
      TakeOver(goal.days[kept - 1], goal.days[i]);
      goal.remarks.Count(Loss::kRepeated);
    } else {
      goal.days[kept - 1] = std::move(goal.days[i]);
      goal.remarks.Count(Loss::kReplaced);
    }
  }
  goal.days.resize(kept);
}

void AmountIntoNote(GoalDraft& goal, DayDraft& day, absl::string_view unit) {
  if (!day.micros) return;
  std::string words = FormatAmount(*day.micros);
  if (!unit.empty()) absl::StrAppend(&words, " ", unit);
  day.note = day.note.empty() ? words : absl::StrCat(words, "\n", day.note);
  day.micros.reset();
  goal.remarks.Count(Loss::kAmountInNote);
}

void FillEntry(GoalDraft& goal, DayDraft& day, Entry& entry) {
  entry.set_day(Iso(day.day));
  const bool observed = goal.kind == DraftKind::kObserve;
  if (day.micros && *day.micros > 0) entry.set_amount(FormatAmount(*day.micros));
  if (day.said == Said::kSkipped && !observed) {
    entry.set_mark("skipped");
    entry.set_reason(LineText(day.reason, goal.remarks));
  } else if (day.said == Said::kNotKept && !observed) {
    entry.set_mark("not_kept");
  } else if (day.micros && *day.micros == 0) {
    entry.set_mark("zero");
  } else if (day.said == Said::kKept && goal.kind != DraftKind::kMeasure) {
    entry.set_mark("kept");
  }
  entry.set_note(NoteText(day.note, goal.remarks));
}

bool IsBlank(const Entry& entry) {
  return entry.mark().empty() && entry.amount().empty() && entry.note().empty();
}

// What an observed goal cannot hold: that nothing was to be observed.
void DropUnobserved(GoalDraft& goal) {
  if (goal.kind != DraftKind::kObserve) return;
  for (DayDraft& day : goal.days) {
    if (day.said != Said::kNotKept && day.said != Said::kSkipped) continue;
    if (!day.reason.empty()) {
      day.note = day.note.empty() ? day.reason : absl::StrCat(day.reason, "\n", day.note);
    }
    day.said = Said::kNothing;
    goal.remarks.Count(Loss::kNotObserved);
  }
}

bool HasAmounts(const GoalDraft& goal) {
  return std::any_of(goal.days.begin(), goal.days.end(),
                     [](const DayDraft& day) { return day.micros.has_value(); });
}

void FillTarget(GoalDraft& goal, portable::v1::Version& version) {
  if (!goal.target || goal.kind != DraftKind::kMeasure) return;
  const TargetDraft& target = *goal.target;
  const bool at_least_nothing = target.direction == "at_least" && target.amount.micros == 0;
  if (target.amount.fault != Amount::Fault::kNone || at_least_nothing) {
    goal.remarks.Say("Its target could not be taken over; any amount counts.");
    return;
  }
  if (target.amount.rounded) goal.remarks.Say("Its target was rounded to six decimals.");
  version.mutable_target()->set_direction(std::string(target.direction));
  version.mutable_target()->set_amount(FormatAmount(target.amount.micros));
  version.mutable_target()->set_per(std::string(target.per));
}

void FillVersion(GoalDraft& goal, std::int32_t from, portable::v1::Version& version) {
  version.set_from(Iso(from));
  switch (goal.kind) {
    case DraftKind::kCheck:
      version.set_kind("check");
      break;
    case DraftKind::kMeasure:
      version.set_kind("measure");
      break;
    case DraftKind::kObserve:
      version.set_kind("observe");
      break;
  }
  if (goal.kind != DraftKind::kCheck) {
    std::string unit = UnitText(goal.unit, goal.remarks);
    const bool needs_unit = goal.kind == DraftKind::kMeasure || HasAmounts(goal);
    if (unit.empty() && needs_unit) {
      unit = kNoUnit;
      goal.remarks.Say("It had no unit and got \"times\".");
    }
    version.set_unit(unit);
  }
  FillTarget(goal, version);
  version.set_meaning(LineText(goal.meaning, goal.remarks));
  portable::v1::Schedule& schedule = *version.mutable_schedule();
  schedule.set_shape(goal.rhythm.shape);
  if (goal.rhythm.counted) schedule.set_first_day(Iso(from));
  if (goal.at_minute) {
    schedule.set_at(absl::StrFormat("%02d:%02d", *goal.at_minute / 60, *goal.at_minute % 60));
  }
  if (goal.last_day && *goal.last_day >= from) {
    schedule.set_last_day(Iso(*goal.last_day));
  } else if (goal.last_day) {
    goal.remarks.Say("Its last day lies before its first one and was left out.");
  }
}

// Source ids, each once: a second goal of the same key gets a number.
class Sources {
 public:
  std::string Own(absl::string_view format, absl::string_view key) {
    std::string source = SourceId(format, key);
    int& number = numbers_[source];
    while (!taken_.insert(source).second)
      source = SourceId(format, absl::StrCat(key, "#", ++number + 1));
    return source;
  }

 private:
  std::map<std::string, int> numbers_;
  std::set<std::string> taken_;
};

// The day from which the goal counts.
std::int32_t FirstDay(const GoalDraft& goal, std::int32_t otherwise) {
  if (goal.days.empty()) return goal.start_day.value_or(otherwise);
  return std::min(goal.days.front().day, goal.start_day.value_or(goal.days.front().day));
}

}  // namespace

void SetAmount(GoalDraft& goal, DayDraft& day, const Amount& amount) {
  switch (amount.fault) {
    case Amount::Fault::kNone:
      day.micros = amount.micros;
      if (amount.rounded) goal.remarks.Count(Loss::kRounded);
      return;
    case Amount::Fault::kNotANumber:
      return goal.remarks.Count(Loss::kNotANumber);
    case Amount::Fault::kNegative:
      return goal.remarks.Count(Loss::kNegative);
    case Amount::Fault::kTooLarge:
      return goal.remarks.Count(Loss::kTooLarge);
  }
}

void SetKindByDays(GoalDraft& goal) {
  const bool some = HasAmounts(goal);
  bool every_kept = true;
  bool kept_alone = true;
  for (const DayDraft& day : goal.days) {
    if (day.said == Said::kKept) every_kept = every_kept && day.micros.value_or(0) > 0;
    const bool otherwise = day.said == Said::kNotKept || day.said == Said::kSkipped;
    if (otherwise && day.micros.value_or(0) > 0) kept_alone = false;
  }
  goal.kind = some && every_kept && kept_alone ? DraftKind::kMeasure : DraftKind::kCheck;
}

bool TakeAmountsAsYesAndNo(GoalDraft& goal) {
  constexpr std::int64_t kOne = 1'000'000;  // in millionths
  const bool numbers = std::any_of(goal.days.begin(), goal.days.end(), [](const DayDraft& day) {
    return day.micros && *day.micros != 0 && *day.micros != kOne;
  });
  if (numbers) return false;
  for (DayDraft& day : goal.days) {
    if (day.micros) day.said = *day.micros == kOne ? Said::kKept : Said::kNotKept;
    day.micros.reset();
  }
  return true;
}

std::string SourceId(absl::string_view format, absl::string_view key) {
  const std::string id = absl::StrCat(format, ":", ValidUtf8(key));
  if (id.size() <= limits::kSourceLength && !HasControl(id)) return id;
  return absl::StrFormat("%s:#%016x%016x", std::string(format), Fingerprint(id, 0xcbf29ce484222325),
                         Fingerprint(id, 0x9ae16a3b2f90404f));
}

absl::StatusOr<GoalDraft*> FileDraft::AddGoal(absl::string_view key) {
  if (goals_.size() == bounds_.goals) {
    return TooManyGoals(bounds_.goals);
  }
  goals_.emplace_back().key = std::string(key);
  return &goals_.back();
}

absl::Status FileDraft::AddDay(GoalDraft& goal, DayDraft day) {
  Covers(day.day);
  if (day.said == Said::kNothing && !day.micros && day.note.empty()) return absl::OkStatus();
  if (entries_ == bounds_.entries) {
    return TooManyEntries(bounds_.entries);
  }
  ++entries_;
  goal.days.push_back(std::move(day));
  return absl::OkStatus();
}

void FileDraft::Covers(std::int32_t day) { last_day_ = std::max(last_day_.value_or(day), day); }

absl::StatusOr<ImportFile> FileDraft::Finish(absl::CivilDay today) {
  if (goals_.empty()) return NothingFound();
  ImportFile file;
  file.set_format(std::string(format_));
  Sources sources;
  for (GoalDraft& draft : goals_) {
    portable::v1::ImportedGoal& imported = *file.add_goals();
    portable::v1::Goal& goal = *imported.mutable_goal();
    goal.set_source(sources.Own(format_, draft.key));
    goal.set_title(TitleText(draft.title, draft.remarks));
    goal.set_archived(draft.archived);
    goal.set_why(LineText(draft.why, draft.remarks));
    goal.set_group(GroupText(draft.group, draft.remarks));
    MergeDays(draft);
    DropUnobserved(draft);
    const std::int32_t from = FirstDay(draft, last_day_.value_or(DayNumber(today)));
    FillVersion(draft, from, *goal.add_versions());
    const std::string& unit = goal.versions(0).unit();
    goal.mutable_entries()->Reserve(static_cast<int>(draft.days.size()));
    for (DayDraft& day : draft.days) {
      if (unit.empty()) AmountIntoNote(draft, day, draft.unit);
      FillEntry(draft, day, *goal.add_entries());
      if (IsBlank(goal.entries(goal.entries_size() - 1))) goal.mutable_entries()->RemoveLast();
    }
    draft.days = {};
    if (draft.loop) *imported.mutable_loop() = *draft.loop;
    for (const std::string& remark : draft.remarks.Sentences()) imported.add_remarks(remark);
  }
  for (const std::string& remark : remarks_.Sentences()) file.add_remarks(remark);
  return file;
}

}  // namespace twofold::importing

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/words.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "core/schedule/day.h"

namespace twofold {

const char* Word(Side side) { return side == Side::kMe ? "me" : "us"; }

const char* Word(GoalState state) {
  switch (state) {
    case GoalState::kActive:
      return "active";
    case GoalState::kArchived:
      return "archived";
    case GoalState::kEnded:
      return "ended";
  }
  return "";
}

const char* Word(LineState state) {
  switch (state) {
    case LineState::kDone:
      return "done";
    case LineState::kPart:
      return "part";
    case LineState::kOpen:
      return "open";
    case LineState::kNotDue:
      return "not_due";
    case LineState::kResting:
      return "resting";
    case LineState::kSkipped:
      return "skipped";
    case LineState::kNotToday:
      return "not_today";
    case LineState::kOver:
      return "over";
  }
  return "";
}

const char* Word(GivenState state) {
  switch (state) {
    case GivenState::kInForce:
      return "in_force";
    case GivenState::kEnded:
      return "ended";
    case GivenState::kOpen:
      return "open";
    case GivenState::kDeclined:
      return "declined";
    case GivenState::kWithdrawn:
      return "withdrawn";
    case GivenState::kWaits:
      return "waits";
  }
  return "";
}

const char* Word(ActKind kind) {
  constexpr std::array<const char*, 15> kWords = {
      "",       "log",          "goal_add",  "goal_archive", "propose",
      "change", "goal_restore", "goal_edit", "revise",       "goal_move",
      "step",   "rest",         "end_rest",  "ease",         "import"};
  const auto number = static_cast<std::size_t>(kind);
  return number < kWords.size() ? kWords[number] : "";
}

// A person never reads that a day was missed or went unanswered.
const char* Word(DayState state) {
  switch (state) {
    case DayState::kKept:
      return "kept";
    case DayState::kMissed:
      return "not_today";
    case DayState::kSkipped:
      return "skipped";
    case DayState::kPaused:
      return "resting";
    case DayState::kUnanswered:
      return "blank";
    case DayState::kNotDue:
      return "not_due";
    case DayState::kOpen:
      return "open";
  }
  return "";
}

const char* Word(Direction direction) {
  return direction == Direction::kAtLeast ? "at_least" : "at_most";
}

const char* Word(Period period) {
  switch (period) {
    case Period::kDay:
      return "day";
    case Period::kWeek:
      return "week";
    case Period::kMonth:
      return "month";
  }
  return "";
}

std::string Sentences(StoreNotice notice, bool shares) {
  switch (notice) {
    case StoreNotice::kNone:
      return "";
    case StoreNotice::kOlder:
      return absl::StrCat(
          "Your data are older than they were: an older copy came back, or the newest part was "
          "lost. What you wrote since then is not here",
          shares ? "; what you share comes back from the other computer." : ".",
          " Ways out: twofold help damage");
    case StoreNotice::kGone:
      return "What was here before is gone; this is a new beginning. If you did not mean that: "
             "twofold help damage";
  }
  return "";
}

const char* Word(Waits waits) {
  switch (waits) {
    case Waits::kNo:
      return "";
    case Waits::kReadOnly:
      return "read_only";
    case Waits::kNotShared:
      return "not_shared";
  }
  return "";
}

namespace {

// "read", "read and walk", "read, walk, sew and 4 more".
std::string List(std::vector<std::string> words) {
  constexpr std::size_t kMost = 3;
  if (words.size() > kMost + 1) {
    const std::string more = absl::StrCat(words.size() - kMost, " more");
    words.resize(kMost);
    words.push_back(more);
  }
  if (words.size() < 2) return absl::StrJoin(words, "");
  const std::string last = words.back();
  words.pop_back();
  return absl::StrCat(absl::StrJoin(words, ", "), " and ", last);
}

}  // namespace

std::string Sentence(const Unread& unread, absl::string_view partner) {
  std::vector<std::string> read_only = unread.read_only;
  if (unread.us) read_only.insert(read_only.begin(), absl::StrCat("what you share with ", partner));
  if (unread.me) read_only.insert(read_only.begin(), "your goals");
  std::vector<std::string> parts;
  if (!read_only.empty()) parts.push_back(absl::StrCat(List(read_only), " can only be read here"));
  if (!unread.not_shared.empty()) {
    const bool one = unread.not_shared.size() == 1;
    parts.push_back(
        absl::StrCat(List(unread.not_shared), one ? " counts" : " count", " as not shared"));
  }
  if (parts.empty()) return "";
  return absl::StrCat("Until twofold is updated on this computer, ", absl::StrJoin(parts, ", and "),
                      ".");
}

const char* WeekdayWord(int weekday) {
  constexpr std::array<const char*, 7> kWords = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return kWords[static_cast<std::size_t>(weekday)];
}

std::string Iso(std::int32_t day) { return IsoDay(DayFromNumber(day)); }

std::string Iso(const std::optional<std::int32_t>& day) { return day ? Iso(*day) : ""; }

std::string FormatMinute(int minute) {
  return absl::StrFormat("%02d:%02d", minute / 60, minute % 60);
}

std::string PerWords(const GoalTerms& terms) {
  if (IsPeriodTarget(terms)) return Word(terms.target->period);
  if (std::holds_alternative<TimesPerWeek>(terms.schedule.shape)) return "week";
  if (std::holds_alternative<TimesPerMonth>(terms.schedule.shape)) return "month";
  if (const auto* run = std::get_if<TimesInDays>(&terms.schedule.shape)) {
    return absl::StrCat(run->days, " days");
  }
  return "";
}

}  // namespace twofold

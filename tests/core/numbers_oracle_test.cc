// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Named days and weekly counts judged a second time, in the plainest way: every day asks the whole
// story anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "core/progress/numbers.h"
#include "core/schedule/day.h"
#include "tests/core/progress_story.h"

namespace twofold {
namespace {

bool OracleNames(const GoalTerms& terms, int day) {
  const Schedule& schedule = terms.schedule;
  const int weekday = ((day - kMonday) % 7 + 7) % 7;
  if (std::holds_alternative<EveryDay>(schedule.shape)) return true;
  if (const auto* days = std::get_if<Weekdays>(&schedule.shape)) {
    return (days->mask & (1 << weekday)) != 0;
  }
  if (const auto* every = std::get_if<EveryNDays>(&schedule.shape)) {
    return (day - *schedule.first_day) % every->days == 0;
  }
  return false;
}

bool OracleAsked(const Story& story, int day) {
  const Schedule& schedule = TermsAt(story, day).schedule;
  if (day < story.since || (story.ended && day > *story.ended)) return false;
  if (schedule.first_day && day < *schedule.first_day) return false;
  return !schedule.last_day || day <= *schedule.last_day;
}

Mark OracleMark(const Story& story, int day) {
  if (day > story.today) return Mark::kNone;
  const auto at = story.days.find(day);
  return at == story.days.end() ? Mark::kNone : at->second.mark;
}

// All versions are checks here.
char OracleState(const Story& story, int day) {
  const Mark mark = OracleMark(story, day);
  const bool asked = OracleAsked(story, day);
  if (mark == Mark::kKept) return 'K';
  if (mark == Mark::kSkipped) return 'S';
  if (asked && IsCovered(story, day)) return 'P';
  if (!asked || !OracleNames(TermsAt(story, day), day)) return '.';
  if (mark == Mark::kNotKept) return 'M';
  return day == story.today ? 'o' : 'U';
}

int VersionAt(const Story& story, int day) {
  int index = 0, found = 0;
  for (const auto& [from, terms] : story.versions) {
    if (from <= day) found = index;
    ++index;
  }
  return found;
}

Kept OracleKept(const Story& story) {
  Kept kept;
  for (int day = kMonday + kFirst; day <= story.today; ++day) {
    const GoalTerms& terms = TermsAt(story, day);
    const auto* quota = std::get_if<TimesPerWeek>(&terms.schedule.shape);
    if (quota == nullptr) {
      if (!OracleAsked(story, day) || !OracleNames(terms, day)) continue;
      const char state = OracleState(story, day);
      kept.kept += state == 'K';
      kept.missed += state == 'M';
      kept.unanswered += state == 'U';
      kept.open += state == 'o';
      kept.excused += state == 'S' || state == 'P';
      continue;
    }
    // A part of a week is looked at on its first asked day.
    const auto same_part = [&](int other) {
      return VersionAt(story, other) == VersionAt(story, day) &&
             WeekStart(DayFromNumber(other), terms.schedule.week_start) ==
                 WeekStart(DayFromNumber(day), terms.schedule.week_start);
    };
    if (!OracleAsked(story, day)) continue;
    int asked = 0, free = 0, practised = 0, blank = 0;
    bool is_first = true, is_over = true;
    for (int other = day - 6; other <= day + 6; ++other) {
      if (!same_part(other)) continue;
      const char state = OracleState(story, other);
      practised += state == 'K';
      if (!OracleAsked(story, other)) continue;
      if (other < day) is_first = false;
      if (other >= story.today) is_over = false;
      ++asked;
      if (state == 'S' || state == 'P') continue;
      ++free;
      blank += state == '.' && OracleMark(story, other) != Mark::kNotKept;
    }
    if (!is_first) continue;
    if (free == 0) {
      ++kept.excused;
      continue;
    }
    int due = 0;
    while (due * 7 < quota->times * free) ++due;
    const int done = std::min(due, practised);
    kept.kept += done;
    if (!is_over) {
      kept.open += due - done;
    } else {
      kept.unanswered += std::min(due - done, blank);
      kept.missed += due - done - std::min(due - done, blank);
    }
  }
  return kept;
}

TEST(NumbersOracle, AsksEveryDayAnewAndAgrees) {
  int weeks = 0;
  ForStories(Shapes::kDatedAndWeekly, [&](SeededRandom&, const Story& told) {
    Story story = told;
    for (auto& [day, terms] : story.versions) {
      terms.schedule.at_minute.reset();
      if (const auto* times = std::get_if<TimesPerWeek>(&terms.schedule.shape))
        weeks += times->times;
    }
    // Versions that ask for the same are one; the oracle knows that by leaving them out.
    for (auto at = story.versions.begin(); at != story.versions.end();) {
      const auto next = std::next(at);
      if (next == story.versions.end()) break;
      if (next->second.schedule == at->second.schedule) {
        story.versions.erase(next);
      } else {
        at = next;
      }
    }
    for (auto& [day, record] : story.days) {
      if (record.mark == Mark::kZero) record.mark = Mark::kNone;  // not a check's
    }
    std::string expected;
    for (int day = kMonday + kFirst; day < story.today; ++day) expected += OracleState(story, day);
    ASSERT_EQ(States(story, story.today - 1), expected);
    const Kept kept = KeptIn(HistoryOf(story), kMonday + kFirst, story.today);
    ASSERT_EQ(Text(kept), Text(OracleKept(story)));
  });
  ExpectEnough(weeks, 1000);
}

}  // namespace
}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What holds for every history, tried on random ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/progress/numbers.h"
#include "tests/core/progress_story.h"

namespace twofold {
namespace {

struct Numbers {
  Kept kept;
  TypicalWeek typical;
  Returns returns;
  int streak = 0;
};

Numbers NumbersOf(const Story& story) {
  const GoalHistory history = HistoryOf(story);
  const std::int32_t first = kMonday + kFirst;
  return {KeptIn(history, first, story.today), Typical(history),
          ReturnsIn(history, first, story.today), StreakAt(history, first)};
}

std::string Text(const TypicalWeek& typical) {
  std::string text = absl::StrCat("typically ", typical.typically, "/", typical.of, " ",
                                  typical.median.value_or(-1));
  for (const Glyph& glyph : typical.glyphs) {
    absl::StrAppend(&text, " ", glyph.first - kMonday, "-", glyph.last - kMonday, ":", glyph.done,
                    "/", glyph.due, "=", glyph.ratio, glyph.open ? "?" : "");
  }
  return text;
}

std::string Text(const Numbers& numbers) {
  return absl::StrCat(Text(numbers.kept), "; ", Text(numbers.typical), "; ", numbers.returns.count,
                      " after ", numbers.returns.median_gap_days.value_or(-1), "; ",
                      numbers.streak);
}

std::string Text(const std::vector<Opportunity>& opportunities) {
  std::string text;
  for (const Opportunity& one : opportunities) {
    absl::StrAppend(&text, one.first - kMonday, "-", one.last - kMonday, ":", one.due, ",",
                    one.kept, ",", one.missed, ",", one.unanswered, ",", one.open,
                    one.excused ? "x " : " ");
  }
  return text;
}

bool AnyVersion(const Story& story, bool (*is)(const GoalTerms&)) {
  return std::any_of(story.versions.begin(), story.versions.end(),
                     [&](const auto& version) { return is(version.second); });
}

bool IsSpacing(const GoalTerms& terms) {
  return std::holds_alternative<Spacing>(terms.schedule.shape);
}
bool IsLimit(const GoalTerms& terms) {
  return terms.target && terms.target->direction == Direction::kAtMost;
}
bool IsPeriodLimit(const GoalTerms& terms) { return IsLimit(terms) && IsPeriodTarget(terms); }
bool NamesNoDay(const GoalTerms& terms) {
  return !IsJudged(terms.kind) || IsPeriodTarget(terms) || IsCounting(terms.schedule);
}

// What keeps a day of the terms, whatever their kind; little more than that.
DayRecord Practice(const GoalTerms& terms, int day) {
  if (terms.kind != GoalKind::kMeasure) return {day, Mark::kKept, 0};
  if (!terms.target || IsPeriodTarget(terms)) return {day, Mark::kNone, 7 * kUnit};
  if (IsLimit(terms)) return {day, Mark::kZero, 0};
  return {day, Mark::kNone, terms.target->micros};
}

TEST(NumbersProperty, EveryDayHasOneStateAndNoneThatIsOverIsOpen) {
  ForStories(Shapes::kAll, [](SeededRandom&, const Story& story) {
    const auto days = Judge(HistoryOf(story), kMonday + kFirst, kMonday + 100);
    ASSERT_EQ(days.size(), static_cast<std::size_t>(story.today - kMonday - kFirst + 1));
    for (std::size_t i = 0; i < days.size(); ++i) {
      ASSERT_EQ(days[i].day, kMonday + kFirst + static_cast<int>(i));
      ASSERT_GE(days[i].state, DayState::kKept);
      ASSERT_LE(days[i].state, DayState::kOpen);
      ASSERT_TRUE(days[i].state != DayState::kOpen || days[i].day == story.today);
      if (days[i].due) {
        ASSERT_NE(days[i].state, DayState::kNotDue);
      } else {
        ASSERT_NE(days[i].state, DayState::kMissed);
        ASSERT_NE(days[i].state, DayState::kUnanswered);
      }
    }
  });
}

TEST(NumbersProperty, OpportunitiesAddUpAndFollowEachOther) {
  ForStories(Shapes::kAll, [](SeededRandom& random, const Story& story) {
    const int first = kMonday + Between(random, kFirst, 40);
    const int last = first + Between(random, 0, 80);
    std::int32_t reached = kMonday - 1000;
    for (const Opportunity& one : Opportunities(HistoryOf(story), first, last)) {
      ASSERT_EQ(one.kept + one.missed + one.unanswered + one.open, one.due);
      ASSERT_GE(std::min({one.kept, one.missed, one.unanswered, one.open}), 0);
      ASSERT_EQ(one.excused, one.due == 0);
      ASSERT_LE(one.first, one.last);
      ASSERT_GT(one.first, reached);
      reached = one.last;
      ASSERT_GE(one.last, first);
      if (one.last < story.today) {
        ASSERT_LE(one.last, last);
        ASSERT_EQ(one.open, 0);
      } else {
        ASSERT_GE(last, story.today);
        ASSERT_LE(one.first, story.today);
      }
    }
    const Kept kept = KeptIn(HistoryOf(story), first, last);
    if (kept.counted() == 0) return;
    const double low = 1.0 * kept.kept / kept.counted();
    const double high = 1.0 * (kept.kept + kept.unanswered) / kept.counted();
    ASSERT_LE(low, high);
    if (kept.kept + kept.missed == 0) return;
    const double shown = 1.0 * kept.kept / (kept.kept + kept.missed);
    ASSERT_LE(low, shown);
    ASSERT_LE(shown, high + 1e-12);
  });
}

TEST(NumbersProperty, LaterDaysChangeNothingAboutThoseThatAreOver) {
  ForStories(Shapes::kAll, [](SeededRandom& random, const Story& story) {
    Story later = story;
    later.today += Between(random, 1, 40);
    ASSERT_EQ(States(story, story.today - 1), States(later, story.today - 1));
    const auto over = [&](const Story& told) {
      return Text(Opportunities(HistoryOf(told), kMonday + kFirst, story.today - 1));
    };
    ASSERT_EQ(over(story), over(later));
  });
}

TEST(NumbersProperty, AVersionChangesNoDayBeforeIt) {
  ForStories(Shapes::kAll, [](SeededRandom& random, const Story& story) {
    Story changed = story;
    const int from =
        std::max(kMonday + Between(random, -40, 80), story.versions.begin()->first + 1);
    changed.versions.insert_or_assign(from, RandomTerms(random, Shapes::kAll));
    const int last = std::min(from, story.today) - 1;
    ASSERT_EQ(States(story, last), States(changed, last)) << "from " << from - kMonday;
  });
}

TEST(NumbersProperty, TheOrderOfEntriesAndRestsIsNoMatter) {
  ForStories(Shapes::kAll, [](SeededRandom& random, const Story& story) {
    std::vector<DayEntry> entries(4);
    for (DayEntry& entry : entries) {
      entry.mark.value.mark = static_cast<Mark>(random.Below(10));
      entry.amount_micros = static_cast<std::int64_t>(random.Next());
    }
    DayRecord forth, back;
    for (const DayEntry& entry : entries) Add(forth, entry);
    random.Shuffle(entries);
    for (const DayEntry& entry : entries) Add(back, entry);
    ASSERT_EQ(forth.mark, back.mark);
    ASSERT_EQ(forth.amount_micros, back.amount_micros);

    Story shuffled = story;
    for (const Rest& rest : story.rests) {
      if (!rest.last_day || *rest.last_day <= rest.first_day || !random.OneIn(2)) continue;
      Rest part = rest;  // said again in part
      part.first_day += 1;
      shuffled.rests.push_back(part);
    }
    random.Shuffle(shuffled.rests);
    ASSERT_EQ(States(story, story.today), States(shuffled, story.today));
    ASSERT_EQ(Text(NumbersOf(story)), Text(NumbersOf(shuffled)));
  });
}

TEST(NumbersProperty, OlderRecordsThanReadFromAreNotNeeded) {
  ForStories(Shapes::kAll, [](SeededRandom& random, const Story& story) {
    const GoalHistory whole = HistoryOf(story);
    const auto cut = [&](std::int32_t from) {
      GoalHistory history = whole;
      std::erase_if(history.days, [&](const DayRecord& record) { return record.day < from; });
      for (const DayRecord& record : whole.days) {
        if (record.day >= from || !IsPractised(TermsOn(whole, record.day), record)) continue;
        history.practised_before = record.day;
      }
      return history;
    };
    const int first = kMonday + Between(random, kFirst + 20, 60);
    const GoalHistory part = cut(ReadFrom(whole.versions, first));
    ASSERT_EQ(Text(Opportunities(whole, first, story.today)),
              Text(Opportunities(part, first, story.today)));
    const auto judged = Judge(whole, first, story.today),
               judged_part = Judge(part, first, story.today);
    ASSERT_EQ(judged.size(), judged_part.size());
    for (std::size_t i = 0; i < judged.size(); ++i) {
      ASSERT_EQ(judged[i].state, judged_part[i].state) << "day " << judged[i].day - kMonday;
    }
    ASSERT_EQ(Text(Typical(whole)), Text(Typical(cut(TypicalFrom(whole.versions, story.today)))));
  });
}

// Kept as a part of all that counted, the lower bound.
double Low(const Kept& kept) { return kept.counted() == 0 ? 1 : 1.0 * kept.kept / kept.counted(); }

TEST(NumbersProperty, OneMoreDayKeptLowersNothing) {
  int tried = 0;
  ForStories(Shapes::kAll, [&](SeededRandom& random, const Story& story) {
    if (AnyVersion(story, IsPeriodLimit)) return;  // there any amount brings the limit nearer
    const int day = Between(random, kMonday + kFirst, story.today);
    Story more = story;
    more.days[day] = Practice(TermsAt(story, day), day);
    const DayState before = Judge(HistoryOf(story), day, day)[0].state;
    if (before == DayState::kKept) return;  // perhaps by more than it takes
    const Numbers was = NumbersOf(story), is = NumbersOf(more);
    const std::string note = absl::StrCat("day ", day - kMonday, "\n", Text(was), "\n", Text(is));
    // A day that nothing was expected of can be the first opportunity of all.
    if (was.kept.counted() > 0) {
      ASSERT_GE(Low(is.kept), Low(was.kept) - 1e-12) << note;
    }
    ASSERT_LE(is.kept.missed + is.kept.unanswered, was.kept.missed + was.kept.unanswered) << note;
    ASSERT_GE(is.kept.kept, was.kept.kept) << note;
    ASSERT_GE(is.streak, was.streak) << note;
    ++tried;
    if (AnyVersion(story, IsSpacing)) return;  // chances that passed move to other weeks
    if (was.typical.median) {
      ASSERT_TRUE(is.typical.median) << note;
      ASSERT_GE(*is.typical.median, *was.typical.median - 1e-12) << note;
    }
  });
  ExpectEnough(tried, 1000);
}

TEST(NumbersProperty, OneMissCostsNoMoreThanItsShare) {
  int tried = 0;
  ForStories(Shapes::kAll, [&](SeededRandom& random, const Story& story) {
    if (AnyVersion(story,
                   [](const GoalTerms& terms) { return terms.kind == GoalKind::kMeasure; })) {
      return;
    }
    const int day = Between(random, kMonday + kFirst, story.today);
    if (Judge(HistoryOf(story), day, day)[0].state != DayState::kKept || IsCovered(story, day)) {
      return;
    }
    Story missed = story;
    missed.days[day].mark = Mark::kNotKept;
    const Numbers was = NumbersOf(story), is = NumbersOf(missed);
    const std::string note = absl::StrCat("day ", day - kMonday, "\n", Text(was), "\n", Text(is));
    if (was.kept.counted() > 0 && is.kept.counted() > 0) {
      ASSERT_GE(Low(is.kept), Low(was.kept) - 1.0 / was.kept.counted() - 1e-12) << note;
    }
    ++tried;
    if (AnyVersion(story, IsSpacing) || !was.typical.median) return;
    double share = 0;  // of the day in its own week
    for (const Glyph& glyph : was.typical.glyphs) {
      if (day >= glyph.first && day <= glyph.last && !glyph.open) share = 1.0 / glyph.due;
    }
    ASSERT_TRUE(is.typical.median) << note;
    ASSERT_GE(*is.typical.median, *was.typical.median - share - 1e-12) << note;
  });
  ExpectEnough(tried, 300);
}

TEST(NumbersProperty, WhatIsSaidInARestShortOfPracticeIsNoMatter) {
  ForStories(Shapes::kAll, [](SeededRandom& random, const Story& story) {
    Story silent = story, spoken = story;
    for (int day = kMonday + kFirst; day <= story.today; ++day) {
      const bool counts = IsJudged(TermsAt(story, day).kind);
      if (!counts || !IsCovered(story, day)) continue;
      const auto at = story.days.find(day);
      if (at != story.days.end() && IsPractised(TermsAt(story, day), at->second)) continue;
      silent.days.erase(day);
      const bool asked = Judge(HistoryOf(silent), day, day)[0].state == DayState::kPaused;
      const Mark word = random.OneIn(2) ? Mark::kSkipped : Mark::kNotKept;
      if (asked) spoken.days[day] = {day, word, 0};
    }
    // Outside the goal's life a word is no rest, but no number looks there.
    ASSERT_EQ(Text(NumbersOf(silent)), Text(NumbersOf(spoken)));
  });
}

TEST(NumbersProperty, ASkippedOpportunityIsTakenOutAndNothingElse) {
  int tried = 0;
  ForStories(Shapes::kAll, [&](SeededRandom& random, const Story& story) {
    if (AnyVersion(story, NamesNoDay)) return;
    const int day = Between(random, kMonday + kFirst, story.today);
    const JudgedDay before = Judge(HistoryOf(story), day, day)[0];
    Story skipped = story;
    skipped.days[day] = {day, Mark::kSkipped, 0};
    const Kept was = NumbersOf(story).kept, is = NumbersOf(skipped).kept;
    Kept expected = was;
    if (before.due) {
      (before.state == DayState::kKept         ? expected.kept
       : before.state == DayState::kMissed     ? expected.missed
       : before.state == DayState::kUnanswered ? expected.unanswered
       : before.state == DayState::kOpen       ? expected.open
                                               : expected.excused) -= 1;
      expected.excused += 1;
    }
    ASSERT_EQ(Text(is), Text(expected)) << "day " << day - kMonday;
    const auto at = story.days.find(day);
    const bool practised = at != story.days.end() && IsPractised(TermsAt(story, day), at->second);
    if (!before.due && !practised) {
      const Numbers now = NumbersOf(skipped), then = NumbersOf(story);
      ASSERT_EQ(Text(now.typical), Text(then.typical));
      ASSERT_EQ(now.streak, then.streak);
      ASSERT_EQ(now.returns.count, then.returns.count);
    }
    ++tried;
  });
  ExpectEnough(tried, 300);
}

}  // namespace
}  // namespace twofold

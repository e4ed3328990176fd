// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/progress/chances.h"

#include <algorithm>

#include "core/goals/amount.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

// A week, month or run of days, and how often it asks.
struct Frame {
  std::int32_t first = 0;
  std::int32_t last = 0;
  int times = 1;
  int days() const { return last - first + 1; }
};

// The frame that holds the day; nothing for terms that do not count in frames.
std::optional<Frame> FrameAt(const GoalTerms& terms, std::int32_t day) {
  const std::optional<Quota> period = PeriodAt(terms, day);
  if (!period) return std::nullopt;
  return Frame{DayNumber(period->run.first), DayNumber(period->run.last), period->times};
}

// What the days of one frame came to.
struct Tally {
  int asked = 0;  // days asked for, excused ones left out; those to come too
  int kept = 0;   // also on days that were not asked for
  int practised = 0;
  int blank = 0;  // asked, nothing said; of use where the period is over
  std::int64_t micros = 0;
};

class ChanceFinder {
 public:
  ChanceFinder(const Course& course, std::int32_t first, std::int32_t last)
      : course_(course),
        today_(course.history().today),
        first_(first),
        last_(last),
        reached_(std::min(last, today_)) {}

  std::vector<Chance> Find() {
    for (const Stretch& stretch : course_.stretches()) {
      if (stretch.last < first_ || stretch.asked_first > stretch.asked_last) continue;
      if (stretch.first > reached_) break;
      if (!IsJudged(stretch.terms->kind)) continue;
      if (std::holds_alternative<Spacing>(stretch.terms->schedule.shape)) {
        AddSpaced(stretch);
      } else if (IsPeriodTarget(*stretch.terms) || IsCounting(stretch.terms->schedule)) {
        AddFrames(stretch);
      } else {
        AddDated(stretch);
      }
    }
    return std::move(chances_);
  }

 private:
  Chance Made(const Stretch& stretch, std::int32_t first, std::int32_t last) const {
    Chance chance;
    chance.terms = stretch.terms;
    chance.is.first = first;
    chance.is.last = last;
    return chance;
  }

  void AddDated(const Stretch& stretch) {
    const std::int32_t to = std::min(stretch.asked_last, reached_);
    for (std::int32_t day = std::max(stretch.asked_first, first_); day <= to; ++day) {
      const DayFacts& facts = course_.On(day);
      if (!facts.due) continue;
      Chance chance = Made(stretch, day, day);
      switch (facts.standing) {
        case Standing::kKept:
          chance.is.kept = chance.done = 1;
          chance.points = 1;
          break;
        case Standing::kSaidNot:
          chance.is.missed = 1;
          if (IsDailyLimit(*stretch.terms) && facts.practised) {
            chance.points = WithinLimit(facts.amount_micros, stretch.terms->target->micros);
          }
          break;
        case Standing::kBlank:
        case Standing::kSoFar:
          (day == today_ ? chance.is.open : chance.is.unanswered) = 1;
          break;
        case Standing::kSkipped:
        case Standing::kPaused:
          chance.is.due = 0;
          chance.is.excused = true;
          break;
      }
      chances_.push_back(chance);
    }
  }

  void AddFrames(const Stretch& stretch) {
    const std::int32_t to = std::min(stretch.asked_last, reached_);
    for (std::int32_t day = std::max(stretch.asked_first, first_); day <= to;) {
      const std::optional<Frame> frame = FrameAt(*stretch.terms, day);
      if (!frame) return;
      Chance chance = Made(stretch, std::max(frame->first, stretch.asked_first),
                           std::min(frame->last, stretch.asked_last));
      const bool is_over = chance.is.last < today_;
      const bool is_under_way = last_ >= today_ && !is_over;
      if (chance.is.last <= last_ || is_under_way) {
        const Tally tally = TallyOf(stretch, *frame, chance.is);
        if (IsPeriodTarget(*stretch.terms)) {
          SettleTarget(stretch, *frame, tally, chance);
        } else {
          SettleTimes(*frame, tally, chance);
        }
        chances_.push_back(chance);
      }
      day = frame->last + 1;
    }
  }

  Tally TallyOf(const Stretch& stretch, const Frame& frame, const Opportunity& part) const {
    Tally tally;
    const bool by_amount = IsPeriodTarget(*stretch.terms);
    const std::int32_t from = std::max({frame.first, stretch.first, course_.first()});
    const std::int32_t to = std::min({frame.last, stretch.last, course_.last()});
    for (std::int32_t day = from; day <= to; ++day) {
      const DayFacts& facts = course_.On(day);
      tally.kept += facts.standing == Standing::kKept ? 1 : 0;
      tally.practised += facts.practised ? 1 : 0;
      tally.micros = AddUpToMost(tally.micros, facts.amount_micros);
      if (!facts.asked) continue;
      // Any amount keeps a day of a weekly or monthly target: it must not raise what is asked.
      tally.asked += (by_amount ? facts.may_rest : facts.excused()) ? 0 : 1;
      if (facts.standing == Standing::kBlank) ++tally.blank;
    }
    const std::int32_t to_come = std::max(part.first, today_ + 1);
    if (to_come <= part.last) {
      tally.asked += part.last - to_come + 1 - course_.RestingDays(to_come, part.last);
    }
    return tally;
  }

  void SettleTimes(const Frame& frame, const Tally& tally, Chance& chance) const {
    Opportunity& is = chance.is;
    is.excused = tally.asked == 0;
    is.due = static_cast<int>(Share(frame.times, tally.asked, frame.days()));
    is.kept = std::min(tally.kept, is.due);
    const int rest = is.due - is.kept;
    if (is.last >= today_) {
      is.open = rest;
    } else {
      is.unanswered = std::min(rest, tally.blank);
      is.missed = rest - is.unanswered;
    }
    if (is.excused) return;
    chance.done = tally.kept;
    chance.points = tally.kept;
  }

  void SettleTarget(const Stretch& stretch, const Frame& frame, const Tally& tally,
                    Chance& chance) const {
    Opportunity& is = chance.is;
    const Target& target = *stretch.terms->target;
    const bool is_over = is.last < today_;
    const bool free = tally.asked == 0;  // wholly excused: kept if it was, else not counted
    int Opportunity::*outcome = nullptr;
    if (target.direction == Direction::kAtLeast) {
      const std::int64_t asked =
          Share(target.micros, free ? frame.days() : tally.asked, frame.days());
      const bool said = tally.micros > 0 || tally.blank == 0;
      outcome = tally.micros >= asked ? &Opportunity::kept
                : !is_over            ? &Opportunity::open
                : said                ? &Opportunity::missed
                                      : &Opportunity::unanswered;
      chance.points = std::min(1.0, static_cast<double>(tally.micros) / static_cast<double>(asked));
    } else {
      const std::int32_t from = std::max(frame.first, stretch.first);
      const std::int32_t to = std::min(frame.last, stretch.last);
      const std::int64_t asked = Share(target.micros, to - from + 1, frame.days());
      const bool said = tally.practised > 0;
      outcome = tally.micros > asked ? &Opportunity::missed
                : !is_over           ? &Opportunity::open
                : said               ? &Opportunity::kept
                : tally.blank == 0   ? &Opportunity::missed
                                     : &Opportunity::unanswered;
      chance.points = said ? WithinLimit(tally.micros, asked) : 0;
    }
    if (free && outcome != &Opportunity::kept) {
      is.due = 0;
      is.excused = true;
      chance.points = 0;
      return;
    }
    is.*outcome = 1;
    chance.done = is.kept;
  }

  void AddSpaced(const Stretch& stretch);

  const Course& course_;
  const std::int32_t today_;
  const std::int32_t first_;
  const std::int32_t last_;
  const std::int32_t reached_;  // the last day that says anything
  std::vector<Chance> chances_;
};

// A chain of slots, each from the end of the one before to a practised day or, without one, to the
// last day by which it was asked for: `at_least_every` days that were not excused.
void ChanceFinder::AddSpaced(const Stretch& stretch) {
  const Spacing& spacing = std::get<Spacing>(stretch.terms->schedule.shape);
  std::int32_t begin = std::max(stretch.asked_first, course_.first());
  int used = 0;                                // days of the slot under way that were not excused
  std::int32_t allowed = stretch.asked_first;  // the first day on which practice is asked for
  const std::optional<std::int32_t> practised = course_.KeptBefore(begin);
  if (practised) allowed = std::max(allowed, *practised + spacing.at_most_every);
  if (begin > stretch.asked_first) {
    const std::int32_t since =
        practised ? std::max(stretch.asked_first, *practised + 1) : stretch.asked_first;
    const int resting = course_.RestingDays(since, begin - 1);
    used = (begin - since - resting) % spacing.at_least_every;
  }
  bool may_be = false;  // kept without a word: a day on which it was asked for is blank
  const auto close = [&](std::int32_t day, int Opportunity::*outcome) {
    Chance chance = Made(stretch, begin, day);
    chance.is.*outcome = 1;
    chance.done = chance.is.kept;
    chance.points = chance.is.kept;
    if (day >= first_ && (day <= last_ || day >= today_)) chances_.push_back(chance);
    begin = day + 1;
    used = 0;
    may_be = false;
  };
  const std::int32_t to = std::min(stretch.asked_last, reached_);
  for (std::int32_t day = begin; day <= to; ++day) {
    const DayFacts& facts = course_.On(day);
    if (facts.standing == Standing::kKept) {
      close(day, &Opportunity::kept);
      allowed = day + spacing.at_most_every;
      continue;
    }
    if (day == today_) break;
    if (facts.excused()) continue;
    may_be |= facts.standing == Standing::kBlank && day >= allowed;
    if (++used < spacing.at_least_every) continue;
    close(day, may_be ? &Opportunity::unanswered : &Opportunity::missed);
  }
  if (reached_ < today_ || stretch.asked_last < today_ || stretch.asked_first > today_) return;
  if (begin > today_) return;
  const std::int32_t passed = course_.On(today_).excused() ? today_ : today_ - 1;
  const std::optional<std::int32_t> by =
      course_.FreeDaysAfter(passed, spacing.at_least_every - used);
  close(std::min(by.value_or(today_), stretch.asked_last), &Opportunity::open);
}

}  // namespace

std::vector<Chance> Chances(const Course& course, std::int32_t first, std::int32_t last) {
  return ChanceFinder(course, first, last).Find();
}

double WithinLimit(std::int64_t amount_micros, std::int64_t limit_micros) {
  if (amount_micros <= limit_micros) return 1;
  if (limit_micros <= 0) return 0;
  const double excess = static_cast<double>(amount_micros) - static_cast<double>(limit_micros);
  return std::max(0.0, 1 - excess / static_cast<double>(limit_micros));
}

std::int64_t Share(std::int64_t whole, std::int64_t part, std::int64_t parts) {
  return (whole * part + parts - 1) / parts;
}

}  // namespace twofold

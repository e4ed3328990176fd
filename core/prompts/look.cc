// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/prompts/look.h"

#include <algorithm>
#include <utility>

#include "core/base/limits.h"
#include "core/base/overloaded.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

using absl::CivilDay;
using absl::Time;

// Windows of no earlier day ended less than kPromptLetGoHours ago, even where the calendar leaves a
// day out in between.
constexpr int kDaysBack = 3;
// Far enough for every step of fading; for what comes later, one look more is made there.
constexpr int kDaysAhead = 8;

// When an occurrence may be shown: one stretch of which quiet hours are taken away, and one of
// which they are not.
struct Openings {
  std::optional<Stretch> window;
  std::optional<Stretch> word;  // the person's
};

Openings OpeningsOf(const Mark& mark, const Stretch& window) {
  return std::visit(Overloaded{
                        [&](const NotShown&) {
                          return Openings{window, {}};
                        },
                        [&](const Shown&) { return Openings{}; },
                        [&](const Snoozed& snoozed) {
                          const Time until = snoozed.until;
                          const auto grace = absl::Minutes(limits::kPromptSnoozeGraceMinutes);
                          return Openings{Stretch{std::max(window.begin, until), window.end},
                                          Stretch{until, until + grace}};
                        },
                        [&](const Resting&) { return Openings{}; },
                    },
                    mark);
}

// When it is let go unless it was answered.
Time EndOf(const Openings& openings, const Stretch& window) {
  return openings.word ? std::max(window.end, openings.word->end) : window.end;
}

class Gaze {
 public:
  Gaze(const Surroundings& around, const Memory& memory) : around_(around), memory_(memory) {}

  void LookAt(const Prompt& prompt) {
    const absl::TimeZone zone = ZoneOf(prompt, around_.zone);
    const CivilDay today = DayOf(around_.now, zone, around_.day_ends_at_minute);
    CivilDay first = today - kDaysBack;
    if (prompt.schedule.first_day) {
      first = std::max(first, DayFromNumber(*prompt.schedule.first_day));
    }
    if (prompt.rests_until) first = std::max(first, *prompt.rests_until + 1);
    const CivilDay last = std::max(first, today) + kDaysAhead;
    const std::span<const Showing> showings = memory_.showings(prompt.id);
    for (CivilDay day = first; day <= last; ++day) {
      if (!DueOn(prompt.schedule, day) || FadesOn(showings, day)) continue;
      const auto window = WindowOn(day, prompt.window, zone, around_.day_ends_at_minute);
      if (window && LookAt({prompt.id, prompt.version, day}, *window)) return;
    }
    const bool may_be_due_later =
        !prompt.schedule.last_day || last < DayFromNumber(*prompt.schedule.last_day);
    if (may_be_due_later) LookAgain(SpanOn(last + 1, prompt.window, zone).begin);
  }

  Verdict Said() && {
    if (IsAway()) verdict_.look_again = absl::InfiniteFuture();
    std::sort(shown_.begin(), shown_.end());
    std::sort(let_go_.begin(), let_go_.end());
    for (auto& [begin, occurrence] : shown_) verdict_.show.push_back(occurrence);
    for (auto& [end, occurrence] : let_go_) verdict_.let_go.push_back(occurrence);
    return std::move(verdict_);
  }

 private:
  // Returns whether it waits for a time in its window, so that the days behind it come later.
  bool LookAt(const Occurrence& occurrence, const Stretch& window) {
    if (window.end + absl::Hours(limits::kPromptLetGoHours) <= around_.now) return false;
    const Mark mark = memory_.mark(occurrence);
    if (std::holds_alternative<Resting>(mark)) return false;
    const Openings openings = OpeningsOf(mark, window);
    if (around_.now >= EndOf(openings, window)) {
      if (memory_.still_open(occurrence)) let_go_.emplace_back(window.end, occurrence);
      return false;
    }
    const Time at =
        std::min(ShownAt(openings.window, around_.quiet), ShownAt(openings.word, std::nullopt));
    if (at > around_.now) {
      LookAgain(at);
      return at < window.end;
    }
    if (!IsAway() && memory_.still_open(occurrence)) shown_.emplace_back(window.begin, occurrence);
    return false;
  }

  // When it will be shown to somebody who is there; absl::InfiniteFuture() for never.
  Time ShownAt(const std::optional<Stretch>& opening, const std::optional<ClockSpan>& quiet) const {
    if (!opening) return absl::InfiniteFuture();
    Time at = AfterQuiet(opening->begin, quiet, around_.zone);
    if (!around_.presence.last_used) at += absl::Minutes(limits::kPromptOtherDeviceMinutes);
    at = AfterQuiet(std::max({at, around_.now, SettledAt()}), quiet, around_.zone);
    return at < opening->end ? at : absl::InfiniteFuture();
  }

  Time SettledAt() const {
    const Time awake_since = around_.presence.awake_since;
    if (awake_since > around_.now) return absl::InfinitePast();
    return awake_since + absl::Seconds(limits::kPromptSettleSeconds);
  }

  bool IsAway() const { return around_.presence.idle || around_.presence.locked; }

  void LookAgain(Time at) { verdict_.look_again = std::min(verdict_.look_again, at); }

  const Surroundings& around_;
  const Memory& memory_;
  Verdict verdict_;
  std::vector<std::pair<Time, Occurrence>> shown_;   // by the beginning of the window
  std::vector<std::pair<Time, Occurrence>> let_go_;  // by its end
};

}  // namespace

Verdict Look(std::span<const Prompt> prompts, const Surroundings& around, const Memory& memory) {
  Gaze gaze(around, memory);
  for (const Prompt& prompt : prompts) gaze.LookAt(prompt);
  return std::move(gaze).Said();
}

}  // namespace twofold

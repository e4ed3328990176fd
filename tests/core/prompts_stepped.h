// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The rules of prompts a second time, for tests: by stepping a clock minute by minute and reading
// it, without any arithmetic of zones.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "core/prompts/look.h"
#include "core/schedule/day.h"
#include "tests/core/prompts_world.h"

namespace twofold {

// What the clock of a zone shows at each minute of some days.
class SteppedClock {
 public:
  SteppedClock(absl::TimeZone zone, absl::Time begin, absl::Time end) : zone_(zone), begin_(begin) {
    for (absl::Time at = begin; at < end; at += absl::Minutes(1)) {
      shown_.push_back(absl::ToCivilMinute(at, zone) - absl::CivilMinute());
    }
    const auto [least, most] = std::minmax_element(shown_.begin(), shown_.end());
    least_ = *least;
    places_.assign(*most - *least + 1, {-1, -1});
    for (int i = 0; i < static_cast<int>(shown_.size()); ++i) {
      auto& [first, last] = places_[shown_[i] - least_];
      if (first < 0) first = i;
      last = i;
    }
  }

  // REQUIRES: the span lies well inside the days given.
  Stretch SpanOn(absl::CivilDay day, ClockSpan span) const {
    const int minutes = (span.until - span.from + 1440) % 1440;
    const std::int64_t from = absl::CivilMinute(day) + span.from - absl::CivilMinute();
    const int begin = FirstAt(from);
    int end = EndAt(from + minutes);
    if (end - begin < 5) end = begin + minutes;
    return {At(begin), At(end)};
  }

  bool IsQuiet(absl::Time at, const std::optional<ClockSpan>& quiet) {
    if (!quiet) return false;
    std::vector<bool>& table = quiet_[{quiet->from, quiet->until}];
    if (table.empty()) {
      table.assign(shown_.size(), false);
      const absl::CivilDay last = absl::ToCivilDay(At(static_cast<int>(shown_.size())), zone_);
      for (absl::CivilDay day = absl::ToCivilDay(begin_, zone_) + 2; day < last - 2; ++day) {
        const Stretch stretch = SpanOn(day, *quiet);
        for (int i = Place(stretch.begin); i < Place(stretch.end); ++i) table[i] = true;
      }
    }
    return table.at(Place(at));
  }

  // The first and last minute in the span that DayOf gives to the day, and one more.
  std::optional<Stretch> WindowOn(absl::CivilDay day, ClockSpan window, int ends_at) const {
    const Stretch span = SpanOn(window.from < ends_at ? day + 1 : day, window);
    std::optional<Stretch> found;
    for (absl::Time at = span.begin; at < span.end; at += absl::Minutes(1)) {
      if (DayOf(at, zone_, ends_at) != day) continue;
      if (!found) found = Stretch{at, at};
      found->end = at + absl::Minutes(1);
    }
    return found;
  }

  absl::TimeZone zone() const { return zone_; }

 private:
  int Place(absl::Time at) const { return static_cast<int>((at - begin_) / absl::Minutes(1)); }
  absl::Time At(int place) const { return begin_ + absl::Minutes(place); }
  std::pair<int, int> Places(std::int64_t minute) const { return places_.at(minute - least_); }

  // Where the clock jumps over the minute: how far.
  std::int64_t Gap(std::int64_t minute) const {
    int place = 0;
    while (shown_.at(place) < minute) ++place;
    return shown_[place] - shown_[place - 1] - 1;
  }
  int FirstAt(std::int64_t minute) const {
    const int first = Places(minute).first;
    return first >= 0 ? first : Places(minute + Gap(minute)).first;
  }
  // Just after the last minute before it was shown for the last time.
  int EndAt(std::int64_t minute) const {
    if (Places(minute - 1).second >= 0) return Places(minute - 1).second + 1;
    const int last = Places(minute).second;
    return last >= 0 ? last : Places(minute + Gap(minute)).first;
  }

  absl::TimeZone zone_;
  absl::Time begin_;
  std::vector<std::int64_t> shown_;
  std::int64_t least_;
  std::vector<std::pair<int, int>> places_;  // by what is shown
  std::map<std::pair<int, int>, std::vector<bool>> quiet_;
};

// Decides by going through the rules for this one minute, for every day around.
class SteppedRules {
 public:
  SteppedRules(absl::Time begin, absl::Time end) : begin_(begin), end_(end) {}

  std::vector<Occurrence> ToShow(const World& world) {
    std::vector<Occurrence> show;
    const Presence& presence = world.around.presence;
    const absl::Time now = world.Now();
    if (world.asleep || presence.idle || presence.locked) return show;
    if (presence.awake_since <= now && now < presence.awake_since + absl::Minutes(1)) return show;
    ForEach(world, 2, [&](const Occurrence& occurrence, const Stretch& window, const Mark& mark) {
      if (std::holds_alternative<Shown>(mark) || world.answered.count(occurrence) != 0) return;
      const auto* snoozed = std::get_if<Snoozed>(&mark);
      const int wait = presence.last_used ? 0 : 10;
      const bool by_word = snoozed && snoozed->until + absl::Minutes(wait) <= now &&
                           now < snoozed->until + absl::Minutes(60);
      absl::Time since = snoozed ? std::max(window.begin, snoozed->until) : window.begin;
      while (since <= now && Quiet(world, since)) since += absl::Minutes(1);
      const bool by_window =
          since + absl::Minutes(wait) <= now && now < window.end && !Quiet(world, now);
      if (by_word || by_window) show.push_back(occurrence);
    });
    std::sort(show.begin(), show.end());
    return show;
  }

  std::vector<Occurrence> LetGo(const World& world) {
    std::vector<Occurrence> let_go;
    const absl::Time now = world.Now();
    ForEach(world, 5, [&](const Occurrence& occurrence, const Stretch& window, const Mark& mark) {
      const auto* snoozed = std::get_if<Snoozed>(&mark);
      if (snoozed && now < snoozed->until + absl::Minutes(60)) return;
      if (now < window.end || now >= window.end + absl::Hours(36)) return;
      if (world.answered.count(occurrence) == 0) let_go.push_back(occurrence);
    });
    std::sort(let_go.begin(), let_go.end());
    return let_go;
  }

  bool Quiet(const World& world, absl::Time at) {
    return ClockOf(world.around.zone).IsQuiet(at, world.around.quiet);
  }

 private:
  template <class F>
  void ForEach(const World& world, int days_back, F&& f) {
    for (const Prompt& prompt : world.prompts) {
      SteppedClock& clock = ClockOf(prompt.zone ? *prompt.zone : world.around.zone);
      const absl::CivilDay today = absl::ToCivilDay(world.Now(), clock.zone());
      for (absl::CivilDay day = today - days_back; day <= today + 1; ++day) {
        const Occurrence occurrence{prompt.id, prompt.version, day};
        if (!DueOn(prompt.schedule, day) || Fades(world, prompt.id, day)) continue;
        if (prompt.rests_until && day <= *prompt.rests_until) continue;
        const Mark mark = world.notes.MarkOf(occurrence);
        if (std::holds_alternative<Resting>(mark)) continue;
        const auto [known, is_new] =
            windows_[&clock].try_emplace({prompt.window.from, prompt.window.until, day});
        if (is_new) {
          known->second = clock.WindowOn(day, prompt.window, world.around.day_ends_at_minute);
        }
        if (known->second) f(occurrence, *known->second, mark);
      }
    }
  }

  static bool Fades(const World& world, const EntityId& id, absl::CivilDay day) {
    const auto found = world.notes.showings.find(id);
    if (found == world.notes.showings.end()) return false;
    int alone = 0;
    std::optional<absl::CivilDay> last;
    for (const Showing& showing : found->second) {
      if (showing.day >= day) break;
      alone = showing.answered ? 0 : alone + 1;
      last = showing.day;
    }
    const int gap = alone >= 8 ? 7 : alone >= 5 ? 4 : alone >= 3 ? 2 : 1;
    return last && day - *last < gap;
  }

  SteppedClock& ClockOf(absl::TimeZone zone) {
    for (SteppedClock& clock : clocks_) {
      if (clock.zone() == zone) return clock;
    }
    return clocks_.emplace_back(zone, begin_, end_);
  }

  absl::Time begin_;
  absl::Time end_;
  std::deque<SteppedClock> clocks_;
  // REQUIRES: day_ends_at_minute stays.
  std::map<SteppedClock*, std::map<std::tuple<int, int, absl::CivilDay>, std::optional<Stretch>>>
      windows_;
};

// Lives by the rules, minute by minute; the other way to spend the same days.
inline void LiveByTheMinute(World& world, const std::vector<Event>& events, absl::Time until,
                            SteppedRules& rules,
                            const std::function<void(const World&)>& seen = {}) {
  auto event = events.begin();
  for (; world.true_now < until; world.true_now += absl::Minutes(1)) {
    bool happened = false;
    for (; event != events.end() && event->at == world.true_now; ++event) {
      event->happens(world);
      happened = true;
    }
    if (seen && happened) seen(world);
    for (const Occurrence& occurrence : rules.ToShow(world)) world.Tell(occurrence);
  }
}

}  // namespace twofold

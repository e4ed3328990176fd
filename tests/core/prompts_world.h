// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A person with prompts, in a world that a test moves: what happens to them, and the two ways to
// find out what is shown meanwhile. Nothing here decides when to ask.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/prompts/look.h"
#include "core/schedule/day.h"
#include "tests/support/random_schedule.h"
#include "tests/support/seeded_random.h"

namespace twofold {

inline absl::TimeZone ZoneCalled(const std::string& name) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(name, &zone)) std::abort();
  return zone;
}

// A zone's name as part of a test's.
inline std::string TestNameOf(std::string zone) {
  std::replace(zone.begin(), zone.end(), '/', '_');
  return zone;
}

inline ClockSpan Span(int from_hour, int from_minute, int until_hour, int until_minute) {
  return {from_hour * 60 + from_minute, until_hour * 60 + until_minute};
}

// A prompt on every day; each number is another one.
inline Prompt DailyPrompt(int number, ClockSpan window) {
  Prompt prompt;
  prompt.id = EntityId::Prefix(absl::StrCat("prompt ", 100'000'000 + number));
  prompt.version = OperationId::Prefix(std::string(OperationId::kSize, 'v'));
  prompt.schedule = {EveryDay{}};
  prompt.window = window;
  return prompt;
}

// What was shown, and what the clock said.
struct Telling {
  absl::Time now;
  Occurrence occurrence;
  bool operator==(const Telling&) const = default;
};

// What the devices of a person keep of the prompts.
struct Notes {
  std::map<Occurrence, Mark> marks;
  std::map<EntityId, std::vector<Showing>> showings;

  Mark MarkOf(const Occurrence& occurrence) const {
    const auto found = marks.find(occurrence);
    return found == marks.end() ? Mark(NotShown{}) : found->second;
  }
  // On disk, before it is shown.
  void NoteShown(const Occurrence& occurrence, bool answered) {
    marks[occurrence] = Shown{};
    std::vector<Showing>& days = showings[occurrence.prompt];
    const auto at = std::partition_point(days.begin(), days.end(),
                                         [&](const Showing& s) { return s.day < occurrence.day; });
    if (at == days.end() || at->day != occurrence.day) days.insert(at, {occurrence.day, answered});
  }
  void NoteAnswer(const Occurrence& occurrence) {
    for (Showing& showing : showings[occurrence.prompt]) {
      if (showing.day == occurrence.day) showing.answered = true;
    }
  }
};

struct World {
  std::vector<Prompt> prompts;
  Notes notes;
  std::set<Occurrence> answered;
  absl::Time true_now;
  absl::Duration clock_is_ahead;
  bool asleep = false;
  Surroundings around;  // `now` is set from the two above
  std::vector<Telling> told;
  bool fades = true;  // false: the showings are forgotten

  absl::Time Now() const { return true_now + clock_is_ahead; }

  Verdict LookAround() const {
    Surroundings here = around;
    here.now = Now();
    return Look(prompts, here,
                {[this](const Occurrence& o) { return notes.MarkOf(o); },
                 [this](const Occurrence& o) { return answered.count(o) == 0; },
                 [this](const EntityId& id) {
                   const auto found = notes.showings.find(id);
                   return !fades || found == notes.showings.end() ? std::span<const Showing>()
                                                                  : std::span(found->second);
                 }});
  }

  void Tell(const Occurrence& occurrence) {
    notes.NoteShown(occurrence, answered.count(occurrence) != 0);
    told.push_back({Now(), occurrence});
  }
  void Answer(const Occurrence& occurrence) {
    answered.insert(occurrence);
    notes.NoteAnswer(occurrence);
  }
  void Sleep() { asleep = true; }
  void Wake() {
    asleep = false;
    around.presence.awake_since = Now();
  }
};

struct Event {
  absl::Time at;  // the true time
  std::function<void(World&)> happens;
};

// Lives by Look: at each event and whenever it said to look again, as a daemon does. Events are
// sorted. Returns how often it looked.
inline int LiveByLooking(World& world, const std::vector<Event>& events, absl::Time until,
                         const std::function<void(const World&, const Verdict&)>& seen = {}) {
  int looks = 0;
  absl::Time look_again = world.true_now + world.clock_is_ahead;
  for (auto event = events.begin();;) {
    const absl::Time timer = world.asleep
                                 ? absl::InfiniteFuture()
                                 : std::max(look_again - world.clock_is_ahead, world.true_now);
    const absl::Time next = event == events.end() ? timer : std::min(event->at, timer);
    if (next >= until) return looks;
    world.true_now = next;
    for (; event != events.end() && event->at == next; ++event) event->happens(world);
    if (world.asleep) continue;
    const Verdict verdict = world.LookAround();
    ++looks;
    if (seen) seen(world, verdict);
    for (const Occurrence& occurrence : verdict.show) world.Tell(occurrence);
    look_again = verdict.look_again;
  }
}

// A window that is allowed, of any length.
inline ClockSpan RandomWindow(SeededRandom& random, int day_ends_at_minute) {
  for (;;) {
    const int from = RandomBetween(random, 0, 1439);
    const int minutes =
        random.OneIn(3) ? RandomBetween(random, 5, 1439) : RandomBetween(random, 5, 180);
    const ClockSpan window{from, (from + minutes) % 1440};
    if (CheckWindow(window, day_ends_at_minute, {}).ok()) return window;
  }
}

inline std::optional<ClockSpan> RandomQuiet(SeededRandom& random) {
  if (random.OneIn(3)) return std::nullopt;
  const int from = RandomBetween(random, 0, 1439);
  return ClockSpan{from, (from + RandomBetween(random, 1, 14 * 60)) % 1440};
}

// Dated, and due often enough to matter around `today`.
inline Schedule RandomDatedSchedule(SeededRandom& random, absl::CivilDay today) {
  Schedule schedule{EveryDay{}};
  const std::int32_t first = DayNumber(today) - RandomBetween(random, 0, 10);
  switch (random.Below(6)) {
    case 0:
      schedule.shape = Weekdays{RandomWeekdayMask(random)};
      break;
    case 1:
      schedule.shape = EveryNDays{RandomBetween(random, 2, 4)};
      schedule.first_day = first;
      break;
    case 2:
      schedule.shape = DaysOfMonth{RandomMonthMask(random) | RandomMonthMask(random)};
      break;
    default:
      break;
  }
  return schedule;
}

}  // namespace twofold

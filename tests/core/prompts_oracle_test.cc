// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A few days of a life, lived twice: by Look, which sleeps until it said to look again, and by
// rules written a second time that step through every minute. Both must show the same at the same
// minute.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/prompts_stepped.h"

namespace twofold {
namespace {

using absl::CivilDay;
using absl::Minutes;

constexpr int kLives = 16;  // in each zone
constexpr int kDays = 4;

// A day at random, two times of three shortly before the clock is changed.
absl::Time RandomStart(SeededRandom& random, absl::TimeZone zone, absl::CivilDay from) {
  absl::Time at = absl::FromCivil(from + RandomBetween(random, 0, 3'650), zone);
  absl::TimeZone::CivilTransition change;
  if (!random.OneIn(3) && zone.NextTransition(at, &change)) {
    at = absl::FromCivil(CivilDay(change.from) - RandomBetween(random, 0, 2), zone);
  }
  return at;
}

Occurrence OccurrenceAt(const World& world, int place, int days_ago) {
  const Prompt& prompt = world.prompts[place % world.prompts.size()];
  const CivilDay today =
      DayOf(world.Now(), ZoneOf(prompt, world.around.zone), world.around.day_ends_at_minute);
  return {prompt.id, prompt.version, today - days_ago};
}

void Snooze(World& world, int place, absl::Duration by) {
  const Occurrence occurrence = OccurrenceAt(world, place, 0);
  const Prompt& prompt = world.prompts[place % world.prompts.size()];
  const absl::Time until = world.Now() + by;
  if (CheckSnooze(prompt, occurrence.day, until, world.around.zone, world.around.day_ends_at_minute)
          .ok()) {
    world.notes.marks[occurrence] = Snoozed{until};
  }
}

std::function<void(World&)> RandomHappening(SeededRandom& random,
                                            const std::vector<absl::TimeZone>& zones) {
  const int place = RandomBetween(random, 0, 99);
  const int ago = RandomBetween(random, 0, 1);
  const int minutes = RandomBetween(random, 1, 300);
  const int jump = RandomBetween(random, -2 * 1440, 2 * 1440);
  const absl::TimeZone zone = random.Pick(zones);
  const std::optional<ClockSpan> quiet = RandomQuiet(random);
  switch (random.Below(18)) {
    case 0:
      return [](World& w) { w.around.presence.idle = true; };
    case 1:
    case 2:
      return [](World& w) { w.around.presence.idle = false; };
    case 3:
      return [](World& w) { w.around.presence.locked = true; };
    case 4:
    case 5:
      return [](World& w) { w.around.presence.locked = false; };
    case 6:
      return [](World& w) { w.Sleep(); };
    case 7:
    case 8:
      return [](World& w) { w.Wake(); };
    case 9:
      return [](World& w) { w.around.presence.last_used = false; };
    case 10:
      return [](World& w) { w.around.presence.last_used = true; };
    case 11:
      return [=](World& w) { w.Answer(OccurrenceAt(w, place, ago)); };
    case 12:
    case 13:
    case 14:
      return [=](World& w) { Snooze(w, place, Minutes(minutes)); };
    case 15:
      return [=](World& w) { w.notes.marks[OccurrenceAt(w, place, 0)] = Resting{}; };
    case 16:
      return [=](World& w) { w.clock_is_ahead = Minutes(jump); };
    default:
      return [=](World& w) {
        if (place < 50) w.around.zone = zone;
        if (place >= 50) w.around.quiet = quiet;
      };
  }
}

World RandomWorld(SeededRandom& random, const std::vector<absl::TimeZone>& zones,
                  absl::Time start) {
  World world;
  world.true_now = start;
  world.around.zone = zones[0];
  world.around.day_ends_at_minute = random.OneIn(3) ? RandomBetween(random, 0, 719) : 240;
  world.around.quiet = RandomQuiet(random);
  const CivilDay today = absl::ToCivilDay(start, zones[0]);
  for (int i = RandomBetween(random, 1, 3); i > 0; --i) {
    Prompt prompt = DailyPrompt(i, RandomWindow(random, world.around.day_ends_at_minute));
    prompt.schedule = RandomDatedSchedule(random, today);
    if (random.OneIn(4)) prompt.zone = random.Pick(zones);
    if (random.OneIn(8)) prompt.rests_until = today + 1;
    std::vector<Showing> past;
    for (int ago = RandomBetween(random, 0, 12); ago > 0; ago -= RandomBetween(random, 1, 4)) {
      past.push_back({today - ago, random.OneIn(6)});
    }
    world.notes.showings[prompt.id] = past;
    world.prompts.push_back(prompt);
  }
  return world;
}

std::vector<std::string> Lines(std::vector<Telling> told) {
  std::sort(told.begin(), told.end(), [](const Telling& a, const Telling& b) {
    return std::tie(a.now, a.occurrence) < std::tie(b.now, b.occurrence);
  });
  std::vector<std::string> lines;
  for (const Telling& telling : told) {
    lines.push_back(absl::StrCat(absl::FormatTime(telling.now, absl::UTCTimeZone()), " ",
                                 telling.occurrence.prompt.str(), " of ",
                                 IsoDay(telling.occurrence.day)));
  }
  return lines;
}

std::vector<std::string> Lines(const World& world, const std::vector<Occurrence>& occurrences) {
  std::vector<Telling> told;
  for (const Occurrence& occurrence : occurrences) told.push_back({world.Now(), occurrence});
  return Lines(told);
}

class PromptsOracle : public testing::TestWithParam<std::pair<const char*, CivilDay>> {};

TEST_P(PromptsOracle, LookingShowsWhatSteppingThroughEveryMinuteShows) {
  const auto& [name, from] = GetParam();
  const std::vector<absl::TimeZone> zones = {ZoneCalled(name), ZoneCalled("Asia/Tokyo"),
                                             ZoneCalled("Pacific/Honolulu")};
  std::size_t shown = 0;
  std::size_t listed = 0;
  for (int seed = 1; seed <= kLives; ++seed) {
    SCOPED_TRACE(absl::StrCat(name, ", seed ", seed));
    SeededRandom random(static_cast<std::uint64_t>(seed));
    const absl::Time start = RandomStart(random, zones[0], from);
    const absl::Time end = start + absl::Hours(24 * kDays);
    World looking = RandomWorld(random, zones, start);
    World stepping = looking;
    std::vector<Event> events;
    const int pause = RandomBetween(random, 30, 600);  // a quick life or a slow one
    for (absl::Time at = start; at < end; at += Minutes(RandomBetween(random, 0, pause))) {
      events.push_back({at, RandomHappening(random, zones)});
    }
    SteppedRules rules(start - absl::Hours(24 * 10), end + absl::Hours(24 * 7));
    LiveByTheMinute(stepping, events, end, rules, [&](const World& world) {
      const Verdict verdict = world.LookAround();
      ASSERT_EQ(Lines(world, verdict.let_go), Lines(world, rules.LetGo(world)));
      if (!world.asleep) {
        ASSERT_EQ(Lines(world, verdict.show), Lines(world, rules.ToShow(world)));
      }
      ASSERT_GT(verdict.look_again, world.Now());
      listed += verdict.let_go.size();
    });
    LiveByLooking(looking, events, end);
    ASSERT_EQ(Lines(looking.told), Lines(stepping.told));
    shown += looking.told.size();
  }
  EXPECT_GT(shown, 1u * kLives);
  EXPECT_GT(listed, 1u * kLives);
}

INSTANTIATE_TEST_SUITE_P(Zones, PromptsOracle,
                         testing::Values(std::pair("Europe/Berlin", CivilDay(2015, 1, 1)),
                                         std::pair("America/New_York", CivilDay(2015, 1, 1)),
                                         std::pair("Australia/Lord_Howe", CivilDay(2015, 1, 1)),
                                         std::pair("Pacific/Apia", CivilDay(2009, 1, 1)),
                                         std::pair("America/Sao_Paulo", CivilDay(2010, 1, 1)),
                                         std::pair("Asia/Kathmandu", CivilDay(1980, 1, 1))),
                         [](const auto& info) { return TestNameOf(info.param.first); });

}  // namespace
}  // namespace twofold

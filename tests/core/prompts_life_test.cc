// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Decades of prompts: a person who comes and goes, answers, snoozes and travels, with a computer
// that sleeps and a clock that jumps. Lived by Look alone; what it did is checked afterwards
// against what the clock showed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/core/prompts_stepped.h"

namespace twofold {
namespace {

using absl::CivilDay;
using absl::Duration;
using absl::Hours;
using absl::Minutes;
using absl::Time;

constexpr int kYears = 10;
constexpr int kPrompts = 3;

using Happening = std::function<void(World&)>;

struct Life {
  World world;
  std::vector<Event> events;
  Time end;
};

// What the person says to one of the prompts, today.
Happening Say(int place, const std::function<void(World&, const Prompt&, const Occurrence&)>& f) {
  return [=](World& w) {
    const Prompt& prompt = w.prompts[place % w.prompts.size()];
    const CivilDay today =
        DayOf(w.Now(), ZoneOf(prompt, w.around.zone), w.around.day_ends_at_minute);
    f(w, prompt, {prompt.id, prompt.version, today});
  };
}

Happening AnswerTo(int place) {
  return Say(place, [](World& w, const Prompt&, const Occurrence& o) { w.Answer(o); });
}

Happening LetRest(int place) {
  return Say(place,
             [](World& w, const Prompt&, const Occurrence& o) { w.notes.marks[o] = Resting{}; });
}

// Counts the snoozes that were taken.
Happening SnoozeFor(int place, Duration by, std::map<Occurrence, int>& snoozes) {
  return Say(place, [&snoozes, by](World& w, const Prompt& prompt, const Occurrence& o) {
    if (std::holds_alternative<Resting>(w.notes.MarkOf(o))) return;
    const Surroundings& around = w.around;
    const Time until = w.Now() + by;
    if (CheckSnooze(prompt, o.day, until, around.zone, around.day_ends_at_minute).ok()) {
      w.notes.marks[o] = Snoozed{until};
      ++snoozes[o];
    }
  });
}

void SortByTime(std::vector<Event>& events) {
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.at < b.at; });
}

// A life of presence alone: nights asleep, and here and there idle or locked or on another device.
Life RandomLife(SeededRandom& random, absl::TimeZone zone, CivilDay from) {
  Life life;
  World& world = life.world;
  world.true_now = absl::FromCivil(from, zone);
  world.around.zone = zone;
  world.around.quiet = RandomQuiet(random);
  if (random.OneIn(2)) world.around.day_ends_at_minute = RandomBetween(random, 0, 719);
  for (int i = 1; i <= kPrompts; ++i) {
    world.prompts.push_back(DailyPrompt(i, RandomWindow(random, world.around.day_ends_at_minute)));
    world.prompts.back().schedule = RandomDatedSchedule(random, from);
  }
  life.end = world.true_now + Hours(24 * 365 * kYears);
  for (Time day = world.true_now; day < life.end; day += Hours(24)) {
    const auto at = [&] { return day + Minutes(RandomBetween(random, 0, 1439)); };
    if (random.OneIn(2)) life.events.push_back({at(), [](World& w) { w.Sleep(); }});
    life.events.push_back({at(), [](World& w) { w.Wake(); }});
    if (random.OneIn(3)) {
      life.events.push_back({at(), [](World& w) { w.around.presence.locked = true; }});
    }
    life.events.push_back({at(), [](World& w) { w.around.presence.locked = false; }});
    if (random.OneIn(6)) {
      const bool last_used = !random.OneIn(3);
      life.events.push_back({at(), [=](World& w) { w.around.presence.last_used = last_used; }});
    }
  }
  return life;
}

// A person who answers now and then, snoozes and lets rest.
void AddWords(SeededRandom& random, Life& life, std::map<Occurrence, int>& snoozes) {
  for (Time day = life.world.true_now; day < life.end; day += Hours(24)) {
    const auto at = [&] { return day + Minutes(RandomBetween(random, 0, 1439)); };
    const int place = RandomBetween(random, 0, kPrompts - 1);
    if (random.OneIn(2)) life.events.push_back({at(), AnswerTo(place)});
    if (random.OneIn(4)) {
      const Duration by = Minutes(RandomBetween(random, 1, 240));
      life.events.push_back({at(), SnoozeFor(place, by, snoozes)});
    }
    if (random.OneIn(10)) life.events.push_back({at(), LetRest(place)});
  }
}

// A clock that is set wrong by hours, days or years, and right again within hours.
void AddClockJumps(SeededRandom& random, Life& life) {
  for (Time day = life.world.true_now; day < life.end; day += Hours(24)) {
    if (!random.OneIn(20)) continue;
    const std::vector<Duration> sizes = {Hours(1), Hours(24), Hours(24 * 365 * 12)};
    const Duration by = random.Pick(sizes) * RandomBetween(random, -5, 5) / 4;
    const Time at = day + Minutes(RandomBetween(random, 0, 1439));
    life.events.push_back({at, [=](World& w) { w.clock_is_ahead = by; }});
    life.events.push_back({at + Minutes(RandomBetween(random, 1, 2'000)),
                           [](World& w) { w.clock_is_ahead = absl::ZeroDuration(); }});
  }
}

// Reads the clock on the wall, and steps through its minutes where it was changed nearby.
class WallClock {
 public:
  bool IsInWindow(const Prompt& prompt, const World& world, CivilDay day) {
    const absl::TimeZone zone = ZoneOf(prompt, world.around.zone);
    const int ends_at = world.around.day_ends_at_minute;
    if (IsChanged(world.Now(), zone)) {
      const auto window = Stepped(world.Now(), zone).WindowOn(day, prompt.window, ends_at);
      return window && window->Holds(world.Now());
    }
    return DayOf(world.Now(), zone, ends_at) == day && Shows(world.Now(), zone, prompt.window);
  }
  bool IsQuiet(const World& world) {
    if (!world.around.quiet) return false;
    const absl::TimeZone zone = world.around.zone;
    if (IsChanged(world.Now(), zone)) {
      return Stepped(world.Now(), zone).IsQuiet(world.Now(), world.around.quiet);
    }
    return Shows(world.Now(), zone, *world.around.quiet);
  }

 private:
  static bool Shows(Time now, absl::TimeZone zone, ClockSpan span) {
    const absl::CivilMinute minute = absl::ToCivilMinute(now, zone);
    const int of_day = minute.hour() * 60 + minute.minute();
    if (span.from < span.until) return span.from <= of_day && of_day < span.until;
    return of_day >= span.from || of_day < span.until;
  }
  static bool IsChanged(Time now, absl::TimeZone zone) {
    return zone.At(now - Hours(48)).offset != zone.At(now + Hours(48)).offset;
  }
  SteppedClock& Stepped(Time now, absl::TimeZone zone) {
    const Time day =
        absl::FromCivil(absl::ToCivilDay(now, absl::UTCTimeZone()), absl::UTCTimeZone());
    if (!stepped_ || stepped_->zone() != zone || absl::AbsDuration(day - around_) > Hours(48)) {
      stepped_.emplace(zone, day - Hours(24 * 8), day + Hours(24 * 8));
      around_ = day;
    }
    return *stepped_;
  }

  std::optional<SteppedClock> stepped_;
  Time around_;
};

// Fails unless everything in the verdict may be shown at this moment.
void MayBeShown(WallClock& wall, const World& world, const Verdict& verdict) {
  const Presence& presence = world.around.presence;
  const Time now = world.Now();
  ASSERT_GT(verdict.look_again, now);
  if (verdict.show.empty()) return;
  ASSERT_FALSE(world.asleep || presence.idle || presence.locked);
  ASSERT_TRUE(now < presence.awake_since || now >= presence.awake_since + Minutes(1));
  for (const Occurrence& o : verdict.show) {
    const auto prompt = std::find_if(world.prompts.begin(), world.prompts.end(),
                                     [&](const Prompt& p) { return p.id == o.prompt; });
    const Mark mark = world.notes.MarkOf(o);
    ASSERT_FALSE(std::holds_alternative<Shown>(mark)) << o.day;
    ASSERT_FALSE(std::holds_alternative<Resting>(mark)) << o.day;
    ASSERT_EQ(world.answered.count(o), 0u) << o.day;
    ASSERT_TRUE(DueOn(prompt->schedule, o.day)) << o.day;
    const auto* snoozed = std::get_if<Snoozed>(&mark);
    ASSERT_TRUE(!snoozed || now >= snoozed->until) << now;
    if (snoozed && now < snoozed->until + Minutes(60)) continue;
    ASSERT_TRUE(wall.IsInWindow(*prompt, world, o.day)) << o.day << " at " << now;
    ASSERT_FALSE(wall.IsQuiet(world)) << now;
  }
}

// Fails unless nothing was told more often than once and once more for each snooze.
void AreToldOnce(const std::vector<Telling>& told, const std::map<Occurrence, int>& snoozes) {
  std::map<Occurrence, int> times;
  for (const Telling& telling : told) ++times[telling.occurrence];
  for (const auto& [occurrence, count] : times) {
    const auto snoozed = snoozes.find(occurrence);
    ASSERT_LE(count, 1 + (snoozed == snoozes.end() ? 0 : snoozed->second)) << occurrence.day;
  }
}

// What each day came to. REQUIRES: a clock and a zone that stay.
class Account {
 public:
  explicit Account(const World& world) : zone_(world.around.zone) {}

  // To be called shortly after each end of a day.
  void Close(const World& world) {
    const int ends_at = world.around.day_ends_at_minute;
    const CivilDay day = DayOf(world.Now(), zone_, ends_at) - 1;
    const Verdict verdict = world.LookAround();
    const std::set<Occurrence> let_go(verdict.let_go.begin(), verdict.let_go.end());
    for (const Prompt& prompt : world.prompts) {
      const Occurrence o{prompt.id, prompt.version, day};
      const Mark mark = world.notes.MarkOf(o);
      const auto found = world.notes.showings.find(prompt.id);
      const bool fades = found != world.notes.showings.end() && FadesOn(found->second, day);
      const auto* snoozed = std::get_if<Snoozed>(&mark);
      const bool is_waiting = snoozed && world.Now() < snoozed->until + Minutes(60);
      const bool is_owed = DueOn(prompt.schedule, day) && !fades &&
                           !std::holds_alternative<Resting>(mark) && !is_waiting &&
                           world.answered.count(o) == 0 &&
                           WindowOn(day, prompt.window, zone_, ends_at).has_value();
      ASSERT_EQ(let_go.count(o) != 0, is_owed) << day;
      owed_ += is_owed;
    }
  }
  int owed() const { return owed_; }

 private:
  absl::TimeZone zone_;
  int owed_ = 0;
};

class PromptsLife : public testing::TestWithParam<std::pair<const char*, CivilDay>> {
 protected:
  PromptsLife() : zone_(ZoneCalled(GetParam().first)), from_(GetParam().second) {}
  // Each thing is shown when it may be, and once.
  void Live(Life& life, const std::map<Occurrence, int>& snoozes) {
    SortByTime(life.events);
    LiveByLooking(life.world, life.events, life.end,
                  [&](const World& world, const Verdict& v) { MayBeShown(wall_, world, v); });
    AreToldOnce(life.world.told, snoozes);
    EXPECT_GT(life.world.told.size(), 365u);
  }

  absl::TimeZone zone_;
  CivilDay from_;
  WallClock wall_;
};

TEST_P(PromptsLife, EachDueDayIsShownInItsWindowOrAccountedFor) {
  const std::uint64_t seed = 1;
  SCOPED_TRACE(absl::StrCat(GetParam().first, ", seed ", seed));
  SeededRandom random(seed);
  std::map<Occurrence, int> snoozes;
  Life life = RandomLife(random, zone_, from_);
  AddWords(random, life, snoozes);
  Account account(life.world);
  const int ends_at = life.world.around.day_ends_at_minute;
  for (CivilDay day = from_ + 2; day < from_ + 365 * kYears; ++day) {
    const auto stretch = DayIn(day, zone_, ends_at);
    if (stretch) {
      life.events.push_back({stretch->begin + Minutes(5), [&](World& w) { account.Close(w); }});
    }
  }
  Live(life, snoozes);
  EXPECT_GT(account.owed(), 365);
}

TEST_P(PromptsLife, AClockThatJumpsShowsNothingTwiceAndNothingOutsideItsHours) {
  const std::uint64_t seed = 7;
  SCOPED_TRACE(absl::StrCat(GetParam().first, ", seed ", seed));
  SeededRandom random(seed);
  std::map<Occurrence, int> snoozes;
  Life life = RandomLife(random, zone_, from_);
  AddWords(random, life, snoozes);
  AddClockJumps(random, life);
  Live(life, snoozes);
}

TEST_P(PromptsLife, SomebodyWhoIsAlwaysThereIsAskedAtTheFirstMinuteOfEveryWindow) {
  World world;
  world.true_now = absl::FromCivil(from_, zone_);
  world.around.zone = zone_;
  world.fades = false;
  world.prompts = {DailyPrompt(1, Span(21, 0, 23, 30)), DailyPrompt(2, Span(0, 30, 2, 45))};
  std::vector<Telling> expected;
  for (CivilDay day = from_ - 1; day < from_ + 365 * kYears; ++day) {
    for (const Prompt& prompt : world.prompts) {
      const auto window = WindowOn(day, prompt.window, zone_, 240);
      if (window && window->end > world.true_now) {
        expected.push_back(
            {std::max(window->begin, world.true_now), {prompt.id, prompt.version, day}});
      }
    }
  }
  const int looks = LiveByLooking(world, {}, expected.back().now + Minutes(1));
  EXPECT_EQ(world.told, expected);
  EXPECT_LE(looks, static_cast<int>(expected.size()) + 2);  // none in vain
}

INSTANTIATE_TEST_SUITE_P(Zones, PromptsLife,
                         testing::Values(std::pair("Europe/Berlin", CivilDay(2015, 1, 1)),
                                         std::pair("America/New_York", CivilDay(2015, 1, 1)),
                                         std::pair("Australia/Lord_Howe", CivilDay(2015, 1, 1)),
                                         std::pair("Pacific/Apia", CivilDay(2008, 1, 1)),
                                         std::pair("America/Sao_Paulo", CivilDay(2010, 1, 1)),
                                         std::pair("Asia/Kathmandu", CivilDay(1980, 1, 1))),
                         [](const auto& info) { return TestNameOf(info.param.first); });

TEST(PromptsLooks, AreFew) {
  const std::uint64_t seed = 11;
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  SeededRandom random(seed);
  const absl::TimeZone berlin = ZoneCalled("Europe/Berlin");
  std::map<Occurrence, int> snoozes;
  Life life = RandomLife(random, berlin, CivilDay(2015, 1, 1));
  AddWords(random, life, snoozes);
  SortByTime(life.events);
  std::set<Time> woken_from_outside;
  for (const Event& event : life.events) woken_from_outside.insert(event.at);
  std::map<CivilDay, int> looks;  // of its own accord
  LiveByLooking(life.world, life.events, life.end, [&](const World& world, const Verdict&) {
    const CivilDay day = absl::ToCivilDay(world.true_now, berlin);
    if (woken_from_outside.count(world.true_now) == 0) ++looks[day];
  });
  EXPECT_GT(looks.size(), 365u);
  for (const auto& [day, count] : looks) ASSERT_LE(count, 2 + 2 * kPrompts) << day;
}

TEST(PromptsTravel, ATravellerIsAskedOncePerDayOfTheCalendarWhereverThatIs) {
  const std::uint64_t seed = 13;
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  SeededRandom random(seed);
  std::map<Occurrence, int> snoozes;
  const std::vector<absl::TimeZone> zones = {
      ZoneCalled("Pacific/Auckland"), ZoneCalled("Pacific/Honolulu"), ZoneCalled("Pacific/Apia"),
      ZoneCalled("America/New_York"), ZoneCalled("Europe/Berlin")};
  Life life = RandomLife(random, zones[0], CivilDay(2008, 1, 1));
  life.world.prompts[0].zone = zones[4];  // agreed on in Berlin
  AddWords(random, life, snoozes);
  for (Time at = life.world.true_now; at < life.end; at += Hours(RandomBetween(random, 5, 500))) {
    life.events.push_back({at, [zone = random.Pick(zones)](World& w) { w.around.zone = zone; }});
  }
  SortByTime(life.events);
  WallClock wall;
  LiveByLooking(life.world, life.events, life.end, [&](const World& world, const Verdict& verdict) {
    MayBeShown(wall, world, verdict);
  });
  AreToldOnce(life.world.told, snoozes);
  EXPECT_GT(life.world.told.size(), 365u);
}

TEST(PromptsClock, TenYearsAheadAndBackDisturbNoRealDay) {
  const absl::TimeZone berlin = ZoneCalled("Europe/Berlin");
  World world;
  world.true_now = absl::FromCivil(CivilDay(2020, 1, 1), berlin);
  world.around.zone = berlin;
  world.prompts = {DailyPrompt(1, Span(21, 0, 23, 30)), DailyPrompt(2, Span(18, 0, 18, 30)),
                   DailyPrompt(3, Span(22, 0, 1, 0))};
  World disturbed = world;
  const Time end = world.true_now + Hours(24 * 365 * 9);
  std::vector<Event> quiet_days;
  std::vector<Event> days;
  SeededRandom random(17);
  for (CivilDay day(2020, 1, 1); day < CivilDay(2029, 1, 1); ++day) {
    const Time noon = absl::FromCivil(absl::CivilHour(day) + 12, berlin);
    if (random.OneIn(4)) {
      quiet_days.push_back({noon, AnswerTo(RandomBetween(random, 0, 2))});
      days.push_back(quiet_days.back());
    }
    // For an hour it is the evening of a day ten years later.
    const Duration ahead = Hours(24 * 3'653 + RandomBetween(random, 4, 12));
    days.push_back({noon + Hours(1), [=](World& w) { w.clock_is_ahead = ahead; }});
    days.push_back({noon + Hours(2), [](World& w) { w.clock_is_ahead = absl::ZeroDuration(); }});
  }
  LiveByLooking(world, quiet_days, end);
  LiveByLooking(disturbed, days, end);
  std::vector<Telling> real;
  for (const Telling& telling : disturbed.told) {
    if (telling.now < end) real.push_back(telling);
  }
  EXPECT_EQ(real, world.told);
  EXPECT_GT(disturbed.told.size(), world.told.size());
  EXPECT_GT(world.told.size(), 1000u);
}

// ---- Two devices of one person ----

enum class Sharing { kAtOnce, kLate };

// What one has shown since it last told the other.
void Share(const World& from, std::size_t& told, World& to) {
  for (; told < from.told.size(); ++told) to.notes.NoteShown(from.told[told].occurrence, false);
}

// Wakes each device when it wants; what one shows, the other hears of at once or now and then.
void LiveTogether(std::vector<Life>& lives, Sharing sharing, SeededRandom& random) {
  std::vector<Time> look_again(lives.size(), lives[0].world.true_now);
  std::vector<std::size_t> next_event(lives.size(), 0);
  std::vector<std::size_t> shared(lives.size(), 0);
  WallClock wall;
  Time share = sharing == Sharing::kAtOnce ? absl::InfiniteFuture() : lives[0].world.true_now;
  for (;;) {
    Time now = share;
    for (std::size_t i = 0; i < lives.size(); ++i) {
      const Life& life = lives[i];
      if (!life.world.asleep) now = std::min(now, look_again[i]);
      if (next_event[i] < life.events.size()) now = std::min(now, life.events[next_event[i]].at);
    }
    if (now >= lives[0].end) return;
    const Time shared_at = share;
    if (now == share) {
      Share(lives[0].world, shared[0], lives[1].world);
      Share(lives[1].world, shared[1], lives[0].world);
      share += Minutes(RandomBetween(random, 1, 3'000));
    }
    for (std::size_t i = 0; i < lives.size(); ++i) {
      Life& life = lives[i];
      life.world.true_now = now;
      if (now == shared_at) look_again[i] = now;
      for (; next_event[i] < life.events.size() && life.events[next_event[i]].at <= now;
           ++next_event[i]) {
        life.events[next_event[i]].happens(life.world);
        look_again[i] = now;
      }
    }
    for (std::size_t i = 0; i < lives.size(); ++i) {
      World& world = lives[i].world;
      if (world.asleep || look_again[i] > now) continue;
      const Verdict verdict = world.LookAround();
      MayBeShown(wall, world, verdict);
      for (const Occurrence& occurrence : verdict.show) world.Tell(occurrence);
      look_again[i] = verdict.look_again;
      if (sharing == Sharing::kAtOnce && !verdict.show.empty()) {
        Share(world, shared[i], lives[1 - i].world);
        look_again[1 - i] = now;
      }
    }
  }
}

// Two devices with a life each; one after the other is the one last used.
std::vector<Life> TwoDevices(SeededRandom& random) {
  const absl::TimeZone berlin = ZoneCalled("Europe/Berlin");
  std::vector<Life> lives = {RandomLife(random, berlin, CivilDay(2015, 1, 1)),
                             RandomLife(random, berlin, CivilDay(2015, 1, 1))};
  lives[1].world = lives[0].world;
  for (Time at = lives[0].world.true_now; at < lives[0].end;
       at += Hours(RandomBetween(random, 1, 100))) {
    const bool first = random.OneIn(2);
    lives[0].events.push_back({at, [=](World& w) { w.around.presence.last_used = first; }});
    lives[1].events.push_back({at, [=](World& w) { w.around.presence.last_used = !first; }});
  }
  for (Life& life : lives) {
    life.world.fades = false;
    SortByTime(life.events);
  }
  return lives;
}

TEST(PromptsOnTwoDevices, ThatShareMarksAtOnceAreShownOnOneOfThem) {
  const std::uint64_t seed = 19;
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  SeededRandom random(seed);
  std::vector<Life> lives = TwoDevices(random);
  LiveTogether(lives, Sharing::kAtOnce, random);
  std::vector<Telling> told = lives[0].world.told;
  EXPECT_GT(told.size(), 365u);
  EXPECT_GT(lives[1].world.told.size(), 365u);
  told.insert(told.end(), lives[1].world.told.begin(), lives[1].world.told.end());
  AreToldOnce(told, {});
}

TEST(PromptsOnTwoDevices, ThatShareMarksLateAreShownAtMostOnceOnEach) {
  const std::uint64_t seed = 23;
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  SeededRandom random(seed);
  std::vector<Life> lives = TwoDevices(random);
  LiveTogether(lives, Sharing::kLate, random);
  for (const Life& life : lives) {
    EXPECT_GT(life.world.told.size(), 365u);
    AreToldOnce(life.world.told, {});
  }
}

}  // namespace
}  // namespace twofold

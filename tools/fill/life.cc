// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/fill/life.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/schedule/day.h"

namespace twofold::bench {
namespace {

namespace pb = portable::v1;

// What a goal is like; amounts change from version to version.
struct Pattern {
  const char* handle;
  const char* title;
  const char* kind;
  const char* shape;
  const char* unit;
  const char* direction;  // of the target; empty: none
  int amount;             // of the target, or usual
  const char* per;
  const char* at;
};

constexpr std::array<Pattern, 20> kPatterns = {{
    {"read", "Read 20 min", "check", "day", "", "", 0, "", "21:00"},
    {"cello", "Practise cello", "measure", "mon,wed,fri", "min", "at_least", 30, "day", ""},
    {"swim", "Swim", "measure", "day", "km", "at_least", 5, "week", ""},
    {"walk", "A walk at noon", "check", "3/week", "", "", 0, "", "12:30"},
    {"spanish", "Ten minutes of Spanish", "measure", "weekday", "min", "", 10, "", ""},
    {"coffee", "Coffee", "measure", "day", "cups", "at_most", 3, "day", ""},
    {"wine", "Wine", "measure", "day", "glasses", "at_most", 12, "month", ""},
    {"plants", "Water the plants", "check", "3days", "", "", 0, "", ""},
    {"call", "Call my parents", "check", "2weeks:sun", "", "", 0, "", "18:00"},
    {"bills", "Look at the bills", "check", "month:1,15", "", "", 0, "", ""},
    {"evening", "An evening for two", "time", "month:last-fri", "", "", 0, "", "19:00"},
    {"mood", "How I woke up", "observe", "day", "", "", 0, "", ""},
    {"weight", "Weight", "observe", "day", "kg", "", 71, "", ""},
    {"no", "Say no once", "edge", "day", "", "", 0, "", ""},
    {"recipe", "A new recipe", "explore", "month:2nd-sat", "", "", 0, "", ""},
    {"thesis", "Hand in the thesis", "milestone", "day", "", "", 0, "", ""},
    {"laundry", "Laundry", "check", "2-4days", "", "", 0, "", ""},
    {"run", "Run", "check", "3/10days", "", "", 0, "", ""},
    {"gym", "Go to the gym", "check", "10/month", "", "", 0, "", ""},
    {"friends", "See friends", "check", "weekend", "", "", 0, "", ""},
}};

constexpr std::array<const char*, 6> kNotes = {
    "Slept badly, did it all the same.",
    "On the train, with the window open; it went by itself after the first minutes.",
    "Half of it.",
    "Too much noise. Tomorrow I try it before breakfast and leave the phone in the other room.",
    "It was good to be outside.",
    "Forgot, then remembered at the door."};

constexpr int kVersionDays = 550;        // from one version to the next
constexpr int kNewestVersionDays = 200;  // how long the newest one has been in force
constexpr int kEaseDays = 14;

std::string Iso(std::int32_t day) { return IsoDay(DayFromNumber(day)); }

// A number that looks drawn, made from where it is used.
std::uint64_t Draw(std::uint64_t seed, std::uint64_t goal, std::int64_t day, std::uint64_t use) {
  std::uint64_t x = seed;
  for (const std::uint64_t part : {goal, static_cast<std::uint64_t>(day), use}) {
    x += 0x9E3779B97F4A7C15 + part;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    x ^= x >> 31;
  }
  return x;
}

class GoalMaker {
 public:
  GoalMaker(const LifePlan& plan, int index)
      : plan_(plan),
        index_(index),
        pattern_(kPatterns[static_cast<std::size_t>(index) % kPatterns.size()]),
        kind_(pattern_.kind),
        first_(plan.last_day - plan.days + 1) {}

  void Make(pb::Goal* goal) const {
    const int round = index_ / static_cast<int>(kPatterns.size());
    goal->set_id(HexId(0));
    goal->set_handle(round == 0 ? pattern_.handle : absl::StrCat(pattern_.handle, round + 1));
    goal->set_title(round == 0 ? pattern_.title : absl::StrCat(pattern_.title, ", ", round + 1));
    goal->set_archived(index_ % 10 == 9);
    if (index_ % 2 == 0) goal->set_why("So that the day has a place that is mine.");
    if (index_ % 3 == 0) goal->set_cue("after breakfast");
    if (index_ % 4 == 0) goal->set_smallest("one minute of it");
    goal->set_group(index_ % 5 < 2 ? "Body" : index_ % 5 < 4 ? "Mind" : "");
    if (index_ % 3 == 1) goal->add_tags("morning");
    if (index_ % 7 == 2) goal->add_tags("slow");
    if (kind_ == "milestone") AddSteps(goal);
    AddVersions(goal);
    goal->mutable_entries()->Reserve(plan_.days);
    for (std::int32_t day = first_; day <= plan_.last_day; ++day) AddEntry(day, goal);
    if (index_ % 4 == 0) {
      goal->set_asks_ease(true);
      for (std::int32_t day = plan_.last_day - 3; day >= first_; day -= kEaseDays) {
        pb::Ease* ease = goal->add_ease();
        ease->set_day(Iso(day));
        ease->set_ease(1 + static_cast<std::uint32_t>(Of(day, 9) % 5));
      }
      std::reverse(goal->mutable_ease()->begin(), goal->mutable_ease()->end());
    }
    if (index_ % 3 == 0) AddRests(goal);
  }

 private:
  std::uint64_t Of(std::int64_t day, std::uint64_t use) const {
    return Draw(plan_.seed, static_cast<std::uint64_t>(index_), day, use);
  }

  std::string HexId(std::int64_t number) const {
    return absl::StrFormat("%016x%016x", Of(number, 1), Of(number, 2));
  }

  void AddSteps(pb::Goal* goal) const {
    for (std::uint32_t number = 1; number <= 5; ++number) {
      pb::Step* step = goal->add_steps();
      step->set_id(HexId(number));
      step->set_number(number);
      step->set_title(absl::StrCat("Chapter ", number));
      if (number <= 3) step->set_done_on(Iso(plan_.last_day - 40 + 10 * static_cast<int>(number)));
    }
  }

  // The newest first when they are made, so that lives of every length end alike.
  void AddVersions(pb::Goal* goal) const {
    std::int32_t from = plan_.last_day - kNewestVersionDays;
    std::int32_t until = plan_.last_day + 90;
    int amount = pattern_.amount;
    while (true) {
      const bool oldest = from <= first_;
      AddVersion(std::max(from, first_), until, amount, oldest ? "" : "A little more was too much.",
                 goal);
      if (oldest) break;
      until = from - 1;
      from -= kVersionDays;
      amount = pattern_.amount + static_cast<int>(Of(from, 3) % 5);
    }
    std::reverse(goal->mutable_versions()->begin(), goal->mutable_versions()->end());
  }

  void AddVersion(std::int32_t from, std::int32_t until, int amount, const char* learned,
                  pb::Goal* goal) const {
    pb::Version* version = goal->add_versions();
    version->set_from(Iso(from));
    version->set_learned(learned);
    version->set_kind(kind_);
    version->set_unit(pattern_.unit);
    if (*pattern_.direction != '\0') {
      version->mutable_target()->set_direction(pattern_.direction);
      version->mutable_target()->set_amount(absl::StrCat(amount));
      version->mutable_target()->set_per(pattern_.per);
    }
    version->mutable_schedule()->set_shape(pattern_.shape);
    version->mutable_schedule()->set_at(pattern_.at);
    version->mutable_schedule()->set_week_start("mon");
    if (kind_ == "milestone") version->set_deadline(Iso(until));
    if (kind_ == "edge") version->set_size(2);
    if (index_ % 5 == 0) version->set_meaning("Begun counts, also when it was short.");
  }

  void AddEntry(std::int32_t day, pb::Goal* goal) const {
    pb::Entry* entry = goal->add_entries();
    entry->set_day(Iso(day));
    Say(day, entry);
    if (Of(day, 4) % 12 == 0) entry->set_note(kNotes[Of(day, 5) % kNotes.size()]);
    const absl::CivilDay civil = DayFromNumber(day);
    const bool away = civil.month() == 7 && civil.day() <= 20;
    const bool summer = civil.month() >= 4 && civil.month() <= 10;
    entry->set_zone(away ? "America/New_York" : "Europe/Berlin");
    entry->set_utc_offset(away ? "-04:00" : summer ? "+02:00" : "+01:00");
  }

  void Say(std::int32_t day, pb::Entry* entry) const {
    const std::uint64_t chance = Of(day, 6) % 20;
    if (kind_ == "edge") {
      entry->set_mark(chance < 9 ? "kept" : chance < 15 ? "stayed" : "stepped_back");
    } else if (kind_ == "milestone") {
      entry->set_note(kNotes[Of(day, 5) % kNotes.size()]);
    } else if (kind_ == "explore") {
      entry->set_mark("kept");
    } else if (chance == 0 && kind_ != "observe") {
      entry->set_mark("skipped");
      entry->set_reason("ill");
    } else if (*pattern_.unit != '\0') {
      SayAmount(day, chance, entry);
    } else if (kind_ == "time") {
      entry->set_mark(chance < 10 ? "again" : chance < 15 ? "different" : "fine");
    } else {
      entry->set_mark(chance < 17 || kind_ == "observe" ? "kept" : "not_kept");
    }
  }

  void SayAmount(std::int32_t day, std::uint64_t chance, pb::Entry* entry) const {
    if (chance < 3 && absl::string_view(pattern_.direction) == "at_most") {
      entry->set_mark("zero");
      return;
    }
    // Of a week's amount a fifth on each day, of a month's a twentieth: sometimes more than is
    // asked.
    const absl::string_view per = pattern_.per;
    const int days = per == "week" ? 5 : per == "month" ? 20 : 1;
    const auto tenths = static_cast<std::uint64_t>(10 * pattern_.amount / days);
    const std::uint64_t said = tenths - tenths / 8 + Of(day, 7) % (tenths / 4 + 1);
    entry->set_amount(said % 10 == 0 ? absl::StrCat(said / 10)
                                     : absl::StrCat(said / 10, ".", said % 10));
  }

  // Ten days each March.
  void AddRests(pb::Goal* goal) const {
    for (auto year = DayFromNumber(first_).year(); year <= DayFromNumber(plan_.last_day).year();
         ++year) {
      const std::int32_t from = DayNumber(absl::CivilDay(year, 3, 1 + index_ % 20));
      if (from < first_ || from + 9 > plan_.last_day) continue;
      pb::Rest* rest = goal->add_rests();
      rest->set_first_day(Iso(from));
      rest->set_last_day(Iso(from + 9));
    }
  }

  const LifePlan& plan_;
  const int index_;
  const Pattern& pattern_;
  const std::string kind_;
  const std::int32_t first_;
};

}  // namespace

pb::Portable MakeLife(const LifePlan& plan) {
  pb::Portable life;
  for (int index = 0; index < plan.goals; ++index) {
    GoalMaker(plan, index).Make(life.add_goals());
  }
  // Two weeks each August.
  const std::int32_t first = plan.last_day - plan.days + 1;
  for (auto year = DayFromNumber(first).year(); year <= DayFromNumber(plan.last_day).year();
       ++year) {
    const std::int32_t from = DayNumber(absl::CivilDay(year, 8, 1));
    if (from < first || from + 13 > plan.last_day) continue;
    pb::Rest* rest = life.add_rests();
    rest->set_first_day(Iso(from));
    rest->set_last_day(Iso(from + 13));
  }
  return life;
}

absl::string_view AnswerFor(const pb::Entry& entry) {
  if (!entry.amount().empty()) return entry.amount();
  const absl::string_view mark = entry.mark();
  if (mark == "kept") return "yes";
  if (mark == "not_kept") return "no";
  if (mark == "skipped") return "skip";
  if (mark == "zero") return "0";
  if (mark == "stepped_back") return "back";
  return mark;
}

}  // namespace twofold::bench

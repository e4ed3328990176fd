// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a file may hold: each limit on both sides, and each word that is none.
#include <functional>

#include "absl/strings/match.h"
#include "core/base/limits.h"
#include "core/schedule/day.h"
#include "tests/daemon/transfer_home.h"

namespace twofold {
namespace {

namespace pb = portable::v1;

constexpr std::int32_t kToday = 20778;  // 21 November 2026

std::string Long(std::size_t code_points) {
  std::string text;
  for (std::size_t i = 0; i < code_points; ++i) text += "ä";
  return text;
}

PortableGoal Good() {
  PortableGoal goal;
  goal.source = "loop:a";
  goal.title = "Read";
  goal.versions.push_back({kToday - 10, GoalTerms(), ""});
  goal.versions[0].terms.kind = GoalKind::kObserve;
  goal.versions[0].terms.unit = "min";
  goal.days.push_back({kToday, {Mark::kKept, ""}, 1'000'000, "good", {"Europe/Berlin", 3600}});
  goal.ease.push_back({kToday, 3});
  goal.rests.push_back({.first_day = kToday, .last_day = kToday});
  goal.steps.push_back({StepId::Prefix(std::string(16, 's')), 1, "first", std::nullopt});
  return goal;
}

void Fill(PortableGoal& goal, std::size_t steps, std::size_t tags, std::size_t versions) {
  goal.steps.clear(), goal.tags.clear();
  for (std::size_t i = 1; i <= steps; ++i) {
    std::string id(16, 's');
    id[0] = static_cast<char>(i);
    const auto number = static_cast<std::uint32_t>(std::min(i, limits::kStepsPerGoal));
    goal.steps.push_back({StepId::Prefix(id), number, Long(limits::kTitleLength), kToday});
  }
  for (std::size_t i = 0; i < tags; ++i) goal.tags.push_back(absl::StrCat("tag", i));
  const VersionView version = goal.versions[0];
  for (std::size_t i = 1; i < versions; ++i) {
    goal.versions.push_back(version);
    goal.versions.back().from += static_cast<std::int32_t>(i);
  }
}

using Change = std::function<void(PortableGoal&)>;

// The last value that is allowed, and the first that is not.
struct Bound {
  const char* reason;
  Change inside;
  Change outside;
};

const std::vector<Bound>& Bounds() {
  static const std::vector<Bound> kBounds = {
      {"title_too_long", [](auto& g) { g.title = Long(limits::kTitleLength); },
       [](auto& g) { g.title = Long(limits::kTitleLength + 1); }},
      {"title_empty", [](auto& g) { g.title = "x"; }, [](auto& g) { g.title = " "; }},
      {"why_too_long", [](auto& g) { g.why = Long(limits::kLineLength); },
       [](auto& g) { g.why = Long(limits::kLineLength + 1); }},
      {"cue_too_long", [](auto& g) { g.cue = Long(limits::kLineLength); },
       [](auto& g) { g.cue = Long(limits::kLineLength + 1); }},
      {"smallest version_too_long", [](auto& g) { g.smallest = Long(limits::kLineLength); },
       [](auto& g) { g.smallest = Long(limits::kLineLength + 1); }},
      {"group_too_long", [](auto& g) { g.group = Long(limits::kTagLength); },
       [](auto& g) { g.group = Long(limits::kTagLength + 1); }},
      {"tag_too_long", [](auto& g) { g.tags = {Long(limits::kTagLength)}; },
       [](auto& g) { g.tags = {Long(limits::kTagLength + 1)}; }},
      {"source_not_text", [](auto& g) { g.source = std::string(limits::kSourceLength, 's'); },
       [](auto& g) { g.source = std::string(limits::kSourceLength + 1, 's'); }},
      {"source_missing", [](auto& g) { g.source = "s"; }, [](auto& g) { g.source = ""; }},
      {"too_many_tags", [](auto& g) { Fill(g, 1, limits::kTagsPerGoal, 1); },
       [](auto& g) { Fill(g, 1, limits::kTagsPerGoal + 1, 1); }},
      {"too_many_steps", [](auto& g) { Fill(g, limits::kStepsPerGoal, 0, 1); },
       [](auto& g) { Fill(g, limits::kStepsPerGoal + 1, 0, 1); }},
      {"step_too_long", [](auto& g) { g.steps[0].title = Long(limits::kTitleLength); },
       [](auto& g) { g.steps[0].title = Long(limits::kTitleLength + 1); }},
      {"step_not_understood", [](auto& g) { g.steps[0].number = limits::kStepsPerGoal; },
       [](auto& g) { g.steps[0].number = limits::kStepsPerGoal + 1; }},
      {"step_not_understood", [](auto& g) { g.steps[0].number = 1; },
       [](auto& g) { g.steps[0].number = 0; }},
      {"too_many_versions", [](auto& g) { Fill(g, 1, 0, limits::kVersionsPerGoal); },
       [](auto& g) { Fill(g, 1, 0, limits::kVersionsPerGoal + 1); }},
      {"version_missing", [](auto& g) { g.versions.resize(1); },
       [](auto& g) { g.versions.clear(); }},
      {"version_not_understood", [](auto& g) { g.versions[0].terms.meaning = Long(200); },
       [](auto& g) { g.versions[0].terms.meaning = Long(201); }},
      {"line_too_long", [](auto& g) { g.versions[0].learned = Long(limits::kLineLength); },
       [](auto& g) { g.versions[0].learned = Long(limits::kLineLength + 1); }},
      {"day_twice",
       [](auto& g) {
         g.versions.push_back({kToday, g.versions[0].terms, ""});
       },
       [](auto& g) { g.versions.push_back(g.versions[0]); }},
      {"note_too_long", [](auto& g) { g.days[0].note = Long(limits::kNoteLength); },
       [](auto& g) { g.days[0].note = Long(limits::kNoteLength + 1); }},
      {"amount_out_of_range", [](auto& g) { g.days[0].amount_micros = limits::kAmountMicros; },
       [](auto& g) { g.days[0].amount_micros = limits::kAmountMicros + 1; }},
      {"amount_out_of_range", [](auto& g) { g.days[0].amount_micros = 0; },
       [](auto& g) { g.days[0].amount_micros = -1; }},
      {"day_not_understood", [](auto& g) { g.days[0].day = kFirstDayNumber; },
       [](auto& g) { g.days[0].day = kFirstDayNumber - 1; }},
      {"day_not_understood", [](auto& g) { g.days[0].day = kLastDayNumber; },
       [](auto& g) { g.days[0].day = kLastDayNumber + 1; }},
      {"mark_not_understood", [](auto& g) { g.days[0].mark.mark = Mark::kNone; },
       [](auto& g) { g.days[0].mark.mark = static_cast<Mark>(10); }},
      {"answer_not_of_this_kind", [](auto& g) { g.days[0].mark.mark = Mark::kZero; },
       [](auto& g) { g.days[0].mark.mark = Mark::kStayed; }},
      {"answer_not_of_this_kind", [](auto& g) { g.days[0].amount_micros = 1; },
       [](auto& g) { g.versions[0].terms.unit.clear(); }},
      {"zone_not_understood",
       [](auto& g) { g.days[0].written.zone = std::string(limits::kZoneLength, 'z'); },
       [](auto& g) { g.days[0].written.zone = std::string(limits::kZoneLength + 1, 'z'); }},
      {"zone_not_understood", [](auto& g) { g.days[0].written.offset_seconds = -26 * 3600; },
       [](auto& g) { g.days[0].written.offset_seconds = -26 * 3600 - 1; }},
      {"ease_not_understood", [](auto& g) { g.ease[0].ease = 1; },
       [](auto& g) { g.ease[0].ease = 0; }},
      {"ease_not_understood", [](auto& g) { g.ease[0].ease = 5; },
       [](auto& g) { g.ease[0].ease = 6; }},
      {"span_not_understood", [](auto& g) { g.rests[0].last_day = kToday; },
       [](auto& g) { g.rests[0].last_day = kToday - 1; }},
      {"too_many_rests", [](auto& g) { g.rests.assign(limits::kRests, g.rests[0]); },
       [](auto& g) { g.rests.assign(limits::kRests + 1, g.rests[0]); }},
  };
  return kBounds;
}

TEST(TransferBounds, EachHoldsOnBothSides) {
  for (const Bound& bound : Bounds()) {
    SCOPED_TRACE(bound.reason);
    Home home('n');
    const auto before = home.Everything();
    PortableGoal goal = Good();
    bound.outside(goal);
    EXPECT_THAT(home.Import({"loop", {goal}, {}}), IsRefused(bound.reason));
    EXPECT_EQ(home.Everything(), before);
    goal = Good();
    bound.inside(goal);
    ASSERT_THAT(home.Import({"loop", {goal}, {}}), IsOk());
    // What was written is not only taken, but stands there.
    EXPECT_EQ(home.Export().goals.size(), 1u);
    EXPECT_FALSE(home.Import({"loop", {goal}, {}})->changes);
  }
}

TEST(TransferBounds, AReasonBelongsToASkip) {
  Home home('n');
  PortableGoal goal = Good();
  goal.versions[0].terms = GoalTerms();
  goal.days[0] = {kToday, {Mark::kSkipped, Long(limits::kLineLength)}};
  EXPECT_THAT(home.Import({"loop", {goal}, {}}), IsOk());
  goal.days[0].mark.reason = Long(limits::kLineLength + 1);
  EXPECT_THAT(home.Import({"loop", {goal}, {}}), IsRefused("reason_too_long"));
  goal.days[0].mark = {Mark::kKept, "why not"};
  EXPECT_THAT(home.Import({"loop", {goal}, {}}), IsRefused("reason_without_skip"));
}

TEST(TransferBounds, NoTwoGoalsOfAFileAreTheSame) {
  Home home('n');
  const PortableGoal goal = Good();
  EXPECT_THAT(home.Import({"loop", {goal, goal}, {}}), IsRefused("goal_twice"));
  PortableGoal first = goal, second = goal;
  first.id = second.id = EntityId::Prefix(std::string(16, 'i'));
  second.source = "loop:b";
  EXPECT_THAT(home.Import({"twofold", {first, second}, {}}), IsRefused("goal_twice"));
  // One is found by its id, the other by where it came from.
  ASSERT_THAT(home.Import({"twofold", {first}, {}}), IsOk());
  second.id = EntityId::Prefix(std::string(16, 'j'));
  second.source = "loop:a", first.source = "loop:c";
  const auto refused = home.Import({"twofold", {first, second}, {}});
  EXPECT_THAT(refused, IsRefused("goal_twice"));
  EXPECT_TRUE(absl::StartsWith(refused.status().message(), "goal 2: "));
}

TEST(TransferBounds, AGoalThatIsFullHereTakesNoMore) {
  Home home('n');
  PortableGoal full = Good();
  full.id = EntityId::Prefix(std::string(16, 'i'));
  Fill(full, limits::kStepsPerGoal, limits::kTagsPerGoal, limits::kVersionsPerGoal);
  ASSERT_THAT(home.Import({"twofold", {full}, {}}), IsOk());
  PortableGoal more = Good();
  more.id = full.id;
  more.steps[0].id = StepId::Prefix(std::string(16, 'n'));
  EXPECT_THAT(home.Import({"twofold", {more}, {}}), IsRefused("too_many_steps"));
  more.steps.clear();
  more.tags = {"another"};
  EXPECT_THAT(home.Import({"twofold", {more}, {}}), IsRefused("too_many_tags"));
  more.tags.clear();
  more.versions[0].from -= 1;
  EXPECT_THAT(home.Import({"twofold", {more}, {}}), IsRefused("too_many_versions"));
  more.versions[0].from += 1;
  EXPECT_THAT(home.Import({"twofold", {more}, {}}), IsOk());
}

TEST(TransferBounds, AsManyGoalsAsASpaceHolds) {
  Home home('n');
  ImportedFile file{"loop", {}, {}};
  for (int i = 0; i <= limits::kGoalsPerSpace; ++i) {
    PortableGoal goal;
    goal.source = absl::StrCat("loop:", i);
    goal.title = "Read";
    goal.handle = absl::StrCat("read-", i);
    goal.versions.push_back({kToday, GoalTerms(), ""});
    file.goals.push_back(std::move(goal));
  }
  EXPECT_THAT(home.Import(file), IsRefused("too_many_goals"));
  const PortableGoal last = file.goals.back();
  file.goals.pop_back();
  EXPECT_THAT(home.Import(file), IsOk());
  EXPECT_THAT(home.Import({"loop", {last}, {}}), IsRefused("too_many_goals"));
  EXPECT_EQ(home.Export().goals.size(), static_cast<std::size_t>(limits::kGoalsPerSpace));
}

TEST(TransferBounds, AsManyDaysAsAFileHolds) {
  Home home('n');
  PortableGoal goal = Good();
  // Days that say nothing count until they are dropped.
  goal.days.assign(limits::kImportEntries, PortableDay());
  ImportedFile file{"loop", {std::move(goal)}, {}};
  file.goals[0].days.emplace_back();
  EXPECT_THAT(home.Import(std::move(file)), IsRefused("too_many_days"));
  goal = Good();
  goal.days.assign(limits::kImportEntries, PortableDay());
  file = {"loop", {std::move(goal)}, {}};
  EXPECT_THAT(home.Import(std::move(file)), IsOk());
}

TEST(TransferBounds, RestsUnderWayAndAheadAreCounted) {
  Home home('n');
  ImportedFile file{"twofold", {}, {}};
  file.rests.assign(2 * limits::kRests, {.first_day = kToday - 9, .last_day = kToday - 1});
  EXPECT_THAT(home.Import(file), IsOk()) << "those that are over are not";
  file.rests.assign(limits::kRests, {.first_day = kToday + 1});
  EXPECT_THAT(home.Import(file), IsOk());
  file.rests.assign(1, {.first_day = kToday + 2});
  EXPECT_THAT(home.Import(file), IsRefused("too_many_rests"));
}

// ---- Words of the messages ----

pb::ImportFile GoodMessage() {
  pb::ImportFile file;
  file.set_format("loop");
  pb::Goal& goal = *file.add_goals()->mutable_goal();
  goal.set_source("loop:a");
  goal.set_title("Read");
  pb::Version& version = *goal.add_versions();
  version.set_from("2026-01-01");
  version.set_kind("measure");
  version.set_unit("min");
  version.mutable_target()->set_direction("at_most");
  version.mutable_target()->set_amount("0");
  version.mutable_target()->set_per("day");
  version.mutable_schedule()->set_shape("3days");
  pb::Entry& entry = *goal.add_entries();
  entry.set_day("2026-11-20");
  entry.set_amount("2.5");
  entry.set_zone("Europe/Berlin");
  entry.set_utc_offset("+01:00");
  goal.add_rests()->set_first_day("2026-11-20");
  goal.add_ease()->set_day("2026-11-20");
  goal.mutable_ease(0)->set_ease(3);
  goal.add_steps()->set_id(std::string(32, 'a'));
  return file;
}

TEST(TransferWords, AreReadAsTheyAreMeant) {
  const ImportedFile file = Decoded(GoodMessage());
  ASSERT_EQ(file.goals.size(), 1u);
  const PortableGoal& goal = file.goals[0];
  const GoalTerms& terms = goal.versions[0].terms;
  EXPECT_EQ(terms.target, (Target{Direction::kAtMost, 0, Period::kDay}));
  EXPECT_EQ(terms.schedule.shape, ScheduleShape(EveryNDays{3}));
  EXPECT_EQ(terms.schedule.first_day, DayNumber(absl::CivilDay(2026, 1, 1)))
      << "counted from where the version begins";
  EXPECT_EQ(goal.days[0].amount_micros, 2'500'000);
  EXPECT_EQ(goal.days[0].written, (WrittenAt{"Europe/Berlin", 3600}));
  EXPECT_EQ(goal.steps[0].id, StepId::Prefix(std::string(16, '\xAA')));
}

TEST(TransferWords, ThatAreNoneAreRefusedWithTheGoalsNumber) {
  struct Case {
    const char* reason;
    std::function<void(pb::Goal&)> spoil;
  };
  const std::vector<Case> cases = {
      {"id_not_understood", [](auto& g) { g.set_id("12"); }},
      {"id_not_understood", [](auto& g) { g.set_id(std::string(32, 'g')); }},
      {"id_not_understood", [](auto& g) { g.mutable_steps(0)->set_id(std::string(34, 'a')); }},
      {"day_not_understood", [](auto& g) { g.mutable_versions(0)->set_from(""); }},
      {"day_not_understood", [](auto& g) { g.mutable_versions(0)->set_from("today"); }},
      {"day_not_understood", [](auto& g) { g.mutable_entries(0)->set_day("2026-02-30"); }},
      {"day_not_understood", [](auto& g) { g.mutable_entries(0)->set_day("2026-2-03"); }},
      {"day_not_understood", [](auto& g) { g.mutable_entries(0)->set_day("2026-11-20 "); }},
      {"day_not_understood", [](auto& g) { g.mutable_versions(0)->set_deadline("soon"); }},
      {"day_not_understood", [](auto& g) { g.mutable_rests(0)->set_last_day("never"); }},
      {"day_not_understood", [](auto& g) { g.mutable_ease(0)->set_day("x"); }},
      {"day_not_understood", [](auto& g) { g.mutable_steps(0)->set_done_on("x"); }},
      {"kind_not_understood", [](auto& g) { g.mutable_versions(0)->set_kind(""); }},
      {"size_missing", [](auto& g) { g.mutable_versions(0)->set_size(6); }},
      {"target_not_understood",
       [](auto& g) { g.mutable_versions(0)->mutable_target()->set_direction("more"); }},
      {"target_not_understood",
       [](auto& g) { g.mutable_versions(0)->mutable_target()->set_per("year"); }},
      {"amount_out_of_range",
       [](auto& g) { g.mutable_versions(0)->mutable_target()->set_direction("at_least"); }},
      {"schedule_not_understood",
       [](auto& g) { g.mutable_versions(0)->mutable_schedule()->set_shape("often"); }},
      {"schedule_not_understood",
       [](auto& g) { g.mutable_versions(0)->mutable_schedule()->set_week_start("x"); }},
      {"time_not_understood",
       [](auto& g) { g.mutable_versions(0)->mutable_schedule()->set_at("25:00"); }},
      {"mark_not_understood", [](auto& g) { g.mutable_entries(0)->set_mark("yes"); }},
      {"amount_not_understood", [](auto& g) { g.mutable_entries(0)->set_amount("-1"); }},
      {"amount_out_of_range", [](auto& g) { g.mutable_entries(0)->set_amount("0"); }},
      {"amount_out_of_range", [](auto& g) { g.mutable_entries(0)->set_amount("0.0000001"); }},
      {"wrong_unit", [](auto& g) { g.mutable_entries(0)->set_amount("1 min"); }},
      {"zone_not_understood", [](auto& g) { g.mutable_entries(0)->set_utc_offset("1:00"); }},
      {"zone_not_understood", [](auto& g) { g.mutable_entries(0)->set_utc_offset("+01:60"); }},
      {"zone_not_understood", [](auto& g) { g.mutable_entries(0)->set_utc_offset("+01:00:6"); }},
      {"zone_not_understood", [](auto& g) { g.mutable_entries(0)->set_utc_offset("+-1:00"); }},
  };
  for (const Case& spoilt : cases) {
    pb::ImportFile file = GoodMessage();
    *file.add_goals() = file.goals(0);
    spoilt.spoil(*file.mutable_goals(1)->mutable_goal());
    const auto refused = Decode(file);
    EXPECT_THAT(refused, IsRefused(spoilt.reason));
    EXPECT_TRUE(absl::StartsWith(refused.status().message(), "goal 2: "))
        << refused.status().message();
  }
}

}  // namespace
}  // namespace twofold

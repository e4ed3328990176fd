// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Whatever was done: undoing all of it is as if it had never been, redoing all of it as if it had
// never been undone.
#include "absl/strings/str_cat.h"
#include "tests/daemon/engine_couple.h"
#include "tests/daemon/standing.h"

namespace twofold {
namespace {

constexpr std::array kGoals = {"read", "cello", "limit", "hard", "thesis", "walk"};

// One random act on a computer; false when it was refused, or changed nothing.
bool DoSomething(Computer& noa, SeededRandom& random) {
  const std::string goal = kGoals[random.Below(kGoals.size())];
  const std::string day = absl::StrCat(random.Below(6), "d");
  const std::string number = absl::StrCat(random.Below(90));
  const std::string ahead = absl::StrCat("2026-12-", 10 + random.Below(15));
  const std::uint64_t before = noa.state().newest_act;
  switch (random.Below(14)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4: {
      static const std::vector<std::string> kWords = {"",      "yes", "no",  "skip",
                                                      "blank", "0",   "back"};
      AnswerWords words{.goal = goal, .on = day, .whole = random.OneIn(3)};
      words.what = random.OneIn(2) ? number : random.Pick(kWords);
      if (words.what == "skip" && random.OneIn(2)) words.reason = number;
      if (random.OneIn(4)) {
        words.note = number;
      } else if (random.OneIn(4)) {
        words.until = "today";
      }
      (void)noa.Answer(words);
      break;
    }
    case 5:
      (void)noa.Add(absl::StrCat("Goal ", number));
      break;
    case 6: {
      BesideWords beside;
      if (random.OneIn(2)) beside.title = number;
      if (random.OneIn(3)) beside.why = number;
      if (random.OneIn(3)) beside.add_tags = {number};
      if (random.OneIn(3)) beside.remove_tags = {number};
      if (random.OneIn(4)) beside.asks_ease = random.OneIn(2);
      const std::string handle = absl::StrCat("h", number, "x");
      if (random.OneIn(9) && goal == "read") beside.handle = handle;
      (void)noa.goals->Edit(noa.Request(), goal, beside);
      break;
    }
    case 7:
      (void)(random.OneIn(2) ? noa.goals->Archive(noa.Request(), goal)
                             : noa.goals->Restore(noa.Request(), goal));
      break;
    case 8:
      (void)noa.goals->Revise(noa.Request(), goal,
                              {.schedule = {.every = random.OneIn(2) ? "mon" : "day"}},
                              random.OneIn(2) ? ahead : "", number);
      break;
    case 9:
      (void)noa.goals->Move(noa.Request(), goal, static_cast<ListPlace>(random.Below(4)), "cello");
      break;
    case 10: {
      const auto step = static_cast<std::uint32_t>(random.Below(4));
      if (random.OneIn(3))
        (void)noa.steps->Add(noa.Request(), "thesis", number);
      else if (random.OneIn(3))
        (void)noa.steps->Remove(noa.Request(), "thesis", step);
      else if (random.OneIn(2))
        (void)noa.steps->Untick(noa.Request(), "thesis", step);
      else
        (void)noa.steps->Tick(noa.Request(), "thesis", step, "");
      break;
    }
    case 11: {
      RestWhat what;
      if (random.OneIn(3))
        what.everything = true;
      else
        what.goals = {goal};
      if (random.OneIn(3))
        (void)noa.rests->End(noa.Request(), what);
      else
        (void)noa.rests->Rest(noa.Request(), what, "", random.OneIn(2) ? ahead : "");
      break;
    }
    case 12:
      (void)noa.entries->SetEase(noa.Request(), goal,
                                 random.OneIn(4) ? "none" : absl::StrCat(1 + random.Below(5)), day);
      break;
    default:
      (void)noa.LogAll({{.goal = "read", .what = "yes", .on = day},
                        {.goal = "cello", .what = number, .on = day},
                        {.goal = "read", .what = "no", .on = day}});
  }
  return noa.state().newest_act != before;
}

class Story : public Couple {
 protected:
  // Goals of several kinds, one of them shared.
  void Begin() {
    for (const auto& [title, terms] :
         std::vector<std::pair<const char*, TermsWords>>{{"Read", {}},
                                                         {"Cello", {.unit = "min"}},
                                                         {"Limit", {.at_most = "60min"}},
                                                         {"Hard", {.size = "2"}},
                                                         {"Thesis", {.deadline = "2026-12-24"}}}) {
      ASSERT_THAT(noa.AddOf(title, terms), IsOk());
    }
    Agreed("Walk");
    ASSERT_THAT(sam.Log("walk", "", "2d"), IsOk());
    Sync();
  }
  // Moves on in time, to another zone now and then.
  void Wander(SeededRandom& random) {
    static const std::vector<std::string> kZones = {"Europe/Berlin", "Pacific/Auckland", "UTC"};
    if (random.OneIn(4)) noa.clock.Advance(absl::Hours(random.Below(30)));
    if (!random.OneIn(8)) return;
    absl::TimeZone zone;
    ASSERT_TRUE(absl::LoadTimeZone(random.Pick(kZones), &zone));
    noa.clock = SimClock(absl::CivilMinute(absl::ToCivilMinute(noa.clock.Now(), zone)), zone);
  }
};

TEST_F(Story, UndoneAndRedoneEndsWhereItWas) {
  Begin();
  int done = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    SeededRandom random(seed);
    std::vector<std::vector<std::string>> states = {Standing(noa)};
    for (int i = 0; i < 40; ++i) {
      Wander(random);
      if (DoSomething(noa, random)) states.push_back(Standing(noa));
    }
    done += static_cast<int>(states.size());
    for (std::size_t i = states.size() - 1; i > 0; --i) {
      Wander(random);
      ASSERT_THAT(noa.Undo(), IsOk());
      ASSERT_EQ(Standing(noa), states[i - 1]) << i;
    }
    if (random.OneIn(2)) noa.Reopen();
    for (std::size_t i = 1; i < states.size(); ++i) {
      ASSERT_THAT(noa.Redo(), IsOk());
      ASSERT_EQ(Standing(noa), states[i]) << i;
    }
    for (std::size_t i = states.size() - 1; i > 0; --i) ASSERT_THAT(noa.Undo(), IsOk());
    ASSERT_EQ(Standing(noa), states[0]);
    Sync();
    ExpectEqualStates();
  }
  EXPECT_GT(done, 400) << "the stories are too dull to prove much";
}

// What today says, in words.
std::vector<std::string> Lines(const EntryEngine& entries) {
  const auto today = entries.Today("", GoalFilter());
  EXPECT_THAT(today, IsOk());
  std::vector<std::string> lines;
  for (const DayLineView& line : today->lines) {
    const LineProgress& at = line.progress;
    lines.push_back(absl::StrCat(
        line.goal.handle, " \"", line.goal.title, "\" ", static_cast<int>(at.state), " ",
        at.amount_micros, " ", at.period_done, "/", at.period_due, " ", at.so_far_micros, "/",
        at.asked_micros, " ", at.due_from.value_or(-1), "-", at.due_by.value_or(-1), " ",
        at.offered, " ", static_cast<int>(line.own.mark), " ", line.own.reason, " ", line.note, " ",
        line.ease_due, " ", line.goal.resting.has_value()));
  }
  return lines;
}

TEST_F(Story, LookingAgainIsAsLookingForTheFirstTime) {
  Begin();
  int looked = 0;
  for (std::uint64_t seed = 200; seed <= 215; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    SeededRandom random(seed);
    for (int i = 0; i < 60; ++i) {
      Wander(random);
      const std::uint64_t what = random.Below(8);
      if (what == 0) {
        if (random.OneIn(2)) {
          (void)noa.Undo();
        } else {
          (void)noa.Redo();
        }
      } else if (what == 1) {
        (void)sam.Log("walk", random.OneIn(2) ? "" : "blank", absl::StrCat(random.Below(3), "d"));
        Sync();
      } else {
        DoSomething(noa, random);
      }
      const auto opened = Ledger::Open(noa.ledger->parts());
      ASSERT_THAT(opened, IsOk());
      const std::vector<std::string> afresh = Lines(EntryEngine(**opened));
      ASSERT_EQ(Lines(*noa.entries), afresh) << i;
      looked += static_cast<int>(afresh.size());
    }
  }
  EXPECT_GT(looked, 4000) << "the stories are too dull to prove much";
}

// The two stacks that everybody knows from an editor.
TEST_F(Story, InterleavedItIsAsTwoStacksWouldHaveIt) {
  Begin();
  for (std::uint64_t seed = 100; seed <= 115; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    SeededRandom random(seed);
    std::vector<std::vector<std::string>> back = {Standing(noa)}, forth;
    for (int i = 0; i < 120; ++i) {
      Wander(random);
      const std::uint64_t what = random.Below(5);
      if (what < 2 && back.size() > 1) {
        ASSERT_THAT(noa.Undo(), IsOk());
        forth.push_back(back.back());
        back.pop_back();
      } else if (what == 2) {
        if (forth.empty()) {
          ASSERT_THAT(noa.Redo(), IsRefused("nothing_to_redo"));
        } else {
          ASSERT_THAT(noa.Redo(), IsOk());
          back.push_back(forth.back());
          forth.pop_back();
        }
      } else if (DoSomething(noa, random)) {
        back.push_back(Standing(noa));
        forth.clear();
      }
      ASSERT_EQ(Standing(noa), back.back()) << i;
      if (random.OneIn(30)) noa.Reopen();
    }
    // What lies behind belongs to the next story's beginning: nothing of it may come forth.
    ASSERT_TRUE(DoSomething(noa, random) || DoSomething(noa, random) || DoSomething(noa, random) ||
                DoSomething(noa, random) || DoSomething(noa, random));
  }
}

}  // namespace
}  // namespace twofold

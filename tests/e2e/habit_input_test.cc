// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Days, amounts, rhythms and terms that are none: each with its reason, its sentence and its exit
// code, and nothing stored.
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "core/base/limits.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

using nlohmann::json;

struct Wrong {
  Words words;
  std::string reason;
  std::string sentence;
  int exit_code = 2;
  std::string input = "";
};

class HabitInput : public Scene {
 protected:
  void SetUp() override {
    SetUpAlone(noa, "Noa");
    Do(noa, {"goal", "add", "Read", "--every", "day"});
    Do(noa, {"goal", "add", "Practise cello", "--every", "day", "--unit", "min"});
    Do(noa, {"goal", "add", "Mood", "--kind", "observe"});
    Do(noa,
       {"goal", "add", "Say no kindly", "--kind", "edge", "--size", "2", "--handle", "kindly"});
    before_ = Everything();
  }
  std::string Everything() { return Do(noa, {"export", "--all"}) + Do(noa, {"history"}); }
  void Refuse(const Wrong& wrong) {
    Refuses(noa, wrong.words, {wrong.exit_code, absl::StrCat("twofold: ", wrong.sentence), ""},
            wrong.input);
    Words words = wrong.words;
    words.insert(words.end(), {"--json", "--no-input"});
    const json error = json::parse(noa.Run(words, wrong.input).err, nullptr, false);
    ASSERT_TRUE(error.is_object()) << wrong.sentence;
    EXPECT_EQ(error.value("code", ""), wrong.reason);
    EXPECT_EQ(error.value("message", ""), wrong.sentence);
    EXPECT_EQ(Everything(), before_) << wrong.sentence;
  }
  std::string Iso(int days) const { return absl::FormatCivilTime(day() + days); }
  std::string DayWithYear(absl::CivilDay on) const {
    return on.year() == day().year() ? DayText(on) : absl::StrCat(DayText(on), " ", on.year());
  }

  std::string before_;
};

TEST_F(HabitInput, DaysThatAreNone) {
  for (const std::string word : {"0000-00-00", "2026-02-30", "2026-W53", "2026-13-01", "30.11.",
                                 "someday", "-1d", "36501d"}) {
    Refuse({{"log", "read", "--on", word},
            "day_not_understood",
            absl::StrCat("\"", word, "\" is not a day I know. Try today, tue or ", Iso(0), ".")});
  }
}

TEST_F(HabitInput, DaysThatAreStillToCome) {
  for (const auto& [word, ahead] : std::vector<std::pair<std::string, absl::CivilDay>>{
           {"tomorrow", day() + 1},
           {Iso(1), day() + 1},
           {"9999-12-31", absl::CivilDay(9999, 12, 31)}}) {
    Refuse({{"log", "read", "--on", word},
            "day_ahead",
            absl::StrCat(DayWithYear(ahead),
                         " is still to come; only days up to today can be logged.")});
  }
}

TEST_F(HabitInput, DaysFromBeforeAllDays) {
  Refuse({{"log", "read", "--on", "1969-12-31"},
          "day_too_early",
          "1969-12-31 lies before 1970-01-01, the first day I keep."});
  Do(noa, {"log", "read", "--on", "1970-01-01"});
  Do(noa, {"undo"});
}

TEST_F(HabitInput, SpansThatRunBackwards) {
  EXPECT_EQ(noa.Run({"log", "read", "--on", Iso(-2), "--until", Iso(-5)}).exit_code, 2);
  EXPECT_EQ(noa.Run({"rest", "read", "--from", Iso(5), "--until", Iso(2)}).exit_code, 2);
  EXPECT_EQ(noa.Run({"rest", "read", "--until", "0000-00-00"}).exit_code, 2);
  EXPECT_EQ(Everything(), before_);
}

TEST_F(HabitInput, AnswersThatTheGoalDoesNotTake) {
  Refuse({{"log", "read", "maybe"},
          "answer_not_understood",
          "\"maybe\" is not an answer. Try yes, no, skip or an amount."});
  Refuse({{"log", "mood", "no"},
          "answer_not_of_this_kind",
          "\"no\" is no answer for \"mood\", a goal of the kind observe."});
  Refuse({{"log", "read", "stayed"},
          "answer_not_of_this_kind",
          "\"stayed\" is no answer for \"read\", a goal of the kind check."});
  Refuse({{"log", "kindly", "5"}, "amount_not_wanted", "\"kindly\" takes no amount."});
  Refuse({{"log", "cello"}, "amount_missing", "\"cello\" counts min; say how much."});
  Refuse({{"log", "read", "yes", "--reason", "-"},
          "reason_without_skip",
          "a reason belongs to a skip.",
          2,
          "because\n"});
}

TEST_F(HabitInput, RhythmsThatNeverHappen) {
  Refuse(
      {{"goal", "add", "Swim", "--every", "mon", "--from", "2026-11-24", "--until", "2026-11-25"},
       "schedule_never",
       "\"mon\" never happens between 2026-11-24 and 2026-11-25. Try a later --until, or none."});
  for (const Words& rhythm : std::vector<Words>{{"--times", "0", "--per", "week"},
                                                {"--times", "8", "--per", "week"},
                                                {"--times", "29", "--per", "month"},
                                                {"--times", "11", "--per", "10days"},
                                                {"--every", "1day"},
                                                {"--every", "366days"},
                                                {"--every", "month:0"},
                                                {"--every", "month:32"},
                                                {"--every", "month:6th-fri"},
                                                {"--every", "4-2days"},
                                                {"--every", "mon,mox"}}) {
    Words words = {"goal", "add", "Swim"};
    words.insert(words.end(), rhythm.begin(), rhythm.end());
    const Ended ended = noa.Run(words);
    EXPECT_EQ(ended.exit_code, 2) << rhythm[1] << ended.out;
    EXPECT_EQ(LastLine(ended.err), "Nothing was added.");
    EXPECT_EQ(Everything(), before_);
  }
}

TEST_F(HabitInput, TermsThatAskForNothingOrTooMuch) {
  Refuse({{"goal", "add", "Swim", "--at-least", "0min"},
          "target_zero",
          "at least \"0min\" would be kept by doing nothing. Give a larger amount."});
  Refuse({{"goal", "add", "Swim", "--at-least", "30"},
          "unit_missing",
          "a measured goal needs a unit, such as min, km or pages."});
  Refuse({{"goal", "add", "Swim", "--at-least", "min"},
          "amount_not_understood",
          "\"min\" is not an amount. Try 30min or 20."});
  Refuse({{"goal", "add", "Swim", "--kind", "edge", "--size", "6"},
          "size_missing",
          "\"6\" is no size. Sizes go from 1 to 5."});
  Refuse({{"goal", "add", "Swim", "--at-least", "1km", "--at-most", "2km"},
          "target_twice",
          "a goal asks for at least or for at most, not for both."});
}

TEST_F(HabitInput, NotesOnBothSidesOfTheLimit) {
  std::string longest;
  for (std::size_t i = 0; i < limits::kNoteLength; ++i) longest += "é";
  const Ended over = noa.Run({"log", "read", "--note", "-"}, longest + "é");
  EXPECT_EQ(over.exit_code, 2) << over.out;
  EXPECT_EQ(LastLine(over.err), "Nothing was logged.");
  EXPECT_EQ(Everything(), before_);
  Do(noa, {"log", "read", "--note", "-"}, longest);
  EXPECT_EQ(Item(noa, "read").value("note", ""), longest);
}

TEST_F(HabitInput, PrivateWordsAsArgumentsAreNotTaken) {
  for (const Words& words : std::vector<Words>{{"log", "read", "--note", "secret"},
                                               {"log", "read", "skip", "--reason", "secret"},
                                               {"goal", "edit", "read", "--why", "secret"}}) {
    const Ended ended = noa.Run(words);
    EXPECT_EQ(ended.exit_code, 2);
    EXPECT_EQ(ended.err.find("secret"), std::string::npos) << "not said again either";
    EXPECT_EQ(Everything(), before_);
  }
}

// Whatever the clock shows, today is the day that began at 04:00 of the zone. How days change is
// what the tests of the core are about, with clocks of their own.
TEST_F(HabitInput, TodayIsTheDayOfThePersonsZone) {
  for (const char* name : {"Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe",
                           "Asia/Kathmandu", "America/New_York"}) {
    absl::TimeZone zone;
    ASSERT_TRUE(absl::LoadTimeZone(name, &zone)) << name;
    ASSERT_TRUE(noa.StopDaemon());
    noa.environment()["TZ"] = name;
    const auto day_in_zone = [&] {
      return absl::ToCivilDay(SystemClock().Now() - absl::Hours(4), zone);
    };
    const absl::CivilDay before = day_in_zone();
    const json today = noa.Json({"today"});
    const absl::CivilDay after = day_in_zone();
    ASSERT_TRUE(today.is_object());
    EXPECT_TRUE(today.value("day", "") == absl::FormatCivilTime(before) ||
                today.value("day", "") == absl::FormatCivilTime(after))
        << name << " " << today.value("day", "");
  }
}

}  // namespace
}  // namespace twofold::e2e

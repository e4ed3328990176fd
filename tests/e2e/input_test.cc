// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What people mistype: each is refused in one plain sentence, with its exit code, without a trace.
#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

constexpr char kNotLogged[] = "Nothing was logged.";
constexpr char kNotAdded[] = "Nothing was added.";

class Input : public Scene {
 protected:
  void SetUp() override {
    SetUpAlone(noa, "Noa");
    Do(noa, {"goal", "add", "Read 20 min", "--every", "day"});
    Do(noa, {"goal", "add", "Practise cello", "--every", "day", "--unit", "min"});
  }
};

TEST_F(Input, AGoalThatIsNotThere) {
  const Ended ended = noa.Run({"log", "raed"});
  EXPECT_EQ(ended.err,
            "twofold: there is no goal called \"raed\".\n"
            "  Did you mean   read\n"
            "  All goals      twofold goal list\n"
            "Nothing was logged.\n");
  RefusesWithoutTrace(noa, {"log", "raed"},
                      {3, "twofold: there is no goal called \"raed\".", kNotLogged});
  RefusesWithoutTrace(noa, {"goal", "archive", "raed"},
                      {3, "twofold: there is no goal called \"raed\".", "Nothing was changed."});
}

TEST_F(Input, ABeginningThatFitsTwoGoals) {
  Do(noa, {"goal", "add", "Walls", "--every", "day", "--handle", "ream"});
  RefusesWithoutTrace(noa, {"log", "rea"},
                      {2, "twofold: \"rea\" could be read or ream.", kNotLogged});
}

TEST_F(Input, ADayThatIsNoDay) {
  const std::string iso = absl::FormatCivilTime(day());
  RefusesWithoutTrace(
      noa, {"log", "read", "--on", "tomorow"},
      {2, absl::StrCat("twofold: \"tomorow\" is not a day I know. Try today, tue or ", iso, "."),
       kNotLogged});
  RefusesWithoutTrace(
      noa, {"log", "read", "--on", "2026-02-30"},
      {2, absl::StrCat("twofold: \"2026-02-30\" is not a day I know. Try today, tue or ", iso, "."),
       kNotLogged});
}

TEST_F(Input, TodayCanBeLoggedAndTomorrowCannot) {
  const absl::CivilDay tomorrow = day() + 1;
  const std::string year =
      tomorrow.year() == day().year() ? "" : absl::StrCat(" ", tomorrow.year());
  RefusesWithoutTrace(noa, {"log", "read", "--on", absl::FormatCivilTime(tomorrow)},
                      {2,
                       absl::StrCat("twofold: ", DayText(tomorrow), year,
                                    " is still to come; only days up to today can be logged."),
                       kNotLogged});
  Do(noa, {"log", "read", "--on", absl::FormatCivilTime(day())});
}

TEST_F(Input, AnAmountThatIsNoAmount) {
  for (const std::string amount : {"abc", "-3", "1.2.3", "min"}) {
    RefusesWithoutTrace(
        noa, {"log", "cello", "--", amount},
        {2, absl::StrCat("twofold: \"", amount, "\" is not an amount. Try 30min or 20."),
         kNotLogged});
  }
}

TEST_F(Input, AmountsOnBothSidesOfTheLimits) {
  const auto outside = [](absl::string_view amount) {
    return Refused{2,
                   absl::StrCat("twofold: \"", amount,
                                "\" is outside what can be logged: more than 0, at most "
                                "1000000000, with up to 6 decimals."),
                   kNotLogged};
  };
  for (const std::string amount : {"1000000000.000001", "0.0000001", "99999999999999999999"}) {
    RefusesWithoutTrace(noa, {"log", "cello", amount}, outside(amount));
  }
  Do(noa, {"log", "cello", "0"});
  EXPECT_EQ(Item(noa, "cello").value("answer", ""), "0");
  Do(noa, {"undo"});
  Do(noa, {"log", "cello", "1000000000"});
  Do(noa, {"undo"});
  Do(noa, {"log", "cello", "0.000001"});
  EXPECT_EQ(Amount(noa, "cello"), "0.000001");
}

TEST_F(Input, AnotherUnitThanTheGoals) {
  RefusesWithoutTrace(noa, {"log", "cello", "30km"},
                      {2, "twofold: this goal counts \"min\", not \"km\".", kNotLogged});
}

TEST_F(Input, AnAmountForYesOrNoAndNoneForAMeasure) {
  RefusesWithoutTrace(noa, {"log", "read", "20"},
                      {2, "twofold: \"read\" takes no amount.", kNotLogged});
  RefusesWithoutTrace(noa, {"log", "cello"},
                      {2, "twofold: \"cello\" counts min; say how much.", kNotLogged});
}

TEST_F(Input, TitlesOnBothSidesOfTheLimits) {
  const std::string eighty(80, 'b');
  RefusesWithoutTrace(noa, {"goal", "add", "", "--every", "day"},
                      {2, "twofold: \"goal add\" wants a title.", kNotAdded});
  RefusesWithoutTrace(
      noa, {"goal", "add", eighty + "b", "--every", "day"},
      {2, "twofold: a title has at most 80 characters; this one has 81.", kNotAdded});
  Do(noa, {"goal", "add", "x", "--every", "day", "--handle", "one"});
  Do(noa, {"goal", "add", eighty, "--every", "day", "--handle", "eighty"});
  EXPECT_EQ(Item(noa, "eighty")["goal"].value("title", ""), eighty);
  // Characters, not bytes.
  std::string wide;
  for (int i = 0; i < 80; ++i) wide += "é";
  Do(noa, {"goal", "add", wide, "--every", "day", "--handle", "wide", "--quiet"});
  EXPECT_EQ(Item(noa, "wide")["goal"].value("title", ""), wide);
  RefusesWithoutTrace(
      noa, {"goal", "add", wide + "é", "--every", "day"},
      {2, "twofold: a title has at most 80 characters; this one has 81.", kNotAdded});
}

TEST_F(Input, ControlCharactersInATitle) {
  for (const std::string title : {"a\tb", "a\nb", "a\x1b[31mb", "a\x7f", "a\xc2\x85"}) {
    RefusesWithoutTrace(
        noa, {"goal", "add", title, "--every", "day"},
        {2, "twofold: that title holds a control character, such as a tab or a line break.",
         kNotAdded});
  }
}

TEST_F(Input, BytesThatAreNoUtf8) {
  for (const std::string bytes : {"a\xff", "\xc3", "\xed\xa0\x80", "\xc0\xaf"}) {
    RefusesWithoutTrace(noa, {"goal", "add", bytes, "--every", "day"},
                        {2, "twofold: what was typed is not valid UTF-8 text.", kNotAdded});
    RefusesWithoutTrace(noa, {"log", bytes},
                        {2, "twofold: what was typed is not valid UTF-8 text.", kNotLogged});
    RefusesWithoutTrace(noa, {"log", "cello", "30min", "--on", bytes},
                        {2, "twofold: what was typed is not valid UTF-8 text.", kNotLogged});
  }
}

TEST_F(Input, CommandsAndOptionsThatAreNotThere) {
  RefusesWithoutTrace(noa, {"lgo", "read"}, {2, "twofold: there is no command \"lgo\".", ""});
  RefusesWithoutTrace(noa, {"goal", "ad", "Read"},
                      {2, "twofold: there is no command \"goal ad\".", ""});
  RefusesWithoutTrace(noa, {"log", "read", "--when", "today"},
                      {2, "twofold: there is no option \"--when\" here.", kNotLogged});
}

TEST_F(Input, SchedulesThatAreNone) {
  for (const Words& schedule : std::vector<Words>{{"--every", "moon"},
                                                  {"--times", "8", "--per", "week"},
                                                  {"--times", "0", "--per", "week"},
                                                  {"--every", "day", "--at", "25:00"}}) {
    Words words = {"goal", "add", "Swim"};
    words.insert(words.end(), schedule.begin(), schedule.end());
    const std::string before = Standing(noa);
    const Ended ended = noa.Run(words);
    EXPECT_EQ(ended.exit_code, 2) << ended.out << ended.err;
    EXPECT_EQ(LastLine(ended.err), kNotAdded);
    EXPECT_EQ(Standing(noa), before);
  }
}

}  // namespace
}  // namespace twofold::e2e

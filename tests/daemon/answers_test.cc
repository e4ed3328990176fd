// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/answers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/goals/terms_words.h"
#include "tests/daemon/spoken_day.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

using enum GoalKind;

struct Accepted {
  GoalKind kind;
  absl::string_view unit;
  // The words it takes and what they become, as "word=mark".
  std::vector<std::pair<absl::string_view, Mark>> words;
};

const std::vector<Accepted>& EveryKind() {
  static const std::vector<Accepted> kinds = {
      {kCheck,
       "",
       {{"", Mark::kKept},
        {"yes", Mark::kKept},
        {"did", Mark::kKept},
        {"no", Mark::kNotKept},
        {"skip", Mark::kSkipped}}},
      {kMeasure, "min", {{"no", Mark::kNotKept}, {"skip", Mark::kSkipped}, {"0", Mark::kZero}}},
      {kMilestone,
       "",
       {{"", Mark::kKept},
        {"yes", Mark::kKept},
        {"did", Mark::kKept},
        {"no", Mark::kNotKept},
        {"skip", Mark::kSkipped}}},
      {kObserve, "", {{"", Mark::kKept}, {"yes", Mark::kKept}, {"did", Mark::kKept}}},
      {kObserve, "of 10", {{"0", Mark::kZero}}},
      {kExplore, "", {{"", Mark::kKept}, {"yes", Mark::kKept}, {"did", Mark::kKept}}},
      {kEdge,
       "",
       {{"", Mark::kKept},
        {"yes", Mark::kKept},
        {"did", Mark::kKept},
        {"stayed", Mark::kStayed},
        {"back", Mark::kSteppedBack}}},
      {kTime,
       "",
       {{"", Mark::kKept},
        {"yes", Mark::kKept},
        {"did", Mark::kKept},
        {"no", Mark::kNotKept},
        {"skip", Mark::kSkipped},
        {"again", Mark::kAgain},
        {"different", Mark::kDifferent},
        {"fine", Mark::kFine}}},
  };
  return kinds;
}

TEST(Answers, EveryKindTakesItsOwnWordsAndNoOther) {
  for (const Accepted& accepted : EveryKind()) {
    for (absl::string_view word : {"", "yes", "no", "skip", "did", "stayed", "back", "again",
                                   "different", "fine", "0", "7"}) {
      SCOPED_TRACE(absl::StrCat(KindWord(accepted.kind), " \"", accepted.unit, "\" ", word));
      SpokenDay day(accepted.kind, accepted.unit);
      const auto said = day.Say({.what = word});
      const auto expected = std::find_if(accepted.words.begin(), accepted.words.end(),
                                         [&](const auto& each) { return each.first == word; });
      if (expected != accepted.words.end()) {
        ASSERT_THAT(said, IsOk());
        EXPECT_EQ(day.mark(), expected->second);
        EXPECT_EQ(day.amount(), 0);
      } else if (word == "7" && !accepted.unit.empty()) {
        ASSERT_THAT(said, IsOk());
        EXPECT_EQ(day.mark(), Mark::kNone);
        EXPECT_EQ(day.amount(), 7'000'000);
      } else {
        const bool number = word == "7" || word == "0";
        const bool yes = word.empty() || word == "yes" || word == "did";
        EXPECT_THAT(said, IsRefused(number                          ? "amount_not_wanted"
                                    : yes && !accepted.unit.empty() ? "amount_missing"
                                                                    : "answer_not_of_this_kind"));
        EXPECT_TRUE(day.blank());
      }
    }
  }
}

TEST(Answers, EveryWordReadsBackAsTheWordThatWasSaid) {
  for (const Accepted& accepted : EveryKind()) {
    for (const auto& [word, mark] : accepted.words) {
      const bool kept = mark == Mark::kKept;
      const absl::string_view usual = accepted.kind == kEdge ? "did" : "yes";
      EXPECT_EQ(AnswerWord(accepted.kind, mark), kept ? usual : word);
    }
  }
  EXPECT_EQ(AnswerWord(kCheck, Mark::kNone), "");
}

TEST(Answers, WordsAreReadInAnyCase) {
  SpokenDay day(kTime);
  ASSERT_THAT(day.Say({.what = "AgAiN"}), IsOk());
  EXPECT_EQ(day.mark(), Mark::kAgain);
  ASSERT_THAT(day.Say({.what = "BLANK"}), IsOk());
  EXPECT_TRUE(day.blank());
}

TEST(Answers, WhatIsNoAnswerIsRefusedWhateverTheKind) {
  for (const Accepted& accepted : EveryKind()) {
    // Of a goal that counts, an amount is what was looked for.
    const char* reason = accepted.unit.empty() ? "answer_not_understood" : "amount_not_understood";
    for (absl::string_view word : {"nope", "yes!", "y", "none", "kept", "NaN", "nan", "inf"}) {
      SpokenDay day(accepted.kind, accepted.unit);
      EXPECT_THAT(day.Say({.what = word}), IsRefused(reason)) << word;
      EXPECT_TRUE(day.blank());
    }
  }
}

TEST(Answers, ARefusalShowsAWordShortAndHarmless) {
  SpokenDay day(kCheck);
  const absl::Status refused = day.Say({.what = absl::StrCat("\x1b[2J", std::string(500, 'x'))});
  EXPECT_THAT(refused, IsRefused("answer_not_understood"));
  EXPECT_EQ(refused.message().find('\x1b'), absl::string_view::npos);
  EXPECT_LT(refused.message().size(), 120u);
}

TEST(Answers, AmountsAddUpAndAWholeReplacesThem) {
  SpokenDay day(kMeasure, "min");
  ASSERT_THAT(day.Say({.what = "30"}), IsOk());
  ASSERT_THAT(day.Say({.what = "12.5min"}), IsOk());
  EXPECT_EQ(day.amount(), 42'500'000);
  EXPECT_EQ(day.change().added_micros, 12'500'000);
  ASSERT_THAT(day.Say({.what = "20", .whole = true}), IsOk());
  EXPECT_EQ(day.amount(), 20'000'000);
  EXPECT_EQ(day.change().added_micros, -22'500'000);
  ASSERT_THAT(day.Say({.what = "20", .whole = true}), IsOk());
  EXPECT_FALSE(day.change().given) << "it stands already";
}

TEST(Answers, ZeroIsSaidOnABlankDayAndAddsNothingToAnother) {
  SpokenDay day(kMeasure, "min");
  ASSERT_THAT(day.Say({.what = "0min"}), IsOk());
  EXPECT_EQ(day.mark(), Mark::kZero);
  ASSERT_THAT(day.Say({.what = "5"}), IsOk());
  EXPECT_EQ(day.mark(), Mark::kNone) << "an amount takes the place of the zero";
  EXPECT_EQ(day.amount(), 5'000'000);
  ASSERT_THAT(day.Say({.what = "0"}), IsOk());
  EXPECT_EQ(day.amount(), 5'000'000);
  EXPECT_EQ(day.mark(), Mark::kNone);
  EXPECT_FALSE(day.change().given);
  ASSERT_THAT(day.Say({.what = "0", .whole = true}), IsOk());
  EXPECT_EQ(day.amount(), 0);
  EXPECT_EQ(day.mark(), Mark::kZero);
}

TEST(Answers, AnAmountTakesThePlaceOfANoASkipAndAZero) {
  for (absl::string_view before : {"no", "skip", "0"}) {
    SpokenDay day(kMeasure, "min");
    ASSERT_THAT(day.Say({.what = before}), IsOk());
    ASSERT_THAT(day.Say({.what = "10"}), IsOk());
    EXPECT_EQ(day.mark(), Mark::kNone) << before;
    EXPECT_EQ(day.entry().mark.value.reason, "");
    EXPECT_EQ(day.amount(), 10'000'000);
  }
}

TEST(Answers, ANoASkipAndABlankTakeTheAmountBack) {
  for (absl::string_view after : {"no", "skip", "blank"}) {
    SpokenDay day(kMeasure, "min");
    ASSERT_THAT(day.Say({.what = "10"}), IsOk());
    ASSERT_THAT(day.Say({.what = "0.000001"}), IsOk());
    ASSERT_THAT(day.Say({.what = after}), IsOk());
    EXPECT_EQ(day.amount(), 0) << after;
    EXPECT_EQ(day.change().added_micros, -10'000'001);
  }
}

TEST(Answers, ABlankTakesEverythingAwayAndOfABlankDayNothing) {
  SpokenDay day(kCheck);
  ASSERT_THAT(day.Say({.what = "skip", .reason = "flu", .note = "in bed"}), IsOk());
  ASSERT_THAT(day.Say({.what = "blank"}), IsOk());
  EXPECT_TRUE(day.blank());
  EXPECT_EQ(day.entry().mark.value.reason, "");
  ASSERT_THAT(day.Say({.what = "blank"}), IsOk());
  EXPECT_FALSE(day.change().given);
  EXPECT_FALSE(day.change().kept);
}

TEST(Answers, ANoteAloneChangesNothingElse) {
  SpokenDay day(kMeasure, "min");
  ASSERT_THAT(day.Say({.what = "10"}), IsOk());
  ASSERT_THAT(day.Say({.note = "  slow today \n"}), IsOk());
  EXPECT_EQ(day.note(), "slow today");
  EXPECT_EQ(day.amount(), 10'000'000);
  ASSERT_THAT(day.Say({.what = "skip", .reason = "rain"}), IsOk());
  EXPECT_EQ(day.note(), "slow today") << "nor does a mark change the note";
  ASSERT_THAT(day.Say({.note = "wet"}), IsOk());
  EXPECT_EQ(day.entry().mark.value, (DayMark{Mark::kSkipped, "rain"}));
  ASSERT_THAT(day.Say({.note = ""}), IsOk());
  EXPECT_EQ(day.note(), "") << "an empty note takes it away";
  EXPECT_EQ(day.mark(), Mark::kSkipped);
}

TEST(Answers, ANoteNeedsNoAnswerBesideIt) {
  SpokenDay day(kMeasure, "min");
  ASSERT_THAT(day.Say({.note = "nothing yet"}), IsOk());
  EXPECT_EQ(day.mark(), Mark::kNone);
  EXPECT_EQ(day.note(), "nothing yet");
}

TEST(Answers, AReasonBelongsToASkipAlone) {
  SpokenDay day(kTime);
  ASSERT_THAT(day.Say({.what = "skip", .reason = " on the train "}), IsOk());
  EXPECT_EQ(day.entry().mark.value, (DayMark{Mark::kSkipped, "on the train"}));
  ASSERT_THAT(day.Say({.what = "skip"}), IsOk());
  EXPECT_EQ(day.entry().mark.value, (DayMark{Mark::kSkipped, ""}));
  for (absl::string_view what : {"yes", "no", "again", "blank"}) {
    EXPECT_THAT(day.Say({.what = what, .reason = "why"}), IsRefused("reason_without_skip")) << what;
  }
  EXPECT_THAT(day.Say({.reason = "why", .note = "n"}), IsRefused("reason_without_skip"));
  SpokenDay amount(kMeasure, "min");
  EXPECT_THAT(amount.Say({.what = "5", .reason = "why"}), IsRefused("reason_without_skip"));
  EXPECT_THAT(amount.Say({.what = "0", .reason = "why"}), IsRefused("reason_without_skip"));
}

TEST(Answers, AReasonAndANoteHaveTheirLengths) {
  SpokenDay day(kCheck);
  const std::string reason(limits::kLineLength, 'r'), note(limits::kNoteLength, 'n');
  ASSERT_THAT(day.Say({.what = "skip", .reason = reason, .note = note}), IsOk());
  EXPECT_THAT(day.Say({.what = "skip", .reason = reason + "r"}), IsRefused("reason_too_long"));
  EXPECT_THAT(day.Say({.what = "yes", .note = note + "n"}), IsRefused("note_too_long"));
  EXPECT_THAT(day.Say({.what = "skip", .reason = "two\nlines"}), IsRefused("reason_not_text"));
  EXPECT_THAT(day.Say({.what = "yes", .note = "bell\a"}), IsRefused("note_not_text"));
  EXPECT_THAT(day.Say({.what = "yes", .note = "\xff"}), IsRefused("note_not_text"));
  EXPECT_THAT(day.Say({.what = "yes", .note = "two\nlines"}), IsOk());
  EXPECT_EQ(day.note(), "two\nlines");
}

// ---- Amounts as people, other programs and attackers write them ----

TEST(AnswerAmounts, GoUpToTheLimitAndNotAMillionthFurther) {
  SpokenDay day(kMeasure, "min");
  ASSERT_THAT(day.Say({.what = "1000000000"}), IsOk());
  EXPECT_EQ(day.amount(), limits::kAmountMicros);
  EXPECT_THAT(day.Say({.what = "0.000001"}), IsRefused("amount_out_of_range"));
  EXPECT_THAT(day.Say({.what = "1000000000.000001"}), IsRefused("amount_out_of_range"));
  EXPECT_THAT(day.Say({.what = "1000000000.000001", .whole = true}),
              IsRefused("amount_out_of_range"));
  EXPECT_EQ(day.amount(), limits::kAmountMicros);
  ASSERT_THAT(day.Say({.what = "999999999.999999", .whole = true}), IsOk());
  ASSERT_THAT(day.Say({.what = "0.000001"}), IsOk());
  EXPECT_EQ(day.amount(), limits::kAmountMicros);
}

TEST(AnswerAmounts, ThatAreTooFineOrTooLargeAreOutOfRange) {
  for (absl::string_view word :
       {"0.0000001", "1.12345678901234567890", "100000000000000000000000000000",
        "18446744073709551616", "9223372036854775808", "1000000001"}) {
    SpokenDay day(kMeasure, "min");
    EXPECT_THAT(day.Say({.what = word}), IsRefused("amount_out_of_range")) << word;
    EXPECT_TRUE(day.blank());
  }
}

TEST(AnswerAmounts, ThatAreNoPlainDecimalNumbersAreRefused) {
  for (absl::string_view word : {"-1", "+5", "-0", "1,5", "1e3", "1e308", "1e-5", ".5", "3.",
                                 "1.2.3", "0x10", "1 000", "5:30", "-inf", "--5", "1_000"}) {
    SpokenDay day(kMeasure, "min");
    const absl::Status refused = day.Say({.what = word});
    EXPECT_FALSE(refused.ok()) << word;
    EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument) << word;
    EXPECT_TRUE(day.blank()) << word;
  }
}

TEST(AnswerAmounts, InOtherScriptsDigitsAreNoAmounts) {
  for (absl::string_view word :
       {"\u0663", "\u0969\u0966", "\uff13\uff10", "\u00b3", "\u00bd", "3\u0660", "\u2167"}) {
    SpokenDay day(kMeasure, "min");
    EXPECT_FALSE(day.Say({.what = word}).ok()) << word;
    EXPECT_TRUE(day.blank()) << word;
  }
}

TEST(AnswerAmounts, CarryTheGoalsUnitOrNone) {
  SpokenDay day(kMeasure, "min");
  EXPECT_THAT(day.Say({.what = "3km"}), IsRefused("wrong_unit"));
  EXPECT_THAT(day.Say({.what = "0km"}), IsRefused("wrong_unit"));
  ASSERT_THAT(day.Say({.what = "3 MIN"}), IsOk());
  EXPECT_EQ(day.amount(), 3'000'000);
}

TEST(AnswerAmounts, ThatWentBelowZeroOnTwoDevicesComeBackToSense) {
  // Two devices took the same amount back.
  SpokenDay day(kMeasure, "min");
  day.SetAmount(-30'000'000);
  ASSERT_THAT(day.Say({.what = "20", .whole = true}), IsOk());
  EXPECT_EQ(day.amount(), 20'000'000);
  EXPECT_EQ(day.change().added_micros, 50'000'000);
}

TEST(AnswerAmounts, OutOfAnOperationsReachComeBackStepByStep) {
  SpokenDay day(kMeasure, "min");
  day.SetAmount(2 * limits::kAmountMicros);
  EXPECT_THAT(day.Say({.what = "20"}), IsRefused("amount_out_of_range"));
  ASSERT_THAT(day.Say({.what = "blank"}), IsOk());
  EXPECT_EQ(day.change().added_micros, -limits::kAmountMicros);
  ASSERT_THAT(day.Say({.what = "blank"}), IsOk());
  EXPECT_TRUE(day.blank());
  for (const std::int64_t end :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    day.SetAmount(end);
    ASSERT_THAT(day.Say({.what = "20", .whole = true}), IsOk());
    const std::int64_t step = end < 0 ? limits::kAmountMicros : -limits::kAmountMicros;
    EXPECT_EQ(day.amount(), end + step);
    EXPECT_EQ(day.change().added_micros, step);
    ASSERT_THAT(day.Say({.note = "why"}), IsOk());
    EXPECT_EQ(day.amount(), end + step) << "a note alone changes nothing else";
  }
}

}  // namespace
}  // namespace twofold

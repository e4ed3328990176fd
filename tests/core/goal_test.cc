// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/goal.h"

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "core/base/limits.h"
#include "core/goals/handle.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

// `count` code points of four bytes each.
std::string Wide(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "\xF0\x9F\x8C\xB1";
  return text;
}

bool NeverTaken(absl::string_view) { return false; }

TEST(ValidateTitle, CountsCodePointsNotBytes) {
  EXPECT_THAT(ValidateTitle(""), IsRefused("title_empty"));
  EXPECT_THAT(ValidateTitle("a"), IsOk());
  EXPECT_THAT(ValidateTitle(Wide(limits::kTitleLength)), IsOk());
  EXPECT_THAT(ValidateTitle(Wide(limits::kTitleLength + 1)), IsRefused("title_too_long"));
  EXPECT_THAT(ValidateTitle(std::string(limits::kTitleLength, 'x')), IsOk());
  EXPECT_THAT(ValidateTitle(std::string(limits::kTitleLength + 1, 'x')),
              IsRefused("title_too_long"));
}

TEST(ValidateTitle, ABlankOneIsEmpty) {
  EXPECT_THAT(ValidateTitle(" "), IsRefused("title_empty"));
  EXPECT_THAT(ValidateTitle("     "), IsRefused("title_empty"));
}

TEST(ValidateTitle, RefusesControlCharacters) {
  for (absl::string_view text :
       {"a\tb", "a\nb", "\x1B[31m", "a\x7F", "\xC2\x85", "a\xE2\x80\xA8"}) {
    EXPECT_THAT(ValidateTitle(text), IsRefused("title_not_text"));
  }
  EXPECT_THAT(ValidateTitle(absl::string_view("a\0b", 3)), IsRefused("title_not_text"));
}

TEST(ValidateTitle, RefusesWhatIsNotUtf8) {
  for (absl::string_view text : {"\xFF", "a\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_THAT(ValidateTitle(text), IsRefused("title_not_text"));
  }
}

TEST(ValidateUnit, TakesShortWords) {
  for (absl::string_view unit : {"min", "km", "pages", "a", "m2", "km/h"}) {
    EXPECT_THAT(ValidateUnit(unit), IsOk()) << unit;
  }
  EXPECT_THAT(ValidateUnit(std::string(limits::kUnitLength, 'x')), IsOk());
  EXPECT_THAT(ValidateUnit(std::string(limits::kUnitLength + 1, 'x')), IsRefused("unit_too_long"));
  EXPECT_THAT(ValidateUnit(""), IsRefused("unit_empty"));
}

TEST(ValidateUnit, RefusesWhatANumberCouldSwallow) {
  for (absl::string_view unit : {"2", "2min", ".", "-x", "%", " min", "min "}) {
    EXPECT_THAT(ValidateUnit(unit), IsRefused("unit_not_text")) << unit;
  }
  EXPECT_THAT(ValidateUnit("m\n"), IsRefused("unit_not_text"));
}

TEST(ValidatePersonName, HasItsOwnLimit) {
  EXPECT_THAT(ValidatePersonName("Noa"), IsOk());
  EXPECT_THAT(ValidatePersonName(Wide(limits::kPersonNameLength)), IsOk());
  EXPECT_THAT(ValidatePersonName(Wide(limits::kPersonNameLength + 1)), IsRefused("name_too_long"));
  EXPECT_THAT(ValidatePersonName(""), IsRefused("name_empty"));
  EXPECT_THAT(ValidatePersonName("N\x1B"), IsRefused("name_not_text"));
}

GoalVersion Version(absl::string_view unit) {
  GoalVersion version{GoalTerms{}, ""};
  version.terms->unit = std::string(unit);
  return version;
}

TEST(TermsOn, IsTheNewestVersionValidByThen) {
  Goal goal;
  EXPECT_EQ(TermsOn(goal, 5), nullptr);
  goal.versions[10].value = Version("ten");
  goal.versions[20].value = Version("twenty");
  EXPECT_EQ(TermsOn(goal, 9)->unit, "ten") << "before the first the first counts";
  EXPECT_EQ(TermsOn(goal, 10)->unit, "ten");
  EXPECT_EQ(TermsOn(goal, 19)->unit, "ten");
  EXPECT_EQ(TermsOn(goal, 20)->unit, "twenty");
  EXPECT_EQ(TermsOn(goal, 1000)->unit, "twenty");
}

TEST(TermsOn, AVersionTakenBackIsNotThere) {
  Goal goal;
  goal.versions[5].value = {};
  EXPECT_EQ(TermsOn(goal, 7), nullptr);
  goal.versions[10].value = Version("ten");
  goal.versions[20].value = {};
  EXPECT_EQ(TermsOn(goal, 7)->unit, "ten") << "the oldest that stands";
  EXPECT_EQ(TermsOn(goal, 25)->unit, "ten");
}

TEST(Register, KeepsTheLaterWriteWhicheverComesFirst) {
  const WriteOrder early{1, ChainId::Prefix(std::string(16, 'b')), {}};
  const WriteOrder late{2, ChainId::Prefix(std::string(16, 'a')), {}};
  Register<int> forth, back;
  forth.Write(1, early), forth.Write(2, late);
  back.Write(2, late), back.Write(1, early);
  EXPECT_EQ(forth.value, 2);
  EXPECT_EQ(forth, back);
}

TEST(Register, TwoBranchesOfOneChainAreDecidedByTheOperation) {
  const ChainId chain = ChainId::Prefix(std::string(16, 'c'));
  const WriteOrder one{7, chain, OperationId::Prefix(std::string(32, '1'))};
  const WriteOrder other{7, chain, OperationId::Prefix(std::string(32, '2'))};
  Register<int> forth, back;
  forth.Write(1, one), forth.Write(2, other);
  back.Write(2, other), back.Write(1, one);
  EXPECT_EQ(forth, back);
}

TEST(MakeHandle, TakesTheWordThatPeopleSay) {
  EXPECT_EQ(MakeHandle("Read 20 min", NeverTaken), "read");
  EXPECT_EQ(MakeHandle("Practise cello", NeverTaken), "cello");
  EXPECT_EQ(MakeHandle("Evening walk together", NeverTaken), "walk");
  EXPECT_EQ(MakeHandle("Ten minutes of Spanish", NeverTaken), "spanish");
  EXPECT_EQ(MakeHandle("DON'T smoke", NeverTaken), "dont");
}

TEST(MakeHandle, AThinWordIsBetterThanNone) {
  EXPECT_EQ(MakeHandle("the evening", NeverTaken), "the");
}

TEST(MakeHandle, CountsOnWhileTaken) {
  EXPECT_EQ(MakeHandle("Walk", [](absl::string_view h) { return h == "walk"; }), "walk2");
  EXPECT_EQ(MakeHandle("Walk", [](absl::string_view h) { return h == "walk" || h == "walk2"; }),
            "walk3");
}

TEST(MakeHandle, OtherAlphabetsGetAPlainOne) {
  EXPECT_EQ(MakeHandle("\xD7\x94\xD7\x9C\xD7\x99\xD7\x9B\xD7\x94", NeverTaken), "goal");
  EXPECT_EQ(MakeHandle("\xE6\xAF\x8E\xE6\x97\xA5", [](absl::string_view h) { return h == "goal"; }),
            "goal2");
  EXPECT_EQ(MakeHandle("\xF0\x9F\x8C\xB1", NeverTaken), "goal");
}

TEST(MakeHandle, AWordIsNeverCutAtAForeignLetter) {
  EXPECT_EQ(MakeHandle("M\xC3\xBCsli essen", NeverTaken), "essen");
  EXPECT_EQ(MakeHandle("\xC3\x9C"
                       "bung machen",
                       NeverTaken),
            "machen");
  EXPECT_EQ(MakeHandle("Caf\xC3\xA9", NeverTaken), "goal");
}

TEST(MakeHandle, NeverLooksLikeAnItem) {
  EXPECT_EQ(MakeHandle("p1", NeverTaken), "goal");
  EXPECT_EQ(MakeHandle("P12 walk", NeverTaken), "walk");
  EXPECT_EQ(MakeHandle("x", NeverTaken), "goal");
  EXPECT_EQ(MakeHandle("20 100", NeverTaken), "goal");
}

TEST(MakeHandle, IsAlwaysOneThatAPersonCouldChoose) {
  for (absl::string_view title :
       {"Read 20 min", "", "!!!", "2x a day", "a b c", "'''", "\xFF\xFE", "p1 p2",
        "Donaudampfschifffahrtsgesellschaftskapitaen", "the", "x1y2 z"}) {
    const auto taken = [](absl::string_view handle) { return !absl::EndsWith(handle, "99"); };
    EXPECT_THAT(ValidateHandle(MakeHandle(title, NeverTaken)), IsOk()) << title;
    EXPECT_THAT(ValidateHandle(MakeHandle(title, taken)), IsOk()) << title;
  }
}

TEST(ValidateHandle, HasTwentyFourBytes) {
  EXPECT_THAT(ValidateHandle(""), IsRefused("handle_not_allowed"));
  EXPECT_THAT(ValidateHandle("a"), IsOk());
  EXPECT_THAT(ValidateHandle(std::string(limits::kHandleLength, 'a')), IsOk());
  EXPECT_THAT(ValidateHandle(std::string(limits::kHandleLength + 1, 'a')),
              IsRefused("handle_not_allowed"));
}

TEST(ValidateHandle, RefusesOtherShapes) {
  for (absl::string_view handle :
       {"Read", "1a", "-a", "a b", "p1", "r22", "a_b", "\xC3\xBC", "a\n"}) {
    EXPECT_THAT(ValidateHandle(handle), IsRefused("handle_not_allowed")) << handle;
  }
  for (absl::string_view handle : {"read-2", "ab1", "p-1", "walk2"}) {
    EXPECT_THAT(ValidateHandle(handle), IsOk()) << handle;
  }
}

TEST(IsItemHandle, IsALetterAndANumber) {
  EXPECT_TRUE(IsItemHandle("p1"));
  EXPECT_TRUE(IsItemHandle("P123"));
  EXPECT_FALSE(IsItemHandle("p"));
  EXPECT_FALSE(IsItemHandle(""));
  EXPECT_FALSE(IsItemHandle("1p"));
  EXPECT_FALSE(IsItemHandle("p1a"));
  EXPECT_FALSE(IsItemHandle("pp1"));
}

}  // namespace
}  // namespace twofold

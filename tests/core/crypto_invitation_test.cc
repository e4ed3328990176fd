// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/refusal.h"
#include "core/base/text.h"
#include "core/crypto/invitation.h"
#include "tests/core/crypto_support.h"

namespace twofold {
namespace {

constexpr char kTwelve[] =
    "otter lamp river stone maple pencil autumn violin basket copper window seven";

std::string WordsOf(absl::string_view text) {
  const auto invitation = Invitation::Parse(text);
  EXPECT_TRUE(invitation.ok()) << invitation.status();
  return invitation.ok() ? absl::StrJoin(invitation->Words(), " ") : "";
}

TEST(InvitationWordList, HasAllNumbersOfElevenBitsInOrder) {
  const auto words = InvitationWordList();
  EXPECT_EQ(words.size(), 2048u);
  EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
  for (absl::string_view word : words) {
    EXPECT_TRUE(word.size() >= 3 && word.size() <= 8) << word;
    EXPECT_TRUE(std::all_of(word.begin(), word.end(), absl::ascii_islower)) << word;
  }
}

TEST(InvitationWordList, ToldApartByFourLettersAndByMoreThanOneSlip) {
  const auto words = InvitationWordList();
  std::set<std::string> beginnings;
  for (absl::string_view word : words) beginnings.insert(std::string(word.substr(0, 4)));
  EXPECT_EQ(beginnings.size(), words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size(); ++j) {
      ASSERT_GT(EditDistance(words[i], words[j]), 1u) << words[i] << " " << words[j];
    }
  }
}

TEST(Invitation, ComesBackFromItsWords) {
  for (int seed = 0; seed < 200; ++seed) {
    SeededRandom random(seed);
    const Invitation made = Invitation::Make(random);
    ASSERT_EQ(made.Words().size(), 12u);
    const auto typed = Invitation::Parse(absl::StrJoin(made.Words(), " "));
    ASSERT_TRUE(typed.ok()) << seed;
    EXPECT_EQ(typed->Room(), made.Room());
    EXPECT_EQ(typed->PairingKey().bytes(), made.PairingKey().bytes());
    EXPECT_EQ(made.Clone().Words(), made.Words());
  }
}

TEST(Invitation, EveryWordOfTheListCanStandEverywhere) {
  const auto list = InvitationWordList();
  for (std::size_t from = 0; from < list.size(); ++from) {
    std::vector<absl::string_view> words;
    for (std::size_t i = 0; i < 12; ++i) words.push_back(list[(from + i * 171) % list.size()]);
    const std::string text = absl::StrJoin(words, " ");
    EXPECT_EQ(WordsOf(text), text);
  }
}

TEST(Invitation, TakesWhiteSpaceCaseAndBeginnings) {
  EXPECT_EQ(WordsOf(kTwelve), kTwelve);
  EXPECT_EQ(
      WordsOf("  OTTER Lamp\triver\r\nstone  maple pencil\n\nautumn violin basket\u00a0copper "
              "window\u3000seven\n"),
      kTwelve);
  EXPECT_EQ(WordsOf("otte lamp rive ston mapl penc autu viol bask copp wind seve"), kTwelve);
  EXPECT_EQ(WordsOf("otter lamp river stone maple pencil autum violi baske coppe windo seven"),
            kTwelve);
}

TEST(Invitation, BeginningOfThreeLettersIsNotEnough) {
  const auto parsed = Invitation::Parse("ott lamp");
  EXPECT_EQ(RefusalReason(parsed.status()), "unknown_invitation_word");
}

TEST(Invitation, UnknownWordIsNamedAndTheNearestSuggested) {
  const auto parsed = Invitation::Parse("oter lamp river stone maple pencil autumn violin");
  EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(RefusalReason(parsed.status()), "unknown_invitation_word");
  EXPECT_EQ(parsed.status().message(), "\"oter\" is not one of the invitation's words.");
  EXPECT_THAT(RefusalHints(parsed.status()),
              testing::ElementsAre(RefusalHint{"Did you mean", "otter"}));
  EXPECT_EQ(RefusalAftermath(parsed.status()), "Nothing was sent; the invitation still works.");
}

TEST(Invitation, WordLikeNoOtherGetsNoSuggestion) {
  EXPECT_TRUE(RefusalHints(Invitation::Parse("qqqqqqqq").status()).empty());
  const auto longest = Invitation::Parse(std::string(100'000, 'q'));
  EXPECT_LT(longest.status().message().size(), 80u);
}

TEST(Invitation, UnknownWordIsMadeHarmless) {
  const auto parsed = Invitation::Parse("ot\x1b[31mter");
  EXPECT_EQ(parsed.status().message().find('\x1b'), absl::string_view::npos);
}

TEST(Invitation, OtherCountsAreIncomplete) {
  const auto eleven =
      Invitation::Parse("otter lamp river stone maple pencil autumn violin basket copper window");
  EXPECT_EQ(RefusalReason(eleven.status()), "invitation_incomplete");
  EXPECT_EQ(eleven.status().message(), "an invitation has twelve words; these are 11.");
  EXPECT_EQ(RefusalAftermath(eleven.status()), "Nothing was sent; the invitation still works.");
  const auto thirteen = Invitation::Parse(absl::StrCat(kTwelve, " seven"));
  EXPECT_EQ(thirteen.status().message(), "an invitation has twelve words; these are 13.");
  EXPECT_EQ(Invitation::Parse("otter").status().message(),
            "an invitation has twelve words; this is 1.");
  EXPECT_EQ(RefusalReason(Invitation::Parse(" \n").status()), "invitation_incomplete");
}

TEST(Invitation, OneOtherWordIsAnotherRoomAndKey) {
  const auto right = Invitation::Parse(kTwelve);
  const auto wrong = Invitation::Parse(
      "otter lamp river stone maple pencil autumn violin basket copper window height");
  ASSERT_TRUE(wrong.ok()) << wrong.status();
  EXPECT_NE(right->Room(), wrong->Room());
  EXPECT_NE(right->PairingKey().bytes(), wrong->PairingKey().bytes());
  EXPECT_NE(right->Room().bytes(), right->PairingKey().bytes().substr(0, 16));
}

}  // namespace
}  // namespace twofold

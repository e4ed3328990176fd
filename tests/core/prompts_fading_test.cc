// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "core/prompts/fading.h"

namespace twofold {
namespace {

using absl::CivilDay;

const CivilDay kMonday(2026, 11, 23);

// Shown on days on end up to the day before kMonday, without an answer.
std::vector<Showing> Unanswered(int days) {
  std::vector<Showing> showings;
  for (int ago = days; ago > 0; --ago) showings.push_back({kMonday - ago, false});
  return showings;
}

TEST(Fading, WhatWasNeverShownIsAskedEveryDay) {
  EXPECT_EQ(DaysBetween({}, kMonday), 1);
  EXPECT_FALSE(FadesOn({}, kMonday));
  EXPECT_EQ(FadesSince({}, kMonday), std::nullopt);
}

TEST(Fading, StepsBackAfterThreeAfterFiveAndAfterEight) {
  EXPECT_EQ(DaysBetween(Unanswered(2), kMonday), 1);
  EXPECT_EQ(DaysBetween(Unanswered(3), kMonday), 2);
  EXPECT_EQ(DaysBetween(Unanswered(4), kMonday), 2);
  EXPECT_EQ(DaysBetween(Unanswered(5), kMonday), 4);
  EXPECT_EQ(DaysBetween(Unanswered(7), kMonday), 4);
  EXPECT_EQ(DaysBetween(Unanswered(8), kMonday), 7);
  EXPECT_EQ(DaysBetween(Unanswered(500), kMonday), 7);
}

TEST(Fading, OneAnswerBringsItBack) {
  std::vector<Showing> showings = Unanswered(12);
  showings.back().answered = true;
  EXPECT_EQ(DaysBetween(showings, kMonday), 1);
  EXPECT_FALSE(FadesOn(showings, kMonday));
}

TEST(Fading, AnAnswerLongAgoDoesNotCountAgainstARowSince) {
  std::vector<Showing> showings = Unanswered(6);
  showings[0].answered = true;
  EXPECT_EQ(DaysBetween(showings, kMonday), 4);
  showings[2].answered = true;
  EXPECT_EQ(DaysBetween(showings, kMonday), 2);
}

TEST(Fading, CountsDaysFromTheLastShowing) {
  const std::vector<Showing> showings = Unanswered(5);  // the last one on Sunday
  EXPECT_TRUE(FadesOn(showings, kMonday));
  EXPECT_TRUE(FadesOn(showings, kMonday + 2));
  EXPECT_FALSE(FadesOn(showings, kMonday + 3));
}

TEST(Fading, TheDayItselfAndWhatAClockAheadShowedCountForNothing) {
  std::vector<Showing> showings = Unanswered(2);
  showings.push_back({kMonday, false});
  showings.push_back({kMonday + 3'650, false});
  EXPECT_EQ(DaysBetween(showings, kMonday), 1);
  EXPECT_FALSE(FadesOn(showings, kMonday));
  EXPECT_TRUE(FadesOn(showings, kMonday + 1));
}

TEST(Fading, IsToldOfOnceForEachTimeItBegins) {
  std::vector<Showing> showings = Unanswered(9);
  EXPECT_EQ(FadesSince(std::span(showings).first(2), kMonday), std::nullopt);
  EXPECT_EQ(FadesSince(showings, showings[2].day), std::nullopt);
  for (CivilDay day = showings[2].day + 1; day <= kMonday; ++day) {
    EXPECT_EQ(FadesSince(showings, day), showings[2].day) << day;
  }
  showings[4].answered = true;
  EXPECT_EQ(FadesSince(showings, kMonday), showings[7].day);
}

TEST(Fading, APromptThatIsNeverAnsweredIsShownLessThanOnceAWeekInTheEnd) {
  std::vector<Showing> showings;
  for (CivilDay day = kMonday; day < kMonday + 365; ++day) {
    if (!FadesOn(showings, day)) showings.push_back({day, false});
  }
  std::vector<std::int64_t> gaps;
  for (std::size_t i = 1; i < showings.size(); ++i) {
    gaps.push_back(showings[i].day - showings[i - 1].day);
  }
  EXPECT_EQ(std::vector<std::int64_t>(gaps.begin(), gaps.begin() + 9),
            (std::vector<std::int64_t>{1, 1, 2, 2, 4, 4, 4, 7, 7}));
  EXPECT_EQ(gaps.back(), 7);
}

TEST(OffersRest, WantsTheLastTwoAnswersEasy) {
  const auto offers = [](const std::vector<int>& ease) { return OffersRest(ease); };
  EXPECT_FALSE(offers({}));
  EXPECT_FALSE(offers({5}));
  EXPECT_TRUE(offers({4, 4}));
  EXPECT_TRUE(offers({1, 5, 4}));
  EXPECT_FALSE(offers({5, 5, 3}));
  EXPECT_FALSE(offers({5, 3, 5}));
}

}  // namespace
}  // namespace twofold

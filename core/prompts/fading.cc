// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/prompts/fading.h"

#include <algorithm>
#include <cstddef>

namespace twofold {
namespace {

constexpr int kEasy = 4;

// Those before the day.
std::span<const Showing> Before(std::span<const Showing> showings, absl::CivilDay day) {
  const auto end = std::partition_point(showings.begin(), showings.end(),
                                        [&](const Showing& s) { return s.day < day; });
  return showings.first(static_cast<std::size_t>(end - showings.begin()));
}

// How many at the end got no answer, as far as it makes a difference.
int Unanswered(std::span<const Showing> before) {
  int count = 0;
  while (count < kFading.back().unanswered && static_cast<std::size_t>(count) < before.size() &&
         !before[before.size() - 1 - count].answered) {
    ++count;
  }
  return count;
}

int DaysAfter(int unanswered) {
  int days = 1;
  for (const FadingStep& step : kFading) {
    if (unanswered >= step.unanswered) days = step.days;
  }
  return days;
}

}  // namespace

int DaysBetween(std::span<const Showing> showings, absl::CivilDay day) {
  return DaysAfter(Unanswered(Before(showings, day)));
}

bool FadesOn(std::span<const Showing> showings, absl::CivilDay day) {
  const std::span<const Showing> before = Before(showings, day);
  return !before.empty() && day - before.back().day < DaysAfter(Unanswered(before));
}

std::optional<absl::CivilDay> FadesSince(std::span<const Showing> showings, absl::CivilDay day) {
  const std::span<const Showing> before = Before(showings, day);
  const auto last_answer =
      std::find_if(before.rbegin(), before.rend(), [](const Showing& s) { return s.answered; });
  const auto run = before.last(static_cast<std::size_t>(last_answer - before.rbegin()));
  const auto enough = static_cast<std::size_t>(kFading.front().unanswered);
  if (run.size() < enough) return std::nullopt;
  return run[enough - 1].day;
}

bool OffersRest(std::span<const int> ease) {
  return ease.size() >= 2 && ease[ease.size() - 1] >= kEasy && ease[ease.size() - 2] >= kEasy;
}

}  // namespace twofold

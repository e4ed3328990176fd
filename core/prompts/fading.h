// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Prompts that fade: what gets no answer is asked more rarely, and what happens by itself need not
// be asked at all. Pure.
//
// Reminders help to repeat, and stand in the way of a habit that carries itself; one that is never
// answered only teaches to look away. So it steps back by itself, and one answer brings it back.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "absl/time/civil_time.h"

namespace twofold {

// A day of the person on which a prompt was shown, and whether anything was answered for that day,
// whenever and however. An answered day on which it was not shown may be there too.
struct Showing {
  absl::CivilDay day;
  bool answered = false;
  bool operator==(const Showing&) const = default;
};

struct FadingStep {
  int unanswered;  // so many showings in a row without an answer, or more
  int days;        // from one showing to the next, at least
};
// Three may be a full weekend or a cold; five are a week of evenings; after eight a question a
// week keeps the door open without knocking. More rarely it never gets.
inline constexpr std::array<FadingStep, 3> kFading = {{{3, 2}, {5, 4}, {8, 7}}};

// The least number of days from the last showing before `day` to the next: 1 is every day, 2 every
// second. Showings on `day` and later count for nothing, so a clock that ran ahead disturbs
// nothing. REQUIRES (this and the next two): showings sorted by day, each day once. Cost:
// logarithmic in the showings.
int DaysBetween(std::span<const Showing> showings, absl::CivilDay day);

// Whether `day` is too near the last showing before it.
bool FadesOn(std::span<const Showing> showings, absl::CivilDay day);

// The day of the showing that made it rarer; nothing while it is asked as often as ever. The
// person is told once for each such day. Cost: linear in the showings since.
std::optional<absl::CivilDay> FadesSince(std::span<const Showing> showings, absl::CivilDay day);

// Whether to offer that the prompt rests, from what the person answered to how much it happens by
// itself (1 to 5, the newest last): the last two both 4 or 5.
bool OffersRest(std::span<const int> ease);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Which prompts to show now, which were let go, and when to look again. Pure, and idempotent: a
// timer, a resume, a set clock, an unlocked screen, an answer each only say "look again".
//
//   verdict = Look(prompts, surroundings, memory);
//   mark each of verdict.show as Shown, on disk, and only then show them, in one notification;
//   wait for verdict.look_again or for anything around to change.
//
// What decides, in this order:
//  - An occurrence that rests, by the person's word or by fading, is neither shown nor listed, and
//    so is one for which nothing is open any more.
//  - Nothing is shown to an empty chair: while the session is idle or locked everything is held. Do
//    not disturb is for whoever shows; it holds nothing here.
//  - In its window it is shown once, and held through quiet hours for as long as the window lasts.
//  - A snooze is the person's word: from its time on, for limits::kPromptSnoozeGraceMinutes, it
//    wins over quiet hours and over the window's end. Who was away all that while is still asked
//    where the window lasts longer, as by anything else in its window.
//  - Otherwise it is let go, and listed for limits::kPromptLetGoHours after the window's end.
// A clock that jumps, either way, changes nothing of this: only what is remembered, the clock of
// this moment and the calendar count.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "core/prompts/fading.h"
#include "core/prompts/prompt.h"

namespace twofold {

// What became of an occurrence on this device, as stored.
struct NotShown {
  bool operator==(const NotShown&) const = default;
};
struct Shown {
  bool operator==(const Shown&) const = default;
};
// "In an hour." Showing it again makes it Shown.
struct Snoozed {
  absl::Time until;
  bool operator==(const Snoozed&) const = default;
};
// "Not today."
struct Resting {
  bool operator==(const Resting&) const = default;
};
using Mark = std::variant<NotShown, Shown, Snoozed, Resting>;

// Whether somebody is at this device.
struct Presence {
  bool idle = false;
  bool locked = false;
  // The instant of the last resume; nothing is shown limits::kPromptSettleSeconds from there on.
  // One that lies ahead of now was told by a clock since put back, and counts for nothing.
  absl::Time awake_since = absl::InfinitePast();
  // Whether the person used this device last, of all of theirs. Another one waits until
  // limits::kPromptOtherDeviceMinutes after this one would have shown a thing.
  bool last_used = true;
};

struct Surroundings {
  absl::Time now;
  absl::TimeZone zone;              // the person's; quiet hours are always meant in it
  int day_ends_at_minute = 4 * 60;  // minutes after midnight, as DayOf wants it
  std::optional<ClockSpan> quiet;
  Presence presence;
};

// What is known about prompts; none of the three may be empty.
struct Memory {
  std::function<Mark(const Occurrence&)> mark;
  // Whether anything is left to answer; asked only of what is about to be shown or listed.
  std::function<bool(const Occurrence&)> still_open;
  // As fading.h wants them; valid until Look returns. May be empty.
  std::function<std::span<const Showing>(const EntityId&)> showings;
};

struct Verdict {
  std::vector<Occurrence> show;  // all of them at once; those whose window began first come first
  // Let go not long ago, whether shown or not: the window over, never answered, still open. Those
  // whose window ended first come first. True of this moment: ask again before listing it later.
  std::vector<Occurrence> let_go;
  // When `show` can next have something in it, once what is in it now is marked and while nothing
  // else changes; always after now. absl::InfiniteFuture() where nothing will ever come, and while
  // idle or locked, since only the end of that can change anything. Where no day is due within a
  // week it may be earlier, a week at a time. It does not wait for `let_go`.
  absl::Time look_again = absl::InfiniteFuture();
};

// REQUIRES: valid prompts, each id once; valid surroundings, `now` in the years 1 to 9999.
// Cost: a dozen days for each prompt, however long the history.
Verdict Look(std::span<const Prompt> prompts, const Surroundings& around, const Memory& memory);

}  // namespace twofold

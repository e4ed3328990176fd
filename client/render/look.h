// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the reader's screen can show. Every text of the client is a pure function of what it says
// and of a Look.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace twofold {

struct Look {
  bool color = false;
  bool ascii_marks = false;  // "x" for a filled circle
  bool ascii_text = false;   // other people's letters too, as \u{...}
  int columns = 0;           // lines are cut or broken here; 0: as long as they are
  int year = 0;              // days of this year are told without it; 0: all are told with it

  bool plain_marks() const { return ascii_marks || ascii_text; }
  int columns_or_usual() const { return columns > 0 ? columns : 80; }
};

// What a colour says; none of it is said by colour alone.
enum class Ink { kPlain, kMe, kUs, kWaiting, kNotDue, kError };

std::string Paint(const Look& look, Ink ink, absl::string_view text);

// Returns somebody's text, made harmless and shown with the letters this screen has.
std::string Shown(const Look& look, absl::string_view text);
// Returns our own text with ASCII twins in place of its marks where the screen wants them.
std::string Ours(const Look& look, absl::string_view text);

// Returns the mark of a day's state as in DayLine, or of "waiting" for what waits for an answer.
// One column.
std::string Mark(const Look& look, absl::string_view state);

// Whether `locale`, such as "en_US.UTF-8", has all letters.
bool IsUtf8Locale(absl::string_view locale);

}  // namespace twofold

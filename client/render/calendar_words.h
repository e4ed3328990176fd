// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The calendar for pictures: weekdays and months short enough to stand above a column. Pure.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "client/render/look.h"

namespace twofold {

// Nothing when `text` is no ISO date.
std::optional<absl::CivilDay> ParseIsoDay(absl::string_view text);

// 0 is Monday, 6 Sunday.
int WeekdayOf(absl::CivilDay day);
// "Monday" by index.
absl::string_view WeekdayName(int index);
// 0 to 6 for "mon" to "sun"; Monday for anything else.
int WeekStartIndex(absl::string_view word);

// "November"; its first three letters are its short name.
absl::string_view MonthName(int month);

// "25 Jan 2015", always with its year; a text that is no day as it came, made harmless.
std::string DateText(const Look& look, absl::string_view day);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The words that stand for closed sets in the client's language, and days and times as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "daemon/engine/numbers_engine.h"
#include "daemon/engine/views.h"

namespace twofold {

const char* Word(Side side);
const char* Word(GoalState state);
const char* Word(LineState state);
const char* Word(GivenState state);
const char* Word(ActKind kind);
const char* Word(DayState state);
const char* Word(Direction direction);
const char* Word(Period period);
// What a person is told of it; empty for none. `shares` says whether there is a shared space.
std::string Sentences(StoreNotice notice, bool shares);
// What waits for an update, for `today`; empty for nothing. `partner` is their name.
std::string Sentence(const Unread& unread, absl::string_view partner);
// "read_only", "not_shared" or nothing.
const char* Word(Waits waits);
// "mon" to "sun".
const char* WeekdayWord(int weekday);

std::string Iso(std::int32_t day);
// Empty for no day.
std::string Iso(const std::optional<std::int32_t>& day);
// "20:00".
std::string FormatMinute(int minute);
// "week", "month", "10 days": what a goal's count is in; empty: the day itself.
std::string PerWords(const GoalTerms& terms);

}  // namespace twofold

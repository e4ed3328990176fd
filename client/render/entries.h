// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What was practised, as text and as columns for scripts. Pure; text ends with a line break.
#pragma once

#include <string>
#include <vector>

#include "client/render/look.h"
#include "twofold/daemon/v1/entries.pb.h"

namespace twofold {

std::string LogText(const Look& look, const daemon::v1::Logged& logged);
// Handle, day, added, unit, state, "unchanged" or nothing.
std::string LogPlain(const daemon::v1::Logged& logged);

// Many answers: what came of each, and how many were kept.
std::string BatchText(const Look& look, const daemon::v1::LogResponse& response);
// A line per answer: "kept", "unchanged" or the reason of its refusal; handle, day, added, unit,
// state; the sentence of a refusal.
std::string BatchPlain(const daemon::v1::LogResponse& response);

// What the partner receives of these answers, as a sentence without a line break; empty when
// nothing.
std::string GivenText(const Look& look, const std::vector<daemon::v1::Logged>& logged);

std::string TodayText(const Look& look, const daemon::v1::TodayResponse& response);
// Per goal: handle, side, state, amount, done, due, title, per, period amount, due from, due by.
// Per proposal: handle, "proposal", from, goal, schedule, "", title.
std::string TodayPlain(const daemon::v1::TodayResponse& response);

// Where a goal stands on a day: "1 of 3 this week".
std::string StandingText(const Look& look, const daemon::v1::DayLine& line, absl::string_view day);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What was practised, as text and as columns for scripts. Pure; text ends with a line break.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/entries.pb.h"

namespace twofold {

std::string LogText(const Look& look, const daemon::v1::LogResponse& response);
// Handle, day, added, unit, state, "unchanged" or nothing.
std::string LogPlain(const daemon::v1::LogResponse& response);

std::string TodayText(const Look& look, const daemon::v1::TodayResponse& response);
// Per goal: handle, side, state, amount, week_done, week_due, title.
// Per proposal: handle, "proposal", from, goal, schedule, "", title.
std::string TodayPlain(const daemon::v1::TodayResponse& response);

std::string UndoText(const Look& look, const daemon::v1::UndoResponse& response);
// What, handle, day, amount, unit, title.
std::string UndoPlain(const daemon::v1::UndoResponse& response);

std::string RedoText(const Look& look, const daemon::v1::RedoResponse& response);
std::string RedoPlain(const daemon::v1::RedoResponse& response);

}  // namespace twofold

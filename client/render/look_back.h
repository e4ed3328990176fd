// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The last seven days, a month, a year: own time on either side, never two people. Pure; text ends
// with a line break.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/numbers.pb.h"

namespace twofold {

// A mark for each of seven days.
std::string WeekText(const Look& look, const daemon::v1::LookBackResponse& response);
// A mark for each day; on a narrow screen a bar for each week.
std::string MonthText(const Look& look, const daemon::v1::LookBackResponse& response);
// A bar for each month.
std::string YearText(const Look& look, const daemon::v1::LookBackResponse& response);

// Per goal: handle, side, kept, of, amount, unit, days as DAY=STATE with commas between, title.
std::string LookBackPlain(const daemon::v1::LookBackResponse& response);

}  // namespace twofold

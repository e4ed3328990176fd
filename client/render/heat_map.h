// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The days of one goal as a picture of characters. Pure.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/numbers.pb.h"

namespace twofold {

// Returns seven rows, one for each weekday from the person's week start on, with a column for each
// week from first_day to last_day, the names of months above and the legend below. Where the
// screen is too narrow for all weeks, the columns move together, and then the oldest weeks are
// left out. Empty when the days make no sense.
std::string HeatMap(const Look& look, const daemon::v1::ShowGoalResponse& response);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One goal, looked at closely, by its owner alone. Pure; text ends with a line break.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/numbers.pb.h"

namespace twofold {

std::string GoalShownText(const Look& look, const daemon::v1::ShowGoalResponse& response);
// A line per fact: its name, then its values.
std::string GoalShownPlain(const daemon::v1::ShowGoalResponse& response);

// "41 of 48 in 12 weeks; nothing said about 6, so 41 to 47 of 54"; with few chances the counts
// alone; empty when there was none. `first` and `last` are the days looked at.
std::string KeptText(const daemon::v1::Kept& kept, absl::string_view first, absl::string_view last);

// "typically 6 of 7 a week" and a bar for each week; empty before it is known.
std::string TypicalText(const Look& look, const daemon::v1::TypicalWeek& typical);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals as text and as columns for scripts. Every function is pure; text ends with a line break.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/goals.pb.h"

namespace twofold {

// Handle, side, title, state, kind, unit, schedule, since, target, deadline, group, tags.
std::string GoalPlain(const daemon::v1::Goal& goal);

// "resting until Sat 28 Nov", or "resting".
std::string RestingText(const Look& look, absl::string_view until);

// `before`, the handle and the title, in one line.
std::string GoalLine(const Look& look, absl::string_view before, const daemon::v1::Goal& goal);

std::string GoalAddedText(const Look& look, const daemon::v1::AddGoalResponse& response);
std::string GoalAddedPlain(const daemon::v1::AddGoalResponse& response);

std::string GoalListText(const Look& look, const daemon::v1::ListGoalsResponse& response);
std::string GoalListPlain(const daemon::v1::ListGoalsResponse& response);

std::string GoalArchivedText(const Look& look, const daemon::v1::ArchiveGoalResponse& response);
std::string GoalArchivedPlain(const daemon::v1::ArchiveGoalResponse& response);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What was changed about a goal, as text and as columns for scripts. Pure; text ends with a line
// break. Columns of a goal are those of GoalPlain.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/goals.pb.h"

namespace twofold {

// What is said beside the goal now: title, cue, smallest version, group, tags, why.
std::string GoalEditedText(const Look& look, const daemon::v1::EditGoalResponse& response);
std::string GoalEditedPlain(const daemon::v1::EditGoalResponse& response);

// Before and after, and from which day on.
std::string RevisedText(const Look& look, const daemon::v1::ReviseGoalResponse& response);
// Handle, from, the terms before, the terms now, title.
std::string RevisedPlain(const daemon::v1::ReviseGoalResponse& response);

std::string GoalRestoredText(const Look& look, const daemon::v1::RestoreGoalResponse& response);
std::string GoalRestoredPlain(const daemon::v1::RestoreGoalResponse& response);

// The goals of one side in their new order.
std::string GoalsMovedText(const Look& look, const daemon::v1::MoveGoalResponse& response);
std::string GoalsMovedPlain(const daemon::v1::MoveGoalResponse& response);

// All steps of a milestone, in order.
std::string StepsText(const Look& look, const daemon::v1::Goal& goal);
// Handle, number, done_on, title; a line per step.
std::string StepsPlain(const daemon::v1::Goal& goal);
// What became of one step.
std::string StepChangedText(const Look& look, const daemon::v1::ChangeStepResponse& response);
std::string StepChangedPlain(const daemon::v1::ChangeStepResponse& response);

std::string TemplatesText(const Look& look, const daemon::v1::ListTemplatesResponse& response);
// Name, kind, unit, schedule, target, title.
std::string TemplatesPlain(const daemon::v1::ListTemplatesResponse& response);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/render/goal_changes.h"
#include "client/render/goals.h"

namespace twofold {

absl::Status RunGoalArchive(Session& session) {
  daemon::v1::ArchiveGoalRequest request;
  request.set_request_id(session.NewRequest());
  request.set_handle(session.arguments.Word(0));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::ArchiveGoalResponse>(
                                               "GoalService/ArchiveGoal", request));
  session.Show(response, GoalArchivedText, GoalArchivedPlain);
  return absl::OkStatus();
}

absl::Status RunGoalRestore(Session& session) {
  daemon::v1::RestoreGoalRequest request;
  request.set_request_id(session.NewRequest());
  request.set_handle(session.arguments.Word(0));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::RestoreGoalResponse>(
                                               "GoalService/RestoreGoal", request));
  session.Show(response, GoalRestoredText, GoalRestoredPlain);
  return absl::OkStatus();
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/render/goals.h"

namespace twofold {

absl::Status RunGoalAdd(Session& session) {
  TF_ASSIGN_OR_RETURN(const std::string title,
                      TitleOf(session, "What would you like to practise?  "));
  daemon::v1::AddGoalRequest request;
  request.set_request_id(session.NewRequest());
  request.set_title(title);
  *request.mutable_schedule() = ScheduleOf(session.arguments);
  request.set_unit(session.arguments.Value("unit"));
  request.set_handle(session.arguments.Value("handle"));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::AddGoalResponse>(
                                               "GoalService/AddGoal", request));
  session.Show(response, GoalAddedText, GoalAddedPlain);
  return absl::OkStatus();
}

}  // namespace twofold

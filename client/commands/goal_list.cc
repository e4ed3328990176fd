// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/commands/words.h"
#include "client/render/goals.h"

namespace twofold {

absl::Status RunGoalList(Session& session) {
  daemon::v1::ListGoalsRequest request;
  request.set_all(session.arguments.Has("all"));
  *request.mutable_filter() = FilterOf(session.arguments);
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::ListGoalsResponse>(
                                               "GoalService/ListGoals", request));
  ShowGoals(session, response.goals_size(), response, GoalListText, GoalListPlain);
  return absl::OkStatus();
}

}  // namespace twofold

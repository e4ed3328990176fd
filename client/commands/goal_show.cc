// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/goal_show.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "core/base/refusal.h"

namespace twofold {

absl::Status RunGoalShow(Session& session) {
  daemon::v1::ShowGoalRequest request;
  request.set_handle(session.arguments.Word(0));
  if (session.arguments.Has("weeks")) {
    const std::string typed = session.arguments.Value("weeks");
    std::uint32_t weeks = 0;
    if (!absl::SimpleAtoi(typed, &weeks) || weeks == 0) {
      return Refusal(absl::StatusCode::kInvalidArgument, "not_weeks",
                     absl::StrCat("\"", typed, "\" is not a number of weeks. Try 12."));
    }
    request.set_weeks(weeks);
  }
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::ShowGoalResponse>(
                                               "NumbersService/ShowGoal", request));
  session.Show(response, GoalShownText, GoalShownPlain);
  return absl::OkStatus();
}

}  // namespace twofold

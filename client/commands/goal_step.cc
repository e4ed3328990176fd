// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <vector>

#include "absl/strings/str_join.h"
#include "client/commands/command.h"
#include "client/commands/words.h"
#include "client/render/goal_changes.h"
#include "core/base/refusal.h"
#include "twofold/daemon/v1/numbers.pb.h"

namespace twofold {
namespace {

absl::Status ListSteps(Session& session) {
  daemon::v1::ShowGoalRequest request;
  request.set_handle(session.arguments.Word(0));
  request.set_weeks(1);
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::ShowGoalResponse>(
                                               "NumbersService/ShowGoal", request));
  session.Show(response.goal(), StepsText, StepsPlain);
  return absl::OkStatus();
}

}  // namespace

absl::Status RunGoalStep(Session& session) {
  const Arguments& arguments = session.arguments;
  const std::vector<std::string>& words = arguments.words();
  daemon::v1::ChangeStepRequest request;
  int acts = 0;
  if (words.size() > 1) {
    ++acts;
    request.set_what("add");
    request.set_title(absl::StrJoin(words.begin() + 1, words.end(), " "));
  }
  for (const char* what : {"done", "undone", "remove"}) {
    if (!arguments.Has(what)) continue;
    ++acts;
    request.set_what(what);
    TF_ASSIGN_OR_RETURN(const std::uint64_t number,
                        NumberOf(arguments, what, 1, std::numeric_limits<std::uint32_t>::max(), 0));
    request.set_number(static_cast<std::uint32_t>(number));
  }
  if (acts == 0) return ListSteps(session);
  if (acts > 1) {
    return Refusal(absl::StatusCode::kInvalidArgument, "options_conflict",
                   "\"goal step\" does one thing: a new step, --done, --undone or --remove.");
  }
  request.set_request_id(session.NewRequest());
  request.set_handle(words[0]);
  request.set_on(arguments.Value("on"));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::ChangeStepResponse>(
                                               "GoalService/ChangeStep", request));
  session.Show(response, StepChangedText, StepChangedPlain);
  return absl::OkStatus();
}

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What is said beside a goal: edit, rename, order.
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/commands/command.h"
#include "client/commands/words.h"
#include "client/render/goal_changes.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

absl::Status Edit(Session& session, daemon::v1::EditGoalRequest request) {
  request.set_request_id(session.NewRequest());
  request.set_handle(session.arguments.Word(0));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::EditGoalResponse>(
                                               "GoalService/EditGoal", request));
  session.Show(response, GoalEditedText, GoalEditedPlain);
  return absl::OkStatus();
}

}  // namespace

absl::Status RunGoalEdit(Session& session) {
  daemon::v1::EditGoalRequest request;
  TF_ASSIGN_OR_RETURN(*request.mutable_beside(), BesideOf(session));
  if (request.beside().ByteSizeLong() == 0) {
    return Refusal(absl::StatusCode::kInvalidArgument, "nothing_to_change",
                   "\"goal edit\" wants to know what is to be different.")
        .Hint("Such as", absl::StrCat("twofold goal edit ", session.arguments.Word(0),
                                      " --cue \"after breakfast\""))
        .Hint("Its terms", absl::StrCat("twofold revise ", session.arguments.Word(0)));
  }
  return Edit(session, std::move(request));
}

absl::Status RunGoalRename(Session& session) {
  const std::vector<std::string>& words = session.arguments.words();
  daemon::v1::EditGoalRequest request;
  request.mutable_beside()->set_title(absl::StrJoin(words.begin() + 1, words.end(), " "));
  return Edit(session, std::move(request));
}

absl::Status RunGoalOrder(Session& session) {
  const Arguments& arguments = session.arguments;
  daemon::v1::MoveGoalRequest request;
  int places = 0;
  for (const char* where : {"first", "last", "before", "after"}) {
    if (!arguments.Has(where)) continue;
    ++places;
    request.set_where(where);
    request.set_other(arguments.Value(where));
  }
  if (places != 1) {
    return Refusal(absl::StatusCode::kInvalidArgument, "no_place",
                   "\"goal order\" wants one place: --first, --last, --before or --after.")
        .Hint("Such as", absl::StrCat("twofold goal order ", arguments.Word(0), " --first"));
  }
  request.set_request_id(session.NewRequest());
  request.set_handle(arguments.Word(0));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::MoveGoalResponse>(
                                               "GoalService/MoveGoal", request));
  session.Show(response, GoalsMovedText, GoalsMovedPlain);
  return absl::OkStatus();
}

}  // namespace twofold

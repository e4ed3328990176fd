// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/commands/words.h"
#include "client/render/goal_changes.h"
#include "client/render/goals.h"

namespace twofold {

absl::Status RunGoalAdd(Session& session) {
  const Arguments& arguments = session.arguments;
  daemon::v1::AddGoalRequest request;
  request.set_request_id(session.NewRequest());
  request.set_template_(arguments.Value("template"));
  TF_ASSIGN_OR_RETURN(*request.mutable_beside(), BesideOf(session));
  // A template has a title of its own.
  if (!arguments.words().empty() || !arguments.Has("template")) {
    TF_ASSIGN_OR_RETURN(const std::string title,
                        TitleOf(session, "What would you like to practise?  "));
    request.mutable_beside()->set_title(title);
  }
  *request.mutable_terms() = TermsOf(arguments);
  for (const std::string& step : arguments.Values("step")) request.add_steps(step);
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::AddGoalResponse>(
                                               "GoalService/AddGoal", request));
  session.Show(response, GoalAddedText, GoalAddedPlain);
  return absl::OkStatus();
}

absl::Status RunGoalTemplates(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::ListTemplatesResponse>(
                          "GoalService/ListTemplates", daemon::v1::ListTemplatesRequest()));
  session.Show(response, TemplatesText, TemplatesPlain);
  return absl::OkStatus();
}

}  // namespace twofold

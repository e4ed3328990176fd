// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/render/acts.h"

namespace twofold {

absl::Status RunGoalEase(Session& session) {
  daemon::v1::SetEaseRequest request;
  request.set_request_id(session.NewRequest());
  request.set_goal(session.arguments.Word(0));
  request.set_ease(session.arguments.Word(1));
  request.set_on(session.arguments.Value("on"));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::SetEaseResponse>(
                                               "EntryService/SetEase", request));
  session.Show(response, EaseText, EasePlain);
  return absl::OkStatus();
}

}  // namespace twofold

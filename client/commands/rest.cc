// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/commands/words.h"
#include "client/render/rests.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

absl::Status List(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::ListRestsResponse>(
                          "EntryService/ListRests", daemon::v1::ListRestsRequest()));
  session.Show(response, RestsText, RestsPlain);
  return absl::OkStatus();
}

absl::Status End(Session& session) {
  const Arguments& arguments = session.arguments;
  const bool filter = arguments.Has("tag") || arguments.Has("group");
  if (arguments.words().empty() && !arguments.Has("all") && !filter) {
    return Refusal(absl::StatusCode::kInvalidArgument, "no_goal",
                   "\"rest --end\" wants goals, --tag, --group, or --all.")
        .Hint("What rests", "twofold rest");
  }
  daemon::v1::EndRestRequest request;
  request.set_request_id(session.NewRequest());
  for (const std::string& goal : arguments.words()) request.add_goals(goal);
  request.set_everything(arguments.Has("all"));
  if (filter) *request.mutable_filter() = FilterOf(arguments);
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::EndRestResponse>(
                                               "EntryService/EndRest", request));
  session.Show(response, RestEndedText, RestEndedPlain);
  return absl::OkStatus();
}

}  // namespace

absl::Status RunRest(Session& session) {
  const Arguments& arguments = session.arguments;
  const bool goals = !arguments.words().empty(), all = arguments.Has("all");
  const bool filter = arguments.Has("tag") || arguments.Has("group");
  if (goals + all + filter > 1) {
    return Refusal(absl::StatusCode::kInvalidArgument, "options_conflict",
                   "\"rest\" takes goals, or --all, or --tag and --group; choose one.");
  }
  if (arguments.Has("end")) return End(session);
  if (!goals && !all && !filter) {
    if (!arguments.Has("from") && !arguments.Has("until")) return List(session);
    return Refusal(absl::StatusCode::kInvalidArgument, "no_goal",
                   "\"rest\" wants to know what rests: goals, or --all.")
        .Hint("Such as", "twofold rest --all --until sun");
  }
  daemon::v1::RestRequest request;
  request.set_request_id(session.NewRequest());
  for (const std::string& goal : arguments.words()) request.add_goals(goal);
  request.set_everything(all);
  if (filter) *request.mutable_filter() = FilterOf(arguments);
  request.set_from(arguments.Value("from"));
  request.set_until(arguments.Value("until"));
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::RestResponse>("EntryService/Rest", request));
  session.Show(response, RestedText, RestedPlain);
  return absl::OkStatus();
}

}  // namespace twofold

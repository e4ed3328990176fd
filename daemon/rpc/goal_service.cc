// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/goal_service.h"

#include "daemon/rpc/answer.h"
#include "daemon/rpc/encode.h"

namespace twofold {

namespace pb = daemon::v1;

grpc::Status GoalService::AddGoal(grpc::ServerContext*, const pb::AddGoalRequest* request,
                                  pb::AddGoalResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(goals_.Add(*id, {request->title(), DecodeWords(request->schedule()),
                                 request->unit(), request->handle()}),
                [&](const GoalView& view) { Encode(view, response->mutable_goal()); });
}

grpc::Status GoalService::ListGoals(grpc::ServerContext*, const pb::ListGoalsRequest* request,
                                    pb::ListGoalsResponse* response) {
  return Answer(goals_.List(request->all() ? GoalFilter::kAll : GoalFilter::kActive),
                [&](const std::vector<GoalView>& views) {
                  for (const GoalView& view : views) Encode(view, response->add_goals());
                });
}

grpc::Status GoalService::ArchiveGoal(grpc::ServerContext*, const pb::ArchiveGoalRequest* request,
                                      pb::ArchiveGoalResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(goals_.Archive(*id, request->handle()),
                [&](const GoalView& view) { Encode(view, response->mutable_goal()); });
}

}  // namespace twofold

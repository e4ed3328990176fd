// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/goal_service.h"

#include "core/base/refusal.h"
#include "daemon/rpc/answer.h"
#include "daemon/rpc/decode.h"
#include "daemon/rpc/encode.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

absl::Status NotUnderstood(absl::string_view what) {
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_request",
                 absl::StrCat("the request does not say ", what, "."))
      .Aftermath("Nothing was changed.");
}

absl::StatusOr<ListPlace> DecodePlace(absl::string_view where) {
  if (where == "first") return ListPlace::kFirst;
  if (where == "last") return ListPlace::kLast;
  if (where == "before") return ListPlace::kBefore;
  if (where == "after") return ListPlace::kAfter;
  return NotUnderstood("where the goal goes");
}

template <class List>
void EncodeAll(const std::vector<GoalView>& views, List add) {
  for (const GoalView& view : views) Encode(view, add());
}

absl::StatusOr<StepChange> Changed(StepEngine& steps, const RequestId& id,
                                   const pb::ChangeStepRequest& request) {
  if (request.what() == "add") return steps.Add(id, request.handle(), request.title());
  if (request.what() == "done") {
    return steps.Tick(id, request.handle(), request.number(), request.on());
  }
  if (request.what() == "undone") return steps.Untick(id, request.handle(), request.number());
  if (request.what() == "remove") return steps.Remove(id, request.handle(), request.number());
  return NotUnderstood("what becomes of the step");
}

}  // namespace

grpc::Status GoalService::AddGoal(grpc::ServerContext*, const pb::AddGoalRequest* request,
                                  pb::AddGoalResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(goals_.Add(*id, Decode(*request)),
                [&](const GoalView& view) { Encode(view, response->mutable_goal()); });
}

grpc::Status GoalService::ListGoals(grpc::ServerContext*, const pb::ListGoalsRequest* request,
                                    pb::ListGoalsResponse* response) {
  const GoalScope scope = request->all() ? GoalScope::kAll : GoalScope::kActive;
  return Answer(goals_.List(scope, Decode(request->filter())),
                [&](const std::vector<GoalView>& views) {
                  EncodeAll(views, [&] { return response->add_goals(); });
                });
}

grpc::Status GoalService::EditGoal(grpc::ServerContext*, const pb::EditGoalRequest* request,
                                   pb::EditGoalResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(goals_.Edit(*id, request->handle(), Decode(request->beside())),
                [&](const GoalView& view) { Encode(view, response->mutable_goal()); });
}

grpc::Status GoalService::ReviseGoal(grpc::ServerContext*, const pb::ReviseGoalRequest* request,
                                     pb::ReviseGoalResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(goals_.Revise(*id, request->handle(), Decode(request->terms()), request->from(),
                              request->learned()),
                [&](const RevisedView& view) {
                  Encode(view.goal, response->mutable_goal());
                  Encode(view.before, response->mutable_before());
                  response->set_from(Iso(view.from));
                });
}

grpc::Status GoalService::ArchiveGoal(grpc::ServerContext*, const pb::ArchiveGoalRequest* request,
                                      pb::ArchiveGoalResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(goals_.Archive(*id, request->handle()),
                [&](const GoalView& view) { Encode(view, response->mutable_goal()); });
}

grpc::Status GoalService::RestoreGoal(grpc::ServerContext*, const pb::RestoreGoalRequest* request,
                                      pb::RestoreGoalResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(goals_.Restore(*id, request->handle()),
                [&](const GoalView& view) { Encode(view, response->mutable_goal()); });
}

grpc::Status GoalService::MoveGoal(grpc::ServerContext*, const pb::MoveGoalRequest* request,
                                   pb::MoveGoalResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  const auto place = DecodePlace(request->where());
  if (!place.ok()) return ToGrpcStatus(place.status());
  return Answer(goals_.Move(*id, request->handle(), *place, request->other()),
                [&](const std::vector<GoalView>& views) {
                  EncodeAll(views, [&] { return response->add_goals(); });
                });
}

grpc::Status GoalService::ChangeStep(grpc::ServerContext*, const pb::ChangeStepRequest* request,
                                     pb::ChangeStepResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(Changed(steps_, *id, *request), [&](const StepChange& change) {
    Encode(change.goal, response->mutable_goal());
    Encode(change.step, response->mutable_step());
  });
}

grpc::Status GoalService::ListTemplates(grpc::ServerContext*, const pb::ListTemplatesRequest*,
                                        pb::ListTemplatesResponse* response) {
  for (const Template& each : Templates()) Encode(each, response->add_templates());
  return grpc::Status::OK;
}

}  // namespace twofold

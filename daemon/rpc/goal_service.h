// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// GoalService of the client's language over the engines of goals and steps.
#pragma once

#include "daemon/engine/goal_engine.h"
#include "daemon/engine/step_engine.h"
#include "twofold/daemon/v1/goals.grpc.pb.h"

namespace twofold {

// Thread-safe. The engines must outlive it.
class GoalService final : public daemon::v1::GoalService::Service {
 public:
  GoalService(GoalEngine& goals, StepEngine& steps) : goals_(goals), steps_(steps) {}

  grpc::Status AddGoal(grpc::ServerContext*, const daemon::v1::AddGoalRequest* request,
                       daemon::v1::AddGoalResponse* response) override;
  grpc::Status ListGoals(grpc::ServerContext*, const daemon::v1::ListGoalsRequest* request,
                         daemon::v1::ListGoalsResponse* response) override;
  grpc::Status EditGoal(grpc::ServerContext*, const daemon::v1::EditGoalRequest* request,
                        daemon::v1::EditGoalResponse* response) override;
  grpc::Status ReviseGoal(grpc::ServerContext*, const daemon::v1::ReviseGoalRequest* request,
                          daemon::v1::ReviseGoalResponse* response) override;
  grpc::Status ArchiveGoal(grpc::ServerContext*, const daemon::v1::ArchiveGoalRequest* request,
                           daemon::v1::ArchiveGoalResponse* response) override;
  grpc::Status RestoreGoal(grpc::ServerContext*, const daemon::v1::RestoreGoalRequest* request,
                           daemon::v1::RestoreGoalResponse* response) override;
  grpc::Status MoveGoal(grpc::ServerContext*, const daemon::v1::MoveGoalRequest* request,
                        daemon::v1::MoveGoalResponse* response) override;
  grpc::Status ChangeStep(grpc::ServerContext*, const daemon::v1::ChangeStepRequest* request,
                          daemon::v1::ChangeStepResponse* response) override;
  grpc::Status ListTemplates(grpc::ServerContext*, const daemon::v1::ListTemplatesRequest* request,
                             daemon::v1::ListTemplatesResponse* response) override;

 private:
  GoalEngine& goals_;
  StepEngine& steps_;
};

}  // namespace twofold

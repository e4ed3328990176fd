// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// GoalService of the client's language over the goal engine.
#pragma once

#include "daemon/engine/goal_engine.h"
#include "twofold/daemon/v1/goals.grpc.pb.h"

namespace twofold {

// Thread-safe. The engine must outlive it.
class GoalService final : public daemon::v1::GoalService::Service {
 public:
  explicit GoalService(GoalEngine& goals) : goals_(goals) {}

  grpc::Status AddGoal(grpc::ServerContext*, const daemon::v1::AddGoalRequest* request,
                       daemon::v1::AddGoalResponse* response) override;
  grpc::Status ListGoals(grpc::ServerContext*, const daemon::v1::ListGoalsRequest* request,
                         daemon::v1::ListGoalsResponse* response) override;
  grpc::Status ArchiveGoal(grpc::ServerContext*, const daemon::v1::ArchiveGoalRequest* request,
                           daemon::v1::ArchiveGoalResponse* response) override;

 private:
  GoalEngine& goals_;
};

}  // namespace twofold

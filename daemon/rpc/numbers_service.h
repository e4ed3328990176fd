// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// NumbersService of the client's language: looking back.
#pragma once

#include "daemon/engine/numbers_engine.h"
#include "twofold/daemon/v1/numbers.grpc.pb.h"

namespace twofold {

// Thread-safe. The engine must outlive it.
class NumbersService final : public daemon::v1::NumbersService::Service {
 public:
  NumbersService(const NumbersEngine& numbers, const Ledger& ledger)
      : numbers_(numbers), ledger_(ledger) {}

  grpc::Status ShowGoal(grpc::ServerContext*, const daemon::v1::ShowGoalRequest* request,
                        daemon::v1::ShowGoalResponse* response) override;
  grpc::Status LookBack(grpc::ServerContext*, const daemon::v1::LookBackRequest* request,
                        daemon::v1::LookBackResponse* response) override;

 private:
  const NumbersEngine& numbers_;
  const Ledger& ledger_;
};

}  // namespace twofold

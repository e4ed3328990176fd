// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// CoupleService of the client's language over the couple engine.
#pragma once

#include <functional>

#include "daemon/engine/couple_engine.h"
#include "twofold/daemon/v1/couple.grpc.pb.h"

namespace twofold {

// Thread-safe. The engine must outlive it.
class CoupleService final : public daemon::v1::CoupleService::Service {
 public:
  // `on_leave` is called after a shared space was left, on the caller's thread.
  CoupleService(CoupleEngine& couple, std::function<void()> on_leave)
      : couple_(couple), on_leave_(std::move(on_leave)) {}

  grpc::Status Propose(grpc::ServerContext*, const daemon::v1::ProposeRequest* request,
                       daemon::v1::ProposeResponse* response) override;
  grpc::Status Change(grpc::ServerContext*, const daemon::v1::ChangeRequest* request,
                      daemon::v1::ChangeResponse* response) override;
  grpc::Status Accept(grpc::ServerContext*, const daemon::v1::AcceptRequest* request,
                      daemon::v1::AcceptResponse* response) override;
  grpc::Status Decline(grpc::ServerContext*, const daemon::v1::DeclineRequest* request,
                       daemon::v1::DeclineResponse* response) override;
  grpc::Status Withdraw(grpc::ServerContext*, const daemon::v1::WithdrawRequest* request,
                        daemon::v1::WithdrawResponse* response) override;
  grpc::Status StepOut(grpc::ServerContext*, const daemon::v1::StepOutRequest* request,
                       daemon::v1::StepOutResponse* response) override;
  grpc::Status Shared(grpc::ServerContext*, const daemon::v1::SharedRequest* request,
                      daemon::v1::SharedResponse* response) override;
  grpc::Status Leave(grpc::ServerContext*, const daemon::v1::LeaveRequest* request,
                     daemon::v1::LeaveResponse* response) override;
  grpc::Status Code(grpc::ServerContext*, const daemon::v1::CodeRequest* request,
                    daemon::v1::CodeResponse* response) override;

 private:
  CoupleEngine& couple_;
  std::function<void()> on_leave_;
};

}  // namespace twofold

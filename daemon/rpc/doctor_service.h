// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// DoctorService of the client's language over Doctor.
#pragma once

#include "daemon/engine/doctor.h"
#include "twofold/daemon/v1/doctor.grpc.pb.h"

namespace twofold {

// Thread-safe. The doctor must outlive it. Calls end early when nobody waits for the answer any
// more.
class DoctorService final : public daemon::v1::DoctorService::Service {
 public:
  explicit DoctorService(Doctor& doctor) : doctor_(doctor) {}

  grpc::Status Examine(grpc::ServerContext* context, const daemon::v1::ExamineRequest* request,
                       daemon::v1::ExamineResponse* response) override;
  grpc::Status Repair(grpc::ServerContext* context, const daemon::v1::RepairRequest* request,
                      daemon::v1::RepairResponse* response) override;

 private:
  Doctor& doctor_;
};

}  // namespace twofold

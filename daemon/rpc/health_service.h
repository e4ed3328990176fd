// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The standard health service, without gRPC's own implementation: that one brings threads of the
// callback kind, which wake an idle daemon and make a lonely call wait.
#pragma once

#include <set>
#include <string>

#include "twofold/health/v1/health.grpc.pb.h"

namespace twofold {

// Thread-safe.
class HealthService final : public grpc::health::v1::Health::Service {
 public:
  // `services` are the full names of what is served beside it.
  explicit HealthService(std::set<std::string> services) : services_(std::move(services)) {}

  grpc::Status Check(grpc::ServerContext*, const grpc::health::v1::HealthCheckRequest* request,
                     grpc::health::v1::HealthCheckResponse* response) override;

 private:
  const std::set<std::string> services_;
};

}  // namespace twofold

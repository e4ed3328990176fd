// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/health_service.h"

#include "absl/status/status.h"
#include "proto/wire/status_codec.h"

namespace twofold {

grpc::Status HealthService::Check(grpc::ServerContext*,
                                  const grpc::health::v1::HealthCheckRequest* request,
                                  grpc::health::v1::HealthCheckResponse* response) {
  if (!request->service().empty() && !services_.contains(request->service())) {
    return ToGrpcStatus(absl::NotFoundError("unknown service"));
  }
  response->set_status(grpc::health::v1::HealthCheckResponse::SERVING);
  return grpc::Status::OK;
}

}  // namespace twofold

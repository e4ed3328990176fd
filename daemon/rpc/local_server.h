// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The daemon's door: a gRPC server behind a Unix socket that only its owner's processes pass.
#pragma once

#include <grpcpp/server.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/wire/accept_loop.h"
#include "proto/wire/listener.h"

namespace twofold {

// Thread-safe.
class LocalServer {
 public:
  // Serves at once. REQUIRES: the caller holds the instance lock of this socket. Errors as
  // ListenUnix.
  static absl::StatusOr<std::unique_ptr<LocalServer>> Start(
      const std::string& socket, const std::vector<grpc::Service*>& services);
  // Stops accepting, gives calls under way a second, and waits.
  ~LocalServer();

 private:
  LocalServer(Listener listener, std::unique_ptr<grpc::Server> server);

  Listener listener_;
  std::unique_ptr<grpc::Server> server_;
  AcceptLoop accepting_;
};

}  // namespace twofold

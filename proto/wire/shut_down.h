// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The end of a gRPC server whose connections came through an AcceptLoop.
#pragma once

#include <grpcpp/server.h>

#include "absl/time/time.h"
#include "proto/wire/accept_loop.h"

namespace twofold {

// Accepts nothing more, lets calls under way finish for `grace`, cancels the others, and returns
// half a second later at most, whether or not the other ends read what they are sent.
void ShutDown(grpc::Server& server, AcceptLoop& accepting, absl::Duration grace);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Where the daemon's socket is looked for.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

// Returns `chosen` (the person's own choice) when it is not empty, else "twofold/daemon.sock"
// under `runtime_dir` when that is not empty, else "/tmp/twofold-UID/daemon.sock".
// INVALID_ARGUMENT "socket_path_too_long" when the path has more than limits::kSocketPathBytes.
absl::StatusOr<std::string> SocketPath(absl::string_view chosen, absl::string_view runtime_dir,
                                       unsigned uid);

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/socket_path.h"

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold {

absl::StatusOr<std::string> SocketPath(absl::string_view chosen, absl::string_view runtime_dir,
                                       unsigned uid) {
  std::string path;
  if (!chosen.empty()) {
    path = std::string(chosen);
  } else if (!runtime_dir.empty()) {
    path = absl::StrCat(runtime_dir, "/twofold/daemon.sock");
  } else {
    path = absl::StrCat("/tmp/twofold-", uid, "/daemon.sock");
  }
  if (path.size() > limits::kSocketPathBytes) {
    return Refusal(absl::StatusCode::kInvalidArgument, "socket_path_too_long",
                   absl::StrCat("the socket path is longer than ", limits::kSocketPathBytes,
                                " bytes; set TWOFOLD_SOCKET to a shorter one."));
  }
  return path;
}

}  // namespace twofold

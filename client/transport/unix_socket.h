// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A stream socket of this account's daemon, and waiting on it with an end.
#pragma once

#include <sys/types.h>

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

// Owns a file descriptor.
class UnixSocket {
 public:
  // Connects to the socket at `path` and makes sure that the process there runs as `owner`.
  // UNAVAILABLE "service_absent" or "service_denied", PERMISSION_DENIED "service_foreign",
  // DEADLINE_EXCEEDED "service_silent" when its queue of callers is full.
  static absl::StatusOr<UnixSocket> Connect(const std::string& path, uid_t owner);

  UnixSocket(UnixSocket&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  UnixSocket& operator=(UnixSocket&&) = delete;
  ~UnixSocket();

  int fd() const { return fd_; }

 private:
  explicit UnixSocket(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Sockets that our programs listen on. gRPC's own listeners steal each other's Unix sockets, know
// nothing of who calls and never recover from running out of descriptors; so we make ours.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/wire/unique_fd.h"

namespace twofold {

// A listening, non-blocking socket. A Unix socket's path is removed with it, if it is still ours.
// One thread at a time.
class Listener {
 public:
  Listener(UniqueFd fd, std::string address) : fd_(std::move(fd)), address_(std::move(address)) {}
  Listener(UniqueFd fd, std::string path, dev_t device, ino_t inode);
  Listener(Listener&&) = default;
  Listener& operator=(Listener&&) = delete;
  ~Listener();

  int fd() const { return fd_.get(); }
  // "127.0.0.1:7470", "[::1]:7470" with the real port, or "unix:/path".
  const std::string& address() const { return address_; }

 private:
  UniqueFd fd_;
  std::string address_;
  std::string path_;  // empty for TCP
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

// What to do with a socket that an earlier process of ours left behind.
enum class StaleSocket {
  kRefuse,   // leave it and fail
  kReplace,  // remove it. REQUIRES: the caller holds the lock that makes it the only instance
};

// Listens on a Unix socket at `path` with mode 0600. The folder must be the caller's own and
// closed to everybody else (0700). Anything at `path` that is not a socket of ours, or on which
// somebody still listens, stays.
// Errors: InvalidArgument (socket_path_too_long); FailedPrecondition (socket_folder_open,
// socket_path_taken); Unavailable.
absl::StatusOr<Listener> ListenUnix(const std::string& path, StaleSocket stale);

struct HostPort {
  std::string host;  // an IPv4 or IPv6 literal, without brackets
  std::uint16_t port = 0;
  bool loopback = false;
};

// Reads "127.0.0.1:7470", "[::1]:7470" or "localhost:7470" (which is 127.0.0.1). Looks nothing up.
// Errors: InvalidArgument (bad_address).
absl::StatusOr<HostPort> ParseHostPort(absl::string_view text);

// Listens on a TCP address; port 0 lets the system choose.
// Errors: FailedPrecondition (address_in_use); Unavailable.
absl::StatusOr<Listener> ListenTcp(const HostPort& where);

// Whether the process at the other end of a Unix socket runs as the same user as this one.
bool PeerIsSameUser(int fd);

}  // namespace twofold

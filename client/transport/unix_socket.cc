// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/transport/unix_socket.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/transport/refusals.h"
#include "core/base/limits.h"

namespace twofold {

absl::StatusOr<UnixSocket> UnixSocket::Connect(const std::string& path, uid_t owner) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() > limits::kSocketPathBytes) return ServiceDenied();
  std::memcpy(address.sun_path, path.data(), path.size());
  UnixSocket connection(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (connection.fd() < 0) return ServiceDenied();
  if (connect(connection.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR) return ServiceAbsent();
    if (errno == EAGAIN) return ServiceSilent(absl::ZeroDuration());
    return ServiceDenied();
  }
  ucred peer{};
  socklen_t size = sizeof peer;
  if (getsockopt(connection.fd(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 ||
      peer.uid != owner) {
    return ServiceForeign();
  }
  return connection;
}

UnixSocket::~UnixSocket() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace twofold

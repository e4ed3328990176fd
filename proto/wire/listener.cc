// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "proto/wire/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

constexpr int kBacklog = 128;
constexpr int kSocketType = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;

absl::Status NoSocket() {
  return Refusal(absl::StatusCode::kUnavailable, "no_socket", "the socket could not be made.");
}

absl::Status CheckFolder(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  struct stat found {};
  if (lstat(folder.c_str(), &found) != 0) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "no_socket_folder",
                   "the folder of the socket does not exist.");
  }
  if (!S_ISDIR(found.st_mode) || found.st_uid != geteuid() || (found.st_mode & 077) != 0) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "socket_folder_open",
                   "the folder of the socket is not yours alone.")
        .Hint("Close it", "chmod 700 on that folder");
  }
  return absl::OkStatus();
}

sockaddr_un ToUnixAddress(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

bool SomebodyListens(const std::string& path) {
  const UniqueFd fd(socket(AF_UNIX, kSocketType, 0));
  const sockaddr_un address = ToUnixAddress(path);
  return connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 ||
         errno == EAGAIN;
}

absl::Status MakeWay(const std::string& path, StaleSocket stale) {
  struct stat found {};
  if (lstat(path.c_str(), &found) != 0) return errno == ENOENT ? absl::OkStatus() : NoSocket();
  const bool ours = S_ISSOCK(found.st_mode) && found.st_uid == geteuid();
  if (!ours || stale == StaleSocket::kRefuse || SomebodyListens(path)) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "socket_path_taken",
                   "something else is at the path of the socket.");
  }
  return unlink(path.c_str()) == 0 ? absl::OkStatus() : NoSocket();
}

// An address of either family as bind() wants it.
struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
  sockaddr* any() { return reinterpret_cast<sockaddr*>(&storage); }
  sockaddr_in* v4() { return reinterpret_cast<sockaddr_in*>(&storage); }
  sockaddr_in6* v6() { return reinterpret_cast<sockaddr_in6*>(&storage); }
};

Address ToAddress(const HostPort& where) {
  Address address;
  if (inet_pton(AF_INET, where.host.c_str(), &address.v4()->sin_addr) == 1) {
    address.v4()->sin_family = AF_INET;
    address.v4()->sin_port = htons(where.port);
    address.size = sizeof(sockaddr_in);
  } else if (inet_pton(AF_INET6, where.host.c_str(), &address.v6()->sin6_addr) == 1) {
    address.v6()->sin6_family = AF_INET6;
    address.v6()->sin6_port = htons(where.port);
    address.size = sizeof(sockaddr_in6);
  }
  return address;
}

bool IsLoopback(Address address) {
  if (address.storage.ss_family == AF_INET) {
    return ntohl(address.v4()->sin_addr.s_addr) >> 24 == 127;
  }
  return IN6_IS_ADDR_LOOPBACK(&address.v6()->sin6_addr);
}

std::string Spell(const HostPort& where) {
  const bool six = where.host.find(':') != std::string::npos;
  return six ? absl::StrCat("[", where.host, "]:", where.port)
             : absl::StrCat(where.host, ":", where.port);
}

}  // namespace

Listener::Listener(UniqueFd fd, std::string path, dev_t device, ino_t inode)
    : fd_(std::move(fd)),
      address_(absl::StrCat("unix:", path)),
      path_(std::move(path)),
      device_(device),
      inode_(inode) {}

Listener::~Listener() {
  if (!fd_.valid() || path_.empty()) return;
  struct stat found {};
  if (lstat(path_.c_str(), &found) != 0) return;
  if (found.st_dev == device_ && found.st_ino == inode_) unlink(path_.c_str());
}

absl::StatusOr<Listener> ListenUnix(const std::string& path, StaleSocket stale) {
  if (path.size() > limits::kSocketPathBytes) {
    return Refusal(absl::StatusCode::kInvalidArgument, "socket_path_too_long",
                   absl::StrCat("the socket path is longer than ", limits::kSocketPathBytes,
                                " bytes; set TWOFOLD_SOCKET to a shorter one."));
  }
  TF_RETURN_IF_ERROR(CheckFolder(path));
  TF_RETURN_IF_ERROR(MakeWay(path, stale));
  UniqueFd fd(socket(AF_UNIX, kSocketType, 0));
  if (!fd.valid()) return NoSocket();
  const sockaddr_un address = ToUnixAddress(path);
  if (bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    return NoSocket();
  }
  struct stat made {};
  if (chmod(path.c_str(), 0600) != 0 || lstat(path.c_str(), &made) != 0) return NoSocket();
  Listener listener(std::move(fd), path, made.st_dev, made.st_ino);
  if (listen(listener.fd(), kBacklog) != 0) return NoSocket();
  return listener;
}

absl::StatusOr<HostPort> ParseHostPort(absl::string_view text) {
  const absl::Status bad =
      Refusal(absl::StatusCode::kInvalidArgument, "bad_address",
              absl::StrCat("\"", text, "\" is no address; give a number and a port, such as ",
                           "127.0.0.1:7470 or [::1]:7470."));
  const std::size_t colon = text.rfind(':');
  if (colon == absl::string_view::npos) return bad;
  absl::string_view host = text.substr(0, colon);
  std::uint32_t port = 0;
  if (!absl::SimpleAtoi(text.substr(colon + 1), &port) || port > 65535) return bad;
  const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (brackets) host = host.substr(1, host.size() - 2);
  if (!brackets && host.find(':') != absl::string_view::npos) return bad;
  if (host == "localhost") host = "127.0.0.1";
  HostPort where{std::string(host), static_cast<std::uint16_t>(port), false};
  const Address address = ToAddress(where);
  if (address.size == 0) return bad;
  where.loopback = IsLoopback(address);
  return where;
}

absl::StatusOr<Listener> ListenTcp(const HostPort& where) {
  Address address = ToAddress(where);
  UniqueFd fd(socket(address.storage.ss_family, kSocketType, 0));
  if (!fd.valid()) return NoSocket();
  const int on = 1;
  setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (bind(fd.get(), address.any(), address.size) != 0 || listen(fd.get(), kBacklog) != 0) {
    if (errno != EADDRINUSE) return NoSocket();
    return Refusal(absl::StatusCode::kFailedPrecondition, "address_in_use",
                   absl::StrCat("the address \"", Spell(where), "\" is already in use."));
  }
  if (getsockname(fd.get(), address.any(), &address.size) != 0) return NoSocket();
  const bool six = address.storage.ss_family == AF_INET6;
  HostPort real = where;
  real.port = ntohs(six ? address.v6()->sin6_port : address.v4()->sin_port);
  return Listener(std::move(fd), Spell(real));
}

bool PeerIsSameUser(int fd) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return size == sizeof(peer) && peer.uid == geteuid();
}

}  // namespace twofold

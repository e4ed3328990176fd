// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/tcp_stranger.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <random>
#include <vector>

#include "absl/strings/str_cat.h"

namespace twofold::e2e {
namespace {

constexpr unsigned kSeed = 20260714;
constexpr std::size_t kGarbageBytes = 4096;

void SayGarbage(int fd) {
  std::mt19937 random(kSeed);
  std::string bytes(kGarbageBytes, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  if (send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) return;
}

}  // namespace

TcpStranger::TcpStranger(Manner manner, int port)
    : manner_(manner),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
  const int on = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  where.sin_port = htons(static_cast<std::uint16_t>(port));
  socklen_t size = sizeof where;
  auto* address = reinterpret_cast<sockaddr*>(&where);
  if (bind(listener_, address, size) == 0 && listen(listener_, 16) == 0 &&
      getsockname(listener_, address, &size) == 0) {
    address_ = absl::StrCat("127.0.0.1:", ntohs(where.sin_port));
  }
  thread_ = std::thread([this] { Run(); });
}

TcpStranger::~TcpStranger() {
  eventfd_write(stop_, 1);
  thread_.join();
  close(listener_);
  close(stop_);
}

void TcpStranger::Run() {
  std::vector<int> guests;
  for (;;) {
    pollfd waiting[] = {{stop_, POLLIN, 0}, {listener_, POLLIN, 0}};
    poll(waiting, 2, -1);
    if (waiting[0].revents != 0) break;
    const int guest = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (guest < 0) continue;
    if (manner_ == Manner::kGarbage) {
      SayGarbage(guest);
      close(guest);
    } else {
      guests.push_back(guest);
    }
  }
  for (const int guest : guests) close(guest);
}

}  // namespace twofold::e2e

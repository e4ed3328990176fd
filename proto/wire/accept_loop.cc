// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "proto/wire/accept_loop.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

namespace twofold {
namespace {

// How long to leave the listener alone when there are no descriptors left. Waiting connections
// stay in the kernel's queue.
constexpr int kStarvedPauseMs = 100;
constexpr int kQuietMs = 1000;
constexpr int kAcceptsPerTurn = 64;
constexpr int kEventsPerTurn = 64;

}  // namespace

AcceptLoop::AcceptLoop(int listener_fd, Options options, Admit admit)
    : listener_fd_(listener_fd),
      options_(std::move(options)),
      admit_(std::move(admit)),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      stop_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!epoll_.valid() || !stop_.valid()) std::abort();
  Watch(stop_.get(), EPOLLIN);
  Watch(listener_fd_, EPOLLIN);
  thread_ = std::thread([this] { Run(); });
}

AcceptLoop::~AcceptLoop() {
  Stop();
  for (const int fd : watched_) close(fd);
}

void AcceptLoop::Stop() {
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  if (write(stop_.get(), &one, sizeof(one)) != sizeof(one)) std::abort();
  thread_.join();
}

void AcceptLoop::HangUp() {
  for (const int fd : watched_) shutdown(fd, SHUT_RDWR);
}

void AcceptLoop::Watch(int fd, unsigned events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  if (epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0) std::abort();
}

void AcceptLoop::Run() {
  pthread_setname_np(pthread_self(), options_.thread_name.substr(0, 15).c_str());
  std::array<epoll_event, kEventsPerTurn> events;
  for (;;) {
    const int timeout = starved_ ? kStarvedPauseMs : settling_ ? kQuietMs : -1;
    const int count = epoll_wait(epoll_.get(), events.data(), kEventsPerTurn, timeout);
    if (count < 0 && errno != EINTR) std::abort();
    if (starved_ && count == 0) {
      starved_ = false;
      Watch(listener_fd_, EPOLLIN);
    } else if (settling_ && count == 0) {
      settling_ = false;
      options_.quiet();
    }
    for (int i = 0; i < count; ++i) {
      const int fd = events[i].data.fd;
      if (fd == stop_.get()) return;
      if (fd == listener_fd_) {
        AcceptAll();
      } else {
        Forget(fd);
      }
    }
  }
}

void AcceptLoop::AcceptAll() {
  for (int i = 0; i < kAcceptsPerTurn; ++i) {
    const Accepted accepted = AcceptOne();
    if (accepted == Accepted::kNone) return;
    if (accepted == Accepted::kStarved) {
      starved_ = true;
      epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, listener_fd_, nullptr);
      return;
    }
  }
}

AcceptLoop::Accepted AcceptLoop::AcceptOne() {
  UniqueFd fd(accept4(listener_fd_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!fd.valid()) {
    switch (errno) {
      case EMFILE:
      case ENFILE:
      case ENOBUFS:
      case ENOMEM:
        return Accepted::kStarved;
      case EAGAIN:
        return Accepted::kNone;
      default:
        return Accepted::kOne;  // that connection is gone already; there may be others
    }
  }
  if (connections_.load() >= options_.max_connections) return Accepted::kOne;
  // Without this a small answer over TCP waits 40 ms. A Unix socket does not know the option.
  const int on = 1;
  setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  // gRPC closes no connection that it still writes to, not even for a ping without an answer.
  const auto untaken = static_cast<unsigned>(absl::ToInt64Milliseconds(options_.untaken));
  setsockopt(fd.get(), IPPROTO_TCP, TCP_USER_TIMEOUT, &untaken, sizeof(untaken));
  // A duplicate tells when the connection ends, whoever ends it: gRPC shuts a socket down before
  // it closes it, so the duplicate does not keep the connection alive.
  UniqueFd duplicate(fcntl(fd.get(), F_DUPFD_CLOEXEC, 0));
  if (!duplicate.valid()) return Accepted::kStarved;
  connections_.fetch_add(1);
  if (!admit_(fd.get())) {
    connections_.fetch_sub(1);
    return Accepted::kOne;
  }
  fd.Release();
  Watch(duplicate.get(), EPOLLRDHUP);
  watched_.insert(duplicate.Release());
  settling_ = false;
  return Accepted::kOne;
}

void AcceptLoop::Forget(int watched_fd) {
  epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, watched_fd, nullptr);
  watched_.erase(watched_fd);
  close(watched_fd);
  connections_.fetch_sub(1);
  settling_ = watched_.empty() && options_.quiet != nullptr;
}

}  // namespace twofold

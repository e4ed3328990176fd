// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Stands between two ends of TCP on loopback and can go quiet without hanging up, as a network
// does that has lost its way.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"
#include "proto/wire/listener.h"
#include "proto/wire/unique_fd.h"

namespace twofold {

// Thread-safe.
class TcpProxy {
 public:
  // Is shown what comes from whoever called (0) or was called (1), on a thread of the proxy's.
  using Watch = std::function<void(std::size_t from, absl::string_view bytes)>;

  // Carries connections to 127.0.0.1:`port`.
  explicit TcpProxy(
      std::uint16_t port, Watch watch = [](std::size_t, absl::string_view) {})
      : port_(port),
        watch_(std::move(watch)),
        listener_(*ListenTcp(*ParseHostPort("127.0.0.1:0"))),
        wake_(eventfd(0, EFD_CLOEXEC)),
        thread_([this] { Run(); }) {}
  ~TcpProxy() {
    stopping_ = true;
    Wake();
    thread_.join();
  }

  const std::string& address() const { return listener_.address(); }
  // Carries nothing more, and lets new connections hang, until Thaw.
  void Freeze() { frozen_ = true, Wake(); }
  void Thaw() { frozen_ = false, Wake(); }

 private:
  struct Pair {
    UniqueFd ends[2];
    bool open = true;
  };

  void Wake() {
    const std::uint64_t one = 1;
    if (write(wake_.get(), &one, sizeof one) != sizeof one) std::abort();
  }
  void Run() {
    while (!stopping_) {
      std::vector<pollfd> polled = {{wake_.get(), POLLIN, 0}};
      if (!frozen_) {
        polled.push_back({listener_.fd(), POLLIN, 0});
        for (const auto& pair : pairs_) {
          for (const UniqueFd& end : pair->ends) polled.push_back({end.get(), POLLIN, 0});
        }
      }
      poll(polled.data(), polled.size(), -1);
      std::uint64_t woken = 0;
      if (polled[0].revents != 0 && read(wake_.get(), &woken, sizeof woken) < 0) std::abort();
      if (polled.size() < 2 || frozen_) continue;
      for (std::size_t i = 2; i < polled.size(); ++i) {
        if (polled[i].revents != 0) Carry(*pairs_[(i - 2) / 2], (i - 2) % 2);
      }
      std::erase_if(pairs_, [](const auto& pair) { return !pair->open; });
      if (polled[1].revents != 0) Accept();
    }
  }
  void Accept() {
    auto pair = std::make_unique<Pair>();
    pair->ends[0] = UniqueFd(accept4(listener_.fd(), nullptr, nullptr, SOCK_CLOEXEC));
    pair->ends[1] = UniqueFd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!pair->ends[0].valid() ||
        connect(pair->ends[1].get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      return;
    }
    pairs_.push_back(std::move(pair));
  }
  void Carry(Pair& pair, std::size_t from) {
    char buffer[16384];
    const ssize_t got = recv(pair.ends[from].get(), buffer, sizeof buffer, MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return;
    if (got > 0) watch_(from, {buffer, static_cast<std::size_t>(got)});
    if (got <= 0 || send(pair.ends[1 - from].get(), buffer, got, MSG_NOSIGNAL) != got) {
      pair.open = false;
    }
  }

  const std::uint16_t port_;
  const Watch watch_;
  Listener listener_;
  UniqueFd wake_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> frozen_ = false;
  std::vector<std::unique_ptr<Pair>> pairs_;  // of the thread
  std::thread thread_;
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Accepts connections on a listening socket and hands them to a gRPC server. It keeps at most so
// many open at once, closes what comes on top, and goes on accepting after the process had run
// out of descriptors.
//
//   AcceptLoop loop(listener.fd(), {"tf-accept", 64}, [&](int fd) {
//     if (!PeerIsSameUser(fd)) return false;
//     grpc::AddInsecureChannelFromFd(&server, fd);
//     return true;
//   });
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <unordered_set>

#include "absl/time/time.h"
#include "proto/wire/unique_fd.h"

namespace twofold {

// Thread-safe.
class AcceptLoop {
 public:
  struct Options {
    std::string thread_name;  // at most 15 bytes
    int max_connections = 0;
    // If set: called on the loop's thread when the last open connection has been closed for a
    // second and none came since.
    std::function<void()> quiet = nullptr;
    // How long the other end of a TCP connection may leave what it is sent untaken before the
    // connection ends; in milliseconds. Zero: as long as the system bears it.
    absl::Duration untaken = absl::ZeroDuration();
  };
  // Takes a connected, non-blocking socket and returns true; it is closed by whoever took it.
  // Returns false to have it closed at once. Called on the loop's thread, must not block.
  using Admit = std::function<bool(int fd)>;

  // Starts at once. `listener_fd` must be non-blocking and outlive the loop; it is not closed.
  AcceptLoop(int listener_fd, Options options, Admit admit);
  // Stops and waits.
  ~AcceptLoop();

  // Accepts nothing more and waits until the thread has ended. Connections stay as they are.
  // Idempotent.
  void Stop();

  // Ends the connections that are still open, for both ends. REQUIRES: stopped.
  void HangUp();

  // How many admitted connections are open; falls soon after either end has closed.
  int connections() const { return connections_.load(); }

 private:
  enum class Accepted { kOne, kNone, kStarved };

  void Run();
  void AcceptAll();
  Accepted AcceptOne();
  void Watch(int fd, unsigned events);
  void Forget(int watched_fd);

  const int listener_fd_;
  const Options options_;
  const Admit admit_;
  UniqueFd epoll_;
  UniqueFd stop_;
  std::atomic<int> connections_ = 0;
  std::unordered_set<int> watched_;  // of the loop's thread: a duplicate of each open connection
  bool starved_ = false;             // of the loop's thread: out of descriptors, pausing
  bool settling_ = false;            // of the loop's thread: quiet is still to be told
  std::thread thread_;
};

}  // namespace twofold

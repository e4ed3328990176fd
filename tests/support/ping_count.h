// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Counts the pings in what one end of a plain HTTP/2 connection sends.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

#include "absl/strings/string_view.h"

namespace twofold {

// Thread-safe.
class PingCount {
 public:
  // Takes the next bytes that the end which opened the connection has sent.
  void Take(absl::string_view bytes) {
    std::lock_guard<std::mutex> lock(mutex_);
    for (const char byte : bytes) TakeLocked(byte);
    changed_.notify_all();
  }
  // Whether there have been so many in time.
  bool Await(int pings) {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return pings_ >= pings; });
  }
  int count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return pings_;
  }

 private:
  static constexpr std::size_t kPreface = 24;  // before the first frame
  static constexpr std::size_t kHeader = 9;    // of each frame: length 3, type 1, flags 1, stream 4
  static constexpr char kPing = 6;
  static constexpr char kAnswer = 1;  // the flag of one that answers another

  void TakeLocked(char byte) {
    if (skip_ > 0) {
      --skip_;
      return;
    }
    header_ += byte;
    if (header_.size() < kHeader) return;
    for (int i = 0; i < 3; ++i) skip_ = skip_ * 256 + static_cast<unsigned char>(header_[i]);
    if (header_[3] == kPing && (header_[4] & kAnswer) == 0) ++pings_;
    header_.clear();
  }

  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::size_t skip_ = kPreface;
  std::string header_;
  int pings_ = 0;
};

}  // namespace twofold

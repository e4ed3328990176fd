// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The least that propagation through a relay can cost: three processes, raw TCP, one fdatasync at
// the sender, the relay and the receiver, no meaning and no cryptography.
#pragma once

#include <string>

#include "tools/bench/sockets.h"

namespace twofold::bench {

class TcpFloor {
 public:
  // Keeps its files in `folder`. REQUIRES: this process has no second thread.
  explicit TcpFloor(const std::string& folder);
  // Stores one message here and sends it. Returns the time from "on the disk here" to "on the disk
  // at the receiver".
  Nanoseconds Once();

 private:
  Listener listener_;
  Channel arrived_;
  DurableFile own_;
  Child relay_;
  Child receiver_;
  int to_relay_;
};

}  // namespace twofold::bench

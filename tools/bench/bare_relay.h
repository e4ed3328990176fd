// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The relay's own language without a domain behind it: Append, Subscribe and Fetch over gRPC, one
// fdatasync at the sender, the relay and the receiver, commit before push. What is left between
// this and twofold is twofold.
#pragma once

#include <memory>
#include <string>

#include "tools/bench/sockets.h"
#include "twofold/relay/v1/relay.grpc.pb.h"

namespace twofold::bench {

class BareRelay {
 public:
  // Keeps its files in `folder`. REQUIRES: this process has no second thread and has not used gRPC.
  explicit BareRelay(const std::string& folder);
  // Stores one message here and sends it. Returns the time from "on the disk here" to "on the disk
  // at the receiver". Ends the process when the relay does not take it.
  Nanoseconds Once();

 private:
  Channel port_;
  Channel port_for_receiver_;
  Channel arrived_;
  DurableFile own_;
  Child relay_;
  Child receiver_;
  std::unique_ptr<relay::v1::Relay::Stub> to_relay_;
};

}  // namespace twofold::bench

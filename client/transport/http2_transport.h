// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The transport of the command line: gRPC's documented protocol, spoken over a Unix socket with
// nghttp2 and protobuf messages alone, because starting a whole gRPC client costs many times the
// call it makes.
#pragma once

#include <string>

#include "client/transport/transport.h"
#include "core/base/clock.h"

namespace twofold {

// Opens one connection for each call. One thread at a time.
class Http2Transport final : public Transport {
 public:
  // `owner` is the account whose daemon it has to be.
  // `clock` must outlive this object. `interrupt_fd` ends a call as soon as it is readable; -1:
  // never.
  Http2Transport(std::string socket_path, uid_t owner, const Clock& clock, int interrupt_fd)
      : socket_path_(std::move(socket_path)),
        owner_(owner),
        clock_(clock),
        interrupt_fd_(interrupt_fd) {}

  absl::StatusOr<std::string> Call(absl::string_view path,
                                   const google::protobuf::MessageLite& request,
                                   absl::Duration deadline) override;

 private:
  const std::string socket_path_;
  const uid_t owner_;
  const Clock& clock_;
  const int interrupt_fd_;
};

}  // namespace twofold

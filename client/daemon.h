// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The daemon as the commands see it: typed calls; started when it is not running.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/transport/transport.h"
#include "core/base/status_macros.h"

namespace twofold {

inline constexpr absl::Duration kCallDeadline = absl::Seconds(2);

// One thread at a time.
class Daemon {
 public:
  // Starts the daemon and returns when it serves; an error says why it does not.
  using Starter = std::function<absl::Status()>;

  // `transport` must outlive this object. An empty `starter` starts nothing.
  Daemon(Transport& transport, Starter starter)
      : transport_(transport), starter_(std::move(starter)) {}

  // Calls `method`, such as "EntryService/Log". Errors as Transport::Call, and
  // UNAVAILABLE "service_older" or "service_newer" when the daemon does not know the method.
  template <class Response>
  absl::StatusOr<Response> Call(absl::string_view method,
                                const google::protobuf::MessageLite& request,
                                absl::Duration deadline = kCallDeadline) {
    TF_ASSIGN_OR_RETURN(const std::string bytes, CallBytes(method, request, deadline));
    Response response;
    if (!response.ParseFromString(bytes)) return Unreadable();
    return response;
  }

 private:
  absl::StatusOr<std::string> CallBytes(absl::string_view method,
                                        const google::protobuf::MessageLite& request,
                                        absl::Duration deadline);
  absl::Status OtherVersion();
  static absl::Status Unreadable();

  Transport& transport_;
  Starter starter_;
};

}  // namespace twofold

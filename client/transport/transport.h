// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One call to the daemon: a method's path and a request in, the response's bytes out.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message_lite.h"

namespace twofold {

// One thread at a time.
class Transport {
 public:
  virtual ~Transport() = default;

  // Returns the serialised response of the method `path`, such as
  // "/twofold.daemon.v1.EntryService/Log", waiting at most `deadline`.
  //
  // What the daemon refuses comes back as it said it, reason and hints included; a status
  // without a reason is the daemon's own fault. What goes wrong on the way has these reasons:
  //   UNAVAILABLE        "service_absent"   nobody listens on the socket
  //   UNAVAILABLE        "service_denied"   the socket may not be opened
  //   PERMISSION_DENIED  "service_foreign"  another account listens on it
  //   DEADLINE_EXCEEDED  "service_silent"   nothing came back, and nothing was asked yet
  //   DEADLINE_EXCEEDED  "answer_absent"    it was asked; what it did is not known
  //   UNAVAILABLE        "answer_lost"      it ended while it was asked; the same holds
  //   DATA_LOSS          "answer_garbled"   what answers does not speak our language
  //   RESOURCE_EXHAUSTED "answer_too_large" above limits::kLocalMessageBytes
  //   CANCELLED          "interrupted"      the person pressed Ctrl-C
  virtual absl::StatusOr<std::string> Call(absl::string_view path,
                                           const google::protobuf::MessageLite& request,
                                           absl::Duration deadline) = 0;
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A connection to one relay: where it is, how it is protected, and how its failures read.
#pragma once

#include <grpcpp/client_context.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/limits.h"
#include "daemon/courier/mailbox.h"
#include "daemon/courier/relay_calls.h"
#include "proto/wire/status_codec.h"
#include "twofold/relay/v1/relay.grpc.pb.h"

namespace twofold {

// Whether the address stays on this computer; then the connection is plain, else it is TLS.
bool IsLocalAddress(absl::string_view address);

// Thread-safe.
class RelayChannel {
 public:
  // Connects at the first call. `ca_pem` holds the authorities to trust; empty: the system's. A
  // quiet connection is asked for a sign of life every `keepalive`, in milliseconds.
  RelayChannel(const std::string& address, const std::string& ca_pem,
               absl::Duration keepalive = absl::Seconds(limits::kKeepaliveSeconds));

  using Stub = relay::v1::Relay::Stub;

  // Makes one call and waits for it, `timeout` at most. Errors as ReadableRelayStatus, Cancelled
  // after CancelAll.
  template <class Request, class Response>
  absl::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response* response, absl::Duration timeout) {
    grpc::ClientContext context;
    SetDeadline(context, timeout);
    if (!Begin(context)) return absl::CancelledError();
    return End(context, (stub_.get()->*method)(&context, request, response));
  }

  // For a stream: the caller brings the context, and ends with End, which returns what became of
  // it: Cancelled only when it was cancelled from here. False after CancelAll or CancelCalls.
  bool Begin(grpc::ClientContext& context);
  absl::Status End(grpc::ClientContext& context, const grpc::Status& status);
  Stub& stub() { return *stub_; }
  const std::string& address() const { return address_; }

  // Ends the calls under way and refuses later ones until Resume.
  void CancelCalls();
  void Resume();
  // Ends the calls under way and refuses every later one.
  void CancelAll();

 private:
  static void SetDeadline(grpc::ClientContext& context, absl::Duration timeout);

  const std::string address_;
  std::unique_ptr<Stub> stub_;
  std::mutex mutex_;
  std::map<grpc::ClientContext*, bool> calls_;  // to: cancelled from here; guarded by mutex_
  bool cancelled_ = false;                      // guarded by mutex_
  bool interrupted_ = false;                    // until Resume; guarded by mutex_
};

// Makes one call and waits for the answer to it. Errors as RelayChannel::Call.
absl::StatusOr<RelayResponse> Ask(RelayChannel& channel, const RelayRequest& request);

// Says hello and logs in. Returns what would make the mailbox and the own slot in it. Errors as
// Ask, and of the mailbox.
absl::StatusOr<RelayRequest> LogIn(RelayChannel& channel, Mailbox& mailbox);

// Says hello, logs in, and makes the mailbox and the own slot in it where they are missing. Errors
// as Ask, and of the mailbox.
absl::Status Enter(RelayChannel& channel, Mailbox& mailbox);

}  // namespace twofold

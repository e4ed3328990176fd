// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/relay_channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <chrono>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "daemon/courier/relay_words.h"
#include "proto/wire/listener.h"

namespace twofold {
namespace {

namespace pb = relay::v1;

constexpr absl::string_view kUnix = "unix:";

// Makes one call and waits for it.
struct CallMaker {
  RelayChannel& channel;
  absl::Duration patience;

  using Stub = RelayChannel::Stub;
  using Answer = absl::StatusOr<RelayResponse>;

  Answer operator()(const pb::HelloRequest& request) const { return Make(&Stub::Hello, request); }
  Answer operator()(const pb::LoginRequest& request) const { return Make(&Stub::Login, request); }
  Answer operator()(const pb::CreateMailboxRequest& request) const {
    return Make(&Stub::CreateMailbox, request);
  }
  Answer operator()(const pb::AppendRequest& request) const { return Make(&Stub::Append, request); }
  Answer operator()(const pb::FetchRequest& request) const { return Make(&Stub::Fetch, request); }
  Answer operator()(const pb::AckRequest& request) const { return Make(&Stub::Ack, request); }
  Answer operator()(const pb::PutSnapshotRequest& request) const {
    return Make(&Stub::PutSnapshot, request);
  }
  Answer operator()(const pb::GetSnapshotRequest& request) const {
    return Make(&Stub::GetSnapshot, request);
  }

 private:
  template <class Request, class Response>
  Answer Make(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
              const Request& request) const {
    Response response;
    const absl::Status status = channel.Call(method, request, &response, patience);
    if (!status.ok()) return status;
    return RelayResponse(std::move(response));
  }
};

}  // namespace

bool IsLocalAddress(absl::string_view address) {
  if (absl::StartsWith(address, kUnix)) return true;
  // Only an address can say that it is this computer: "127.example.org" is a name like any other.
  const absl::StatusOr<HostPort> where = ParseHostPort(address);
  return where.ok() && where->loopback;
}

RelayChannel::RelayChannel(const std::string& address, const std::string& ca_pem,
                           absl::Duration keepalive)
    : address_(address) {
  grpc::ChannelArguments arguments;
  // An own connection, so that no other channel's waiting time holds a new attempt back.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(keepalive)));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetMaxReceiveMessageSize(static_cast<int>(limits::kRelayMessageBytes) * 2);
  std::shared_ptr<grpc::ChannelCredentials> credentials;
  if (IsLocalAddress(address)) {
    credentials = grpc::InsecureChannelCredentials();
  } else {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = ca_pem;
    credentials = grpc::SslCredentials(options);
  }
  stub_ = relay::v1::Relay::NewStub(grpc::CreateCustomChannel(address, credentials, arguments));
}

void RelayChannel::SetDeadline(grpc::ClientContext& context, absl::Duration timeout) {
  context.set_deadline(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(timeout));
}

bool RelayChannel::Begin(grpc::ClientContext& context) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (cancelled_ || interrupted_) return false;
  calls_.emplace(&context, false);
  return true;
}

absl::Status RelayChannel::End(grpc::ClientContext& context, const grpc::Status& status) {
  bool from_here = false;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    from_here = calls_.at(&context);
    calls_.erase(&context);
  }
  // A relay, or a proxy before it, may end calls as cancelled too; that is not our doing.
  if (from_here && !status.ok()) return absl::CancelledError();
  return ReadableRelayStatus(FromGrpcStatus(status), address_);
}

void RelayChannel::CancelCalls() {
  std::lock_guard<std::mutex> lock(mutex_);
  interrupted_ = true;
  for (auto& [context, from_here] : calls_) from_here = true, context->TryCancel();
}

void RelayChannel::Resume() {
  std::lock_guard<std::mutex> lock(mutex_);
  interrupted_ = false;
}

absl::StatusOr<RelayResponse> Ask(RelayChannel& channel, const RelayRequest& request) {
  return std::visit(CallMaker{channel, Patience(request)}, request);
}

absl::StatusOr<RelayRequest> LogIn(RelayChannel& channel, Mailbox& mailbox) {
  TF_ASSIGN_OR_RETURN(const RelayResponse hello, Ask(channel, pb::HelloRequest()));
  TF_ASSIGN_OR_RETURN(const auto login, mailbox.Login(std::get<pb::HelloResponse>(hello)));
  TF_ASSIGN_OR_RETURN(const RelayResponse token, Ask(channel, login));
  return mailbox.Enter(std::get<pb::LoginResponse>(token));
}

absl::Status Enter(RelayChannel& channel, Mailbox& mailbox) {
  TF_ASSIGN_OR_RETURN(const RelayRequest enter, LogIn(channel, mailbox));
  return Ask(channel, enter).status();
}

void RelayChannel::CancelAll() {
  std::lock_guard<std::mutex> lock(mutex_);
  cancelled_ = true;
  for (auto& [context, from_here] : calls_) from_here = true, context->TryCancel();
}

}  // namespace twofold

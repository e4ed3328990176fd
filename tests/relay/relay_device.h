// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A device that speaks to a relay over real gRPC.
#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <string>

#include "core/base/random.h"
#include "tests/relay/relay_fakes.h"
#include "twofold/relay/v1/relay.grpc.pb.h"

namespace twofold::relay {

class RelayDevice {
 public:
  RelayDevice(
      std::string name, LoginKey key,
      std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials())
      : name_(std::move(name)), key_(key) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // a connection of its own
    stub_ = v1::Relay::NewStub(grpc::CreateCustomChannel(name_, credentials, arguments));
  }

  v1::Relay::Stub& stub() { return *stub_; }
  const std::string& token() const { return token_; }

  // A context whose call must be answered within ten seconds.
  static std::unique_ptr<grpc::ClientContext> Context() {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    context->set_wait_for_ready(true);
    return context;
  }

  grpc::Status Hello(v1::HelloResponse* response) {
    return stub_->Hello(Context().get(), v1::HelloRequest(), response);
  }
  grpc::Status LogIn() {
    v1::HelloResponse hello;
    grpc::Status status = Hello(&hello);
    if (!status.ok()) return status;
    generation_ = hello.generation();
    const Nonce own = Nonce::Make(random_);
    v1::LoginRequest request;
    request.set_login_key(key_.public_key.str());
    request.set_slot(key_.slot.str());
    request.set_relay_name(name_);
    request.set_relay_nonce(hello.nonce());
    request.set_device_nonce(own.str());
    request.set_signature(
        key_.Sign(LoginMessage(name_, *Generation::FromBytes(hello.generation()), key_.mailbox(),
                               key_.slot, *Nonce::FromBytes(hello.nonce()), own)));
    v1::LoginResponse response;
    status = stub_->Login(Context().get(), request, &response);
    token_ = response.token();
    return status;
  }
  grpc::Status Create() {
    v1::CreateMailboxRequest request;
    request.set_token(token_);
    v1::CreateMailboxResponse response;
    return stub_->CreateMailbox(Context().get(), request, &response);
  }
  // Appends one message; on success *sequence is where it is.
  grpc::Status Append(std::uint64_t message, const std::string& body, std::uint64_t* sequence) {
    v1::AppendRequest request;
    request.set_token(token_);
    v1::Envelope* envelope = request.add_envelopes();
    envelope->set_message_id(BigEndian64(7) + BigEndian64(message));
    envelope->set_body(body);
    v1::AppendResponse response;
    const grpc::Status status = stub_->Append(Context().get(), request, &response);
    if (status.ok()) *sequence = response.sequences(0);
    return status;
  }
  grpc::Status Fetch(std::uint64_t after, v1::FetchResponse* response) {
    v1::FetchRequest request;
    request.set_token(token_);
    request.set_after_sequence(after);
    return stub_->Fetch(Context().get(), request, response);
  }
  std::unique_ptr<grpc::ClientReader<v1::SubscribeResponse>> Subscribe(
      grpc::ClientContext* context) {
    v1::SubscribeRequest request;
    request.set_token(token_);
    return stub_->Subscribe(context, request);
  }
  const std::string& generation() const { return generation_; }

 private:
  const std::string name_;
  const LoginKey key_;
  SystemRandom random_;
  std::string token_;
  std::string generation_;
  std::unique_ptr<v1::Relay::Stub> stub_;
};

}  // namespace twofold::relay

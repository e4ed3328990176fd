// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/bench/bare_relay.h"

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "absl/strings/str_cat.h"

namespace twofold::bench {
namespace {

using relay::v1::Relay;

// Thread-safe.
class BareService final : public Relay::Service {
 public:
  explicit BareService(const std::string& path) : file_(path) {}

  grpc::Status Append(grpc::ServerContext*, const relay::v1::AppendRequest* request,
                      relay::v1::AppendResponse* response) override {
    const std::lock_guard lock(mutex_);
    for (const relay::v1::Envelope& envelope : request->envelopes()) {
      file_.Append(envelope.body().data(), envelope.body().size());
      bodies_.push_back(envelope.body());
      response->add_sequences(bodies_.size());
    }
    news_.notify_all();
    return grpc::Status::OK;
  }

  grpc::Status Subscribe(grpc::ServerContext*, const relay::v1::SubscribeRequest*,
                         grpc::ServerWriter<relay::v1::SubscribeResponse>* writer) override {
    std::size_t told = 0;
    relay::v1::SubscribeResponse news;
    do {
      news.set_head_sequence(told);
      if (!writer->Write(news)) return grpc::Status::OK;
      std::unique_lock lock(mutex_);
      news_.wait(lock, [&] { return bodies_.size() > told; });
      told = bodies_.size();
    } while (true);
  }

  grpc::Status Fetch(grpc::ServerContext*, const relay::v1::FetchRequest* request,
                     relay::v1::FetchResponse* response) override {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = request->after_sequence(); i < bodies_.size(); ++i) {
      relay::v1::Envelope* envelope = response->add_envelopes();
      envelope->set_sequence(i + 1);
      envelope->set_body(bodies_[i]);
    }
    return grpc::Status::OK;
  }

 private:
  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<std::string> bodies_;
  DurableFile file_;
};

std::unique_ptr<Relay::Stub> ConnectTo(Nanoseconds port) {
  return Relay::NewStub(
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials()));
}

void Serve(const std::string& path, Channel& port, Channel& port_for_receiver) {
  BareService service(path);
  int chosen = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &chosen);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  port.Send(chosen);
  port_for_receiver.Send(chosen);
  server->Wait();
}

void Receive(const std::string& path, Channel& port, Channel& arrived) {
  DurableFile file(path);
  const std::unique_ptr<Relay::Stub> relay = ConnectTo(port.Receive());
  grpc::ClientContext subscription;
  const auto stream = relay->Subscribe(&subscription, relay::v1::SubscribeRequest());
  relay::v1::SubscribeResponse news;
  std::uint64_t have = 0;
  while (stream->Read(&news)) {
    if (news.head_sequence() == 0) arrived.Send(0);  // ready
    if (news.head_sequence() <= have) continue;
    relay::v1::FetchRequest request;
    request.set_after_sequence(have);
    relay::v1::FetchResponse response;
    grpc::ClientContext context;
    if (!relay->Fetch(&context, request, &response).ok()) return;
    for (const relay::v1::Envelope& envelope : response.envelopes()) {
      file.Append(envelope.body().data(), envelope.body().size());
      arrived.Send(Now());
      have = envelope.sequence();
    }
  }
}

}  // namespace

BareRelay::BareRelay(const std::string& folder)
    : own_(folder + "/bare-sender"),
      relay_([&] { Serve(folder + "/bare-relay", port_, port_for_receiver_); }),
      receiver_([&] { Receive(folder + "/bare-receiver", port_for_receiver_, arrived_); }),
      to_relay_(ConnectTo(port_.Receive())) {
  arrived_.Receive();
}

Nanoseconds BareRelay::Once() {
  const std::string body(1024, '\0');
  relay::v1::AppendRequest request;
  request.add_envelopes()->set_body(body);
  relay::v1::AppendResponse response;
  grpc::ClientContext context;
  own_.Append(body.data(), body.size());
  const Nanoseconds start = Now();
  if (!to_relay_->Append(&context, request, &response).ok()) {
    std::fputs("bench_propagation: the bare relay did not take a message\n", stderr);
    std::exit(1);
  }
  return arrived_.Receive() - start;
}

}  // namespace twofold::bench

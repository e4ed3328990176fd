// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A relay that lies, loses and delays as it is told, and says what it was asked. It keeps one
// mailbox and one room and checks nobody's login.
#pragma once

#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "core/base/random.h"
#include "core/base/refusal.h"
#include "core/crypto/rolling_hash.h"
#include "proto/wire/status_codec.h"
#include "twofold/relay/v1/relay.grpc.pb.h"

namespace twofold {

// Thread-safe. The script below is set before the call that it concerns.
class FakeRelay final : public relay::v1::Relay::Service {
 public:
  struct Script {
    std::uint32_t heartbeat_seconds = 30;
    bool new_generation_each_hello = false;
    int lose_append_replies = 0;       // stored, but answered as if it had been lost
    bool hang_appends = false;         // never answered
    bool full_until_acked = false;     // Append says mailbox_full until somebody acknowledges
    bool delay_next_append = false;    // shown only after the one that comes next
    std::uint64_t announced_head = 0;  // what Subscribe says instead of the truth, unless 0
    std::optional<grpc::Status> append_answer;
    std::optional<grpc::Status> read_room_answer;
    std::optional<grpc::Status> post_to_room_answer;
    int lose_enter_replies = 0;
    bool endless_bodies = false;  // ReadRoom answers at once, always with one more piece of garbage
  };

  FakeRelay() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    address_ = "127.0.0.1:" + std::to_string(port);
    generation_ = Random16();
  }
  ~FakeRelay() override {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
      changed_.notify_all();
    }
    server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
  }

  const std::string& address() const { return address_; }
  template <class Edit>
  void Tell(Edit edit) {
    std::lock_guard<std::mutex> lock(mutex_);
    edit(script_);
    changed_.notify_all();
  }
  int Calls(const std::string& name) {
    std::lock_guard<std::mutex> lock(mutex_);
    return calls_[name];
  }
  int AllCalls() {
    std::lock_guard<std::mutex> lock(mutex_);
    int all = 0;
    for (const auto& [name, count] : calls_) all += count;
    return all;
  }
  // Whether a call has been made so often within the time.
  bool Await(const std::string& name, int times, absl::Duration within = absl::Seconds(20)) {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, absl::ToChronoMilliseconds(within),
                             [&] { return calls_[name] >= times; });
  }
  std::vector<relay::v1::Envelope> Kept() {
    std::lock_guard<std::mutex> lock(mutex_);
    return kept_;
  }
  // Puts an envelope into the mailbox as if a device had sent it.
  void Plant(relay::v1::Envelope envelope) {
    std::lock_guard<std::mutex> lock(mutex_);
    Keep(std::move(envelope));
  }
  std::vector<std::string> Sides() {
    std::lock_guard<std::mutex> lock(mutex_);
    return sides_;
  }

  using Context = grpc::ServerContext;
  grpc::Status Hello(Context*, const relay::v1::HelloRequest*,
                     relay::v1::HelloResponse* response) override {
    const auto lock = Enter("Hello");
    if (script_.new_generation_each_hello) generation_ = Random16();
    response->set_nonce(Random16());
    response->set_generation(generation_);
    response->set_heartbeat_seconds(script_.heartbeat_seconds);
    return grpc::Status::OK;
  }
  grpc::Status Login(Context*, const relay::v1::LoginRequest* request,
                     relay::v1::LoginResponse* response) override {
    const auto lock = Enter("Login");
    response->set_token(request->slot());
    return grpc::Status::OK;
  }
  grpc::Status CreateMailbox(Context*, const relay::v1::CreateMailboxRequest*,
                             relay::v1::CreateMailboxResponse*) override {
    const auto lock = Enter("CreateMailbox");
    return grpc::Status::OK;
  }
  grpc::Status Append(Context* context, const relay::v1::AppendRequest* request,
                      relay::v1::AppendResponse* response) override {
    auto lock = Enter("Append");
    while (script_.hang_appends && !stopping_ && !context->IsCancelled()) {
      changed_.wait_for(lock, std::chrono::milliseconds(20));
    }
    if (script_.append_answer) return *script_.append_answer;
    if (script_.full_until_acked) {
      return ToGrpcStatus(
          Refusal(absl::StatusCode::kResourceExhausted, "mailbox_full", "the mailbox is full."));
    }
    relay::v1::Envelope envelope = request->envelopes(0);
    envelope.set_slot(request->token());
    if (script_.delay_next_append) {
      script_.delay_next_append = false;
      delayed_ = envelope;
      response->add_sequences(kept_.size() + 1);
      return grpc::Status::OK;
    }
    std::uint64_t sequence = 0;
    for (const relay::v1::Envelope& known : kept_) {
      if (known.message_id() == envelope.message_id()) sequence = known.sequence();
    }
    if (sequence == 0) sequence = Keep(std::move(envelope));
    if (delayed_) Keep(*std::exchange(delayed_, std::nullopt));
    if (script_.lose_append_replies > 0) {
      --script_.lose_append_replies;
      return grpc::Status(grpc::StatusCode::UNAVAILABLE, "lost");
    }
    response->add_sequences(sequence);
    FillHead(response->mutable_head());
    return grpc::Status::OK;
  }
  grpc::Status Fetch(Context*, const relay::v1::FetchRequest* request,
                     relay::v1::FetchResponse* response) override {
    const auto lock = Enter("Fetch");
    for (const relay::v1::Envelope& envelope : kept_) {
      if (envelope.sequence() > request->after_sequence()) *response->add_envelopes() = envelope;
    }
    FillHead(response->mutable_head());
    response->set_lowest_kept(1);
    if (request->after_sequence() <= kept_.size()) {
      response->set_rolling_hash_at_cursor(HashAt(request->after_sequence()));
    }
    return grpc::Status::OK;
  }
  grpc::Status Ack(Context*, const relay::v1::AckRequest*, relay::v1::AckResponse*) override {
    const auto lock = Enter("Ack");
    script_.full_until_acked = false;
    return grpc::Status::OK;
  }
  grpc::Status Subscribe(Context* context, const relay::v1::SubscribeRequest*,
                         grpc::ServerWriter<relay::v1::SubscribeResponse>* writer) override {
    auto lock = Enter("Subscribe");
    std::optional<std::uint64_t> said;
    while (!stopping_ && !context->IsCancelled()) {
      const std::uint64_t head =
          script_.announced_head != 0 ? script_.announced_head : kept_.size();
      if (said != head) {
        said = head;
        relay::v1::SubscribeResponse response;
        response.set_head_sequence(head);
        lock.unlock();
        if (!writer->Write(response)) return grpc::Status::OK;
        lock.lock();
        continue;
      }
      changed_.wait_for(lock, std::chrono::milliseconds(50));
    }
    return grpc::Status::OK;
  }
  grpc::Status EnterRoom(Context*, const relay::v1::EnterRoomRequest* request,
                         relay::v1::EnterRoomResponse*) override {
    const auto lock = Enter("EnterRoom");
    sides_.push_back(request->side());
    if (script_.lose_enter_replies == 0) return grpc::Status::OK;
    --script_.lose_enter_replies;
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "lost");
  }
  grpc::Status PostToRoom(Context*, const relay::v1::PostToRoomRequest*,
                          relay::v1::PostToRoomResponse*) override {
    const auto lock = Enter("PostToRoom");
    return script_.post_to_room_answer.value_or(grpc::Status::OK);
  }
  grpc::Status ReadRoom(Context*, const relay::v1::ReadRoomRequest*,
                        relay::v1::ReadRoomResponse* response) override {
    const auto lock = Enter("ReadRoom");
    if (script_.endless_bodies) response->add_bodies("garbage");
    return script_.read_room_answer.value_or(grpc::Status::OK);
  }

 private:
  std::string Random16() { return Generation::Make(random_).str(); }
  std::unique_lock<std::mutex> Enter(const std::string& name) {
    std::unique_lock<std::mutex> lock(mutex_);
    ++calls_[name];
    changed_.notify_all();
    return lock;
  }
  std::uint64_t Keep(relay::v1::Envelope envelope) {
    envelope.set_sequence(kept_.size() + 1);
    kept_.push_back(std::move(envelope));
    changed_.notify_all();
    return kept_.size();
  }
  std::string HashAt(std::uint64_t sequence) const {
    RollingHash hash;
    for (std::uint64_t i = 0; i < sequence; ++i) {
      const relay::v1::Envelope& envelope = kept_[i];
      hash = NextRollingHash(hash, envelope.sequence(), *SlotId::FromBytes(envelope.slot()),
                             *MessageId::FromBytes(envelope.message_id()), envelope.body());
    }
    return hash.str();
  }
  void FillHead(relay::v1::Cursor* head) const {
    head->set_generation(generation_);
    head->set_sequence(kept_.size());
    head->set_rolling_hash(HashAt(kept_.size()));
  }

  SystemRandom random_;
  std::string address_;
  std::mutex mutex_;  // guards all below but the server
  std::condition_variable changed_;
  Script script_;
  std::map<std::string, int> calls_;
  std::string generation_;
  std::vector<relay::v1::Envelope> kept_;
  std::optional<relay::v1::Envelope> delayed_;
  std::vector<std::string> sides_;
  bool stopping_ = false;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace twofold

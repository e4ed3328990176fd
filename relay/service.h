// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The relay's calls as gRPC knows them: what the desk says, with a place to wait for the disk, for
// news and for another device.
#pragma once

#include "absl/status/statusor.h"
#include "relay/committer.h"
#include "relay/desk.h"
#include "relay/room_waits.h"
#include "relay/streams.h"
#include "twofold/relay/v1/relay.grpc.pb.h"

namespace twofold::relay {

// Thread-safe. No call holds a thread while it waits for the disk or for another device.
class RelayService final : public v1::Relay::CallbackService {
 public:
  struct Rooted {  // what the service works with; all outlive it
    Desk& desk;
    Committer& committer;
    Streams& streams;
    RoomWaits& waits;
  };
  explicit RelayService(const Rooted& with) : with_(with) {}

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* Hello(Context* context, const v1::HelloRequest* request,
                 v1::HelloResponse* response) override;
  Reactor* Login(Context* context, const v1::LoginRequest* request,
                 v1::LoginResponse* response) override;
  Reactor* CreateMailbox(Context* context, const v1::CreateMailboxRequest* request,
                         v1::CreateMailboxResponse* response) override;
  Reactor* Append(Context* context, const v1::AppendRequest* request,
                  v1::AppendResponse* response) override;
  Reactor* Fetch(Context* context, const v1::FetchRequest* request,
                 v1::FetchResponse* response) override;
  Reactor* PutSnapshot(Context* context, const v1::PutSnapshotRequest* request,
                       v1::PutSnapshotResponse* response) override;
  Reactor* GetSnapshot(Context* context, const v1::GetSnapshotRequest* request,
                       v1::GetSnapshotResponse* response) override;
  Reactor* Ack(Context* context, const v1::AckRequest* request, v1::AckResponse* response) override;
  grpc::ServerWriteReactor<v1::SubscribeResponse>* Subscribe(
      Context* context, const v1::SubscribeRequest* request) override;
  Reactor* Destroy(Context* context, const v1::DestroyRequest* request,
                   v1::DestroyResponse* response) override;
  Reactor* EnterRoom(Context* context, const v1::EnterRoomRequest* request,
                     v1::EnterRoomResponse* response) override;
  Reactor* PostToRoom(Context* context, const v1::PostToRoomRequest* request,
                      v1::PostToRoomResponse* response) override;
  Reactor* ReadRoom(Context* context, const v1::ReadRoomRequest* request,
                    v1::ReadRoomResponse* response) override;
  Reactor* CloseRoom(Context* context, const v1::CloseRoomRequest* request,
                     v1::CloseRoomResponse* response) override;

 private:
  // Queues a change; what was refused is answered at once.
  Reactor* Commit(Context* context, absl::StatusOr<Change> change);
  void Tell(const News& news);

  const Rooted with_;
};

}  // namespace twofold::relay

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/service.h"

#include <utility>
#include <variant>

#include "proto/wire/status_codec.h"

namespace twofold::relay {
namespace {

using Context = RelayService::Context;
using Reactor = RelayService::Reactor;

Reactor* Answer(Context* context, const absl::Status& status) {
  Reactor* reactor = context->DefaultReactor();
  reactor->Finish(ToGrpcStatus(status));
  return reactor;
}

// A stream that ends before it has begun.
class RefusedStream final : public grpc::ServerWriteReactor<v1::SubscribeResponse> {
 public:
  explicit RefusedStream(const absl::Status& status) { Finish(ToGrpcStatus(status)); }
  void OnDone() override { delete this; }
};

}  // namespace

Reactor* RelayService::Commit(Context* context, absl::StatusOr<Change> change) {
  if (!change.ok()) return Answer(context, change.status());
  Reactor* reactor = context->DefaultReactor();
  const absl::Status queued = with_.committer.Add(
      {change->bytes, std::move(change->apply),
       [this, reactor, news = std::move(change->news)](const absl::Status& status) {
         Tell(news(status));
         reactor->Finish(ToGrpcStatus(status));
       }});
  if (!queued.ok()) reactor->Finish(ToGrpcStatus(queued));
  return reactor;
}

void RelayService::Tell(const News& news) {
  if (const auto* grew = std::get_if<MailboxGrew>(&news)) {
    with_.streams.Announce(grew->by, grew->head);
  } else if (const auto* ended = std::get_if<MailboxEnded>(&news)) {
    with_.streams.End(ended->mailbox, ToGrpcStatus(ended->why));
  } else if (const auto* stirred = std::get_if<RoomStirred>(&news)) {
    with_.waits.Wake(stirred->room);
  }
}

Reactor* RelayService::Hello(Context* context, const v1::HelloRequest* request,
                             v1::HelloResponse* response) {
  with_.desk.Hello(*request, response);
  return Answer(context, absl::OkStatus());
}

Reactor* RelayService::Login(Context* context, const v1::LoginRequest* request,
                             v1::LoginResponse* response) {
  return Answer(context, with_.desk.Login(*request, response));
}

Reactor* RelayService::CreateMailbox(Context* context, const v1::CreateMailboxRequest* request,
                                     v1::CreateMailboxResponse* response) {
  return Commit(context, with_.desk.CreateMailbox(*request, response));
}

Reactor* RelayService::Append(Context* context, const v1::AppendRequest* request,
                              v1::AppendResponse* response) {
  return Commit(context, with_.desk.Append(*request, response));
}

Reactor* RelayService::Fetch(Context* context, const v1::FetchRequest* request,
                             v1::FetchResponse* response) {
  return Answer(context, with_.desk.Fetch(*request, response));
}

Reactor* RelayService::PutSnapshot(Context* context, const v1::PutSnapshotRequest* request,
                                   v1::PutSnapshotResponse* response) {
  return Commit(context, with_.desk.PutSnapshot(*request, response));
}

Reactor* RelayService::GetSnapshot(Context* context, const v1::GetSnapshotRequest* request,
                                   v1::GetSnapshotResponse* response) {
  return Answer(context, with_.desk.GetSnapshot(*request, response));
}

Reactor* RelayService::Ack(Context* context, const v1::AckRequest* request,
                           v1::AckResponse* response) {
  return Commit(context, with_.desk.Ack(*request, response));
}

grpc::ServerWriteReactor<v1::SubscribeResponse>* RelayService::Subscribe(
    Context* context, const v1::SubscribeRequest* request) {
  const auto session = with_.desk.Subscribe(*request);
  if (!session.ok()) return new RefusedStream(session.status());
  // Opened before the head is read, so that no change falls in between.
  const auto stream = with_.streams.Open(*session);
  const auto head = with_.desk.Head(*session);
  if (head.ok()) {
    stream->Announce(*head);
  } else {
    stream->End(ToGrpcStatus(head.status()));
  }
  return stream.get();
}

Reactor* RelayService::Destroy(Context* context, const v1::DestroyRequest* request,
                               v1::DestroyResponse* response) {
  return Commit(context, with_.desk.Destroy(*request, response));
}

Reactor* RelayService::EnterRoom(Context* context, const v1::EnterRoomRequest* request,
                                 v1::EnterRoomResponse* response) {
  return Commit(context, with_.desk.EnterRoom(*request, response));
}

Reactor* RelayService::PostToRoom(Context* context, const v1::PostToRoomRequest* request,
                                  v1::PostToRoomResponse* response) {
  return Commit(context, with_.desk.PostToRoom(*request, response));
}

Reactor* RelayService::ReadRoom(Context* context, const v1::ReadRoomRequest* request,
                                v1::ReadRoomResponse* response) {
  const auto reading = with_.desk.ReadRoom(*request);
  if (!reading.ok()) return Answer(context, reading.status());
  return with_.waits.Start(*reading, response);
}

Reactor* RelayService::CloseRoom(Context* context, const v1::CloseRoomRequest* request,
                                 v1::CloseRoomResponse* response) {
  return Commit(context, with_.desk.CloseRoom(*request, response));
}

}  // namespace twofold::relay

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/service.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
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

absl::Status BadField(absl::string_view name) {
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_field",
                 absl::StrCat("the field \"", name, "\" has the wrong length."));
}

absl::Status CheckRoomFields(absl::string_view room, absl::string_view side) {
  if (room.size() != RoomId::kSize) return BadField("room");
  if (side.size() != SideId::kSize) return BadField("side");
  return absl::OkStatus();
}

// A stream that ends before it has begun.
class RefusedStream final : public grpc::ServerWriteReactor<v1::SubscribeResponse> {
 public:
  explicit RefusedStream(const absl::Status& status) { Finish(ToGrpcStatus(status)); }
  void OnDone() override { delete this; }
};

absl::StatusOr<std::vector<NewEntry>> EntriesOf(const v1::AppendRequest& request) {
  std::vector<NewEntry> entries;
  for (const v1::Envelope& envelope : request.envelopes()) {
    const auto id = MessageId::FromBytes(envelope.message_id());
    if (!id) return BadField("message_id");
    entries.push_back({*id, envelope.body()});
  }
  return entries;
}

void Encode(const Fetched& fetched, const Generation& generation, v1::FetchResponse* response) {
  for (const Entry& entry : fetched.entries) {
    v1::Envelope* envelope = response->add_envelopes();
    envelope->set_sequence(entry.sequence);
    envelope->set_message_id(entry.message_id.str());
    envelope->set_slot(entry.slot.str());
    envelope->set_body(entry.body);
  }
  response->mutable_head()->set_generation(generation.str());
  response->mutable_head()->set_sequence(fetched.head);
  response->mutable_head()->set_rolling_hash(fetched.head_hash.str());
  response->set_lowest_kept(fetched.lowest_kept);
  if (fetched.hash_at_cursor) {
    response->set_rolling_hash_at_cursor(fetched.hash_at_cursor->str());
  }
  for (const SlotStatus& status : fetched.statuses) {
    v1::SlotStatus* out = response->add_statuses();
    out->set_slot(status.slot.str());
    out->set_acknowledged(status.acknowledged);
    out->set_blob(status.blob);
  }
}

}  // namespace

Reactor* RelayService::Change(Context* context, std::size_t bytes,
                              std::function<absl::Status(Overlay&)> apply,
                              std::function<void(const absl::Status&)> done) {
  Reactor* reactor = context->DefaultReactor();
  const absl::Status queued = with_.committer.Add(
      {bytes, std::move(apply), [reactor, done = std::move(done)](const absl::Status& status) {
         done(status);
         reactor->Finish(ToGrpcStatus(status));
       }});
  if (!queued.ok()) reactor->Finish(ToGrpcStatus(queued));
  return reactor;
}

Reactor* RelayService::Hello(Context* context, const v1::HelloRequest* request,
                             v1::HelloResponse* response) {
  response->set_nonce(with_.logins.Challenge().str());
  response->set_generation(with_.mailboxes.generation().str());
  for (const std::string& name : names_) response->add_names(name);
  response->set_max_body_bytes(limits::kEnvelopeBodyBytes);
  response->set_max_batch(limits::kRelayBatch);
  response->set_heartbeat_seconds(static_cast<std::uint32_t>(heartbeat_seconds_));
  return Answer(context, absl::OkStatus());
}

Reactor* RelayService::Login(Context* context, const v1::LoginRequest* request,
                             v1::LoginResponse* response) {
  const auto token =
      with_.logins.Login({request->login_key(), request->slot(), request->relay_name(),
                          request->relay_nonce(), request->device_nonce(), request->signature()});
  if (!token.ok()) return Answer(context, token.status());
  response->set_token(token->str());
  response->set_lifetime_seconds(limits::kTokenSeconds);
  return Answer(context, absl::OkStatus());
}

Reactor* RelayService::CreateMailbox(Context* context, const v1::CreateMailboxRequest* request,
                                     v1::CreateMailboxResponse* response) {
  const auto session = with_.logins.Check(request->token());
  if (!session.ok()) return Answer(context, session.status());
  return Change(
      context, 0,
      [this, who = *session](Overlay& draft) {
        return with_.mailboxes.Create(draft, who.mailbox, who.slot);
      },
      [](const absl::Status&) {});
}

Reactor* RelayService::Append(Context* context, const v1::AppendRequest* request,
                              v1::AppendResponse* response) {
  const auto session = with_.logins.Check(request->token());
  if (!session.ok()) return Answer(context, session.status());
  auto entries = EntriesOf(*request);
  if (!entries.ok()) return Answer(context, entries.status());
  const auto head = std::make_shared<std::uint64_t>(0);
  return Change(
      context, request->ByteSizeLong(),
      [this, who = *session, entries = *std::move(entries), response, head](Overlay& draft) {
        const auto appended = with_.mailboxes.Append(draft, who.mailbox, who.slot, entries);
        if (!appended.ok()) return appended.status();
        for (const std::uint64_t sequence : appended->sequences) response->add_sequences(sequence);
        v1::Cursor* newest = response->mutable_head();
        newest->set_generation(with_.mailboxes.generation().str());
        newest->set_sequence(appended->head);
        newest->set_rolling_hash(appended->head_hash.str());
        *head = appended->head;
        return absl::OkStatus();
      },
      [this, who = *session, head](const absl::Status& status) {
        if (status.ok()) with_.streams.Announce(who, *head);
      });
}

Reactor* RelayService::Fetch(Context* context, const v1::FetchRequest* request,
                             v1::FetchResponse* response) {
  const auto session = with_.logins.Check(request->token());
  if (!session.ok()) return Answer(context, session.status());
  const auto fetched = with_.mailboxes.Fetch(session->mailbox, session->slot,
                                             request->after_sequence(), request->limit());
  if (fetched.ok()) Encode(*fetched, with_.mailboxes.generation(), response);
  return Answer(context, fetched.status());
}

Reactor* RelayService::Ack(Context* context, const v1::AckRequest* request,
                           v1::AckResponse* response) {
  const auto session = with_.logins.Check(request->token());
  if (!session.ok()) return Answer(context, session.status());
  return Change(
      context, request->ByteSizeLong(),
      [this, who = *session, request](Overlay& draft) {
        return with_.mailboxes.Acknowledge(draft, who.mailbox, who.slot, request->sequence(),
                                           request->blob());
      },
      [](const absl::Status&) {});
}

grpc::ServerWriteReactor<v1::SubscribeResponse>* RelayService::Subscribe(
    Context* context, const v1::SubscribeRequest* request) {
  const auto session = with_.logins.Check(request->token());
  if (!session.ok()) return new RefusedStream(session.status());
  // Opened before the head is read, so that no change falls in between.
  const auto stream = with_.streams.Open(*session);
  const auto head = with_.mailboxes.Head(session->mailbox, session->slot);
  if (head.ok()) {
    stream->Announce(*head);
  } else {
    stream->End(ToGrpcStatus(head.status()));
  }
  return stream.get();
}

Reactor* RelayService::Destroy(Context* context, const v1::DestroyRequest* request,
                               v1::DestroyResponse* response) {
  const auto session = with_.logins.Check(request->token());
  if (!session.ok()) return Answer(context, session.status());
  return Change(
      context, 0,
      [this, mailbox = session->mailbox](Overlay& draft) {
        return with_.mailboxes.Destroy(draft, mailbox);
      },
      [this, mailbox = session->mailbox](const absl::Status& status) {
        if (!status.ok()) return;
        with_.streams.End(mailbox, ToGrpcStatus(Refusal(absl::StatusCode::kNotFound, "no_mailbox",
                                                        "there is no such mailbox.")));
      });
}

Reactor* RelayService::EnterRoom(Context* context, const v1::EnterRoomRequest* request,
                                 v1::EnterRoomResponse* response) {
  const absl::Status fields = CheckRoomFields(request->room(), request->side());
  if (!fields.ok()) return Answer(context, fields);
  const RoomId room = *RoomId::FromBytes(request->room());
  return Change(
      context, 0,
      [this, room, request, response](Overlay& draft) {
        const auto sides =
            with_.rooms.Enter(draft, room, *SideId::FromBytes(request->side()),
                              request->create() ? AbsentRoom::kMake : AbsentRoom::kRefuse,
                              request->lifetime_seconds());
        if (sides.ok()) response->set_sides(*sides);
        return sides.status();
      },
      [this, room](const absl::Status&) { with_.waits.Wake(room); });
}

Reactor* RelayService::PostToRoom(Context* context, const v1::PostToRoomRequest* request,
                                  v1::PostToRoomResponse* response) {
  const absl::Status fields = CheckRoomFields(request->room(), request->side());
  if (!fields.ok()) return Answer(context, fields);
  const RoomId room = *RoomId::FromBytes(request->room());
  return Change(
      context, request->ByteSizeLong(),
      [this, room, request](Overlay& draft) {
        return with_.rooms.Post(draft, room, *SideId::FromBytes(request->side()), request->index(),
                                request->body());
      },
      [this, room](const absl::Status&) { with_.waits.Wake(room); });
}

Reactor* RelayService::ReadRoom(Context* context, const v1::ReadRoomRequest* request,
                                v1::ReadRoomResponse* response) {
  const absl::Status fields = CheckRoomFields(request->room(), request->side());
  if (!fields.ok()) return Answer(context, fields);
  return with_.waits.Start(*RoomId::FromBytes(request->room()), *SideId::FromBytes(request->side()),
                           request->from_index(), request->wait_ms(), response);
}

Reactor* RelayService::CloseRoom(Context* context, const v1::CloseRoomRequest* request,
                                 v1::CloseRoomResponse* response) {
  const absl::Status fields = CheckRoomFields(request->room(), request->side());
  if (!fields.ok()) return Answer(context, fields);
  const RoomId room = *RoomId::FromBytes(request->room());
  return Change(
      context, 0,
      [this, room, request](Overlay& draft) {
        return with_.rooms.Close(draft, room, *SideId::FromBytes(request->side()));
      },
      [this, room](const absl::Status&) { with_.waits.Wake(room); });
}

}  // namespace twofold::relay

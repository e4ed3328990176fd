// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/desk.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold::relay {
namespace {

absl::Status BadField(absl::string_view name) {
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_field",
                 absl::StrCat("the field \"", name, "\" has the wrong length."));
}

// Where a call about a room comes from.
struct Place {
  RoomId room;
  SideId side;
};

template <class Request>
absl::StatusOr<Place> PlaceOf(const Request& request) {
  const auto room = RoomId::FromBytes(request.room());
  if (!room) return BadField("room");
  const auto side = SideId::FromBytes(request.side());
  if (!side) return BadField("side");
  return Place{*room, *side};
}

absl::StatusOr<std::vector<NewEntry>> EntriesOf(const v1::AppendRequest& request) {
  std::vector<NewEntry> entries;
  for (const v1::Envelope& envelope : request.envelopes()) {
    const auto id = MessageId::FromBytes(envelope.message_id());
    if (!id) return BadField("message_id");
    entries.push_back({*id, envelope.body()});
  }
  return entries;
}

void Encode(const Generation& generation, std::uint64_t sequence, const RollingHash& hash,
            v1::Cursor* cursor) {
  cursor->set_generation(generation.str());
  cursor->set_sequence(sequence);
  cursor->set_rolling_hash(hash.str());
}

void Encode(const Fetched& fetched, const Generation& generation, v1::FetchResponse* response) {
  for (const Entry& entry : fetched.entries) {
    v1::Envelope* envelope = response->add_envelopes();
    envelope->set_sequence(entry.sequence);
    envelope->set_message_id(entry.message_id.str());
    envelope->set_slot(entry.slot.str());
    envelope->set_body(entry.body);
  }
  Encode(generation, fetched.head, fetched.head_hash, response->mutable_head());
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
  if (fetched.snapshot) {
    v1::SnapshotMark* mark = response->mutable_snapshot();
    mark->set_id(fetched.snapshot->id.str());
    mark->set_slot(fetched.snapshot->slot.str());
    mark->set_pieces(fetched.snapshot->pieces);
    mark->set_covers_sequence(fetched.snapshot->covers);
  }
}

News Nothing(const absl::Status&) { return NoNews(); }

// A refusal may have changed the room too, so its outcome does not matter.
std::function<News(const absl::Status&)> Stirs(const RoomId& room) {
  return [room](const absl::Status&) { return RoomStirred{room}; };
}

}  // namespace

void Desk::Hello(const v1::HelloRequest& request, v1::HelloResponse* response) {
  response->set_nonce(logins_.Challenge().str());
  response->set_generation(mailboxes_.generation().str());
  for (const std::string& name : logins_.names()) response->add_names(name);
  response->set_max_body_bytes(limits::kEnvelopeBodyBytes);
  response->set_max_batch(limits::kRelayBatch);
  response->set_heartbeat_seconds(
      static_cast<std::uint32_t>(std::max<std::int64_t>(1, absl::ToInt64Seconds(heartbeat_))));
}

absl::Status Desk::Login(const v1::LoginRequest& request, v1::LoginResponse* response) {
  TF_ASSIGN_OR_RETURN(
      const Token token,
      logins_.Login({request.login_key(), request.slot(), request.relay_name(),
                     request.relay_nonce(), request.device_nonce(), request.signature()}));
  response->set_token(token.str());
  response->set_lifetime_seconds(limits::kTokenSeconds);
  return absl::OkStatus();
}

absl::Status Desk::Fetch(const v1::FetchRequest& request, v1::FetchResponse* response) const {
  TF_ASSIGN_OR_RETURN(const Session who, logins_.Check(request.token()));
  TF_ASSIGN_OR_RETURN(
      const Fetched fetched,
      mailboxes_.Fetch(who.mailbox, who.slot, request.after_sequence(), request.limit()));
  Encode(fetched, mailboxes_.generation(), response);
  return absl::OkStatus();
}

absl::Status Desk::GetSnapshot(const v1::GetSnapshotRequest& request,
                               v1::GetSnapshotResponse* response) const {
  TF_ASSIGN_OR_RETURN(const Session who, logins_.Check(request.token()));
  const auto id = SnapshotId::FromBytes(request.id());
  if (!id) return BadField("id");
  TF_ASSIGN_OR_RETURN(*response->mutable_body(),
                      mailboxes_.GetSnapshot(who.mailbox, who.slot, *id, request.index()));
  return absl::OkStatus();
}

absl::StatusOr<Change> Desk::PutSnapshot(const v1::PutSnapshotRequest& request,
                                         v1::PutSnapshotResponse*) const {
  TF_ASSIGN_OR_RETURN(const Session who, logins_.Check(request.token()));
  const auto id = SnapshotId::FromBytes(request.id());
  if (!id) return BadField("id");
  return Change{request.ByteSizeLong(),
                [this, who, id = *id, &request](Overlay& draft) {
                  return mailboxes_.PutSnapshot(draft, who.mailbox, who.slot,
                                                {id, request.index(), request.last(),
                                                 request.covers_sequence(), request.body()});
                },
                Nothing};
}

absl::StatusOr<Change> Desk::CreateMailbox(const v1::CreateMailboxRequest& request,
                                           v1::CreateMailboxResponse* response) const {
  TF_ASSIGN_OR_RETURN(const Session who, logins_.Check(request.token()));
  return Change{
      0, [this, who](Overlay& draft) { return mailboxes_.Create(draft, who.mailbox, who.slot); },
      Nothing};
}

absl::StatusOr<Change> Desk::Append(const v1::AppendRequest& request,
                                    v1::AppendResponse* response) const {
  TF_ASSIGN_OR_RETURN(const Session who, logins_.Check(request.token()));
  TF_ASSIGN_OR_RETURN(std::vector<NewEntry> entries, EntriesOf(request));
  return Change{request.ByteSizeLong(),
                [this, who, entries = std::move(entries), response](Overlay& draft) {
                  const auto appended = mailboxes_.Append(draft, who.mailbox, who.slot, entries);
                  if (!appended.ok()) return appended.status();
                  for (const std::uint64_t sequence : appended->sequences)
                    response->add_sequences(sequence);
                  Encode(mailboxes_.generation(), appended->head, appended->head_hash,
                         response->mutable_head());
                  return absl::OkStatus();
                },
                [who, response](const absl::Status& outcome) -> News {
                  if (!outcome.ok()) return NoNews();
                  return MailboxGrew{who, response->head().sequence()};
                }};
}

absl::StatusOr<Change> Desk::Ack(const v1::AckRequest& request, v1::AckResponse* response) const {
  TF_ASSIGN_OR_RETURN(const Session who, logins_.Check(request.token()));
  return Change{request.ByteSizeLong(),
                [this, who, &request](Overlay& draft) {
                  return mailboxes_.Acknowledge(draft, who.mailbox, who.slot, request.sequence(),
                                                request.blob());
                },
                Nothing};
}

absl::StatusOr<Change> Desk::Destroy(const v1::DestroyRequest& request,
                                     v1::DestroyResponse* response) const {
  TF_ASSIGN_OR_RETURN(const Session who, logins_.Check(request.token()));
  return Change{0, [this, who](Overlay& draft) { return mailboxes_.Destroy(draft, who.mailbox); },
                [who](const absl::Status& outcome) -> News {
                  if (!outcome.ok()) return NoNews();
                  return MailboxEnded{who.mailbox, NoMailbox()};
                }};
}

absl::StatusOr<Session> Desk::Subscribe(const v1::SubscribeRequest& request) const {
  return logins_.Check(request.token());
}

absl::StatusOr<std::uint64_t> Desk::Head(const Session& session) const {
  return mailboxes_.Head(session.mailbox, session.slot);
}

absl::StatusOr<Change> Desk::EnterRoom(const v1::EnterRoomRequest& request,
                                       v1::EnterRoomResponse* response) const {
  TF_ASSIGN_OR_RETURN(const Place place, PlaceOf(request));
  return Change{0,
                [this, place, &request, response](Overlay& draft) {
                  const auto sides =
                      rooms_.Enter(draft, place.room, place.side,
                                   request.create() ? AbsentRoom::kMake : AbsentRoom::kRefuse,
                                   request.lifetime_seconds());
                  if (sides.ok()) response->set_sides(*sides);
                  return sides.status();
                },
                Stirs(place.room)};
}

absl::StatusOr<Change> Desk::PostToRoom(const v1::PostToRoomRequest& request,
                                        v1::PostToRoomResponse* response) const {
  TF_ASSIGN_OR_RETURN(const Place place, PlaceOf(request));
  return Change{request.ByteSizeLong(),
                [this, place, &request](Overlay& draft) {
                  return rooms_.Post(draft, place.room, place.side, request.index(),
                                     request.body());
                },
                Stirs(place.room)};
}

absl::StatusOr<Change> Desk::CloseRoom(const v1::CloseRoomRequest& request,
                                       v1::CloseRoomResponse* response) const {
  TF_ASSIGN_OR_RETURN(const Place place, PlaceOf(request));
  return Change{
      0, [this, place](Overlay& draft) { return rooms_.Close(draft, place.room, place.side); },
      Stirs(place.room)};
}

absl::StatusOr<RoomReading> Desk::ReadRoom(const v1::ReadRoomRequest& request) const {
  TF_ASSIGN_OR_RETURN(const Place place, PlaceOf(request));
  return RoomReading{place.room, place.side, request.from_index(),
                     std::min(request.wait_ms(), limits::kRoomWaitMs)};
}

absl::Status Desk::Look(const RoomReading& reading, v1::ReadRoomResponse* response) const {
  TF_ASSIGN_OR_RETURN(const RoomMessages messages,
                      rooms_.Read(reading.room, reading.side, reading.from_index));
  response->Clear();
  response->set_sides(messages.sides);
  for (const std::string& body : messages.bodies) response->add_bodies(body);
  return absl::OkStatus();
}

}  // namespace twofold::relay

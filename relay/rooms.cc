// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/rooms.h"

#include <sodium.h>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold::relay {
namespace {

constexpr std::size_t kRemovedPerMake = 32;

std::string RoomKey(const RoomId& room) { return absl::StrCat("r", room.bytes()); }
std::string PostPrefix(const RoomId& room) { return absl::StrCat("p", room.bytes()); }
std::string SidePrefix(const RoomId& room, std::size_t side) {
  return absl::StrCat("p", room.bytes(), std::string(1, static_cast<char>(side)));
}
std::string PostKey(const RoomId& room, std::size_t side, std::uint32_t index) {
  return absl::StrCat(SidePrefix(room, side), BigEndian32(index));
}
std::string ExpiryKey(std::int64_t expires, const RoomId& room) {
  return absl::StrCat("x", BigEndian64(static_cast<std::uint64_t>(expires)), room.bytes());
}

absl::Status NoRoom() {
  return Refusal(absl::StatusCode::kNotFound, "no_room", "there is no such room.");
}
absl::Status Broken() {
  return Refusal(absl::StatusCode::kAborted, "room_broken",
                 "a third side came to this room, so it is closed.");
}
absl::Status Exhausted(absl::string_view reason, absl::string_view sentence) {
  return Refusal(absl::StatusCode::kResourceExhausted, reason, sentence);
}

// Which side of the room this is, or nothing for a stranger. Sides are secrets.
std::optional<std::size_t> IndexOf(const RoomRecord& record, const SideId& side) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < record.sides; ++i) {
    const absl::string_view known = record.side[i].bytes();
    if (sodium_memcmp(known.data(), side.bytes().data(), known.size()) == 0) found = i;
  }
  return found;
}

}  // namespace

absl::StatusOr<std::optional<RoomRecord>> Rooms::Find(const Overlay& draft,
                                                      const RoomId& room) const {
  TF_ASSIGN_OR_RETURN(const auto bytes, draft.Get(RoomKey(room)));
  if (!bytes) return std::nullopt;
  const auto record = DecodeRoom(*bytes);
  if (!record) return DamagedRecord();
  if (record->expires <= absl::ToUnixSeconds(clock_.Now())) return std::nullopt;
  return record;
}

absl::StatusOr<RoomRecord> Rooms::Need(const Overlay& draft, const RoomId& room,
                                       const SideId& side) const {
  TF_ASSIGN_OR_RETURN(const auto record, Find(draft, room));
  if (!record || record->state == RoomState::kClosed) return NoRoom();
  if (record->state == RoomState::kBroken) return Broken();
  if (!IndexOf(*record, side)) return NoRoom();
  return *record;
}

absl::StatusOr<std::uint32_t> Rooms::Enter(Overlay& draft, const RoomId& room, const SideId& side,
                                           AbsentRoom absent,
                                           std::uint32_t lifetime_seconds) const {
  TF_ASSIGN_OR_RETURN(auto record, Find(draft, room));
  if (!record) {
    if (absent == AbsentRoom::kRefuse) return NoRoom();
    return Make(draft, room, side, lifetime_seconds);
  }
  if (record->state == RoomState::kClosed) return NoRoom();
  if (record->state == RoomState::kBroken) return Broken();
  if (IndexOf(*record, side)) return record->sides;
  if (record->sides == 2) {
    TF_RETURN_IF_ERROR(draft.DeletePrefix(PostPrefix(room)));
    record->state = RoomState::kBroken;
    draft.Put(RoomKey(room), Encode(*record));
    return Broken();
  }
  record->side[record->sides++] = side;
  draft.Put(RoomKey(room), Encode(*record));
  return record->sides;
}

absl::StatusOr<std::uint32_t> Rooms::Make(Overlay& draft, const RoomId& room, const SideId& side,
                                          std::uint32_t lifetime_seconds) const {
  if (lifetime_seconds > limits::kRoomLifetimeSeconds) {
    return Refusal(absl::StatusCode::kInvalidArgument, "bad_lifetime",
                   "a room lives for seven days at most.");
  }
  if (lifetime_seconds == 0) lifetime_seconds = limits::kRoomLifetimeSeconds;
  TF_RETURN_IF_ERROR(RemoveExpired(draft));
  // One that has just ended may be this very room, and not have been removed yet.
  TF_ASSIGN_OR_RETURN(const auto old, draft.Get(RoomKey(room)));
  if (old) {
    const auto ended = DecodeRoom(*old);
    if (!ended) return DamagedRecord();
    TF_RETURN_IF_ERROR(draft.DeletePrefix(PostPrefix(room)));
    draft.Delete(ExpiryKey(ended->expires, room));
  } else {
    TF_ASSIGN_OR_RETURN(const std::uint64_t count, ReadCount(draft, kRoomCount));
    if (count >= limits::kRelayRooms) {
      return Exhausted("too_many_rooms", "the relay has no room for another pairing.");
    }
    TF_RETURN_IF_ERROR(AddToCount(draft, kRoomCount, 1));
  }
  RoomRecord record;
  record.expires = absl::ToUnixSeconds(clock_.Now()) + lifetime_seconds;
  record.sides = 1;
  record.side[0] = side;
  draft.Put(RoomKey(room), Encode(record));
  draft.Put(ExpiryKey(record.expires, room), "");
  return 1;
}

absl::Status Rooms::RemoveExpired(Overlay& draft) const {
  const std::int64_t now = absl::ToUnixSeconds(clock_.Now());
  std::vector<std::string> expired;
  TF_RETURN_IF_ERROR(draft.Scan("x", absl::StrCat("x", BigEndian64(now + 1)), ScanOrder::kAscending,
                                [&](absl::string_view key, absl::string_view) {
                                  expired.emplace_back(key);
                                  return expired.size() < kRemovedPerMake;
                                }));
  for (const std::string& key : expired) {
    const auto room = RoomId::FromBytes(absl::string_view(key).substr(9));
    if (!room) return DamagedRecord();
    TF_RETURN_IF_ERROR(draft.DeletePrefix(PostPrefix(*room)));
    TF_RETURN_IF_ERROR(AddToCount(draft, kRoomCount, -1));
    draft.Delete(RoomKey(*room));
    draft.Delete(key);
  }
  return absl::OkStatus();
}

absl::Status Rooms::Post(Overlay& draft, const RoomId& room, const SideId& side,
                         std::uint32_t index, absl::string_view body) const {
  TF_ASSIGN_OR_RETURN(RoomRecord record, Need(draft, room, side));
  if (body.size() > limits::kRoomMessageBytes) {
    return Exhausted("entry_too_large", "the message is too large for this relay.");
  }
  const std::size_t mine = *IndexOf(record, side);
  if (index < record.posted[mine]) {
    TF_ASSIGN_OR_RETURN(const auto there, draft.Get(PostKey(room, mine, index)));
    if (!there) return DamagedRecord();
    if (*there == body) return absl::OkStatus();
    return Refusal(absl::StatusCode::kAlreadyExists, "message_taken",
                   "another message has this number already.");
  }
  if (index >= limits::kRoomMessages) {
    return Exhausted("room_full", "the room has no place for another message.");
  }
  if (index > record.posted[mine]) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "message_gap",
                   "an earlier message is missing.");
  }
  record.posted[mine] += 1;
  draft.Put(PostKey(room, mine, index), body);
  draft.Put(RoomKey(room), Encode(record));
  return absl::OkStatus();
}

absl::Status Rooms::Close(Overlay& draft, const RoomId& room, const SideId& side) const {
  TF_ASSIGN_OR_RETURN(auto record, Find(draft, room));
  if (!record) return absl::OkStatus();
  if (record->state == RoomState::kBroken) return Broken();
  if (!IndexOf(*record, side)) return NoRoom();
  TF_RETURN_IF_ERROR(draft.DeletePrefix(PostPrefix(room)));
  record->state = RoomState::kClosed;
  draft.Put(RoomKey(room), Encode(*record));
  return absl::OkStatus();
}

absl::StatusOr<RoomMessages> Rooms::Read(const RoomId& room, const SideId& side,
                                         std::uint32_t from_index) const {
  const std::unique_ptr<ByteReader> instant = store_.Snapshot();
  const Overlay view(*instant);
  TF_ASSIGN_OR_RETURN(const RoomRecord record, Need(view, room, side));
  RoomMessages messages;
  messages.sides = record.sides;
  const std::size_t other = 1 - *IndexOf(record, side);
  TF_RETURN_IF_ERROR(view.Scan(PostKey(room, other, from_index), PrefixEnd(SidePrefix(room, other)),
                               ScanOrder::kAscending,
                               [&](absl::string_view, absl::string_view body) {
                                 messages.bodies.emplace_back(body);
                                 return true;
                               }));
  return messages;
}

absl::StatusOr<std::uint64_t> Rooms::Count() const {
  return ReadCount(Overlay(store_), kRoomCount);
}

}  // namespace twofold::relay

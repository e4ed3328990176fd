// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/records.h"

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold::relay {
namespace {

constexpr char kMailboxVersion = 1;
constexpr std::size_t kMailboxSize = 1 + 3 * 8 + 2 * RollingHash::kSize;
constexpr char kSnapshotVersion = 1;
constexpr std::size_t kSnapshotSize = 1 + SnapshotId::kSize + SlotId::kSize + 4 + 2 * 8;
constexpr char kRoomVersion = 1;
constexpr std::size_t kRoomSize = 1 + 1 + 8 + 1 + 2 * SideId::kSize + 2 * 4;

std::string Number(std::uint64_t number, int size, bool big) {
  std::string bytes(static_cast<std::size_t>(size), '\0');
  for (int i = 0; i < size; ++i) {
    bytes[static_cast<std::size_t>(big ? size - 1 - i : i)] = static_cast<char>(number >> (8 * i));
  }
  return bytes;
}

std::uint64_t ReadLittle(absl::string_view bytes, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = size; i-- > 0;) {
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

}  // namespace

std::string BigEndian64(std::uint64_t number) { return Number(number, 8, true); }
std::string BigEndian32(std::uint32_t number) { return Number(number, 4, true); }
std::string LittleEndian64(std::uint64_t number) { return Number(number, 8, false); }
std::string LittleEndian32(std::uint32_t number) { return Number(number, 4, false); }

std::uint64_t ReadBigEndian64(absl::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}
std::uint64_t ReadLittleEndian64(absl::string_view bytes) { return ReadLittle(bytes, 8); }
std::uint32_t ReadLittleEndian32(absl::string_view bytes) {
  return static_cast<std::uint32_t>(ReadLittle(bytes, 4));
}

std::string Encode(const MailboxRecord& record) {
  return absl::StrCat(std::string(1, kMailboxVersion), LittleEndian64(record.head),
                      LittleEndian64(record.lowest_kept), LittleEndian64(record.bytes),
                      record.head_hash.bytes(), record.base_hash.bytes());
}

std::optional<MailboxRecord> DecodeMailbox(absl::string_view bytes) {
  if (bytes.size() != kMailboxSize || bytes[0] != kMailboxVersion) return std::nullopt;
  MailboxRecord record;
  record.head = ReadLittleEndian64(bytes.substr(1));
  record.lowest_kept = ReadLittleEndian64(bytes.substr(9));
  record.bytes = ReadLittleEndian64(bytes.substr(17));
  record.head_hash = RollingHash::Prefix(bytes.substr(25));
  record.base_hash = RollingHash::Prefix(bytes.substr(57));
  if (record.lowest_kept < 1 || record.lowest_kept > record.head + 1) return std::nullopt;
  return record;
}

std::string Encode(const SnapshotRecord& record) {
  return absl::StrCat(std::string(1, kSnapshotVersion), record.id.bytes(), record.slot.bytes(),
                      LittleEndian32(record.pieces), LittleEndian64(record.bytes),
                      LittleEndian64(record.covers));
}

std::optional<SnapshotRecord> DecodeSnapshot(absl::string_view bytes) {
  if (bytes.size() != kSnapshotSize || bytes[0] != kSnapshotVersion) return std::nullopt;
  SnapshotRecord record;
  record.id = SnapshotId::Prefix(bytes.substr(1));
  record.slot = SlotId::Prefix(bytes.substr(17));
  record.pieces = ReadLittleEndian32(bytes.substr(25));
  record.bytes = ReadLittleEndian64(bytes.substr(29));
  record.covers = ReadLittleEndian64(bytes.substr(37));
  return record;
}

std::string Encode(const RoomRecord& record) {
  return absl::StrCat(std::string(1, kRoomVersion), std::string(1, static_cast<char>(record.state)),
                      LittleEndian64(static_cast<std::uint64_t>(record.expires)),
                      std::string(1, static_cast<char>(record.sides)), record.side[0].bytes(),
                      record.side[1].bytes(), LittleEndian32(record.posted[0]),
                      LittleEndian32(record.posted[1]));
}

std::optional<RoomRecord> DecodeRoom(absl::string_view bytes) {
  if (bytes.size() != kRoomSize || bytes[0] != kRoomVersion) return std::nullopt;
  const auto state = static_cast<std::uint8_t>(bytes[1]);
  const auto sides = static_cast<std::uint8_t>(bytes[10]);
  if (state > static_cast<std::uint8_t>(RoomState::kClosed) || sides > 2) return std::nullopt;
  RoomRecord record;
  record.state = static_cast<RoomState>(state);
  record.expires = static_cast<std::int64_t>(ReadLittleEndian64(bytes.substr(2)));
  record.sides = sides;
  record.side[0] = SideId::Prefix(bytes.substr(11));
  record.side[1] = SideId::Prefix(bytes.substr(27));
  record.posted[0] = ReadLittleEndian32(bytes.substr(43));
  record.posted[1] = ReadLittleEndian32(bytes.substr(47));
  return record;
}

absl::StatusOr<std::uint64_t> ReadCount(const Overlay& draft, absl::string_view key) {
  TF_ASSIGN_OR_RETURN(const auto value, draft.Get(key));
  if (!value) return 0;
  if (value->size() != 8) return DamagedRecord();
  return ReadLittleEndian64(*value);
}

absl::Status AddToCount(Overlay& draft, absl::string_view key, std::int64_t step) {
  TF_ASSIGN_OR_RETURN(const std::uint64_t count, ReadCount(draft, key));
  draft.Put(key, LittleEndian64(count + static_cast<std::uint64_t>(step)));
  return absl::OkStatus();
}

absl::Status DamagedRecord() {
  return Refusal(absl::StatusCode::kDataLoss, "store_damaged", "the relay's store is damaged.");
}

}  // namespace twofold::relay

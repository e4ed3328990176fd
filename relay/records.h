// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Keys and values of the relay's store, as docs/formats/relay.md lays them out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "storage/bytes/overlay.h"

namespace twofold::relay {

using RollingHash = FixedId<struct RollingHashTag, 32>;

// Integers in a key are big-endian, so that they sort; in a value they are little-endian.
std::string BigEndian64(std::uint64_t number);
std::string BigEndian32(std::uint32_t number);
std::string LittleEndian64(std::uint64_t number);
std::string LittleEndian32(std::uint32_t number);
// REQUIRES: at least 8 (4) bytes.
std::uint64_t ReadBigEndian64(absl::string_view bytes);
std::uint64_t ReadLittleEndian64(absl::string_view bytes);
std::uint32_t ReadLittleEndian32(absl::string_view bytes);

// What the relay remembers of a mailbox besides its entries.
struct MailboxRecord {
  std::uint64_t head = 0;         // newest sequence
  std::uint64_t lowest_kept = 1;  // head + 1 when nothing is kept
  std::uint64_t bytes = 0;        // of the bodies kept
  RollingHash head_hash;
  RollingHash base_hash;  // at lowest_kept - 1
};
std::string Encode(const MailboxRecord& record);
std::optional<MailboxRecord> DecodeMailbox(absl::string_view bytes);

// A snapshot that is kept, or one under way.
struct SnapshotRecord {
  SnapshotId id;
  SlotId slot;               // the sender's
  std::uint32_t pieces = 0;  // so many are here
  std::uint64_t bytes = 0;   // of their bodies
  std::uint64_t covers = 0;  // every entry up to this sequence; 0 while it is under way
};
std::string Encode(const SnapshotRecord& record);
std::optional<SnapshotRecord> DecodeSnapshot(absl::string_view bytes);

enum class RoomState : std::uint8_t { kOpen = 0, kBroken = 1, kClosed = 2 };

struct RoomRecord {
  RoomState state = RoomState::kOpen;
  std::int64_t expires = 0;  // seconds since 1970
  std::uint8_t sides = 0;    // how many have entered, at most 2
  SideId side[2];
  std::uint32_t posted[2] = {0, 0};
};
std::string Encode(const RoomRecord& record);
std::optional<RoomRecord> DecodeRoom(absl::string_view bytes);

// How many mailboxes and rooms there are, kept in the store with them.
inline constexpr char kMailboxCount[] = "cm";
inline constexpr char kRoomCount[] = "cr";
absl::StatusOr<std::uint64_t> ReadCount(const Overlay& draft, absl::string_view key);
absl::Status AddToCount(Overlay& draft, absl::string_view key, std::int64_t step);

// What a record that cannot be read is answered with: DataLoss.
absl::Status DamagedRecord();

}  // namespace twofold::relay

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Pairing rooms: two sides meet, exchange a few sealed messages and leave. A third side breaks
// the room for everybody, because it means that the invitation is known to somebody else; it
// stays broken until its lifetime ends. A closed room is likewise not made again before that.
//
// Changes are written into an Overlay, with the rules of relay/mailbox.h. A room whose lifetime has
// ended is as good as absent.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "relay/records.h"
#include "storage/bytes/byte_store.h"
#include "storage/bytes/overlay.h"

namespace twofold::relay {

// What to do when there is no such room.
enum class AbsentRoom { kRefuse, kMake };

struct RoomMessages {
  std::vector<std::string> bodies;  // from the index asked for on, without gaps
  std::uint32_t sides = 0;
};

// Thread-safe as far as store and clock are; a Overlay belongs to one thread at a time.
class Rooms {
 public:
  Rooms(ByteStore& store, const Clock& clock) : store_(store), clock_(clock) {}

  // Lets a side in and returns how many are in now, 1 or 2. A lifetime of 0 means the longest.
  // Errors: NotFound (no_room: absent or closed); Aborted (room_broken: a third side came, now or
  // earlier; when now, this is a change and must be committed); InvalidArgument (bad_lifetime);
  // ResourceExhausted (too_many_rooms).
  absl::StatusOr<std::uint32_t> Enter(Overlay& draft, const RoomId& room, const SideId& side,
                                      AbsentRoom absent, std::uint32_t lifetime_seconds) const;

  // Puts message `index` of the side. Errors: NotFound (no_room: also for a stranger); Aborted
  // (room_broken); AlreadyExists (message_taken: other bytes are there); FailedPrecondition
  // (message_gap: an earlier one is missing); ResourceExhausted (room_full, entry_too_large).
  absl::Status Post(Overlay& draft, const RoomId& room, const SideId& side, std::uint32_t index,
                    absl::string_view body) const;

  // Ends the room for both sides. Fine when it has ended already. Errors: NotFound (no_room: for
  // a stranger); Aborted (room_broken).
  absl::Status Close(Overlay& draft, const RoomId& room, const SideId& side) const;

  // Returns the committed messages of the other side. Errors: NotFound (no_room), Aborted
  // (room_broken).
  absl::StatusOr<RoomMessages> Read(const RoomId& room, const SideId& side,
                                    std::uint32_t from_index) const;

  // How many there are, ended ones that have not been removed yet included.
  absl::StatusOr<std::uint64_t> Count() const;

 private:
  absl::StatusOr<std::optional<RoomRecord>> Find(const Overlay& draft, const RoomId& room) const;
  absl::StatusOr<RoomRecord> Need(const Overlay& draft, const RoomId& room,
                                  const SideId& side) const;
  absl::StatusOr<std::uint32_t> Make(Overlay& draft, const RoomId& room, const SideId& side,
                                     std::uint32_t lifetime_seconds) const;
  absl::Status RemoveExpired(Overlay& draft) const;

  ByteStore& store_;
  const Clock& clock_;
};

}  // namespace twofold::relay

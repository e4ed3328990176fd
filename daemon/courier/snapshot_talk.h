// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What is said to a relay about snapshots of one space, as a part of a conversation: piece by piece
// one is taken by whoever lacks something that it has, and one is given where it is owed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/event_log.h"
#include "core/base/random.h"
#include "daemon/courier/mailbox.h"
#include "daemon/courier/relay_calls.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/relay_link.h"

namespace twofold {

// A snapshot that is being given. It is gone on with in a later conversation.
struct Giving {
  SpaceId space;
  OperationId rotation;  // that brought the key it is sealed with
  Generation generation;
  SnapshotId id;
  std::uint64_t covers = 0;
  Packing packing;
  std::uint32_t index = 0;         // of the piece to be put next
  std::vector<std::string> piece;  // its operations, once they are read
};

// What is remembered from one conversation to the next.
struct Givings {
  std::optional<Giving> under_way;
  // When one was begun because a mailbox was full, as the time since some beginning: not again and
  // again, for a relay may say so without end.
  std::optional<absl::Duration> for_room;
};

// One thread at a time; all must outlive it.
class SnapshotTalk {
 public:
  SnapshotTalk(Exchange& exchange, const Mailbox& mailbox, Random& random, EventLog& log,
               const Space& space, Givings& givings)
      : exchange_(exchange),
        mailbox_(mailbox),
        random_(random),
        log_(log),
        space_(space),
        givings_(givings) {}

  // What a fetch said that lies there, and what is still kept beside it.
  void Saw(const Fetched& fetched, const MailboxPosition& position);

  // Whether there is one to take before reading on; then the call for its next piece, and what
  // comes of the answer: the position after it. Errors of the exchange.
  bool taking() const { return taking_.has_value(); }
  relay::v1::GetSnapshotRequest NextToTake() const;
  absl::StatusOr<MailboxPosition> Take(const relay::v1::GetSnapshotResponse& response,
                                       const MailboxPosition& position);
  // It is gone, for there is another one. False when that happens again and again.
  bool TakeLoss();
  std::optional<FetchProgress> progress() const;

  // Whether there is room in a full mailbox now that the relay was told something, because it drops
  // what is covered. Not more than once for what a fetch said.
  bool TakeRoom();
  // Whether one is to be given: it is owed, or the mailbox, read up to `position`, is full of what
  // it would cover.
  enum class Room { kEnough, kNone };
  bool Gives(Room room, const MailboxPosition& position, absl::Duration now) const;
  // The call with its next piece. The mailbox was read up to `position`.
  absl::StatusOr<relay::v1::PutSnapshotRequest> NextToGive(Room room,
                                                           const MailboxPosition& position,
                                                           absl::Duration now);
  // The relay has that piece. Returns whether it was the last one.
  absl::StatusOr<bool> Gave();
  // It does not take it: somebody else began another one, or it is too large.
  void Refused();
  // Of the snapshot given last.
  const SnapshotId& given() const { return given_; }

 private:
  struct Taking {
    SnapshotMark mark;
    std::uint32_t next = 0;    // the piece to be asked for
    std::uint32_t resume = 0;  // where to go on after the first
    bool look = false;         // only at what is in it
  };

  absl::StatusOr<MailboxPosition> TakeNothing(MailboxPosition position);
  absl::StatusOr<bool> IsWanted(const SnapshotPiece& piece, const MailboxPosition& position);
  bool IsUnderWay() const;

  Exchange& exchange_;
  const Mailbox& mailbox_;
  Random& random_;
  EventLog& log_;
  const Space& space_;
  Givings& givings_;
  std::optional<Taking> taking_;
  SnapshotId known_;  // whose content was looked at
  std::uint64_t covers_ = 0;
  std::uint64_t lowest_kept_ = 1;
  std::uint64_t room_below_ = 0;  // which of those covered were made room of
  bool refused_ = false;
  int losses_ = 0;
  SnapshotId given_;
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/courier/snapshot_talk.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace twofold {

namespace pb = relay::v1;

namespace {

constexpr int kMostLosses = 3;
constexpr absl::Duration kRoomRest = absl::Minutes(10);

}  // namespace

void SnapshotTalk::Saw(const Fetched& fetched, const MailboxPosition& position) {
  lowest_kept_ = fetched.lowest_kept;
  if (!fetched.snapshot) return;
  const SnapshotMark& mark = *fetched.snapshot;
  covers_ = mark.covers;
  const bool met = mark.id == position.snapshot;
  if (!met || position.snapshot_next > 0) {
    taking_ = Taking{mark, 0, met ? position.snapshot_next : 0};
  } else if (mark.id != known_ && exchange_.OwesSnapshot(space_.id)) {
    // Somebody may have given what is owed.
    taking_ = Taking{.mark = mark, .look = true};
  }
}

bool SnapshotTalk::TakeLoss() {
  taking_.reset();
  return ++losses_ <= kMostLosses;
}

bool SnapshotTalk::TakeRoom() {
  return covers_ >= lowest_kept_ && std::exchange(room_below_, lowest_kept_) < lowest_kept_;
}

pb::GetSnapshotRequest SnapshotTalk::NextToTake() const {
  return mailbox_.GetPiece(taking_->mark.id, taking_->next);
}

std::optional<FetchProgress> SnapshotTalk::progress() const {
  if (!taking_ || taking_->look || taking_->next == 0) return std::nullopt;
  return FetchProgress{taking_->next, taking_->mark.pieces};
}

absl::StatusOr<MailboxPosition> SnapshotTalk::TakeNothing(MailboxPosition position) {
  position.snapshot = taking_->mark.id;
  position.snapshot_next = 0;
  taking_.reset();
  TF_RETURN_IF_ERROR(exchange_.Receive(space_.id, {}, position).status());
  return position;
}

// Whether the snapshot has something that is not here. What is owed is settled when it has nearly
// all that is; for a recovery code, when all that it has not is still there beside it.
absl::StatusOr<bool> SnapshotTalk::IsWanted(const SnapshotPiece& piece,
                                            const MailboxPosition& position) {
  known_ = taking_->mark.id;
  TF_ASSIGN_OR_RETURN(const Have here, exchange_.WhatIsHere(space_.id));
  const bool beside = position.kept_for.empty() || covers_ + 1 >= lowest_kept_;
  if (beside && !piece.partial && Lacking(piece.have, here) <= limits::kRepairOperations) {
    TF_RETURN_IF_ERROR(exchange_.SettleSnapshot(space_.id));
  }
  return !taking_->look && Lacking(here, piece.have) > 0;
}

absl::StatusOr<MailboxPosition> SnapshotTalk::Take(const pb::GetSnapshotResponse& response,
                                                   const MailboxPosition& position) {
  const std::optional<SnapshotPiece> piece =
      mailbox_.OpenPiece(taking_->mark, taking_->next, response.body());
  if (!piece) {
    log_.Write(Event::kUnreadableEnvelopes, {{Field::kCount, 1}});
    return TakeNothing(position);
  }
  if (taking_->next == 0) {
    TF_ASSIGN_OR_RETURN(const bool wanted, IsWanted(*piece, position));
    if (!wanted) return TakeNothing(position);
  }
  MailboxPosition after = position;
  after.snapshot = taking_->mark.id;
  taking_->next = std::max(taking_->next + 1, taking_->resume);
  const bool over = piece->last || taking_->next >= taking_->mark.pieces;
  after.snapshot_next = over ? 0 : taking_->next;
  if (over) taking_.reset();
  TF_ASSIGN_OR_RETURN(const Received received, exchange_.Receive(space_.id, piece->operations,
                                                                 after, Exchange::Check::kNewest));
  log_.Write(Event::kReceived, {{Field::kCount, received.applied}, {Field::kHeld, received.held}});
  if (received.refused > 0) {
    log_.Write(Event::kRefusedOperations, {{Field::kCount, received.refused}});
  }
  return after;
}

bool SnapshotTalk::IsUnderWay() const {
  const std::optional<Giving>& giving = givings_.under_way;
  return giving && giving->space == space_.id && giving->rotation == space_.rotation &&
         giving->generation == mailbox_.generation();
}

bool SnapshotTalk::Gives(Room room, const MailboxPosition& position, absl::Duration now) const {
  if (refused_ || taking_) return false;
  if (IsUnderWay() || exchange_.OwesSnapshot(space_.id)) return true;
  const bool rests = givings_.for_room && now < *givings_.for_room + kRoomRest;
  return room == Room::kNone && !rests && covers_ < lowest_kept_ &&
         lowest_kept_ <= position.sequence;
}

absl::StatusOr<pb::PutSnapshotRequest> SnapshotTalk::NextToGive(Room room,
                                                                const MailboxPosition& position,
                                                                absl::Duration now) {
  if (!IsUnderWay()) {
    TF_RETURN_IF_ERROR(exchange_.Secure());
    TF_ASSIGN_OR_RETURN(Have here, exchange_.WhatIsHere(space_.id));
    givings_.under_way.emplace(Giving{space_.id, space_.rotation, mailbox_.generation(),
                                      SnapshotId::Make(random_), position.sequence,
                                      exchange_.Pack(space_.id, std::move(here))});
    if (room == Room::kNone) givings_.for_room = now;
  }
  Giving& giving = *givings_.under_way;
  if (giving.piece.empty()) {
    TF_ASSIGN_OR_RETURN(giving.piece, giving.packing.Next(MostPieceBytes(giving.packing.have())));
  }
  return mailbox_.SealPiece(giving.id, giving.index, giving.covers, giving.packing, giving.piece);
}

absl::StatusOr<bool> SnapshotTalk::Gave() {
  Giving& giving = *givings_.under_way;
  giving.piece.clear();
  ++giving.index;
  if (!giving.packing.done()) return false;
  const auto count = static_cast<std::int64_t>(giving.packing.operations());
  given_ = known_ = giving.id;
  covers_ = giving.covers;
  givings_.under_way.reset();
  TF_RETURN_IF_ERROR(exchange_.SettleSnapshot(space_.id));
  log_.Write(Event::kRepaired, {{Field::kCount, count}});
  return true;
}

void SnapshotTalk::Refused() {
  givings_.under_way.reset();
  refused_ = true;
}

}  // namespace twofold

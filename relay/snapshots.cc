// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/snapshots.h"

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold::relay {
namespace {

std::string KeptKey(const MailboxId& mailbox) { return absl::StrCat("k", mailbox.bytes()); }
std::string UnderWayKey(const MailboxId& mailbox) { return absl::StrCat("u", mailbox.bytes()); }
std::string PieceKey(const MailboxId& mailbox, const SnapshotId& id, std::uint32_t index) {
  return absl::StrCat("b", mailbox.bytes(), id.bytes(), BigEndian32(index));
}

// Without reading them, for they are large.
void DropPieces(Overlay& draft, const MailboxId& mailbox,
                const std::optional<SnapshotRecord>& record) {
  for (std::uint32_t index = 0; record && index < record->pieces; ++index) {
    draft.Delete(PieceKey(mailbox, record->id, index));
  }
}

absl::Status NoSnapshot() {
  return Refusal(absl::StatusCode::kNotFound, "no_snapshot", "there is no such snapshot.");
}

absl::StatusOr<std::optional<SnapshotRecord>> Find(const Overlay& draft, const std::string& key) {
  TF_ASSIGN_OR_RETURN(const auto bytes, draft.Get(key));
  if (!bytes) return std::nullopt;
  const auto record = DecodeSnapshot(*bytes);
  if (!record) return DamagedRecord();
  return record;
}

}  // namespace

absl::StatusOr<std::optional<SnapshotRecord>> FindSnapshot(const Overlay& draft,
                                                           const MailboxId& mailbox) {
  return Find(draft, KeptKey(mailbox));
}

absl::Status PutPiece(Overlay& draft, const MailboxId& mailbox, const SlotId& slot,
                      const SnapshotPiece& piece) {
  if (piece.body.size() > limits::kSnapshotPieceBytes) {
    return Refusal(absl::StatusCode::kResourceExhausted, "piece_too_large",
                   "the piece is too large for this relay.");
  }
  TF_ASSIGN_OR_RETURN(const auto kept, FindSnapshot(draft, mailbox));
  TF_ASSIGN_OR_RETURN(const auto found, Find(draft, UnderWayKey(mailbox)));
  for (const auto& record : {kept, found}) {
    if (record && record->id == piece.id && piece.index < record->pieces) return absl::OkStatus();
  }
  const bool first = piece.index == 0;
  const bool next = found && found->id == piece.id && found->pieces == piece.index;
  if (!first && !next) return NoSnapshot();
  SnapshotRecord record = next ? *found : SnapshotRecord{piece.id, slot};
  if (record.bytes + piece.body.size() > limits::kSnapshotBytes) {
    return Refusal(absl::StatusCode::kResourceExhausted, "snapshot_full",
                   "the snapshot is too large for this relay.");
  }
  if (first) DropPieces(draft, mailbox, found);
  draft.Put(PieceKey(mailbox, piece.id, piece.index), std::string(piece.body));
  record.pieces += 1;
  record.bytes += piece.body.size();
  if (!piece.last) {
    draft.Put(UnderWayKey(mailbox), Encode(record));
    return absl::OkStatus();
  }
  DropPieces(draft, mailbox, kept);
  record.covers = piece.covers;
  draft.Put(KeptKey(mailbox), Encode(record));
  draft.Delete(UnderWayKey(mailbox));
  return absl::OkStatus();
}

absl::StatusOr<std::string> GetPiece(const Overlay& draft, const MailboxId& mailbox,
                                     const SnapshotId& id, std::uint32_t index) {
  TF_ASSIGN_OR_RETURN(const auto kept, FindSnapshot(draft, mailbox));
  if (!kept || kept->id != id || index >= kept->pieces) return NoSnapshot();
  TF_ASSIGN_OR_RETURN(auto body, draft.Get(PieceKey(mailbox, id, index)));
  if (!body) return DamagedRecord();
  return *std::move(body);
}

absl::Status DropSnapshots(Overlay& draft, const MailboxId& mailbox) {
  for (const std::string& key : {KeptKey(mailbox), UnderWayKey(mailbox)}) {
    TF_ASSIGN_OR_RETURN(const auto record, Find(draft, key));
    DropPieces(draft, mailbox, record);
    draft.Delete(key);
  }
  return absl::OkStatus();
}

}  // namespace twofold::relay

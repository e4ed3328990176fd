// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A mailbox's snapshot: in pieces of opaque bytes, what its entries up to a sequence say, so that
// those may be dropped. One is kept, and one may be under way. Pure, as relay/mailbox.h, whose
// rules about drafts and errors hold here too; that the mailbox and the slot are there is known
// before anything here is called.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "relay/records.h"
#include "storage/bytes/overlay.h"

namespace twofold::relay {

struct SnapshotPiece {
  SnapshotId id;
  std::uint32_t index = 0;
  bool last = false;
  std::uint64_t covers = 0;  // counts of the last piece
  absl::string_view body;
};

// Returns the snapshot that is kept, whole.
absl::StatusOr<std::optional<SnapshotRecord>> FindSnapshot(const Overlay& draft,
                                                           const MailboxId& mailbox);

// Keeps the next piece. Piece 0 drops what else was under way; the last one drops what was kept.
// Nothing changes when the piece is here already.
// Errors: ResourceExhausted (piece_too_large, snapshot_full); NotFound (no_snapshot: neither here
// nor the next one).
absl::Status PutPiece(Overlay& draft, const MailboxId& mailbox, const SlotId& slot,
                      const SnapshotPiece& piece);

// Returns a piece of the snapshot that is kept. Errors: NotFound (no_snapshot).
absl::StatusOr<std::string> GetPiece(const Overlay& draft, const MailboxId& mailbox,
                                     const SnapshotId& id, std::uint32_t index);

// Removes what is kept and what is under way.
absl::Status DropSnapshots(Overlay& draft, const MailboxId& mailbox);

}  // namespace twofold::relay

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Mailboxes: ordered, bounded logs of opaque bytes. Pure but for the store it is given: no
// threads, no clock, no network; the same calls give the same store.
//
// Changes are written into a Overlay and are nothing until that is committed. A change that
// returns one of its own errors has written nothing into the draft. Every call may also return
// the errors of the store (storage/bytes/byte_store.h); then the draft must not be committed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "relay/records.h"
#include "relay/snapshots.h"
#include "storage/bytes/byte_store.h"
#include "storage/bytes/overlay.h"

namespace twofold::relay {

// Returns the id of the mailbox that belongs to a login key.
MailboxId MailboxOf(const SignPublicKey& login_key);

// Returns the rolling hash after one more entry; docs/formats/relay.md has the rule.
RollingHash NextHash(const RollingHash& before, std::uint64_t sequence, const SlotId& slot,
                     const MessageId& message_id, absl::string_view body);

// What a call about an absent mailbox is answered with: NotFound (no_mailbox).
absl::Status NoMailbox();

struct NewEntry {
  MessageId message_id;
  absl::string_view body;
};

struct Entry {
  std::uint64_t sequence = 0;
  MessageId message_id;
  SlotId slot;
  std::string body;
};

struct SlotStatus {
  SlotId slot;
  std::uint64_t acknowledged = 0;
  std::string blob;
};

struct Appended {
  std::vector<std::uint64_t> sequences;  // one for each entry given
  std::uint64_t head = 0;
  RollingHash head_hash;
};

struct Fetched {
  std::vector<Entry> entries;  // ascending, without gaps
  std::uint64_t head = 0;
  RollingHash head_hash;
  std::uint64_t lowest_kept = 1;              // head + 1 when nothing is kept
  std::optional<RollingHash> hash_at_cursor;  // nothing when it is not known
  std::vector<SlotStatus> statuses;           // of the other slots
  std::optional<SnapshotRecord> snapshot;     // that is kept
};

// Thread-safe as far as the store is; a Overlay belongs to one thread at a time.
class Mailboxes {
 public:
  // Reads the store's generation, and makes it (durably) in a new store.
  static absl::StatusOr<Mailboxes> Open(ByteStore& store, Random& random);

  // 16 bytes made with the store.
  const Generation& generation() const { return generation_; }

  // Makes the mailbox and the slot unless they are there.
  // Errors: ResourceExhausted (too_many_mailboxes, too_many_slots).
  absl::Status Create(Overlay& draft, const MailboxId& mailbox, const SlotId& slot) const;

  // Appends all entries or none. An entry whose message id is kept already gets its old sequence.
  // Errors: NotFound (no_mailbox: neither, or no such slot); InvalidArgument (bad_batch: none or
  // too many); ResourceExhausted (entry_too_large, mailbox_full).
  absl::StatusOr<Appended> Append(Overlay& draft, const MailboxId& mailbox, const SlotId& slot,
                                  std::span<const NewEntry> entries) const;

  // Moves the slot's cursor forward, never beyond the head, replaces its blob unless empty, and
  // drops some of what is needed no more: what every slot has acknowledged, unless there is but
  // one, for then the other side has not come yet; and where the mailbox is more than half full,
  // what its snapshot covers. Errors: NotFound (no_mailbox); ResourceExhausted (status_too_large).
  absl::Status Acknowledge(Overlay& draft, const MailboxId& mailbox, const SlotId& slot,
                           std::uint64_t sequence, absl::string_view blob) const;

  // Keeps a piece of a snapshot, as PutPiece; the last one drops some entries, as Acknowledge does.
  // Errors: NotFound (no_mailbox); of PutPiece.
  absl::Status PutSnapshot(Overlay& draft, const MailboxId& mailbox, const SlotId& slot,
                           SnapshotPiece piece) const;

  // Returns a committed piece. Errors: NotFound (no_mailbox); of GetPiece.
  absl::StatusOr<std::string> GetSnapshot(const MailboxId& mailbox, const SlotId& slot,
                                          const SnapshotId& id, std::uint32_t index) const;

  // Removes the mailbox with all it holds, if it is there.
  absl::Status Destroy(Overlay& draft, const MailboxId& mailbox) const;

  // Returns committed entries after `after`: at most `limit` (0: as many as are allowed) and at
  // most limits::kFetchBytes of bodies. Errors: NotFound (no_mailbox).
  absl::StatusOr<Fetched> Fetch(const MailboxId& mailbox, const SlotId& slot, std::uint64_t after,
                                std::uint32_t limit) const;

  // Returns the newest committed sequence. Errors: NotFound (no_mailbox: neither, or no such slot).
  absl::StatusOr<std::uint64_t> Head(const MailboxId& mailbox, const SlotId& slot) const;

  // How many there are.
  absl::StatusOr<std::uint64_t> Count() const;

 private:
  Mailboxes(ByteStore& store, const Generation& generation)
      : store_(&store), generation_(generation) {}

  ByteStore* store_;
  Generation generation_;
};

}  // namespace twofold::relay

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/mailbox.h"

#include <sodium.h>

#include <algorithm>
#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold::relay {
namespace {

constexpr char kGenerationKey[] = "g";
constexpr char kHashDomain[] = "twofold relay v1 entry";
// The rolling hash is stored at every multiple of this; between two it is calculated.
constexpr std::uint64_t kHashStep = 32;
constexpr std::size_t kEntryHeader = SlotId::kSize + MessageId::kSize;

std::string MailboxKey(const MailboxId& id) { return absl::StrCat("m", id.bytes()); }
std::string EntryPrefix(const MailboxId& id) { return absl::StrCat("e", id.bytes()); }
std::string EntryKey(const MailboxId& id, std::uint64_t sequence) {
  return absl::StrCat("e", id.bytes(), BigEndian64(sequence));
}
std::string IndexPrefix(const MailboxId& id) { return absl::StrCat("i", id.bytes()); }
std::string IndexKey(const MailboxId& id, const MessageId& message_id) {
  return absl::StrCat("i", id.bytes(), message_id.bytes());
}
std::string HashPrefix(const MailboxId& id) { return absl::StrCat("h", id.bytes()); }
std::string HashKey(const MailboxId& id, std::uint64_t sequence) {
  return absl::StrCat("h", id.bytes(), BigEndian64(sequence));
}
std::string SlotPrefix(const MailboxId& id) { return absl::StrCat("s", id.bytes()); }
std::string SlotKey(const MailboxId& id, const SlotId& slot) {
  return absl::StrCat("s", id.bytes(), slot.bytes());
}

absl::Status Exhausted(absl::string_view reason, absl::string_view sentence) {
  return Refusal(absl::StatusCode::kResourceExhausted, reason, sentence);
}

absl::StatusOr<std::optional<MailboxRecord>> FindMailbox(const Overlay& draft,
                                                         const MailboxId& id) {
  TF_ASSIGN_OR_RETURN(const auto bytes, draft.Get(MailboxKey(id)));
  if (!bytes) return std::nullopt;
  const auto record = DecodeMailbox(*bytes);
  if (!record) return DamagedRecord();
  return record;
}

// The mailbox, provided that it has the slot.
absl::StatusOr<MailboxRecord> NeedMailbox(const Overlay& draft, const MailboxId& id,
                                          const SlotId& slot) {
  TF_ASSIGN_OR_RETURN(const auto record, FindMailbox(draft, id));
  if (!record) return NoMailbox();
  TF_ASSIGN_OR_RETURN(const auto status, draft.Get(SlotKey(id, slot)));
  if (!status) return NoMailbox();
  return *record;
}

absl::StatusOr<std::vector<SlotStatus>> ReadSlots(const Overlay& draft, const MailboxId& id) {
  std::vector<SlotStatus> slots;
  bool damaged = false;
  const std::string prefix = SlotPrefix(id);
  TF_RETURN_IF_ERROR(draft.Scan(
      prefix, PrefixEnd(prefix), ScanOrder::kAscending,
      [&](absl::string_view key, absl::string_view value) {
        const auto slot = SlotId::FromBytes(key.substr(prefix.size()));
        damaged = !slot || value.size() < 8;
        if (damaged) return false;
        slots.push_back({*slot, ReadLittleEndian64(value), std::string(value.substr(8))});
        return true;
      }));
  if (damaged) return DamagedRecord();
  return slots;
}

// Visits the entries with sequences in [first, last]; DataLoss when one is missing.
absl::Status ScanEntries(const Overlay& draft, const MailboxId& id, std::uint64_t first,
                         std::uint64_t last, absl::FunctionRef<bool(Entry)> visit) {
  if (first > last) return absl::OkStatus();
  std::uint64_t expected = first;
  bool damaged = false;
  bool ended = false;
  TF_RETURN_IF_ERROR(
      draft.Scan(EntryKey(id, first), EntryKey(id, last + 1), ScanOrder::kAscending,
                 [&](absl::string_view key, absl::string_view value) {
                   const std::uint64_t sequence = ReadBigEndian64(key.substr(1 + MailboxId::kSize));
                   damaged = sequence != expected || value.size() < kEntryHeader;
                   if (damaged) return false;
                   ++expected;
                   ended = !visit({sequence, MessageId::Prefix(value.substr(SlotId::kSize)),
                                   SlotId::Prefix(value), std::string(value.substr(kEntryHeader))});
                   return !ended;
                 }));
  if (damaged || (!ended && expected != last + 1)) return DamagedRecord();
  return absl::OkStatus();
}

// REQUIRES: lowest_kept - 1 <= sequence <= head.
absl::StatusOr<RollingHash> HashAt(const Overlay& draft, const MailboxId& id,
                                   const MailboxRecord& record, std::uint64_t sequence) {
  if (sequence == record.head) return record.head_hash;
  std::uint64_t from = record.lowest_kept - 1;
  RollingHash hash = record.base_hash;
  const std::uint64_t stored = sequence - sequence % kHashStep;
  if (stored > from) {
    TF_ASSIGN_OR_RETURN(const auto bytes, draft.Get(HashKey(id, stored)));
    const auto found = RollingHash::FromBytes(bytes.value_or(""));
    if (!found) return DamagedRecord();
    hash = *found;
    from = stored;
  }
  TF_RETURN_IF_ERROR(ScanEntries(draft, id, from + 1, sequence, [&](const Entry& entry) {
    hash = NextHash(hash, entry.sequence, entry.slot, entry.message_id, entry.body);
    return true;
  }));
  return hash;
}

// Drops entries up to `upto`, but not more than one call may.
absl::Status Trim(Overlay& draft, const MailboxId& id, MailboxRecord record, std::uint64_t upto) {
  upto = std::min<std::uint64_t>(upto, record.lowest_kept - 1 + limits::kTrimPerAck);
  if (upto < record.lowest_kept) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(const RollingHash base, HashAt(draft, id, record, upto));
  std::vector<std::string> gone;
  std::uint64_t bytes = 0;
  TF_RETURN_IF_ERROR(ScanEntries(draft, id, record.lowest_kept, upto, [&](const Entry& entry) {
    gone.push_back(EntryKey(id, entry.sequence));
    gone.push_back(IndexKey(id, entry.message_id));
    if (entry.sequence % kHashStep == 0) gone.push_back(HashKey(id, entry.sequence));
    bytes += entry.body.size();
    return true;
  }));
  for (const std::string& key : gone) draft.Delete(key);
  record.base_hash = base;
  record.lowest_kept = upto + 1;
  record.bytes -= std::min(record.bytes, bytes);
  draft.Put(MailboxKey(id), Encode(record));
  return absl::OkStatus();
}

// What nobody needs any more: every slot has it, or it is covered and the room is wanted.
absl::Status TrimUnneeded(Overlay& draft, const MailboxId& id, const MailboxRecord& record,
                          std::span<const SlotStatus> slots) {
  std::uint64_t upto = slots.size() < 2 ? 0 : record.head;
  for (const SlotStatus& status : slots) upto = std::min(upto, status.acknowledged);
  const std::uint64_t kept = record.head + 1 - record.lowest_kept;
  if (kept > limits::kMailboxEntries / 2 || record.bytes > limits::kMailboxBytes / 2) {
    TF_ASSIGN_OR_RETURN(const auto snapshot, FindSnapshot(draft, id));
    if (snapshot) upto = std::max(upto, snapshot->covers);
  }
  return Trim(draft, id, record, upto);
}

absl::Status CheckSizes(std::span<const NewEntry> entries) {
  if (entries.empty() || entries.size() > limits::kRelayBatch) {
    return Refusal(absl::StatusCode::kInvalidArgument, "bad_batch",
                   absl::StrCat("an append carries 1 to ", limits::kRelayBatch, " envelopes."));
  }
  for (const NewEntry& entry : entries) {
    if (entry.body.size() > limits::kEnvelopeBodyBytes) {
      return Exhausted("entry_too_large", "the envelope is too large for this relay.");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status NoMailbox() {
  return Refusal(absl::StatusCode::kNotFound, "no_mailbox", "there is no such mailbox.");
}

MailboxId MailboxOf(const SignPublicKey& login_key) {
  unsigned char hash[32];
  const absl::string_view key = login_key.bytes();
  crypto_generichash(hash, sizeof(hash), reinterpret_cast<const unsigned char*>(key.data()),
                     key.size(), nullptr, 0);
  return MailboxId::Prefix({reinterpret_cast<const char*>(hash), sizeof(hash)});
}

RollingHash NextHash(const RollingHash& before, std::uint64_t sequence, const SlotId& slot,
                     const MessageId& message_id, absl::string_view body) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, RollingHash::kSize);
  const auto add = [&](absl::string_view bytes) {
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size());
  };
  add(kHashDomain);
  add(before.bytes());
  add(LittleEndian64(sequence));
  add(slot.bytes());
  add(message_id.bytes());
  add(LittleEndian32(static_cast<std::uint32_t>(body.size())));
  add(body);
  unsigned char hash[RollingHash::kSize];
  crypto_generichash_final(&state, hash, sizeof(hash));
  return RollingHash::Prefix({reinterpret_cast<const char*>(hash), sizeof(hash)});
}

absl::StatusOr<Mailboxes> Mailboxes::Open(ByteStore& store, Random& random) {
  TF_ASSIGN_OR_RETURN(const auto bytes, store.Get(kGenerationKey));
  if (bytes) {
    const auto generation = Generation::FromBytes(*bytes);
    if (!generation) return DamagedRecord();
    return Mailboxes(store, *generation);
  }
  const Generation generation = Generation::Make(random);
  ByteBatch batch;
  batch.Put(kGenerationKey, generation.bytes());
  TF_RETURN_IF_ERROR(store.Commit(batch));
  return Mailboxes(store, generation);
}

absl::Status Mailboxes::Create(Overlay& draft, const MailboxId& mailbox, const SlotId& slot) const {
  TF_ASSIGN_OR_RETURN(const auto record, FindMailbox(draft, mailbox));
  TF_ASSIGN_OR_RETURN(const auto status, draft.Get(SlotKey(mailbox, slot)));
  if (record && status) return absl::OkStatus();
  if (record) {
    TF_ASSIGN_OR_RETURN(const auto slots, ReadSlots(draft, mailbox));
    if (slots.size() >= limits::kMailboxSlots) {
      return Exhausted("too_many_slots", "the mailbox has no room for another device.");
    }
  } else {
    TF_ASSIGN_OR_RETURN(const std::uint64_t count, ReadCount(draft, kMailboxCount));
    if (count >= limits::kRelayMailboxes) {
      return Exhausted("too_many_mailboxes", "the relay has no room for another mailbox.");
    }
    TF_RETURN_IF_ERROR(AddToCount(draft, kMailboxCount, 1));
    draft.Put(MailboxKey(mailbox), Encode(MailboxRecord()));
  }
  draft.Put(SlotKey(mailbox, slot), LittleEndian64(0));
  return absl::OkStatus();
}

absl::StatusOr<Appended> Mailboxes::Append(Overlay& draft, const MailboxId& mailbox,
                                           const SlotId& slot,
                                           std::span<const NewEntry> entries) const {
  TF_ASSIGN_OR_RETURN(MailboxRecord record, NeedMailbox(draft, mailbox, slot));
  TF_RETURN_IF_ERROR(CheckSizes(entries));
  Appended appended;
  std::map<MessageId, std::uint64_t> fresh;
  std::vector<std::pair<std::string, std::string>> puts;
  for (const NewEntry& entry : entries) {
    const auto twice = fresh.find(entry.message_id);
    if (twice != fresh.end()) {
      appended.sequences.push_back(twice->second);
      continue;
    }
    TF_ASSIGN_OR_RETURN(const auto known, draft.Get(IndexKey(mailbox, entry.message_id)));
    if (known) {
      if (known->size() != 8) return DamagedRecord();
      appended.sequences.push_back(ReadLittleEndian64(*known));
      continue;
    }
    const std::uint64_t kept = record.head + 1 - record.lowest_kept;
    if (kept >= limits::kMailboxEntries ||
        record.bytes + entry.body.size() > limits::kMailboxBytes) {
      return Exhausted("mailbox_full", "the mailbox is full.");
    }
    record.head += 1;
    record.bytes += entry.body.size();
    record.head_hash = NextHash(record.head_hash, record.head, slot, entry.message_id, entry.body);
    puts.emplace_back(EntryKey(mailbox, record.head),
                      absl::StrCat(slot.bytes(), entry.message_id.bytes(), entry.body));
    puts.emplace_back(IndexKey(mailbox, entry.message_id), LittleEndian64(record.head));
    if (record.head % kHashStep == 0) {
      puts.emplace_back(HashKey(mailbox, record.head), record.head_hash.str());
    }
    fresh.emplace(entry.message_id, record.head);
    appended.sequences.push_back(record.head);
  }
  for (const auto& [key, value] : puts) draft.Put(key, value);
  if (!fresh.empty()) draft.Put(MailboxKey(mailbox), Encode(record));
  appended.head = record.head;
  appended.head_hash = record.head_hash;
  return appended;
}

absl::Status Mailboxes::Acknowledge(Overlay& draft, const MailboxId& mailbox, const SlotId& slot,
                                    std::uint64_t sequence, absl::string_view blob) const {
  TF_ASSIGN_OR_RETURN(const MailboxRecord record, NeedMailbox(draft, mailbox, slot));
  if (blob.size() > limits::kStatusBlobBytes) {
    return Exhausted("status_too_large", "the status is too large for this relay.");
  }
  TF_ASSIGN_OR_RETURN(std::vector<SlotStatus> slots, ReadSlots(draft, mailbox));
  std::string value;
  for (SlotStatus& status : slots) {
    if (status.slot == slot) {
      status.acknowledged = std::max(status.acknowledged, std::min(sequence, record.head));
      value = absl::StrCat(LittleEndian64(status.acknowledged), blob.empty() ? status.blob : blob);
    }
  }
  TF_RETURN_IF_ERROR(TrimUnneeded(draft, mailbox, record, slots));
  draft.Put(SlotKey(mailbox, slot), value);
  return absl::OkStatus();
}

absl::Status Mailboxes::PutSnapshot(Overlay& draft, const MailboxId& mailbox, const SlotId& slot,
                                    SnapshotPiece piece) const {
  TF_ASSIGN_OR_RETURN(const MailboxRecord record, NeedMailbox(draft, mailbox, slot));
  piece.covers = std::min(piece.covers, record.head);
  TF_RETURN_IF_ERROR(PutPiece(draft, mailbox, slot, piece));
  if (!piece.last) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(const std::vector<SlotStatus> slots, ReadSlots(draft, mailbox));
  return TrimUnneeded(draft, mailbox, record, slots);
}

absl::StatusOr<std::string> Mailboxes::GetSnapshot(const MailboxId& mailbox, const SlotId& slot,
                                                   const SnapshotId& id,
                                                   std::uint32_t index) const {
  const Overlay view(*store_);
  TF_RETURN_IF_ERROR(NeedMailbox(view, mailbox, slot).status());
  return GetPiece(view, mailbox, id, index);
}

absl::Status Mailboxes::Destroy(Overlay& draft, const MailboxId& mailbox) const {
  TF_ASSIGN_OR_RETURN(const auto record, FindMailbox(draft, mailbox));
  if (!record) return absl::OkStatus();
  for (const std::string& prefix :
       {EntryPrefix(mailbox), IndexPrefix(mailbox), HashPrefix(mailbox), SlotPrefix(mailbox)}) {
    TF_RETURN_IF_ERROR(draft.DeletePrefix(prefix));
  }
  TF_RETURN_IF_ERROR(DropSnapshots(draft, mailbox));
  draft.Delete(MailboxKey(mailbox));
  return AddToCount(draft, kMailboxCount, -1);
}

absl::StatusOr<Fetched> Mailboxes::Fetch(const MailboxId& mailbox, const SlotId& slot,
                                         std::uint64_t after, std::uint32_t limit) const {
  const std::unique_ptr<ByteReader> instant = store_->Snapshot();
  const Overlay view(*instant);
  TF_ASSIGN_OR_RETURN(const MailboxRecord record, NeedMailbox(view, mailbox, slot));
  Fetched fetched;
  fetched.head = record.head;
  fetched.head_hash = record.head_hash;
  fetched.lowest_kept = record.lowest_kept;
  if (after + 1 >= record.lowest_kept && after <= record.head) {
    TF_ASSIGN_OR_RETURN(fetched.hash_at_cursor, HashAt(view, mailbox, record, after));
  }
  TF_ASSIGN_OR_RETURN(fetched.statuses, ReadSlots(view, mailbox));
  std::erase_if(fetched.statuses, [&](const SlotStatus& status) { return status.slot == slot; });
  TF_ASSIGN_OR_RETURN(fetched.snapshot, FindSnapshot(view, mailbox));
  if (after >= record.head) return fetched;

  const std::size_t most =
      limit == 0 ? limits::kRelayBatch : std::min<std::size_t>(limit, limits::kRelayBatch);
  const std::uint64_t first = std::max(after + 1, record.lowest_kept);
  std::size_t bytes = 0;
  TF_RETURN_IF_ERROR(ScanEntries(view, mailbox, first, record.head, [&](Entry entry) {
    bytes += entry.body.size();
    if (!fetched.entries.empty() && bytes > limits::kFetchBytes) return false;
    fetched.entries.push_back(std::move(entry));
    return fetched.entries.size() < most;
  }));
  return fetched;
}

absl::StatusOr<std::uint64_t> Mailboxes::Head(const MailboxId& mailbox, const SlotId& slot) const {
  const Overlay view(*store_);
  TF_ASSIGN_OR_RETURN(const MailboxRecord record, NeedMailbox(view, mailbox, slot));
  return record.head;
}

absl::StatusOr<std::uint64_t> Mailboxes::Count() const {
  return ReadCount(Overlay(*store_), kMailboxCount);
}

}  // namespace twofold::relay

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The layout of keys; docs/formats/store.md. Keys hold ids and numbers, never anybody's words,
// because RocksDB writes keys in clear into several files. Numbers are big-endian, so that
// bytewise order is numeric order; day numbers are offset so that negative ones sort first.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/goals/entry.h"

namespace twofold::keys {

std::string Format();
std::string SelfKey();
std::string PairingKey();
std::string TallyKey();
std::string FoldingKey();

std::string SpacePrefix();
std::string SpaceKeyOf(const SpaceId& space);
std::string ClockOf(const SpaceId& space);
std::string MailboxOf(const SpaceId& space);
std::string DeliveryOf(const SpaceId& space);
std::string RosterOf(const SpaceId& space);

std::string HeadPrefix(const SpaceId& space);
std::string HeadOf(const SpaceId& space, const ChainId& chain);

std::string OperationsOfSpace(const SpaceId& space);
// Operations of a chain in order; several at one sequence when a chain was forked.
std::string OperationPrefix(const SpaceId& space, const ChainId& chain);
std::string OperationAt(const SpaceId& space, const ChainId& chain, std::uint64_t sequence);
std::string OperationKey(const SpaceId& space, const ChainId& chain, std::uint64_t sequence,
                         const OperationId& id);

std::string GoalPrefix(const SpaceId& space);
std::string GoalKey(const SpaceId& space, const EntityId& goal);

std::string EntriesOfSpace(const SpaceId& space);
std::string EntryPrefix(const SpaceId& space, const EntityId& goal);
std::string EntriesFrom(const SpaceId& space, const EntityId& goal, std::int32_t day);
std::string EntryKeyOf(const EntryKey& key);
// Reads day and person back from an entry's key.
EntryKey ParseEntryKey(absl::string_view key);

std::string RestPrefix(const SpaceId& space);
std::string RestKey(const SpaceId& space, const EntityId& rest);

std::string EaseOfSpace(const SpaceId& space);
std::string EasePrefix(const SpaceId& space, const EntityId& goal);
std::string EaseKey(const SpaceId& space, const EntityId& goal, std::int32_t day);
// Reads the day back from an ease key.
std::int32_t EaseDay(absl::string_view key);

std::string SubjectPrefix(const SpaceId& space);
std::string SubjectKey(const SpaceId& space, const EntityId& subject);

std::string AliasPrefix();
std::string AliasesOfSpace(const SpaceId& space);
std::string AliasKey(const SpaceId& space, const EntityId& entity);

std::string OutboxPrefix(const SpaceId& space);
std::string OutboxKey(const SpaceId& space, const ChainId& chain, std::uint64_t sequence,
                      const OperationId& id);

std::string LaterPrefix(const SpaceId& space);
std::string LaterKey(const SpaceId& space, const EntityId& entity);

std::string HeldPrefix(const SpaceId& space);
std::string HeldKey(const SpaceId& space, const OperationId& id);

std::string ActPrefix();
std::string ActKey(std::uint64_t number);

std::string RequestPrefix();
std::string RequestKey(std::uint64_t place);

// The last 8 bytes of a key as a number.
std::uint64_t TailNumber(absl::string_view key);
// Ids inside keys: the bytes from `offset` on.
template <class Id>
Id IdAt(absl::string_view key, std::size_t offset) {
  return Id::Prefix(key.substr(offset));
}

}  // namespace twofold::keys

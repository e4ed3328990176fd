// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/store/keys.h"

#include "absl/strings/str_cat.h"

namespace twofold::keys {
namespace {

// One byte for each table; a retired one is never used again.
constexpr absl::string_view kFormat = "!";
constexpr absl::string_view kAlias = "a";
constexpr absl::string_view kSubject = "c";
constexpr absl::string_view kDelivery = "d";
constexpr absl::string_view kEntry = "e";
constexpr absl::string_view kRest = "f";
constexpr absl::string_view kGoal = "g";
constexpr absl::string_view kHeld = "h";
constexpr absl::string_view kEase = "j";
constexpr absl::string_view kHead = "k";
constexpr absl::string_view kMailbox = "m";
constexpr absl::string_view kRoster = "n";
constexpr absl::string_view kOperation = "o";
constexpr absl::string_view kPairing = "p";
constexpr absl::string_view kLater = "q";
constexpr absl::string_view kRequest = "r";
constexpr absl::string_view kSpace = "s";
constexpr absl::string_view kSelf = "t";
constexpr absl::string_view kAct = "u";
constexpr absl::string_view kFolding = "v";
constexpr absl::string_view kClock = "w";
constexpr absl::string_view kOutbox = "x";
constexpr absl::string_view kTally = "y";

std::string BigEndian(std::uint64_t number, int bytes) {
  std::string out(bytes, '\0');
  for (int i = bytes - 1; i >= 0; --i, number >>= 8) out[i] = static_cast<char>(number & 0xFF);
  return out;
}

std::uint64_t FromBigEndian(absl::string_view bytes) {
  std::uint64_t number = 0;
  for (char c : bytes) number = (number << 8) | static_cast<unsigned char>(c);
  return number;
}

std::string Number(std::uint64_t number) { return BigEndian(number, 8); }

std::string Day(std::int32_t day) {
  return BigEndian(static_cast<std::uint32_t>(day) ^ 0x80000000u, 4);
}

std::int32_t DayAt(absl::string_view key, std::size_t offset) {
  const auto number = static_cast<std::uint32_t>(FromBigEndian(key.substr(offset, 4)));
  return static_cast<std::int32_t>(number ^ 0x80000000u);
}

}  // namespace

std::string Format() { return std::string(kFormat.data(), kFormat.size()); }
std::string SelfKey() { return std::string(kSelf.data(), kSelf.size()); }
std::string TallyKey() { return std::string(kTally.data(), kTally.size()); }
std::string FoldingKey() { return std::string(kFolding.data(), kFolding.size()); }
std::string PairingKey() { return std::string(kPairing.data(), kPairing.size()); }

std::string SpacePrefix() { return std::string(kSpace.data(), kSpace.size()); }
std::string SpaceKeyOf(const SpaceId& space) { return absl::StrCat(kSpace, space.bytes()); }
std::string RosterOf(const SpaceId& space) { return absl::StrCat(kRoster, space.bytes()); }
std::string DeliveryOf(const SpaceId& space) { return absl::StrCat(kDelivery, space.bytes()); }
std::string ClockOf(const SpaceId& space) { return absl::StrCat(kClock, space.bytes()); }
std::string MailboxOf(const SpaceId& space) { return absl::StrCat(kMailbox, space.bytes()); }

std::string HeadPrefix(const SpaceId& space) { return absl::StrCat(kHead, space.bytes()); }
std::string HeadOf(const SpaceId& space, const ChainId& chain) {
  return absl::StrCat(kHead, space.bytes(), chain.bytes());
}

std::string OperationsOfSpace(const SpaceId& space) {
  return absl::StrCat(kOperation, space.bytes());
}
std::string OperationPrefix(const SpaceId& space, const ChainId& chain) {
  return absl::StrCat(kOperation, space.bytes(), chain.bytes());
}
std::string OperationAt(const SpaceId& space, const ChainId& chain, std::uint64_t sequence) {
  return absl::StrCat(kOperation, space.bytes(), chain.bytes(), Number(sequence));
}
std::string OperationKey(const SpaceId& space, const ChainId& chain, std::uint64_t sequence,
                         const OperationId& id) {
  return absl::StrCat(OperationAt(space, chain, sequence), id.bytes());
}

std::string GoalPrefix(const SpaceId& space) { return absl::StrCat(kGoal, space.bytes()); }
std::string GoalKey(const SpaceId& space, const EntityId& goal) {
  return absl::StrCat(kGoal, space.bytes(), goal.bytes());
}

std::string EntriesOfSpace(const SpaceId& space) { return absl::StrCat(kEntry, space.bytes()); }
std::string EntryPrefix(const SpaceId& space, const EntityId& goal) {
  return absl::StrCat(kEntry, space.bytes(), goal.bytes());
}
std::string EntriesFrom(const SpaceId& space, const EntityId& goal, std::int32_t day) {
  return absl::StrCat(EntryPrefix(space, goal), Day(day));
}
std::string EntryKeyOf(const EntryKey& key) {
  return absl::StrCat(EntriesFrom(key.space, key.goal, key.day), key.person.bytes());
}
EntryKey ParseEntryKey(absl::string_view key) {
  EntryKey out;
  out.space = IdAt<SpaceId>(key, 1);
  out.goal = IdAt<EntityId>(key, 17);
  out.day = DayAt(key, 33);
  out.person = IdAt<PersonId>(key, 37);
  return out;
}

std::string RestPrefix(const SpaceId& space) { return absl::StrCat(kRest, space.bytes()); }
std::string RestKey(const SpaceId& space, const EntityId& rest) {
  return absl::StrCat(kRest, space.bytes(), rest.bytes());
}

std::string EaseOfSpace(const SpaceId& space) { return absl::StrCat(kEase, space.bytes()); }
std::string EasePrefix(const SpaceId& space, const EntityId& goal) {
  return absl::StrCat(kEase, space.bytes(), goal.bytes());
}
std::string EaseKey(const SpaceId& space, const EntityId& goal, std::int32_t day) {
  return absl::StrCat(EasePrefix(space, goal), Day(day));
}
std::int32_t EaseDay(absl::string_view key) { return DayAt(key, 33); }

std::string SubjectPrefix(const SpaceId& space) { return absl::StrCat(kSubject, space.bytes()); }
std::string SubjectKey(const SpaceId& space, const EntityId& subject) {
  return absl::StrCat(kSubject, space.bytes(), subject.bytes());
}

std::string AliasPrefix() { return std::string(kAlias.data(), kAlias.size()); }
std::string AliasesOfSpace(const SpaceId& space) { return absl::StrCat(kAlias, space.bytes()); }
std::string AliasKey(const SpaceId& space, const EntityId& entity) {
  return absl::StrCat(kAlias, space.bytes(), entity.bytes());
}

std::string OutboxPrefix(const SpaceId& space) { return absl::StrCat(kOutbox, space.bytes()); }
std::string OutboxKey(const SpaceId& space, const ChainId& chain, std::uint64_t sequence,
                      const OperationId& id) {
  return absl::StrCat(kOutbox, space.bytes(), chain.bytes(), Number(sequence), id.bytes());
}

std::string LaterPrefix(const SpaceId& space) { return absl::StrCat(kLater, space.bytes()); }
std::string LaterKey(const SpaceId& space, const EntityId& entity) {
  return absl::StrCat(kLater, space.bytes(), entity.bytes());
}

std::string HeldPrefix(const SpaceId& space) { return absl::StrCat(kHeld, space.bytes()); }
std::string HeldKey(const SpaceId& space, const OperationId& id) {
  return absl::StrCat(kHeld, space.bytes(), id.bytes());
}

std::string ActPrefix() { return std::string(kAct.data(), kAct.size()); }
std::string ActKey(std::uint64_t number) { return absl::StrCat(kAct, Number(number)); }

std::string RequestPrefix() { return std::string(kRequest.data(), kRequest.size()); }
std::string RequestKey(std::uint64_t place) { return absl::StrCat(kRequest, Number(place)); }

std::uint64_t TailNumber(absl::string_view key) {
  return FromBigEndian(key.substr(key.size() - 8));
}

}  // namespace twofold::keys

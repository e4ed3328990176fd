// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Reads of store.h.
#include "core/base/status_macros.h"
#include "storage/store/keys.h"
#include "storage/store/records_codec.h"
#include "storage/store/store.h"

namespace twofold {
namespace {

constexpr std::size_t kIdInKey = 1 + SpaceId::kSize;

// Scans a prefix; `each` returns a status, and the first error ends the scan.
template <class Each>
absl::Status ScanPrefix(const ByteReader& reader, const std::string& prefix, Each each) {
  absl::Status status;
  TF_RETURN_IF_ERROR(reader.Scan(prefix, PrefixEnd(prefix), ScanOrder::kAscending,
                                 [&](absl::string_view key, absl::string_view value) {
                                   status = each(key, value);
                                   return status.ok();
                                 }));
  return status;
}

// Adds a decoded value, or says why not.
template <class T, class Out>
absl::Status Append(absl::StatusOr<T> decoded, std::vector<Out>& out) {
  if (!decoded.ok()) return decoded.status();
  out.push_back(std::move(*decoded));
  return absl::OkStatus();
}

}  // namespace

template <class T, class Decoder>
absl::StatusOr<std::optional<T>> StoreView::Read(const std::string& key, Decoder decode) const {
  TF_ASSIGN_OR_RETURN(const std::optional<std::string> bytes, reader_.Get(key));
  if (!bytes) return std::optional<T>();
  TF_ASSIGN_OR_RETURN(T value, decode(*bytes));
  return std::optional<T>(std::move(value));
}

absl::StatusOr<std::optional<Self>> StoreView::GetSelf() const {
  return Read<Self>(keys::SelfKey(), DecodeSelf);
}

absl::StatusOr<std::vector<Space>> StoreView::ListSpaces() const {
  std::vector<Space> spaces;
  TF_RETURN_IF_ERROR(
      ScanPrefix(reader_, keys::SpacePrefix(), [&](absl::string_view key, absl::string_view value) {
        return Append(DecodeSpace(keys::IdAt<SpaceId>(key, 1), value), spaces);
      }));
  return spaces;
}

absl::StatusOr<SpaceClock> StoreView::GetClock(const SpaceId& space) const {
  TF_ASSIGN_OR_RETURN(auto clock, Read<SpaceClock>(keys::ClockOf(space), DecodeClock));
  return std::move(clock).value_or(SpaceClock());
}

absl::StatusOr<MailboxPosition> StoreView::GetMailbox(const SpaceId& space) const {
  TF_ASSIGN_OR_RETURN(auto mailbox, Read<MailboxPosition>(keys::MailboxOf(space), DecodeMailbox));
  return std::move(mailbox).value_or(MailboxPosition());
}

absl::StatusOr<std::optional<PendingPairing>> StoreView::GetPairing() const {
  return Read<PendingPairing>(keys::PairingKey(), DecodePairing);
}

absl::StatusOr<Tally> StoreView::GetTally() const {
  TF_ASSIGN_OR_RETURN(auto tally, Read<Tally>(keys::TallyKey(), DecodeTally));
  return tally.value_or(Tally());
}

absl::StatusOr<std::optional<Folding>> StoreView::GetFolding() const {
  return Read<Folding>(keys::FoldingKey(), DecodeFolding);
}

absl::StatusOr<std::vector<ChainPosition>> StoreView::ListHeads(const SpaceId& space) const {
  std::vector<ChainPosition> heads;
  TF_RETURN_IF_ERROR(
      ScanPrefix(reader_, keys::HeadPrefix(space), [&](absl::string_view, absl::string_view value) {
        return Append(DecodeHead(value), heads);
      }));
  return heads;
}

absl::StatusOr<std::optional<ChainPosition>> StoreView::GetHead(const SpaceId& space,
                                                                const ChainId& chain) const {
  return Read<ChainPosition>(keys::HeadOf(space, chain), DecodeHead);
}

absl::StatusOr<std::optional<StoredOperation>> StoreView::FindOperation(
    const SpaceId& space, const ChainPosition& at) const {
  return Read<StoredOperation>(
      keys::OperationKey(space, at.chain, at.sequence, at.id),
      [&](absl::string_view bytes) { return DecodeOperation(at.chain, at.sequence, bytes); });
}

absl::StatusOr<std::vector<std::pair<std::uint64_t, StoredOperation>>> StoreView::ListOperations(
    const SpaceId& space, const ChainId& chain, std::uint64_t from, int limit) const {
  std::vector<std::pair<std::uint64_t, StoredOperation>> operations;
  absl::Status status;
  const std::size_t prefix_size = keys::OperationPrefix(space, chain).size();
  TF_RETURN_IF_ERROR(reader_.Scan(
      keys::OperationAt(space, chain, from), PrefixEnd(keys::OperationPrefix(space, chain)),
      ScanOrder::kAscending, [&](absl::string_view key, absl::string_view value) {
        const std::uint64_t sequence = keys::TailNumber(key.substr(0, prefix_size + 8));
        auto decoded = DecodeOperation(chain, sequence, value);
        status = decoded.status();
        if (!status.ok()) return false;
        operations.emplace_back(sequence, std::move(*decoded));
        return static_cast<int>(operations.size()) < limit;
      }));
  TF_RETURN_IF_ERROR(status);
  return operations;
}

absl::Status StoreView::VisitOperations(
    const SpaceId& space,
    absl::FunctionRef<bool(const ChainPosition&, absl::StatusOr<StoredOperation>)> each) const {
  constexpr std::size_t kSequenceInKey = kIdInKey + ChainId::kSize,
                        kOperationInKey = kSequenceInKey + 8;
  const std::string prefix = keys::OperationsOfSpace(space);
  return reader_.Scan(prefix, PrefixEnd(prefix), ScanOrder::kAscending,
                      [&](absl::string_view key, absl::string_view value) {
                        const ChainPosition at{keys::IdAt<ChainId>(key, kIdInKey),
                                               keys::TailNumber(key.substr(0, kOperationInKey)),
                                               keys::IdAt<OperationId>(key, kOperationInKey)};
                        return each(at, DecodeOperation(at.chain, at.sequence, value));
                      });
}

absl::StatusOr<std::vector<ChainPosition>> StoreView::ListPlaces(const SpaceId& space,
                                                                 const ChainId& chain,
                                                                 std::uint64_t from) const {
  std::vector<ChainPosition> places;
  const std::string prefix = keys::OperationPrefix(space, chain);
  TF_RETURN_IF_ERROR(
      reader_.Scan(keys::OperationAt(space, chain, from), PrefixEnd(prefix), ScanOrder::kAscending,
                   [&](absl::string_view key, absl::string_view) {
                     places.push_back({chain, keys::TailNumber(key.substr(0, prefix.size() + 8)),
                                       keys::IdAt<OperationId>(key, prefix.size() + 8)});
                     return true;
                   }));
  return places;
}

absl::StatusOr<std::optional<Goal>> StoreView::FindGoal(const SpaceId& space,
                                                        const EntityId& goal) const {
  return Read<Goal>(keys::GoalKey(space, goal),
                    [&](absl::string_view bytes) { return DecodeGoal(goal, bytes); });
}

absl::StatusOr<std::vector<Goal>> StoreView::ListGoals(const SpaceId& space) const {
  std::vector<Goal> goals;
  TF_RETURN_IF_ERROR(ScanPrefix(
      reader_, keys::GoalPrefix(space), [&](absl::string_view key, absl::string_view value) {
        return Append(DecodeGoal(keys::IdAt<EntityId>(key, kIdInKey), value), goals);
      }));
  return goals;
}

absl::StatusOr<std::optional<DayEntry>> StoreView::FindEntry(const EntryKey& key) const {
  return Read<DayEntry>(keys::EntryKeyOf(key), DecodeEntry);
}

absl::StatusOr<std::vector<std::pair<EntryKey, DayEntry>>> StoreView::ListEntries(
    const SpaceId& space, const EntityId& goal, std::int32_t first, std::int32_t last) const {
  std::vector<std::pair<EntryKey, DayEntry>> entries;
  TF_RETURN_IF_ERROR(VisitEntries(
      space, goal, first, last,
      [&](const EntryKey& key, DayEntry& entry) { entries.emplace_back(key, std::move(entry)); }));
  return entries;
}

absl::Status StoreView::VisitEntries(
    const SpaceId& space, const EntityId& goal, std::int32_t first, std::int32_t last,
    absl::FunctionRef<void(const EntryKey&, DayEntry&)> each) const {
  absl::Status status;
  EntryDecoder decoder;
  TF_RETURN_IF_ERROR(reader_.Scan(keys::EntriesFrom(space, goal, first),
                                  keys::EntriesFrom(space, goal, last + 1), ScanOrder::kAscending,
                                  [&](absl::string_view key, absl::string_view value) {
                                    auto decoded = decoder.Decode(value);
                                    status = decoded.status();
                                    if (status.ok()) each(keys::ParseEntryKey(key), *decoded);
                                    return status.ok();
                                  }));
  return status;
}

absl::Status StoreView::VisitEntriesBefore(
    const SpaceId& space, const EntityId& goal, std::int32_t day,
    absl::FunctionRef<bool(const EntryKey&, const DayEntry&)> each) const {
  absl::Status status;
  EntryDecoder decoder;
  TF_RETURN_IF_ERROR(reader_.Scan(keys::EntryPrefix(space, goal),
                                  keys::EntriesFrom(space, goal, day), ScanOrder::kDescending,
                                  [&](absl::string_view key, absl::string_view value) {
                                    auto decoded = decoder.Decode(value);
                                    status = decoded.status();
                                    return status.ok() && each(keys::ParseEntryKey(key), *decoded);
                                  }));
  return status;
}

absl::StatusOr<std::optional<Register<Rest>>> StoreView::FindRest(const SpaceId& space,
                                                                  const EntityId& rest) const {
  return Read<Register<Rest>>(keys::RestKey(space, rest), DecodeRest);
}

absl::StatusOr<std::vector<std::pair<EntityId, Rest>>> StoreView::ListRests(
    const SpaceId& space) const {
  std::vector<std::pair<EntityId, Rest>> rests;
  TF_RETURN_IF_ERROR(ScanPrefix(
      reader_, keys::RestPrefix(space), [&](absl::string_view key, absl::string_view value) {
        auto rest = DecodeRest(value);
        if (rest.ok() && !rest->value.removed) {
          rests.emplace_back(keys::IdAt<EntityId>(key, kIdInKey), rest->value);
        }
        return rest.status();
      }));
  return rests;
}

absl::StatusOr<std::optional<Register<int>>> StoreView::FindEase(const SpaceId& space,
                                                                 const EntityId& goal,
                                                                 std::int32_t day) const {
  return Read<Register<int>>(keys::EaseKey(space, goal, day), DecodeEase);
}

absl::StatusOr<std::vector<std::pair<std::int32_t, int>>> StoreView::ListEase(
    const SpaceId& space, const EntityId& goal) const {
  std::vector<std::pair<std::int32_t, int>> answers;
  TF_RETURN_IF_ERROR(ScanPrefix(reader_, keys::EasePrefix(space, goal),
                                [&](absl::string_view key, absl::string_view value) {
                                  auto ease = DecodeEase(value);
                                  if (ease.ok() && ease->value != 0)
                                    answers.emplace_back(keys::EaseDay(key), ease->value);
                                  return ease.status();
                                }));
  return answers;
}

absl::StatusOr<std::optional<std::int32_t>> StoreView::NewestEase(const SpaceId& space,
                                                                  const EntityId& goal) const {
  std::optional<std::int32_t> newest;
  absl::Status status;
  const std::string prefix = keys::EasePrefix(space, goal);
  TF_RETURN_IF_ERROR(reader_.Scan(prefix, PrefixEnd(prefix), ScanOrder::kDescending,
                                  [&](absl::string_view key, absl::string_view value) {
                                    auto ease = DecodeEase(value);
                                    status = ease.status();
                                    if (ease.ok() && ease->value != 0) newest = keys::EaseDay(key);
                                    return status.ok() && !newest;
                                  }));
  TF_RETURN_IF_ERROR(status);
  return newest;
}

absl::StatusOr<std::optional<Subject>> StoreView::FindSubject(const SpaceId& space,
                                                              const EntityId& subject) const {
  return Read<Subject>(keys::SubjectKey(space, subject),
                       [&](absl::string_view bytes) { return DecodeSubject(subject, bytes); });
}

absl::StatusOr<Roster> StoreView::GetRoster(const SpaceId& space) const {
  TF_ASSIGN_OR_RETURN(std::optional<Roster> roster,
                      Read<Roster>(keys::RosterOf(space), DecodeRoster));
  return std::move(roster).value_or(Roster());
}

absl::StatusOr<std::set<DeviceId>> StoreView::GetLater(const SpaceId& space,
                                                       const EntityId& entity) const {
  TF_ASSIGN_OR_RETURN(auto devices,
                      Read<std::set<DeviceId>>(keys::LaterKey(space, entity), DecodeLater));
  return std::move(devices).value_or(std::set<DeviceId>());
}

absl::StatusOr<std::map<EntityId, std::set<DeviceId>>> StoreView::ListLater(
    const SpaceId& space) const {
  std::map<EntityId, std::set<DeviceId>> later;
  TF_RETURN_IF_ERROR(ScanPrefix(
      reader_, keys::LaterPrefix(space), [&](absl::string_view key, absl::string_view value) {
        auto devices = DecodeLater(value);
        if (devices.ok()) {
          later[keys::IdAt<EntityId>(key, kIdInKey)] = *std::move(devices);
        }
        return devices.status();
      }));
  return later;
}

absl::StatusOr<std::vector<Subject>> StoreView::ListSubjects(const SpaceId& space) const {
  std::vector<Subject> subjects;
  TF_RETURN_IF_ERROR(ScanPrefix(
      reader_, keys::SubjectPrefix(space), [&](absl::string_view key, absl::string_view value) {
        return Append(DecodeSubject(keys::IdAt<EntityId>(key, kIdInKey), value), subjects);
      }));
  return subjects;
}

absl::StatusOr<std::vector<StoreView::NamedEntity>> StoreView::ListAliases() const {
  std::vector<NamedEntity> named;
  TF_RETURN_IF_ERROR(
      ScanPrefix(reader_, keys::AliasPrefix(),
                 [&](absl::string_view key, absl::string_view value) -> absl::Status {
                   TF_ASSIGN_OR_RETURN(Alias alias, DecodeAlias(value));
                   named.push_back({keys::IdAt<SpaceId>(key, 1),
                                    keys::IdAt<EntityId>(key, kIdInKey), std::move(alias)});
                   return absl::OkStatus();
                 }));
  return named;
}

absl::StatusOr<std::vector<ChainPosition>> StoreView::ListOutbox(
    const SpaceId& space, int limit, std::optional<ChainPosition> after) const {
  std::vector<ChainPosition> operations;
  absl::Status status;
  const std::string prefix = keys::OutboxPrefix(space);
  // The first key behind that of `after` is the same with a zero byte more.
  const std::string begin =
      after ? keys::OutboxKey(space, after->chain, after->sequence, after->id) + '\0' : prefix;
  TF_RETURN_IF_ERROR(reader_.Scan(begin, PrefixEnd(prefix), ScanOrder::kAscending,
                                  [&](absl::string_view, absl::string_view value) {
                                    status = Append(DecodeHead(value), operations);
                                    return status.ok() &&
                                           static_cast<int>(operations.size()) < limit;
                                  }));
  TF_RETURN_IF_ERROR(status);
  return operations;
}

absl::StatusOr<bool> StoreView::IsInOutbox(const SpaceId& space,
                                           const ChainPosition& operation) const {
  TF_ASSIGN_OR_RETURN(
      const auto found,
      reader_.Get(keys::OutboxKey(space, operation.chain, operation.sequence, operation.id)));
  return found.has_value();
}

absl::StatusOr<std::optional<DeliveryPlan>> StoreView::GetDelivery(const SpaceId& space) const {
  return Read<DeliveryPlan>(keys::DeliveryOf(space), DecodeDelivery);
}

absl::StatusOr<std::uint64_t> StoreView::CountOutbox(const SpaceId& space) const {
  std::uint64_t count = 0;
  TF_RETURN_IF_ERROR(
      ScanPrefix(reader_, keys::OutboxPrefix(space), [&](absl::string_view, absl::string_view) {
        ++count;
        return absl::OkStatus();
      }));
  return count;
}

absl::StatusOr<std::vector<std::pair<OperationId, std::string>>> StoreView::ListHeld(
    const SpaceId& space) const {
  std::vector<std::pair<OperationId, std::string>> held;
  TF_RETURN_IF_ERROR(ScanPrefix(
      reader_, keys::HeldPrefix(space), [&](absl::string_view key, absl::string_view value) {
        held.emplace_back(keys::IdAt<OperationId>(key, kIdInKey), std::string(value));
        return absl::OkStatus();
      }));
  return held;
}

absl::StatusOr<std::uint64_t> StoreView::NewestAct() const {
  std::uint64_t newest = 0;
  const std::string prefix = keys::ActPrefix();
  TF_RETURN_IF_ERROR(reader_.Scan(prefix, PrefixEnd(prefix), ScanOrder::kDescending,
                                  [&](absl::string_view key, absl::string_view) {
                                    newest = keys::TailNumber(key);
                                    return false;
                                  }));
  return newest;
}

absl::StatusOr<std::optional<Act>> StoreView::GetAct(std::uint64_t number) const {
  return Read<Act>(keys::ActKey(number), DecodeAct);
}

absl::StatusOr<std::vector<std::pair<std::uint64_t, RememberedRequest>>> StoreView::ListRequests()
    const {
  std::vector<std::pair<std::uint64_t, RememberedRequest>> requests;
  TF_RETURN_IF_ERROR(
      ScanPrefix(reader_, keys::RequestPrefix(),
                 [&](absl::string_view key, absl::string_view value) -> absl::Status {
                   TF_ASSIGN_OR_RETURN(RememberedRequest request, DecodeRequest(value));
                   requests.emplace_back(keys::TailNumber(key), request);
                   return absl::OkStatus();
                 }));
  return requests;
}

}  // namespace twofold

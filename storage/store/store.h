// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The store as goals, entries and operations. Works alike on any ByteStore.
//
// Every call may fail as ByteStore does; DataLoss also when a record cannot be read.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "core/sync/fold.h"
#include "storage/bytes/byte_store.h"
#include "storage/bytes/overlay.h"
#include "storage/store/records.h"

namespace twofold {

// Typed reads. Thread-safe when the reader is; the reader must outlive it.
class StoreView {
 public:
  explicit StoreView(const ByteReader& reader) : reader_(reader) {}

  absl::StatusOr<std::optional<Self>> GetSelf() const;
  absl::StatusOr<std::vector<Space>> ListSpaces() const;
  absl::StatusOr<SpaceClock> GetClock(const SpaceId& space) const;
  absl::StatusOr<MailboxPosition> GetMailbox(const SpaceId& space) const;
  absl::StatusOr<std::optional<PendingPairing>> GetPairing() const;
  // An empty one where nothing was committed since tallies are kept.
  absl::StatusOr<Tally> GetTally() const;
  // Nothing in a store of a version that did not write it down yet.
  absl::StatusOr<std::optional<Folding>> GetFolding() const;

  // Every chain's newest operation, sorted by chain.
  absl::StatusOr<std::vector<ChainPosition>> ListHeads(const SpaceId& space) const;
  absl::StatusOr<std::optional<ChainPosition>> GetHead(const SpaceId& space,
                                                       const ChainId& chain) const;
  // The operation with this place and id; nothing when it is not here.
  absl::StatusOr<std::optional<StoredOperation>> FindOperation(const SpaceId& space,
                                                               const ChainPosition& at) const;
  // A chain's operations from a sequence on, at most `limit`, with their places.
  absl::StatusOr<std::vector<std::pair<std::uint64_t, StoredOperation>>> ListOperations(
      const SpaceId& space, const ChainId& chain, std::uint64_t from, int limit) const;
  // Visits every operation of a space, chain by chain, each in order, until `each` returns false;
  // it is given DataLoss for one that cannot be read.
  absl::Status VisitOperations(
      const SpaceId& space,
      absl::FunctionRef<bool(const ChainPosition& at, absl::StatusOr<StoredOperation> operation)>
          each) const;
  // The places of a chain's operations from a sequence on.
  absl::StatusOr<std::vector<ChainPosition>> ListPlaces(const SpaceId& space, const ChainId& chain,
                                                        std::uint64_t from) const;

  absl::StatusOr<std::optional<Goal>> FindGoal(const SpaceId& space, const EntityId& goal) const;
  absl::StatusOr<std::vector<Goal>> ListGoals(const SpaceId& space) const;
  absl::StatusOr<std::optional<DayEntry>> FindEntry(const EntryKey& key) const;
  // Entries of one goal for the days [first, last], all persons, by day.
  absl::StatusOr<std::vector<std::pair<EntryKey, DayEntry>>> ListEntries(const SpaceId& space,
                                                                         const EntityId& goal,
                                                                         std::int32_t first,
                                                                         std::int32_t last) const;
  // Visits the entries of one goal for the days [first, last], all persons, by day. `each` may take
  // the entry to pieces.
  absl::Status VisitEntries(
      const SpaceId& space, const EntityId& goal, std::int32_t first, std::int32_t last,
      absl::FunctionRef<void(const EntryKey& key, DayEntry& entry)> each) const;
  // Visits the entries of one goal before a day, newest first, until `each` returns false.
  absl::Status VisitEntriesBefore(
      const SpaceId& space, const EntityId& goal, std::int32_t day,
      absl::FunctionRef<bool(const EntryKey& key, const DayEntry& entry)> each) const;
  absl::StatusOr<std::optional<Register<Rest>>> FindRest(const SpaceId& space,
                                                         const EntityId& rest) const;
  // Those that were not taken back, with their ids.
  absl::StatusOr<std::vector<std::pair<EntityId, Rest>>> ListRests(const SpaceId& space) const;
  absl::StatusOr<std::optional<Register<int>>> FindEase(const SpaceId& space, const EntityId& goal,
                                                        std::int32_t day) const;
  // Days and answers that stand, rising by day.
  absl::StatusOr<std::vector<std::pair<std::int32_t, int>>> ListEase(const SpaceId& space,
                                                                     const EntityId& goal) const;
  // The day of the newest answer that stands.
  absl::StatusOr<std::optional<std::int32_t>> NewestEase(const SpaceId& space,
                                                         const EntityId& goal) const;
  absl::StatusOr<std::optional<Subject>> FindSubject(const SpaceId& space,
                                                     const EntityId& subject) const;
  absl::StatusOr<std::vector<Subject>> ListSubjects(const SpaceId& space) const;
  // Empty while nothing was said about devices and keys.
  absl::StatusOr<Roster> GetRoster(const SpaceId& space) const;
  // As FoldState::GetLater; empty for none.
  absl::StatusOr<std::set<DeviceId>> GetLater(const SpaceId& space, const EntityId& entity) const;
  // All of a space.
  absl::StatusOr<std::map<EntityId, std::set<DeviceId>>> ListLater(const SpaceId& space) const;

  struct NamedEntity {
    SpaceId space;
    EntityId entity;
    Alias alias;
  };
  absl::StatusOr<std::vector<NamedEntity>> ListAliases() const;

  // What waits to be sent, each chain in order, at most `limit`.
  // Skips all up to `after`, which is cheaper than looking for it where much was sent lately.
  absl::StatusOr<std::vector<ChainPosition>> ListOutbox(
      const SpaceId& space, int limit, std::optional<ChainPosition> after = std::nullopt) const;
  // Whether this operation waits to be sent.
  absl::StatusOr<bool> IsInOutbox(const SpaceId& space, const ChainPosition& operation) const;
  // Nothing where nothing was planned.
  absl::StatusOr<std::optional<DeliveryPlan>> GetDelivery(const SpaceId& space) const;
  absl::StatusOr<std::uint64_t> CountOutbox(const SpaceId& space) const;
  // Operations received before what they depend on, as exact bytes.
  absl::StatusOr<std::vector<std::pair<OperationId, std::string>>> ListHeld(
      const SpaceId& space) const;

  // The newest act's number; 0 when there is none. Numbers start at 1.
  absl::StatusOr<std::uint64_t> NewestAct() const;
  absl::StatusOr<std::optional<Act>> GetAct(std::uint64_t number) const;
  // The requests that are remembered, with their places in the ring.
  absl::StatusOr<std::vector<std::pair<std::uint64_t, RememberedRequest>>> ListRequests() const;

 private:
  template <class T, class Decoder>
  absl::StatusOr<std::optional<T>> Read(const std::string& key, Decoder decode) const;

  const ByteReader& reader_;
};

// Reads and writes that take effect together. One thread at a time.
class Transaction final : public FoldState {
 public:
  // Both must outlive it.
  Transaction(ByteStore& store) : store_(store), overlay_(store), view_(overlay_) {}

  // What the store holds with this transaction's own writes on top.
  const StoreView& view() const { return view_; }

  absl::StatusOr<std::optional<Goal>> GetGoal(const SpaceId& space,
                                              const EntityId& goal) const override;
  absl::StatusOr<std::optional<DayEntry>> GetEntry(const EntryKey& key) const override;
  absl::StatusOr<std::optional<Subject>> GetSubject(const SpaceId& space,
                                                    const EntityId& subject) const override;
  absl::StatusOr<std::optional<Register<Rest>>> GetRest(const SpaceId& space,
                                                        const EntityId& rest) const override;
  absl::StatusOr<std::optional<Register<int>>> GetEase(const SpaceId& space, const EntityId& goal,
                                                       std::int32_t day) const override;
  absl::StatusOr<std::vector<Subject>> ListSubjects(const SpaceId& space) const override;
  absl::StatusOr<Roster> GetRoster(const SpaceId& space) const override;
  absl::StatusOr<std::set<DeviceId>> GetLater(const SpaceId& space,
                                              const EntityId& entity) const override;
  void PutGoal(const SpaceId& space, const Goal& goal) override;
  void PutEntry(const EntryKey& key, const DayEntry& entry) override;
  void PutSubject(const SpaceId& space, const Subject& subject) override;
  void PutRest(const SpaceId& space, const EntityId& rest, const Register<Rest>& value) override;
  void PutEase(const SpaceId& space, const EntityId& goal, std::int32_t day,
               const Register<int>& value) override;
  void PutRoster(const SpaceId& space, const Roster& roster) override;
  void PutLater(const SpaceId& space, const EntityId& entity,
                const std::set<DeviceId>& devices) override;

  void PutSelf(const Self& self);
  void PutSpace(const Space& space);
  void DeleteSpace(const SpaceId& space);
  void PutClock(const SpaceId& space, const SpaceClock& clock);
  void PutMailbox(const SpaceId& space, const MailboxPosition& position);
  void PutDelivery(const SpaceId& space, const DeliveryPlan& plan);
  void DeleteDelivery(const SpaceId& space);
  void PutPairing(const PendingPairing& pairing);
  void DeletePairing();
  void PutTally(const Tally& tally);
  void PutFolding(const Folding& folding);
  void PutHead(const SpaceId& space, const ChainPosition& head);
  void PutOperation(const SpaceId& space, const ChainPosition& at,
                    const StoredOperation& operation);
  void PutAlias(const SpaceId& space, const EntityId& entity, const Alias& alias);
  void PutOutbox(const SpaceId& space, const ChainPosition& operation);
  void DeleteOutbox(const SpaceId& space, const ChainPosition& operation);
  void PutHeld(const SpaceId& space, const OperationId& id, absl::string_view bytes);
  void DeleteHeld(const SpaceId& space, const OperationId& id);
  void PutAct(std::uint64_t number, const Act& act);
  void PutRequest(std::uint64_t place, const RememberedRequest& request);
  // Removes everything of a space but its record: operations, entries, consent, aliases, outbox.
  absl::Status EraseSpace(const SpaceId& space);
  // Removes every record of a space that is folded from its operations.
  absl::Status EraseFolded(const SpaceId& space);
  // Removes what would still be sent or received: outbox, held operations, mailbox position.
  absl::Status EraseSending(const SpaceId& space);

  // Allows a power loss to undo all of this transaction, as long as nothing was committed after it.
  // For what is done again at no harm.
  void AllowLoss() { may_be_lost_ = true; }
  bool may_be_lost() const { return may_be_lost_; }
  // Whether nothing was written so far.
  bool empty() const { return overlay_.empty(); }

  // Puts a record that is folded from operations, as bytes, or takes it away. For what a rebuild
  // found; REQUIRES: a key of VisitFolded (storage/store/folded.h).
  void PutFolded(absl::string_view key, const std::optional<std::string>& value);
  // What view() reads, as bytes.
  const ByteReader& bytes() const { return overlay_; }

  // Makes everything durable (synced, unless AllowLoss) and visible, or nothing of it; after an
  // error the outcome is unknown. Does nothing when nothing was written.
  absl::Status Commit();

 private:
  ByteStore& store_;
  Overlay overlay_;
  StoreView view_;
  bool may_be_lost_ = false;
};

// Marks a store with this version's format number, 3, when it is new or of an earlier one, whose
// records can all be read as they are; FailedPrecondition, reason "store_newer", when a later
// version wrote it.
absl::Status CheckFormat(ByteStore& store);

}  // namespace twofold

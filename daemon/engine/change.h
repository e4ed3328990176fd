// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One change of the store being made: what a person did becomes operations, and each operation is
// remembered together with the one that turns it over.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "core/base/anchor.h"
#include "core/base/clock.h"
#include "core/base/notary.h"
#include "core/base/random.h"
#include "core/crypto/box_keys.h"
#include "daemon/engine/goals.h"
#include "daemon/engine/names.h"
#include "daemon/engine/read_only.h"
#include "daemon/engine/rests.h"
#include "storage/store/store.h"

namespace twofold {

// What the daemon runs on; all must outlive the ledger.
struct LedgerParts {
  ByteStore& bytes;
  const Notary& notary;  // speaks for this device
  DeviceId device;
  SignPublicKey sign_key;
  const BoxKeys& boxes;  // of this device
  const Clock& clock;
  Random& random;
  int day_ends_at_minute = 4 * 60;
  int week_start = 0;        // 0 is Monday: where the person's weeks begin
  bool days_on_end = false;  // whether days kept on end are shown; off unless switched on
  Anchor* anchor = nullptr;  // told how far the store has come
  std::shared_ptr<const Vocabulary> vocabulary = std::make_shared<const Vocabulary>();

  // As ReadOperation.
  absl::StatusOr<Operation> Read(absl::string_view operation) const;
};

// What is known without reading the store: a plain value.
struct LedgerState {
  std::optional<Self> self;
  std::optional<Space> me;
  std::optional<Space> us;  // the shared space in force
  std::vector<Space> left;  // read-only copies
  std::shared_ptr<const Names> names;
  std::shared_ptr<const Goals> goals;
  std::shared_ptr<const Rests> rests;
  std::map<SpaceId, std::shared_ptr<const ReadOnly>> read_only;  // of me and us
  std::uint64_t newest_act = 0;
  bool newest_undone = false;        // whether that act stands undone
  std::uint64_t newest_request = 0;  // number of the request carried out last
  Tally tally;                       // how far the store has come
  std::optional<Folding> folding;    // absent in a store that is new or of an earlier version
  std::uint64_t commit = 0;          // how many there were since the ledger was opened
  std::uint64_t queued_again = 0;    // how many times since then what is old waits to be sent again

  std::optional<Space>& of(SpaceKind kind) { return kind == SpaceKind::kMe ? me : us; }
  const std::optional<Space>& of(SpaceKind kind) const { return kind == SpaceKind::kMe ? me : us; }
  // Whether a space, or something in it, can only be read; see ReadOnly. Not asked of one that is
  // left: there nothing is changed anyway.
  bool IsReadOnly(const SpaceId& space) const;
  bool IsReadOnly(const SpaceId& space, const EntityId& entity) const;
};

// Refusals that many use cases share.
absl::Status NotStarted();
absl::Status NotPaired();
absl::Status DeviceRemoved();

enum class Owed { kYes, kNo };

// One change being made, inside Ledger::Change. One thread at a time.
class Change {
 public:
  Change(const LedgerParts& parts, LedgerState& state, Transaction& transaction)
      : parts_(parts), state_(state), transaction_(transaction) {}

  const StoreView& view() const { return transaction_.view(); }
  Transaction& transaction() { return transaction_; }
  LedgerState& state() { return state_; }
  const Names& names() const { return *state_.names; }
  const LedgerParts& parts() const { return parts_; }
  absl::CivilDay today() const;
  // Where the person is now.
  WrittenAt here() const;

  // Makes an operation on this device's chain: stored, folded, and in the outbox where other
  // devices have the space too; what turns it over is kept for the act. Returns its id.
  // FailedPrecondition "device_removed", "update_needed" as CheckMayChange; Unavailable
  // "still_fetching" on a device that was linked just now.
  absl::StatusOr<OperationId> Emit(const Space& space, const EntityId& entity, Payload payload);

  // Whether something may be written about an entity that does more than take away: nothing that a
  // later version said stands against it. FailedPrecondition "update_needed".
  absl::Status CheckMayChange(const Space& space, const EntityId& entity);
  // The same for anything in the space.
  absl::StatusOr<bool> MayChange(const Space& space);

  // Whether this device has read that it is one of the space's.
  absl::StatusOr<bool> IsKnownIn(const Space& space) const;

  // Folds an operation, of whoever, that is stored in the same change.
  absl::Status FoldIn(const Space& space, const Operation& operation, const VersionVector& seen);

  // Makes all that is folded of a space once more; names are left as they were. Errors as
  // FoldFromZero.
  absl::Status FoldAnew(const Space& space);
  // Gives names to what has none yet.
  absl::Status NameSubjects(const Space& space);
  // The shared space was erased: nothing here knows of it any more.
  void Forget(const SpaceId& us);
  // Brings up to date what is known of what can only be read.
  absl::Status Settle();

  // After an older copy of the store came back, or part of it was lost: the device goes on under
  // new chains, so that no place in a chain is ever used twice.
  void BeginAnew();

  // Notes what the person did, with what turns over all operations made since the last act. What
  // stood undone does not come back after it.
  absl::Status Record(Act act);
  // Writes an act anew after it was turned over: its steps are what turns over the operations made
  // since.
  void Renew(std::uint64_t number, Act act);
  // Says which act a repeat of this request is to be answered with, where it made none itself.
  void Answer(std::uint64_t act) { recorded_ = act; }
  std::uint64_t recorded() const { return recorded_; }
  // The first operation made for a shared space since the last act; empty for none.
  const OperationId& given() const { return given_; }
  // What operations were folded into.
  const std::set<EntityId>& touched() const { return touched_; }
  // Lets all of a space wait to be sent again; where that is more than limits::kRepairOperations,
  // as a snapshot.
  absl::Status QueueAll(SpaceKind kind);
  // The others lack so much of a space that they are to have a snapshot, or have one now.
  void OweSnapshot(SpaceKind kind, Owed owed);
  // The same for what a chain has from `first` on, at most so much of it. Returns how much.
  absl::StatusOr<std::uint64_t> QueueChain(const SpaceId& space, const ChainId& chain,
                                           std::uint64_t first, std::uint64_t most);
  // Lets whoever carries operations look what there is to do.
  void Wake() { queued_ = true; }
  // Whether something waits to be sent because of this change.
  bool queued() const { return queued_; }

  // Copies the names for changing; the copy takes effect with the commit.
  Names& EditNames();
  // Writes the alias of a shared thing and its names.
  void SetAlias(const EntityRef& ref, const Alias& alias);

 private:
  absl::Status MergePast(const Space& space, const ChainPosition& at, VersionVector& seen) const;
  absl::Status CheckMayWrite(const Space& space) const;
  void NoteUnread(const Space& space);
  absl::Status NameSubject(const Space& space, const EntityId& entity);
  void ShareHandle(const Space& space, const std::string& handle);
  absl::Status NoteGoal(const Space& space, const EntityId& entity);
  absl::Status NoteRest(const Space& space, const EntityId& entity);
  absl::Status KeepOpposites(const Space& space, const EntityId& entity, const Payload& payload);
  std::vector<ActStep> TakeSteps();
  absl::Status CloseRedo();

  const LedgerParts& parts_;
  LedgerState& state_;
  Transaction& transaction_;
  std::shared_ptr<Names> edited_;
  std::shared_ptr<Goals> edited_goals_;
  std::shared_ptr<Rests> edited_rests_;
  std::vector<ActStep> steps_;  // turn over what was made, oldest first
  OperationId given_;
  std::set<EntityId> touched_;
  std::set<EntityId> begun_;  // goals that turning over takes away as a whole
  std::uint64_t recorded_ = 0;
  bool queued_ = false;
  bool read_only_changed_ = false;
};

}  // namespace twofold

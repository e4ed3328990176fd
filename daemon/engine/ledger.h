// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The one writer. Every change of the store goes through a Ledger: what a person did becomes
// operations, their effect, their place in the outbox and the act that undo needs, in one synced
// batch. What other devices did comes in the same way (daemon/engine/exchange.h).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "core/base/clock.h"
#include "core/base/notary.h"
#include "core/base/random.h"
#include "core/base/status_macros.h"
#include "daemon/engine/names.h"
#include "storage/store/store.h"

namespace twofold {

// What the daemon runs on; all must outlive the ledger.
struct LedgerParts {
  ByteStore& bytes;
  const Notary& notary;  // speaks for this device
  DeviceId device;
  SignPublicKey sign_key;
  const Clock& clock;
  Random& random;
  int day_ends_at_minute = 4 * 60;
};

// What is known without reading the store: a plain value.
struct LedgerState {
  std::optional<Self> self;
  std::optional<Space> me;
  std::optional<Space> us;  // the shared space in force
  std::vector<Space> left;  // read-only copies
  std::shared_ptr<const Names> names;
  std::uint64_t newest_act = 0;
  std::uint64_t newest_request = 0;  // number of the request carried out last
};

// Refusals that many use cases share.
absl::Status NotStarted();
absl::Status NotPaired();

class Ledger;

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

  // Makes an operation on this device's chain: stored, folded, and in the outbox of a shared
  // space. Returns its id.
  absl::StatusOr<OperationId> Emit(const Space& space, const EntityId& entity, Payload payload);

  // Folds an operation, of whoever, that is stored in the same change.
  absl::Status FoldIn(const Space& space, const Operation& operation, const PersonId& author,
                      const VersionVector& seen);

  // Notes what the person did, for undo.
  absl::Status Record(Act act);
  // Says which act a repeat of this request is to be answered with, where it made none itself.
  void Answer(std::uint64_t act) { recorded_ = act; }
  std::uint64_t recorded() const { return recorded_; }
  // Whether something waits to be sent because of this change.
  bool queued() const { return queued_; }

  // Copies the names for changing; the copy takes effect with the commit.
  Names& EditNames();
  // Writes the alias of a shared thing and its names.
  void SetAlias(const EntityRef& ref, const Alias& alias);

 private:
  absl::Status MergePast(const Space& space, const ChainPosition& at, VersionVector& seen) const;
  absl::Status NameSubject(const Space& space, const EntityId& entity);

  const LedgerParts& parts_;
  LedgerState& state_;
  Transaction& transaction_;
  std::shared_ptr<Names> edited_;
  std::uint64_t recorded_ = 0;
  bool queued_ = false;
};

// Thread-safe.
class Ledger {
 public:
  // Reads what is there. Errors as StoreView.
  static absl::StatusOr<std::unique_ptr<Ledger>> Open(const LedgerParts& parts);

  const LedgerParts& parts() const { return parts_; }
  absl::CivilDay today() const;

  // A consistent look at the store and what is known of it.
  struct Look {
    std::unique_ptr<ByteReader> snapshot;
    LedgerState state;
    StoreView view() const { return StoreView(*snapshot); }
  };
  Look LookAt() const;

  // Runs `work(Change&)` -> absl::StatusOr<Result> alone and commits what it wrote, synced; on an
  // error nothing is written. When the same request was carried out before, `repeated(Change&,
  // act number)` answers instead and nothing is written. A request id of all zeros is never
  // remembered. Errors: those of `work`, and of the store: ResourceExhausted "disk_full",
  // Unavailable "disk_trouble" (unknown outcome; repeat with the same request id), DataLoss.
  template <class Work, class Repeated>
  auto Do(const RequestId& request, Work work, Repeated repeated)
      -> decltype(work(std::declval<::twofold::Change&>())) {
    std::lock_guard<std::mutex> lock(writing_);
    if (doubtful_) TF_RETURN_IF_ERROR(Reload());
    LedgerState state = StateCopy();
    Transaction transaction(parts_.bytes);
    ::twofold::Change change(parts_, state, transaction);
    if (const auto act = Repeat(request)) return repeated(change, *act);
    auto result = work(change);
    if (!result.ok()) return result;
    if (!request.empty()) Remember(request, change);
    TF_RETURN_IF_ERROR(CommitAndPublish(request, change));
    return result;
  }
  // The same for work that may be done twice.
  template <class Work>
  auto Do(Work work) {
    return Do(RequestId(), work,
              [&](::twofold::Change& change, std::uint64_t) { return work(change); });
  }

  // Makes what was removed or replaced vanish from the disk too. Errors as ByteStore::Scrub.
  absl::Status Scrub() { return parts_.bytes.Scrub(); }

  // Called after each commit that put something into an outbox, on the committing thread.
  void OnOutbox(std::function<void()> nudge);

 private:
  explicit Ledger(const LedgerParts& parts) : parts_(parts) {}

  absl::Status Reload();
  LedgerState StateCopy() const;
  std::optional<std::uint64_t> Repeat(const RequestId& request) const;
  void Remember(const RequestId& request, ::twofold::Change& change);
  absl::Status CommitAndPublish(const RequestId& request, ::twofold::Change& change);

  const LedgerParts parts_;
  std::mutex writing_;                                      // held through a change
  absl::flat_hash_map<RequestId, std::uint64_t> requests_;  // guarded by writing_
  std::vector<RequestId> ring_;                             // guarded by writing_
  bool doubtful_ = false;          // a commit's outcome is unknown; guarded by writing_
  mutable std::mutex publishing_;  // guards all below
  LedgerState state_;
  std::function<void()> nudge_;
};

}  // namespace twofold

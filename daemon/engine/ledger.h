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
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "core/base/status_macros.h"
#include "daemon/engine/change.h"
#include "daemon/engine/day_lines.h"

namespace twofold {

// Thread-safe.
class Ledger {
 public:
  // Reads what is there. What an earlier version could not read is read first, where this one can;
  // that takes as long as folding the space did. Errors as StoreView, FoldFromZero and, of the
  // disk, as Do.
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

  // How today stands, as worked out last.
  DayLines& day_lines() { return day_lines_; }

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
    TF_RETURN_IF_ERROR(change.Settle());
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

  // Runs `work` alone, commits what it wrote, synced, and reads everything anew: for records that
  // others are made from. On an error of `work` nothing is written. Errors: as Do.
  absl::Status Mend(absl::FunctionRef<absl::Status(::twofold::Change& change)> work);

  // Makes what was removed or replaced vanish from the disk too. Errors as ByteStore::Scrub.
  absl::Status Scrub() { return parts_.bytes.Scrub(); }

  // Compares the store with how far one stood here once. Where it is behind, the device goes on
  // under new chains, and a notice for the person is kept; done once for each anchor.
  enum class Meeting { kWhole, kBehind };
  absl::StatusOr<Meeting> Meet(const AnchorPoint& anchor);
  // Has the anchor remember how far the store has come. Errors as Anchor::Raise.
  absl::Status Secure();
  // The person has been told what the tally's notice says.
  absl::Status NoticeTold();

  // Called after each commit that put something into an outbox, on the committing thread.
  void OnOutbox(std::function<void()> nudge);

 private:
  explicit Ledger(const LedgerParts& parts) : parts_(parts) {}

  absl::Status Reload();
  absl::Status CatchUp();
  LedgerState StateCopy() const;
  std::optional<std::uint64_t> Repeat(const RequestId& request) const;
  void Remember(const RequestId& request, ::twofold::Change& change);
  void Count(::twofold::Change& change) const;
  absl::Status CommitAndPublish(const RequestId& request, ::twofold::Change& change);

  const LedgerParts parts_;
  std::mutex writing_;                                      // held through a change
  absl::flat_hash_map<RequestId, std::uint64_t> requests_;  // guarded by writing_
  std::vector<RequestId> ring_;                             // guarded by writing_
  bool doubtful_ = false;  // a commit's outcome is unknown; guarded by writing_
  DayLines day_lines_;
  mutable std::mutex publishing_;  // guards all below
  LedgerState state_;
  std::function<void()> nudge_;
};

}  // namespace twofold

// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/rebuild.h"

#include <deque>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "core/base/status_macros.h"
#include "core/sync/stamp.h"
#include "storage/store/keys.h"

namespace twofold {
namespace {

constexpr std::uint64_t kAskedEvery = 64;

std::vector<ChainPosition> CausesOf(const Operation& operation) {
  std::vector<ChainPosition> causes = operation.dependencies;
  if (operation.sequence > 1) {
    causes.push_back({operation.chain, operation.sequence - 1, operation.previous});
  }
  return causes;
}

class Rebuilder {
 public:
  Rebuilder(const ByteReader& from, const Space& space, const Notary& notary, FoldState& into)
      : from_(from), view_(from), space_(space), notary_(notary), into_(into) {}

  // The next operation in the order of keys, and all that waited for it.
  absl::Status Take(const ChainPosition& at, const absl::StatusOr<StoredOperation>& stored) {
    ++rebuilt_.operations;
    NotePlace(at);
    TF_RETURN_IF_ERROR(Fold(at, stored));
    while (!freed_.empty()) {
      const ChainPosition next = freed_.front();
      freed_.pop_front();
      TF_RETURN_IF_ERROR(Fold(next, Find(next)));
    }
    return absl::OkStatus();
  }

  // Says of what still waits why it does.
  absl::StatusOr<Rebuilt> Finish() {
    for (const auto& [missing, places] : waiting_) {
      for (const ChainPosition& at : places) {
        ++rebuilt_.left_out;
        TF_ASSIGN_OR_RETURN(const StoredOperation stored, Find(at));
        TF_ASSIGN_OR_RETURN(const Operation operation, ReadOperation(stored.bytes, notary_));
        TF_RETURN_IF_ERROR(NoteAbsent(operation));
      }
    }
    for (auto& [id, seen] : corrected_) rebuilt_.seen.push_back(std::move(seen));
    return std::move(rebuilt_);
  }

 private:
  // Places come chain by chain, each rising.
  void NotePlace(const ChainPosition& at) {
    const auto head = rebuilt_.heads.find(at.chain);
    const std::uint64_t before = head == rebuilt_.heads.end() ? 0 : head->second.sequence;
    if (at.sequence > before + 1) rebuilt_.gaps += at.sequence - before - 1;
    rebuilt_.heads[at.chain] = at;
  }

  // One that was here already.
  absl::StatusOr<StoredOperation> Find(const ChainPosition& at) const {
    TF_ASSIGN_OR_RETURN(auto stored, view_.FindOperation(space_.id, at));
    if (stored) return *std::move(stored);
    return absl::DataLossError("an operation at another place than it is named at");
  }

  absl::Status Fold(const ChainPosition& at, const absl::StatusOr<StoredOperation>& stored) {
    const std::optional<Operation> operation = Read(at, stored);
    if (!operation) {
      ++rebuilt_.changed;
      return absl::OkStatus();
    }
    const std::vector<ChainPosition> causes = CausesOf(*operation);
    VersionVector seen;
    for (const ChainPosition& cause : causes) {
      if (!taken_.contains(cause.id)) {
        waiting_[cause.id].push_back(at);
        return absl::OkStatus();
      }
    }
    for (const ChainPosition& cause : causes) TF_RETURN_IF_ERROR(MergeSeen(cause, seen));
    seen[at.chain] = at.sequence;
    TF_ASSIGN_OR_RETURN(const bool of_space, IsOfSpace(*operation, seen));
    if (!of_space) {
      ++rebuilt_.changed;
      return absl::OkStatus();
    }
    if (seen != stored->seen) corrected_[at.id] = {at, {stored->bytes, seen}};
    if (operation->stamp < kStampFollowed) {
      rebuilt_.stamp = std::max(rebuilt_.stamp, operation->stamp);
    }
    TF_RETURN_IF_ERROR(twofold::Fold(*operation, {space_.kind, space_.members}, seen, into_));
    taken_.insert(at.id);
    newest_[at.chain] = {at.id, std::move(seen)};
    if (const auto freed = waiting_.find(at.id); freed != waiting_.end()) {
      freed_.insert(freed_.end(), freed->second.begin(), freed->second.end());
      waiting_.erase(freed);
    }
    return absl::OkStatus();
  }

  // Nothing where these bytes are not the operation of that place.
  std::optional<Operation> Read(const ChainPosition& at,
                                const absl::StatusOr<StoredOperation>& stored) const {
    if (!stored.ok()) return std::nullopt;
    absl::StatusOr<Operation> operation = ReadOperation(stored->bytes, notary_);
    if (!operation.ok() || operation->space != space_.id || operation->id != at.id ||
        operation->chain != at.chain || operation->sequence != at.sequence) {
      return std::nullopt;
    }
    return *std::move(operation);
  }

  absl::StatusOr<bool> IsOfSpace(const Operation& operation, const VersionVector& seen) const {
    TF_ASSIGN_OR_RETURN(const Roster roster, into_.GetRoster(space_.id));
    const Membership membership(space_.members, roster);
    const Place place{operation.id, operation.chain, operation.sequence, operation.stamp, seen};
    const MemberDevice* keys = membership.KeysOf(operation.device);
    return keys != nullptr && membership.PersonOf(operation.device, place) &&
           VerifiedBy(operation, keys->sign_key, notary_);
  }

  // What a cause had seen: as worked out here, which is what is recorded unless it was corrected.
  absl::Status MergeSeen(const ChainPosition& cause, VersionVector& seen) const {
    const auto newest = newest_.find(cause.chain);
    if (newest != newest_.end() && newest->second.first == cause.id) {
      Merge(seen, newest->second.second);
      return absl::OkStatus();
    }
    if (const auto known = corrected_.find(cause.id); known != corrected_.end()) {
      Merge(seen, known->second.second.seen);
      return absl::OkStatus();
    }
    TF_ASSIGN_OR_RETURN(const StoredOperation stored, Find(cause));
    Merge(seen, stored.seen);
    return absl::OkStatus();
  }

  absl::Status NoteAbsent(const Operation& operation) {
    bool bereft = false;
    for (const ChainPosition& cause : CausesOf(operation)) {
      TF_ASSIGN_OR_RETURN(const auto there, from_.Get(keys::OperationKey(
                                                space_.id, cause.chain, cause.sequence, cause.id)));
      if (there) continue;
      if (cause.chain != operation.chain) {
        bereft = true;
        continue;
      }
      // Where nothing stands at all, that is counted as a gap.
      const std::string place = keys::OperationAt(space_.id, cause.chain, cause.sequence);
      TF_RETURN_IF_ERROR(from_.Scan(place, PrefixEnd(place), ScanOrder::kAscending,
                                    [&](absl::string_view, absl::string_view) {
                                      ++rebuilt_.unlinked;
                                      return false;
                                    }));
    }
    if (bereft) ++rebuilt_.bereft;
    return absl::OkStatus();
  }

  const ByteReader& from_;
  const StoreView view_;
  const Space& space_;
  const Notary& notary_;
  FoldState& into_;
  Rebuilt rebuilt_;
  absl::flat_hash_set<OperationId> taken_;
  absl::flat_hash_map<OperationId, std::vector<ChainPosition>> waiting_;  // by what they wait for
  std::deque<ChainPosition> freed_;
  std::map<OperationId, std::pair<ChainPosition, StoredOperation>> corrected_;
  std::map<ChainId, std::pair<OperationId, VersionVector>> newest_;  // folded last of each chain
};

}  // namespace

absl::StatusOr<Rebuilt> Rebuild(const ByteReader& from, const Space& space, const Notary& notary,
                                FoldState& into, absl::FunctionRef<bool()> go_on) {
  Rebuilder rebuilder(from, space, notary, into);
  absl::Status status;
  std::uint64_t asked = 0;
  TF_RETURN_IF_ERROR(StoreView(from).VisitOperations(
      space.id, [&](const ChainPosition& at, absl::StatusOr<StoredOperation> stored) {
        if (asked++ % kAskedEvery == 0 && !go_on()) {
          status = absl::CancelledError("not wanted any more");
        } else {
          status = rebuilder.Take(at, stored);
        }
        return status.ok();
      }));
  TF_RETURN_IF_ERROR(status);
  return rebuilder.Finish();
}

}  // namespace twofold
